//! What can be read, one file for each kind.

pub(crate) mod figures;
pub(crate) mod people;
pub(crate) mod plans;
pub(crate) mod units;
