use crate::{day, each_database, fill, ids, unit};
use people::{UnitId, UnitRefusal};

#[tokio::test]
async fn the_organisation_of_a_day_is_one_tree() {
    for test in each_database().await {
        fill(&test).await;
        let tree = people::units_on(&test.db, day(2019, 4, 1)).await.unwrap();
        let names: Vec<(usize, &str)> = tree
            .iter()
            .map(|(depth, unit)| (depth, unit.name.as_str()))
            .collect();
        assert_eq!(
            names,
            [(0, "総務部"), (1, "人事課"), (2, "研修係"), (1, "総務課")],
            "{}",
            test.kind
        );
        assert_eq!(tree.path(UnitId(111)), "総務部 人事課 研修係");
        let later = people::units_on(&test.db, day(2020, 4, 1)).await.unwrap();
        assert!(later.named("福祉部").is_some());
        assert!(
            people::units_on(&test.db, day(2015, 3, 31))
                .await
                .unwrap()
                .is_empty()
        );
    }
}

#[tokio::test]
async fn a_unit_contains_the_units_below_it_on_the_day() {
    for test in each_database().await {
        fill(&test).await;
        let below = async |unit, on| {
            let ids = people::subtree_on(&test.db, UnitId(unit), on)
                .await
                .unwrap();
            ids.into_iter().map(|id| id.0).collect::<Vec<_>>()
        };
        let today = day(2026, 11, 22);
        assert_eq!(below(1, today).await, [1, 11, 12, 111]);
        assert_eq!(below(11, today).await, [11, 111]);
        assert_eq!(below(2, day(2019, 4, 1)).await, [0; 0], "not there yet");
        let tree = people::units_on(&test.db, today).await.unwrap();
        let of_tree: Vec<i64> = tree.subtree(UnitId(11)).map(|unit| unit.unit.0).collect();
        assert_eq!(of_tree, [11, 111]);
    }
}

#[tokio::test]
async fn a_reorganisation_entered_ahead_changes_nothing_before_its_day() {
    for test in each_database().await {
        fill(&test).await;
        let april = day(2027, 4, 1);
        let mut tx = test.db.begin().await.unwrap();
        let renamed = unit(11, "人材育成課", Some(2), april, None);
        assert_eq!(
            people::change_unit(&mut tx, ids(), &renamed).await.unwrap(),
            Ok(())
        );
        tx.commit().await.unwrap();

        let before = people::units_on(&test.db, day(2027, 3, 31)).await.unwrap();
        let after = people::units_on(&test.db, april).await.unwrap();
        assert_eq!(before.path(UnitId(11)), "総務部 人事課");
        assert_eq!(after.path(UnitId(11)), "福祉部 人材育成課");
        assert_eq!(after.path(UnitId(111)), "福祉部 人材育成課 研修係");
        let history = people::unit_history(&test.db, UnitId(11)).await.unwrap();
        assert_eq!(history[0].period.to(), Some(april));
        assert_eq!(
            people::units_named(&test.db, "人事課", april)
                .await
                .unwrap(),
            []
        );
        assert_eq!(
            people::units_named(&test.db, "人材育成課", april)
                .await
                .unwrap()
                .len(),
            1
        );
    }
}

#[tokio::test]
async fn impossible_changes_of_a_unit_are_refused() {
    for test in each_database().await {
        fill(&test).await;
        let april = day(2027, 4, 1);
        let mut tx = test.db.begin().await.unwrap();
        let below_itself = unit(11, "人事課", Some(111), april, None);
        let nowhere = unit(11, "人事課", Some(999), april, None);
        let too_early = unit(2, "福祉部", None, day(2019, 4, 1), None);
        let refused = async |tx: &mut store::Tx, version: &people::UnitVersion| {
            people::change_unit(tx, ids(), version)
                .await
                .unwrap()
                .unwrap_err()
        };
        assert_eq!(refused(&mut tx, &below_itself).await, UnitRefusal::Circle);
        assert_eq!(refused(&mut tx, &nowhere).await, UnitRefusal::NoSuchParent);
        assert_eq!(
            refused(&mut tx, &too_early).await,
            UnitRefusal::Overlap {
                from: day(2020, 4, 1)
            }
        );
    }
}

#[tokio::test]
async fn a_unit_below_a_closed_one_is_not_lost() {
    for test in each_database().await {
        fill(&test).await;
        let april = day(2027, 4, 1);
        let mut tx = test.db.begin().await.unwrap();
        people::close_unit(&mut tx, UnitId(11), april)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let tree = people::units_on(&test.db, april).await.unwrap();
        assert!(tree.get(UnitId(11)).is_none());
        assert_eq!(tree.path(UnitId(111)), "研修係");
    }
}

#[tokio::test]
async fn a_document_names_a_unit_by_its_path_or_by_a_name_that_no_other_has() {
    for test in each_database().await {
        fill(&test).await;
        let tree = people::units_on(&test.db, day(2026, 11, 22)).await.unwrap();
        let written = |text| tree.written(text).map(|unit| unit.unit.0);
        assert_eq!(written("総務部人事課"), Some(11));
        assert_eq!(written("総務部　人事課"), Some(11));
        assert_eq!(written("人事課"), Some(11));
        assert_eq!(written("福祉部人事課"), None);
        assert_eq!(written(""), None);
    }
}
