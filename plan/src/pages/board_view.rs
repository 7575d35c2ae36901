//! What the board shows, worked out from a loaded plan: rows, merged year cells, standings, counts.
//! Pure; the template only lays it out.

use crate::document::{Cell, Node, Part, PlanDocument, Program};
use crate::records::{Loaded, ProgramView};
use crate::rules::{Counts, Standing, Viewpoint, standing};
use crate::text::{cell_text, node_label, years_label};
use access::Scope;
use calendar::{FiscalYear, YearSpan, YearStyle};

/// What the reader asked to see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Filter {
    /// Only programs under this node.
    pub node: Option<String>,
    /// Only programs of this owner, by the printed name.
    pub owner: Option<String>,
    /// Only programs that stand so in the year looked at.
    pub standing: Option<Standing>,
    /// Only programs of the reader's own sections.
    pub mine: bool,
}

impl Filter {
    /// Whether anything is left out.
    pub(crate) fn narrows(&self) -> bool {
        *self != Filter::default()
    }
}

/// From where the board is looked at.
pub(crate) struct Look<'a> {
    pub part: Part,
    pub style: YearStyle,
    /// The running fiscal year, marked in the head.
    pub present: FiscalYear,
    pub viewpoint: &'a Viewpoint,
    pub filter: &'a Filter,
    /// Which units' programs the reader answers for.
    pub own: &'a Scope,
    /// Whether results may be entered, so that open cells offer it.
    pub may_enter: bool,
}

/// The board.
pub(crate) struct Board {
    pub years: Vec<YearHead>,
    /// The year whose standings are counted: the running one, or the last of the part.
    pub counted_year: FiscalYear,
    pub rows: Vec<Row>,
    pub counts: Counts,
    pub shown: usize,
    pub total: usize,
}

/// The head of a year's column.
pub(crate) struct YearHead {
    pub label: String,
    pub now: bool,
}

/// A row of the table.
pub(crate) enum Row {
    /// A pillar or direction above its initiatives.
    Band(Band),
    /// A program.
    Program(Box<ProgramRow>),
}

/// The row of a pillar or direction.
pub(crate) struct Band {
    pub depth: usize,
    pub label: String,
    pub name: String,
    pub outline: String,
    pub counts: Vec<(Standing, u32)>,
}

/// The row of a program; the first of an initiative carries the initiative's cell.
pub(crate) struct ProgramRow {
    pub initiative: Option<InitiativeCell>,
    pub key: String,
    pub name: String,
    pub owner: String,
    pub cells: Vec<YearCell>,
}

/// The initiative's cell over its programs' rows.
pub(crate) struct InitiativeCell {
    pub path: String,
    pub label: String,
    pub name: String,
    pub rows: usize,
}

/// One year, or several that the document merges.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct YearCell {
    pub columns: usize,
    pub years: String,
    pub now: bool,
    pub plan: String,
    pub actual: String,
    pub standing: Standing,
    /// The year to enter a result for, where one is due and the reader may.
    pub enter: Option<FiscalYear>,
}

