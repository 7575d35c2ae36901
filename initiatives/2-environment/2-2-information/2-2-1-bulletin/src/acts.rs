//! What is done with posts. Every act asks for its permission as a type, decides by the rules, writes and
//! journals in one transaction; or it refuses and nothing has happened.

mod categories;
mod files;
mod open;
mod publishing;
mod reading;
mod refusal;
mod writing;

pub use categories::{CategoryEntry, change_category};
pub use files::{Upload, attach, fetch, remove_attachment};
pub use open::DUTY;
pub use publishing::{APPROVAL, Correction, Submission, correct, discard, pin, submit, withdraw};
pub(crate) use publishing::{audience_text, subject};
pub use reading::{confirm, note_paper, open, remind};
pub(crate) use reading::{receipts_of, receipts_scope};
pub use refusal::{ActError, BulletinRefusal, Done};
pub use writing::{change, write};

use crate::records::{Post, PostId};
use crate::rules::{Doing, Standing, doing, has_begun, may_see};
use crate::store::{self, Viewer};
use ::store::{Db, Tx};
use access::{Actor, Allowed, ViewBulletin};
use anyhow::Context;
use calendar::Date;
use flow::Desk;
use flow::notices::{NoticeKind, Way};
use serde::Serialize;

/// What the acts write into the journal.
pub const ACTS: &[&str] = &[
    "bulletin.post.written",
    "bulletin.post.changed",
    "bulletin.post.discarded",
    "bulletin.post.submitted",
    "bulletin.post.published",
    "bulletin.post.corrected",
    "bulletin.post.withdrawn",
    "bulletin.post.pinned",
    "bulletin.post.confirmed",
    "bulletin.post.read-on-paper",
    "bulletin.post.reminded",
    "bulletin.post.appeared",
    "bulletin.file.attached",
    "bulletin.file.removed",
    "bulletin.category.changed",
    "bulletin.receipts.exported",
];

/// A must-read has appeared, or its readers are asked again.
pub const MUST_READ: NoticeKind = NoticeKind::new(
    "bulletin.must-read",
    "bulletin-notice-must-read",
    Way::Digest,
);

/// A post of one's section was corrected after it appeared.
pub const CORRECTED: NoticeKind = NoticeKind::new(
    "bulletin.corrected",
    "bulletin-notice-corrected",
    Way::Product,
);

/// What people are told of.
pub const NOTICES: &[NoticeKind] = &[MUST_READ, CORRECTED];

/// A post as somebody sees it.
pub(crate) struct Found {
    pub post: Post,
    pub standing: Standing,
    pub viewer: Viewer,
}

impl Found {
    /// What the person may do with it.
    pub fn doing(&self) -> Doing {
        doing(self.post.state, self.standing)
    }
}

/// A post that the person may see; everything else is not there for them, whatever they know of it.
pub(crate) async fn find(
    db: &Db,
    allowed: &Allowed<ViewBulletin>,
    today: Date,
    id: PostId,
) -> Done<Found> {
    let actor = allowed.actor();
    let post = store::post(db, id).await?.ok_or(ActError::NotFound)?;
    let viewer = Viewer::of(db, actor, today).await?;
    let expected = match (viewer.employee, post.entry.must_read) {
        (Some(employee), Some(_)) => store::is_expected(db, id, employee).await?,
        _ => false,
    };
    let mut standing = viewer.standing(&post, expected);
    if post.state == crate::records::State::Waiting && !standing.looks_after() {
        standing.on_route = on_route(db, actor, today, id).await?;
    }
    if may_see(post.state, has_begun(&post, today), standing) {
        Ok(Found {
            post,
            standing,
            viewer,
        })
    } else {
        Err(ActError::NotFound)
    }
}

/// Whether the person sits on the route of a post's approval.
async fn on_route(db: &Db, actor: &Actor, today: Date, id: PostId) -> anyhow::Result<bool> {
    let Some(application) = flow::latest(db, &subject(id)).await? else {
        return Ok(false);
    };
    let seats = flow::Seats::of(db, actor, today).await?;
    let record = flow::record(db, &seats, application.id).await?;
    Ok(record.is_some())
}

/// A post that the person looks after, taken for an act that `may` be done in its state. Whoever only reads
/// it is told that it is not there.
async fn take(
    tx: &mut Tx,
    desk: &Desk<'_>,
    viewer: &Viewer,
    (id, version): (PostId, i64),
    may: fn(Doing) -> bool,
) -> Done<Post> {
    let post = store::post_in(tx, id).await?.ok_or(ActError::NotFound)?;
    let standing = viewer.standing(&post, false);
    if !standing.looks_after() {
        return Err(ActError::NotFound);
    }
    if post.version != version || !store::hold(tx, id, version, desk.now).await? {
        return Err(BulletinRefusal::Stale.into());
    }
    if !may(doing(post.state, standing)) {
        return Err(BulletinRefusal::OtherState.into());
    }
    Ok(post)
}

/// Makes a post findable by what it says now.
async fn index(tx: &mut Tx, id: PostId) -> anyhow::Result<()> {
    let post = store::post_in(tx, id).await?.context("the post is gone")?;
    let files = store::attachments_in(tx, id).await?;
    let names = store::file_names(&files);
    let folded = crate::rules::folded(&post.entry.title, &post.entry.body, &names);
    store::index(tx, id, &folded).await
}

/// Notes an act in the journal, as the last thing in its transaction.
async fn note<D: Serialize + ?Sized>(
    tx: &mut Tx,
    desk: &Desk<'_>,
    actor: &Actor,
    (act, subject): (&'static str, &str),
    detail: &D,
) -> anyhow::Result<()> {
    let entry = journal::Entry {
        act,
        subject,
        detail,
    };
    journal::record(tx, desk.now, actor, entry).await
}
