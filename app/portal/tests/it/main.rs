//! The portal's pages as a browser asks for them, on both databases.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod accounts_pages;
mod journal_pages;
mod office;
mod search;
mod settings_pages;
mod signing_in;
mod words;
