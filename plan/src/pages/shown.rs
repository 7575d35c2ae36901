//! How standings look: a word, a shape and only then a colour.

use crate::rules::Standing;
use screen::kit::Status;

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
