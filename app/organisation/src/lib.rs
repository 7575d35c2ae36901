//! The organisation: units as a tree and as a chart on any day, headcount (定数), reorganisations (組織改正).
//!
//! Everybody inside sees units, heads and the public side of their members. Personnel and administrators
//! change units and headcount and prepare reorganisations; personnel orders them. A preview says before an
//! order which units and people change and whose access: it is the order itself, not committed.

pub mod acts;
pub mod chart;
mod figures;
mod pages;
pub mod settings;
pub mod store;

use access::{Actor, Role, Roles};
use registry::Module;
use screen::NavigationItem;

pub use crate::figures::{UNITS, VACANCIES};

/// What this crate brings to the program.
#[must_use]
pub fn module() -> Module {
    Module {
        words: Some(words::source!()),
        queries: store::QUERIES,
        routes: pages::routes,
        navigation: &[NAVIGATION],
        figures: &[UNITS, VACANCIES],
        settings: settings::SETTINGS,
        acts: acts::ACTS,
        ..Module::new("organisation")
    }
}

const NAVIGATION: NavigationItem = NavigationItem {
    label: "organisation-navigation",
    href: "/organisation",
    icon: "building-2",
    position: 320,
    on_phone: false,
    shown: works_here,
};

/// Somebody outside who may only look at the plan does not see the organisation.
fn works_here(actor: &Actor) -> bool {
    !actor.roles.is_empty() && actor.roles != Roles::NONE.with(Role::Viewer)
}
