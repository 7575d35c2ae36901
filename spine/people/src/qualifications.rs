//! Qualifications and licences (資格・免許) of employees.

use crate::cards::json_list;
use crate::folding::fold;
use crate::records::{EmployeeId, Title};
use anyhow::{Context, Result};
use calendar::Date;
use store::{Day, Db, ToSqlx, Tx, sqlx};

store::id!(
    /// A qualification of an employee.
    pub struct QualificationId;
);

/// A qualification of an employee (資格・免許).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qualification {
    /// The record.
    pub id: QualificationId,
    /// Whose it is.
    pub employee: EmployeeId,
    /// 資格の名称.
    pub name: Title,
    /// 登録番号.
    pub number: Option<Title>,
    /// The day it was gained.
    pub gained: Option<Date>,
    /// The first day it no longer holds; `None` when it does not expire.
    pub expires: Option<Date>,
    /// How it was proved: 免許証の写しを確認.
    pub proof: Option<String>,
    /// Grows with every change.
    pub version: i64,
}

impl Qualification {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds(&self, on: Date) -> bool {
        self.gained.is_none_or(|gained| gained <= on)
            && self.expires.is_none_or(|expires| on < expires)
    }
}

store::row! {
    struct QualificationRow {
        id: i64,
        employee_id: i64,
        name: String,
        number: Option<String>,
        gained_on: Option<Day>,
        expires_on: Option<Day>,
        proof: Option<String>,
        version: i64,
    }
}

impl QualificationRow {
    fn read(self) -> Result<Qualification> {
        let read = || -> Result<Qualification> {
            Ok(Qualification {
                id: QualificationId(self.id),
                employee: EmployeeId(self.employee_id),
                name: Title::parse(&self.name)?,
                number: self.number.as_deref().map(Title::parse).transpose()?,
                gained: self.gained_on.map(Day::to_jiff),
                expires: self.expires_on.map(Day::to_jiff),
                proof: self.proof.clone(),
                version: self.version,
            })
        };
        read().with_context(|| format!("qualification {} cannot be read", self.id))
    }
}

const OF_EMPLOYEES: &str = "
    SELECT id, employee_id, name, number, gained_on, expires_on, proof, version
      FROM qualifications
     WHERE employee_id IN (SELECT value FROM json_each($1))
     ORDER BY employee_id, gained_on, id";

/// The qualifications of several employees, also those that have expired.
pub async fn qualifications_of(db: &Db, employees: &[EmployeeId]) -> Result<Vec<Qualification>> {
    let rows: Vec<QualificationRow> = store::read!(db, |pool| {
        sqlx::query_as(OF_EMPLOYEES)
            .bind(json_list(employees.iter().map(|employee| employee.0)))
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(QualificationRow::read).collect()
}

const ONE: &str = "
    SELECT id, employee_id, name, number, gained_on, expires_on, proof, version
      FROM qualifications WHERE id = $1 AND employee_id = $2";

/// A qualification inside a transaction that is to change it.
pub async fn qualification_in(
    tx: &mut Tx,
    employee: EmployeeId,
    id: QualificationId,
) -> Result<Option<Qualification>> {
    let row: Option<QualificationRow> = store::write!(tx, |connection| {
        sqlx::query_as(ONE)
            .bind(id.0)
            .bind(employee.0)
            .fetch_optional(connection)
            .await
    })?;
    row.map(QualificationRow::read).transpose()
}

/// Enters qualifications; for an import and the sample city also many at once.
pub async fn insert_qualifications(tx: &mut Tx, all: &[Qualification]) -> Result<()> {
    for chunk in all.chunks(crate::ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO qualifications (id, employee_id, name, word, number, gained_on, \
                 expires_on, proof, version) ",
            );
            query.push_values(chunk, |mut row, one| {
                row.push_bind(one.id.0)
                    .push_bind(one.employee.0)
                    .push_bind(one.name.as_str())
                    .push_bind(fold(one.name.as_str()).into_bytes())
                    .push_bind(one.number.as_ref().map(Title::as_str))
                    .push_bind(one.gained.map(ToSqlx::to_sqlx))
                    .push_bind(one.expires.map(ToSqlx::to_sqlx))
                    .push_bind(one.proof.as_deref())
                    .push_bind(one.version.max(1));
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

const UPDATE: &str = "
    UPDATE qualifications
       SET name = $3, word = $4, number = $5, gained_on = $6, expires_on = $7, proof = $8,
           version = version + 1
     WHERE id = $1 AND version = $2";

/// Changes a qualification; `version` is the one that was read. Returns `false` when somebody else has
/// changed it since: nothing is written then.
pub async fn correct_qualification(tx: &mut Tx, one: &Qualification) -> Result<bool> {
    let changed = store::write!(tx, |connection| {
        sqlx::query(UPDATE)
            .bind(one.id.0)
            .bind(one.version)
            .bind(one.name.as_str())
            .bind(fold(one.name.as_str()).into_bytes())
            .bind(one.number.as_ref().map(Title::as_str))
            .bind(one.gained.map(ToSqlx::to_sqlx))
            .bind(one.expires.map(ToSqlx::to_sqlx))
            .bind(one.proof.as_deref())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(changed > 0)
}

const REMOVE: &str = "DELETE FROM qualifications WHERE id = $1";

/// Takes a qualification out that should never have been entered; what it said stands in the corrections.
pub async fn remove_qualification(tx: &mut Tx, id: QualificationId) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(REMOVE)
            .bind(id.0)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("people::qualifications_of", OF_EMPLOYEES),
    ("people::qualification_in", ONE),
    ("people::correct_qualification", UPDATE),
    ("people::remove_qualification", REMOVE),
];
