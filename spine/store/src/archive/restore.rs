//! Puts an archive into an empty database, all or nothing.

use super::catalogue::{self, Column, Kind, Table, parents_first, quoted};
use super::lines::{self, Lines};
use super::{ArchiveFault, Manifest, TableManifest, Watcher, file, step};
use crate::db::{Db, Tx};
use crate::schema::Migrations;
use crate::{ToSqlx, write};
use anyhow::{Context, Result};
use serde_json::Value;
use sqlx::{AssertSqlSafe, Database, Encode, QueryBuilder, Type};
use std::path::{Path, PathBuf};
use tokio::sync::mpsc;

/// Restores an archive into a database that has no tables yet or only empty ones.
///
/// A database without tables is brought to the archive's schema, filled, and then brought up to date,
/// so that an archive of an older program goes through the same changes as its database would have.
///
/// # Errors
/// With an [`ArchiveFault`] inside when the archive is damaged or newer than the program, or when the
/// database is not empty or has other tables. Nothing was restored then.
pub async fn restore(
    path: &Path,
    db: &Db,
    migrations: &Migrations,
    watcher: Watcher<'_>,
) -> Result<Manifest> {
    let manifest = super::verify(path).await?;
    let fresh = prepare(db, migrations, &manifest).await?;
    let mut tx = db.begin().await?;
    let tables = matched(parents_first(catalogue::tables(&mut tx).await?), &manifest)?;
    make_empty(&mut tx, &tables, fresh).await?;
    let suspended = suspend_references(&mut tx).await?;
    fill(&mut tx, path, &tables, watcher).await?;
    resume_references(&mut tx, suspended).await?;
    compare(&mut tx, &tables).await?;
    tx.commit().await?;
    migrations
        .run(db)
        .await
        .context("restored, but the tables could not be brought up to date")?;
    Ok(manifest)
}

/// Brings the database to the archive's schema; `true` when it had no tables before.
async fn prepare(db: &Db, migrations: &Migrations, manifest: &Manifest) -> Result<bool> {
    let known = migrations.versions();
    if let Some(newer) = manifest
        .schema
        .iter()
        .find(|version| !known.contains(version))
    {
        return Err(ArchiveFault::NewerSchema(*newer).into());
    }
    let mut snapshot = db.snapshot().await?;
    let applied = catalogue::applied(&mut snapshot).await?;
    let unmigrated = if applied.is_empty() {
        catalogue::tables(&mut snapshot).await?
    } else {
        Vec::new()
    };
    super::end(snapshot).await?;
    if let Some(foreign) = unmigrated.first() {
        return Err(ArchiveFault::NotEmpty(foreign.name.clone()).into());
    }
    if let Some(newer) = applied
        .iter()
        .find(|version| !manifest.schema.contains(version))
    {
        return Err(ArchiveFault::OlderSchema(*newer).into());
    }
    migrations.run_only(db, Some(&manifest.schema)).await?;
    Ok(applied.is_empty())
}

/// Each table of the database with its part of the archive; both must have the same ones.
fn matched(tables: Vec<Table>, manifest: &Manifest) -> Result<Vec<(Table, TableManifest)>> {
    let other = |name: &str| ArchiveFault::OtherColumns(name.to_owned());
    if let Some(unknown) = manifest
        .tables
        .iter()
        .find(|ours| tables.iter().all(|table| table.name != ours.name))
    {
        return Err(other(&unknown.name).into());
    }
    let pair = |table: Table| {
        let ours = manifest.tables.iter().find(|ours| ours.name == table.name);
        let ours = ours.ok_or_else(|| other(&table.name))?;
        let known = ours.columns.iter().all(|name| table.column(name).is_some());
        if known && ours.columns.len() == table.columns.len() {
            Ok((table, ours.clone()))
        } else {
            Err(other(&table.name).into())
        }
    };
    tables.into_iter().map(pair).collect()
}

