//! Accounts, roles and sessions as values.

use crate::device::Device;
use access::Role;
use calendar::{Date, Period};
use jiff::Timestamp;
use people::{EmployeeId, UnitId, fold};
use words::Language;

store::id!(
    /// An account.
    pub struct AccountId;
);
store::id!(
    /// A role given to an account for a time.
    pub struct GrantId;
);
store::id!(
    /// A deputy named for a time.
    pub struct DeputyId;
);
store::id!(
    /// A private record opened in an emergency.
    pub struct OpeningId;
);
store::id!(
    /// An invitation of an employee.
    pub struct InvitationId;
);
store::id!(
    /// A session of a browser.
    pub struct SessionId;
);

/// A login name: letters, figures, `.`, `-`, `_` and `@`, 3 to 64 of them; capitals make no difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login(String);

impl Login {
    /// Reads a login name; full-width characters are narrowed.
    ///
    /// ```
    /// use accounts::Login;
    /// assert_eq!(Login::parse(" ｍ.hanako ").unwrap().as_str(), "m.hanako");
    /// assert!(Login::parse("花子").is_none());
    /// assert!(Login::parse("ab").is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Login> {
        use unicode_normalization::UnicodeNormalization;
        let text: String = text.trim().nfkc().collect();
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
        ((3..=64).contains(&text.len()) && text.chars().all(allowed)).then_some(Login(text))
    }

    /// The name as entered.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn key(&self) -> Vec<u8> {
        login_key(&self.0)
    }
}

/// What a login name is found by.
pub(crate) fn login_key(text: &str) -> Vec<u8> {
    fold(text).into_bytes()
}

/// An account as the administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The record.
    pub id: AccountId,
    /// The login name as entered.
    pub login: String,
    /// The employee's name, or the name entered for somebody outside.
    pub name: String,
    /// Whose account it is; `None` for somebody outside.
    pub employee: Option<EmployeeId>,
    /// The employee's number.
    pub staff_no: Option<String>,
    /// The language of the pages.
    pub language: Language,
    /// Whether the password must be changed at the next sign-in.
    pub must_change: bool,
    /// Since when the account exists.
    pub created_at: Timestamp,
    /// Since when nobody can sign in with it.
    pub disabled_at: Option<Timestamp>,
    /// Until when it is locked after wrong attempts; may lie in the past.
    pub locked_until: Option<Timestamp>,
    /// Grows with every change; a form that was opened before is refused.
    pub version: i64,
}

/// A role given to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleGrant {
    /// The record.
    pub id: GrantId,
    /// Whose it is.
    pub account: AccountId,
    /// The role.
    pub role: Role,
    /// The unit of a section editor or of general affairs; `None` means that of the main appointment.
    pub unit: Option<UnitId>,
    /// From when until when.
    pub period: Period,
}

/// A role to be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewRole {
    /// The role.
    pub role: Role,
    /// For a section editor or general affairs: the unit, unless it is always that of the main appointment.
    pub unit: Option<UnitId>,
    /// From when until when.
    pub period: Period,
}

impl NewRole {
    /// A role from a day on, without a unit.
    #[must_use]
    pub fn starting(role: Role, from: Date) -> NewRole {
        NewRole {
            role,
            unit: None,
            period: Period::starting(from),
        }
    }
}

/// An open session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    /// The record.
    pub id: SessionId,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// The kind of browser.
    pub device: Device,
    /// From which address it was opened.
    pub address: String,
    /// When another kind of browser came with its token.
    pub doubted_at: Option<Timestamp>,
}

