//! The tables as the document prints them: 振り返り and 実施計画.

use super::super::layout::{column, plain, read_path, read_year, row as word};
use super::grid::{Record, Table, text, value};
use super::{Findings, place};
use crate::document::{Node, Part, PlanDocument, Program};
use crate::validation::ItemPath;
use calendar::{FiscalYear, YearSpan};
use exchange::{Sheet, Value};
use std::collections::HashSet;

/// The two rows of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Row {
    Plan,
    Actual,
}

/// A cell with the text it shows.
pub(super) struct Shown {
    pub years: YearSpan,
    pub text: String,
    pub row: u32,
    pub column: u16,
}

/// A program as its rows say it.
pub(super) struct Found {
    pub program: Program,
    pub plan: Vec<Shown>,
    pub actual: Vec<Shown>,
    sheet: String,
    pub row: u32,
    pub key_column: u16,
    pub name_column: u16,
    pub owner_column: u16,
    seen: [bool; 2],
}

impl Found {
    pub fn place(&self, row: u32, column: u16) -> crate::problems::Place {
        crate::problems::Place::Cell {
            sheet: self.sheet.clone(),
            row,
            column,
        }
    }
}

/// A table being read from top to bottom.
struct Walk<'t, 'a> {
    table: &'t Table<'a>,
    part: Part,
    years: Vec<(u16, FiscalYear)>,
    /// Index of the node whose block this is.
    node: Option<usize>,
    found: Vec<Found>,
    outlined: HashSet<usize>,
}

pub(super) fn read(
    sheet: &Sheet,
    part: Part,
    document: &mut PlanDocument,
    findings: &mut Findings,
) -> Vec<Found> {
    let required = [column::NUMBER, column::NAME, column::ROW];
    let optional = [column::OWNER, column::KEY, column::NOTE];
    let Some(table) = Table::find(sheet, &required, &optional, findings) else {
        return Vec::new();
    };
    let span = match part {
        Part::Review => document.review_years,
        Part::Plan => Some(document.plan_years),
    };
    let years = year_columns(&table, span, findings);
    let mut walk = Walk {
        table: &table,
        part,
        years,
        node: None,
        found: Vec::new(),
        outlined: HashSet::new(),
    };
    let rows: Vec<u32> = sheet
        .rows()
        .map(|(row, _)| row)
        .filter(|row| *row > table.header)
        .collect();
    for row in rows {
        walk.row(Record { table: &table, row }, &mut document.nodes, findings);
    }
    walk.found
}

/// The columns of the years; a heading that is no year of this part is an error.
fn year_columns(
    table: &Table<'_>,
    span: Option<YearSpan>,
    findings: &mut Findings,
) -> Vec<(u16, FiscalYear)> {
    let mut years: Vec<(u16, FiscalYear)> = Vec::new();
    for (column, heading) in &table.others {
        let place = table.place(table.header, *column);
        let (key, found) = match read_year(heading) {
            None => ("plan-xlsx-heading-unknown", heading),
            Some(year) if !span.is_some_and(|span| span.contains(year)) => {
                ("plan-xlsx-year-not-in-plan", heading)
            }
            Some(year) if years.iter().any(|(_, other)| *other == year) => {
                ("plan-xlsx-heading-twice", heading)
            }
            Some(year) => {
                years.push((*column, year));
                continue;
            }
        };
        let error = findings.error(place, key);
        error.variables.push(("heading", found.clone()));
        error.variables.push((
            "years",
            span.map(|span| span.to_string()).unwrap_or_default(),
        ));
    }
    years
}

impl Walk<'_, '_> {
    fn row(&mut self, record: Record<'_, '_>, nodes: &mut [Node], findings: &mut Findings) {
        let sheet = self.table.sheet;
        let number_column = self.table.column(column::NUMBER).unwrap_or(1);
        let number = text(sheet, record.row, number_column);
        let in_number = value(sheet, record.row, number_column);
        if matches!(in_number, Some(Value::Date(_))) {
            let error = findings.error(record.place(column::NUMBER), "plan-xlsx-path-is-day");
            error.variables.push(("found", number));
        } else if let Some(path) = read_path(&number) {
            self.heading(&record, &path, nodes, findings);
        } else if number.is_empty() {
            self.program_row(&record, nodes, findings);
        } else {
            self.prose(&record, &number, nodes, findings);
        }
    }

