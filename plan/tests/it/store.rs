//! Plans in both databases.

use crate::office::{Office, SCHEMAS, samples};
use ::store::Db;
use ::store::explain::{check_queries, full_scans};
use jiff::Timestamp;
use plan::document::PlanDocument;
use plan::records::{Loaded, State};
use plan::store::{self as plans, Owners, Save};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

async fn save(
    office: &Office,
    document: &PlanDocument,
    previous: Option<&Loaded>,
) -> anyhow::Result<()> {
    let owners = Owners::new();
    let save = Save {
        ids: &office.ids,
        at: office.clock.now(),
        by: "人事 太郎",
        state: State::Draft,
        owners: &owners,
        previous,
    };
    let mut tx = office.db.begin().await?;
    plans::save_document(&mut tx, document, save).await?;
    tx.commit().await
}

async fn loaded(db: &Db, code: &str) -> std::sync::Arc<Loaded> {
    plans::load(db, code).await.unwrap().unwrap()
}

#[tokio::test]
async fn the_sample_plans_come_back_as_they_were_saved() {
    for office in Office::on_all_databases().await {
        for document in samples() {
            save(&office, &document, None).await.unwrap();
            let loaded = loaded(&office.db, &document.code).await;
            assert_eq!(loaded.document, document, "{}", office.kind);
            assert_eq!(loaded.programs.len(), document.programs.len());
            assert_eq!(loaded.nodes.len(), document.nodes.len());
        }
        let list = plans::list(&office.db).await.unwrap();
        let codes: Vec<&str> = list.iter().map(|plan| plan.code.as_str()).collect();
        assert_eq!(
            codes,
            ["midorino-2025", "hinatano-2024", "kiyose-2019"],
            "{}",
            office.kind
        );
        assert!(plans::load(&office.db, "nowhere").await.unwrap().is_none());
    }
}

/// Random documents of the same seed on each database; one database each, all in one transaction after
/// another.
#[tokio::test]
async fn any_plan_comes_back_as_it_was_saved() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let documents: Vec<PlanDocument> = (0..60)
        .map(|number| {
            let tree = crate::generator::document().new_tree(&mut runner).unwrap();
            PlanDocument {
                code: format!("plan-{number}"),
                ..tree.current()
            }
        })
        .collect();
    for office in Office::on_all_databases().await {
        for document in &documents {
            save(&office, document, None).await.unwrap();
            let loaded = loaded(&office.db, &document.code).await;
            assert_eq!(
                loaded.document,
                document.clone().arranged(),
                "{}",
                office.kind
            );
        }
        // One over another: nothing of the first is left, and the second is whole.
        for pair in documents.windows(2).take(20) {
            let before = loaded(&office.db, &pair[0].code).await;
            let after = PlanDocument {
                code: pair[0].code.clone(),
                ..pair[1].clone()
            };
            save(&office, &after, Some(&before)).await.unwrap();
            assert_eq!(
                loaded(&office.db, &after.code).await.document,
                after.arranged()
            );
        }
    }
}

#[tokio::test]
async fn saving_over_a_plan_keeps_the_ids_and_versions_of_what_did_not_change() {
    for office in Office::on_all_databases().await {
        let [_, mut document, _] = samples();
        save(&office, &document, None).await.unwrap();
        let before = loaded(&office.db, &document.code).await;
        document.programs[0].plan[0].text = "別の計画".to_owned();
        save(&office, &document, Some(&before)).await.unwrap();
        let after = loaded(&office.db, &document.code).await;
        assert_eq!(after.id, before.id);
        assert_ne!(after.mark.version, before.mark.version);
        let ids = |plan: &Loaded| plan.programs.iter().map(|p| p.id).collect::<Vec<_>>();
        assert_eq!(ids(&after), ids(&before));
        assert_ne!(
            after.programs[0].plan[0].version,
            before.programs[0].plan[0].version
        );
        assert_eq!(after.programs[1..], before.programs[1..]);
        assert_eq!(after.nodes, before.nodes);
    }
}

#[tokio::test]
async fn a_transaction_that_is_dropped_leaves_nothing() {
    for office in Office::on_all_databases().await {
        let [document, ..] = samples();
        let owners = Owners::new();
        let mut tx = office.db.begin().await.unwrap();
        let half = Save {
            ids: &office.ids,
            at: Timestamp::UNIX_EPOCH,
            by: "",
            state: State::Draft,
            owners: &owners,
            previous: None,
        };
        plans::save_document(&mut tx, &document, half)
            .await
            .unwrap();
        drop(tx);
        assert!(
            plans::list(&office.db).await.unwrap().is_empty(),
            "{}",
            office.kind
        );
        // The next one can begin at once, and nothing of the first is in its way.
        save(&office, &document, None).await.unwrap();
    }
}

#[tokio::test]
async fn two_plans_of_one_code_are_refused_by_the_tables() {
    for office in Office::on_all_databases().await {
        let [document, ..] = samples();
        save(&office, &document, None).await.unwrap();
        let error = save(&office, &document, None).await.unwrap_err();
        let refused = ::store::refused(&error).unwrap();
        assert!(
            ["plans_code_unique", "plans.code"].contains(&refused.rule.as_str()),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn both_databases_accept_every_query_and_find_its_rows_by_an_index() {
    for test in ::store::testing::databases(&SCHEMAS).await.unwrap() {
        check_queries(&test.db, plans::QUERIES).await.unwrap();
        for (name, sql) in plans::QUERIES {
            let scans = full_scans(&test.db, sql, plans::SCHEMA.large)
                .await
                .unwrap();
            assert!(scans.is_empty(), "{name} on {}: {scans:?}", test.kind);
        }
    }
}

#[test]
fn every_query_has_a_name_of_its_own() {
    let mut names: Vec<&str> = plans::QUERIES.iter().map(|(name, _)| *name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    assert!(names.iter().all(|name| name.starts_with("plan.")));
}
