//! Posts of a fiscal year, counted for the figures.

use access::Scope;
use anyhow::Result;
use calendar::{Date, FiscalYear};
use people::Page;
use store::{Day, Db, ToSqlx, sqlx};

/// What a year's posts add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct YearTotals {
    pub posts: i64,
    pub sections: i64,
    /// People for whom posts were, each post counted by itself.
    pub audience: i64,
    pub readers: i64,
}

const YEAR: &str = "
    SELECT COUNT(*), COUNT(DISTINCT unit_id),
           CAST(COALESCE(SUM(audience), 0) AS BIGINT),
           CAST(COALESCE(SUM(CASE WHEN audience IS NULL THEN 0 ELSE readers END), 0) AS BIGINT)
      FROM bulletin_posts
     WHERE state = 'published' AND posted_on >= $1 AND posted_on < $2 AND posted_on <= $3
       AND ($4 OR unit_id IN (SELECT value FROM json_each($5)))";

fn scoped(scope: &Scope) -> (bool, String) {
    match scope {
        Scope::All => (true, "[]".to_owned()),
        Scope::Units(units) => (false, super::list(units.iter().copied())),
    }
}

/// Everything posted in a year up to a day, in a scope.
pub(crate) async fn year(
    db: &Db,
    (year, on): (FiscalYear, Date),
    scope: &Scope,
) -> Result<YearTotals> {
    let (all, units) = scoped(scope);
    let (posts, sections, audience, readers): (i64, i64, i64, i64) =
        store::read!(db, |pool| sqlx::query_as(YEAR)
            .bind(year.first_day().to_sqlx())
            .bind(year.next().first_day().to_sqlx())
            .bind(on.to_sqlx())
            .bind(all)
            .bind(units)
            .fetch_one(pool)
            .await)?;
    Ok(YearTotals {
        posts,
        sections,
        audience,
        readers,
    })
}

/// A post of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct YearLine {
    pub posted_on: Date,
    pub title: String,
    pub unit_name: String,
    pub audience: Option<i64>,
    pub readers: i64,
}

store::row! {
    struct YearRow {
        posted_on: Day, title: String, unit_name: Option<String>, audience: Option<i64>, readers: i64,
    }
}

const YEAR_POSTS: &str = "
    SELECT p.posted_on, p.title, v.name AS unit_name, p.audience, p.readers
      FROM bulletin_posts p
      LEFT JOIN unit_versions v ON v.unit_id = p.unit_id
           AND v.valid_from <= p.posted_on AND (v.valid_to IS NULL OR v.valid_to > p.posted_on)
     WHERE p.state = 'published' AND p.posted_on >= $1 AND p.posted_on < $2 AND p.posted_on <= $3
       AND ($4 OR p.unit_id IN (SELECT value FROM json_each($5)))
     ORDER BY p.posted_on, p.id
     LIMIT $6 OFFSET $7";

/// The posts of a year in a scope, in their order.
pub(crate) async fn year_posts(
    db: &Db,
    (year, on): (FiscalYear, Date),
    scope: &Scope,
    page: Page,
) -> Result<Vec<YearLine>> {
    let (all, units) = scoped(scope);
    let rows: Vec<YearRow> = store::read!(db, |pool| sqlx::query_as(YEAR_POSTS)
        .bind(year.first_day().to_sqlx())
        .bind(year.next().first_day().to_sqlx())
        .bind(on.to_sqlx())
        .bind(all)
        .bind(units)
        .bind(page.limit)
        .bind(page.offset)
        .fetch_all(pool)
        .await)?;
    let line = |row: YearRow| YearLine {
        posted_on: row.posted_on.to_jiff(),
        title: row.title,
        unit_name: row.unit_name.unwrap_or_default(),
        audience: row.audience,
        readers: row.readers,
    };
    Ok(rows.into_iter().map(line).collect())
}

const YEAR_SECTIONS: &str = "
    SELECT COALESCE(MAX(v.name), ''), COUNT(*)
      FROM bulletin_posts p
      LEFT JOIN unit_versions v ON v.unit_id = p.unit_id
           AND v.valid_from <= p.posted_on AND (v.valid_to IS NULL OR v.valid_to > p.posted_on)
     WHERE p.state = 'published' AND p.posted_on >= $1 AND p.posted_on < $2 AND p.posted_on <= $3
       AND ($4 OR p.unit_id IN (SELECT value FROM json_each($5)))
     GROUP BY p.unit_id
     ORDER BY COUNT(*) DESC, p.unit_id
     LIMIT $6 OFFSET $7";

/// The sections that posted in a year, with the number of their posts.
pub(crate) async fn year_sections(
    db: &Db,
    (year, on): (FiscalYear, Date),
    scope: &Scope,
    page: Page,
) -> Result<Vec<(String, i64)>> {
    let (all, units) = scoped(scope);
    Ok(store::read!(db, |pool| sqlx::query_as(YEAR_SECTIONS)
        .bind(year.first_day().to_sqlx())
        .bind(year.next().first_day().to_sqlx())
        .bind(on.to_sqlx())
        .bind(all)
        .bind(units)
        .bind(page.limit)
        .bind(page.offset)
        .fetch_all(pool)
        .await)?)
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("bulletin::year", YEAR),
    ("bulletin::year posts", YEAR_POSTS),
    ("bulletin::year sections", YEAR_SECTIONS),
];
