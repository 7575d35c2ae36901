//! The plan document (人材育成基本方針実施計画): its records, its yearly work and its publication.

pub mod acts;
pub mod document;
pub mod figures;
pub mod formats;
pub mod problems;
pub mod publish;
pub mod records;
pub mod rules;
pub mod settings;
pub mod store;
pub mod text;
pub mod todos;
pub mod validation;
