//! The plan as JSON, for programs.

use crate::document::PlanDocument;
use crate::problems::{Place, Problem};
use crate::validation::check;

/// Reads a plan; a text that is none is told with line and column, everything else by its place in the
/// document.
pub fn read(text: &str) -> Result<PlanDocument, Vec<Problem>> {
    let document: PlanDocument =
        serde_json::from_str(text).map_err(|error| vec![problem(&error)])?;
    let document = document.arranged();
    let problems = check(&document);
    if problems.is_empty() {
        Ok(document)
    } else {
        Err(problems)
    }
}

/// Writes a plan, indented, in the order of its fields.
#[must_use]
pub fn write(document: &PlanDocument) -> String {
    // The document holds texts, numbers and lists only: nothing that JSON could refuse.
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

fn problem(error: &serde_json::Error) -> Problem {
    let place = match (error.line(), error.column()) {
        (0, _) => Place::File,
        (line, column) => Place::Line {
            line,
            column: column.max(1),
        },
    };
    let remark = error.to_string();
    let remark = remark.split(" at line ").next().unwrap_or(&remark);
    let named = |start: &str| remark.strip_prefix(start)?.split('`').next();
    if error.is_eof() {
        Problem::new(place, "plan-json-end")
    } else if error.is_syntax() {
        Problem::new(place, "plan-json-syntax").with("remark", remark)
    } else if let Some(field) = named("missing field `") {
        Problem::new(place, "plan-json-missing").with("field", field)
    } else if let Some(field) = named("unknown field `") {
        Problem::new(place, "plan-json-unknown").with("field", field)
    } else {
        Problem::new(place, "plan-json-value").with("remark", remark)
    }
}
