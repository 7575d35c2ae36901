//! Who has opened a post and who has confirmed a must-read.

use crate::records::{PostId, Reading};
use access::PeopleScope;
use anyhow::Result;
use calendar::Date;
use jiff::Timestamp;
use people::{EmployeeId, Page, UnitId};
use store::{Day, Db, Instant, ToSqlx, Tx, sqlx};

const READING: &str = "
    SELECT opened_at, confirmed_at, edition
      FROM bulletin_readings WHERE post_id = $1 AND employee_id = $2";

store::row! {
    struct ReadingRow {
        opened_at: Option<Instant>, confirmed_at: Option<Instant>, edition: i64,
    }
}

/// What somebody has done with a post.
pub(crate) async fn reading(db: &Db, post: PostId, employee: EmployeeId) -> Result<Reading> {
    let row: Option<ReadingRow> = store::read!(db, |pool| sqlx::query_as(READING)
        .bind(post.0)
        .bind(employee.0)
        .fetch_optional(pool)
        .await)?;
    Ok(row.map_or_else(Reading::default, |row| Reading {
        opened: row.opened_at.map(Instant::to_jiff),
        confirmed: row.confirmed_at.map(|at| (at.to_jiff(), row.edition)),
    }))
}

const OPEN: &str = "
    INSERT INTO bulletin_readings (post_id, employee_id, opened_at, edition, counted)
    VALUES ($1, $2, $3, 0, $4)
    ON CONFLICT (post_id, employee_id) DO NOTHING";

const OPEN_TOO: &str = "
    UPDATE bulletin_readings SET opened_at = $3
     WHERE post_id = $1 AND employee_id = $2 AND opened_at IS NULL";

