//! What is wrong with a file somebody wants to import, and where.

use words::{Argument, Text};

/// Where in a file a problem stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Line and column of a text file, both from 1.
    Line {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
    /// A cell of a workbook.
    Cell {
        /// Name of the sheet.
        sheet: String,
        /// Row, from 1.
        row: u32,
        /// Column, from 1 (1 is A).
        column: u16,
    },
    /// A place in the document's structure, e.g. a node's path or a program's key.
    Item(String),
    /// The file as a whole.
    File,
}

/// One thing that must be put right before a file can be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands.
    pub place: Place,
    /// Fluent key of the sentence: what is wrong and how to put it right.
    pub key: &'static str,
    /// Variables of the sentence.
    pub variables: Vec<(&'static str, String)>,
}

impl Problem {
    /// A problem with the sentence's key; add variables by [`Problem::with`].
    #[must_use]
    pub fn new(place: Place, key: &'static str) -> Problem {
        Problem {
            place,
            key,
            variables: Vec::new(),
        }
    }

    /// Adds a variable of the sentence.
    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "texts and numbers alike are handed over as they are"
    )]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Problem {
        self.variables.push((name, value.to_string()));
        self
    }

    /// Moves the problem to a place that the reader of the file can find.
    #[must_use]
    pub fn at(mut self, place: Place) -> Problem {
        self.place = place;
        self
    }

    /// The place in words: `12行目 3列`, `シート「計画」 B5`.
    #[must_use]
    pub fn place_text(&self, text: &Text) -> String {
        match &self.place {
            Place::Line { line, column } => text.fill(
                "plan-place-line",
                &[
                    ("line", Argument::from(line.to_string())),
                    ("column", column.to_string().into()),
                ],
            ),
            Place::Cell { sheet, row, column } => text.say2(
                "plan-place-cell",
                "sheet",
                sheet.as_str(),
                "cell",
                format!("{}{row}", column_letters(*column)),
            ),
            Place::Item(item) => item.clone(),
            Place::File => text.say("plan-place-file").into_owned(),
        }
    }

    /// What is wrong and how to put it right, in the reader's language.
    #[must_use]
    pub fn sentence(&self, text: &Text) -> String {
        let variables: Vec<(&str, Argument<'_>)> = self
            .variables
            .iter()
            .map(|(name, value)| (*name, value.as_str().into()))
            .collect();
        text.fill(self.key, &variables)
    }
}

/// A column's letters as a spreadsheet shows them: 1 is A, 27 is AA.
#[must_use]
pub fn column_letters(column: u16) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}
