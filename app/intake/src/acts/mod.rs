//! What is done with staff lists: received, tried out, confirmed, taken back.

mod command;
mod jobs;
mod undo;

pub use command::{Asked, Report, import_files};
pub(crate) use jobs::total;
pub use jobs::{TRIAL, WRITE};
pub use undo::UNDO;
pub(crate) use undo::undo;

use crate::choice::{Choice, Preview, Remembered};
use crate::records::ImportId;
use crate::store::imports::{self, Import, NewImport, State};
use crate::store::mappings;
use crate::trial::tables;
use ::store::{Clock, Db, Ids, Tx};
use access::{Allowed, Denied, ImportStaff, Relation};
use anyhow::Context;
use calendar::Date;
use exchange::Refusal;
use flow::jobs::{JobId, JobKind, JobState, NewJob};
use jiff::{SignedDuration, Timestamp};
use journal::Entry;
use screen::PageError;
use serde::{Deserialize, Serialize};
use serde_json::json;
use words::Language;

/// What this crate writes into the journal.
pub const ACTS: &[&str] = &[
    "intake.staff.received",
    "intake.staff.imported",
    "intake.staff.undone",
    "intake.staff.exported",
    "intake.mapping.saved",
    "intake.mapping.removed",
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
}

/// What an act returns.
pub type Done<T> = Result<T, ActError>;

/// Why an act was not done. Nothing was changed in any of these cases.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// There is no such import, or it is past this.
    #[error("not found")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Somebody else has gone on with the import since.
    #[error("changed by somebody else")]
    Stale,
    /// Something broke.
    #[error(transparent)]
    Fault(#[from] anyhow::Error),
}

impl From<ActError> for PageError {
    fn from(error: ActError) -> PageError {
        match error {
            ActError::NotFound => PageError::NotFound,
            ActError::Denied(denied) => PageError::Denied(denied),
            ActError::Stale => PageError::Stale,
            ActError::Fault(fault) => PageError::from(fault),
        }
    }
}

/// How long a list waits for a confirmation.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 7);

/// What became of files that were sent.
pub(crate) enum Received {
    Kept(ImportId),
    /// Why a file cannot be taken, with its name.
    Refused(String, Vec<Refusal>),
    /// There is no table in the files.
    Empty,
}

/// Takes files in for choosing their columns.
pub(crate) async fn receive(
    desk: Desk<'_>,
    allowed: &Allowed<ImportStaff>,
    files: Vec<(String, Vec<u8>)>,
) -> Done<Received> {
    allowed.on(Relation::Other)?;
    let read = tokio::task::spawn_blocking(move || {
        let grids = tables(&files);
        let previews = grids.map(|grids| grids.iter().map(Preview::of).collect::<Vec<_>>());
        (files, previews)
    });
    let (files, previews) = read.await.context("reading the files")?;
    let previews = match previews {
        Ok(previews) if previews.is_empty() => return Ok(Received::Empty),
        Ok(previews) => previews,
        Err((name, refusals)) => return Ok(Received::Refused(name, refusals)),
    };
    let mut tx = desk.db.begin().await?;
    imports::put_old_aside(&mut tx, desk.now - KEPT).await?;
    let name = names(&files).join("、");
    let id = insert(&mut tx, desk, allowed, (&name, &previews), &files).await?;
    let detail = json!({ "files": names(&files) });
    record(
        &mut tx,
        desk,
        allowed,
        ("intake.staff.received", id),
        &detail,
    )
    .await?;
    tx.commit().await?;
    Ok(Received::Kept(id))
}

async fn insert(
    tx: &mut Tx,
    desk: Desk<'_>,
    allowed: &Allowed<ImportStaff>,
    (file_name, previews): (&str, &[Preview]),
    files: &[(String, Vec<u8>)],
) -> anyhow::Result<ImportId> {
    let actor = allowed.actor();
    let id = ImportId(desk.ids.next());
    let new = NewImport {
        id,
        account: actor.account,
        sent_by: &actor.name,
        sent_at: desk.now,
        file_name,
        previews,
        files,
    };
    imports::insert(tx, desk.ids, &new).await?;
    Ok(id)
}

fn names(files: &[(String, Vec<u8>)]) -> Vec<&str> {
    files.iter().map(|(name, _)| name.as_str()).collect()
}

async fn record(
    tx: &mut Tx,
    desk: Desk<'_>,
    allowed: &Allowed<ImportStaff>,
    (act, id): (&str, ImportId),
    detail: &serde_json::Value,
) -> anyhow::Result<()> {
    let entry = Entry {
        act,
        subject: &format!("import:{id}"),
        detail,
    };
    journal::record(tx, desk.now, allowed.actor(), entry).await
}

