//! The law as pure functions of records, settings and a day.

pub mod chronic;
pub mod days;
pub mod health;
pub mod limits;
pub mod places;
pub mod spans;
pub mod standing;
