//! Numbers for new records, made by the program so that both databases and imports agree.

use crate::clock::Clock;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Makes ids that grow with time: 41 bits of milliseconds, 10 bits of process, 12 bits of counter.
///
/// Two processes on one database differ in the ten bits with which each started at random.
#[derive(Debug, Clone)]
pub struct Ids {
    clock: Clock,
    process: i64,
    last: Arc<AtomicI64>,
}

const COUNTER_BITS: u32 = 12;
const PROCESS_BITS: u32 = 10;
/// 2024-01-01T00:00:00Z in milliseconds.
const EPOCH: i64 = 1_704_067_200_000;

impl Ids {
    /// Ids for one process.
    #[must_use]
    pub fn new(clock: Clock, process: u16) -> Ids {
        let process = i64::from(process) & ((1 << PROCESS_BITS) - 1);
        Ids {
            clock,
            process,
            last: Arc::new(AtomicI64::new(0)),
        }
    }

    /// Ids of a process with a number drawn at random.
    #[must_use]
    pub fn random(clock: Clock) -> Ids {
        Ids::new(clock, rand::random())
    }

    /// A new id, larger than all before from this process.
    #[must_use]
    pub fn next(&self) -> i64 {
        let moment = (self.clock.now().as_millisecond() - EPOCH).max(1);
        let earliest = moment << COUNTER_BITS;
        let step = |last: i64| Some(earliest.max(last + 1));
        let before = self
            .last
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, step);
        let count = earliest.max(before.unwrap_or(0) + 1);
        // The counter may run over into the milliseconds; it still only grows.
        let (high, low) = (count >> COUNTER_BITS, count & ((1 << COUNTER_BITS) - 1));
        (high << (PROCESS_BITS + COUNTER_BITS)) | (self.process << COUNTER_BITS) | low
    }
}

/// Defines a typed id over the database's integer.
///
/// ```
/// store::id!(
///     /// An employee.
///     pub struct EmployeeId;
/// );
/// assert_eq!(EmployeeId(7).0, 7);
/// ```
#[macro_export]
macro_rules! id {
    ($(#[$meta:meta])* $vis:vis struct $name:ident;) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis struct $name(
            /// The number in the database.
            pub i64,
        );
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }
    };
}
