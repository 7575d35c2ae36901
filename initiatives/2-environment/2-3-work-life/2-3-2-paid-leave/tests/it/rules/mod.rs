//! The worked examples and tables, and what holds whatever happens.

mod examples;
mod property;
mod tables;
