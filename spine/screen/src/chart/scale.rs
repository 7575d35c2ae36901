//! The scale of an axis: round steps, whole-number arithmetic.

use measure::Amount;

/// An axis from `low` to `high` (millionths), divided by `step`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    pub low: i128,
    pub high: i128,
    pub step: i128,
}

/// How many steps an axis has at most, give or take the rounding.
const STEPS: i128 = 4;

impl Scale {
    /// An axis that begins at zero: for bars, whose length is the value.
    pub fn from_zero(values: impl Iterator<Item = Amount>) -> Scale {
        let (low, high) = bounds(values);
        Scale::rounded(low.min(0), high.max(0))
    }

    /// An axis for a line: it begins at zero unless all values lie close together far from it.
    pub fn around(values: impl Iterator<Item = Amount>, percent: bool) -> Scale {
        let (low, high) = bounds(values);
        let mut scale = if low >= 0 && low * 2 <= high {
            Scale::rounded(0, high)
        } else {
            let margin = ((high - low) / 4).max(high.abs() / 50).max(1);
            let mut scale = Scale::rounded(low - margin, high + margin);
            if low >= 0 {
                scale.low = scale.low.max(0);
            }
            scale
        };
        let whole = Amount::whole(100).millionths();
        if percent && high <= whole {
            scale.high = scale.high.min(whole);
        }
        scale
    }

    /// An axis for a line without marks: as high as its values.
    pub fn tight(values: impl Iterator<Item = Amount>) -> Scale {
        let (low, high) = bounds(values);
        Scale {
            low,
            high: high.max(low + 1),
            step: 1,
        }
    }

    fn rounded(low: i128, high: i128) -> Scale {
        let step = round_step((high - low).max(1));
        Scale {
            low: low.div_euclid(step) * step,
            high: (high + step - 1)
                .div_euclid(step)
                .max(low.div_euclid(step) + 1)
                * step,
            step,
        }
    }

    /// The marks of the axis, lowest first.
    pub fn marks(self) -> impl Iterator<Item = Amount> {
        let first = (self.low + self.step - 1).div_euclid(self.step);
        (first..=self.high.div_euclid(self.step)).map(move |at| amount_of(at * self.step))
    }

    /// Where a value lies between two places.
    pub fn at(self, value: Amount, from: i64, to: i64) -> i64 {
        let along =
            (value.millionths() - self.low) * i128::from(to - from) / (self.high - self.low);
        from + i64::try_from(along).unwrap_or_default()
    }
}

fn bounds(values: impl Iterator<Item = Amount>) -> (i128, i128) {
    let mut bounds: Option<(i128, i128)> = None;
    for value in values.map(Amount::millionths) {
        bounds = Some(bounds.map_or((value, value), |(low, high)| {
            (low.min(value), high.max(value))
        }));
    }
    bounds.unwrap_or((0, Amount::whole(1).millionths()))
}

/// The smallest of 1, 2, 5, 10, 20, 50 … that needs no more than [`STEPS`] steps.
fn round_step(range: i128) -> i128 {
    let mut unit = 1;
    loop {
        for step in [unit, unit * 2, unit * 5] {
            if step * STEPS >= range {
                return step;
            }
        }
        unit *= 10;
    }
}

/// The figure of so many millionths, without zeros at its end.
pub(super) fn amount_of(millionths: i128) -> Amount {
    let (mut digits, mut scale) = (millionths, 6_u8);
    while scale > 0 && digits % 10 == 0 {
        digits /= 10;
        scale -= 1;
    }
    i64::try_from(digits)
        .ok()
        .and_then(|digits| Amount::new(digits, scale).ok())
        .unwrap_or(Amount::whole(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amounts(texts: &[&str]) -> Vec<Amount> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn marks(scale: Scale) -> Vec<String> {
        scale.marks().map(|mark| mark.to_string()).collect()
    }

    #[test]
    fn an_axis_has_round_marks() {
        let scale = Scale::from_zero(amounts(&["31.4", "11.3"]).into_iter());
        assert_eq!(marks(scale), ["0", "10", "20", "30", "40"]);
        let scale = Scale::around(amounts(&["3.21", "3.46", "3.6"]).into_iter(), false);
        assert_eq!(marks(scale), ["3", "3.2", "3.4", "3.6", "3.8"]);
    }

    #[test]
    fn a_share_never_needs_more_than_a_hundred_percent() {
        let scale = Scale::around(amounts(&["92", "98.5"]).into_iter(), true);
        assert_eq!(marks(scale).last().map(String::as_str), Some("100"));
        let scale = Scale::around(amounts(&["92", "104"]).into_iter(), true);
        assert!(scale.high > Amount::whole(104).millionths());
    }

    #[test]
    fn an_axis_without_values_or_with_only_zero_still_has_a_length() {
        for values in [vec![], amounts(&["0"]), amounts(&["0", "0"])] {
            let scale = Scale::from_zero(values.into_iter());
            assert!(scale.high > scale.low);
        }
    }

    proptest! {
        #[test]
        fn every_value_lies_on_its_axis(digits in proptest::collection::vec(-10_000_000_i64..10_000_000, 1..8), scale in 0_u8..4, percent: bool) {
            let values: Vec<Amount> = digits.iter().map(|d| Amount::new(*d, scale).unwrap()).collect();
            for axis in [Scale::from_zero(values.iter().copied()), Scale::around(values.iter().copied(), percent)] {
                for value in &values {
                    prop_assert!((0..=1000).contains(&axis.at(*value, 0, 1000)), "{axis:?} {value}");
                }
                prop_assert!((2..=9).contains(&axis.marks().count()), "{axis:?}");
            }
        }
    }
}
