//! A process that is killed while applications are handed in and decided: this test runs itself once more
//! as a program of its own, kills it again and again, and looks at what it has left.

use crate::killed::own_schema;
use crate::town::{OFFICER, SECTION_HEAD, TEAM_HEAD, Town, lasting};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use store::Db;

const DATABASE: &str = "HAGUKUMI_TEST_KILLED_APPLICATIONS";
const NAME: &str = "killed_applications::an_application_survives_a_kill_at_every_step";

#[tokio::test]
async fn an_application_survives_a_kill_at_every_step() {
    if let Ok(address) = std::env::var(DATABASE) {
        busy(&lasting(Db::open(&address).await.unwrap(), "child", false).await).await;
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
        let town = lasting(Db::open(address).await.unwrap(), "parent", true).await;
        for pause in [5, 20, 45, 80, 120, 170, 230, 300] {
            let mut child = start(address);
            std::thread::sleep(Duration::from_millis(pause));
            // SIGKILL: nothing in the process has a chance to tidy up.
            child.kill().unwrap();
            child.wait().unwrap();
            whole(&town, address).await;
        }
        let ended =
            town.count("SELECT COUNT(*) FROM approval_applications WHERE state = 'approved'");
        assert!(ended.await > 0, "{address}: nothing was done at all");
    }
    drop(schema);
}

/// Hands in and decides until somebody ends it.
async fn busy(town: &Town) {
    println!("going");
    for number in 0.. {
        let id = town
            .apply(&format!("thing:{}-{number}", town.ids.next()), OFFICER)
            .await;
        town.approve(TEAM_HEAD, id).await.unwrap();
        town.approve(SECTION_HEAD, id).await.unwrap();
    }
}

fn start(address: &str) -> Child {
    use std::io::{BufRead, BufReader};
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", NAME, "--nocapture"])
        .env(DATABASE, address)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("going") {
        line.clear();
        assert!(
            out.read_line(&mut line).unwrap() > 0,
            "the program did not begin"
        );
    }
    child
}

/// Applications, steps, decisions, what they mean and the journal agree with one another.
async fn whole(town: &Town, address: &str) {
    let none = [
        // Approved means: both steps approved, three entries in the record, done once.
        "SELECT COUNT(*) FROM approval_applications a WHERE a.state = 'approved'
            AND ((SELECT COUNT(*) FROM approval_steps s
                   WHERE s.application_id = a.id AND s.state = 'approved') <> 2
              OR (SELECT COUNT(*) FROM approval_decisions d WHERE d.application_id = a.id) <> 3
              OR (SELECT COUNT(*) FROM things t
                   WHERE t.subject = a.subject AND t.state = 'approved') <> 1)",
        // On its way means: as many approvals as approved steps, one open step, nothing done.
        "SELECT COUNT(*) FROM approval_applications a WHERE a.state = 'in-progress'
            AND ((SELECT COUNT(*) FROM approval_steps s
                   WHERE s.application_id = a.id AND s.state = 'approved')
              <> (SELECT COUNT(*) FROM approval_decisions d
                   WHERE d.application_id = a.id AND d.act = 'approved')
              OR (SELECT COUNT(*) FROM approval_steps s
                   WHERE s.application_id = a.id AND s.state = 'open') <> 1
              OR (SELECT COUNT(*) FROM approval_decisions d
                   WHERE d.application_id = a.id AND d.act = 'submitted') <> 1
              OR (SELECT COUNT(*) FROM things t WHERE t.subject = a.subject) <> 0)",
        "SELECT COUNT(*) FROM approval_applications a
          WHERE a.state NOT IN ('approved', 'in-progress')",
    ];
    for sql in none {
        assert_eq!(town.count(sql).await, 0, "{address}: {sql}");
    }
    let decisions = town.count("SELECT COUNT(*) FROM approval_decisions").await;
    let journalled = town
        .count("SELECT COUNT(*) FROM journal_entries WHERE act LIKE 'flow.%'")
        .await;
    assert_eq!(
        decisions, journalled,
        "{address}: every decision is in the journal"
    );
    let checked = journal::verify(&town.db).await.unwrap();
    assert_eq!(checked.broken, None, "{address}: the journal is broken");
}
