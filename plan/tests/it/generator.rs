//! Random plans that pass every check, for tests of formats and storage.

use calendar::{Date, FiscalYear, YearSpan, YearStyle};
use measure::{Amount, Baseline, Comparator, Grade, Quality, Target};
use plan::document::{
    Cell, Correction, Definition, Evaluation, Level, Measure, NextAction, Node, Numbering, Origin,
    OriginKind, Part, PlanDocument, Policy, Program, Section, Status, Value, YearTarget,
};
use plan::text::escape_template;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use std::collections::HashMap;

/// A plan of one to three levels with programs on any of them.
pub fn document() -> impl Strategy<Value = PlanDocument> {
    (years(), levels()).prop_flat_map(|(years, levels)| {
        let depth = levels.len();
        let programs = vec(program(years), 0..8);
        (
            Just(years),
            Just(levels),
            head(),
            nodes(depth, years),
            programs,
        )
            .prop_map(assemble)
    })
}

/// The years of both parts; the review may be missing.
#[derive(Debug, Clone, Copy)]
struct Years {
    review: Option<YearSpan>,
    plan: YearSpan,
}

impl Years {
    fn of(self, part: Part) -> Option<YearSpan> {
        match part {
            Part::Review => self.review,
            Part::Plan => Some(self.plan),
        }
    }

    fn all(self) -> Vec<FiscalYear> {
        self.review
            .into_iter()
            .chain([self.plan])
            .flat_map(YearSpan::years)
            .collect()
    }
}

fn years() -> impl Strategy<Value = Years> {
    (2000_i16..2040, 1_i16..6, option::of((1_i16..5, 1_i16..3))).prop_map(
        |(from, length, review)| {
            let span = |from, to| YearSpan::new(FiscalYear(from), FiscalYear(to)).unwrap();
            Years {
                review: review.map(|(length, gap)| span(from - gap - length + 1, from - gap)),
                plan: span(from, from + length - 1),
            }
        },
    )
}

/// Japanese, Latin and awkward signs on one line; never blank.
fn line() -> impl Strategy<Value = String> {
    "[ -~ぁ-ん一-龠ァ-ヶ（）：、。％①～髙]{0,12}[!-~ぁ-ん一-龠]"
}

/// Lines and paragraphs.
fn prose() -> impl Strategy<Value = String> {
    vec(
        prop_oneof![4 => line().boxed(), 1 => Just(String::new()).boxed()],
        1..4,
    )
    .prop_map(|lines| lines.join("\n"))
}

fn date() -> impl Strategy<Value = Date> {
    (0..20_000_i64).prop_map(|days| Date::constant(2000, 1, 1) + jiff::Span::new().days(days))
}

fn amount() -> impl Strategy<Value = Amount> {
    (any::<i64>(), 0_u8..=6, 0_u32..60)
        .prop_map(|(digits, scale, less)| Amount::new(digits >> less, scale).unwrap())
}

fn quality() -> impl Strategy<Value = Quality> {
    prop_oneof![
        3 => Just(Quality::Final),
        1 => Just(Quality::Scheduled),
        1 => Just(Quality::Forecast),
        1 => date().prop_map(Quality::AsOf),
    ]
}

fn levels() -> impl Strategy<Value = Vec<Level>> {
    let label = select(vec!["【{n}】", "{path}", "視点{n}", "{path}（{n}）"]);
    let numbering = select(vec![Numbering::Restart, Numbering::Continuous]);
    let level = (line(), option::of(line()), label, numbering).prop_map(
        |(name, name_en, label, numbering)| Level {
            name,
            name_en: name_en.unwrap_or_default(),
            label: label.to_owned(),
            numbering,
        },
    );
    vec(level, 1..4)
}

