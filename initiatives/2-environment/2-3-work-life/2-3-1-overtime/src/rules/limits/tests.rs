//! The worked examples, and what must hold for every record.

use super::*;
use crate::rules::places::Terms;
use proptest::prelude::*;

/// Hours from April to March in a demanding section; together 722.
const EXAMPLE: [i64; 12] = [60, 50, 40, 85, 90, 70, 46, 45, 44, 47, 99, 46];

fn year(hours: [i64; 12], regime: Regime) -> YearRecord {
    YearRecord {
        counted: hours.map(|hours| hours * HOUR),
        ..YearRecord::empty(regime)
    }
}

fn first(record: &YearRecord, limit: &str) -> Option<Breach> {
    breaches(record, &Limits::default())
        .into_iter()
        .find(|breach| breach.limit.name() == limit)
}

#[test]
fn the_seventh_month_over_45_hours_is_january() {
    // Worked example 1: November with 45 hours is not over.
    let record = year(EXAMPLE, Regime::Demanding);
    assert_eq!(record.total(), 722 * HOUR);
    assert_eq!(record.months_over(12, Limits::default().month), 9);
    assert_eq!(record.months_over(9, Limits::default().month), 6);
    assert_eq!(
        first(&record, "months-over").map(|breach| breach.month),
        Some(9)
    );
}

#[test]
fn the_year_breaks_in_march_by_two_hours() {
    // Worked example 2.
    let record = year(EXAMPLE, Regime::Demanding);
    assert_eq!(record.up_to(10), 676 * HOUR);
    let breach = first(&record, "busy-year").unwrap();
    assert_eq!((breach.month, breach.used - breach.most), (11, 2 * HOUR));
}

#[test]
fn a_month_of_a_demanding_section_stays_below_100_hours() {
    // Worked example 3.
    let mut record = year(EXAMPLE, Regime::Demanding);
    record.counted[10] = 100 * HOUR - 1;
    assert_eq!(first(&record, "busy-month"), None);
    record.counted[10] = 100 * HOUR;
    assert_eq!(
        first(&record, "busy-month").map(|breach| breach.month),
        Some(10)
    );
}

#[test]
fn the_means_break_in_august_and_in_september() {
    // Worked example 4.
    let record = year(EXAMPLE, Regime::Demanding);
    let sums: Vec<Option<i64>> = (2..=6)
        .map(|months| record.window(5, months, true))
        .collect();
    let hours = [160, 245, 285, 335, 395].map(|hours| Some(hours * HOUR));
    assert_eq!(sums, hours, "80.0, 81.67, 71.25, 67.0, 65.83");
    let means: Vec<(usize, Limit)> = breaches(&record, &Limits::default())
        .into_iter()
        .filter(|breach| breach.limit.name() == "mean")
        .map(|breach| (breach.month, breach.limit))
        .collect();
    assert_eq!(means, [(4, Limit::Mean(2)), (5, Limit::Mean(3))]);
    assert_eq!(
        record.window(4, 2, true),
        Some(175 * HOUR),
        "87.5 in August"
    );
}

#[test]
fn an_ordinary_section_has_45_hours_a_month_and_360_a_year() {
    // Worked example 5.
    let mut record = YearRecord::empty(Regime::Ordinary);
    record.counted[0] = 45 * HOUR;
    assert_eq!(first(&record, "month"), None);
    record.counted[0] += 1;
    assert_eq!(first(&record, "month").map(|breach| breach.month), Some(0));
    let mut record = year([30; 12], Regime::Ordinary);
    assert_eq!(breaches(&record, &Limits::default()), []);
    record.counted[11] += 1;
    assert_eq!(first(&record, "year").map(|breach| breach.month), Some(11));
}

#[test]
fn after_a_transfer_in_october_five_months_have_150_hours() {
    // Worked example 6: 395 hours from April to September, the transfer on 10 October.
    let mut record = year(
        [60, 50, 40, 85, 90, 70, 46, 30, 30, 30, 30, 30],
        Regime::Demanding,
    );
    for month in 7..12 {
        record.regimes[month] = Regime::After { first: 7 };
    }
    assert_eq!(record.up_to(5), 395 * HOUR);
    assert_eq!(first(&record, "remaining"), None);
    assert_eq!(first(&record, "month"), None);
    record.counted[11] += 1;
    assert_eq!(
        first(&record, "remaining").map(|breach| breach.month),
        Some(11)
    );
    record.counted[7] = 45 * HOUR + 1;
    assert_eq!(first(&record, "month").map(|breach| breach.month), Some(7));
    record.counted[6] = 100 * HOUR;
    assert_eq!(
        first(&record, "busy-month").map(|breach| breach.month),
        Some(6)
    );
    let year = margins(&record, &Limits::default(), 11);
    assert!(year.iter().any(|margin| margin.limit == Limit::BusyYear));
}

