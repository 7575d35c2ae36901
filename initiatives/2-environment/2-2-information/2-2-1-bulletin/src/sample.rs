//! Posts of the past as they come from an earlier portal or from a made-up city: entered as they were, with
//! the same rules about their audience, and without one act for every reader.

use crate::records::{Entry, PostId, Posted};
use crate::rules::{folded, shown_until};
use crate::store;
use ::store::sqlx;
use ::store::{Ids, ToSqlx, Tx};
use anyhow::Result;
use calendar::Date;
use jiff::Timestamp;
use people::EmployeeId;
use sqlx::query;

/// A post of the past with its readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastPost {
    /// Who wrote it, with the name of the day.
    pub author: (EmployeeId, String),
    /// What it said.
    pub entry: Entry,
    /// When it was published, and its posting day.
    pub posted: Posted,
    /// The day after the last on which it stays on top.
    pub pinned_to: Option<Date>,
    /// Of a hundred readers how many have read it, in order of their number; they did so at the moment.
    pub readers: (u8, Timestamp),
}

const READERS: &str = "
    INSERT INTO bulletin_readings (post_id, employee_id, opened_at, confirmed_at, edition, counted)
    SELECT $1, value, $2, $3, $4, $5 FROM json_each($6)";

/// Enters a post of the past; returns its record and how many it was for.
///
/// # Errors
/// When the database fails or the author or section does not exist.
pub async fn enter_past(tx: &mut Tx, ids: &Ids, past: &PastPost) -> Result<(PostId, i64)> {
    let id = PostId(ids.next());
    let (author, name) = &past.author;
    let (entry, posted) = (&past.entry, past.posted);
    store::insert(tx, ids, (id, *author, name), entry, posted.at).await?;
    store::publish(tx, id, posted, shown_until(entry.shown, posted.on)).await?;
    store::pin(tx, id, past.pinned_to).await?;
    store::index(tx, id, &folded(&entry.title, &entry.body, &[])).await?;
    // Whom it was for is found by the same statement as for a post of today.
    let audience = store::audience_ids(tx, id, posted.on).await?;
    if entry.must_read.is_some() {
        store::expect(tx, id, posted.on).await?;
    }
    let count = i64::try_from(audience.len())?;
    store::set_audience(tx, id, count).await?;
    let (share, at) = past.readers;
    let reads = |employee: &i64| scattered(*employee, id.0) < i64::from(share);
    let readers: Vec<i64> = audience.into_iter().filter(reads).collect();
    let must_read = entry.must_read.is_some();
    let confirmed = must_read.then_some(at);
    ::store::write!(&mut *tx, |c| query(READERS)
        .bind(id.0)
        .bind(at.to_sqlx())
        .bind(confirmed.map(ToSqlx::to_sqlx))
        .bind(i64::from(must_read))
        .bind(true)
        .bind(store::list(readers.iter().copied()))
        .execute(c)
        .await
        .map(|_| ()))?;
    store::add_readers(tx, id, i64::try_from(readers.len())?).await?;
    Ok((id, count))
}

/// A number from 0 to 99 that looks drawn and is the same every time: readers differ from post to post.
fn scattered(employee: i64, post: i64) -> i64 {
    let mixed = employee
        .wrapping_mul(0x9E37_79B9)
        .wrapping_add(post.wrapping_mul(0x85EB_CA6B));
    (mixed ^ (mixed >> 15))
        .wrapping_mul(0x2C1B_3C6D)
        .rem_euclid(9_973)
        % 100
}

/// The queries of this part by name.
pub(crate) const QUERIES: &[(&str, &str)] = &[("bulletin::past readers", READERS)];
