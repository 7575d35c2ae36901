//! Many records at once: what an import compares with and what it writes. Everything is set-based, a thousand
//! rows in a statement; what is written was checked as a whole by the caller.

use crate::employees::insert_words;
use crate::records::{
    Appointment, AppointmentId, AppointmentKind, Employee, EmployeeId, Employment, Kana,
    PersonName, Rank, Sex, StaffNumber, Title, UnitId, UnitKind, UnitVersion,
};
use crate::{ROWS_AT_ONCE, reading_order};
use anyhow::{Context, Result, anyhow};
use calendar::{Date, Minutes, Period};
use std::collections::BTreeSet;
use store::{Day, Ids, ToSqlx, Tx, sqlx};

store::row! {
    struct EmployeeRow {
        id: i64,
        staff_no: String,
        family_name: String,
        given_name: String,
        family_kana: String,
        given_kana: String,
        former_name: Option<String>,
        birth_date: Day,
        sex: Option<String>,
        hired_on: Day,
        left_on: Option<Day>,
        employment: String,
        weekly_minutes: i64,
        job_family: String,
        previous_id: Option<i64>,
        version: i64,
    }
}

impl EmployeeRow {
    fn read(self) -> Result<Employee> {
        let id = EmployeeId(self.id);
        let read = || -> Result<Employee> {
            Ok(Employee {
                id,
                staff_no: StaffNumber::parse(&self.staff_no)?,
                name: PersonName::parse(
                    &self.family_name,
                    &self.given_name,
                    &self.family_kana,
                    &self.given_kana,
                )?,
                former_name: self.former_name.as_deref().map(Title::parse).transpose()?,
                birth_date: self.birth_date.to_jiff(),
                sex: match &self.sex {
                    Some(word) => Some(Sex::of_word(word).ok_or_else(|| anyhow!("sex"))?),
                    None => None,
                },
                service: Period::new(self.hired_on.to_jiff(), self.left_on.map(Day::to_jiff))?,
                employment: Employment::of_word(&self.employment)
                    .ok_or_else(|| anyhow!("employment"))?,
                weekly: Minutes(self.weekly_minutes),
                job_family: Title::parse(&self.job_family)?,
                previous: self.previous_id.map(EmployeeId),
                version: self.version,
            })
        };
        read().with_context(|| format!("employee {id} in the database cannot be read"))
    }
}

macro_rules! employees {
    ($($rest:literal),*) => {
        concat!(
            "
    SELECT e.id, e.staff_no, e.family_name, e.given_name, e.family_kana, e.given_kana, e.former_name,
           e.birth_date, e.sex, e.hired_on, e.left_on, e.employment, e.weekly_minutes, e.job_family,
           e.previous_id, e.version
      FROM employees e ",
            $($rest),*
        )
    };
}

fn read_all(rows: Vec<EmployeeRow>) -> Result<Vec<Employee>> {
    rows.into_iter().map(EmployeeRow::read).collect()
}

/// The employees of the staff numbers, those that exist, in no order.
pub async fn employees_numbered(tx: &mut Tx, numbers: &[&str]) -> Result<Vec<Employee>> {
    let mut found = Vec::with_capacity(numbers.len());
    for chunk in numbers.chunks(ROWS_AT_ONCE) {
        let rows: Vec<EmployeeRow> = store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(employees!("WHERE e.staff_no IN ("));
            let mut list = query.separated(", ");
            for number in chunk {
                list.push_bind(*number);
            }
            query.push(")");
            query.build_query_as().fetch_all(connection).await
        })?;
        found.extend(read_all(rows)?);
    }
    Ok(found)
}

const BY_IDS: &str = employees!("WHERE e.id IN (SELECT value FROM json_each($1))");

