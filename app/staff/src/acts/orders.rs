//! Orders (発令): transfers, concurrent and acting appointments, their end, retirement, and undoing an order
//! that has not begun.

use super::{Desk, Done, asked};
use access::{Allowed, EditPersonRecord};
use calendar::{Date, Period};
use people::{
    Appointment, AppointmentId, AppointmentKind, AppointmentRefusal, Departure, EmployeeId,
    EmployeeRefusal, Order, OrderId, OrderKind, Rank, Standing, Title, Transfer, UnitId,
};
use serde_json::json;

/// What an order gives somebody to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// 異動・昇任: the main appointment goes to another unit, post or rank.
    Transfer,
    /// An appointment beside the main one, or a secondment, until a day where one is known.
    Beside {
        /// 兼務, 事務取扱, 派遣.
        kind: AppointmentKind,
        /// The first day it no longer holds.
        to: Option<Date>,
    },
}

/// An order for one employee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentEntry {
    /// To whom.
    pub employee: EmployeeId,
    /// What for.
    pub duty: Duty,
    /// Where.
    pub unit: UnitId,
    /// The post.
    pub post: Title,
    /// The rank.
    pub rank: Rank,
    /// Whether the employee heads the unit.
    pub heads: bool,
    /// The first day.
    pub from: Date,
}

/// Gives an order.
///
/// # Errors
/// Faults; the inner result refuses what the rules of appointments refuse.
pub async fn order(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    entry: &AppointmentEntry,
) -> Done<()> {
    asked(allowed, entry.employee)?;
    let mut tx = desk.db.begin().await?;
    let standing = match Standing::before(&mut tx, entry.employee).await? {
        Ok(standing) => standing,
        Err(refusal) => return Ok(Err(refusal.into())),
    };
    let (kind, done) = match entry.duty {
        Duty::Transfer => {
            let transfer = Transfer {
                employee: entry.employee,
                unit: entry.unit,
                post: entry.post.clone(),
                rank: entry.rank,
                heads: entry.heads,
                on: entry.from,
            };
            let done = people::transfer(&mut tx, desk.ids, &transfer).await?;
            (OrderKind::Transfer, done.map(|_| ()))
        }
        Duty::Beside { kind, to } => {
            let to = match to {
                Some(to) => Some(to),
                None => leaves(&mut tx, entry.employee).await?,
            };
            let Ok(period) = Period::new(entry.from, to) else {
                return Ok(Err(AppointmentRefusal::OutsideService.into()));
            };
            let appointment = Appointment {
                id: AppointmentId(desk.ids.next()),
                employee: entry.employee,
                unit: entry.unit,
                kind,
                post: entry.post.clone(),
                rank: entry.rank,
                heads: entry.heads,
                period,
            };
            let done = people::appoint(&mut tx, &appointment).await?;
            (OrderKind::Appointment, done)
        }
    };
    if let Err(refusal) = done {
        return Ok(Err(refusal.into()));
    }
    let actor = allowed.actor();
    let given = (desk.now, actor.name.as_str());
    standing
        .order(&mut tx, desk.ids, kind, entry.from, given)
        .await?;
    let detail = json!({
        "order": kind.word(),
        "unit": entry.unit.0,
        "post": entry.post.as_str(),
        "rank": entry.rank.word(),
        "from": entry.from,
    });
    desk.note(&mut tx, actor, "staff.order.given", entry.employee, &detail)
        .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// The end of the service: an open appointment lasts as long.
async fn leaves(tx: &mut store::Tx, employee: EmployeeId) -> anyhow::Result<Option<Date>> {
    let record = people::employee_in(tx, employee).await?;
    Ok(record.and_then(|record| record.service.to()))
}

/// Ends an appointment beside the main one.
///
/// # Errors
/// Faults; the inner result refuses a main appointment and one that has ended.
pub async fn end(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    employee: EmployeeId,
    appointment: AppointmentId,
    on: Date,
) -> Done<()> {
    asked(allowed, employee)?;
    let mut tx = desk.db.begin().await?;
    let standing = match Standing::before(&mut tx, employee).await? {
        Ok(standing) => standing,
        Err(refusal) => return Ok(Err(refusal.into())),
    };
    if let Err(refusal) = people::end_appointment(&mut tx, employee, appointment, on).await? {
        return Ok(Err(refusal.into()));
    }
    let actor = allowed.actor();
    let given = (desk.now, actor.name.as_str());
    standing
        .order(&mut tx, desk.ids, OrderKind::End, on, given)
        .await?;
    let detail = json!({ "appointment": appointment.0, "on": on });
    desk.note(&mut tx, actor, "staff.appointment.ended", employee, &detail)
        .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Ends somebody's service; `on` is the first day after it. Appointments end with it, and what would have
/// begun later is struck out.
///
/// # Errors
/// Faults; the inner result refuses a day before the hiring and somebody who has left.
pub async fn retire(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    departure: &Departure,
    on: Date,
) -> Done<()> {
    let employee = departure.employee;
    asked(allowed, employee)?;
    let mut tx = desk.db.begin().await?;
    let Some(record) = people::employee_in(&mut tx, employee).await? else {
        return Ok(Err(AppointmentRefusal::NoSuchEmployee.into()));
    };
    let hired = record.service.from();
    if on <= hired {
        return Ok(Err(EmployeeRefusal::LeavesBeforeHiring { hired }.into()));
    }
    if let Some(left) = record.service.to().filter(|left| *left <= desk.today) {
        return Ok(Err(EmployeeRefusal::HasLeft { left }.into()));
    }
    let standing = match Standing::before(&mut tx, employee).await? {
        Ok(standing) => standing,
        Err(refusal) => return Ok(Err(refusal.into())),
    };
    if let Err(refusal) = people::leave(&mut tx, employee, on).await? {
        return Ok(Err(refusal.into()));
    }
    people::set_departure(&mut tx, departure).await?;
    let actor = allowed.actor();
    let given = (desk.now, actor.name.as_str());
    standing
        .order(&mut tx, desk.ids, OrderKind::Retirement, on, given)
        .await?;
    let detail = json!({ "kind": departure.kind.word(), "on": on });
    desk.note(&mut tx, actor, "staff.employee.retired", employee, &detail)
        .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Undoes an order that begins after today.
///
/// # Errors
/// Faults; the inner result refuses an order that has begun or that a later one has changed.
pub async fn undo(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    employee: EmployeeId,
    order: OrderId,
) -> Done<Order> {
    asked(allowed, employee)?;
    let mut tx = desk.db.begin().await?;
    let undone = people::undo_order(&mut tx, employee, order, (desk.today, desk.now)).await?;
    let undone = match undone {
        Ok(undone) => undone,
        Err(refusal) => return Ok(Err(refusal.into())),
    };
    if undone.kind == OrderKind::Retirement {
        people::no_departure(&mut tx, employee).await?;
    }
    let detail = json!({ "order": undone.kind.word(), "on": undone.on });
    desk.note(
        &mut tx,
        allowed.actor(),
        "staff.order.undone",
        employee,
        &detail,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(undone))
}
