//! Tables: one text for both databases, applied once, never changed afterwards.

use crate::db::Db;
use sqlx::migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator};
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

/// Number, name and text of a schema file.
type File = (u16, &'static str, &'static str);

/// The tables of one crate.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// The crate.
    pub module: &'static str,
    /// A number of its own for each crate; files are applied in the order of block and number.
    pub block: u16,
    /// Number, name and text of each file, e.g. `(1, "units", include_str!("../schema/0001_units.sql"))`.
    pub files: &'static [File],
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
        match schemas
            .windows(2)
            .find(|pair| pair[0].block == pair[1].block)
        {
            Some(pair) => Err(MigrationFault::SameBlock(pair[0].block)),
            None => Ok(Migrations { schemas }),
        }
    }

    /// Tables that no query may read from end to end.
    pub fn large_tables(&self) -> impl Iterator<Item = &'static str> {
        self.schemas
            .iter()
            .flat_map(|schema| schema.large.iter().copied())
    }

    /// The numbers of all schema files, in their order.
    #[must_use]
    pub fn versions(&self) -> Vec<i64> {
        self.files()
            .map(|(schema, file)| version(schema, file))
            .collect()
    }

    /// Brings the database up to date. Each file is applied in a transaction of its own.
    ///
    /// # Errors
    /// When the database is newer than the program, a released file was changed, or a statement fails.
    /// The first two are found before anything is changed.
    pub async fn run(&self, db: &Db) -> Result<(), MigrationFault> {
        self.run_only(db, None).await
    }

    /// Applies only the files of the given versions, as an archive of an older program needs them.
    pub(crate) async fn run_only(
        &self,
        db: &Db,
        versions: Option<&[i64]>,
    ) -> Result<(), MigrationFault> {
        match db {
            Db::Sqlite { write, .. } => {
                let connection = write.acquire().await.map_err(MigrateError::from)?;
                apply(&self.migrator(Dialect::Sqlite, versions), connection).await
            }
            Db::Postgres(pool) => {
                let connection = pool.acquire().await.map_err(MigrateError::from)?;
                apply(&self.migrator(Dialect::Postgres, versions), connection).await?;
                sqlx::query(LISTS)
                    .execute(pool)
                    .await
                    .map_err(MigrateError::from)?;
                Ok(())
            }
        }
    }

    fn files(&self) -> impl Iterator<Item = (&Schema, &File)> {
        self.schemas
            .iter()
            .flat_map(|schema| schema.files.iter().map(move |file| (schema, file)))
    }

    fn migrator(&self, dialect: Dialect, versions: Option<&[i64]>) -> Migrator {
        let migration = |(schema, file): (&Schema, &File)| {
            let sql = translate(file.2, dialect);
            Migration::new(
                version(schema, file),
                Cow::Owned(format!("{} {}", schema.module, file.1)),
                MigrationType::Simple,
                sqlx::SqlSafeStr::into_sql_str(sqlx::AssertSqlSafe(sql)),
                false,
            )
        };
        let wanted = |(schema, file): &(&Schema, &File)| {
            versions.is_none_or(|versions| versions.contains(&version(schema, file)))
        };
        Migrator::with_migrations(self.files().filter(wanted).map(migration).collect())
    }
}

/// Lists of numbers reach a query as one JSON text, `IN (SELECT value FROM json_each($1))`: SQLite knows
/// `json_each`, PostgreSQL learns it here. Two programs that start at once may both try.
const LISTS: &str = "
    DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                        WHERE p.proname = 'json_each' AND n.nspname = current_schema()) THEN
            CREATE FUNCTION json_each(list TEXT) RETURNS TABLE (value BIGINT)
                LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 20
                AS 'SELECT CAST(entry AS BIGINT)
                      FROM pg_catalog.json_array_elements_text(CAST(list AS JSON)) AS entry';
        END IF;
    EXCEPTION WHEN duplicate_function OR unique_violation THEN NULL;
    END $$";

fn version(schema: &Schema, file: &File) -> i64 {
    i64::from(schema.block) * 1000 + i64::from(file.0)
}

/// Applies what is missing, after comparing everything that was applied before.
async fn apply<D>(
    migrator: &Migrator,
    mut connection: sqlx::pool::PoolConnection<D>,
) -> Result<(), MigrationFault>
where
    D: sqlx::Database,
    D::Connection: Migrate,
{
    let result = match compare(migrator, &mut *connection).await {
        Ok(()) => migrator
            .run_direct(None, &mut *connection, false)
            .await
            .map_err(fault),
        refused => refused,
    };
    if result.is_err() {
        // A failed run leaves PostgreSQL's lock with its connection, which must not go back.
        let _ = connection.close().await;
    }
    result
}

