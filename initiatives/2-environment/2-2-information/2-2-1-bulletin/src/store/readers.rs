//! Who a reader is on a day, and who belongs to an audience: the rule in SQL.

use crate::records::{Audience, Post, PostId, Reader};
use crate::rules::{Standing, is_for as belongs, own_sections};
use access::{Actor, Allowed, KeepBulletin};
use anyhow::{Context, Result};
use calendar::Date;
use people::{EmployeeId, Employment, Rank, UnitId};
use std::collections::BTreeSet;
use store::{Db, ToSqlx, Tx, sqlx};

/// Who is looking at the bulletin, today.
#[derive(Debug, Clone)]
pub(crate) struct Viewer {
    /// The employee; none for elected officers and accounts outside the staff.
    pub employee: Option<EmployeeId>,
    /// As a reader; none for who serves nowhere.
    pub reader: Option<Reader>,
    /// The sections in whose name the person posts.
    pub sections: BTreeSet<UnitId>,
    headed: BTreeSet<i64>,
    /// Whether the person keeps the bulletin.
    pub keeper: bool,
    /// Today.
    pub today: Date,
}

impl Viewer {
    pub(crate) async fn of(db: &Db, actor: &Actor, today: Date) -> Result<Viewer> {
        let employee = actor.employee.map(EmployeeId);
        let (mut reader_found, mut sections) = (None, BTreeSet::new());
        if let Some(employee) = employee {
            reader_found = reader(db, employee, today).await?;
            let serving = people::units_serving(db, employee, today).await?;
            let serving: Vec<UnitId> = serving.into_iter().map(UnitId).collect();
            sections = own_sections(&serving, &*people::units_on(db, today).await?);
        }
        Ok(Viewer {
            employee,
            reader: reader_found,
            sections,
            headed: actor.headed.iter().copied().collect(),
            keeper: Allowed::<KeepBulletin>::ask(actor.clone()).is_ok(),
            today,
        })
    }

    /// How the person stands to a post; the route of an approval is not looked at.
    pub(crate) fn standing(&self, post: &Post, expected: bool) -> Standing {
        let unit = post.entry.unit;
        let for_reader = match (&post.entry.audience, &self.reader) {
            (Audience::Everybody, _) => true,
            (audience, Some(reader)) => belongs(audience, reader),
            (Audience::Chosen(_), None) => false,
        };
        Standing {
            reader: for_reader || expected,
            office: self.sections.contains(&unit) || self.headed.contains(&unit.0),
            keeper: self.keeper,
            on_route: false,
        }
    }

    /// The units whose posts the person looks after, as the JSON list that a query takes.
    pub(crate) fn office_units(&self) -> String {
        let own = self.sections.iter().map(|unit| unit.0);
        super::list(own.chain(self.headed.iter().copied()))
    }

    /// The values of `$1` to `$4` in [`is_for`].
    pub(super) fn terms(&self) -> (String, &'static str, &'static str, i64) {
        let employee = self.employee.map_or(0, |employee| employee.0);
        match &self.reader {
            None => ("[]".to_owned(), "", "", employee),
            Some(reader) => (
                super::list(reader.units.iter().map(|unit| unit.0)),
                reader.rank.map_or("", Rank::word),
                reader.employment.word(),
                employee,
            ),
        }
    }
}

const READER: &str = "
    WITH RECURSIVE
    serving AS (
        SELECT unit_id, kind, rank FROM appointments
         WHERE employee_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
    ),
    above (unit_id) AS (
        SELECT unit_id FROM serving
        UNION
        SELECT v.parent_id FROM unit_versions v JOIN above a ON v.unit_id = a.unit_id
         WHERE v.parent_id IS NOT NULL AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
    )
    SELECT e.employment, (SELECT MIN(rank) FROM serving WHERE kind = 'main') AS rank, a.unit_id
      FROM employees e CROSS JOIN above a
     WHERE e.id = $1
     ORDER BY a.unit_id";

store::row! {
    struct ReaderRow { employment: String, rank: Option<String>, unit_id: i64 }
}

fn read_reader(rows: &[ReaderRow]) -> Result<Option<Reader>> {
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let rank = first.rank.as_deref();
    Ok(Some(Reader {
        rank: rank
            .map(|word| Rank::of_word(word).context("unknown rank"))
            .transpose()?,
        employment: Employment::of_word(&first.employment).context("unknown employment")?,
        units: rows.iter().map(|row| UnitId(row.unit_id)).collect(),
    }))
}

