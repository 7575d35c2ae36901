//! What the journal says about accounts.

use crate::records::AccountId;
use access::{Actor, Role};
use anyhow::Result;
use calendar::{Date, Period};
use people::UnitId;
use serde_json::{Value, json};
use store::{Clock, Tx};

/// An act on an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    SetUp,
    Created,
    RoleGiven {
        role: Role,
        unit: Option<UnitId>,
        period: Period,
    },
    RoleEnded {
        role: Role,
        on: Date,
    },
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
    OthersSignedOut,
    SessionDoubted,
    Renewed,
    SecondFactorSet,
    SecondFactorRemoved,
    SecondFactorReset,
    RecoveryCodesMade,
    RecoveryCodeUsed,
    ProviderLinked,
    InvitationAccepted,
}

impl Act {
    const fn name(self) -> &'static str {
        match self {
            Act::SetUp => "accounts.set-up",
            Act::Created => "accounts.created",
            Act::RoleGiven { .. } => "accounts.role.given",
            Act::RoleEnded { .. } => "accounts.role.ended",
            Act::Disabled => "accounts.disabled",
            Act::Enabled => "accounts.enabled",
            Act::PasswordReset => "accounts.password.reset",
            Act::PasswordChanged => "accounts.password.changed",
            Act::LanguageChanged => "accounts.language.changed",
            Act::SignedIn => "accounts.signed-in",
            Act::SignedOut => "accounts.signed-out",
            Act::SignedOutEverywhere => "accounts.signed-out-everywhere",
            Act::SessionEnded => "accounts.session.ended",
            Act::Locked => "accounts.locked",
            Act::OthersSignedOut => "accounts.signed-out-others",
            Act::SessionDoubted => "accounts.session.doubted",
            Act::Renewed => "accounts.renewed",
            Act::SecondFactorSet => "accounts.second-factor.set",
            Act::SecondFactorRemoved => "accounts.second-factor.removed",
            Act::SecondFactorReset => "accounts.second-factor.reset",
            Act::RecoveryCodesMade => "accounts.recovery-codes.made",
            Act::RecoveryCodeUsed => "accounts.recovery-code.used",
            Act::ProviderLinked => "accounts.provider.linked",
            Act::InvitationAccepted => "accounts.invitation.accepted",
        }
    }

    fn detail(self) -> Value {
        match self {
            Act::RoleGiven { role, unit, period } => json!({
                "role": role.name(),
                "unit": unit.map(|unit| unit.0),
                "from": period.from(),
                "to": period.to(),
            }),
            Act::RoleEnded { role, on } => json!({ "role": role.name(), "to": on }),
            _ => Value::Null,
        }
    }
}

/// Writes the act into the journal, in the transaction of the act and after everything else in it.
pub(crate) async fn note(
    tx: &mut Tx,
    clock: &Clock,
    actor: &Actor,
    act: Act,
    account: AccountId,
) -> Result<()> {
    let subject = format!("account:{account}");
    note_about(tx, clock, actor, act.name(), &subject, &act.detail()).await
}

/// The same about something else than an account.
pub(crate) async fn note_about(
    tx: &mut Tx,
    clock: &Clock,
    actor: &Actor,
    act: &str,
    subject: &str,
    detail: &Value,
) -> Result<()> {
    let entry = journal::Entry {
        act,
        subject,
        detail,
    };
    journal::record(tx, clock.now(), actor, entry).await
}
