//! The worked examples of the rules, one by one.

use calendar::{Date, FiscalYear, Minutes};
use jiff::civil::date;
use paid_leave::records::{Act, Entry, EntryId, LeaveYear, Lot, LotId, Origin, Part, Pattern};
use paid_leave::rules::counting::{self, NoLeave, Wish, in_days, is_fine};
use paid_leave::rules::entitlement::{Reason, Served, granted};
use paid_leave::rules::kinds::{self, NotOfKind, longest_stretch, may_take};
use paid_leave::rules::ledger::{Ending, allocate, close, fold, may_reduce};
use paid_leave::rules::survey::{Surveyed, mean_days};
use paid_leave::rules::years::GrantDays;
use paid_leave::rules::{Duty, Fractions, Order, Policy, Smallest, YearStart};
use people::Employment;

pub const DAY: Minutes = Minutes::of(7, 45);

pub fn lot(id: i64, origin: Origin, left: Minutes) -> Lot {
    Lot {
        id: LotId(id),
        origin,
        year_on: date(2025, 1, 1),
        granted_on: date(2025, 1, 1),
        expires_on: date(2026, 1, 1),
        left,
    }
}

pub fn ending(fractions: Fractions) -> Ending {
    Ending {
        day: DAY,
        carry_days: 20,
        fractions,
        already: Minutes(0),
        reserved: Minutes(0),
    }
}

fn weekday(day: Date) -> bool {
    day.weekday().to_monday_zero_offset() < 5
}

#[test]
fn example_a_carried_over_leave_goes_first_and_the_rest_is_carried_over_in_full() {
    let entered = Minutes(18 * DAY.0) + Minutes::of(6, 30);
    assert!(
        !is_fine(entered, DAY, Smallest::Hour),
        "6 h 30 min is not whole hours"
    );
    let used = Minutes(18 * DAY.0) + Minutes::of(6, 0);
    assert!(is_fine(used, DAY, Smallest::Hour));
    assert_eq!(used, Minutes::of(145, 30));
    let mut lots = [
        lot(1, Origin::Carried, Minutes::of(96, 0)),
        lot(2, Origin::Grant, Minutes::of(155, 0)),
    ];
    assert_eq!(in_days(lots[0].left, DAY), (12, 3, 0));
    let taken = allocate(&lots, used, date(2025, 12, 1), Order::CarriedFirst).unwrap();
    assert_eq!(
        taken,
        [
            (LotId(1), Minutes::of(96, 0)),
            (LotId(2), Minutes::of(49, 30))
        ]
    );
    for (lot, piece) in taken {
        let found = lots.iter_mut().find(|one| one.id == lot).unwrap();
        found.left = found.left - piece;
    }
    let left: Minutes = lots.iter().map(|lot| lot.left).sum();
    assert_eq!(
        (left, in_days(left, DAY)),
        (Minutes::of(105, 30), (13, 4, 45))
    );
    let kept = close(&lots, &ending(Fractions::Kept));
    assert_eq!((kept[0].carried, kept[0].expired), (left, Minutes(0)));
    let cut = close(&lots, &ending(Fractions::Cut));
    assert_eq!(
        (cut[0].carried, cut[0].expired),
        (Minutes(13 * DAY.0), Minutes::of(4, 45))
    );
}

#[test]
fn example_b_twenty_days_are_carried_over_and_seven_old_ones_expire() {
    let lots = [
        lot(1, Origin::Carried, Minutes(7 * DAY.0)),
        lot(2, Origin::Grant, Minutes(20 * DAY.0)),
    ];
    let closed = close(&lots, &ending(Fractions::Kept));
    let carried: Minutes = closed.iter().map(|one| one.carried).sum();
    let expired: Minutes = closed.iter().map(|one| one.expired).sum();
    assert_eq!(
        (carried, expired),
        (Minutes(20 * DAY.0), Minutes(7 * DAY.0))
    );
}

