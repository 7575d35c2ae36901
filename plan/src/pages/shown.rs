//! How standings look: a word, a shape and only then a colour.

use crate::rules::Standing;
use std::borrow::Cow;
use words::Text;

/// A standing as the kit's parts print it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shown(Standing);

impl Standing {
    /// The standing with its look.
    pub(crate) fn shown(self) -> Shown {
        Shown(self)
    }

    /// Whether a cell without a result says the standing in words.
    pub(crate) fn is_told(self) -> bool {
        !matches!(self, Standing::NotDue | Standing::NotPlanned)
    }
}

impl Shown {
    /// The word.
    pub(crate) fn word(self, t: &Text) -> Cow<'_, str> {
        t.say(self.0.label())
    }

    /// The name of its icon.
    pub(crate) fn icon(self) -> &'static str {
        match self.0 {
            Standing::Achieved => "badge-check",
            Standing::OnTrack => "circle-check",
            Standing::SlightlyBehind => "triangle-alert",
            Standing::Behind => "circle-alert",
            Standing::Entered => "check",
            Standing::NotEntered => "circle-dashed",
            Standing::NotDue => "clock",
            Standing::NotPlanned => "minus",
            Standing::Ended => "circle-slash",
        }
    }

    /// The colour: `ok`, `warn`, `bad` or `none`.
    pub(crate) fn tone(self) -> &'static str {
        match self.0 {
            Standing::Achieved | Standing::OnTrack => "ok",
            Standing::SlightlyBehind => "warn",
            Standing::Behind => "bad",
            Standing::Entered
            | Standing::NotEntered
            | Standing::NotDue
            | Standing::NotPlanned
            | Standing::Ended => "none",
        }
    }
}
