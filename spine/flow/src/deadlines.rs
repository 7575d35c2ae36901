//! Until when something is due, counted in days, and the moment at which an act is done.

use anyhow::Result;
use calendar::{Date, DaysOff};
use jiff::{Timestamp, ToSpan};
use settings::{About, Choice, ChoiceOption, Setting, Settings};
use store::{Clock, Ids, Tx};

/// Which days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// Days on which the city works: without Saturdays, Sundays, public holidays and the New Year.
    Workdays,
    /// Every day.
    CalendarDays,
}

impl Choice for Counting {
    const VALUES: &'static [Counting] = &[Counting::Workdays, Counting::CalendarDays];
    const OPTIONS: &'static [ChoiceOption] = &[
        ChoiceOption {
            code: "workdays",
            title_key: "flow-counting-workdays",
        },
        ChoiceOption {
            code: "calendar-days",
            title_key: "flow-counting-calendar-days",
        },
    ];
}

/// How many days somebody has for a decision, unless the route says otherwise.
pub const APPROVAL_DUE_DAYS: Setting<i64> = Setting::number(
    About {
        key: "flow-approval-due-days",
        group: "flow-settings-approvals",
        title_key: "flow-settings-due-days",
        hint_key: "flow-settings-due-days-hint",
    },
    5,
    1,
    60,
);

/// Which days are counted until a decision is due.
pub const APPROVAL_COUNTING: Setting<Counting> = Setting::choice(
    About {
        key: "flow-approval-counting",
        group: "flow-settings-approvals",
        title_key: "flow-settings-counting",
        hint_key: "flow-settings-counting-hint",
    },
    "workdays",
);

/// How many days after it was due a decision goes to the next above; 0 means never.
pub const APPROVAL_ESCALATE_AFTER: Setting<i64> = Setting::number(
    About {
        key: "flow-approval-escalate-after",
        group: "flow-settings-approvals",
        title_key: "flow-settings-escalate-after",
        hint_key: "flow-settings-escalate-after-hint",
    },
    5,
    0,
    60,
);

/// How deadlines are counted, as the city has set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// Days for a decision.
    pub due_days: i64,
    /// Which days are counted.
    pub counting: Counting,
    /// Days after the due day on which the decision goes to the next above; 0 means never.
    pub escalate_after: i64,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms {
            due_days: APPROVAL_DUE_DAYS.default(),
            counting: APPROVAL_COUNTING.default(),
            escalate_after: APPROVAL_ESCALATE_AFTER.default(),
        }
    }
}

impl Terms {
    /// What the settings say.
    #[must_use]
    pub fn of(settings: &Settings) -> Terms {
        Terms {
            due_days: settings.get(&APPROVAL_DUE_DAYS),
            counting: settings.get(&APPROVAL_COUNTING),
            escalate_after: settings.get(&APPROVAL_ESCALATE_AFTER),
        }
    }

    /// The day that many counted days after `from`, which itself is not counted.
    ///
    /// ```
    /// use calendar::{Closure, Date, DaysOff};
    /// use flow::{Counting, Terms};
    /// let off = DaysOff::of_law(2026..=2027).closed_from(Date::MIN, Closure::USUAL);
    /// let terms = Terms::default();
    /// // Monday 23 November 2026 is 勤労感謝の日.
    /// let friday = Date::constant(2026, 11, 20);
    /// assert_eq!(terms.counted(friday, 1, &off), Date::constant(2026, 11, 24));
    /// let every = Terms { counting: Counting::CalendarDays, ..terms };
    /// assert_eq!(every.counted(friday, 1, &off), Date::constant(2026, 11, 21));
    /// ```
    #[must_use]
    pub fn counted(&self, from: Date, days: i64, off: &DaysOff) -> Date {
        let days = u32::try_from(days).unwrap_or(0);
        match self.counting {
            Counting::Workdays => off.workdays_after(from, days),
            Counting::CalendarDays => from.checked_add(i64::from(days).days()).unwrap_or(from),
        }
    }

    /// The last due day whose decisions go to the next above today; `None` when they never do.
    #[must_use]
    pub fn escalated_due(&self, today: Date, off: &DaysOff) -> Option<Date> {
        if self.escalate_after == 0 {
            return None;
        }
        let mut due = today;
        // The due day lies behind by more than the counted days; a year is more than any setting allows.
        for _ in 0..400 {
            due = due.yesterday().ok()?;
            if self.counted(due, self.escalate_after, off) < today {
                return Some(due);
            }
        }
        None
    }
}

