//! The plan document against real plans, broken files and random documents.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod cells;
mod checks;
mod csv;
mod files;
mod generator;
mod pages;
mod pdf;
mod reading;
mod samples;
mod sentences;
mod office;
mod store;
mod xlsx;
mod rules;
mod story;
mod structure_pages;
