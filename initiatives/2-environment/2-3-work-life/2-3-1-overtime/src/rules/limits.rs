//! The limits and when they break.
//!
//! | | ordinary section | demanding section (他律) |
//! |---|---|---|
//! | month | 45 h | less than 100 h |
//! | year | 360 h | 720 h |
//! | mean of the month with the 1 to 5 before | – | 80 h each |
//! | months over 45 h in the year | – | 6 |
//!
//! 1箇月 is a calendar month, 1年 begins on 1 April. Minutes are compared as they are, never rounded.
//! [`margins`] is the only place that knows a limit; everything else follows from it.

use super::places::{Regime, Terms};
use crate::records::HOUR;

/// What breaks a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// More than it (超).
    Over,
    /// It, or more (以上).
    From,
}

/// A number of minutes that must not be passed, or not be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The minutes.
    pub minutes: i64,
    /// What breaks it.
    pub reach: Reach,
}

impl Bound {
    /// A bound that is broken by more than these hours.
    #[must_use]
    pub const fn over(hours: i64) -> Bound {
        Bound {
            minutes: hours * HOUR,
            reach: Reach::Over,
        }
    }

    /// A bound that is broken by these hours already.
    #[must_use]
    pub const fn from(hours: i64) -> Bound {
        Bound {
            minutes: hours * HOUR,
            reach: Reach::From,
        }
    }

    /// The most minutes that do not break it.
    #[must_use]
    pub const fn most(self) -> i64 {
        match self.reach {
            Reach::Over => self.minutes,
            Reach::From => self.minutes - 1,
        }
    }

    /// Whether the minutes break it.
    ///
    /// ```
    /// use overtime::rules::limits::Bound;
    /// assert!(!Bound::over(45).broken_by(45 * 60) && Bound::over(45).broken_by(45 * 60 + 1));
    /// assert!(!Bound::from(100).broken_by(100 * 60 - 1) && Bound::from(100).broken_by(100 * 60));
    /// ```
    #[must_use]
    pub const fn broken_by(self, minutes: i64) -> bool {
        minutes > self.most()
    }
}

/// The limits as a city has set them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A month in an ordinary section, and what the six months are counted by.
    pub month: Bound,
    /// A year in ordinary sections.
    pub year: Bound,
    /// A month in a demanding section.
    pub busy_month: Bound,
    /// A year with a demanding section in it.
    pub busy_year: Bound,
    /// The mean of two to six months.
    pub mean: Bound,
    /// How many months of a year may be over [`Limits::month`] in a demanding section.
    pub months_over: i64,
    /// Minutes for each month left in the year after a transfer to an ordinary section.
    pub remaining: i64,
    /// Whether means reach back into the year before.
    pub across_years: bool,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            month: Bound::over(45),
            year: Bound::over(360),
            busy_month: Bound::from(100),
            busy_year: Bound::over(720),
            mean: Bound::over(80),
            months_over: 6,
            remaining: 30 * HOUR,
            across_years: true,
        }
    }
}

/// Which limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// 45 hours a month.
    Month,
    /// Less than 100 hours a month.
    BusyMonth,
    /// The mean of so many months.
    Mean(u8),
    /// The number of months over 45 hours.
    MonthsOver,
    /// 360 hours a year.
    Year,
    /// 720 hours a year.
    BusyYear,
    /// 30 hours for each month left after a transfer.
    Remaining,
    /// A month by the agreement.
    AgreedMonth,
    /// The number of months over the agreement's usual hours.
    AgreedTimes,
    /// A year by the agreement.
    AgreedYear,
    /// Overtime at a listed workplace without an agreement.
    NoAgreement,
}

impl Limit {
    /// All limits, means from two to six.
    pub const ALL: [Limit; 15] = [
        Limit::Month,
        Limit::BusyMonth,
        Limit::Mean(2),
        Limit::Mean(3),
        Limit::Mean(4),
        Limit::Mean(5),
        Limit::Mean(6),
        Limit::MonthsOver,
        Limit::Year,
        Limit::BusyYear,
        Limit::Remaining,
        Limit::AgreedMonth,
        Limit::AgreedTimes,
        Limit::AgreedYear,
        Limit::NoAgreement,
    ];

    /// Its name in addresses, and the end of the key of its words; means are one name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Limit::Month => "month",
            Limit::BusyMonth => "busy-month",
            Limit::Mean(_) => "mean",
            Limit::MonthsOver => "months-over",
            Limit::Year => "year",
            Limit::BusyYear => "busy-year",
            Limit::Remaining => "remaining",
            Limit::AgreedMonth => "agreed-month",
            Limit::AgreedTimes => "agreed-times",
            Limit::AgreedYear => "agreed-year",
            Limit::NoAgreement => "no-agreement",
        }
    }

    /// Whether it is about the year as it adds up, so that it breaks once and stays broken.
    const fn adds_up(self) -> bool {
        matches!(
            self,
            Limit::Year | Limit::BusyYear | Limit::Remaining | Limit::AgreedYear
        )
    }
}

