//! Leave of absence (休職・休業) and the reasons for which people leave the service.

use crate::records::{EmployeeId, vocabulary};
use anyhow::{Context, Result, anyhow};
use calendar::{Date, Period};
use store::{Day, Db, ToSqlx, Tx, sqlx};

store::id!(
    /// A leave of absence.
    pub struct AbsenceId;
);

vocabulary! {
    /// Why somebody keeps the post and does not serve.
    AbsenceKind {
        /// 病気休職: Local Public Service Act, article 28, paragraph 2, item 1.
        Sick = "sick", "people-absence-sick";
        /// 起訴休職: the same, item 2.
        Prosecution = "prosecution", "people-absence-prosecution";
        /// 育児休業.
        Childcare = "childcare", "people-absence-childcare";
        /// 介護休業, where a by-law knows a long one.
        FamilyCare = "family-care", "people-absence-family-care";
        /// 自己啓発等休業: article 26-5.
        Study = "study", "people-absence-study";
        /// 配偶者同行休業: article 26-6.
        Accompanying = "accompanying", "people-absence-accompanying";
        /// 在籍専従: article 55-2.
        Union = "union", "people-absence-union";
        /// 停職: article 29.
        Suspension = "suspension", "people-absence-suspension";
        /// Anything else.
        Other = "other", "people-absence-other";
    }
}

vocabulary! {
    /// Why somebody has left (退職の種類).
    DepartureKind {
        /// 定年退職.
        Age = "age", "people-departure-age";
        /// 自己都合退職.
        OwnWish = "own-wish", "people-departure-own-wish";
        /// 勧奨退職・早期退職.
        Encouraged = "encouraged", "people-departure-encouraged";
        /// 任期満了.
        Term = "term", "people-departure-term";
        /// 他の団体への転出.
        TransferOut = "transfer-out", "people-departure-transfer-out";
        /// 免職.
        Dismissal = "dismissal", "people-departure-dismissal";
        /// 死亡.
        Death = "death", "people-departure-death";
        /// Anything else.
        Other = "other", "people-departure-other";
    }
}

/// A leave of absence: private, like its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// The record.
    pub id: AbsenceId,
    /// Who is absent.
    pub employee: EmployeeId,
    /// 病気休職, 育児休業 ….
    pub kind: AbsenceKind,
    /// From when until when.
    pub period: Period,
    /// The reason in words.
    pub reason: Option<String>,
    /// Grows with every change.
    pub version: i64,
}

/// Why a leave of absence was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AbsenceRefusal {
    /// Another absence of the employee shares a day with it.
    #[error("another absence since {from}")]
    Overlap {
        /// Since when the other holds.
        from: Date,
    },
    /// It reaches beyond the days of service.
    #[error("outside the days of service")]
    OutsideService,
}

impl AbsenceRefusal {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            AbsenceRefusal::Overlap { .. } => "people-refusal-absence-overlap",
            AbsenceRefusal::OutsideService => "people-refusal-outside-service",
        }
    }

    /// The day that the sentence names.
    #[must_use]
    pub const fn day(&self) -> Option<Date> {
        match self {
            AbsenceRefusal::Overlap { from } => Some(*from),
            AbsenceRefusal::OutsideService => None,
        }
    }
}

/// Whether an absence may stand beside the others. An open one may outlast a service that ends: it ends
/// with the service.
///
/// # Errors
/// When it begins outside the service or shares a day with another.
pub fn may_be_absent(
    service: Period,
    existing: &[Absence],
    new: &Absence,
) -> Result<(), AbsenceRefusal> {
    if !service.contains(new.period.from()) {
        return Err(AbsenceRefusal::OutsideService);
    }
    let other = existing
        .iter()
        .find(|old| old.id != new.id && old.period.overlaps(new.period));
    match other {
        Some(old) => Err(AbsenceRefusal::Overlap {
            from: old.period.from(),
        }),
        None => Ok(()),
    }
}

store::row! {
    struct AbsenceRow {
        id: i64,
        employee_id: i64,
        kind: String,
        valid_from: Day,
        valid_to: Option<Day>,
        reason: Option<String>,
        version: i64,
    }
}

impl AbsenceRow {
    fn read(self) -> Result<Absence> {
        let read = || -> Result<Absence> {
            Ok(Absence {
                id: AbsenceId(self.id),
                employee: EmployeeId(self.employee_id),
                kind: AbsenceKind::of_word(&self.kind).ok_or_else(|| anyhow!("unknown kind"))?,
                period: Period::new(self.valid_from.to_jiff(), self.valid_to.map(Day::to_jiff))?,
                reason: self.reason.clone(),
                version: self.version,
            })
        };
        read().with_context(|| format!("absence {} cannot be read", self.id))
    }
}

const OF_EMPLOYEE: &str = "
    SELECT id, employee_id, kind, valid_from, valid_to, reason, version
      FROM absences WHERE employee_id = $1 ORDER BY valid_from, id";

