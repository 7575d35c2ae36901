//! A process that is killed in the middle of a job: this test runs itself once more as a program of its
//! own, kills it, and does what it has left.

use crate::workshop::{HANAKO, Offered, SCHEMAS, Workshop};
use flow::jobs::{JobContext, JobKind, JobState, Outcome, Working};
use jiff::SignedDuration;
use std::process::{Command, Stdio};
use std::time::Duration;
use store::{Clock, Db};

const DATABASE: &str = "HAGUKUMI_TEST_KILLED";
const NAME: &str = "killed::a_job_whose_process_is_killed_is_taken_up_again";
const LEASE: SignedDuration = SignedDuration::from_secs(2);

const FIRST_HANGS: JobKind = JobKind::new("test.killed", "test-job", first_hangs);

/// The first try comes as far as half of its writing; every other one goes through.
fn first_hangs(context: &JobContext) -> Working<'_> {
    Box::pin(async move {
        let mut tx = context.db().begin().await?;
        let sql = "INSERT INTO duties (name, due_at) VALUES ($1, $2)";
        for half in ["first half", "second half"] {
            store::write!(&mut tx, |connection| {
                store::sqlx::query(sql)
                    .bind(half)
                    .bind(store::ToSqlx::to_sqlx(context.clock().now()))
                    .execute(connection)
                    .await
                    .map(|_| ())
            })?;
            if context.attempt == 1 {
                println!("half done");
                tokio::time::sleep(Duration::from_mins(5)).await;
            }
        }
        let outcome = Outcome::done();
        context.finish_in(&mut tx, &outcome).await?;
        tx.commit().await?;
        Ok(outcome)
    })
}

async fn workshop(address: &str) -> Workshop {
    let db = Db::open(address).await.unwrap();
    let offered = Offered {
        jobs: vec![FIRST_HANGS],
        ..Offered::default()
    };
    Workshop::on(db, Clock::system(), offered, None)
}

#[tokio::test]
async fn a_job_whose_process_is_killed_is_taken_up_again() {
    if let Ok(address) = std::env::var(DATABASE) {
        let office = workshop(&address).await;
        office.worker().lease(LEASE).run_all().await.unwrap();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut addresses = vec![folder.path().join("city.db").display().to_string()];
    let mut schema = None;
    if let Ok(server) = std::env::var("TEST_POSTGRES_URL") {
        let (address, made) = own_schema(&server).await;
        addresses.push(address);
        schema = Some(made);
    }
    for address in &addresses {
        killed_and_taken_up(address).await;
    }
    drop(schema);
}

async fn killed_and_taken_up(address: &str) {
    let office = workshop(address).await;
    store::Migrations::new(SCHEMAS.to_vec())
        .unwrap()
        .run(&office.db)
        .await
        .unwrap();
    office.accounts().await;
    let id = office.ask(&FIRST_HANGS, 0, HANAKO).await;
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", NAME, "--nocapture"])
        .env(DATABASE, address)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    wait_for_half(&mut child);
    // SIGKILL: nothing in the process has a chance to tidy up.
    child.kill().unwrap();
    child.wait().unwrap();
    let lines = "SELECT COUNT(*) FROM duties";
    assert_eq!(office.count(lines).await, 0, "{address}: half was undone");
    assert_eq!(
        office.job(id).await.state,
        JobState::Running,
        "nobody knows yet"
    );
    let worker = office.worker().lease(LEASE);
    for _ in 0..200 {
        worker.run_all().await.unwrap();
        if office.job(id).await.state == JobState::Done {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let job = office.job(id).await;
    assert_eq!((job.state, job.attempts), (JobState::Done, 2), "{address}");
    assert_eq!(office.count(lines).await, 2, "{address}: both halves, once");
}

fn wait_for_half(child: &mut std::process::Child) {
    use std::io::{BufRead, BufReader};
    let out = BufReader::new(child.stdout.take().unwrap());
    let mut lines = out.lines().map_while(Result::ok);
    assert!(
        lines.any(|line| line.contains("half done")),
        "the job did not begin"
    );
}

/// A schema of its own on the server, by an address that a second process can open.
pub async fn own_schema(server: &str) -> (String, String) {
    let name = format!("killed_{:016x}", rand::random::<u64>());
    let db = Db::open(server).await.unwrap();
    if let Db::Postgres(pool) = &db {
        let create = store::sqlx::AssertSqlSafe(format!("CREATE SCHEMA {name}"));
        store::sqlx::query(create).execute(pool).await.unwrap();
    }
    let joint = if server.contains('?') { '&' } else { '?' };
    let address = format!("{server}{joint}options=-c%20search_path%3D{name}");
    (address, name)
}
