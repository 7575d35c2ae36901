//! Results entered and put back.

use super::refusal::{Done, PlanRefusal};
use super::taken::{Desk, Saved, Taken};
use crate::document::{Cell, PlanDocument, Program, Status, Value};
use crate::records::{Content, HistoryId, Line, Mark, ProgramId, Version, YearFigure, YearResult};
use crate::rules::cells;
use crate::store::{self, Change};
use crate::text::{Piece, escape_template, parse_template, status_term};
use access::{Allowed, EditPlanResults};
use calendar::{FiscalYear, YearSpan};
use measure::{Amount, Quality};
use serde_json::json;

/// The result of one year of a program, as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultEntry {
    /// The program.
    pub program: ProgramId,
    /// The year.
    pub year: FiscalYear,
    /// What was done; figures by `{key}`. Left empty, it is made from status and figures.
    pub text: String,
    /// What became of the program.
    pub status: Option<Status>,
    /// With 統合: the key of the program it was merged into.
    pub merged_into: Option<String>,
    /// How sure the result is.
    pub quality: Quality,
    /// Figures of measures; measures that are not named keep theirs.
    pub figures: Vec<FigureEntry>,
    /// The version that was read: of the result's cell, or [`Version::NONE`].
    pub expected: Version,
}

/// A figure as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureEntry {
    /// Name of the measure.
    pub key: String,
    /// The figure; `None` takes it away.
    pub amount: Option<Amount>,
    /// How sure it is.
    pub quality: Quality,
    /// Where it was taken from.
    pub source: Option<String>,
}

/// Which side of a change is put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What stood there before: the change is taken back.
    Before,
    /// What the change wrote: later changes are taken back.
    After,
}

/// A result to be put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestoreEntry {
    /// The change.
    pub history: HistoryId,
    /// Which side of it.
    pub side: Side,
    /// The version of the result that was read.
    pub expected: Version,
}

/// Enters the result of a year: text, status, figures and how sure they are, in one change.
///
/// Sections enter results of their own programs while it is their turn. In a closed year, and in the
/// review part of an adopted plan, only [`super::correct`] changes anything.
pub async fn enter_result(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanResults>,
    code: &str,
    entry: ResultEntry,
) -> Done<Saved> {
    let taken = Taken::take(desk, allowed, code).await?;
    let view = taken.program(entry.program)?;
    taken.may_write(allowed, view, entry.year)?;
    taken.year_has_begun(view.program, entry.year)?;
    let before = view.result(entry.year);
    let mark = view.result_mark(entry.year);
    taken.unchanged(
        entry.expected,
        mark,
        || before.summary(),
        || entry.text.clone(),
    )?;
    let after = merged(&taken.plan.document, view.program, &before, &entry)?;
    write(
        taken,
        entry.program,
        entry.year,
        (before, after),
        "plan.result.entered",
    )
    .await
}

/// Puts back what a change of a result replaced, or what it wrote; this is a change of its own.
pub async fn restore(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanResults>,
    code: &str,
    entry: RestoreEntry,
) -> Done<Saved> {
    let mut taken = Taken::take(desk, allowed, code).await?;
    let plan = taken.plan.id;
    let found = store::history_entry(&mut taken.tx, plan, entry.history).await?;
    let found = found.ok_or(super::ActError::NotFound)?;
    let (Some(program), Some(years)) = (found.program, found.years) else {
        return Err(PlanRefusal::NothingToRestore.into());
    };
    let is_result = |content: &Option<Content>| matches!(content, Some(Content::Result(_)));
    if !is_result(&found.before) && !is_result(&found.after) {
        return Err(PlanRefusal::NothingToRestore.into());
    }
    let kept = match entry.side {
        Side::Before => found.before,
        Side::After => found.after,
    };
    // An absent side means that there was no result.
    let mut after = match kept {
        Some(Content::Result(result)) => result,
        _ => YearResult::default(),
    };
    let year = years.from;
    let view = taken.program(program)?;
    taken.may_write(allowed, view, year)?;
    let before = view.result(year);
    let mark = view.result_mark(year);
    taken.unchanged(
        entry.expected,
        mark,
        || before.summary(),
        || after.summary(),
    )?;
    after.cell = after
        .cell
        .map(|cell| rejoined(&view.program.actual, cell, year));
    let known = |figure: &YearFigure| view.program.measures.iter().any(|m| m.key == figure.key);
    after.figures.retain(known);
    write(
        taken,
        program,
        year,
        (before, after),
        "plan.result.restored",
    )
    .await
}

