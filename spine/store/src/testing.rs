//! Databases for tests: always SQLite in a temporary file, and PostgreSQL when the test command
//! has started a server and named it in `TEST_POSTGRES_URL`.

use crate::db::Db;
use crate::schema::{Migrations, Schema};
use anyhow::{Context, Result};
use sqlx::postgres::PgConnectOptions;
use std::str::FromStr;

/// A database that lives as long as this value.
#[derive(Debug)]
pub struct TestDb {
    /// The database with its tables, empty.
    pub db: Db,
    /// `SQLite` or `PostgreSQL`, for messages.
    pub kind: &'static str,
    _folder: Option<tempfile::TempDir>,
}

/// An empty database of each kind that is at hand, with the tables of the given crates.
///
/// # Errors
/// When a database cannot be made; a configured server that does not answer is an error, not a skip.
pub async fn databases(schemas: &[Schema]) -> Result<Vec<TestDb>> {
    let mut all = vec![sqlite(schemas).await?];
    if let Ok(address) = std::env::var("TEST_POSTGRES_URL") {
        all.push(postgres(&address, schemas).await?);
    }
    Ok(all)
}

/// An empty SQLite database.
///
/// # Errors
/// When the temporary file cannot be made.
pub async fn sqlite(schemas: &[Schema]) -> Result<TestDb> {
    let folder = tempfile::tempdir()?;
    let db = Db::open_file(&folder.path().join("test.db")).await?;
    Migrations::new(schemas.to_vec())?.run(&db).await?;
    Ok(TestDb {
        db,
        kind: "SQLite",
        _folder: Some(folder),
    })
}

/// An empty PostgreSQL schema with a name of its own.
///
/// # Errors
/// When the server does not answer.
pub async fn postgres(address: &str, schemas: &[Schema]) -> Result<TestDb> {
    let options = PgConnectOptions::from_str(address)?;
    let name = format!("test_{:016x}", rand::random::<u64>());
    let server = Db::open_postgres(options.clone())
        .await
        .context("TEST_POSTGRES_URL")?;
    if let Db::Postgres(pool) = &server {
        let create = sqlx::AssertSqlSafe(format!("CREATE SCHEMA {name}"));
        sqlx::query(create).execute(pool).await?;
    }
    server.close().await;
    let db = Db::open_postgres(options.options([("search_path", name.as_str())])).await?;
    Migrations::new(schemas.to_vec())?.run(&db).await?;
    Ok(TestDb {
        db,
        kind: "PostgreSQL",
        _folder: None,
    })
}
