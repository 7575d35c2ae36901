//! Records of overtime: added, never changed; taken back by a row with the opposite minutes.

use super::ROWS_AT_ONCE;
use crate::records::{Month, Split, day_of_word, day_word};
use ::store::{Day, Db, Instant, ToSqlx, Tx, sqlx};
use anyhow::Result;
use calendar::{Date, DayKind};
use jiff::Timestamp;
use people::{EmployeeId, UnitId};

/// When somebody worked: the day, its kind, beginning and end where they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The day.
    pub day: Date,
    /// Its kind.
    pub kind: DayKind,
    /// Minutes after midnight.
    pub span: Option<(i64, i64)>,
}

/// Overtime of a day, or the sum of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its number; the row that takes it back has the same with a minus.
    pub id: i64,
    /// Who.
    pub employee: EmployeeId,
    /// Where the person served on the day.
    pub unit: UnitId,
    /// The month to which it counts.
    pub month: Month,
    /// The day; none for the sum of a month.
    pub when: Option<When>,
    /// Minutes of rest.
    pub rest: i64,
    /// What the limits count.
    pub counted: i64,
    /// Holiday work within regular hours.
    pub holiday: i64,
    /// How much of `counted` lay on the legal weekly holiday.
    pub weekly: i64,
    /// By night.
    pub night: i64,
    /// What was done.
    pub reason: String,
    /// The special work it belongs to.
    pub special: Option<i64>,
    /// The order it follows.
    pub order: Option<i64>,
    /// The file it came from.
    pub import: Option<i64>,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// By whom.
    pub entered_by: String,
}

impl Record {
    /// The same with the minutes of a split.
    #[must_use]
    pub fn with(self, split: Split) -> Record {
        Record {
            counted: split.counted(),
            holiday: split.holiday,
            weekly: split.weekly,
            night: split.night,
            ..self
        }
    }
}

::store::row! {
    struct RecordRow {
        id: i64,
        employee_id: i64,
        unit_id: i64,
        month: i64,
        day: Option<Day>,
        day_kind: Option<String>,
        started: Option<i64>,
        ended: Option<i64>,
        rest: i64,
        counted: i64,
        holiday: i64,
        weekly: i64,
        night: i64,
        reason: String,
        special_id: Option<i64>,
        order_id: Option<i64>,
        import_id: Option<i64>,
        entered_at: Instant,
        entered_by: String,
    }
}

impl RecordRow {
    fn read(self) -> Result<Record> {
        let month = Month::numbered(self.month)
            .ok_or_else(|| anyhow::anyhow!("month of record {}", self.id))?;
        let when = self.day.map(|day| {
            let kind = self.day_kind.as_deref().and_then(day_of_word);
            When {
                day: day.to_jiff(),
                kind: kind.unwrap_or(DayKind::Workday),
                span: self.started.zip(self.ended),
            }
        });
        Ok(Record {
            id: self.id,
            employee: EmployeeId(self.employee_id),
            unit: UnitId(self.unit_id),
            month,
            when,
            rest: self.rest,
            counted: self.counted,
            holiday: self.holiday,
            weekly: self.weekly,
            night: self.night,
            reason: self.reason,
            special: self.special_id,
            order: self.order_id,
            import: self.import_id,
            entered_at: self.entered_at.to_jiff(),
            entered_by: self.entered_by,
        })
    }
}

