//! How standings look (a word, a shape and only then a colour), and how targets read.

use crate::rules::Standing;
use measure::{Comparator, Target};
use screen::kit::Status;
use words::Text;

impl Standing {
    /// The standing as the kit shows it.
    pub(crate) fn status(self) -> Status {
        match self {
            Standing::Achieved => Status::Achieved,
            Standing::OnTrack => Status::OnTrack,
            Standing::SlightlyBehind => Status::SlightlyBehind,
            Standing::Behind => Status::Behind,
            Standing::Entered => Status::Entered,
            Standing::NotEntered => Status::NotEntered,
            Standing::NotDue => Status::NotDue,
            Standing::NotPlanned => Status::NotPlanned,
            Standing::Ended => Status::Ended,
        }
    }

    /// Whether a cell without a result says the standing in words.
    pub(crate) fn is_told(self) -> bool {
        !matches!(self, Standing::NotDue | Standing::NotPlanned)
    }
}

/// A target in the reader's words: `48以上`; `48 or more`.
pub(super) fn target(target: &Target, t: &Text) -> String {
    let key = match target.comparator {
        Comparator::AtLeast => "plan-target-at-least",
        Comparator::AtMost => "plan-target-at-most",
        Comparator::Equal => "plan-target-exactly",
    };
    t.say1(key, "amount", target.amount.to_string())
}
