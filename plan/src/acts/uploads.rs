//! A file tried out first, and taken into the database when its sender has seen what it would do.

use super::import::{DryRun, Imported, dry_run, prepared, take_in};
use super::refusal::Done;
use super::taken::Desk;
use crate::document::PlanDocument;
use crate::records::Version;
use crate::store::{self, Remark, Upload};
use access::{Allowed, EditPlanStructure};
use jiff::{SignedDuration, Timestamp};

/// How long a file is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Tries a document out and keeps it until it is confirmed; returns the token by which it is found.
/// Refuses what [`super::import`] would refuse.
pub async fn keep_document(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    file_name: &str,
    document: PlanDocument,
    remarks: Vec<Remark>,
) -> Done<String> {
    let trial = dry_run(desk, allowed, &document).await?;
    let upload = Upload {
        file_name: file_name.to_owned(),
        document: Some(document),
        expected: trial.version,
        remarks,
    };
    keep(desk, allowed, &upload).await
}

/// Keeps what is wrong with a file, so that its sender can take the list along.
pub async fn keep_problems(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    file_name: &str,
    problems: Vec<Remark>,
) -> Done<String> {
    let upload = Upload {
        file_name: file_name.to_owned(),
        document: None,
        expected: None,
        remarks: problems,
    };
    keep(desk, allowed, &upload).await
}

async fn keep(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    upload: &Upload,
) -> Done<String> {
    allowed.on(access::Relation::Other)?;
    let token = format!("{:032x}", rand::random::<u128>());
    let mut tx = desk.db.begin().await?;
    store::forget_uploads(&mut tx, oldest(desk.now)).await?;
    let place = (desk.ids.next(), token.as_str(), account(allowed), desk.now);
    store::keep_upload(&mut tx, place, upload).await?;
    tx.commit().await?;
    Ok(token)
}

fn oldest(now: Timestamp) -> Timestamp {
    now.checked_sub(KEPT).unwrap_or(now)
}

/// A file belongs to who sent it; only signed-in people send files.
fn account(allowed: &Allowed<EditPlanStructure>) -> i64 {
    allowed.actor().account.unwrap_or_default()
}

/// The file of a token, if this person sent it within the last day and nobody has taken it in since.
pub async fn upload(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    token: &str,
) -> Done<Option<Upload>> {
    allowed.on(access::Relation::Other)?;
    Ok(store::upload(desk.db, token, account(allowed), oldest(desk.now)).await?)
}

/// What taking the file in would do now.
pub async fn try_out(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    document: &PlanDocument,
) -> Done<DryRun> {
    dry_run(desk, allowed, document).await
}

/// Takes the file of a token in; `None` when it has been taken in already or was sent more than a day
/// ago. `expected` is the version of the plan that its sender compared it with; when somebody has
/// changed the plan since, nothing happens and the file is kept.
pub async fn import_upload(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    token: &str,
    expected: Option<Version>,
) -> Done<Option<Imported>> {
    let Some(document) = upload(desk, allowed, token)
        .await?
        .and_then(|kept| kept.document)
    else {
        return Ok(None);
    };
    let (document, owners) = prepared(desk, &document).await?;
    let mut tx = desk.db.begin().await?;
    if !store::take_upload(&mut tx, token, account(allowed)).await? {
        return Ok(None);
    }
    let imported = take_in(&mut tx, desk, allowed, (&document, &owners), expected).await?;
    tx.commit().await?;
    Ok(Some(imported))
}
