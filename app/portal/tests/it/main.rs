//! The portal's pages as a browser asks for them, on both databases.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod accounts_pages;
mod deputies_pages;
mod emergency_pages;
mod holidays_pages;
mod invitation_pages;
mod journal_pages;
mod office;
mod renewal_pages;
mod search;
mod second_factor_pages;
mod settings_pages;
mod signing_in;
mod words;
