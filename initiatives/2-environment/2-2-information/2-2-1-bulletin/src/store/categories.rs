//! Categories: the program's own until the city changes one of them.

use crate::records::{Category, CategoryId, first_categories};
use anyhow::Result;
use store::{Db, Tx, sqlx};

const ALL: &str = "
    SELECT id, name, name_en, position, closed, version
      FROM bulletin_categories ORDER BY position, id";

store::row! {
    struct CategoryRow {
        id: i64, name: String, name_en: String, position: i64, closed: bool, version: i64,
    }
}

fn read(rows: Vec<CategoryRow>) -> Vec<Category> {
    if rows.is_empty() {
        return first_categories();
    }
    let category = |row: CategoryRow| Category {
        id: CategoryId(row.id),
        name: row.name,
        name_en: row.name_en,
        position: row.position,
        closed: row.closed,
        version: row.version,
    };
    rows.into_iter().map(category).collect()
}

/// All categories in their order, closed ones included.
///
/// # Errors
/// When the database fails.
pub async fn categories(db: &Db) -> Result<Vec<Category>> {
    let rows = store::read!(db, |pool| sqlx::query_as(ALL).fetch_all(pool).await)?;
    Ok(read(rows))
}

/// The same inside a transaction.
pub(crate) async fn categories_in(tx: &mut Tx) -> Result<Vec<Category>> {
    let rows = store::write!(tx, |c| sqlx::query_as(ALL).fetch_all(c).await)?;
    Ok(read(rows))
}

const INSERT: &str = "
    INSERT INTO bulletin_categories (id, name, name_en, position, closed, version)
    VALUES ($1, $2, $3, $4, $5, 1)
    ON CONFLICT (id) DO NOTHING";

/// Writes the program's own categories down, before the first change by the city.
///
/// # Errors
/// When the database fails.
pub async fn insert_first(tx: &mut Tx) -> Result<()> {
    let none: Vec<CategoryRow> =
        store::write!(&mut *tx, |c| sqlx::query_as(ALL).fetch_all(c).await)?;
    if none.is_empty() {
        for category in first_categories() {
            insert(tx, &category).await?;
        }
    }
    Ok(())
}

async fn insert(tx: &mut Tx, category: &Category) -> Result<bool> {
    let rows = store::write!(tx, |c| sqlx::query(INSERT)
        .bind(category.id.0)
        .bind(&category.name)
        .bind(&category.name_en)
        .bind(category.position)
        .bind(category.closed)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const UPDATE: &str = "
    UPDATE bulletin_categories
       SET name = $2, name_en = $3, position = $4, closed = $5, version = version + 1
     WHERE id = $1 AND version = $6";

/// Enters a new category (version 0), or changes one; `false` when it was changed meanwhile.
///
/// # Errors
/// When the database fails or the name is taken.
pub async fn save_category(tx: &mut Tx, category: &Category) -> Result<bool> {
    if category.version == 0 {
        return insert(tx, category).await;
    }
    let rows = store::write!(tx, |c| sqlx::query(UPDATE)
        .bind(category.id.0)
        .bind(&category.name)
        .bind(&category.name_en)
        .bind(category.position)
        .bind(category.closed)
        .bind(category.version)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("bulletin::categories", ALL),
    ("bulletin::category insert", INSERT),
    ("bulletin::category update", UPDATE),
];
