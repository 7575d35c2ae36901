//! Files of a plan for staff, and the published plan for everybody.

use super::frame::{self, span_label};
use crate::publish::{Kind, file, html};
use crate::records::Loaded;
use crate::store;
use access::{ViewPlan, ViewPublicPlan};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use calendar::Date;
use screen::visit::Visit;
use screen::{Download, May, Page, PageError};
use std::sync::Arc;
use words::Text;

/// A file as the page offers it.
pub(super) struct Offer {
    pub name: String,
    pub hint: String,
    pub href: String,
}

/// The files of a plan below an address.
pub(super) fn offers(t: &Text, base: &str) -> Vec<Offer> {
    let offer = |kind: Kind| Offer {
        name: t.say(kind.label()).into_owned(),
        hint: t.say(&format!("{}-hint", kind.label())).into_owned(),
        href: format!("{base}/files/{}", kind.name()),
    };
    Kind::ALL.into_iter().map(offer).collect()
}

async fn made(plan: Arc<Loaded>, kind: Kind, on: Date) -> Result<Response, PageError> {
    let made = tokio::task::spawn_blocking(move || file(&plan.document, kind, Some(on))).await;
    let file = made.map_err(anyhow::Error::from)??;
    let download = Download {
        name: file.name,
        media: file.media,
        bytes: file.bytes,
        inline: false,
    };
    Ok(download.into_response())
}

/// A file of a plan in work.
pub(crate) async fn staff_file(
    may: May<ViewPlan>,
    Path((code, kind)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let kind = Kind::named(&kind).ok_or(PageError::NotFound)?;
    let opened = frame::open(&may, &code).await?;
    made(opened.loaded, kind, may.today()).await
}

#[derive(Template)]
#[template(path = "public_list.html")]
struct PublicList<'a> {
    t: &'a Text,
    title: String,
    plans: Vec<(String, String, String)>,
}

/// The published plans.
pub(crate) async fn public_list(may: May<ViewPublicPlan>) -> Result<Response, PageError> {
    let plans = store::list(may.db()).await?;
    let title = may.say("plan-public-title");
    let main = PublicList {
        t: &may.text,
        title: title.clone(),
        plans: plans
            .into_iter()
            .filter(|plan| plan.state.is_public())
            .map(|plan| {
                let years = span_label(plan.years, plan.year_style, may.language());
                (plan.title, years, format!("/public/{}", plan.code))
            })
            .collect(),
    };
    may.page(Page::public(title), &main)
}

/// A published plan; any other is not known to exist.
async fn published(visit: &Visit, code: &str) -> Result<Arc<Loaded>, PageError> {
    let opened = frame::open(visit, code).await?;
    if opened.loaded.state.is_public() {
        Ok(opened.loaded)
    } else {
        Err(PageError::NotFound)
    }
}

#[derive(Template)]
#[template(path = "public_plan.html")]
struct PublicPlan<'a> {
    t: &'a Text,
    title: &'a str,
    lead: String,
    offers: Vec<Offer>,
    body: String,
}

/// A published plan as a page.
pub(crate) async fn public_plan(
    may: May<ViewPublicPlan>,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let plan = published(&may, &code).await?;
    let document = &plan.document;
    let main = PublicPlan {
        t: &may.text,
        title: &document.title,
        lead: span_label(document.plan_years, document.year_style, may.language()),
        offers: offers(&may.text, &format!("/public/{code}")),
        body: html::body(document)?,
    };
    may.page(Page::public(document.title.clone()), &main)
}

/// A file of a published plan.
pub(crate) async fn public_file(
    may: May<ViewPublicPlan>,
    Path((code, kind)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let kind = Kind::named(&kind).ok_or(PageError::NotFound)?;
    let plan = published(&may, &code).await?;
    made(plan, kind, may.today()).await
}
