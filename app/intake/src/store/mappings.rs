//! Remembered mappings.

use crate::choice::Remembered;
use ::store::{Db, Instant, ToSqlx, Tx, sqlx};
use anyhow::{Context, Result};
use jiff::Timestamp;

/// A remembered mapping.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub id: i64,
    pub name: String,
    pub content: Remembered,
    pub changed_at: Timestamp,
    pub changed_by: String,
}

::store::row! {
    struct NamedRow {
        id: i64,
        name: String,
        content: String,
        changed_at: Instant,
        changed_by: String,
    }
}

impl NamedRow {
    fn read(self) -> Result<Named> {
        Ok(Named {
            id: self.id,
            name: self.name,
            content: serde_json::from_str(&self.content).context("reading a mapping")?,
            changed_at: self.changed_at.to_jiff(),
            changed_by: self.changed_by,
        })
    }
}

const ALL: &str = "
    SELECT id, name, content, changed_at, changed_by FROM intake_mappings ORDER BY name LIMIT 200";

/// All remembered mappings by name.
pub(crate) async fn all(db: &Db) -> Result<Vec<Named>> {
    let rows: Vec<NamedRow> = ::store::read!(db, |pool| sqlx::query_as(ALL).fetch_all(pool).await)?;
    rows.into_iter().map(NamedRow::read).collect()
}

const SAVE: &str = "
    INSERT INTO intake_mappings (id, name, content, changed_at, changed_by)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (name) DO UPDATE SET content = excluded.content, changed_at = excluded.changed_at,
                                     changed_by = excluded.changed_by";

/// Remembers a mapping under a name, over the one of that name.
pub(crate) async fn save(
    tx: &mut Tx,
    id: i64,
    name: &str,
    content: &Remembered,
    at: Timestamp,
    by: &str,
) -> Result<()> {
    let content = serde_json::to_string(content)?;
    ::store::write!(tx, |connection| {
        sqlx::query(SAVE)
            .bind(id)
            .bind(name)
            .bind(content)
            .bind(at.to_sqlx())
            .bind(by)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const REMOVE: &str = "DELETE FROM intake_mappings WHERE id = $1 RETURNING name";

/// Forgets a mapping and returns its name; `None` when there is none.
pub(crate) async fn remove(tx: &mut Tx, id: i64) -> Result<Option<String>> {
    let row: Option<(String,)> = ::store::write!(tx, |connection| {
        sqlx::query_as(REMOVE)
            .bind(id)
            .fetch_optional(connection)
            .await
    })?;
    Ok(row.map(|(name,)| name))
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("intake::mappings", ALL),
    ("intake::save mapping", SAVE),
    ("intake::remove mapping", REMOVE),
];
