//! 年次有給休暇の取得促進 (2-3-2): leave is planned together, asked for, taken, and counted.
//!
//! **Law.** 20 days a year and a part of them in the first year (人事院規則15-14 第18条・別表第1, which cities copy
//! into their rules); what is left is carried over once, up to 20 days. The head may move leave to another time
//! if the work could not go on (時季変更, Labour Standards Act art. 39 (5)). The five-day duty is explained at
//! [`rules::Duty`].
//!
//! **Records.** An append-only ledger in minutes ([`records::Entry`]): every line names the lot that it changes,
//! nothing is ever overwritten, a mistake is taken back by another line. A balance is the sum of lines seen from
//! a day ([`rules::ledger::fold`]); every page, file and figure asks the same function. Plans and requests are
//! one record from the plan table (休暇計画表) to the leave taken; what is asked for is reserved in the same
//! transaction.
//!
//! **Figures.** 平均取得日数 by the definition of the yearly survey, 予測値 while the year runs, the share that
//! reaches the goal, people under five days, plan tables completed.
//!
//! **Who sees what.** One's own ledger; heads and general affairs that of their people; everybody in a section
//! who is away when, but not why; the personnel and welfare offices everything.

pub mod acts;
mod approval;
mod figures;
mod jobs;
mod pages;
pub mod records;
pub mod rules;
mod settings;
mod shown;
mod store;
mod todos;

pub use self::settings::{FIGURE_PERIOD, FigurePeriod, YEAR_START};
pub use self::store::{KnownDay, NewEntry, NewLot, insert_entries, insert_known_days, insert_lots};

use access::{Actor, Role};
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
        figures: self::figures::FIGURES,
        settings: self::settings::SETTINGS,
        todos: Some(todos::todos),
        acts: acts::ACTS,
        approvals: approval::APPROVALS,
        jobs: &[jobs::GRANT, jobs::CLOSE],
        ..Module::new("paid-leave")
    }
}

const NAVIGATION: NavigationItem = NavigationItem {
    label: "paid-leave-navigation",
    href: "/leave",
    icon: "calendar-days",
    position: 60,
    on_phone: true,
    shown: has_leave,
};

/// Whoever works here has leave, or keeps that of others.
fn has_leave(actor: &Actor) -> bool {
    [Role::Employee, Role::PersonnelOfficer, Role::WelfareOfficer]
        .into_iter()
        .any(|role| actor.roles.has(role))
}
