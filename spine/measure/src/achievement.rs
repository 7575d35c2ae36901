//! How much of a target was reached.

use crate::amount::Amount;
use crate::target::{Comparator, Target};
use serde::{Deserialize, Serialize};

/// The share of a target that was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Achievement {
    /// `numerator / denominator`, both in the same unit; the denominator is positive. May be negative
    /// (things got worse) or above one (more than was asked).
    Ratio {
        /// What was reached.
        numerator: i128,
        /// What was to be reached.
        denominator: i128,
    },
    /// 算定不可: the target equals its starting point or is zero, so no share exists.
    NotComputable,
}

/// The share of the target that the actual figure reaches.
///
/// * With a baseline amount, progress is measured along the way from the baseline to the target:
///   `(actual − baseline) / (target − baseline)`. A cut of 3.5 % against a goal of 5 % is 70 %, whether
///   the figures are hours (1000 → 965, goal 950) or the cut itself (3.5 against 5). A baseline that
///   already lies beyond the target (at least 90, from 95) has no way to measure and is left out.
/// * Without one, `actual / target` where more is better and `target / actual` where less is better;
///   such a share exists between positive numbers only. Whether a target of zero is met, says
///   [`Target::is_met`].
/// * An exact target is either reached (100 %) or not (0 %).
///
/// ```
/// use measure::{Amount, Baseline, Comparator, Target, achievement};
/// use calendar::FiscalYear;
/// let amount = |text: &str| text.parse::<Amount>().unwrap();
/// let cut = Target { comparator: Comparator::AtLeast, amount: amount("5"), baseline: None };
/// assert_eq!(achievement(&cut, amount("3.5")).percent().unwrap().to_string(), "70.0");
/// let from = Baseline { year: FiscalYear(2018), amount: Some(amount("1000")) };
/// let hours = Target { comparator: Comparator::AtMost, amount: amount("950"), baseline: Some(from) };
/// assert_eq!(achievement(&hours, amount("965")).percent().unwrap().to_string(), "70.0");
/// let from_zero = Target { comparator: Comparator::AtMost, amount: amount("0"), baseline: None };
/// assert_eq!(achievement(&from_zero, amount("0")).percent(), None, "算定不可");
/// ```
#[must_use]
pub fn achievement(target: &Target, actual: Amount) -> Achievement {
    let (goal, reached) = (target.amount.millionths(), actual.millionths());
    let start = target
        .baseline
        .and_then(|b| b.amount)
        .map(Amount::millionths);
    match (target.comparator, start) {
        (Comparator::Equal, _) => Achievement::Ratio {
            numerator: i128::from(goal == reached),
            denominator: 1,
        },
        (_, Some(start)) if start == goal => Achievement::NotComputable,
        (Comparator::AtLeast, Some(start)) if start < goal => share(reached - start, goal - start),
        (Comparator::AtMost, Some(start)) if start > goal => share(start - reached, start - goal),
        (Comparator::AtLeast, _) => share(reached, goal),
        (Comparator::AtMost, _) if goal < 0 => Achievement::NotComputable,
        (Comparator::AtMost, _) => share(goal, reached),
    }
}

/// No share of nothing, and none of a negative number: the more of it were reached, the less it would be.
fn share(numerator: i128, denominator: i128) -> Achievement {
    if denominator > 0 {
        Achievement::Ratio {
            numerator,
            denominator,
        }
    } else {
        Achievement::NotComputable
    }
}

impl Achievement {
    /// The share in percent with one decimal, rounded half up; `None` for 算定不可.
    #[must_use]
    pub fn percent(self) -> Option<Amount> {
        match self {
            Achievement::Ratio {
                numerator,
                denominator,
            } => Amount::quotient(numerator * 100, denominator, 1),
            Achievement::NotComputable => None,
        }
    }
}

/// How a program stands, in the words of the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// 達成: the target is reached.
    Achieved,
    /// 順調: nearly there, or under way as planned.
    OnTrack,
    /// やや遅れ.
    SlightlyBehind,
    /// 遅れ.
    Behind,
}

/// From which share of the target each grade is given, in percent. A setting of the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thresholds {
    /// 順調 from this share.
    pub on_track: i64,
    /// やや遅れ from this share; 遅れ below it.
    pub slightly_behind: i64,
}

impl Default for Thresholds {
    fn default() -> Thresholds {
        Thresholds {
            on_track: 90,
            slightly_behind: 70,
        }
    }
}

/// The grade of a figure against its target: 達成 whenever the target is met, also where no share of it
/// can be computed (at most 5 accidents, none happened); by the share otherwise.
#[must_use]
pub fn judge(target: &Target, actual: Amount, thresholds: Thresholds) -> Option<Grade> {
    if target.is_met(actual) {
        Some(Grade::Achieved)
    } else {
        grade(achievement(target, actual), thresholds)
    }
}

/// The grade of an achievement: 達成 from 100 %, then by the thresholds. `None` for 算定不可.
#[must_use]
pub fn grade(achieved: Achievement, thresholds: Thresholds) -> Option<Grade> {
    let Achievement::Ratio {
        numerator,
        denominator,
    } = achieved
    else {
        return None;
    };
    let reaches = |percent: i64| numerator * 100 >= denominator * i128::from(percent);
    Some(if reaches(100) {
        Grade::Achieved
    } else if reaches(thresholds.on_track) {
        Grade::OnTrack
    } else if reaches(thresholds.slightly_behind) {
        Grade::SlightlyBehind
    } else {
        Grade::Behind
    })
}