#[test]
fn the_table_of_limits_is_the_rules() {
    let limits = Limits::default();
    assert_eq!(
        (limits.month, limits.year),
        (Bound::over(45), Bound::over(360))
    );
    assert_eq!(
        (limits.busy_month, limits.busy_year),
        (Bound::from(100), Bound::over(720))
    );
    assert_eq!((limits.mean, limits.months_over), (Bound::over(80), 6));
}

#[test]
fn means_reach_into_the_year_before_unless_the_city_says_otherwise() {
    let mut record = YearRecord::empty(Regime::Demanding);
    record.before[4] = 90 * HOUR;
    record.counted[0] = 80 * HOUR;
    assert_eq!(first(&record, "mean").map(|breach| breach.month), Some(0));
    let within = Limits {
        across_years: false,
        ..Limits::default()
    };
    assert_eq!(breaches(&record, &within), []);
}

#[test]
fn special_work_excuses_what_would_stand_without_it() {
    let mut record = YearRecord::empty(Regime::Ordinary);
    record.counted[5] = 60 * HOUR;
    record.special[5] = 20 * HOUR;
    record.counted[6] = 60 * HOUR;
    record.special[6] = 10 * HOUR;
    let found: Vec<(usize, bool)> = breaches(&record, &Limits::default())
        .iter()
        .map(|breach| (breach.month, breach.special))
        .collect();
    assert_eq!(found, [(5, true), (6, false)]);
}

#[test]
fn an_agreement_has_its_own_hours_and_a_listed_workplace_needs_one() {
    let terms = Terms {
        month: 45 * HOUR,
        year: 360 * HOUR,
        special_month: 80 * HOUR,
        special_year: 700 * HOUR,
        times: 2,
    };
    let mut record = year(
        [50, 50, 50, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        Regime::Listed(Some(terms)),
    );
    let times = first(&record, "agreed-times").unwrap();
    assert_eq!(times.month, 2, "the third month over 45 hours");
    record.weekly[2] = 5 * HOUR;
    assert_eq!(
        first(&record, "agreed-times"),
        None,
        "the weekly holiday is left out"
    );
    record.counted[2] = 86 * HOUR;
    assert_eq!(
        first(&record, "agreed-month").map(|breach| breach.used),
        Some(81 * HOUR)
    );
    let record = year([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Regime::Listed(None));
    assert_eq!(
        first(&record, "no-agreement").map(|breach| breach.month),
        Some(0)
    );
}

#[test]
fn managers_have_no_limits() {
    assert_eq!(
        breaches(&year([150; 12], Regime::Outside), &Limits::default()),
        []
    );
}

fn regime() -> impl Strategy<Value = Regime> {
    prop_oneof![
        Just(Regime::Ordinary),
        Just(Regime::Demanding),
        Just(Regime::Outside),
        Just(Regime::Listed(None)),
    ]
}

proptest! {
    #[test]
    fn a_margin_is_exactly_what_may_still_be_worked(
        counted in prop::array::uniform12(0_i64..7000), before in prop::array::uniform5(0_i64..7000),
        regime in regime(), month in 0_usize..12,
    ) {
        let record = YearRecord { counted, before, ..YearRecord::empty(regime) };
        let limits = Limits::default();
        for margin in margins(&record, &limits, month) {
            let mut more = record;
            more.counted[month] += margin.left;
            let at = margins(&more, &limits, month).into_iter().find(|one| one.limit == margin.limit);
            prop_assert_eq!(at.map(|one| one.left), Some(0));
        }
    }

    #[test]
    fn more_overtime_never_mends_a_breach(
        counted in prop::array::uniform12(0_i64..7000), regime in regime(), month in 0_usize..12, more in 0_i64..3000,
    ) {
        let record = YearRecord { counted, ..YearRecord::empty(regime) };
        let mut longer = record;
        longer.counted[month] += more;
        let limits = Limits::default();
        let after = breaches(&longer, &limits);
        for breach in breaches(&record, &limits) {
            prop_assert!(after.iter().any(|one| one.limit.name() == breach.limit.name() && one.month <= breach.month));
        }
    }

    #[test]
    fn special_work_never_adds_a_breach(
        counted in prop::array::uniform12(0_i64..7000), share in 0_i64..100, regime in regime(),
    ) {
        let mut record = YearRecord { counted, ..YearRecord::empty(regime) };
        let plain = breaches(&record, &Limits::default()).len();
        record.special = counted.map(|minutes| minutes * share / 100);
        prop_assert_eq!(breaches(&record, &Limits::default()).len(), plain);
    }
}
