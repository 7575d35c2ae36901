//! What a crate plugs into the program: one [`Module`] value, listed once in the binary.
//!
//! An initiative exports `pub fn initiative() -> Module` with its capability name; the plan, the
//! portal and the spine's own crates export `pub fn module() -> Module`. Nothing else connects a
//! crate to the program, so taking a line out of the list takes the crate out of the product.

use anyhow::Result;
use figures::{Figure, Figures};
use flow::calendar_feed::CalendarSource;
use flow::jobs::{Duty, JobKind};
use flow::notices::NoticeKind;
use flow::{ApprovalKind, Kinds, Offers, TodoSource};
use screen::{NavigationItem, RouteEntry, Routes};
use settings::Declaration;
use std::sync::Arc;
use store::{Migrations, Schema};
use words::{Source, Words};

/// What one crate brings to the program.
#[derive(Clone, Copy)]
pub struct Module {
    /// Its name; for an initiative the capability name that plans map their codes to.
    pub name: &'static str,
    /// Whether the module is one of the plan's initiatives.
    pub initiative: bool,
    /// Its words; `None` when it has none of its own.
    pub words: Option<Source>,
    /// Its tables.
    pub schema: Option<Schema>,
    /// Its queries by name, prepared and explained on both databases by a test.
    pub queries: &'static [(&'static str, &'static str)],
    /// Its pages.
    pub routes: fn() -> Routes,
    /// Its entries in the main menu.
    pub navigation: &'static [NavigationItem],
    /// The figures it can compute.
    pub figures: &'static [Figure],
    /// What can be set about it.
    pub settings: &'static [&'static Declaration],
    /// Where its to-dos come from.
    pub todos: Option<TodoSource>,
    /// What it writes into the journal: `staff.employee.corrected`, named by the word
    /// `staff-act-employee-corrected`.
    pub acts: &'static [&'static str],
    /// The applications that it owns.
    pub approvals: &'static [ApprovalKind],
    /// Long work it can do.
    pub jobs: &'static [JobKind],
    /// What it does by the clock.
    pub duties: &'static [Duty],
    /// What it tells people of.
    pub notices: &'static [NoticeKind],
    /// What of it stands in personal calendars, besides to-dos.
    pub calendar: Option<CalendarSource>,
}

impl Module {
    /// A module that brings nothing yet.
    #[must_use]
    pub const fn new(name: &'static str) -> Module {
        Module {
            name,
            initiative: false,
            words: None,
            schema: None,
            queries: &[],
            routes: Routes::new,
            navigation: &[],
            figures: &[],
            settings: &[],
            todos: None,
            acts: &[],
            approvals: &[],
            jobs: &[],
            duties: &[],
            notices: &[],
            calendar: None,
        }
    }
}

/// All modules of the program.
#[derive(Clone)]
pub struct Registry(Vec<Module>);

impl Registry {
    /// The modules in the order of the list.
    #[must_use]
    pub fn new(modules: Vec<Module>) -> Registry {
        Registry(modules)
    }

    /// The modules.
    pub fn modules(&self) -> impl Iterator<Item = &Module> {
        self.0.iter()
    }

    /// All words, joined.
    ///
    /// # Errors
    /// When a file of words is broken.
    pub fn words(&self) -> Result<Arc<Words>> {
        let sources: Vec<Source> = self.0.iter().filter_map(|module| module.words).collect();
        Ok(Arc::new(Words::new(&sources)?))
    }

    /// All tables.
    ///
    /// # Errors
    /// When two crates claim the same block.
    pub fn migrations(&self) -> Result<Migrations> {
        Ok(Migrations::new(
            self.0.iter().filter_map(|module| module.schema).collect(),
        )?)
    }

    /// All routes with their table.
    #[must_use]
    pub fn routes(&self) -> Routes {
        self.0.iter().fold(Routes::new(), |routes, module| {
            routes.merge((module.routes)())
        })
    }

    /// The table of all routes.
    #[must_use]
    pub fn route_table(&self) -> Vec<RouteEntry> {
        self.routes().finish().0
    }

    /// The main menu in its order.
    #[must_use]
    pub fn navigation(&self) -> Vec<NavigationItem> {
        let mut items: Vec<NavigationItem> = self
            .0
            .iter()
            .flat_map(|module| module.navigation.iter().copied())
            .collect();
        items.sort_by_key(|item| item.position);
        items
    }

    /// All figures by name.
    ///
    /// # Errors
    /// When two crates offer the same name.
    pub fn figures(&self) -> Result<Figures> {
        Figures::new(
            self.0
                .iter()
                .flat_map(|module| module.figures.iter().copied()),
        )
    }

    /// Everything that can be set.
    #[must_use]
    pub fn settings(&self) -> Vec<&'static Declaration> {
        self.0
            .iter()
            .flat_map(|module| module.settings.iter().copied())
            .collect()
    }

    /// Everything that is written into the journal.
    #[must_use]
    pub fn acts(&self) -> Vec<&'static str> {
        self.0
            .iter()
            .flat_map(|module| module.acts.iter().copied())
            .collect()
    }

    /// Applications, long work, duties, notices and calendars of all crates.
    #[must_use]
    pub fn offers(&self) -> Arc<Offers> {
        let modules = || self.0.iter();
        Arc::new(Offers {
            approvals: Kinds::new(modules().flat_map(|m| m.approvals.iter().copied())),
            jobs: modules().flat_map(|m| m.jobs.iter().copied()).collect(),
            duties: modules().flat_map(|m| m.duties.iter().copied()).collect(),
            notices: modules().flat_map(|m| m.notices.iter().copied()).collect(),
            calendar: modules().filter_map(|m| m.calendar).collect(),
            ..Offers::default()
        })
    }

    /// All sources of to-dos.
    #[must_use]
    pub fn todos(&self) -> Vec<TodoSource> {
        self.0.iter().filter_map(|module| module.todos).collect()
    }
}
