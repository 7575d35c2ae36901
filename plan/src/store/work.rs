//! Rounds, closed years and frozen figures.

use super::names::{name, quality_columns};
use crate::records::{Closing, Frozen, PlanId, Round, RoundId};
use ::store::{Db, ToSqlx, Tx, sqlx};
use anyhow::Result;
use calendar::FiscalYear;
use jiff::Timestamp;

const OPEN_ROUND: &str = "
    INSERT INTO plan_rounds (id, plan_id, year, kind, name, due, opened_at, opened_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

const CLOSE_ROUND: &str =
    "UPDATE plan_rounds SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL";

const CLOSE_YEAR: &str = "
    INSERT INTO plan_closings (id, plan_id, year, closed_at, closed_by) VALUES ($1, $2, $3, $4, $5)";

const FREEZE: &str = "
    INSERT INTO plan_frozen_figures (closing_id, program_id, measure_key, amount, quality, as_of, definition)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

const REOPEN_YEAR: &str = "
    UPDATE plan_closings SET reopened_at = $2, reopened_by = $3, reopened_why = $4
     WHERE id = $1 AND reopened_at IS NULL";

const OPEN_ROUND_CODES: &str = "
    SELECT p.code
      FROM plan_rounds r
      JOIN plans p ON p.id = r.plan_id
     WHERE r.closed_at IS NULL AND p.state IN ('adopted', 'published')
     GROUP BY p.code
     ORDER BY p.code";

const REVIEWED_CODES: &str = "
    SELECT code FROM plans WHERE state IN ('hr-review', 'committee') ORDER BY code";

const IN_FORCE: &str = "
    SELECT code FROM plans
     WHERE state IN ('adopted', 'published', 'closed') AND plan_from <= $1 AND plan_to >= $1
     ORDER BY plan_from DESC, code
     LIMIT 1";

/// This file's statements, by name.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("plan.open_round", OPEN_ROUND),
    ("plan.close_round", CLOSE_ROUND),
    ("plan.close_year", CLOSE_YEAR),
    ("plan.freeze", FREEZE),
    ("plan.reopen_year", REOPEN_YEAR),
    ("plan.open_round_codes", OPEN_ROUND_CODES),
    ("plan.reviewed_codes", REVIEWED_CODES),
    ("plan.in_force", IN_FORCE),
];

/// Writes a new round.
pub async fn open_round(tx: &mut Tx, plan: PlanId, round: &Round) -> Result<()> {
    ::store::write!(tx, |c| {
        sqlx::query(OPEN_ROUND)
            .bind(round.id.0)
            .bind(plan.0)
            .bind(i64::from(round.year.0))
            .bind(name(round.kind))
            .bind(&round.name)
            .bind(round.due.to_sqlx())
            .bind(round.opened_at.to_sqlx())
            .bind(&round.opened_by)
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Ends a round.
pub async fn close_round(tx: &mut Tx, round: RoundId, at: Timestamp) -> Result<()> {
    ::store::write!(tx, |c| {
        sqlx::query(CLOSE_ROUND)
            .bind(round.0)
            .bind(at.to_sqlx())
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Closes a year with its frozen figures.
pub async fn close_year(tx: &mut Tx, plan: PlanId, closing: &Closing) -> Result<()> {
    ::store::write!(tx, |c| {
        sqlx::query(CLOSE_YEAR)
            .bind(closing.id)
            .bind(plan.0)
            .bind(i64::from(closing.year.0))
            .bind(closing.at.to_sqlx())
            .bind(&closing.by)
            .execute(c)
            .await
            .map(|_| ())
    })?;
    for frozen in &closing.frozen {
        freeze(tx, closing.id, frozen).await?;
    }
    Ok(())
}

async fn freeze(tx: &mut Tx, closing: i64, frozen: &Frozen) -> Result<()> {
    let (quality, as_of) = quality_columns(frozen.quality);
    ::store::write!(tx, |c| {
        sqlx::query(FREEZE)
            .bind(closing)
            .bind(frozen.program.0)
            .bind(&frozen.key)
            .bind(frozen.amount.to_string())
            .bind(quality)
            .bind(as_of)
            .bind(i64::from(frozen.definition))
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Opens a closed year again; the closing and its frozen figures stay in the database.
pub async fn reopen_year(
    tx: &mut Tx,
    closing: i64,
    (at, by, reason): (Timestamp, &str, &str),
) -> Result<()> {
    ::store::write!(tx, |c| {
        sqlx::query(REOPEN_YEAR)
            .bind(closing)
            .bind(at.to_sqlx())
            .bind(by)
            .bind(reason)
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Codes of the plans in force that ask their sections for results now.
pub async fn open_round_codes(db: &Db) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = ::store::read!(db, |pool| sqlx::query_as(OPEN_ROUND_CODES)
        .fetch_all(pool)
        .await)?;
    Ok(rows.into_iter().map(|(code,)| code).collect())
}

/// Codes of the plans that the personnel section or the committee is reading now.
pub async fn reviewed_codes(db: &Db) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = ::store::read!(db, |pool| sqlx::query_as(REVIEWED_CODES)
        .fetch_all(pool)
        .await)?;
    Ok(rows.into_iter().map(|(code,)| code).collect())
}

/// Code of the adopted plan that plans the year; the latest where several do.
pub async fn code_in_force(db: &Db, year: FiscalYear) -> Result<Option<String>> {
    let row: Option<(String,)> = ::store::read!(db, |pool| {
        sqlx::query_as(IN_FORCE)
            .bind(i64::from(year.0))
            .fetch_optional(pool)
            .await
    })?;
    Ok(row.map(|(code,)| code))
}
