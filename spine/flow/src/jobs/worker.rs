//! The worker of a city: takes jobs by a lease, does them, and says how they ended.

use super::context::{JobContext, Live, Outcome, Stopped, finish};
use super::duties::{program, tick};
use super::queue::pause;
use super::records::{JobError, JobId, JobKind};
use crate::notices::{self, JOB_ENDED, NewNotice, To};
use crate::{Sentence, Workplace};
use access::Denied;
use anyhow::{Error, Result};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use store::{City, ToSqlx, Tx, sqlx};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{interval, sleep, timeout};

/// Does the jobs of one city.
#[derive(Clone)]
pub struct Worker {
    city: Arc<City>,
    place: Workplace,
    name: String,
    lease: SignedDuration,
    desks: Arc<Semaphore>,
}

/// How often the queue is looked at while nothing happens: one cheap reading.
const LOOK_EVERY: Duration = Duration::from_millis(700);
/// How often the clock is looked at for duties.
const TICK_EVERY: Duration = Duration::from_secs(20);
/// How often progress is written down and a wish to cancel is read.
const BEAT: Duration = Duration::from_secs(1);
/// How long jobs may go on to their next step when the program is told to end.
const GRACE: Duration = Duration::from_secs(8);
/// How long a heartbeat waits while something else is being written.
const PATIENCE: Duration = Duration::from_secs(5);

/// The two ends of the signal that tells workers to stop.
#[must_use]
pub fn stop_signal() -> (watch::Sender<bool>, watch::Receiver<bool>) {
    watch::channel(false)
}

impl Worker {
    /// A worker for a city. `desks` limits how many jobs the process does at a time over all its cities;
    /// they get their turn in the order in which they ask.
    #[must_use]
    pub fn new(city: Arc<City>, place: Workplace, desks: Arc<Semaphore>) -> Worker {
        let name = format!("{}-{:08x}", std::process::id(), rand::random::<u32>());
        Worker {
            city,
            place,
            name,
            lease: SignedDuration::from_secs(60),
            desks,
        }
    }

    /// The same with another lease: how long a job waits after its process was killed.
    #[must_use]
    pub fn lease(mut self, lease: SignedDuration) -> Worker {
        self.lease = lease;
        self
    }

    /// Works until told to stop. Jobs under way then go back into the queue at their next step.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut under_way: JoinSet<()> = JoinSet::new();
        let lives: Arc<std::sync::Mutex<Vec<Arc<Live>>>> = Arc::default();
        let mut clock = interval(TICK_EVERY);
        let stopping = async {
            let _ = stop.wait_for(|stopped| *stopped).await;
        };
        tokio::pin!(stopping);
        loop {
            tokio::select! {
                () = &mut stopping => break,
                _ = clock.tick() => self.look_at_the_clock().await,
                () = sleep(LOOK_EVERY) => {}
                Some(_) = under_way.join_next() => {}
            }
            // The order in which cities ask for a desk is the order in which they get one.
            while self.has_work().await {
                let desk = tokio::select! {
                    () = &mut stopping => return self.end(under_way, &lives).await,
                    desk = Arc::clone(&self.desks).acquire_owned() => desk,
                };
                let Ok(desk) = desk else { break };
                match self.take().await {
                    Ok(Some(task)) => {
                        let worker = self.clone();
                        if let Ok(mut lives) = lives.lock() {
                            lives.retain(|live| Arc::strong_count(live) > 1);
                            lives.push(Arc::clone(&task.1.live));
                        }
                        under_way.spawn(async move { worker.work(task, desk).await });
                    }
                    Ok(None) => break,
                    Err(error) => {
                        self.log("a job could not be taken", &error);
                        break;
                    }
                }
            }
        }
        self.end(under_way, &lives).await;
    }

    /// Does everything that can be done now, one job after the other; returns how many. For the command
    /// line and for tests.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn run_all(&self) -> Result<usize> {
        let mut done = 0;
        while self.run_one().await? {
            done += 1;
        }
        Ok(done)
    }

    /// Does the next job that can be done now; returns whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn run_one(&self) -> Result<bool> {
        let desk = Arc::clone(&self.desks).acquire_owned().await?;
        let Some(task) = self.take().await? else {
            return Ok(false);
        };
        self.work(task, desk).await;
        Ok(true)
    }

    async fn end(&self, mut under_way: JoinSet<()>, lives: &std::sync::Mutex<Vec<Arc<Live>>>) {
        if let Ok(lives) = lives.lock() {
            for live in lives.iter() {
                live.ending.store(true, Ordering::Relaxed);
            }
        }
        let all = async { while under_way.join_next().await.is_some() {} };
        if timeout(GRACE, all).await.is_err() {
            under_way.shutdown().await;
        }
        if let Err(error) = self.give_back().await {
            self.log("jobs could not be given back", &error);
        }
    }

    async fn look_at_the_clock(&self) {
        if let Err(error) = tick(&self.city.db, &self.place).await {
            self.log("duties could not be asked for", &error);
        }
    }

    fn log(&self, what: &str, error: &Error) {
        tracing::error!(city = self.city.code, "{what}: {error:#}");
    }
}

