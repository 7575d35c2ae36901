//! Pages of people: the staff list, the person page (職員カルテ), orders (発令), bulk changes.
//!
//! Everybody inside sees the public card of everybody: name, unit, post, telephone, photo. More is shown by
//! who the viewer is to the person: heads see the records of their members, also what is private; general
//! affairs and team heads see careers; the personnel office sees and writes everything. What a viewer may
//! not see is named on the page, so that nobody takes it for missing, and each look at something private
//! stands in the journal and on the person's own page of looks.
//!
//! Records are never overwritten silently: an order opens dated appointments, a correction keeps what the
//! record said before, with the reason.

mod acts;
mod pages;
mod settings;

use access::{Actor, Role, Roles};
use registry::Module;
use screen::NavigationItem;

/// What this crate brings to the program.
#[must_use]
pub fn module() -> Module {
    Module {
        words: Some(words::source!()),
        routes: pages::routes,
        navigation: &[NAVIGATION],
        settings: settings::SETTINGS,
        acts: acts::ACTS,
        ..Module::new("staff")
    }
}

const NAVIGATION: NavigationItem = NavigationItem {
    label: "staff-navigation",
    href: "/staff",
    icon: "users",
    position: 150,
    on_phone: true,
    shown: works_here,
};

/// Whether somebody works here and may see the directory.
fn works_here(actor: &Actor) -> bool {
    !actor.roles.is_empty()
        && actor.roles != Roles::NONE.with(Role::Viewer)
        && !actor.roles.has(Role::ApiClient)
}
