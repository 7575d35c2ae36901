//! Staff lists from files, as a browser and the command line bring them, on both databases.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod changed_units;
mod first_load;
mod office;
mod pages;
mod queries;
mod refusals;
mod renewal;
mod round_trip;
mod story;
