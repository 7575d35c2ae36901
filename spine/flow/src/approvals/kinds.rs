//! What the owner of a kind of applications says about it.

use super::records::{Application, State};
use crate::deadlines::Desk;
use access::Actor;
use anyhow::Result;
use std::pin::Pin;
use std::sync::Arc;
use store::{Db, Tx};
use words::Text;

/// What the amount of an application counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Yen.
    Yen,
    /// Minutes.
    Minutes,
}

/// What has become of an application, told to its owner.
#[derive(Debug, Clone, Copy)]
pub struct Decided<'a> {
    /// The application, as it stands now.
    pub application: &'a Application,
    /// Approved, rejected, returned or withdrawn.
    pub state: State,
    /// Who decided last; the applicant for a withdrawal.
    pub by: &'a Actor,
    /// What they wrote.
    pub comment: &'a str,
    /// The moment, and where ids come from.
    pub desk: Desk<'a>,
}

/// What an owner returns while the database works.
pub type Effect<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// A line shown to who decides: 「日数 3日」.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextLine {
    /// What it is.
    pub label: String,
    /// In the reader's language; may have several lines.
    pub value: String,
}

/// What an owner returns while the database works.
pub type ContextPending<'a> = Pin<Box<dyn Future<Output = Result<Vec<ContextLine>>> + Send + 'a>>;

/// A kind of applications, declared by the crate that owns it.
#[derive(Clone, Copy)]
pub struct ApprovalKind {
    /// The word in the database, never changed after a release: `bulletin.post`.
    pub kind: &'static str,
    /// Fluent key of its name, 「庁内広報の掲載」: always [`kind_label`] of the kind, which to-dos
    /// rely on: `bulletin-approval-post` of `bulletin.post`.
    pub label: &'static str,
    /// What the amount counts, if such applications have one.
    pub measure: Option<Measure>,
    /// Does what the decision means, in its transaction: an error undoes the decision.
    pub on_decided: for<'a> fn(&'a mut Tx, Decided<'a>) -> Effect<'a>,
    /// Where the subject is shown: of `bulletin.post:123` the address of the post.
    pub page: fn(&str) -> Option<String>,
    /// What the deciding person needs to know beside the title.
    pub context: for<'a> fn(&'a Db, &'a Application, &'a Text) -> ContextPending<'a>,
}

impl std::fmt::Debug for ApprovalKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ApprovalKind").field(&self.kind).finish()
    }
}

/// The fluent key of the name of a kind: `bulletin-approval-post` of `bulletin.post`.
///
/// ```
/// assert_eq!(flow::kind_label("bulletin.post"), "bulletin-approval-post");
/// ```
#[must_use]
pub fn kind_label(kind: &str) -> String {
    let (owner, what) = kind.split_once('.').unwrap_or((kind, ""));
    format!("{owner}-approval-{}", what.replace('.', "-"))
}

/// All kinds of applications of the program.
#[derive(Debug, Clone, Default)]
pub struct Kinds(Arc<Vec<ApprovalKind>>);

impl Kinds {
    /// The kinds in the order of the list.
    #[must_use]
    pub fn new(kinds: impl IntoIterator<Item = ApprovalKind>) -> Kinds {
        Kinds(Arc::new(kinds.into_iter().collect()))
    }

    /// A word that two crates claim: a mistake of the program.
    #[must_use]
    pub fn claimed_twice(&self) -> Option<&'static str> {
        let mut all = self.0.iter().enumerate();
        let claimed = |at: usize, kind: &str| self.0[..at].iter().any(|one| one.kind == kind);
        all.find(|(at, kind)| claimed(*at, kind.kind))
            .map(|(_, kind)| kind.kind)
    }

    /// The kind of a word.
    #[must_use]
    pub fn get(&self, kind: &str) -> Option<&ApprovalKind> {
        self.0.iter().find(|one| one.kind == kind)
    }

    /// All kinds.
    pub fn iter(&self) -> impl Iterator<Item = &ApprovalKind> {
        self.0.iter()
    }
}
