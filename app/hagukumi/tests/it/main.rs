//! The program as a whole: every route as every role, every query on both databases, cities apart,
//! and what happens when things go wrong around it.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod acts;
mod approvals;
mod cities;
mod commands;
mod faults;
mod office;
mod pages;
mod queries;
mod roles_office;
mod routes;
mod staff_lists;
mod whole_plan;
