//! Publishing: at once, or after the approval whose effect it is; correcting, taking back, keeping on top.

use super::open::appear;
use super::writing::checked;
use super::{ActError, BulletinRefusal, CORRECTED, Done, index, note, take};
use crate::records::{
    Audience, Chosen, Entry, LONGEST_REASON, MustRead, Post, PostId, Posted, State,
};
use crate::rules::{ApprovalRule, needs_approval, posting_day, shown_until};
use crate::store::{self, Viewer};
use ::store::{Db, Tx};
use access::{Actor, Allowed, KeepBulletin, WriteBulletin};
use anyhow::Context;
use calendar::Date;
use flow::notices::{NewNotice, To, notify};
use flow::{
    Application, ApprovalKind, ContextLine, ContextPending, Decided, Desk, Effect, Filing, Sentence,
};
use people::UnitId;
use serde_json::json;
use std::collections::BTreeSet;
use words::Text;

/// 庁内広報の掲載: the approval of a post.
pub const APPROVAL: ApprovalKind = ApprovalKind {
    kind: KIND,
    label: "bulletin-approval-post",
    measure: None,
    on_decided,
    page,
    context,
};

const KIND: &str = "bulletin.post";

/// The subject of a post's application.
pub(crate) fn subject(id: PostId) -> String {
    format!("{KIND}:{id}")
}

/// What has become of a post that was to be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Submission {
    /// It is published; its first day may still be to come.
    Published,
    /// It waits for approval.
    Waiting,
}

/// Publishes a draft, or asks for the approval that it needs.
///
/// # Errors
/// When the post is over before it began, nobody could approve it, or somebody has changed it meanwhile.
pub async fn submit(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<WriteBulletin>,
    (id, version): (PostId, i64),
    rule: ApprovalRule,
) -> Done<Submission> {
    let actor = allowed.actor();
    let viewer = Viewer::of(db, actor, desk.today).await?;
    let units = people::units_on(db, desk.today).await?;
    let mut tx = db.begin().await?;
    let post = take(&mut tx, desk, &viewer, (id, version), |may| may.submit).await?;
    checked(&mut tx, &post.entry).await?;
    if post.entry.shown.to().is_some_and(|to| to <= desk.today) {
        return Err(BulletinRefusal::AlreadyOver.into());
    }
    let own: BTreeSet<UnitId> = units
        .subtree(post.entry.unit)
        .map(|unit| unit.unit)
        .chain([post.entry.unit])
        .collect();
    let must_read = post.entry.must_read.is_some();
    let subject_of_act = format!("bulletin-post:{id}");
    let done = if needs_approval(&post.entry.audience, must_read, &own, rule) {
        let filing = Filing {
            kind: KIND,
            subject: &subject(id),
            title: &post.entry.title,
            applicant: post.author,
            unit: Some(post.entry.unit),
            amount: None,
            comment: "",
        };
        flow::submit(&mut tx, desk, actor, &filing).await?;
        store::set_state(&mut tx, id, State::Waiting).await?;
        let act = ("bulletin.post.submitted", subject_of_act.as_str());
        note(&mut tx, desk, actor, act, &()).await?;
        Submission::Waiting
    } else {
        publish(&mut tx, desk, actor, &post).await?;
        Submission::Published
    };
    tx.commit().await?;
    Ok(done)
}

/// Publishes a post in the caller's transaction: the same whether it needed approval or not.
async fn publish(tx: &mut Tx, desk: &Desk<'_>, actor: &Actor, post: &Post) -> anyhow::Result<()> {
    let on = posting_day(post.entry.shown.from(), desk.today);
    let posted = Posted { at: desk.now, on };
    store::publish(tx, post.id, posted, shown_until(post.entry.shown, on)).await?;
    if on == desk.today {
        appear(tx, desk, post.id).await?;
    }
    let subject = format!("bulletin-post:{}", post.id);
    let detail = json!({ "title": post.entry.title, "from": on });
    let act = ("bulletin.post.published", subject.as_str());
    note(tx, desk, actor, act, &detail).await
}

/// What a decision means, in its transaction: an approval publishes, everything else gives the draft back.
fn on_decided<'a>(tx: &'a mut Tx, decided: Decided<'a>) -> Effect<'a> {
    Box::pin(async move {
        let id = decided.application.subject_id().context("no post")?;
        let post = store::post_in(tx, PostId(id)).await?;
        let post = post.context("the post is gone")?;
        anyhow::ensure!(post.state == State::Waiting, "the post does not wait");
        match decided.state {
            flow::State::Approved => publish(tx, &decided.desk, decided.by, &post).await,
            flow::State::Returned | flow::State::Rejected | flow::State::Withdrawn => {
                store::set_state(tx, post.id, State::Draft).await
            }
            flow::State::InProgress => Ok(()),
        }
    })
}

