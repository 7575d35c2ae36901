//! An appointment that was entered wrongly is corrected; one beside the main one is ended.

use super::choices;
use super::order_form::duty_fields;
use super::parts::{FormPage, Removal, desk};
use super::person::{Person, open};
use super::reading::Typed;
use super::shown;
use crate::acts::{self, StaffRefusal};
use access::EditPersonRecord;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use people::{Appointment, AppointmentId, AppointmentKind};
use screen::form::{Entries, Form, FormErrors, Reading};
use screen::visit::Visit;
use screen::{May, Notice, PageError, see_other};

/// What the form was filled from, so that a change in the meantime is noticed.
fn as_read(one: &Appointment) -> String {
    format!(
        "{} {} {} {} {:?}",
        one.unit,
        one.post,
        one.rank.word(),
        one.heads,
        one.period
    )
}

async fn find(
    visit: &Visit,
    (employee, appointment): &(String, String),
) -> Result<(Person, Appointment), PageError> {
    let person = open(visit, employee).await?;
    let id: AppointmentId = appointment.parse().map_err(|_| PageError::NotFound)?;
    let all = people::appointments_of(visit.db(), person.id).await?;
    let found = all.into_iter().find(|one| one.id == id);
    Ok((person, found.ok_or(PageError::NotFound)?))
}

/// Both forms of the page; `ending` is what was wrong with the second.
async fn page(
    visit: &Visit,
    person: &Person,
    one: &Appointment,
    form: Form,
    ending: Option<FormErrors>,
) -> Result<Response, PageError> {
    let t = &visit.text;
    // The unit of an old appointment may be closed by now, so that the organisation of its first day helps.
    let tree = choices::tree_on(visit, Some(one.period.from())).await?;
    let title = t.say1("staff-appointment-title", "name", person.record.name.full());
    let here = format!("{}/appointments/{}", person.here(), one.id);
    let from = form
        .date("from", &t.say("staff-field-from"))
        .day(Some(one.period.from()))
        .required();
    let last = form
        .date("last", &t.say("staff-field-last"))
        .day(one.period.to().map(shown::last_day))
        .optional();
    let why = form
        .text("why", &t.say("staff-field-why"))
        .hint(t.say("staff-why-hint"))
        .required();
    let mut was = form.hidden("was", &as_read(one));
    if form.refused() {
        // Looking at what stands there now and pressing again is enough.
        was = Form::new(t).hidden("was", &as_read(one));
    }
    let mut fields = vec![from, last];
    fields.extend(duty_fields(&form, t, &tree, Some(one)));
    let mut page = FormPage::new(
        t,
        title,
        &form,
        here.clone(),
        format!("{}/career", person.here()),
    )
    .trail(person.trail(t))
    .lead("staff-appointment-lead")
    .hidden(was)
    .group("staff-group-duty", fields)
    .group("staff-group-why", vec![why])
    .button("staff-edit-button");
    let end_form = Form::of(t, ending);
    let open_ended = one.period.to().is_none_or(|to| to > visit.today());
    page.removal = (one.kind != AppointmentKind::Main && open_ended).then(|| Removal {
        heading: t.say("staff-end").into_owned(),
        lead: t.say("staff-end-lead").into_owned(),
        action: format!("{here}/end"),
        fields: vec![
            end_form
                .date("end-last", &t.say("staff-field-end-last"))
                .day(Some(visit.today()))
                .required(),
        ],
        button: t.say("staff-end-button").into_owned(),
    });
    if end_form.refused() {
        page.summary = end_form.summary();
        return page.answer(visit, &end_form);
    }
    page.answer(visit, &form)
}

pub(crate) async fn form(
    may: May<EditPersonRecord>,
    Path(place): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (person, one) = find(&may, &place).await?;
    page(&may, &person, &one, Form::new(&may.text), None).await
}

pub(crate) async fn submit(
    may: May<EditPersonRecord>,
    Path(place): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let (person, one) = find(&may, &place).await?;
    let entries = Entries::parse(&body);
    let mut typed = Typed::new(Reading::new(entries.clone(), &may.text), &may.text);
    let period = typed.period();
    let (unit, post, rank) = (typed.unit(), typed.title("post"), typed.rank());
    let why = typed.why();
    let was = typed.plain("was");
    if let Err(errors) = typed.reading.finish() {
        return page(&may, &person, &one, Form::again(&may.text, errors), None).await;
    }
    let (Some(period), Some(unit), Some(post), Some(rank)) = (period, unit, post, rank) else {
        return Err(PageError::Stale);
    };
    let corrected = Appointment {
        unit,
        post,
        rank,
        heads: entries.ticked("heads"),
        period,
        ..one.clone()
    };
    let done = if was == as_read(&one) {
        let pair = (&one, &corrected);
        acts::correct_appointment(desk(&may), &may.allowed, pair, &why, &person.units).await?
    } else {
        Err(StaffRefusal::Stale)
    };
    match done {
        Ok(()) => Ok(see_other(
            &format!("{}/career", person.here()),
            Some(Notice::new("staff-appointment-done")),
        )),
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            errors.add(refusal.field(), refusal.sentence(&may.text));
            page(&may, &person, &one, Form::again(&may.text, errors), None).await
        }
    }
}

pub(crate) async fn end(
    may: May<EditPersonRecord>,
    Path(place): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let (person, one) = find(&may, &place).await?;
    let entries = Entries::parse(&body);
    let mut reading = Reading::new(entries.clone(), &may.text);
    let last = reading.date("end-last", &may.say("staff-field-end-last"));
    if let Err(errors) = reading.finish() {
        return page(&may, &person, &one, Form::new(&may.text), Some(errors)).await;
    }
    let on = last.and_then(|last| last.tomorrow().ok());
    let on = on.ok_or(PageError::Stale)?;
    match acts::end(desk(&may), &may.allowed, person.id, one.id, on).await? {
        Ok(()) => Ok(see_other(
            &format!("{}/career", person.here()),
            Some(Notice::new("staff-end-done")),
        )),
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            errors.add("end-last", refusal.sentence(&may.text));
            page(&may, &person, &one, Form::new(&may.text), Some(errors)).await
        }
    }
}
