//! The staff list: public cards for everybody inside, more for those whose records the viewer may see.
//!
//! The page of the list is found first, by indexes alone, and then its fifty people are looked up. What a
//! condition asks about a record (rank, employment, qualification …) is answered only for people whose
//! records the viewer may see: a list of all who hold a licence would otherwise tell it of everybody.

mod statement;

use crate::cards::{CardRow, PublicCard, json_list};
use crate::employees::{Page, employment};
use crate::records::{EmployeeId, Employment, Rank, Sex, UnitId};
use access::PeopleScope;
use anyhow::{Result, anyhow};
use calendar::Date;
use statement::{Statement, Value};
use store::{Day, Db, sqlx};

/// Whom a list asks for. What is empty does not narrow it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Names, readings, Roman letters or numbers, each by its beginning, up to three words.
    pub words: String,
    /// Where they serve on the day, in whatever appointment: a unit with those below it.
    pub units: Option<Vec<UnitId>>,
    /// The rank of the main appointment.
    pub rank: Option<Rank>,
    /// 任用の区分.
    pub employment: Option<Employment>,
    /// 職種, exactly as written.
    pub job_family: Option<String>,
    /// A qualification that holds on the day, by the beginning of its name.
    pub qualification: Option<String>,
    /// In the present unit since this day or an earlier one.
    pub since_by: Option<Date>,
    /// In the present unit since a day after this one.
    pub since_after: Option<Date>,
}

impl Wanted {
    /// Whether something is asked that does not stand on the public card.
    #[must_use]
    pub fn asks_records(&self) -> bool {
        self.rank.is_some()
            || self.employment.is_some()
            || self.job_family.is_some()
            || self.qualification.is_some()
            || self.since_by.is_some()
            || self.since_after.is_some()
    }
}

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// 五十音順.
    Reading,
    /// 職員番号.
    Number,
    /// 所属: as the organisation is printed, ranks and readings within a unit.
    Unit,
    /// 職位, from the top.
    Rank,
    /// Years in the unit: who has been there longest first.
    Since,
    /// Who was hired first.
    Hired,
}

impl Sort {
    /// All of them.
    pub const ALL: [Sort; 6] = [
        Sort::Reading,
        Sort::Number,
        Sort::Unit,
        Sort::Rank,
        Sort::Since,
        Sort::Hired,
    ];
}

/// From where somebody looks at the list.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    /// The day that the list shows.
    pub on: Date,
    /// Today: whose records the viewer may see depends on who serves where today.
    pub today: Date,
    /// Whose records the viewer may see.
    pub records: &'a PeopleScope,
    /// Leaves out everybody else.
    pub only_records: bool,
}

/// What the list shows of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glimpse {
    /// 職員番号.
    pub staff_no: String,
    /// 任用の区分.
    pub employment: Employment,
    /// 職種.
    pub job_family: String,
    /// The rank of the main appointment.
    pub rank: Option<Rank>,
    /// The first day of service.
    pub hired_on: Date,
    /// The first day after the service.
    pub left_on: Option<Date>,
    /// Since when the person has been in the unit without a break.
    pub unit_since: Option<Date>,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryLine {
    /// What everybody may see.
    pub card: PublicCard,
    /// What only those see who may see the record.
    pub record: Option<Glimpse>,
}

store::row! {
    struct LineRow {
        id: i64,
        family_name: String,
        given_name: String,
        family_kana: String,
        given_kana: String,
        unit_id: Option<i64>,
        unit_name: Option<String>,
        post_title: Option<String>,
        telephone: Option<String>,
        extension: Option<String>,
        mail: Option<String>,
        photo: Option<i64>,
        staff_no: String,
        employment: String,
        job_family: String,
        rank: Option<String>,
        hired_on: Day,
        left_on: Option<Day>,
        unit_since: Option<Day>,
        known: bool,
    }
}

impl LineRow {
    fn read(self) -> Result<DirectoryLine> {
        let rank = |word: &String| Rank::of_word(word).ok_or_else(|| anyhow!("unknown rank"));
        let glimpse = Glimpse {
            employment: employment(&self.employment)?,
            rank: self.rank.as_ref().map(rank).transpose()?,
            staff_no: self.staff_no,
            job_family: self.job_family,
            hired_on: self.hired_on.to_jiff(),
            left_on: self.left_on.map(Day::to_jiff),
            unit_since: self.unit_since.map(Day::to_jiff),
        };
        let card = CardRow {
            id: self.id,
            family_name: self.family_name,
            given_name: self.given_name,
            family_kana: self.family_kana,
            given_kana: self.given_kana,
            unit_id: self.unit_id,
            unit_name: self.unit_name,
            post_title: self.post_title,
            telephone: self.telephone,
            extension: self.extension,
            mail: self.mail,
            photo: self.photo,
        };
        Ok(DirectoryLine {
            card: card.read()?,
            record: self.known.then_some(glimpse),
        })
    }
}