/// The employees of the record numbers, those that exist, in no order.
pub async fn employees_by_ids(tx: &mut Tx, employees: &[EmployeeId]) -> Result<Vec<Employee>> {
    let mut found = Vec::with_capacity(employees.len());
    for chunk in employees.chunks(ROWS_AT_ONCE) {
        let rows: Vec<EmployeeRow> = store::write!(&mut *tx, |connection| {
            sqlx::query_as(BY_IDS)
                .bind(list(chunk.iter().map(|id| id.0)))
                .fetch_all(connection)
                .await
        })?;
        found.extend(read_all(rows)?);
    }
    Ok(found)
}

const SERVING_AFTER: &str = employees!(
    "WHERE e.id > $1 AND e.hired_on < $2 AND (e.left_on IS NULL OR e.left_on > $2)
     ORDER BY e.id LIMIT $3"
);

/// The next employees by record number who serve before a day and go on serving on it.
pub async fn serving_after(
    tx: &mut Tx,
    after: EmployeeId,
    on: Date,
    limit: i64,
) -> Result<Vec<Employee>> {
    let rows: Vec<EmployeeRow> = store::write!(tx, |connection| {
        sqlx::query_as(SERVING_AFTER)
            .bind(after.0)
            .bind(on.to_sqlx())
            .bind(limit)
            .fetch_all(connection)
            .await
    })?;
    read_all(rows)
}

/// The part of the staff within a scope that a file takes at a time: by record number, those who are in
/// service on the day (and those who come later).
const WITHIN_AFTER: &str = employees!(
    "WHERE e.id > $1 AND (e.left_on IS NULL OR e.left_on > $2)
       AND ($3 OR e.id IN (SELECT value FROM json_each($5))
            OR EXISTS (SELECT 1 FROM appointments a
                        WHERE a.employee_id = e.id AND a.kind = 'main'
                          AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
                          AND a.unit_id IN (SELECT value FROM json_each($4))))
     ORDER BY e.id LIMIT $6"
);

/// The next employees by record number within a scope who serve on the day or will do so.
pub async fn within_after(
    tx: &mut Tx,
    scope: &access::PeopleScope,
    after: EmployeeId,
    on: Date,
    limit: i64,
) -> Result<Vec<Employee>> {
    let rows: Vec<EmployeeRow> = store::write!(tx, |connection| {
        sqlx::query_as(WITHIN_AFTER)
            .bind(after.0)
            .bind(on.to_sqlx())
            .bind(scope.all())
            .bind(scope.units())
            .bind(scope.persons())
            .bind(limit)
            .fetch_all(connection)
            .await
    })?;
    read_all(rows)
}

store::row! {
    struct AppointmentRow {
        id: i64,
        employee_id: i64,
        unit_id: i64,
        kind: String,
        post_title: String,
        rank: String,
        heads: bool,
        valid_from: Day,
        valid_to: Option<Day>,
    }
}

impl AppointmentRow {
    fn read(self) -> Result<Appointment> {
        let id = AppointmentId(self.id);
        let read = || -> Result<Appointment> {
            Ok(Appointment {
                id,
                employee: EmployeeId(self.employee_id),
                unit: UnitId(self.unit_id),
                kind: AppointmentKind::of_word(&self.kind).ok_or_else(|| anyhow!("kind"))?,
                post: Title::parse(&self.post_title)?,
                rank: Rank::of_word(&self.rank).ok_or_else(|| anyhow!("rank"))?,
                heads: self.heads,
                period: Period::new(self.valid_from.to_jiff(), self.valid_to.map(Day::to_jiff))?,
            })
        };
        read().with_context(|| format!("appointment {id} in the database cannot be read"))
    }
}

const CAREERS: &str = "
    SELECT id, employee_id, unit_id, kind, post_title, rank, heads, valid_from, valid_to
      FROM appointments
     WHERE employee_id IN (SELECT value FROM json_each($1))
     ORDER BY employee_id, valid_from, id";

/// All appointments of the employees, by employee, the earliest first.
pub async fn careers_of(tx: &mut Tx, employees: &[EmployeeId]) -> Result<Vec<Appointment>> {
    let mut careers = Vec::new();
    for chunk in employees.chunks(ROWS_AT_ONCE) {
        let rows: Vec<AppointmentRow> = store::write!(&mut *tx, |connection| {
            sqlx::query_as(CAREERS)
                .bind(list(chunk.iter().map(|id| id.0)))
                .fetch_all(connection)
                .await
        })?;
        for row in rows {
            careers.push(row.read()?);
        }
    }
    Ok(careers)
}