fn page(subject: &str) -> Option<String> {
    let (_, id) = subject.rsplit_once(':')?;
    Some(format!("/bulletin/{id}"))
}

/// What the deciding person needs to know: the whole post, so that the page of the application is enough.
fn context<'a>(db: &'a Db, application: &'a Application, t: &'a Text) -> ContextPending<'a> {
    Box::pin(async move {
        let Some(id) = application.subject_id().map(PostId) else {
            return Ok(Vec::new());
        };
        let Some(post) = store::post(db, id).await? else {
            return Ok(Vec::new());
        };
        let units = people::units_on(db, post.entry.shown.from()).await?;
        let files = store::attachments(db, id).await?;
        let line = |key: &str, value: String| ContextLine {
            label: t.say(key).into_owned(),
            value,
        };
        let mut lines = vec![
            line(
                "bulletin-audience",
                audience_text(&post.entry.audience, &units, t),
            ),
            line(
                "bulletin-period",
                crate::pages::period_text(post.entry.shown, t),
            ),
        ];
        if let Some(MustRead { by }) = post.entry.must_read {
            lines.push(line(
                "bulletin-must-read",
                crate::pages::confirm_text(by, t),
            ));
        }
        lines.push(line("bulletin-body", post.entry.body));
        let names = store::file_names(&files);
        if !names.is_empty() {
            lines.push(line("bulletin-files", names.join("\n")));
        }
        Ok(lines)
    })
}

/// Who a post is for, in words: 「総務部、市民課のうち 課長級」.
pub(crate) fn audience_text(audience: &Audience, units: &people::UnitTree, t: &Text) -> String {
    let Audience::Chosen(Chosen {
        units: chosen,
        ranks,
        employments,
    }) = audience
    else {
        return t.say("bulletin-for-all").into_owned();
    };
    let joined = |names: Vec<String>| names.join(&t.say("bulletin-list-comma"));
    let names = chosen.iter().map(|unit| {
        units.get(*unit).map_or_else(
            || t.say("bulletin-unit-gone").into_owned(),
            |unit| unit.name.to_string(),
        )
    });
    let mut parts = vec![joined(names.collect())];
    parts.push(joined(
        ranks
            .iter()
            .map(|rank| t.say(rank.key()).into_owned())
            .collect(),
    ));
    let employments = employments.iter();
    parts.push(joined(
        employments
            .map(|one| t.say(one.key()).into_owned())
            .collect(),
    ));
    parts.retain(|part| !part.is_empty());
    parts.join(&t.say("bulletin-list-among"))
}

/// What is changed of a published post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// One line.
    pub title: String,
    /// The text.
    pub body: String,
    /// The day after the last.
    pub shown_to: Option<Date>,
    /// The last day to confirm a must-read.
    pub confirm_by: Option<Date>,
    /// Why.
    pub reason: String,
    /// Whether readers of a must-read are asked to confirm once more.
    pub ask_again: bool,
}

/// Corrects a published post. What it said before is kept, and the heads of the section are told: nobody
/// can put other words into an approved post unseen.
///
/// # Errors
/// When nothing differs, no reason is given, or somebody has changed the post meanwhile.
pub async fn correct(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<WriteBulletin>,
    (id, version): (PostId, i64),
    correction: &Correction,
) -> Done<()> {
    let actor = allowed.actor();
    let viewer = Viewer::of(db, actor, desk.today).await?;
    let reason = reason(&correction.reason)?;
    let mut tx = db.begin().await?;
    let post = take(&mut tx, desk, &viewer, (id, version), |may| may.correct).await?;
    let entry = corrected(&post, correction)?;
    if entry == post.entry {
        return Err(BulletinRefusal::Same.into());
    }
    let faults = crate::rules::faults(&entry);
    if !faults.is_empty() {
        return Err(BulletinRefusal::Entry(faults).into());
    }
    let again = correction.ask_again && entry.must_read.is_some();
    let by = actor.name.as_str();
    store::keep_edition(&mut tx, desk.ids, (id, again), (desk.now, by, reason)).await?;
    store::change_entry(&mut tx, desk.ids, id, &entry).await?;
    index(&mut tx, id).await?;
    if again {
        store::reset_readers(&mut tx, id).await?;
    }
    tell_heads(&mut tx, db, desk, actor, &post).await?;
    let subject = format!("bulletin-post:{id}");
    let detail = json!({ "reason": reason, "again": again });
    let act = ("bulletin.post.corrected", subject.as_str());
    note(&mut tx, desk, actor, act, &detail).await?;
    tx.commit().await?;
    Ok(())
}

