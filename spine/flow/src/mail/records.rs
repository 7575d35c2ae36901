//! Mails as values.

use crate::Sentence;
use jiff::Timestamp;
use words::Language;

store::id!(
    /// An outgoing mail.
    pub struct MailId;
);

/// A mail address: one `@`, a domain with a dot or `localhost`, no blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Reads an address; full-width characters are narrowed, as they are easily typed.
    ///
    /// ```
    /// use flow::mail::Address;
    /// assert_eq!(Address::parse("ｍidori＠city.example.jp ").unwrap().as_str(), "midori@city.example.jp");
    /// for wrong in ["", "midori", "@city.jp", "a b@city.jp", "a@b@city.jp", "a@city", "a@.jp", "緑@city.jp"] {
    ///     assert!(Address::parse(wrong).is_none(), "{wrong}");
    /// }
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Address> {
        let narrow = |c: char| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            _ => c,
        };
        let text: String = text.trim().chars().map(narrow).collect();
        let (local, domain) = text.split_once('@')?;
        let plain = |part: &str, more: &str| {
            let allowed = |c: char| c.is_ascii_alphanumeric() || more.contains(c);
            !part.is_empty()
                && part.chars().all(allowed)
                && !part.starts_with('.')
                && !part.ends_with('.')
                && !part.contains("..")
        };
        let whole = local.len() <= 64
            && domain.len() <= 190
            && plain(local, "!#$%&'*+-/=?^_`{|}~.")
            && plain(domain, "-.")
            && (domain.contains('.') || domain == "localhost");
        whole.then_some(Address(text))
    }

    /// The address as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

/// How a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MailState {
    /// It is to be sent, or to be tried again.
    Waiting,
    /// It is being handed to the mail server.
    Sending,
    /// The mail server has taken it.
    Sent,
    /// It cannot be sent.
    Failed,
    /// Somebody has cancelled it.
    Cancelled,
}

impl MailState {
    /// All states in the order of the filter.
    pub const ALL: [MailState; 5] = [
        MailState::Waiting,
        MailState::Sending,
        MailState::Sent,
        MailState::Failed,
        MailState::Cancelled,
    ];

    /// The word in the database and in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            MailState::Waiting => "waiting",
            MailState::Sending => "sending",
            MailState::Sent => "sent",
            MailState::Failed => "failed",
            MailState::Cancelled => "cancelled",
        }
    }

    /// The key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            MailState::Waiting => "flow-mail-state-waiting",
            MailState::Sending => "flow-mail-state-sending",
            MailState::Sent => "flow-mail-state-sent",
            MailState::Failed => "flow-mail-state-failed",
            MailState::Cancelled => "flow-mail-state-cancelled",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn named(name: &str) -> Option<MailState> {
        MailState::ALL
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// A mail as the administrator sees it: whom it goes to and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The record.
    pub id: MailId,
    /// Where it goes.
    pub address: String,
    /// To whom.
    pub name: String,
    /// In which language.
    pub language: Language,
    /// What it is about.
    pub subject: Sentence,
    /// How it stands.
    pub state: MailState,
    /// When it is tried next; `None` when it has ended.
    pub due_at: Option<Timestamp>,
    /// How often it was tried.
    pub attempts: i64,
    /// What went wrong last.
    pub error: Option<Sentence>,
    /// The same in the words of the mail server.
    pub fault: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was sent, given up or cancelled.
    pub ended_at: Option<Timestamp>,
    /// Grows with every change.
    pub version: i64,
}