store::row! {
    struct UnitRow {
        code: String,
        unit_id: i64,
        name: String,
        short_name: String,
        kana: String,
        parent_id: Option<i64>,
        kind: String,
        position: i64,
        valid_from: Day,
        valid_to: Option<Day>,
    }
}

const UNITS_EVER: &str = "
    SELECT u.code, v.unit_id, v.name, v.short_name, v.kana, v.parent_id, v.kind, v.position,
           v.valid_from, v.valid_to
      FROM unit_versions v JOIN units u ON u.id = v.unit_id
     ORDER BY v.unit_id, v.valid_from";

/// Every unit that there was, is or will be, with its code: all versions.
pub async fn units_ever(tx: &mut Tx) -> Result<Vec<(String, UnitVersion)>> {
    let rows: Vec<UnitRow> = store::write!(tx, |connection| {
        sqlx::query_as(UNITS_EVER).fetch_all(connection).await
    })?;
    rows.into_iter()
        .map(|row| Ok((row.code.clone(), row.version()?)))
        .collect()
}

impl UnitRow {
    fn version(self) -> Result<UnitVersion> {
        let unit = UnitId(self.unit_id);
        let read = || -> Result<UnitVersion> {
            Ok(UnitVersion {
                unit,
                name: Title::parse(&self.name)?,
                short_name: Title::parse(&self.short_name)?,
                kana: Kana::parse(&self.kana)?,
                parent: self.parent_id.map(UnitId),
                kind: UnitKind::of_word(&self.kind).ok_or_else(|| anyhow!("kind"))?,
                position: self.position,
                period: Period::new(self.valid_from.to_jiff(), self.valid_to.map(Day::to_jiff))?,
            })
        };
        read().with_context(|| format!("unit {unit} in the database cannot be read"))
    }
}

/// Changing the rows first makes transactions for the same employees wait for each other.
const HOLD: &str = "
    UPDATE employees SET version = version + 1 WHERE id IN (SELECT value FROM json_each($1))";

/// Takes employees for the length of the transaction: their versions grow, forms that were opened before
/// are refused.
pub async fn hold_employees(tx: &mut Tx, employees: &[EmployeeId]) -> Result<()> {
    each_chunk(tx, HOLD, employees.iter().map(|id| id.0)).await
}

/// Writes employees over their records, the days of service included. Their words are made anew for those
/// in `renamed`. The version stays; [`hold_employees`] has moved it on.
pub async fn update_employees(
    tx: &mut Tx,
    ids: &Ids,
    employees: &[Employee],
    renamed: &BTreeSet<EmployeeId>,
) -> Result<()> {
    for chunk in employees.chunks(ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "UPDATE employees SET staff_no = v.column2, family_name = v.column3, \
                 given_name = v.column4, family_kana = v.column5, given_kana = v.column6, \
                 former_name = v.column7, birth_date = v.column8, sex = v.column9, \
                 hired_on = v.column10, left_on = v.column11, employment = v.column12, \
                 weekly_minutes = v.column13, job_family = v.column14, reading_order = v.column15 \
                 FROM (",
            );
            query.push_values(chunk, |mut row, employee| {
                let name = &employee.name;
                row.push_bind(employee.id.0)
                    .push_bind(employee.staff_no.as_str())
                    .push_bind(name.family())
                    .push_bind(name.given())
                    .push_bind(name.family_kana())
                    .push_bind(name.given_kana())
                    .push_bind(employee.former_name.as_ref().map(Title::as_str))
                    .push_bind(employee.birth_date.to_sqlx())
                    .push_bind(employee.sex.map(Sex::word))
                    .push_bind(employee.service.from().to_sqlx())
                    .push_bind(employee.service.to().map(ToSqlx::to_sqlx))
                    .push_bind(employee.employment.word())
                    .push_bind(employee.weekly.0)
                    .push_bind(employee.job_family.as_str())
                    .push_bind(reading_order(name.family_kana(), name.given_kana()));
            });
            query.push(") AS v WHERE employees.id = v.column1");
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    let named_anew: Vec<Employee> = employees
        .iter()
        .filter(|employee| renamed.contains(&employee.id))
        .cloned()
        .collect();
    delete_words(tx, renamed.iter().copied()).await?;
    insert_words(tx, ids, &named_anew).await
}

