//! Tables: one text for both databases, applied once, never changed afterwards.

use crate::db::Db;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use std::borrow::Cow;

/// Word in a schema file, what SQLite reads, what PostgreSQL reads.
const WORDS: [(&str, &str, &str); 8] = [
    ("KEY", "INTEGER PRIMARY KEY", "BIGINT PRIMARY KEY"),
    ("INT8", "INTEGER", "BIGINT"),
    ("STR", "TEXT", "TEXT"),
    ("DAY", "TEXT", "DATE"),
    ("INSTANT", "TEXT", "TIMESTAMPTZ"),
    ("FLAG", "INTEGER", "BOOLEAN"),
    ("BYTES", "BLOB", "BYTEA"),
    ("END_TABLE", "STRICT", ""),
];

/// The tables of one crate.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// The crate.
    pub module: &'static str,
    /// A number of its own for each crate; files are applied in the order of block and number.
    pub block: u16,
    /// Number, name and text of each file, e.g. `(1, "units", include_str!("../schema/0001_units.sql"))`.
    pub files: &'static [(u16, &'static str, &'static str)],
    /// Tables that grow with the number of people: no query may read them from end to end.
    pub large: &'static [&'static str],
}

/// All tables of the program.
#[derive(Debug, Clone)]
pub struct Migrations {
    schemas: Vec<Schema>,
}

/// Why the tables could not be brought up to date. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum MigrationFault {
    /// The database was last used by a newer version of the program.
    #[error("the database was made by a newer version of Hagukumi (schema {0})")]
    Newer(i64),
    /// A released schema file was changed afterwards.
    #[error("schema {0} in the database differs from the one in the program")]
    Changed(i64),
    /// Two crates claim the same block of numbers.
    #[error("two crates use the schema block {0}")]
    SameBlock(u16),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] MigrateError),
}

#[derive(Clone, Copy)]
enum Dialect {
    Sqlite,
    Postgres,
}

impl Migrations {
    /// Joins the tables of all crates.
    ///
    /// # Errors
    /// When two crates claim the same block.
    pub fn new(mut schemas: Vec<Schema>) -> Result<Migrations, MigrationFault> {
        schemas.sort_by_key(|schema| schema.block);
        match schemas.windows(2).find(|pair| pair[0].block == pair[1].block) {
            Some(pair) => Err(MigrationFault::SameBlock(pair[0].block)),
            None => Ok(Migrations { schemas }),
        }
    }

    /// Tables that no query may read from end to end.
    pub fn large_tables(&self) -> impl Iterator<Item = &'static str> {
        self.schemas.iter().flat_map(|schema| schema.large.iter().copied())
    }

    /// Brings the database up to date. Each file is applied in a transaction of its own.
    ///
    /// # Errors
    /// When the database is newer than the program, a released file was changed, or a statement fails.
    pub async fn run(&self, db: &Db) -> Result<(), MigrationFault> {
        let result = match db {
            Db::Sqlite { write, .. } => self.migrator(Dialect::Sqlite).run(write).await,
            Db::Postgres(pool) => self.migrator(Dialect::Postgres).run(pool).await,
        };
        result.map_err(|error| match error {
            MigrateError::VersionMissing(version) => MigrationFault::Newer(version),
            MigrateError::VersionMismatch(version) => MigrationFault::Changed(version),
            other => MigrationFault::Database(other),
        })
    }

    fn migrator(&self, dialect: Dialect) -> Migrator {
        let migration = |schema: &Schema, &(number, name, text): &(u16, &'static str, &str)| {
            let sql = translate(text, dialect);
            Migration::new(
                i64::from(schema.block) * 1000 + i64::from(number),
                Cow::Owned(format!("{} {name}", schema.module)),
                MigrationType::Simple,
                sqlx::SqlSafeStr::into_sql_str(sqlx::AssertSqlSafe(sql)),
                false,
            )
        };
        let files = self
            .schemas
            .iter()
            .flat_map(|schema| schema.files.iter().map(move |file| migration(schema, file)));
        Migrator::with_migrations(files.collect())
    }
}

fn translate(sql: &str, dialect: Dialect) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut word = String::new();
    for c in sql.chars().chain(['\n']) {
        if c.is_ascii_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        let translated = WORDS.iter().find(|(ours, ..)| *ours == word);
        out.push_str(match (translated, dialect) {
            (Some((_, sqlite, _)), Dialect::Sqlite) => sqlite,
            (Some((_, _, postgres)), Dialect::Postgres) => postgres,
            (None, _) => &word,
        });
        word.clear();
        out.push(c);
    }
    out
}