/// Works the board out.
pub(crate) fn board(loaded: &Loaded, look: &Look<'_>) -> Board {
    let document = &loaded.document;
    let span = span_of(document, look.part);
    let counted_year = counted_year(span, look.present);
    let all: Vec<(ProgramView<'_>, Standing)> = loaded
        .part(look.part)
        .map(|view| (view, standing(view.program, counted_year, look.viewpoint)))
        .collect();
    let shown: Vec<&(ProgramView<'_>, Standing)> = all
        .iter()
        .filter(|(view, standing)| passes(view, *standing, look))
        .collect();
    let mut counts = Counts::default();
    for (_, standing) in &shown {
        counts.add(*standing);
    }
    Board {
        years: heads(span, look),
        counted_year,
        rows: rows(document, &shown, span, look),
        counts,
        shown: shown.len(),
        total: all.len(),
    }
}

/// The years of a part; the plan's own years where the document has no review.
pub(crate) fn span_of(document: &PlanDocument, part: Part) -> YearSpan {
    match part {
        Part::Plan => document.plan_years,
        Part::Review => document.review_years.unwrap_or(document.plan_years),
    }
}

/// The running year when the span holds it, else the nearest year of the span.
pub(crate) fn counted_year(span: YearSpan, present: FiscalYear) -> FiscalYear {
    present.clamp(span.from, span.to)
}

fn heads(span: YearSpan, look: &Look<'_>) -> Vec<YearHead> {
    span.years()
        .map(|year| YearHead {
            label: year.label(look.style),
            now: year == look.present,
        })
        .collect()
}

fn passes(view: &ProgramView<'_>, standing: Standing, look: &Look<'_>) -> bool {
    let under = |node: &String| {
        view.program.node == *node || view.program.node.starts_with(&format!("{node}-"))
    };
    let filter = look.filter;
    filter.node.as_ref().is_none_or(under)
        && filter
            .owner
            .as_ref()
            .is_none_or(|owner| view.program.owner.as_ref() == Some(owner))
        && filter.standing.is_none_or(|wanted| wanted == standing)
        && (!filter.mine || own(view, look.own))
}

fn own(view: &ProgramView<'_>, own: &Scope) -> bool {
    match own {
        Scope::All => true,
        Scope::Units(_) => own.holds(view.record.unit),
    }
}

fn rows(
    document: &PlanDocument,
    shown: &[&(ProgramView<'_>, Standing)],
    span: YearSpan,
    look: &Look<'_>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for node in &document.nodes {
        let here: Vec<_> = shown
            .iter()
            .filter(|(view, _)| view.program.node == node.path)
            .collect();
        let below = || {
            let prefix = format!("{}-", node.path);
            shown
                .iter()
                .filter(move |(view, _)| view.program.node.starts_with(&prefix))
        };
        if here.is_empty() && below().next().is_some() {
            let mut counts = Counts::default();
            below().for_each(|(_, standing)| counts.add(*standing));
            rows.push(Row::Band(band(document, node, look.part, &counts)));
        }
        for (place, (view, _)) in here.iter().enumerate() {
            let initiative = (place == 0).then(|| InitiativeCell {
                path: node.path.clone(),
                label: label(document, node),
                name: name_in(node, look.part).to_owned(),
                rows: here.len(),
            });
            rows.push(Row::Program(Box::new(ProgramRow {
                initiative,
                key: view.program.key.clone(),
                name: view.program.name.clone(),
                owner: view.program.owner.clone().unwrap_or_default(),
                cells: year_cells(view, span, look),
            })));
        }
    }
    rows
}

fn band(document: &PlanDocument, node: &Node, part: Part, counts: &Counts) -> Band {
    Band {
        depth: node.path.split('-').count(),
        label: label(document, node),
        name: name_in(node, part).to_owned(),
        outline: node.outline.clone(),
        counts: counts.present().collect(),
    }
}

/// A node's number as its level prints it.
pub(crate) fn label(document: &PlanDocument, node: &Node) -> String {
    let depth = node.path.split('-').count();
    document
        .levels
        .get(depth - 1)
        .map_or_else(String::new, |level| node_label(level, &node.path))
}

/// A node's name in a part of the document.
pub(crate) fn name_in(node: &Node, part: Part) -> &str {
    match part {
        Part::Review => node.review_name.as_deref().unwrap_or(&node.name),
        Part::Plan => &node.name,
    }
}

/// A program's cells over the years of its part. Neighbouring years are merged where the document
/// merges both its plan and its result over exactly the same years.
pub(crate) fn year_cells(view: &ProgramView<'_>, span: YearSpan, look: &Look<'_>) -> Vec<YearCell> {
    let program = view.program;
    let mut cells = Vec::new();
    let mut year = span.from;
    while year <= span.to {
        let merged = merged_span(program, year, span);
        cells.push(year_cell(view, merged, look));
        year = merged.to.next();
    }
    cells
}

fn merged_span(program: &Program, year: FiscalYear, span: YearSpan) -> YearSpan {
    let covering = |cells: &[Cell]| {
        cells
            .iter()
            .find(|c| c.years.contains(year))
            .map(|c| c.years)
    };
    match (covering(&program.plan), covering(&program.actual)) {
        (Some(plan), Some(actual)) if plan == actual && span.covers(plan) => plan,
        _ => YearSpan::of(year),
    }
}

fn year_cell(view: &ProgramView<'_>, years: YearSpan, look: &Look<'_>) -> YearCell {
    let program = view.program;
    let text = |cells: &[Cell]| {
        cells
            .iter()
            .find(|cell| cell.years.contains(years.to))
            .map(|cell| year_text(program, cell, years, look.style))
            .unwrap_or_default()
    };
    let standing = standing(program, years.to, look.viewpoint);
    let open = matches!(standing, Standing::NotEntered | Standing::NotDue)
        && years.to <= look.present
        && look.part == Part::Plan;
    YearCell {
        columns: years.len(),
        years: years_label(years, look.style),
        now: years.contains(look.present),
        plan: text(&program.plan),
        actual: text(&program.actual),
        standing,
        enter: (open && look.may_enter && own(view, look.own)).then_some(years.to),
    }
}

/// A cell's text seen from one of its years: figures and targets are those of the year.
fn year_text(program: &Program, cell: &Cell, years: YearSpan, style: YearStyle) -> String {
    let seen = Cell {
        years: if years.len() > 1 { cell.years } else { years },
        ..cell.clone()
    };
    cell_text(program, &seen, style)
}