const NEXT: &str = "
    SELECT id, kind, version FROM jobs
     WHERE due_at IS NOT NULL AND due_at <= $1
     ORDER BY place_at, id LIMIT 20";

const TAKE: &str = "
    UPDATE jobs
       SET state = 'running', worker = $4, due_at = $5, started_at = COALESCE(started_at, $3),
           attempts = attempts + 1, version = version + 1
     WHERE id = $1 AND version = $2 AND due_at <= $3
     RETURNING attempts, arguments, asked_by, cancel_asked";

/// A job that this worker has taken.
type Task = (JobKind, Arc<JobContext>);

store::row! {
    struct Taken {
        attempts: i64,
        arguments: String,
        asked_by: Option<i64>,
        cancel_asked: bool,
    }
}

impl Worker {
    async fn has_work(&self) -> bool {
        match self.next().await {
            Ok(found) => !found.is_empty(),
            Err(error) => {
                self.log("the queue could not be read", &error);
                false
            }
        }
    }

    /// The jobs that could be taken now, in their order; kinds that this program does not know are left
    /// to a newer one.
    async fn next(&self) -> Result<Vec<(JobId, JobKind, i64)>> {
        let now = self.place.clock.now();
        let rows: Vec<(i64, String, i64)> = store::read!(&self.city.db, |pool| {
            sqlx::query_as(NEXT)
                .bind(now.to_sqlx())
                .fetch_all(pool)
                .await
        })?;
        let known = |(id, kind, version): (i64, String, i64)| {
            let kind = self.place.offers.kind(&kind)?;
            Some((JobId(id), *kind, version))
        };
        Ok(rows.into_iter().filter_map(known).collect())
    }

    /// Takes the next job; whoever was faster has changed its version.
    async fn take(&self) -> Result<Option<Task>> {
        loop {
            let candidates = self.next().await?;
            let Some((id, kind, version)) = candidates.into_iter().next() else {
                return Ok(None);
            };
            let now = self.place.clock.now();
            let mut tx = self.city.db.begin().await?;
            let taken: Option<Taken> = store::write!(&mut tx, |connection| {
                sqlx::query_as(TAKE)
                    .bind(id.0)
                    .bind(version)
                    .bind(now.to_sqlx())
                    .bind(&self.name)
                    .bind((now + self.lease).to_sqlx())
                    .fetch_optional(connection)
                    .await
            })?;
            tx.commit().await?;
            let Some(taken) = taken else { continue };
            let context = self.context(id, taken).await?;
            let (cancelled, tries) = (&context.live.cancelled, context.attempt);
            if cancelled.load(Ordering::Relaxed) {
                self.ended(&kind, &context, Err(Stopped::Cancelled.into()))
                    .await?;
            } else if tries > kind.attempts {
                // Its worker was lost each time: it may be the job that kills it.
                let error = JobError(Sentence::new("flow-job-error-lost").with("n", tries - 1));
                self.ended(&kind, &context, Err(error.into())).await?;
            } else {
                return Ok(Some((kind, Arc::new(context))));
            }
        }
    }

    async fn context(&self, job: JobId, taken: Taken) -> Result<JobContext> {
        let actor = match taken.asked_by {
            None => Some(program()),
            Some(account) => {
                (self.place.actor_of)(&self.city.db, &self.place.clock, account).await?
            }
        };
        let live = Live::default();
        live.cancelled.store(taken.cancel_asked, Ordering::Relaxed);
        Ok(JobContext {
            job,
            city: Arc::clone(&self.city),
            place: self.place.clone(),
            attempt: taken.attempts,
            arguments: taken.arguments,
            // Who may do nothing today is a visitor: every permission is denied.
            actor: actor.unwrap_or_else(access::Actor::visitor),
            worker: self.name.clone(),
            live: Arc::new(live),
        })
    }

