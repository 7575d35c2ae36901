//! Every query on both databases, and what the figures count.

use crate::office::{empty, offices};
use access::Scope;
use calendar::{Date, FiscalYear};
use figures::{Asked, Wanted};
use organisation::{UNITS, VACANCIES};
use people::{Post, PostId, Rank, UnitId};
use store::explain::{check_queries, full_scans};
use words::{Language, Text};

#[tokio::test]
async fn every_query_is_understood_and_reads_no_large_table_from_end_to_end() {
    let registry = crate::office::registry();
    let large: Vec<&str> = registry
        .modules()
        .filter_map(|module| module.schema)
        .flat_map(|schema| schema.large.iter().copied())
        .collect();
    let mut scans = Vec::new();
    for test in empty().await {
        check_queries(&test.db, organisation::store::QUERIES)
            .await
            .unwrap();
        for (name, sql) in organisation::store::QUERIES {
            for scan in full_scans(&test.db, sql, &large).await.unwrap() {
                scans.push(format!("{} {name}: {scan}", test.kind));
            }
        }
    }
    assert_eq!(scans, [""; 0]);
}

#[tokio::test]
async fn the_figures_agree_with_their_records() {
    for office in offices().await {
        let post = Post {
            id: PostId(office.ids.next()),
            unit: UnitId(21),
            rank: Rank::Officer,
            job_family: None,
            headcount: 5,
            period: calendar::Period::starting(Date::constant(2020, 4, 1)),
            changed_by: "人事".to_owned(),
            changed_at: office.clock.now(),
            version: 1,
        };
        let mut tx = office.db.begin().await.unwrap();
        people::insert_posts(&mut tx, &[post]).await.unwrap();
        tx.commit().await.unwrap();
        let asked = |year| Asked {
            year: FiscalYear(year),
            on: office.clock.today(),
        };
        let text = Text::new(
            crate::office::registry().words().unwrap(),
            Language::Japanese,
        );
        for (figure, expected) in [(UNITS, "6"), (VACANCIES, "3")] {
            let counted = (figure.count)(&office.db, asked(2026)).await.unwrap();
            assert_eq!(counted.unwrap().amount.to_string(), expected);
            let none = (figure.count)(&office.db, asked(2027)).await.unwrap();
            assert_eq!(none, None, "the year has not begun");
            let records = async |scope: Scope| {
                let wanted = Wanted {
                    asked: asked(2026),
                    scope: &scope,
                    offset: 0,
                    limit: 50,
                    text: &text,
                };
                (figure.records)(&office.db, wanted).await.unwrap()
            };
            let all = records(Scope::All).await;
            assert_eq!(all.visible.to_string(), expected, "{}", figure.key);
            assert_eq!(all.visible, all.counted);
            let some = records(Scope::Units(vec![11])).await;
            assert!(some.visible < some.counted);
            assert!(some.rows.len() <= 1);
        }
    }
}
