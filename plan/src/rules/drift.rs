//! Computed figures that no longer come out as they were frozen.

use crate::records::{Loaded, ProgramId};
use calendar::FiscalYear;
use figures::Counted;
use measure::Amount;

/// A figure of a closed year that is counted differently today: records were entered late, corrected or
/// deleted, or the definition changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// The program that quotes it.
    pub program: ProgramId,
    /// Name of the figure.
    pub key: String,
    /// The year.
    pub year: FiscalYear,
    /// What was frozen.
    pub frozen: Amount,
    /// What is counted today; `None` when nothing is.
    pub now: Option<Amount>,
    /// Whether the definition has changed since, so that the difference may be no one's mistake.
    pub redefined: bool,
}

/// The frozen figures that differ from what is counted today.
#[must_use]
pub fn drifts(
    loaded: &Loaded,
    counted: impl Fn(&str, FiscalYear) -> Option<Counted>,
) -> Vec<Drift> {
    let mut drifts = Vec::new();
    for closing in &loaded.closings {
        for frozen in &closing.frozen {
            let now = counted(&frozen.key, closing.year);
            if now.map(|now| now.amount) == Some(frozen.amount) {
                continue;
            }
            drifts.push(Drift {
                program: frozen.program,
                key: frozen.key.clone(),
                year: closing.year,
                frozen: frozen.amount,
                now: now.map(|now| now.amount),
                redefined: now.is_some_and(|now| now.definition != frozen.definition),
            });
        }
    }
    drifts
}
