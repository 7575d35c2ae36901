//! Leave years, also across a change of the grant day.

use super::YearStart;
use crate::records::LeaveYear;
use calendar::Date;

/// Since when leave is granted on which day of the year, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantDays(Vec<(Date, YearStart)>);

/// A day on which leave is granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// The day.
    pub on: Date,
    /// Where the city has moved its grant day: the months since the last grant, for which a part of the
    /// year's days is granted. The leave year goes on.
    pub transition: Option<i64>,
}

impl GrantDays {
    /// The same day in all years.
    #[must_use]
    pub fn always(start: YearStart) -> GrantDays {
        GrantDays(vec![(Date::MIN, start)])
    }

    /// As the settings say: what holds from the beginning, and the changes with their days.
    #[must_use]
    pub fn new(
        first: YearStart,
        changes: impl IntoIterator<Item = (Date, YearStart)>,
    ) -> GrantDays {
        let mut all = vec![(Date::MIN, first)];
        all.extend(changes);
        all.sort_by_key(|(from, _)| *from);
        GrantDays(all)
    }

    fn on(&self, day: Date) -> YearStart {
        let held = self.0.iter().rev().find(|(from, _)| *from <= day);
        held.map_or(YearStart::January, |(_, start)| *start)
    }

    /// The grant days from the first year to the last.
    ///
    /// 佐倉市 moved from 1 January to 1 April in 2012 and granted 5 days for the three months between:
    ///
    /// ```
    /// use calendar::Date;
    /// use paid_leave::rules::YearStart;
    /// use paid_leave::rules::years::GrantDays;
    /// let moved = GrantDays::new(YearStart::January, [(Date::constant(2012, 4, 1), YearStart::April)]);
    /// let days: Vec<_> = moved.openings(2011, 2013).into_iter().map(|one| (one.on.to_string(), one.transition)).collect();
    /// assert_eq!(days, [
    ///     ("2011-01-01".to_owned(), None),
    ///     ("2012-01-01".to_owned(), None),
    ///     ("2012-04-01".to_owned(), Some(3)),
    ///     ("2013-04-01".to_owned(), None),
    /// ]);
    /// ```
    #[must_use]
    pub fn openings(&self, first: i16, last: i16) -> Vec<Opening> {
        let mut openings: Vec<Opening> = Vec::new();
        // Two years before, so that the first one asked for knows the one before it.
        for year in first.saturating_sub(2)..=last {
            for start in [YearStart::January, YearStart::April] {
                let Ok(on) = Date::new(year, start.month(), 1) else {
                    continue;
                };
                if self.on(on) != start {
                    continue;
                }
                let since = openings.last().map(|before| months_between(before.on, on));
                openings.push(Opening {
                    on,
                    transition: since.filter(|months| *months < 12),
                });
            }
        }
        openings.retain(|one| one.on.year() >= first);
        openings
    }

    /// The leave year in which a day lies.
    #[must_use]
    pub fn year_of(&self, day: Date) -> LeaveYear {
        let full: Vec<Date> = self
            .openings(day.year().saturating_sub(3), day.year().saturating_add(3))
            .into_iter()
            .filter(|one| one.transition.is_none())
            .map(|one| one.on)
            .collect();
        let first = full.iter().rev().find(|on| **on <= day).copied();
        let end = full.iter().find(|on| **on > day).copied();
        LeaveYear {
            first: first.unwrap_or(day),
            end: end.unwrap_or(Date::MAX),
        }
    }

    /// The leave year after another.
    #[must_use]
    pub fn after(&self, year: LeaveYear) -> LeaveYear {
        self.year_of(year.end)
    }

    /// The leave year before another.
    #[must_use]
    pub fn before(&self, year: LeaveYear) -> LeaveYear {
        year.first.yesterday().map_or(year, |day| self.year_of(day))
    }
}

/// Whole months from one day to another, a begun month counted as one.
#[must_use]
pub fn months_between(from: Date, to: Date) -> i64 {
    if to <= from {
        return 0;
    }
    let whole = i64::from(to.year() - from.year()) * 12 + i64::from(to.month() - from.month());
    if to.day() > from.day() {
        whole + 1
    } else {
        whole.max(1)
    }
}
