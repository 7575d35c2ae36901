//! What is done with units, headcount and reorganisations: each act asks for its permission as a type,
//! writes in one transaction, journals last, and commits; or it refuses and nothing has happened.

use crate::store::{AccessChange, changes, reach_on};
use ::store::{Clock, Db, Ids, Tx};
use access::{Actor, Allowed, EditOrganisation, OrderReorganisation, Relation};
use anyhow::Result;
use calendar::Date;
use jiff::Timestamp;
use people::reorganisations::{
    self, Applied, Change, Draft, Ordering, Place, ReorganisationId, ReorganisationRefusal, StepId,
};
use people::{
    Counted, EmployeeId, PostEntry, PostRefusal, Title, UnitRefusal, UnitTree, UnitVersion,
};
use serde_json::{Value, json};
use std::sync::Arc;

/// What these acts write into the journal.
pub const ACTS: &[&str] = &[
    "organisation.unit.changed",
    "organisation.unit.corrected",
    "organisation.headcount.set",
    "organisation.reorganisation.made",
    "organisation.reorganisation.changed",
    "organisation.reorganisation.dropped",
    "organisation.reorganisation.ordered",
    "organisation.reorganisation.undone",
];

/// Where and when an act is done.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The city's database.
    pub db: &'a Db,
    /// Where ids come from.
    pub ids: &'a Ids,
    /// The moment.
    pub now: Timestamp,
    /// The day in Japan.
    pub today: Date,
}

impl<'a> Desk<'a> {
    /// A desk at this moment.
    #[must_use]
    pub fn now(db: &'a Db, ids: &'a Ids, clock: &Clock) -> Desk<'a> {
        Desk {
            db,
            ids,
            now: clock.now(),
            today: clock.today(),
        }
    }

    async fn finish(
        &self,
        mut tx: Tx,
        actor: &Actor,
        act: &str,
        subject: &str,
        detail: &Value,
    ) -> Result<()> {
        let entry = journal::Entry {
            act,
            subject,
            detail,
        };
        journal::record(&mut tx, self.now, actor, entry).await?;
        tx.commit().await
    }
}

type Outcome<T> = Result<Result<T, ReorganisationRefusal>>;

fn subject(id: ReorganisationId) -> String {
    format!("reorganisation:{id}")
}

/// Begins a plan.
pub async fn make(
    desk: Desk<'_>,
    allowed: &Allowed<EditOrganisation>,
    name: &Title,
    on: Date,
    note: &str,
) -> Result<ReorganisationId> {
    allowed.on(Relation::Other)?;
    let actor = allowed.actor();
    let mut tx = desk.db.begin().await?;
    let made = reorganisations::new_reorganisation(
        &mut tx,
        desk.ids,
        (name, on, note),
        (&actor.name, desk.now),
    )
    .await?;
    let detail = json!({ "name": name.as_str(), "on": on.to_string() });
    let act = "organisation.reorganisation.made";
    desk.finish(tx, actor, act, &subject(made.id), &detail)
        .await?;
    Ok(made.id)
}

/// Changes name, day and note of a plan.
pub async fn edit(
    desk: Desk<'_>,
    allowed: &Allowed<EditOrganisation>,
    (id, expected): (ReorganisationId, i64),
    (name, on, note): (&Title, Date, &str),
) -> Outcome<()> {
    allowed.on(Relation::Other)?;
    let mut tx = desk.db.begin().await?;
    let done =
        reorganisations::edit_reorganisation(&mut tx, desk.ids, (id, expected), (name, on, note));
    if let Err(refusal) = done.await? {
        return Ok(Err(refusal));
    }
    let detail = json!({ "name": name.as_str(), "on": on.to_string() });
    changed(desk, tx, allowed, id, &detail).await.map(Ok)
}

async fn changed(
    desk: Desk<'_>,
    tx: Tx,
    allowed: &Allowed<EditOrganisation>,
    id: ReorganisationId,
    detail: &Value,
) -> Result<()> {
    let act = "organisation.reorganisation.changed";
    desk.finish(tx, allowed.actor(), act, &subject(id), detail)
        .await
}

/// What a step says, for the journal.
fn told(change: &Change) -> Value {
    let name = match change {
        Change::Rename { name, .. } => Some(name.as_str()),
        other => other.part().map(|part| part.name.as_str()),
    };
    json!({ "step": change.kind(), "unit": change.unit().0, "name": name })
}

