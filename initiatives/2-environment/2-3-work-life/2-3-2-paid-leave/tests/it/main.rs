//! Paid leave: its rules, its ledger on both databases, its pages.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod faults;
mod house;
mod office;
mod pages;
mod rules;
mod story;
mod years;