/// An import and how it stands: work whose job has ended without an end is work to be begun again.
pub(crate) async fn find(
    desk: Desk<'_>,
    allowed: &Allowed<ImportStaff>,
    id: ImportId,
) -> Done<(Import, State)> {
    allowed.on(Relation::Other)?;
    let import = imports::find(desk.db, id)
        .await?
        .ok_or(ActError::NotFound)?;
    let lost = match (import.state, import.job) {
        (State::Trying | State::Writing | State::Undoing, Some(job)) => {
            let job = flow::jobs::job(desk.db, JobId(job)).await?;
            job.is_none_or(|job| matches!(job.state, JobState::Failed | JobState::Cancelled))
        }
        (State::Trying | State::Writing | State::Undoing, None) => true,
        _ => false,
    };
    let state = match import.state {
        State::Trying if lost => State::Sent,
        State::Writing if lost => State::Tried,
        State::Undoing if lost => State::Done,
        state => state,
    };
    Ok((import, state))
}

/// What a job needs to know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Errand {
    pub import: i64,
    /// The language in which places and differences are told.
    pub language: String,
}

async fn enqueue(
    tx: &mut Tx,
    desk: Desk<'_>,
    allowed: &Allowed<ImportStaff>,
    kind: &JobKind,
    (id, language): (ImportId, Language),
) -> anyhow::Result<JobId> {
    let errand = Errand {
        import: id.0,
        language: language.tag().to_owned(),
    };
    let new = NewJob::of(kind, &errand, allowed.actor())?;
    flow::jobs::enqueue(tx, desk.ids, desk.now, &new).await
}

/// A choice for the columns of an import.
pub(crate) struct Chosen<'a> {
    pub choice: &'a Choice,
    /// The name under which it is remembered from now on.
    pub save_as: Option<&'a str>,
    /// The name of the remembered mapping it comes from.
    pub mapping: Option<&'a str>,
    pub language: Language,
}

/// Begins a trial run.
pub(crate) async fn choose(
    desk: Desk<'_>,
    allowed: &Allowed<ImportStaff>,
    (id, version): (ImportId, i64),
    chosen: &Chosen<'_>,
) -> Done<()> {
    let (import, state) = find(desk, allowed, id).await?;
    if !matches!(state, State::Sent | State::Refused | State::Tried) {
        return Err(ActError::Stale);
    }
    let mut tx = desk.db.begin().await?;
    if let Some(name) = chosen.save_as {
        let content = Remembered::of(chosen.choice, &import.previews);
        let by = &allowed.actor().name;
        mappings::save(&mut tx, desk.ids.next(), name, &content, desk.now, by).await?;
    }
    let job = enqueue(&mut tx, desk, allowed, &TRIAL, (id, chosen.language)).await?;
    let name = chosen.save_as.or(chosen.mapping);
    if !imports::choose(&mut tx, (id, version), chosen.choice, name, Some(job.0)).await? {
        return Err(ActError::Stale);
    }
    if let Some(name) = chosen.save_as {
        let detail = json!({ "name": name });
        record(
            &mut tx,
            desk,
            allowed,
            ("intake.mapping.saved", id),
            &detail,
        )
        .await?;
    }
    Ok(tx.commit().await?)
}

/// Begins to write what the trial run found.
pub(crate) async fn confirm(
    desk: Desk<'_>,
    allowed: &Allowed<ImportStaff>,
    (id, version): (ImportId, i64),
    language: Language,
) -> Done<()> {
    let (import, state) = find(desk, allowed, id).await?;
    if state != State::Tried || import.counts.nothing() {
        return Err(ActError::Stale);
    }
    let mut tx = desk.db.begin().await?;
    let job = enqueue(&mut tx, desk, allowed, &WRITE, (id, language)).await?;
    let from = import.state;
    if !imports::step(&mut tx, (id, version), from, State::Writing, Some(job.0)).await? {
        return Err(ActError::Stale);
    }
    Ok(tx.commit().await?)
}

/// Puts an import aside that was not taken in.
pub(crate) async fn put_aside(
    desk: Desk<'_>,
    allowed: &Allowed<ImportStaff>,
    id: ImportId,
) -> Done<()> {
    find(desk, allowed, id).await?;
    let mut tx = desk.db.begin().await?;
    if !imports::put_aside(&mut tx, id).await? {
        return Err(ActError::Stale);
    }
    Ok(tx.commit().await?)
}

/// Forgets a remembered mapping.
pub(crate) async fn remove_mapping(
    desk: Desk<'_>,
    allowed: &Allowed<ImportStaff>,
    mapping: i64,
) -> Done<String> {
    allowed.on(Relation::Other)?;
    let mut tx = desk.db.begin().await?;
    let name = mappings::remove(&mut tx, mapping).await?;
    let name = name.ok_or(ActError::NotFound)?;
    let entry = Entry {
        act: "intake.mapping.removed",
        subject: &format!("mapping:{mapping}"),
        detail: &json!({ "name": name }),
    };
    journal::record(&mut tx, desk.now, allowed.actor(), entry).await?;
    tx.commit().await?;
    Ok(name)
}
