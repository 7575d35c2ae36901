//! The plan document (人材育成基本方針実施計画): its records, its yearly work and its publication.

pub mod document;
pub mod formats;
pub mod problems;
pub mod publish;
pub mod text;
pub mod validation;
