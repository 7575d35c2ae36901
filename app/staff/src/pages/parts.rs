//! What several pages share: the form page, the face of a person, the way back.

use crate::acts::Desk;
use crate::settings::PHOTOS_SHOWN;
use askama::Template;
use axum::response::Response;
use people::{PersonName, PublicCard};
use screen::form::{ErrorSummary, Field, Form};
use screen::visit::Visit;
use screen::{Page, PageError};
use words::Text;

/// The entry of the main menu.
pub(super) const SECTION: &str = "/staff";

/// The desk at which the visitor's acts are done.
pub(super) fn desk(visit: &Visit) -> Desk<'_> {
    Desk::now(visit.db(), &visit.site.ids, &visit.site.clock)
}

/// The picture of a person, or the first character of the name.
pub(super) struct Face {
    pub photo: Option<String>,
    pub initial: String,
}

impl Face {
    /// The face on a card; initials while the city shows no photos.
    pub fn of(visit: &Visit, card: &PublicCard) -> Face {
        let shown = visit.settings.get(&PHOTOS_SHOWN);
        Face {
            photo: card
                .photo
                .filter(|_| shown)
                .map(|version| format!("/staff/{}/photo?v={version}", card.employee)),
            initial: initial(&card.name),
        }
    }

    /// The face of somebody who has no card today.
    pub fn without_photo(name: &PersonName) -> Face {
        Face {
            photo: None,
            initial: initial(name),
        }
    }
}

fn initial(name: &PersonName) -> String {
    name.family().chars().take(1).collect()
}

/// Fields under one heading.
pub(super) struct Group {
    pub heading: String,
    pub fields: Vec<Field>,
}

/// A second form below the first: it takes away what the first one changes.
pub(super) struct Removal {
    pub heading: String,
    pub lead: String,
    pub action: String,
    pub fields: Vec<Field>,
    pub button: String,
}

/// A page that is one form.
#[derive(Template)]
#[template(path = "staff_form.html")]
pub(super) struct FormPage<'a> {
    pub t: &'a Text,
    pub title: String,
    pub lead: String,
    pub trail: Vec<(String, String)>,
    pub summary: ErrorSummary,
    pub groups: Vec<Group>,
    pub hidden: Vec<Field>,
    pub action: String,
    pub button: String,
    pub back: String,
    pub removal: Option<Removal>,
    pub upload: Option<Removal>,
}

impl<'a> FormPage<'a> {
    /// A form with nothing in it yet.
    pub fn new(t: &'a Text, title: String, form: &Form, action: String, back: String) -> Self {
        FormPage {
            t,
            title,
            lead: String::new(),
            trail: Vec::new(),
            summary: form.summary(),
            groups: Vec::new(),
            hidden: Vec::new(),
            action,
            button: t.say("staff-save").into_owned(),
            back,
            removal: None,
            upload: None,
        }
    }

    pub fn trail(mut self, trail: Vec<(String, String)>) -> Self {
        self.trail = trail;
        self
    }

    pub fn lead(mut self, key: &str) -> Self {
        self.lead = self.t.say(key).into_owned();
        self
    }

    pub fn button(mut self, key: &str) -> Self {
        self.button = self.t.say(key).into_owned();
        self
    }

    pub fn group(mut self, heading: &str, fields: Vec<Field>) -> Self {
        self.groups.push(Group {
            heading: self.t.say(heading).into_owned(),
            fields,
        });
        self
    }

    pub fn hidden(mut self, field: Field) -> Self {
        self.hidden.push(field);
        self
    }

    /// Answers with the page; after a refusal with the status that says so.
    pub fn answer(self, visit: &Visit, form: &Form) -> Result<Response, PageError> {
        let page = Page::new(self.title.clone(), SECTION);
        let page = if form.refused() {
            page.with_errors()
        } else {
            page
        };
        visit.page(page, &self)
    }
}

/// The first step of every trail.
pub(super) fn list_link(t: &Text) -> (String, String) {
    (t.say("staff-navigation").into_owned(), SECTION.to_owned())
}