/// A reader on a day; `None` for somebody who serves nowhere.
async fn reader(db: &Db, employee: EmployeeId, on: Date) -> Result<Option<Reader>> {
    let rows: Vec<ReaderRow> = store::read!(db, |pool| sqlx::query_as(READER)
        .bind(employee.0)
        .bind(on.to_sqlx())
        .fetch_all(pool)
        .await)?;
    read_reader(&rows)
}

/// In service with a main appointment, and not away on leave of absence.
const PRESENT: &str = "
    SELECT COUNT(*)
      FROM employees e
      JOIN appointments a ON a.employee_id = e.id AND a.kind = 'main'
                         AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
     WHERE e.id = $1 AND e.hired_on <= $2 AND (e.left_on IS NULL OR e.left_on > $2)
       AND NOT EXISTS (SELECT 1 FROM absences s WHERE s.employee_id = e.id
                          AND s.valid_from <= $2 AND (s.valid_to IS NULL OR s.valid_to > $2))";

/// Whether somebody belonged to the audience of a post on a day, and was there to read it.
pub(crate) async fn belonged(
    tx: &mut Tx,
    employee: EmployeeId,
    audience: &Audience,
    on: Date,
) -> Result<bool> {
    let present: i64 = store::write!(&mut *tx, |c| sqlx::query_scalar(PRESENT)
        .bind(employee.0)
        .bind(on.to_sqlx())
        .fetch_one(c)
        .await)?;
    if present == 0 {
        return Ok(false);
    }
    let rows: Vec<ReaderRow> = store::write!(tx, |c| sqlx::query_as(READER)
        .bind(employee.0)
        .bind(on.to_sqlx())
        .fetch_all(c)
        .await)?;
    Ok(read_reader(&rows)?.is_some_and(|reader| belongs(audience, &reader)))
}

/// Whether the post `p` is for the reader whose units, rank and employment are `$1`, `$2` and `$3`: the
/// rule [`crate::rules::is_for`] in SQL. Of every kind that the audience names, one value must fit. Who was
/// asked to confirm a must-read (`$4`) reads it wherever they serve since.
macro_rules! is_for {
    () => {
        "(p.for_all OR (
            EXISTS (SELECT 1 FROM bulletin_audience b WHERE b.post_id = p.id)
            AND NOT EXISTS (
                SELECT b.kind FROM bulletin_audience b WHERE b.post_id = p.id
                 GROUP BY b.kind
                HAVING SUM(CASE
                    WHEN b.kind = 'unit' AND b.unit_id IN (SELECT value FROM json_each($1)) THEN 1
                    WHEN b.kind = 'rank' AND b.word = $2 THEN 1
                    WHEN b.kind = 'employment' AND b.word = $3 THEN 1
                    ELSE 0 END) = 0))
         OR EXISTS (SELECT 1 FROM bulletin_expected x WHERE x.post_id = p.id AND x.employee_id = $4))"
    };
}
pub(super) use is_for;

/// Everybody whom the post `$1` is for on the day `$2` and who is there to read it.
macro_rules! audience_of {
    () => {
        "FROM bulletin_posts p
      JOIN employees e ON e.hired_on <= $2 AND (e.left_on IS NULL OR e.left_on > $2)
      JOIN appointments a ON a.employee_id = e.id AND a.kind = 'main'
                         AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
     WHERE p.id = $1
       AND NOT EXISTS (SELECT 1 FROM absences s WHERE s.employee_id = e.id
                          AND s.valid_from <= $2 AND (s.valid_to IS NULL OR s.valid_to > $2))
       AND (p.for_all OR (
           EXISTS (SELECT 1 FROM bulletin_audience b WHERE b.post_id = $1)
       AND (NOT EXISTS (SELECT 1 FROM bulletin_audience b WHERE b.post_id = $1 AND b.kind = 'unit')
            OR EXISTS (SELECT 1 FROM appointments s JOIN within w ON w.unit_id = s.unit_id
                        WHERE s.employee_id = e.id
                          AND s.valid_from <= $2 AND (s.valid_to IS NULL OR s.valid_to > $2)))
       AND (NOT EXISTS (SELECT 1 FROM bulletin_audience b WHERE b.post_id = $1 AND b.kind = 'rank')
            OR a.rank IN (SELECT b.word FROM bulletin_audience b WHERE b.post_id = $1 AND b.kind = 'rank'))
       AND (NOT EXISTS (SELECT 1 FROM bulletin_audience b WHERE b.post_id = $1 AND b.kind = 'employment')
            OR e.employment IN (SELECT b.word FROM bulletin_audience b
                                 WHERE b.post_id = $1 AND b.kind = 'employment'))))"
    };
}

