//! Accounts: who may sign in, as what, and who is signed in at the moment.
//!
//! * [`set_up`] makes the first administrator of an empty city, once; [`create_account`],
//!   [`grant_role`], [`disable`], [`reset_password`] are the administrator's acts.
//! * [`sign_in`] opens a session, [`actor_of`] tells on every request who is asking: with the roles that
//!   hold today, and for a section editor the units that they answer for today, so that a transfer or
//!   the end of a role takes effect at midnight without anybody signing in again.
//! * Passwords are kept as Argon2id hashes, tokens as SHA-256; guessing is stopped after ten attempts.
//!
//! Every act stands in the journal, in the same transaction.

mod closing;
mod listing;
mod lockout;
mod making;
mod notes;
mod password;
mod records;
mod roles;
mod sessions;
mod signing;

pub use closing::{disable, enable, reset_password};
pub use listing::{account, account_of, accounts, roles_of, roles_on, section_editors};
pub use lockout::{ATTEMPTS, LOCKED};
pub use making::{
    Created, FirstAdministrator, FirstPassword, NewAccount, TEMPORARY, create_account, is_empty,
    set_up,
};
pub use password::may_be_chosen;
pub use password::{LONGEST as LONGEST_PASSWORD, PasswordRefusal, SHORTEST as SHORTEST_PASSWORD};
pub use records::{
    Account, AccountId, AccountRefusal, GrantId, Login, NewRole, RoleGrant, SessionId, SessionLine,
    SignInRefusal,
};
pub use roles::{end_role, grant_role};
pub use sessions::{
    IDLE, LONGEST as LONGEST_SESSION, Origin, Session, SignedIn, Token, actor_of, sessions_of,
};
pub use signing::{
    PasswordChange, change_password, end_session, set_language, sign_in, sign_out,
    sign_out_everywhere,
};

/// The tables of this crate.
pub const SCHEMA: store::Schema = store::Schema {
    module: "accounts",
    block: 4,
    files: &[(1, "accounts", include_str!("../schema/0001_accounts.sql"))],
    large: &["accounts", "role_grants", "sessions", "sign_in_failures"],
};

/// The words of this crate.
pub const WORDS: words::Source = words::source!();

/// Every query of this crate with a name, for the test that asks both databases how they would run it.
pub const QUERIES: &[(&str, &str)] = &joined();

const PARTS: [&[(&str, &str)]; 7] = [
    closing::QUERIES,
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
