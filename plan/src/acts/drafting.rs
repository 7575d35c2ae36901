//! The next plan, and what a plan says about the years behind it.

use super::import::{code_taken, owners};
use super::refusal::{ActError, Done, PlanRefusal};
use super::taken::{Desk, Saved, Taken};
use crate::records::{Content, NodeId, PlanId, State, Version};
use crate::rules::{NextPlan, draft_next};
use crate::store::{self, Change, Save};
use crate::text::is_key;
use access::{Allowed, EditPlanStructure};
use journal::Entry;
use serde_json::json;

/// Drafts the next plan from a plan ([`draft_next`]) and keeps it as a draft of its own.
pub async fn create_next(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    from: &str,
    next: &NextPlan,
) -> Done<PlanId> {
    allowed.on(access::Relation::Other)?;
    if !is_key(&next.code) {
        return Err(PlanRefusal::UnusableCode {
            code: next.code.clone(),
        }
        .into());
    }
    if next.title.trim().is_empty() {
        return Err(PlanRefusal::NameMissing.into());
    }
    let old = store::load(desk.db, from)
        .await?
        .ok_or(ActError::NotFound)?;
    let first = old.document.plan_years.from;
    if next.years.from <= first {
        return Err(PlanRefusal::NextTooEarly { first }.into());
    }
    let document = draft_next(&old.document, next);
    let owners = owners(desk.db, &document, desk.today).await?;
    let actor = allowed.actor();
    let mut tx = desk.db.begin().await?;
    if store::lock(&mut tx, &next.code).await?.is_some() {
        return Err(PlanRefusal::CodeTaken {
            code: next.code.clone(),
        }
        .into());
    }
    let save = Save {
        ids: desk.ids,
        at: desk.now,
        by: &actor.name,
        state: State::Draft,
        owners: &owners,
        previous: None,
    };
    let saved = store::save_document(&mut tx, &document, save)
        .await
        .map_err(|error| code_taken(error, &document.code))?;
    let subject = format!("plan:{}", saved.id);
    let detail = json!({ "plan": next.code, "from": from, "programs": document.programs.len() });
    let entry = Entry {
        act: "plan.drafted",
        subject: &subject,
        detail: &detail,
    };
    journal::record(&mut tx, desk.now, actor, entry).await?;
    tx.commit().await?;
    Ok(saved.id)
}

/// Writes what came of the years under review at a node (3年間の成果等).
pub async fn write_review(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    node: NodeId,
    text: &str,
    expected: Version,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    taken.in_work()?;
    let place = taken.plan.node(node).ok_or(ActError::NotFound)?;
    let mut written = taken.plan.document.nodes[place].clone();
    let before = written.review_result.take().unwrap_or_default();
    let present = Some(&taken.plan.nodes[place].mark);
    taken.unchanged(expected, present, || before.clone(), || text.to_owned())?;
    let text = text.trim();
    written.review_result = (!text.is_empty()).then(|| text.to_owned());
    store::set_node(&mut taken.tx, node, &written, &taken.mark).await?;
    let content = |text: &str| Content::Text {
        field: "review-result".to_owned(),
        text: text.to_owned(),
    };
    let change = Change {
        program: None,
        place: format!("{} {}", written.path, written.name),
        years: taken.plan.document.review_years,
        before: (!before.is_empty()).then(|| content(&before)),
        after: written.review_result.as_deref().map(content),
        reason: None,
    };
    let detail = json!({ "plan": code, "node": written.path });
    taken
        .finish(
            "plan.review.written",
            &format!("node:{node}"),
            &detail,
            &[change],
        )
        .await
}
