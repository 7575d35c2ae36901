//! The ledger of somebody: lots, lines, what is reserved.

use super::ROWS_AT_ONCE;
use crate::records::{Act, Entry, EntryId, Kind, Lot, LotId, Origin, RequestId};
use anyhow::{Context, Result};
use calendar::{Date, Minutes};
use jiff::Timestamp;
use people::EmployeeId;
use store::{Day, Db, Instant, ToSqlx, Tx, sqlx};

/// Before all leave: both databases know this day.
pub(crate) const EVER: Date = Date::constant(1900, 1, 1);

const OPEN: &str = "
    INSERT INTO leave_accounts (employee_id, version) VALUES ($1, 0)
    ON CONFLICT (employee_id) DO NOTHING";

const HOLD: &str = "UPDATE leave_accounts SET version = version + 1 WHERE employee_id = $1";

/// Holds somebody's leave until the transaction ends: others who change it wait.
pub(crate) async fn hold(tx: &mut Tx, employee: EmployeeId) -> Result<()> {
    for sql in [OPEN, HOLD] {
        store::write!(&mut *tx, |connection| {
            sqlx::query(sql)
                .bind(employee.0)
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    Ok(())
}

store::row! {
    struct LotRow {
        id: i64,
        origin: String,
        year_on: Day,
        granted_on: Day,
        expires_on: Day,
        left_minutes: i64,
    }
}

impl LotRow {
    fn read(self) -> Result<Lot> {
        Ok(Lot {
            id: LotId(self.id),
            origin: Origin::of_word(&self.origin).context("unknown origin of leave")?,
            year_on: self.year_on.to_jiff(),
            granted_on: self.granted_on.to_jiff(),
            expires_on: self.expires_on.to_jiff(),
            left: Minutes(self.left_minutes),
        })
    }
}

const LOTS: &str = "
    SELECT l.id, l.origin, l.year_on, l.granted_on, l.expires_on,
           CAST(COALESCE(SUM(e.minutes), 0) AS BIGINT) AS left_minutes
      FROM leave_lots l
      LEFT JOIN leave_entries e ON e.lot_id = l.id
     WHERE l.employee_id = $1 AND l.kind = $2 AND l.expires_on > $3
     GROUP BY l.id, l.origin, l.year_on, l.granted_on, l.expires_on
     ORDER BY l.year_on, l.granted_on, l.id";

/// The lots of somebody that can still be used on a day or later, with what is left of each.
pub(crate) async fn lots(
    db: &Db,
    employee: EmployeeId,
    kind: Kind,
    from: Date,
) -> Result<Vec<Lot>> {
    let rows: Vec<LotRow> = store::read!(db, |pool| {
        sqlx::query_as(LOTS)
            .bind(employee.0)
            .bind(kind.word())
            .bind(from.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(LotRow::read).collect()
}

/// The same inside a transaction.
pub(crate) async fn lots_in(
    tx: &mut Tx,
    employee: EmployeeId,
    kind: Kind,
    from: Date,
) -> Result<Vec<Lot>> {
    let rows: Vec<LotRow> = store::write!(tx, |connection| {
        sqlx::query_as(LOTS)
            .bind(employee.0)
            .bind(kind.word())
            .bind(from.to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    rows.into_iter().map(LotRow::read).collect()
}

/// A line of the ledger with who wrote it and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LedgerLine {
    pub entry: Entry,
    pub origin: Origin,
    pub reason: String,
    pub actor_name: String,
    pub at: Timestamp,
    /// Whether a later line has taken it back.
    pub reversed: bool,
}

store::row! {
    struct EntryRow {
        id: i64,
        lot_id: i64,
        origin: String,
        year_on: Day,
        act: String,
        on_day: Day,
        minutes: i64,
        request_id: Option<i64>,
        reverses_id: Option<i64>,
        reason: String,
        actor_name: String,
        at: Instant,
        reversed: i64,
    }
}

impl EntryRow {
    fn read(self) -> Result<LedgerLine> {
        Ok(LedgerLine {
            entry: Entry {
                id: EntryId(self.id),
                lot: LotId(self.lot_id),
                year_on: self.year_on.to_jiff(),
                act: Act::of_word(&self.act).context("unknown line of a ledger")?,
                on: self.on_day.to_jiff(),
                minutes: Minutes(self.minutes),
                request: self.request_id.map(RequestId),
                reverses: self.reverses_id.map(EntryId),
            },
            origin: Origin::of_word(&self.origin).context("unknown origin of leave")?,
            reason: self.reason,
            actor_name: self.actor_name,
            at: self.at.to_jiff(),
            reversed: self.reversed > 0,
        })
    }
}

macro_rules! entry_columns {
    ($condition:literal) => {
        concat!(
            "
    SELECT e.id, e.lot_id, l.origin, e.year_on, e.act, e.on_day, e.minutes, e.request_id,
           e.reverses_id, e.reason, e.actor_name, e.at,
           (SELECT COUNT(*) FROM leave_entries r WHERE r.reverses_id = e.id) AS reversed
      FROM leave_entries e
      JOIN leave_lots l ON l.id = e.lot_id
     WHERE ",
            $condition,
            " ORDER BY e.on_day, e.id"
        )
    };
}

const ENTRIES: &str = entry_columns!("e.employee_id = $1 AND e.kind = 'annual' AND e.year_on = $2");
const ENTRIES_OF_REQUEST: &str = entry_columns!("e.request_id = $1");
const ENTRY: &str = entry_columns!("e.id = $1");

/// The annual leave of somebody in a leave year, line by line.
pub(crate) async fn entries(
    db: &Db,
    employee: EmployeeId,
    year_on: Date,
) -> Result<Vec<LedgerLine>> {
    let rows: Vec<EntryRow> = store::read!(db, |pool| {
        sqlx::query_as(ENTRIES)
            .bind(employee.0)
            .bind(year_on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(EntryRow::read).collect()
}

/// What a request has done in the ledger.
pub(crate) async fn entries_of_request(tx: &mut Tx, request: RequestId) -> Result<Vec<LedgerLine>> {
    let rows: Vec<EntryRow> = store::write!(tx, |connection| {
        sqlx::query_as(ENTRIES_OF_REQUEST)
            .bind(request.0)
            .fetch_all(connection)
            .await
    })?;
    rows.into_iter().map(EntryRow::read).collect()
}

/// One line.
pub(crate) async fn entry_in(tx: &mut Tx, entry: EntryId) -> Result<Option<LedgerLine>> {
    let row: Option<EntryRow> = store::write!(tx, |connection| {
        sqlx::query_as(ENTRY)
            .bind(entry.0)
            .fetch_optional(connection)
            .await
    })?;
    row.map(EntryRow::read).transpose()
}

const EMPLOYEE_OF_ENTRY: &str = "SELECT employee_id FROM leave_entries WHERE id = $1";

/// Whose line it is.
pub(crate) async fn employee_of_entry(tx: &mut Tx, entry: EntryId) -> Result<Option<EmployeeId>> {
    let found: Option<(i64,)> = store::write!(tx, |connection| {
        sqlx::query_as(EMPLOYEE_OF_ENTRY)
            .bind(entry.0)
            .fetch_optional(connection)
            .await
    })?;
    Ok(found.map(|(id,)| EmployeeId(id)))
}

const PENDING: &str = "
    SELECT CAST(COALESCE(SUM(minutes), 0) AS BIGINT) FROM leave_days
     WHERE employee_id = $1 AND kind = 'annual' AND year_on = $2 AND stage = 'pending'";

/// What is reserved in a leave year for requests on their way.
pub(crate) async fn pending(db: &Db, employee: EmployeeId, year_on: Date) -> Result<Minutes> {
    let (minutes,): (i64,) = store::read!(db, |pool| {
        sqlx::query_as(PENDING)
            .bind(employee.0)
            .bind(year_on.to_sqlx())
            .fetch_one(pool)
            .await
    })?;
    Ok(Minutes(minutes))
}

/// The same inside a transaction.
pub(crate) async fn pending_in(
    tx: &mut Tx,
    employee: EmployeeId,
    year_on: Date,
) -> Result<Minutes> {
    let (minutes,): (i64,) = store::write!(tx, |connection| {
        sqlx::query_as(PENDING)
            .bind(employee.0)
            .bind(year_on.to_sqlx())
            .fetch_one(connection)
            .await
    })?;
    Ok(Minutes(minutes))
}

const YEARS: &str = "
    SELECT year_on FROM leave_lots WHERE employee_id = $1 AND kind = 'annual'
     GROUP BY year_on ORDER BY year_on DESC";

/// The leave years in which somebody has lots, the newest first.
pub(crate) async fn years_of(db: &Db, employee: EmployeeId) -> Result<Vec<Date>> {
    let rows: Vec<(Day,)> = store::read!(db, |pool| {
        sqlx::query_as(YEARS).bind(employee.0).fetch_all(pool).await
    })?;
    Ok(rows.into_iter().map(|(day,)| day.to_jiff()).collect())
}

/// A lot to be entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewLot {
    /// The record.
    pub id: LotId,
    /// Whose.
    pub employee: EmployeeId,
    /// Of which kind.
    pub kind: Kind,
    /// The first day of its leave year.
    pub year_on: Date,
    /// From where it comes.
    pub origin: Origin,
    /// From when it can be used.
    pub granted_on: Date,
    /// The first day on which it cannot be used any more.
    pub expires_on: Date,
}

/// Enters lots.
///
/// # Errors
/// When one of them is there already, or the database fails.
pub async fn insert_lots(tx: &mut Tx, lots: &[NewLot]) -> Result<()> {
    for chunk in lots.chunks(ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO leave_lots (id, employee_id, kind, year_on, origin, granted_on, expires_on) ",
            );
            query.push_values(chunk, |mut row, lot| {
                row.push_bind(lot.id.0)
                    .push_bind(lot.employee.0)
                    .push_bind(lot.kind.word())
                    .push_bind(lot.year_on.to_sqlx())
                    .push_bind(lot.origin.word())
                    .push_bind(lot.granted_on.to_sqlx())
                    .push_bind(lot.expires_on.to_sqlx());
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// A line to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// The line.
    pub entry: Entry,
    /// Whose.
    pub employee: EmployeeId,
    /// Of which kind.
    pub kind: Kind,
    /// Why; may be empty where the line says it itself.
    pub reason: String,
}

/// Writes lines, all at one moment and by one person.
///
/// # Errors
/// When a line that is taken back was taken back before, or the database fails.
pub async fn insert_entries(
    tx: &mut Tx,
    entries: &[NewEntry],
    actor_name: &str,
    at: Timestamp,
) -> Result<()> {
    for chunk in entries.chunks(ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO leave_entries (id, lot_id, employee_id, kind, year_on, act, on_day, minutes, \
                 request_id, reverses_id, reason, actor_name, at) ",
            );
            query.push_values(chunk, |mut row, new| {
                let entry = &new.entry;
                row.push_bind(entry.id.0)
                    .push_bind(entry.lot.0)
                    .push_bind(new.employee.0)
                    .push_bind(new.kind.word())
                    .push_bind(entry.year_on.to_sqlx())
                    .push_bind(entry.act.word())
                    .push_bind(entry.on.to_sqlx())
                    .push_bind(entry.minutes.0)
                    .push_bind(entry.request.map(|request| request.0))
                    .push_bind(entry.reverses.map(|reverses| reverses.0))
                    .push_bind(new.reason.as_str())
                    .push_bind(actor_name)
                    .push_bind(at.to_sqlx());
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("paid-leave::open", OPEN),
    ("paid-leave::hold", HOLD),
    ("paid-leave::lots", LOTS),
    ("paid-leave::entries", ENTRIES),
    ("paid-leave::entries_of_request", ENTRIES_OF_REQUEST),
    ("paid-leave::entry", ENTRY),
    ("paid-leave::employee_of_entry", EMPLOYEE_OF_ENTRY),
    ("paid-leave::pending", PENDING),
    ("paid-leave::years_of", YEARS),
];
