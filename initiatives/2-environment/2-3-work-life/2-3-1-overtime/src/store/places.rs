//! Where people served, and what holds there: designations, listed workplaces, agreements.

use super::list;
use crate::rules::places::{Place, Stretch, Terms};
use ::store::{Day, Db, Instant, ToSqlx, Tx, sqlx};
use anyhow::Result;
use calendar::{Date, Period};
use jiff::Timestamp;
use people::{EmployeeId, Rank, UnitId, UnitTree};
use std::collections::HashMap;

/// 他律的業務の比重が高い部署: a unit with those below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Designation {
    /// The record.
    pub id: i64,
    /// The unit.
    pub unit: UnitId,
    /// By which criterion.
    pub criterion: String,
    /// From when until when.
    pub period: Period,
    /// When and by whom it was entered.
    pub entered: (Timestamp, String),
    /// For the optimistic lock.
    pub version: i64,
}

/// A workplace of the schedule, with its agreement if it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The record.
    pub id: i64,
    /// The unit.
    pub unit: UnitId,
    /// The number in 労働基準法別表第1.
    pub schedule: i64,
    /// The hours agreed upon; none when there is no agreement.
    pub terms: Option<Terms>,
    /// When the agreement was filed.
    pub filed_on: Option<Date>,
    /// From when until when.
    pub period: Period,
    /// For the optimistic lock.
    pub version: i64,
}

impl Agreement {
    /// Whether the agreement is filed with the labour standards office; else with the city's own.
    #[must_use]
    pub const fn is_filed_outside(&self) -> bool {
        matches!(self.schedule, 1..=10 | 13..=15)
    }
}

::store::row! {
    struct DesignationRow {
        id: i64,
        unit_id: i64,
        criterion: String,
        valid_from: Day,
        valid_to: Option<Day>,
        entered_at: Instant,
        entered_by: String,
        version: i64,
    }
}

::store::row! {
    struct AgreementRow {
        id: i64,
        unit_id: i64,
        schedule_no: i64,
        month_minutes: Option<i64>,
        year_minutes: Option<i64>,
        special_month_minutes: Option<i64>,
        special_year_minutes: Option<i64>,
        times: Option<i64>,
        filed_on: Option<Day>,
        valid_from: Day,
        valid_to: Option<Day>,
        version: i64,
    }
}

const DESIGNATIONS: &str = "
    SELECT id, unit_id, criterion, valid_from, valid_to, entered_at, entered_by, version
      FROM overtime_designations ORDER BY valid_from DESC, id DESC";

/// All designations, the newest first.
pub async fn designations(db: &Db) -> Result<Vec<Designation>> {
    let rows: Vec<DesignationRow> = ::store::read!(db, |pool| sqlx::query_as(DESIGNATIONS)
        .fetch_all(pool)
        .await)?;
    let read = |row: DesignationRow| {
        let to = row.valid_to.map(Day::to_jiff);
        Ok(Designation {
            id: row.id,
            unit: UnitId(row.unit_id),
            criterion: row.criterion,
            period: Period::new(row.valid_from.to_jiff(), to)?,
            entered: (row.entered_at.to_jiff(), row.entered_by),
            version: row.version,
        })
    };
    rows.into_iter().map(read).collect()
}

const ADD_DESIGNATION: &str = "
    INSERT INTO overtime_designations
           (id, unit_id, criterion, valid_from, valid_to, entered_at, entered_by, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 1)";

