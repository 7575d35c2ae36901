//! A figure over the years, with the breaks in it.

use crate::amount::Amount;
use crate::quality::Quality;
use calendar::FiscalYear;

/// One year of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// The fiscal year.
    pub year: FiscalYear,
    /// The figure; `None` where there is none (未実施, 実績なし).
    pub amount: Option<Amount>,
    /// How sure it is.
    pub quality: Quality,
    /// The version of the definition it was counted by; a change breaks the series.
    pub definition: u32,
}

/// Splits a series into the stretches along which a line may be drawn: within a stretch the years
/// follow one another, each has a figure, and all were counted by the same definition.
///
/// ```
/// use measure::{Amount, Point, Quality, segments};
/// use calendar::FiscalYear;
/// let point = |year, amount: Option<i64>, definition| Point {
///     year: FiscalYear(year), amount: amount.map(Amount::whole), quality: Quality::Final, definition,
/// };
/// // A gap in 2017 (未実施) and a new definition from 2019 leave three stretches.
/// let series = [point(2016, Some(75), 1), point(2017, None, 1), point(2018, Some(80), 1), point(2019, Some(82), 2)];
/// assert_eq!(segments(&series).iter().map(|s| s.len()).collect::<Vec<_>>(), [1, 1, 1]);
/// ```
#[must_use]
pub fn segments(series: &[Point]) -> Vec<&[Point]> {
    let mut stretches = Vec::new();
    let mut start = 0;
    for end in 1..=series.len() {
        let joined = end < series.len() && follows(&series[end - 1], &series[end]);
        if !joined {
            if series[start].amount.is_some() {
                stretches.push(&series[start..end]);
            }
            start = end;
        }
    }
    stretches
}

fn follows(before: &Point, after: &Point) -> bool {
    before.amount.is_some()
        && after.amount.is_some()
        && before.year.next() == after.year
        && before.definition == after.definition
}
