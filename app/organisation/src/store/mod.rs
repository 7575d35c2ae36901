//! What this crate asks of several crates' tables at once.

mod programs;
mod reach;

pub use programs::{ProgramLine, programs_of};
pub use reach::{AccessChange, Holder, Reach, changes, names_of, reach_on};

/// Every query of this crate with a name.
pub const QUERIES: &[(&str, &str)] = &[
    programs::QUERIES[0],
    reach::QUERIES[0],
    reach::QUERIES[1],
    reach::QUERIES[2],
];
