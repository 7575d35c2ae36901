//! Private records opened in an emergency: a way in for the administrator that everybody concerned sees.
//!
//! An administrator sees no personal data. When somebody must be reached at night and nobody of personnel
//! is there, the administrator opens one person's private record for some minutes and says why. The opening
//! is a look at that person's record: it stands in the journal, on the person's own page of looks and on the
//! page that personnel see.

use crate::person_notes::{PersonAct, note_on_person};
use crate::records::{AccountId, OpeningId};
use access::{Allowed, OpenInEmergency, ViewEmergencies};
use anyhow::Result;
use jiff::{SignedDuration, Timestamp};
use people::{EmployeeId, Page};
use serde_json::json;
use settings::{About, Setting, Settings};
use store::{Clock, Db, Ids, Instant, ToSqlx, Tx, sqlx};

/// For how many minutes a record stays open.
pub const MINUTES: Setting<i64> = Setting::number(
    About {
        key: "accounts-emergency-minutes",
        group: "accounts-settings",
        title_key: "accounts-settings-emergency-minutes",
        hint_key: "accounts-settings-emergency-minutes-hint",
    },
    30,
    5,
    240,
);

/// Characters of a reason at least: 「急病」 alone tells nobody anything.
pub const SHORTEST_REASON: usize = 10;
/// Characters of a reason at most.
const LONGEST_REASON: usize = 500;

/// Why a record was not opened or closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmergencyRefusal {
    /// The person or the opening does not exist.
    #[error("not found")]
    NotFound,
    /// The reason is too short to be understood later, or very long.
    #[error("no reason that can be understood later")]
    Reason,
    /// It is one's own record, or open already.
    #[error("open already")]
    OpenAlready,
    /// Whoever opens a record has an account; the command line has none.
    #[error("nobody has signed in")]
    Nobody,
}

impl EmergencyRefusal {
    /// All of them.
    pub const ALL: [EmergencyRefusal; 4] = [
        EmergencyRefusal::NotFound,
        EmergencyRefusal::Reason,
        EmergencyRefusal::OpenAlready,
        EmergencyRefusal::Nobody,
    ];

    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            EmergencyRefusal::NotFound => "accounts-refusal-not-found",
            EmergencyRefusal::Reason => "accounts-refusal-emergency-reason",
            EmergencyRefusal::OpenAlready => "accounts-refusal-emergency-open",
            EmergencyRefusal::Nobody => "accounts-refusal-emergency-nobody",
        }
    }
}

const EMPLOYEE: &str = "SELECT id FROM employees WHERE id = $1";

const OPEN_ALREADY: &str = "
    SELECT id FROM emergency_openings
     WHERE account_id = $1 AND closes_at > $2 AND closed_at IS NULL AND employee_id = $3";

