//! The organisation of a day kept in memory: read again only when somebody has changed a unit.

use crate::records::UnitId;
use crate::units::{UnitTree, codes_on, units_on_fresh};
use anyhow::Result;
use calendar::Date;
use quick_cache::sync::Cache;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};
use store::{Db, Identity, sqlx};

/// How many days' organisations are kept, of all cities together: 2 MB each for a city of 50,000 people.
const CAPACITY: usize = 16;

type Codes = HashMap<UnitId, String>;

/// An organisation with the moment at which it was true.
#[derive(Clone)]
struct Kept {
    stamp: Stamp,
    tree: Arc<UnitTree>,
    codes: Arc<Codes>,
}

static KEPT: LazyLock<Cache<(Identity, Date), Kept>> = LazyLock::new(|| Cache::new(CAPACITY));

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
    Ok(kept(db, on).await?.tree)
}

/// The same with the code of each unit.
pub(crate) async fn units_with_codes(db: &Db, on: Date) -> Result<(Arc<UnitTree>, Arc<Codes>)> {
    let kept = kept(db, on).await?;
    Ok((kept.tree, kept.codes))
}

async fn kept(db: &Db, on: Date) -> Result<Kept> {
    let now: Stamp = store::read!(db, |pool| sqlx::query_as(STAMP).fetch_one(pool).await)?;
    let key = (db.identity(), on);
    if let Some(kept) = KEPT.get(&key).filter(|kept| kept.stamp == now) {
        return Ok(kept);
    }
    // Read after the stamp: what is kept may be newer than its stamp, never older.
    let kept = Kept {
        stamp: now,
        tree: Arc::new(units_on_fresh(db, on).await?),
        codes: Arc::new(codes_on(db, on).await?),
    };
    KEPT.insert(key, kept.clone());
    Ok(kept)
}

pub(crate) const QUERIES: &[(&str, &str)] = &[("people::units stamp", STAMP)];
