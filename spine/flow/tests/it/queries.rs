//! Every query is understood by both databases, and none reads a large table from end to end.

use crate::workshop::SCHEMAS;
use store::explain::{check_queries, full_scans};
use store::testing::databases;

#[tokio::test]
async fn every_query_is_understood_and_uses_an_index_for_large_tables() {
    let large: Vec<&str> = SCHEMAS
        .iter()
        .flat_map(|schema| schema.large.iter().copied())
        .collect();
    for test in databases(&SCHEMAS).await.unwrap() {
        check_queries(&test.db, flow::QUERIES).await.unwrap();
        let mut found = Vec::new();
        for (name, sql) in flow::QUERIES {
            let scans = full_scans(&test.db, sql, &large).await.unwrap();
            if !scans.is_empty() {
                found.push(format!("{name}: {}", scans.join("; ")));
            }
        }
        assert!(found.is_empty(), "{}:\n{}", test.kind, found.join("\n"));
    }
}