const OPEN: &str = "
    INSERT INTO emergency_openings (id, account_id, opened_by, employee_id, reason, opened_at, closes_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

/// Opens a person's private record to the administrator for as many minutes as the settings say.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn open_in_emergency(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    allowed: &Allowed<OpenInEmergency>,
    settings: &Settings,
    employee: EmployeeId,
    reason: &str,
) -> Result<Result<OpeningId, EmergencyRefusal>> {
    let (actor, now, reason) = (allowed.actor(), clock.now(), reason.trim());
    let Some(account) = actor.account else {
        return Ok(Err(EmergencyRefusal::Nobody));
    };
    if !(SHORTEST_REASON..=LONGEST_REASON).contains(&reason.chars().count()) {
        return Ok(Err(EmergencyRefusal::Reason));
    }
    let mut tx = db.begin().await?;
    if !any(&mut tx, EMPLOYEE, employee).await? {
        return Ok(Err(EmergencyRefusal::NotFound));
    }
    let open: Option<(i64,)> = store::write!(&mut tx, |connection| {
        sqlx::query_as(OPEN_ALREADY)
            .bind(account)
            .bind(now.to_sqlx())
            .bind(employee.0)
            .fetch_optional(connection)
            .await
    })?;
    if open.is_some() || actor.employee == Some(employee.0) {
        return Ok(Err(EmergencyRefusal::OpenAlready));
    }
    let (id, minutes) = (OpeningId(ids.next()), settings.get(&MINUTES));
    let closes = now + SignedDuration::from_mins(minutes);
    store::write!(&mut tx, |connection| {
        sqlx::query(OPEN)
            .bind(id.0)
            .bind(account)
            .bind(&actor.name)
            .bind(employee.0)
            .bind(reason)
            .bind(now.to_sqlx())
            .bind(closes.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    let subject = format!("employee:{employee}");
    let entry = journal::Entry {
        act: "accounts.emergency.opened",
        subject: &subject,
        detail: &json!({ "minutes": minutes, "reason": reason, "as": ["administrator"] }),
    };
    journal::look(&mut tx, now, actor, entry).await?;
    tx.commit().await?;
    Ok(Ok(id))
}

async fn any(tx: &mut Tx, sql: &'static str, employee: EmployeeId) -> Result<bool> {
    let row: Option<(i64,)> = store::write!(tx, |connection| {
        sqlx::query_as(sql)
            .bind(employee.0)
            .fetch_optional(connection)
            .await
    })?;
    Ok(row.is_some())
}

const CLOSE: &str = "
    UPDATE emergency_openings SET closed_at = $3
     WHERE id = $1 AND account_id = $2 AND closed_at IS NULL AND closes_at > $3";

const OPENED: &str = "SELECT employee_id FROM emergency_openings WHERE id = $1";

/// Closes a record again before its time; only who opened it can. What is closed already stays so.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn close_opening(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<OpenInEmergency>,
    opening: OpeningId,
) -> Result<Result<(), EmergencyRefusal>> {
    let mut tx = db.begin().await?;
    let closed = store::write!(&mut tx, |connection| {
        sqlx::query(CLOSE)
            .bind(opening.0)
            .bind(allowed.actor().account.unwrap_or(0))
            .bind(clock.now().to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    let of: Option<(i64,)> = store::write!(&mut tx, |connection| {
        sqlx::query_as(OPENED)
            .bind(opening.0)
            .fetch_optional(connection)
            .await
    })?;
    match of {
        None => return Ok(Err(EmergencyRefusal::NotFound)),
        Some(_) if closed == 0 => return Ok(Err(EmergencyRefusal::NotFound)),
        Some((employee,)) => {
            let (act, employee) = (PersonAct::EmergencyClosed, EmployeeId(employee));
            note_on_person(&mut tx, clock, allowed.actor(), act, employee).await?;
        }
    }
    tx.commit().await?;
    Ok(Ok(()))
}

/// An opening as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The record.
    pub id: OpeningId,
    /// Who opened.
    pub account: AccountId,
    /// The name they had then.
    pub opened_by: String,
    /// Whose record.
    pub employee: EmployeeId,
    /// Their name.
    pub employee_name: String,
    /// Why.
    pub reason: String,
    /// From when.
    pub opened_at: Timestamp,
    /// Until when, unless it was closed before.
    pub closes_at: Timestamp,
    /// When it was closed by hand.
    pub closed_at: Option<Timestamp>,
}

impl Opening {
    /// Whether the record is open at the moment.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.closed_at.is_none() && self.closes_at > now
    }
}

store::row! {
    struct OpeningRow {
        id: i64,
        account_id: i64,
        opened_by: String,
        employee_id: i64,
        family_name: String,
        given_name: String,
        reason: String,
        opened_at: Instant,
        closes_at: Instant,
        closed_at: Option<Instant>,
    }
}

const OPENINGS: &str = "
    SELECT o.id, o.account_id, o.opened_by, o.employee_id, e.family_name, e.given_name, o.reason,
           o.opened_at, o.closes_at, o.closed_at
      FROM emergency_openings o
      JOIN employees e ON e.id = o.employee_id
     ORDER BY o.opened_at DESC, o.id DESC LIMIT $1 OFFSET $2";

/// All openings, the latest first.
///
/// # Errors
/// Faults of the database.
pub async fn openings(
    db: &Db,
    _allowed: &Allowed<ViewEmergencies>,
    page: Page,
) -> Result<Vec<Opening>> {
    let rows: Vec<OpeningRow> = store::read!(db, |pool| {
        sqlx::query_as(OPENINGS)
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(pool)
            .await
    })?;
    let opening = |row: OpeningRow| Opening {
        id: OpeningId(row.id),
        account: AccountId(row.account_id),
        opened_by: row.opened_by,
        employee: EmployeeId(row.employee_id),
        employee_name: format!("{} {}", row.family_name, row.given_name)
            .trim()
            .to_owned(),
        reason: row.reason,
        opened_at: row.opened_at.to_jiff(),
        closes_at: row.closes_at.to_jiff(),
        closed_at: row.closed_at.map(Instant::to_jiff),
    };
    Ok(rows.into_iter().map(opening).collect())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("accounts::open_in_emergency employee", EMPLOYEE),
    ("accounts::open_in_emergency open", OPEN_ALREADY),
    ("accounts::open_in_emergency", OPEN),
    ("accounts::close_opening", CLOSE),
    ("accounts::close_opening of", OPENED),
    ("accounts::openings", OPENINGS),
];
