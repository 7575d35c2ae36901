//! One change for many people: chosen from the list, tried out, ordered in one transaction.

use super::{Desk, Differences, Done, StaffRefusal, asked};
use access::{Allowed, EditPersonRecord};
use calendar::Date;
use people::{
    AppointmentKind, AppointmentRefusal, Contact, EmployeeId, OrderKind, Rank, Standing, Title,
    Transfer, UnitId,
};
use serde_json::json;
use std::collections::HashSet;
use store::Tx;

/// What is to be different; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bulk {
    /// For whom.
    pub employees: Vec<EmployeeId>,
    /// The first day of what concerns appointments.
    pub on: Option<Date>,
    /// Where they serve then.
    pub unit: Option<UnitId>,
    /// Their post then.
    pub post: Option<Title>,
    /// Their rank then.
    pub rank: Option<Rank>,
    /// Their telephone, from now on.
    pub telephone: Option<String>,
}

impl Bulk {
    /// Whether anything is to be different.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.concerns_appointments() && self.telephone.is_none()
    }

    /// Whether an order is needed, which has a first day.
    #[must_use]
    pub fn concerns_appointments(&self) -> bool {
        self.unit.is_some() || self.post.is_some() || self.rank.is_some()
    }
}

/// What a change for many does, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BulkOutcome {
    /// Who changes.
    pub changed: Vec<EmployeeId>,
    /// For whom everything stands like that already.
    pub same: Vec<EmployeeId>,
    /// For whom it is refused, and why.
    pub refused: Vec<(EmployeeId, StaffRefusal)>,
}

/// What the change would do. Everything is done and given up, so the answer is exactly what the order would
/// find.
///
/// # Errors
/// Faults of the database.
pub async fn bulk_trial(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    bulk: &Bulk,
) -> anyhow::Result<BulkOutcome> {
    let mut tx = desk.db.begin().await?;
    carry_out(&mut tx, &desk, allowed, bulk).await
}

/// Carries the change out for all for whom it is not refused, in one transaction. `expected` is how many
/// the trial said would change: when it is another number by now, nothing is done and the new outcome is
/// the answer.
///
/// # Errors
/// Faults of the database; the inner result is the outcome that differs from the expected one.
pub async fn bulk_order(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    bulk: &Bulk,
    expected: usize,
) -> anyhow::Result<Result<BulkOutcome, BulkOutcome>> {
    let mut tx = desk.db.begin().await?;
    let outcome = carry_out(&mut tx, &desk, allowed, bulk).await?;
    if outcome.changed.len() != expected || expected == 0 {
        return Ok(Err(outcome));
    }
    let detail = json!({
        "people": outcome.changed.iter().map(|employee| employee.0).collect::<Vec<_>>(),
        "on": bulk.on,
        "unit": bulk.unit.map(|unit| unit.0),
        "post": bulk.post.as_ref().map(Title::as_str),
        "rank": bulk.rank.map(Rank::word),
        "telephone": bulk.telephone.is_some(),
    });
    let entry = journal::Entry {
        act: "staff.bulk.ordered",
        subject: "staff",
        detail: &detail,
    };
    journal::record(&mut tx, desk.now, allowed.actor(), entry).await?;
    tx.commit().await?;
    Ok(Ok(outcome))
}

async fn carry_out(
    tx: &mut Tx,
    desk: &Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    bulk: &Bulk,
) -> anyhow::Result<BulkOutcome> {
    let mut outcome = BulkOutcome::default();
    let mut seen = HashSet::new();
    for employee in bulk.employees.iter().copied() {
        if !seen.insert(employee) {
            continue;
        }
        asked(allowed, employee)?;
        match one(tx, desk, allowed, bulk, employee).await? {
            Ok(true) => outcome.changed.push(employee),
            Ok(false) => outcome.same.push(employee),
            Err(refusal) => outcome.refused.push((employee, refusal)),
        }
    }
    Ok(outcome)
}

/// Whether something has changed. A refusal comes before anything is written for the person.
async fn one(
    tx: &mut Tx,
    desk: &Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    bulk: &Bulk,
    employee: EmployeeId,
) -> Done<bool> {
    let mut changed = false;
    if let Some(on) = bulk.on.filter(|_| bulk.concerns_appointments()) {
        match transferred(tx, desk, allowed, bulk, (employee, on)).await? {
            Ok(done) => changed |= done,
            Err(refusal) => return Ok(Err(refusal)),
        }
    }
    if let Some(telephone) = &bulk.telephone {
        changed |= reached(tx, desk, allowed, employee, telephone).await?;
    }
    Ok(Ok(changed))
}

async fn transferred(
    tx: &mut Tx,
    desk: &Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    bulk: &Bulk,
    (employee, on): (EmployeeId, Date),
) -> Done<bool> {
    let standing = match Standing::before(tx, employee).await? {
        Ok(standing) => standing,
        Err(refusal) => return Ok(Err(refusal.into())),
    };
    let main = standing
        .appointments()
        .iter()
        .find(|one| one.kind == AppointmentKind::Main && one.period.contains(on));
    let Some(main) = main else {
        return Ok(Err(AppointmentRefusal::NothingToEnd { on }.into()));
    };
    let unit = bulk.unit.unwrap_or(main.unit);
    let transfer = Transfer {
        employee,
        unit,
        post: bulk.post.clone().unwrap_or_else(|| main.post.clone()),
        rank: bulk.rank.unwrap_or(main.rank),
        // Nobody becomes head of another unit together with others.
        heads: main.heads && unit == main.unit,
        on,
    };
    if (transfer.unit, &transfer.post, transfer.rank) == (main.unit, &main.post, main.rank) {
        return Ok(Ok(false));
    }
    if let Err(refusal) = people::transfer(tx, desk.ids, &transfer).await? {
        return Ok(Err(refusal.into()));
    }
    let given = (desk.now, allowed.actor().name.as_str());
    standing
        .order(tx, desk.ids, OrderKind::Transfer, on, given)
        .await?;
    Ok(Ok(true))
}

async fn reached(
    tx: &mut Tx,
    desk: &Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    employee: EmployeeId,
    telephone: &str,
) -> anyhow::Result<bool> {
    let old = people::contact_in(tx, employee).await?;
    let earlier = old.telephone.clone().unwrap_or_default();
    if earlier == telephone {
        return Ok(false);
    }
    let new = Contact {
        telephone: Some(telephone.to_owned()),
        ..old
    };
    people::set_contact(tx, employee, &new).await?;
    let mut differences = Differences::new(desk, allowed.actor(), employee, "contact", "");
    differences.field("telephone", earlier, telephone);
    people::keep_corrections(tx, desk.ids, &differences.found).await?;
    Ok(true)
}