/// Everything before the levels.
fn head() -> impl Strategy<Value = PlanDocument> {
    let month = (1990..2030, 1..=12).prop_map(|(year, month)| format!("{year}-{month:02}"));
    let policy = (line(), option::of(month.clone()), option::of(month)).prop_map(
        |(name, adopted, revised)| Policy {
            name,
            adopted,
            revised,
        },
    );
    let correction = (date(), line(), prose(), prose(), line(), line()).prop_map(
        |(on, place, before, after, by, reason)| Correction {
            on,
            place,
            before,
            after,
            by,
            reason,
        },
    );
    let section = (line(), prose()).prop_map(|(heading, text)| Section { heading, text });
    (
        (
            "[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,6}){0,2}",
            line(),
            line(),
            option::of(line()),
        ),
        (
            option::of(date()),
            option::of(policy),
            vec(line(), 0..3),
            option::of(any::<Index>()),
        ),
        (
            select(YearStyle::ALL.to_vec()),
            option::of("[a-z]{3}-x-[0-9]{4}"),
            option::of(prose()),
        ),
        (vec(section, 0..3), vec(correction, 0..3)),
    )
        .prop_map(|(names, origin, style, lists)| PlanDocument {
            format: 1,
            code: names.0,
            municipality: names.1,
            title: names.2,
            publisher: names.3.unwrap_or_default(),
            adopted: origin.0,
            policy: origin.1,
            legal_bases: origin.2,
            review_years: None,
            plan_years: YearSpan::of(FiscalYear(2000)),
            // Which year it is, is chosen when the years are known.
            mid_term_review: origin
                .3
                .map(|index| FiscalYear(i16::try_from(index.index(5)).unwrap())),
            year_style: style.0,
            previous: style.1,
            source: style.2.unwrap_or_default(),
            levels: Vec::new(),
            introduction: lists.0,
            nodes: Vec::new(),
            programs: Vec::new(),
            corrections: lists.1,
        })
}

/// A tree in document order, numbered anew under every parent; [`renumber`] gives the final numbers.
fn nodes(depth: usize, years: Years) -> impl Strategy<Value = Vec<Node>> {
    vec((1..=depth, node(years)), 1..8).prop_map(|drawn| {
        let mut numbers: Vec<u32> = Vec::new();
        let mut nodes = Vec::new();
        for (wanted, mut node) in drawn {
            // At most one level deeper than the node before.
            let level = wanted.min(numbers.len() + 1);
            let last = numbers.get(level - 1).copied().unwrap_or(0);
            numbers.truncate(level - 1);
            numbers.push(last + 1);
            node.path = joined(&numbers);
            nodes.push(node);
        }
        nodes
    })
}

fn joined(numbers: &[u32]) -> String {
    numbers
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("-")
}

/// Gives every node the number its level asks for.
fn renumber(levels: &[Level], nodes: &mut [Node]) {
    let mut last = vec![0_u32; levels.len()];
    let mut path: Vec<u32> = Vec::new();
    for node in nodes {
        let depth = node.path.split('-').count();
        last[depth - 1] += 1;
        path.truncate(depth - 1);
        path.push(last[depth - 1]);
        node.path = joined(&path);
        for (level, last) in levels.iter().zip(&mut last).skip(depth) {
            if level.numbering == Numbering::Restart {
                *last = 0;
            }
        }
    }
}

fn node(years: Years) -> impl Strategy<Value = Node> {
    (
        (
            line(),
            option::of(line()),
            option::of(line()),
            option::of("[a-z]{1,6}(-[a-z]{1,6}){0,2}"),
        ),
        (
            option::of(prose()),
            option::of(prose()),
            option::of(prose()),
        ),
        (
            option::of(prose()),
            option::of(prose()),
            measures(years, None),
        ),
    )
        .prop_map(|(names, notes, results)| Node {
            path: String::new(),
            name: names.0,
            review_name: names.1,
            chart_name: names.2,
            capability: names.3,
            outline: notes.0.unwrap_or_default(),
            review_footnote: notes.1,
            plan_footnote: notes.2,
            review_result: results.0,
            note: results.1,
            result_measures: results.2,
        })
}

fn measures(years: Years, part: Option<Part>) -> impl Strategy<Value = Vec<Measure>> {
    let in_part = part
        .and_then(|part| years.of(part))
        .map_or_else(|| years.all(), |s| s.years().collect());
    vec(measure(years.all(), in_part), 0..3).prop_map(|mut measures| {
        for (index, measure) in measures.iter_mut().enumerate() {
            measure.key.push_str(&index.to_string());
        }
        measures
    })
}

fn some_of(years: Vec<FiscalYear>) -> impl Strategy<Value = Vec<FiscalYear>> {
    let most = years.len();
    subsequence(years, 0..=most)
}

