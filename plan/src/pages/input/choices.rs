//! What a result and its evaluation are chosen from, in the reader's words.

use crate::document::{NextAction, Status};
use crate::store::{Name, name};
use measure::Grade;
use screen::form::{Choice, Entries};
use words::Text;

/// Words for a choice that is made from a list.
pub(crate) trait Listed: Name {
    /// The word for the reader.
    fn word(self, t: &Text) -> String;
}

impl Listed for Status {
    fn word(self, t: &Text) -> String {
        t.say(&format!("plan-status-{}", name(self))).into_owned()
    }
}

impl Listed for NextAction {
    fn word(self, t: &Text) -> String {
        t.say(&format!("plan-next-action-{}", name(self)))
            .into_owned()
    }
}

impl Listed for Grade {
    fn word(self, t: &Text) -> String {
        screen::kit::Status::from(self).word(t).into_owned()
    }
}

/// All of a kind, after one that chooses none.
pub(crate) fn list<T: Listed>(t: &Text, none: String) -> Vec<Choice> {
    let all = T::NAMES
        .iter()
        .map(|(each, name)| Choice::new(name, each.word(t)));
    std::iter::once(Choice::new("", none)).chain(all).collect()
}

/// What was chosen; nothing for the empty choice and for one that was never offered.
pub(crate) fn chosen<T: Name>(entries: &Entries, field: &str) -> Option<T> {
    let given = entries.text(field)?;
    T::NAMES
        .iter()
        .find(|(_, name)| *name == given)
        .map(|(each, _)| *each)
}

/// The name of a choice in a form; empty for none.
pub(crate) fn named<T: Name>(value: Option<T>) -> &'static str {
    value.map_or("", name)
}