/// Notes that somebody opens a post; `true` when there was no note about them yet.
pub(crate) async fn open(
    tx: &mut Tx,
    (post, employee): (PostId, EmployeeId),
    at: Timestamp,
    counted: bool,
) -> Result<bool> {
    let entered = store::write!(&mut *tx, |c| sqlx::query(OPEN)
        .bind(post.0)
        .bind(employee.0)
        .bind(at.to_sqlx())
        .bind(counted)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if entered == 1 {
        return Ok(true);
    }
    store::write!(tx, |c| sqlx::query(OPEN_TOO)
        .bind(post.0)
        .bind(employee.0)
        .bind(at.to_sqlx())
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(false)
}

const CONFIRM: &str = "
    INSERT INTO bulletin_readings (post_id, employee_id, confirmed_at, edition, noted_by, counted)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (post_id, employee_id) DO UPDATE
       SET confirmed_at = excluded.confirmed_at, edition = excluded.edition,
           noted_by = excluded.noted_by
     WHERE bulletin_readings.edition < $7
    RETURNING counted";

/// What is confirmed: the edition, and from which edition on confirmations count.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Confirming<'a> {
    pub edition: i64,
    pub from: i64,
    pub at: Timestamp,
    /// Who notes that it was read on paper.
    pub noted_by: Option<&'a str>,
    /// Whether the person belonged to the audience of the posting day, if nothing is known of them yet.
    pub counted: bool,
}

/// Notes a confirmation. `None` when it was there; otherwise whether it counts.
pub(crate) async fn confirm(
    tx: &mut Tx,
    (post, employee): (PostId, EmployeeId),
    new: Confirming<'_>,
) -> Result<Option<bool>> {
    Ok(store::write!(tx, |c| sqlx::query_scalar(CONFIRM)
        .bind(post.0)
        .bind(employee.0)
        .bind(new.at.to_sqlx())
        .bind(new.edition)
        .bind(new.noted_by)
        .bind(new.counted)
        .bind(new.from)
        .fetch_optional(c)
        .await)?)
}

const ADD_READERS: &str = "UPDATE bulletin_posts SET readers = readers + $2 WHERE id = $1";

/// Counts more readers of the audience.
pub(crate) async fn add_readers(tx: &mut Tx, post: PostId, more: i64) -> Result<()> {
    store::write!(tx, |c| sqlx::query(ADD_READERS)
        .bind(post.0)
        .bind(more)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

const RESET_READERS: &str = "UPDATE bulletin_posts SET readers = 0 WHERE id = $1";

/// Counts anew, because readers are asked to confirm once more.
pub(crate) async fn reset_readers(tx: &mut Tx, post: PostId) -> Result<()> {
    store::write!(tx, |c| sqlx::query(RESET_READERS)
        .bind(post.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// A must-read that waits for somebody's confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MustReadLine {
    pub id: PostId,
    pub title: String,
    pub confirm_by: Option<Date>,
    pub posted_on: Date,
}

const MUST_READS: &str = "
    SELECT p.id, p.title, p.confirm_by, p.posted_on
      FROM bulletin_expected x
      JOIN bulletin_posts p ON p.id = x.post_id
      LEFT JOIN bulletin_readings r ON r.post_id = x.post_id AND r.employee_id = x.employee_id
     WHERE x.employee_id = $1 AND p.state = 'published' AND p.posted_on <= $2
       AND (p.shown_to IS NULL OR p.shown_to > $2)
       AND COALESCE(r.edition, 0) < p.confirm_edition
       AND NOT EXISTS (SELECT 1 FROM absences s WHERE s.employee_id = x.employee_id
                          AND s.valid_from <= $2 AND (s.valid_to IS NULL OR s.valid_to > $2))
     ORDER BY p.confirm_by, p.posted_on, p.id
     LIMIT 20";

store::row! {
    struct MustReadRow { id: i64, title: String, confirm_by: Option<Day>, posted_on: Day }
}

/// The must-reads that wait for somebody; none while they are away on leave.
pub(crate) async fn must_reads(
    db: &Db,
    employee: EmployeeId,
    today: Date,
) -> Result<Vec<MustReadLine>> {
    let rows: Vec<MustReadRow> = store::read!(db, |pool| sqlx::query_as(MUST_READS)
        .bind(employee.0)
        .bind(today.to_sqlx())
        .fetch_all(pool)
        .await)?;
    let line = |row: MustReadRow| MustReadLine {
        id: PostId(row.id),
        title: row.title,
        confirm_by: row.confirm_by.map(Day::to_jiff),
        posted_on: row.posted_on.to_jiff(),
    };
    Ok(rows.into_iter().map(line).collect())
}

/// A must-read of an author whose day has gone by while some have not confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Late {
    pub id: PostId,
    pub title: String,
    pub left: i64,
}

const LATE: &str = "
    SELECT id, title, audience - readers AS remaining
      FROM bulletin_posts
     WHERE author_id = $1 AND state = 'published' AND must_read AND audience > readers
       AND confirm_by < $2 AND confirm_by >= $3 AND (shown_to IS NULL OR shown_to > $2)
     ORDER BY confirm_by, id";

/// Must-reads of an author whose last day lies between two days.
pub(crate) async fn late(
    db: &Db,
    author: EmployeeId,
    (from, today): (Date, Date),
) -> Result<Vec<Late>> {
    let rows: Vec<(i64, String, i64)> = store::read!(db, |pool| sqlx::query_as(LATE)
        .bind(author.0)
        .bind(today.to_sqlx())
        .bind(from.to_sqlx())
        .fetch_all(pool)
        .await)?;
    let late = |(id, title, left)| Late {
        id: PostId(id),
        title,
        left,
    };
    Ok(rows.into_iter().map(late).collect())
}

/// Which receipts are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Which {
    /// Who has not confirmed, people on leave today left out.
    #[default]
    Missing,
    /// Who has.
    Confirmed,
    /// Both.
    All,
}

impl Which {
    pub(crate) const ALL: [Which; 3] = [Which::Missing, Which::Confirmed, Which::All];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Which::Missing => "missing",
            Which::Confirmed => "confirmed",
            Which::All => "all",
        }
    }

    pub(crate) fn of_word(word: &str) -> Which {
        let found = Which::ALL.into_iter().find(|which| which.word() == word);
        found.unwrap_or_default()
    }
}

/// Whose receipts of which post are asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReceiptsOf<'a> {
    pub post: PostId,
    /// Confirmations of this edition and later ones count.
    pub from: i64,
    pub which: Which,
    pub scope: &'a PeopleScope,
    pub today: Date,
}

