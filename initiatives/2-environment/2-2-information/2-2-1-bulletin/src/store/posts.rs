//! Posts as their authors keep them.

use crate::records::{
    Audience, CategoryId, Chosen, Edition, Entry, MustRead, Post, PostId, Posted, State,
};
use anyhow::{Context, Result};
use calendar::{Date, Period};
use jiff::Timestamp;
use people::{EmployeeId, Employment, Rank, UnitId};
use store::{Day, Db, Ids, Instant, ToSqlx, Tx, sqlx};

const POST: &str = "
    SELECT id, category_id, author_id, author_name, unit_id, title, body, state, for_all, must_read,
           confirm_by, shown_from, shown_to, pinned_to, edition, confirm_edition, published_at,
           posted_on, audience, readers, withdrawn_at, withdrawn_reason, version
      FROM bulletin_posts WHERE id = $1";

const AUDIENCE: &str = "
    SELECT kind, unit_id, word FROM bulletin_audience WHERE post_id = $1 ORDER BY kind, unit_id, word";

store::row! {
    struct PostRow {
        id: i64, category_id: i64, author_id: i64, author_name: String, unit_id: i64,
        title: String, body: String, state: String, for_all: bool, must_read: bool,
        confirm_by: Option<Day>, shown_from: Day, shown_to: Option<Day>, pinned_to: Option<Day>,
        edition: i64, confirm_edition: i64, published_at: Option<Instant>,
        posted_on: Option<Day>, audience: Option<i64>, readers: i64,
        withdrawn_at: Option<Instant>, withdrawn_reason: Option<String>, version: i64,
    }
}

store::row! {
    struct AudienceRow { kind: String, unit_id: Option<i64>, word: Option<String> }
}

/// Who a post is for, from its rows.
fn audience(for_all: bool, rows: Vec<AudienceRow>) -> Result<Audience> {
    if for_all {
        return Ok(Audience::Everybody);
    }
    let mut chosen = Chosen::default();
    for row in rows {
        let word = row.word.as_deref().unwrap_or_default();
        match row.kind.as_str() {
            "unit" => chosen.units.extend(row.unit_id.map(UnitId)),
            "rank" => {
                let rank = Rank::of_word(word).context("unknown rank")?;
                chosen.ranks.insert(rank);
            }
            _ => {
                let employment = Employment::of_word(word).context("unknown employment")?;
                chosen.employments.insert(employment);
            }
        }
    }
    Ok(Audience::Chosen(chosen))
}

impl PostRow {
    fn read(self, rows: Vec<AudienceRow>) -> Result<Post> {
        let id = PostId(self.id);
        let read = || -> Result<Post> {
            let posted = self.published_at.zip(self.posted_on);
            Ok(Post {
                id,
                author: EmployeeId(self.author_id),
                author_name: self.author_name,
                entry: Entry {
                    category: CategoryId(self.category_id),
                    unit: UnitId(self.unit_id),
                    title: self.title,
                    body: self.body,
                    audience: audience(self.for_all, rows)?,
                    must_read: self.must_read.then_some(MustRead {
                        by: self.confirm_by.map(Day::to_jiff),
                    }),
                    shown: Period::new(self.shown_from.to_jiff(), self.shown_to.map(Day::to_jiff))?,
                },
                state: State::of_word(&self.state).context("unknown state")?,
                pinned_to: self.pinned_to.map(Day::to_jiff),
                edition: self.edition,
                confirm_edition: self.confirm_edition,
                posted: posted.map(|(at, on)| Posted {
                    at: at.to_jiff(),
                    on: on.to_jiff(),
                }),
                audience_count: self.audience,
                readers: self.readers,
                withdrawn: self
                    .withdrawn_at
                    .map(|at| (at.to_jiff(), self.withdrawn_reason.unwrap_or_default())),
                version: self.version,
            })
        };
        read().with_context(|| format!("post {id} cannot be read"))
    }
}

/// A post, whoever may see it: the caller asks the rules.
pub(crate) async fn post(db: &Db, id: PostId) -> Result<Option<Post>> {
    let mut snapshot = db.snapshot().await?;
    post_in(&mut snapshot, id).await
}

/// The same inside a transaction.
pub(crate) async fn post_in(tx: &mut Tx, id: PostId) -> Result<Option<Post>> {
    let row: Option<PostRow> = store::write!(&mut *tx, |c| sqlx::query_as(POST)
        .bind(id.0)
        .fetch_optional(c)
        .await)?;
    let Some(row) = row else { return Ok(None) };
    let rows: Vec<AudienceRow> = store::write!(tx, |c| sqlx::query_as(AUDIENCE)
        .bind(id.0)
        .fetch_all(c)
        .await)?;
    row.read(rows).map(Some)
}

