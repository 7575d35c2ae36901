//! Why an act was refused, in the reader's words.

use crate::acts::{LeaveError, LeaveRefusal};
use crate::rules::Smallest;
use crate::rules::counting::NoLeave;
use crate::rules::kinds::NotOfKind;
use crate::shown;
use screen::PageError;
use words::Text;

impl LeaveRefusal {
    /// The sentence that says what to do, and the field that it is about.
    pub(crate) fn sentence(&self, t: &Text) -> (&'static str, String) {
        let say = |key| t.say(key).into_owned();
        let on = |key, day| t.say1(key, "day", shown::short(day, t));
        match self {
            LeaveRefusal::NoLeave(why) => no_leave(*why, t),
            LeaveRefusal::NotOfKind(NotOfKind::TooMany { days }) => (
                "first",
                t.say1("paid-leave-refusal-too-many", "days", *days),
            ),
            LeaveRefusal::NotOfKind(NotOfKind::NotInSummer { from, to }) => {
                let sentence = t.say2(
                    "paid-leave-refusal-not-in-summer",
                    "from",
                    i64::from(*from),
                    "to",
                    i64::from(*to),
                );
                ("first", sentence)
            }
            LeaveRefusal::NotOfKind(NotOfKind::StretchTooLong { days }) => {
                ("last", t.say1("paid-leave-refusal-stretch", "days", *days))
            }
            LeaveRefusal::TooLittle { on, missing, day } => {
                let sentence = t.say2(
                    "paid-leave-refusal-too-little",
                    "day",
                    shown::short(*on, t),
                    "missing",
                    shown::length(*missing, *day, t),
                );
                ("first", sentence)
            }
            LeaveRefusal::NotGranted { on: day } => {
                ("first", on("paid-leave-refusal-not-granted", *day))
            }
            LeaveRefusal::Clash { on: day } => ("first", on("paid-leave-refusal-clash", *day)),
            LeaveRefusal::TooManyHours { days } => (
                "hours",
                t.say1("paid-leave-refusal-too-many-hours", "days", *days),
            ),
            LeaveRefusal::NotInService { on: day } => {
                ("first", on("paid-leave-refusal-not-in-service", *day))
            }
            LeaveRefusal::ReasonMissing => ("reason", say("paid-leave-refusal-reason")),
            LeaveRefusal::Stale => ("", say("paid-leave-refusal-stale")),
            LeaveRefusal::NotOpen => ("", say("paid-leave-refusal-not-open")),
            LeaveRefusal::NothingToCancel => ("", say("paid-leave-refusal-nothing-to-cancel")),
            LeaveRefusal::UsedAlready { missing, day } => {
                let missing = shown::length(*missing, *day, t);
                (
                    "",
                    t.say1("paid-leave-refusal-used-already", "missing", missing),
                )
            }
            LeaveRefusal::NotReversible(_) => ("", say("paid-leave-refusal-not-reversible")),
            LeaveRefusal::ReversedAlready => ("", say("paid-leave-refusal-reversed-already")),
            LeaveRefusal::Nothing => ("", say("paid-leave-refusal-nothing")),
        }
    }

    /// The key of the sentence, for acts whose form has no place for it.
    const fn key(&self) -> &'static str {
        match self {
            LeaveRefusal::ReasonMissing => "paid-leave-refusal-reason",
            LeaveRefusal::NotOpen => "paid-leave-refusal-not-open",
            LeaveRefusal::NothingToCancel => "paid-leave-refusal-nothing-to-cancel",
            LeaveRefusal::NotReversible(_) => "paid-leave-refusal-not-reversible",
            LeaveRefusal::ReversedAlready => "paid-leave-refusal-reversed-already",
            LeaveRefusal::Nothing => "paid-leave-refusal-nothing",
            LeaveRefusal::UsedAlready { .. } => "paid-leave-refusal-used",
            LeaveRefusal::NoLeave(_)
            | LeaveRefusal::NotOfKind(_)
            | LeaveRefusal::TooLittle { .. }
            | LeaveRefusal::NotGranted { .. }
            | LeaveRefusal::Clash { .. }
            | LeaveRefusal::TooManyHours { .. }
            | LeaveRefusal::NotInService { .. }
            | LeaveRefusal::Stale => "paid-leave-refusal-change-first",
        }
    }
}

fn no_leave(why: NoLeave, t: &Text) -> (&'static str, String) {
    let (field, key) = match why {
        NoLeave::Backwards => ("last", "paid-leave-refusal-backwards"),
        NoLeave::TooLong => ("last", "paid-leave-refusal-too-long"),
        NoLeave::PartOfSeveralDays => ("last", "paid-leave-refusal-part-of-several"),
        NoLeave::NoWorkingDay => ("first", "paid-leave-refusal-no-working-day"),
        NoLeave::TooFine(Smallest::Day) => ("part", "paid-leave-refusal-days-only"),
        NoLeave::TooFine(Smallest::HalfDay) => ("part", "paid-leave-refusal-half-days"),
        NoLeave::TooFine(Smallest::Hour) => ("hours", "paid-leave-refusal-hours"),
        NoLeave::TooFine(Smallest::QuarterHour) => ("hours", "paid-leave-refusal-quarters"),
        NoLeave::NotHours => ("hours", "paid-leave-refusal-not-hours"),
        NoLeave::WholeDaysOnly => ("part", "paid-leave-refusal-whole-days"),
    };
    (field, t.say(key).into_owned())
}

/// For acts whose form has no place for the sentence: a page that says it.
impl From<LeaveError> for PageError {
    fn from(error: LeaveError) -> PageError {
        match error {
            LeaveError::NotFound => PageError::NotFound,
            LeaveError::Denied(denied) => PageError::Denied(denied),
            LeaveError::Refused(LeaveRefusal::Stale) => PageError::Stale,
            LeaveError::Refused(refusal) => PageError::Refused(refusal.key()),
            LeaveError::Flow(refusal) => flow::FlowError::Refused(refusal).into(),
            LeaveError::Fault(fault) => PageError::from(fault),
        }
    }
}
