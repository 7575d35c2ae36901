//! Until when something is due, counted in days, and the moment at which an act is done.

use calendar::Date;
use jiff::Timestamp;
use jiff::civil::Weekday;
use settings::{About, Choice, ChoiceOption, Setting, Settings};
use store::{Clock, Ids};

/// Which days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// Monday to Friday.
    Weekdays,
    /// Every day.
    CalendarDays,
}

impl Choice for Counting {
    const VALUES: &'static [Counting] = &[Counting::Weekdays, Counting::CalendarDays];
    const OPTIONS: &'static [ChoiceOption] = &[
        ChoiceOption {
            code: "weekdays",
            title_key: "flow-counting-weekdays",
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
    "weekdays",
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

    /// The day that many counted days after `from`, which itself is not counted. Public holidays that
    /// fall on a weekday are counted.
    ///
    /// ```
    /// use calendar::Date;
    /// use flow::{Counting, Terms};
    /// let terms = Terms::default();
    /// let friday = Date::constant(2026, 11, 20);
    /// assert_eq!(terms.counted(friday, 1), Date::constant(2026, 11, 23));
    /// let every = Terms { counting: Counting::CalendarDays, ..terms };
    /// assert_eq!(every.counted(friday, 1), Date::constant(2026, 11, 21));
    /// ```
    #[must_use]
    pub fn counted(&self, from: Date, days: i64) -> Date {
        let mut day = from;
        let mut left = days;
        while left > 0 {
            let Ok(next) = day.tomorrow() else {
                return day;
            };
            day = next;
            if self.counts(day) {
                left -= 1;
            }
        }
        day
    }

    /// The last due day whose decisions go to the next above today; `None` when they never do.
    #[must_use]
    pub fn escalated_due(&self, today: Date) -> Option<Date> {
        if self.escalate_after == 0 {
            return None;
        }
        let mut due = today;
        // The due day lies behind by more than the counted days; a year is more than any setting allows.
        for _ in 0..400 {
            due = due.yesterday().ok()?;
            if self.counted(due, self.escalate_after) < today {
                return Some(due);
            }
        }
        None
    }

    fn counts(&self, day: Date) -> bool {
        match self.counting {
            Counting::CalendarDays => true,
            Counting::Weekdays => !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
        }
    }
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

    const FRIDAY: Date = Date::constant(2026, 11, 20);

    #[test]
    fn a_weekend_is_not_counted_unless_the_city_counts_every_day() {
        let terms = Terms::default();
        assert_eq!(terms.counted(FRIDAY, 5), Date::constant(2026, 11, 27));
        let every = Terms {
            counting: Counting::CalendarDays,
            ..terms
        };
        assert_eq!(every.counted(FRIDAY, 5), Date::constant(2026, 11, 25));
        assert_eq!(terms.counted(FRIDAY, 0), FRIDAY);
    }

    #[test]
    fn a_decision_goes_up_on_the_first_day_after_the_days_of_grace() {
        let terms = Terms {
            escalate_after: 2,
            ..Terms::default()
        };
        // Due on Friday the 20th, two weekdays of grace: Monday and Tuesday; it goes up on Wednesday.
        let monday = Date::constant(2026, 11, 23);
        let tuesday = Date::constant(2026, 11, 24);
        let wednesday = Date::constant(2026, 11, 25);
        assert!(terms.escalated_due(monday).is_some_and(|due| due < FRIDAY));
        assert!(terms.escalated_due(tuesday).is_some_and(|due| due < FRIDAY));
        assert!(
            terms
                .escalated_due(wednesday)
                .is_some_and(|due| due >= FRIDAY)
        );
    }

    #[test]
    fn a_city_without_days_of_grace_never_passes_a_decision_on() {
        let terms = Terms {
            escalate_after: 0,
            ..Terms::default()
        };
        assert_eq!(terms.escalated_due(FRIDAY), None);
    }
}
