//! Staff lists from files: a city loads its people from the Excel or CSV that it has.
//!
//! A list is sent, its columns are paired with fields (proposed from the headings, remembered by name), a trial
//! run tells what would change and what is wrong by row and column, and a confirmation writes everything in
//! one transaction or nothing. People are matched by staff number, never by name; reading the same list again
//! changes nothing, reading a newer one updates. The last import can be taken back as long as nobody has
//! touched a record since.
//!
//! * [`import_files`] does the same from the command line, [`staff_workbook`] writes the staff list in the
//!   import's own layout.
//! * Trying out, writing and taking back are long work ([`flow::jobs`]): the page tells how far it is.
//! * What goes out obeys the reader's scope: the export asks for the private record of everybody in it.

mod acts;
mod choice;
mod export;
mod layout;
mod pages;
mod reading;
mod records;
mod rules;
mod store;
mod trial;
mod writing;

pub use acts::{ACTS, ActError, Asked, Desk, Done, Report, TRIAL, UNDO, WRITE, import_files};
pub use export::{Staff, staff, staff_workbook};
pub use records::{Change, Counts, ImportId, Remark};
pub use trial::{LIMITS, Stage, Watch};

use registry::Module;

/// The tables of this crate.
pub const SCHEMA: ::store::Schema = ::store::Schema {
    module: "intake",
    block: 7,
    files: &[(1, "imports", include_str!("../schema/0001_imports.sql"))],
    large: &["intake_lines"],
};

/// The queries of this crate by name.
pub const QUERIES: &[(&str, &str)] = store::QUERIES;

/// What this crate brings to the program.
#[must_use]
pub fn module() -> Module {
    Module {
        words: Some(words::source!()),
        schema: Some(SCHEMA),
        queries: QUERIES,
        routes: pages::routes,
        jobs: &[TRIAL, WRITE, UNDO],
        acts: ACTS,
        ..Module::new("intake")
    }
}
