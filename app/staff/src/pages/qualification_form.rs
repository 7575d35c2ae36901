//! Qualifications are entered, corrected, taken out.

use super::parts::{FormPage, Removal, desk};
use super::person::{Person, open};
use super::reading::Typed;
use super::shown;
use crate::acts::{self, QualificationEntry};
use access::EditPersonRecord;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use people::{Qualification, QualificationId};
use screen::form::{Entries, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, PageError, see_other};

async fn page(
    visit: &Visit,
    person: &Person,
    one: Option<&Qualification>,
    form: Form,
    removing: Option<FormErrors>,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let back = format!("{}/qualifications", person.here());
    let (title, action) = match one {
        None => ("staff-qualification-new-title", format!("{back}/new")),
        Some(one) => ("staff-qualification-title", format!("{back}/{}", one.id)),
    };
    let names = people::qualification_names(visit.db()).await?;
    let examples = names.iter().take(8).cloned().collect::<Vec<_>>().join("、");
    let mut name = form
        .text("qualification", &t.say("staff-field-qualification"))
        .width(Width::Middle)
        .required();
    if !examples.is_empty() {
        name = name.hint(t.say1("staff-qualification-hint", "examples", examples));
    }
    let number = form
        .text("number", &t.say("staff-field-number"))
        .width(Width::Middle)
        .optional();
    let gained = form.date("gained", &t.say("staff-field-gained")).optional();
    let last = form
        .date("expires", &t.say("staff-field-expires"))
        .optional();
    let proof = form
        .textarea("proof", &t.say("staff-field-proof"))
        .hint(t.say("staff-proof-hint"))
        .optional();
    let fields = match one {
        None => vec![name, number, gained, last, proof],
        Some(one) => vec![
            name.value(&one.name),
            number.value(
                one.number
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            ),
            gained.day(one.gained),
            last.day(one.expires.map(shown::last_day)),
            proof.value(one.proof.as_deref().unwrap_or_default()),
        ],
    };
    let title = t.say1(title, "name", person.record.name.full());
    let mut page = FormPage::new(t, title, &form, action.clone(), back)
        .trail(person.trail(t))
        .group("staff-group-qualification", fields);
    let Some(one) = one else {
        return page.answer(visit, &form);
    };
    let why = |form: &Form| {
        form.text("why", &t.say("staff-field-why"))
            .hint(t.say("staff-why-hint"))
            .required()
    };
    page = page
        .hidden(form.version(one.version))
        .group("staff-group-why", vec![why(&form)])
        .button("staff-edit-button");
    let again = Form::of(t, removing);
    page.removal = Some(Removal {
        heading: t.say("staff-qualification-remove").into_owned(),
        lead: t.say("staff-remove-lead").into_owned(),
        action: format!("{action}/remove"),
        fields: vec![why(&again).id("f-why-remove")],
        button: t.say("staff-remove-button").into_owned(),
    });
    if again.refused() {
        page.summary = again.summary();
        return page.answer(visit, &again);
    }
    page.answer(visit, &form)
}

fn read(typed: &mut Typed<'_>, person: &Person, t: &words::Text) -> Option<QualificationEntry> {
    let name = typed.title("qualification");
    let number = typed.optional_title("number");
    let gained = typed.optional_date("gained");
    let last = typed.optional_date("expires");
    let expires = last.and_then(|last| last.tomorrow().ok());
    let proof = typed.note("proof");
    if let (Some(gained), Some(expires)) = (gained, expires)
        && expires <= gained
    {
        let sentence = t.say("staff-expires-too-early").into_owned();
        typed.reading.refuse("expires", sentence);
    }
    Some(QualificationEntry {
        employee: person.id,
        name: name?,
        number,
        gained,
        expires,
        proof,
    })
}

pub(crate) async fn new(
    may: May<EditPersonRecord>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    page(&may, &person, None, Form::new(&may.text), None).await
}

pub(crate) async fn enter(
    may: May<EditPersonRecord>,
    Path(employee): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    let entries = Entries::parse(&body);
    let mut typed = Typed::new(Reading::new(entries.clone(), &may.text), &may.text);
    let entry = read(&mut typed, &person, &may.text);
    if let Err(errors) = typed.reading.finish() {
        return page(&may, &person, None, Form::again(&may.text, errors), None).await;
    }
    let entry = entry.ok_or(PageError::Stale)?;
    match acts::enter_qualification(desk(&may), &may.allowed, &entry).await? {
        Ok(()) => Ok(see_other(
            &format!("{}/qualifications", person.here()),
            Some(Notice::new("staff-qualification-entered")),
        )),
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            errors.add(refusal.field(), refusal.sentence(&may.text));
            page(&may, &person, None, Form::again(&may.text, errors), None).await
        }
    }
}

async fn find(
    visit: &Visit,
    (employee, qualification): &(String, String),
) -> Result<(Person, Qualification), PageError> {
    let person = open(visit, employee).await?;
    let id: QualificationId = qualification.parse().map_err(|_| PageError::NotFound)?;
    let all = people::qualifications_of(visit.db(), &[person.id]).await?;
    let found = all.into_iter().find(|one| one.id == id);
    Ok((person, found.ok_or(PageError::NotFound)?))
}

pub(crate) async fn form(
    may: May<EditPersonRecord>,
    Path(place): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (person, one) = find(&may, &place).await?;
    page(&may, &person, Some(&one), Form::new(&may.text), None).await
}

pub(crate) async fn correct(
    may: May<EditPersonRecord>,
    Path(place): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let (person, one) = find(&may, &place).await?;
    let entries = Entries::parse(&body);
    let mut typed = Typed::new(Reading::new(entries.clone(), &may.text), &may.text);
    let entry = read(&mut typed, &person, &may.text);
    let why = typed.why();
    let version = typed.reading.version();
    if let Err(errors) = typed.reading.finish() {
        let form = Form::again(&may.text, errors);
        return page(&may, &person, Some(&one), form, None).await;
    }
    let entry = entry.ok_or(PageError::Stale)?;
    let which = (one.id, version);
    match acts::correct_qualification(desk(&may), &may.allowed, which, &entry, &why).await? {
        Ok(()) => Ok(see_other(
            &format!("{}/qualifications", person.here()),
            Some(Notice::new("staff-edit-done")),
        )),
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            errors.add(refusal.field(), refusal.sentence(&may.text));
            let (person, one) = find(&may, &place).await?;
            let form = Form::again(&may.text, errors);
            page(&may, &person, Some(&one), form, None).await
        }
    }
}

pub(crate) async fn remove(
    may: May<EditPersonRecord>,
    Path(place): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let (person, one) = find(&may, &place).await?;
    let mut typed = Typed::new(Reading::new(Entries::parse(&body), &may.text), &may.text);
    let why = typed.why();
    if let Err(errors) = typed.reading.finish() {
        let form = Form::new(&may.text);
        return page(&may, &person, Some(&one), form, Some(errors)).await;
    }
    match acts::remove_qualification(desk(&may), &may.allowed, person.id, one.id, &why).await? {
        Ok(()) => Ok(see_other(
            &format!("{}/qualifications", person.here()),
            Some(Notice::new("staff-removed")),
        )),
        Err(_) => Err(PageError::NotFound),
    }
}