/// The absences of an employee, the earliest first.
pub async fn absences_of(db: &Db, employee: EmployeeId) -> Result<Vec<Absence>> {
    let rows: Vec<AbsenceRow> = store::read!(db, |pool| {
        sqlx::query_as(OF_EMPLOYEE)
            .bind(employee.0)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(AbsenceRow::read).collect()
}

/// The same inside a transaction that is to change them.
pub async fn absences_in(tx: &mut Tx, employee: EmployeeId) -> Result<Vec<Absence>> {
    let rows: Vec<AbsenceRow> = store::write!(tx, |connection| {
        sqlx::query_as(OF_EMPLOYEE)
            .bind(employee.0)
            .fetch_all(connection)
            .await
    })?;
    rows.into_iter().map(AbsenceRow::read).collect()
}

/// Enters absences that were checked ([`may_be_absent`]).
pub async fn insert_absences(tx: &mut Tx, all: &[Absence]) -> Result<()> {
    for chunk in all.chunks(crate::ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO absences (id, employee_id, kind, valid_from, valid_to, reason, version) ",
            );
            query.push_values(chunk, |mut row, one| {
                row.push_bind(one.id.0)
                    .push_bind(one.employee.0)
                    .push_bind(one.kind.word())
                    .push_bind(one.period.from().to_sqlx())
                    .push_bind(one.period.to().map(ToSqlx::to_sqlx))
                    .push_bind(one.reason.as_deref())
                    .push_bind(one.version.max(1));
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

const UPDATE: &str = "
    UPDATE absences
       SET kind = $3, valid_from = $4, valid_to = $5, reason = $6, version = version + 1
     WHERE id = $1 AND version = $2";

/// Changes an absence; `version` is the one that was read. Returns `false` when somebody else has changed
/// it since: nothing is written then.
pub async fn correct_absence(tx: &mut Tx, one: &Absence) -> Result<bool> {
    let changed = store::write!(tx, |connection| {
        sqlx::query(UPDATE)
            .bind(one.id.0)
            .bind(one.version)
            .bind(one.kind.word())
            .bind(one.period.from().to_sqlx())
            .bind(one.period.to().map(ToSqlx::to_sqlx))
            .bind(one.reason.as_deref())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(changed > 0)
}

const REMOVE: &str = "DELETE FROM absences WHERE id = $1";

/// Takes an absence out that should never have been entered; what it said stands in the corrections.
pub async fn remove_absence(tx: &mut Tx, id: AbsenceId) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(REMOVE)
            .bind(id.0)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Why somebody has left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// Who.
    pub employee: EmployeeId,
    /// 定年, 自己都合 ….
    pub kind: DepartureKind,
    /// In words.
    pub note: Option<String>,
}

store::row! {
    struct DepartureRow {
        kind: String,
        note: Option<String>,
    }
}

const DEPARTURE: &str = "SELECT kind, note FROM departures WHERE employee_id = $1";

/// Why an employee has left or will leave.
pub async fn departure(db: &Db, employee: EmployeeId) -> Result<Option<Departure>> {
    let row: Option<DepartureRow> = store::read!(db, |pool| {
        sqlx::query_as(DEPARTURE)
            .bind(employee.0)
            .fetch_optional(pool)
            .await
    })?;
    row.map(|row| {
        let kind = DepartureKind::of_word(&row.kind).ok_or_else(|| anyhow!("unknown departure"))?;
        Ok(Departure {
            employee,
            kind,
            note: row.note,
        })
    })
    .transpose()
}

const SET_DEPARTURE: &str = "
    INSERT INTO departures (employee_id, kind, note) VALUES ($1, $2, $3)
    ON CONFLICT (employee_id) DO UPDATE SET kind = $2, note = $3";

/// Enters why an employee leaves.
pub async fn set_departure(tx: &mut Tx, departure: &Departure) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(SET_DEPARTURE)
            .bind(departure.employee.0)
            .bind(departure.kind.word())
            .bind(departure.note.as_deref())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const NO_DEPARTURE: &str = "DELETE FROM departures WHERE employee_id = $1";

/// Takes back why an employee leaves, when the retirement is undone.
pub async fn no_departure(tx: &mut Tx, employee: EmployeeId) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(NO_DEPARTURE)
            .bind(employee.0)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("people::absences_of", OF_EMPLOYEE),
    ("people::correct_absence", UPDATE),
    ("people::remove_absence", REMOVE),
    ("people::departure", DEPARTURE),
    ("people::set_departure", SET_DEPARTURE),
    ("people::no_departure", NO_DEPARTURE),
];

#[cfg(test)]
mod tests {
    use super::*;
    use calendar::FiscalYear;

    fn absence(id: i64, from: i16, to: Option<i16>) -> Absence {
        let day = |year: i16| FiscalYear(year).first_day();
        Absence {
            id: AbsenceId(id),
            employee: EmployeeId(1),
            kind: AbsenceKind::Childcare,
            period: Period::new(day(from), to.map(day)).unwrap(),
            reason: None,
            version: 1,
        }
    }

    #[test]
    fn two_absences_share_no_day_and_begin_in_service() {
        let service = Period::starting(FiscalYear(2015).first_day());
        let old = [absence(1, 2020, Some(2021))];
        assert_eq!(
            may_be_absent(service, &old, &absence(2, 2021, None)),
            Ok(())
        );
        assert_eq!(
            may_be_absent(service, &old, &absence(2, 2019, None)),
            Err(AbsenceRefusal::Overlap {
                from: FiscalYear(2020).first_day()
            })
        );
        assert_eq!(
            may_be_absent(service, &[], &absence(2, 2014, None)),
            Err(AbsenceRefusal::OutsideService)
        );
        assert_eq!(
            may_be_absent(service, &old, &absence(1, 2019, None)),
            Ok(())
        );
    }
}
