//! The pages of the organisation as a browser asks for them, on both databases.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod access;
mod charts;
mod large;
mod office;
mod queries;
mod reorganising;
mod units;
