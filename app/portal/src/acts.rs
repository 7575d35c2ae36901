//! What the portal itself writes; accounts write their own acts.

use access::{Allowed, EditSettings};
use jiff::Timestamp;
use settings::{NewValue, SetFault};
use store::Db;

/// Sets a value from a day on.
pub(crate) async fn set(
    db: &Db,
    at: Timestamp,
    allowed: &Allowed<EditSettings>,
    new: NewValue<'_>,
) -> Result<(), SetFault> {
    let mut tx = db.begin().await?;
    settings::set(&mut tx, at, allowed, new).await?;
    tx.commit().await?;
    Ok(())
}
