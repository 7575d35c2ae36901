//! How much of a target was reached.

use calendar::FiscalYear;
use measure::{Amount, Baseline, Comparator, Grade, Target, Thresholds, achievement, grade, judge};
use proptest::prelude::*;

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn target(comparator: Comparator, goal: &str, start: Option<&str>) -> Target {
    let baseline = start.map(|text| Baseline {
        year: FiscalYear(2018),
        amount: Some(amount(text)),
    });
    Target {
        comparator,
        amount: amount(goal),
        baseline,
    }
}

#[test]
fn shares_agree_with_the_worked_examples() {
    use Comparator::{AtLeast, AtMost, Equal};
    for (comparator, goal, start, actual, percent) in [
        // Twelve days of leave where fourteen were asked.
        (AtLeast, "14", None, "12", Some("85.7")),
        // A cut of 3.5 % against one of 5 %, counted as the cut and as hours.
        (AtLeast, "5", None, "3.5", Some("70.0")),
        (AtMost, "3800", Some("4000"), "3860", Some("70.0")),
        // The cut grew worse than the start.
        (AtMost, "3800", Some("4000"), "4100", Some("-50.0")),
        (AtLeast, "90", None, "80.7", Some("89.7")),
        (AtMost, "45", None, "60", Some("75.0")),
        (AtMost, "45", None, "30", Some("150.0")),
        (Equal, "21", None, "21.0", Some("100.0")),
        (Equal, "21", None, "20", Some("0.0")),
        // The start already lies beyond the target: there is no way to go, so the plain share counts.
        (AtLeast, "90", Some("95"), "81", Some("90.0")),
        (AtMost, "50", Some("40"), "100", Some("50.0")),
        // No share of nothing.
        (AtLeast, "0", None, "3", None),
        (AtMost, "0", None, "0", None),
        (AtMost, "0", None, "2", Some("0.0")),
        (AtMost, "5", None, "0", None),
        (AtLeast, "5", Some("5"), "7", None),
        (AtLeast, "-5", None, "-3", None),
    ] {
        let share = achievement(&target(comparator, goal, start), amount(actual));
        assert_eq!(
            share.percent().map(|p| p.to_string()).as_deref(),
            percent,
            "{comparator:?} {goal} from {start:?}: {actual}"
        );
    }
}

#[test]
fn a_baseline_named_by_its_year_only_does_not_change_the_share() {
    let mut cut = target(Comparator::AtLeast, "3", None);
    cut.baseline = Some(Baseline {
        year: FiscalYear(2015),
        amount: None,
    });
    assert_eq!(
        achievement(&cut, amount("5"))
            .percent()
            .unwrap()
            .to_string(),
        "166.7"
    );
}

#[test]
fn grades_change_exactly_at_their_thresholds() {
    let hundred = target(Comparator::AtLeast, "100", None);
    for (actual, expected) in [
        ("100", Grade::Achieved),
        ("99.9", Grade::OnTrack),
        ("90", Grade::OnTrack),
        ("89.999999", Grade::SlightlyBehind),
        ("70", Grade::SlightlyBehind),
        ("69.9", Grade::Behind),
        ("0", Grade::Behind),
        ("-1", Grade::Behind),
    ] {
        let share = achievement(&hundred, amount(actual));
        assert_eq!(
            grade(share, Thresholds::default()),
            Some(expected),
            "{actual}"
        );
        assert_eq!(
            judge(&hundred, amount(actual), Thresholds::default()),
            Some(expected)
        );
    }
}

#[test]
fn a_target_that_is_met_is_achieved_even_where_no_share_exists() {
    let accidents = target(Comparator::AtMost, "5", None);
    assert_eq!(
        grade(achievement(&accidents, amount("0")), Thresholds::default()),
        None
    );
    assert_eq!(
        judge(&accidents, amount("0"), Thresholds::default()),
        Some(Grade::Achieved)
    );
    let none = target(Comparator::AtMost, "0", None);
    assert_eq!(
        judge(&none, amount("0"), Thresholds::default()),
        Some(Grade::Achieved)
    );
    assert_eq!(
        judge(&none, amount("1"), Thresholds::default()),
        Some(Grade::Behind)
    );
}

fn any_target() -> impl Strategy<Value = Target> {
    let number = || -2_000_i64..2_000;
    let comparator = prop_oneof![
        Just(Comparator::AtLeast),
        Just(Comparator::AtMost),
        Just(Comparator::Equal)
    ];
    (comparator, number(), proptest::option::of(number())).prop_map(|(comparator, goal, start)| {
        let of = |digits| Amount::new(digits, 1).unwrap();
        let baseline = start.map(|s| Baseline {
            year: FiscalYear(2018),
            amount: Some(of(s)),
        });
        Target {
            comparator,
            amount: of(goal),
            baseline,
        }
    })
}

proptest! {
    /// A better figure never gets a smaller share or a worse grade.
    #[test]
    fn achievement_is_monotonic(target in any_target(), a in -3_000_i64..3_000, b in -3_000_i64..3_000) {
        let (better, worse) = match target.comparator {
            Comparator::AtLeast => (a.max(b), a.min(b)),
            Comparator::AtMost => (a.min(b), a.max(b)),
            Comparator::Equal => return Ok(()),
        };
        let of = |digits| Amount::new(digits, 1).unwrap();
        let percent = |digits| achievement(&target, of(digits)).percent();
        if let (Some(better), Some(worse)) = (percent(better), percent(worse)) {
            prop_assert!(better >= worse, "{better} {worse}");
        }
        let graded = |digits| judge(&target, of(digits), Thresholds::default());
        if let (Some(better), Some(worse)) = (graded(better), graded(worse)) {
            prop_assert!(better <= worse, "{better:?} {worse:?}");
        }
    }

    /// The share reaches 100 % exactly where the target is met.
    #[test]
    fn a_full_share_means_the_target_is_met(target in any_target(), actual in -3_000_i64..3_000) {
        let actual = Amount::new(actual, 1).unwrap();
        if let Some(grade) = grade(achievement(&target, actual), Thresholds::default()) {
            prop_assert_eq!(grade == Grade::Achieved, target.is_met(actual));
        }
    }
}
