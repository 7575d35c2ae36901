//! What the journal says about people whose deputies or records are concerned.

use access::Actor;
use anyhow::Result;
use calendar::Period;
use people::EmployeeId;
use serde_json::{Value, json};
use store::{Clock, Tx};

/// An act about an employee rather than an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PersonAct {
    DeputyNamed {
        deputy: EmployeeId,
        period: Period,
    },
    DeputyEnded {
        deputy: EmployeeId,
    },
    /// The private record was closed again before its time.
    EmergencyClosed,
}

impl PersonAct {
    const fn name(self) -> &'static str {
        match self {
            PersonAct::DeputyNamed { .. } => "accounts.deputy.named",
            PersonAct::DeputyEnded { .. } => "accounts.deputy.ended",
            PersonAct::EmergencyClosed => "accounts.emergency.closed",
        }
    }

    fn detail(self) -> Value {
        match self {
            PersonAct::DeputyNamed { deputy, period } => json!({
                "deputy": deputy.0,
                "from": period.from(),
                "to": period.to(),
            }),
            PersonAct::DeputyEnded { deputy } => json!({ "deputy": deputy.0 }),
            PersonAct::EmergencyClosed => Value::Null,
        }
    }
}

/// Writes the act into the journal, in the transaction of the act and after everything else in it.
pub(crate) async fn note_on_person(
    tx: &mut Tx,
    clock: &Clock,
    actor: &Actor,
    act: PersonAct,
    employee: EmployeeId,
) -> Result<()> {
    let subject = format!("employee:{employee}");
    let entry = journal::Entry {
        act: act.name(),
        subject: &subject,
        detail: &act.detail(),
    };
    journal::record(tx, clock.now(), actor, entry).await
}
