//! The pages of people as a browser asks for them, on both databases.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod forms;
mod list_pages;
mod office;
mod person_pages;
mod story;
mod words;
