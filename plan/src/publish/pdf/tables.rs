//! The tables of the review part and the plan part, node by node.

use super::chart::depth_of;
use crate::document::{Cell, Evaluation, Measure, Node, Part, PlanDocument, Program};
use crate::text::{
    cell_text, grade_term, last_value, next_action_term, node_label, quality_suffix, status_term,
    target_term,
};
use calendar::{FiscalYear, YearSpan, YearStyle};
use measure::Grade;
use serde::Serialize;

/// A pillar, direction or initiative with what is printed under it.
#[derive(Serialize)]
pub(in crate::publish) struct Entry {
    /// Level of the heading; the parts themselves are level 1.
    pub(in crate::publish) level: usize,
    pub(in crate::publish) label: String,
    pub(in crate::publish) name: String,
    pub(in crate::publish) outline: Vec<String>,
    /// Whether plan and actual stand under each other.
    pub(in crate::publish) paired: bool,
    pub(in crate::publish) programs: Vec<ProgramView>,
    pub(in crate::publish) result: Option<ResultView>,
    pub(in crate::publish) footnotes: Vec<String>,
    /// Short enough to stand on one page as a whole.
    pub(in crate::publish) compact: bool,
}

#[derive(Serialize)]
pub(in crate::publish) struct ProgramView {
    pub(in crate::publish) name: String,
    pub(in crate::publish) owner: Option<String>,
    pub(in crate::publish) rows: Vec<TableRow>,
    /// Characters in its fullest cell.
    pub(in crate::publish) length: usize,
}

#[derive(Serialize)]
pub(in crate::publish) struct TableRow {
    pub(in crate::publish) kind: &'static str,
    pub(in crate::publish) label: &'static str,
    /// What the cells are about, on a line of its own above them.
    pub(in crate::publish) caption: Option<String>,
    pub(in crate::publish) cells: Vec<CellView>,
}

#[derive(Serialize)]
pub(in crate::publish) struct CellView {
    pub(in crate::publish) span: usize,
    /// Printed in bold above the text: the grade of an evaluation.
    pub(in crate::publish) mark: String,
    pub(in crate::publish) text: String,
}

#[derive(Serialize)]
pub(in crate::publish) struct ResultView {
    pub(in crate::publish) label: String,
    pub(in crate::publish) text: String,
}

/// The nodes of one part in document order. The review leaves out what it has nothing to say about.
pub(in crate::publish) fn entries(
    plan: &PlanDocument,
    part: Part,
    years: YearSpan,
    style: YearStyle,
) -> Vec<Entry> {
    let told = |node: &Node| part == Part::Plan || is_reviewed(plan, &node.path);
    plan.nodes
        .iter()
        .filter(|node| told(node))
        .map(|node| entry(plan, node, part, years, style))
        .collect()
}