/// A person's year, month by month from April, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearRecord {
    /// 時間外勤務 as the limits count it.
    pub counted: [i64; 12],
    /// How much of it was special work (特例業務).
    pub special: [i64; 12],
    /// How much of it lay on the legal weekly holiday.
    pub weekly: [i64; 12],
    /// The five months before April, the latest last.
    pub before: [i64; 5],
    /// What holds in each month.
    pub regimes: [Regime; 12],
    /// How many months have begun.
    pub begun: usize,
}

impl YearRecord {
    /// A year without overtime, all months begun.
    #[must_use]
    pub const fn empty(regime: Regime) -> YearRecord {
        YearRecord {
            counted: [0; 12],
            special: [0; 12],
            weekly: [0; 12],
            before: [0; 5],
            regimes: [regime; 12],
            begun: 12,
        }
    }

    /// The minutes of the year up to and with a month.
    #[must_use]
    pub fn up_to(&self, month: usize) -> i64 {
        self.counted.iter().take(month + 1).sum()
    }

    /// The minutes of the whole year.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.counted.iter().sum()
    }

    /// The minutes of the months that end with one, as many as asked for; months before April as the limits say.
    #[must_use]
    pub fn window(&self, month: usize, months: usize, across: bool) -> Option<i64> {
        let inside = self
            .counted
            .get((month + 1).saturating_sub(months)..=month)?;
        let missing = months.saturating_sub(month + 1);
        if missing > 0 && !across {
            return None;
        }
        let earlier = self.before.get(self.before.len().checked_sub(missing)?..)?;
        Some(inside.iter().sum::<i64>() + earlier.iter().sum::<i64>())
    }

    /// How many months before one were over a bound.
    #[must_use]
    pub fn months_over(&self, month: usize, bound: Bound) -> i64 {
        let over = self.counted.iter().take(month);
        let count = over.filter(|minutes| bound.broken_by(**minutes)).count();
        i64::try_from(count).unwrap_or(0)
    }

    fn without_special(&self) -> YearRecord {
        let mut usual = *self;
        for (counted, special) in usual.counted.iter_mut().zip(self.special) {
            *counted -= special;
        }
        usual
    }
}

/// How far a limit is from breaking in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Margin {
    /// Which limit.
    pub limit: Limit,
    /// What counts towards it, in minutes; of a mean the sum of its months.
    pub used: i64,
    /// The most that does not break it.
    pub most: i64,
    /// How many more minutes this month do not break it; negative when it is broken.
    pub left: i64,
}

impl Margin {
    const fn new(limit: Limit, used: i64, most: i64) -> Margin {
        Margin {
            limit,
            used,
            most,
            left: most - used,
        }
    }
}

/// Everything that limits the overtime of a month, given the months before it.
#[must_use]
pub fn margins(record: &YearRecord, limits: &Limits, month: usize) -> Vec<Margin> {
    let (Some(regime), Some(counted)) = (record.regimes.get(month), record.counted.get(month))
    else {
        return Vec::new();
    };
    let year = year_margin(record, limits, month);
    match *regime {
        Regime::Outside => Vec::new(),
        Regime::Ordinary => vec![
            Margin::new(Limit::Month, *counted, limits.month.most()),
            year,
        ],
        Regime::Demanding => {
            let mut margins = vec![Margin::new(
                Limit::BusyMonth,
                *counted,
                limits.busy_month.most(),
            )];
            margins.extend(means(record, limits, month));
            margins.extend(months_over(record, limits, month));
            margins.push(year);
            margins
        }
        Regime::After { first } => {
            let since: i64 = record
                .counted
                .get(first..=month)
                .unwrap_or_default()
                .iter()
                .sum();
            let left = i64::try_from(12_usize.saturating_sub(first)).unwrap_or(0);
            vec![
                Margin::new(Limit::Month, *counted, limits.month.most()),
                Margin::new(Limit::Remaining, since, left * limits.remaining),
                year,
            ]
        }
        Regime::Listed(None) => vec![Margin::new(Limit::NoAgreement, *counted, 0)],
        Regime::Listed(Some(terms)) => agreed(record, limits, month, &terms),
    }
}

