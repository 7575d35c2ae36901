//! Somebody leaves the service.

use super::choices;
use super::parts::{FormPage, desk};
use super::person::{Person, open};
use super::reading::Typed;
use crate::acts;
use access::EditPersonRecord;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use people::Departure;
use screen::form::{Entries, Form, FormErrors, Reading};
use screen::visit::Visit;
use screen::{May, Notice, PageError, see_other};

fn page(visit: &Visit, person: &Person, form: &Form) -> Result<Response, PageError> {
    let t = &visit.text;
    let title = t.say1("staff-retire-title", "name", person.record.name.full());
    let end_of_year = calendar::FiscalYear::of(visit.today()).last_day();
    let last = form
        .date("on", &t.say("staff-field-last-day"))
        .day(Some(end_of_year))
        .hint(t.say("staff-retire-hint"))
        .required();
    let kinds = choices::with_first("staff-choose", t, choices::departure_kinds(t));
    let kind = form
        .select(
            "departure-kind",
            &t.say("staff-field-departure-kind"),
            kinds,
        )
        .required();
    let note = form
        .textarea("note", &t.say("staff-field-note"))
        .rows(2)
        .optional();
    let action = format!("{}/retire", person.here());
    FormPage::new(t, title, form, action, person.here())
        .trail(person.trail(t))
        .lead("staff-retire-lead")
        .group("staff-group-retirement", vec![last, kind, note])
        .button("staff-retire-button")
        .answer(visit, form)
}

pub(crate) async fn form(
    may: May<EditPersonRecord>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    page(&may, &person, &Form::new(&may.text))
}

pub(crate) async fn submit(
    may: May<EditPersonRecord>,
    Path(employee): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    let entries = Entries::parse(&body);
    let mut typed = Typed::new(Reading::new(entries.clone(), &may.text), &may.text);
    let label = may.say("staff-field-last-day");
    let last = typed.reading.date("on", &label);
    let kind = typed.departure_kind();
    let note = typed.note("note");
    if let Err(errors) = typed.reading.finish() {
        return page(&may, &person, &Form::again(&may.text, errors));
    }
    let (Some(on), Some(kind)) = (last.and_then(|last| last.tomorrow().ok()), kind) else {
        return Err(PageError::Stale);
    };
    let departure = Departure {
        employee: person.id,
        kind,
        note,
    };
    match acts::retire(desk(&may), &may.allowed, &departure, on).await? {
        Ok(()) => Ok(see_other(
            &format!("{}/career", person.here()),
            Some(Notice::new("staff-retire-done")),
        )),
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            errors.add(refusal.field(), refusal.sentence(&may.text));
            page(&may, &person, &Form::again(&may.text, errors))
        }
    }
}