    async fn work(&self, (kind, context): Task, desk: OwnedSemaphorePermit) {
        let live = &context.live;
        let offers = &self.place.offers;
        offers.live.enter(&self.city, context.job, live);
        let running = Arc::clone(&context);
        let mut task = tokio::spawn(async move { (kind.run)(&running).await });
        let mut beat = interval(BEAT);
        beat.tick().await;
        let mut renewed = self.place.clock.now();
        let result = loop {
            tokio::select! {
                result = &mut task => break result,
                _ = beat.tick() => self.beat(&context, &mut renewed).await,
            }
        };
        offers.live.leave(&self.city, context.job);
        let result = match result {
            Ok(result) => result,
            Err(lost) => Err(anyhow::anyhow!("the job broke off: {lost}")),
        };
        if let Err(error) = self.ended(&kind, &context, result).await {
            self.log("the end of a job could not be written", &error);
        }
        drop(desk);
    }
}

const BEAT_SQL: &str = "
    UPDATE jobs SET due_at = $4, done = $5, total = $6, step = $7
     WHERE id = $1 AND worker = $2 AND attempts = $3 AND state = 'running'
     RETURNING cancel_asked";

impl Worker {
    /// Renews the lease and writes down how far the job is; a beat that finds the database busy is made
    /// up for by the next.
    async fn beat(&self, context: &JobContext, renewed: &mut Timestamp) {
        match timeout(PATIENCE, self.renew(context)).await {
            Ok(Ok(())) => *renewed = self.place.clock.now(),
            Ok(Err(error)) => self.log("a heartbeat failed", &error),
            Err(_) => {
                let since = self.place.clock.now().duration_since(*renewed);
                if since > self.lease {
                    tracing::warn!(job = context.job.0, "no heartbeat for {since:#}");
                }
            }
        }
    }

    async fn renew(&self, context: &JobContext) -> Result<()> {
        if context.live.finished.load(Ordering::Relaxed) {
            return Ok(());
        }
        let progress = context.live.progress();
        let until = self.place.clock.now() + self.lease;
        let mut tx = self.city.db.begin().await?;
        let cancelled: Option<bool> = store::write!(&mut tx, |connection| {
            sqlx::query_scalar(BEAT_SQL)
                .bind(context.job.0)
                .bind(&context.worker)
                .bind(context.attempt)
                .bind(until.to_sqlx())
                .bind(progress.done)
                .bind(progress.total)
                .bind(progress.step.as_ref().map(Sentence::json))
                .fetch_optional(connection)
                .await
        })?;
        tx.commit().await?;
        let live = &context.live;
        match cancelled {
            Some(true) => live.cancelled.store(true, Ordering::Relaxed),
            Some(false) => {}
            // Ended by `finish_in` a moment ago, or taken over.
            None if live.finished.load(Ordering::Relaxed) => {}
            None => live.taken_over.store(true, Ordering::Relaxed),
        }
        Ok(())
    }
}

pub(super) const FINISH: &str = "
    UPDATE jobs
       SET state = 'done', due_at = NULL, ended_at = $4, result = $5, href = $6, done = $7, total = $8,
           step = NULL, error = NULL, fault = NULL, version = version + 1
     WHERE id = $1 AND worker = $2 AND attempts = $3 AND state = 'running'";

const END: &str = "
    UPDATE jobs
       SET state = $4, due_at = $5, ended_at = $6, error = $7, fault = $8, attempts = attempts - $9,
           step = NULL, version = version + 1
     WHERE id = $1 AND worker = $2 AND attempts = $3 AND state = 'running'";

/// How a job that is not done stands afterwards.
struct End {
    state: &'static str,
    due_at: Option<Timestamp>,
    error: Option<Sentence>,
    fault: Option<String>,
    /// A try that does not count.
    uncounted: bool,
}

/// Characters of a fault that are kept.
const FAULT: usize = 600;

