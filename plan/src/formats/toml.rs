//! The plan as a text file that an officer can read, compare and write by hand.
//!
//! ```toml
//! format = 1
//! code = "midorino-2025"
//! municipality = "みどり野市"
//! title = "みどり野市人材育成基本方針実施計画"
//! plan_years = "2025-2027"
//!
//! [[level]]
//! name = "柱"
//! label = "【{n}】"
//!
//! [[node]]
//! path = "1"
//! name = "仕組みづくり"
//!
//! [[node.planned]]                 # a program of the node above; `reviewed` in the review part
//! key = "suggestions"
//! name = "職員提案制度"
//! plan.2025-2027 = "継続"          # a text that is a status by itself is one: 検討 実施 継続 …
//! actual.2025 = "応募件数：{suggestions.submitted}件"
//! actual.2026 = { text = "応募件数：{suggestions.submitted}件", as_of = 2026-09-30 }
//! evaluation.2025 = { grade = "順調", reason = "…", next = "継続" }
//!
//! [[node.planned.measure]]
//! key = "suggestions.submitted"
//! label = "応募件数"
//! unit = "件"
//! target.2025 = "10以上"
//! value.2025 = 12
//! value.2026 = { amount = 7, as_of = 2026-09-30 }
//! ```
//!
//! A figure keeps the digits it is written with (`80.70`). What is wrong is told with line and column.

mod fields;
mod nearest;
mod reader;
mod syntax;
mod writer;

pub use reader::read;
pub use writer::write;
