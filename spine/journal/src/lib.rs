//! The journal: who did or looked at what, in an order that cannot be changed unnoticed.
//!
//! [`record`] writes an entry in the same transaction as the act itself: an act without its entry, or an
//! entry without its act, does not exist. [`look`] does the same for views of sensitive records. Details
//! say what was changed, never health data or other sensitive content.
//!
//! Every entry carries the hash of the one before, and one row holds the hash of the last, so
//! [`verify`] finds an entry that was changed, removed, inserted or moved, and a tail that was cut off.
//! The database refuses to delete entries by itself, through references; it has no triggers for that,
//! because the two databases do not share a way to write them. Somebody who may write every table could
//! still compute a whole new chain: against that, the [`Head`] is to be noted outside the database from
//! time to time, e.g. with each backup, and compared.
//!
//! On PostgreSQL writers wait for each other from their first entry to their commit, so an act writes its
//! entry last.

mod chain;
mod look_up;
mod verification;
mod write;

pub use look_up::{Filter, Line, Page, looks_at, page};
pub use verification::{Head, Verification, head, last, still_holds, verify};
pub use write::{Entry, look, record};

/// Whether somebody did something or only looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Something was changed.
    Act,
    /// A sensitive record was looked at.
    Look,
}

impl Kind {
    /// Both kinds.
    pub const ALL: [Kind; 2] = [Kind::Act, Kind::Look];

    /// The word in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Act => "act",
            Kind::Look => "look",
        }
    }

    /// The key of its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Kind::Act => "journal-kind-act",
            Kind::Look => "journal-kind-look",
        }
    }
}

/// The tables of this crate.
pub const SCHEMA: store::Schema = store::Schema {
    module: "journal",
    block: 1,
    files: &[(1, "entries", include_str!("../schema/0001_entries.sql"))],
    large: &["journal_entries"],
};

/// The words of this crate.
pub const WORDS: words::Source = words::source!();

/// The queries of this crate by name.
pub const QUERIES: &[(&str, &str)] = &[
    ("journal advance", write::ADVANCE),
    ("journal begin", write::BEGIN),
    ("journal insert", write::INSERT),
    ("journal set head", write::SET_HEAD),
    ("journal page", look_up::PAGE),
    ("journal page of a subject", look_up::PAGE_OF_SUBJECT),
    ("journal looks at a subject", look_up::LOOKS),
    ("journal chain", verification::CHAIN),
    ("journal head", verification::HEAD),
    ("journal hash", verification::HASH),
];
