//! Entering and changing categories.

use super::{BulletinRefusal, Done, note};
use crate::records::{Category, CategoryId};
use crate::store;
use ::store::Db;
use access::{Allowed, KeepBulletin};
use flow::Desk;
use people::fold;
use serde_json::json;

/// A category as the keeper enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryEntry {
    /// Which; `None` for a new one.
    pub id: Option<CategoryId>,
    /// The version that the form was filled from; 0 for a new one and for those of the program.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// Its name for readers of English; may be empty.
    pub name_en: String,
    /// Its place in lists.
    pub position: i64,
    /// Whether it is no longer offered.
    pub closed: bool,
}

/// Enters a category or changes one. The first change writes the program's own categories down.
///
/// # Errors
/// When another bears the name, none would be left to choose, or it was changed meanwhile.
pub async fn change_category(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<KeepBulletin>,
    entry: &CategoryEntry,
) -> Done<()> {
    let mut tx = db.begin().await?;
    store::insert_first(&mut tx).await?;
    let all = store::categories_in(&mut tx).await?;
    let others = || all.iter().filter(|one| Some(one.id) != entry.id);
    let name = entry.name.trim();
    if others().any(|one| fold(&one.name) == fold(name)) {
        return Err(BulletinRefusal::NameTaken.into());
    }
    if entry.closed && others().all(|one| one.closed) {
        return Err(BulletinRefusal::LastCategory.into());
    }
    let category = Category {
        id: entry.id.unwrap_or_else(|| CategoryId(desk.ids.next())),
        name: name.to_owned(),
        name_en: entry.name_en.trim().to_owned(),
        position: entry.position,
        closed: entry.closed,
        // A form filled from the program's own categories knows no version: they have just become rows.
        version: match entry.id {
            Some(_) if entry.version == 0 => 1,
            _ => entry.version,
        },
    };
    if !store::save_category(&mut tx, &category).await? {
        return Err(BulletinRefusal::Stale.into());
    }
    let subject = format!("bulletin-category:{}", category.id);
    let detail = json!({ "name": category.name, "closed": category.closed });
    let act = ("bulletin.category.changed", subject.as_str());
    note(&mut tx, desk, allowed.actor(), act, &detail).await?;
    tx.commit().await?;
    Ok(())
}