/// Adds a designation.
pub async fn add_designation(tx: &mut Tx, new: &Designation) -> Result<()> {
    ::store::write!(tx, |connection| {
        sqlx::query(ADD_DESIGNATION)
            .bind(new.id)
            .bind(new.unit.0)
            .bind(&new.criterion)
            .bind(new.period.from().to_sqlx())
            .bind(new.period.to().map(ToSqlx::to_sqlx))
            .bind(new.entered.0.to_sqlx())
            .bind(&new.entered.1)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const END_DESIGNATION: &str = "
    UPDATE overtime_designations SET valid_to = $3, version = version + 1
     WHERE id = $1 AND version = $2 AND valid_from < $3";

/// Ends a designation; `false` when it was changed meanwhile or begins later.
pub async fn end_designation(tx: &mut Tx, id: i64, version: i64, to: Date) -> Result<bool> {
    end(tx, END_DESIGNATION, id, version, to).await
}

const END_AGREEMENT: &str = "
    UPDATE overtime_agreements SET valid_to = $3, version = version + 1
     WHERE id = $1 AND version = $2 AND valid_from < $3";

/// Ends an agreement; `false` when it was changed meanwhile or begins later.
pub async fn end_agreement(tx: &mut Tx, id: i64, version: i64, to: Date) -> Result<bool> {
    end(tx, END_AGREEMENT, id, version, to).await
}

async fn end(tx: &mut Tx, sql: &'static str, id: i64, version: i64, to: Date) -> Result<bool> {
    let rows = ::store::write!(tx, |connection| {
        sqlx::query(sql)
            .bind(id)
            .bind(version)
            .bind(to.to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

const AGREEMENTS: &str = "
    SELECT id, unit_id, schedule_no, month_minutes, year_minutes, special_month_minutes, special_year_minutes,
           times, filed_on, valid_from, valid_to, version
      FROM overtime_agreements ORDER BY valid_from DESC, id DESC";

/// All agreements, the newest first.
pub async fn agreements(db: &Db) -> Result<Vec<Agreement>> {
    let rows: Vec<AgreementRow> =
        ::store::read!(db, |pool| sqlx::query_as(AGREEMENTS).fetch_all(pool).await)?;
    let read = |row: AgreementRow| {
        let to = row.valid_to.map(Day::to_jiff);
        let terms = row
            .month_minutes
            .zip(row.year_minutes)
            .map(|(month, year)| Terms {
                month,
                year,
                special_month: row.special_month_minutes.unwrap_or(month),
                special_year: row.special_year_minutes.unwrap_or(year),
                times: row.times.unwrap_or(0),
            });
        Ok(Agreement {
            id: row.id,
            unit: UnitId(row.unit_id),
            schedule: row.schedule_no,
            terms,
            filed_on: row.filed_on.map(Day::to_jiff),
            period: Period::new(row.valid_from.to_jiff(), to)?,
            version: row.version,
        })
    };
    rows.into_iter().map(read).collect()
}

const ADD_AGREEMENT: &str = "
    INSERT INTO overtime_agreements
           (id, unit_id, schedule_no, month_minutes, year_minutes, special_month_minutes, special_year_minutes,
            times, filed_on, valid_from, valid_to, entered_at, entered_by, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)";

/// Adds a listed workplace with its agreement.
pub async fn add_agreement(tx: &mut Tx, new: &Agreement, at: Timestamp, by: &str) -> Result<()> {
    ::store::write!(tx, |connection| {
        sqlx::query(ADD_AGREEMENT)
            .bind(new.id)
            .bind(new.unit.0)
            .bind(new.schedule)
            .bind(new.terms.map(|terms| terms.month))
            .bind(new.terms.map(|terms| terms.year))
            .bind(new.terms.map(|terms| terms.special_month))
            .bind(new.terms.map(|terms| terms.special_year))
            .bind(new.terms.map(|terms| terms.times))
            .bind(new.filed_on.map(ToSqlx::to_sqlx))
            .bind(new.period.from().to_sqlx())
            .bind(new.period.to().map(ToSqlx::to_sqlx))
            .bind(at.to_sqlx())
            .bind(by)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// A main appointment, as far as limits need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Served {
    /// Who.
    pub employee: EmployeeId,
    /// Where.
    pub unit: UnitId,
    /// With which rank.
    pub rank: Rank,
    /// From when until when.
    pub period: Period,
}

::store::row! {
    struct ServedRow {
        employee_id: i64,
        unit_id: i64,
        rank: String,
        valid_from: Day,
        valid_to: Option<Day>,
    }
}

impl ServedRow {
    fn read(self) -> Result<Served> {
        let rank = Rank::of_word(&self.rank)
            .ok_or_else(|| anyhow::anyhow!("rank of employee {}", self.employee_id))?;
        Ok(Served {
            employee: EmployeeId(self.employee_id),
            unit: UnitId(self.unit_id),
            rank,
            period: Period::new(self.valid_from.to_jiff(), self.valid_to.map(Day::to_jiff))?,
        })
    }
}

/// `unit_id > $3` with 0, so that everybody is read through the index.
const SERVED_BY_ALL: &str = "
    SELECT employee_id, unit_id, rank, valid_from, valid_to
      FROM appointments
     WHERE kind = 'main' AND unit_id > $3 AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $1)";

/// The main appointments of everybody on any of the days `[from, to)`.
pub async fn served_by_all(db: &Db, from: Date, to: Date) -> Result<Vec<Served>> {
    let rows: Vec<ServedRow> = ::store::read!(db, |pool| {
        sqlx::query_as(SERVED_BY_ALL)
            .bind(from.to_sqlx())
            .bind(to.to_sqlx())
            .bind(0_i64)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(ServedRow::read).collect()
}

const SERVED_BY: &str = "
    SELECT employee_id, unit_id, rank, valid_from, valid_to
      FROM appointments
     WHERE kind = 'main' AND employee_id IN (SELECT value FROM json_each($3))
       AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $1)
     ORDER BY employee_id, valid_from";

/// The main appointments of some people on any of the days `[from, to)`.
pub async fn served_by(db: &Db, people: &[i64], from: Date, to: Date) -> Result<Vec<Served>> {
    let mut served = Vec::new();
    for part in people.chunks(super::ROWS_AT_ONCE) {
        let rows: Vec<ServedRow> = ::store::read!(db, |pool| {
            sqlx::query_as(SERVED_BY)
                .bind(from.to_sqlx())
                .bind(to.to_sqlx())
                .bind(list(part.iter().copied()))
                .fetch_all(pool)
                .await
        })?;
        for row in rows {
            served.push(row.read()?);
        }
    }
    Ok(served)
}

/// What holds in which unit from when until when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holding {
    by_unit: HashMap<UnitId, Vec<Stretch>>,
}

impl Holding {
    /// Reads designations and agreements, and lays them on the units below by the organisation as it is known.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(db: &Db, tree: &UnitTree) -> Result<Holding> {
        let mut by_unit: HashMap<UnitId, Vec<Stretch>> = HashMap::new();
        let mut lay = |unit: UnitId, stretch: Stretch| {
            let mut below: Vec<UnitId> = tree.subtree(unit).map(|below| below.unit).collect();
            if below.is_empty() {
                below.push(unit);
            }
            for unit in below {
                by_unit.entry(unit).or_default().push(stretch);
            }
        };
        for one in designations(db).await? {
            lay(
                one.unit,
                Stretch {
                    period: one.period,
                    place: Place::Demanding,
                },
            );
        }
        for one in agreements(db).await? {
            lay(
                one.unit,
                Stretch {
                    period: one.period,
                    place: Place::Listed(one.terms),
                },
            );
        }
        Ok(Holding { by_unit })
    }

    /// What held for somebody during an appointment.
    #[must_use]
    pub fn during(&self, served: &Served) -> Vec<Stretch> {
        let whole = |place| Stretch {
            period: served.period,
            place,
        };
        if is_manager(served.rank) {
            return vec![whole(Place::Outside)];
        }
        let mut stretches = vec![whole(Place::Ordinary)];
        for stretch in self.by_unit.get(&served.unit).into_iter().flatten() {
            stretches.extend(common(served.period, stretch.period).map(|period| Stretch {
                period,
                place: stretch.place,
            }));
        }
        stretches
    }
}

/// Managers stand outside the limits; their hours are recorded for their health.
#[must_use]
pub const fn is_manager(rank: Rank) -> bool {
    matches!(
        rank,
        Rank::DepartmentHead | Rank::DeputyDepartmentHead | Rank::SectionHead
    )
}

fn common(one: Period, other: Period) -> Option<Period> {
    let to = match (one.to(), other.to()) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    Period::new(one.from().max(other.from()), to).ok()
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("overtime::designations", DESIGNATIONS),
    ("overtime::add_designation", ADD_DESIGNATION),
    ("overtime::end_designation", END_DESIGNATION),
    ("overtime::agreements", AGREEMENTS),
    ("overtime::add_agreement", ADD_AGREEMENT),
    ("overtime::end_agreement", END_AGREEMENT),
    ("overtime::served by all", SERVED_BY_ALL),
    ("overtime::served by", SERVED_BY),
];
