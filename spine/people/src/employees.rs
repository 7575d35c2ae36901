//! Employees in the database: one by one, searched, and listed by unit.

use crate::folding::{reading_order, spans};
use crate::records::{
    Employee, EmployeeId, Employment, PersonName, Sex, StaffNumber, Title, UnitId,
};
use anyhow::{Context, Result, anyhow};
use calendar::{Date, Minutes, Period};
use store::{Day, Db, Ids, ToSqlx, Tx, sqlx};

/// Which part of a long list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Rows before the part.
    pub offset: i64,
    /// Rows in the part.
    pub limit: i64,
}

impl Page {
    /// Page `number`, counted from 1, of `size` rows each.
    #[must_use]
    pub fn number(number: i64, size: i64) -> Page {
        Page {
            offset: (number.max(1) - 1) * size,
            limit: size,
        }
    }
}

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
                sex: self.sex.as_deref().map(sex).transpose()?,
                service: Period::new(self.hired_on.to_jiff(), self.left_on.map(Day::to_jiff))?,
                employment: employment(&self.employment)?,
                weekly: Minutes(self.weekly_minutes),
                job_family: Title::parse(&self.job_family)?,
                previous: self.previous_id.map(EmployeeId),
                version: self.version,
            })
        };
        read().with_context(|| format!("employee {id} in the database cannot be read"))
    }
}

pub(crate) fn employment(word: &str) -> Result<Employment> {
    Employment::of_word(word).ok_or_else(|| anyhow!("unknown employment {word}"))
}

fn sex(word: &str) -> Result<Sex> {
    Sex::of_word(word).ok_or_else(|| anyhow!("unknown word for the sex"))
}

const EMPLOYEE: &str = "
    SELECT id, staff_no, family_name, given_name, family_kana, given_kana, former_name, birth_date,
           sex, hired_on, left_on, employment, weekly_minutes, job_family, previous_id, version
      FROM employees WHERE id = $1";

/// The employee of a record number.
pub async fn employee(db: &Db, id: EmployeeId) -> Result<Option<Employee>> {
    let row: Option<EmployeeRow> = store::read!(db, |pool| {
        sqlx::query_as(EMPLOYEE)
            .bind(id.0)
            .fetch_optional(pool)
            .await
    })?;
    row.map(EmployeeRow::read).transpose()
}

/// The employee inside a transaction that is to change the record.
pub async fn employee_in(tx: &mut Tx, id: EmployeeId) -> Result<Option<Employee>> {
    let row: Option<EmployeeRow> = store::write!(tx, |connection| {
        sqlx::query_as(EMPLOYEE)
            .bind(id.0)
            .fetch_optional(connection)
            .await
    })?;
    row.map(EmployeeRow::read).transpose()
}

const EMPLOYEE_NUMBERED: &str = "
    SELECT id, staff_no, family_name, given_name, family_kana, given_kana, former_name, birth_date,
           sex, hired_on, left_on, employment, weekly_minutes, job_family, previous_id, version
      FROM employees WHERE staff_no = $1";

/// The employee of a staff number.
pub async fn employee_numbered(db: &Db, staff_no: &StaffNumber) -> Result<Option<Employee>> {
    let row: Option<EmployeeRow> = store::read!(db, |pool| {
        sqlx::query_as(EMPLOYEE_NUMBERED)
            .bind(staff_no.as_str())
            .fetch_optional(pool)
            .await
    })?;
    row.map(EmployeeRow::read).transpose()
}

/// An employee as a list shows them on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmployeeLine {
    /// The record.
    pub id: EmployeeId,
    /// 職員番号.
    pub staff_no: String,
    /// The name with its reading.
    pub name: PersonName,
    /// 任用の区分.
    pub employment: Employment,
    /// The first day of service.
    pub hired_on: Date,
    /// The first day after the service.
    pub left_on: Option<Date>,
    /// The unit of the main appointment on the day.
    pub unit: Option<UnitId>,
    /// What that unit is called on the day.
    pub unit_name: Option<String>,
    /// The post there.
    pub post: Option<String>,
}