/// A merged cell is put back under all its years when nothing else was entered under the others since,
/// and under the year alone otherwise.
fn rejoined(line: &[Cell], cell: Cell, year: FiscalYear) -> Cell {
    let same = |other: &Cell| {
        Cell {
            years: cell.years,
            ..other.clone()
        } == cell
    };
    let others = |of: &FiscalYear| *of != year;
    let whole = cell
        .years
        .years()
        .filter(others)
        .all(|of| cells::under(line, of).is_some_and(same));
    if whole {
        cell
    } else {
        Cell {
            years: YearSpan::of(year),
            ..cell
        }
    }
}

/// The year's result with the entry worked in.
pub(super) fn merged(
    document: &PlanDocument,
    program: &Program,
    before: &YearResult,
    entry: &ResultEntry,
) -> Done<YearResult> {
    let mut figures = before.figures.clone();
    for figure in &entry.figures {
        if !program
            .measures
            .iter()
            .any(|measure| measure.key == figure.key)
        {
            return Err(PlanRefusal::UnknownMeasure {
                key: figure.key.clone(),
            }
            .into());
        }
        figures.retain(|other| other.key != figure.key);
        if let Some(amount) = figure.amount {
            let value = Value {
                year: entry.year,
                amount,
                quality: figure.quality,
                source: figure
                    .source
                    .clone()
                    .filter(|source| !source.trim().is_empty()),
                computed: false,
            };
            figures.push(YearFigure {
                key: figure.key.clone(),
                value,
            });
        }
    }
    let order = |key: &str| {
        program
            .measures
            .iter()
            .position(|measure| measure.key == key)
    };
    figures.sort_by_key(|figure| order(&figure.key));
    let mut cell = Cell {
        years: YearSpan::of(entry.year),
        text: entry.text.trim().to_owned(),
        status: entry.status,
        merged_into: entry.merged_into.clone(),
        quality: entry.quality,
    };
    if cell.text.is_empty() {
        cell.text =
            text_from(program, entry.status, &figures).ok_or(PlanRefusal::NothingEntered)?;
    }
    checked_cell(document, program, &cell)?;
    // The untouched text of a merged cell leaves it merged.
    let untouched = |old: &&Cell| {
        **old
            == Cell {
                years: old.years,
                ..cell.clone()
            }
    };
    if let Some(years) = before.cell.as_ref().filter(untouched).map(|old| old.years) {
        cell.years = years;
    }
    Ok(YearResult {
        cell: Some(cell),
        figures,
    })
}

/// What a result says when nobody wrote a text: its status, or its figures by name.
fn text_from(program: &Program, status: Option<Status>, figures: &[YearFigure]) -> Option<String> {
    let named = figures.iter().filter_map(|figure| {
        let measure = program
            .measures
            .iter()
            .find(|measure| measure.key == figure.key)?;
        let (label, unit) = (
            escape_template(&measure.label),
            escape_template(&measure.unit),
        );
        Some(format!("{label}：{{{}}}{unit}", figure.key))
    });
    let named: Vec<String> = named.collect();
    match (status, named.is_empty()) {
        (_, false) => Some(named.join("、")),
        (Some(status), true) => Some(status_term(status).to_owned()),
        (None, true) => None,
    }
}

