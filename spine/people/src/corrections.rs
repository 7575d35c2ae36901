//! What records said before they were corrected: who changed it, when, and why.

use crate::records::EmployeeId;
use anyhow::Result;
use jiff::Timestamp;
use store::{Db, Ids, Instant, ToSqlx, Tx, sqlx};

/// A field that was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Whose record.
    pub employee: EmployeeId,
    /// Which of the employee's records: `employee`, `contact`, `appointment:12`, `absence:7` ….
    pub record: String,
    /// Which field, as a word: `family-name`, `birth-date` ….
    pub field: String,
    /// What it said.
    pub earlier: String,
    /// What it says.
    pub later: String,
    /// Why.
    pub reason: String,
    /// Shown only to those who may see the private record.
    pub private: bool,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
}

/// Keeps what was corrected.
pub async fn keep_corrections(tx: &mut Tx, ids: &Ids, all: &[Correction]) -> Result<()> {
    for chunk in all.chunks(crate::ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO employee_corrections (id, employee_id, record, field, earlier, later, \
                 reason, is_private, at, actor_name) ",
            );
            query.push_values(chunk, |mut row, one| {
                row.push_bind(ids.next())
                    .push_bind(one.employee.0)
                    .push_bind(one.record.as_str())
                    .push_bind(one.field.as_str())
                    .push_bind(one.earlier.as_str())
                    .push_bind(one.later.as_str())
                    .push_bind(one.reason.as_str())
                    .push_bind(one.private)
                    .push_bind(one.at.to_sqlx())
                    .push_bind(one.by.as_str());
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

store::row! {
    struct CorrectionRow {
        record: String,
        field: String,
        earlier: String,
        later: String,
        reason: String,
        is_private: bool,
        at: Instant,
        actor_name: String,
    }
}

const OF_EMPLOYEE: &str = "
    SELECT record, field, earlier, later, reason, is_private, at, actor_name
      FROM employee_corrections WHERE employee_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3";

/// What was corrected in an employee's records, the latest first, also what only those may see who may
/// see the private record ([`Correction::private`]).
pub async fn corrections_of(
    db: &Db,
    employee: EmployeeId,
    page: crate::Page,
) -> Result<Vec<Correction>> {
    let rows: Vec<CorrectionRow> = store::read!(db, |pool| {
        sqlx::query_as(OF_EMPLOYEE)
            .bind(employee.0)
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(pool)
            .await
    })?;
    Ok(rows
        .into_iter()
        .map(|row| Correction {
            employee,
            record: row.record,
            field: row.field,
            earlier: row.earlier,
            later: row.later,
            reason: row.reason,
            private: row.is_private,
            at: row.at.to_jiff(),
            by: row.actor_name,
        })
        .collect())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[("people::corrections_of", OF_EMPLOYEE)];
