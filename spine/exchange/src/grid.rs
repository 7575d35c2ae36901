//! A table as it stands in a file, whichever kind of file: numbered rows of cells, merged cells filled.

use crate::csv::{self, unguarded};
use crate::workbook::{Region, Sheet, Value, Workbook};
use crate::{Encoding, Limits, Refusal};
use std::collections::BTreeMap;

/// One table of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The name of the sheet, or of the file when it has no sheets.
    pub name: String,
    /// The rows with something in them, top to bottom.
    pub rows: Vec<GridRow>,
}

/// A row with something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow {
    /// Its number in the file, from 1.
    pub number: u32,
    cells: Vec<Option<Value>>,
}

impl GridRow {
    /// A row of cells, the first of which stands in column 1.
    #[must_use]
    pub fn new(number: u32, cells: Vec<Option<Value>>) -> GridRow {
        GridRow { number, cells }
    }

    /// What stands in a column, counted from 1.
    #[must_use]
    pub fn cell(&self, column: u16) -> Option<&Value> {
        self.cells
            .get(usize::from(column).checked_sub(1)?)?
            .as_ref()
    }

    /// The columns up to the last one with something in it.
    #[must_use]
    pub fn width(&self) -> u16 {
        u16::try_from(self.cells.len()).unwrap_or(u16::MAX)
    }
}

/// Cells that are filled in from merged rectangles; more of them are no table of people.
const MOST_FILLED: usize = 500_000;

impl Grid {
    /// A sheet of a workbook. A merged rectangle stands for its value in every cell it covers.
    #[must_use]
    pub fn of_sheet(sheet: Sheet) -> Grid {
        let merged = sheet.merged.clone();
        let name = sheet.name.clone();
        let mut grid = Grid {
            name,
            rows: sheet
                .into_rows()
                .into_iter()
                .map(|(number, cells)| GridRow::new(number, laid_out(cells)))
                .collect(),
        };
        grid.fill(&merged);
        grid
    }

    /// A text file with delimiters.
    #[must_use]
    pub fn of_table(name: &str, table: csv::Table) -> Grid {
        let cell = |text: String| {
            let text = unguarded(&text);
            (!text.trim().is_empty()).then(|| Value::Text(text.to_owned()))
        };
        let rows = (1_u32..)
            .zip(table.rows)
            .map(|(number, fields)| GridRow::new(number, fields.into_iter().map(cell).collect()));
        Grid {
            name: name.to_owned(),
            rows: rows
                .filter(|row| row.cells.iter().any(Option::is_some))
                .collect(),
        }
    }

    /// The columns of the widest row.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.rows.iter().map(GridRow::width).max().unwrap_or(0)
    }

    /// The row of a number.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&GridRow> {
        let at = self.rows.binary_search_by_key(&number, |row| row.number);
        self.rows.get(at.ok()?)
    }

    fn fill(&mut self, merged: &[Region]) {
        let width = self.width();
        let mut room = MOST_FILLED;
        for region in merged {
            let Some(value) = self
                .row(region.top)
                .and_then(|row| row.cell(region.left))
                .cloned()
            else {
                continue;
            };
            let first = self.rows.partition_point(|row| row.number < region.top);
            let rows = self.rows[first..]
                .iter_mut()
                .take_while(|row| row.number <= region.bottom);
            for row in rows {
                for column in region.left..=region.right.min(width) {
                    let at = usize::from(column).saturating_sub(1);
                    if room == 0 {
                        return;
                    }
                    room -= 1;
                    if row.cells.len() <= at {
                        row.cells.resize(at + 1, None);
                    }
                    if row.cells[at].is_none() {
                        row.cells[at] = Some(value.clone());
                    }
                }
            }
        }
    }
}

/// The cells by their columns; blanks alone are nothing.
fn laid_out(cells: BTreeMap<u16, Value>) -> Vec<Option<Value>> {
    let mut row = Vec::new();
    for (column, value) in cells {
        if matches!(&value, Value::Text(text) if text.trim().is_empty()) {
            continue;
        }
        let at = usize::from(column).saturating_sub(1);
        row.resize(at, None);
        row.push(Some(value));
    }
    row
}

/// The tables of a file: all shown sheets of a workbook, or the one table of a text file. What it is shows
/// by its first bytes, and by the ending of its name where they tell nothing.
///
/// # Errors
/// What is neither, is locked, is damaged, has unreadable characters or exceeds the limits is refused.
pub fn grids(file_name: &str, bytes: &[u8], limits: Limits) -> Result<Vec<Grid>, Vec<Refusal>> {
    let ending = file_name
        .rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_ascii_lowercase();
    let workbook = bytes.starts_with(b"PK")
        || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
        || ["xlsx", "xlsm", "xls"].contains(&ending.as_str());
    if workbook {
        let book = Workbook::open_within(bytes, limits).map_err(|refusal| vec![refusal])?;
        let shown = book.sheets.into_iter().filter(|sheet| sheet.visible);
        return Ok(shown.map(Grid::of_sheet).collect());
    }
    let text = Encoding::of(bytes) == Encoding::Utf16Le || !bytes.contains(&0);
    if !text || bytes.starts_with(b"%PDF") {
        return Err(vec![Refusal::NotAWorkbook]);
    }
    let name = file_name
        .rsplit_once('.')
        .map_or(file_name, |(name, _)| name);
    let table = csv::read(bytes, limits)?;
    Ok(vec![Grid::of_table(name, table)])
}

/// The letters of a column as a spreadsheet shows them: 1 is `A`, 28 is `AB`.
///
/// ```
/// assert_eq!(exchange::column_letters(1), "A");
/// assert_eq!(exchange::column_letters(28), "AB");
/// ```
#[must_use]
pub fn column_letters(column: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        let place = (rest - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(place).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let letters = [1, 26, 27, 52, 53, 702, 703].map(column_letters);
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_text_file_keeps_the_numbers_of_its_rows_and_loses_empty_ones() {
        let grids = grids(
            "名簿.csv",
            "a,b\r\n\r\n,\r\n'=1,2\r\n".as_bytes(),
            Limits::default(),
        );
        let grid = &grids.unwrap()[0];
        assert_eq!(grid.name, "名簿");
        let numbers: Vec<u32> = grid.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 4]);
        assert_eq!(grid.rows[1].cell(1), Some(&Value::Text("=1".to_owned())));
        assert_eq!(grid.rows[1].cell(3), None);
    }

    #[test]
    fn a_picture_is_no_table() {
        let refused = grids("a.csv", b"%PDF-1.7 \x00\x01", Limits::default());
        assert_eq!(refused, Err(vec![Refusal::NotAWorkbook]));
        let refused = grids("a.bin", b"\x01\x00\x02\x03\x04\x05\x06", Limits::default());
        assert_eq!(refused, Err(vec![Refusal::NotAWorkbook]));
    }
}
