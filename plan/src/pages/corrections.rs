//! Corrections of an adopted plan: the list of them, and entering one.

mod form;
mod target;

use super::frame::{self, Head, Opened, Tab};
use super::input::refused::{Again, Conflict, with_status};
use crate::acts::{self, CorrectionEntry, PlanRefusal};
use crate::document::Correction;
use access::{CorrectPlan, ViewPlan};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use axum_extra::extract::Query;
use form::Fields;
use screen::form::{Entries, ErrorSummary, Field, Reading};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use serde::Deserialize;
use target::{Spot, Target};
use words::Text;

/// The longest name of who corrects.
const LONGEST_BY: usize = 60;
/// The longest reason.
const LONGEST_REASON: usize = 500;

/// One correction in the list.
struct Line {
    on: String,
    place: String,
    before: String,
    after: String,
    by: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "corrections.html")]
struct ListPage<'a> {
    t: &'a Text,
    trail: Vec<(String, String)>,
    title: String,
    lines: Vec<Line>,
    /// Where everybody reads them.
    public: Option<String>,
    new: Option<String>,
    in_work: bool,
}

pub(crate) async fn list(
    may: May<ViewPlan>,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    let head = frame::head(&may, &opened, Tab::Publish);
    let state = opened.loaded.state;
    let title = may.say("plan-corrections");
    let may_correct = frame::holds::<CorrectPlan>(&may) && !state.in_work();
    let main = ListPage {
        t: &may.text,
        trail: trail(&may, &head),
        title: title.clone(),
        lines: opened
            .loaded
            .document
            .corrections
            .iter()
            .rev()
            .map(|each| line(&may, each))
            .collect(),
        public: state.is_public().then(|| format!("/public/{code}")),
        new: may_correct.then(|| format!("{}/corrections/new", head.here)),
        in_work: state.in_work(),
    };
    may.page(Page::new(title, frame::SECTION), &main)
}

fn trail(visit: &Visit, head: &Head) -> Vec<(String, String)> {
    vec![
        (head.title.clone(), head.here.clone()),
        (
            visit.say("plan-tab-publish"),
            format!("{}/publish", head.here),
        ),
    ]
}

fn line(visit: &Visit, correction: &Correction) -> Line {
    Line {
        on: date_text::plain_day(correction.on, visit.language()),
        place: correction.place.clone(),
        before: correction.before.clone(),
        after: correction.after.clone(),
        by: correction.by.clone(),
        reason: correction.reason.clone(),
    }
}

/// What is to be corrected, as far as it has been chosen.
#[derive(Debug, Deserialize, Default, Clone)]
pub(crate) struct Conditions {
    /// `plan/suggestions`, `review/suggestions`, `node/1-1-1`.
    target: Option<String>,
    /// Which text of it.
    what: Option<String>,
    year: Option<i16>,
}

#[derive(Template)]
#[template(path = "correction_choice.html")]
struct ChoicePage<'a> {
    t: &'a Text,
    trail: Vec<(String, String)>,
    title: String,
    target: Field,
    what: Option<Field>,
    year: Option<Field>,
    cancel: String,
}

#[derive(Template)]
#[template(path = "correction.html")]
struct FormPage<'a> {
    t: &'a Text,
    trail: Vec<(String, String)>,
    title: String,
    place: String,
    before: String,
    public: bool,
    summary: ErrorSummary,
    conflict: Option<Conflict>,
    fields: Fields,
    by: Field,
    reason: Field,
    action: String,
    cancel: String,
}

pub(crate) async fn new(
    may: May<CorrectPlan>,
    Path(code): Path<String>,
    Query(conditions): Query<Conditions>,
) -> Result<Response, PageError> {
    may.allowed.on(access::Relation::Other)?;
    let opened = frame::open(&may, &code).await?;
    if opened.loaded.state.in_work() {
        return Err(PageError::Refused("plan-refusal-not-yet-adopted"));
    }
    let target = conditions
        .target
        .as_deref()
        .and_then(|text| Target::read(text, &opened.loaded));
    match target.and_then(|target| Spot::of(&opened, target, &conditions)) {
        Some(spot) => form_page(&may, &opened, &spot, None),
        None => choice_page(&may, &opened, target, &conditions),
    }
}