    fn heading(
        &mut self,
        record: &Record<'_, '_>,
        path: &str,
        nodes: &[Node],
        findings: &mut Findings,
    ) {
        self.node = nodes.iter().position(|node| node.path == path);
        let Some(node) = self.node.and_then(|index| nodes.get(index)) else {
            let error = findings.error(record.place(column::NUMBER), "plan-xlsx-node-not-in-chart");
            error.variables.push(("path", path.to_owned()));
            return;
        };
        let name = match self.part {
            Part::Review => node.review_name.as_ref().unwrap_or(&node.name),
            Part::Plan => &node.name,
        };
        // A formula whose result was never worked out shows nothing.
        let shown = record.text(column::NAME);
        if !shown.is_empty() && shown != *name {
            let error = findings.error(record.place(column::NAME), "plan-xlsx-heading-differs");
            error
                .variables
                .extend([("found", shown), ("name", name.clone())]);
        }
    }

    /// Outline, result or footnote of the node.
    fn prose(
        &mut self,
        record: &Record<'_, '_>,
        what: &str,
        nodes: &mut [Node],
        findings: &mut Findings,
    ) {
        let plain = plain(what);
        let Some(index) = self.node.filter(|index| *index < nodes.len()) else {
            if !findings
                .errors
                .iter()
                .any(|e| e.key == "plan-xlsx-node-not-in-chart")
            {
                findings.error(record.place(column::NUMBER), "plan-xlsx-no-heading-above");
            }
            return;
        };
        let node = &mut nodes[index];
        let item = ItemPath::node(&node.path);
        let text = record.text(column::NAME);
        let place = record.place(column::NAME);
        let given = Some(text.clone()).filter(|text| !text.is_empty());
        let field = if plain == word::OUTLINE {
            findings.stands(&item.then("outline"), place);
            self.outline(record, index, node, text, findings);
            return;
        } else if plain.ends_with(word::RESULT) && self.part == Part::Review {
            findings.stands(&item.then("review_result"), place);
            &mut node.review_result
        } else if plain == word::FOOTNOTE || plain.starts_with(['※', '注']) {
            match self.part {
                Part::Review => {
                    findings.stands(&item.then("review_footnote"), place);
                    &mut node.review_footnote
                }
                Part::Plan => {
                    findings.stands(&item.then("plan_footnote"), place);
                    &mut node.plan_footnote
                }
            }
        } else {
            let error = findings.error(record.place(column::NUMBER), "plan-xlsx-row-unknown");
            error.variables.push(("found", what.to_owned()));
            return;
        };
        if field.is_some() && given.is_some() {
            let error = findings.error(record.place(column::NUMBER), "plan-xlsx-row-twice");
            error.variables.push(("found", what.to_owned()));
        } else if given.is_some() {
            *field = given;
        }
    }

    /// The outline may stand in both tables, and must then say the same.
    fn outline(
        &mut self,
        record: &Record<'_, '_>,
        index: usize,
        node: &mut Node,
        text: String,
        findings: &mut Findings,
    ) {
        if !self.outlined.insert(index) {
            let error = findings.error(record.place(column::NUMBER), "plan-xlsx-row-twice");
            error.variables.push(("found", word::OUTLINE.to_owned()));
        } else if node.outline.is_empty() {
            node.outline = text;
        } else if !text.is_empty() && text != node.outline {
            findings.error(record.place(column::NAME), "plan-xlsx-outline-differs");
        }
    }

    fn program_row(&mut self, record: &Record<'_, '_>, nodes: &[Node], findings: &mut Findings) {
        let shown = self.shown(record, findings);
        let name = record.text(column::NAME);
        let what = plain(&record.text(column::ROW));
        if name.is_empty() && what.is_empty() && shown.is_empty() {
            return;
        }
        let row = match what.as_str() {
            word::PLAN => Row::Plan,
            word::ACTUAL => Row::Actual,
            _ => {
                let error = findings.error(record.place(column::ROW), "plan-xlsx-plan-or-actual");
                error.variables.push(("found", record.text(column::ROW)));
                return;
            }
        };
        let Some(node) = self.node.and_then(|index| nodes.get(index)) else {
            findings.error(record.place(column::NAME), "plan-xlsx-no-heading-above");
            return;
        };
        if !self.continues(record, &name, row) {
            if name.is_empty() {
                if !shown.is_empty() {
                    findings.error(record.place(column::NAME), "plan-xlsx-program-without-name");
                }
                return;
            }
            let found = self.begin(record, &name, node);
            self.found.push(found);
        }
        if let Some(found) = self.found.last_mut() {
            found.seen[row as usize] = true;
            let cells = if row == Row::Plan {
                &mut found.plan
            } else {
                &mut found.actual
            };
            cells.extend(shown);
            found.program.owner = found
                .program
                .owner
                .take()
                .or(record.optional(column::OWNER));
            found.program.note = found.program.note.take().or(record.optional(column::NOTE));
            if found.program.key.is_empty() {
                found.program.key = record.text(column::KEY);
            }
        }
    }

