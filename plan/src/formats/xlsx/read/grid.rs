//! A sheet as a table with headings.

use super::super::layout::{plain, read_year, tidy};
use super::{Findings, place};
use crate::problems::Place;
use calendar::{Date, FiscalYear, parse_date};
use exchange::{Sheet, Value};
use measure::{Amount, Quality};
use std::collections::HashMap;

/// Rows above the records in which a heading is looked for.
const ROWS_ABOVE: usize = 30;

/// What a cell holds; in merged cells, what the rectangle holds.
pub(super) fn value(sheet: &Sheet, row: u32, column: u16) -> Option<&Value> {
    match sheet.region(row, column) {
        Some(region) => sheet.value(region.top, region.left),
        None => sheet.value(row, column),
    }
}

pub(super) fn text(sheet: &Sheet, row: u32, column: u16) -> String {
    value(sheet, row, column)
        .map(|value| tidy(&value.text()))
        .unwrap_or_default()
}

/// A sheet whose columns were recognised.
pub(super) struct Table<'a> {
    pub sheet: &'a Sheet,
    pub header: u32,
    columns: HashMap<String, u16>,
    /// Headings that are none of the known.
    pub others: Vec<(u16, String)>,
}

impl<'a> Table<'a> {
    /// Finds the row of headings: the one that has most of the known. Every heading that is required
    /// and missing, or stands twice, is an error.
    pub fn find(
        sheet: &'a Sheet,
        required: &[&str],
        optional: &[&str],
        findings: &mut Findings,
    ) -> Option<Table<'a>> {
        let known: Vec<&str> = required.iter().chain(optional).copied().collect();
        let is_known = |text: &str| {
            known
                .iter()
                .find(|name| plain(name) == plain(text))
                .copied()
        };
        let count = |cells: &std::collections::BTreeMap<u16, Value>| {
            cells
                .values()
                .filter(|value| is_known(&value.text()).is_some())
                .count()
        };
        let best = sheet
            .rows()
            .take(ROWS_ABOVE)
            .map(|(row, cells)| (count(cells), row, cells))
            .max_by_key(|(count, row, _)| (*count, std::cmp::Reverse(*row)));
        let Some((_, header, cells)) = best.filter(|(count, ..)| *count > 0) else {
            let list = required.join("」「");
            let error = findings.error(place(sheet, 1, 1), "plan-xlsx-no-headings");
            error.variables.push(("headings", list));
            return None;
        };
        let mut table = Table {
            sheet,
            header,
            columns: HashMap::new(),
            others: Vec::new(),
        };
        for (column, value) in cells {
            let text = tidy(&value.text());
            match is_known(&text) {
                Some(name) if table.columns.contains_key(name) => {
                    let error =
                        findings.error(place(sheet, header, *column), "plan-xlsx-heading-twice");
                    error.variables.push(("heading", text));
                }
                Some(name) => {
                    table.columns.insert(name.to_owned(), *column);
                }
                None if text.is_empty() => {}
                None => table.others.push((*column, text)),
            }
        }
        let missing: Vec<&str> = required
            .iter()
            .filter(|name| !table.columns.contains_key(**name))
            .copied()
            .collect();
        for name in &missing {
            let error = findings.error(place(sheet, header, 1), "plan-xlsx-heading-missing");
            error.variables.push(("heading", (*name).to_owned()));
        }
        missing.is_empty().then_some(table)
    }

    /// A column that we do not know would be lost, so it is an error.
    pub fn refuse_others(&self, findings: &mut Findings) {
        for (column, text) in &self.others {
            let error = findings.error(
                self.place(self.header, *column),
                "plan-xlsx-heading-unknown",
            );
            error.variables.push(("heading", text.clone()));
        }
    }

    pub fn column(&self, name: &str) -> Option<u16> {
        self.columns.get(name).copied()
    }

    pub fn place(&self, row: u32, column: u16) -> Place {
        place(self.sheet, row, column)
    }

    /// The rows below the headings with something in a known column.
    pub fn records(&self) -> Vec<Record<'_, 'a>> {
        let filled = |cells: &std::collections::BTreeMap<u16, Value>| {
            self.columns.values().any(|column| {
                cells
                    .get(column)
                    .is_some_and(|v| !tidy(&v.text()).is_empty())
            })
        };
        self.sheet
            .rows()
            .filter(|(row, cells)| *row > self.header && filled(cells))
            .map(|(row, _)| Record { table: self, row })
            .collect()
    }
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(super) struct Record<'t, 'a> {
    pub table: &'t Table<'a>,
    pub row: u32,
}

