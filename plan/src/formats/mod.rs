//! Files a plan can be read from and written to; each holds the whole plan.

pub mod json;
pub mod toml;
pub mod xlsx;
