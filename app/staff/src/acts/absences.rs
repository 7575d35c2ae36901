//! Leave of absence is entered, corrected, taken out. All of it is private.

use super::{Desk, Differences, Done, StaffRefusal, or_none};
use access::{Allowed, EditPersonPrivate};
use calendar::Period;
use people::{Absence, AbsenceId, AbsenceKind, EmployeeId};
use serde_json::json;

/// A leave of absence as a form holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsenceEntry {
    /// Who is absent.
    pub employee: EmployeeId,
    /// 病気休職, 育児休業 ….
    pub kind: AbsenceKind,
    /// From when until when.
    pub period: Period,
    /// The reason in words.
    pub reason: Option<String>,
}

impl AbsenceEntry {
    fn record(&self, id: AbsenceId, version: i64) -> Absence {
        Absence {
            id,
            employee: self.employee,
            kind: self.kind,
            period: self.period,
            reason: self.reason.clone(),
            version,
        }
    }
}

/// Enters a leave of absence.
///
/// # Errors
/// Faults; the inner result refuses days outside the service and days of another absence.
pub async fn enter_absence(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonPrivate>,
    entry: &AbsenceEntry,
) -> Done<()> {
    allowed.on_person(entry.employee.0, &[])?;
    let mut tx = desk.db.begin().await?;
    let Some(record) = people::employee_in(&mut tx, entry.employee).await? else {
        return Ok(Err(StaffRefusal::Gone));
    };
    let existing = people::absences_in(&mut tx, entry.employee).await?;
    let new = entry.record(AbsenceId(desk.ids.next()), 1);
    if let Err(refusal) = people::may_be_absent(record.service, &existing, &new) {
        return Ok(Err(refusal.into()));
    }
    people::insert_absences(&mut tx, std::slice::from_ref(&new)).await?;
    // Neither the kind nor the reason stands in the journal: both are private.
    let detail = json!({ "absence": new.id.0, "from": entry.period.from() });
    let actor = allowed.actor();
    desk.note(
        &mut tx,
        actor,
        "staff.absence.entered",
        entry.employee,
        &detail,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Corrects a leave of absence, also to enter its end; `version` is the one the form was filled from.
///
/// # Errors
/// Faults; the inner result refuses a stale form, days that cannot be, and an entry that changes nothing.
pub async fn correct_absence(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonPrivate>,
    (id, version): (AbsenceId, i64),
    entry: &AbsenceEntry,
    why: &str,
) -> Done<()> {
    allowed.on_person(entry.employee.0, &[])?;
    let mut tx = desk.db.begin().await?;
    let Some(record) = people::employee_in(&mut tx, entry.employee).await? else {
        return Ok(Err(StaffRefusal::Gone));
    };
    let existing = people::absences_in(&mut tx, entry.employee).await?;
    let Some(old) = existing.iter().find(|old| old.id == id) else {
        return Ok(Err(StaffRefusal::Gone));
    };
    let new = entry.record(id, version);
    if let Err(refusal) = people::may_be_absent(record.service, &existing, &new) {
        return Ok(Err(refusal.into()));
    }
    let actor = allowed.actor();
    let mut differences =
        Differences::new(&desk, actor, entry.employee, format!("absence:{id}"), why);
    differences.private("absence-kind", old.kind.word(), new.kind.word());
    differences.private("from", old.period.from(), new.period.from());
    let (earlier, later) = (old.period.to(), new.period.to());
    differences.private("to", or_none(earlier.as_ref()), or_none(later.as_ref()));
    differences.private(
        "reason",
        or_none(old.reason.as_ref()),
        or_none(new.reason.as_ref()),
    );
    if differences.found.is_empty() {
        return Ok(Err(StaffRefusal::Same));
    }
    if !people::correct_absence(&mut tx, &new).await? {
        return Ok(Err(StaffRefusal::Stale));
    }
    people::keep_corrections(&mut tx, desk.ids, &differences.found).await?;
    let detail = json!({ "absence": id.0, "fields": differences.names() });
    desk.note(
        &mut tx,
        actor,
        "staff.absence.corrected",
        entry.employee,
        &detail,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Takes out a leave of absence that should never have been entered.
///
/// # Errors
/// Faults; the inner result refuses one that is gone.
pub async fn remove_absence(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonPrivate>,
    employee: EmployeeId,
    id: AbsenceId,
    why: &str,
) -> Done<()> {
    allowed.on_person(employee.0, &[])?;
    let mut tx = desk.db.begin().await?;
    let existing = people::absences_in(&mut tx, employee).await?;
    let Some(old) = existing.iter().find(|old| old.id == id) else {
        return Ok(Err(StaffRefusal::Gone));
    };
    let actor = allowed.actor();
    let mut differences = Differences::new(&desk, actor, employee, format!("absence:{id}"), why);
    differences.private("absence-kind", old.kind.word(), "");
    differences.private("from", old.period.from(), "");
    differences.private("to", or_none(old.period.to().as_ref()), "");
    differences.private("reason", or_none(old.reason.as_ref()), "");
    people::remove_absence(&mut tx, id).await?;
    people::keep_corrections(&mut tx, desk.ids, &differences.found).await?;
    let detail = json!({ "absence": id.0 });
    desk.note(&mut tx, actor, "staff.absence.removed", employee, &detail)
        .await?;
    tx.commit().await?;
    Ok(Ok(()))
}
