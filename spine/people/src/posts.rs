//! Headcount (定数): how many of which rank and job family a unit may have, and how many it has.

use crate::organisation::pass_gate;
use crate::records::{Employment, Rank, Title, UnitId};
use anyhow::{Context, Result, anyhow};
use calendar::{Date, Period};
use jiff::Timestamp;
use store::{Day, Db, Ids, Instant, ToSqlx, Tx, sqlx};

store::id!(
    /// A row of headcount.
    pub struct PostId;
);

/// Headcount of a unit for a rank and a job family during a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The record.
    pub id: PostId,
    /// The unit.
    pub unit: UnitId,
    /// The rank.
    pub rank: Rank,
    /// The job family; `None` for whoever of the rank no other row of the unit names.
    pub job_family: Option<Title>,
    /// How many.
    pub headcount: i64,
    /// From when until when.
    pub period: Period,
    /// Who entered it.
    pub changed_by: String,
    /// When.
    pub changed_at: Timestamp,
    /// The version of the row.
    pub version: i64,
}

/// Headcount beside those who are there (現員).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staffed {
    /// The unit.
    pub unit: UnitId,
    /// The rank.
    pub rank: Rank,
    /// The job family; `None` for all that no other row names.
    pub job_family: Option<String>,
    /// How many there may be.
    pub headcount: i64,
    /// How many there are.
    pub staffed: i64,
}

impl Staffed {
    /// 欠員.
    #[must_use]
    pub fn vacant(&self) -> i64 {
        (self.headcount - self.staffed).max(0)
    }

    /// 過員: more than there may be.
    #[must_use]
    pub fn over(&self) -> i64 {
        if self.headcount == 0 {
            0
        } else {
            (self.staffed - self.headcount).max(0)
        }
    }

    /// 定数なし: those for whom no headcount was entered.
    #[must_use]
    pub fn unplanned(&self) -> i64 {
        if self.headcount == 0 { self.staffed } else { 0 }
    }
}

/// Who counts against the headcount: main appointments (本務) of those whom the ordinance on the number of
/// staff (定数条例) counts. `$1` is the day, `$2` the employments with commas around each; the appointments are
/// narrowed further by the caller. CROSS JOIN makes SQLite begin with the
/// appointments, not with everybody under one of the employments.
macro_rules! staffed {
    ($of:literal, $posts:literal) => {
        concat!(
            "
    WITH held AS (
        SELECT a.unit_id, a.rank, e.job_family, COUNT(*) AS staffed
          FROM appointments a
         CROSS JOIN employees e
         WHERE e.id = a.employee_id
           AND a.kind = 'main' AND a.valid_from <= $1 AND (a.valid_to IS NULL OR a.valid_to > $1)",
            $of,
            "
           AND $2 LIKE '%,' || e.employment || ',%'
         GROUP BY a.unit_id, a.rank, e.job_family
    ),
    allowed AS (
        SELECT unit_id, rank, job_family, headcount FROM posts
         WHERE headcount > 0 AND valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)",
            $posts,
            "
    )
    SELECT unit_id, rank, job_family, CAST(SUM(headcount) AS BIGINT) AS headcount,
           CAST(SUM(staffed) AS BIGINT) AS staffed
      FROM (SELECT unit_id, rank, job_family, headcount, 0 AS staffed FROM allowed
             UNION ALL
            SELECT h.unit_id, h.rank, COALESCE(p.job_family, ''), 0, h.staffed
              FROM held h
              LEFT JOIN allowed p ON p.unit_id = h.unit_id AND p.rank = h.rank
                                 AND p.job_family = h.job_family) sums
     GROUP BY unit_id, rank, job_family
     ORDER BY unit_id,
              CASE rank WHEN 'department-head' THEN 0 WHEN 'deputy-department-head' THEN 1
                        WHEN 'section-head' THEN 2 WHEN 'deputy-section-head' THEN 3
                        WHEN 'team-head' THEN 4 WHEN 'senior' THEN 5 ELSE 6 END,
              job_family"
        )
    };
}

const STAFFED: &str = staffed!("", "");

const STAFFED_OF: &str = staffed!(
    "
           AND a.unit_id IN (SELECT value FROM json_each($3))",
    "
           AND unit_id IN (SELECT value FROM json_each($3))"
);

store::row! {
    struct StaffedRow {
        unit_id: i64,
        rank: String,
        job_family: String,
        headcount: i64,
        staffed: i64,
    }
}

impl StaffedRow {
    fn read(self) -> Result<Staffed> {
        Ok(Staffed {
            unit: UnitId(self.unit_id),
            rank: Rank::of_word(&self.rank).ok_or_else(|| anyhow!("unknown rank"))?,
            job_family: Some(self.job_family).filter(|family| !family.is_empty()),
            headcount: self.headcount,
            staffed: self.staffed,
        })
    }
}

/// The employments that most ordinances count against the headcount: full-time, and not temporary or for a
/// fiscal year.
pub const USUALLY_COUNTED: [Employment; 3] = [
    Employment::Regular,
    Employment::ReEmployed,
    Employment::FixedTerm,
];

