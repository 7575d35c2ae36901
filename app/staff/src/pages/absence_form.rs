//! Leave of absence is entered, corrected, taken out.

use super::choices;
use super::parts::{FormPage, Removal, desk};
use super::person::{Person, open};
use super::reading::Typed;
use super::shown;
use crate::acts::{self, AbsenceEntry};
use access::EditPersonPrivate;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use people::{Absence, AbsenceId};
use screen::form::{Entries, Form, FormErrors, Reading};
use screen::visit::Visit;
use screen::{May, Notice, PageError, see_other};

fn page(
    visit: &Visit,
    person: &Person,
    one: Option<&Absence>,
    form: &Form,
    removing: Option<FormErrors>,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let name = person.record.name.full();
    let back = format!("{}/absences", person.here());
    let (title, action) = match one {
        None => ("staff-absence-new-title", format!("{back}/new")),
        Some(one) => ("staff-absence-title", format!("{back}/{}", one.id)),
    };
    let kinds = choices::with_first("staff-choose", t, choices::absence_kinds(t));
    let kind = form
        .select("absence-kind", &t.say("staff-field-absence-kind"), kinds)
        .required();
    let from = form.date("from", &t.say("staff-field-from")).required();
    let last = form
        .date("last", &t.say("staff-field-last"))
        .hint(t.say("staff-absence-last-hint"))
        .optional();
    let reason = form
        .textarea("reason", &t.say("staff-field-reason"))
        .hint(t.say("staff-absence-reason-hint"))
        .optional();
    let fields = match one {
        None => vec![kind, from, last, reason],
        Some(one) => vec![
            kind.value(one.kind.word()),
            from.day(Some(one.period.from())),
            last.day(one.period.to().map(shown::last_day)),
            reason.value(one.reason.as_deref().unwrap_or_default()),
        ],
    };
    let title = t.say1(title, "name", name);
    let mut page = FormPage::new(t, title, form, action.clone(), back)
        .trail(person.trail(t))
        .lead("staff-absence-lead")
        .group("staff-group-absence", fields);
    let Some(one) = one else {
        return page.answer(visit, form);
    };
    let why = |form: &Form| {
        form.text("why", &t.say("staff-field-why"))
            .hint(t.say("staff-why-hint"))
            .required()
    };
    page = page
        .hidden(form.version(one.version))
        .group("staff-group-why", vec![why(form)])
        .button("staff-edit-button");
    let again = Form::of(t, removing);
    page.removal = Some(Removal {
        heading: t.say("staff-absence-remove").into_owned(),
        lead: t.say("staff-remove-lead").into_owned(),
        action: format!("{action}/remove"),
        fields: vec![why(&again).id("f-why-remove")],
        button: t.say("staff-remove-button").into_owned(),
    });
    if again.refused() {
        page.summary = again.summary();
        return page.answer(visit, &again);
    }
    page.answer(visit, form)
}

fn read(typed: &mut Typed<'_>, person: &Person) -> Option<AbsenceEntry> {
    let kind = typed.absence_kind();
    let period = typed.period();
    let reason = typed.note("reason");
    Some(AbsenceEntry {
        employee: person.id,
        kind: kind?,
        period: period?,
        reason,
    })
}

pub(crate) async fn new(
    may: May<EditPersonPrivate>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    page(&may, &person, None, &Form::new(&may.text), None)
}

pub(crate) async fn enter(
    may: May<EditPersonPrivate>,
    Path(employee): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    let entries = Entries::parse(&body);
    let mut typed = Typed::new(Reading::new(entries.clone(), &may.text), &may.text);
    let entry = read(&mut typed, &person);
    if let Err(errors) = typed.reading.finish() {
        return page(&may, &person, None, &Form::again(&may.text, errors), None);
    }
    let entry = entry.ok_or(PageError::Stale)?;
    match acts::enter_absence(desk(&may), &may.allowed, &entry).await? {
        Ok(()) => Ok(see_other(
            &format!("{}/absences", person.here()),
            Some(Notice::new("staff-absence-entered")),
        )),
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            errors.add(refusal.field(), refusal.sentence(&may.text));
            page(&may, &person, None, &Form::again(&may.text, errors), None)
        }
    }
}

async fn find(
    visit: &Visit,
    (employee, absence): &(String, String),
) -> Result<(Person, Absence), PageError> {
    let person = open(visit, employee).await?;
    let id: AbsenceId = absence.parse().map_err(|_| PageError::NotFound)?;
    let all = people::absences_of(visit.db(), person.id).await?;
    let found = all.into_iter().find(|one| one.id == id);
    Ok((person, found.ok_or(PageError::NotFound)?))
}

pub(crate) async fn form(
    may: May<EditPersonPrivate>,
    Path(place): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (person, one) = find(&may, &place).await?;
    let (clock, act) = (&may.site.clock, "staff.private.looked-at");
    accounts::look_at_person(may.db(), clock, &may.actor, person.id, act).await?;
    page(&may, &person, Some(&one), &Form::new(&may.text), None)
}

pub(crate) async fn correct(
    may: May<EditPersonPrivate>,
    Path(place): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let (person, one) = find(&may, &place).await?;
    let entries = Entries::parse(&body);
    let mut typed = Typed::new(Reading::new(entries.clone(), &may.text), &may.text);
    let entry = read(&mut typed, &person);
    let why = typed.why();
    let version = typed.reading.version();
    if let Err(errors) = typed.reading.finish() {
        let form = Form::again(&may.text, errors);
        return page(&may, &person, Some(&one), &form, None);
    }
    let entry = entry.ok_or(PageError::Stale)?;
    let which = (one.id, version);
    match acts::correct_absence(desk(&may), &may.allowed, which, &entry, &why).await? {
        Ok(()) => Ok(see_other(
            &format!("{}/absences", person.here()),
            Some(Notice::new("staff-edit-done")),
        )),
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            errors.add(refusal.field(), refusal.sentence(&may.text));
            let (person, one) = find(&may, &place).await?;
            let form = Form::again(&may.text, errors);
            page(&may, &person, Some(&one), &form, None)
        }
    }
}

pub(crate) async fn remove(
    may: May<EditPersonPrivate>,
    Path(place): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let (person, one) = find(&may, &place).await?;
    let mut typed = Typed::new(Reading::new(Entries::parse(&body), &may.text), &may.text);
    let why = typed.why();
    if let Err(errors) = typed.reading.finish() {
        let form = Form::new(&may.text);
        return page(&may, &person, Some(&one), &form, Some(errors));
    }
    match acts::remove_absence(desk(&may), &may.allowed, person.id, one.id, &why).await? {
        Ok(()) => Ok(see_other(
            &format!("{}/absences", person.here()),
            Some(Notice::new("staff-removed")),
        )),
        Err(_) => Err(PageError::NotFound),
    }
}
