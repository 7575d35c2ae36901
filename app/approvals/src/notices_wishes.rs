//! How the reader wishes to be told, kind by kind.

use access::{EditNotices, ViewNotices};
use askama::Template;
use axum::body::Bytes;
use axum::response::Response;
use flow::mail::{Address, MAIL_IS_SENT};
use flow::notices::{self, NoticeKind, Preferences, Way, set_preferences};
use screen::form::{Choice, Entries, Field, Form, FormErrors};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use std::collections::HashMap;
use words::Text;

/// Where the wishes stand.
const HERE: &str = "/notices/preferences";

/// Characters of an address.
const LONGEST: usize = 254;

#[derive(Template)]
#[template(path = "notices/preferences.html")]
struct WishesPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    form: Form,
    address: Field,
    kinds: Vec<Field>,
    /// Whether the city sends mail at all.
    is_sent: bool,
}

pub(crate) async fn form(may: May<ViewNotices>) -> Result<Response, PageError> {
    page(&may, None).await
}

async fn page(visit: &Visit, errors: Option<FormErrors>) -> Result<Response, PageError> {
    let account = visit.actor.account.ok_or(PageError::NotFound)?;
    let wished = notices::preferences(visit.db(), account).await?;
    let addresses = notices::addresses(visit.db(), account).await?;
    let t = &visit.text;
    let title = visit.say("approvals-wishes");
    let form = Form::of(t, errors);
    let main = WishesPage {
        t,
        title: title.clone(),
        trail: vec![(visit.say("approvals-notices"), "/notices".to_owned())],
        address: form
            .typed_text("email", "address", &t.say("approvals-wishes-address"))
            .value(addresses.chosen.as_ref().map_or("", Address::as_str))
            .hint(match &addresses.at_work {
                Some(at_work) => t.say1("approvals-wishes-at-work", "address", at_work.as_str()),
                None => t.say("approvals-wishes-address-hint").into_owned(),
            })
            .autocomplete("email")
            .optional(),
        kinds: visit
            .site
            .offers
            .notices
            .iter()
            .map(|kind| kind_field(&form, t, kind, &wished))
            .collect(),
        is_sent: visit.settings.get(&MAIL_IS_SENT),
        form,
    };
    let page = Page::new(title, "/notices");
    let page = if main.form.refused() {
        page.with_errors()
    } else {
        page
    };
    visit.page(page, &main)
}

fn kind_field(form: &Form, t: &Text, kind: &NoticeKind, wished: &HashMap<String, Way>) -> Field {
    let way = wished.get(kind.name).copied().unwrap_or(kind.usual);
    let choices = Way::ALL
        .into_iter()
        .map(|way| Choice::new(way.name(), t.say(way.key())))
        .collect();
    form.radios(&field_name(kind), &t.say(kind.label), choices)
        .value(way.name())
        .inline()
}

/// Names of fields have no dots, which addresses of errors would trip over.
fn field_name(kind: &NoticeKind) -> String {
    format!("kind-{}", kind.name.replace('.', "-"))
}

pub(crate) async fn save(may: May<EditNotices>, body: Bytes) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let typed = entries.text("address").unwrap_or_default();
    let address = Address::parse(&typed);
    if address.is_none() && !typed.trim().is_empty() {
        let mut errors = FormErrors::new(entries);
        errors.add("address", may.say("approvals-wishes-address-unread"));
        return page(&may, Some(errors)).await;
    }
    if typed.chars().count() > LONGEST {
        return Err(PageError::Refused("approvals-wishes-address-unread"));
    }
    let kinds = &may.site.offers.notices;
    let way = |kind: &NoticeKind| {
        let chosen = entries.text(&field_name(kind))?;
        Some((kind.name, Way::named(&chosen)?))
    };
    let wished = Preferences {
        ways: kinds.iter().filter_map(way).collect(),
        address,
    };
    set_preferences(may.db(), may.now, &may.allowed, &wished).await?;
    Ok(see_other(HERE, Some(Notice::new("approvals-wishes-saved"))))
}
