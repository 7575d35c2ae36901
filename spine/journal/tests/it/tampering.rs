//! Somebody with the right to write every table, and the rules of the tables switched off.

use crate::{each_database, fill};
use journal::verify;
use store::{Db, Tx, refused};

/// Runs statements past the references between entries, as an intruder in the database would.
async fn tamper(db: &Db, statements: &[&'static str]) {
    match db {
        Db::Sqlite { write, .. } => {
            let mut connection = write.acquire().await.unwrap();
            for sql in [&["PRAGMA foreign_keys = OFF"], statements].concat() {
                store::sqlx::query(sql)
                    .execute(&mut *connection)
                    .await
                    .unwrap();
            }
            store::sqlx::query("PRAGMA foreign_keys = ON")
                .execute(&mut *connection)
                .await
                .unwrap();
        }
        Db::Postgres(pool) => {
            let mut connection = pool.acquire().await.unwrap();
            for sql in [&["SET session_replication_role = replica"], statements].concat() {
                store::sqlx::query(sql)
                    .execute(&mut *connection)
                    .await
                    .unwrap();
            }
            let back = "SET session_replication_role = origin";
            store::sqlx::query(back)
                .execute(&mut *connection)
                .await
                .unwrap();
        }
    }
}

const MOVE: &[&str] = &[
    "UPDATE journal_entries SET seq = -1 WHERE seq = 4",
    "UPDATE journal_entries SET seq = 4 WHERE seq = 5",
    "UPDATE journal_entries SET seq = 5 WHERE seq = -1",
];
const DETAIL: &str = "UPDATE journal_entries SET detail = '{\"rating\":\"C\"}' WHERE seq = 4";

#[tokio::test]
async fn each_way_to_change_the_past_is_found_where_it_begins() {
    let ways: [(&str, &[&'static str], i64); 11] = [
        ("a changed detail", &[DETAIL], 4),
        (
            "another name",
            &["UPDATE journal_entries SET actor_name = 'x' WHERE seq = 10"],
            10,
        ),
        (
            "another time",
            &["UPDATE journal_entries SET at = '2027-01-15T08:00:00Z' WHERE seq = 1"],
            1,
        ),
        (
            "a look made of an act",
            &["UPDATE journal_entries SET kind = 'look' WHERE seq = 7"],
            7,
        ),
        (
            "a removed entry",
            &["DELETE FROM journal_entries WHERE seq = 4"],
            4,
        ),
        (
            "the first entry removed",
            &["DELETE FROM journal_entries WHERE seq = 1"],
            1,
        ),
        ("two entries changed over", MOVE, 4),
        (
            "a cut tail",
            &["DELETE FROM journal_entries WHERE seq > 8"],
            9,
        ),
        (
            "a cut tail and a head that fits in number",
            &[
                "DELETE FROM journal_entries WHERE seq > 8",
                "UPDATE journal_head SET seq = 8",
            ],
            8,
        ),
        ("a lost head", &["DELETE FROM journal_head"], 1),
        (
            "everything removed but the head",
            &["DELETE FROM journal_entries"],
            1,
        ),
    ];
    for test in each_database().await {
        fill(&test.db, 10).await;
        assert_eq!(verify(&test.db).await.unwrap().broken, None);
    }
    for (way, statements, place) in ways {
        for test in each_database().await {
            fill(&test.db, 10).await;
            tamper(&test.db, statements).await;
            let broken = verify(&test.db).await.unwrap().broken;
            assert_eq!(broken, Some(place), "{}: {way}", test.kind);
        }
    }
}

#[tokio::test]
async fn an_entry_put_in_by_hand_is_found() {
    const COPY: &str = "
        INSERT INTO journal_entries
               (seq, at, kind, account_id, employee_id, actor_name, act, subject, detail, prev_hash, hash)
        SELECT 11, at, kind, account_id, employee_id, actor_name, act, subject, detail, hash, 'new'
          FROM journal_entries WHERE seq = 10";
    for test in each_database().await {
        fill(&test.db, 10).await;
        tamper(&test.db, &[COPY]).await;
        assert_eq!(
            verify(&test.db).await.unwrap().broken,
            Some(11),
            "{}",
            test.kind
        );
        tamper(
            &test.db,
            &["UPDATE journal_head SET seq = 11, hash = 'new'"],
        )
        .await;
        assert_eq!(
            verify(&test.db).await.unwrap().broken,
            Some(11),
            "{}",
            test.kind
        );
    }
}

async fn attempt(db: &Db, sql: &'static str) -> anyhow::Result<()> {
    let mut tx: Tx = db.begin().await?;
    store::write!(&mut tx, |connection| store::sqlx::query(sql)
        .execute(connection)
        .await
        .map(|_| ()))?;
    tx.commit().await
}

#[tokio::test]
async fn the_database_itself_refuses_to_delete_entries_or_to_change_hashes() {
    for test in each_database().await {
        fill(&test.db, 10).await;
        for sql in [
            "DELETE FROM journal_entries WHERE seq = 4",
            "DELETE FROM journal_entries WHERE seq = 10",
            "DELETE FROM journal_entries WHERE seq > 4",
            "UPDATE journal_entries SET hash = 'x' WHERE seq = 4",
            "UPDATE journal_entries SET hash = 'x' WHERE seq = 10",
        ] {
            let error = attempt(&test.db, sql).await.unwrap_err();
            assert!(refused(&error).is_some(), "{}: {sql}: {error:#}", test.kind);
        }
        assert_eq!(
            verify(&test.db).await.unwrap().broken,
            None,
            "{}",
            test.kind
        );
    }
}