fn is_reviewed(plan: &PlanDocument, path: &str) -> bool {
    let under = |other: &str| {
        other
            .strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    plan.programs
        .iter()
        .any(|program| program.part == Part::Review && under(&program.node))
        || plan
            .nodes
            .iter()
            .any(|node| node.review_result.is_some() && under(&node.path))
}

fn entry(plan: &PlanDocument, node: &Node, part: Part, years: YearSpan, style: YearStyle) -> Entry {
    let programs: Vec<&Program> = plan
        .programs
        .iter()
        .filter(|p| p.part == part && p.node == node.path)
        .collect();
    let depth = depth_of(&node.path);
    let (name, footnote) = match part {
        Part::Review => (
            node.review_name.as_ref().unwrap_or(&node.name),
            &node.review_footnote,
        ),
        Part::Plan => (&node.name, &node.plan_footnote),
    };
    let with_actual = part == Part::Review || programs.iter().any(|p| !p.actual.is_empty());
    let programs: Vec<ProgramView> = programs
        .into_iter()
        .map(|program| program_view(program, years, with_actual, style))
        .collect();
    let result = node.review_result.as_ref().filter(|_| part == Part::Review);
    let mut entry = Entry {
        level: depth + 1,
        label: plan
            .levels
            .get(depth - 1)
            .map_or_else(String::new, |l| node_label(l, &node.path)),
        name: name.clone(),
        outline: paragraphs(&node.outline),
        paired: programs.iter().any(|program| program.rows.len() > 1),
        programs,
        result: result.map(|text| ResultView {
            label: format!("{}年間の成果等", years.len()),
            text: text.trim().to_owned(),
        }),
        footnotes: footnote.iter().map(|note| note.trim().to_owned()).collect(),
        compact: false,
    };
    entry.compact = millimetres(&entry, years.len()) < 130;
    entry
}

fn program_view(
    program: &Program,
    years: YearSpan,
    with_actual: bool,
    style: YearStyle,
) -> ProgramView {
    let printed = |cell: &Cell| {
        let text = cell_text(program, cell, style);
        match cell.status {
            Some(status) if text.trim().is_empty() => status_term(status).to_owned(),
            _ => text.trim().to_owned(),
        }
    };
    let mut rows = vec![year_row("plan", "計画", &program.plan, years, printed)];
    if with_actual {
        rows.push(year_row("actual", "実績", &program.actual, years, printed));
    }
    rows.extend(
        program
            .measures
            .iter()
            .filter_map(|m| measure_row(m, &rows, years, style))
            .collect::<Vec<_>>(),
    );
    if program
        .evaluations
        .iter()
        .any(|evaluation| years.contains(evaluation.year))
    {
        rows.push(evaluation_row(&program.evaluations, years));
    }
    let length = rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| cell.text.chars().count())
        .max();
    ProgramView {
        name: program.name.clone(),
        owner: program.owner.clone(),
        rows,
        length: length.unwrap_or(0),
    }
}

/// The cells of a row from the first year to the last; years without a cell stay empty.
fn year_row(
    kind: &'static str,
    label: &'static str,
    cells: &[Cell],
    years: YearSpan,
    printed: impl Fn(&Cell) -> String,
) -> TableRow {
    let mut views = Vec::new();
    let mut year = years.from;
    while year <= years.to {
        let cell = cells.iter().find(|cell| cell.years.contains(year));
        let last = cell.map_or(year, |cell| cell.years.to.min(years.to));
        let span = YearSpan {
            from: year,
            to: last,
        }
        .len();
        let text = cell.map(&printed).unwrap_or_default();
        views.push(CellView {
            span,
            mark: String::new(),
            text,
        });
        year = last.next();
    }
    TableRow {
        kind,
        label,
        caption: None,
        cells: views,
    }
}

/// The targets and figures of a measure that the cells above do not already quote.
fn measure_row(
    measure: &Measure,
    rows: &[TableRow],
    years: YearSpan,
    style: YearStyle,
) -> Option<TableRow> {
    let texts: Vec<String> = years
        .years()
        .map(|year| {
            let quoted = |kind: &str, figure: &str| {
                rows.iter()
                    .any(|row| row.kind == kind && text_of(row, years, year).contains(figure))
            };
            let mut lines = Vec::new();
            if let Some(target) = measure.targets.iter().find(|target| target.year == year) {
                let amount = target.target.amount.to_string();
                if !quoted("plan", &amount) {
                    let term = target_term(&target.target).replacen(
                        &amount,
                        &with_unit(&amount, measure),
                        1,
                    );
                    lines.push(format!("目標 {term}"));
                }
            }
            if let Some(value) = last_value(measure, YearSpan::of(year)) {
                let amount = value.amount.to_string();
                if !quoted("actual", &amount) && !quoted("plan", &amount) {
                    let sure = quality_suffix(value.quality, style);
                    lines.push(format!("実績 {}{sure}", with_unit(&amount, measure)));
                }
            }
            lines.join("\n")
        })
        .collect();
    let any = texts.iter().any(|text| !text.is_empty());
    let caption = Some(measure.label.clone());
    any.then(|| TableRow {
        kind: "measure",
        label: "指標",
        caption,
        cells: merged(texts),
    })
}

