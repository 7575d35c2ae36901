//! Figures, targets and series against tables and random input.

mod achievements;
mod amounts;
mod stretches;
