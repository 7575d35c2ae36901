//! Orders in the database: applied for, ordered, worked, reported.

use ::store::{Day, Db, Instant, ToSqlx, Tx, sqlx};
use anyhow::{Context, Result};
use calendar::Date;
use jiff::Timestamp;
use people::EmployeeId;

/// How far an order has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderState {
    /// It waits for a decision.
    InProgress,
    /// Ordered; the result is to be reported.
    Approved,
    /// Given back to be changed.
    Returned,
    /// Not ordered.
    Rejected,
    /// Taken back by the applicant.
    Withdrawn,
    /// Worked and reported: it has become a record.
    Reported,
    /// Ordered, but nothing was worked.
    NotWorked,
}

impl OrderState {
    const ALL: [OrderState; 7] = [
        OrderState::InProgress,
        OrderState::Approved,
        OrderState::Returned,
        OrderState::Rejected,
        OrderState::Withdrawn,
        OrderState::Reported,
        OrderState::NotWorked,
    ];

    /// The word in the database, and the end of the key of its words.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            OrderState::InProgress => "in-progress",
            OrderState::Approved => "approved",
            OrderState::Returned => "returned",
            OrderState::Rejected => "rejected",
            OrderState::Withdrawn => "withdrawn",
            OrderState::Reported => "reported",
            OrderState::NotWorked => "not-worked",
        }
    }

    /// How it looks.
    #[must_use]
    pub const fn tone(self) -> &'static str {
        match self {
            OrderState::InProgress => "key",
            OrderState::Approved | OrderState::Returned => "warn",
            OrderState::Reported => "ok",
            OrderState::Rejected | OrderState::Withdrawn | OrderState::NotWorked => "",
        }
    }

    fn of_word(word: &str) -> Option<OrderState> {
        OrderState::ALL
            .into_iter()
            .find(|state| state.word() == word)
    }
}

/// An order (超過勤務命令).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The record.
    pub id: i64,
    /// Who works.
    pub employee: EmployeeId,
    /// On which day.
    pub day: Date,
    /// From when until when, in minutes after midnight.
    pub span: (i64, i64),
    /// Minutes of rest.
    pub rest: i64,
    /// What for.
    pub reason: String,
    /// The special work it belongs to.
    pub special: Option<i64>,
    /// Whether it needed the step beyond the section.
    pub beyond: bool,
    /// How far it has come.
    pub state: OrderState,
    /// What was worked: beginning, end, rest.
    pub worked: Option<(i64, i64, i64)>,
    /// The record it has become.
    pub record: Option<i64>,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// For the optimistic lock.
    pub version: i64,
}

::store::row! {
    struct OrderRow {
        id: i64,
        employee_id: i64,
        day: Day,
        started: i64,
        ended: i64,
        rest: i64,
        reason: String,
        special_id: Option<i64>,
        beyond: bool,
        state: String,
        worked_from: Option<i64>,
        worked_to: Option<i64>,
        worked_rest: Option<i64>,
        record_id: Option<i64>,
        entered_at: Instant,
        version: i64,
    }
}

impl OrderRow {
    fn read(self) -> Result<Order> {
        let worked = self.worked_from.zip(self.worked_to);
        Ok(Order {
            id: self.id,
            employee: EmployeeId(self.employee_id),
            day: self.day.to_jiff(),
            span: (self.started, self.ended),
            rest: self.rest,
            reason: self.reason,
            special: self.special_id,
            beyond: self.beyond,
            state: OrderState::of_word(&self.state).context("state of an order")?,
            worked: worked.map(|(from, to)| (from, to, self.worked_rest.unwrap_or(0))),
            record: self.record_id,
            entered_at: self.entered_at.to_jiff(),
            version: self.version,
        })
    }
}

macro_rules! orders_where {
    ($rest:literal) => {
        concat!(
            "
    SELECT id, employee_id, day, started, ended, rest, reason, special_id, beyond, state, worked_from, worked_to,
           worked_rest, record_id, entered_at, version
      FROM overtime_orders",
            $rest
        )
    };
}

const ONE: &str = orders_where!(" WHERE id = $1");

