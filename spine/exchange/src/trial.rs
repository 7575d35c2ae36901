//! What is wrong with a table, by row and column: everything at once, not one thing after the other.

use crate::cell::Misread;
use crate::grid::column_letters;
use words::{Argument, Text};

/// Something to put right in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellRefusal {
    /// The sheet or file.
    pub sheet: String,
    /// The row; 0 when it is about the table as a whole.
    pub row: u32,
    /// The column with its heading, when it is about one cell.
    pub column: Option<(u16, String)>,
    /// What is wrong.
    pub what: Misread,
}

impl CellRefusal {
    /// The place in words: `シート「職員」12行目 C列（生年月日）`.
    #[must_use]
    pub fn place(&self, t: &Text) -> String {
        let sheet = || self.sheet.clone();
        match (&self.column, self.row) {
            (None, 0) => t.say1("exchange-place-table", "sheet", sheet()),
            (None, row) => t.say2(
                "exchange-place-row",
                "sheet",
                sheet(),
                "row",
                row.to_string(),
            ),
            (Some((column, title)), row) => {
                let variables: [(&str, Argument<'_>); 4] = [
                    ("sheet", sheet().into()),
                    ("row", row.to_string().into()),
                    ("column", column_letters(*column).into()),
                    ("title", title.clone().into()),
                ];
                t.fill("exchange-place-cell", &variables)
            }
        }
    }

    /// What is wrong and what to write.
    #[must_use]
    pub fn sentence(&self, t: &Text) -> String {
        let variables = self.what.variables();
        let variables: Vec<(&str, Argument<'_>)> = variables
            .iter()
            .map(|(name, value)| (*name, Argument::from(value.as_str())))
            .collect();
        t.fill(self.what.key(), &variables)
    }
}

/// Collects what is wrong. All of it is counted; the first so many are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusals {
    kept: Vec<CellRefusal>,
    count: usize,
    most: usize,
}

impl Refusals {
    /// Nothing is wrong yet.
    #[must_use]
    pub fn keeping(most: usize) -> Refusals {
        Refusals {
            kept: Vec::new(),
            count: 0,
            most,
        }
    }

    /// One more.
    pub fn add(&mut self, refusal: CellRefusal) {
        self.count += 1;
        if self.kept.len() < self.most {
            self.kept.push(refusal);
        }
    }

    /// Those of another collection after these.
    pub fn join(&mut self, other: Refusals) {
        self.count += other.count - other.kept.len();
        for refusal in other.kept {
            self.add(refusal);
        }
    }

    /// How many there are, kept or not.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Those that were kept, by sheet in the order in which they were read and by row.
    pub fn iter(&self) -> impl Iterator<Item = &CellRefusal> {
        self.kept.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(row: u32) -> CellRefusal {
        CellRefusal {
            sheet: "職員".to_owned(),
            row,
            column: None,
            what: Misread::Blank,
        }
    }

    #[test]
    fn all_are_counted_and_the_first_are_kept() {
        let mut all = Refusals::keeping(2);
        assert!(all.is_empty());
        let mut others = Refusals::keeping(2);
        for row in 1..=5 {
            others.add(refusal(row));
        }
        all.add(refusal(9));
        all.join(others);
        assert_eq!(all.count(), 6);
        let rows: Vec<u32> = all.iter().map(|refusal| refusal.row).collect();
        assert_eq!(rows, [9, 1]);
    }
}
