//! Documents and pictures as their readers get them.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod documents;
mod pictures;
