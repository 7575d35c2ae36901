//! The plan document against real plans, broken files and random documents.

mod cells;
mod checks;
mod files;
mod generator;
mod pdf;
mod reading;
mod samples;
mod sentences;
