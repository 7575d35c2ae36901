//! The flow of work on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]

mod applications;
mod calendars;
mod certificates;
mod course;
mod days_off;
mod deciders;
mod duties;
mod jobs;
mod killed;
mod killed_applications;
mod mail;
mod mail_by_tls;
mod notices;
mod queries;
mod sink;
mod town;
mod workshop;
