use crate::tables::{SCHEMA, execute, number, run};
use anyhow::Result;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use store::sqlx::query;
use store::testing::databases;
use store::{Db, ToSqlx, refused};

store::row! {
    struct Person {
        name: String,
        born: Option<store::Day>,
        seen: Option<store::Instant>,
        full_time: bool,
        picture: Option<Vec<u8>>,
    }
}

const UNIT: &str = "INSERT INTO units (id, code) VALUES (1, 'A')";
const PERSON: &str = "
    INSERT INTO employees (id, unit_id, name, born, seen, full_time, picture)
    VALUES ($1, 1, $2, $3, $4, $5, $6)";

async fn add(db: &Db, id: i64, born: Option<Date>, seen: Option<Timestamp>) -> Result<()> {
    let mut tx = db.begin().await?;
    store::write!(&mut tx, |connection| {
        query(PERSON)
            .bind(id)
            .bind("髙﨑 𠮷")
            .bind(born.map(ToSqlx::to_sqlx))
            .bind(seen.map(ToSqlx::to_sqlx))
            .bind(seen.is_some())
            .bind(seen.map(|_| vec![0_u8, 255]))
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    tx.commit().await
}

#[tokio::test]
async fn days_instants_flags_and_bytes_come_back_as_they_went_in() {
    const ONE: &str = "SELECT name, born, seen, full_time, picture FROM employees WHERE id = $1";
    let first: Timestamp = "2027-01-15T23:59:59Z".parse().unwrap();
    for test in databases(&[SCHEMA]).await.unwrap() {
        run(&test.db, UNIT).await.unwrap();
        add(&test.db, 1, Some(date(1868, 9, 8)), Some(first))
            .await
            .unwrap();
        add(&test.db, 2, Some(date(9999, 12, 31)), None)
            .await
            .unwrap();
        add(&test.db, 3, None, None).await.unwrap();
        for (id, born, seen) in [
            (1, Some(date(1868, 9, 8)), Some(first)),
            (2, Some(date(9999, 12, 31)), None),
            (3, None, None),
        ] {
            let person: Person = store::read!(&test.db, |pool| {
                store::sqlx::query_as(ONE).bind(id).fetch_one(pool).await
            })
            .unwrap();
            assert_eq!(person.name, "髙﨑 𠮷", "{}", test.kind);
            assert_eq!(person.born.map(store::Day::to_jiff), born, "{}", test.kind);
            assert_eq!(
                person.seen.map(store::Instant::to_jiff),
                seen,
                "{}",
                test.kind
            );
            assert_eq!(person.full_time, seen.is_some());
            assert_eq!(person.picture, seen.map(|_| vec![0, 255]));
        }
    }
}

#[tokio::test]
async fn days_and_instants_are_compared_in_the_order_of_time() {
    const BORN: &str = "SELECT COUNT(*) FROM employees WHERE born >= $1 AND born < $2";
    const SEEN: &str = "SELECT COUNT(*) FROM employees WHERE seen >= $1 AND seen < $2";
    for test in databases(&[SCHEMA]).await.unwrap() {
        run(&test.db, UNIT).await.unwrap();
        for (id, day) in [
            (1, date(2026, 3, 31)),
            (2, date(2026, 4, 1)),
            (3, date(2027, 3, 31)),
        ] {
            let seen = day.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
            add(&test.db, id, Some(day), Some(seen)).await.unwrap();
        }
        let (from, to) = (date(2026, 4, 1), date(2027, 4, 1));
        let born: i64 = store::read!(&test.db, |pool| {
            let query = store::sqlx::query_scalar(BORN)
                .bind(from.to_sqlx())
                .bind(to.to_sqlx());
            query.fetch_one(pool).await
        })
        .unwrap();
        assert_eq!(born, 2, "{}", test.kind);
        let from: Timestamp = "2026-04-01T00:00:00Z".parse().unwrap();
        let to: Timestamp = "2027-03-31T00:00:00Z".parse().unwrap();
        let seen: i64 = store::read!(&test.db, |pool| {
            let query = store::sqlx::query_scalar(SEEN)
                .bind(from.to_sqlx())
                .bind(to.to_sqlx());
            query.fetch_one(pool).await
        })
        .unwrap();
        assert_eq!(seen, 1, "{}", test.kind);
    }
}

#[tokio::test]
async fn eight_writers_of_fifty_transactions_each_all_succeed() {
    async fn writer(db: Db) -> Result<()> {
        for _ in 0..50 {
            let mut tx = db.begin().await?;
            execute(
                &mut tx,
                "UPDATE accounts SET balance = balance + 1 WHERE id = 1",
            )
            .await?;
            execute(
                &mut tx,
                "UPDATE accounts SET balance = balance - 1 WHERE id = 2",
            )
            .await?;
            tx.commit().await?;
        }
        Ok(())
    }
    for test in databases(&[SCHEMA]).await.unwrap() {
        run(
            &test.db,
            "INSERT INTO accounts (id, balance) VALUES (1, 0), (2, 0)",
        )
        .await
        .unwrap();
        let writers: Vec<_> = (0..8)
            .map(|_| tokio::spawn(writer(test.db.clone())))
            .collect();
        for writer in writers {
            writer.await.unwrap().unwrap();
        }
        let balance = "SELECT balance FROM accounts WHERE id = 1";
        assert_eq!(number(&test.db, balance).await, 400, "{}", test.kind);
        assert_eq!(
            number(
                &test.db,
                "SELECT CAST(SUM(balance) AS BIGINT) FROM accounts"
            )
            .await,
            0
        );
    }
}

#[tokio::test]
async fn a_transaction_that_is_not_committed_leaves_nothing() {
    for test in databases(&[SCHEMA]).await.unwrap() {
        let mut tx = test.db.begin().await.unwrap();
        assert_eq!(execute(&mut tx, UNIT).await.unwrap(), 1);
        drop(tx);
        // The next writer begins on the same connection.
        run(&test.db, "INSERT INTO units (id, code) VALUES (2, 'B')")
            .await
            .unwrap();
        assert_eq!(
            number(&test.db, "SELECT COUNT(*) FROM units").await,
            1,
            "{}",
            test.kind
        );
    }
}

#[tokio::test]
async fn a_snapshot_does_not_see_later_writes_and_cannot_write() {
    const COUNT: &str = "SELECT COUNT(*) FROM units";
    for test in databases(&[SCHEMA]).await.unwrap() {
        let mut snapshot = test.db.snapshot().await.unwrap();
        run(&test.db, UNIT).await.unwrap();
        let seen: i64 = store::write!(&mut snapshot, |connection| {
            store::sqlx::query_scalar(COUNT).fetch_one(connection).await
        })
        .unwrap();
        assert_eq!(seen, 0, "{}", test.kind);
        assert_eq!(number(&test.db, COUNT).await, 1);
        assert!(execute(&mut snapshot, UNIT).await.is_err(), "{}", test.kind);
    }
}

#[tokio::test]
async fn a_broken_rule_is_named() {
    for test in databases(&[SCHEMA]).await.unwrap() {
        run(&test.db, UNIT).await.unwrap();
        let rule = async |sql| refused(&run(&test.db, sql).await.unwrap_err()).unwrap();

        let check = rule("INSERT INTO units (id, code) VALUES (2, '')").await;
        assert_eq!(check.rule, "units_code_not_empty", "{}", test.kind);

        let unique = rule("INSERT INTO units (id, code) VALUES (2, 'A')").await;
        assert!(
            unique.breaks("units_code_unique", "units.code"),
            "{}: {unique:?}",
            test.kind
        );
        assert!(!unique.breaks("units_parent", "units.parent_id"));

        let missing = rule("INSERT INTO units (id) VALUES (2)").await;
        assert_eq!(missing.rule, "units.code", "{}", test.kind);

        let dangling = rule("INSERT INTO units (id, code, parent_id) VALUES (2, 'B', 9)").await;
        assert!(
            dangling.breaks("units_parent", "FOREIGN KEY"),
            "{}: {dangling:?}",
            test.kind
        );
    }
}

#[tokio::test]
async fn another_error_is_no_broken_rule() {
    for test in databases(&[SCHEMA]).await.unwrap() {
        let error = run(&test.db, "INSERT INTO nowhere (id) VALUES (1)")
            .await
            .unwrap_err();
        assert_eq!(refused(&error), None, "{}", test.kind);
        assert_eq!(refused(&anyhow::anyhow!("something else")), None);
    }
}
