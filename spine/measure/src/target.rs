//! What a figure should be.

use crate::amount::Amount;
use calendar::FiscalYear;
use serde::{Deserialize, Serialize};

/// In which direction a figure is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparator {
    /// ↑ at least the value.
    AtLeast,
    /// ↓ at most the value.
    AtMost,
    /// = exactly the value.
    Equal,
}

/// The value a target is measured from, e.g. 対平成27年度実績.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    /// The fiscal year the baseline was counted in.
    pub year: FiscalYear,
    /// The figure of that year; `None` where the document names only the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
}

/// What the figure of one year should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// In which direction the figure is good.
    pub comparator: Comparator,
    /// The value to reach, in the figure's own unit.
    pub amount: Amount,
    /// The starting point, where progress is measured from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
}

impl Target {
    /// Whether the figure is what it should be.
    ///
    /// ```
    /// use measure::{Amount, Comparator, Target};
    /// let none = Target { comparator: Comparator::AtMost, amount: Amount::whole(0), baseline: None };
    /// assert!(none.is_met(Amount::whole(0)));
    /// assert!(!none.is_met(Amount::whole(1)));
    /// ```
    #[must_use]
    pub fn is_met(&self, actual: Amount) -> bool {
        match self.comparator {
            Comparator::AtLeast => actual >= self.amount,
            Comparator::AtMost => actual <= self.amount,
            Comparator::Equal => actual == self.amount,
        }
    }
}