/// `,regular,fixed-term,`: an employment is looked for with the commas around it.
fn between_commas(employments: &[Employment]) -> String {
    let words = employments.iter().map(|employment| employment.word());
    words.fold(",".to_owned(), |list, word| format!("{list}{word},"))
}

/// Headcount beside those who are there on a day, for all units, in one query.
/// `counted` are the employments that count against it.
pub async fn staffed(db: &Db, on: Date, counted: &[Employment]) -> Result<Vec<Staffed>> {
    let rows: Vec<StaffedRow> = store::read!(db, |pool| {
        sqlx::query_as(STAFFED)
            .bind(on.to_sqlx())
            .bind(between_commas(counted))
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(StaffedRow::read).collect()
}

/// The same for some units.
pub async fn staffed_of(
    db: &Db,
    units: &[UnitId],
    on: Date,
    counted: &[Employment],
) -> Result<Vec<Staffed>> {
    let rows: Vec<StaffedRow> = store::read!(db, |pool| {
        sqlx::query_as(STAFFED_OF)
            .bind(on.to_sqlx())
            .bind(between_commas(counted))
            .bind(crate::cards::json_list(units.iter().map(|unit| unit.0)))
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(StaffedRow::read).collect()
}

const POSTS_OF: &str = "
    SELECT id, unit_id, rank, job_family, headcount, valid_from, valid_to, changed_by, changed_at,
           version
      FROM posts WHERE unit_id = $1
     ORDER BY CASE rank WHEN 'department-head' THEN 0 WHEN 'deputy-department-head' THEN 1
                        WHEN 'section-head' THEN 2 WHEN 'deputy-section-head' THEN 3
                        WHEN 'team-head' THEN 4 WHEN 'senior' THEN 5 ELSE 6 END,
              job_family, valid_from";

store::row! {
    struct PostRow {
        id: i64,
        unit_id: i64,
        rank: String,
        job_family: String,
        headcount: i64,
        valid_from: Day,
        valid_to: Option<Day>,
        changed_by: String,
        changed_at: Instant,
        version: i64,
    }
}

impl PostRow {
    fn read(self) -> Result<Post> {
        let id = PostId(self.id);
        let read = || -> Result<Post> {
            Ok(Post {
                id,
                unit: UnitId(self.unit_id),
                rank: Rank::of_word(&self.rank).ok_or_else(|| anyhow!("unknown rank"))?,
                job_family: match self.job_family.as_str() {
                    "" => None,
                    family => Some(Title::parse(family)?),
                },
                headcount: self.headcount,
                period: Period::new(self.valid_from.to_jiff(), self.valid_to.map(Day::to_jiff))?,
                changed_by: self.changed_by,
                changed_at: self.changed_at.to_jiff(),
                version: self.version,
            })
        };
        read().with_context(|| format!("headcount {id} in the database cannot be read"))
    }
}

/// The headcount of a unit with its history: by rank and job family, the earliest first.
pub async fn posts_of(db: &Db, unit: UnitId) -> Result<Vec<Post>> {
    let rows: Vec<PostRow> = store::read!(db, |pool| {
        sqlx::query_as(POSTS_OF).bind(unit.0).fetch_all(pool).await
    })?;
    rows.into_iter().map(PostRow::read).collect()
}

/// A headcount to be set from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostEntry {
    /// The unit.
    pub unit: UnitId,
    /// The rank.
    pub rank: Rank,
    /// The job family; `None` for all that no other row names.
    pub job_family: Option<Title>,
    /// How many from the day on; 0 ends the row.
    pub headcount: i64,
    /// The day.
    pub on: Date,
    /// The version of the row that was read; 0 when there was none.
    pub expected: i64,
}

/// Why a headcount was not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostRefusal {
    /// The unit does not exist on the day.
    #[error("no such unit on {on}")]
    NoSuchUnit {
        /// The day.
        on: Date,
    },
    /// A change from a later day is already entered.
    #[error("a later change from {from}")]
    Later {
        /// From when.
        from: Date,
    },
    /// Somebody else has changed the row since it was read.
    #[error("changed by somebody else")]
    Stale,
    /// There is nothing to end.
    #[error("nothing to end")]
    Nothing,
}

impl PostRefusal {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            PostRefusal::NoSuchUnit { .. } => "people-post-no-such-unit",
            PostRefusal::Later { .. } => "people-post-later",
            PostRefusal::Stale => "people-post-stale",
            PostRefusal::Nothing => "people-post-nothing",
        }
    }
}

/// What a headcount was and is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Before the day.
    pub before: i64,
    /// From the day on.
    pub after: i64,
}

const UNIT_ON: &str = "
    SELECT unit_id FROM unit_versions
     WHERE unit_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";

const ROWS: &str = "
    SELECT id, unit_id, rank, job_family, headcount, valid_from, valid_to, changed_by, changed_at,
           version
      FROM posts
     WHERE unit_id = $1 AND rank = $2 AND job_family = $3 AND (valid_to IS NULL OR valid_to > $4)
     ORDER BY valid_from";

