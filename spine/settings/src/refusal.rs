//! Why a value was not accepted.

use words::{Argument, Text};

/// Why a value was not accepted; nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A text that must not be empty.
    #[error("empty")]
    Empty,
    /// More characters than the setting takes.
    #[error("longer than {longest} characters")]
    TooLong {
        /// How many it takes.
        longest: usize,
    },
    /// Line breaks or other invisible characters.
    #[error("control characters")]
    ControlCharacter,
    /// Not a whole number.
    #[error("not a number")]
    NotANumber,
    /// A number outside the range.
    #[error("not between {least} and {most}")]
    OutOfRange {
        /// The smallest number.
        least: i64,
        /// The largest number.
        most: i64,
    },
    /// Not one of the options.
    #[error("not an option")]
    UnknownOption,
    /// Not a day.
    #[error("not a day")]
    NotADay,
    /// The setting has this very value on that day.
    #[error("already so")]
    Unchanged,
    /// Somebody else was faster.
    #[error("changed in the meantime")]
    Stale,
}

impl Refusal {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Refusal::Empty => "settings-refusal-empty",
            Refusal::TooLong { .. } => "settings-refusal-too-long",
            Refusal::ControlCharacter => "settings-refusal-control-character",
            Refusal::NotANumber => "settings-refusal-not-a-number",
            Refusal::OutOfRange { .. } => "settings-refusal-out-of-range",
            Refusal::UnknownOption => "settings-refusal-unknown-option",
            Refusal::NotADay => "settings-refusal-not-a-day",
            Refusal::Unchanged => "settings-refusal-unchanged",
            Refusal::Stale => "settings-refusal-stale",
        }
    }

    /// The sentence in the reader's language.
    #[must_use]
    pub fn sentence(&self, text: &Text) -> String {
        let variables: Vec<(&str, Argument<'_>)> = match self {
            Refusal::TooLong { longest } => vec![("longest", longest.to_string().into())],
            Refusal::OutOfRange { least, most } => {
                vec![
                    ("least", least.to_string().into()),
                    ("most", most.to_string().into()),
                ]
            }
            _ => Vec::new(),
        };
        text.fill(self.key(), &variables)
    }
}
