//! Reading the whole chain and comparing every link.

use crate::chain::Fields;
use anyhow::Result;
use futures_util::TryStreamExt;
use sqlx::FromRow;
use store::{Db, Instant, Tx};

/// The end of the chain: worth noting outside the database, because it vouches for everything before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The number of the last entry.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
}

impl std::fmt::Display for Head {
    /// `1234:5f0c…`, as it is printed for keeping and read back.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

impl std::str::FromStr for Head {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Head, &'static str> {
        let (seq, hash) = text.trim().split_once(':').ok_or("NUMBER:HASH")?;
        Ok(Head {
            seq: seq.parse().map_err(|_| "NUMBER:HASH")?,
            hash: hash.to_owned(),
        })
    }
}

/// What [`verify`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// How many entries are sound, from the first one on.
    pub entries: i64,
    /// The number of the first entry that is missing or is not what was written.
    pub broken: Option<i64>,
    /// The last sound entry.
    pub head: Option<Head>,
}

pub(crate) const HEAD: &str = "SELECT seq, hash FROM journal_head WHERE id = 1";
pub(crate) const CHAIN: &str = "
    SELECT seq, at, kind, account_id, employee_id, actor_name, act, subject, detail, prev_hash, hash
      FROM journal_entries
     WHERE seq > $1
     ORDER BY seq";

/// The end of the chain as it stands, without checking what is before it; `None` before the first entry.
///
/// # Errors
/// When the database fails.
pub async fn head(db: &Db) -> Result<Option<Head>> {
    let head: Option<(i64, Option<String>)> =
        store::read!(db, |pool| sqlx::query_as(HEAD).fetch_optional(pool).await)?;
    Ok(head.and_then(|(seq, hash)| hash.map(|hash| Head { seq, hash })))
}

pub(crate) const HASH: &str = "SELECT hash FROM journal_entries WHERE seq = $1";

/// Whether an end of the chain that was noted earlier is still part of it.
///
/// Whoever can write every table could compute the whole chain anew; a note kept outside the database
/// is what such a chain does not agree with.
///
/// # Errors
/// When the database fails.
pub async fn still_holds(db: &Db, noted: &Head) -> Result<bool> {
    let hash: Option<(String,)> = store::read!(db, |pool| sqlx::query_as(HASH)
        .bind(noted.seq)
        .fetch_optional(pool)
        .await)?;
    Ok(hash.is_some_and(|(hash,)| hash == noted.hash))
}

/// The number of the last entry; 0 before the first. Every act ends with an entry in its transaction,
/// so as long as the number stands still, no record has changed.
///
/// # Errors
/// When the database fails.
pub async fn last(db: &Db) -> Result<i64> {
    Ok(head(db).await?.map_or(0, |head| head.seq))
}

store::row! {
    struct Link {
        seq: i64,
        at: Instant,
        kind: String,
        account_id: Option<i64>,
        employee_id: Option<i64>,
        actor_name: String,
        act: String,
        subject: String,
        detail: String,
        prev_hash: Option<String>,
        hash: String,
    }
}

impl Link {
    fn computed_hash(&self) -> String {
        Fields {
            seq: self.seq,
            second: self.at.to_jiff().as_second(),
            kind: &self.kind,
            account: self.account_id,
            employee: self.employee_id,
            name: &self.actor_name,
            act: &self.act,
            subject: &self.subject,
            detail: &self.detail,
            prev_hash: self.prev_hash.as_deref(),
        }
        .hash()
    }
}

/// Reads the journal from the first entry to the last, in one snapshot and without holding it in
/// memory, and stops at the first entry that does not fit.
///
/// # Errors
/// When the database fails or a value of an entry cannot even be read.
pub async fn verify(db: &Db) -> Result<Verification> {
    let mut snapshot = db.snapshot().await?;
    let mut chain = Chain::default();
    macro_rules! follow {
        ($transaction:expr) => {{
            // Below the first number, so that an entry forged before it is read too.
            let mut rows = sqlx::query(CHAIN).bind(i64::MIN).fetch(&mut **$transaction);
            while let Some(row) = rows.try_next().await? {
                if !chain.takes(Link::from_row(&row)?) {
                    break;
                }
            }
        }};
    }
    match &mut snapshot {
        Tx::Sqlite(transaction) => follow!(transaction),
        Tx::Postgres(transaction) => follow!(transaction),
    }
    let head: Option<(i64, Option<String>)> = store::write!(&mut snapshot, |connection| {
        sqlx::query_as(HEAD).fetch_optional(connection).await?
    });
    Ok(chain.ended_at(head))
}

#[derive(Default)]
struct Chain {
    last: Option<Head>,
    broken: Option<i64>,
}

impl Chain {
    fn length(&self) -> i64 {
        self.last.as_ref().map_or(0, |last| last.seq)
    }

    /// Whether the next link fits to the ones before.
    fn takes(&mut self, link: Link) -> bool {
        let next = self.length() + 1;
        let before = self.last.as_ref().map(|last| last.hash.as_str());
        let fits = link.seq == next
            && link.prev_hash.as_deref() == before
            && link.hash == link.computed_hash();
        if fits {
            self.last = Some(Head {
                seq: link.seq,
                hash: link.hash,
            });
        } else {
            self.broken = Some(next);
        }
        fits
    }

    /// Compares the end with the head, which tells of a tail that was cut off or put on.
    fn ended_at(self, head: Option<(i64, Option<String>)>) -> Verification {
        let entries = self.length();
        let (seq, hash) = head.unwrap_or((0, None));
        let whole = seq == entries && hash.as_deref() == self.last.as_ref().map(|last| &*last.hash);
        let off = if seq == entries {
            entries.max(1)
        } else {
            seq.clamp(0, entries) + 1
        };
        let broken = self.broken.or((!whole).then_some(off));
        Verification {
            entries,
            broken,
            head: self.last,
        }
    }
}