/// Adds records; [`count`] or [`count_import`] adds them to the months.
pub async fn insert(tx: &mut Tx, records: &[Record]) -> Result<()> {
    for chunk in records.chunks(ROWS_AT_ONCE) {
        ::store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO overtime_records (id, employee_id, unit_id, month, day, day_kind, \
                 started, ended, rest, counted, holiday, weekly, night, reason, special_id, \
                 order_id, import_id, entered_at, entered_by) ",
            );
            query.push_values(chunk, |mut row, record| {
                row.push_bind(record.id)
                    .push_bind(record.employee.0)
                    .push_bind(record.unit.0)
                    .push_bind(record.month.number())
                    .push_bind(record.when.map(|when| when.day.to_sqlx()))
                    .push_bind(record.when.map(|when| day_word(when.kind)))
                    .push_bind(record.when.and_then(|when| Some(when.span?.0)))
                    .push_bind(record.when.and_then(|when| Some(when.span?.1)))
                    .push_bind(record.rest)
                    .push_bind(record.counted)
                    .push_bind(record.holiday)
                    .push_bind(record.weekly)
                    .push_bind(record.night)
                    .push_bind(&record.reason)
                    .push_bind(record.special)
                    .push_bind(record.order)
                    .push_bind(record.import)
                    .push_bind(record.entered_at.to_sqlx())
                    .push_bind(&record.entered_by);
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

const COUNT: &str = "
    INSERT INTO overtime_months (employee_id, month, unit_id, counted, special, holiday, weekly, night)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (employee_id, month, unit_id) DO UPDATE
       SET counted = overtime_months.counted + excluded.counted,
           special = overtime_months.special + excluded.special,
           holiday = overtime_months.holiday + excluded.holiday,
           weekly = overtime_months.weekly + excluded.weekly,
           night = overtime_months.night + excluded.night";

/// Adds a record to its month, or takes it away with `sign` -1.
pub async fn count(tx: &mut Tx, record: &Record, sign: i64) -> Result<()> {
    let special = if record.special.is_some() {
        record.counted
    } else {
        0
    };
    ::store::write!(tx, |connection| {
        sqlx::query(COUNT)
            .bind(record.employee.0)
            .bind(record.month.number())
            .bind(record.unit.0)
            .bind(record.counted * sign)
            .bind(special * sign)
            .bind(record.holiday * sign)
            .bind(record.weekly * sign)
            .bind(record.night * sign)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const COUNT_IMPORT: &str = "
    INSERT INTO overtime_months (employee_id, month, unit_id, counted, special, holiday, weekly, night)
    SELECT r.employee_id, r.month, r.unit_id, SUM(r.counted),
           SUM(CASE WHEN r.special_id IS NULL THEN 0 ELSE r.counted END), SUM(r.holiday), SUM(r.weekly), SUM(r.night)
      FROM overtime_records r
     WHERE r.import_id = $1 AND r.id > 0
     GROUP BY r.employee_id, r.month, r.unit_id
    ON CONFLICT (employee_id, month, unit_id) DO UPDATE
       SET counted = overtime_months.counted + excluded.counted,
           special = overtime_months.special + excluded.special,
           holiday = overtime_months.holiday + excluded.holiday,
           weekly = overtime_months.weekly + excluded.weekly,
           night = overtime_months.night + excluded.night";

const UNCOUNT_IMPORT: &str = "
    INSERT INTO overtime_months (employee_id, month, unit_id, counted, special, holiday, weekly, night)
    SELECT r.employee_id, r.month, r.unit_id, -SUM(r.counted),
           -SUM(CASE WHEN r.special_id IS NULL THEN 0 ELSE r.counted END), -SUM(r.holiday), -SUM(r.weekly),
           -SUM(r.night)
      FROM overtime_records r
     WHERE r.import_id = $1 AND r.id > 0
     GROUP BY r.employee_id, r.month, r.unit_id
    ON CONFLICT (employee_id, month, unit_id) DO UPDATE
       SET counted = overtime_months.counted + excluded.counted,
           special = overtime_months.special + excluded.special,
           holiday = overtime_months.holiday + excluded.holiday,
           weekly = overtime_months.weekly + excluded.weekly,
           night = overtime_months.night + excluded.night";

const REVERSE_IMPORT: &str = "
    INSERT INTO overtime_records (id, employee_id, unit_id, month, day, day_kind, started, ended, rest, counted,
           holiday, weekly, night, reason, special_id, order_id, import_id, entered_at, entered_by)
    SELECT -r.id, r.employee_id, r.unit_id, r.month, r.day, r.day_kind, r.started, r.ended, r.rest, -r.counted,
           -r.holiday, -r.weekly, -r.night, r.reason, r.special_id, r.order_id, r.import_id, $2, $3
      FROM overtime_records r
     WHERE r.import_id = $1 AND r.id > 0";

/// Adds what a file has brought to the months, in one statement.
pub async fn count_import(tx: &mut Tx, import: i64) -> Result<()> {
    ::store::write!(tx, |connection| {
        sqlx::query(COUNT_IMPORT)
            .bind(import)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Takes everything back that a file has brought. None of it may have been corrected before.
pub async fn reverse_import(tx: &mut Tx, import: i64, at: Timestamp, by: &str) -> Result<()> {
    ::store::write!(&mut *tx, |connection| {
        sqlx::query(UNCOUNT_IMPORT)
            .bind(import)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    ::store::write!(tx, |connection| {
        sqlx::query(REVERSE_IMPORT)
            .bind(import)
            .bind(at.to_sqlx())
            .bind(by)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const TOUCHED: &str = "
    SELECT COUNT(*) FROM overtime_records WHERE import_id = $1 AND id < 0";

/// How many records of a file have been taken back one by one.
pub async fn touched(tx: &mut Tx, import: i64) -> Result<i64> {
    Ok(::store::write!(tx, |connection| {
        sqlx::query_scalar(TOUCHED)
            .bind(import)
            .fetch_one(connection)
            .await
    })?)
}

/// Takes one record back: a row with the opposite minutes. `false` when it was taken back before.
pub async fn reverse(tx: &mut Tx, record: &Record, at: Timestamp, by: &str) -> Result<bool> {
    let found: Option<Record> = find_in(tx, -record.id).await?;
    if found.is_some() {
        return Ok(false);
    }
    let opposite = Record {
        id: -record.id,
        counted: -record.counted,
        holiday: -record.holiday,
        weekly: -record.weekly,
        night: -record.night,
        entered_at: at,
        entered_by: by.to_owned(),
        ..record.clone()
    };
    insert(tx, &[opposite]).await?;
    count(tx, record, -1).await?;
    Ok(true)
}

macro_rules! records_where {
    ($rest:literal) => {
        concat!(
            "
    SELECT r.id, r.employee_id, r.unit_id, r.month, r.day, r.day_kind, r.started, r.ended, r.rest, r.counted,
           r.holiday, r.weekly, r.night, r.reason, r.special_id, r.order_id, r.import_id, r.entered_at,
           r.entered_by
      FROM overtime_records r",
            $rest
        )
    };
}

const ONE: &str = records_where!(" WHERE r.id = $1");

/// One record.
pub async fn find_in(tx: &mut Tx, id: i64) -> Result<Option<Record>> {
    let row: Option<RecordRow> = ::store::write!(tx, |connection| {
        sqlx::query_as(ONE)
            .bind(id)
            .fetch_optional(connection)
            .await
    })?;
    row.map(RecordRow::read).transpose()
}

const OF_PERSON: &str = records_where!(
    "
     WHERE r.employee_id = $1 AND r.month = $2 AND r.id > 0
       AND NOT EXISTS (SELECT 1 FROM overtime_records x WHERE x.id = -r.id)
     ORDER BY r.day, r.started, r.id"
);

/// The records of a person in a month that stand, by day.
pub async fn of_person(db: &Db, employee: EmployeeId, month: Month) -> Result<Vec<Record>> {
    let rows: Vec<RecordRow> = ::store::read!(db, |pool| {
        sqlx::query_as(OF_PERSON)
            .bind(employee.0)
            .bind(month.number())
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(RecordRow::read).collect()
}

/// The same inside a transaction.
pub async fn of_person_in(tx: &mut Tx, employee: EmployeeId, month: Month) -> Result<Vec<Record>> {
    let rows: Vec<RecordRow> = ::store::write!(tx, |connection| {
        sqlx::query_as(OF_PERSON)
            .bind(employee.0)
            .bind(month.number())
            .fetch_all(connection)
            .await
    })?;
    rows.into_iter().map(RecordRow::read).collect()
}

/// `month + 0`, so that the people are looked up and not the months: an index that ends with the month would be
/// read from end to end.
const STANDING: &str = "
    SELECT r.employee_id, r.day, r.started, r.ended
      FROM overtime_records r
     WHERE r.employee_id IN (SELECT value FROM json_each($1))
       AND r.month + 0 >= $2 AND r.month + 0 <= $3 AND r.id > 0
       AND NOT EXISTS (SELECT 1 FROM overtime_records x WHERE x.id = -r.id)";

::store::row! {
    struct StandingRow {
        employee_id: i64,
        day: Option<Day>,
        started: Option<i64>,
        ended: Option<i64>,
    }
}

/// What stands already: who, on which day, from when until when; a sum of a month has no day.
pub type Standing = (EmployeeId, Option<Date>, Option<(i64, i64)>);

/// What stands in the months for the people: asked before a file is taken in.
pub async fn standing(
    db: &Db,
    people: &[i64],
    (first, last): (Month, Month),
) -> Result<Vec<Standing>> {
    let mut all = Vec::new();
    for part in people.chunks(ROWS_AT_ONCE) {
        let rows: Vec<StandingRow> = ::store::read!(db, |pool| {
            sqlx::query_as(STANDING)
                .bind(super::list(part.iter().copied()))
                .bind(first.number())
                .bind(last.number())
                .fetch_all(pool)
                .await
        })?;
        all.extend(rows.into_iter().map(|row| {
            (
                EmployeeId(row.employee_id),
                row.day.map(Day::to_jiff),
                row.started.zip(row.ended),
            )
        }));
    }
    Ok(all)
}

const ON_DAY: &str = "
    SELECT COUNT(*) FROM (
        SELECT r.employee_id
          FROM overtime_records r
         WHERE r.day = $1 AND r.special_id IS NULL
         GROUP BY r.employee_id
        HAVING SUM(r.counted) > 0) AS worked";

/// How many people worked overtime on a day, special work left out.
pub async fn person_days(db: &Db, day: Date) -> Result<i64> {
    Ok(::store::read!(db, |pool| {
        sqlx::query_scalar(ON_DAY)
            .bind(day.to_sqlx())
            .fetch_one(pool)
            .await
    })?)
}

const HAS_DAYS: &str = "
    SELECT COUNT(*) FROM (
        SELECT r.day FROM overtime_records r WHERE r.day >= $1 AND r.day < $2 LIMIT 1) AS days";

/// Whether any record of the days names its day; files with the sums of months do not.
pub async fn has_days(db: &Db, from: Date, to: Date) -> Result<bool> {
    let found: i64 = ::store::read!(db, |pool| {
        sqlx::query_scalar(HAS_DAYS)
            .bind(from.to_sqlx())
            .bind(to.to_sqlx())
            .fetch_one(pool)
            .await
    })?;
    Ok(found > 0)
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("overtime::count", COUNT),
    ("overtime::count_import", COUNT_IMPORT),
    ("overtime::uncount_import", UNCOUNT_IMPORT),
    ("overtime::reverse_import", REVERSE_IMPORT),
    ("overtime::touched", TOUCHED),
    ("overtime::record", ONE),
    ("overtime::records of person", OF_PERSON),
    ("overtime::standing", STANDING),
    ("overtime::person_days", ON_DAY),
    ("overtime::has_days", HAS_DAYS),
];
