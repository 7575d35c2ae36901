use crate::tables::{SCHEMA, UNITS, number, run};
use store::testing::databases;
use store::{MigrationFault, Migrations, Schema};

const WITHOUT_EMPLOYEES: Schema = Schema {
    files: &[(1, "units", UNITS)],
    ..SCHEMA
};
const CHANGED: Schema = Schema {
    files: &[
        (1, "units", UNITS),
        (2, "employees", "CREATE TABLE employees (id KEY) END_TABLE;"),
    ],
    ..SCHEMA
};
const OTHER: Schema = Schema {
    module: "other",
    block: 5,
    files: &[(1, "others", "CREATE TABLE others (id KEY) END_TABLE;")],
    large: &[],
};

async fn migrate(schemas: &[Schema], db: &store::Db) -> Result<(), MigrationFault> {
    Migrations::new(schemas.to_vec()).unwrap().run(db).await
}

#[tokio::test]
async fn a_second_run_changes_nothing() {
    for test in databases(&[SCHEMA]).await.unwrap() {
        run(&test.db, "INSERT INTO units (id, code) VALUES (1, 'A')")
            .await
            .unwrap();
        migrate(&[SCHEMA], &test.db).await.unwrap();
        assert_eq!(
            number(&test.db, "SELECT COUNT(*) FROM units").await,
            1,
            "{}",
            test.kind
        );
        assert_eq!(
            number(&test.db, "SELECT COUNT(*) FROM _sqlx_migrations").await,
            2
        );
    }
}

#[tokio::test]
async fn a_crate_that_is_added_later_gets_its_tables() {
    for test in databases(&[WITHOUT_EMPLOYEES]).await.unwrap() {
        migrate(&[SCHEMA, OTHER], &test.db).await.unwrap();
        assert_eq!(
            number(&test.db, "SELECT COUNT(*) FROM employees").await,
            0,
            "{}",
            test.kind
        );
        assert_eq!(
            number(&test.db, "SELECT COUNT(*) FROM others").await,
            0,
            "{}",
            test.kind
        );
    }
}

#[tokio::test]
async fn the_database_of_a_newer_program_is_refused() {
    for test in databases(&[SCHEMA]).await.unwrap() {
        let refused = migrate(&[WITHOUT_EMPLOYEES], &test.db).await.unwrap_err();
        assert!(
            matches!(refused, MigrationFault::Newer(900_002)),
            "{}: {refused}",
            test.kind
        );
        assert!(refused.to_string().contains("newer version"));
        // The refusal leaves no lock behind.
        migrate(&[SCHEMA], &test.db).await.unwrap();
    }
}

#[tokio::test]
async fn a_released_file_that_was_changed_is_refused_before_anything_is_applied() {
    for test in databases(&[SCHEMA]).await.unwrap() {
        let refused = migrate(&[OTHER, CHANGED], &test.db).await.unwrap_err();
        assert!(
            matches!(refused, MigrationFault::Changed(900_002)),
            "{}: {refused}",
            test.kind
        );
        assert!(refused.to_string().contains("differs"));
        let applied = "SELECT COUNT(*) FROM _sqlx_migrations WHERE version < 900000";
        assert_eq!(number(&test.db, applied).await, 0, "{}", test.kind);
    }
}

#[tokio::test]
async fn a_file_that_fails_leaves_nothing_of_itself() {
    const BROKEN: Schema = Schema {
        module: "broken",
        block: 6,
        files: &[(
            1,
            "b",
            "CREATE TABLE half (id KEY) END_TABLE; CREATE TABLE half (id KEY);",
        )],
        large: &[],
    };
    for test in databases(&[]).await.unwrap() {
        assert!(matches!(
            migrate(&[BROKEN], &test.db).await,
            Err(MigrationFault::Database(_))
        ));
        // The same table can be made again, so the first statement was undone.
        run(&test.db, "CREATE TABLE half (id INTEGER)")
            .await
            .unwrap();
    }
}
