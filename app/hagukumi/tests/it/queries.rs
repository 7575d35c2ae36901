//! Every query of every crate is prepared on every database at hand, and none of them reads a large
//! table from end to end.

use crate::office;
use store::explain;

/// Queries that must look at every row of a large table, each with its reason.
const WHOLE_TABLE: [(&str, &str); 0] = [];

#[tokio::test]
async fn every_query_is_understood_by_both_databases() {
    for database in store::testing::databases(&office::schemas()).await.unwrap() {
        for module in hagukumi::registry().modules() {
            explain::check_queries(&database.db, module.queries)
                .await
                .unwrap_or_else(|error| panic!("{} on {}: {error:#}", module.name, database.kind));
        }
    }
}

#[tokio::test]
async fn no_query_reads_a_large_table_from_end_to_end() {
    let registry = hagukumi::registry();
    let large: Vec<&str> = registry.migrations().unwrap().large_tables().collect();
    for database in store::testing::databases(&office::schemas()).await.unwrap() {
        let mut found = Vec::new();
        for (name, sql) in registry.modules().flat_map(|module| module.queries) {
            let scans = explain::full_scans(&database.db, sql, &large)
                .await
                .unwrap();
            if !scans.is_empty() && !WHOLE_TABLE.iter().any(|(allowed, _)| allowed == name) {
                found.push(format!("{name}: {}", scans.join("; ")));
            }
        }
        assert!(found.is_empty(), "{}:\n{}", database.kind, found.join("\n"));
    }
}
