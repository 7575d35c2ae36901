//! Taking the last import back.

use super::jobs::{changed_since, task};
use super::{ActError, Desk, Done, find, record};
use crate::records::{ImportId, Remark};
use crate::store::imports::{self, State};
use crate::store::lines;
use crate::writing;
use access::{Allowed, ImportStaff};
use serde_json::json;
use words::Text;

/// What came of taking an import back.
pub(crate) enum Undone {
    /// Everything is as it was before.
    Done,
    /// Records have changed since, or something refers to them.
    InTheWay(Vec<Remark>),
}

/// Takes the last import back: every record becomes what it was, as long as nobody has touched one since.
pub(crate) async fn undo(
    desk: Desk<'_>,
    allowed: &Allowed<ImportStaff>,
    id: ImportId,
    t: &Text,
) -> Done<Undone> {
    let (import, state) = find(desk, allowed, id).await?;
    if state != State::Done || imports::last_done(desk.db).await? != Some(id) {
        return Err(ActError::Stale);
    }
    let mut tx = desk.db.begin().await?;
    if !imports::undone(&mut tx, id, desk.now, &allowed.actor().name).await? {
        return Err(ActError::Stale);
    }
    let watch = |_, _, _| Ok(());
    let task = task(
        desk,
        allowed,
        &import,
        (t, "intake-correction-undo"),
        &watch,
    );
    let taken = writing::take_back(&mut tx, &task).await;
    let in_the_way = match taken {
        Ok(in_the_way) => in_the_way,
        // Something refers to somebody or to a unit that would be taken out.
        Err(error) if store::refused(&error).is_some() => {
            return Ok(Undone::InTheWay(vec![Remark {
                place: import.file_name.clone(),
                sentence: t.say("intake-undo-used").into_owned(),
            }]));
        }
        Err(error) => return Err(error.into()),
    };
    if !in_the_way.is_empty() {
        let remarks = in_the_way.iter().map(|one| changed_since(one, t));
        return Ok(Undone::InTheWay(remarks.collect()));
    }
    lines::forget_records(&mut tx, id).await?;
    let detail = json!({ "file": import.file_name });
    record(&mut tx, desk, allowed, ("intake.staff.undone", id), &detail).await?;
    tx.commit().await?;
    Ok(Undone::Done)
}