/// Why an act on accounts was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccountRefusal {
    /// There is an account already: the first administrator was made before.
    #[error("already set up")]
    AlreadySetUp,
    /// The login name cannot be used.
    #[error("not a login name")]
    NotALogin,
    /// The account is for somebody outside and has no name.
    #[error("no name")]
    NoName,
    /// Somebody else has the login name.
    #[error("login name taken")]
    LoginTaken,
    /// The employee has an account already.
    #[error("the employee has an account")]
    EmployeeHasAccount,
    /// The employee, the unit, the account or the role does not exist.
    #[error("not found")]
    NotFound,
    /// Only section editors and general affairs are for a unit.
    #[error("a unit with a role that is for the whole city")]
    UnitWithoutSection,
    /// Heads and employees are what they are by appointment, programs by their token.
    #[error("a role that cannot be granted")]
    ByAppointment,
    /// The end lies before the beginning.
    #[error("ends before it begins")]
    EndsTooEarly,
    /// Nobody would be left who can manage accounts.
    #[error("the last administrator")]
    LastAdministrator,
    /// Somebody else has changed the account since the form was opened.
    #[error("changed meanwhile")]
    Stale,
    /// The chosen password cannot be used.
    #[error(transparent)]
    Password(#[from] crate::password::PasswordRefusal),
}

impl AccountRefusal {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            AccountRefusal::AlreadySetUp => "accounts-refusal-already-set-up",
            AccountRefusal::NotALogin => "accounts-refusal-not-a-login",
            AccountRefusal::NoName => "accounts-refusal-no-name",
            AccountRefusal::LoginTaken => "accounts-refusal-login-taken",
            AccountRefusal::EmployeeHasAccount => "accounts-refusal-employee-has-account",
            AccountRefusal::NotFound => "accounts-refusal-not-found",
            AccountRefusal::UnitWithoutSection => "accounts-refusal-unit-without-section",
            AccountRefusal::ByAppointment => "accounts-refusal-by-appointment",
            AccountRefusal::EndsTooEarly => "accounts-refusal-ends-too-early",
            AccountRefusal::LastAdministrator => "accounts-refusal-last-administrator",
            AccountRefusal::Stale => "accounts-refusal-stale",
            AccountRefusal::Password(refusal) => refusal.key(),
        }
    }
}

/// Why a sign-in was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignInRefusal {
    /// No account has the login name, or the password is another one.
    #[error("wrong login name or password")]
    Wrong,
    /// Too many wrong attempts with the login name, whether an account has it or not.
    #[error("locked until {until}")]
    Locked {
        /// When it can be tried again.
        until: Timestamp,
    },
    /// The account was closed by an administrator.
    #[error("disabled")]
    Disabled,
    /// The password was handed out too long ago.
    #[error("the temporary password has expired")]
    TemporaryExpired,
    /// The person is not in service today, or has no role.
    #[error("no role today")]
    NoRole,
    /// Too many wrong attempts from the network address.
    #[error("too many attempts from the address, until {until}")]
    Crowded {
        /// When it can be tried again.
        until: Timestamp,
    },
    /// The password is right, and a one-time code is needed too.
    #[error("a code is needed")]
    CodeNeeded,
    /// The code was typed too long after the password, or by a browser that did not send it.
    #[error("the sign-in has ended")]
    ChallengeEnded,
    /// Neither a code of the moment nor a recovery code.
    #[error("wrong code")]
    WrongCode,
    /// The code was used before.
    #[error("used code")]
    UsedCode,
    /// The key of the secrets is not at hand.
    #[error("the key of the secrets is missing")]
    KeyMissing,
}

impl SignInRefusal {
    /// Until when nothing can be tried.
    #[must_use]
    pub const fn until(&self) -> Option<Timestamp> {
        match self {
            SignInRefusal::Locked { until } | SignInRefusal::Crowded { until } => Some(*until),
            _ => None,
        }
    }
}

impl SignInRefusal {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            SignInRefusal::Wrong => "accounts-refusal-wrong",
            SignInRefusal::Locked { .. } => "accounts-refusal-locked",
            SignInRefusal::Disabled => "accounts-refusal-disabled",
            SignInRefusal::TemporaryExpired => "accounts-refusal-temporary-expired",
            SignInRefusal::NoRole => "accounts-refusal-no-role",
            SignInRefusal::Crowded { .. } => "accounts-refusal-crowded",
            SignInRefusal::CodeNeeded => "accounts-refusal-code-needed",
            SignInRefusal::ChallengeEnded => "accounts-refusal-challenge-ended",
            SignInRefusal::WrongCode => "accounts-refusal-wrong-code",
            SignInRefusal::UsedCode => "accounts-refusal-used-code",
            SignInRefusal::KeyMissing => "accounts-refusal-key-missing",
        }
    }
}
