//! Writing a draft and changing it.

use super::{ActError, BulletinRefusal, Done, index, note, take};
use crate::records::{Entry, PostId};
use crate::rules::faults;
use crate::store::{self, Viewer};
use ::store::{Db, Tx};
use access::{Allowed, WriteBulletin};
use flow::Desk;
use serde_json::json;

/// Writes a draft. `id` was made when the form was shown, so the same form sent twice is one draft.
///
/// # Errors
/// When the entry has faults, or the section is none of the person's own.
pub async fn write(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<WriteBulletin>,
    (id, entry): (PostId, &Entry),
) -> Done<PostId> {
    let actor = allowed.actor();
    let viewer = Viewer::of(db, actor, desk.today).await?;
    let author = viewer.employee.ok_or(BulletinRefusal::NoSection)?;
    if !viewer.sections.contains(&entry.unit) {
        return Err(BulletinRefusal::OtherSection.into());
    }
    let mut tx = db.begin().await?;
    checked(&mut tx, entry).await?;
    let draft = (id, author, actor.name.as_str());
    if !store::insert(&mut tx, desk.ids, draft, entry, desk.now).await? {
        // The same form again: what it made is there, unless the number is somebody else's.
        let before = store::post_in(&mut tx, id).await?;
        let own = before.is_some_and(|post| post.author == author);
        return if own { Ok(id) } else { Err(ActError::NotFound) };
    }
    index(&mut tx, id).await?;
    let act = ("bulletin.post.written", format!("bulletin-post:{id}"));
    let detail = json!({ "title": entry.title.trim() });
    note(&mut tx, desk, actor, (act.0, &act.1), &detail).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a draft.
///
/// # Errors
/// When the entry has faults, or somebody else has changed the draft meanwhile.
pub async fn change(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<WriteBulletin>,
    (id, version): (PostId, i64),
    entry: &Entry,
) -> Done<()> {
    let actor = allowed.actor();
    let viewer = Viewer::of(db, actor, desk.today).await?;
    let mut tx = db.begin().await?;
    let post = take(&mut tx, desk, &viewer, (id, version), |may| may.edit).await?;
    // The section stays, or becomes another one of the person's own.
    if entry.unit != post.entry.unit && !viewer.sections.contains(&entry.unit) {
        return Err(BulletinRefusal::OtherSection.into());
    }
    checked(&mut tx, entry).await?;
    store::change_entry(&mut tx, desk.ids, id, entry).await?;
    index(&mut tx, id).await?;
    let subject = format!("bulletin-post:{id}");
    let detail = json!({ "title": entry.title.trim() });
    let act = ("bulletin.post.changed", subject.as_str());
    note(&mut tx, desk, actor, act, &detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Refuses an entry with faults, or one whose category is not offered.
pub(super) async fn checked(tx: &mut Tx, entry: &Entry) -> Done<()> {
    let faults = faults(entry);
    if !faults.is_empty() {
        return Err(BulletinRefusal::Entry(faults).into());
    }
    let categories = store::categories_in(tx).await?;
    let offered = |id| categories.iter().any(|one| one.id == id && !one.closed);
    if offered(entry.category) {
        Ok(())
    } else {
        Err(BulletinRefusal::ClosedCategory.into())
    }
}
