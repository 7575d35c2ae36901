//! One enum over the two kinds of database, and macros that compile the same body for both.

use anyhow::{Context, Result};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlitePool};
use std::any::Any;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// A city's database.
#[derive(Debug, Clone)]
pub enum Db {
    /// One file, many readers, one writer.
    Sqlite {
        /// Read-only connections.
        read: SqlitePool,
        /// The single writing connection.
        write: SqlitePool,
    },
    /// A database, or a schema of one, on a PostgreSQL server.
    Postgres(PgPool),
}

/// One opened database: equal for clones of the same [`Db`], different for everything else.
///
/// It holds what the pool was opened with, so its address is not given to another database while
/// anything is kept under it.
#[derive(Debug, Clone)]
pub struct Identity(Arc<dyn Any + Send + Sync>);

impl PartialEq for Identity {
    fn eq(&self, other: &Identity) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
impl Eq for Identity {}
impl Hash for Identity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).cast::<()>().hash(state);
    }
}

/// An open transaction; rolled back unless [`Tx::commit`] is called.
#[derive(Debug)]
pub enum Tx {
    /// On the writing connection of a file.
    Sqlite(sqlx::Transaction<'static, sqlx::Sqlite>),
    /// On a connection to a server.
    Postgres(sqlx::Transaction<'static, sqlx::Postgres>),
}

/// `read!(db, |pool| expression)`: the expression is written once and compiled for each database.
#[macro_export]
macro_rules! read {
    ($db:expr, |$pool:ident| $body:expr) => {
        match $db {
            $crate::Db::Sqlite { read: $pool, .. } => $body,
            $crate::Db::Postgres($pool) => $body,
        }
    };
}

/// `write!(tx, |connection| expression)`: the same inside an open transaction.
#[macro_export]
macro_rules! write {
    ($tx:expr, |$connection:ident| $body:expr) => {
        match $tx {
            $crate::Tx::Sqlite(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
            $crate::Tx::Postgres(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
        }
    };
}

/// Reading connections per city: a page holds one for a millisecond or two.
const CONNECTIONS: u32 = 8;

impl Db {
    /// Opens `postgres://…` or `sqlite://path` (or a bare path); a missing file is created.
    ///
    /// # Errors
    /// When the file cannot be opened or the server cannot be reached.
    pub async fn open(address: &str) -> Result<Db> {
        if address.starts_with("postgres:") || address.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(address)
                .context("the address of the PostgreSQL database cannot be read")?;
            return Db::open_postgres(options).await;
        }
        let path = address
            .trim_start_matches("sqlite://")
            .trim_start_matches("sqlite:");
        Db::open_file(Path::new(path)).await
    }

    /// Opens a database on a PostgreSQL server.
    ///
    /// # Errors
    /// When the server cannot be reached within five seconds.
    pub async fn open_postgres(options: PgConnectOptions) -> Result<Db> {
        let place = format!("{}:{}", options.get_host(), options.get_port());
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(Duration::from_secs(5))
            .connect_with(options)
            .await
            .with_context(|| format!("no PostgreSQL database answers at {place}"))?;
        Ok(Db::Postgres(pool))
    }

    /// Opens a database file and creates it when it is missing.
    ///
    /// # Errors
    /// When the folder is missing, the file is not a database, or the disk refuses.
    pub async fn open_file(path: &Path) -> Result<Db> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        let failed = || format!("the database file {} cannot be opened", path.display());
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await
            .with_context(failed)?;
        let read = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            .connect_with(options.read_only(true).create_if_missing(false))
            .await
            .with_context(failed)?;
        Ok(Db::Sqlite { read, write })
    }

    /// Begins a transaction. On SQLite it takes the writing connection at once.
    ///
    /// # Errors
    /// When no connection is free in time.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match self {
            Db::Sqlite { write, .. } => Tx::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Db::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Begins a reading transaction that sees the database as it is now, whatever others write later.
    ///
    /// It is a [`Tx`] so that several statements can share it through [`write!`](crate::write); a
    /// statement that writes fails.
    ///
    /// # Errors
    /// When no connection is free in time.
    pub async fn snapshot(&self) -> Result<Tx> {
        Ok(match self {
            Db::Sqlite { read, .. } => {
                let mut transaction = read.begin().await?;
                // The first read fixes what the transaction sees.
                sqlx::query("SELECT COUNT(*) FROM sqlite_schema")
                    .execute(&mut *transaction)
                    .await?;
                Tx::Sqlite(transaction)
            }
            Db::Postgres(pool) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                let mut transaction = pool.begin_with(begin).await?;
                sqlx::query("SELECT 1").execute(&mut *transaction).await?;
                Tx::Postgres(transaction)
            }
        })
    }

    /// Which database this is, for what is kept in memory about it.
    #[must_use]
    pub fn identity(&self) -> Identity {
        match self {
            Db::Sqlite { read, .. } => Identity(read.connect_options()),
            Db::Postgres(pool) => Identity(pool.connect_options()),
        }
    }

    /// Closes all connections; on SQLite the write-ahead log is merged into the file.
    pub async fn close(&self) {
        match self {
            Db::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes everything done in the transaction permanent.
    ///
    /// # Errors
    /// When the database refuses, e.g. because the disk is full; nothing was changed then.
    pub async fn commit(self) -> Result<()> {
        match self {
            Tx::Sqlite(transaction) => transaction.commit().await?,
            Tx::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }
}
