//! The calendar against tables, an independent oracle and random input.

mod eras;
mod periods;
mod reading;
mod years;
