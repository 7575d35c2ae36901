//! The front: sending a list, remembered mappings, and what was read in before.

use super::{HERE, SECTION, desk, href, received, refusal_text, trail};
use crate::acts::{self, Received};
use crate::records::Counts;
use crate::store::imports::{self, HistoryLine};
use crate::store::mappings;
use access::ImportStaff;
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use screen::date_text::short_moment;
use screen::form::{Entries, ErrorSummary, Field, Form, FormErrors};
use screen::table::{Pager, TableState};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use words::{Argument, Text};

/// An import in the history.
struct Line {
    href: String,
    file: String,
    sent: String,
    by: String,
    state: String,
    tone: &'static str,
    mapping: String,
    counts: String,
}

/// A remembered mapping.
struct Mapping {
    name: String,
    changed: String,
    remove: String,
}

#[derive(Template)]
#[template(path = "intake/front.html")]
struct FrontPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    summary: ErrorSummary,
    file: Field,
    careers: Field,
    units: Field,
    more_open: bool,
    mappings: Vec<Mapping>,
    lines: Vec<Line>,
    pager: Pager,
}

pub(super) async fn front(
    may: May<ImportStaff>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    page(&may, query.as_deref(), None, StatusCode::OK).await
}

async fn page(
    visit: &Visit,
    query: Option<&str>,
    errors: Option<FormErrors>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let table = TableState::read(HERE, query, &[""], "");
    let (_, total) = imports::history(visit.db(), 0, 0).await?;
    let (lines, _) = imports::history(visit.db(), table.limit(), table.offset(total)).await?;
    let remembered = mappings::all(visit.db()).await?;
    let form = Form::of(t, errors);
    let title = visit.say("intake-title");
    let file = |name: &str, key: &str| form.file(name, &t.say(key), received::ACCEPT);
    let main = FrontPage {
        t,
        title: title.clone(),
        trail: trail(visit, true),
        summary: form.summary(),
        file: file("file", "intake-file")
            .hint(t.say("intake-file-hint"))
            .required(),
        careers: file("careers", "intake-file-careers").optional(),
        units: file("units", "intake-file-units").optional(),
        more_open: form.refused(),
        mappings: remembered
            .into_iter()
            .map(|mapping| Mapping {
                remove: format!("{HERE}/mappings/{}/remove", mapping.id),
                changed: format!(
                    "{} {}",
                    short_moment(mapping.changed_at, t.language()),
                    mapping.changed_by
                ),
                name: mapping.name,
            })
            .collect(),
        lines: lines.into_iter().map(|line| shown(line, t)).collect(),
        pager: table.pager(total, t),
    };
    visit.page(Page::new(title, SECTION).with_status(status), &main)
}

fn shown(line: HistoryLine, t: &Text) -> Line {
    Line {
        href: href(line.id),
        sent: short_moment(line.sent_at, t.language()),
        state: t.say(line.state.key()).into_owned(),
        tone: line.state.tone(),
        mapping: line.mapping_name.unwrap_or_default(),
        counts: counts_text(line.counts, t),
        file: line.file_name,
        by: line.sent_by,
    }
}

/// 新規3・変更12・変更なし735・退職0
pub(super) fn counts_text(counts: Counts, t: &Text) -> String {
    let variables: [(&str, Argument<'_>); 5] = [
        ("added", counts.added.into()),
        ("changed", counts.changed.into()),
        ("unchanged", counts.unchanged.into()),
        ("leaving", counts.leaving.into()),
        ("units", counts.units.into()),
    ];
    t.fill("intake-counts", &variables)
}

/// Takes a list and leads to choosing its columns.
pub(super) async fn send(
    may: May<ImportStaff>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageError> {
    let parts = parts.map_err(|_| PageError::Refused("intake-broken-upload"))?;
    let files = received::receive(parts).await?;
    if files.is_empty() {
        return refuse(&may, may.say("intake-no-file")).await;
    }
    match acts::receive(desk(&may), &may.allowed, files).await? {
        Received::Kept(id) => Ok(see_other(&format!("{}/columns", href(id)), None)),
        Received::Empty => refuse(&may, may.say("intake-empty-file")).await,
        Received::Refused(name, refusals) => {
            let t = &may.text;
            let mut errors = FormErrors::new(Entries::default());
            for refusal in refusals.iter().take(20) {
                let sentence = refusal_text(refusal, t);
                let told = t.say2(
                    "intake-file-refused",
                    "name",
                    name.as_str(),
                    "why",
                    sentence,
                );
                if errors.is_empty() {
                    errors.add("file", told);
                } else {
                    errors.add("", told);
                }
            }
            page(&may, None, Some(errors), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// The form again with one sentence at the field.
async fn refuse(visit: &Visit, sentence: String) -> Result<Response, PageError> {
    let mut errors = FormErrors::new(Entries::default());
    errors.add("file", sentence);
    page(visit, None, Some(errors), StatusCode::UNPROCESSABLE_ENTITY).await
}

/// Forgets a remembered mapping.
pub(super) async fn remove_mapping(
    may: May<ImportStaff>,
    Path(mapping): Path<String>,
) -> Result<Response, PageError> {
    let mapping = mapping.parse().map_err(|_| PageError::NotFound)?;
    let name = acts::remove_mapping(desk(&may), &may.allowed, mapping).await?;
    let notice = Notice::new("intake-mapping-removed").with("name", name);
    Ok(see_other(HERE, Some(notice)))
}
