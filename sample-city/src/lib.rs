//! A made-up city, みどり野市, with years of records: for the demonstration, for screenshots and for tests
//! with many people. Everybody in it is invented.

mod careers;
mod dice;
mod names;
pub mod staff;
mod units;
