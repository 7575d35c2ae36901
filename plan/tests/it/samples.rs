//! The sample plans: whole, true to what was published, and written as this program writes them.

use calendar::YearSpan;
use plan::document::{Node, Part, PlanDocument, Program, Status};
use plan::formats::{json, toml};
use plan::text::cell_text;
use serde::Deserialize;
use std::collections::HashSet;

const KIYOSE: &str = include_str!("../../samples/kiyose-2019.toml");
const MIDORINO: &str = include_str!("../../samples/midorino-2025.toml");
const HINATANO: &str = include_str!("../../samples/hinatano-2024.toml");

fn read(text: &str) -> PlanDocument {
    toml::read(text).unwrap_or_else(|problems| {
        let told: Vec<String> = problems
            .iter()
            .map(super::sentences::told_in_japanese)
            .collect();
        panic!("{}", told.join("\n"))
    })
}

/// What the published plan prints.
#[derive(Deserialize)]
struct Facts {
    nodes: Vec<(String, String)>,
    programs: Vec<(String, String, String)>,
    cells: Vec<(String, String, String, String, String, String)>,
    figures: Vec<(String, String, String, String, String, String)>,
}

fn facts() -> Facts {
    ::toml::from_str(include_str!("kiyose-facts.toml")).unwrap()
}

fn part(name: &str) -> Part {
    match name {
        "review" => Part::Review,
        "plan" => Part::Plan,
        other => panic!("{other}"),
    }
}

fn depth(node: &Node) -> usize {
    node.path.split('-').count()
}

/// Nodes on each level and programs of each part.
fn counts(document: &PlanDocument) -> (Vec<usize>, [usize; 2]) {
    let levels = 1..=document.levels.len();
    let nodes = levels.map(|level| document.nodes.iter().filter(|n| depth(n) == level).count());
    let programs = |part| document.programs.iter().filter(|p| p.part == part).count();
    (
        nodes.collect(),
        [programs(Part::Review), programs(Part::Plan)],
    )
}

#[test]
fn samples_stand_as_this_program_writes_them() {
    for text in [KIYOSE, MIDORINO, HINATANO] {
        let document = read(text);
        let written = toml::write(&document);
        let without_remarks: String = text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(|line| [line, "\n"])
            .collect();
        assert_eq!(written, without_remarks, "{}", document.code);
        assert_eq!(read(&written), document);
        assert_eq!(json::read(&json::write(&document)).unwrap(), document);
    }
}

