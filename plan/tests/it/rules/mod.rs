//! The plan's rules, by tables and by properties.

mod comparing;
mod differences;
mod lines;
mod missing;
mod next_plan;
mod programs;
mod standings;
mod trees;
mod turns;
