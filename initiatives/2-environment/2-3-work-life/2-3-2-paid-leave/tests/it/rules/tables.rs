//! The tables of the rules, cell by cell.

use super::examples::served;
use calendar::{Date, Minutes};
use jiff::civil::date;
use paid_leave::records::Pattern;
use paid_leave::rules::entitlement::{Reason, Served, granted, pattern};
use paid_leave::rules::years::{GrantDays, months_between};
use paid_leave::rules::{Policy, YearStart};
use people::Employment;

fn first_year(start: YearStart, hired_on: Date) -> i64 {
    let days = GrantDays::always(start);
    let year = days.year_of(hired_on);
    let openings = days.openings(year.first.year(), year.first.year());
    let given = granted(&served(hired_on), year, openings[0], &Policy::default()).unwrap();
    given.minutes.0 / 465
}

#[test]
fn the_days_of_the_first_year_follow_the_month_of_hiring() {
    let by_month = [20, 18, 17, 15, 13, 12, 10, 8, 7, 5, 3, 2];
    for (month, days) in (1..).zip(by_month) {
        let hired_on = date(2026, month, 1);
        assert_eq!(first_year(YearStart::January, hired_on), days, "{month}");
    }
    // With a grant on 1 April the same table begins in April.
    for (place, days) in (0_i8..).zip(by_month) {
        let month = (place + 3) % 12 + 1;
        let year = if month >= 4 { 2026 } else { 2027 };
        let hired_on = date(year, month, 1);
        assert_eq!(first_year(YearStart::April, hired_on), days, "{month}");
    }
}

#[test]
fn a_begun_month_counts_as_one() {
    assert_eq!(months_between(date(2025, 10, 1), date(2026, 1, 1)), 3);
    assert_eq!(months_between(date(2025, 10, 2), date(2026, 1, 1)), 3);
    assert_eq!(months_between(date(2025, 9, 30), date(2026, 1, 1)), 4);
    assert_eq!(months_between(date(2025, 12, 31), date(2026, 1, 1)), 1);
    assert_eq!(months_between(date(2026, 1, 1), date(2026, 1, 1)), 0);
    assert_eq!(first_year(YearStart::January, date(2025, 10, 15)), 5);
    assert_eq!(first_year(YearStart::January, date(2025, 9, 30)), 7);
}

/// Fiscal-year staff on so many days a week of full length, hired on a day for a term.
fn part_time(days: i64, hired_on: Date, left_on: Option<Date>) -> Served {
    Served {
        employment: Employment::FiscalYearPart,
        hired_on,
        left_on,
        weekly: Minutes(days * 465),
        pattern: Some(Pattern {
            days,
            day: Minutes(465),
        }),
    }
}

fn days_in(served: &Served, year: i16) -> i64 {
    let days = GrantDays::always(YearStart::April);
    let opening = days.openings(year, year)[0];
    let leave_year = days.year_of(opening.on);
    granted(served, leave_year, opening, &Policy::default())
        .map_or(0, |given| given.minutes.0 / 465)
}

#[test]
fn fiscal_year_staff_get_by_their_term_in_the_first_year() {
    let table = [
        (12, [10, 7, 5, 3, 1]),
        (7, [10, 7, 5, 3, 1]),
        (6, [7, 5, 4, 2, 1]),
        (5, [5, 3, 2, 1, 1]),
        (4, [3, 2, 1, 1, 0]),
        (3, [2, 1, 1, 0, 0]),
        (2, [1, 0, 0, 0, 0]),
        (1, [0, 0, 0, 0, 0]),
    ];
    for (months, line) in table {
        let end = date(2026, 4, 1)
            .checked_add(jiff::Span::new().months(months))
            .unwrap();
        for (days, expected) in (1..=5).rev().zip(line) {
            let one = part_time(days, date(2026, 4, 1), Some(end));
            assert_eq!(
                days_in(&one, 2026),
                expected,
                "{months} months, {days} days"
            );
        }
    }
}