/// Somebody for whom a must-read is, and what they have done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Receipt {
    pub employee: EmployeeId,
    pub name: String,
    pub unit: Option<UnitId>,
    pub opened: Option<Timestamp>,
    pub confirmed: Option<Timestamp>,
    pub noted_by: Option<String>,
}

store::row! {
    struct ReceiptRow {
        employee_id: i64, family_name: String, given_name: String, unit_id: Option<i64>,
        opened_at: Option<Instant>, confirmed_at: Option<Instant>, edition: Option<i64>,
        noted_by: Option<String>,
    }
}

/// The people for whom the must-read `$1` is, as far as they are in the scope (`$2` to `$4`), on the day
/// `$5`; `$6` says which of them, `$7` from which edition on a confirmation counts.
///
/// Whether somebody has left is asked person by person: joined, it would be a reason to read all employees.
macro_rules! of_post {
    ($names:literal) => {
        concat!(
            "FROM bulletin_expected x ",
            $names,
            "
      LEFT JOIN appointments a ON a.employee_id = x.employee_id AND a.kind = 'main'
           AND a.valid_from <= $5 AND (a.valid_to IS NULL OR a.valid_to > $5)
      LEFT JOIN bulletin_readings r ON r.post_id = x.post_id AND r.employee_id = x.employee_id
     WHERE x.post_id = $1
       AND ($2 OR a.unit_id IN (SELECT value FROM json_each($3))
               OR x.employee_id IN (SELECT value FROM json_each($4)))
       AND ($6 = 'all'
            OR ($6 = 'confirmed' AND COALESCE(r.edition, 0) >= $7)
            OR ($6 = 'missing' AND COALESCE(r.edition, 0) < $7
                AND (SELECT COUNT(*) FROM employees l WHERE l.id = x.employee_id AND l.left_on <= $5) = 0
                AND NOT EXISTS (SELECT 1 FROM absences s WHERE s.employee_id = x.employee_id
                                   AND s.valid_from <= $5 AND (s.valid_to IS NULL OR s.valid_to > $5))))"
        )
    };
}

const RECEIPTS: &str = concat!(
    "SELECT x.employee_id, e.family_name, e.given_name, a.unit_id, r.opened_at, r.confirmed_at, r.edition,
            r.noted_by ",
    of_post!("JOIN employees e ON e.id = x.employee_id"),
    " ORDER BY a.unit_id, e.reading_order, e.id LIMIT $8 OFFSET $9"
);
const RECEIPTS_COUNT: &str = concat!("SELECT COUNT(*) ", of_post!(""));
const UNREAD: &str = concat!("SELECT x.employee_id ", of_post!(""));

macro_rules! bound {
    ($query:expr, $of:expr) => {
        $query
            .bind($of.post.0)
            .bind($of.scope.all())
            .bind($of.scope.units())
            .bind($of.scope.persons())
            .bind($of.today.to_sqlx())
            .bind($of.which.word())
            .bind($of.from)
    };
}

/// How many receipts there are in the scope.
pub(crate) async fn receipts_count(db: &Db, of: ReceiptsOf<'_>) -> Result<i64> {
    Ok(store::read!(db, |pool| bound!(
        sqlx::query_scalar(RECEIPTS_COUNT),
        of
    )
    .fetch_one(pool)
    .await)?)
}

