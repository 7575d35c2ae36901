//! Looks at the records behind a figure: they name people, so every look is journalled.

use super::refusal::Done;
use super::taken::Desk;
use crate::records::PlanId;
use access::{Allowed, ViewPlanRecords};
use calendar::FiscalYear;
use journal::Entry;
use serde_json::json;

/// Journals that somebody looks at the records behind a figure; called before they are shown.
pub async fn look_at_records(
    desk: Desk<'_>,
    allowed: &Allowed<ViewPlanRecords>,
    plan: PlanId,
    figure: &str,
    year: FiscalYear,
) -> Done<()> {
    let subject = format!("plan:{plan}");
    let detail = json!({ "figure": figure, "year": year.0 });
    let entry = Entry {
        act: "plan.records.looked-at",
        subject: &subject,
        detail: &detail,
    };
    let mut tx = desk.db.begin().await?;
    journal::look(&mut tx, desk.now, allowed.actor(), entry).await?;
    tx.commit().await?;
    Ok(())
}