const INSERT: &str = "
    INSERT INTO posts (id, unit_id, rank, job_family, headcount, valid_from, valid_to, changed_by,
                       changed_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

const SET: &str = "
    UPDATE posts SET headcount = $2, changed_by = $3, changed_at = $4, version = $5 WHERE id = $1";

const END: &str = "UPDATE posts SET valid_to = $2, version = $3 WHERE id = $1";

/// Sets a headcount from a day on. What held before ends on the day; a row that begins on the very day is
/// put right, and the journal keeps what it said.
///
/// # Errors
/// Faults of the database; the inner result tells why nothing was written.
pub async fn set_headcount(
    tx: &mut Tx,
    ids: &Ids,
    entry: &PostEntry,
    (by, at): (&str, Timestamp),
) -> Result<Result<Counted, PostRefusal>> {
    pass_gate(tx).await?;
    let there: Option<(i64,)> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(UNIT_ON)
            .bind(entry.unit.0)
            .bind(entry.on.to_sqlx())
            .fetch_optional(connection)
            .await
    })?;
    if there.is_none() {
        return Ok(Err(PostRefusal::NoSuchUnit { on: entry.on }));
    }
    let family = entry.job_family.as_ref().map_or("", Title::as_str);
    let rows: Vec<PostRow> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(ROWS)
            .bind(entry.unit.0)
            .bind(entry.rank.word())
            .bind(family)
            .bind(entry.on.to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    let rows = rows
        .into_iter()
        .map(PostRow::read)
        .collect::<Result<Vec<_>>>()?;
    if let Some(later) = rows.iter().find(|row| row.period.from() > entry.on) {
        return Ok(Err(PostRefusal::Later {
            from: later.period.from(),
        }));
    }
    let current = rows.first();
    if current.map_or(0, |row| row.version) != entry.expected {
        return Ok(Err(PostRefusal::Stale));
    }
    let before = current.map_or(0, |row| row.headcount);
    if before == 0 && entry.headcount == 0 {
        return Ok(Err(PostRefusal::Nothing));
    }
    if before != entry.headcount {
        match current {
            Some(row) if row.period.from() == entry.on => {
                correct(tx, ids, row.id, entry.headcount, (by, at)).await?;
            }
            _ => follow(tx, ids, current, entry, (by, at)).await?,
        }
    }
    Ok(Ok(Counted {
        before,
        after: entry.headcount,
    }))
}

async fn correct(
    tx: &mut Tx,
    ids: &Ids,
    row: PostId,
    headcount: i64,
    (by, at): (&str, Timestamp),
) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(SET)
            .bind(row.0)
            .bind(headcount)
            .bind(by)
            .bind(at.to_sqlx())
            .bind(ids.next())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Ends what held and begins what follows.
async fn follow(
    tx: &mut Tx,
    ids: &Ids,
    current: Option<&Post>,
    entry: &PostEntry,
    (by, at): (&str, Timestamp),
) -> Result<()> {
    if let Some(row) = current {
        store::write!(&mut *tx, |connection| {
            sqlx::query(END)
                .bind(row.id.0)
                .bind(entry.on.to_sqlx())
                .bind(ids.next())
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    if entry.headcount == 0 {
        return Ok(());
    }
    let until = current.and_then(|row| row.period.to());
    store::write!(tx, |connection| {
        sqlx::query(INSERT)
            .bind(ids.next())
            .bind(entry.unit.0)
            .bind(entry.rank.word())
            .bind(entry.job_family.as_ref().map_or("", Title::as_str))
            .bind(entry.headcount)
            .bind(entry.on.to_sqlx())
            .bind(until.map(ToSqlx::to_sqlx))
            .bind(by)
            .bind(at.to_sqlx())
            .bind(ids.next())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Enters headcount that was checked as a whole, by an import or the sample city.
pub async fn insert_posts(tx: &mut Tx, posts: &[Post]) -> Result<()> {
    for chunk in posts.chunks(crate::ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO posts (id, unit_id, rank, job_family, headcount, valid_from, \
                 valid_to, changed_by, changed_at, version) ",
            );
            query.push_values(chunk, |mut row, post| {
                row.push_bind(post.id.0)
                    .push_bind(post.unit.0)
                    .push_bind(post.rank.word())
                    .push_bind(post.job_family.as_ref().map_or("", Title::as_str))
                    .push_bind(post.headcount)
                    .push_bind(post.period.from().to_sqlx())
                    .push_bind(post.period.to().map(ToSqlx::to_sqlx))
                    .push_bind(post.changed_by.as_str())
                    .push_bind(post.changed_at.to_sqlx())
                    .push_bind(post.version);
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("people::staffed", STAFFED),
    ("people::staffed_of", STAFFED_OF),
    ("people::posts_of", POSTS_OF),
    ("people::set_headcount unit", UNIT_ON),
    ("people::set_headcount rows", ROWS),
    ("people::set_headcount insert", INSERT),
    ("people::set_headcount set", SET),
    ("people::set_headcount end", END),
];