/// A part of the list in the given order.
pub async fn directory(
    db: &Db,
    wanted: &Wanted,
    sight: &Sight<'_>,
    (sort, descending): (Sort, bool),
    page: Page,
) -> Result<Vec<DirectoryLine>> {
    let Some(Statement { sql, values }) = statement::list(wanted, sight, sort, descending, page)
    else {
        return Ok(Vec::new());
    };
    let rows: Vec<LineRow> = store::read!(db, |pool| {
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        for value in values {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Day(day) => query.bind(day),
                Value::Bytes(bytes) => query.bind(bytes),
                Value::Number(number) => query.bind(number),
            };
        }
        query.fetch_all(pool).await
    })?;
    rows.into_iter().map(LineRow::read).collect()
}

/// How many the whole list holds.
pub async fn directory_count(db: &Db, wanted: &Wanted, sight: &Sight<'_>) -> Result<i64> {
    let Some(Statement { sql, values }) = statement::count(wanted, sight) else {
        return Ok(0);
    };
    let (count,): (i64,) = store::read!(db, |pool| {
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        for value in values {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Day(day) => query.bind(day),
                Value::Bytes(bytes) => query.bind(bytes),
                Value::Number(number) => query.bind(number),
            };
        }
        query.fetch_one(pool).await
    })?;
    Ok(count)
}

/// The employees of a list in its order, for choosing all of them.
pub async fn directory_ids(
    db: &Db,
    wanted: &Wanted,
    sight: &Sight<'_>,
    page: Page,
) -> Result<Vec<EmployeeId>> {
    let lines = directory(db, wanted, sight, (Sort::Reading, false), page).await?;
    Ok(lines.into_iter().map(|line| line.card.employee).collect())
}

/// Skips from one job family to the next along the index, so that the list of a few dozen does not read
/// the record of everybody.
const JOB_FAMILIES: &str = "
    WITH RECURSIVE families (name) AS (
        SELECT MIN(job_family) FROM employees WHERE job_family > ''
        UNION ALL
        SELECT (SELECT MIN(e.job_family) FROM employees e WHERE e.job_family > f.name)
          FROM families f WHERE f.name IS NOT NULL
    )
    SELECT name FROM families WHERE name IS NOT NULL ORDER BY name LIMIT 200";

/// The job families (職種) that occur.
pub async fn job_families(db: &Db) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = store::read!(db, |pool| {
        sqlx::query_as(JOB_FAMILIES).fetch_all(pool).await
    })?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

const QUALIFICATION_NAMES: &str = "
    WITH RECURSIVE words (word) AS (
        SELECT (SELECT q.word FROM qualifications q WHERE q.word >= $1 ORDER BY q.word LIMIT 1)
        UNION ALL
        SELECT (SELECT q.word FROM qualifications q WHERE q.word > w.word ORDER BY q.word LIMIT 1)
          FROM words w WHERE w.word IS NOT NULL
    )
    SELECT (SELECT q.name FROM qualifications q WHERE q.word = w.word ORDER BY q.employee_id LIMIT 1)
      FROM words w WHERE w.word IS NOT NULL LIMIT 300";

/// The names of qualifications that occur, for suggestions.
pub async fn qualification_names(db: &Db) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = store::read!(db, |pool| {
        sqlx::query_as(QUALIFICATION_NAMES)
            .bind(Vec::<u8>::new())
            .fetch_all(pool)
            .await
    })?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("people::private_lines", PRIVATE),
    ("people::job_families", JOB_FAMILIES),
    ("people::qualification_names", QUALIFICATION_NAMES),
];

/// What an export adds for those who may see private records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrivateLine {
    /// Whose.
    pub employee: EmployeeId,
    /// The birth date.
    pub birth_date: Date,
    /// For statutory reports only.
    pub sex: Option<Sex>,
}

const PRIVATE: &str = "
    SELECT id, birth_date, sex FROM employees WHERE id IN (SELECT value FROM json_each($1))";

/// Birth date and sex of employees; the caller has asked whether the viewer may see them.
pub async fn private_lines(db: &Db, employees: &[EmployeeId]) -> Result<Vec<PrivateLine>> {
    let rows: Vec<(i64, Day, Option<String>)> = store::read!(db, |pool| {
        sqlx::query_as(PRIVATE)
            .bind(json_list(employees.iter().map(|employee| employee.0)))
            .fetch_all(pool)
            .await
    })?;
    Ok(rows
        .into_iter()
        .map(|(id, birth_date, sex)| PrivateLine {
            employee: EmployeeId(id),
            birth_date: birth_date.to_jiff(),
            sex: sex.as_deref().and_then(Sex::of_word),
        })
        .collect())
}

/// Every shape of the list's queries with a name, for the test that asks both databases how they would
/// run them: they are put together from pieces, so they do not stand among [`crate::QUERIES`].
#[must_use]
pub fn directory_queries() -> Vec<(String, String)> {
    statement::shapes()
}
