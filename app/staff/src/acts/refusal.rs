//! Why an act was not done.

use people::{AbsenceRefusal, AppointmentRefusal, EmployeeRefusal};
use screen::date_text;
use words::Text;

/// What an act returns: a fault of the program, a refusal that says what to do, or the result.
pub type Done<T> = anyhow::Result<Result<T, StaffRefusal>>;

/// Why the rules refuse an act. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StaffRefusal {
    /// The record itself would be wrong.
    #[error(transparent)]
    Employee(#[from] EmployeeRefusal),
    /// The appointment would be wrong.
    #[error(transparent)]
    Appointment(#[from] AppointmentRefusal),
    /// The absence would be wrong.
    #[error(transparent)]
    Absence(#[from] AbsenceRefusal),
    /// Somebody else has changed the record since it was read.
    #[error("changed by somebody else")]
    Stale,
    /// Nothing differs from what stands there.
    #[error("nothing differs")]
    Same,
    /// The record is not there any more.
    #[error("gone")]
    Gone,
}

impl StaffRefusal {
    /// The sentence that says what to do.
    #[must_use]
    pub fn sentence(&self, t: &Text) -> String {
        let (key, day) = match self {
            StaffRefusal::Employee(refusal) => (refusal.key(), refusal.day()),
            StaffRefusal::Appointment(refusal) => (refusal.key(), refusal.day()),
            StaffRefusal::Absence(refusal) => (refusal.key(), refusal.day()),
            StaffRefusal::Stale => ("staff-refusal-stale", None),
            StaffRefusal::Same => ("staff-refusal-same", None),
            StaffRefusal::Gone => ("staff-refusal-gone", None),
        };
        match day {
            Some(day) => t.say1(key, "day", date_text::plain_day(day, t.language())),
            None => t.say(key).into_owned(),
        }
    }

    /// The field of a form that the sentence stands at; empty for the form as a whole.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            StaffRefusal::Employee(refusal) => match refusal {
                EmployeeRefusal::NumberTaken => "staff-no",
                EmployeeRefusal::BornTooLate { .. } => "birth-date",
                EmployeeRefusal::AppointedBefore { .. }
                | EmployeeRefusal::LeftBefore { .. }
                | EmployeeRefusal::StillInService => "hired-on",
                EmployeeRefusal::LeavesBeforeHiring { .. } => "on",
                EmployeeRefusal::HasLeft { .. } => "",
            },
            StaffRefusal::Appointment(refusal) => match refusal {
                AppointmentRefusal::NoSuchUnit { .. } => "unit",
                AppointmentRefusal::Overlap { .. }
                | AppointmentRefusal::OutsideService
                | AppointmentRefusal::NothingToEnd { .. } => "from",
                _ => "",
            },
            StaffRefusal::Absence(_) => "from",
            StaffRefusal::Stale | StaffRefusal::Same | StaffRefusal::Gone => "",
        }
    }
}
