//! The form of a general application.

use super::KIND;
use super::acts::{GeneralEntry, apply, apply_again};
use super::store::{General, general};
use crate::parts::{SECTION, desk, role_name, seat_name};
use access::DecideApprovals;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use flow::{Done, FlowError, Seat, State, Submitted};
use people::EmployeeId;
use screen::form::{Entries, Field, Form, FormErrors, Reading};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

/// Characters of a title and of a text.
const LONGEST_TITLE: usize = 100;
const LONGEST_BODY: usize = 4000;
/// A thousand million yen is more than anybody asks for.
const MOST_YEN: i64 = 1_000_000_000;

#[derive(Template)]
#[template(path = "approvals/general.html")]
struct FormPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    trail: Vec<(String, String)>,
    here: String,
    form: Form,
    key: Field,
    version: Field,
    subject: Field,
    body: Field,
    amount: Field,
    button: String,
    route: Vec<String>,
    employee: bool,
}

pub(crate) async fn form(may: May<DecideApprovals>) -> Result<Response, PageError> {
    let id = may.site.ids.next();
    page(&may, None, id, Form::new(&may.text)).await
}

async fn page(
    visit: &Visit,
    returned: Option<&General>,
    id: i64,
    form: Form,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let title = visit.say(if returned.is_some() {
        "approvals-general-again"
    } else {
        "approvals-general-new"
    });
    let refused = form.refused();
    let mut subject = form
        .text("title", &t.say("approvals-title"))
        .hint(t.say("approvals-title-hint"))
        .required();
    let mut body = form
        .textarea("body", &t.say("approvals-body"))
        .hint(t.say("approvals-body-hint"))
        .rows(10)
        .required();
    let mut amount = form
        .amount(
            "amount",
            &t.say("approvals-amount"),
            &t.say("approvals-yen-unit"),
        )
        .input_mode("numeric")
        .optional();
    if let Some(general) = returned {
        subject = subject.value(&general.title);
        body = body.value(&general.body);
        if let Some(yen) = general.amount {
            amount = amount.value(yen);
        }
    }
    let main = FormPage {
        t,
        title: title.clone(),
        lead: visit.say("approvals-general-lead"),
        trail: vec![(visit.say("approvals-inbox"), SECTION.to_owned())],
        here: match returned {
            Some(general) => format!("{SECTION}/general/{}", general.id),
            None => format!("{SECTION}/new"),
        },
        key: Form::new(t).hidden("key", &id.to_string()),
        version: Form::new(t).version(returned.map_or(0, |general| general.version)),
        subject,
        body,
        amount,
        button: visit.say(if returned.is_some() {
            "approvals-hand-in-again"
        } else {
            "approvals-hand-in"
        }),
        route: route(visit).await?,
        employee: visit.actor.employee.is_some(),
        form,
    };
    let page = Page::new(title, SECTION);
    visit.page(if refused { page.with_errors() } else { page }, &main)
}

/// Who would decide an application of the reader's without an amount.
async fn route(visit: &Visit) -> Result<Vec<String>, PageError> {
    let Some(employee) = visit.actor.employee.map(EmployeeId) else {
        return Ok(Vec::new());
    };
    let today = visit.today();
    let preview = match flow::preview(visit.db(), KIND, employee, None, today).await {
        Ok(preview) => preview,
        Err(FlowError::Refused(_)) => return Ok(Vec::new()),
        Err(other) => return Err(other.into()),
    };
    let places: Vec<Seat> = preview.steps.iter().map(|step| step.seat).collect();
    let chairs = flow::chairs(visit.db(), &places, today).await?;
    let name = |seat: &Seat| match seat {
        Seat::Role(role) => role_name(*role, &visit.text),
        other => seat_name(*other, &chairs, &visit.text),
    };
    Ok(places.iter().map(name).collect())
}

fn read(entries: Entries, t: &Text, id: i64) -> Result<(GeneralEntry, i64), FormErrors> {
    let mut reading = Reading::new(entries, t);
    let version = reading.version();
    let title = reading.text("title", &t.say("approvals-title"), LONGEST_TITLE);
    let body = reading.text("body", &t.say("approvals-body"), LONGEST_BODY);
    let label = t.say("approvals-amount");
    let given = reading
        .entries()
        .text("amount")
        .is_some_and(|text| !text.is_empty());
    let amount = if given {
        reading.whole("amount", &label, 0, MOST_YEN)
    } else {
        None
    };
    reading.finish()?;
    let entry = GeneralEntry {
        id,
        title,
        body,
        amount,
    };
    Ok((entry, version))
}

pub(crate) async fn submit(may: May<DecideApprovals>, body: Bytes) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let key = entries.text("key").and_then(|key| key.parse().ok());
    let id: i64 = key.filter(|id| *id > 0).ok_or(PageError::NotFound)?;
    // A number that belongs to another's application is no key of the reader's.
    let known = general(may.db(), id).await?;
    if known.is_some_and(|known| Some(known.applicant.0) != may.actor.employee) {
        return Err(PageError::NotFound);
    }
    let entry = match read(entries.clone(), &may.text, id) {
        Ok((entry, _)) => entry,
        Err(errors) => return page(&may, None, id, Form::again(&may.text, errors)).await,
    };
    let done = apply(may.db(), &desk(&may), &may.allowed, &entry).await;
    answered(&may, None, done, entries, id).await
}

/// The reader's own application that was returned; everything else is not found.
async fn returned(visit: &Visit, id: &str) -> Result<General, PageError> {
    let id: i64 = id.parse().map_err(|_| PageError::NotFound)?;
    let found = general(visit.db(), id).await?;
    let own = |general: &General| Some(general.applicant.0) == visit.actor.employee;
    found
        .filter(own)
        .filter(|general| general.state == State::Returned.word())
        .ok_or(PageError::NotFound)
}

pub(crate) async fn edit_form(
    may: May<DecideApprovals>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let general = returned(&may, &id).await?;
    page(&may, Some(&general), general.id, Form::new(&may.text)).await
}

pub(crate) async fn save(
    may: May<DecideApprovals>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let general = returned(&may, &id).await?;
    let entries = Entries::parse(&body);
    let (entry, version) = match read(entries.clone(), &may.text, general.id) {
        Ok(read) => read,
        Err(errors) => {
            let form = Form::again(&may.text, errors);
            return page(&may, Some(&general), general.id, form).await;
        }
    };
    let done = apply_again(may.db(), &desk(&may), &may.allowed, &entry, version).await;
    answered(&may, Some(&general), done, entries, general.id).await
}

async fn answered(
    visit: &Visit,
    returned: Option<&General>,
    done: Done<Submitted>,
    entries: Entries,
    id: i64,
) -> Result<Response, PageError> {
    match done {
        Ok(submitted) => {
            let to = format!("{SECTION}/{}", submitted.application);
            Ok(see_other(&to, Some(Notice::new("approvals-handed-in"))))
        }
        Err(FlowError::Refused(refusal)) => {
            let sentence = refusal.sentence(&visit.text);
            let errors = FormErrors::about_form(entries, sentence);
            page(visit, returned, id, Form::again(&visit.text, errors)).await
        }
        Err(other) => Err(other.into()),
    }
}