const DELETE_WORDS: &str = "
    DELETE FROM employee_words WHERE employee_id IN (SELECT value FROM json_each($1))";

async fn delete_words(tx: &mut Tx, employees: impl Iterator<Item = EmployeeId>) -> Result<()> {
    each_chunk(tx, DELETE_WORDS, employees.map(|id| id.0)).await
}

const DELETE_CAREERS: &str = "
    DELETE FROM appointments WHERE employee_id IN (SELECT value FROM json_each($1))";

const DELETE_EMPLOYEES: &str = "
    DELETE FROM employees WHERE id IN (SELECT value FROM json_each($1))";

/// Takes employees out again that were entered by mistake, with their appointments. The database refuses
/// when anything else refers to them.
pub async fn delete_employees(tx: &mut Tx, employees: &[EmployeeId]) -> Result<()> {
    delete_words(tx, employees.iter().copied()).await?;
    each_chunk(tx, DELETE_CAREERS, employees.iter().map(|id| id.0)).await?;
    each_chunk(tx, DELETE_EMPLOYEES, employees.iter().map(|id| id.0)).await
}

/// Writes appointments over their records.
pub async fn update_appointments(tx: &mut Tx, appointments: &[Appointment]) -> Result<()> {
    for chunk in appointments.chunks(ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "UPDATE appointments SET unit_id = v.column2, kind = v.column3, \
                 post_title = v.column4, rank = v.column5, heads = v.column6, \
                 valid_from = v.column7, valid_to = v.column8 FROM (",
            );
            query.push_values(chunk, |mut row, appointment| {
                row.push_bind(appointment.id.0)
                    .push_bind(appointment.unit.0)
                    .push_bind(appointment.kind.word())
                    .push_bind(appointment.post.as_str())
                    .push_bind(appointment.rank.word())
                    .push_bind(appointment.heads)
                    .push_bind(appointment.period.from().to_sqlx())
                    .push_bind(appointment.period.to().map(ToSqlx::to_sqlx));
            });
            query.push(") AS v WHERE appointments.id = v.column1");
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

const DELETE_APPOINTMENTS: &str = "
    DELETE FROM appointments WHERE id IN (SELECT value FROM json_each($1))";

/// Strikes appointments out.
pub async fn delete_appointments(tx: &mut Tx, appointments: &[AppointmentId]) -> Result<()> {
    each_chunk(tx, DELETE_APPOINTMENTS, appointments.iter().map(|id| id.0)).await
}

const VERSIONS_OF_UNIT: &str = "
    SELECT u.code, v.unit_id, v.name, v.short_name, v.kana, v.parent_id, v.kind, v.position,
           v.valid_from, v.valid_to
      FROM unit_versions v JOIN units u ON u.id = v.unit_id
     WHERE v.unit_id = $1 ORDER BY v.valid_from";

const DELETE_VERSION: &str = "DELETE FROM unit_versions WHERE unit_id = $1 AND valid_from = $2";

const REWRITE_VERSION: &str = "
    UPDATE unit_versions
       SET name = $3, short_name = $4, kana = $5, parent_id = $6, kind = $7, position = $8, valid_to = $9
     WHERE unit_id = $1 AND valid_from = $2";

/// Turns the versions of a unit from one run of them into another: what is in both is left alone. `false`
/// when the unit is not as it was seen; nothing is written then. The organisation as a whole was checked by the
/// caller.
pub async fn rewrite_unit(
    tx: &mut Tx,
    ids: &Ids,
    from: &[UnitVersion],
    to: &[UnitVersion],
) -> Result<bool> {
    crate::organisation::pass_gate(tx).await?;
    let Some(unit) = from.first().map(|version| version.unit) else {
        return Ok(false);
    };
    let rows: Vec<UnitRow> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(VERSIONS_OF_UNIT)
            .bind(unit.0)
            .fetch_all(connection)
            .await
    })?;
    let present: Result<Vec<UnitVersion>> = rows.into_iter().map(UnitRow::version).collect();
    if present? != from {
        return Ok(false);
    }
    let in_other = |version: &UnitVersion, other: &[UnitVersion]| {
        let first = version.period.from();
        other.iter().any(|one| one.period.from() == first)
    };
    // Nothing may stand beside an open version: taken out and closed first, entered last.
    for gone in from.iter().filter(|version| !in_other(version, to)) {
        store::write!(&mut *tx, |connection| {
            sqlx::query(DELETE_VERSION)
                .bind(unit.0)
                .bind(gone.period.from().to_sqlx())
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    let kept = to.iter().filter(|version| in_other(version, from));
    for version in kept.filter(|version| !from.contains(version)) {
        store::write!(&mut *tx, |connection| {
            sqlx::query(REWRITE_VERSION)
                .bind(unit.0)
                .bind(version.period.from().to_sqlx())
                .bind(version.name.as_str())
                .bind(version.short_name.as_str())
                .bind(version.kana.as_str())
                .bind(version.parent.map(|parent| parent.0))
                .bind(version.kind.word())
                .bind(version.position)
                .bind(version.period.to().map(ToSqlx::to_sqlx))
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    let added: Vec<&UnitVersion> = to
        .iter()
        .filter(|version| !in_other(version, from))
        .collect();
    if !added.is_empty() {
        crate::units::insert_versions(tx, ids, &added).await?;
    }
    Ok(true)
}

const DELETE_UNIT_VERSIONS: &str = "
    DELETE FROM unit_versions WHERE unit_id IN (SELECT value FROM json_each($1))";

const DELETE_UNITS: &str = "DELETE FROM units WHERE id IN (SELECT value FROM json_each($1))";

/// Takes units out again that were entered by mistake. The database refuses when anything refers to them.
pub async fn delete_units(tx: &mut Tx, units: &[UnitId]) -> Result<()> {
    crate::organisation::pass_gate(tx).await?;
    each_chunk(tx, DELETE_UNIT_VERSIONS, units.iter().map(|id| id.0)).await?;
    each_chunk(tx, DELETE_UNITS, units.iter().map(|id| id.0)).await
}

async fn each_chunk(tx: &mut Tx, sql: &'static str, ids: impl Iterator<Item = i64>) -> Result<()> {
    let ids: Vec<i64> = ids.collect();
    for chunk in ids.chunks(ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            sqlx::query(sql)
                .bind(list(chunk.iter().copied()))
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    Ok(())
}

fn list(ids: impl Iterator<Item = i64>) -> String {
    let ids: Vec<String> = ids.map(|id| id.to_string()).collect();
    format!("[{}]", ids.join(","))
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("people::employees_by_ids", BY_IDS),
    ("people::serving_after", SERVING_AFTER),
    ("people::within_after", WITHIN_AFTER),
    ("people::careers_of", CAREERS),
    ("people::units_ever", UNITS_EVER),
    ("people::hold_employees", HOLD),
    ("people::delete_words", DELETE_WORDS),
    ("people::delete_careers", DELETE_CAREERS),
    ("people::delete_employees", DELETE_EMPLOYEES),
    ("people::delete_appointments", DELETE_APPOINTMENTS),
    ("people::rewrite_unit versions", VERSIONS_OF_UNIT),
    ("people::rewrite_unit delete", DELETE_VERSION),
    ("people::rewrite_unit", REWRITE_VERSION),
    ("people::delete_unit_versions", DELETE_UNIT_VERSIONS),
    ("people::delete_units", DELETE_UNITS),
];
