//! The sections asked for their results, and no longer asked.

use super::refusal::{ActError, Done, PlanRefusal};
use super::taken::{Desk, Saved, Taken};
use crate::records::{Round, RoundId, RoundKind};
use crate::store;
use access::{Allowed, EditPlanStructure};
use calendar::{Date, FiscalYear};
use serde_json::json;

/// A round to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRound {
    /// The year whose results are asked for.
    pub year: FiscalYear,
    /// What is asked for.
    pub kind: RoundKind,
    /// Its name in lists: 中間の実績.
    pub name: String,
    /// The last day for entering.
    pub due: Date,
}

/// Asks the sections for the results of a year; it appears among their to-dos at once.
pub async fn open_round(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    round: NewRound,
) -> Done<RoundId> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    let year = round.year;
    if !taken.plan.state.in_force() {
        return Err(PlanRefusal::WrongState {
            state: taken.plan.state,
        }
        .into());
    }
    if !taken.plan.document.plan_years.contains(year) {
        return Err(PlanRefusal::YearOutside { year }.into());
    }
    if year > FiscalYear::of(desk.today) {
        return Err(PlanRefusal::YearNotBegun { year }.into());
    }
    if taken.plan.is_closed(year) {
        return Err(PlanRefusal::YearClosed { year }.into());
    }
    if taken.plan.open_rounds().any(|open| open.year == year) {
        return Err(PlanRefusal::RoundOpen { year }.into());
    }
    if round.due < desk.today {
        return Err(PlanRefusal::DuePassed { due: round.due }.into());
    }
    let name = round.name.trim();
    if name.is_empty() {
        return Err(PlanRefusal::NameMissing.into());
    }
    let opened = Round {
        id: RoundId(desk.ids.next()),
        year,
        kind: round.kind,
        name: name.to_owned(),
        due: round.due,
        opened_at: desk.now,
        opened_by: taken.actor.name.clone(),
        closed_at: None,
    };
    store::open_round(&mut taken.tx, taken.plan.id, &opened).await?;
    let detail = json!({ "plan": code, "year": year, "name": name, "due": round.due });
    taken
        .finish(
            "plan.round.opened",
            &format!("round:{}", opened.id),
            &detail,
            &[],
        )
        .await?;
    Ok(opened.id)
}

/// Ends a round; results can still be entered until the year is closed.
pub async fn close_round(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    round: RoundId,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    let found = taken
        .plan
        .rounds
        .iter()
        .find(|each| each.id == round)
        .cloned();
    let found = found.ok_or(ActError::NotFound)?;
    if !found.is_open() {
        return Err(PlanRefusal::RoundOver.into());
    }
    store::close_round(&mut taken.tx, round, desk.now).await?;
    let detail = json!({ "plan": code, "year": found.year, "name": found.name });
    taken
        .finish("plan.round.closed", &format!("round:{round}"), &detail, &[])
        .await
}
