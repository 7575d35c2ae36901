//! Orders (発令) as they were given, with what stood before: an order that has not begun can be undone.

use crate::appointments::{appointments_in, hold};
use crate::records::{
    Appointment, AppointmentId, AppointmentKind, EmployeeId, Rank, Title, UnitId, vocabulary,
};
use crate::rules::AppointmentRefusal;
use anyhow::{Context, Result, anyhow};
use calendar::{Date, Period};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Day, Db, Ids, Instant, ToSqlx, Tx, sqlx};

store::id!(
    /// An order.
    pub struct OrderId;
);

vocabulary! {
    /// What an order does.
    OrderKind {
        /// 採用.
        Hiring = "hiring", "people-order-hiring";
        /// 異動・昇任.
        Transfer = "transfer", "people-order-transfer";
        /// 兼務・事務取扱・派遣を命ずる.
        Appointment = "appointment", "people-order-appointment";
        /// 兼務などを免ずる.
        End = "end", "people-order-end";
        /// 退職.
        Retirement = "retirement", "people-order-retirement";
    }
}

/// An order as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The record.
    pub id: OrderId,
    /// To whom.
    pub employee: EmployeeId,
    /// What it does.
    pub kind: OrderKind,
    /// Its first day.
    pub on: Date,
    /// When it was given.
    pub given_at: Timestamp,
    /// By whom.
    pub by: String,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
}

/// An appointment as an order remembers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    id: i64,
    unit: i64,
    kind: String,
    post: String,
    rank: String,
    heads: bool,
    from: Date,
    to: Option<Date>,
}

impl Kept {
    fn of(appointment: &Appointment) -> Kept {
        Kept {
            id: appointment.id.0,
            unit: appointment.unit.0,
            kind: appointment.kind.word().to_owned(),
            post: appointment.post.as_str().to_owned(),
            rank: appointment.rank.word().to_owned(),
            heads: appointment.heads,
            from: appointment.period.from(),
            to: appointment.period.to(),
        }
    }

    fn back(&self, employee: EmployeeId) -> Result<Appointment> {
        Ok(Appointment {
            id: AppointmentId(self.id),
            employee,
            unit: UnitId(self.unit),
            kind: AppointmentKind::of_word(&self.kind).ok_or_else(|| anyhow!("unknown kind"))?,
            post: Title::parse(&self.post)?,
            rank: Rank::of_word(&self.rank).ok_or_else(|| anyhow!("unknown rank"))?,
            heads: self.heads,
            period: Period::new(self.from, self.to)?,
        })
    }
}

/// What an order changed: the rows that differ, as they stood before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Changes {
    before: Vec<Kept>,
    after: Vec<Kept>,
    left_before: Option<Date>,
    left_after: Option<Date>,
}

/// The appointments and the end of service before an order; [`Standing::order`] keeps what it changed.
#[derive(Debug, Clone)]
pub struct Standing {
    employee: EmployeeId,
    appointments: Vec<Appointment>,
    left: Option<Date>,
}

const LEFT_ON: &str = "SELECT left_on FROM employees WHERE id = $1";

async fn left_on(tx: &mut Tx, employee: EmployeeId) -> Result<Option<Date>> {
    let row: Option<(Option<Day>,)> = store::write!(tx, |connection| {
        sqlx::query_as(LEFT_ON)
            .bind(employee.0)
            .fetch_optional(connection)
            .await
    })?;
    Ok(row.and_then(|(left,)| left).map(Day::to_jiff))
}

impl Standing {
    /// How an employee stands before an order; the record is held until the transaction ends.
    ///
    /// # Errors
    /// Faults of the database; the inner result refuses an unknown employee.
    pub async fn before(
        tx: &mut Tx,
        employee: EmployeeId,
    ) -> Result<Result<Standing, AppointmentRefusal>> {
        Ok(match hold(tx, employee).await? {
            None => Err(AppointmentRefusal::NoSuchEmployee),
            Some((record, appointments)) => Ok(Standing {
                employee,
                appointments,
                left: record.service.to(),
            }),
        })
    }

    /// How an employee stands who was not there before the order: somebody who is hired.
    #[must_use]
    pub fn nothing(employee: EmployeeId) -> Standing {
        Standing {
            employee,
            appointments: Vec::new(),
            left: None,
        }
    }

    /// The appointments before the order.
    #[must_use]
    pub fn appointments(&self) -> &[Appointment] {
        &self.appointments
    }

    /// Keeps the order with what it has changed since.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn order(
        &self,
        tx: &mut Tx,
        ids: &Ids,
        kind: OrderKind,
        on: Date,
        given: (Timestamp, &str),
    ) -> Result<OrderId> {
        let now = appointments_in(tx, self.employee).await?;
        let only = |these: &[Appointment], others: &[Appointment]| -> Vec<Kept> {
            let differs = |one: &&Appointment| !others.contains(one);
            these.iter().filter(differs).map(Kept::of).collect()
        };
        let changes = Changes {
            before: only(&self.appointments, &now),
            after: only(&now, &self.appointments),
            left_before: self.left,
            left_after: left_on(tx, self.employee).await?,
        };
        let id = OrderId(ids.next());
        let text = serde_json::to_string(&changes)?;
        store::write!(tx, |connection| {
            sqlx::query(INSERT)
                .bind(id.0)
                .bind(self.employee.0)
                .bind(kind.word())
                .bind(on.to_sqlx())
                .bind(given.0.to_sqlx())
                .bind(given.1)
                .bind(&text)
                .execute(connection)
                .await
                .map(|_| ())
        })?;
        Ok(id)
    }
}

const INSERT: &str = "
    INSERT INTO appointment_orders (id, employee_id, kind, effective_on, given_at, actor_name, changes)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