fn year_margin(record: &YearRecord, limits: &Limits, month: usize) -> Margin {
    let so_far = record.regimes.iter().take(month + 1);
    let busy = so_far.clone().any(|regime| *regime == Regime::Demanding);
    let (limit, bound) = if busy {
        (Limit::BusyYear, limits.busy_year)
    } else {
        (Limit::Year, limits.year)
    };
    Margin::new(limit, record.up_to(month), bound.most())
}

fn means(record: &YearRecord, limits: &Limits, month: usize) -> Vec<Margin> {
    (2_u8..=6)
        .filter_map(|months| {
            let sum = record.window(month, usize::from(months), limits.across_years)?;
            let bound = Bound {
                minutes: limits.mean.minutes * i64::from(months),
                ..limits.mean
            };
            Some(Margin::new(Limit::Mean(months), sum, bound.most()))
        })
        .collect()
}

/// Once the months are used up, the month itself must stay within the ordinary bound.
fn months_over(record: &YearRecord, limits: &Limits, month: usize) -> Option<Margin> {
    let used_up = record.months_over(month, limits.month) >= limits.months_over;
    used_up.then(|| {
        Margin::new(
            Limit::MonthsOver,
            record.counted[month],
            limits.month.most(),
        )
    })
}

/// An agreement's own hours leave out work on the legal weekly holiday; what no agreement may exceed (100 hours,
/// means of 80) counts it.
fn agreed(record: &YearRecord, limits: &Limits, month: usize, terms: &Terms) -> Vec<Margin> {
    let own = |at: usize| record.counted[at] - record.weekly[at];
    let usual = Bound {
        minutes: terms.month,
        reach: Reach::Over,
    };
    let special = (0..month).filter(|at| usual.broken_by(own(*at))).count();
    let used_up = i64::try_from(special).unwrap_or(0) >= terms.times;
    let mut margins = vec![
        Margin::new(
            Limit::BusyMonth,
            record.counted[month],
            limits.busy_month.most(),
        ),
        Margin::new(Limit::AgreedMonth, own(month), terms.special_month),
    ];
    if used_up {
        margins.push(Margin::new(Limit::AgreedTimes, own(month), terms.month));
    }
    let special_year = terms.times > 0 && terms.special_year > terms.year;
    let year = if special_year {
        terms.special_year
    } else {
        terms.year
    };
    margins.push(Margin::new(
        Limit::AgreedYear,
        (0..=month).map(own).sum(),
        year,
    ));
    margins.extend(means(record, limits, month));
    margins
}

/// A limit that was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breach {
    /// Which limit.
    pub limit: Limit,
    /// In which month, by its place in the year.
    pub month: usize,
    /// What counted towards it.
    pub used: i64,
    /// The most that would not have broken it.
    pub most: i64,
    /// Whether it would stand without the special work: then the limit does not apply, but its causes must be
    /// sorted, analysed and verified.
    pub special: bool,
}

/// What was broken in the months that have begun, in their order. A limit on the year is told once, in the
/// month in which it broke; of several means of a month only the highest.
#[must_use]
pub fn breaches(record: &YearRecord, limits: &Limits) -> Vec<Breach> {
    let all = broken(record, limits);
    if all.is_empty() || record.special.iter().all(|minutes| *minutes == 0) {
        return all;
    }
    let usual = broken(&record.without_special(), limits);
    let stands = |breach: &Breach| {
        usual
            .iter()
            .any(|other| other.limit.name() == breach.limit.name() && other.month == breach.month)
    };
    all.into_iter()
        .map(|breach| Breach {
            special: !stands(&breach),
            ..breach
        })
        .collect()
}

fn broken(record: &YearRecord, limits: &Limits) -> Vec<Breach> {
    let mut found: Vec<Breach> = Vec::new();
    for month in 0..record.begun.min(12) {
        let mut mean: Option<Breach> = None;
        for margin in margins(record, limits, month) {
            if margin.left >= 0 {
                continue;
            }
            let breach = Breach {
                limit: margin.limit,
                month,
                used: margin.used,
                most: margin.most,
                special: false,
            };
            match margin.limit {
                Limit::Mean(months) => mean = Some(higher(mean, breach, months)),
                limit if limit.adds_up() && found.iter().any(|one| one.limit == limit) => {}
                _ => found.push(breach),
            }
        }
        found.extend(mean);
    }
    found
}

fn higher(before: Option<Breach>, breach: Breach, months: u8) -> Breach {
    match before {
        Some(Breach {
            limit: Limit::Mean(earlier),
            used,
            ..
        }) if used * i64::from(months) >= breach.used * i64::from(earlier) => {
            before.unwrap_or(breach)
        }
        _ => breach,
    }
}

#[cfg(test)]
mod tests;
