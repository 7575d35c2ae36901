//! Leave of an earlier system: days that were approved elsewhere enter the plan table as they are.

use super::ROWS_AT_ONCE;
use crate::records::{Kind, LeaveDayId, Part, RequestId, Stage};
use anyhow::Result;
use calendar::{Date, Minutes};
use jiff::Timestamp;
use people::EmployeeId;
use store::{ToSqlx, Tx, sqlx};

/// A day of leave or of a plan, known from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDay {
    /// The record of the request.
    pub request: RequestId,
    /// The record of its only day.
    pub day: LeaveDayId,
    /// Whose.
    pub employee: EmployeeId,
    /// Which leave.
    pub kind: Kind,
    /// The first day of the leave year.
    pub year_on: Date,
    /// The day.
    pub on: Date,
    /// How much of it.
    pub part: Part,
    /// The working time.
    pub minutes: Minutes,
    /// How it stands: planned or approved.
    pub stage: Stage,
}

/// Enters days that are known from elsewhere, each as a request of its own. The lines of the ledger are written by
/// [`super::insert_entries`].
///
/// # Errors
/// When the database fails.
pub async fn insert_known_days(
    tx: &mut Tx,
    days: &[KnownDay],
    by: &str,
    at: Timestamp,
) -> Result<()> {
    for chunk in days.chunks(ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO leave_requests (id, employee_id, kind, first_on, last_on, part, length, minutes, \
                 reason, stage, order_of, entered_by, made_at, version) ",
            );
            query.push_values(chunk, |mut row, day| {
                row.push_bind(day.request.0)
                    .push_bind(day.employee.0)
                    .push_bind(day.kind.word())
                    .push_bind(day.on.to_sqlx())
                    .push_bind(day.on.to_sqlx())
                    .push_bind(day.part.word())
                    .push_bind(day.minutes.0)
                    .push_bind(day.minutes.0)
                    .push_bind("")
                    .push_bind(day.stage.word())
                    .push_bind("carried-first")
                    .push_bind(by)
                    .push_bind(at.to_sqlx())
                    .push_bind(1_i64);
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO leave_days (id, request_id, employee_id, kind, year_on, on_day, part, minutes, stage) ",
            );
            query.push_values(chunk, |mut row, day| {
                row.push_bind(day.day.0)
                    .push_bind(day.request.0)
                    .push_bind(day.employee.0)
                    .push_bind(day.kind.word())
                    .push_bind(day.year_on.to_sqlx())
                    .push_bind(day.on.to_sqlx())
                    .push_bind(day.part.word())
                    .push_bind(day.minutes.0)
                    .push_bind(day.stage.word());
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}
