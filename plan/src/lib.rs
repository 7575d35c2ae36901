//! The plan document (人材育成基本方針実施計画): its records, its yearly work and its publication.

pub mod acts;
pub mod document;
pub mod figures;
pub mod formats;
mod pages;
pub mod problems;
pub mod publish;
pub mod records;
pub mod rules;
pub mod settings;
pub mod store;
pub mod text;
pub mod todos;
pub mod validation;

pub use pages::{PlanLine, lines};

use registry::Module;
use screen::NavigationItem;

/// What the plan brings to the program.
#[must_use]
pub fn module() -> Module {
    Module {
        words: Some(words::source!()),
        schema: Some(store::SCHEMA),
        queries: store::QUERIES,
        routes: pages::routes,
        navigation: &[NAVIGATION],
        figures: figures::FIGURES,
        settings: settings::SETTINGS,
        todos: Some(todos::todos),
        acts: acts::ACTS,
        ..Module::new("plan")
    }
}

const NAVIGATION: NavigationItem = NavigationItem {
    label: "plan-navigation",
    href: "/plan",
    icon: "target",
    position: 100,
    on_phone: true,
    shown: |actor| !actor.roles.is_empty(),
};
