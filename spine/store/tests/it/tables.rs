//! The tables of these tests: every type word, a circle of references, a table that refers to itself.

use store::Schema;

pub const UNITS: &str = "
    -- A unit's head is an employee, an employee's unit is a unit.
    CREATE TABLE units (
        id KEY,
        code STR NOT NULL,
        parent_id INT8 CONSTRAINT units_parent REFERENCES units (id),
        head_id INT8,
        CONSTRAINT units_code_unique UNIQUE (code),
        CONSTRAINT units_code_not_empty CHECK (code <> '')
    ) END_TABLE;";

pub const EMPLOYEES: &str = "
    CREATE TABLE employees (
        id KEY,
        unit_id INT8 NOT NULL CONSTRAINT employees_unit REFERENCES units (id),
        name STR NOT NULL,
        born DAY,
        seen INSTANT,
        full_time FLAG NOT NULL,
        picture BYTES
    ) END_TABLE;
    CREATE INDEX employees_by_unit ON employees (unit_id, name);
    CREATE TABLE skills (
        employee_id INT8 NOT NULL CONSTRAINT skills_employee REFERENCES employees (id),
        name STR NOT NULL,
        PRIMARY KEY (employee_id, name)
    ) END_TABLE;
    CREATE TABLE accounts (id KEY, balance INT8 NOT NULL) END_TABLE;";

pub const SCHEMA: Schema = Schema {
    module: "office",
    block: 900,
    files: &[(1, "units", UNITS), (2, "employees", EMPLOYEES)],
    large: &["employees", "skills"],
};

/// Runs a fixed statement in the transaction.
pub async fn execute(tx: &mut store::Tx, sql: &'static str) -> anyhow::Result<u64> {
    Ok(store::write!(tx, |connection| {
        store::sqlx::query(sql)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?)
}

/// Runs a fixed statement in a transaction of its own.
pub async fn run(db: &store::Db, sql: &'static str) -> anyhow::Result<u64> {
    let mut tx = db.begin().await?;
    let rows = execute(&mut tx, sql).await?;
    tx.commit().await?;
    Ok(rows)
}

/// One number.
pub async fn number(db: &store::Db, sql: &'static str) -> i64 {
    store::read!(db, |pool| store::sqlx::query_scalar(sql)
        .fetch_one(pool)
        .await)
    .unwrap()
}
