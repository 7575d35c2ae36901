//! Where in a document a fault stands, in one notation for every format.

use crate::document::Part;
use crate::problems::{Place, Problem};
use std::fmt;

const JOINT: &str = " / ";

/// The way to a place in a document: `nodes / 1-2-3 / name`,
/// `programs / review / suggestions / actual / 2017`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPath(String);

impl ItemPath {
    /// The document itself; its fields follow by [`ItemPath::then`].
    #[must_use]
    pub fn document() -> ItemPath {
        ItemPath(String::new())
    }

    /// A node, by its path.
    #[must_use]
    pub fn node(path: &str) -> ItemPath {
        ItemPath::document().then("nodes").then(path)
    }

    /// A program, by its part and key.
    #[must_use]
    pub fn program(part: Part, key: &str) -> ItemPath {
        let part = match part {
            Part::Review => "review",
            Part::Plan => "plan",
        };
        ItemPath::document().then("programs").then(part).then(key)
    }

    /// One step further in.
    #[must_use]
    pub fn then(&self, step: impl fmt::Display) -> ItemPath {
        if self.0.is_empty() {
            ItemPath(step.to_string())
        } else {
            ItemPath(format!("{}{JOINT}{step}", self.0))
        }
    }

    /// One step back out; `None` from the document itself.
    #[must_use]
    pub fn outer(&self) -> Option<ItemPath> {
        if self.0.is_empty() {
            return None;
        }
        Some(ItemPath(
            self.0
                .rsplit_once(JOINT)
                .map(|(outer, _)| outer.to_owned())
                .unwrap_or_default(),
        ))
    }

    /// A problem at this place.
    #[must_use]
    pub fn problem(&self, key: &'static str) -> Problem {
        Problem::new(Place::Item(self.0.clone()), key)
    }

    /// The path that a [`Place::Item`] holds.
    #[must_use]
    pub fn of(text: &str) -> ItemPath {
        ItemPath(text.to_owned())
    }
}

impl fmt::Display for ItemPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
