//! Plans, requests, their days, and requests to cancel.

use super::{ROWS_AT_ONCE, json_list};
use crate::records::{CancellationId, Kind, LeaveDay, LeaveDayId, Part, RequestId, Stage};
use anyhow::{Context, Result};
use calendar::{Date, Minutes};
use jiff::Timestamp;
use people::EmployeeId;
use store::{Day, Db, Instant, ToSqlx, Tx, sqlx};

/// A plan or a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    pub id: RequestId,
    pub employee: EmployeeId,
    pub kind: Kind,
    pub first: Date,
    pub last: Date,
    pub part: Part,
    /// For hours, how long; for whole and half days their working time.
    pub length: Minutes,
    /// For hours, from which minute of the day.
    pub starts_at: Option<i64>,
    /// The working time of all days together.
    pub minutes: Minutes,
    pub reason: String,
    pub stage: Stage,
    pub order: String,
    /// 時季変更: the day that the head has asked for.
    pub asked_on: Option<Date>,
    pub entered_by: String,
    pub made_at: Timestamp,
    pub version: i64,
}

store::row! {
    struct RequestRow {
        id: i64,
        employee_id: i64,
        kind: String,
        first_on: Day,
        last_on: Day,
        part: String,
        length: i64,
        starts_at: Option<i64>,
        minutes: i64,
        reason: String,
        stage: String,
        order_of: String,
        asked_on: Option<Day>,
        entered_by: String,
        made_at: Instant,
        version: i64,
    }
}

impl RequestRow {
    fn read(self) -> Result<Request> {
        Ok(Request {
            id: RequestId(self.id),
            employee: EmployeeId(self.employee_id),
            kind: Kind::of_word(&self.kind).context("unknown kind of leave")?,
            first: self.first_on.to_jiff(),
            last: self.last_on.to_jiff(),
            part: Part::of_word(&self.part).context("unknown part of a day")?,
            length: Minutes(self.length),
            starts_at: self.starts_at,
            minutes: Minutes(self.minutes),
            reason: self.reason,
            stage: Stage::of_word(&self.stage).context("unknown stage of a request")?,
            order: self.order_of,
            asked_on: self.asked_on.map(Day::to_jiff),
            entered_by: self.entered_by,
            made_at: self.made_at.to_jiff(),
            version: self.version,
        })
    }
}

macro_rules! request_columns {
    ($rest:literal) => {
        concat!(
            "
    SELECT id, employee_id, kind, first_on, last_on, part, length, starts_at, minutes, reason, stage,
           order_of, asked_on, entered_by, made_at, version
      FROM leave_requests ",
            $rest
        )
    };
}

const REQUEST: &str = request_columns!("WHERE id = $1");

/// One request. Who may see it is decided by the caller.
pub(crate) async fn request(db: &Db, id: RequestId) -> Result<Option<Request>> {
    let row: Option<RequestRow> = store::read!(db, |pool| {
        sqlx::query_as(REQUEST)
            .bind(id.0)
            .fetch_optional(pool)
            .await
    })?;
    row.map(RequestRow::read).transpose()
}

/// The same inside a transaction.
pub(crate) async fn request_in(tx: &mut Tx, id: RequestId) -> Result<Option<Request>> {
    let row: Option<RequestRow> = store::write!(tx, |connection| {
        sqlx::query_as(REQUEST)
            .bind(id.0)
            .fetch_optional(connection)
            .await
    })?;
    row.map(RequestRow::read).transpose()
}

const OF_PERSON: &str = request_columns!(
    "WHERE employee_id = $1 AND first_on < $3 AND last_on >= $2 AND stage <> 'dropped'
     ORDER BY first_on, id LIMIT 400"
);

