//! A workbook as an officer edits it.

use super::{kiyose, told};
use exchange::xlsx::{Format, Formula, Workbook as Writer};
use exchange::{Region, Value as Content, Workbook};
use plan::document::PlanDocument;
use plan::formats::xlsx::{Reading, read, read_with_notes, write};
use std::collections::BTreeMap;

thread_local! {
    pub static SAMPLE: Vec<u8> = write(&kiyose()).unwrap();
    static DESK: Desk = Desk::open(&SAMPLE.with(Clone::clone));
}

/// A workbook as an officer edits it: cells by sheet, row and column from 1, and merged cells.
#[derive(Clone)]
pub struct Desk {
    pub names: Vec<String>,
    pub cells: BTreeMap<(String, u32, u16), Content>,
    pub merged: Vec<(String, Region)>,
}

impl Desk {
    pub fn open(bytes: &[u8]) -> Desk {
        let book = Workbook::open(bytes).unwrap();
        let mut desk = Desk {
            names: Vec::new(),
            cells: BTreeMap::new(),
            merged: Vec::new(),
        };
        for sheet in &book.sheets {
            desk.names.push(sheet.name.clone());
            for (row, cells) in sheet.rows() {
                for (column, value) in cells {
                    desk.cells
                        .insert((sheet.name.clone(), row, *column), value.clone());
                }
            }
            desk.merged.extend(
                sheet
                    .merged
                    .iter()
                    .map(|region| (sheet.name.clone(), *region)),
            );
        }
        desk
    }

    /// The workbook of the sample.
    pub fn sample() -> Desk {
        DESK.with(Clone::clone)
    }

    pub fn of(document: &PlanDocument) -> Desk {
        Desk::open(&write(document).unwrap())
    }

    /// Where a text first stands in a sheet.
    pub fn find(&self, sheet: &str, text: &str) -> (u32, u16) {
        let found = self
            .cells
            .iter()
            .find(|((name, ..), value)| name == sheet && value.text() == text);
        let ((_, row, column), _) = found.unwrap_or_else(|| panic!("{text} stands in {sheet}"));
        (*row, *column)
    }

    pub fn set(&mut self, sheet: &str, (row, column): (u32, u16), text: &str) {
        let place = (sheet.to_owned(), row, column);
        if text.is_empty() {
            self.cells.remove(&place);
        } else {
            self.cells.insert(place, Content::Text(text.to_owned()));
        }
    }

    /// Moves everything below a row down, as inserting rows does.
    pub fn insert_rows(&mut self, sheet: &str, before: u32, count: u32) {
        let moved = |name: &str, row: u32| {
            if name == sheet && row >= before {
                row + count
            } else {
                row
            }
        };
        let cells = std::mem::take(&mut self.cells);
        self.cells = cells
            .into_iter()
            .map(|((n, r, c), v)| ((n.clone(), moved(&n, r), c), v))
            .collect();
        for (name, region) in &mut self.merged {
            region.top = moved(name, region.top);
            region.bottom = moved(name, region.bottom);
        }
    }

    pub fn save(&self) -> Vec<u8> {
        let mut book = Writer::new();
        for name in &self.names {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            for (_, region) in self.merged.iter().filter(|(own, _)| own == name) {
                let (top, left, bottom, right) =
                    (region.top, region.left, region.bottom, region.right);
                sheet
                    .merge_range(top - 1, left - 1, bottom - 1, right - 1, "", &Format::new())
                    .unwrap();
            }
            for ((_, row, column), value) in self.cells.iter().filter(|((own, ..), _)| own == name)
            {
                let (row, column) = (row - 1, column - 1);
                match value {
                    Content::Number(number) => {
                        sheet.write_number(row, column, number.parse::<f64>().unwrap())
                    }
                    Content::Date(day) => {
                        let day = exchange::excel_date(*day).unwrap();
                        sheet.write_datetime_with_format(
                            row,
                            column,
                            &day,
                            &exchange::date_format(),
                        )
                    }
                    Content::Error(error) => {
                        sheet.write_formula(row, column, Formula::new("=1/0").set_result(error))
                    }
                    other => sheet.write_string(row, column, other.text()),
                }
                .unwrap();
            }
        }
        book.save_to_buffer().unwrap()
    }

    pub fn read(&self) -> PlanDocument {
        self.reading().document
    }

    pub fn reading(&self) -> Reading {
        read_with_notes(&self.save()).unwrap_or_else(|problems| panic!("{:?}", told(&problems)))
    }

    pub fn problems(&self) -> Vec<String> {
        told(&read(&self.save()).unwrap_err())
    }
}
