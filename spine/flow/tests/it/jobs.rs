//! Long work: its order, its ends, its leases.

use crate::workshop::{CLOSED, HANAKO, Offered, Workshop, YOTA, administrator, may, workshops};
use access::{EditJobs, ManageAccounts};
use flow::Sentence;
use flow::jobs::{
    Filter, JobContext, JobError, JobKind, JobRefusal, JobState, Outcome, Working, cancel,
    file_line, file_of, jobs, jobs_of, retry, stop_signal,
};
use jiff::SignedDuration;
use std::time::Duration;

const COUNT: JobKind = JobKind::new("test.count", "test-job", count).attempts(3);

/// Writes a line for the number in the arguments, in the transaction that ends the job.
fn count(context: &JobContext) -> Working<'_> {
    Box::pin(async move {
        let number: i64 = context.arguments()?;
        context.progress(number, 100);
        let mut tx = context.db().begin().await?;
        let sql = "INSERT INTO duties (name, due_at) VALUES ($1, $2)";
        store::write!(&mut tx, |connection| {
            store::sqlx::query(sql)
                .bind(format!("line {number}"))
                .bind(store::ToSqlx::to_sqlx(context.clock().now()))
                .execute(connection)
                .await
                .map(|_| ())
        })?;
        let outcome = Outcome::leading_to(format!("/lines/{number}"))
            .and_saying(Sentence::new("test-title").with("what", number));
        context.finish_in(&mut tx, &outcome).await?;
        tx.commit().await?;
        Ok(outcome)
    })
}

const LINES: &str = "SELECT COUNT(*) FROM duties";

const FAIL: JobKind = JobKind::new("test.fail", "test-job", fail).attempts(2);

fn fail(_: &JobContext) -> Working<'_> {
    Box::pin(async { anyhow::bail!("the disk is full") })
}

const PANIC: JobKind = JobKind::new("test.panic", "test-job", panics).attempts(1);

fn panics(_: &JobContext) -> Working<'_> {
    Box::pin(async { panic!("a mistake of the program") })
}

const REFUSE: JobKind = JobKind::new("test.refuse", "test-job", refuse);

fn refuse(_: &JobContext) -> Working<'_> {
    Box::pin(async { Err(JobError(Sentence::new("test-line")).into()) })
}

const DENIED: JobKind = JobKind::new("test.denied", "test-job", denied);

fn denied(context: &JobContext) -> Working<'_> {
    Box::pin(async move {
        context.allowed::<ManageAccounts>()?;
        Ok(Outcome::done())
    })
}

const LONG: JobKind = JobKind::new("test.long", "test-job", long);

/// Goes on until it is stopped.
fn long(context: &JobContext) -> Working<'_> {
    Box::pin(async move {
        context.step(Sentence::new("test-line"));
        for done in 0.. {
            context.progress(done, 1_000_000);
            context.proceed()?;
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(Outcome::done())
    })
}

const FILE: JobKind = JobKind::new("test.file", "test-job", file).telling();

fn file(context: &JobContext) -> Working<'_> {
    Box::pin(async move {
        let day = SignedDuration::from_hours(24);
        context
            .keep_file("一覧.csv", "text/csv", b"a,b\n", day)
            .await?;
        Ok(Outcome::done())
    })
}

async fn offices() -> Vec<Workshop> {
    workshops(|| Offered {
        jobs: vec![COUNT, FAIL, PANIC, REFUSE, DENIED, LONG, FILE],
        ..Offered::default()
    })
    .await
}

#[tokio::test]
async fn a_job_is_done_once_and_says_what_came_of_it() {
    for office in offices().await {
        let id = office.ask(&COUNT, 7, HANAKO).await;
        assert_eq!(office.job(id).await.state, JobState::Waiting);
        assert_eq!(office.worker().run_all().await.unwrap(), 1);
        let job = office.job(id).await;
        assert_eq!(job.state, JobState::Done, "{}", office.kind);
        assert_eq!(job.href.as_deref(), Some("/lines/7"));
        assert_eq!(
            (job.attempts, job.due_at, job.progress.total),
            (1, None, 100)
        );
        assert_eq!(job.asked_by, Some(HANAKO));
        assert_eq!(
            office.worker().run_all().await.unwrap(),
            0,
            "nothing is left"
        );
        assert_eq!(office.count(LINES).await, 1);
    }
}

