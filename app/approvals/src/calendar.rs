//! The reader's own calendar by a secret address, and the calendar itself.

use access::{EditNotices, ReadCalendarFeed, ViewNotices};
use anyhow::Result;
use askama::Template;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use flow::calendar_feed::{self, CalendarEvent, When};
use flow::mail::PUBLIC_ADDRESS;
use jiff::Timestamp;
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use sha2::{Digest, Sha256};
use words::Text;

/// Where the reader looks after it.
const HERE: &str = "/account/calendar";

#[derive(Template)]
#[template(path = "notices/calendar.html")]
struct CalendarPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    trail: Vec<(String, String)>,
    facts: Vec<(String, String)>,
    exists: bool,
    /// The address that was made a moment ago: this answer is the only place where it ever stands.
    address: Option<String>,
    /// Why the address may not work from other programs yet.
    has_no_public_address: bool,
}

pub(crate) async fn show(may: May<ViewNotices>) -> Result<Response, PageError> {
    page(&may, None).await
}

pub(crate) async fn make(may: May<EditNotices>) -> Result<Response, PageError> {
    let secret = calendar_feed::make(may.db(), may.now, &may.allowed).await?;
    let address = address(&may, &format!("/calendar/{secret}.ics"));
    page(&may, Some(address)).await
}

pub(crate) async fn revoke(may: May<EditNotices>) -> Result<Response, PageError> {
    let revoked = calendar_feed::revoke(may.db(), may.now, &may.allowed).await?;
    let notice = if revoked {
        "approvals-calendar-revoked"
    } else {
        "approvals-calendar-none"
    };
    Ok(see_other(HERE, Some(Notice::new(notice))))
}

async fn page(visit: &Visit, address: Option<String>) -> Result<Response, PageError> {
    let account = visit.actor.account.ok_or(PageError::NotFound)?;
    let feed = calendar_feed::feed(visit.db(), account).await?;
    let t = &visit.text;
    let title = visit.say("approvals-calendar");
    let moment = |at| date_text::moment(at, t.language());
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let facts = feed.map(|feed| {
        let read = match feed.read_at {
            Some(at) => moment(at),
            None => t.say("approvals-calendar-never-read").into_owned(),
        };
        vec![
            fact("approvals-calendar-made", moment(feed.created_at)),
            fact("approvals-calendar-read", read),
        ]
    });
    let main = CalendarPage {
        t,
        title: title.clone(),
        lead: visit.say("approvals-calendar-lead"),
        trail: vec![(visit.say("approvals-account"), "/account".to_owned())],
        exists: facts.is_some(),
        facts: facts.unwrap_or_default(),
        address,
        has_no_public_address: visit.settings.get(&PUBLIC_ADDRESS).is_empty(),
    };
    visit.page(Page::new(title, ""), &main)
}

/// A page's address as the city has set it, or as this request has reached the product.
fn address(visit: &Visit, path: &str) -> String {
    let public = visit.settings.get(&PUBLIC_ADDRESS);
    if public.is_empty() {
        visit.address(path)
    } else {
        format!("{}{path}", public.trim_end_matches('/'))
    }
}

/// The calendar at a secret address. Programs that read it have no session: whose it is, and what that
/// person may see today, is found by the secret.
pub(crate) async fn read(
    may: May<ReadCalendarFeed>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let secret = file.strip_suffix(".ics").ok_or(PageError::NotFound)?;
    let owner = calendar_feed::owner_of(may.db(), may.now, secret)
        .await?
        .ok_or(PageError::NotFound)?;
    let account = accounts::AccountId(owner.account);
    let actor = accounts::actor_on(may.db(), &may.site.clock, account, may.today())
        .await?
        .ok_or(PageError::NotFound)?;
    let t = may.text.in_language(owner.language);
    let mut events = Vec::new();
    for source in may.site.todos.iter() {
        let todos = source(may.db(), &actor, may.today(), &t).await?;
        events.extend(todos.into_iter().filter_map(event));
    }
    for source in &may.site.offers.calendar {
        events.extend(source(may.db(), &actor, may.today(), &t).await?);
    }
    let name = t.say1("approvals-calendar-name", "city", may.city_name.as_str());
    let public = may.settings.get(&PUBLIC_ADDRESS);
    let public = public.trim_end_matches('/');
    // A weak mark: of the content without the moment of the answer, which stands inside.
    let mark = mark(&calendar_feed::calendar(
        &name,
        public,
        &events,
        Timestamp::UNIX_EPOCH,
    ));
    let known = headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|tag| tag.trim() == mark || tag.trim() == "*");
    let private = "private, no-cache";
    if known {
        let head = [(ETAG, mark), (CACHE_CONTROL, private.to_owned())];
        return Ok((StatusCode::NOT_MODIFIED, head).into_response());
    }
    let text = calendar_feed::calendar(&name, public, &events, may.now);
    let head = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (ETAG, mark),
        (CACHE_CONTROL, private.to_owned()),
    ];
    Ok((head, text).into_response())
}

/// A to-do as an event on its last day.
fn event(todo: flow::Todo) -> Option<CalendarEvent> {
    Some(CalendarEvent {
        uid: format!("todo:{}:{}", todo.kind, todo.href),
        when: When::Day(todo.due?),
        title: todo.title,
        detail: todo.detail,
        href: todo.href,
    })
}

fn mark(text: &str) -> String {
    let digest = hex::encode(Sha256::digest(text.as_bytes()));
    format!("W/\"{digest}\"")
}
