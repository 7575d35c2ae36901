//! A year closed, and opened again.

use super::refusal::{ActError, Done, PlanRefusal};
use super::taken::{Desk, Saved, Taken};
use crate::document::Part;
use crate::figures::{computed_in, filled};
use crate::records::{Closing, Frozen, Loaded};
use crate::rules::{Lack, missing};
use crate::store;
use access::{Allowed, PublishPlan};
use calendar::{FiscalYear, YearSpan};
use figures::Figures;
use serde_json::json;

/// Closes a year that is over: from now on its results change by correction only, and computed figures
/// stand as they were counted today. Where results are missing it asks for a confirmation first.
pub async fn close_year(
    desk: Desk<'_>,
    allowed: &Allowed<PublishPlan>,
    figures: &Figures,
    code: &str,
    year: FiscalYear,
    confirmed: bool,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    // Figures are counted before the plan is taken: they read tables of their own, and may take a while.
    let seen = store::load(desk.db, code)
        .await?
        .ok_or(ActError::NotFound)?;
    let counted = computed_in(desk.db, figures, &seen, YearSpan::of(year), desk.today).await?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    closable(&taken.plan, year, desk)?;
    let complete = Loaded {
        document: filled(&taken.plan, &counted),
        ..taken.plan.clone()
    };
    let count = missing(&complete, year, desk.today)
        .iter()
        .flat_map(|section| &section.programs)
        .filter(|program| program.lacks.contains(&Lack::Result))
        .count();
    if count > 0 && !confirmed {
        return Err(PlanRefusal::ResultsMissing { year, count }.into());
    }
    let mut frozen = Vec::new();
    for view in taken.plan.part(Part::Plan) {
        for measure in &view.program.measures {
            let Some(counted) = counted.get(&measure.key, year) else {
                continue;
            };
            // A figure that somebody entered stands by itself; only what was computed can drift.
            if measure
                .values
                .iter()
                .any(|value| value.year == year && !value.computed)
            {
                continue;
            }
            frozen.push(Frozen {
                program: view.record.id,
                key: measure.key.clone(),
                amount: counted.amount,
                quality: counted.quality,
                definition: counted.definition,
            });
        }
    }
    let by = taken.actor.name.clone();
    let closing = Closing {
        id: desk.ids.next(),
        year,
        at: desk.now,
        by,
        frozen,
    };
    store::close_year(&mut taken.tx, taken.plan.id, &closing).await?;
    let open = taken
        .plan
        .open_rounds()
        .filter(|round| round.year == year)
        .map(|round| round.id);
    for round in open.collect::<Vec<_>>() {
        store::close_round(&mut taken.tx, round, desk.now).await?;
    }
    let subject = format!("plan:{}", taken.plan.id);
    let detail = json!({
        "plan": code, "year": year, "missing": count, "frozen": closing.frozen.len(),
    });
    taken
        .finish("plan.year.closed", &subject, &detail, &[])
        .await
}

fn closable(plan: &Loaded, year: FiscalYear, desk: Desk<'_>) -> Done<()> {
    if !plan.state.in_force() {
        return Err(PlanRefusal::WrongState { state: plan.state }.into());
    }
    if !plan.document.plan_years.contains(year) {
        return Err(PlanRefusal::YearOutside { year }.into());
    }
    if desk.today <= year.last_day() {
        return Err(PlanRefusal::YearNotOver { year }.into());
    }
    if plan.is_closed(year) {
        return Err(PlanRefusal::YearClosed { year }.into());
    }
    Ok(())
}

/// Opens a closed year again, for a reason. What was frozen stays in the database, and figures are
/// computed anew until the year is closed again.
pub async fn reopen_year(
    desk: Desk<'_>,
    allowed: &Allowed<PublishPlan>,
    code: &str,
    year: FiscalYear,
    reason: &str,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(PlanRefusal::ReasonMissing.into());
    }
    let mut taken = Taken::take(desk, allowed, code).await?;
    if !taken.plan.state.in_force() {
        return Err(PlanRefusal::WrongState {
            state: taken.plan.state,
        }
        .into());
    }
    let closing = taken.plan.closing(year).map(|closing| closing.id);
    let closing = closing.ok_or(PlanRefusal::YearOpen { year })?;
    let who = (desk.now, taken.actor.name.as_str(), reason);
    store::reopen_year(&mut taken.tx, closing, who).await?;
    let subject = format!("plan:{}", taken.plan.id);
    let detail = json!({ "plan": code, "year": year, "reason": reason });
    taken
        .finish("plan.year.reopened", &subject, &detail, &[])
        .await
}
