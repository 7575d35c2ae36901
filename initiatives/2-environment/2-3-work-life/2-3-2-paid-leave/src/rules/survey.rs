//! Mean days, shares and forecasts, as the yearly survey of local governments defines them.

use calendar::{Date, Minutes, Period};
use measure::Amount;

/// What the survey needs to know about somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surveyed {
    /// The first day of service.
    pub hired_on: Date,
    /// The day after the last day of service.
    pub left_on: Option<Date>,
    /// Whether leave of absence (休職, 育児休業 …) lies in the period.
    pub absent: bool,
    /// Leave taken in the period.
    pub taken: Minutes,
    /// What one day is worth to the person.
    pub day: Minutes,
}

/// Whether somebody counts: in service during the whole period, without leave of absence (勤務条件等に関する
/// 調査: those hired or retired during the period, on childcare leave or suspended are left out).
#[must_use]
pub fn counts(one: &Surveyed, period: Period) -> bool {
    let whole = one.hired_on <= period.from()
        && one
            .left_on
            .is_none_or(|left| period.to().is_some_and(|end| left >= end));
    whole && !one.absent
}

/// The mean days of those who count, to one decimal; `None` without anybody.
///
/// Ten people, one of them on childcare leave, one hired in July; the others took 100 days:
///
/// ```
/// use calendar::{Date, FiscalYear, Minutes};
/// use paid_leave::rules::survey::{Surveyed, mean_days};
/// let day = Minutes::of(7, 45);
/// let one = |days| Surveyed {
///     hired_on: Date::constant(2010, 4, 1), left_on: None, absent: false, taken: Minutes(days * day.0), day,
/// };
/// let mut staff: Vec<Surveyed> = [10, 12, 15, 13, 9, 14, 11, 16].map(one).to_vec();
/// staff.push(Surveyed { absent: true, ..one(0) });
/// staff.push(Surveyed { hired_on: Date::constant(2026, 7, 1), ..one(7) });
/// assert_eq!(mean_days(&staff, FiscalYear(2026).period()).unwrap().to_string(), "12.5");
/// ```
#[must_use]
pub fn mean_days(staff: &[Surveyed], period: Period) -> Option<Amount> {
    let counted = staff.iter().filter(|one| counts(one, period));
    let (mut people, mut all) = (0_i64, 0_i128);
    for one in counted {
        people += 1;
        all += millionths_of_days(one.taken, one.day);
    }
    mean(all, people)
}

/// Days in millionths, so that people with different days can be added.
#[must_use]
pub fn millionths_of_days(taken: Minutes, day: Minutes) -> i128 {
    i128::from(taken.0) * 1_000_000 / i128::from(day.0.max(1))
}

/// Millionths of days of so many people as a mean to one decimal, without a decimal when it is whole.
#[must_use]
pub fn mean(millionths: i128, people: i64) -> Option<Amount> {
    let amount = Amount::quotient(millionths, i128::from(people) * 1_000_000, 1)?;
    Some(plain(amount))
}

/// 15.0 is written 15, as plans do.
fn plain(amount: Amount) -> Amount {
    if amount.scale() == 1 && amount.digits() % 10 == 0 {
        Amount::whole(amount.digits() / 10)
    } else {
        amount
    }
}

/// The share of a part in a whole, in percent to one decimal.
#[must_use]
pub fn percent(part: i64, whole: i64) -> Option<Amount> {
    Amount::percentage(part, whole, 1).map(plain)
}

/// What is known while a year runs, in millionths of days of all who count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Running {
    /// Taken up to today.
    pub taken: i128,
    /// Approved for the rest of the year.
    pub ahead: i128,
    /// How many count this year.
    pub people: i64,
    /// What those who counted last year took in the same rest of the year.
    pub rest_last_year: i128,
    /// How many counted last year.
    pub people_last_year: i64,
}

/// 予測値 of the year's mean: what was taken so far, and for the rest of the year what was taken in the same
/// months of last year by a person, or what is approved already if that is more.
///
/// ```
/// use paid_leave::rules::survey::{Running, forecast};
/// let day = 1_000_000;
/// let running = Running {
///     taken: 80 * day, ahead: 10 * day, people: 10, rest_last_year: 48 * day, people_last_year: 12,
/// };
/// assert_eq!(forecast(&running).unwrap().to_string(), "12");
/// let busy = Running { ahead: 60 * day, ..running };
/// assert_eq!(forecast(&busy).unwrap().to_string(), "14");
/// ```
#[must_use]
pub fn forecast(running: &Running) -> Option<Amount> {
    let by_last_year = if running.people_last_year > 0 {
        running.rest_last_year * i128::from(running.people) / i128::from(running.people_last_year)
    } else {
        0
    };
    let rest = by_last_year.max(running.ahead);
    mean(running.taken + rest, running.people)
}
