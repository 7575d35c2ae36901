//! The long work: trying a list out, and writing it.

use super::{Desk, Errand, record};
use crate::records::{Counts, ImportId, Remark};
use crate::store::imports::{self, Import, State};
use crate::store::lines;
use crate::trial::{Bench, Found, Stage, Watch, examine};
use crate::writing;
use ::store::Tx;
use access::{Allowed, ImportStaff};
use anyhow::{Context, Result, anyhow};
use flow::Sentence;
use flow::jobs::{JobContext, JobKind, Outcome, Working};
use serde_json::json;
use words::{Argument, Language, Text};

/// Tries a staff list out.
pub const TRIAL: JobKind = JobKind::new("intake.trial", "intake-job-trial", try_out);

/// Writes a staff list.
pub const WRITE: JobKind = JobKind::new("intake.write", "intake-job-write", write).telling();

fn try_out(context: &JobContext) -> Working<'_> {
    Box::pin(trial(context))
}

fn write(context: &JobContext) -> Working<'_> {
    Box::pin(writing_job(context))
}

/// The import of a job, if it still waits for it.
pub(super) async fn import_of(
    context: &JobContext,
    state: State,
) -> Result<Option<(Import, Text)>> {
    let errand: Errand = context.arguments()?;
    let import = imports::find(context.db(), ImportId(errand.import)).await?;
    let language = Language::of_tag(&errand.language).unwrap_or_default();
    let waits = |import: &Import| import.state == state && import.job == Some(context.job.0);
    Ok(import
        .filter(waits)
        .map(|import| (import, context.text(language))))
}

/// Tells how far the work is, and ends it when it was cancelled.
pub(super) fn watch(context: &JobContext) -> impl Fn(Stage, i64, i64) -> Result<()> + Send + Sync {
    let said = std::sync::Mutex::new(None);
    move |stage, done, total| {
        let mut said = said
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if *said != Some(stage) {
            context.step(Sentence::new(stage.key()));
            *said = Some(stage);
        }
        context.progress(done, total);
        Ok(context.proceed()?)
    }
}

async fn trial(context: &JobContext) -> Result<Outcome> {
    context.allowed::<ImportStaff>()?;
    let Some((import, t)) = import_of(context, State::Trying).await? else {
        return Ok(Outcome::done());
    };
    let choice = import
        .choice
        .as_ref()
        .context("an import without a choice")?;
    let files = imports::files(context.db(), import.id).await?;
    let watch = watch(context);
    let bench = Bench {
        db: context.db(),
        ids: context.ids(),
        today: context.clock().today(),
        choice,
        t: &t,
        watch: &watch,
    };
    let found = examine(&bench, files).await?;
    let mut tx = context.db().begin().await?;
    keep(&mut tx, &bench, import.id, &found).await?;
    let outcome = Outcome::leading_to(format!("/admin/imports/{}", import.id));
    context.finish_in(&mut tx, &outcome).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// Keeps what a trial run found.
pub(super) async fn keep(
    tx: &mut Tx,
    bench: &Bench<'_>,
    id: ImportId,
    found: &Found,
) -> Result<()> {
    lines::forget(tx, id).await?;
    let problems = i64::try_from(found.refusals.count()).unwrap_or(i64::MAX);
    let mut counts = found.counts;
    let mut remarks = found.remarks.clone();
    if problems > 0 {
        counts = Counts::default();
        remarks = remarks_of(found, bench.t);
    } else {
        let total = i64::try_from(found.lines.len()).unwrap_or(i64::MAX);
        let mut place = 0;
        for chunk in found.lines.chunks(1000) {
            (bench.watch)(Stage::Keeping, place, total)?;
            lines::insert(tx, bench.ids, id, place, chunk).await?;
            place += i64::try_from(chunk.len()).unwrap_or(0);
        }
    }
    if !imports::tried(tx, id, counts, problems, &remarks).await? {
        return Err(anyhow!("import {id} is not being tried out any more"));
    }
    Ok(())
}

/// The problems of a list in words.
pub(super) fn remarks_of(found: &Found, t: &Text) -> Vec<Remark> {
    found
        .refusals
        .iter()
        .map(|refusal| Remark {
            place: refusal.place(t),
            sentence: refusal.sentence(t),
        })
        .collect()
}

async fn writing_job(context: &JobContext) -> Result<Outcome> {
    let allowed = context.allowed::<ImportStaff>()?;
    let Some((import, t)) = import_of(context, State::Writing).await? else {
        return Ok(Outcome::done());
    };
    let desk = Desk::now(context.db(), context.ids(), context.clock());
    let watch = watch(context);
    let outcome = Outcome::leading_to(format!("/admin/imports/{}", import.id));
    let mut tx = desk.db.begin().await?;
    let task = task(
        desk,
        &allowed,
        &import,
        (&t, "intake-correction-reason"),
        &watch,
    );
    let in_the_way = writing::write(&mut tx, &task).await?;
    if !in_the_way.is_empty() {
        drop(tx);
        let remarks: Vec<Remark> = in_the_way
            .iter()
            .map(|one| changed_since(one, &t))
            .collect();
        let mut tx = desk.db.begin().await?;
        imports::refuse(&mut tx, import.id, &remarks).await?;
        context.finish_in(&mut tx, &outcome).await?;
        tx.commit().await?;
        return Ok(outcome);
    }
    finish(&mut tx, desk, &allowed, &import).await?;
    context.finish_in(&mut tx, &outcome).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// The writing of an import, or its taking back.
pub(super) fn task<'a>(
    desk: Desk<'a>,
    allowed: &'a Allowed<ImportStaff>,
    import: &Import,
    (t, reason): (&Text, &str),
    watch: Watch<'a>,
) -> writing::Task<'a> {
    writing::Task {
        ids: desk.ids,
        import: import.id,
        total: total(import.counts),
        watch,
        reason: t.say1(reason, "file", import.file_name.as_str()),
        at: desk.now,
        by: &allowed.actor().name,
    }
}

pub(crate) fn total(counts: Counts) -> i64 {
    counts.added + counts.changed + counts.leaving + counts.units
}

pub(super) fn changed_since(one: &writing::InTheWay, t: &Text) -> Remark {
    let variables: [(&str, Argument<'_>); 2] = [
        ("number", one.code.clone().into()),
        ("name", one.name.clone().into()),
    ];
    Remark {
        place: t.fill("intake-person", &variables),
        sentence: t.say("intake-changed-since").into_owned(),
    }
}

/// What follows the writing, in its transaction.
pub(super) async fn finish(
    tx: &mut Tx,
    desk: Desk<'_>,
    allowed: &Allowed<ImportStaff>,
    import: &Import,
) -> Result<()> {
    // Only the last import can be taken back.
    if let Some(before) = imports::last_done_in(tx).await? {
        lines::forget_records(tx, before).await?;
    }
    let by = &allowed.actor().name;
    if !imports::done(tx, import.id, desk.now, by).await? {
        return Err(anyhow!(
            "import {} is not being written any more",
            import.id
        ));
    }
    imports::forget_files(tx, import.id).await?;
    let counts = import.counts;
    let detail = json!({
        "file": import.file_name,
        "mapping": import.mapping_name,
        "added": counts.added,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
        "leaving": counts.leaving,
        "units": counts.units,
    });
    record(
        tx,
        desk,
        allowed,
        ("intake.staff.imported", import.id),
        &detail,
    )
    .await
}