    /// Whether the row belongs to the program of the row before: it has not had this row yet, and no
    /// other name or key stands beside it.
    fn continues(&self, record: &Record<'_, '_>, name: &str, row: Row) -> bool {
        let key = record.text(column::KEY);
        self.found.last().is_some_and(|found| {
            !found.seen[row as usize]
                && (name.is_empty() || name == found.program.name)
                && (key.is_empty() || found.program.key.is_empty() || key == found.program.key)
                && record.row == found.row + 1
        })
    }

    fn begin(&self, record: &Record<'_, '_>, name: &str, node: &Node) -> Found {
        let column = |name: &str| self.table.column(name).unwrap_or(1);
        Found {
            program: Program {
                key: record.text(column::KEY),
                part: self.part,
                node: node.path.clone(),
                name: name.to_owned(),
                owner: record.optional(column::OWNER),
                plan: Vec::new(),
                actual: Vec::new(),
                measures: Vec::new(),
                evaluations: Vec::new(),
                origins: Vec::new(),
                note: record.optional(column::NOTE),
            },
            plan: Vec::new(),
            actual: Vec::new(),
            sheet: self.table.sheet.name.clone(),
            row: record.row,
            key_column: column(column::KEY),
            name_column: column(column::NAME),
            owner_column: column(column::OWNER),
            seen: [false, false],
        }
    }

    /// The cells of one row that show something, each with the years it stands under.
    fn shown(&self, record: &Record<'_, '_>, findings: &mut Findings) -> Vec<Shown> {
        let sheet = self.table.sheet;
        let row = record.row;
        let mut shown: Vec<Shown> = Vec::new();
        for (column, _) in &self.years {
            let region = sheet.region(row, *column);
            let (left, right) = region.map_or((*column, *column), |r| (r.left, r.right));
            if shown.iter().any(|cell| cell.column == left) {
                continue;
            }
            let text = text(sheet, row, *column);
            if text.is_empty() {
                continue;
            }
            if region.is_some_and(|r| r.top != r.bottom) {
                if region.is_some_and(|r| r.top == row) {
                    findings.error(place(sheet, row, left), "plan-xlsx-cell-over-rows");
                }
                continue;
            }
            let Some(years) = self.span(left, right) else {
                findings.error(place(sheet, row, left), "plan-xlsx-span-outside-years");
                return shown;
            };
            shown.push(Shown {
                years,
                text,
                row,
                column: left,
            });
        }
        shown
    }

    /// The years over which a cell stands; `None` when it reaches a column that is no year, or the
    /// years do not follow one another.
    fn span(&self, left: u16, right: u16) -> Option<YearSpan> {
        let mut years = Vec::new();
        for column in left..=right {
            years.push(self.years.iter().find(|(c, _)| *c == column)?.1);
        }
        let span = YearSpan::new(*years.iter().min()?, *years.iter().max()?)?;
        (span.len() == years.len()).then_some(span)
    }
}

/// Gives every new program a key: that of the program of the same name in the other part, or one made
/// from its place.
pub(super) fn name_new(programs: &mut [Found], findings: &mut Findings) {
    let mut used: HashSet<(Part, String)> = programs
        .iter()
        .filter(|found| !found.program.key.is_empty())
        .map(|found| (found.program.part, found.program.key.clone()))
        .collect();
    for index in 0..programs.len() {
        let (part, node, name) = {
            let program = &programs[index].program;
            if !program.key.is_empty() {
                continue;
            }
            (program.part, program.node.clone(), program.name.clone())
        };
        let twin = programs
            .iter()
            .map(|found| &found.program)
            .find(|other| other.part != part && other.name == name && !other.key.is_empty())
            .map(|other| other.key.clone())
            .filter(|key| !used.contains(&(part, key.clone())));
        let key = twin.unwrap_or_else(|| {
            let free = |key: &String| !used.iter().any(|(_, other)| other == key);
            (1..=u32::MAX)
                .map(|n| format!("p-{node}-{n}"))
                .find(free)
                .unwrap_or_default()
        });
        used.insert((part, key.clone()));
        let found = &mut programs[index];
        let problem = crate::problems::Problem::new(
            found.place(found.row, found.key_column),
            "plan-xlsx-key-made",
        );
        findings
            .notes
            .push(problem.with("name", &name).with("key", &key));
        found.program.key = key;
    }
}