impl Record<'_, '_> {
    pub fn place(&self, name: &str) -> Place {
        self.table
            .place(self.row, self.table.column(name).unwrap_or(1))
    }

    fn value(&self, name: &str) -> Option<&Value> {
        value(self.table.sheet, self.row, self.table.column(name)?)
    }

    pub fn text(&self, name: &str) -> String {
        self.value(name)
            .map(|value| tidy(&value.text()))
            .unwrap_or_default()
    }

    pub fn optional(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// A text that must be there.
    pub fn required(&self, name: &str, findings: &mut Findings) -> Option<String> {
        let text = self.optional(name);
        if text.is_none() {
            self.error(name, "plan-xlsx-cell-empty", findings);
        }
        text
    }

    fn error(&self, name: &str, key: &'static str, findings: &mut Findings) {
        let found = self.text(name);
        let error = findings.error(self.place(name), key);
        error.variables.push(("heading", name.to_owned()));
        error.variables.push(("found", found));
    }

    pub fn year(&self, name: &str, findings: &mut Findings) -> Option<FiscalYear> {
        let text = self.optional(name)?;
        let year = read_year(&text);
        if year.is_none() {
            self.error(name, "plan-xlsx-year-unreadable", findings);
        }
        year
    }

    pub fn amount(&self, name: &str, findings: &mut Findings) -> Option<Amount> {
        let amount = self.optional(name)?.parse().ok();
        if amount.is_none() {
            self.error(name, "plan-xlsx-number-unreadable", findings);
        }
        amount
    }

    pub fn day(&self, name: &str, findings: &mut Findings) -> Option<Date> {
        if let Value::Date(day) = self.value(name)? {
            return Some(*day);
        }
        let day = parse_date(&self.optional(name)?).ok();
        if day.is_none() {
            self.error(name, "plan-xlsx-day-unreadable", findings);
        }
        day
    }

    /// One word of a closed set.
    pub fn word<T>(
        &self,
        name: &str,
        choices: &[&str],
        read: impl Fn(&str) -> Option<T>,
        findings: &mut Findings,
    ) -> Option<T> {
        let value = read(&self.optional(name)?);
        if value.is_none() {
            self.error(name, "plan-xlsx-word-unknown", findings);
            if let Some(error) = findings.errors.last_mut() {
                error.variables.push(("choices", choices.join("・")));
            }
        }
        value
    }

    /// The word and, for 時点, the day in the column beside it.
    pub fn quality(&self, name: &str, day: &str, findings: &mut Findings) -> Quality {
        use super::super::layout::{AS_OF, QUALITIES, value_of, words};
        let mut choices = words(&QUALITIES);
        choices.push(AS_OF);
        let read = |text: &str| match value_of(&QUALITIES, text) {
            Some(quality) => Some(Some(quality)),
            None => (plain(text) == AS_OF).then_some(None),
        };
        let on = self.day(day, findings);
        match (self.word(name, &choices, read, findings), on) {
            (Some(Some(quality)), None) => quality,
            (None, None) => Quality::Final,
            (Some(None) | None, Some(day)) => Quality::AsOf(day),
            (Some(None), None) => {
                if self.optional(day).is_none() {
                    self.error(day, "plan-xlsx-cell-empty", findings);
                }
                Quality::Final
            }
            (Some(Some(_)), Some(_)) => {
                self.error(day, "plan-xlsx-day-without-as-of", findings);
                Quality::Final
            }
        }
    }
}
