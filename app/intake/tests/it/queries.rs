//! Every query of this crate runs on both databases, and none reads the lines of all imports.

use crate::office::registry;
use store::Schema;
use store::explain::{check_queries, full_scans};
use store::testing::databases;

#[tokio::test]
async fn every_query_is_understood_by_both_databases_and_reads_no_large_table_from_end_to_end() {
    let schemas: Vec<Schema> = registry()
        .modules()
        .filter_map(|module| module.schema)
        .collect();
    for test in databases(&schemas).await.unwrap() {
        check_queries(&test.db, intake::QUERIES).await.unwrap();
        for (name, sql) in intake::QUERIES {
            let scans = full_scans(&test.db, sql, intake::SCHEMA.large)
                .await
                .unwrap();
            assert!(scans.is_empty(), "{} {name}: {scans:?}", test.kind);
        }
    }
}
