//! What the product has told the reader.

use crate::notices_turn::{Turn, limit, offset};
use access::{EditNotices, ViewNotices};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use flow::notices::{self, NoticeId, NoticeLine, mark_all_read, mark_read, open as open_notice};
use screen::form::Entries;
use screen::table::TableState;
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use words::Text;

/// Where the notices stand.
const LIST: &str = "/notices";

/// A notice as the page shows it.
struct Line {
    href: String,
    kind: String,
    title: String,
    lines: Vec<String>,
    at: String,
    machine_at: String,
    unread: bool,
    id: String,
}

#[derive(Template)]
#[template(path = "notices/list.html")]
struct ListPage<'a> {
    t: &'a Text,
    title: String,
    pages: Vec<(String, String, bool)>,
    all: bool,
    lines: Vec<Line>,
    /// The newest notice shown: what comes later stays new.
    newest: Option<String>,
    turn: Turn,
}

pub(crate) async fn list(may: May<ViewNotices>) -> Result<Response, PageError> {
    let account = may.actor.account.ok_or(PageError::NotFound)?;
    let state = TableState::read(LIST, may.uri.query(), &[], "id");
    let all = state.condition("show") == Some("all");
    let mut found =
        notices::notices(may.db(), account, !all, offset(&state), limit(&state)).await?;
    let turn = Turn::of(&state, &mut found);
    let t = &may.text;
    let title = may.say("approvals-notices");
    let unread = may.unread.unwrap_or(0);
    let main = ListPage {
        t,
        title: title.clone(),
        pages: vec![
            (
                t.say1("approvals-notices-unread", "n", unread),
                LIST.to_owned(),
                !all,
            ),
            (
                t.say("approvals-notices-all").into_owned(),
                format!("{LIST}?show=all"),
                all,
            ),
        ],
        all,
        newest: found
            .first()
            .filter(|_| unread > 0)
            .map(|notice| notice.id.to_string()),
        lines: found.iter().map(|notice| line(&may, notice)).collect(),
        turn,
    };
    may.page(Page::new(title, LIST), &main)
}

fn line(visit: &Visit, notice: &NoticeLine) -> Line {
    let t = &visit.text;
    let kind = visit.site.offers.notice(&notice.kind);
    Line {
        href: format!("{LIST}/{}", notice.id),
        kind: kind.map(|kind| visit.say(kind.label)).unwrap_or_default(),
        title: notice.title.say(t),
        lines: notice.lines.iter().map(|line| line.say(t)).collect(),
        at: date_text::short_moment(notice.created_at, t.language()),
        machine_at: date_text::machine_moment(notice.created_at),
        unread: notice.read_at.is_none(),
        id: notice.id.to_string(),
    }
}

/// Leads to what the notice tells of; it counts as read from then on.
pub(crate) async fn open(
    may: May<EditNotices>,
    Path(notice): Path<String>,
) -> Result<Response, PageError> {
    let notice: NoticeId = notice.parse().map_err(|_| PageError::NotFound)?;
    let href = open_notice(may.db(), may.now, &may.allowed, notice)
        .await?
        .ok_or(PageError::NotFound)?;
    Ok(see_other(&href, None))
}

/// Marks one notice, or everything up to one, as read.
pub(crate) async fn read(may: May<EditNotices>, body: Bytes) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let number = |name: &str| entries.text(name)?.parse::<NoticeId>().ok();
    match (number("notice"), number("until")) {
        (Some(notice), _) => {
            mark_read(may.db(), may.now, &may.allowed, notice).await?;
            Ok(see_other(
                LIST,
                Some(Notice::new("approvals-notice-marked")),
            ))
        }
        (None, Some(until)) => {
            let marked = mark_all_read(may.db(), may.now, &may.allowed, until).await?;
            let notice = Notice::new("approvals-notices-marked").with("n", marked);
            Ok(see_other(LIST, Some(notice)))
        }
        (None, None) => Err(PageError::Refused("approvals-notices-none-chosen")),
    }
}
