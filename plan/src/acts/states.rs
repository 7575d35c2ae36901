//! A plan moved on: to the sections, to the committee, to the public.

use super::import::checked;
use super::refusal::{Done, PlanRefusal};
use super::taken::{Desk, Saved, Taken};
use crate::records::State;
use crate::rules::steps;
use crate::store;
use access::{Allowed, EditPlanStructure, PublishPlan};
use serde_json::json;

/// Moves a plan from the state its reader saw to another ([`steps`] tells which there are). A document
/// that is adopted or published must be whole; a plan ends when all its years are closed.
pub async fn change_state(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    from: State,
    to: State,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    let state = taken.plan.state;
    let mark = taken.plan.mark.clone();
    if state != from {
        return Err(PlanRefusal::Stale {
            changed_by: mark.changed_by,
            changed_at: mark.changed_at,
            current: store::name(state).to_owned(),
            yours: store::name(to).to_owned(),
        }
        .into());
    }
    let step = steps(from).find(|step| step.to == to);
    let step = step.ok_or(PlanRefusal::NoSuchStep { from, to })?;
    if step.publishes {
        Allowed::<PublishPlan>::ask(taken.actor.clone())?;
    }
    match to {
        State::Adopted | State::Published => checked(&taken.plan.document)?,
        State::Closed => {
            let years = taken.plan.document.plan_years.years();
            let open = years.filter(|year| !taken.plan.is_closed(*year)).count();
            if open > 0 {
                return Err(PlanRefusal::YearsOpen { count: open }.into());
            }
        }
        _ => {}
    }
    if to == State::Adopted && taken.plan.document.adopted.is_none() {
        let mut document = taken.plan.document.clone();
        document.adopted = Some(desk.today);
        let version = taken.mark.version;
        store::set_cover(&mut taken.tx, taken.plan.id, &document, version).await?;
    }
    store::set_state(&mut taken.tx, taken.plan.id, to).await?;
    let subject = format!("plan:{}", taken.plan.id);
    let detail = json!({ "plan": code, "from": store::name(from), "to": store::name(to) });
    taken
        .finish("plan.state.changed", &subject, &detail, &[])
        .await
}
