//! Ordering a plan, taking an order back, giving a draft up.

use super::frame::{PLANS, desk, number, plan_href};
use super::plan::{self, Opened};
use crate::acts;
use access::{Allowed, EditOrganisation, OrderReorganisation};
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use people::reorganisations::{ReorganisationId, ReorganisationRefusal};
use screen::form::{Entries, FormErrors};
use screen::visit::Visit;
use screen::{May, Notice, PageError, see_other};

/// The version of the plan that was looked at; 0, which no plan has, when it is missing.
fn version(entries: &Entries) -> i64 {
    entries
        .text("version")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0)
}

async fn refused(
    visit: &Visit,
    id: &str,
    refusal: &ReorganisationRefusal,
) -> Result<Response, PageError> {
    let opened = Opened::read(visit, id).await?;
    let errors: FormErrors = super::frame::refused(
        &visit.text,
        Entries::default(),
        refusal,
        &opened.trees(),
        opened.draft.reorganisation.on,
    );
    plan::page(visit, id, Some(errors)).await
}

pub(super) async fn order(
    may: May<OrderReorganisation>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let opened = Opened::read(&may, &id).await?;
    let entries = Entries::parse(&body);
    let plan = &opened.draft.reorganisation;
    let asked = (plan.id, version(&entries));
    let past = entries.ticked("past");
    match acts::order(desk(&may), &may.allowed, asked, past).await? {
        Ok(applied) => Ok(see_other(
            &plan_href(plan),
            Some(Notice::new("organisation-plan-ordered").with("count", applied.moves.len())),
        )),
        Err(refusal) => {
            Allowed::<EditOrganisation>::ask(may.actor.clone())?;
            refused(&may, &id, &refusal).await
        }
    }
}

pub(super) async fn undo(
    may: May<OrderReorganisation>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let plan = ReorganisationId(number(&id)?);
    let entries = Entries::parse(&body);
    match acts::undo(desk(&may), &may.allowed, plan, version(&entries)).await? {
        Ok(()) => Ok(see_other(
            &format!("{PLANS}/{plan}"),
            Some(Notice::new("organisation-plan-undone")),
        )),
        Err(ReorganisationRefusal::NotFound) => Err(PageError::NotFound),
        Err(refusal) => refused(&may, &id, &refusal).await,
    }
}

pub(super) async fn give_up(
    may: May<EditOrganisation>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let plan = ReorganisationId(number(&id)?);
    let entries = Entries::parse(&body);
    match acts::give_up(desk(&may), &may.allowed, plan, version(&entries)).await? {
        Ok(()) => Ok(see_other(
            PLANS,
            Some(Notice::new("organisation-plan-dropped")),
        )),
        Err(ReorganisationRefusal::NotFound) => Err(PageError::NotFound),
        Err(refusal) => refused(&may, &id, &refusal).await,
    }
}