#[test]
fn kiyose_has_every_node_and_program_of_the_published_plan() {
    let document = read(KIYOSE);
    assert_eq!(counts(&document), (vec![3, 8, 21], [37, 42]));
    let facts = facts();
    let mut nodes = Vec::new();
    for node in &document.nodes {
        nodes.push((node.path.clone(), node.name.clone()));
        nodes.extend(
            node.review_name
                .iter()
                .map(|name| (format!("{}:review", node.path), name.clone())),
        );
    }
    let sorted = |mut rows: Vec<(String, String)>| {
        rows.sort();
        rows
    };
    assert_eq!(sorted(nodes), sorted(facts.nodes));
    for name in ["review", "plan"] {
        let expected: Vec<(&str, &str)> = facts
            .programs
            .iter()
            .filter(|(_, part, _)| part == name)
            .map(|(node, _, program)| (node.as_str(), program.as_str()))
            .collect();
        let found: Vec<(&str, &str)> = document
            .programs
            .iter()
            .filter(|program| program.part == part(name))
            .map(|program| (program.node.as_str(), program.name.as_str()))
            .collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn kiyose_prints_every_cell_of_the_published_plan() {
    let document = read(KIYOSE);
    let mut expected = HashSet::new();
    for (node, part_name, program, row, years, text) in facts().cells {
        expected.insert((
            node,
            part(&part_name),
            program,
            row,
            YearSpan::read(&years).unwrap(),
            text,
        ));
    }
    let mut printed = HashSet::new();
    for program in &document.programs {
        for (row, cells) in [("plan", &program.plan), ("actual", &program.actual)] {
            for cell in cells {
                printed.insert((
                    program.node.clone(),
                    program.part,
                    program.name.clone(),
                    row.to_owned(),
                    cell.years,
                    cell_text(program, cell, document.year_style),
                ));
            }
        }
    }
    assert_eq!(printed.len(), 199);
    let differ: Vec<_> = printed.symmetric_difference(&expected).collect();
    assert!(differ.is_empty(), "{differ:#?}");
}

#[test]
fn kiyose_holds_every_figure_of_the_published_plan_and_no_other() {
    let document = read(KIYOSE);
    let mut found = Vec::new();
    for program in &document.programs {
        let part = if program.part == Part::Review {
            "review"
        } else {
            "plan"
        };
        for measure in &program.measures {
            let mut row = |kind: &str, year: i16, amount: String| {
                let (key, measure) = (program.key.clone(), measure.key.clone());
                found.push((
                    part.to_owned(),
                    key,
                    measure,
                    kind.to_owned(),
                    year.to_string(),
                    amount,
                ));
            };
            measure
                .targets
                .iter()
                .for_each(|t| row("target", t.year.0, t.target.amount.to_string()));
            measure
                .values
                .iter()
                .for_each(|v| row("value", v.year.0, v.amount.to_string()));
        }
    }
    let mut expected = facts().figures;
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

fn program<'a>(document: &'a PlanDocument, part: Part, key: &str) -> &'a Program {
    document
        .programs
        .iter()
        .find(|p| p.part == part && p.key == key)
        .unwrap()
}

#[test]
fn kiyose_knows_what_became_of_its_programs() {
    let document = read(KIYOSE);
    let status = |key: &str, year: i16| {
        let program = program(&document, Part::Review, key);
        program
            .actual
            .iter()
            .find(|cell| cell.years.from.0 == year)
            .unwrap()
            .status
    };
    for (key, year, expected) in [
        ("organisation-goals", 2016, Some(Status::Carried)),
        ("field-innovators", 2018, Some(Status::Abolished)),
        ("planned-placement", 2016, Some(Status::Considered)),
        ("recreation-programs", 2018, Some(Status::Continued)),
        ("women-managers-training", 2017, Some(Status::Changed)),
        ("women-staff-training", 2017, Some(Status::Merged)),
        ("service-diagnosis", 2017, Some(Status::NotCarried)),
        ("external-dispatch", 2018, Some(Status::NoResult)),
        ("suggestions", 2016, None),
    ] {
        assert_eq!(status(key, year), expected, "{key} {year}");
    }
    let training = program(&document, Part::Review, "women-staff-training");
    assert_eq!(
        training.actual[1].merged_into.as_deref(),
        Some("career-training")
    );
    let renamed = program(&document, Part::Plan, "work-life-balance-training");
    assert_eq!(renamed.origins[0].key, "career-training");
}

#[test]
fn the_definition_of_chronic_overtime_changes_between_the_parts() {
    let document = read(KIYOSE);
    let measure = &program(&document, Part::Plan, "chronic-overtime").measures[0];
    let from: Vec<i16> = measure
        .definitions
        .iter()
        .map(|definition| definition.from.0)
        .collect();
    assert_eq!(from, [2016, 2019]);
    let baselines = |part| -> Vec<i16> {
        let measure = &program(&document, part, "chronic-overtime").measures[0];
        measure
            .targets
            .iter()
            .map(|t| t.target.baseline.unwrap().year.0)
            .collect()
    };
    assert_eq!(baselines(Part::Review), [2015; 3]);
    assert_eq!(baselines(Part::Plan), [2018; 3]);
}

#[test]
fn both_cities_of_three_pillars_serve_the_same_capabilities() {
    let of = |text| -> Vec<String> {
        read(text)
            .nodes
            .into_iter()
            .filter_map(|node| node.capability)
            .collect()
    };
    let (kiyose, midorino) = (of(KIYOSE), of(MIDORINO));
    assert_eq!(kiyose.len(), 21);
    assert_eq!(kiyose, midorino);
    assert_eq!(kiyose.iter().collect::<HashSet<_>>().len(), 21);
}

#[test]
fn the_current_plan_of_midorino_is_half_way_through_its_second_year() {
    let document = read(MIDORINO);
    let (nodes, [review, plan]) = counts(&document);
    assert_eq!(nodes, [3, 8, 21]);
    assert!(review >= 30 && plan >= 40, "{review} {plan}");
    let planned: Vec<&Program> = document
        .programs
        .iter()
        .filter(|p| p.part == Part::Plan)
        .collect();
    assert!(planned.iter().all(|program| program.owner.is_some()));
    let entered = |year: i16| {
        let has = |p: &&&Program| {
            p.actual
                .iter()
                .any(|cell| cell.years.contains(calendar::FiscalYear(year)))
        };
        planned.iter().filter(has).count()
    };
    // Some sections are late with the year that is over; half of the running year is entered.
    assert!(
        (plan * 3 / 4..plan).contains(&entered(2025)),
        "{}",
        entered(2025)
    );
    assert!(
        (plan / 3..plan * 3 / 4).contains(&entered(2026)),
        "{}",
        entered(2026)
    );
    assert_eq!(entered(2027), 0);
    for (node, key) in [
        ("1-3-2", "people.headcount"),
        ("1-1-1", "plan.on_track_rate"),
    ] {
        let measure = planned
            .iter()
            .filter(|program| program.node == node)
            .flat_map(|program| &program.measures)
            .find(|measure| measure.key == key)
            .unwrap();
        assert!(measure.values.is_empty(), "{key} is computed");
    }
}

#[test]
fn hinatano_has_another_shape() {
    let document = read(HINATANO);
    assert_eq!(counts(&document).0, [2, 7]);
    let paths: Vec<&str> = document
        .nodes
        .iter()
        .filter(|n| depth(n) == 2)
        .map(|n| n.path.as_str())
        .collect();
    assert_eq!(paths, ["1-1", "1-2", "1-3", "1-4", "2-5", "2-6", "2-7"]);
    assert!(
        document
            .programs
            .iter()
            .all(|program| program.node.split('-').count() == 2)
    );
    assert_eq!(document.plan_years, YearSpan::read("2024-2028").unwrap());
    assert_eq!(document.mid_term_review.map(|year| year.0), Some(2026));
}
