//! Tests of the exchange crate from outside. One binary.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod book;
mod csv;
mod workbook;
