//! Kinds of notices, and how people are told.

/// How somebody is told of a kind of notice. In the product it always stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// In the product only.
    Product,
    /// Also by a mail of its own.
    Mail,
    /// Also in the mail that comes once a day.
    Digest,
}

impl Way {
    /// All ways in the order of the form.
    pub const ALL: [Way; 3] = [Way::Product, Way::Mail, Way::Digest];

    /// The word in the database and in forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Way::Product => "product",
            Way::Mail => "mail",
            Way::Digest => "digest",
        }
    }

    /// The key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Way::Product => "flow-way-product",
            Way::Mail => "flow-way-mail",
            Way::Digest => "flow-way-digest",
        }
    }

    /// The way of a word.
    #[must_use]
    pub fn named(name: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.name() == name)
    }
}

/// A kind of notice, registered by the crate that sends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeKind {
    /// Its name in the database: `flow.job-ended`.
    pub name: &'static str,
    /// Key of its words, as the list of preferences shows it: 時間のかかる処理の終わり.
    pub label: &'static str,
    /// How people are told who have not chosen.
    pub usual: Way,
}

impl NoticeKind {
    /// A kind of notice.
    #[must_use]
    pub const fn new(name: &'static str, label: &'static str, usual: Way) -> NoticeKind {
        NoticeKind { name, label, usual }
    }
}

/// Long work that somebody asked for has ended.
pub const JOB_ENDED: NoticeKind =
    NoticeKind::new("flow.job-ended", "flow-notice-kind-job-ended", Way::Product);

/// A to-do is due soon.
pub const TODO_DUE: NoticeKind =
    NoticeKind::new("flow.todo-due", "flow-notice-kind-todo-due", Way::Digest);
