//! Where "now" and "today" come from.

use calendar::FiscalYear;
use jiff::civil::Date;
use jiff::{Timestamp, tz};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The time as the program sees it: the machine's, or one that a test or the demo chose.
///
/// Times are whole seconds, so that their texts compare in the order of time in every database.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    chosen: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Clock {
        Clock { chosen: None }
    }

    /// A clock that stands still until [`Clock::set`].
    #[must_use]
    pub fn standing_at(now: Timestamp) -> Clock {
        Clock {
            chosen: Some(Arc::new(AtomicI64::new(now.as_second()))),
        }
    }

    /// Moves a standing clock; the machine's clock is not touched.
    pub fn set(&self, now: Timestamp) {
        if let Some(chosen) = &self.chosen {
            chosen.store(now.as_second(), Ordering::Relaxed);
        }
    }

    /// The present instant, in whole seconds.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the machine's clock is read"
    )]
    pub fn now(&self) -> Timestamp {
        let second = match &self.chosen {
            Some(chosen) => chosen.load(Ordering::Relaxed),
            None => Timestamp::now().as_second(),
        };
        Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The present day in Japan.
    #[must_use]
    pub fn today(&self) -> Date {
        day_in_japan(self.now())
    }

    /// The present fiscal year.
    #[must_use]
    pub fn fiscal_year(&self) -> FiscalYear {
        FiscalYear::of(self.today())
    }
}

/// The day in Japan at an instant. Japan has had no summer time since 1951, so the offset is fixed.
fn day_in_japan(now: Timestamp) -> Date {
    tz::offset(9).to_datetime(now).date()
}