fn measure(all: Vec<FiscalYear>, in_part: Vec<FiscalYear>) -> impl Strategy<Value = Measure> {
    let value = (amount(), quality(), option::of(line()), any::<bool>());
    let baseline = option::of((1990_i16..2030, option::of(amount())));
    let target = (0_usize..3, amount(), baseline);
    (
        ("[a-z]{1,6}[._][a-z]{1,6}", line(), option::of(line())),
        (some_of(all), vec(value, 16)),
        (some_of(in_part), vec(target, 16)),
        (
            subsequence((1990..1996).map(FiscalYear).collect::<Vec<_>>(), 0..3),
            vec(prose(), 3),
        ),
    )
        .prop_map(|(names, values, targets, definitions)| Measure {
            key: names.0,
            label: names.1,
            unit: names.2.unwrap_or_default(),
            definitions: definitions
                .0
                .into_iter()
                .zip(definitions.1)
                .filter(|(_, text)| !text.trim().is_empty())
                .map(|(from, text)| Definition { from, text })
                .collect(),
            targets: targets
                .0
                .into_iter()
                .zip(targets.1)
                .map(year_target)
                .collect(),
            values: values
                .0
                .into_iter()
                .zip(values.1)
                .map(|(year, (amount, quality, source, computed))| Value {
                    year,
                    amount,
                    quality,
                    source,
                    computed,
                })
                .collect(),
        })
}

type Drawn = (usize, Amount, Option<(i16, Option<Amount>)>);

fn year_target((year, (comparator, amount, baseline)): (FiscalYear, Drawn)) -> YearTarget {
    let comparator = [Comparator::AtLeast, Comparator::AtMost, Comparator::Equal][comparator];
    let baseline = baseline.map(|(year, amount)| Baseline {
        year: FiscalYear(year),
        amount,
    });
    YearTarget {
        year,
        target: Target {
            comparator,
            amount,
            baseline,
        },
    }
}

/// What is drawn of a cell before the program's measures are known.
type DrawnCell = (Vec<(String, Index, u8)>, Option<Status>, Quality, bool);

fn cells(years: Option<YearSpan>) -> impl Strategy<Value = Vec<(YearSpan, DrawnCell)>> {
    let span: Vec<FiscalYear> = years.into_iter().flat_map(YearSpan::years).collect();
    let pieces = vec((line(), any::<Index>(), 0_u8..6), 1..3);
    let status = option::of(select(vec![
        Status::Considered,
        Status::Carried,
        Status::Continued,
        Status::Changed,
        Status::Merged,
        Status::Abolished,
        Status::NotCarried,
        Status::NoResult,
    ]));
    let drawn = vec((pieces, status, quality(), any::<bool>()), span.len());
    // Each year begins a cell, joins the one before, or stays empty.
    (vec(0_u8..3, span.len()), drawn).prop_map(move |(fates, drawn)| {
        let mut cells: Vec<(YearSpan, DrawnCell)> = Vec::new();
        for ((year, fate), drawn) in span.iter().zip(fates).zip(drawn) {
            match (fate, cells.last_mut()) {
                (0, _) => {}
                (1, Some((span, _))) if span.to.next() == *year => span.to = *year,
                _ => cells.push((YearSpan::of(*year), drawn)),
            }
        }
        cells
    })
}

/// The text of a cell: pieces of text and figures, now and then nothing but a word for a status.
fn cell(
    (years, (pieces, status, quality, word)): (YearSpan, DrawnCell),
    measures: &[Measure],
) -> Cell {
    let mut text = String::new();
    for (plain, index, kind) in pieces {
        text.push_str(&escape_template(&plain));
        if !measures.is_empty() && kind < 3 {
            let key = &measures[index.index(measures.len())].key;
            let form = ["{}", "{:target}", "{@}"][usize::from(kind)];
            let year = format!("@{}", years.from);
            text.push_str(&form.replace('{', &format!("{{{key}")).replace('@', &year));
        }
    }
    if word {
        text = ["実施", "継続", "実績なし", "実施 "][text.len() % 4].into();
    }
    Cell {
        years,
        text,
        status,
        merged_into: None,
        quality,
    }
}

