//! The plan as open data: CSV in UTF-8 with a byte order mark, headings in Japanese.
//!
//! Fiscal years stand in Western figures, so that a program can sort them, and as the city prints
//! them beside it. Figures are bare numbers; text that a spreadsheet would take for a formula is
//! guarded (see [`exchange::csv`]).

use crate::document::{
    Cell, Definition, Evaluation, Measure, Node, Part, PlanDocument, Program, Value, YearTarget,
};
use crate::text::{cell_text, grade_term, next_action_term, quality_term, status_term};
use calendar::{FiscalYear, YearStyle};
use exchange::csv::{Field, write_utf8};
use measure::{Amount, Comparator, Quality, achievement};

/// One row for each program and year: what was planned and done, and the first of its figures.
///
/// Of several measures the row shows the first that has a target that year, else the first with a
/// figure; all of them stand in [`measures_csv`].
#[must_use]
pub fn programs_csv(document: &PlanDocument) -> Vec<u8> {
    let mut head = vec![Field::from("部"), Field::from("番号")];
    head.extend(
        document
            .levels
            .iter()
            .map(|level| Field::from(level.name.as_str())),
    );
    let rest = [
        "事業キー",
        "事業名",
        "担当課",
        "年度",
        "年度（表示）",
        "計画",
        "実績",
        "状態",
        "確度",
        "指標名",
        "目標値",
        "実績値",
        "単位",
        "達成率（％）",
        "評価",
        "評価の理由",
        "今後の方向",
    ];
    head.extend(rest.map(Field::from));
    let mut rows = vec![head];
    for program in &document.programs {
        for year in years_of(document, program) {
            rows.push(program_row(document, program, year));
        }
    }
    write_utf8(&rows)
}

/// The years of the program's part; of a document that has none for it, the years its cells name.
fn years_of(document: &PlanDocument, program: &Program) -> Vec<FiscalYear> {
    let part = match program.part {
        Part::Review => document.review_years,
        Part::Plan => Some(document.plan_years),
    };
    if let Some(span) = part {
        return span.years().collect();
    }
    let cells = program.plan.iter().chain(&program.actual);
    let mut years: Vec<FiscalYear> = cells.flat_map(|cell| cell.years.years()).collect();
    years.sort_unstable();
    years.dedup();
    years
}

fn program_row(document: &PlanDocument, program: &Program, year: FiscalYear) -> Vec<Field> {
    let style = document.year_style;
    let plan = cell_of(&program.plan, year);
    let actual = cell_of(&program.actual, year);
    let status = actual
        .and_then(|c| c.status)
        .or_else(|| plan.and_then(|c| c.status));
    let printed = |cell: Option<&Cell>| text(cell.map(|cell| cell_text(program, cell, style)));
    let evaluation = program
        .evaluations
        .iter()
        .find(|evaluation| evaluation.year == year);
    let mut row = place(document, program.part, &program.node);
    row.extend([
        Field::plain(&program.key),
        Field::from(program.name.as_str()),
        text(program.owner.clone()),
        Field::plain(year),
        Field::plain(year.label(style)),
        printed(plan),
        printed(actual),
        plain(status.map(status_term)),
        plain(actual.map(|cell| quality_term(cell.quality, style))),
    ]);
    row.extend(figure(program, year));
    row.extend(judged(evaluation));
    row
}

fn cell_of(cells: &[Cell], year: FiscalYear) -> Option<&Cell> {
    cells.iter().find(|cell| cell.years.contains(year))
}

/// Part, number, and the names of all levels from the top.
fn place(document: &PlanDocument, part: Part, path: &str) -> Vec<Field> {
    let mut fields = vec![Field::plain(part_term(part)), Field::plain(path)];
    fields.extend((1..=document.levels.len()).map(|depth| {
        let node = ancestor(document, path, depth);
        text(node.map(|node| {
            match part {
                Part::Review => node
                    .review_name
                    .clone()
                    .unwrap_or_else(|| node.name.clone()),
                Part::Plan => node.name.clone(),
            }
        }))
    }));
    fields
}

/// The node of the path's first `depth` numbers.
fn ancestor<'a>(document: &'a PlanDocument, path: &str, depth: usize) -> Option<&'a Node> {
    let numbers: Vec<&str> = path.split('-').collect();
    let wanted = numbers.get(..depth)?.join("-");
    document.nodes.iter().find(|node| node.path == wanted)
}

const fn part_term(part: Part) -> &'static str {
    match part {
        Part::Review => "振り返り",
        Part::Plan => "実施計画",
    }
}

fn figure(program: &Program, year: FiscalYear) -> [Field; 5] {
    let with_target = program
        .measures
        .iter()
        .find(|m| target_of(m, year).is_some());
    let with_value = || {
        program
            .measures
            .iter()
            .find(|m| value_of(m, year).is_some())
    };
    let Some(measure) = with_target.or_else(with_value) else {
        return [const { Field::empty() }; 5];
    };
    let (target, value) = (target_of(measure, year), value_of(measure, year));
    [
        Field::from(measure.label.as_str()),
        plain(target.map(|target| target.target.amount)),
        plain(value.map(|value| value.amount)),
        Field::from(measure.unit.as_str()),
        plain(share(target, value)),
    ]
}

