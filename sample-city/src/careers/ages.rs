//! The ages of those who lead nobody, as of April 2015: the hollow of the years around 2005, in which cities
//! hardly hired, and the bulges before and after.

use crate::dice::Dice;

/// From which age to which, and how many of one hundred.
const SHARES: [(i16, i16, usize); 6] = [
    (22, 26, 18),
    (27, 31, 17),
    (32, 37, 10),
    (38, 43, 20),
    (44, 50, 21),
    (51, 56, 14),
];

/// The band of ages that somebody's lies in.
pub(super) fn of_ordinary(dice: &mut Dice) -> (i16, i16) {
    let mut left = dice.below(100);
    for (first, last, share) in SHARES {
        if left < share {
            return (first, last);
        }
        left -= share;
    }
    (22, 56)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_are_of_one_hundred() {
        assert_eq!(SHARES.iter().map(|(.., share)| share).sum::<usize>(), 100);
    }
}