#[test]
fn fiscal_year_staff_get_more_with_every_year() {
    let table = [
        [11, 8, 6, 4, 2],
        [12, 9, 6, 4, 2],
        [14, 10, 8, 5, 2],
        [16, 12, 9, 6, 3],
        [18, 13, 10, 6, 3],
        [20, 15, 11, 7, 3],
        [20, 15, 11, 7, 3],
    ];
    for (year, line) in (2021..).zip(table) {
        for (days, expected) in (1..=5).rev().zip(line) {
            let one = part_time(days, date(2020, 4, 1), None);
            assert_eq!(days_in(&one, year), expected, "{year}, {days} days");
        }
    }
}

#[test]
fn twenty_nine_hours_a_week_count_as_five_days() {
    let policy = Policy::default();
    let of = |weekly| {
        let one = Served {
            employment: Employment::FiscalYearPart,
            weekly,
            ..served(date(2020, 4, 1))
        };
        pattern(&one, &policy)
    };
    assert_eq!(of(Minutes::of(29, 0)).days, 5);
    assert_eq!(of(Minutes::of(28, 59)).days, 4);
    assert_eq!(
        of(Minutes::of(38, 45)),
        Pattern {
            days: 5,
            day: Minutes(465)
        }
    );
    assert_eq!(
        of(Minutes::of(31, 0)),
        Pattern {
            days: 5,
            day: Minutes(372)
        }
    );
}

#[test]
fn shorter_weeks_get_a_share_of_the_days() {
    let policy = Policy::default();
    let days = GrantDays::always(YearStart::January);
    let year = days.year_of(date(2026, 1, 1));
    let opening = days.openings(2026, 2026)[0];
    let re_employed = |weekly, pattern| Served {
        employment: Employment::ReEmployedShort,
        weekly,
        pattern,
        ..served(date(2020, 4, 1))
    };
    let three = Pattern {
        days: 3,
        day: Minutes(465),
    };
    let given = granted(
        &re_employed(Minutes(3 * 465), Some(three)),
        year,
        opening,
        &policy,
    );
    assert_eq!(given.unwrap().minutes, Minutes(12 * 465), "20 × 3 / 5");
    let irregular = granted(
        &re_employed(Minutes::of(19, 0), None),
        year,
        opening,
        &policy,
    );
    // 155 hours × 19 / 38.75 = 76 hours.
    assert_eq!(irregular.unwrap().minutes, Minutes::of(76, 0));
}

#[test]
fn who_has_left_or_comes_later_is_granted_nothing() {
    let policy = Policy::default();
    let days = GrantDays::always(YearStart::January);
    let year = days.year_of(date(2026, 1, 1));
    let opening = days.openings(2026, 2026)[0];
    let gone = Served {
        left_on: Some(date(2026, 1, 1)),
        ..served(date(2000, 4, 1))
    };
    assert_eq!(granted(&gone, year, opening, &policy), None);
    assert_eq!(
        granted(&served(date(2027, 1, 1)), year, opening, &policy),
        None
    );
}

#[test]
fn who_is_hired_around_a_transition_is_granted_each_month_once() {
    let moved = GrantDays::new(YearStart::January, [(date(2012, 4, 1), YearStart::April)]);
    let year = moved.year_of(date(2012, 6, 1));
    let policy = Policy::default();
    let all = |hired_on| -> Vec<(Reason, i64)> {
        moved
            .openings(2012, 2012)
            .into_iter()
            .filter_map(|opening| granted(&served(hired_on), year, opening, &policy))
            .map(|one| (one.reason, one.minutes.0 / 465))
            .collect()
    };
    // February to December, and the three months for which the year was made longer.
    assert_eq!(
        all(date(2012, 2, 1)),
        [(Reason::FirstYear, 18), (Reason::Transition, 5)]
    );
    // May 2012 to March 2013.
    assert_eq!(all(date(2012, 5, 1)), [(Reason::FirstYear, 18)]);
    assert_eq!(all(date(2012, 4, 1)), [(Reason::FirstYear, 20)]);
}