async fn compare(migrator: &Migrator, connection: &mut impl Migrate) -> Result<(), MigrationFault> {
    connection
        .ensure_migrations_table(&migrator.table_name)
        .await?;
    for applied in connection
        .list_applied_migrations(&migrator.table_name)
        .await?
    {
        match migrator.iter().find(|ours| ours.version == applied.version) {
            None => return Err(MigrationFault::Newer(applied.version)),
            Some(ours) if ours.checksum != applied.checksum => {
                return Err(MigrationFault::Changed(applied.version));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

fn fault(error: MigrateError) -> MigrationFault {
    match error {
        MigrateError::VersionMissing(version) => MigrationFault::Newer(version),
        MigrateError::VersionMismatch(version) => MigrationFault::Changed(version),
        other => MigrationFault::Database(other),
    }
}

/// Where the translator stands: words are only translated in code.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Code,
    Comment,
    Literal,
}

/// Replaces the words outside of comments and literals. `PRIMARY KEY (a, b)` and `FOREIGN KEY` keep
/// their `KEY`.
fn translate(sql: &str, dialect: Dialect) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut place = Place::Code;
    let mut word = String::new();
    let mut before = String::new();
    for c in sql.chars().chain(['\n']) {
        if place == Place::Code && (c.is_ascii_alphanumeric() || c == '_') {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            let whole = word == "KEY" && (before == "PRIMARY" || before == "FOREIGN");
            out.push_str(if whole {
                "KEY"
            } else {
                translated(&word, dialect)
            });
            before = std::mem::take(&mut word);
        }
        place = match (place, c) {
            (Place::Code, '\'') => Place::Literal,
            (Place::Code, '-') if out.ends_with('-') => Place::Comment,
            (Place::Literal, '\'') | (Place::Comment, '\n') => Place::Code,
            (same, _) => same,
        };
        out.push(c);
    }
    out
}

fn translated(word: &str, dialect: Dialect) -> &str {
    match (WORDS.iter().find(|(ours, ..)| *ours == word), dialect) {
        (Some((_, sqlite, _)), Dialect::Sqlite) => sqlite,
        (Some((_, _, postgres)), Dialect::Postgres) => postgres,
        (None, _) => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eight_words_become_the_types_of_each_database() {
        let sql = "CREATE TABLE t (id KEY, n INT8 NOT NULL, name STR, born DAY, at INSTANT, \
                   open FLAG, hash BYTES) END_TABLE;";
        assert_eq!(
            translate(sql, Dialect::Sqlite).trim_end(),
            "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, name TEXT, born TEXT, \
             at TEXT, open INTEGER, hash BLOB) STRICT;"
        );
        assert_eq!(
            translate(sql, Dialect::Postgres).trim_end(),
            "CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT NOT NULL, name TEXT, born DATE, \
             at TIMESTAMPTZ, open BOOLEAN, hash BYTEA) ;"
        );
    }

    #[test]
    fn a_key_of_several_columns_and_a_foreign_key_stay() {
        let sql = "PRIMARY KEY (a, b), FOREIGN  KEY (a) REFERENCES t (id)";
        assert_eq!(translate(sql, Dialect::Sqlite).trim_end(), sql);
        assert_eq!(translate(sql, Dialect::Postgres).trim_end(), sql);
    }

    #[test]
    fn parts_of_words_literals_and_comments_stay() {
        let sql =
            "A_KEY HOLIDAY day DAYS -- the DAY's STR\nCHECK (kind IN ('DAY', 'it''s STR')) DAY";
        let expected = sql.strip_suffix("DAY").map(|start| format!("{start}DATE"));
        assert_eq!(
            Some(translate(sql, Dialect::Postgres).trim_end().to_owned()),
            expected
        );
    }

    #[test]
    fn two_crates_with_one_block_are_refused() {
        let one = Schema {
            module: "a",
            block: 7,
            files: &[],
            large: &[],
        };
        let other = Schema {
            module: "b",
            block: 7,
            files: &[],
            large: &[],
        };
        assert!(matches!(
            Migrations::new(vec![one, other]),
            Err(MigrationFault::SameBlock(7))
        ));
    }
}
