//! Cells of a line, each under a year or a run of years, none under the same year.

use crate::document::Cell;
use calendar::{FiscalYear, YearSpan};

/// The line with the cell put in: cells that stood under its years are cut back to the years that are
/// left to them. A merged cell of 2016-2018 in which 2017 is replaced leaves 2016 and 2018 behind.
#[must_use]
pub fn placed(line: &[Cell], cell: Cell) -> Vec<Cell> {
    let mut cells = cleared(line, cell.years);
    cells.push(cell);
    cells.sort_by_key(|cell| cell.years.from);
    cells
}

/// The line with the years emptied.
#[must_use]
pub fn cleared(line: &[Cell], years: YearSpan) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(line.len() + 2);
    for cell in line {
        if !cell.years.overlaps(years) {
            cells.push(cell.clone());
            continue;
        }
        let before = YearSpan::new(cell.years.from, years.from.previous());
        let after = YearSpan::new(years.to.next(), cell.years.to);
        for rest in [before, after].into_iter().flatten() {
            cells.push(Cell {
                years: rest,
                ..cell.clone()
            });
        }
    }
    cells.sort_by_key(|cell| cell.years.from);
    cells
}

/// The cell under a year.
#[must_use]
pub fn under(line: &[Cell], year: FiscalYear) -> Option<&Cell> {
    line.iter().find(|cell| cell.years.contains(year))
}