/// Adds steps to a plan, all or none.
pub async fn add_steps(
    desk: Desk<'_>,
    allowed: &Allowed<EditOrganisation>,
    id: ReorganisationId,
    steps: &[Change],
) -> Outcome<()> {
    allowed.on(Relation::Other)?;
    let mut tx = desk.db.begin().await?;
    for change in steps {
        if let Err(refusal) = reorganisations::add_step(&mut tx, desk.ids, id, change).await? {
            return Ok(Err(refusal));
        }
    }
    let detail = json!({ "added": steps.iter().map(told).collect::<Vec<_>>() });
    changed(desk, tx, allowed, id, &detail).await.map(Ok)
}

/// Takes a step out of a plan.
pub async fn remove_step(
    desk: Desk<'_>,
    allowed: &Allowed<EditOrganisation>,
    id: ReorganisationId,
    step: StepId,
) -> Outcome<()> {
    allowed.on(Relation::Other)?;
    let mut tx = desk.db.begin().await?;
    if let Err(refusal) = reorganisations::take_step_back(&mut tx, desk.ids, id, step).await? {
        return Ok(Err(refusal));
    }
    let detail = json!({ "removed": step.0 });
    changed(desk, tx, allowed, id, &detail).await.map(Ok)
}

/// Gives people places of their own, or takes these back.
pub async fn set_places(
    desk: Desk<'_>,
    allowed: &Allowed<EditOrganisation>,
    id: ReorganisationId,
    places: &[Place],
    cleared: &[EmployeeId],
) -> Outcome<()> {
    allowed.on(Relation::Other)?;
    let mut tx = desk.db.begin().await?;
    if let Err(refusal) = reorganisations::place(&mut tx, desk.ids, id, places).await? {
        return Ok(Err(refusal));
    }
    if let Err(refusal) = reorganisations::take_place_back(&mut tx, desk.ids, id, cleared).await? {
        return Ok(Err(refusal));
    }
    let detail = json!({ "placed": places.len(), "cleared": cleared.len() });
    changed(desk, tx, allowed, id, &detail).await.map(Ok)
}

/// Gives a draft up.
pub async fn give_up(
    desk: Desk<'_>,
    allowed: &Allowed<EditOrganisation>,
    id: ReorganisationId,
    expected: i64,
) -> Outcome<()> {
    allowed.on(Relation::Other)?;
    let mut tx = desk.db.begin().await?;
    let done = reorganisations::drop_reorganisation(&mut tx, desk.ids, (id, expected));
    if let Err(refusal) = done.await? {
        return Ok(Err(refusal));
    }
    let act = "organisation.reorganisation.dropped";
    desk.finish(tx, allowed.actor(), act, &subject(id), &json!({}))
        .await
        .map(Ok)
}

