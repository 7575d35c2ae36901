//! A table's rows as lines: read from a database, counted, summed and sent on.

use super::catalogue::{Column, Kind, Table, quoted};
use super::{TableManifest, file};
use crate::db::Tx;
use crate::{Day, Instant};
use anyhow::Result;
use futures_util::TryStreamExt;
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, Row, Type};
use tokio::sync::mpsc;

/// Lines are sent on in pieces of about this size.
const PIECE: usize = 64 * 1024;
/// The watcher is told after this many rows.
const STEP: u64 = 1000;

/// Takes the lines of one table.
pub(super) struct Lines<'a> {
    sum: Sha256,
    rows: u64,
    piece: Vec<u8>,
    to: Option<&'a mpsc::Sender<file::Part>>,
}

impl<'a> Lines<'a> {
    /// Lines that go into the archive.
    pub fn sent_to(parts: &'a mpsc::Sender<file::Part>) -> Lines<'a> {
        Lines {
            to: Some(parts),
            ..Lines::only_summed()
        }
    }

    /// Lines that are only counted and summed.
    pub fn only_summed() -> Lines<'a> {
        Lines {
            sum: Sha256::new(),
            rows: 0,
            piece: Vec::with_capacity(PIECE + 1024),
            to: None,
        }
    }

    async fn pass_on(&mut self) -> Result<()> {
        self.sum.update(&self.piece);
        if let Some(parts) = self.to {
            let next = Vec::with_capacity(PIECE + 1024);
            let piece = std::mem::replace(&mut self.piece, next);
            file::send(parts, file::Part::Lines(piece)).await?;
        } else {
            self.piece.clear();
        }
        Ok(())
    }

    /// Passes on what is left and says what went through.
    pub async fn finish(mut self, table: &Table) -> Result<TableManifest> {
        self.pass_on().await?;
        Ok(TableManifest {
            name: table.name.clone(),
            columns: table
                .columns
                .iter()
                .map(|column| column.name.clone())
                .collect(),
            rows: self.rows,
            sha256: hex::encode(self.sum.finalize()),
        })
    }
}

/// Reads a table in the order of its key, with the columns in the given order.
pub(super) async fn read(
    tx: &mut Tx,
    table: &Table,
    columns: &[Column],
    lines: &mut Lines<'_>,
    tell: &mut (dyn FnMut(u64) + Send),
) -> Result<()> {
    // Names come from the database's catalogue and are quoted.
    let sql = AssertSqlSafe(select(table, columns, matches!(tx, Tx::Postgres(_))));
    macro_rules! each_row {
        ($transaction:expr) => {{
            let mut rows = sqlx::query(sql).fetch(&mut **$transaction);
            while let Some(row) = rows.try_next().await? {
                serde_json::to_writer(&mut lines.piece, &values(&row, columns)?)?;
                lines.piece.push(b'\n');
                lines.rows += 1;
                if lines.piece.len() >= PIECE {
                    lines.pass_on().await?;
                }
                if lines.rows.is_multiple_of(STEP) {
                    tell(lines.rows);
                }
            }
        }};
    }
    match tx {
        Tx::Sqlite(transaction) => each_row!(transaction),
        Tx::Postgres(transaction) => each_row!(transaction),
    }
    Ok(())
}

/// Rows in the order of the key, or of all columns; texts by their bytes as SQLite compares them.
fn select(table: &Table, columns: &[Column], postgres: bool) -> String {
    let names: Vec<String> = columns.iter().map(|column| quoted(&column.name)).collect();
    let mut key: Vec<&Column> = table
        .columns
        .iter()
        .filter(|column| column.key.is_some())
        .collect();
    key.sort_by_key(|column| column.key);
    let nulls = if key.is_empty() { " NULLS FIRST" } else { "" };
    if key.is_empty() {
        key = table.columns.iter().collect();
    }
    let collation = |column: &Column| {
        if postgres && column.kind == Kind::Text {
            " COLLATE \"C\""
        } else {
            ""
        }
    };
    let order: Vec<String> = key
        .into_iter()
        .map(|column| format!("{}{}{nulls}", quoted(&column.name), collation(column)))
        .collect();
    let (names, order) = (names.join(", "), order.join(", "));
    format!(
        "SELECT {names} FROM {} ORDER BY {order}",
        quoted(&table.name)
    )
}

fn values<'r, R>(row: &'r R, columns: &[Column]) -> Result<Vec<Value>>
where
    R: Row,
    usize: ColumnIndex<R>,
    Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
    Option<bool>: Decode<'r, R::Database> + Type<R::Database>,
    Option<&'r str>: Decode<'r, R::Database> + Type<R::Database>,
    Option<&'r [u8]>: Decode<'r, R::Database> + Type<R::Database>,
    Option<Day>: Decode<'r, R::Database> + Type<R::Database>,
    Option<Instant>: Decode<'r, R::Database> + Type<R::Database>,
{
    let value = |(place, column): (usize, &Column)| {
        Ok(match column.kind {
            Kind::Integer => row.try_get::<Option<i64>, _>(place)?.map(Value::from),
            Kind::Text => row.try_get::<Option<&str>, _>(place)?.map(Value::from),
            Kind::Bytes => row
                .try_get::<Option<&[u8]>, _>(place)?
                .map(|bytes| hex::encode(bytes).into()),
            Kind::Day => row
                .try_get::<Option<Day>, _>(place)?
                .map(|day| day.to_jiff().to_string().into()),
            Kind::Instant => row
                .try_get::<Option<Instant>, _>(place)?
                .map(|at| at.to_jiff().to_string().into()),
            Kind::Flag => row
                .try_get::<Option<bool>, _>(place)?
                .map(|flag| i64::from(flag).into()),
        }
        .unwrap_or(Value::Null))
    };
    columns.iter().enumerate().map(value).collect()
}
