//! Categories: what the keeper offers to authors.

use super::form_reading::refused;
use super::parts::{SECTION, desk, tabs};
use crate::acts::{self, ActError, CategoryEntry};
use crate::records::{Category, CategoryId, LONGEST_CATEGORY};
use crate::store;
use access::KeepBulletin;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use screen::form::{Entries, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

const HERE: &str = "/bulletin/categories";

#[derive(Template)]
#[template(path = "bulletin_categories.html")]
struct ListPage<'a> {
    t: &'a Text,
    title: String,
    tabs: Vec<(String, String, bool)>,
    categories: Vec<Category>,
}

pub(super) async fn list(may: May<KeepBulletin>) -> Result<Response, PageError> {
    let title = may.say("bulletin-navigation");
    let main = ListPage {
        t: &may.text,
        title: title.clone(),
        tabs: tabs(&may.actor, &may.text, HERE),
        categories: store::categories(may.db()).await?,
    };
    may.page(Page::new(title, SECTION), &main)
}

#[derive(Template)]
#[template(path = "bulletin_category.html")]
struct FormPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    here: String,
    form: Form,
    version: Field,
    fields: Vec<Field>,
}

pub(super) async fn new_form(may: May<KeepBulletin>) -> Result<Response, PageError> {
    page(&may, None, Form::new(&may.text)).await
}

async fn category(visit: &Visit, id: &str) -> Result<Category, PageError> {
    let id: CategoryId = id.parse().map_err(|_| PageError::NotFound)?;
    let all = store::categories(visit.db()).await?;
    let found = all.into_iter().find(|one| one.id == id);
    found.ok_or(PageError::NotFound)
}

pub(super) async fn edit_form(
    may: May<KeepBulletin>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let category = category(&may, &id).await?;
    page(&may, Some(&category), Form::new(&may.text)).await
}

async fn page(
    visit: &Visit,
    category: Option<&Category>,
    form: Form,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let refused = form.refused();
    let title = visit.say(match category {
        Some(_) => "bulletin-category-edit",
        None => "bulletin-category-new",
    });
    let next = store::categories(visit.db()).await?;
    let next = next.iter().map(|one| one.position).max().unwrap_or(0) + 10;
    let mut fields = vec![
        form.text("name", &t.say("bulletin-category-name"))
            .value(category.map(|one| one.name.as_str()).unwrap_or_default())
            .width(Width::Middle)
            .required(),
        form.text("name-en", &t.say("bulletin-category-name-en"))
            .value(category.map(|one| one.name_en.as_str()).unwrap_or_default())
            .width(Width::Middle)
            .optional(),
        form.text("position", &t.say("bulletin-category-position"))
            .hint(t.say("bulletin-category-position-hint"))
            .value(category.map_or(next, |one| one.position))
            .input_mode("numeric")
            .width(Width::Narrow)
            .required(),
    ];
    if let Some(category) = category {
        fields.push(
            form.tick("closed", &t.say("bulletin-category-closed"))
                .hint(t.say("bulletin-category-closed-hint"))
                .ticked(category.closed.then_some("1")),
        );
    }
    let main = FormPage {
        t,
        title: title.clone(),
        trail: vec![
            (visit.say("bulletin-navigation"), SECTION.to_owned()),
            (visit.say("bulletin-categories"), HERE.to_owned()),
        ],
        here: match category {
            Some(category) => format!("{HERE}/{}", category.id),
            None => format!("{HERE}/new"),
        },
        version: form.version(category.map_or(0, |one| one.version)),
        form,
        fields,
    };
    let page = Page::new(title, SECTION);
    visit.page(if refused { page.with_errors() } else { page }, &main)
}

pub(super) async fn add(may: May<KeepBulletin>, body: Bytes) -> Result<Response, PageError> {
    change(&may, None, &body).await
}

pub(super) async fn save(
    may: May<KeepBulletin>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let category = category(&may, &id).await?;
    change(&may, Some(&category), &body).await
}

async fn change(
    may: &May<KeepBulletin>,
    category: Option<&Category>,
    body: &Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(body);
    let id = category.map(|one| one.id);
    let entry = match read(id, entries.clone(), &may.text) {
        Ok(entry) => entry,
        Err(errors) => return page(may, category, Form::again(&may.text, errors)).await,
    };
    match acts::change_category(may.db(), &desk(may), &may.allowed, &entry).await {
        Ok(()) => Ok(see_other(HERE, Some(Notice::new("bulletin-done-category")))),
        Err(ActError::Refused(refusal)) => {
            let errors = refused(&refusal, entries, &may.text);
            page(may, category, Form::again(&may.text, errors)).await
        }
        Err(error) => Err(error.into()),
    }
}

fn read(id: Option<CategoryId>, entries: Entries, t: &Text) -> Result<CategoryEntry, FormErrors> {
    let mut reading = Reading::new(entries, t);
    let version = reading.version();
    let name = reading.text("name", &t.say("bulletin-category-name"), LONGEST_CATEGORY);
    let label = t.say("bulletin-category-name-en");
    let name_en = reading.optional_text("name-en", &label, LONGEST_CATEGORY);
    let label = t.say("bulletin-category-position");
    let position = reading.whole("position", &label, 0, 9999);
    let closed = reading.entries().ticked("closed");
    reading.finish()?;
    Ok(CategoryEntry {
        id,
        version,
        name,
        name_en: name_en.unwrap_or_default(),
        position: position.unwrap_or(0),
        closed,
    })
}
