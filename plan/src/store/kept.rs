//! Plans kept in memory: read again only when somebody has changed them.

use super::load::{Stamp, load_fresh, stamp};
use crate::records::Loaded;
use ::store::{Db, Identity};
use anyhow::Result;
use quick_cache::sync::Cache;
use std::sync::{Arc, LazyLock};

/// How many plans are kept, of all cities together: about 200 KB each.
const CAPACITY: usize = 64;

type Key = (Identity, String);

static PLANS: LazyLock<Cache<Key, (Stamp, Arc<Loaded>)>> = LazyLock::new(|| Cache::new(CAPACITY));

/// A plan with everything in it, as of one moment: nothing that is being written is seen by halves.
///
/// Every act on a plan gives it a new version in the same transaction, so one small query tells
/// whether what is kept is still true, also when another program has written.
pub async fn load(db: &Db, code: &str) -> Result<Option<Arc<Loaded>>> {
    let Some(now) = stamp(db, code).await? else {
        return Ok(None);
    };
    let key = (db.identity(), code.to_owned());
    if let Some((then, plan)) = PLANS.get(&key)
        && then == now
    {
        return Ok(Some(plan));
    }
    let Some(plan) = load_fresh(db, code).await?.map(Arc::new) else {
        return Ok(None);
    };
    PLANS.insert(key, (Stamp::of(&plan), Arc::clone(&plan)));
    Ok(Some(plan))
}
