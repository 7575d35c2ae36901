//! The pages of a plan's structure: import, set-up, the next plan, comparison.

mod house;
mod importing;
mod next_and_comparison;
mod programs;
mod set_up;
