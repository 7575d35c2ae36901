//! Who has worked so long that a physician's interview (面接指導) is due: offered as a fact, decided elsewhere.

use super::limits::{Bound, YearRecord};

/// From when on an interview is due. Managers are included: it is about health, not about limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Hours of a month that ask for an interview without a wish of the person: 100 or more.
    pub month: Bound,
    /// The mean of two to six months that does: more than 80.
    pub mean: Bound,
    /// Hours of a month from which on the person may wish for one: more than 80.
    pub on_request: Bound,
}

impl Default for Thresholds {
    fn default() -> Thresholds {
        Thresholds {
            month: Bound::from(100),
            mean: Bound::over(80),
            on_request: Bound::over(80),
        }
    }
}

/// Why an interview is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// Hours of the month.
    Month,
    /// The mean of so many months.
    Mean(u8),
    /// On the person's wish.
    OnRequest,
}

impl Ground {
    /// The end of the key of its words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Ground::Month => "month",
            Ground::Mean(_) => "mean",
            Ground::OnRequest => "on-request",
        }
    }
}

/// Whether an interview is due after a month. Holiday work within regular hours is work too: `holiday` holds it.
#[must_use]
pub fn interview(
    record: &YearRecord,
    holiday: i64,
    month: usize,
    thresholds: &Thresholds,
) -> Option<Ground> {
    let worked = record.counted.get(month)? + holiday;
    if thresholds.month.broken_by(worked) {
        return Some(Ground::Month);
    }
    let mean = (2_u8..=6).find(|months| {
        let sum = record
            .window(month, usize::from(*months), true)
            .unwrap_or(0)
            + holiday;
        let bound = Bound {
            minutes: thresholds.mean.minutes * i64::from(*months),
            ..thresholds.mean
        };
        bound.broken_by(sum)
    });
    if let Some(months) = mean {
        return Some(Ground::Mean(months));
    }
    thresholds
        .on_request
        .broken_by(worked)
        .then_some(Ground::OnRequest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::HOUR;
    use crate::rules::places::Regime;

    #[test]
    fn hundred_hours_the_mean_of_80_and_a_month_of_80_are_told_apart() {
        let mut record = YearRecord::empty(Regime::Outside);
        let ground =
            |record: &YearRecord, holiday| interview(record, holiday, 5, &Thresholds::default());
        assert_eq!(ground(&record, 0), None);
        record.counted[5] = 80 * HOUR;
        assert_eq!(ground(&record, 0), None);
        record.counted[5] += 1;
        assert_eq!(ground(&record, 0), Some(Ground::OnRequest));
        record.counted[4] = 80 * HOUR;
        assert_eq!(ground(&record, 0), Some(Ground::Mean(2)));
        record.counted[4] = 0;
        record.counted[5] = 93 * HOUR;
        assert_eq!(ground(&record, 7 * HOUR), Some(Ground::Month));
    }
}
