//! What a job has while it runs.

use super::files;
use super::records::{JobId, Progress};
use super::worker::FINISH;
use crate::{Sentence, Workplace};
use access::{Actor, Allowed, Denied, Permission};
use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::{City, Clock, Db, Ids, ToSqlx, Tx, sqlx};
use words::{Language, Text};

/// What a job does while the program waits for it.
pub type Working<'a> = Pin<Box<dyn Future<Output = Result<Outcome>> + Send + 'a>>;

/// What came of a job.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// In one sentence.
    pub result: Option<Sentence>,
    /// Where it can be seen.
    pub href: Option<String>,
}

impl Outcome {
    /// It is done, and there is nothing to tell.
    #[must_use]
    pub fn done() -> Outcome {
        Outcome::default()
    }

    /// It is done; the sentence says what came of it.
    #[must_use]
    pub fn saying(result: Sentence) -> Outcome {
        Outcome {
            result: Some(result),
            href: None,
        }
    }

    /// It is done and can be seen there.
    #[must_use]
    pub fn leading_to(href: impl Into<String>) -> Outcome {
        Outcome {
            result: None,
            href: Some(href.into()),
        }
    }

    /// Adds a sentence.
    #[must_use]
    pub fn and_saying(mut self, result: Sentence) -> Outcome {
        self.result = Some(result);
        self
    }
}

/// Why a job stops in the middle; returned by [`JobContext::proceed`] and handed on by `?`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Stopped {
    /// Somebody has cancelled it.
    #[error("cancelled")]
    Cancelled,
    /// The program is told to end; the job goes back into the queue.
    #[error("the program ends")]
    Ending,
    /// Another worker has taken the job over.
    #[error("taken over by another worker")]
    TakenOver,
}

/// How far the jobs of this process are, more exactly than the database knows while a job writes.
#[derive(Debug, Default)]
pub struct LiveJobs(Mutex<HashMap<(String, i64), Arc<Live>>>);

impl LiveJobs {
    fn lock(&self) -> MutexGuard<'_, HashMap<(String, i64), Arc<Live>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far a job of a city is, when this process does it.
    #[must_use]
    pub fn progress(&self, city: &City, job: JobId) -> Option<Progress> {
        let live = self.lock().get(&(city.code.clone(), job.0)).cloned()?;
        Some(live.progress())
    }

    /// Makes a job of this process stop at its next step, without waiting for the heartbeat.
    pub fn cancel(&self, city: &City, job: JobId) {
        if let Some(live) = self.lock().get(&(city.code.clone(), job.0)) {
            live.cancelled.store(true, Ordering::Relaxed);
        }
    }

    pub(super) fn enter(&self, city: &City, job: JobId, live: &Arc<Live>) {
        self.lock()
            .insert((city.code.clone(), job.0), Arc::clone(live));
    }

    pub(super) fn leave(&self, city: &City, job: JobId) {
        self.lock().remove(&(city.code.clone(), job.0));
    }
}

/// A running job in memory.
#[derive(Debug, Default)]
pub(super) struct Live {
    done: AtomicI64,
    total: AtomicI64,
    step: Mutex<Option<Sentence>>,
    pub(super) cancelled: AtomicBool,
    pub(super) ending: AtomicBool,
    pub(super) taken_over: AtomicBool,
    pub(super) finished: AtomicBool,
}

impl Live {
    pub(super) fn progress(&self) -> Progress {
        Progress {
            done: self.done.load(Ordering::Relaxed),
            total: self.total.load(Ordering::Relaxed),
            step: self
                .step
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
        }
    }

    fn stopped(&self) -> Option<Stopped> {
        if self.taken_over.load(Ordering::Relaxed) {
            Some(Stopped::TakenOver)
        } else if self.cancelled.load(Ordering::Relaxed) {
            Some(Stopped::Cancelled)
        } else if self.ending.load(Ordering::Relaxed) {
            Some(Stopped::Ending)
        } else {
            None
        }
    }
}