#[test]
fn example_c_somebody_hired_in_october_has_five_days_and_twenty_more_in_january() {
    let days = GrantDays::always(YearStart::January);
    let policy = Policy::default();
    let new = served(date(2025, 10, 1));
    let in_year = |year: i16| {
        let first = date(year, 1, 1);
        let opening = days.openings(year, year)[0];
        granted(&new, days.year_of(first), opening, &policy).unwrap()
    };
    let first = in_year(2025);
    assert_eq!(
        (first.on, first.minutes, first.reason),
        (date(2025, 10, 1), Minutes(5 * DAY.0), Reason::FirstYear)
    );
    let second = in_year(2026);
    assert_eq!(
        (second.on, second.minutes, second.reason),
        (date(2026, 1, 1), Minutes(20 * DAY.0), Reason::Year)
    );
}

pub fn served(hired_on: Date) -> Served {
    Served {
        employment: Employment::Regular,
        hired_on,
        left_on: None,
        weekly: Minutes::of(38, 45),
        pattern: None,
    }
}

#[test]
fn example_d_a_city_that_moves_its_grant_day_grants_five_days_for_three_months() {
    let moved = GrantDays::new(YearStart::January, [(date(2012, 4, 1), YearStart::April)]);
    let year = moved.year_of(date(2012, 6, 1));
    assert_eq!(
        year,
        LeaveYear {
            first: date(2012, 1, 1),
            end: date(2013, 4, 1)
        }
    );
    let policy = Policy::default();
    let old = served(date(2000, 4, 1));
    let grants: Vec<Minutes> = moved
        .openings(2012, 2012)
        .into_iter()
        .filter_map(|opening| granted(&old, year, opening, &policy))
        .map(|one| one.minutes)
        .collect();
    assert_eq!(grants, [Minutes(20 * DAY.0), Minutes(5 * DAY.0)]);
    // 20 granted in January, 14 carried over, 6 used from January to March, 5 for the months between.
    let entry = |id, act, days: i64, on| Entry {
        id: EntryId(id),
        lot: LotId(1),
        year_on: year.first,
        act,
        on,
        minutes: Minutes(days * DAY.0),
        request: None,
        reverses: None,
    };
    let ledger = [
        entry(1, Act::Grant, 20, date(2012, 1, 1)),
        entry(2, Act::CarryIn, 14, date(2012, 1, 1)),
        entry(3, Act::Take, -6, date(2012, 2, 1)),
        entry(4, Act::Grant, 5, date(2012, 4, 1)),
    ];
    let balance = fold(&ledger, Minutes(0), date(2012, 4, 1));
    assert_eq!(balance.left(), Minutes(33 * DAY.0));
    assert_eq!(moved.after(year).first, date(2013, 4, 1));
    assert_eq!(moved.before(year).first, date(2011, 1, 1));
}

#[test]
fn example_e_eight_single_hours_are_a_day_and_a_quarter_of_an_hour_or_a_day() {
    let hours: Minutes = [Minutes::of(1, 0); 8].into_iter().sum();
    assert_eq!(in_days(hours, DAY), (1, 0, 15));
    assert_eq!(in_days(hours, Minutes::of(8, 0)), (1, 0, 0));
}

#[test]
fn example_f_the_mean_leaves_out_who_was_absent_or_came_during_the_year() {
    let one = |days: i64| Surveyed {
        hired_on: date(2010, 4, 1),
        left_on: None,
        absent: false,
        taken: Minutes(days * DAY.0),
        day: DAY,
    };
    let mut staff: Vec<Surveyed> = [20, 5, 12, 13, 10, 15, 11, 14].map(one).to_vec();
    staff.push(Surveyed {
        absent: true,
        ..one(0)
    });
    staff.push(Surveyed {
        hired_on: date(2026, 7, 1),
        ..one(8)
    });
    let period = FiscalYear(2026).period();
    assert_eq!(mean_days(&staff, period).unwrap().to_string(), "12.5");
    // Who retires on the last day of the year has served all of it, who left a day before has not.
    let retired = |left_on| Surveyed {
        left_on: Some(left_on),
        ..one(20)
    };
    let with = |left_on| {
        let all = [one(10), retired(left_on)];
        mean_days(&all, period).unwrap().to_string()
    };
    assert_eq!(with(date(2027, 4, 1)), "15");
    assert_eq!(with(date(2027, 3, 31)), "10");
    assert_eq!(mean_days(&[], period), None);
}

