//! Qualifications are entered, corrected, taken out.

use super::{Desk, Differences, Done, StaffRefusal, asked, or_none};
use access::{Actor, Allowed, EditPersonRecord};
use calendar::Date;
use people::{EmployeeId, Qualification, QualificationId, Title};
use serde_json::json;

/// A qualification as a form holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QualificationEntry {
    /// Whose.
    pub employee: EmployeeId,
    /// 資格の名称.
    pub name: Title,
    /// 登録番号.
    pub number: Option<Title>,
    /// When it was gained.
    pub gained: Option<Date>,
    /// The first day it no longer holds.
    pub expires: Option<Date>,
    /// How it was proved.
    pub proof: Option<String>,
}

impl QualificationEntry {
    fn record(&self, id: QualificationId, version: i64) -> Qualification {
        Qualification {
            id,
            employee: self.employee,
            name: self.name.clone(),
            number: self.number.clone(),
            gained: self.gained,
            expires: self.expires,
            proof: self.proof.clone(),
            version,
        }
    }
}

/// Enters a qualification.
///
/// # Errors
/// Faults; the inner result refuses an employee who is not there.
pub async fn enter_qualification(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    entry: &QualificationEntry,
) -> Done<()> {
    asked(allowed, entry.employee)?;
    let mut tx = desk.db.begin().await?;
    if people::employee_in(&mut tx, entry.employee)
        .await?
        .is_none()
    {
        return Ok(Err(StaffRefusal::Gone));
    }
    let new = entry.record(QualificationId(desk.ids.next()), 1);
    people::insert_qualifications(&mut tx, std::slice::from_ref(&new)).await?;
    let detail = json!({ "name": entry.name.as_str() });
    let (actor, act) = (allowed.actor(), "staff.qualification.entered");
    desk.note(&mut tx, actor, act, entry.employee, &detail)
        .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// What a field says.
type ReadField = fn(&Qualification) -> String;

fn differences(
    desk: &Desk<'_>,
    actor: &Actor,
    old: &Qualification,
    new: Option<&Qualification>,
    why: &str,
) -> Differences {
    let record = format!("qualification:{}", old.id);
    let mut differences = Differences::new(desk, actor, old.employee, record, why);
    let later = |read: ReadField| new.map(read).unwrap_or_default();
    let fields: [(&str, ReadField); 5] = [
        ("qualification", |one| one.name.to_string()),
        ("number", |one| or_none(one.number.as_ref())),
        ("gained", |one| or_none(one.gained.as_ref())),
        ("expires", |one| or_none(one.expires.as_ref())),
        ("proof", |one| or_none(one.proof.as_ref())),
    ];
    for (field, read) in fields {
        differences.field(field, read(old), later(read));
    }
    differences
}

/// Corrects a qualification; `version` is the one the form was filled from.
///
/// # Errors
/// Faults; the inner result refuses a stale form and an entry that changes nothing.
pub async fn correct_qualification(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    (id, version): (QualificationId, i64),
    entry: &QualificationEntry,
    why: &str,
) -> Done<()> {
    asked(allowed, entry.employee)?;
    let mut tx = desk.db.begin().await?;
    let Some(old) = people::qualification_in(&mut tx, entry.employee, id).await? else {
        return Ok(Err(StaffRefusal::Gone));
    };
    let new = entry.record(id, version);
    let actor = allowed.actor();
    let differences = differences(&desk, actor, &old, Some(&new), why);
    if differences.found.is_empty() {
        return Ok(Err(StaffRefusal::Same));
    }
    if !people::correct_qualification(&mut tx, &new).await? {
        return Ok(Err(StaffRefusal::Stale));
    }
    people::keep_corrections(&mut tx, desk.ids, &differences.found).await?;
    let detail = json!({ "name": old.name.as_str(), "fields": differences.names() });
    let act = "staff.qualification.corrected";
    desk.note(&mut tx, actor, act, entry.employee, &detail)
        .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Takes out a qualification that should never have been entered.
///
/// # Errors
/// Faults; the inner result refuses one that is gone.
pub async fn remove_qualification(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    employee: EmployeeId,
    id: QualificationId,
    why: &str,
) -> Done<()> {
    asked(allowed, employee)?;
    let mut tx = desk.db.begin().await?;
    let Some(old) = people::qualification_in(&mut tx, employee, id).await? else {
        return Ok(Err(StaffRefusal::Gone));
    };
    let actor = allowed.actor();
    let differences = differences(&desk, actor, &old, None, why);
    people::remove_qualification(&mut tx, id).await?;
    people::keep_corrections(&mut tx, desk.ids, &differences.found).await?;
    let detail = json!({ "name": old.name.as_str() });
    desk.note(
        &mut tx,
        actor,
        "staff.qualification.removed",
        employee,
        &detail,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}
