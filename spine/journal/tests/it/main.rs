//! The journal on SQLite and, when `TEST_POSTGRES_URL` is set, on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod pages;
mod tampering;
mod writing;

use access::Actor;
use anyhow::Result;
use jiff::Timestamp;
use journal::{Entry, record};
use store::testing::{TestDb, databases};
use store::{Db, Tx};

async fn each_database() -> Vec<TestDb> {
    databases(&[journal::SCHEMA]).await.unwrap()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

fn hanako() -> Actor {
    Actor {
        account: Some(7),
        employee: Some(70),
        name: "緑野 花子".into(),
        ..Actor::visitor()
    }
}

async fn write(tx: &mut Tx, second: i64, act: &str, subject: &str) -> Result<()> {
    let detail = serde_json::json!({ "year": 2026, "rating": "A" });
    record(
        tx,
        at(second),
        &hanako(),
        Entry {
            act,
            subject,
            detail: &detail,
        },
    )
    .await
}

/// Writes entries of the numbers in one transaction.
async fn fill(db: &Db, entries: i64) {
    let mut tx = db.begin().await.unwrap();
    for number in 1..=entries {
        write(
            &mut tx,
            number,
            "plan.result.entered",
            &format!("program:{number}"),
        )
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}
