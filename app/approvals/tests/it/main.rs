//! The pages of this crate as a browser asks for them, on both databases.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod approving;
mod house;
mod jobs_pages;
mod notices_pages;
mod office;
mod routes_pages;