/// The entry after a correction; its audience and first day stay.
fn corrected(post: &Post, correction: &Correction) -> Done<Entry> {
    let first = post.entry.shown.from();
    let shown = calendar::Period::new(first, correction.shown_to)
        .map_err(|_| ActError::from(BulletinRefusal::AlreadyOver))?;
    Ok(Entry {
        title: correction.title.trim().to_owned(),
        body: correction.body.trim().to_owned(),
        must_read: post.entry.must_read.map(|_| MustRead {
            by: correction.confirm_by,
        }),
        shown,
        ..post.entry.clone()
    })
}

/// Tells the heads of the posting section of a correction, unless one of them has made it.
async fn tell_heads(
    tx: &mut Tx,
    db: &Db,
    desk: &Desk<'_>,
    actor: &Actor,
    post: &Post,
) -> anyhow::Result<()> {
    let heads = people::heads_of(db, &[post.entry.unit], desk.today).await?;
    let heads: Vec<i64> = heads
        .values()
        .map(|head| head.employee.0)
        .filter(|head| actor.employee != Some(*head))
        .collect();
    if heads.is_empty() {
        return Ok(());
    }
    let event = format!("bulletin.post:{}:edition:{}", post.id, post.edition + 1);
    let title = Sentence::new("bulletin-told-corrected")
        .with("title", post.entry.title.as_str())
        .with("name", actor.name.as_str());
    let href = format!("/bulletin/{}/history", post.id);
    let new = NewNotice::new(&CORRECTED, &event, title, &href);
    notify(tx, desk.ids, desk.now, &new, To::Employees(&heads)).await?;
    Ok(())
}

fn reason(text: &str) -> Result<&str, BulletinRefusal> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_REASON {
        Err(BulletinRefusal::NoReason)
    } else {
        Ok(text)
    }
}

/// Takes a published post back. It stays in the database with the reason.
///
/// # Errors
/// When no reason is given, or the post was changed meanwhile.
pub async fn withdraw(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<WriteBulletin>,
    (id, version): (PostId, i64),
    why: &str,
) -> Done<()> {
    let why = reason(why)?;
    let actor = allowed.actor();
    let viewer = Viewer::of(db, actor, desk.today).await?;
    let mut tx = db.begin().await?;
    take(&mut tx, desk, &viewer, (id, version), |may| may.withdraw).await?;
    store::withdraw(&mut tx, id, desk.now, why).await?;
    let subject = format!("bulletin-post:{id}");
    let act = ("bulletin.post.withdrawn", subject.as_str());
    note(&mut tx, desk, actor, act, &json!({ "reason": why })).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a draft aside that will not be published.
///
/// # Errors
/// When an application for it is on its way or was returned: that is withdrawn first.
pub async fn discard(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<WriteBulletin>,
    (id, version): (PostId, i64),
) -> Done<()> {
    let actor = allowed.actor();
    let viewer = Viewer::of(db, actor, desk.today).await?;
    let mut tx = db.begin().await?;
    take(&mut tx, desk, &viewer, (id, version), |may| may.edit).await?;
    let application = flow::latest_in(&mut tx, &subject(id)).await?;
    if application.is_some_and(|application| !application.state.is_final()) {
        return Err(BulletinRefusal::Applied.into());
    }
    store::withdraw(&mut tx, id, desk.now, "").await?;
    let subject = format!("bulletin-post:{id}");
    let act = ("bulletin.post.discarded", subject.as_str());
    note(&mut tx, desk, actor, act, &()).await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps a post on top until a day, the last one included in `until`; `None` lets it go.
///
/// # Errors
/// When the post is not published, or was changed meanwhile.
pub async fn pin(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<KeepBulletin>,
    (id, version): (PostId, i64),
    until: Option<Date>,
) -> Done<()> {
    let actor = allowed.actor();
    let viewer = Viewer::of(db, actor, desk.today).await?;
    let to = match until {
        Some(day) if day < desk.today => return Err(BulletinRefusal::AlreadyOver.into()),
        Some(day) => Some(day.tomorrow().context("the end of time")?),
        None => None,
    };
    let mut tx = db.begin().await?;
    take(&mut tx, desk, &viewer, (id, version), |may| may.pin).await?;
    store::pin(&mut tx, id, to).await?;
    let subject = format!("bulletin-post:{id}");
    let act = ("bulletin.post.pinned", subject.as_str());
    note(&mut tx, desk, actor, act, &json!({ "until": until })).await?;
    tx.commit().await?;
    Ok(())
}