store::row! {
    pub(crate) struct LineRow {
        id: i64,
        staff_no: String,
        family_name: String,
        given_name: String,
        family_kana: String,
        given_kana: String,
        employment: String,
        hired_on: Day,
        left_on: Option<Day>,
        unit_id: Option<i64>,
        unit_name: Option<String>,
        post_title: Option<String>,
    }
}

impl LineRow {
    pub(crate) fn read(self) -> Result<EmployeeLine> {
        let name = PersonName::parse(
            &self.family_name,
            &self.given_name,
            &self.family_kana,
            &self.given_kana,
        );
        Ok(EmployeeLine {
            id: EmployeeId(self.id),
            staff_no: self.staff_no,
            name: name.with_context(|| format!("the name of employee {}", self.id))?,
            employment: employment(&self.employment)?,
            hired_on: self.hired_on.to_jiff(),
            left_on: self.left_on.map(Day::to_jiff),
            unit: self.unit_id.map(UnitId),
            unit_name: self.unit_name,
            post: self.post_title,
        })
    }
}

/// The columns of [`LineRow`] with the main appointment of the day `$1`.
macro_rules! lines_on_day {
    ($($rest:literal),*) => {
        concat!(
            "
    SELECT e.id, e.staff_no, e.family_name, e.given_name, e.family_kana, e.given_kana,
           e.employment, e.hired_on, e.left_on, a.unit_id, v.name AS unit_name, a.post_title
      FROM employees e
      LEFT JOIN appointments a ON a.employee_id = e.id AND a.kind = 'main'
                              AND a.valid_from <= $1 AND (a.valid_to IS NULL OR a.valid_to > $1)
      LEFT JOIN unit_versions v ON v.unit_id = a.unit_id
                               AND v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1)",
            $($rest),*
        )
    };
}
pub(crate) use lines_on_day;

/// The page is cut before anything is joined to it: a word may find thousands. Fewer than three words are repeated.
const SEARCH_IN_SERVICE: &str = "
    WITH found AS MATERIALIZED (
        SELECT e.id FROM employees e
         WHERE e.id IN (SELECT employee_id FROM employee_words WHERE word >= $2 AND word < $3)
           AND e.id IN (SELECT employee_id FROM employee_words WHERE word >= $4 AND word < $5)
           AND e.id IN (SELECT employee_id FROM employee_words WHERE word >= $6 AND word < $7)
           AND e.hired_on <= $1 AND (e.left_on IS NULL OR e.left_on > $1)
         ORDER BY e.reading_order, e.id LIMIT $8 OFFSET $9
    )
    SELECT e.id, e.staff_no, e.family_name, e.given_name, e.family_kana, e.given_kana,
           e.employment, e.hired_on, e.left_on, a.unit_id, v.name AS unit_name, a.post_title
      FROM found k
     CROSS JOIN employees e
      LEFT JOIN appointments a ON a.employee_id = e.id AND a.kind = 'main'
                              AND a.valid_from <= $1 AND (a.valid_to IS NULL OR a.valid_to > $1)
      LEFT JOIN unit_versions v ON v.unit_id = a.unit_id
                               AND v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1)
     WHERE e.id = k.id
     ORDER BY e.reading_order, e.id";

const SEARCH_ALL: &str = lines_on_day!(
    "
     WHERE e.id IN (SELECT employee_id FROM employee_words WHERE word >= $2 AND word < $3)
       AND e.id IN (SELECT employee_id FROM employee_words WHERE word >= $4 AND word < $5)
       AND e.id IN (SELECT employee_id FROM employee_words WHERE word >= $6 AND word < $7)
     ORDER BY e.reading_order, e.id LIMIT $8 OFFSET $9"
);

/// Whom a search finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// Those in service on the day.
    InService,
    /// Also those who have left or are yet to come.
    Everybody,
}