/// Refuses a database with rows. Rows that the schema files themselves have just made are removed.
async fn make_empty(tx: &mut Tx, tables: &[(Table, TableManifest)], fresh: bool) -> Result<()> {
    for (table, _) in tables.iter().rev() {
        let name = quoted(&table.name);
        if fresh {
            let sql = AssertSqlSafe(format!("DELETE FROM {name}"));
            write!(tx, |connection| sqlx::query(sql)
                .execute(connection)
                .await
                .map(|_| ()))?;
            continue;
        }
        let sql = AssertSqlSafe(format!("SELECT 1 FROM {name} LIMIT 1"));
        let found = write!(tx, |connection| {
            sqlx::query(sql)
                .fetch_optional(connection)
                .await
                .map(|row| row.is_some())
        })?;
        if found {
            return Err(ArchiveFault::NotEmpty(table.name.clone()).into());
        }
    }
    Ok(())
}

const REFERENCES: &str = "
    SELECT CAST(c.relname AS TEXT), CAST(f.conname AS TEXT), pg_get_constraintdef(f.oid)
      FROM pg_constraint f
      JOIN pg_class c ON c.oid = f.conrelid
     WHERE f.contype = 'f' AND c.relnamespace = CAST(current_schema() AS regnamespace)
     ORDER BY c.relname, f.conname";

/// A foreign key that was taken away: table, name, definition.
type Reference = (String, String, String);

/// Rows may refer to later rows, of their own table too, so references are checked after the last one:
/// SQLite defers the check, PostgreSQL loses the rules for the length of the transaction.
async fn suspend_references(tx: &mut Tx) -> Result<Vec<Reference>> {
    match tx {
        Tx::Sqlite(transaction) => {
            sqlx::query("PRAGMA defer_foreign_keys = ON")
                .execute(&mut **transaction)
                .await?;
            Ok(Vec::new())
        }
        Tx::Postgres(transaction) => {
            let references: Vec<Reference> = sqlx::query_as(REFERENCES)
                .fetch_all(&mut **transaction)
                .await?;
            for (table, name, _) in &references {
                let (table, name) = (quoted(table), quoted(name));
                let sql = AssertSqlSafe(format!("ALTER TABLE {table} DROP CONSTRAINT {name}"));
                sqlx::query(sql).execute(&mut **transaction).await?;
            }
            Ok(references)
        }
    }
}

const DANGLING: &str = "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1";

async fn resume_references(tx: &mut Tx, suspended: Vec<Reference>) -> Result<()> {
    match tx {
        Tx::Sqlite(transaction) => {
            let dangling: Option<String> = sqlx::query_scalar(DANGLING)
                .fetch_optional(&mut **transaction)
                .await?;
            match dangling {
                Some(table) => Err(ArchiveFault::Dangling(table).into()),
                None => Ok(()),
            }
        }
        Tx::Postgres(transaction) => {
            for (table, name, rule) in suspended {
                let (place, name) = (quoted(&table), quoted(&name));
                let sql =
                    AssertSqlSafe(format!("ALTER TABLE {place} ADD CONSTRAINT {name} {rule}"));
                if let Err(error) = sqlx::query(sql).execute(&mut **transaction).await {
                    return Err(anyhow::Error::from(error).context(ArchiveFault::Dangling(table)));
                }
            }
            Ok(())
        }
    }
}

/// Rows for one `INSERT`, or the end of a table.
enum Batch {
    Rows(usize, Vec<Vec<Value>>),
    Done(usize),
}

/// Parameters of one statement: below SQLite's limit of 32,766.
const PARAMETERS: usize = 16_000;

async fn fill(
    tx: &mut Tx,
    path: &Path,
    tables: &[(Table, TableManifest)],
    watcher: Watcher<'_>,
) -> Result<()> {
    let (batches, mut received) = mpsc::channel(4);
    let wanted: Vec<TableManifest> = tables.iter().map(|(_, ours)| ours.clone()).collect();
    let source: PathBuf = path.to_owned();
    let reader = tokio::task::spawn_blocking(move || read_batches(&source, &wanted, &batches));
    let mut rows = 0;
    while let Some(batch) = received.recv().await {
        match batch {
            Batch::Rows(place, batch) => {
                let (table, ours) = &tables[place];
                insert(tx, table, ours, &batch)
                    .await
                    .with_context(|| format!("restoring {}", table.name))?;
                rows += batch.len() as u64;
                watcher(step(&table.name, place, tables.len(), rows));
            }
            Batch::Done(place) => {
                watcher(step(&tables[place].0.name, place, tables.len(), rows));
                rows = 0;
            }
        }
    }
    reader.await.context("the archive's reader stopped")?
}

