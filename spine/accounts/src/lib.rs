//! Accounts: who may sign in, as what, and who is signed in at the moment.
//!
//! * [`set_up`] makes the first administrator of an empty city, once; [`create_account`],
//!   [`grant_role`], [`disable`], [`reset_password`] are the administrator's acts.
//! * [`sign_in`] opens a session, [`actor_of`] tells on every request who is asking: with the roles that
//!   hold today by grant and by appointment, and the units whose people or plans are in reach today, so
//!   that a transfer or the end of a role takes effect at midnight without anybody signing in again.
//! * [`name_deputy`] lets somebody decide in another's place for a time; [`open_in_emergency`] opens a
//!   private record to an administrator for some minutes, with a reason.
//! * [`look_at_person`] notes that somebody looked at a person's record; [`looks_at`] shows that person who
//!   did.
//! * Passwords are kept as Argon2id hashes, tokens as SHA-256; guessing is stopped after ten attempts.
//!
//! Every act stands in the journal, in the same transaction.

mod actors;
mod closing;
mod deputies;
mod device;
mod emergency;
mod invitations;
mod limits;
mod listing;
mod lockout;
mod looks;
mod making;
mod notes;
mod openid;
mod password;
mod person_notes;
mod reception;
mod records;
mod renewal;
mod roles;
mod second_factor;
mod sessions;
mod signing;

pub use actors::{SignedIn, actor_on};
pub use closing::{disable, enable, reset_password};
pub use deputies::{
    DeputyLine, DeputyRefusal, LONGEST_REASON as LONGEST_DEPUTY_REASON, NewDeputy, deputies,
    deputies_of, end_deputy, name_deputy, principals_of, standing_in, standing_in_tx,
};
pub use device::Device;
pub use emergency::{
    EmergencyRefusal, MINUTES as EMERGENCY_MINUTES, Opening, SHORTEST_REASON, close_opening,
    open_in_emergency, openings,
};
pub use invitations::{
    Accepted, Candidate, Choice, INVITED_AT_ONCE, Invitation, InvitationRefusal, InvitationState,
    Invited, accept_invitation, invitation, invitations, invite, revoke_invitation,
    without_account,
};
pub use limits::{Codes, Gate, Limits, SETTINGS};
pub use listing::{
    AccountFilter, account, account_of, accounts, roles_of, roles_on, section_editors,
};
pub use lockout::{ATTEMPTS, LOCKED};
pub use looks::{Looked, look_at_person, look_at_person_in, looks_at};
pub use making::{
    Created, FirstAdministrator, FirstPassword, NewAccount, TEMPORARY, create_account, is_empty,
    set_up,
};
pub use openid::{
    Arrival, Arrived, Departure, Lie, Matching, Provider, ProviderConfig, ProviderRefusal, arrive,
    depart,
};
pub use password::may_be_chosen;
pub use password::{LONGEST as LONGEST_PASSWORD, PasswordRefusal, SHORTEST as SHORTEST_PASSWORD};
pub use reception::{Door, Doors, Reception};
pub use records::{
    Account, AccountId, AccountRefusal, DeputyId, GrantId, InvitationId, Login, NewRole, OpeningId,
    RoleGrant, SessionId, SessionLine, SignInRefusal,
};
pub use renewal::{Proof, is_recent, renew};
pub use roles::{end_role, grant_role};
pub use second_factor::{
    Challenge, Confirmed, KeyRing, RECOVERY_CODES, SecondFactor, SecondFactorRefusal, admit_code,
    begin_second_factor, confirm_second_factor, is_challenge, new_recovery_codes,
    remove_second_factor, reset_second_factor, second_factor_of, secret_to_confirm,
};
pub use sessions::{
    IDLE, LONGEST as LONGEST_SESSION, Means, Origin, Session, Token, actor_of, doubt, sessions_of,
};
pub use signing::{
    Admission, PasswordChange, admit, change_password, end_session, set_language, sign_in,
    sign_out, sign_out_everywhere, sign_out_others,
};

/// The tables of this crate.
pub const SCHEMA: store::Schema = store::Schema {
    module: "accounts",
    block: 4,
    files: &[
        (1, "accounts", include_str!("../schema/0001_accounts.sql")),
        (2, "sign_in", include_str!("../schema/0002_sign_in.sql")),
        (10, "deputies", include_str!("../schema/0010_deputies.sql")),
        (
            11,
            "emergency",
            include_str!("../schema/0011_emergency.sql"),
        ),
    ],
    large: &[
        "accounts",
        "role_grants",
        "sessions",
        "sign_in_failures",
        "second_factors",
        "recovery_codes",
        "sign_in_challenges",
        "provider_visits",
        "provider_subjects",
        "invitations",
    ],
};

/// What this crate writes into the journal.
pub const ACTS: &[&str] = &[
    "accounts.signed-in",
    "accounts.signed-out",
    "accounts.signed-out-everywhere",
    "accounts.session.ended",
    "accounts.locked",
    "accounts.set-up",
    "accounts.created",
    "accounts.role.given",
    "accounts.role.ended",
    "accounts.disabled",
    "accounts.enabled",
    "accounts.password.reset",
    "accounts.password.changed",
    "accounts.language.changed",
    "accounts.deputy.named",
    "accounts.deputy.ended",
    "accounts.emergency.opened",
    "accounts.emergency.closed",
    "accounts.signed-out-others",
    "accounts.session.doubted",
    "accounts.renewed",
    "accounts.second-factor.set",
    "accounts.second-factor.removed",
    "accounts.second-factor.reset",
    "accounts.recovery-codes.made",
    "accounts.recovery-code.used",
    "accounts.provider.linked",
    "accounts.provider.refused",
    "accounts.invited",
    "accounts.invitation.revoked",
    "accounts.invitation.accepted",
];

/// The words of this crate.
pub const WORDS: words::Source = words::source!();

/// Every query of this crate with a name, for the test that asks both databases how they would run it.
pub const QUERIES: &[(&str, &str)] = &joined();

const PARTS: [&[(&str, &str)]; 16] = [
    actors::QUERIES,
    closing::QUERIES,
    deputies::QUERIES,
    emergency::QUERIES,
    invitations::QUERIES,
    looks::QUERIES,
    openid::QUERIES,
    renewal::QUERIES,
    second_factor::QUERIES,
    second_factor::CHALLENGE_QUERIES,
    making::QUERIES,
    roles::QUERIES,
    listing::QUERIES,
    lockout::QUERIES,
    sessions::QUERIES,
    signing::QUERIES,
];
const COUNT: usize = {
    let (mut count, mut part) = (0, 0);
    while part < PARTS.len() {
        count += PARTS[part].len();
        part += 1;
    }
    count
};

const fn joined() -> [(&'static str, &'static str); COUNT] {
    let mut all = [("", ""); COUNT];
    let (mut part, mut index, mut at) = (0, 0, 0);
    while part < PARTS.len() {
        while index < PARTS[part].len() {
            all[at] = PARTS[part][index];
            index += 1;
            at += 1;
        }
        part += 1;
        index = 0;
    }
    all
}
