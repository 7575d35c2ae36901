use crate::{at, each_database, fill, hanako, write};
use access::Actor;
use anyhow::Result;
use journal::{Entry, Filter, look, page, record, verify};
use store::Db;
use store::explain::{check_queries, full_scans};

#[tokio::test]
async fn an_empty_journal_is_whole() {
    for test in each_database().await {
        let verification = verify(&test.db).await.unwrap();
        assert_eq!(
            (verification.entries, verification.broken),
            (0, None),
            "{}",
            test.kind
        );
        assert_eq!(verification.head, None);
    }
}

#[tokio::test]
async fn an_entry_says_who_did_what_to_which_record() {
    for test in each_database().await {
        let mut tx = test.db.begin().await.unwrap();
        write(&mut tx, 1, "plan.result.entered", "program:12")
            .await
            .unwrap();
        let entry = Entry {
            act: "people.card",
            subject: "employee:3",
            detail: &(),
        };
        look(&mut tx, at(2), &Actor::operator("root"), entry)
            .await
            .unwrap();
        tx.commit().await.unwrap();

        let lines = page(&test.db, &Filter::default(), None, 10)
            .await
            .unwrap()
            .lines;
        let [looked, entered] = lines.as_slice() else {
            panic!("{lines:?}")
        };
        assert_eq!(
            (entered.seq, entered.at.to_jiff(), entered.kind.as_str()),
            (1, at(1), "act")
        );
        assert_eq!(
            (entered.account_id, entered.employee_id),
            (Some(7), Some(70))
        );
        assert_eq!(entered.actor_name, "緑野 花子");
        assert_eq!(
            (&*entered.act, &*entered.subject),
            ("plan.result.entered", "program:12")
        );
        assert_eq!(entered.detail, r#"{"year":2026,"rating":"A"}"#);
        assert_eq!((looked.kind.as_str(), looked.account_id), ("look", None));
        assert_eq!((&*looked.actor_name, &*looked.detail), ("root", "null"));

        let verification = verify(&test.db).await.unwrap();
        assert_eq!(
            (verification.entries, verification.broken),
            (2, None),
            "{}",
            test.kind
        );
        assert_eq!(verification.head.unwrap().seq, 2);
    }
}

#[tokio::test]
async fn an_act_that_is_not_committed_leaves_no_entry_and_no_gap() {
    for test in each_database().await {
        fill(&test.db, 2).await;
        let mut tx = test.db.begin().await.unwrap();
        write(&mut tx, 3, "plan.result.entered", "program:3")
            .await
            .unwrap();
        drop(tx);
        fill(&test.db, 1).await;
        let verification = verify(&test.db).await.unwrap();
        assert_eq!(
            (verification.entries, verification.broken),
            (3, None),
            "{}",
            test.kind
        );
    }
}

#[tokio::test]
async fn eight_writers_of_fifty_entries_each_make_one_chain() {
    async fn writer(db: Db, number: i64) -> Result<()> {
        for round in 0..50 {
            let mut tx = db.begin().await?;
            write(
                &mut tx,
                round,
                "plan.result.entered",
                &format!("program:{number}"),
            )
            .await?;
            tx.commit().await?;
        }
        Ok(())
    }
    for test in each_database().await {
        let writers: Vec<_> = (0..8)
            .map(|number| tokio::spawn(writer(test.db.clone(), number)))
            .collect();
        for writer in writers {
            writer.await.unwrap().unwrap();
        }
        let verification = verify(&test.db).await.unwrap();
        assert_eq!(
            (verification.entries, verification.broken),
            (400, None),
            "{}",
            test.kind
        );
    }
}

#[tokio::test]
async fn fractions_of_a_second_are_left_out_so_that_both_databases_agree() {
    for test in each_database().await {
        let mut tx = test.db.begin().await.unwrap();
        let moment = at(5) + jiff::SignedDuration::from_nanos(123_456_789);
        let entry = Entry {
            act: "a",
            subject: "b",
            detail: &(),
        };
        record(&mut tx, moment, &hanako(), entry).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            verify(&test.db).await.unwrap().broken,
            None,
            "{}",
            test.kind
        );
    }
}

#[tokio::test]
async fn a_journal_survives_backup_and_restore_into_either_database() {
    let folder = tempfile::tempdir().unwrap();
    let kinds = each_database().await.len();
    for from in 0..kinds {
        for to in 0..kinds {
            let source = each_database().await.swap_remove(from);
            fill(&source.db, 30).await;
            let path = folder.path().join(format!("{from}-{to}.zip"));
            store::archive::backup(&source.db, &path, at(0), &mut |_| {})
                .await
                .unwrap();
            let target = store::testing::databases(&[])
                .await
                .unwrap()
                .swap_remove(to);
            let migrations = store::Migrations::new(vec![journal::SCHEMA]).unwrap();
            store::archive::restore(&path, &target.db, &migrations, &mut |_| {})
                .await
                .unwrap();
            let before = verify(&source.db).await.unwrap();
            assert_eq!(verify(&target.db).await.unwrap(), before);
            fill(&target.db, 1).await;
            assert_eq!(verify(&target.db).await.unwrap().entries, 31);
        }
    }
}

#[tokio::test]
async fn every_query_is_understood_and_none_reads_the_journal_from_end_to_end() {
    for test in each_database().await {
        check_queries(&test.db, journal::QUERIES).await.unwrap();
        for (name, sql) in journal::QUERIES {
            let scans = full_scans(&test.db, sql, journal::SCHEMA.large)
                .await
                .unwrap();
            assert!(scans.is_empty(), "{} {name}: {scans:?}", test.kind);
        }
    }
}
