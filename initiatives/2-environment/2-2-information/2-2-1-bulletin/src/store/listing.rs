//! Lists of posts: what a reader has before them, what a section looks after.

use super::readers::{Viewer, is_for};
use crate::records::{CategoryId, PostId, State};
use crate::rules::{Search, Stage};
use anyhow::{Context, Result};
use calendar::Date;
use people::{Page, UnitId};
use std::collections::HashMap;
use store::{Day, Db, Instant, ToSqlx, sqlx};

/// Which posts the reader wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Reach {
    /// All.
    #[default]
    All,
    /// Those not opened yet.
    Unread,
    /// Must-reads that the reader has not confirmed.
    ToConfirm,
}

impl Reach {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Reach::All => "all",
            Reach::Unread => "unread",
            Reach::ToConfirm => "confirm",
        }
    }

    pub(crate) fn of_word(word: &str) -> Reach {
        [Reach::Unread, Reach::ToConfirm]
            .into_iter()
            .find(|reach| reach.word() == word)
            .unwrap_or_default()
    }
}

/// The conditions of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub category: Option<CategoryId>,
    pub unit: Option<UnitId>,
    pub reach: Reach,
    /// Posted from the one day on, before the other.
    pub posted: (Date, Date),
    /// Only what stands on the board today; otherwise also what has expired.
    pub shown: bool,
    pub search: Option<Search>,
}

/// A post as a reader's list shows it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing about the reader and the post"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BoardLine {
    pub id: PostId,
    pub title: String,
    pub category: CategoryId,
    pub unit_name: String,
    pub posted_on: Date,
    pub shown_to: Option<Date>,
    pub pinned_to: Option<Date>,
    pub must_read: bool,
    pub confirm_by: Option<Date>,
    pub files: i64,
    pub opened: bool,
    /// Whether the reader is asked to confirm, and has not.
    pub to_confirm: bool,
    pub confirmed: bool,
}

store::row! {
    struct LineRow {
        id: i64, title: String, category_id: i64, unit_name: Option<String>, posted_on: Day,
        shown_to: Option<Day>, pinned_to: Option<Day>, must_read: bool, confirm_by: Option<Day>,
        confirm_edition: i64, files: i64, opened_at: Option<Instant>, confirmed: Option<i64>,
        expected: i64,
    }
}

impl LineRow {
    fn read(self) -> BoardLine {
        let confirmed = self
            .confirmed
            .is_some_and(|edition| edition >= self.confirm_edition);
        BoardLine {
            id: PostId(self.id),
            title: self.title,
            category: CategoryId(self.category_id),
            unit_name: self.unit_name.unwrap_or_default(),
            posted_on: self.posted_on.to_jiff(),
            shown_to: self.shown_to.map(Day::to_jiff),
            pinned_to: self.pinned_to.map(Day::to_jiff),
            must_read: self.must_read,
            confirm_by: self.confirm_by.map(Day::to_jiff),
            files: self.files,
            opened: self.opened_at.is_some(),
            to_confirm: self.must_read && self.expected > 0 && !confirmed,
            confirmed: self.must_read && confirmed,
        }
    }
}

/// The columns of a line; `$4` is the reader.
macro_rules! columns {
    () => {
        "SELECT p.id, p.title, p.category_id, v.name AS unit_name, p.posted_on, p.shown_to, p.pinned_to,
         p.must_read, p.confirm_by, p.confirm_edition,
         (SELECT COUNT(*) FROM bulletin_files f WHERE f.post_id = p.id AND f.removed_at IS NULL) AS files,
         r.opened_at, r.edition AS confirmed,
         (SELECT COUNT(*) FROM bulletin_expected y
           WHERE y.post_id = p.id AND y.employee_id = $4) AS expected "
    };
}

/// Posts with the reader's reading and the name that the section had on the posting day.
macro_rules! from {
    () => {
        "FROM bulletin_posts p
         LEFT JOIN bulletin_readings r ON r.post_id = p.id AND r.employee_id = $4
         LEFT JOIN unit_versions v ON v.unit_id = p.unit_id
              AND v.valid_from <= p.posted_on AND (v.valid_to IS NULL OR v.valid_to > p.posted_on) "
    };
}