/// Years that say the same share a cell.
fn merged(texts: Vec<String>) -> Vec<CellView> {
    let mut cells: Vec<CellView> = Vec::new();
    for text in texts {
        match cells.last_mut() {
            Some(last) if last.text == text && !text.is_empty() => last.span += 1,
            _ => cells.push(CellView {
                span: 1,
                mark: String::new(),
                text,
            }),
        }
    }
    cells
}

fn with_unit(amount: &str, measure: &Measure) -> String {
    format!("{amount}{}", measure.unit)
}

/// What a row says about one year.
fn text_of(row: &TableRow, years: YearSpan, year: FiscalYear) -> &str {
    let mut position = usize::try_from(year.0 - years.from.0).unwrap_or(0);
    for cell in &row.cells {
        if position < cell.span {
            return &cell.text;
        }
        position -= cell.span;
    }
    ""
}

fn evaluation_row(evaluations: &[Evaluation], years: YearSpan) -> TableRow {
    let cell = |year: FiscalYear| {
        let Some(evaluation) = evaluations
            .iter()
            .find(|evaluation| evaluation.year == year)
        else {
            return CellView {
                span: 1,
                mark: String::new(),
                text: String::new(),
            };
        };
        let mut lines = Vec::new();
        if !evaluation.reason.trim().is_empty() {
            lines.push(evaluation.reason.trim().to_owned());
        }
        if let Some(action) = evaluation.next_action {
            lines.push(format!("今後：{}", next_action_term(action)));
        }
        let mark = evaluation.grade.map(graded).unwrap_or_default();
        CellView {
            span: 1,
            mark,
            text: lines.join("\n"),
        }
    };
    TableRow {
        kind: "evaluation",
        label: "評価",
        caption: None,
        cells: years.years().map(cell).collect(),
    }
}

/// A sign that survives a black-and-white printer, with its word.
fn graded(grade: Grade) -> String {
    let sign = match grade {
        Grade::Achieved => "◎",
        Grade::OnTrack => "○",
        Grade::SlightlyBehind => "△",
        Grade::Behind => "▲",
    };
    format!("{sign} {}", grade_term(grade))
}

/// Paragraphs are separated by empty lines.
pub(in crate::publish) fn paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines
        .split(|line| line.is_empty())
        .map(|paragraph| paragraph.join("\n").trim().to_owned())
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

/// Roughly how much of a page the entry takes, to keep short ones from being broken.
fn millimetres(entry: &Entry, years: usize) -> usize {
    let in_a_line = if years > 5 { 190 } else { 116 } / years.max(1) / 3;
    let lines = |text: &str, width: usize| {
        text.lines()
            .map(|line| line.chars().count() / width.max(1) + 1)
            .sum::<usize>()
    };
    let row = |row: &TableRow| {
        let highest = row.cells.iter().map(|cell| {
            lines(&cell.text, in_a_line * cell.span) + usize::from(!cell.mark.is_empty())
        });
        5 * highest.max().unwrap_or(1) + 4 + if row.caption.is_some() { 9 } else { 0 }
    };
    let program = |program: &ProgramView| {
        let rows: usize = program.rows.iter().map(row).sum();
        rows.max(5 * lines(&program.name, 12) + 4)
    };
    let outline: usize = entry.outline.iter().map(|text| 7 * lines(text, 44)).sum();
    let result = entry
        .result
        .as_ref()
        .map_or(0, |result| 6 * lines(&result.text, 34) + 4);
    let footnotes: usize = entry.footnotes.iter().map(|note| 5 * lines(note, 56)).sum();
    25 + outline + entry.programs.iter().map(program).sum::<usize>() + result + footnotes
}
