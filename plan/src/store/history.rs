//! Every change of a plan, kept for good.

use super::names::read_span;
use crate::records::{Content, HistoryEntry, HistoryId, PlanId, ProgramId};
use ::store::{Db, Ids, Instant, ToSqlx, Tx, sqlx};
use access::Actor;
use anyhow::{Context, Result};
use calendar::{FiscalYear, YearSpan};
use jiff::Timestamp;

const REMEMBER: &str = "
    INSERT INTO plan_history (id, plan_id, program_id, place, from_year, to_year, before_content, after_content,
                              reason, changed_at, changed_by, account_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

const HISTORY: &str = "
    SELECT id, program_id, place, from_year, to_year, before_content, after_content, reason, changed_at,
           changed_by
      FROM plan_history
     WHERE program_id = $1
     ORDER BY id DESC";

const HISTORY_OF_PLAN: &str = "
    SELECT id, program_id, place, from_year, to_year, before_content, after_content, reason, changed_at,
           changed_by
      FROM plan_history
     WHERE plan_id = $1
     ORDER BY id DESC
     LIMIT $2 OFFSET $3";

const HISTORY_OF_YEAR: &str = "
    SELECT id, program_id, place, from_year, to_year, before_content, after_content, reason, changed_at,
           changed_by
      FROM plan_history
     WHERE plan_id = $1 AND from_year = $2 AND to_year = $2
     ORDER BY id DESC";

const HISTORY_ENTRY: &str = "
    SELECT id, program_id, place, from_year, to_year, before_content, after_content, reason, changed_at,
           changed_by
      FROM plan_history
     WHERE plan_id = $1 AND id = $2";

/// This file's statements, by name.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("plan.remember", REMEMBER),
    ("plan.history", HISTORY),
    ("plan.history_of_plan", HISTORY_OF_PLAN),
    ("plan.history_of_year", HISTORY_OF_YEAR),
    ("plan.history_entry", HISTORY_ENTRY),
];

::store::row! {
    struct EntryRow {
        id: i64, program_id: Option<i64>, place: String, from_year: Option<i64>,
        to_year: Option<i64>, before_content: Option<String>, after_content: Option<String>,
        reason: Option<String>, changed_at: Instant, changed_by: String,
    }
}

impl EntryRow {
    fn read(self) -> Result<HistoryEntry> {
        let id = self.id;
        let content = |text: Option<String>| -> Result<Option<Content>> {
            Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
        };
        let read = || -> Result<HistoryEntry> {
            Ok(HistoryEntry {
                id: HistoryId(id),
                program: self.program_id.map(ProgramId),
                place: self.place,
                years: match (self.from_year, self.to_year) {
                    (Some(from), Some(to)) => Some(read_span(from, to)?),
                    _ => None,
                },
                before: content(self.before_content)?,
                after: content(self.after_content)?,
                reason: self.reason,
                at: self.changed_at.to_jiff(),
                by: self.changed_by,
            })
        };
        read().with_context(|| format!("history entry {id} cannot be read"))
    }
}

/// A change to be remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The program, where the change is one of a program.
    pub program: Option<ProgramId>,
    /// Where the change is made, in words.
    pub place: String,
    /// The years it concerns.
    pub years: Option<YearSpan>,
    /// What stood there.
    pub before: Option<Content>,
    /// What stands there now.
    pub after: Option<Content>,
    /// Why, where a reason was asked for.
    pub reason: Option<String>,
}

/// Writes a change into the history and returns its number.
pub async fn remember(
    tx: &mut Tx,
    plan: PlanId,
    change: &Change,
    (ids, at, actor): (&Ids, Timestamp, &Actor),
) -> Result<HistoryId> {
    let id = HistoryId(ids.next());
    let json = |content: &Option<Content>| -> Result<Option<String>> {
        Ok(content.as_ref().map(serde_json::to_string).transpose()?)
    };
    let (before, after) = (json(&change.before)?, json(&change.after)?);
    ::store::write!(tx, |c| {
        sqlx::query(REMEMBER)
            .bind(id.0)
            .bind(plan.0)
            .bind(change.program.map(|program| program.0))
            .bind(&change.place)
            .bind(change.years.map(|years| i64::from(years.from.0)))
            .bind(change.years.map(|years| i64::from(years.to.0)))
            .bind(before)
            .bind(after)
            .bind(change.reason.as_deref())
            .bind(at.to_sqlx())
            .bind(&actor.name)
            .bind(actor.account)
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(id)
}

/// What happened to a program, the latest first.
pub async fn history(db: &Db, program: ProgramId) -> Result<Vec<HistoryEntry>> {
    let rows: Vec<EntryRow> = ::store::read!(db, |pool| {
        sqlx::query_as(HISTORY)
            .bind(program.0)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(EntryRow::read).collect()
}

/// What happened to a plan, the latest first, page by page.
pub async fn history_of_plan(
    db: &Db,
    plan: PlanId,
    limit: i64,
    offset: i64,
) -> Result<Vec<HistoryEntry>> {
    let rows: Vec<EntryRow> = ::store::read!(db, |pool| {
        sqlx::query_as(HISTORY_OF_PLAN)
            .bind(plan.0)
            .bind(limit)
            .bind(offset)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(EntryRow::read).collect()
}

/// What happened to a plan's results and evaluations of one year, the latest first.
pub async fn history_of_year(db: &Db, plan: PlanId, year: FiscalYear) -> Result<Vec<HistoryEntry>> {
    let rows: Vec<EntryRow> = ::store::read!(db, |pool| {
        sqlx::query_as(HISTORY_OF_YEAR)
            .bind(plan.0)
            .bind(i64::from(year.0))
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(EntryRow::read).collect()
}

/// One entry of a plan's history.
pub async fn history_entry(
    tx: &mut Tx,
    plan: PlanId,
    entry: HistoryId,
) -> Result<Option<HistoryEntry>> {
    let row: Option<EntryRow> = ::store::write!(tx, |c| {
        sqlx::query_as(HISTORY_ENTRY)
            .bind(plan.0)
            .bind(entry.0)
            .fetch_optional(c)
            .await
    })?;
    row.map(EntryRow::read).transpose()
}
