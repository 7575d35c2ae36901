//! Workdays over golden week and the New Year, and against counting by hand.

use calendar::{Closure, Date, DayKind, DaysOff};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

fn city() -> DaysOff {
    DaysOff::of_law(2015..=2030).closed_from(Date::MIN, Closure::USUAL)
}

#[test]
fn golden_week_of_2026_has_three_workdays() {
    let days = city();
    let (from, to) = (date(2026, 4, 29), date(2026, 5, 7));
    let worked: Vec<Date> = days.workdays(from, to).collect();
    assert_eq!(worked, [date(2026, 4, 30), date(2026, 5, 1)]);
    assert_eq!(days.workdays_between(from, date(2026, 5, 8)), 3);
    assert_eq!(days.workdays_after(date(2026, 4, 28), 3), date(2026, 5, 7));
    assert_eq!(days.workdays_before(date(2026, 5, 7), 3), date(2026, 4, 28));
}

#[test]
fn the_new_year_is_closed_from_29_december_to_3_january() {
    let days = city();
    assert_eq!(days.kind_of(date(2026, 12, 28)), DayKind::Workday);
    for (year, month, day) in [(2026, 12, 29), (2026, 12, 31), (2027, 1, 1)] {
        let kind = days.kind_of(date(year, month, day));
        assert_eq!(kind, DayKind::Holiday, "{month}/{day}");
    }
    // 2 and 3 January 2027 are a weekend, which they stay.
    assert_eq!(days.kind_of(date(2027, 1, 2)), DayKind::WeeklyDayOff);
    assert!(days.is_closure(date(2027, 1, 3)));
    assert_eq!(days.workday_from(date(2026, 12, 29)), date(2027, 1, 4));
    assert_eq!(days.workday_from(date(2027, 1, 4)), date(2027, 1, 4));
}

#[test]
fn a_holiday_on_a_saturday_keeps_its_name_and_stays_a_weekly_day_off() {
    let days = city();
    // 建国記念の日 of 2023.
    let saturday = date(2023, 2, 11);
    assert_eq!(days.kind_of(saturday), DayKind::WeeklyDayOff);
    assert_eq!(days.name_of(saturday), Some("建国記念の日"));
}

#[test]
fn another_closure_holds_from_its_day_on_and_leaves_earlier_years_alone() {
    let days = city().closed_from(date(2026, 4, 1), Closure::new(28, 4));
    assert_eq!(days.kind_of(date(2022, 12, 28)), DayKind::Workday);
    assert_eq!(days.kind_of(date(2023, 1, 4)), DayKind::Workday);
    assert_eq!(days.kind_of(date(2026, 12, 28)), DayKind::Holiday);
    assert_eq!(days.kind_of(date(2027, 1, 4)), DayKind::Holiday);
    let open = city().closed_from(date(2026, 4, 1), Closure::NONE);
    assert_eq!(open.kind_of(date(2026, 12, 29)), DayKind::Workday);
}

#[test]
fn without_any_holidays_only_weekends_are_off() {
    let days = DaysOff::default();
    assert_eq!(days.kind_of(date(2026, 1, 1)), DayKind::Workday);
    assert_eq!(days.workdays_between(date(2026, 1, 1), date(2026, 1, 8)), 5);
    assert_eq!(days.name_of(date(2026, 1, 1)), None);
    let nothing = days.named_between(date(2026, 5, 1), date(2026, 4, 1));
    assert_eq!(nothing.count(), 0);
}

#[test]
fn an_office_that_is_always_closed_does_not_count_for_ever() {
    let every = (0..2000).filter_map(|step: i32| date(2026, 1, 1).checked_add(step.days()).ok());
    let days = DaysOff::new(every.map(|day| (day, "休日".to_owned())));
    assert!(days.workdays_after(date(2026, 1, 1), 1) > date(2026, 12, 31));
    assert_eq!(city().workdays_after(Date::MAX, 3), Date::MAX);
}

proptest! {
    #[test]
    fn counting_forward_and_back_leads_to_the_same_workday(from in 0_i32..4000, workdays in 1_u32..60) {
        let days = city();
        let start = days.workday_from(date(2016, 1, 1).checked_add(from.days()).unwrap());
        let after = days.workdays_after(start, workdays);
        prop_assert!(days.is_workday(after));
        prop_assert_eq!(days.workdays_before(after, workdays), start);
        let between = days.workdays_between(start, after);
        prop_assert_eq!(between, usize::try_from(workdays).unwrap());
    }
}