impl Worker {
    async fn ended(
        &self,
        kind: &JobKind,
        context: &JobContext,
        result: Result<Outcome>,
    ) -> Result<()> {
        let finished = context.live.finished.load(Ordering::Relaxed);
        let mut tx = self.city.db.begin().await?;
        let state = match result {
            Ok(_) if finished => "done",
            Ok(outcome) => {
                if !finish(&mut tx, context, &outcome).await? {
                    self.taken_over(context);
                    return Ok(());
                }
                "done"
            }
            // Its transaction may have been rolled back after `finish_in`.
            Err(error) => {
                let end = self.end_of(kind, context, &error);
                let state = end.state;
                if !write_end(&mut tx, context, self.place.clock.now(), &end).await? {
                    self.taken_over(context);
                    return Ok(());
                }
                state
            }
        };
        if kind.tells && matches!(state, "done" | "failed") {
            self.tell(&mut tx, kind, context, state).await?;
        }
        tx.commit().await
    }

    fn taken_over(&self, context: &JobContext) {
        tracing::warn!(
            city = self.city.code,
            job = context.job.0,
            "another worker has taken the job over, or it was removed"
        );
    }

    fn end_of(&self, kind: &JobKind, context: &JobContext, error: &Error) -> End {
        let now = self.place.clock.now();
        let ended = |state, error| End {
            state,
            due_at: None,
            error,
            fault: None,
            uncounted: false,
        };
        if let Some(stopped) = error.downcast_ref::<Stopped>() {
            return match stopped {
                Stopped::Cancelled => ended("cancelled", None),
                Stopped::Ending | Stopped::TakenOver => End {
                    due_at: Some(now),
                    uncounted: true,
                    ..ended("waiting", None)
                },
            };
        }
        if let Some(JobError(sentence)) = error.downcast_ref::<JobError>() {
            return ended("failed", Some(sentence.clone()));
        }
        if error.downcast_ref::<Denied>().is_some() {
            return ended("failed", Some(Sentence::new("flow-job-error-denied")));
        }
        self.log(&format!("job {} ({})", context.job, kind.name), error);
        let fault = Some(format!("{error:#}").chars().take(FAULT).collect());
        if context.attempt >= kind.attempts {
            return End {
                fault,
                ..ended("failed", Some(Sentence::new("flow-job-error-fault")))
            };
        }
        End {
            due_at: Some(now + pause(context.attempt)),
            fault,
            ..ended("waiting", Some(Sentence::new("flow-job-error-again")))
        }
    }

    async fn tell(
        &self,
        tx: &mut Tx,
        kind: &JobKind,
        context: &JobContext,
        state: &str,
    ) -> Result<()> {
        let Some(account) = context.actor.account else {
            return Ok(());
        };
        let key = if state == "done" {
            "flow-notice-job-done"
        } else {
            "flow-notice-job-failed"
        };
        let event = format!("job:{}:{}", context.job, context.attempt);
        let title = Sentence::new(key).with_word("job", kind.label);
        let href = format!("/jobs/{}", context.job);
        let notice = NewNotice::new(&JOB_ENDED, &event, title, &href);
        notices::notify(
            tx,
            &self.place.ids,
            self.place.clock.now(),
            &notice,
            To::Accounts(&[account]),
        )
        .await
        .map(|_| ())
    }
}

async fn write_end(tx: &mut Tx, context: &JobContext, now: Timestamp, end: &End) -> Result<bool> {
    let rows = store::write!(tx, |connection| {
        sqlx::query(END)
            .bind(context.job.0)
            .bind(&context.worker)
            .bind(context.attempt)
            .bind(end.state)
            .bind(end.due_at.map(jiff::Timestamp::to_sqlx))
            .bind(end.due_at.is_none().then(|| now.to_sqlx()))
            .bind(end.error.as_ref().map(Sentence::json))
            .bind(&end.fault)
            .bind(i64::from(end.uncounted))
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const GIVE_BACK: &str = "
    UPDATE jobs
       SET state = 'waiting', due_at = $2, attempts = attempts - 1, version = version + 1
     WHERE worker = $1 AND due_at IS NOT NULL AND state = 'running'";

impl Worker {
    /// Puts jobs that did not come to a step in time back into the queue, for the next process.
    async fn give_back(&self) -> Result<()> {
        let now = self.place.clock.now();
        let mut tx = self.city.db.begin().await?;
        store::write!(&mut tx, |connection| {
            sqlx::query(GIVE_BACK)
                .bind(&self.name)
                .bind(now.to_sqlx())
                .execute(connection)
                .await
                .map(|_| ())
        })?;
        tx.commit().await
    }
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::worker next", NEXT),
    ("flow::worker take", TAKE),
    ("flow::worker beat", BEAT_SQL),
    ("flow::worker finish", FINISH),
    ("flow::worker end", END),
    ("flow::worker give back", GIVE_BACK),
];
