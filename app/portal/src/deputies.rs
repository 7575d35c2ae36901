//! Deputies (代決): one's own, those of one's people, and everybody's for the administration.

mod list;
mod naming;

pub(crate) use list::{administered, end_administered, end_own, own};
pub(crate) use naming::{administered_form, name_administered, name_own, own_form};

use crate::administration::trail;
use screen::visit::Visit;

/// From where the pages are looked at: both show the same records, each within its reader's reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// One's own account, also for those who head a unit.
    Own,
    /// The administration.
    Administration,
}

impl Place {
    const fn list(self) -> &'static str {
        match self {
            Place::Own => "/account/deputies",
            Place::Administration => "/admin/deputies",
        }
    }

    const fn naming(self) -> &'static str {
        match self {
            Place::Own => "/account/deputies/new",
            Place::Administration => "/admin/deputies/new",
        }
    }

    /// The entry of the main menu that the pages belong to.
    const fn section(self) -> &'static str {
        match self {
            Place::Own => "/account",
            Place::Administration => crate::administration::SECTION,
        }
    }

    fn trail(self, visit: &Visit, below: &[(&str, &str)]) -> Vec<(String, String)> {
        match self {
            Place::Administration => trail(visit, below),
            Place::Own => [("portal-account", "/account")]
                .iter()
                .chain(below)
                .map(|(key, href)| (visit.say(key), (*href).to_owned()))
                .collect(),
        }
    }
}
