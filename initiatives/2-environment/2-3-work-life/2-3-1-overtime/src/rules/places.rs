//! Which limits hold for somebody in each month of a year: where the person served on which days.
//!
//! The model is 人事院規則15-14 第16条の2の2, which the cities' 規則 copy. Hours are the person's: on a transfer
//! between sections they are added up, and only what holds for them changes.

use crate::records::Month;
use calendar::{FiscalYear, Period};

/// What a workplace is for the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// 自律部署: an ordinary section.
    Ordinary,
    /// 他律的業務の比重が高い部署: much of the work is decided by others.
    Demanding,
    /// A workplace of 労働基準法別表第1, with the terms of the agreement in force, if there is one.
    Listed(Option<Terms>),
    /// Not under the limits: a manager, whose hours are recorded for their health only.
    Outside,
}

/// The terms of an agreement (36協定), in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// A month without special circumstances.
    pub month: i64,
    /// A year without special circumstances.
    pub year: i64,
    /// A month with them; equal to `month` when the agreement has no special clause.
    pub special_month: i64,
    /// A year with them.
    pub special_year: i64,
    /// How many months a year they may occur in.
    pub times: i64,
}

/// Days that somebody served in one kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The days.
    pub period: Period,
    /// What the place was.
    pub place: Place,
}

/// What holds for one person in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regime {
    /// 45 hours a month, 360 a year.
    Ordinary,
    /// Less than 100 hours, means of 80, at most six months over 45, 720 a year.
    Demanding,
    /// After a transfer from a demanding to an ordinary section within the year: 45 hours a month, 30 hours
    /// for each month that was left in the year, 720 a year.
    After {
        /// The first such month, by its place in the year.
        first: usize,
    },
    /// What the agreement says, and what no agreement may exceed.
    Listed(Option<Terms>),
    /// No limits.
    Outside,
}

/// What holds in each month of the year.
///
/// * A month in which somebody serves a day in a demanding section is a demanding month.
/// * So is the rest of the month of a transfer to an ordinary section (特定期間: from the day of the transfer
///   to the end of its month), also when the transfer is on the first.
/// * The months after it, until the year ends, are [`Regime::After`].
/// * Somebody is outside only in months that were spent wholly as a manager.
///
/// From a demanding section on 10 October, with 395 hours from April to September: October is still a
/// demanding month, November to March are not.
///
/// ```
/// use calendar::{Date, FiscalYear, Period};
/// use overtime::rules::places::{Place, Regime, Stretch, regimes};
/// let moved = Date::constant(2026, 10, 10);
/// let stretches = [
///     Stretch { period: Period::new(Date::constant(2024, 4, 1), Some(moved)).unwrap(), place: Place::Demanding },
///     Stretch { period: Period::starting(moved), place: Place::Ordinary },
/// ];
/// let regimes = regimes(FiscalYear(2026), &stretches);
/// assert_eq!(regimes[6], Regime::Demanding);
/// assert_eq!(regimes[7..], [Regime::After { first: 7 }; 5]);
/// ```
#[must_use]
pub fn regimes(year: FiscalYear, stretches: &[Stretch]) -> [Regime; 12] {
    let mut regimes = [Regime::Ordinary; 12];
    let mut was_demanding = false;
    let mut first_after = None;
    for (place, month) in Month::of_year(year).enumerate() {
        let found = in_month(month, stretches);
        // A transfer on the first of the month: its month is the rest of the special time.
        let just_left = found.demanding_before && was_demanding;
        let regime = if found.demanding || (just_left && first_after.is_none() && !found.outside) {
            first_after = None;
            was_demanding = true;
            Regime::Demanding
        } else if found.outside {
            Regime::Outside
        } else if let Some(listed) = found.listed {
            listed
        } else if was_demanding {
            let first = *first_after.get_or_insert(place);
            Regime::After { first }
        } else {
            Regime::Ordinary
        };
        regimes[place] = regime;
    }
    regimes
}

struct InMonth {
    demanding: bool,
    /// Whether a demanding stretch ended the day before the month.
    demanding_before: bool,
    outside: bool,
    listed: Option<Regime>,
}

fn in_month(month: Month, stretches: &[Stretch]) -> InMonth {
    let (first, end) = (month.first_day(), month.next().first_day());
    let within = |stretch: &&Stretch| {
        stretch.period.from() < end && stretch.period.to().is_none_or(|to| first < to)
    };
    let mut found = InMonth {
        demanding: false,
        demanding_before: stretches
            .iter()
            .any(|stretch| stretch.place == Place::Demanding && stretch.period.to() == Some(first)),
        outside: false,
        listed: None,
    };
    let (mut any, mut all_outside) = (false, true);
    for stretch in stretches.iter().filter(within) {
        any = true;
        all_outside &= stretch.place == Place::Outside;
        match stretch.place {
            Place::Demanding => found.demanding = true,
            Place::Listed(terms) => found.listed = Some(Regime::Listed(terms)),
            Place::Ordinary | Place::Outside => {}
        }
    }
    found.outside = any && all_outside;
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use calendar::Date;

    const YEAR: FiscalYear = FiscalYear(2026);

    fn stretch(from: (i16, i8, i8), to: Option<(i16, i8, i8)>, place: Place) -> Stretch {
        let day = |(year, month, day): (i16, i8, i8)| Date::constant(year, month, day);
        Stretch {
            period: Period::new(day(from), to.map(day)).unwrap(),
            place,
        }
    }

    #[test]
    fn a_transfer_on_the_first_still_makes_its_month_the_special_time() {
        let all = regimes(
            YEAR,
            &[
                stretch((2020, 4, 1), Some((2026, 10, 1)), Place::Demanding),
                stretch((2026, 10, 1), None, Place::Ordinary),
            ],
        );
        assert_eq!(all[6], Regime::Demanding);
        assert_eq!(all[7], Regime::After { first: 7 });
    }

    #[test]
    fn a_transfer_at_the_turn_of_the_year_begins_anew() {
        let all = regimes(
            YEAR,
            &[
                stretch((2020, 4, 1), Some((2026, 4, 1)), Place::Demanding),
                stretch((2026, 4, 1), None, Place::Ordinary),
            ],
        );
        assert_eq!(all, [Regime::Ordinary; 12]);
    }

    #[test]
    fn a_transfer_into_a_demanding_section_and_back_begins_a_new_count() {
        let all = regimes(
            YEAR,
            &[
                stretch((2020, 4, 1), Some((2026, 5, 10)), Place::Demanding),
                stretch((2026, 5, 10), Some((2026, 8, 20)), Place::Ordinary),
                stretch((2026, 8, 20), Some((2026, 11, 5)), Place::Demanding),
                stretch((2026, 11, 5), None, Place::Ordinary),
            ],
        );
        assert_eq!(all[0..2], [Regime::Demanding; 2]);
        assert_eq!(all[2..4], [Regime::After { first: 2 }; 2]);
        assert_eq!(all[4..8], [Regime::Demanding; 4]);
        assert_eq!(all[8..], [Regime::After { first: 8 }; 4]);
    }

    #[test]
    fn who_becomes_a_manager_in_mid_month_is_under_the_limits_until_its_end() {
        let all = regimes(
            YEAR,
            &[
                stretch((2020, 4, 1), Some((2026, 7, 16)), Place::Ordinary),
                stretch((2026, 7, 16), None, Place::Outside),
            ],
        );
        assert_eq!(all[3], Regime::Ordinary);
        assert_eq!(all[4], Regime::Outside);
    }
}
