//! Reads the workbook.
//!
//! Columns are known by their headings, wherever they stand; sheets by their names. Whatever cannot be
//! understood is a problem at its cell, never a guess and never dropped in silence.

mod cover;
mod grid;
mod records;
mod states;
mod tables;

use super::Reading;
use super::layout::{plain, sheet};
use crate::document::{Part, PlanDocument};
use crate::problems::{Place, Problem};
use crate::validation::{self, ItemPath};
use exchange::{Limits, Refusal, Sheet, Value, Workbook};
use std::collections::HashMap;

/// More than the plan of the largest city: some 20,000 filled cells for a thousand programs.
const LIMITS: Limits = Limits {
    file_bytes: 20 << 20,
    unpacked_bytes: 60 << 20,
    cells: 200_000,
};

pub(super) fn workbook(bytes: &[u8]) -> Result<Reading, Vec<Problem>> {
    let book = Workbook::open_within(bytes, LIMITS).map_err(|refusal| vec![refused(&refusal)])?;
    let mut findings = Findings::default();
    let sheets = Sheets::of(&book, &mut findings);
    let read = document(&sheets, &mut findings);
    match read {
        Some(document) if findings.errors.is_empty() => checked(document.arranged(), findings),
        _ => Err(findings.errors),
    }
}

fn refused(refusal: &Refusal) -> Problem {
    let mut problem = Problem::new(Place::File, refusal.key());
    problem.variables = refusal.variables();
    problem
}

/// Holds the document to the rules of every plan, and moves each fault to the cell it came from.
fn checked(document: PlanDocument, findings: Findings) -> Result<Reading, Vec<Problem>> {
    let problems: Vec<Problem> = validation::check(&document)
        .into_iter()
        .map(|problem| match &problem.place {
            Place::Item(item) => {
                let place = findings.place_of(item);
                place.map_or(problem.clone(), |place| problem.at(place))
            }
            _ => problem,
        })
        .collect();
    if problems.is_empty() {
        Ok(Reading {
            document,
            notes: findings.notes,
        })
    } else {
        Err(problems)
    }
}

fn document(sheets: &Sheets<'_>, findings: &mut Findings) -> Option<PlanDocument> {
    let front = sheets.required(sheet::COVER, findings);
    let chart = sheets.required(sheet::CHART, findings);
    let plan = sheets.required(sheet::PLAN, findings);
    let mut document = cover::cover(front?, findings)?;
    if let Some(page) = sheets.optional(sheet::INTRODUCTION) {
        document.introduction = cover::introduction(page, findings);
    }
    if let Some(page) = sheets.optional(sheet::CORRECTIONS) {
        document.corrections = cover::corrections(page, findings);
    }
    document.nodes = cover::chart(chart?, &document.levels, findings);
    let mut programs = Vec::new();
    let review = match document.review_years {
        Some(_) => Some(sheets.required(sheet::REVIEW, findings)?),
        None => sheets.optional(sheet::REVIEW),
    };
    if let Some(page) = review {
        programs.extend(tables::read(page, Part::Review, &mut document, findings));
    }
    programs.extend(tables::read(plan?, Part::Plan, &mut document, findings));
    tables::name_new(&mut programs, findings);
    let states = sheets
        .optional(sheet::CELLS)
        .map(|page| states::states(page, &programs, findings));
    document.programs = states::join(
        programs,
        states.unwrap_or_default(),
        document.year_style,
        findings,
    );
    records::figures(sheets, &mut document, findings);
    records::evaluations(sheets, &mut document, findings);
    records::origins(sheets, &mut document, findings);
    Some(document)
}

/// The sheets of a workbook by what we call them.
struct Sheets<'a>(HashMap<&'static str, &'a Sheet>);

impl<'a> Sheets<'a> {
    fn of(book: &'a Workbook, findings: &mut Findings) -> Sheets<'a> {
        let mut known = HashMap::new();
        for page in &book.sheets {
            match sheet::ALL
                .into_iter()
                .find(|name| plain(name) == plain(&page.name))
            {
                Some(name) => {
                    known.entry(name).or_insert(page);
                    findings.formula_errors(page);
                }
                None => findings.note(page, 1, 1, "plan-xlsx-sheet-ignored"),
            }
        }
        Sheets(known)
    }

    fn optional(&self, name: &str) -> Option<&'a Sheet> {
        self.0.get(name).copied()
    }

    fn required(&self, name: &str, findings: &mut Findings) -> Option<&'a Sheet> {
        let found = self.optional(name);
        if found.is_none() {
            let problem = Problem::new(Place::File, "plan-xlsx-sheet-missing");
            findings.errors.push(problem.with("sheet", name));
        }
        found
    }
}

/// What was found while reading, and where everything in the document came from.
#[derive(Default)]
struct Findings {
    errors: Vec<Problem>,
    notes: Vec<Problem>,
    places: HashMap<String, Place>,
}

impl Findings {
    fn error(&mut self, place: Place, key: &'static str) -> &mut Problem {
        self.errors.push(Problem::new(place, key));
        let last = self.errors.len() - 1;
        &mut self.errors[last]
    }

    fn note(&mut self, sheet: &Sheet, row: u32, column: u16, key: &'static str) {
        let problem = Problem::new(place(sheet, row, column), key);
        self.notes.push(problem.with("sheet", &sheet.name));
    }

    /// Remembers where a part of the document stands.
    fn stands(&mut self, item: &ItemPath, place: Place) {
        self.places.entry(item.to_string()).or_insert(place);
    }

    /// The cell of an item, or of the nearest thing around it.
    fn place_of(&self, item: &str) -> Option<Place> {
        let mut item = Some(ItemPath::of(item));
        while let Some(here) = item {
            if let Some(place) = self.places.get(&here.to_string()) {
                return Some(place.clone());
            }
            item = here.outer();
        }
        None
    }

    /// A formula that does not work out may hide what somebody meant to say.
    fn formula_errors(&mut self, sheet: &Sheet) {
        for (row, cells) in sheet.rows() {
            for (column, value) in cells {
                if let Value::Error(error) = value {
                    self.error(place(sheet, row, *column), "plan-xlsx-formula-error")
                        .variables
                        .push(("error", error.clone()));
                }
            }
        }
    }
}

fn place(sheet: &Sheet, row: u32, column: u16) -> Place {
    Place::Cell {
        sheet: sheet.name.clone(),
        row,
        column,
    }
}