/// An order.
pub async fn order(db: &Db, id: i64) -> Result<Option<Order>> {
    let row: Option<OrderRow> = ::store::read!(db, |pool| {
        sqlx::query_as(ONE).bind(id).fetch_optional(pool).await
    })?;
    row.map(OrderRow::read).transpose()
}

/// The same inside a transaction.
pub async fn order_in(tx: &mut Tx, id: i64) -> Result<Option<Order>> {
    let row: Option<OrderRow> = ::store::write!(tx, |connection| {
        sqlx::query_as(ONE)
            .bind(id)
            .fetch_optional(connection)
            .await
    })?;
    row.map(OrderRow::read).transpose()
}

const OF_PERSON: &str = orders_where!(
    " WHERE employee_id = $1 AND day >= $2 AND day < $3 ORDER BY day DESC, started DESC, id DESC LIMIT 200"
);

/// A person's orders on days `[from, to)`, the latest first.
pub async fn orders_of(
    db: &Db,
    employee: EmployeeId,
    (from, to): (Date, Date),
) -> Result<Vec<Order>> {
    let rows: Vec<OrderRow> = ::store::read!(db, |pool| {
        sqlx::query_as(OF_PERSON)
            .bind(employee.0)
            .bind(from.to_sqlx())
            .bind(to.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(OrderRow::read).collect()
}

const TO_REPORT: &str = orders_where!(
    " WHERE employee_id = $1 AND state = 'approved' AND day <= $2 ORDER BY day, id LIMIT 50"
);

/// Orders whose result a person has still to report.
pub async fn to_report(db: &Db, employee: i64, on: Date) -> Result<Vec<Order>> {
    let rows: Vec<OrderRow> = ::store::read!(db, |pool| {
        sqlx::query_as(TO_REPORT)
            .bind(employee)
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(OrderRow::read).collect()
}

const INSERT: &str = "
    INSERT INTO overtime_orders (id, employee_id, day, started, ended, rest, reason, special_id, beyond, state,
           entered_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'in-progress', $10, 1)
    ON CONFLICT (id) DO NOTHING";

/// Enters an order; `false` when one of the number exists, as when a form is sent twice.
pub async fn insert(tx: &mut Tx, new: &Order) -> Result<bool> {
    let rows = ::store::write!(tx, |connection| {
        sqlx::query(INSERT)
            .bind(new.id)
            .bind(new.employee.0)
            .bind(new.day.to_sqlx())
            .bind(new.span.0)
            .bind(new.span.1)
            .bind(new.rest)
            .bind(&new.reason)
            .bind(new.special)
            .bind(new.beyond)
            .bind(new.entered_at.to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const SET_STATE: &str = "
    UPDATE overtime_orders SET state = $2, version = version + 1 WHERE id = $1";

/// Notes what the approval has left.
pub async fn set_state(tx: &mut Tx, id: i64, state: OrderState) -> Result<()> {
    ::store::write!(tx, |connection| {
        sqlx::query(SET_STATE)
            .bind(id)
            .bind(state.word())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const REPORT: &str = "
    UPDATE overtime_orders
       SET state = $3, worked_from = $4, worked_to = $5, worked_rest = $6, reported_at = $7, record_id = $8,
           version = version + 1
     WHERE id = $1 AND version = $2 AND state = 'approved'";

/// Notes what was worked; `false` when the order was changed meanwhile.
pub async fn report(
    tx: &mut Tx,
    (id, version): (i64, i64),
    worked: Option<(i64, i64, i64)>,
    record: Option<i64>,
    at: Timestamp,
) -> Result<bool> {
    let state = if worked.is_some() {
        OrderState::Reported
    } else {
        OrderState::NotWorked
    };
    let rows = ::store::write!(tx, |connection| {
        sqlx::query(REPORT)
            .bind(id)
            .bind(version)
            .bind(state.word())
            .bind(worked.map(|worked| worked.0))
            .bind(worked.map(|worked| worked.1))
            .bind(worked.map(|worked| worked.2))
            .bind(at.to_sqlx())
            .bind(record)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("overtime::order", ONE),
    ("overtime::orders of person", OF_PERSON),
    ("overtime::orders to report", TO_REPORT),
    ("overtime::insert order", INSERT),
    ("overtime::order state", SET_STATE),
    ("overtime::report", REPORT),
];
