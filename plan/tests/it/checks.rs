//! What must hold in a document, whatever file it came from.

use super::sentences::{text, told_in_japanese};
use calendar::{FiscalYear, YearSpan};
use measure::{Amount, Baseline, Comparator, Quality, Target};
use plan::document::{
    Cell, Correction, Definition, Evaluation, Numbering, Part, PlanDocument, Policy, Program,
    Section, Status, Value, YearTarget,
};
use plan::formats::toml;
use plan::problems::Place;
use plan::validation::{ItemPath, check};
use words::Language;

fn kiyose() -> PlanDocument {
    toml::read(include_str!("../../samples/kiyose-2019.toml")).unwrap()
}

fn program<'a>(document: &'a mut PlanDocument, part: Part, key: &str) -> &'a mut Program {
    document
        .programs
        .iter_mut()
        .find(|p| p.part == part && p.key == key)
        .unwrap()
}

fn suggestions(document: &mut PlanDocument) -> &mut Program {
    program(document, Part::Review, "suggestions")
}

fn years(from: i16, to: i16) -> YearSpan {
    YearSpan {
        from: FiscalYear(from),
        to: FiscalYear(to),
    }
}

fn value(year: i16) -> Value {
    Value {
        year: FiscalYear(year),
        amount: Amount::whole(1),
        quality: Quality::Final,
        source: None,
        computed: false,
    }
}

fn cell(from: i16, to: i16, text: &str) -> Cell {
    Cell {
        years: years(from, to),
        text: text.to_owned(),
        status: None,
        merged_into: None,
        quality: Quality::Final,
    }
}

/// What is done to the good document, and the faults then found: `place: key`.
type Case = (fn(&mut PlanDocument), &'static [&'static str]);