/// The units of the audience of `$1` with those below them on the day `$2`.
macro_rules! within {
    () => {
        "WITH RECURSIVE
    within (unit_id) AS (
        SELECT unit_id FROM bulletin_audience WHERE post_id = $1 AND kind = 'unit'
        UNION
        SELECT v.unit_id FROM unit_versions v JOIN within w ON v.parent_id = w.unit_id
         WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
    ) "
    };
}

const AUDIENCE_COUNT: &str = concat!(within!(), "SELECT COUNT(DISTINCT e.id) ", audience_of!());

/// How many people a post is for on a day.
pub(crate) async fn audience_count(db: &Db, post: PostId, on: Date) -> Result<i64> {
    Ok(store::read!(db, |pool| sqlx::query_scalar(AUDIENCE_COUNT)
        .bind(post.0)
        .bind(on.to_sqlx())
        .fetch_one(pool)
        .await)?)
}

/// The same inside a transaction.
pub(crate) async fn audience_count_in(tx: &mut Tx, post: PostId, on: Date) -> Result<i64> {
    Ok(store::write!(tx, |c| sqlx::query_scalar(AUDIENCE_COUNT)
        .bind(post.0)
        .bind(on.to_sqlx())
        .fetch_one(c)
        .await)?)
}

const EXPECT: &str = concat!(
    "INSERT INTO bulletin_expected (post_id, employee_id) ",
    within!(),
    "SELECT DISTINCT p.id, e.id ",
    audience_of!(),
    " ON CONFLICT (post_id, employee_id) DO NOTHING"
);

/// Fixes whom a must-read is for on a day: one statement for 50,000 people.
pub(crate) async fn expect(tx: &mut Tx, post: PostId, on: Date) -> Result<()> {
    store::write!(tx, |c| sqlx::query(EXPECT)
        .bind(post.0)
        .bind(on.to_sqlx())
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

const EXPECTED: &str = "SELECT employee_id FROM bulletin_expected WHERE post_id = $1";

/// Whom a must-read is for.
pub(crate) async fn expected(tx: &mut Tx, post: PostId) -> Result<Vec<i64>> {
    let rows: Vec<(i64,)> = store::write!(tx, |c| sqlx::query_as(EXPECTED)
        .bind(post.0)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

const AUDIENCE_IDS: &str = concat!(within!(), "SELECT DISTINCT e.id ", audience_of!());

/// Whom a post is for on a day, by number.
pub(crate) async fn audience_ids(tx: &mut Tx, post: PostId, on: Date) -> Result<Vec<i64>> {
    let rows: Vec<(i64,)> = store::write!(tx, |c| sqlx::query_as(AUDIENCE_IDS)
        .bind(post.0)
        .bind(on.to_sqlx())
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

const IS_EXPECTED: &str =
    "SELECT COUNT(*) FROM bulletin_expected WHERE post_id = $1 AND employee_id = $2";

/// Whether a must-read is for somebody.
pub(crate) async fn is_expected(db: &Db, post: PostId, employee: EmployeeId) -> Result<bool> {
    let count: i64 = store::read!(db, |pool| sqlx::query_scalar(IS_EXPECTED)
        .bind(post.0)
        .bind(employee.0)
        .fetch_one(pool)
        .await)?;
    Ok(count > 0)
}

const SET_AUDIENCE: &str = "UPDATE bulletin_posts SET audience = $2 WHERE id = $1";

/// Notes how many people a post was for on its posting day.
pub(crate) async fn set_audience(tx: &mut Tx, post: PostId, audience: i64) -> Result<()> {
    store::write!(tx, |c| sqlx::query(SET_AUDIENCE)
        .bind(post.0)
        .bind(audience)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

const DUE: &str = "
    SELECT id FROM bulletin_posts
     WHERE state = 'published' AND audience IS NULL AND posted_on <= $1
     ORDER BY posted_on, id";

/// Published posts whose posting day has come and whose audience was not counted yet.
pub(crate) async fn due(db: &Db, today: Date) -> Result<Vec<PostId>> {
    let rows: Vec<(i64,)> = store::read!(db, |pool| sqlx::query_as(DUE)
        .bind(today.to_sqlx())
        .fetch_all(pool)
        .await)?;
    Ok(rows.into_iter().map(|(id,)| PostId(id)).collect())
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("bulletin::reader", READER),
    ("bulletin::present", PRESENT),
    ("bulletin::audience count", AUDIENCE_COUNT),
    ("bulletin::audience set", SET_AUDIENCE),
    ("bulletin::expect", EXPECT),
    ("bulletin::expected", EXPECTED),
    ("bulletin::audience ids", AUDIENCE_IDS),
    ("bulletin::is expected", IS_EXPECTED),
    ("bulletin::due", DUE),
];
