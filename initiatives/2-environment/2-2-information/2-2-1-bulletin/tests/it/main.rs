//! The bulletin as a city uses it, on SQLite and on PostgreSQL: its story, its pages, its refusals.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod access;
mod approval;
mod files;
mod office;
mod past;
mod queries;
mod receipts;
mod search;
mod story;
