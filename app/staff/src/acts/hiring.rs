//! Somebody is hired, or hired again after an earlier employment.

use super::{Desk, Done, asked};
use access::{Allowed, EditPersonRecord};
use people::{
    Appointment, AppointmentId, AppointmentKind, Contact, Employee, EmployeeId, EmployeeRefusal,
    OrderKind, Rank, Standing, Title, UnitId,
};
use serde_json::json;

/// Somebody to be hired, with the first appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEmployee {
    /// The record; its number is given by the act.
    pub record: Employee,
    /// Where the person serves first.
    pub unit: UnitId,
    /// The first post.
    pub post: Title,
    /// The first rank.
    pub rank: Rank,
    /// Whether the person heads the unit.
    pub heads: bool,
    /// How the person is reached.
    pub contact: Contact,
}

/// Enters a new employee and the first appointment, which begins with the service.
///
/// # Errors
/// Faults; the inner result refuses a number that is taken, a birth after the hiring, a unit that does not
/// exist on the day, and an employment that begins before the earlier one ends.
pub async fn hire(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    new: &NewEmployee,
) -> Done<EmployeeId> {
    let id = EmployeeId(desk.ids.next());
    asked(allowed, id)?;
    let mut tx = desk.db.begin().await?;
    let record = Employee {
        id,
        version: 1,
        ..new.record.clone()
    };
    if people::number_taken(&mut tx, &record.staff_no, id).await? {
        return Ok(Err(EmployeeRefusal::NumberTaken.into()));
    }
    if let Err(refusal) = people::may_be_hired(record.birth_date, record.service, &[]) {
        return Ok(Err(refusal.into()));
    }
    if let Some(previous) = record.previous {
        let Some(previous) = people::employee_in(&mut tx, previous).await? else {
            return Ok(Err(people::AppointmentRefusal::NoSuchEmployee.into()));
        };
        let over = previous
            .service
            .to()
            .is_some_and(|left| left <= record.service.from());
        if !over {
            return Ok(Err(EmployeeRefusal::StillInService.into()));
        }
    }
    people::insert_employees(&mut tx, desk.ids, std::slice::from_ref(&record)).await?;
    let standing = Standing::nothing(id);
    let first = Appointment {
        id: AppointmentId(desk.ids.next()),
        employee: id,
        unit: new.unit,
        kind: AppointmentKind::Main,
        post: new.post.clone(),
        rank: new.rank,
        heads: new.heads,
        period: record.service,
    };
    if let Err(refusal) = people::appoint(&mut tx, &first).await? {
        return Ok(Err(refusal.into()));
    }
    let actor = allowed.actor();
    let on = record.service.from();
    let given = (desk.now, actor.name.as_str());
    standing
        .order(&mut tx, desk.ids, OrderKind::Hiring, on, given)
        .await?;
    let contact = Contact {
        version: 0,
        ..new.contact.clone()
    };
    if contact != Contact::default() {
        people::set_contact(&mut tx, id, &contact).await?;
    }
    let detail = json!({
        "staff_no": record.staff_no.as_str(),
        "on": on,
        "unit": new.unit.0,
        "previous": record.previous.map(|previous| previous.0),
    });
    desk.note(&mut tx, actor, "staff.employee.hired", id, &detail)
        .await?;
    tx.commit().await?;
    Ok(Ok(id))
}
