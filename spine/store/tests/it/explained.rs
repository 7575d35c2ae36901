use crate::tables::SCHEMA;
use store::explain::{check_queries, full_scans};
use store::testing::databases;

const LARGE: &[&str] = SCHEMA.large;

const GOOD: &[(&str, &str)] = &[
    ("by id", "SELECT name FROM employees WHERE id = $1"),
    (
        "by unit",
        "SELECT e.name FROM employees e WHERE e.unit_id = $1 AND e.name >= $2",
    ),
    (
        "page",
        "SELECT id FROM employees AS e WHERE e.id < $1 ORDER BY e.id DESC LIMIT $2",
    ),
    ("small table", "SELECT code FROM units WHERE code LIKE $1"),
    (
        "join",
        "SELECT s.name FROM units u JOIN employees e ON e.unit_id = u.id
           JOIN skills s ON s.employee_id = e.id WHERE u.id = $1",
    ),
    ("write", "UPDATE employees SET name = $1 WHERE id = $2"),
];
const SCANS: &[(&str, &str)] = &[
    ("by name", "SELECT id FROM employees WHERE name = $1"),
    (
        "alias",
        "SELECT e.id FROM units u, employees AS e WHERE e.born = $1 AND u.id = $2",
    ),
    (
        "whole index",
        "SELECT COUNT(*) FROM skills s WHERE s.name = $1",
    ),
    ("write", "DELETE FROM employees WHERE full_time = $1"),
];

#[tokio::test]
async fn a_query_that_uses_an_index_for_large_tables_passes() {
    for test in databases(&[SCHEMA]).await.unwrap() {
        for (name, sql) in GOOD {
            let scans = full_scans(&test.db, sql, LARGE).await.unwrap();
            assert!(scans.is_empty(), "{} {name}: {scans:?}", test.kind);
        }
    }
}

#[tokio::test]
async fn a_query_that_reads_a_large_table_from_end_to_end_is_reported() {
    for test in databases(&[SCHEMA]).await.unwrap() {
        for (name, sql) in SCANS {
            let scans = full_scans(&test.db, sql, LARGE).await.unwrap();
            assert_eq!(scans.len(), 1, "{} {name}: {scans:?}", test.kind);
        }
    }
}

#[tokio::test]
async fn a_partial_index_read_as_a_whole_is_no_scan() {
    const WAITING: store::Schema = store::Schema {
        module: "jobs",
        block: 7,
        files: &[(
            1,
            "jobs",
            "CREATE TABLE jobs (id KEY, due INSTANT NOT NULL, done FLAG NOT NULL, on_day DAY) END_TABLE;
             CREATE INDEX jobs_waiting ON jobs (due) WHERE on_day IS NULL;",
        )],
        large: &["jobs"],
    };
    let sql = "SELECT id FROM jobs WHERE on_day IS NULL ORDER BY due";
    for test in databases(&[WAITING]).await.unwrap() {
        let scans = full_scans(&test.db, sql, WAITING.large).await.unwrap();
        assert!(scans.is_empty(), "{}: {scans:?}", test.kind);
    }
}

#[tokio::test]
async fn misspelt_queries_are_all_named() {
    for test in databases(&[SCHEMA]).await.unwrap() {
        check_queries(&test.db, GOOD).await.unwrap();
        let wrong = [
            ("fine", "SELECT id FROM units"),
            ("column", "SELECT nmae FROM employees WHERE id = $1"),
            ("table", "INSERT INTO employes (id) VALUES ($1)"),
        ];
        let error = check_queries(&test.db, &wrong)
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("column: ") && error.contains("nmae"),
            "{}: {error}",
            test.kind
        );
        assert!(
            error.contains("table: ") && error.contains("employes"),
            "{}: {error}",
            test.kind
        );
        assert!(!error.contains("fine"));
    }
}
