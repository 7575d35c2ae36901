//! The plan as readers outside the system get it.

pub mod csv;
pub mod pdf;
