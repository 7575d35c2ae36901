//! Approved leave is cancelled by request, never by hand.

use super::{Done, LeaveError, LeaveRefusal, journalled, staff_with_units};
use crate::approval::{CANCELLATION_KIND, subject};
use crate::records::{CancellationId, LeaveDayId, RequestId, Stage};
use crate::store::{self, Cancellation};
use ::store::Db;
use access::{Allowed, EditLeave};
use flow::{Desk, Filing};
use serde_json::json;

/// Asks that approved leave is cancelled, whole or some of its days. The minutes come back when it is approved.
///
/// # Errors
/// When the person may not, nothing of it is approved, or no reason is given.
pub async fn ask_cancellation(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<EditLeave>,
    (id, request): (CancellationId, RequestId),
    days: &[LeaveDayId],
    (reason, title): (&str, &str),
) -> Done<()> {
    let found = store::request(db, request)
        .await?
        .ok_or(LeaveError::NotFound)?;
    let (_, units) = staff_with_units(db, found.employee, desk.today).await?;
    allowed.on_person(found.employee.0, &units)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(LeaveRefusal::ReasonMissing.into());
    }
    let mut tx = db.begin().await?;
    store::hold(&mut tx, found.employee).await?;
    let waiting: Vec<LeaveDayId> = store::cancellations_in(&mut tx, request)
        .await?
        .into_iter()
        .filter(|other| other.id != id && matches!(other.state.as_str(), "pending" | "returned"))
        .flat_map(|other| other.days)
        .collect();
    let chosen: Vec<LeaveDayId> = store::days_in(&mut tx, request)
        .await?
        .into_iter()
        .filter(|day| day.stage == Stage::Approved && days.contains(&day.id))
        .map(|day| day.id)
        .filter(|day| !waiting.contains(day))
        .collect();
    if chosen.is_empty() {
        return Err(LeaveRefusal::NothingToCancel.into());
    }
    let new = Cancellation {
        id,
        request,
        employee: found.employee,
        days: chosen,
        reason: reason.to_owned(),
        state: "pending".to_owned(),
        made_at: desk.now,
    };
    if !store::insert_cancellation(&mut tx, &new).await? {
        // The same form again: what it made is on its way.
        return Ok(());
    }
    let subject = subject(CANCELLATION_KIND, id.0);
    let filing = Filing {
        kind: CANCELLATION_KIND,
        subject: &subject,
        title,
        applicant: found.employee,
        unit: None,
        amount: None,
        comment: reason,
    };
    flow::submit(&mut tx, desk, allowed.actor(), &filing).await?;
    let detail = json!({ "employee": found.employee.0, "days": new.days.len() });
    let (act, about) = (
        "paid-leave.cancellation.made",
        format!("leave-request:{request}"),
    );
    journalled(&mut tx, desk, allowed.actor(), act, &about, &detail).await?;
    tx.commit().await?;
    Ok(())
}
