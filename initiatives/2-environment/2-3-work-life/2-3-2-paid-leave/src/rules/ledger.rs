//! From which lot leave is taken, what the end of a year does, and what is left: every figure on every page
//! comes from [`fold`].

use super::{Fractions, Order};
use crate::records::{Act, Entry, Lot, LotId, Origin};
use calendar::{Date, Minutes};

/// There is not enough leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{missing} too little on {on}")]
pub struct TooLittle {
    /// The day for which it does not suffice.
    pub on: Date,
    /// By how much.
    pub missing: Minutes,
}

/// From which lots so much leave of a day is taken. Lots that cannot be used on the day are passed over, so a
/// request across the end of a year takes each day from the lots of its own year.
///
/// # Errors
/// When the lots do not hold enough; nothing is to be taken then.
///
/// ```
/// use calendar::{Date, Minutes};
/// use paid_leave::records::{Lot, LotId, Origin};
/// use paid_leave::rules::{Order, ledger::allocate};
/// let first = Date::constant(2025, 1, 1);
/// let lot = |id, origin, hours| Lot {
///     id: LotId(id), origin, year_on: first, granted_on: first,
///     expires_on: Date::constant(2026, 1, 1), left: Minutes::of(hours, 0),
/// };
/// // Carried over 12 days 3 hours (96 h), granted 20 days (155 h); 18 days 6 hours (145.5 h) are taken.
/// let lots = [lot(1, Origin::Grant, 155), lot(2, Origin::Carried, 96)];
/// let taken = allocate(&lots, Minutes::of(145, 30), Date::constant(2025, 6, 2), Order::CarriedFirst).unwrap();
/// assert_eq!(taken, [(LotId(2), Minutes::of(96, 0)), (LotId(1), Minutes::of(49, 30))]);
/// ```
pub fn allocate(
    lots: &[Lot],
    wanted: Minutes,
    on: Date,
    order: Order,
) -> Result<Vec<(LotId, Minutes)>, TooLittle> {
    let mut usable: Vec<&Lot> = lots
        .iter()
        .filter(|lot| lot.usable(on) && lot.left > Minutes(0))
        .collect();
    usable.sort_by_key(|lot| {
        let old = lot.origin == Origin::Carried;
        let place = match order {
            Order::CarriedFirst => !old,
            Order::NewestFirst => old,
        };
        (place, lot.expires_on, lot.granted_on, lot.id)
    });
    let mut missing = wanted;
    let mut taken = Vec::new();
    for lot in usable {
        if missing <= Minutes(0) {
            break;
        }
        let piece = missing.min(lot.left);
        taken.push((lot.id, piece));
        missing = missing - piece;
    }
    if missing > Minutes(0) {
        Err(TooLittle { on, missing })
    } else {
        Ok(taken)
    }
}

/// Takes several days, each from what the ones before have left. Returns the day's place with lot and minutes.
///
/// # Errors
/// When the lots do not hold enough for one of the days; nothing is to be taken then.
pub fn allocate_all(
    lots: &mut [Lot],
    days: &[(Date, Minutes)],
    order: Order,
) -> Result<Vec<(usize, LotId, Minutes)>, TooLittle> {
    let mut taken = Vec::new();
    for (place, (on, minutes)) in days.iter().enumerate() {
        for (lot, piece) in allocate(lots, *minutes, *on, order)? {
            if let Some(lot) = lots.iter_mut().find(|one| one.id == lot) {
                lot.left = lot.left - piece;
            }
            taken.push((place, lot, piece));
        }
    }
    Ok(taken)
}

/// What the end of a year does with a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed {
    /// The lot.
    pub lot: LotId,
    /// What goes into the next year.
    pub carried: Minutes,
    /// What is lost.
    pub expired: Minutes,
}

/// How somebody's year ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending {
    /// What one day is worth to the person.
    pub day: Minutes,
    /// Days carried over at most.
    pub carry_days: i64,
    /// What becomes of parts of days.
    pub fractions: Fractions,
    /// What was carried over from the year before, by an earlier run.
    pub already: Minutes,
    /// What is reserved for requests that nobody has decided yet: it stays until they are.
    pub reserved: Minutes,
}

