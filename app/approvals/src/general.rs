//! General applications (伺い): anybody may ask those above for something in free words.

mod acts;
mod pages;
mod store;

pub use acts::{GeneralEntry, apply};
pub(crate) use pages::{edit_form, form, save, submit};
pub(crate) use store::{QUERIES, SCHEMA};

use ::store::{Db, Tx};
use flow::{Application, ApprovalKind, ContextLine, ContextPending, Decided, Effect, Measure};
use words::Text;

/// The word of the kind.
pub(crate) const KIND: &str = "approvals.general";

/// The kind as the program knows it.
pub(crate) const APPROVAL: ApprovalKind = ApprovalKind {
    kind: KIND,
    label: "approvals-approval-general",
    measure: Some(Measure::Yen),
    on_decided,
    page,
    context,
};

fn on_decided<'a>(tx: &'a mut Tx, decided: Decided<'a>) -> Effect<'a> {
    Box::pin(async move {
        let Some(id) = decided.application.subject_id() else {
            anyhow::bail!("a general application without a record");
        };
        store::set_state(tx, id, decided.state).await
    })
}

fn page(subject: &str) -> Option<String> {
    let (_, id) = subject.rsplit_once(':')?;
    Some(format!("/approvals/general/{id}"))
}

fn context<'a>(db: &'a Db, application: &'a Application, t: &'a Text) -> ContextPending<'a> {
    Box::pin(async move {
        let Some(id) = application.subject_id() else {
            return Ok(Vec::new());
        };
        let found = store::general(db, id).await?;
        Ok(found
            .map(|general| ContextLine {
                label: t.say("approvals-body").into_owned(),
                value: general.body,
            })
            .into_iter()
            .collect())
    })
}
