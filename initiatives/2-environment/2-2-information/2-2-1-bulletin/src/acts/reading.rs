//! Reading: opening a post, confirming a must-read, on the screen or for those who read on paper.

use super::{ActError, BulletinRefusal, Done, Found, MUST_READ, find, note};
use crate::records::{PostId, State};
use crate::rules::{has_begun, is_confirmed};
use crate::store::{self, Confirming, ReceiptsOf, Which};
use ::store::Db;
use access::{Allowed, PeopleScope, ViewBulletin, ViewPersonRecord, WriteBulletin};
use flow::notices::{NewNotice, To, notify};
use flow::{Desk, Sentence};
use people::EmployeeId;
use serde_json::json;
use std::collections::BTreeSet;

/// Notes that the person opens a post, the first time they do. What people look at is not kept in the
/// journal; the figures see it with the next entry of anybody.
///
/// # Errors
/// When the post is not there for the person.
pub async fn open(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<ViewBulletin>,
    id: PostId,
) -> Done<()> {
    let Found {
        post,
        standing,
        viewer,
    } = find(db, allowed, desk.today, id).await?;
    let (Some(employee), Some(posted)) = (viewer.employee, post.posted) else {
        return Ok(());
    };
    let shown = post.state == State::Published && has_begun(&post, desk.today);
    if !shown || !standing.reader {
        return Ok(());
    }
    if store::reading(db, id, employee).await?.opened.is_some() {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    let audience = &post.entry.audience;
    let counted = store::belonged(&mut tx, employee, audience, posted.on).await?;
    let first = store::open(&mut tx, (id, employee), desk.now, counted).await?;
    if first && counted && post.entry.must_read.is_none() {
        store::add_readers(&mut tx, id, 1).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Confirms a must-read: 「確認しました」. Done once, however often it is sent.
///
/// # Errors
/// When the post is not there for the person, or does not ask for it.
pub async fn confirm(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<ViewBulletin>,
    id: PostId,
) -> Done<()> {
    let Found {
        post,
        standing,
        viewer,
    } = find(db, allowed, desk.today, id).await?;
    let (Some(employee), Some(posted)) = (viewer.employee, post.posted) else {
        return Err(BulletinRefusal::OtherState.into());
    };
    let asks = post.entry.must_read.is_some() && post.state == State::Published;
    if !asks || !standing.reader || !has_begun(&post, desk.today) {
        return Err(BulletinRefusal::OtherState.into());
    }
    let before = store::reading(db, id, employee).await?;
    let edition = before.confirmed.map(|(_, edition)| edition);
    if is_confirmed(edition, post.confirm_edition) {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    let audience = &post.entry.audience;
    let counted = store::belonged(&mut tx, employee, audience, posted.on).await?;
    let new = Confirming {
        edition: post.edition,
        from: post.confirm_edition,
        at: desk.now,
        noted_by: None,
        counted,
    };
    if store::confirm(&mut tx, (id, employee), new).await? == Some(true) {
        store::add_readers(&mut tx, id, 1).await?;
    }
    let subject = format!("bulletin-post:{id}");
    let act = ("bulletin.post.confirmed", subject.as_str());
    let detail = json!({ "edition": post.edition });
    note(&mut tx, desk, allowed.actor(), act, &detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Whose receipts the person may see: everybody's for who looks after the post, otherwise those of the
/// people whose career they may see.
pub(crate) fn receipts_scope(found: &Found, allowed: &Allowed<ViewBulletin>) -> Done<PeopleScope> {
    let actor = allowed.actor().clone();
    if found.standing.looks_after() {
        return Ok(Allowed::<WriteBulletin>::ask(actor)?.people());
    }
    let scope = Allowed::<ViewPersonRecord>::ask(actor)?.people();
    // One's own receipt alone is no list.
    if scope.all() || scope.units() != "[]" {
        Ok(scope)
    } else {
        Err(ActError::NotFound)
    }
}

/// Notes that people have read a must-read on paper: for those whose receipts the person may see.
///
/// # Errors
/// When none of them is in the person's scope or still has to confirm.
pub async fn note_paper(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<ViewBulletin>,
    id: PostId,
    people: &BTreeSet<EmployeeId>,
) -> Done<usize> {
    let found = find(db, allowed, desk.today, id).await?;
    let scope = receipts_scope(&found, allowed)?;
    let post = &found.post;
    if post.state != State::Published || post.entry.must_read.is_none() {
        return Err(BulletinRefusal::OtherState.into());
    }
    let actor = allowed.actor();
    let mut tx = db.begin().await?;
    let of = receipts_of(&found, &scope);
    let left = store::unread(&mut tx, of).await?;
    let mut noted = Vec::new();
    for employee in left
        .into_iter()
        .filter(|id| people.contains(&EmployeeId(*id)))
    {
        let new = Confirming {
            edition: post.edition,
            from: post.confirm_edition,
            at: desk.now,
            noted_by: Some(&actor.name),
            counted: true,
        };
        let done = store::confirm(&mut tx, (id, EmployeeId(employee)), new).await?;
        if done == Some(true) {
            store::add_readers(&mut tx, id, 1).await?;
        }
        noted.push(employee);
    }
    if noted.is_empty() {
        return Err(BulletinRefusal::NobodyLeft.into());
    }
    let subject = format!("bulletin-post:{id}");
    let act = ("bulletin.post.read-on-paper", subject.as_str());
    note(&mut tx, desk, actor, act, &json!({ "employees": noted })).await?;
    tx.commit().await?;
    Ok(noted.len())
}

/// The receipts of a post in a scope.
pub(crate) fn receipts_of<'a>(found: &Found, scope: &'a PeopleScope) -> ReceiptsOf<'a> {
    ReceiptsOf {
        post: found.post.id,
        from: found.post.confirm_edition,
        which: Which::Missing,
        scope,
        today: found.viewer.today,
    }
}

/// Tells those who have not confirmed a must-read of it once more; once a day.
///
/// # Errors
/// When the person does not look after the post, everybody has confirmed, or they were told today.
pub async fn remind(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<ViewBulletin>,
    id: PostId,
) -> Done<usize> {
    let found = find(db, allowed, desk.today, id).await?;
    let post = &found.post;
    if !found.standing.looks_after() {
        return Err(ActError::NotFound);
    }
    let Some(must_read) = post.entry.must_read.filter(|_| found.doing().readers) else {
        return Err(BulletinRefusal::OtherState.into());
    };
    let scope = receipts_scope(&found, allowed)?;
    let mut tx = db.begin().await?;
    let left = store::unread(&mut tx, receipts_of(&found, &scope)).await?;
    if left.is_empty() {
        return Err(BulletinRefusal::NobodyLeft.into());
    }
    let title = match crate::rules::confirm_by(must_read, post.posted) {
        Some(day) => Sentence::new("bulletin-told-again-by").with("day", day),
        None => Sentence::new("bulletin-told-again"),
    };
    let title = title.with("title", post.entry.title.as_str());
    let event = format!("bulletin.post:{id}:again:{}", desk.today);
    let href = format!("/bulletin/{id}");
    let new = NewNotice::new(&MUST_READ, &event, title, &href);
    let told = notify(&mut tx, desk.ids, desk.now, &new, To::Employees(&left)).await?;
    if told == 0 {
        return Err(BulletinRefusal::RemindedToday.into());
    }
    let subject = format!("bulletin-post:{id}");
    let act = ("bulletin.post.reminded", subject.as_str());
    note(
        &mut tx,
        desk,
        allowed.actor(),
        act,
        &json!({ "people": told }),
    )
    .await?;
    tx.commit().await?;
    Ok(told)
}
