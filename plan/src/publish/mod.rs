//! The plan as readers outside the system get it.

pub mod csv;
mod file;
pub mod html;
pub mod pdf;

pub use file::{File, Kind, file};
