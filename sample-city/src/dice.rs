//! Chance that always falls the same way for the same seed, on every machine and in every version of
//! every library: the sample city of a screenshot in the guide is the one on your screen.

/// SplitMix64 (Steele, Lea, Flood 2014): small, and fixed by its published constants.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice that fall according to the seed.
    #[must_use]
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to but without `sides`; 0 when there are none.
    pub fn below(&mut self, sides: usize) -> usize {
        let sides = u64::try_from(sides).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % sides).unwrap_or(0)
    }

    /// A number from the first to the last, both included.
    pub fn between(&mut self, first: i16, last: i16) -> i16 {
        let sides = usize::try_from(last - first + 1).unwrap_or(1);
        first + i16::try_from(self.below(sides)).unwrap_or(0)
    }

    /// Whether something happens that happens `share` times out of a hundred.
    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    /// One of the things.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        things.get(self.below(things.len()))
    }

    /// Puts the things in an order of chance.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_falls_the_same_way_for_ever() {
        let mut dice = Dice::new(0);
        // The first outputs of the published algorithm for seed 0.
        assert_eq!(dice.next(), 0xE220_A839_7B1D_CDAF);
        assert_eq!(dice.next(), 0x6E78_9E6A_A1B9_65F4);
    }

    #[test]
    fn every_side_comes_up() {
        let mut dice = Dice::new(7);
        let mut seen = [0; 6];
        for _ in 0..600 {
            seen[dice.below(6)] += 1;
        }
        assert!(seen.iter().all(|count| *count > 50), "{seen:?}");
        assert_eq!(dice.below(0), 0);
        assert!((0..100).all(|_| (3..=5).contains(&dice.between(3, 5))));
    }
}