/// Ends a year: what is left of the year's own leave is carried over up to the limit, what is left of last
/// year's is lost. Running it again does nothing, because nothing is left then.
///
/// 27 days left, 7 of them old: 20 are carried over, 7 are lost.
///
/// ```
/// use calendar::{Date, Minutes};
/// use paid_leave::records::{Lot, LotId, Origin};
/// use paid_leave::rules::{Fractions, ledger::{Closed, Ending, close}};
/// let first = Date::constant(2025, 1, 1);
/// let lot = |id, origin, days: i64| Lot {
///     id: LotId(id), origin, year_on: first, granted_on: first,
///     expires_on: Date::constant(2026, 1, 1), left: Minutes(days * 465),
/// };
/// let ending = Ending {
///     day: Minutes(465), carry_days: 20, fractions: Fractions::Kept,
///     already: Minutes(0), reserved: Minutes(0),
/// };
/// let closed = close(&[lot(1, Origin::Carried, 7), lot(2, Origin::Grant, 20)], &ending);
/// assert_eq!(closed, [
///     Closed { lot: LotId(1), carried: Minutes(0), expired: Minutes(7 * 465) },
///     Closed { lot: LotId(2), carried: Minutes(20 * 465), expired: Minutes(0) },
/// ]);
/// ```
#[must_use]
pub fn close(lots: &[Lot], ending: &Ending) -> Vec<Closed> {
    let mut reserved = ending.reserved;
    let mut free: Vec<(&Lot, Minutes)> = Vec::new();
    // Reserved minutes are held back from what would be lost first.
    let mut ordered: Vec<&Lot> = lots.iter().filter(|lot| lot.left > Minutes(0)).collect();
    ordered.sort_by_key(|lot| (lot.origin != Origin::Carried, lot.granted_on, lot.id));
    for lot in ordered {
        let held = reserved.min(lot.left);
        reserved = reserved - held;
        free.push((lot, lot.left - held));
    }
    let fresh: Minutes = free
        .iter()
        .filter(|(lot, _)| lot.origin != Origin::Carried)
        .map(|(_, left)| *left)
        .sum();
    let limit = Minutes(ending.carry_days * ending.day.0);
    let all = (ending.already + fresh).min(limit);
    let all = match ending.fractions {
        Fractions::Kept => all,
        Fractions::Cut => Minutes(all.0 - all.0.rem_euclid(ending.day.0.max(1))),
    };
    let mut room = (all - ending.already).max(Minutes(0));
    free.into_iter()
        .filter(|(_, left)| *left > Minutes(0))
        .map(|(lot, left)| {
            let carried = if lot.origin == Origin::Carried {
                Minutes(0)
            } else {
                room.min(left)
            };
            room = room - carried;
            Closed {
                lot: lot.id,
                carried,
                expired: left - carried,
            }
        })
        .collect()
}

/// A leave year of somebody in one row that adds up:
/// `granted + carried + adjusted − used − ahead − expired − carried_out − pending = left`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Balance {
    /// 付与.
    pub granted: Minutes,
    /// 繰越.
    pub carried: Minutes,
    /// 調整.
    pub adjusted: Minutes,
    /// 取得: up to and including the day.
    pub used: Minutes,
    /// 取得予定: approved for later days.
    pub ahead: Minutes,
    /// 失効.
    pub expired: Minutes,
    /// 翌年へ繰越.
    pub carried_out: Minutes,
    /// 申請中.
    pub pending: Minutes,
}

impl Balance {
    /// 残り: what can still be asked for.
    #[must_use]
    pub fn left(&self) -> Minutes {
        self.granted + self.carried + self.adjusted
            - self.used
            - self.ahead
            - self.expired
            - self.carried_out
            - self.pending
    }

    /// What the year brought.
    #[must_use]
    pub fn brought(&self) -> Minutes {
        self.granted + self.carried + self.adjusted
    }

    /// Adds a line of the ledger, seen from a day: leave of later days counts as ahead, and grants of later
    /// days do not count yet.
    pub fn add(&mut self, act: Act, on: Date, minutes: Minutes, as_of: Date) {
        match act {
            Act::Grant => self.granted = self.granted + minutes,
            Act::CarryIn => self.carried = self.carried + minutes,
            // What is taken back counts as an adjustment.
            Act::Adjust | Act::Reverse => self.adjusted = self.adjusted + minutes,
            Act::Take | Act::Cancel if on > as_of => self.ahead = self.ahead - minutes,
            Act::Take | Act::Cancel => self.used = self.used - minutes,
            Act::Expire => self.expired = self.expired - minutes,
            Act::CarryOut => self.carried_out = self.carried_out - minutes,
        }
    }
}

/// The balance of the lines of one leave year, seen from a day, with what is reserved.
#[must_use]
pub fn fold<'a>(
    entries: impl IntoIterator<Item = &'a Entry>,
    pending: Minutes,
    as_of: Date,
) -> Balance {
    let mut balance = Balance {
        pending,
        ..Balance::default()
    };
    for entry in entries {
        balance.add(entry.act, entry.on, entry.minutes, as_of);
    }
    balance
}

/// Whether a correction leaves enough in a lot: leave that was taken, carried over or asked for is not taken
/// away behind somebody's back.
///
/// # Errors
/// By how much it does not suffice.
pub fn may_reduce(
    lot: &Lot,
    others: Minutes,
    by: Minutes,
    reserved: Minutes,
) -> Result<(), Minutes> {
    let in_lot = by - lot.left;
    let in_all = by + reserved - lot.left - others;
    let missing = in_lot.max(in_all);
    if missing > Minutes(0) {
        Err(missing)
    } else {
        Ok(())
    }
}
