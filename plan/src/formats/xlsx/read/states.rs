//! セルの状態: what a printed cell does not show, and how it joins the texts of the tables.

use super::super::layout::{PARTS, column, plain, row as word, term};
use super::Findings;
use super::grid::{Record, Table};
use super::records::{Listed, SUBJECT, program};
use super::tables::{Found, Row, Shown};
use crate::document::{Cell, Part, Program, Status};
use crate::problems::{Place, Problem};
use crate::text::{self, quality_suffix};
use crate::validation::ItemPath;
use calendar::{YearSpan, YearStyle};
use exchange::Sheet;
use measure::Quality;
use std::collections::HashMap;

/// What セルの状態 says of one cell.
struct State {
    status: Option<Status>,
    merged_into: Option<String>,
    quality: Quality,
    template: String,
    shown: String,
    place: Place,
}

impl State {
    /// Whether something would be lost without it.
    fn speaks(&self) -> bool {
        self.status.is_some()
            || self.merged_into.is_some()
            || self.quality != Quality::Final
            || !self.template.is_empty()
    }
}

/// All of them, by the cell they speak of.
#[derive(Default)]
pub(super) struct States(HashMap<(Part, String, Row, YearSpan), State>);

impl States {
    fn take(&mut self, part: Part, key: &str, row: Row, years: YearSpan) -> Option<State> {
        self.0.remove(&(part, key.to_owned(), row, years))
    }

    /// Tells which rows speak of a cell that the tables do not have (any more).
    fn leave(self, findings: &mut Findings) {
        let mut left: Vec<_> = self
            .0
            .into_iter()
            .filter(|(_, state)| state.speaks())
            .collect();
        left.sort_by_key(|(_, state)| match &state.place {
            Place::Cell { row, .. } => *row,
            _ => 0,
        });
        for ((_, key, _, years), state) in left {
            let problem = Problem::new(state.place, "plan-xlsx-state-unused");
            findings
                .notes
                .push(problem.with("key", key).with("years", years));
        }
    }
}

pub(super) fn states(page: &Sheet, programs: &[Found], findings: &mut Findings) -> States {
    let required = [
        SUBJECT[0],
        SUBJECT[1],
        column::ROW,
        column::FIRST_YEAR,
        column::LAST_YEAR,
    ];
    let optional = [
        column::PROGRAM,
        column::STATUS,
        column::MERGED_INTO,
        column::QUALITY,
        column::AS_OF,
        column::TEMPLATE,
        column::SHOWN,
    ];
    let mut states = States::default();
    let Some(table) = Table::find(page, &required, &optional, findings) else {
        return states;
    };
    table.refuse_others(findings);
    let programs: Vec<Listed<'_>> = programs
        .iter()
        .map(|found| &found.program)
        .map(|p| Listed {
            part: p.part,
            key: &p.key,
            name: &p.name,
        })
        .collect();
    for record in table.records() {
        if let Some((cell, state)) = state(&record, &programs, findings)
            && states.0.insert(cell, state).is_some()
        {
            findings.error(record.place(column::FIRST_YEAR), "plan-xlsx-state-twice");
        }
    }
    states
}

type CellName = (Part, String, Row, YearSpan);