/// Refuses a cell that the document could not print.
pub(super) fn checked_cell(document: &PlanDocument, program: &Program, cell: &Cell) -> Done<()> {
    let pieces = parse_template(&cell.text).map_err(|_| PlanRefusal::UnreadableText {
        text: cell.text.clone(),
    })?;
    for piece in &pieces {
        let (Piece::Figure { key, .. } | Piece::Target { key }) = piece else {
            continue;
        };
        if !program.measures.iter().any(|measure| measure.key == *key) {
            return Err(PlanRefusal::UnknownMeasure { key: key.clone() }.into());
        }
    }
    let target = |key: &String| {
        let mut programs = document.programs.iter();
        programs.any(|other| other.key == *key && *key != program.key)
    };
    match (cell.status, &cell.merged_into) {
        (Some(Status::Merged), into) if !into.as_ref().is_some_and(target) => {
            Err(PlanRefusal::MergedIntoNothing.into())
        }
        (status, Some(_)) if status != Some(Status::Merged) => {
            Err(PlanRefusal::MergedIntoNothing.into())
        }
        _ => Ok(()),
    }
}

/// Writes a year's result where the taken plan has another, remembers, journals and commits.
async fn write(
    mut taken: Taken<'_>,
    program: ProgramId,
    year: FiscalYear,
    (before, after): (YearResult, YearResult),
    act: &str,
) -> Done<Saved> {
    let view = taken.program(program)?;
    if before == after {
        let version = view
            .result_mark(year)
            .map_or(Version::NONE, |mark| mark.version);
        return Ok(Saved {
            version,
            history: None,
        });
    }
    let place = taken.plan.place(view.program);
    let (key, part) = (view.program.key.clone(), view.program.part);
    put(&mut taken, program, year, (&before, &after)).await?;
    let detail = json!({
        "plan": taken.plan.code(), "part": part, "program": key, "year": year,
        "before": before.summary(), "after": after.summary(),
    });
    let change = Change {
        program: Some(program),
        place,
        years: Some(YearSpan::of(year)),
        before: content(before),
        after: content(after),
        reason: None,
    };
    taken.finish_program(act, program, &detail, change).await
}

/// The content to remember; nothing for an empty result.
pub(super) fn content(result: YearResult) -> Option<Content> {
    (!result.is_empty()).then_some(Content::Result(result))
}

/// Writes cell and figures of a year.
pub(super) async fn put(
    taken: &mut Taken<'_>,
    program: ProgramId,
    year: FiscalYear,
    (before, after): (&YearResult, &YearResult),
) -> Done<()> {
    let view = taken
        .plan
        .program(program)
        .ok_or(super::ActError::NotFound)?;
    let line = match &after.cell {
        Some(cell) => cells::placed(&view.program.actual, cell.clone()),
        None => cells::cleared(&view.program.actual, YearSpan::of(year)),
    };
    // The cell of the year is marked anew even when only a figure changed: it is the version of both.
    let marked: Vec<(Cell, Mark)> = line
        .into_iter()
        .map(|cell| {
            let old = view.program.actual.iter().position(|other| *other == cell);
            let kept = old.filter(|_| !cell.years.contains(year));
            let mark = kept.and_then(|place| view.record.actual.get(place));
            let mark = mark.unwrap_or(&taken.mark).clone();
            (cell, mark)
        })
        .collect();
    let ids = taken.desk.ids;
    store::set_line(
        &mut taken.tx,
        (taken.plan.id, program),
        Line::Actual,
        &marked,
        ids,
    )
    .await?;
    for figure in &after.figures {
        if !before.figures.contains(figure) {
            store::put_value(&mut taken.tx, program, &figure.key, &figure.value).await?;
        }
    }
    for figure in &before.figures {
        if !after.figures.iter().any(|other| other.key == figure.key) {
            store::remove_value(&mut taken.tx, program, &figure.key, year).await?;
        }
    }
    Ok(())
}