#[test]
fn a_year_of_somebody_who_leaves_expires_and_reserved_minutes_wait() {
    let lots = [
        lot(1, Origin::Carried, Minutes(3 * DAY.0)),
        lot(2, Origin::Grant, Minutes(10 * DAY.0)),
    ];
    let gone = Ending {
        carry_days: 0,
        ..ending(Fractions::Kept)
    };
    assert!(
        close(&lots, &gone)
            .iter()
            .all(|one| one.carried == Minutes(0))
    );
    let waiting = Ending {
        reserved: Minutes(4 * DAY.0),
        ..ending(Fractions::Kept)
    };
    let closed = close(&lots, &waiting);
    assert_eq!(closed.len(), 1, "the old lot is held for the request");
    assert_eq!(
        (closed[0].lot, closed[0].carried, closed[0].expired),
        (LotId(2), Minutes(9 * DAY.0), Minutes(0))
    );
}

#[test]
fn half_days_are_the_working_time_before_and_after_noon() {
    let policy = Policy::default();
    let pattern = Pattern { days: 5, day: DAY };
    let annual = kinds::of(paid_leave::records::Kind::Annual);
    let length = |part, hours| {
        let wish = Wish {
            first: date(2026, 11, 24),
            last: date(2026, 11, 24),
            part,
            hours,
        };
        counting::days(&wish, annual, pattern, &policy, &weekday).map(|days| days[0].minutes)
    };
    assert_eq!(length(Part::Morning, Minutes(0)), Ok(Minutes::of(3, 30)));
    assert_eq!(length(Part::Afternoon, Minutes(0)), Ok(Minutes::of(4, 15)));
    assert_eq!(
        length(Part::Hours, Minutes::of(2, 0)),
        Ok(Minutes::of(2, 0))
    );
    assert_eq!(
        length(Part::Hours, Minutes::of(2, 15)),
        Err(NoLeave::TooFine(Smallest::Hour))
    );
    assert_eq!(
        length(Part::Hours, Minutes::of(7, 45)),
        Err(NoLeave::NotHours)
    );
    assert_eq!(length(Part::Hours, Minutes(0)), Err(NoLeave::NotHours));
    let days_only = Policy {
        smallest: Smallest::Day,
        ..policy.clone()
    };
    let wish = Wish {
        first: date(2026, 11, 24),
        last: date(2026, 11, 24),
        part: Part::Morning,
        hours: Minutes(0),
    };
    assert_eq!(
        counting::days(&wish, annual, pattern, &days_only, &weekday),
        Err(NoLeave::TooFine(Smallest::Day))
    );
}

#[test]
fn weekends_are_no_leave_and_days_in_the_wrong_order_are_refused() {
    let policy = Policy::default();
    let pattern = Pattern { days: 5, day: DAY };
    let annual = kinds::of(paid_leave::records::Kind::Annual);
    let wish = |first, last, part| Wish {
        first,
        last,
        part,
        hours: Minutes(0),
    };
    let count = |wish: Wish| counting::days(&wish, annual, pattern, &policy, &weekday);
    let friday = date(2026, 11, 20);
    let tuesday = date(2026, 11, 24);
    let days = count(wish(friday, tuesday, Part::Day)).unwrap();
    assert_eq!(days.len(), 3);
    assert_eq!(
        count(wish(tuesday, friday, Part::Day)),
        Err(NoLeave::Backwards)
    );
    assert_eq!(
        count(wish(date(2026, 11, 21), date(2026, 11, 22), Part::Day)),
        Err(NoLeave::NoWorkingDay)
    );
    assert_eq!(
        count(wish(friday, tuesday, Part::Morning)),
        Err(NoLeave::PartOfSeveralDays)
    );
    assert_eq!(
        count(wish(friday, date(2028, 1, 1), Part::Day)),
        Err(NoLeave::TooLong)
    );
    let sick = kinds::of(paid_leave::records::Kind::Sick);
    let days = counting::days(
        &wish(friday, tuesday, Part::Day),
        sick,
        pattern,
        &policy,
        &weekday,
    );
    let days = days.unwrap();
    assert_eq!(days.len(), 5, "sick leave counts the weekend");
    let all: Minutes = days.iter().map(|day| day.minutes).sum();
    assert_eq!(all, Minutes(3 * DAY.0), "but not as working time");
}

