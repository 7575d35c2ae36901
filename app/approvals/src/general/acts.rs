//! Writing a general application, and handing a returned one in again.

use super::KIND;
use super::store::{General, insert, update};
use access::{Allowed, DecideApprovals};
use flow::{Desk, Done, Filing, FlowError, FlowRefusal, Submitted};
use people::EmployeeId;
use store::{Db, Tx};

/// A general application as somebody writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneralEntry {
    /// The number of the record, made when the form is shown: the same form sent twice is one application.
    pub id: i64,
    /// What it is about.
    pub title: String,
    /// What is asked for, and why.
    pub body: String,
    /// Yen.
    pub amount: Option<i64>,
}

/// Hands in a general application.
///
/// # Errors
/// When the person is not in service or nobody could decide.
pub async fn apply(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<DecideApprovals>,
    entry: &GeneralEntry,
) -> Done<Submitted> {
    let applicant = applicant(allowed)?;
    let mut tx = db.begin().await?;
    let new = general(entry, applicant, 0);
    let entered = insert(&mut tx, &new, desk.now).await?;
    if !entered {
        // The same form again, perhaps long after: what it made is there.
        let before = flow::latest_in(&mut tx, &subject(entry.id)).await?;
        let before = before.ok_or(FlowError::NotFound)?;
        return Ok(Submitted {
            application: before.id,
            round: before.round,
            already: true,
        });
    }
    let submitted = file(&mut tx, desk, allowed, &new).await?;
    note(
        &mut tx,
        desk,
        allowed,
        "approvals.general.written",
        entry.id,
    )
    .await?;
    tx.commit().await?;
    Ok(submitted)
}

/// Changes a returned application and hands it in again.
///
/// # Errors
/// When it was not returned to the person, or was changed meanwhile.
pub(crate) async fn apply_again(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<DecideApprovals>,
    entry: &GeneralEntry,
    version: i64,
) -> Done<Submitted> {
    let applicant = applicant(allowed)?;
    let mut tx = db.begin().await?;
    let changed = general(entry, applicant, version);
    if !update(&mut tx, &changed).await? {
        return Err(FlowRefusal::NotYet.into());
    }
    let submitted = file(&mut tx, desk, allowed, &changed).await?;
    note(
        &mut tx,
        desk,
        allowed,
        "approvals.general.changed",
        entry.id,
    )
    .await?;
    tx.commit().await?;
    Ok(submitted)
}

fn applicant(allowed: &Allowed<DecideApprovals>) -> Done<EmployeeId> {
    let employee = allowed.actor().employee.map(EmployeeId);
    employee.ok_or(FlowError::Refused(FlowRefusal::NotInService))
}

fn general(entry: &GeneralEntry, applicant: EmployeeId, version: i64) -> General {
    General {
        id: entry.id,
        applicant,
        title: entry.title.clone(),
        body: entry.body.clone(),
        amount: entry.amount,
        state: String::new(),
        version,
    }
}

fn subject(id: i64) -> String {
    format!("{KIND}:{id}")
}

async fn file(
    tx: &mut Tx,
    desk: &Desk<'_>,
    allowed: &Allowed<DecideApprovals>,
    general: &General,
) -> Done<Submitted> {
    let filing = Filing {
        kind: KIND,
        subject: &subject(general.id),
        title: &general.title,
        applicant: general.applicant,
        unit: None,
        amount: general.amount,
        comment: "",
    };
    flow::submit(tx, desk, allowed.actor(), &filing).await
}

async fn note(
    tx: &mut Tx,
    desk: &Desk<'_>,
    allowed: &Allowed<DecideApprovals>,
    act: &'static str,
    id: i64,
) -> anyhow::Result<()> {
    let entry = journal::Entry {
        act,
        subject: &format!("general-application:{id}"),
        detail: &(),
    };
    journal::record(tx, desk.now, allowed.actor(), entry).await
}
