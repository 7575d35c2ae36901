//! Somebody is hired; also again, after an earlier employment (再任用・再採用).

use super::choices;
use super::contact_form::contact_fields;
use super::order_form::duty_fields;
use super::parts::{FormPage, desk, list_link};
use super::person::open;
use super::reading::Typed;
use super::record_form::{name_fields, private_fields, read_record, service_fields};
use crate::acts::{self, NewEmployee};
use access::EditPersonRecord;
use axum::body::Bytes;
use axum::response::Response;
use people::Employee;
use screen::form::{Entries, Form, FormErrors, Reading};
use screen::visit::Visit;
use screen::{May, Notice, PageError, see_other};

/// The employment before, which an address may name: `?previous=12`.
async fn previous(visit: &Visit, entries: &Entries) -> Result<Option<Employee>, PageError> {
    match entries.text("previous").filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(id) => Ok(Some(open(visit, &id).await?.record)),
    }
}

async fn page(
    visit: &Visit,
    previous: Option<&Employee>,
    form: Form,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let families = people::job_families(visit.db()).await?;
    let tree = choices::tree_ahead(visit).await?;
    let mut service = service_fields(&form, t, None, &families);
    if let Some(previous) = previous {
        // The person stays; number, employment and days are new.
        service = service_fields(&form, t, Some(previous), &families);
        service[0] = form
            .text("staff-no", &t.say("staff-field-staff-no"))
            .hint(t.say("staff-again-number-hint"))
            .required();
        service[1] = form
            .date("hired-on", &t.say("staff-field-hired-on"))
            .day(previous.service.to())
            .required();
    }
    let title = match previous {
        None => t.say("staff-new").into_owned(),
        Some(previous) => t.say1("staff-again-title", "name", previous.name.full()),
    };
    let lead = match previous {
        None => "staff-new-lead",
        Some(_) => "staff-again-lead",
    };
    let mut trail = vec![list_link(t)];
    let back = match previous {
        None => "/staff".to_owned(),
        Some(previous) => {
            let here = format!("/staff/{}", previous.id);
            trail.push((previous.name.full(), here.clone()));
            here
        }
    };
    let mut page = FormPage::new(t, title, &form, "/staff/new".to_owned(), back)
        .trail(trail)
        .lead(lead)
        .group("staff-group-name", name_fields(&form, t, previous))
        .group("staff-group-service", service)
        .group("staff-group-first", duty_fields(&form, t, &tree, None))
        .group("staff-group-private", private_fields(&form, t, previous))
        .group("staff-group-contact", contact_fields(&form, t, None))
        .button("staff-new-button");
    if let Some(previous) = previous {
        page = page.hidden(form.hidden("previous", &previous.id.to_string()));
    }
    page.answer(visit, &form)
}

pub(crate) async fn form(may: May<EditPersonRecord>) -> Result<Response, PageError> {
    let entries = Entries::parse(may.uri.query().unwrap_or_default().as_bytes());
    let previous = previous(&may, &entries).await?;
    page(&may, previous.as_ref(), Form::new(&may.text)).await
}

pub(crate) async fn create(may: May<EditPersonRecord>, body: Bytes) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let previous = previous(&may, &entries).await?;
    let mut typed = Typed::new(Reading::new(entries.clone(), &may.text), &may.text);
    let record = read_record(&mut typed, None);
    let (unit, post, rank) = (typed.unit(), typed.title("post"), typed.rank());
    let contact = typed.contact(0);
    if let Err(errors) = typed.reading.finish() {
        return page(&may, previous.as_ref(), Form::again(&may.text, errors)).await;
    }
    let (Some(record), Some(unit), Some(post), Some(rank)) = (record, unit, post, rank) else {
        return Err(PageError::Stale);
    };
    let new = NewEmployee {
        record: Employee {
            previous: previous.as_ref().map(|previous| previous.id),
            ..record
        },
        unit,
        post,
        rank,
        heads: entries.ticked("heads"),
        contact,
    };
    match acts::hire(desk(&may), &may.allowed, &new).await? {
        Ok(id) => Ok(see_other(
            &format!("/staff/{id}"),
            Some(Notice::new("staff-new-done").with("name", new.record.name.full())),
        )),
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            // The first appointment begins with the service, so its day is the day of hiring.
            let field = match refusal.field() {
                "from" => "hired-on",
                other => other,
            };
            errors.add(field, refusal.sentence(&may.text));
            page(&may, previous.as_ref(), Form::again(&may.text, errors)).await
        }
    }
}
