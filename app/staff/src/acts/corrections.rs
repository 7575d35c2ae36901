//! Records are corrected: what they said before is kept, with the reason.

use super::{Desk, Differences, Done, StaffRefusal, asked, or_none};
use access::{Allowed, EditPersonPrivate, EditPersonRecord};
use people::{
    Appointment, Contact, Employee, EmployeeId, EmployeeRefusal, Sex, UnitTree, appointments_in,
};
use serde_json::json;

/// A corrected record of an employee; `version` is the one that the form was filled from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordEntry {
    /// The record as it should be. Its end of service is left alone.
    pub record: Employee,
    /// Why it was wrong.
    pub reason: String,
}

/// Corrects the record of an employee.
///
/// # Errors
/// Faults; the inner result refuses a stale form, a number that is taken, days that contradict each other,
/// and an entry that changes nothing.
pub async fn correct_record(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    private: &Allowed<EditPersonPrivate>,
    entry: &RecordEntry,
) -> Done<()> {
    let new = &entry.record;
    asked(allowed, new.id)?;
    private.on_person(new.id.0, &[])?;
    let mut tx = desk.db.begin().await?;
    let Some(old) = people::employee_in(&mut tx, new.id).await? else {
        return Ok(Err(StaffRefusal::Gone));
    };
    if old.version != new.version {
        return Ok(Err(StaffRefusal::Stale));
    }
    if people::number_taken(&mut tx, &new.staff_no, new.id).await? {
        return Ok(Err(EmployeeRefusal::NumberTaken.into()));
    }
    let appointments = appointments_in(&mut tx, new.id).await?;
    if let Err(refusal) = people::may_be_hired(new.birth_date, new.service, &appointments) {
        return Ok(Err(refusal.into()));
    }
    let actor = allowed.actor();
    let mut differences = Differences::new(&desk, actor, new.id, "employee", &entry.reason);
    compare(&mut differences, &old, new);
    if differences.found.is_empty() {
        return Ok(Err(StaffRefusal::Same));
    }
    // The constraint on the two days sees each statement, so the one that makes room goes first.
    let hired = new.service.from();
    if hired > old.service.from() {
        people::correct_hiring(&mut tx, new.id, hired).await?;
    }
    if !people::correct_employee(&mut tx, desk.ids, new).await? {
        return Ok(Err(StaffRefusal::Stale));
    }
    if hired < old.service.from() {
        people::correct_hiring(&mut tx, new.id, hired).await?;
    }
    people::keep_corrections(&mut tx, desk.ids, &differences.found).await?;
    let detail = json!({ "fields": differences.names(), "reason": entry.reason });
    desk.note(&mut tx, actor, "staff.employee.corrected", new.id, &detail)
        .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

fn compare(differences: &mut Differences, old: &Employee, new: &Employee) {
    differences.field("staff-no", &old.staff_no, &new.staff_no);
    differences.field("family-name", old.name.family(), new.name.family());
    differences.field("given-name", old.name.given(), new.name.given());
    differences.field(
        "family-kana",
        old.name.family_kana(),
        new.name.family_kana(),
    );
    differences.field("given-kana", old.name.given_kana(), new.name.given_kana());
    differences.field(
        "former-name",
        or_none(old.former_name.as_ref()),
        or_none(new.former_name.as_ref()),
    );
    differences.private("birth-date", old.birth_date, new.birth_date);
    let sex = |record: &Employee| record.sex.map(Sex::word).unwrap_or_default();
    differences.private("sex", sex(old), sex(new));
    differences.field("hired-on", old.service.from(), new.service.from());
    differences.field("employment", old.employment.word(), new.employment.word());
    differences.field("weekly", old.weekly, new.weekly);
    differences.field("job-family", &old.job_family, &new.job_family);
}

/// How an employee is reached from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactEntry {
    /// Whose.
    pub employee: EmployeeId,
    /// The new contact; its version is the one that the form was filled from.
    pub contact: Contact,
}

/// Changes how an employee is reached. No reason is asked: telephones change.
///
/// # Errors
/// Faults; the inner result refuses a stale form and an entry that changes nothing.
pub async fn change_contact(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    entry: &ContactEntry,
) -> Done<()> {
    asked(allowed, entry.employee)?;
    let mut tx = desk.db.begin().await?;
    let actor = allowed.actor();
    let old = people::contact_in(&mut tx, entry.employee).await?;
    let mut differences = Differences::new(&desk, actor, entry.employee, "contact", "");
    let new = &entry.contact;
    differences.field(
        "telephone",
        or_none(old.telephone.as_ref()),
        or_none(new.telephone.as_ref()),
    );
    differences.field(
        "extension",
        or_none(old.extension.as_ref()),
        or_none(new.extension.as_ref()),
    );
    differences.field(
        "mail",
        or_none(old.mail.as_ref()),
        or_none(new.mail.as_ref()),
    );
    if differences.found.is_empty() {
        return Ok(Err(StaffRefusal::Same));
    }
    if !people::set_contact(&mut tx, entry.employee, new).await? {
        return Ok(Err(StaffRefusal::Stale));
    }
    people::keep_corrections(&mut tx, desk.ids, &differences.found).await?;
    let detail = json!({ "fields": differences.names() });
    desk.note(
        &mut tx,
        actor,
        "staff.contact.changed",
        entry.employee,
        &detail,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Corrects an appointment that was entered wrongly. `read` is the appointment as the form showed it.
///
/// # Errors
/// Faults; the inner result refuses a stale form, what the rules of appointments refuse, and an entry that
/// changes nothing.
pub async fn correct_appointment(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    (read, corrected): (&Appointment, &Appointment),
    reason: &str,
    units: &UnitTree,
) -> Done<()> {
    let employee = corrected.employee;
    asked(allowed, employee)?;
    if read == corrected {
        return Ok(Err(StaffRefusal::Same));
    }
    let mut tx = desk.db.begin().await?;
    let old = match people::correct_appointment(&mut tx, corrected).await? {
        Ok(old) => old,
        Err(refusal) => return Ok(Err(refusal.into())),
    };
    if old != *read {
        return Ok(Err(StaffRefusal::Stale));
    }
    let actor = allowed.actor();
    let record = format!("appointment:{}", corrected.id);
    let mut differences = Differences::new(&desk, actor, employee, record, reason);
    if old.unit != corrected.unit {
        // The name says more than the number, and stays right when the unit is renamed.
        let name = |unit| match units.path(unit) {
            path if path.is_empty() => unit.to_string(),
            path => path,
        };
        differences.field("unit", name(old.unit), name(corrected.unit));
    }
    differences.field("post", &old.post, &corrected.post);
    differences.field("rank", old.rank.word(), corrected.rank.word());
    differences.field("heads", old.heads, corrected.heads);
    differences.field("from", old.period.from(), corrected.period.from());
    let (earlier, later) = (old.period.to(), corrected.period.to());
    differences.field("to", or_none(earlier.as_ref()), or_none(later.as_ref()));
    people::keep_corrections(&mut tx, desk.ids, &differences.found).await?;
    let detail = json!({
        "appointment": corrected.id.0,
        "fields": differences.names(),
        "reason": reason,
    });
    desk.note(
        &mut tx,
        actor,
        "staff.appointment.corrected",
        employee,
        &detail,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}
