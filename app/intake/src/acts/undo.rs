//! Taking the last import back: asked for by somebody, done as long work.

use super::jobs::{changed_since, import_of, task, watch};
use super::{ActError, Desk, Done, enqueue, find, record};
use crate::records::{ImportId, Remark};
use crate::store::imports::{self, Import, State};
use crate::store::lines;
use crate::writing;
use access::{Allowed, ImportStaff};
use anyhow::{Result, anyhow};
use flow::jobs::{JobContext, JobKind, Outcome, Working};
use serde_json::json;
use words::{Language, Text};

/// Takes a staff list back.
pub const UNDO: JobKind = JobKind::new("intake.undo", "intake-job-undo", undo_job).telling();

fn undo_job(context: &JobContext) -> Working<'_> {
    Box::pin(undoing(context))
}

/// Begins to take the last import back.
pub(crate) async fn undo(
    desk: Desk<'_>,
    allowed: &Allowed<ImportStaff>,
    id: ImportId,
    language: Language,
) -> Done<()> {
    let (import, state) = find(desk, allowed, id).await?;
    if state != State::Done || imports::last_done(desk.db).await? != Some(id) {
        return Err(ActError::Stale);
    }
    let mut tx = desk.db.begin().await?;
    let job = enqueue(&mut tx, desk, allowed, &UNDO, (id, language)).await?;
    let (at, from) = ((id, import.version), import.state);
    if !imports::step(&mut tx, at, from, State::Undoing, Some(job.0)).await? {
        return Err(ActError::Stale);
    }
    Ok(tx.commit().await?)
}

/// Every record becomes what it was before, as long as nobody has touched one since: all or nothing.
async fn undoing(context: &JobContext) -> Result<Outcome> {
    let allowed = context.allowed::<ImportStaff>()?;
    let Some((import, t)) = import_of(context, State::Undoing).await? else {
        return Ok(Outcome::done());
    };
    let desk = Desk::now(context.db(), context.ids(), context.clock());
    let here = format!("/admin/imports/{}", import.id);
    let mut tx = desk.db.begin().await?;
    let watch = watch(context);
    let reason = (&t, "intake-correction-undo");
    let task = task(desk, &allowed, &import, reason, &watch);
    let in_the_way = match writing::take_back(&mut tx, &task).await {
        Ok(in_the_way) => in_the_way
            .iter()
            .map(|one| changed_since(one, &t))
            .collect(),
        Err(error) if store::refused(&error).is_some() => vec![referred_to(&import, &t)],
        Err(error) => return Err(error),
    };
    if !in_the_way.is_empty() {
        drop(tx);
        let outcome = Outcome::leading_to(format!("{here}/undo"));
        let mut tx = desk.db.begin().await?;
        imports::keep_done(&mut tx, import.id, &in_the_way).await?;
        context.finish_in(&mut tx, &outcome).await?;
        tx.commit().await?;
        return Ok(outcome);
    }
    let by = &allowed.actor().name;
    if !imports::undone(&mut tx, import.id, desk.now, by).await? {
        return Err(anyhow!("import {} is not being taken back", import.id));
    }
    lines::forget_records(&mut tx, import.id).await?;
    let outcome = Outcome::leading_to(here);
    context.finish_in(&mut tx, &outcome).await?;
    let detail = json!({ "file": import.file_name });
    let act = ("intake.staff.undone", import.id);
    record(&mut tx, desk, &allowed, act, &detail).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// Something refers to somebody or to a unit that would be taken out.
fn referred_to(import: &Import, t: &Text) -> Remark {
    Remark {
        place: import.file_name.clone(),
        sentence: t.say("intake-undo-used").into_owned(),
    }
}