fn target_of(measure: &Measure, year: FiscalYear) -> Option<&YearTarget> {
    measure.targets.iter().find(|target| target.year == year)
}

fn value_of(measure: &Measure, year: FiscalYear) -> Option<&Value> {
    measure.values.iter().find(|value| value.year == year)
}

/// The share of the target that was reached, in percent; empty where none can be worked out.
fn share(target: Option<&YearTarget>, value: Option<&Value>) -> Option<Amount> {
    achievement(&target?.target, value?.amount).percent()
}

fn judged(evaluation: Option<&Evaluation>) -> [Field; 3] {
    let Some(evaluation) = evaluation else {
        return [const { Field::empty() }; 3];
    };
    [
        plain(evaluation.grade.map(grade_term)),
        Field::from(evaluation.reason.as_str()),
        plain(evaluation.next_action.map(next_action_term)),
    ]
}

/// One row for each figure or target: every measure of every program and of every review result.
#[must_use]
pub fn measures_csv(document: &PlanDocument) -> Vec<u8> {
    let head = [
        "部",
        "番号",
        "事業キー",
        "事業名",
        "指標キー",
        "指標名",
        "単位",
        "年度",
        "年度（表示）",
        "目標の向き",
        "目標値",
        "基準年度",
        "基準値",
        "実績値",
        "確度",
        "時点の日",
        "達成率（％）",
        "数え方",
        "出どころ",
        "自動計算",
    ];
    let mut rows = vec![head.map(Field::from).to_vec()];
    for program in &document.programs {
        let subject = [
            Field::plain(part_term(program.part)),
            Field::plain(&program.node),
            Field::plain(&program.key),
            Field::from(program.name.as_str()),
        ];
        rows.extend(
            program
                .measures
                .iter()
                .flat_map(|m| measure_rows(&subject, m, document.year_style)),
        );
    }
    for node in &document.nodes {
        let subject = [
            Field::plain("成果等"),
            Field::plain(&node.path),
            Field::empty(),
            Field::from(node.review_name.as_ref().unwrap_or(&node.name).as_str()),
        ];
        let measures = node.result_measures.iter();
        rows.extend(measures.flat_map(|m| measure_rows(&subject, m, document.year_style)));
    }
    write_utf8(&rows)
}

fn measure_rows(subject: &[Field], measure: &Measure, style: YearStyle) -> Vec<Vec<Field>> {
    let mut years: Vec<FiscalYear> = measure.targets.iter().map(|target| target.year).collect();
    years.extend(measure.values.iter().map(|value| value.year));
    years.sort_unstable();
    years.dedup();
    years
        .into_iter()
        .map(|year| measure_row(subject, measure, year, style))
        .collect()
}

fn measure_row(
    subject: &[Field],
    measure: &Measure,
    year: FiscalYear,
    style: YearStyle,
) -> Vec<Field> {
    let (target, value) = (target_of(measure, year), value_of(measure, year));
    let base = target.and_then(|target| target.target.baseline);
    let as_of = value.and_then(|value| match value.quality {
        Quality::AsOf(day) => Some(day),
        Quality::Final | Quality::Scheduled | Quality::Forecast => None,
    });
    let mut row = subject.to_vec();
    row.extend([
        Field::plain(&measure.key),
        Field::from(measure.label.as_str()),
        Field::from(measure.unit.as_str()),
        Field::plain(year),
        Field::plain(year.label(style)),
        plain(target.map(|target| comparator_term(target.target.comparator))),
        plain(target.map(|target| target.target.amount)),
        plain(base.map(|base| base.year)),
        plain(base.and_then(|base| base.amount)),
        plain(value.map(|value| value.amount)),
        plain(value.map(|value| quality_word(value.quality, style))),
        plain(as_of),
        plain(share(target, value)),
        text(definition_of(measure, year).map(|definition| definition.text.clone())),
        text(value.and_then(|value| value.source.clone())),
        plain(value.filter(|value| value.computed).map(|_| "○")),
    ]);
    row
}

/// 時点 without its day, which has a column of its own.
fn quality_word(quality: Quality, style: YearStyle) -> String {
    match quality {
        Quality::AsOf(_) => "時点".to_owned(),
        other => quality_term(other, style),
    }
}

const fn comparator_term(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::AtLeast => "以上",
        Comparator::AtMost => "以下",
        Comparator::Equal => "ちょうど",
    }
}

/// The wording in force in the year.
fn definition_of(measure: &Measure, year: FiscalYear) -> Option<&Definition> {
    measure
        .definitions
        .iter()
        .filter(|d| d.from <= year)
        .max_by_key(|d| d.from)
}

/// A text that somebody typed, or nothing.
fn text(text: Option<String>) -> Field {
    text.map_or_else(Field::empty, Field::from)
}

/// A figure, a year or a word of ours, or nothing.
fn plain(value: Option<impl std::fmt::Display>) -> Field {
    value.map_or_else(Field::empty, Field::plain)
}
