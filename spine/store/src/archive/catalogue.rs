//! What tables the database has, asked from the database itself so that no table is forgotten.

use super::ArchiveFault;
use crate::db::Tx;
use crate::write;
use anyhow::Result;

/// A table as the archive sees it.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    /// Tables that its rows refer to, itself excluded.
    pub parents: Vec<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Column {
    pub name: String,
    pub kind: Kind,
    /// The column's place in the primary key, from 1.
    pub key: Option<i64>,
}

/// How a value is bound and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Integer,
    Text,
    Bytes,
    // Types of their own on PostgreSQL only; SQLite keeps them as texts and integers.
    Day,
    Instant,
    Flag,
}

impl Table {
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// A name as both databases quote it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

const TABLES_SQLITE: &str = "
    SELECT name FROM sqlite_schema
     WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> '_sqlx_migrations'
     ORDER BY name";
const TABLES_POSTGRES: &str = "
    SELECT CAST(c.relname AS TEXT) FROM pg_class c
     WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind IN ('r', 'p')
       AND c.relname <> '_sqlx_migrations'
     ORDER BY c.relname";

const COLUMNS_SQLITE: &str = "
    SELECT name, LOWER(type), CAST(pk AS INTEGER) FROM pragma_table_info($1) ORDER BY cid";
const COLUMNS_POSTGRES: &str = "
    SELECT CAST(a.attname AS TEXT), CAST(t.typname AS TEXT),
           CAST(COALESCE(array_position(CAST(i.indkey AS int2[]), a.attnum) + 1, 0) AS BIGINT)
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
     WHERE c.relname = $1 AND c.relnamespace = CAST(current_schema() AS regnamespace)
       AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY a.attnum";

const PARENTS_SQLITE: &str = "
    SELECT DISTINCT \"table\" FROM pragma_foreign_key_list($1) WHERE \"table\" <> $1";
const PARENTS_POSTGRES: &str = "
    SELECT DISTINCT CAST(p.relname AS TEXT) FROM pg_constraint f
      JOIN pg_class c ON c.oid = f.conrelid
      JOIN pg_class p ON p.oid = f.confrelid
     WHERE f.contype = 'f' AND c.relname = $1 AND p.oid <> c.oid
       AND c.relnamespace = CAST(current_schema() AS regnamespace)";

const IS_MIGRATED_SQLITE: &str =
    "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = '_sqlx_migrations'";
const IS_MIGRATED_POSTGRES: &str = "
    SELECT COUNT(*) FROM pg_class
     WHERE relname = '_sqlx_migrations' AND relnamespace = CAST(current_schema() AS regnamespace)";
const APPLIED: &str = "SELECT version FROM _sqlx_migrations ORDER BY version";

fn text<'a>(tx: &Tx, sqlite: &'a str, postgres: &'a str) -> &'a str {
    match tx {
        Tx::Sqlite(_) => sqlite,
        Tx::Postgres(_) => postgres,
    }
}

/// All tables of the city by name.
pub(super) async fn tables(tx: &mut Tx) -> Result<Vec<Table>> {
    let sql = text(tx, TABLES_SQLITE, TABLES_POSTGRES);
    let names: Vec<String> = write!(tx, |connection| sqlx::query_scalar(sql)
        .fetch_all(connection)
        .await)?;
    let mut tables = Vec::new();
    for name in names {
        let columns = columns(tx, &name).await?;
        let sql = text(tx, PARENTS_SQLITE, PARENTS_POSTGRES);
        let parents = write!(tx, |connection| {
            sqlx::query_scalar(sql)
                .bind(&name)
                .fetch_all(connection)
                .await
        })?;
        tables.push(Table {
            name,
            columns,
            parents,
        });
    }
    Ok(tables)
}

async fn columns(tx: &mut Tx, table: &str) -> Result<Vec<Column>> {
    let sql = text(tx, COLUMNS_SQLITE, COLUMNS_POSTGRES);
    let rows: Vec<(String, String, i64)> = write!(tx, |connection| {
        sqlx::query_as(sql).bind(table).fetch_all(connection).await
    })?;
    let column = |(name, kind, key): (String, String, i64)| {
        let kind = match kind.as_str() {
            "integer" | "int" | "int8" => Kind::Integer,
            "text" => Kind::Text,
            "blob" | "bytea" => Kind::Bytes,
            "date" => Kind::Day,
            "timestamptz" => Kind::Instant,
            "bool" => Kind::Flag,
            _ => return Err(ArchiveFault::UnknownType(format!("{table}.{name}")).into()),
        };
        Ok(Column {
            name,
            kind,
            key: (key > 0).then_some(key),
        })
    };
    rows.into_iter().map(column).collect()
}

/// Versions of the schema files applied to the database; none when it was never migrated.
pub(super) async fn applied(tx: &mut Tx) -> Result<Vec<i64>> {
    let sql = text(tx, IS_MIGRATED_SQLITE, IS_MIGRATED_POSTGRES);
    let found: i64 = write!(tx, |connection| sqlx::query_scalar(sql)
        .fetch_one(connection)
        .await)?;
    if found == 0 {
        return Ok(Vec::new());
    }
    Ok(write!(tx, |connection| sqlx::query_scalar(APPLIED)
        .fetch_all(connection)
        .await)?)
}

/// The tables with parents before children where that is possible; a circle stays in the order of names.
pub(super) fn parents_first(mut tables: Vec<Table>) -> Vec<Table> {
    let mut ordered: Vec<Table> = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let waits = |table: &Table| {
            table
                .parents
                .iter()
                .any(|parent| tables.iter().any(|other| other.name == *parent))
        };
        let next = tables.iter().position(|table| !waits(table)).unwrap_or(0);
        ordered.push(tables.remove(next));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, parents: &[&str]) -> Table {
        let parents = parents.iter().map(|&parent| parent.to_owned()).collect();
        Table {
            name: name.to_owned(),
            columns: Vec::new(),
            parents,
        }
    }

    #[test]
    fn parents_come_first_and_a_circle_does_not_hang() {
        let tables = vec![
            table("appointments", &["employees", "units"]),
            table("employees", &["units"]),
            table("hen", &["egg"]),
            table("egg", &["hen"]),
            table("units", &[]),
        ];
        let names: Vec<String> = parents_first(tables)
            .into_iter()
            .map(|table| table.name)
            .collect();
        assert_eq!(names, ["units", "employees", "appointments", "hen", "egg"]);
    }
}