const HOLD: &str = "
    UPDATE bulletin_posts SET version = version + 1, changed_at = $3 WHERE id = $1 AND version = $2";

/// Takes a post for an act: `false` when it was changed since it was shown.
pub(crate) async fn hold(tx: &mut Tx, id: PostId, version: i64, at: Timestamp) -> Result<bool> {
    let held = store::write!(tx, |c| sqlx::query(HOLD)
        .bind(id.0)
        .bind(version)
        .bind(at.to_sqlx())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(held == 1)
}

const INSERT: &str = "
    INSERT INTO bulletin_posts
           (id, author_id, author_name, category_id, unit_id, title, body, state, for_all, must_read,
            confirm_by, shown_from, shown_to, edition, confirm_edition, readers, version, changed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 'draft', $8, $9, $10, $11, $12, 0, 1, 0, 1, $13)
    ON CONFLICT (id) DO NOTHING";

/// Enters a draft; `false` when the same form was sent before.
pub(crate) async fn insert(
    tx: &mut Tx,
    ids: &Ids,
    (id, author, name): (PostId, EmployeeId, &str),
    entry: &Entry,
    now: Timestamp,
) -> Result<bool> {
    let entered = store::write!(&mut *tx, |c| sqlx::query(INSERT)
        .bind(id.0)
        .bind(author.0)
        .bind(name)
        .bind(entry.category.0)
        .bind(entry.unit.0)
        .bind(entry.title.trim())
        .bind(entry.body.trim())
        .bind(matches!(entry.audience, Audience::Everybody))
        .bind(entry.must_read.is_some())
        .bind(confirm_by(entry))
        .bind(entry.shown.from().to_sqlx())
        .bind(entry.shown.to().map(ToSqlx::to_sqlx))
        .bind(now.to_sqlx())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if entered == 0 {
        return Ok(false);
    }
    set_audience(tx, ids, id, &entry.audience).await?;
    Ok(true)
}

fn confirm_by(entry: &Entry) -> Option<Day> {
    entry
        .must_read
        .and_then(|must_read| must_read.by)
        .map(ToSqlx::to_sqlx)
}

const UPDATE: &str = "
    UPDATE bulletin_posts
       SET category_id = $2, unit_id = $3, title = $4, body = $5, for_all = $6, must_read = $7,
           confirm_by = $8, shown_from = $9, shown_to = $10
     WHERE id = $1";

/// Writes what was entered over what stood there.
pub(crate) async fn change_entry(tx: &mut Tx, ids: &Ids, id: PostId, entry: &Entry) -> Result<()> {
    store::write!(&mut *tx, |c| sqlx::query(UPDATE)
        .bind(id.0)
        .bind(entry.category.0)
        .bind(entry.unit.0)
        .bind(entry.title.trim())
        .bind(entry.body.trim())
        .bind(matches!(entry.audience, Audience::Everybody))
        .bind(entry.must_read.is_some())
        .bind(confirm_by(entry))
        .bind(entry.shown.from().to_sqlx())
        .bind(entry.shown.to().map(ToSqlx::to_sqlx))
        .execute(c)
        .await
        .map(|_| ()))?;
    set_audience(tx, ids, id, &entry.audience).await
}

const CLEAR_AUDIENCE: &str = "DELETE FROM bulletin_audience WHERE post_id = $1";
const ADD_AUDIENCE: &str =
    "INSERT INTO bulletin_audience (id, post_id, kind, unit_id, word) VALUES ($1, $2, $3, $4, $5)";

async fn set_audience(tx: &mut Tx, ids: &Ids, id: PostId, audience: &Audience) -> Result<()> {
    store::write!(&mut *tx, |c| sqlx::query(CLEAR_AUDIENCE)
        .bind(id.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    let Audience::Chosen(chosen) = audience else {
        return Ok(());
    };
    let units = chosen.units.iter().map(|unit| ("unit", Some(unit.0), None));
    let ranks = chosen.ranks.iter();
    let ranks = ranks.map(|rank| ("rank", None, Some(rank.word())));
    let employments = chosen.employments.iter();
    let employments = employments.map(|one| ("employment", None, Some(one.word())));
    for (kind, unit, word) in units.chain(ranks).chain(employments) {
        store::write!(&mut *tx, |c| sqlx::query(ADD_AUDIENCE)
            .bind(ids.next())
            .bind(id.0)
            .bind(kind)
            .bind(unit)
            .bind(word)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

const KEEP_EDITION: &str = "
    INSERT INTO bulletin_editions (id, post_id, edition, title, body, reason, replaced_at, replaced_by)
    SELECT $2, p.id, p.edition, p.title, p.body, $3, $4, $5 FROM bulletin_posts p WHERE p.id = $1";

const NEXT_EDITION: &str = "
    UPDATE bulletin_posts
       SET edition = edition + 1, confirm_edition = CASE WHEN $2 THEN edition + 1 ELSE confirm_edition END
     WHERE id = $1";

/// Keeps what a published post said, before it is corrected; `again` asks readers to confirm once more.
pub(crate) async fn keep_edition(
    tx: &mut Tx,
    ids: &Ids,
    (id, again): (PostId, bool),
    (now, by, reason): (Timestamp, &str, &str),
) -> Result<()> {
    store::write!(&mut *tx, |c| sqlx::query(KEEP_EDITION)
        .bind(id.0)
        .bind(ids.next())
        .bind(reason)
        .bind(now.to_sqlx())
        .bind(by)
        .execute(c)
        .await
        .map(|_| ()))?;
    store::write!(tx, |c| sqlx::query(NEXT_EDITION)
        .bind(id.0)
        .bind(again)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

const EDITIONS: &str = "
    SELECT edition, title, body, reason, replaced_at, replaced_by
      FROM bulletin_editions WHERE post_id = $1 ORDER BY edition DESC";

store::row! {
    struct EditionRow {
        edition: i64, title: String, body: String, reason: String, replaced_at: Instant,
        replaced_by: String,
    }
}

/// What a post said before its corrections, the latest first.
pub(crate) async fn editions(db: &Db, id: PostId) -> Result<Vec<Edition>> {
    let rows: Vec<EditionRow> = store::read!(db, |pool| sqlx::query_as(EDITIONS)
        .bind(id.0)
        .fetch_all(pool)
        .await)?;
    let edition = |row: EditionRow| Edition {
        edition: row.edition,
        title: row.title,
        body: row.body,
        reason: row.reason,
        replaced: (row.replaced_at.to_jiff(), row.replaced_by),
    };
    Ok(rows.into_iter().map(edition).collect())
}

const SET_STATE: &str = "UPDATE bulletin_posts SET state = $2 WHERE id = $1";

/// Takes a post to another state.
pub(crate) async fn set_state(tx: &mut Tx, id: PostId, state: State) -> Result<()> {
    store::write!(tx, |c| sqlx::query(SET_STATE)
        .bind(id.0)
        .bind(state.word())
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

const PUBLISH: &str = "
    UPDATE bulletin_posts
       SET state = 'published', edition = 1, confirm_edition = 1, published_at = $2, posted_on = $3,
           shown_to = $4
     WHERE id = $1";

/// Publishes the first edition of a post.
pub(crate) async fn publish(
    tx: &mut Tx,
    id: PostId,
    posted: Posted,
    shown_to: Option<Date>,
) -> Result<()> {
    store::write!(tx, |c| sqlx::query(PUBLISH)
        .bind(id.0)
        .bind(posted.at.to_sqlx())
        .bind(posted.on.to_sqlx())
        .bind(shown_to.map(ToSqlx::to_sqlx))
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

const WITHDRAW: &str = "
    UPDATE bulletin_posts
       SET state = 'withdrawn', withdrawn_at = $2, withdrawn_reason = $3, pinned_to = NULL
     WHERE id = $1";

/// Takes a post back; it stays in the database.
pub(crate) async fn withdraw(tx: &mut Tx, id: PostId, now: Timestamp, reason: &str) -> Result<()> {
    store::write!(tx, |c| sqlx::query(WITHDRAW)
        .bind(id.0)
        .bind(now.to_sqlx())
        .bind(reason)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

const PIN: &str = "UPDATE bulletin_posts SET pinned_to = $2 WHERE id = $1";

/// Keeps a post on top until a day, or no longer.
pub(crate) async fn pin(tx: &mut Tx, id: PostId, to: Option<Date>) -> Result<()> {
    store::write!(tx, |c| sqlx::query(PIN)
        .bind(id.0)
        .bind(to.map(ToSqlx::to_sqlx))
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("bulletin::post", POST),
    ("bulletin::audience", AUDIENCE),
    ("bulletin::hold", HOLD),
    ("bulletin::insert", INSERT),
    ("bulletin::update", UPDATE),
    ("bulletin::audience clear", CLEAR_AUDIENCE),
    ("bulletin::audience add", ADD_AUDIENCE),
    ("bulletin::edition keep", KEEP_EDITION),
    ("bulletin::edition next", NEXT_EDITION),
    ("bulletin::editions", EDITIONS),
    ("bulletin::state", SET_STATE),
    ("bulletin::publish", PUBLISH),
    ("bulletin::withdraw", WITHDRAW),
    ("bulletin::pin", PIN),
];
