//! Who looked at one's own record, when, and at what.

use crate::account::role_name;
use crate::journal_page::acts;
use access::ViewOwnLooks;
use accounts::Looked;
use askama::Template;
use axum::response::Response;
use screen::form::Entries;
use screen::{May, Page, PageError, date_text};
use words::Text;

const HERE: &str = "/account/looks";
/// Looks on a page.
const PAGE: u16 = 50;

/// A look as the page shows it.
struct Line {
    at: String,
    machine_at: String,
    who: String,
    unit: String,
    roles: Vec<String>,
    what: String,
    reason: Option<String>,
}

#[derive(Template)]
#[template(path = "looks.html")]
struct LooksPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    lines: Vec<Line>,
    newest: Option<&'static str>,
    older: Option<String>,
}

pub(crate) async fn own(may: May<ViewOwnLooks>) -> Result<Response, PageError> {
    let before = Entries::parse(may.uri.query().unwrap_or_default().as_bytes())
        .text("before")
        .and_then(|text| text.parse().ok());
    let (found, next) = accounts::looks_at(may.db(), &may.allowed, before, PAGE).await?;
    let title = may.say("portal-looks");
    let main = LooksPage {
        t: &may.text,
        title: title.clone(),
        trail: vec![(may.say("portal-account"), "/account".to_owned())],
        lines: found
            .into_iter()
            .map(|each| line(each, &may.text))
            .collect(),
        newest: before.map(|_| HERE),
        older: next.map(|next| format!("{HERE}?before={next}")),
    };
    may.page(Page::new(title, "/account"), &main)
}

fn line(look: Looked, t: &Text) -> Line {
    Line {
        at: date_text::short_moment(look.at, t.language()),
        machine_at: date_text::machine_moment(look.at),
        who: look.who,
        unit: look
            .unit
            .unwrap_or_else(|| t.say("portal-account-outside").into_owned()),
        roles: look.roles.iter().map(|role| role_name(*role, t)).collect(),
        what: acts::words(&look.act, t),
        reason: look.reason,
    }
}