fn choice_page(
    visit: &Visit,
    opened: &Opened,
    target: Option<Target<'_>>,
    conditions: &Conditions,
) -> Result<Response, PageError> {
    let head = frame::head(visit, opened, Tab::Publish);
    let title = visit.say("plan-correction-new");
    let main = ChoicePage {
        t: &visit.text,
        trail: crumbs(visit, &head),
        title: title.clone(),
        target: target::target_field(visit, opened, target),
        what: target.map(|target| target::what_field(visit, target, conditions.what.as_deref())),
        year: target.and_then(|target| target::year_field(visit, opened, target, conditions.year)),
        cancel: format!("{}/corrections", head.here),
    };
    visit.page(Page::new(title, frame::SECTION), &main)
}

fn crumbs(visit: &Visit, head: &Head) -> Vec<(String, String)> {
    let mut trail = trail(visit, head);
    trail.push((
        visit.say("plan-corrections"),
        format!("{}/corrections", head.here),
    ));
    trail
}

fn form_page(
    visit: &Visit,
    opened: &Opened,
    spot: &Spot<'_>,
    again: Option<Again>,
) -> Result<Response, PageError> {
    let head = frame::head(visit, opened, Tab::Publish);
    let (form, conflict) = Again::form(visit, again);
    let title = visit.say("plan-correction-new");
    let unit = visit
        .signed_in
        .as_ref()
        .map(|session| session.unit.clone())
        .unwrap_or_default();
    let main = FormPage {
        t: &visit.text,
        trail: crumbs(visit, &head),
        title: title.clone(),
        place: spot.place(visit, opened),
        before: spot.text(opened),
        public: opened.loaded.state.is_public(),
        summary: form.summary(),
        fields: form::fields(visit, opened, spot, &form),
        by: form
            .text("by", &visit.say("plan-correction-by"))
            .hint(visit.say("plan-correction-by-hint"))
            .value(unit),
        reason: form
            .textarea("reason", &visit.say("plan-history-reason"))
            .hint(visit.say("plan-correction-reason-hint"))
            .rows(3)
            .required(),
        action: format!("{}/corrections?{}", head.here, spot.query()),
        cancel: format!("{}/corrections", head.here),
        conflict,
    };
    let page = with_status(
        Page::new(title, frame::SECTION),
        &form,
        main.conflict.as_ref(),
    );
    visit.page(page, &main)
}

pub(crate) async fn save(
    may: May<CorrectPlan>,
    Path(code): Path<String>,
    Query(conditions): Query<Conditions>,
    body: Bytes,
) -> Result<Response, PageError> {
    may.allowed.on(access::Relation::Other)?;
    let entries = Entries::parse(&body);
    let opened = frame::open(&may, &code).await?;
    let spot = spot(&opened, &conditions)?;
    let mut reading = Reading::new(entries.clone(), &may.text);
    let by = reading.optional_text("by", &may.say("plan-correction-by"), LONGEST_BY);
    let reason = reading.text("reason", &may.say("plan-history-reason"), LONGEST_REASON);
    let read = form::read(&may, &spot, &entries, opened.style);
    let mut again = match (read, reading.finish()) {
        (Ok((what, yours)), Ok(())) => {
            let entry = CorrectionEntry {
                what,
                by: by.unwrap_or_default(),
                reason,
            };
            let desk = acts::Desk::now(may.db(), &may.site.ids, &may.site.clock);
            match acts::correct(desk, &may.allowed, &code, entry).await {
                Ok(_) => {
                    let to = format!("/plan/{code}/corrections");
                    return Ok(see_other(&to, Some(Notice::new("plan-correction-saved"))));
                }
                Err(error) => {
                    let field = |refusal: &PlanRefusal| form::field_of(&spot, refusal);
                    Again::after(&may, error, entries, yours, field)?
                }
            }
        }
        (read, finished) => {
            let mut errors = read.err().unwrap_or_default();
            if errors.is_empty() {
                errors.entries = entries;
            }
            for error in finished
                .err()
                .iter()
                .flat_map(screen::form::FormErrors::iter)
            {
                errors.add(&error.field, &*error.message);
            }
            errors.into()
        }
    };
    let opened = frame::open(&may, &code).await?;
    let spot = self::spot(&opened, &conditions)?;
    if let Some(conflict) = &mut again.conflict {
        conflict.current = spot.text(&opened);
    }
    form_page(&may, &opened, &spot, Some(again))
}

/// What a posted form is about.
fn spot<'a>(opened: &'a Opened, conditions: &Conditions) -> Result<Spot<'a>, PageError> {
    let target = conditions
        .target
        .as_deref()
        .and_then(|text| Target::read(text, &opened.loaded));
    let spot = target.and_then(|target| Spot::of(opened, target, conditions));
    spot.ok_or(PageError::NotFound)
}