#[rustfmt::skip]
const CASES: &[Case] = &[
    // The cover.
    (|d| d.format = 2, &["format: plan-problem-format"]),
    (|d| d.code = "Kiyose".into(), &["code: plan-problem-code"]),
    (|d| d.code = "kiyose--2019".into(), &["code: plan-problem-code"]),
    (|d| d.code = String::new(), &["code: plan-problem-code"]),
    (|d| d.code = "a".repeat(61), &["code: plan-problem-code"]),
    (|d| d.previous = Some("../x".into()), &["previous: plan-problem-code"]),
    (|d| d.previous = Some("kiyose-2019".into()), &["previous: plan-problem-own-previous"]),
    (|d| d.municipality = "　".into(), &["municipality: plan-problem-empty"]),
    (|d| d.title = "計画\n二行目".into(), &["title: plan-problem-line-break"]),
    (|d| d.title = "計".repeat(201), &["title: plan-problem-too-long"]),
    (|d| d.source = "a\u{0}b".into(), &["source: plan-problem-control"]),
    (|d| d.legal_bases.push(String::new()), &["legal_bases: plan-problem-empty"]),
    (|d| d.policy = Some(Policy { name: "方針".into(), adopted: Some("2011-13".into()), revised: Some("2016年3月".into()) }),
        &["policy / adopted: plan-problem-month", "policy / revised: plan-problem-month"]),
    (|d| d.review_years = Some(years(2016, 2019)), &[
        "review_years: plan-problem-review-after-plan",
    ]),
    (|d| d.mid_term_review = Some(FiscalYear(2018)), &["mid_term_review: plan-problem-mid-term"]),
    (|d| { d.programs.clear(); d.plan_years = years(2021, 2019); d.review_years = None; d.nodes.clear(); },
        &["plan_years: plan-problem-years-reversed"]),
    (|d| { d.programs.clear(); d.plan_years = years(2019, 2040); }, &["plan_years: plan-problem-too-many-years"]),
    (|d| { d.programs.clear(); d.plan_years = years(20190, 20192); }, &["plan_years: plan-problem-year"]),
    (|d| d.levels[0].label = "【】".into(), &["levels / 1 / label: plan-problem-label"]),
    (|d| d.levels[2].label = "{n}{x}".into(), &["levels / 3 / label: plan-problem-label"]),
    (|d| d.levels[1].name.clear(), &["levels / 2 / name: plan-problem-empty"]),
    (|d| d.introduction.push(Section { heading: String::new(), text: "本文".into() }),
        &["introduction / 3 / heading: plan-problem-empty"]),
    (|d| d.corrections.push(Correction { on: calendar::Date::constant(2020, 1, 1), place: "1".into(), before: String::new(),
        after: String::new(), by: "人事課".to_owned(), reason: " ".to_owned() }),
        &["corrections / 1 / reason: plan-problem-empty"]),
    // The tree.
    (|d| d.nodes[1].path = "1-01".into(), &["nodes / 1-01 / path: plan-problem-path", "nodes / 1-1-1 / path: plan-problem-parent", "nodes / 1-1-2 / path: plan-problem-parent", "nodes / 1-2 / path: plan-problem-number"]),
    (|d| { let again = d.nodes[3].clone(); d.nodes.insert(4, again); }, &["nodes / 1-1-2 / path: plan-problem-path-twice"]),
    (|d| { let last = d.nodes.len() - 1; d.nodes[last].path = "3-2-3-1".into(); d.programs.retain(|p| p.node != "3-2-3"); },
        &["nodes / 3-2-3-1 / path: plan-problem-depth"]),
    (|d| { let last = d.nodes.len() - 1; d.nodes[last].path = "3-2-4".into(); d.programs.retain(|p| p.node != "3-2-3"); },
        &["nodes / 3-2-4 / path: plan-problem-number"]),
    (|d| { let node = d.nodes.remove(2); d.nodes.push(node); }, &[
        "nodes / 1-1-2 / path: plan-problem-number",
        "nodes / 1-1-1 / path: plan-problem-node-order",
    ]),
    (|d| d.levels[1].numbering = Numbering::Continuous, &[
        "nodes / 2-1 / path: plan-problem-number", "nodes / 3-1 / path: plan-problem-number",
    ]),
    (|d| d.nodes[2].name.clear(), &["nodes / 1-1-1 / name: plan-problem-empty"]),
    (|d| d.nodes[2].chart_name = Some(String::new()), &["nodes / 1-1-1 / chart_name: plan-problem-empty"]),
    (|d| d.nodes[2].capability = Some("Paid Leave".into()), &["nodes / 1-1-1 / capability: plan-problem-key"]),
    (|d| d.nodes[2].outline = "長".repeat(8001), &["nodes / 1-1-1 / outline: plan-problem-too-long"]),
    // Programs.
    (|d| suggestions(d).key = "Suggestions".into(), &["programs / review / Suggestions / key: plan-problem-key"]),
    (|d| { let again = suggestions(d).clone(); d.programs.push(again); },
        &["programs / review / suggestions / key: plan-problem-key-twice"]),
    (|d| suggestions(d).node = "4-1-1".into(), &["programs / review / suggestions / node: plan-problem-program-node"]),
    (|d| suggestions(d).name.clear(), &["programs / review / suggestions / name: plan-problem-empty"]),
    (|d| suggestions(d).owner = Some(String::new()), &["programs / review / suggestions / owner: plan-problem-empty"]),
    (|d| { d.review_years = None; d.programs.retain(|p| p.part == Part::Plan || p.key == "intranet-news");
           d.nodes.iter_mut().for_each(|node| node.result_measures.clear());
           program(d, Part::Plan, "career-training").origins.clear(); },
        &["programs / review / intranet-news: plan-problem-review-without-years"]),
    (|d| program(d, Part::Plan, "career-training").origins[0].key = "nowhere".into(),
        &["programs / plan / career-training / origins / nowhere: plan-problem-origin"]),
    (|d| { d.previous = Some("kiyose-2016".into()); program(d, Part::Plan, "career-training").origins[0].key = "nowhere".into(); }, &[]),
    (|d| program(d, Part::Plan, "career-training").origins[0].key = "career-training".into(),
        &["programs / plan / career-training / origins / career-training: plan-problem-own-origin"]),
    (|d| for year in [2018, 2018, 2019] {
        let judged = Evaluation { year: FiscalYear(year), grade: None, reason: String::new(), next_action: None };
        suggestions(d).evaluations.push(judged);
    }, &["programs / review / suggestions / evaluations / 2018: plan-problem-year-twice",
         "programs / review / suggestions / evaluations / 2019: plan-problem-outside"]),
    // Cells.
    (|d| suggestions(d).plan = vec![cell(2018, 2016, "実施")], &["programs / review / suggestions / plan / 2018-2016: plan-problem-years-reversed"]),
    (|d| suggestions(d).plan = vec![cell(2015, 2016, "実施")], &["programs / review / suggestions / plan / 2015-2016: plan-problem-outside"]),
    (|d| suggestions(d).plan = vec![cell(2018, 2019, "実施")], &["programs / review / suggestions / plan / 2018-2019: plan-problem-outside"]),
    (|d| suggestions(d).plan = vec![cell(2016, 2017, "実施"), cell(2017, 2018, "実施")],
        &["programs / review / suggestions / plan / 2017-2018: plan-problem-cells-overlap"]),
    (|d| suggestions(d).plan = vec![cell(2016, 2018, "実施"), cell(2017, 2017, "実施")],
        &["programs / review / suggestions / plan / 2017: plan-problem-cells-overlap"]),
    (|d| suggestions(d).plan[0].text.clear(), &["programs / review / suggestions / plan / 2016-2018: plan-problem-empty"]),
    (|d| suggestions(d).plan[0].text = "長".repeat(1001), &["programs / review / suggestions / plan / 2016-2018 / text: plan-problem-too-long"]),
    (|d| suggestions(d).plan[0].text = "一行目\n二行目".into(), &[]),
    (|d| suggestions(d).plan[0].text = "}".into(), &["programs / review / suggestions / plan / 2016-2018: plan-problem-brace-unopened"]),
    (|d| suggestions(d).plan[0].text = "{suggestions.submitted@2015}".into(),
        &["programs / review / suggestions / plan / 2016-2018: plan-problem-outside"]),
    (|d| suggestions(d).plan[0].text = "{suggestions.submitted@2021}".into(), &[]),
    (|d| suggestions(d).plan[0].text = "{suggestions.submitted:target}".into(), &[]),
    (|d| program(d, Part::Plan, "improvement-activities").plan[0].text = "{suggestions.submitted}".into(),
        &["programs / plan / improvement-activities / plan / 2019-2021: plan-problem-no-measures"]),
    (|d| program(d, Part::Review, "women-staff-training").actual[1].merged_into = Some("manuals".into()), &[]),
    (|d| program(d, Part::Review, "women-staff-training").actual[1].merged_into = Some("nowhere".into()),
        &["programs / review / women-staff-training / actual / 2017: plan-problem-merged-into-unknown"]),
    (|d| program(d, Part::Review, "women-staff-training").actual[1].status = Some(Status::Abolished),
        &["programs / review / women-staff-training / actual / 2017: plan-problem-not-merged"]),
    // Figures.
    (|d| suggestions(d).measures[0].label.clear(), &["programs / review / suggestions / measures / suggestions.submitted / label: plan-problem-empty"]),
    (|d| { let again = suggestions(d).measures[0].clone(); suggestions(d).measures.push(again); },
        &["programs / review / suggestions / measures / suggestions.submitted / key: plan-problem-key-twice"]),
    (|d| suggestions(d).measures[0].values.push(value(2018)),
        &["programs / review / suggestions / measures / suggestions.submitted / values / 2018: plan-problem-year-twice"]),
    (|d| suggestions(d).measures[0].values.push(value(2015)),
        &["programs / review / suggestions / measures / suggestions.submitted / values / 2015: plan-problem-outside"]),
    // A figure of the review may already be known for the years of the plan.
    (|d| suggestions(d).measures[0].values.push(value(2019)), &[]),
    (|d| suggestions(d).measures[0].targets.push(target(2019, 2018)),
        &["programs / review / suggestions / measures / suggestions.submitted / targets / 2019: plan-problem-outside"]),
    // A target may be measured from a year outside the plan, but not from nowhere.
    (|d| suggestions(d).measures[0].targets.push(target(2018, 2003)), &[]),
    (|d| suggestions(d).measures[0].targets.push(target(2018, 20)),
        &["programs / review / suggestions / measures / suggestions.submitted / targets / 2018 / baseline: plan-problem-year"]),
    (|d| suggestions(d).measures[0].definitions.push(Definition { from: FiscalYear(3000), text: String::new() }),
        &["programs / review / suggestions / measures / suggestions.submitted / definitions / 3000: plan-problem-year",
          "programs / review / suggestions / measures / suggestions.submitted / definitions / 3000: plan-problem-empty"]),
    (|d| { let node = d.nodes.iter_mut().find(|n| n.path == "1-2-1").unwrap(); node.result_measures[0].values.push(value(2022)); },
        &["nodes / 1-2-1 / result_measures / rotation.share / values / 2022: plan-problem-outside"]),
];