fn state(
    record: &Record<'_, '_>,
    programs: &[Listed<'_>],
    findings: &mut Findings,
) -> Option<(CellName, State)> {
    let state = State {
        status: record.word(
            column::STATUS,
            &text::status_terms(),
            text::status_of,
            findings,
        ),
        merged_into: record.optional(column::MERGED_INTO),
        quality: record.quality(column::QUALITY, column::AS_OF, findings),
        template: record.text(column::TEMPLATE),
        shown: record.text(column::SHOWN),
        place: record.place(column::KEY),
    };
    let index = known_program(record, programs, &state, findings)?;
    let row = record.word(column::ROW, &[word::PLAN, word::ACTUAL], row_of, findings);
    let first = record.year(column::FIRST_YEAR, findings);
    let last = record.year(column::LAST_YEAR, findings).or(first);
    for name in [column::ROW, column::FIRST_YEAR] {
        if record.optional(name).is_none() {
            record.required(name, findings);
        }
    }
    let (row, first, last) = (row?, first?, last?);
    let Some(years) = YearSpan::new(first, last) else {
        let error = findings.error(record.place(column::LAST_YEAR), "plan-xlsx-years-reversed");
        error
            .variables
            .push(("heading", column::LAST_YEAR.to_owned()));
        error
            .variables
            .push(("found", record.text(column::LAST_YEAR)));
        return None;
    };
    let Listed { part, key, .. } = programs[index];
    Some(((part, key.to_owned(), row, years), state))
}

fn row_of(text: &str) -> Option<Row> {
    match plain(text).as_str() {
        word::PLAN => Some(Row::Plan),
        word::ACTUAL => Some(Row::Actual),
        _ => None,
    }
}

/// The program; a row about a program that was taken out of the tables is only noted.
fn known_program(
    record: &Record<'_, '_>,
    programs: &[Listed<'_>],
    state: &State,
    findings: &mut Findings,
) -> Option<usize> {
    let errors = findings.errors.len();
    let found = program(record, programs, findings);
    let unknown = findings.errors.len() == errors + 1
        && findings
            .errors
            .last()
            .is_some_and(|e| e.key == "plan-xlsx-program-unknown");
    if found.is_none() && unknown {
        findings.errors.pop();
        if state.speaks() {
            let problem = Problem::new(state.place.clone(), "plan-xlsx-state-unused");
            let key = record.text(column::KEY);
            findings
                .notes
                .push(problem.with("key", key).with("years", ""));
        }
    }
    found
}

/// Puts the texts, what セルの状態 says of them and the places together.
pub(super) fn join(
    programs: Vec<Found>,
    mut states: States,
    style: YearStyle,
    findings: &mut Findings,
) -> Vec<Program> {
    let mut finished: Vec<Program> = Vec::new();
    for mut found in programs {
        let program = &found.program;
        let item = ItemPath::program(program.part, &program.key);
        let twice = finished
            .iter()
            .any(|p| p.part == program.part && p.key == program.key);
        if twice {
            let error = findings.error(
                found.place(found.row, found.key_column),
                "plan-xlsx-key-twice",
            );
            error.variables.push(("key", program.key.clone()));
            error
                .variables
                .push(("part", term(&PARTS, &program.part).to_owned()));
            continue;
        }
        findings.stands(&item, found.place(found.row, found.name_column));
        findings.stands(&item.then("key"), found.place(found.row, found.key_column));
        findings.stands(
            &item.then("owner"),
            found.place(found.row, found.owner_column),
        );
        let rows = [
            (Row::Plan, "plan", std::mem::take(&mut found.plan)),
            (Row::Actual, "actual", std::mem::take(&mut found.actual)),
        ];
        for (row, field, cells) in rows {
            for shown in cells {
                let item = item.then(field).then(shown.years);
                findings.stands(&item, found.place(shown.row, shown.column));
                let program = &mut found.program;
                let state = states.take(program.part, &program.key, row, shown.years);
                let cell = cell(shown, state, style);
                if row == Row::Plan {
                    program.plan.push(cell);
                } else {
                    program.actual.push(cell);
                }
            }
        }
        finished.push(found.program);
    }
    states.leave(findings);
    finished
}

/// A cell that still shows what was written keeps its template; one that was changed has the new text,
/// without the words of how sure it is, which are printed by themselves.
fn cell(shown: Shown, state: Option<State>, style: YearStyle) -> Cell {
    let Some(state) = state else {
        let quality = Quality::Final;
        return Cell {
            years: shown.years,
            text: shown.text,
            status: None,
            merged_into: None,
            quality,
        };
    };
    let unchanged = state.shown == shown.text;
    let text = if unchanged && !state.template.is_empty() {
        state.template
    } else {
        let suffix = quality_suffix(state.quality, style);
        let bare = shown
            .text
            .strip_suffix(suffix.as_str())
            .unwrap_or(&shown.text);
        bare.trim_end().to_owned()
    };
    Cell {
        years: shown.years,
        text,
        status: state.status,
        merged_into: state.merged_into,
        quality: state.quality,
    }
}
