//! The plan document against real plans, broken files and random documents.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod cells;
mod checks;
mod csv;
mod files;
mod generator;
mod office;
mod pages;
mod pdf;
mod reading;
mod rules;
mod samples;
mod sentences;
mod store;
mod story;
mod structure_pages;
mod xlsx;