fn target(year: i16, baseline: i16) -> YearTarget {
    let baseline = Some(Baseline {
        year: FiscalYear(baseline),
        amount: None,
    });
    let target = Target {
        comparator: Comparator::AtLeast,
        amount: Amount::whole(3),
        baseline,
    };
    YearTarget {
        year: FiscalYear(year),
        target,
    }
}

#[test]
fn every_fault_of_a_document_is_found_where_it_is() {
    let good = kiyose();
    let mut wrong = Vec::new();
    for (spoil, expected) in CASES {
        let mut document = good.clone();
        spoil(&mut document);
        assert_ne!(document, good, "nothing was spoilt: {expected:?}");
        let found: Vec<String> = check(&document)
            .into_iter()
            .map(|problem| {
                told_in_japanese(&problem);
                let Place::Item(item) = &problem.place else {
                    panic!("{problem:?}")
                };
                format!("{item}: {}", problem.key)
            })
            .collect();
        if found != *expected {
            wrong.push(format!("expected {expected:#?}\nfound {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn faults_are_told_in_both_languages() {
    let mut document = kiyose();
    document.title = "計".repeat(201);
    let problem = &check(&document)[0];
    assert_eq!(
        problem.sentence(&text(Language::Japanese)),
        "表題が長すぎます（201文字）。200文字以内にしてください。"
    );
    assert_eq!(
        problem.sentence(&text(Language::English)),
        "The title is too long (201 characters). Use at most 200."
    );
}

#[test]
fn a_place_leads_outwards_to_the_document() {
    let mut path = Some(
        ItemPath::program(Part::Review, "suggestions")
            .then("actual")
            .then("2016"),
    );
    let mut seen = Vec::new();
    while let Some(place) = path {
        seen.push(place.to_string());
        path = place.outer();
    }
    assert_eq!(
        seen,
        [
            "programs / review / suggestions / actual / 2016",
            "programs / review / suggestions / actual",
            "programs / review / suggestions",
            "programs / review",
            "programs",
            "",
        ]
    );
}

#[test]
fn a_document_in_another_order_says_the_same() {
    let good = kiyose();
    let mut shuffled = good.clone();
    shuffled.programs.reverse();
    // Programs of one node keep the order they were given, so these are turned back.
    shuffled
        .programs
        .sort_by_key(|program| good.programs.iter().position(|p| p == program));
    shuffled.programs.rotate_left(37);
    for program in &mut shuffled.programs {
        program.plan.reverse();
        program.actual.reverse();
        for measure in &mut program.measures {
            measure.values.reverse();
            measure.targets.reverse();
            measure.definitions.reverse();
        }
    }
    assert_ne!(shuffled, good);
    assert_eq!(shuffled.arranged(), good);
}
