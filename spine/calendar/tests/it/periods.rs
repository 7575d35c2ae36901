//! Half-open periods.

use calendar::{EmptyPeriod, Period};
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn day(number: i64) -> Date {
    date(2020, 1, 1) + jiff::Span::new().days(number)
}

#[test]
fn a_period_without_a_day_is_refused_also_from_a_file() {
    let (from, to) = (day(3), day(3));
    assert_eq!(Period::new(from, Some(to)), Err(EmptyPeriod { from, to }));
    let error = serde_json::from_str::<Period>(r#"{"from":"2026-04-01","to":"2026-04-01"}"#);
    assert_eq!(
        error.unwrap_err().to_string(),
        "the period from 2026-04-01 to 2026-04-01 holds no day"
    );
}

#[test]
fn a_period_survives_a_file() {
    for period in [
        Period::starting(day(0)),
        Period::new(day(0), Some(day(9))).unwrap(),
    ] {
        let text = serde_json::to_string(&period).unwrap();
        assert_eq!(serde_json::from_str::<Period>(&text).unwrap(), period);
    }
}

fn period() -> impl Strategy<Value = Period> {
    (0..60_i64, proptest::option::of(1..40_i64))
        .prop_map(|(from, length)| Period::new(day(from), length.map(|l| day(from + l))).unwrap())
}

proptest! {
    /// Every open period is longer than the hundred days looked at.
    #[test]
    fn periods_overlap_when_they_share_a_day(a in period(), b in period()) {
        let shared = (0..101).any(|number| a.contains(day(number)) && b.contains(day(number)));
        prop_assert_eq!(a.overlaps(b), shared);
        prop_assert_eq!(b.overlaps(a), shared);
    }

    #[test]
    fn a_period_holds_its_first_day_and_not_its_end(period in period()) {
        prop_assert!(period.contains(period.from()));
        prop_assert!(period.overlaps(period));
        if let Some(end) = period.to() {
            prop_assert!(!period.contains(end));
            prop_assert!(!period.overlaps(Period::starting(end)));
        }
    }
}
