//! How a person is reached, and the photo.

use super::parts::{FormPage, Removal, desk};
use super::person::{Person, open};
use super::reading::Typed;
use crate::acts::{self, ContactEntry};
use crate::settings::PHOTOS_SHOWN;
use access::{EditPersonRecord, ViewDirectory};
use axum::body::Bytes;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use people::Contact;
use screen::form::{Entries, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, PageError, see_other};
use words::Text;

/// The fields of a contact, filled from one.
pub(super) fn contact_fields(form: &Form, t: &Text, contact: Option<&Contact>) -> Vec<Field> {
    let value = |read: fn(&Contact) -> Option<&String>| contact.and_then(read);
    let field = |kind: &'static str, name: &str, value: Option<&String>| {
        let label = t.say(&format!("staff-field-{name}"));
        let field = form
            .typed_text(kind, name, &label)
            .width(Width::Middle)
            .autocomplete("off")
            .optional();
        match value {
            Some(value) => field.value(value),
            None => field,
        }
    };
    vec![
        field(
            "tel",
            "telephone",
            value(|contact| contact.telephone.as_ref()),
        ),
        field(
            "tel",
            "extension",
            value(|contact| contact.extension.as_ref()),
        ),
        field("email", "mail", value(|contact| contact.mail.as_ref())),
    ]
}

async fn page(
    visit: &Visit,
    person: &Person,
    form: Form,
    photo_error: Option<String>,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let contact = people::contact(visit.db(), person.id).await?;
    let title = t.say1("staff-contact-title", "name", person.record.name.full());
    let here = person.here();
    let action = format!("{here}/contact");
    let photo_form = match &photo_error {
        None => Form::new(t),
        Some(sentence) => {
            let mut errors = FormErrors::new(Entries::default());
            errors.add("photo", sentence.clone());
            Form::again(t, errors)
        }
    };
    let mut page = FormPage::new(t, title, &form, action, here.clone())
        .trail(person.trail(t))
        .lead("staff-contact-lead")
        .hidden(form.version(contact.version))
        .group(
            "staff-group-contact",
            contact_fields(&form, t, Some(&contact)),
        );
    page.upload = Some(Removal {
        heading: t.say("staff-photo").into_owned(),
        lead: t.say("staff-photo-lead").into_owned(),
        action: format!("{here}/photo"),
        fields: vec![
            photo_form
                .file("photo", &t.say("staff-photo-file"), ".jpg,.jpeg,.png,.webp")
                .hint(t.say("staff-photo-hint"))
                .required(),
        ],
        button: t.say("staff-photo-button").into_owned(),
    });
    let has_photo = person
        .card
        .as_ref()
        .is_some_and(|card| card.photo.is_some());
    page.removal = has_photo.then(|| Removal {
        heading: t.say("staff-photo-remove").into_owned(),
        lead: t.say("staff-photo-remove-lead").into_owned(),
        action: format!("{here}/photo/remove"),
        fields: Vec::new(),
        button: t.say("staff-photo-remove-button").into_owned(),
    });
    if photo_error.is_some() {
        page.summary = photo_form.summary();
        return page.answer(visit, &photo_form);
    }
    page.answer(visit, &form)
}

pub(crate) async fn form(
    may: May<EditPersonRecord>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    page(&may, &person, Form::new(&may.text), None).await
}

pub(crate) async fn submit(
    may: May<EditPersonRecord>,
    Path(employee): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    let entries = Entries::parse(&body);
    let mut typed = Typed::new(Reading::new(entries.clone(), &may.text), &may.text);
    let version = typed.reading.version();
    let contact = typed.contact(version);
    if let Err(errors) = typed.reading.finish() {
        return page(&may, &person, Form::again(&may.text, errors), None).await;
    }
    let entry = ContactEntry {
        employee: person.id,
        contact,
    };
    match acts::change_contact(desk(&may), &may.allowed, &entry).await? {
        Ok(()) => Ok(see_other(
            &person.here(),
            Some(Notice::new("staff-contact-done")),
        )),
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            errors.add(refusal.field(), refusal.sentence(&may.text));
            page(&may, &person, Form::again(&may.text, errors), None).await
        }
    }
}

/// The first file of a form.
async fn received(parts: Result<Multipart, MultipartRejection>) -> Result<Vec<u8>, PageError> {
    let broken = |_| PageError::Refused("staff-photo-not-received");
    let mut parts = parts.map_err(|_| PageError::Refused("staff-photo-not-received"))?;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        if part.name() == Some("photo") {
            return Ok(part.bytes().await.map_err(broken)?.to_vec());
        }
    }
    Ok(Vec::new())
}

pub(crate) async fn take_photo(
    may: May<EditPersonRecord>,
    Path(employee): Path<String>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    let bytes = received(parts).await?;
    if bytes.is_empty() {
        let sentence = may.say("staff-photo-missing");
        return page(&may, &person, Form::new(&may.text), Some(sentence)).await;
    }
    // Unpacking takes a while: not on the threads that answer others.
    let small = tokio::task::spawn_blocking(move || acts::made_small(&bytes)).await;
    let small = match small.map_err(anyhow::Error::from)? {
        Ok(small) => small,
        Err(reason) => {
            let sentence = may.say(reason.key());
            return page(&may, &person, Form::new(&may.text), Some(sentence)).await;
        }
    };
    match acts::set_photo(desk(&may), &may.allowed, person.id, small).await? {
        Ok(()) => Ok(see_other(
            &person.here(),
            Some(Notice::new("staff-photo-done")),
        )),
        Err(refusal) => {
            let sentence = refusal.sentence(&may.text);
            page(&may, &person, Form::new(&may.text), Some(sentence)).await
        }
    }
}

pub(crate) async fn remove_photo(
    may: May<EditPersonRecord>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    if let Err(refusal) = acts::remove_photo(desk(&may), &may.allowed, person.id).await? {
        let sentence = refusal.sentence(&may.text);
        return page(&may, &person, Form::new(&may.text), Some(sentence)).await;
    }
    Ok(see_other(
        &person.here(),
        Some(Notice::new("staff-photo-removed")),
    ))
}

/// The picture itself, for those who may see the person at all.
pub(crate) async fn photo(
    may: May<ViewDirectory>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    if !may.settings.get(&PHOTOS_SHOWN) {
        return Err(PageError::NotFound);
    }
    let id = employee.parse().map_err(|_| PageError::NotFound)?;
    // The card of today is enough to know that the picture may be seen: it is looked up by number.
    if people::public_card(may.db(), id, may.today())
        .await?
        .is_none()
    {
        return Err(PageError::NotFound);
    }
    let photo = people::photo(may.db(), id)
        .await?
        .ok_or(PageError::NotFound)?;
    // The address changes with the picture. It stays in the reader's own browser.
    let headers = [
        (CONTENT_TYPE, photo.media.word()),
        (CACHE_CONTROL, "private, max-age=604800, immutable"),
    ];
    Ok((headers, photo.content).into_response())
}
