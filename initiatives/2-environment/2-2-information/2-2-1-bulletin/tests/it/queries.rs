//! The queries of this crate on both databases, asked here too so that who changes one need not build the
//! whole program to learn of it.

use crate::office::{offices, registry};
use store::explain;

#[tokio::test]
async fn every_query_is_understood_and_none_reads_a_large_table_from_end_to_end() {
    let migrations = registry().migrations().unwrap();
    let large: Vec<&str> = migrations.large_tables().collect();
    for office in offices().await {
        explain::check_queries(&office.db, bulletin::QUERIES)
            .await
            .unwrap();
        let mut found = Vec::new();
        for (name, sql) in bulletin::QUERIES {
            let scans = explain::full_scans(&office.db, sql, &large).await.unwrap();
            if !scans.is_empty() {
                found.push(format!("{name}: {}", scans.join("; ")));
            }
        }
        assert!(found.is_empty(), "{}:\n{}", office.kind, found.join("\n"));
    }
}
