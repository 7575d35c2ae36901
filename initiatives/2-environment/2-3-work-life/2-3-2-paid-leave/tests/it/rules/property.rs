//! What holds for every ledger: it never goes below nothing, every minute is accounted for, and ending a year
//! again changes nothing.

use super::examples::{DAY, ending};
use calendar::{Date, Minutes};
use jiff::civil::date;
use paid_leave::records::{Act, Entry, EntryId, Lot, LotId, Origin};
use paid_leave::rules::ledger::{allocate_all, close, fold, may_reduce};
use paid_leave::rules::{Fractions, Order};
use proptest::prelude::*;

/// What may happen to somebody's leave.
#[derive(Debug, Clone)]
enum Step {
    Take { day: u16, quarters: i64 },
    Cancel { which: usize },
    Adjust { quarters: i64 },
    Close,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (0_u16..365, 1_i64..40).prop_map(|(day, quarters)| Step::Take { day, quarters }),
        2 => any::<prop::sample::Index>().prop_map(|index| Step::Cancel { which: index.index(50) }),
        1 => (-60_i64..60).prop_map(|quarters| Step::Adjust { quarters }),
        1 => Just(Step::Close),
    ]
}

/// A ledger that only the rules write into.
struct Book {
    year: i16,
    entries: Vec<Entry>,
    lots: Vec<Lot>,
    fractions: Fractions,
}

impl Book {
    fn new(fractions: Fractions) -> Book {
        let mut book = Book {
            year: 2025,
            entries: Vec::new(),
            lots: Vec::new(),
            fractions,
        };
        book.lot(Origin::Grant, Act::Grant, Minutes(20 * DAY.0));
        book
    }

    fn lot(&mut self, origin: Origin, act: Act, minutes: Minutes) {
        let id = LotId(i64::try_from(self.lots.len()).unwrap() + 1);
        let first = date(self.year, 1, 1);
        self.lots.push(Lot {
            id,
            origin,
            year_on: first,
            granted_on: first,
            expires_on: date(self.year + 1, 1, 1),
            left: Minutes(0),
        });
        self.write(id, act, first, minutes, None);
    }

    fn write(
        &mut self,
        lot: LotId,
        act: Act,
        on: Date,
        minutes: Minutes,
        reverses: Option<EntryId>,
    ) {
        let found = self.lots.iter_mut().find(|one| one.id == lot).unwrap();
        found.left = found.left + minutes;
        let year_on = found.year_on;
        self.entries.push(Entry {
            id: EntryId(i64::try_from(self.entries.len()).unwrap() + 1),
            lot,
            year_on,
            act,
            on,
            minutes,
            request: None,
            reverses,
        });
    }

    fn apply(&mut self, step: &Step) {
        let first = date(self.year, 1, 1);
        match step {
            Step::Take { day, quarters } => {
                let on = first
                    .checked_add(jiff::Span::new().days(i64::from(*day)))
                    .unwrap();
                let wanted = [(on, Minutes(quarters * 15))];
                let mut lots = self.lots.clone();
                if let Ok(taken) = allocate_all(&mut lots, &wanted, Order::CarriedFirst) {
                    for (_, lot, minutes) in taken {
                        self.write(lot, Act::Take, on, -minutes, None);
                    }
                }
            }
            Step::Cancel { which } => {
                let given_back: Vec<EntryId> =
                    self.entries.iter().filter_map(|one| one.reverses).collect();
                let open = |one: &&Entry| {
                    one.act == Act::Take && one.on >= first && !given_back.contains(&one.id)
                };
                let taken: Vec<Entry> = self.entries.iter().filter(open).cloned().collect();
                if let Some(one) = taken.get(which % taken.len().max(1)) {
                    self.write(one.lot, Act::Cancel, one.on, -one.minutes, Some(one.id));
                }
            }
            Step::Adjust { quarters } => {
                let lot = *self
                    .lots
                    .iter()
                    .rev()
                    .find(|lot| lot.year_on == first)
                    .unwrap();
                let minutes = Minutes(quarters * 15);
                let may = minutes >= Minutes(0)
                    || may_reduce(&lot, Minutes(0), -minutes, Minutes(0)).is_ok();
                if may {
                    self.write(lot.id, Act::Adjust, first, minutes, None);
                }
            }
            Step::Close => {
                let received = self.close();
                self.year += 1;
                self.lot(Origin::Carried, Act::CarryIn, received);
                self.lot(Origin::Grant, Act::Grant, Minutes(20 * DAY.0));
            }
        }
    }

    /// Ends the year; returns what is carried over.
    fn close(&mut self) -> Minutes {
        let first = date(self.year, 1, 1);
        let own: Vec<Lot> = self
            .lots
            .iter()
            .filter(|lot| lot.year_on == first)
            .copied()
            .collect();
        let mut received = Minutes(0);
        for one in close(&own, &ending(self.fractions)) {
            let end = date(self.year + 1, 1, 1);
            if one.carried > Minutes(0) {
                self.write(one.lot, Act::CarryOut, end, -one.carried, None);
                received = received + one.carried;
            }
            if one.expired > Minutes(0) {
                self.write(one.lot, Act::Expire, end, -one.expired, None);
            }
        }
        received
    }
}

proptest! {
    #[test]
    fn no_ledger_goes_below_nothing_and_every_minute_is_accounted_for(
        steps in prop::collection::vec(step(), 1..80),
        cut in any::<bool>(),
    ) {
        let mut book = Book::new(if cut { Fractions::Cut } else { Fractions::Kept });
        for one in &steps {
            book.apply(one);
            for lot in &book.lots {
                prop_assert!(lot.left >= Minutes(0), "{lot:?}");
                let sum: Minutes = book
                    .entries
                    .iter()
                    .filter(|entry| entry.lot == lot.id)
                    .map(|entry| entry.minutes)
                    .sum();
                prop_assert_eq!(sum, lot.left, "a lot is the sum of its lines");
            }
        }
        for year in 2025..=book.year {
            let first = date(year, 1, 1);
            let lines = book.entries.iter().filter(|entry| entry.year_on == first);
            let balance = fold(lines, Minutes(0), date(year, 7, 1));
            let left: Minutes = book
                .lots
                .iter()
                .filter(|lot| lot.year_on == first)
                .map(|lot| lot.left)
                .sum();
            prop_assert_eq!(balance.left(), left, "the row adds up");
            if year < book.year {
                prop_assert_eq!(left, Minutes(0), "a year that has ended holds nothing");
            }
        }
        let out: Minutes = of(&book, Act::CarryOut);
        let into: Minutes = of(&book, Act::CarryIn);
        prop_assert_eq!(-out, into, "what is carried out comes in");
        prop_assert!(into <= Minutes(20 * DAY.0 * i64::from(book.year - 2025)));
    }

    #[test]
    fn ending_a_year_again_changes_nothing(
        steps in prop::collection::vec(step(), 1..30),
        cut in any::<bool>(),
    ) {
        let mut book = Book::new(if cut { Fractions::Cut } else { Fractions::Kept });
        for one in &steps {
            book.apply(one);
        }
        book.close();
        let lines = book.entries.len();
        let received = book.close();
        prop_assert_eq!((book.entries.len(), received), (lines, Minutes(0)));
    }
}

fn of(book: &Book, act: Act) -> Minutes {
    book.entries
        .iter()
        .filter(|entry| entry.act == act)
        .map(|entry| entry.minutes)
        .sum()
}