/// Plans and requests of somebody that touch a period, in the order of their days.
pub(crate) async fn requests_of(
    db: &Db,
    employee: EmployeeId,
    from: Date,
    to: Date,
) -> Result<Vec<Request>> {
    let rows: Vec<RequestRow> = store::read!(db, |pool| {
        sqlx::query_as(OF_PERSON)
            .bind(employee.0)
            .bind(from.to_sqlx())
            .bind(to.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(RequestRow::read).collect()
}

const INSERT: &str = "
    INSERT INTO leave_requests
           (id, employee_id, kind, first_on, last_on, part, length, starts_at, minutes, reason, stage,
            order_of, entered_by, made_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)
    ON CONFLICT (id) DO NOTHING";

/// Enters a request; `false` when one of the number exists, as when a form is sent twice.
pub(crate) async fn insert_request(tx: &mut Tx, new: &Request) -> Result<bool> {
    let rows = store::write!(tx, |connection| {
        sqlx::query(INSERT)
            .bind(new.id.0)
            .bind(new.employee.0)
            .bind(new.kind.word())
            .bind(new.first.to_sqlx())
            .bind(new.last.to_sqlx())
            .bind(new.part.word())
            .bind(new.length.0)
            .bind(new.starts_at)
            .bind(new.minutes.0)
            .bind(&new.reason)
            .bind(new.stage.word())
            .bind(&new.order)
            .bind(&new.entered_by)
            .bind(new.made_at.to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const UPDATE: &str = "
    UPDATE leave_requests
       SET kind = $3, first_on = $4, last_on = $5, part = $6, length = $7, starts_at = $8, minutes = $9,
           reason = $10, stage = $11, order_of = $12, version = version + 1
     WHERE id = $1 AND version = $2 AND stage IN ('planned', 'returned')";

/// Changes a plan or a returned request; `false` when it is neither, or was changed meanwhile.
pub(crate) async fn update_request(tx: &mut Tx, changed: &Request) -> Result<bool> {
    let rows = store::write!(tx, |connection| {
        sqlx::query(UPDATE)
            .bind(changed.id.0)
            .bind(changed.version)
            .bind(changed.kind.word())
            .bind(changed.first.to_sqlx())
            .bind(changed.last.to_sqlx())
            .bind(changed.part.word())
            .bind(changed.length.0)
            .bind(changed.starts_at)
            .bind(changed.minutes.0)
            .bind(&changed.reason)
            .bind(changed.stage.word())
            .bind(&changed.order)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const SET_STAGE: &str = "
    UPDATE leave_requests SET stage = $2, version = version + 1 WHERE id = $1";
const SET_DAYS_STAGE: &str = "UPDATE leave_days SET stage = $2 WHERE request_id = $1";

/// Notes how a request and all its days stand.
pub(crate) async fn set_stage(tx: &mut Tx, id: RequestId, stage: Stage) -> Result<()> {
    for sql in [SET_STAGE, SET_DAYS_STAGE] {
        store::write!(&mut *tx, |connection| {
            sqlx::query(sql)
                .bind(id.0)
                .bind(stage.word())
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    Ok(())
}

const ASK: &str = "UPDATE leave_requests SET asked_on = $2 WHERE id = $1";

/// Notes the day that a head has asked for instead.
pub(crate) async fn set_asked(tx: &mut Tx, id: RequestId, on: Option<Date>) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(ASK)
            .bind(id.0)
            .bind(on.map(ToSqlx::to_sqlx))
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// A day of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StoredDay {
    pub id: LeaveDayId,
    pub request: RequestId,
    pub kind: Kind,
    pub year_on: Date,
    pub day: LeaveDay,
    pub stage: Stage,
}

store::row! {
    struct DayRow {
        id: i64,
        request_id: i64,
        kind: String,
        year_on: Day,
        on_day: Day,
        part: String,
        minutes: i64,
        stage: String,
    }
}

impl DayRow {
    fn read(self) -> Result<StoredDay> {
        Ok(StoredDay {
            id: LeaveDayId(self.id),
            request: RequestId(self.request_id),
            kind: Kind::of_word(&self.kind).context("unknown kind of leave")?,
            year_on: self.year_on.to_jiff(),
            day: LeaveDay {
                on: self.on_day.to_jiff(),
                part: Part::of_word(&self.part).context("unknown part of a day")?,
                minutes: Minutes(self.minutes),
            },
            stage: Stage::of_word(&self.stage).context("unknown stage of a day")?,
        })
    }
}

const DAYS: &str = "
    SELECT id, request_id, kind, year_on, on_day, part, minutes, stage
      FROM leave_days WHERE request_id = $1 ORDER BY on_day, id";

/// The days of a request.
pub(crate) async fn days(db: &Db, request: RequestId) -> Result<Vec<StoredDay>> {
    let rows: Vec<DayRow> = store::read!(db, |pool| {
        sqlx::query_as(DAYS).bind(request.0).fetch_all(pool).await
    })?;
    rows.into_iter().map(DayRow::read).collect()
}

/// The same inside a transaction.
pub(crate) async fn days_in(tx: &mut Tx, request: RequestId) -> Result<Vec<StoredDay>> {
    let rows: Vec<DayRow> = store::write!(tx, |connection| {
        sqlx::query_as(DAYS)
            .bind(request.0)
            .fetch_all(connection)
            .await
    })?;
    rows.into_iter().map(DayRow::read).collect()
}

const HELD: &str = "
    SELECT id, request_id, kind, year_on, on_day, part, minutes, stage
      FROM leave_days
     WHERE employee_id = $1 AND on_day >= $2 AND on_day < $3 AND stage IN ('pending', 'approved')
     ORDER BY on_day, id";

/// The days of a period on which somebody has leave, approved or on its way.
pub(crate) async fn held_in(
    tx: &mut Tx,
    employee: EmployeeId,
    from: Date,
    to: Date,
) -> Result<Vec<StoredDay>> {
    let rows: Vec<DayRow> = store::write!(tx, |connection| {
        sqlx::query_as(HELD)
            .bind(employee.0)
            .bind(from.to_sqlx())
            .bind(to.to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    rows.into_iter().map(DayRow::read).collect()
}

const DELETE_DAYS: &str = "DELETE FROM leave_days WHERE request_id = $1";

/// Enters the days of a request in place of those it had.
pub(crate) async fn replace_days(tx: &mut Tx, request: &Request, days: &[StoredDay]) -> Result<()> {
    store::write!(&mut *tx, |connection| {
        sqlx::query(DELETE_DAYS)
            .bind(request.id.0)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    let rows: Vec<(EmployeeId, StoredDay)> =
        days.iter().map(|day| (request.employee, *day)).collect();
    insert_days(tx, &rows).await
}

/// Enters days of requests.
pub(crate) async fn insert_days(tx: &mut Tx, days: &[(EmployeeId, StoredDay)]) -> Result<()> {
    for chunk in days.chunks(ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO leave_days (id, request_id, employee_id, kind, year_on, on_day, part, minutes, stage) ",
            );
            query.push_values(chunk, |mut row, (employee, day)| {
                row.push_bind(day.id.0)
                    .push_bind(day.request.0)
                    .push_bind(employee.0)
                    .push_bind(day.kind.word())
                    .push_bind(day.year_on.to_sqlx())
                    .push_bind(day.day.on.to_sqlx())
                    .push_bind(day.day.part.word())
                    .push_bind(day.day.minutes.0)
                    .push_bind(day.stage.word());
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

const CANCEL_DAYS: &str = "
    UPDATE leave_days SET stage = 'cancelled'
     WHERE request_id = $1 AND stage = 'approved' AND id IN (SELECT value FROM json_each($2))";

/// Marks days as cancelled; returns how many were approved until now.
pub(crate) async fn cancel_days(
    tx: &mut Tx,
    request: RequestId,
    days: &[LeaveDayId],
) -> Result<u64> {
    Ok(store::write!(tx, |connection| {
        sqlx::query(CANCEL_DAYS)
            .bind(request.0)
            .bind(json_list(days.iter().map(|day| day.0)))
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?)
}

/// A request to cancel approved leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cancellation {
    pub id: CancellationId,
    pub request: RequestId,
    pub employee: EmployeeId,
    pub days: Vec<LeaveDayId>,
    pub reason: String,
    pub state: String,
    pub made_at: Timestamp,
}

store::row! {
    struct CancellationRow {
        id: i64,
        request_id: i64,
        employee_id: i64,
        days: String,
        reason: String,
        state: String,
        made_at: Instant,
    }
}

impl CancellationRow {
    fn read(self) -> Result<Cancellation> {
        let days: Vec<i64> = serde_json::from_str(&self.days).context("days of a cancellation")?;
        Ok(Cancellation {
            id: CancellationId(self.id),
            request: RequestId(self.request_id),
            employee: EmployeeId(self.employee_id),
            days: days.into_iter().map(LeaveDayId).collect(),
            reason: self.reason,
            state: self.state,
            made_at: self.made_at.to_jiff(),
        })
    }
}

macro_rules! cancellation_columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, request_id, employee_id, days, reason, state, made_at FROM leave_cancellations ",
            $rest
        )
    };
}

const CANCELLATION: &str = cancellation_columns!("WHERE id = $1");
const CANCELLATIONS_OF: &str = cancellation_columns!("WHERE request_id = $1 ORDER BY id");

/// One request to cancel.
pub(crate) async fn cancellation(db: &Db, id: CancellationId) -> Result<Option<Cancellation>> {
    let row: Option<CancellationRow> = store::read!(db, |pool| {
        sqlx::query_as(CANCELLATION)
            .bind(id.0)
            .fetch_optional(pool)
            .await
    })?;
    row.map(CancellationRow::read).transpose()
}

/// The same inside a transaction.
pub(crate) async fn cancellation_in(
    tx: &mut Tx,
    id: CancellationId,
) -> Result<Option<Cancellation>> {
    let row: Option<CancellationRow> = store::write!(tx, |connection| {
        sqlx::query_as(CANCELLATION)
            .bind(id.0)
            .fetch_optional(connection)
            .await
    })?;
    row.map(CancellationRow::read).transpose()
}

/// What was asked to be cancelled of a request.
pub(crate) async fn cancellations_of(db: &Db, request: RequestId) -> Result<Vec<Cancellation>> {
    let rows: Vec<CancellationRow> = store::read!(db, |pool| {
        sqlx::query_as(CANCELLATIONS_OF)
            .bind(request.0)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(CancellationRow::read).collect()
}

/// The same inside a transaction.
pub(crate) async fn cancellations_in(tx: &mut Tx, request: RequestId) -> Result<Vec<Cancellation>> {
    let rows: Vec<CancellationRow> = store::write!(tx, |connection| {
        sqlx::query_as(CANCELLATIONS_OF)
            .bind(request.0)
            .fetch_all(connection)
            .await
    })?;
    rows.into_iter().map(CancellationRow::read).collect()
}

const INSERT_CANCELLATION: &str = "
    INSERT INTO leave_cancellations (id, request_id, employee_id, days, reason, state, made_at)
    VALUES ($1, $2, $3, $4, $5, 'pending', $6)
    ON CONFLICT (id) DO NOTHING";

/// Enters a request to cancel; `false` when one of the number exists.
pub(crate) async fn insert_cancellation(tx: &mut Tx, new: &Cancellation) -> Result<bool> {
    let rows = store::write!(tx, |connection| {
        sqlx::query(INSERT_CANCELLATION)
            .bind(new.id.0)
            .bind(new.request.0)
            .bind(new.employee.0)
            .bind(json_list(new.days.iter().map(|day| day.0)))
            .bind(&new.reason)
            .bind(new.made_at.to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const CANCELLATION_STATE: &str = "UPDATE leave_cancellations SET state = $2 WHERE id = $1";

/// Notes what became of a request to cancel.
pub(crate) async fn set_cancellation_state(
    tx: &mut Tx,
    id: CancellationId,
    state: &str,
) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(CANCELLATION_STATE)
            .bind(id.0)
            .bind(state)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("paid-leave::request", REQUEST),
    ("paid-leave::requests_of", OF_PERSON),
    ("paid-leave::insert_request", INSERT),
    ("paid-leave::update_request", UPDATE),
    ("paid-leave::set_stage", SET_STAGE),
    ("paid-leave::set_days_stage", SET_DAYS_STAGE),
    ("paid-leave::set_asked", ASK),
    ("paid-leave::days", DAYS),
    ("paid-leave::held", HELD),
    ("paid-leave::delete_days", DELETE_DAYS),
    ("paid-leave::cancel_days", CANCEL_DAYS),
    ("paid-leave::cancellation", CANCELLATION),
    ("paid-leave::cancellations_of", CANCELLATIONS_OF),
    ("paid-leave::insert_cancellation", INSERT_CANCELLATION),
    ("paid-leave::set_cancellation_state", CANCELLATION_STATE),
];
