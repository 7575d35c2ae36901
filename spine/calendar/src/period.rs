//! Half-open periods of days: from the first day, up to but without the day after the last.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A half-open period `[from, to)`. `to = None` means "until further notice".
///
/// ```
/// use calendar::{Date, Period};
/// let year = Period::new(Date::constant(2026, 4, 1), Some(Date::constant(2027, 4, 1))).unwrap();
/// assert!(year.contains(Date::constant(2027, 3, 31)));
/// assert!(!year.contains(Date::constant(2027, 4, 1)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Bounds")]
pub struct Period {
    from: Date,
    to: Option<Date>,
}

/// A period as a file carries it, before anybody has looked whether it holds a day.
#[derive(Deserialize)]
struct Bounds {
    from: Date,
    to: Option<Date>,
}

impl TryFrom<Bounds> for Period {
    type Error = EmptyPeriod;
    fn try_from(bounds: Bounds) -> Result<Period, EmptyPeriod> {
        Period::new(bounds.from, bounds.to)
    }
}

/// The end of a period does not lie after its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the period from {from} to {to} holds no day")]
pub struct EmptyPeriod {
    /// The first day that was given.
    pub from: Date,
    /// The end (exclusive) that was given.
    pub to: Date,
}

impl Period {
    /// A period with a first day and an exclusive end.
    ///
    /// # Errors
    /// When the period would hold no day.
    pub fn new(from: Date, to: Option<Date>) -> Result<Period, EmptyPeriod> {
        match to {
            Some(to) if to <= from => Err(EmptyPeriod { from, to }),
            _ => Ok(Period { from, to }),
        }
    }

    /// A period without an end.
    #[must_use]
    pub fn starting(from: Date) -> Period {
        Period { from, to: None }
    }

    /// The first day.
    #[must_use]
    pub fn from(self) -> Date {
        self.from
    }

    /// The day after the last; `None` when the period is open.
    #[must_use]
    pub fn to(self) -> Option<Date> {
        self.to
    }

    /// Whether the day lies in the period.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// Whether both periods share at least one day.
    #[must_use]
    pub fn overlaps(self, other: Period) -> bool {
        self.to.is_none_or(|to| other.from < to) && other.to.is_none_or(|to| self.from < to)
    }
}