/// Posts are some hundreds a year and no large table, so an optional condition may be one text here.
macro_rules! conditions {
    () => {
        concat!(
            "WHERE p.state = 'published' AND p.posted_on <= $5
               AND ($6 = 0 OR p.category_id = $6) AND ($7 = 0 OR p.unit_id = $7)
               AND ($8 = 'all' OR ($8 = 'unread' AND r.opened_at IS NULL)
                    OR ($8 = 'confirm' AND p.must_read AND COALESCE(r.edition, 0) < p.confirm_edition
                        AND EXISTS (SELECT 1 FROM bulletin_expected z
                                     WHERE z.post_id = p.id AND z.employee_id = $4)))
               AND p.posted_on >= $9 AND p.posted_on < $10
               AND (NOT $11 OR p.shown_to IS NULL OR p.shown_to > $5)
               AND ",
            is_for!()
        )
    };
}

/// Each pair of the words is there, and the words stand together.
macro_rules! found {
    () => {
        " AND p.id IN (SELECT g.post_id FROM bulletin_grams g
                        WHERE g.gram IN (SELECT value FROM json_each($12))
                        GROUP BY g.post_id HAVING COUNT(*) = $13)
          AND EXISTS (SELECT 1 FROM bulletin_texts b
                       WHERE b.post_id = p.id AND b.folded LIKE $14 ESCAPE '\\'
                         AND b.folded LIKE $15 ESCAPE '\\' AND b.folded LIKE $16 ESCAPE '\\')"
    };
}

/// Pinned posts first, then the newest.
macro_rules! order {
    () => {
        " ORDER BY CASE WHEN p.pinned_to > $5 THEN 0 ELSE 1 END, p.posted_on DESC, p.published_at DESC,
                   p.id DESC "
    };
}

const BOARD: &str = concat!(
    columns!(),
    from!(),
    conditions!(),
    order!(),
    "LIMIT $12 OFFSET $13"
);
const BOARD_COUNT: &str = concat!("SELECT COUNT(*) ", from!(), conditions!());
const FOUND: &str = concat!(
    columns!(),
    from!(),
    conditions!(),
    found!(),
    order!(),
    "LIMIT $17 OFFSET $18"
);
const FOUND_COUNT: &str = concat!("SELECT COUNT(*) ", from!(), conditions!(), found!());

/// Binds `$1` to `$11`.
macro_rules! bound {
    ($sql:expr, $viewer:expr, $wanted:expr) => {{
        let (units, rank, employment, employee) = $viewer.terms();
        sqlx::query_as($sql)
            .bind(units)
            .bind(rank)
            .bind(employment)
            .bind(employee)
            .bind($viewer.today.to_sqlx())
            .bind($wanted.category.map_or(0, |category| category.0))
            .bind($wanted.unit.map_or(0, |unit| unit.0))
            .bind($wanted.reach.word())
            .bind($wanted.posted.0.to_sqlx())
            .bind($wanted.posted.1.to_sqlx())
            .bind($wanted.shown)
    }};
}

/// Binds what is searched for.
macro_rules! searched {
    ($query:expr, $search:expr) => {
        $query
            .bind(&$search.grams)
            .bind($search.count)
            .bind(&$search.patterns[0])
            .bind(&$search.patterns[1])
            .bind(&$search.patterns[2])
    };
}

/// How many posts a list holds.
pub(crate) async fn board_count(db: &Db, viewer: &Viewer, wanted: &Wanted) -> Result<i64> {
    let (count,): (i64,) = match &wanted.search {
        None => store::read!(db, |pool| bound!(BOARD_COUNT, viewer, wanted)
            .fetch_one(pool)
            .await)?,
        Some(search) => store::read!(db, |pool| searched!(
            bound!(FOUND_COUNT, viewer, wanted),
            search
        )
        .fetch_one(pool)
        .await)?,
    };
    Ok(count)
}

/// The posts of a list that are for the reader, a page of them.
pub(crate) async fn board(
    db: &Db,
    viewer: &Viewer,
    wanted: &Wanted,
    page: Page,
) -> Result<Vec<BoardLine>> {
    let rows: Vec<LineRow> = match &wanted.search {
        None => store::read!(db, |pool| bound!(BOARD, viewer, wanted)
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(pool)
            .await)?,
        Some(search) => store::read!(db, |pool| searched!(bound!(FOUND, viewer, wanted), search)
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(pool)
            .await)?,
    };
    Ok(rows.into_iter().map(LineRow::read).collect())
}

const BODIES: &str = "
    SELECT id, body FROM bulletin_posts WHERE id IN (SELECT value FROM json_each($1))";

