//! 就業環境の整備 (2-3-1): overtime that stays within its limits, and less of what has become chronic.
//!
//! **Law.** 人事院規則15-14 第16条の2の2, which the cities' 規則 copy (limits, 他律的業務の比重が高い部署, 特例業務),
//! 労働基準法 for the workplaces of its schedule (36協定), 人事院規則10-4 for the physician's interview.
//!
//! **Records.** Overtime by person and day, or by person and month, from the attendance system's files or from
//! orders that travel the flow. Rows are only added; a correction sets the old row off. Limits, means, margins and
//! forecasts are computed from sums by month and from dated appointments, designations and agreements.
//!
//! **Figures.** Chronic overtime against its baseline, mean hours, people over a limit, days without overtime.
//!
//! **Who sees what.** Everybody the own hours; heads those of their members, 庶務担当 those of the section they
//! serve; personnel, mayor and audit everybody's. Personnel imports, closes months and designates.

pub mod acts;
pub mod reading;
mod records;
pub mod rules;
pub mod settings;
pub mod store;
pub mod years;

pub use crate::records::{
    DAY, HOUR, Month, Span, SpanRefusal, Split, clock, day_key, day_of_word, day_word,
};

mod figures;
mod pages;
mod todos;
pub mod warning;

pub use crate::figures::{CHRONIC, FIGURES, MEAN_HOURS, NO_OVERTIME_DAY, OVER_LIMIT};

use access::{Actor, Allowed, ViewOvertime};
use registry::Module;
use screen::NavigationItem;

/// What this crate brings to the program.
#[must_use]
pub fn initiative() -> Module {
    Module {
        initiative: true,
        words: Some(words::source!()),
        schema: Some(store::SCHEMA),
        queries: store::QUERIES,
        routes: pages::routes,
        navigation: &[NAVIGATION],
        figures: FIGURES,
        settings: settings::SETTINGS,
        todos: Some(todos::todos),
        acts: acts::ACTS,
        duties: &[warning::WARN],
        notices: &[warning::NEAR],
        approvals: &[acts::orders::ORDER, acts::orders::BEYOND],
        ..Module::new("overtime")
    }
}

const NAVIGATION: NavigationItem = NavigationItem {
    label: "overtime-navigation",
    href: "/overtime",
    icon: "clock",
    position: 60,
    on_phone: false,
    shown: works_here,
};

/// Whoever may see any overtime: the own, a section's or everybody's.
fn works_here(actor: &Actor) -> bool {
    Allowed::<ViewOvertime>::ask(actor.clone()).is_ok()
}
