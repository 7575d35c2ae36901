//! Appointments in the database: who serves where on a day, appointing, transferring, leaving.

use crate::employees::employee_in;
use crate::records::{
    Appointment, AppointmentId, AppointmentKind, Employee, EmployeeId, Rank, Title, UnitId,
};
use crate::rules::{AppointmentRefusal, ended_by_transfer, may_stand};
use anyhow::{Context, Result, anyhow};
use calendar::{Date, Period};
use store::{Day, Db, Ids, ToSqlx, Tx, sqlx};

store::row! {
    pub(crate) struct AppointmentRow {
        id: i64,
        employee_id: i64,
        unit_id: i64,
        kind: String,
        post_title: String,
        rank: String,
        heads: bool,
        valid_from: Day,
        valid_to: Option<Day>,
    }
}

impl AppointmentRow {
    pub(crate) fn read(self) -> Result<Appointment> {
        let id = AppointmentId(self.id);
        let read = || -> Result<Appointment> {
            Ok(Appointment {
                id,
                employee: EmployeeId(self.employee_id),
                unit: UnitId(self.unit_id),
                kind: AppointmentKind::of_word(&self.kind)
                    .ok_or_else(|| anyhow!("unknown kind"))?,
                post: Title::parse(&self.post_title)?,
                rank: Rank::of_word(&self.rank).ok_or_else(|| anyhow!("unknown rank"))?,
                heads: self.heads,
                period: Period::new(self.valid_from.to_jiff(), self.valid_to.map(Day::to_jiff))?,
            })
        };
        read().with_context(|| format!("appointment {id} in the database cannot be read"))
    }
}

const MAIN_ON: &str = "
    SELECT id, employee_id, unit_id, kind, post_title, rank, heads, valid_from, valid_to
      FROM appointments
     WHERE employee_id = $1 AND kind = 'main'
       AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";

/// The main appointment of an employee on a day.
pub async fn main_appointment(
    db: &Db,
    employee: EmployeeId,
    on: Date,
) -> Result<Option<Appointment>> {
    let row: Option<AppointmentRow> = store::read!(db, |pool| {
        sqlx::query_as(MAIN_ON)
            .bind(employee.0)
            .bind(on.to_sqlx())
            .fetch_optional(pool)
            .await
    })?;
    row.map(AppointmentRow::read).transpose()
}

const OF_EMPLOYEE: &str = "
    SELECT id, employee_id, unit_id, kind, post_title, rank, heads, valid_from, valid_to
      FROM appointments WHERE employee_id = $1 ORDER BY valid_from, id";

