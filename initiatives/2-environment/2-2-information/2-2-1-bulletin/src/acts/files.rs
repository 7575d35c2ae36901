//! Attaching files and taking them away; fetching one.

use super::{ActError, BulletinRefusal, Done, find, index, note, take};
use crate::records::{Attachment, FileId, PostId};
use crate::rules::{FileRefusal, Limits, kind_of, safe_name};
use crate::store::{self, NewFile, Viewer};
use ::store::Db;
use access::{Allowed, ViewBulletin, WriteBulletin};
use flow::Desk;
use serde_json::json;

/// A file as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its name on the sender's machine.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Attaches a file to a draft, or to a published post.
///
/// # Errors
/// When the file is of no kind that is taken, too large, one too many, or the post was changed meanwhile.
pub async fn attach(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<WriteBulletin>,
    (id, version): (PostId, i64),
    (upload, limits): (&Upload, Limits),
) -> Done<FileId> {
    if upload.bytes.len() > limits.bytes() {
        return Err(BulletinRefusal::from(FileRefusal::TooLarge(limits.megabytes)).into());
    }
    let name = safe_name(&upload.name);
    let kind = kind_of(&name, &upload.bytes).map_err(BulletinRefusal::from)?;
    let actor = allowed.actor();
    let viewer = Viewer::of(db, actor, desk.today).await?;
    let mut tx = db.begin().await?;
    take(&mut tx, desk, &viewer, (id, version), |may| {
        may.edit || may.correct
    })
    .await?;
    let there = store::attachments_in(&mut tx, id).await?;
    let count = there.iter().filter(|file| file.removed.is_none()).count();
    if i64::try_from(count).unwrap_or(i64::MAX) >= limits.files {
        return Err(BulletinRefusal::from(FileRefusal::TooMany(limits.files)).into());
    }
    let new = NewFile {
        id: FileId(desk.ids.next()),
        post: id,
        name: &name,
        kind,
        content: &upload.bytes,
        at: desk.now,
        by: &actor.name,
    };
    store::insert_file(&mut tx, &new).await?;
    index(&mut tx, id).await?;
    let subject = format!("bulletin-post:{id}");
    let act = ("bulletin.file.attached", subject.as_str());
    let detail = json!({ "name": name, "bytes": upload.bytes.len() });
    note(&mut tx, desk, actor, act, &detail).await?;
    tx.commit().await?;
    Ok(new.id)
}

/// Takes an attachment away. Its name stays in the history, its content does not.
///
/// # Errors
/// When it is gone already, or the post was changed meanwhile.
pub async fn remove_attachment(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<WriteBulletin>,
    (id, version): (PostId, i64),
    file: FileId,
) -> Done<()> {
    let actor = allowed.actor();
    let viewer = Viewer::of(db, actor, desk.today).await?;
    let mut tx = db.begin().await?;
    take(&mut tx, desk, &viewer, (id, version), |may| {
        may.edit || may.correct
    })
    .await?;
    if !store::remove_file(&mut tx, (id, file), desk.now, &actor.name).await? {
        return Err(ActError::NotFound);
    }
    index(&mut tx, id).await?;
    let subject = format!("bulletin-post:{id}");
    let act = ("bulletin.file.removed", subject.as_str());
    note(&mut tx, desk, actor, act, &json!({ "file": file.0 })).await?;
    tx.commit().await?;
    Ok(())
}

/// An attachment with its content, for whoever may see the post.
///
/// # Errors
/// When the post is not there for the person, or the file is not the post's.
pub async fn fetch(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<ViewBulletin>,
    (id, file): (PostId, FileId),
) -> Done<(Attachment, Vec<u8>)> {
    find(db, allowed, desk.today, id).await?;
    let files = store::attachments(db, id).await?;
    let found = files.into_iter().find(|one| one.id == file);
    let attachment = found.ok_or(ActError::NotFound)?;
    let content = store::content(db, id, file).await?;
    Ok((attachment, content.ok_or(ActError::NotFound)?))
}
