//! The interface as other programs use it, on the sample city.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]

mod answers;
mod clients;
mod describing;
mod house;
mod pages;