/// All appointments of an employee, the earliest first.
pub async fn appointments_of(db: &Db, employee: EmployeeId) -> Result<Vec<Appointment>> {
    let rows: Vec<AppointmentRow> = store::read!(db, |pool| {
        sqlx::query_as(OF_EMPLOYEE)
            .bind(employee.0)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(AppointmentRow::read).collect()
}

/// Enters appointments that were checked as a whole, by an import or the sample city.
pub async fn insert_appointments(tx: &mut Tx, appointments: &[Appointment]) -> Result<()> {
    for chunk in appointments.chunks(crate::ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO appointments (id, employee_id, unit_id, kind, post_title, rank, \
                 heads, valid_from, valid_to) ",
            );
            query.push_values(chunk, |mut row, appointment| {
                row.push_bind(appointment.id.0)
                    .push_bind(appointment.employee.0)
                    .push_bind(appointment.unit.0)
                    .push_bind(appointment.kind.word())
                    .push_bind(appointment.post.as_str())
                    .push_bind(appointment.rank.word())
                    .push_bind(appointment.heads)
                    .push_bind(appointment.period.from().to_sqlx())
                    .push_bind(appointment.period.to().map(ToSqlx::to_sqlx));
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Changing the row first makes two transactions for the same employee wait for each other, also on a
/// server with many connections.
const HOLD: &str = "UPDATE employees SET version = version + 1 WHERE id = $1";

/// Takes an employee for an order: the record and the appointments, the earliest first.
pub(crate) async fn hold(
    tx: &mut Tx,
    employee: EmployeeId,
) -> Result<Option<(Employee, Vec<Appointment>)>> {
    store::write!(&mut *tx, |connection| {
        sqlx::query(HOLD)
            .bind(employee.0)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    let Some(record) = employee_in(tx, employee).await? else {
        return Ok(None);
    };
    let appointments = appointments_in(tx, employee).await?;
    Ok(Some((record, appointments)))
}

/// All appointments of an employee inside a transaction that is to change them.
pub async fn appointments_in(tx: &mut Tx, employee: EmployeeId) -> Result<Vec<Appointment>> {
    let rows: Vec<AppointmentRow> = store::write!(tx, |connection| {
        sqlx::query_as(OF_EMPLOYEE)
            .bind(employee.0)
            .fetch_all(connection)
            .await
    })?;
    rows.into_iter().map(AppointmentRow::read).collect()
}

const UNIT_EXISTS: &str = "
    SELECT unit_id FROM unit_versions
     WHERE unit_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";

async fn unit_exists(tx: &mut Tx, unit: UnitId, on: Date) -> Result<bool> {
    let found: Option<(i64,)> = store::write!(tx, |connection| {
        sqlx::query_as(UNIT_EXISTS)
            .bind(unit.0)
            .bind(on.to_sqlx())
            .fetch_optional(connection)
            .await
    })?;
    Ok(found.is_some())
}

/// Appoints an employee beside the appointments they have.
///
/// # Errors
/// Faults of the database; the inner result tells why the appointment was refused.
pub async fn appoint(tx: &mut Tx, new: &Appointment) -> Result<Result<(), AppointmentRefusal>> {
    let Some((employee, existing)) = hold(tx, new.employee).await? else {
        return Ok(Err(AppointmentRefusal::NoSuchEmployee));
    };
    if let Err(refusal) = may_stand(employee.service, &existing, new) {
        return Ok(Err(refusal));
    }
    let on = new.period.from();
    if !unit_exists(tx, new.unit, on).await? {
        return Ok(Err(AppointmentRefusal::NoSuchUnit { on }));
    }
    insert_appointments(tx, std::slice::from_ref(new)).await?;
    Ok(Ok(()))
}

/// Corrects an appointment that was entered wrongly: unit, post, rank, head and days, for the same
/// employee and of the same kind.
///
/// # Errors
/// Faults of the database; the inner result tells why the correction was refused. Nothing is written then.
pub async fn correct_appointment(
    tx: &mut Tx,
    corrected: &Appointment,
) -> Result<Result<Appointment, AppointmentRefusal>> {
    let Some((employee, existing)) = hold(tx, corrected.employee).await? else {
        return Ok(Err(AppointmentRefusal::NoSuchEmployee));
    };
    let earlier = existing
        .iter()
        .find(|old| old.id == corrected.id && old.kind == corrected.kind);
    let Some(earlier) = earlier.cloned() else {
        return Ok(Err(AppointmentRefusal::NoSuchAppointment));
    };
    if let Err(refusal) = may_stand(employee.service, &existing, corrected) {
        return Ok(Err(refusal));
    }
    let on = corrected.period.from();
    if !unit_exists(tx, corrected.unit, on).await? {
        return Ok(Err(AppointmentRefusal::NoSuchUnit { on }));
    }
    crate::orders::restore(tx, corrected).await?;
    Ok(Ok(earlier))
}

/// Ends an appointment beside the main one (兼務を免ずる); `on` is the first day after it. One that has not
/// begun on the day is struck out.
///
/// # Errors
/// Faults of the database; the inner result refuses a main appointment, which only a transfer or the end
/// of the service ends, and one that has ended.
pub async fn end_appointment(
    tx: &mut Tx,
    employee: EmployeeId,
    appointment: AppointmentId,
    on: Date,
) -> Result<Result<(), AppointmentRefusal>> {
    let Some((_, existing)) = hold(tx, employee).await? else {
        return Ok(Err(AppointmentRefusal::NoSuchEmployee));
    };
    let found = existing.iter().find(|old| {
        old.id == appointment
            && old.kind != AppointmentKind::Main
            && old.period.to().is_none_or(|to| on < to)
    });
    let Some(old) = found else {
        return Ok(Err(AppointmentRefusal::NoSuchAppointment));
    };
    let sql = if on <= old.period.from() { STRIKE } else { END };
    store::write!(tx, |connection| {
        let query = sqlx::query(sql).bind(appointment.0);
        let query = if sql == END {
            query.bind(on.to_sqlx())
        } else {
            query
        };
        query.execute(connection).await.map(|_| ())
    })?;
    Ok(Ok(()))
}

const STRIKE: &str = "DELETE FROM appointments WHERE id = $1";

/// A transfer to be ordered (異動).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Who.
    pub employee: EmployeeId,
    /// Where to.
    pub unit: UnitId,
    /// The new post.
    pub post: Title,
    /// The new rank.
    pub rank: Rank,
    /// Whether the employee heads the new unit.
    pub heads: bool,
    /// The first day in the new unit.
    pub on: Date,
}

const END: &str = "UPDATE appointments SET valid_to = $2 WHERE id = $1";

/// Transfers an employee: ends the main appointment of the day and opens the new one, which lasts as
/// long as the service does.
///
/// # Errors
/// Faults of the database; the inner result tells why the transfer was refused. Nothing is written then.
pub async fn transfer(
    tx: &mut Tx,
    ids: &Ids,
    order: &Transfer,
) -> Result<Result<AppointmentId, AppointmentRefusal>> {
    let Some((employee, mut appointments)) = hold(tx, order.employee).await? else {
        return Ok(Err(AppointmentRefusal::NoSuchEmployee));
    };
    if !unit_exists(tx, order.unit, order.on).await? {
        return Ok(Err(AppointmentRefusal::NoSuchUnit { on: order.on }));
    }
    let ended = match ended_by_transfer(&appointments, order.on) {
        Ok(ended) => ended,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let Ok(period) = Period::new(order.on, employee.service.to()) else {
        return Ok(Err(AppointmentRefusal::OutsideService));
    };
    let new = Appointment {
        id: AppointmentId(ids.next()),
        employee: order.employee,
        unit: order.unit,
        kind: AppointmentKind::Main,
        post: order.post.clone(),
        rank: order.rank,
        heads: order.heads,
        period,
    };
    appointments.retain(|old| old.id != ended);
    if let Err(refusal) = may_stand(employee.service, &appointments, &new) {
        return Ok(Err(refusal));
    }
    store::write!(&mut *tx, |connection| {
        sqlx::query(END)
            .bind(ended.0)
            .bind(order.on.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    insert_appointments(tx, std::slice::from_ref(&new)).await?;
    Ok(Ok(new.id))
}

const LEAVE: &str = "UPDATE employees SET left_on = $2 WHERE id = $1";

const END_ALL: &str = "
    UPDATE appointments SET valid_to = $2
     WHERE employee_id = $1 AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $2)";

const DROP_FUTURE: &str = "DELETE FROM appointments WHERE employee_id = $1 AND valid_from >= $2";

/// Ends an employee's service: `on` is the first day after it. All appointments end with it, and
/// those that would have begun later are struck out.
///
/// # Errors
/// Faults of the database; the inner result refuses an unknown employee or a day before the hiring.
pub async fn leave(
    tx: &mut Tx,
    employee: EmployeeId,
    on: Date,
) -> Result<Result<(), AppointmentRefusal>> {
    let Some((record, _)) = hold(tx, employee).await? else {
        return Ok(Err(AppointmentRefusal::NoSuchEmployee));
    };
    if on <= record.service.from() {
        return Ok(Err(AppointmentRefusal::OutsideService));
    }
    for sql in [DROP_FUTURE, END_ALL, LEAVE] {
        store::write!(&mut *tx, |connection| {
            sqlx::query(sql)
                .bind(employee.0)
                .bind(on.to_sqlx())
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    Ok(Ok(()))
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("people::main_appointment", MAIN_ON),
    ("people::appointments_of", OF_EMPLOYEE),
    ("people::appoint hold", HOLD),
    ("people::appoint unit", UNIT_EXISTS),
    ("people::transfer end", END),
    ("people::end_appointment strike", STRIKE),
    ("people::leave", LEAVE),
    ("people::leave end", END_ALL),
    ("people::leave future", DROP_FUTURE),
];
