//! Files a plan can be read from and written to; each holds the whole plan.

pub mod json;
pub mod toml;
pub mod xlsx;

use crate::document::PlanDocument;
use crate::problems::{Place, Problem};

/// Reads a plan from a file by the ending of its name: `toml`, `json`, `xlsx`. `None` for any other.
#[must_use]
pub fn read(ending: &str, bytes: &[u8]) -> Option<Result<PlanDocument, Vec<Problem>>> {
    let text = || {
        let text = std::str::from_utf8(bytes)
            .ok()
            .map(|text| text.trim_start_matches('\u{feff}'));
        text.ok_or_else(|| vec![Problem::new(Place::File, "plan-file-not-utf8")])
    };
    match ending.to_ascii_lowercase().as_str() {
        "toml" => Some(text().and_then(toml::read)),
        "json" => Some(text().and_then(json::read)),
        "xlsx" => Some(xlsx::read(bytes)),
        _ => None,
    }
}
