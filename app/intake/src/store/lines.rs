//! What an import would change or has changed, line by line.

use crate::records::{Change, Detail, ImportId, Line};
use ::store::{Db, Ids, Tx, sqlx};
use anyhow::{Context, Result, anyhow};

/// Lines that are written or read at a time.
pub(crate) const AT_ONCE: i64 = 1000;

/// Lines in one INSERT: ten values each.
const ROWS_AT_ONCE: usize = 1000;

/// Keeps the lines of a trial run in their order; `first` is the place of the first.
pub(crate) async fn insert(
    tx: &mut Tx,
    ids: &Ids,
    import: ImportId,
    first: i64,
    lines: &[Line],
) -> Result<()> {
    let mut written = Vec::with_capacity(lines.len());
    for (place, line) in (first..).zip(lines) {
        written.push((place, line, serde_json::to_string(&line.details)?));
    }
    for chunk in written.chunks(ROWS_AT_ONCE) {
        ::store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO intake_lines (id, import_id, place, kind, code, name, details, earlier, \
                 later) ",
            );
            query.push_values(chunk, |mut row, (place, line, details)| {
                row.push_bind(ids.next())
                    .push_bind(import.0)
                    .push_bind(*place)
                    .push_bind(line.change.word())
                    .push_bind(line.code.as_str())
                    .push_bind(line.name.as_str())
                    .push_bind(details.as_str())
                    .push_bind(line.earlier.as_deref())
                    .push_bind(line.later.as_deref());
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

const FORGET: &str = "DELETE FROM intake_lines WHERE import_id = $1";

/// Throws the lines of an import away.
pub(crate) async fn forget(tx: &mut Tx, import: ImportId) -> Result<()> {
    ::store::write!(tx, |connection| {
        sqlx::query(FORGET)
            .bind(import.0)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const FORGET_RECORDS: &str = "
    UPDATE intake_lines SET earlier = NULL, later = NULL WHERE import_id = $1";

/// Throws the records away that an import could be taken back with.
pub(crate) async fn forget_records(tx: &mut Tx, import: ImportId) -> Result<()> {
    ::store::write!(tx, |connection| {
        sqlx::query(FORGET_RECORDS)
            .bind(import.0)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

::store::row! {
    struct LineRow {
        place: i64,
        kind: String,
        code: String,
        name: String,
        details: String,
        earlier: Option<String>,
        later: Option<String>,
    }
}

impl LineRow {
    fn read(self) -> Result<(i64, Line)> {
        let details: Vec<Detail> =
            serde_json::from_str(&self.details).context("reading a line of an import")?;
        let line = Line {
            change: Change::of_word(&self.kind).ok_or_else(|| anyhow!("kind of a line"))?,
            code: self.code,
            name: self.name,
            details,
            earlier: self.earlier,
            later: self.later,
        };
        Ok((self.place, line))
    }
}

const AFTER: &str = "
    SELECT place, kind, code, name, details, earlier, later
      FROM intake_lines WHERE import_id = $1 AND place > $2 ORDER BY place LIMIT $3";

/// The next lines of an import after a place, with their places.
pub(crate) async fn after(tx: &mut Tx, import: ImportId, place: i64) -> Result<Vec<(i64, Line)>> {
    let rows: Vec<LineRow> = ::store::write!(tx, |connection| {
        sqlx::query_as(AFTER)
            .bind(import.0)
            .bind(place)
            .bind(AT_ONCE)
            .fetch_all(connection)
            .await
    })?;
    rows.into_iter().map(LineRow::read).collect()
}

const PAGE: &str = "
    SELECT place, kind, code, name, details, NULL AS earlier, NULL AS later
      FROM intake_lines WHERE import_id = $1 ORDER BY place LIMIT $2 OFFSET $3";

const PAGE_OF_KIND: &str = "
    SELECT place, kind, code, name, details, NULL AS earlier, NULL AS later
      FROM intake_lines WHERE import_id = $1 AND kind = $4 ORDER BY place LIMIT $2 OFFSET $3";

/// A page of the lines of an import, of one kind or of all.
pub(crate) async fn page(
    db: &Db,
    import: ImportId,
    kind: Option<Change>,
    limit: i64,
    offset: i64,
) -> Result<Vec<Line>> {
    let rows: Vec<LineRow> = match kind {
        None => ::store::read!(db, |pool| {
            sqlx::query_as(PAGE)
                .bind(import.0)
                .bind(limit)
                .bind(offset)
                .fetch_all(pool)
                .await
        })?,
        Some(kind) => ::store::read!(db, |pool| {
            sqlx::query_as(PAGE_OF_KIND)
                .bind(import.0)
                .bind(limit)
                .bind(offset)
                .bind(kind.word())
                .fetch_all(pool)
                .await
        })?,
    };
    rows.into_iter()
        .map(|row| row.read().map(|(_, line)| line))
        .collect()
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("intake::lines forget", FORGET),
    ("intake::lines forget records", FORGET_RECORDS),
    ("intake::lines after", AFTER),
    ("intake::lines page", PAGE),
    ("intake::lines page of kind", PAGE_OF_KIND),
];
