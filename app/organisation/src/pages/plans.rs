//! The plans of reorganisations: their list, a new one, name and day.

use super::frame::{PLANS, SECTION, desk, local, number, plan_href, trail, trail_to_plans};
use crate::acts;
use access::EditOrganisation;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::Date;
use people::Title;
use people::reorganisations::{
    Reorganisation, ReorganisationId, ReorganisationState, reorganisation, reorganisations,
    reorganisations_count,
};
use screen::form::{Entries, Field, Form, FormErrors, Reading};
use screen::table::{Pager, TableState};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use words::Text;

/// A plan in the list.
struct Line {
    name: String,
    href: String,
    on: String,
    state: String,
    tone: &'static str,
    made: String,
}

#[derive(Template)]
#[template(path = "plans.html")]
struct ListPage<'a> {
    t: &'a Text,
    title: String,
    local: Vec<(String, String, bool)>,
    lines: Vec<Line>,
    pager: Pager,
}

pub(super) async fn list(may: May<EditOrganisation>) -> Result<Response, PageError> {
    let t = &may.text;
    let state = TableState::read(PLANS, may.uri.query(), &[], "day");
    let total = reorganisations_count(may.db()).await?;
    let page = people::Page {
        offset: state.offset(total),
        limit: state.limit(),
    };
    let plans = reorganisations(may.db(), page).await?;
    let title = may.say("organisation-reorganisations");
    let main = ListPage {
        t,
        local: local(&may, &super::frame::AsOf::read(&may), PLANS),
        lines: plans.iter().map(|plan| line(&may, plan)).collect(),
        pager: state.pager(total, t),
        title: title.clone(),
    };
    may.page(Page::new(title, SECTION), &main)
}

/// How far a plan has come, as a word with its tone; an ordered one holds from its day on.
pub(super) fn standing(visit: &Visit, plan: &Reorganisation) -> (String, &'static str) {
    let t = &visit.text;
    match plan.state {
        ReorganisationState::Ordered if plan.on <= visit.today() => {
            (t.say("organisation-in-force").into_owned(), "ok")
        }
        ReorganisationState::Ordered => (t.say(plan.state.key()).into_owned(), "key"),
        _ => (t.say(plan.state.key()).into_owned(), ""),
    }
}

fn line(visit: &Visit, plan: &Reorganisation) -> Line {
    let language = visit.language();
    let (state, tone) = standing(visit, plan);
    Line {
        name: plan.name.to_string(),
        href: plan_href(plan),
        on: date_text::plain_day(plan.on, language),
        state,
        tone,
        made: format!(
            "{} {}",
            date_text::short_moment(plan.made_at, language),
            plan.made_by
        ),
    }
}

#[derive(Template)]
#[template(path = "plan_form.html")]
struct FormPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    form: Form,
    action: String,
    fields: Vec<Field>,
    button: String,
    back: String,
}

/// Name, day and note as fields, filled from a plan where there is one.
fn fields(form: &Form, t: &Text, plan: Option<&Reorganisation>) -> Vec<Field> {
    let name = plan.map(|plan| plan.name.to_string()).unwrap_or_default();
    let note = plan.map(|plan| plan.note.clone()).unwrap_or_default();
    let mut fields = vec![
        form.text("name", &t.say("organisation-plan-name"))
            .hint(t.say("organisation-plan-name-hint"))
            .value(name)
            .required(),
        form.date("on", &t.say("organisation-plan-day"))
            .day(plan.map(|plan| plan.on))
            .required(),
        form.textarea("note", &t.say("organisation-plan-note"))
            .value(note)
            .optional(),
    ];
    fields.extend(plan.map(|plan| form.version(plan.version)));
    fields
}

