//! Why nothing was changed, in words that say how to go on.

use words::Text;

/// Why an act was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Somebody changed the holidays since the person looked.
    #[error("somebody else was faster")]
    Stale,
    /// The day is a public holiday already.
    #[error("the day is a public holiday already")]
    Taken {
        /// By this name.
        name: String,
    },
    /// The name was not entered.
    #[error("no name")]
    NoName,
    /// The name is too long.
    #[error("the name is longer than {longest} characters")]
    NameTooLong {
        /// How many characters it may have.
        longest: usize,
    },
    /// There is no such day of the city's own, or no file for such a year.
    #[error("it is not there any more")]
    Gone,
    /// The year is not one that can be kept.
    #[error("the year is out of range")]
    YearOutOfRange,
}

impl Refusal {
    /// The sentence for the person.
    #[must_use]
    pub fn sentence(&self, t: &Text) -> String {
        match self {
            Refusal::Stale => t.say("holidays-refusal-stale").into_owned(),
            Refusal::Taken { name } => t.say1("holidays-refusal-taken", "name", name.as_str()),
            Refusal::NoName => t.say("holidays-refusal-no-name").into_owned(),
            Refusal::NameTooLong { longest } => {
                t.say1("holidays-refusal-name-too-long", "longest", *longest)
            }
            Refusal::Gone => t.say("holidays-refusal-gone").into_owned(),
            Refusal::YearOutOfRange => t.say("holidays-refusal-year").into_owned(),
        }
    }
}

/// Why an act did not happen.
#[derive(Debug, thiserror::Error)]
pub enum HolidayFault {
    /// The page says why.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database failed.
    #[error(transparent)]
    Fault(#[from] anyhow::Error),
}