#[tokio::test]
async fn a_job_that_fails_is_tried_again_after_a_pause_and_then_given_up() {
    for office in offices().await {
        let id = office.ask(&FAIL, 0, HANAKO).await;
        office.worker().run_all().await.unwrap();
        let job = office.job(id).await;
        assert_eq!((job.state, job.attempts), (JobState::Waiting, 1));
        assert!(job.fault.unwrap().contains("the disk is full"));
        assert_eq!(job.error.unwrap().key(), "flow-job-error-again");
        assert_eq!(office.worker().run_all().await.unwrap(), 0, "it pauses");
        office.wait(SignedDuration::from_secs(30));
        office.worker().run_all().await.unwrap();
        let job = office.job(id).await;
        assert_eq!((job.state, job.attempts), (JobState::Failed, 2));
        assert_eq!(job.error.unwrap().key(), "flow-job-error-fault");
        // Somebody has made room on the disk and asks again.
        retry(&office.db, office.now(), &administrator::<EditJobs>(), id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(office.job(id).await.state, JobState::Waiting);
    }
}

#[tokio::test]
async fn a_mistake_of_the_program_fails_the_job_and_not_the_worker() {
    for office in offices().await {
        let broken = office.ask(&PANIC, 0, HANAKO).await;
        let good = office.ask(&COUNT, 1, YOTA).await;
        assert_eq!(office.worker().run_all().await.unwrap(), 2);
        assert_eq!(office.job(broken).await.state, JobState::Failed);
        assert_eq!(office.job(good).await.state, JobState::Done);
    }
}

#[tokio::test]
async fn what_cannot_be_done_is_said_in_words_and_not_tried_again() {
    for office in offices().await {
        let refused = office.ask(&REFUSE, 0, HANAKO).await;
        let denied = office.ask(&DENIED, 0, HANAKO).await;
        let gone = office.ask(&DENIED, 0, CLOSED).await;
        office.worker().run_all().await.unwrap();
        for (id, key) in [
            (refused, "test-line"),
            (denied, "flow-job-error-denied"),
            (gone, "flow-job-error-denied"),
        ] {
            let job = office.job(id).await;
            assert_eq!((job.state, job.attempts), (JobState::Failed, 1));
            assert_eq!(job.error.unwrap().key(), key);
        }
    }
}

#[tokio::test]
async fn one_job_of_another_person_does_not_wait_for_a_hundred_of_one() {
    for office in offices().await {
        for number in 0..20 {
            office.ask(&COUNT, number, HANAKO).await;
        }
        let other = office.ask(&COUNT, 100, YOTA).await;
        let worker = office.worker();
        // Two steps of a worker: the first of hers, then his.
        let mut done = 0;
        while office.job(other).await.state == JobState::Waiting {
            assert!(worker.run_one().await.unwrap());
            done += 1;
        }
        assert!(done <= 2, "{}: his turn came after {done}", office.kind);
        worker.run_all().await.unwrap();
        assert_eq!(office.count(LINES).await, 21, "and all of hers are done");
    }
}

#[tokio::test]
async fn a_waiting_job_is_cancelled_at_once_by_its_owner_and_by_nobody_else() {
    for office in offices().await {
        let id = office.ask(&COUNT, 1, HANAKO).await;
        let other = cancel(&office.db, office.now(), &may::<EditJobs>(YOTA), id).await;
        assert!(
            other
                .unwrap_err()
                .downcast_ref::<access::Denied>()
                .is_some()
        );
        cancel(&office.db, office.now(), &may::<EditJobs>(HANAKO), id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(office.job(id).await.state, JobState::Cancelled);
        assert_eq!(office.worker().run_all().await.unwrap(), 0);
        let again = cancel(&office.db, office.now(), &may::<EditJobs>(HANAKO), id).await;
        assert_eq!(again.unwrap(), Err(JobRefusal::HasEnded));
        assert_eq!(
            office.count("SELECT COUNT(*) FROM journal_entries").await,
            1
        );
    }
}

/// Waits until something is so; the worker runs beside.
async fn until<F: Future<Output = bool>>(what: &str, mut is_so: impl FnMut() -> F) {
    for _ in 0..400 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{what} did not happen");
}

#[tokio::test]
async fn a_running_job_says_how_far_it_is_and_stops_when_it_is_cancelled() {
    for office in offices().await {
        let id = office.ask(&LONG, 0, HANAKO).await;
        let (stop, stopped) = stop_signal();
        let running = tokio::spawn(office.worker().run(stopped));
        until("progress in the database", async || {
            office.job(id).await.progress.done > 0
        })
        .await;
        let live = office.place.offers.live.progress(&office.city, id).unwrap();
        assert_eq!(live.step.unwrap().key(), "test-line");
        cancel(&office.db, office.now(), &may::<EditJobs>(HANAKO), id)
            .await
            .unwrap()
            .unwrap();
        until("the end", async || {
            office.job(id).await.state == JobState::Cancelled
        })
        .await;
        stop.send(true).unwrap();
        running.await.unwrap();
    }
}

#[tokio::test]
async fn a_job_goes_back_into_the_queue_when_the_program_ends() {
    for office in offices().await {
        let id = office.ask(&LONG, 0, HANAKO).await;
        let (stop, stopped) = stop_signal();
        let running = tokio::spawn(office.worker().run(stopped));
        until("the beginning", async || {
            office.job(id).await.state == JobState::Running
        })
        .await;
        stop.send(true).unwrap();
        running.await.unwrap();
        let job = office.job(id).await;
        assert_eq!((job.state, job.attempts), (JobState::Waiting, 0));
        assert_eq!(
            job.due_at,
            Some(office.now()),
            "the next process may begin at once"
        );
    }
}

#[tokio::test]
async fn two_workers_share_the_queue_and_do_every_job_once() {
    for office in offices().await {
        for number in 0..40 {
            office.ask(&COUNT, number, HANAKO + number % 2).await;
        }
        let (one, other) = (office.worker(), office.worker());
        let (a, b) = tokio::join!(one.run_all(), other.run_all());
        assert_eq!(a.unwrap() + b.unwrap(), 40, "{}", office.kind);
        assert_eq!(office.count(LINES).await, 40);
        assert_eq!(
            office
                .count("SELECT COUNT(*) FROM jobs WHERE attempts = 1 AND state = 'done'")
                .await,
            40
        );
    }
}

#[tokio::test]
async fn a_file_is_kept_for_a_while_and_its_owner_is_told() {
    for office in offices().await {
        let id = office.ask(&FILE, 0, HANAKO).await;
        office.worker().run_all().await.unwrap();
        let file = file_of(&office.db, office.now(), id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (file.name.as_str(), file.bytes.as_slice()),
            ("一覧.csv", &b"a,b\n"[..])
        );
        assert_eq!(flow::notices::unread(&office.db, HANAKO).await.unwrap(), 1);
        office.wait(SignedDuration::from_hours(24));
        assert!(
            file_line(&office.db, office.now(), id)
                .await
                .unwrap()
                .is_none()
        );
    }
}

#[tokio::test]
async fn lists_are_by_state_by_kind_and_by_person() {
    for office in offices().await {
        let first = office.ask(&COUNT, 1, HANAKO).await;
        office.worker().run_all().await.unwrap();
        let second = office.ask(&COUNT, 2, YOTA).await;
        let third = office.ask(&LONG, 2, YOTA).await;
        let ids = async |state, kind| {
            let found = jobs(&office.db, Filter { state, kind }, 0, 50)
                .await
                .unwrap();
            found.into_iter().map(|job| job.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(None, None).await, [third, second, first]);
        assert_eq!(ids(Some(JobState::Done), None).await, [first]);
        assert_eq!(ids(None, Some("test.count")).await, [second, first]);
        assert_eq!(
            ids(Some(JobState::Waiting), Some("test.count")).await,
            [second]
        );
        let mine = jobs_of(&office.db, YOTA, 1, 50).await.unwrap();
        assert_eq!(mine.len(), 1);
        assert_eq!(mine[0].id, second);
    }
}
