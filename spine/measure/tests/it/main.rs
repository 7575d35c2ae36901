//! Figures, targets and series against tables and random input.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod achievements;
mod amounts;
mod stretches;
