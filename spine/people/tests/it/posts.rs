//! Headcount beside those who are there.

use crate::{day, each_database, fill, ids, title};
use jiff::Timestamp;
use people::{Counted, PostEntry, PostRefusal, Rank, Staffed, UnitId};
use store::testing::TestDb;

fn entry(unit: i64, family: Option<&str>, headcount: i64, year: i16, expected: i64) -> PostEntry {
    PostEntry {
        unit: UnitId(unit),
        rank: Rank::Officer,
        job_family: family.map(title),
        headcount,
        on: day(year, 4, 1),
        expected,
    }
}

async fn set(test: &TestDb, entry: &PostEntry) -> Result<Counted, PostRefusal> {
    let mut tx = test.db.begin().await.unwrap();
    let by = ("人事 課長", Timestamp::from_second(1_795_000_000).unwrap());
    let done = people::set_headcount(&mut tx, ids(), entry, by)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    done
}

#[tokio::test]
async fn headcount_stands_beside_those_who_are_there_as_of_a_day() {
    for test in each_database().await {
        fill(&test).await;
        set(&test, &entry(12, None, 3, 2018, 0)).await.unwrap();
        set(&test, &entry(12, Some("一般事務"), 1, 2018, 0))
            .await
            .unwrap();
        let on = async |year, month| {
            let all = people::staffed(&test.db, day(year, month, 1), &people::USUALLY_COUNTED)
                .await
                .unwrap();
            let of = people::staffed_of(
                &test.db,
                &[UnitId(12)],
                day(year, month, 1),
                &people::USUALLY_COUNTED,
            )
            .await
            .unwrap();
            let same: Vec<Staffed> = all
                .into_iter()
                .filter(|line| line.unit == UnitId(12))
                .collect();
            assert_eq!(same, of, "{}", test.kind);
            of.into_iter()
                .map(|line| (line.job_family.clone(), line.headcount, line.staffed))
                .collect::<Vec<_>>()
        };
        let clerks = Some("一般事務".to_owned());
        assert_eq!(
            on(2019, 4).await,
            [(None, 3, 0), (clerks.clone(), 1, 1)],
            "a row of the job family counts before the one for all"
        );
        assert_eq!(on(2021, 4).await, [(None, 3, 0), (clerks.clone(), 1, 0)]);
        assert_eq!(on(2027, 1).await, [(None, 3, 0), (clerks, 1, 1)]);
        assert_eq!(
            on(2017, 4).await,
            [(None, 0, 1)],
            "whom no row names is there all the same"
        );
        let all = people::staffed(&test.db, day(2019, 4, 1), &people::USUALLY_COUNTED)
            .await
            .unwrap();
        let vacant: i64 = all.iter().map(Staffed::vacant).sum();
        let over: i64 = all.iter().map(Staffed::over).sum();
        let unplanned: i64 = all.iter().map(Staffed::unplanned).sum();
        assert_eq!(
            (vacant, over, unplanned),
            (3, 0, 2),
            "人事課 and 研修係 have no headcount"
        );
    }
}

#[tokio::test]
async fn a_change_ends_a_row_and_keeps_it() {
    for test in each_database().await {
        fill(&test).await;
        set(&test, &entry(11, None, 8, 2018, 0)).await.unwrap();
        let first = people::posts_of(&test.db, UnitId(11)).await.unwrap();
        let version = first[0].version;
        assert_eq!(
            set(&test, &entry(11, None, 7, 2020, version)).await,
            Ok(Counted {
                before: 8,
                after: 7
            })
        );
        assert_eq!(
            set(&test, &entry(11, None, 9, 2021, version)).await,
            Err(PostRefusal::Stale)
        );
        let rows = people::posts_of(&test.db, UnitId(11)).await.unwrap();
        let told: Vec<_> = rows
            .iter()
            .map(|row| (row.headcount, row.period.from(), row.period.to()))
            .collect();
        assert_eq!(
            told,
            [
                (8, day(2018, 4, 1), Some(day(2020, 4, 1))),
                (7, day(2020, 4, 1), None)
            ]
        );
        assert_eq!(
            set(&test, &entry(11, None, 9, 2019, rows[0].version)).await,
            Err(PostRefusal::Later {
                from: day(2020, 4, 1)
            })
        );
        // A row that begins on the very day is put right; 0 ends a row.
        set(&test, &entry(11, None, 6, 2020, rows[1].version))
            .await
            .unwrap();
        let rows = people::posts_of(&test.db, UnitId(11)).await.unwrap();
        assert_eq!((rows.len(), rows[1].headcount), (2, 6));
        set(&test, &entry(11, None, 0, 2022, rows[1].version))
            .await
            .unwrap();
        let tree = people::counted_units(&test.db, day(2022, 4, 1))
            .await
            .unwrap();
        assert_eq!(tree.own(UnitId(11)).headcount, 0);
        assert_eq!(
            set(&test, &entry(2, None, 5, 2019, 0)).await,
            Err(PostRefusal::NoSuchUnit {
                on: day(2019, 4, 1)
            })
        );
        assert_eq!(
            set(&test, &entry(12, None, 0, 2019, 0)).await,
            Err(PostRefusal::Nothing)
        );
    }
}

#[tokio::test]
async fn the_organisation_carries_the_numbers_of_the_units_below() {
    for test in each_database().await {
        fill(&test).await;
        set(&test, &entry(11, None, 2, 2018, 0)).await.unwrap();
        set(&test, &entry(111, None, 4, 2018, 0)).await.unwrap();
        let counted = people::counted_units(&test.db, day(2026, 11, 22))
            .await
            .unwrap();
        assert_eq!(counted.own(UnitId(11)).people, 1);
        assert_eq!(counted.total(UnitId(11)), (2, 6));
        assert_eq!(counted.total(UnitId(1)), (3, 6));
        assert_eq!(counted.everybody(), (3, 6));
        let below: Vec<i64> = counted
            .tree
            .below(Some(UnitId(1)))
            .map(|unit| unit.unit.0)
            .collect();
        assert_eq!(below, [11, 12]);
        let members = people::members_of(
            &test.db,
            UnitId(12),
            day(2026, 11, 22),
            people::Page::number(1, 50),
        )
        .await
        .unwrap();
        assert_eq!(members.len(), 1);
        let count = people::member_count(&test.db, UnitId(12), day(2026, 11, 22)).await;
        assert_eq!(count.unwrap(), 1);
    }
}