store::row! {
    struct OrderRow {
        id: i64,
        employee_id: i64,
        kind: String,
        effective_on: Day,
        given_at: Instant,
        actor_name: String,
        changes: String,
        undone_at: Option<Instant>,
    }
}

impl OrderRow {
    fn read(&self) -> Result<Order> {
        Ok(Order {
            id: OrderId(self.id),
            employee: EmployeeId(self.employee_id),
            kind: OrderKind::of_word(&self.kind)
                .ok_or_else(|| anyhow!("unknown kind of order {}", self.id))?,
            on: self.effective_on.to_jiff(),
            given_at: self.given_at.to_jiff(),
            by: self.actor_name.clone(),
            undone_at: self.undone_at.map(Instant::to_jiff),
        })
    }
}

const OF_EMPLOYEE: &str = "
    SELECT id, employee_id, kind, effective_on, given_at, actor_name, changes, undone_at
      FROM appointment_orders WHERE employee_id = $1 ORDER BY effective_on DESC, id DESC";

/// The orders given to an employee through the product, the latest first.
pub async fn orders_of(db: &Db, employee: EmployeeId) -> Result<Vec<Order>> {
    let rows: Vec<OrderRow> = store::read!(db, |pool| {
        sqlx::query_as(OF_EMPLOYEE)
            .bind(employee.0)
            .fetch_all(pool)
            .await
    })?;
    rows.iter().map(OrderRow::read).collect()
}

const ONE: &str = "
    SELECT id, employee_id, kind, effective_on, given_at, actor_name, changes, undone_at
      FROM appointment_orders WHERE id = $1 AND employee_id = $2";

const MARK_UNDONE: &str = "UPDATE appointment_orders SET undone_at = $2 WHERE id = $1";

const RESTORE: &str = "
    UPDATE appointments
       SET unit_id = $2, kind = $3, post_title = $4, rank = $5, heads = $6, valid_from = $7, valid_to = $8
     WHERE id = $1";

const STRIKE: &str = "DELETE FROM appointments WHERE id = $1";

const LEAVES: &str = "UPDATE employees SET left_on = $2 WHERE id = $1";

/// Writes an appointment over the one of the same number.
pub(crate) async fn restore(tx: &mut Tx, old: &Appointment) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(RESTORE)
            .bind(old.id.0)
            .bind(old.unit.0)
            .bind(old.kind.word())
            .bind(old.post.as_str())
            .bind(old.rank.word())
            .bind(old.heads)
            .bind(old.period.from().to_sqlx())
            .bind(old.period.to().map(ToSqlx::to_sqlx))
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

async fn strike(tx: &mut Tx, id: i64) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(STRIKE)
            .bind(id)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Undoes an order that begins after today: everything stands as before it. A hiring is not undone here,
/// because the record of the person would have to go with it.
///
/// # Errors
/// Faults of the database; the inner result refuses an order that has begun, is undone already, or whose
/// appointments a later order has changed.
pub async fn undo_order(
    tx: &mut Tx,
    employee: EmployeeId,
    order: OrderId,
    (today, at): (Date, Timestamp),
) -> Result<Result<Order, AppointmentRefusal>> {
    let Some((record, now)) = hold(tx, employee).await? else {
        return Ok(Err(AppointmentRefusal::NoSuchEmployee));
    };
    let row: Option<OrderRow> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(ONE)
            .bind(order.0)
            .bind(employee.0)
            .fetch_optional(connection)
            .await
    })?;
    let Some(row) = row.filter(|row| row.undone_at.is_none()) else {
        return Ok(Err(AppointmentRefusal::Overtaken));
    };
    let given = row.read()?;
    if given.on <= today || given.kind == OrderKind::Hiring {
        return Ok(Err(AppointmentRefusal::Begun { on: given.on }));
    }
    let changes: Changes = serde_json::from_str(&row.changes)
        .with_context(|| format!("what order {order} changed cannot be read"))?;
    let now: Vec<Kept> = now.iter().map(Kept::of).collect();
    let stands = changes.after.iter().all(|kept| now.contains(kept));
    let known = |kept: &Kept| changes.after.iter().any(|after| after.id == kept.id);
    let struck_stay_away = changes
        .before
        .iter()
        .filter(|kept| !known(kept))
        .all(|kept| now.iter().all(|other| other.id != kept.id));
    if !stands || !struck_stay_away || record.service.to() != changes.left_after {
        return Ok(Err(AppointmentRefusal::Overtaken));
    }
    for opened in &changes.after {
        if changes.before.iter().all(|kept| kept.id != opened.id) {
            strike(tx, opened.id).await?;
        }
    }
    let left: Option<Day> = changes.left_before.map(ToSqlx::to_sqlx);
    store::write!(&mut *tx, |connection| {
        sqlx::query(LEAVES)
            .bind(employee.0)
            .bind(left)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    for kept in &changes.before {
        let back = kept.back(employee)?;
        if known(kept) {
            restore(tx, &back).await?;
        } else {
            crate::insert_appointments(tx, std::slice::from_ref(&back)).await?;
        }
    }
    store::write!(tx, |connection| {
        sqlx::query(MARK_UNDONE)
            .bind(order.0)
            .bind(at.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(Ok(given))
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("people::orders_of", OF_EMPLOYEE),
    ("people::order", INSERT),
    ("people::undo_order one", ONE),
    ("people::undo_order mark", MARK_UNDONE),
    ("people::undo_order restore", RESTORE),
    ("people::undo_order strike", STRIKE),
    ("people::undo_order leaves", LEAVES),
    ("people::undo_order left", LEFT_ON),
];