/// Employees whose name, reading or staff number begins with each of the words of the text (up to
/// three), in the order of readings. Width, kana, variants of kanji and ways of writing a name in Roman
/// letters make no difference; a former name finds too. A text without a word finds nobody.
pub async fn search(
    db: &Db,
    text: &str,
    whom: Whom,
    on: Date,
    page: Page,
) -> Result<Vec<EmployeeLine>> {
    let Some([one, two, three]) = spans(text) else {
        return Ok(Vec::new());
    };
    let sql = match whom {
        Whom::InService => SEARCH_IN_SERVICE,
        Whom::Everybody => SEARCH_ALL,
    };
    let rows: Vec<LineRow> = store::read!(db, |pool| {
        sqlx::query_as(sql)
            .bind(on.to_sqlx())
            .bind(one.0)
            .bind(one.1)
            .bind(two.0)
            .bind(two.1)
            .bind(three.0)
            .bind(three.1)
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(LineRow::read).collect()
}

/// Who serves in units on a day: the appointments of the units lead, not the list of all employees.
const OF_UNITS: &str = "
    SELECT e.id, e.staff_no, e.family_name, e.given_name, e.family_kana, e.given_kana,
           e.employment, e.hired_on, e.left_on, a.unit_id, v.name AS unit_name, a.post_title
      FROM appointments a
      JOIN employees e ON e.id = a.employee_id
      LEFT JOIN unit_versions v ON v.unit_id = a.unit_id
                               AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     WHERE a.unit_id IN (SELECT value FROM json_each($1)) AND a.kind = 'main'
       AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
     ORDER BY e.reading_order, e.id LIMIT $3 OFFSET $4";

/// The employees whose main appointment on the day is in one of the units itself, in the order of readings.
pub async fn employees_of(
    db: &Db,
    units: &[UnitId],
    on: Date,
    page: Page,
) -> Result<Vec<EmployeeLine>> {
    let rows: Vec<LineRow> = store::read!(db, |pool| {
        sqlx::query_as(OF_UNITS)
            .bind(crate::cards::json_list(units.iter().map(|unit| unit.0)))
            .bind(on.to_sqlx())
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(LineRow::read).collect()
}

const STAFFING: &str = "
    SELECT unit_id, COUNT(*) FROM appointments
     WHERE kind = 'main' AND valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)
     GROUP BY unit_id ORDER BY unit_id";

/// How many have their main appointment in each unit on a day, units below not counted.
pub async fn staffing(db: &Db, on: Date) -> Result<Vec<(UnitId, i64)>> {
    let rows: Vec<(i64, i64)> = store::read!(db, |pool| {
        sqlx::query_as(STAFFING)
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    Ok(rows
        .into_iter()
        .map(|(unit, count)| (UnitId(unit), count))
        .collect())
}

/// Enters employees with the words they are found by.
pub async fn insert_employees(tx: &mut Tx, ids: &Ids, employees: &[Employee]) -> Result<()> {
    for chunk in employees.chunks(crate::ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO employees (id, staff_no, family_name, given_name, family_kana, \
                 given_kana, former_name, birth_date, sex, hired_on, left_on, employment, \
                 weekly_minutes, job_family, previous_id, reading_order, version) ",
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
                    .push_bind(employee.previous.map(|previous| previous.0))
                    .push_bind(reading_order(name.family_kana(), name.given_kana()))
                    .push_bind(employee.version);
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    insert_words(tx, ids, employees).await
}

pub(crate) async fn insert_words(tx: &mut Tx, ids: &Ids, employees: &[Employee]) -> Result<()> {
    let words: Vec<(i64, Vec<u8>)> = employees
        .iter()
        .flat_map(|employee| {
            employee
                .words()
                .into_iter()
                .map(move |word| (employee.id.0, word))
        })
        .collect();
    for chunk in words.chunks(crate::ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query =
                sqlx::QueryBuilder::new("INSERT INTO employee_words (id, employee_id, word) ");
            query.push_values(chunk, |mut row, (employee, word)| {
                row.push_bind(ids.next())
                    .push_bind(*employee)
                    .push_bind(word.as_slice());
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

const NUMBER_TAKEN: &str = "SELECT id FROM employees WHERE staff_no = $1 AND id <> $2";

/// Whether another record than `except` has the staff number.
pub async fn number_taken(tx: &mut Tx, staff_no: &StaffNumber, except: EmployeeId) -> Result<bool> {
    let found: Option<(i64,)> = store::write!(tx, |connection| {
        sqlx::query_as(NUMBER_TAKEN)
            .bind(staff_no.as_str())
            .bind(except.0)
            .fetch_optional(connection)
            .await
    })?;
    Ok(found.is_some())
}

const HIRED_ON: &str = "UPDATE employees SET hired_on = $2 WHERE id = $1";

/// Corrects the day of hiring; whether the appointments allow it was asked before ([`crate::may_be_hired`]).
pub async fn correct_hiring(tx: &mut Tx, employee: EmployeeId, hired_on: Date) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(HIRED_ON)
            .bind(employee.0)
            .bind(hired_on.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const LATER: &str =
    "SELECT id FROM employees WHERE previous_id = $1 ORDER BY hired_on DESC LIMIT 1";

/// The same person's employment after this one.
pub async fn next_employment(db: &Db, employee: EmployeeId) -> Result<Option<EmployeeId>> {
    let found: Option<(i64,)> = store::read!(db, |pool| {
        sqlx::query_as(LATER)
            .bind(employee.0)
            .fetch_optional(pool)
            .await
    })?;
    Ok(found.map(|(id,)| EmployeeId(id)))
}

const UPDATE: &str = "
    UPDATE employees
       SET staff_no = $3, family_name = $4, given_name = $5, family_kana = $6, given_kana = $7,
           former_name = $8, birth_date = $9, sex = $10, employment = $11, weekly_minutes = $12,
           job_family = $13, reading_order = $14, version = version + 1
     WHERE id = $1 AND version = $2";

const DELETE_WORDS: &str = "DELETE FROM employee_words WHERE employee_id = $1";

/// Corrects an employee's record, the days of service excepted; `version` is the one that was read.
/// Returns `false` when somebody else has changed the record since: nothing is written then.
pub async fn correct_employee(tx: &mut Tx, ids: &Ids, employee: &Employee) -> Result<bool> {
    let name = &employee.name;
    let changed = store::write!(&mut *tx, |connection| {
        sqlx::query(UPDATE)
            .bind(employee.id.0)
            .bind(employee.version)
            .bind(employee.staff_no.as_str())
            .bind(name.family())
            .bind(name.given())
            .bind(name.family_kana())
            .bind(name.given_kana())
            .bind(employee.former_name.as_ref().map(Title::as_str))
            .bind(employee.birth_date.to_sqlx())
            .bind(employee.sex.map(Sex::word))
            .bind(employee.employment.word())
            .bind(employee.weekly.0)
            .bind(employee.job_family.as_str())
            .bind(reading_order(name.family_kana(), name.given_kana()))
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    if changed == 0 {
        return Ok(false);
    }
    store::write!(&mut *tx, |connection| {
        sqlx::query(DELETE_WORDS)
            .bind(employee.id.0)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    insert_words(tx, ids, std::slice::from_ref(employee)).await?;
    Ok(true)
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("people::employee", EMPLOYEE),
    ("people::employee_numbered", EMPLOYEE_NUMBERED),
    ("people::search in service", SEARCH_IN_SERVICE),
    ("people::search everybody", SEARCH_ALL),
    ("people::employees_of", OF_UNITS),
    ("people::staffing", STAFFING),
    ("people::number_taken", NUMBER_TAKEN),
    ("people::correct_hiring", HIRED_ON),
    ("people::next_employment", LATER),
    ("people::correct_employee", UPDATE),
    ("people::correct_employee words", DELETE_WORDS),
];