/// A page of the receipts in the scope, by unit and reading of the name.
pub(crate) async fn receipts(db: &Db, of: ReceiptsOf<'_>, page: Page) -> Result<Vec<Receipt>> {
    let rows: Vec<ReceiptRow> = store::read!(db, |pool| bound!(sqlx::query_as(RECEIPTS), of)
        .bind(page.limit)
        .bind(page.offset)
        .fetch_all(pool)
        .await)?;
    let receipt = |row: ReceiptRow| {
        let counts = row.edition.unwrap_or(0) >= of.from;
        Receipt {
            employee: EmployeeId(row.employee_id),
            name: format!("{} {}", row.family_name, row.given_name),
            unit: row.unit_id.map(UnitId),
            opened: row.opened_at.map(Instant::to_jiff),
            confirmed: row.confirmed_at.filter(|_| counts).map(Instant::to_jiff),
            noted_by: row.noted_by.filter(|_| counts),
        }
    };
    Ok(rows.into_iter().map(receipt).collect())
}

/// Who of the scope has not confirmed.
pub(crate) async fn unread(tx: &mut Tx, of: ReceiptsOf<'_>) -> Result<Vec<i64>> {
    let of = ReceiptsOf {
        which: Which::Missing,
        ..of
    };
    let rows: Vec<(i64,)> = store::write!(tx, |c| bound!(sqlx::query_as(UNREAD), of)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Numbers of readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Totals {
    /// Those who have opened it.
    pub opened: i64,
    /// Those who have confirmed it.
    pub confirmed: i64,
}

const TOTALS: &str = "
    SELECT CAST(COALESCE(SUM(CASE WHEN opened_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT),
           CAST(COALESCE(SUM(CASE WHEN edition >= $2 THEN 1 ELSE 0 END), 0) AS BIGINT)
      FROM bulletin_readings WHERE post_id = $1 AND counted";

/// How many of the audience have opened and confirmed a post.
pub(crate) async fn totals(db: &Db, post: PostId, from: i64) -> Result<Totals> {
    let (opened, confirmed): (i64, i64) = store::read!(db, |pool| sqlx::query_as(TOTALS)
        .bind(post.0)
        .bind(from)
        .fetch_one(pool)
        .await)?;
    Ok(Totals { opened, confirmed })
}

/// How a unit stands: people for whom the post is, and how many have confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standings {
    pub unit: Option<UnitId>,
    pub expected: i64,
    pub confirmed: i64,
}

const BY_UNIT: &str = concat!(
    "SELECT a.unit_id, COUNT(*) AS expected,
            CAST(SUM(CASE WHEN COALESCE(r.edition, 0) >= $7 THEN 1 ELSE 0 END) AS BIGINT) AS confirmed ",
    of_post!(""),
    " GROUP BY a.unit_id"
);

/// The receipts in the scope counted by the unit in which people serve today.
pub(crate) async fn by_unit(db: &Db, of: ReceiptsOf<'_>) -> Result<Vec<Standings>> {
    let of = ReceiptsOf {
        which: Which::All,
        ..of
    };
    let rows: Vec<(Option<i64>, i64, i64)> =
        store::read!(db, |pool| bound!(sqlx::query_as(BY_UNIT), of)
            .fetch_all(pool)
            .await)?;
    let standings = |(unit, expected, confirmed): (Option<i64>, i64, i64)| Standings {
        unit: unit.map(UnitId),
        expected,
        confirmed,
    };
    Ok(rows.into_iter().map(standings).collect())
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("bulletin::reading", READING),
    ("bulletin::open", OPEN),
    ("bulletin::open too", OPEN_TOO),
    ("bulletin::confirm", CONFIRM),
    ("bulletin::readers add", ADD_READERS),
    ("bulletin::readers reset", RESET_READERS),
    ("bulletin::must reads", MUST_READS),
    ("bulletin::late", LATE),
    ("bulletin::receipts", RECEIPTS),
    ("bulletin::receipts count", RECEIPTS_COUNT),
    ("bulletin::unread", UNREAD),
    ("bulletin::totals", TOTALS),
    ("bulletin::by unit", BY_UNIT),
];