fn read(t: &Text, entries: Entries) -> Result<(Title, Date, String, i64), FormErrors> {
    let mut reading = Reading::new(entries, t);
    let label = t.say("organisation-plan-name");
    let name = reading.text("name", &label, 60);
    let name = Title::parse(&name);
    if let Err(reason) = &name
        && reading
            .entries()
            .text("name")
            .is_some_and(|text| !text.is_empty())
    {
        reading.refuse("name", t.say(reason.key()).into_owned());
    }
    let on = reading.date("on", &t.say("organisation-plan-day"));
    let note = reading.optional_text("note", &t.say("organisation-plan-note"), 2000);
    let version = reading.version();
    let errors = FormErrors::new(reading.entries().clone());
    reading.finish()?;
    match (name, on) {
        (Ok(name), Some(on)) => Ok((name, on, note.unwrap_or_default(), version)),
        _ => Err(errors),
    }
}

fn answer(visit: &Visit, main: &FormPage<'_>) -> Result<Response, PageError> {
    let page = Page::new(main.title.clone(), SECTION);
    let page = if main.form.refused() {
        page.with_errors()
    } else {
        page
    };
    visit.page(page, main)
}

pub(super) async fn new_form(may: May<EditOrganisation>) -> Result<Response, PageError> {
    new_page(&may, Form::new(&may.text))
}

fn new_page(visit: &Visit, form: Form) -> Result<Response, PageError> {
    let t = &visit.text;
    let main = FormPage {
        t,
        title: t.say("organisation-plan-new").into_owned(),
        trail: trail(
            visit,
            &[(visit.say("organisation-reorganisations"), PLANS.to_owned())],
        ),
        fields: fields(&form, t, None),
        form,
        action: format!("{PLANS}/new"),
        button: t.say("organisation-plan-new-button").into_owned(),
        back: PLANS.to_owned(),
    };
    answer(visit, &main)
}

pub(super) async fn create(may: May<EditOrganisation>, body: Bytes) -> Result<Response, PageError> {
    let t = &may.text;
    match read(t, Entries::parse(&body)) {
        Ok((name, on, note, _)) => {
            let id = acts::make(desk(&may), &may.allowed, &name, on, &note).await?;
            Ok(see_other(
                &format!("{PLANS}/{id}"),
                Some(Notice::new("organisation-plan-made")),
            ))
        }
        Err(errors) => new_page(&may, Form::again(t, errors)),
    }
}

async fn found(visit: &Visit, id: &str) -> Result<Reorganisation, PageError> {
    let id = ReorganisationId(number(id)?);
    let draft = reorganisation(visit.db(), id).await?;
    Ok(draft.ok_or(PageError::NotFound)?.reorganisation)
}

pub(super) async fn edit_form(
    may: May<EditOrganisation>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let plan = found(&may, &id).await?;
    edit_page(&may, Form::new(&may.text), &plan)
}

fn edit_page(visit: &Visit, form: Form, plan: &Reorganisation) -> Result<Response, PageError> {
    let t = &visit.text;
    let main = FormPage {
        t,
        title: t.say("organisation-plan-edit").into_owned(),
        trail: trail_to_plans(visit, Some(plan)),
        fields: fields(&form, t, Some(plan)),
        form,
        action: format!("{}/edit", plan_href(plan)),
        button: t.say("organisation-save").into_owned(),
        back: plan_href(plan),
    };
    answer(visit, &main)
}

pub(super) async fn edit(
    may: May<EditOrganisation>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let plan = found(&may, &id).await?;
    let t = &may.text;
    let entries = Entries::parse(&body);
    let errors = match read(t, entries.clone()) {
        Ok((name, on, note, version)) => {
            let new = (&name, on, note.as_str());
            match acts::edit(desk(&may), &may.allowed, (plan.id, version), new).await? {
                Ok(()) => {
                    return Ok(see_other(
                        &plan_href(&plan),
                        Some(Notice::new("organisation-plan-saved")),
                    ));
                }
                Err(refusal) => FormErrors::about_form(entries, t.say(refusal.key()).into_owned()),
            }
        }
        Err(errors) => errors,
    };
    edit_page(&may, Form::again(t, errors), &plan)
}
