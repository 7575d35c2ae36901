//! The sample city.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod accounts;
mod staff;
