//! What must hold in every plan before it may be imported.
//!
//! Every fault is a [`Problem`] at an [`ItemPath`]; the readers of the formats move it to the line or
//! the cell it came from.

mod cells;
mod head;
mod measures;
mod place;
mod programs;
mod tree;

use crate::document::PlanDocument;
use crate::problems::Problem;
pub use place::ItemPath;

/// Longest name, title, label or heading, in characters.
pub const LONGEST_NAME: usize = 200;
/// Longest text of a cell.
pub const LONGEST_CELL: usize = 1_000;
/// Longest outline, result, section or reason.
pub const LONGEST_TEXT: usize = 8_000;
/// Longest key or code.
pub const LONGEST_KEY: usize = 60;
/// Most years a part may have: more columns than a page can carry.
pub const MOST_YEARS: usize = 15;
/// First and last fiscal year that a plan may speak of.
pub const YEARS: (i16, i16) = (1900, 2199);

/// Everything that is wrong with the document, in its order; empty when it may be imported.
#[must_use]
pub fn check(document: &PlanDocument) -> Vec<Problem> {
    let mut findings = Findings::default();
    head::check(document, &mut findings);
    tree::check(document, &mut findings);
    programs::check(document, &mut findings);
    findings.0
}

/// The faults found so far.
#[derive(Default)]
struct Findings(Vec<Problem>);

impl Findings {
    fn add(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// A text of one line that must be there.
    fn name(&mut self, item: &ItemPath, field: &'static str, text: &str) {
        if text.trim().is_empty() {
            self.add(
                item.then(field)
                    .problem("plan-problem-empty")
                    .with("field", field),
            );
        }
        self.line(item, field, text);
    }

    /// A text of one line that may be left out.
    fn line(&mut self, item: &ItemPath, field: &'static str, text: &str) {
        if text.contains('\n') {
            self.add(
                item.then(field)
                    .problem("plan-problem-line-break")
                    .with("field", field),
            );
        }
        self.text(item, field, text, LONGEST_NAME);
    }

    /// A text of any number of lines.
    fn text(&mut self, item: &ItemPath, field: &'static str, text: &str, longest: usize) {
        let length = text.chars().count();
        if length > longest {
            let problem = item.then(field).problem("plan-problem-too-long");
            self.add(
                problem
                    .with("field", field)
                    .with("length", length)
                    .with("longest", longest),
            );
        }
        if text.chars().any(|c| c.is_control() && c != '\n') {
            self.add(
                item.then(field)
                    .problem("plan-problem-control")
                    .with("field", field),
            );
        }
    }

    /// A key: small letters, figures and `.`, `_`, `-`.
    fn key(&mut self, item: &ItemPath, field: &'static str, key: &str) {
        if !crate::text::is_key(key) || key.len() > LONGEST_KEY {
            let problem = item.then(field).problem("plan-problem-key");
            self.add(problem.with("key", key).with("longest", LONGEST_KEY));
        }
    }
}
