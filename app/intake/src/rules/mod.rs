//! Pure: what a row of a file makes of a record. No clock, no database.

pub(crate) mod careers;
pub(crate) mod comparison;
pub(crate) mod details;
pub(crate) mod directory;
pub(crate) mod unit_changes;
pub(crate) mod units;

pub(crate) use comparison::{Comparison, compare};
pub(crate) use directory::Directory;
