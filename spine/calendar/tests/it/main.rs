//! The calendar against tables, an independent oracle and random input.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod eras;
mod national_holidays;
mod periods;
mod reading;
mod workdays;
mod years;
