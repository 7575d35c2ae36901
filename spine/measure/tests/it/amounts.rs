//! Decimal numbers, exactly as written.

use measure::Amount;
use proptest::prelude::*;
use std::cmp::Ordering;

#[test]
fn numbers_are_read_as_offices_write_them() {
    for (text, plain) in [
        ("0", "0"),
        ("-0.5", "-0.5"),
        ("80.7", "80.7"),
        ("80.70", "80.70"),
        ("１２．５", "12.5"),
        ("1,234,567", "1234567"),
        ("１，２３４", "1234"),
        ("▲3", "-3"),
        ("△0.25", "-0.25"),
        ("−7", "-7"),
        (" 12 ", "12"),
        ("9223372036854775807", "9223372036854775807"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("0.000001", "0.000001"),
    ] {
        assert_eq!(text.parse::<Amount>().unwrap().to_string(), plain, "{text}");
    }
}

#[test]
fn text_that_is_no_number_is_refused() {
    for text in [
        "",
        "-",
        ".",
        ".5",
        "5.",
        "--5",
        "5-",
        "+5",
        "1e3",
        "約6割",
        "12人",
        "1.2.3",
        "0x10",
        "0.0000001",
        "9223372036854775808",
        "∞",
        "NaN",
    ] {
        assert!(text.parse::<Amount>().is_err(), "{text}");
    }
}

#[test]
fn shares_round_half_away_from_zero() {
    for (part, whole, decimals, text) in [
        (27, 45, 1, "60.0"),
        (1, 3, 1, "33.3"),
        (2, 3, 1, "66.7"),
        (1, 8, 1, "12.5"),
        (1, 8, 0, "13"),
        (-1, 8, 0, "-13"),
        (1, 3, 6, "33.333333"),
        (0, 7, 2, "0.00"),
    ] {
        assert_eq!(
            Amount::percentage(part, whole, decimals)
                .unwrap()
                .to_string(),
            text
        );
    }
    assert_eq!(Amount::percentage(1, 0, 1), None);
    assert_eq!(Amount::percentage(1, -4, 1), None);
    assert_eq!(
        Amount::percentage(1, 4, 7),
        None,
        "more decimals than an amount keeps"
    );
    assert_eq!(Amount::percentage(i64::MAX, 1, 0), None, "does not fit");
    assert_eq!(Amount::quotient(i128::MAX, 1, 6), None, "does not fit");
    assert_eq!(Amount::quotient(i128::MIN, 1, 0), None, "does not fit");
}

fn amount() -> impl Strategy<Value = Amount> {
    (any::<i64>(), 0_u8..=6).prop_map(|(digits, scale)| Amount::new(digits, scale).unwrap())
}

proptest! {
    #[test]
    fn every_amount_reads_back_digit_by_digit(amount in amount()) {
        let back: Amount = amount.to_string().parse().unwrap();
        prop_assert_eq!((back.digits(), back.scale()), (amount.digits(), amount.scale()));
        let json = serde_json::to_string(&amount).unwrap();
        prop_assert_eq!(serde_json::from_str::<Amount>(&json).unwrap().to_string(), amount.to_string());
    }

    #[test]
    fn trailing_zeros_do_not_change_the_value(digits in -1_000_000_i64..1_000_000, scale in 0_u8..6) {
        let short = Amount::new(digits, scale).unwrap();
        let long = Amount::new(digits * 10, scale + 1).unwrap();
        prop_assert_eq!(short, long);
        prop_assert_eq!(short.cmp(&long), Ordering::Equal);
    }

    #[test]
    fn order_is_that_of_the_numbers(a in -1000_i64..1000, b in -1000_i64..1000, scale in 0_u8..=6) {
        let of = |digits| Amount::new(digits, scale).unwrap();
        prop_assert_eq!(of(a).cmp(&of(b)), a.cmp(&b));
        prop_assert_eq!(of(a) < Amount::whole(b), i128::from(a) < i128::from(b) * 10_i128.pow(scale.into()));
    }

    #[test]
    fn a_quotient_is_off_by_at_most_half_a_digit(
        part in -1_000_000_000_i128..1_000_000_000, whole in 1_i128..1_000_000, decimals in 0_u8..=6,
    ) {
        let rounded = Amount::quotient(part, whole, decimals).unwrap();
        let exact = part * 10_i128.pow(decimals.into());
        prop_assert!((i128::from(rounded.digits()) * whole - exact).abs() * 2 <= whole);
    }

    #[test]
    fn no_text_makes_the_reader_fall_over(text in "\\PC{0,24}") {
        let _ = text.parse::<Amount>();
    }
}
