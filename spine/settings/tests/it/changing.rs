use crate::{ORDER, REMINDER, administrator, at, change, each_database};
use jiff::civil::date;
use journal::{Filter, page, verify};
use settings::{Change, NewValue, Refusal, SetFault, Settings, Value, history, set};

fn refusal(result: Result<i64, SetFault>) -> Refusal {
    match result {
        Err(SetFault::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_change_is_kept_with_its_author_and_journalled() {
    let day = date(2027, 4, 1);
    for test in each_database().await {
        let version = change(&test.db, &REMINDER.declaration, day, Value::Number(30), 0).await;
        assert_eq!(version.unwrap(), 1);
        let expected = Change {
            version: 1,
            from: day,
            value: Some(Value::Number(30)),
            set_by: Some(7),
            set_by_name: "緑野 花子".into(),
            set_at: at(0),
        };
        let changes = history(&test.db, &REMINDER.declaration).await.unwrap();
        assert_eq!(changes, [expected], "{}", test.kind);
        let lines = page(&test.db, &Filter::default(), None, 10)
            .await
            .unwrap()
            .lines;
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].act, "settings.changed");
        assert_eq!(lines[0].subject, "setting:reminder-days");
        assert_eq!(
            lines[0].detail,
            r#"{"version":1,"from":"2027-04-01","value":30,"before":14}"#
        );
        assert_eq!(verify(&test.db).await.unwrap().broken, None);
    }
}

#[tokio::test]
async fn what_the_setting_does_not_take_is_refused_and_nothing_is_written() {
    let day = date(2027, 4, 1);
    for test in each_database().await {
        let db = &test.db;
        let large = change(db, &REMINDER.declaration, day, Value::Number(61), 0).await;
        assert_eq!(
            refusal(large),
            Refusal::OutOfRange { least: 1, most: 60 },
            "{}",
            test.kind
        );
        let unknown = change(db, &ORDER.declaration, day, Value::Choice("size".into()), 0).await;
        assert_eq!(refusal(unknown), Refusal::UnknownOption);
        let same = change(db, &REMINDER.declaration, day, Value::Number(14), 0).await;
        assert_eq!(refusal(same), Refusal::Unchanged);
        assert!(history(db, &REMINDER.declaration).await.unwrap().is_empty());
        assert_eq!(verify(db).await.unwrap().entries, 0);
    }
}

#[tokio::test]
async fn going_back_to_an_earlier_value_is_a_change_of_its_own() {
    for test in each_database().await {
        let reminder = &REMINDER.declaration;
        change(&test.db, reminder, date(2027, 4, 1), Value::Number(30), 0)
            .await
            .unwrap();
        let earlier = change(&test.db, reminder, date(2027, 3, 31), Value::Number(14), 1).await;
        assert_eq!(refusal(earlier), Refusal::Unchanged, "{}", test.kind);
        change(&test.db, reminder, date(2027, 4, 1), Value::Number(14), 1)
            .await
            .unwrap();
        let settings = Settings::load(&test.db, date(2027, 4, 1)).await.unwrap();
        assert_eq!(settings.get(&REMINDER), 14, "{}", test.kind);
    }
}

#[tokio::test]
async fn who_has_not_seen_the_last_change_is_told_so() {
    let day = date(2027, 4, 1);
    for test in each_database().await {
        let reminder = &REMINDER.declaration;
        change(&test.db, reminder, day, Value::Number(30), 0)
            .await
            .unwrap();
        let late = change(&test.db, reminder, day, Value::Number(40), 0).await;
        assert_eq!(refusal(late), Refusal::Stale, "{}", test.kind);
        let ahead = change(&test.db, reminder, day, Value::Number(40), 2).await;
        assert_eq!(refusal(ahead), Refusal::Stale, "{}", test.kind);
        change(&test.db, reminder, day, Value::Number(40), 1)
            .await
            .unwrap();
    }
}

/// Each must read before the other commits; SQLite lets the second one begin only afterwards.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_people_at_the_same_moment_exactly_one_wins() {
    for test in each_database().await {
        for round in 0..10 {
            let both: Vec<_> = [20, 40]
                .into_iter()
                .map(|number| {
                    let db = test.db.clone();
                    let value = Value::Number(number + round);
                    let from = date(2027, 4, 1);
                    tokio::spawn(async move {
                        change(&db, &REMINDER.declaration, from, value, round).await
                    })
                })
                .collect();
            let mut won = 0;
            for one in both {
                match one.await.unwrap() {
                    Ok(version) => {
                        assert_eq!(version, round + 1);
                        won += 1;
                    }
                    other => assert_eq!(refusal(other), Refusal::Stale, "{}", test.kind),
                }
            }
            assert_eq!(won, 1, "{} round {round}", test.kind);
        }
        let verification = verify(&test.db).await.unwrap();
        assert_eq!(
            (verification.entries, verification.broken),
            (10, None),
            "{}",
            test.kind
        );
    }
}

#[tokio::test]
async fn a_change_whose_transaction_fails_later_did_not_happen() {
    for test in each_database().await {
        let mut tx = test.db.begin().await.unwrap();
        let new = NewValue {
            declaration: &REMINDER.declaration,
            from: date(2027, 4, 1),
            value: Value::Number(30),
            expected: 0,
        };
        set(&mut tx, at(0), &administrator(), new).await.unwrap();
        drop(tx);
        assert!(
            history(&test.db, &REMINDER.declaration)
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(verify(&test.db).await.unwrap().entries, 0, "{}", test.kind);
    }
}