#[test]
fn summer_leave_keeps_to_its_months_and_volunteer_leave_to_five_days() {
    let policy = Policy::default();
    let take = |kind, days: &[Date], before: &[Date]| {
        let spans = |days: &[Date]| -> Vec<(Date, Minutes)> {
            days.iter().map(|day| (*day, DAY)).collect()
        };
        let kind = kinds::of(kind);
        may_take(kind, &spans(days), &spans(before), DAY, &policy, &weekday)
    };
    let august: Vec<Date> = (3..8).map(|day| date(2026, 8, day)).collect();
    let summer = paid_leave::records::Kind::Summer;
    assert_eq!(take(summer, &august, &[]), Ok(()));
    assert_eq!(
        take(summer, &[date(2026, 8, 10)], &august),
        Err(NotOfKind::TooMany { days: 5 })
    );
    assert_eq!(
        take(summer, &[date(2026, 10, 1)], &[]),
        Err(NotOfKind::NotInSummer { from: 7, to: 9 })
    );
    let volunteer = paid_leave::records::Kind::Volunteer;
    assert_eq!(
        take(volunteer, &[date(2026, 10, 1)], &august),
        Err(NotOfKind::TooMany { days: 5 })
    );
    let bereavement = paid_leave::records::Kind::Bereavement;
    assert_eq!(take(bereavement, &august, &[]), Ok(()));
}

#[test]
fn sick_leave_is_ninety_calendar_days_and_begins_anew_after_twenty_days_at_work() {
    let first = date(2026, 1, 5);
    let run = |from: Date, days: i32| -> Vec<Date> {
        (0..days)
            .map(|n| from.checked_add(jiff::Span::new().days(n)).unwrap())
            .collect()
    };
    let ninety = run(first, 90);
    assert_eq!(longest_stretch(ninety.iter().copied(), 20, &weekday), 90);
    let soon = run(first, 110).split_off(105);
    let both = ninety.iter().chain(&soon).copied();
    assert_eq!(longest_stretch(both, 20, &weekday), 95);
    let later = run(first, 150).split_off(140);
    let both = ninety.iter().chain(&later).copied();
    assert_eq!(longest_stretch(both, 20, &weekday), 90);
    let kind = kinds::of(paid_leave::records::Kind::Sick);
    let spans: Vec<(Date, Minutes)> = run(first, 91).into_iter().map(|day| (day, DAY)).collect();
    assert_eq!(
        may_take(kind, &spans, &[], DAY, &Policy::default(), &weekday),
        Err(NotOfKind::StretchTooLong { days: 90 })
    );
}

#[test]
fn a_correction_takes_nothing_away_that_was_used_or_asked_for() {
    let one = lot(1, Origin::Grant, Minutes(5 * DAY.0));
    let others = Minutes(2 * DAY.0);
    let reduce = |days: i64, reserved: i64| {
        may_reduce(
            &one,
            others,
            Minutes(days * DAY.0),
            Minutes(reserved * DAY.0),
        )
    };
    assert_eq!(reduce(5, 2), Ok(()));
    assert_eq!(reduce(6, 0), Err(DAY));
    assert_eq!(reduce(5, 3), Err(DAY));
}

#[test]
fn the_five_day_duty_is_a_law_for_some_a_goal_for_others_and_nothing_for_the_rest() {
    let policy = Policy {
        legal_families: vec!["技能労務".to_owned(), "水道技術".to_owned()],
        fiscal_year_duty: Duty::Off,
        ..Policy::default()
    };
    assert_eq!(policy.duty_of("水道技術", false), Duty::Legal);
    assert_eq!(policy.duty_of("一般事務", false), Duty::Goal);
    assert_eq!(policy.duty_of("一般事務", true), Duty::Off);
}