/// Orders a plan (発令).
pub async fn order(
    desk: Desk<'_>,
    allowed: &Allowed<OrderReorganisation>,
    (id, expected): (ReorganisationId, i64),
    past: bool,
) -> Outcome<Applied> {
    allowed.on(Relation::Other)?;
    let actor = allowed.actor();
    let how = Ordering {
        expected,
        by: &actor.name,
        at: desk.now,
        today: desk.today,
        past,
    };
    let mut tx = desk.db.begin().await?;
    let (draft, applied) = match reorganisations::order(&mut tx, desk.ids, id, how).await? {
        Ok(done) => done,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let detail = json!({
        "name": draft.reorganisation.name.as_str(),
        "on": draft.reorganisation.on.to_string(),
        "steps": draft.steps.iter().map(|step| told(&step.change)).collect::<Vec<_>>(),
        "people": applied.moves.len(),
    });
    let act = "organisation.reorganisation.ordered";
    desk.finish(tx, actor, act, &subject(id), &detail).await?;
    Ok(Ok(applied))
}

/// Takes an ordered plan back before its day.
pub async fn undo(
    desk: Desk<'_>,
    allowed: &Allowed<OrderReorganisation>,
    id: ReorganisationId,
    expected: i64,
) -> Outcome<()> {
    allowed.on(Relation::Other)?;
    let mut tx = desk.db.begin().await?;
    let on = match reorganisations::undo(&mut tx, desk.ids, id, expected, desk.today).await? {
        Ok(on) => on,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let act = "organisation.reorganisation.undone";
    let detail = json!({ "on": on.to_string() });
    desk.finish(tx, allowed.actor(), act, &subject(id), &detail)
        .await
        .map(Ok)
}

/// Makes, renames or moves one unit on a day: a plan of one step, ordered at once. `past` as in [`order`].
pub async fn change_unit(
    desk: Desk<'_>,
    allowed: &Allowed<EditOrganisation>,
    (name, change, on): (&Title, &Change, Date),
    past: bool,
) -> Outcome<ReorganisationId> {
    allowed.on(Relation::Other)?;
    let actor = allowed.actor();
    let mut tx = desk.db.begin().await?;
    let by = (actor.name.as_str(), desk.now);
    let plan = reorganisations::new_reorganisation(&mut tx, desk.ids, (name, on, ""), by).await?;
    if let Err(refusal) = reorganisations::add_step(&mut tx, desk.ids, plan.id, change).await? {
        return Ok(Err(refusal));
    }
    let draft = reorganisations::reorganisation_in(&mut tx, plan.id).await?;
    let how = Ordering {
        expected: draft.map_or(0, |draft| draft.reorganisation.version),
        by: &actor.name,
        at: desk.now,
        today: desk.today,
        past,
    };
    if let Err(refusal) = reorganisations::order(&mut tx, desk.ids, plan.id, how).await? {
        return Ok(Err(refusal));
    }
    let mut detail = told(change);
    detail["on"] = Value::String(on.to_string());
    let act = "organisation.unit.changed";
    let unit = format!("unit:{}", change.unit());
    desk.finish(tx, actor, act, &unit, &detail).await?;
    Ok(Ok(plan.id))
}

/// Puts right what was entered wrongly about a unit: names, reading, order of the version that begins on the
/// same day.
pub async fn correct_unit(
    desk: Desk<'_>,
    allowed: &Allowed<EditOrganisation>,
    corrected: &UnitVersion,
) -> Result<Result<(), UnitRefusal>> {
    allowed.on(Relation::Other)?;
    let mut tx = desk.db.begin().await?;
    let old = match people::correct_unit(&mut tx, corrected).await? {
        Ok(old) => old,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let said = |version: &UnitVersion| {
        json!({
            "name": version.name.as_str(),
            "short_name": version.short_name.as_str(),
            "kana": version.kana.as_str(),
            "position": version.position,
        })
    };
    let detail = json!({
        "from": corrected.period.from().to_string(),
        "before": said(&old),
        "after": said(corrected),
    });
    let act = "organisation.unit.corrected";
    let unit = format!("unit:{}", corrected.unit);
    desk.finish(tx, allowed.actor(), act, &unit, &detail)
        .await
        .map(Ok)
}

/// Sets a headcount from a day on.
pub async fn set_headcount(
    desk: Desk<'_>,
    allowed: &Allowed<EditOrganisation>,
    entry: &PostEntry,
) -> Result<Result<Counted, PostRefusal>> {
    allowed.on(Relation::Other)?;
    let actor = allowed.actor();
    let mut tx = desk.db.begin().await?;
    let by = (actor.name.as_str(), desk.now);
    let counted = match people::set_headcount(&mut tx, desk.ids, entry, by).await? {
        Ok(counted) => counted,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let detail = json!({
        "rank": entry.rank.word(),
        "job_family": entry.job_family.as_ref().map(Title::as_str),
        "on": entry.on.to_string(),
        "before": counted.before,
        "after": counted.after,
    });
    let act = "organisation.headcount.set";
    let unit = format!("unit:{}", entry.unit);
    desk.finish(tx, actor, act, &unit, &detail).await?;
    Ok(Ok(counted))
}

/// What an order would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The units on the day as they are.
    pub before: Arc<UnitTree>,
    /// The units on the day as they would be.
    pub after: UnitTree,
    /// What would be written, and what stands in the way.
    pub applied: Applied,
    /// Whose access changes; `None` while something stands in the way.
    pub access: Option<Vec<AccessChange>>,
}

/// Does everything that an order does, looks at the result, and lets it go: nothing is committed.
pub async fn preview(
    desk: Desk<'_>,
    allowed: &Allowed<EditOrganisation>,
    draft: &Draft,
) -> Result<Preview> {
    allowed.on(Relation::Other)?;
    let plan = &draft.reorganisation;
    let before = people::units_on(desk.db, plan.on).await?;
    let mut tx = desk.db.begin().await?;
    let was = reach_on(&mut tx, plan.on).await?;
    let applied = reorganisations::apply(
        &mut tx,
        desk.ids,
        (plan.id, plan.on),
        &draft.steps,
        &draft.places,
    )
    .await?;
    let access = if applied.problems.is_empty() {
        Some(changes(&was, &reach_on(&mut tx, plan.on).await?))
    } else {
        None
    };
    drop(tx);
    let after: Vec<UnitVersion> = applied
        .planned
        .after
        .iter()
        .filter(|version| version.period.contains(plan.on))
        .cloned()
        .collect();
    Ok(Preview {
        before,
        after: UnitTree::new(after),
        applied,
        access,
    })
}
