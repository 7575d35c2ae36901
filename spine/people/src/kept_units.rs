//! The organisation of a day kept in memory: read again only when somebody has changed a unit.

use crate::units::{UnitTree, units_on_fresh};
use anyhow::Result;
use calendar::Date;
use quick_cache::sync::Cache;
use std::sync::{Arc, LazyLock};
use store::{Db, Identity, sqlx};

/// How many days' organisations are kept, of all cities together: 2 MB each for a city of 50,000 people.
const CAPACITY: usize = 16;

static TREES: LazyLock<Cache<(Identity, Date), (Stamp, Arc<UnitTree>)>> =
    LazyLock::new(|| Cache::new(CAPACITY));

store::row! {
    /// Everything that changes units passes the gate in the same transaction; the newest version tells a
    /// restored database from the one before.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    struct Stamp {
        passed: i64,
        newest: i64,
    }
}

const STAMP: &str = "
    SELECT COALESCE((SELECT passed FROM organisation_gate WHERE id = 1), 0) AS passed,
           COALESCE((SELECT MAX(id) FROM unit_versions), 0) AS newest";

/// The organisation on a day. One small query tells whether what is kept is still true, also when another
/// program has written.
pub async fn units_on(db: &Db, on: Date) -> Result<Arc<UnitTree>> {
    let now: Stamp = store::read!(db, |pool| sqlx::query_as(STAMP).fetch_one(pool).await)?;
    let key = (db.identity(), on);
    if let Some((then, tree)) = TREES.get(&key)
        && then == now
    {
        return Ok(tree);
    }
    // Read after the stamp: what is kept may be newer than its stamp, never older.
    let tree = Arc::new(units_on_fresh(db, on).await?);
    TREES.insert(key, (now, Arc::clone(&tree)));
    Ok(tree)
}

pub(crate) const QUERIES: &[(&str, &str)] = &[("people::units stamp", STAMP)];
