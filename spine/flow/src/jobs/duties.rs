//! What comes round by the clock: every day at an hour that the city sets, or every few minutes.

use super::queue::{NewJob, enqueue};
use super::records::JobKind;
use crate::Workplace;
use access::Actor;
use anyhow::Result;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz;
use settings::{Setting, Settings};
use std::collections::HashMap;
use store::{Db, Instant, ToSqlx, sqlx};

/// Something that is done by the clock, as a job like any other.
#[derive(Debug, Clone, Copy)]
pub struct Duty {
    /// What is done; it gets no arguments and no person.
    pub job: JobKind,
    /// When.
    pub when: When,
}

/// When a duty comes round, by the clock of Japan.
#[derive(Debug, Clone, Copy)]
pub enum When {
    /// Every day.
    Daily {
        /// The hour, 0 to 23, as the city sets it.
        hour: &'static Setting<i64>,
        /// The minute.
        minute: i8,
    },
    /// Every so many minutes, counted from midnight UTC.
    Every {
        /// How many.
        minutes: u32,
    },
}

impl When {
    /// The last time it came round until now.
    fn last(self, now: Timestamp, settings: &Settings) -> Option<Timestamp> {
        match self {
            When::Every { minutes } => {
                let step = i64::from(minutes.max(1)) * 60;
                Timestamp::from_second(now.as_second().div_euclid(step) * step).ok()
            }
            When::Daily { hour, minute } => {
                let hour = i8::try_from(settings.get(hour)).ok()?;
                let today = tz::offset(9).to_datetime(now).date();
                let on = |day: Date| {
                    let local = day.at(hour.clamp(0, 23), minute.clamp(0, 59), 0, 0);
                    tz::offset(9).to_timestamp(local).ok()
                };
                match on(today) {
                    Some(at) if at <= now => Some(at),
                    _ => on(today.yesterday().ok()?),
                }
            }
        }
    }
}

const SEEN: &str = "SELECT name, due_at FROM duties";

const FIRST: &str = "
    INSERT INTO duties (name, due_at) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";

const TAKE: &str = "UPDATE duties SET due_at = $2 WHERE name = $1 AND due_at < $2";

/// Asks for every duty that has come round since the last look; returns how many. However many processes
/// look, each due time is asked for once; times that nobody was there for are made up for by one run.
///
/// # Errors
/// When the database fails.
pub async fn tick(db: &Db, place: &Workplace) -> Result<usize> {
    let duties = &place.offers.duties;
    if duties.is_empty() {
        return Ok(0);
    }
    let now = place.clock.now();
    let settings = Settings::load(db, place.clock.today()).await?;
    let seen: Vec<(String, Instant)> =
        store::read!(db, |pool| sqlx::query_as(SEEN).fetch_all(pool).await)?;
    let seen: HashMap<String, Timestamp> = seen
        .into_iter()
        .map(|(name, at)| (name, at.to_jiff()))
        .collect();
    let mut asked = 0;
    for duty in duties {
        let Some(due) = duty.when.last(now, &settings) else {
            continue;
        };
        if seen.get(duty.job.name).is_some_and(|last| *last >= due) {
            continue;
        }
        asked += usize::from(take(db, place, duty, due, now).await?);
    }
    Ok(asked)
}

/// Asks for the duty unless another process was faster. A duty seen for the first time waits for its
/// next time: a city that is set up in the afternoon is not told of the morning.
async fn take(
    db: &Db,
    place: &Workplace,
    duty: &Duty,
    due: Timestamp,
    now: Timestamp,
) -> Result<bool> {
    let mut tx = db.begin().await?;
    let first = store::write!(&mut tx, |connection| {
        sqlx::query(FIRST)
            .bind(duty.job.name)
            .bind(due.to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    let taken = store::write!(&mut tx, |connection| {
        sqlx::query(TAKE)
            .bind(duty.job.name)
            .bind(due.to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    if first == 0 && taken == 1 {
        let actor = program();
        let new = NewJob::of(&duty.job, &(), &actor)?;
        enqueue(&mut tx, &place.ids, now, &new).await?;
    }
    tx.commit().await?;
    Ok(first == 0 && taken == 1)
}

/// The program itself, for what nobody has asked for.
pub(super) fn program() -> Actor {
    Actor::operator("hagukumi")
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::tick seen", SEEN),
    ("flow::tick first", FIRST),
    ("flow::tick take", TAKE),
];

#[cfg(test)]
mod tests {
    use super::*;
    use settings::About;

    static EIGHT: Setting<i64> = Setting::number(
        About {
            key: "k",
            group: "g",
            title_key: "t",
            hint_key: "h",
        },
        8,
        0,
        23,
    );

    fn last(when: When, now: &str) -> String {
        let settings = Settings::defaults(Date::constant(2026, 11, 22));
        let last = when.last(now.parse().unwrap(), &settings).unwrap();
        last.to_string()
    }

    #[test]
    fn a_daily_duty_comes_round_by_the_clock_of_japan() {
        let when = When::Daily {
            hour: &EIGHT,
            minute: 30,
        };
        // 08:30 in Japan is 23:30 of the day before in UTC.
        assert_eq!(last(when, "2026-11-21T23:30:00Z"), "2026-11-21T23:30:00Z");
        assert_eq!(last(when, "2026-11-21T23:29:59Z"), "2026-11-20T23:30:00Z");
        assert_eq!(last(when, "2026-11-22T12:00:00Z"), "2026-11-21T23:30:00Z");
    }

    #[test]
    fn every_ten_minutes_means_at_the_full_tens() {
        let when = When::Every { minutes: 10 };
        assert_eq!(last(when, "2026-11-22T12:09:59Z"), "2026-11-22T12:00:00Z");
        assert_eq!(last(when, "2026-11-22T12:10:00Z"), "2026-11-22T12:10:00Z");
    }
}