/// Shorter than jobs themselves are kept.
const LONGEST_FILE: SignedDuration = SignedDuration::from_hours(60 * 24);

/// A job while it runs: its city, its arguments, whose work it is, and how to say how far it is.
pub struct JobContext {
    /// The record.
    pub job: JobId,
    /// The city.
    pub city: Arc<City>,
    /// The program.
    pub place: Workplace,
    /// Which try this is, from 1.
    pub attempt: i64,
    pub(super) arguments: String,
    pub(super) actor: Actor,
    pub(super) worker: String,
    pub(super) live: Arc<Live>,
}

impl JobContext {
    /// The city's database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.city.db
    }

    /// Where "now" comes from.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.place.clock
    }

    /// Where new ids come from.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        &self.place.ids
    }

    /// The words for a reader of the language.
    #[must_use]
    pub fn text(&self, language: Language) -> Text {
        self.place.text(language)
    }

    /// Who asked, with the roles of this moment; for duties the program itself.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// A permission of who asked.
    ///
    /// # Errors
    /// When they do not have it any more; the job then ends with a sentence that says so.
    pub fn allowed<P: Permission>(&self) -> Result<Allowed<P>, Denied> {
        Allowed::ask(self.actor.clone())
    }

    /// What the job was asked to do.
    ///
    /// # Errors
    /// When the arguments are those of another version of the program.
    pub fn arguments<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.arguments).context("the arguments of the job cannot be read")
    }

    /// Says how far the job is. Cheap: call it as often as you like, also inside a transaction.
    pub fn progress(&self, done: i64, total: i64) {
        self.live.done.store(done, Ordering::Relaxed);
        self.live.total.store(total, Ordering::Relaxed);
    }

    /// Says what is being done, and begins to count again.
    pub fn step(&self, step: Sentence) {
        self.progress(0, 0);
        *self
            .live
            .step
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(step);
    }

    /// Whether to go on; call it where nothing is left half done, and hand the error on.
    ///
    /// # Errors
    /// When somebody has cancelled the job, the program ends, or another worker has taken the job over.
    pub fn proceed(&self) -> Result<(), Stopped> {
        match self.live.stopped() {
            Some(stopped) => Err(stopped),
            None => Ok(()),
        }
    }

    /// Keeps a file for who asked, for so long; at most for sixty days.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_file(
        &self,
        name: &str,
        media: &str,
        bytes: &[u8],
        lasting: SignedDuration,
    ) -> Result<()> {
        let expires_at = self.now() + lasting.min(LONGEST_FILE);
        let mut tx = self.db().begin().await?;
        let file = files::NewFile {
            id: self.ids().next(),
            job: self.job,
            name,
            media,
            bytes,
            expires_at,
        };
        files::keep(&mut tx, &file).await?;
        tx.commit().await
    }

    /// Ends the job in the transaction of its writing: what it wrote and that it is done become true
    /// together, so that it is never done twice.
    ///
    /// # Errors
    /// When another worker has taken the job over; the transaction must not be committed then.
    pub async fn finish_in(&self, tx: &mut Tx, outcome: &Outcome) -> Result<()> {
        if !finish(tx, self, outcome).await? {
            return Err(Stopped::TakenOver.into());
        }
        self.live.finished.store(true, Ordering::Relaxed);
        Ok(())
    }

    fn now(&self) -> Timestamp {
        self.place.clock.now()
    }
}

/// Marks the job as done, if this worker still holds it.
pub(super) async fn finish(tx: &mut Tx, context: &JobContext, outcome: &Outcome) -> Result<bool> {
    let progress = context.live.progress();
    let rows = store::write!(tx, |connection| {
        sqlx::query(FINISH)
            .bind(context.job.0)
            .bind(&context.worker)
            .bind(context.attempt)
            .bind(context.now().to_sqlx())
            .bind(outcome.result.as_ref().map(Sentence::json))
            .bind(&outcome.href)
            .bind(progress.total.max(progress.done))
            .bind(progress.total)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}
