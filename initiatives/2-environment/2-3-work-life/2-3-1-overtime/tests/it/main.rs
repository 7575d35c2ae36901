//! Overtime from the file to the limit, and the pages as a browser asks for them, on both databases.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod files;
mod keeping;
mod office;
mod ordering;
mod pages;
mod queries;