fn program(years: Years) -> impl Strategy<Value = (Program, Index)> {
    let parts = if years.review.is_some() {
        vec![Part::Review, Part::Plan]
    } else {
        vec![Part::Plan]
    };
    select(parts).prop_flat_map(move |part| {
        let part_years: Vec<FiscalYear> = years
            .of(part)
            .into_iter()
            .flat_map(YearSpan::years)
            .collect();
        let grade = select(vec![
            Grade::Achieved,
            Grade::OnTrack,
            Grade::SlightlyBehind,
            Grade::Behind,
        ]);
        let next = select(vec![
            NextAction::Continue,
            NextAction::Expand,
            NextAction::Revise,
            NextAction::Merge,
            NextAction::Abolish,
        ]);
        let evaluation = (option::of(grade), option::of(prose()), option::of(next));
        (
            (
                line(),
                option::of(line()),
                option::of(prose()),
                any::<Index>(),
            ),
            (
                cells(years.of(part)),
                cells(years.of(part)),
                measures(years, Some(part)),
            ),
            (some_of(part_years), vec(evaluation, 16)),
        )
            .prop_map(move |(names, tables, evaluations)| {
                let measures = tables.2;
                let row = |cells: Vec<_>| {
                    cells
                        .into_iter()
                        .map(|each| cell(each, &measures))
                        .collect()
                };
                let program = Program {
                    key: String::new(),
                    part,
                    node: String::new(),
                    name: names.0,
                    owner: names.1,
                    plan: row(tables.0),
                    actual: row(tables.1),
                    evaluations: evaluations
                        .0
                        .into_iter()
                        .zip(evaluations.1)
                        .map(judged)
                        .collect(),
                    origins: Vec::new(),
                    note: names.2,
                    measures,
                };
                (program, names.3)
            })
    })
}

type Judged = (Option<Grade>, Option<String>, Option<NextAction>);

fn judged((year, (grade, reason, next_action)): (FiscalYear, Judged)) -> Evaluation {
    Evaluation {
        year,
        grade,
        reason: reason.unwrap_or_default(),
        next_action,
    }
}

type Assembled = (
    Years,
    Vec<Level>,
    PlanDocument,
    Vec<Node>,
    Vec<(Program, Index)>,
);

fn assemble((years, levels, head, mut nodes, programs): Assembled) -> PlanDocument {
    renumber(&levels, &mut nodes);
    let mut programs: Vec<Program> = programs
        .into_iter()
        .map(|(program, place)| Program {
            node: nodes[place.index(nodes.len())].path.clone(),
            ..program
        })
        .collect();
    name_programs(&mut programs);
    link_programs(&mut programs);
    let plan_years: Vec<FiscalYear> = years.plan.years().collect();
    let mid_term =
        |drawn: FiscalYear| plan_years[usize::try_from(drawn.0).unwrap() % plan_years.len()];
    PlanDocument {
        review_years: years.review,
        plan_years: years.plan,
        mid_term_review: head.mid_term_review.map(mid_term),
        levels,
        nodes,
        programs,
        ..head
    }
    .arranged()
}

/// The n-th program of each part has the same key: it goes on from the review into the plan.
fn name_programs(programs: &mut [Program]) {
    let mut counts: HashMap<Part, usize> = HashMap::new();
    for program in programs {
        let count = counts.entry(program.part).or_default();
        program.key = format!("program-{count}");
        *count += 1;
    }
}

/// Merged cells need another program to go to; a program comes from the one before it.
fn link_programs(programs: &mut [Program]) {
    let keys: Vec<String> = programs.iter().map(|program| program.key.clone()).collect();
    for (index, program) in programs.iter_mut().enumerate() {
        let other = keys.iter().find(|key| **key != program.key);
        for cell in program.plan.iter_mut().chain(&mut program.actual) {
            if cell.status == Some(Status::Merged) {
                cell.merged_into = other.cloned();
                cell.status = other.and(Some(Status::Merged));
            }
        }
        if let Some(other) = other.filter(|_| index % 3 == 2) {
            let how = [OriginKind::Renamed, OriginKind::Merged, OriginKind::Split][index / 3 % 3];
            program.origins.push(Origin {
                key: other.clone(),
                how,
            });
        }
    }
}