fn read_batches(
    path: &Path,
    tables: &[TableManifest],
    batches: &mpsc::Sender<Batch>,
) -> Result<()> {
    let mut archive = file::open(path)?;
    let send = |batch: Batch| {
        batches
            .blocking_send(batch)
            .context("the restore was broken off")
    };
    for (place, table) in tables.iter().enumerate() {
        let most = (PARAMETERS / table.columns.len().max(1)).clamp(1, 500);
        let mut batch = Vec::with_capacity(most);
        archive.read(table, &mut |row| {
            batch.push(row);
            if batch.len() == most {
                send(Batch::Rows(
                    place,
                    std::mem::replace(&mut batch, Vec::with_capacity(most)),
                ))?;
            }
            Ok(())
        })?;
        if !batch.is_empty() {
            send(Batch::Rows(place, batch))?;
        }
        send(Batch::Done(place))?;
    }
    Ok(())
}

async fn insert(
    tx: &mut Tx,
    table: &Table,
    ours: &TableManifest,
    rows: &[Vec<Value>],
) -> Result<()> {
    let columns: Vec<&Column> = ours
        .columns
        .iter()
        .filter_map(|name| table.column(name))
        .collect();
    let names: Vec<String> = columns.iter().map(|column| quoted(&column.name)).collect();
    let start = format!(
        "INSERT INTO {} ({}) ",
        quoted(&table.name),
        names.join(", ")
    );
    write!(tx, |connection| {
        let mut query = QueryBuilder::new(start);
        query.push("VALUES ");
        for (number, row) in rows.iter().enumerate() {
            query.push(if number == 0 { "(" } else { ", (" });
            for (place, (column, value)) in columns.iter().zip(row).enumerate() {
                if place > 0 {
                    query.push(", ");
                }
                bind(&mut query, column, value)?;
            }
            query.push(")");
        }
        query.build().execute(connection).await?;
    });
    Ok(())
}

/// Binds a value of the archive as the column's own type.
fn bind<D>(query: &mut QueryBuilder<D>, column: &Column, value: &Value) -> Result<()>
where
    D: Database,
    Option<i64>: Encode<'static, D> + Type<D>,
    Option<bool>: Encode<'static, D> + Type<D>,
    Option<String>: Encode<'static, D> + Type<D>,
    Option<Vec<u8>>: Encode<'static, D> + Type<D>,
    Option<crate::Day>: Encode<'static, D> + Type<D>,
    Option<crate::Instant>: Encode<'static, D> + Type<D>,
{
    let other = || ArchiveFault::Damaged(format!("a value of {} has another type", column.name));
    let integer = || value.as_i64().ok_or_else(other);
    let text = || value.as_str().ok_or_else(other);
    let null = value.is_null();
    match column.kind {
        Kind::Integer => query.push_bind(if null { None } else { Some(integer()?) }),
        Kind::Flag => query.push_bind(if null { None } else { Some(integer()? != 0) }),
        Kind::Text => query.push_bind(if null { None } else { Some(text()?.to_owned()) }),
        Kind::Bytes => query.push_bind(if null {
            None
        } else {
            Some(hex::decode(text()?)?)
        }),
        Kind::Day => {
            let day = |text: &str| text.parse::<jiff::civil::Date>().map(ToSqlx::to_sqlx);
            query.push_bind(if null { None } else { Some(day(text()?)?) })
        }
        Kind::Instant => {
            let instant = |text: &str| text.parse::<jiff::Timestamp>().map(ToSqlx::to_sqlx);
            query.push_bind(if null { None } else { Some(instant(text()?)?) })
        }
    };
    Ok(())
}

/// Reads every table back and compares it with the archive.
async fn compare(tx: &mut Tx, tables: &[(Table, TableManifest)]) -> Result<()> {
    for (table, ours) in tables {
        let columns: Vec<Column> = ours
            .columns
            .iter()
            .filter_map(|name| table.column(name))
            .cloned()
            .collect();
        let mut lines = Lines::only_summed();
        lines::read(tx, table, &columns, &mut lines, &mut |_| {}).await?;
        let found = lines.finish(table).await?;
        if (found.rows, &found.sha256) != (ours.rows, &ours.sha256) {
            return Err(ArchiveFault::Differs(table.name.clone()).into());
        }
    }
    Ok(())
}