/// The days off of the year that follows a day: no setting lets a deadline lie farther away.
pub(crate) async fn days_off_after(tx: &mut Tx, day: Date) -> Result<DaysOff> {
    let last = day.checked_add(1.year()).unwrap_or(day);
    holidays::days_off_within(tx, day, last).await
}

/// When an act is done, where its ids come from, and how deadlines are counted then.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// Where ids come from.
    pub ids: &'a Ids,
    /// The moment.
    pub now: Timestamp,
    /// The day in Japan.
    pub today: Date,
    /// How deadlines are counted.
    pub terms: Terms,
}

impl<'a> Desk<'a> {
    /// A desk at this moment.
    #[must_use]
    pub fn now(ids: &'a Ids, clock: &Clock, terms: Terms) -> Desk<'a> {
        Desk {
            ids,
            now: clock.now(),
            today: clock.today(),
            terms,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calendar::Closure;

    const FRIDAY: Date = Date::constant(2026, 11, 20);

    fn off() -> DaysOff {
        DaysOff::of_law(2026..=2027).closed_from(Date::MIN, Closure::USUAL)
    }

    fn every_day() -> Terms {
        Terms {
            counting: Counting::CalendarDays,
            ..Terms::default()
        }
    }

    #[test]
    fn weekends_and_holidays_are_not_counted_unless_the_city_counts_every_day() {
        let terms = Terms::default();
        assert_eq!(
            terms.counted(FRIDAY, 5, &off()),
            Date::constant(2026, 11, 30)
        );
        assert_eq!(
            every_day().counted(FRIDAY, 5, &off()),
            Date::constant(2026, 11, 25)
        );
        assert_eq!(terms.counted(FRIDAY, 0, &off()), FRIDAY);
        assert_eq!(terms.counted(FRIDAY, -1, &off()), FRIDAY);
    }

    #[test]
    fn five_workdays_over_golden_week_end_after_two_weeks() {
        let terms = Terms::default();
        let before = Date::constant(2026, 4, 28);
        // 30 April, 1, 7, 8 and 11 May.
        assert_eq!(
            terms.counted(before, 5, &off()),
            Date::constant(2026, 5, 11)
        );
        assert_eq!(
            every_day().counted(before, 5, &off()),
            Date::constant(2026, 5, 3)
        );
    }

    #[test]
    fn five_workdays_over_the_new_year_end_in_january() {
        let terms = Terms::default();
        let before = Date::constant(2026, 12, 25);
        // 28 December, 4 to 7 January.
        assert_eq!(terms.counted(before, 5, &off()), Date::constant(2027, 1, 7));
    }

    #[test]
    fn a_decision_goes_up_on_the_first_day_after_the_days_of_grace() {
        let terms = Terms {
            escalate_after: 2,
            ..Terms::default()
        };
        // Due on Friday the 20th, Monday is a holiday, two workdays of grace: Tuesday and Wednesday; it goes
        // up on Thursday.
        let on = |day: i8| terms.escalated_due(Date::constant(2026, 11, day), &off());
        assert!(on(25).is_some_and(|due| due < FRIDAY));
        assert_eq!(on(26), Some(Date::constant(2026, 11, 23)));
    }

    #[test]
    fn nothing_goes_up_while_the_office_is_closed() {
        let terms = Terms {
            escalate_after: 1,
            ..Terms::default()
        };
        let closing = Date::constant(2026, 12, 28);
        for (month, day, up) in [
            (12, 29, false),
            (12, 31, false),
            (1, 4, false),
            (1, 5, true),
        ] {
            let year = if month == 12 { 2026 } else { 2027 };
            let today = Date::constant(year, month, day);
            let due = terms.escalated_due(today, &off());
            assert_eq!(due.is_some_and(|due| due >= closing), up, "{today}");
        }
    }

    #[test]
    fn a_city_without_days_of_grace_never_passes_a_decision_on() {
        let terms = Terms {
            escalate_after: 0,
            ..Terms::default()
        };
        assert_eq!(terms.escalated_due(FRIDAY, &off()), None);
    }
}
