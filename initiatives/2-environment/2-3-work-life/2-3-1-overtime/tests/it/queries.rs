//! Every query on both databases.

use crate::office::empty;
use store::explain::{check_queries, full_scans};

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
        check_queries(&test.db, overtime::store::QUERIES)
            .await
            .unwrap();
        for (name, sql) in overtime::store::QUERIES {
            for scan in full_scans(&test.db, sql, &large).await.unwrap() {
                scans.push(format!("{} {name}: {scan}", test.kind));
            }
        }
    }
    assert_eq!(scans, [""; 0]);
}
