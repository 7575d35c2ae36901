//! 慢性的な超過勤務: what the plan wants less of, by a definition that has changed.
//!
//! The plan calls chronic what is worked every month whether the work is busy or not, and names the hours: 60 a
//! month against fiscal 2015, from fiscal 2019 on 45 a month against fiscal 2018. It gives no formula. Here it is
//! the sum of all hours of those person-months that reach the hours, without the months that were flagged as
//! busy or as a disaster. A changed definition breaks the series: figures of one are never compared with
//! figures of the other.

use calendar::FiscalYear;
use measure::Amount;

/// What counts as chronic, and against which year it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// Minutes of a month from which on it counts.
    pub from: i64,
    /// The year that reductions are measured against.
    pub baseline: FiscalYear,
}

impl Definition {
    /// A number that differs when the definition does: hours and baseline, so that a break of the series shows.
    #[must_use]
    pub fn version(&self) -> u32 {
        let hours = u32::try_from(self.from / 60).unwrap_or(0);
        let baseline = u32::try_from(self.baseline.0).unwrap_or(0);
        hours * 10_000 + baseline
    }

    /// Whether a person-month counts.
    #[must_use]
    pub const fn counts(&self, minutes: i64, flagged: bool) -> bool {
        minutes >= self.from && !flagged
    }

    /// The chronic minutes of person-months: what was worked in each, and whether it was flagged.
    pub fn sum(&self, months: impl IntoIterator<Item = (i64, bool)>) -> i64 {
        months
            .into_iter()
            .filter(|(minutes, flagged)| self.counts(*minutes, *flagged))
            .map(|(minutes, _)| minutes)
            .sum()
    }
}

/// By how many per cent the chronic minutes are less than in the baseline; `None` without a baseline.
///
/// ```
/// use overtime::rules::chronic::reduction;
/// assert_eq!(reduction(60_000, 57_000).unwrap().to_string(), "5.0");
/// assert_eq!(reduction(60_000, 63_000).unwrap().to_string(), "-5.0");
/// assert_eq!(reduction(0, 10), None);
/// ```
#[must_use]
pub fn reduction(baseline: i64, year: i64) -> Option<Amount> {
    Amount::percentage(baseline - year, baseline, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn person_months_below_the_hours_or_flagged_do_not_count() {
        let old = Definition {
            from: 3600,
            baseline: FiscalYear(2015),
        };
        let new = Definition {
            from: 2700,
            baseline: FiscalYear(2018),
        };
        let months = [(3599, false), (3600, false), (4000, true), (2700, false)];
        assert_eq!(old.sum(months), 3600);
        assert_eq!(new.sum(months), 3599 + 3600 + 2700);
        assert_ne!(old.version(), new.version());
    }
}