/// The texts of posts, for the printed digest.
pub(crate) async fn bodies(db: &Db, posts: &[PostId]) -> Result<HashMap<PostId, String>> {
    let ids = super::list(posts.iter().map(|post| post.0));
    let rows: Vec<(i64, String)> = store::read!(db, |pool| sqlx::query_as(BODIES)
        .bind(ids)
        .fetch_all(pool)
        .await)?;
    let texts = rows.into_iter().map(|(id, body)| (PostId(id), body));
    Ok(texts.collect())
}

/// A post as who looks after it sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OfficeLine {
    pub id: PostId,
    pub title: String,
    pub category: CategoryId,
    pub unit_name: String,
    pub author_name: String,
    pub stage: Stage,
    pub must_read: bool,
    pub shown: (Date, Option<Date>),
    pub audience: Option<i64>,
    pub readers: i64,
}

store::row! {
    struct OfficeRow {
        id: i64, title: String, category_id: i64, unit_name: Option<String>, author_name: String,
        state: String, must_read: bool, shown_from: Day, shown_to: Option<Day>,
        posted_on: Option<Day>, audience: Option<i64>, readers: i64,
    }
}

impl OfficeRow {
    fn read(self, today: Date) -> Result<OfficeLine> {
        let state = State::of_word(&self.state).context("unknown state of a post")?;
        let begins = self.posted_on.unwrap_or(self.shown_from).to_jiff();
        let ends = self.shown_to.map(Day::to_jiff);
        Ok(OfficeLine {
            id: PostId(self.id),
            title: self.title,
            category: CategoryId(self.category_id),
            unit_name: self.unit_name.unwrap_or_default(),
            author_name: self.author_name,
            stage: Stage::on(today, state, begins, ends),
            must_read: self.must_read,
            shown: (begins, ends),
            audience: self.audience,
            readers: self.readers,
        })
    }
}

/// The posts of sections (`$1`, or all of them when `$2`) in a stage (`$4`) of the day `$3`.
macro_rules! of_office {
    () => {
        "FROM bulletin_posts p
         LEFT JOIN unit_versions v ON v.unit_id = p.unit_id
              AND v.valid_from <= $3 AND (v.valid_to IS NULL OR v.valid_to > $3)
        WHERE ($2 OR p.unit_id IN (SELECT value FROM json_each($1)))
          AND ($4 = 'all' OR $4 = CASE
                   WHEN p.state <> 'published' THEN p.state
                   WHEN p.posted_on > $3 THEN 'scheduled'
                   WHEN p.shown_to <= $3 THEN 'expired'
                   ELSE 'shown' END)"
    };
}

const OFFICE: &str = concat!(
    "SELECT p.id, p.title, p.category_id, v.name AS unit_name, p.author_name, p.state, p.must_read,
            p.shown_from, p.shown_to, p.posted_on, p.audience, p.readers ",
    of_office!(),
    " ORDER BY p.changed_at DESC, p.id DESC LIMIT $5 OFFSET $6"
);
const OFFICE_COUNT: &str = concat!("SELECT COUNT(*) ", of_office!());

/// How many posts the person looks after.
pub(crate) async fn office_count(db: &Db, viewer: &Viewer, stage: Option<Stage>) -> Result<i64> {
    Ok(store::read!(db, |pool| sqlx::query_scalar(OFFICE_COUNT)
        .bind(viewer.office_units())
        .bind(viewer.keeper)
        .bind(viewer.today.to_sqlx())
        .bind(stage.map_or("all", Stage::word))
        .fetch_one(pool)
        .await)?)
}

/// The posts that the person looks after, the last changed first.
pub(crate) async fn office(
    db: &Db,
    viewer: &Viewer,
    stage: Option<Stage>,
    page: Page,
) -> Result<Vec<OfficeLine>> {
    let rows: Vec<OfficeRow> = store::read!(db, |pool| sqlx::query_as(OFFICE)
        .bind(viewer.office_units())
        .bind(viewer.keeper)
        .bind(viewer.today.to_sqlx())
        .bind(stage.map_or("all", Stage::word))
        .bind(page.limit)
        .bind(page.offset)
        .fetch_all(pool)
        .await)?;
    rows.into_iter().map(|row| row.read(viewer.today)).collect()
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("bulletin::board", BOARD),
    ("bulletin::board count", BOARD_COUNT),
    ("bulletin::found", FOUND),
    ("bulletin::found count", FOUND_COUNT),
    ("bulletin::bodies", BODIES),
    ("bulletin::office", OFFICE),
    ("bulletin::office count", OFFICE_COUNT),
];
