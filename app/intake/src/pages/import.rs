//! One import: being worked on, tried out, done.

use super::columns::steps;
use super::{Counted, HERE, Problems, SECTION, counted, desk, href, read_id, trail};
use crate::acts;
use crate::records::{Change, Detail, ImportId, Remark};
use crate::rules::details::CAREER;
use crate::store::imports::{self, Import, State};
use crate::store::lines;
use access::ImportStaff;
use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderValue, header::HeaderName};
use axum::response::Response;
use flow::jobs::JobId;
use screen::date_text::moment;
use screen::form::{Entries, Field, Form};
use screen::table::{Pager, TableState};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

/// A person or unit that differs.
struct Group {
    word: String,
    tone: &'static str,
    code: String,
    name: String,
    details: Vec<ShownDetail>,
}

struct ShownDetail {
    field: String,
    before: String,
    after: String,
}

#[derive(Template)]
#[template(path = "intake/import.html")]
struct ImportPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    steps: Vec<String>,
    step: usize,
    facts: Vec<(String, String)>,
    counted: Vec<Counted>,
    remarks: &'a [Remark],
    /// Whether somebody has tried to take it back in vain; the page of the undo says why.
    undo_refused: bool,
    groups: Vec<Group>,
    kinds: Vec<(String, String, bool)>,
    pager: Pager,
    /// What may be done.
    confirm: Option<Confirm>,
    undo: Option<String>,
    here: String,
}

/// The confirmation, in numbers.
struct Confirm {
    sentence: String,
    version: Field,
    nothing: bool,
}

#[derive(Template)]
#[template(path = "intake/progress.html")]
struct ProgressPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    steps: Vec<String>,
    step: usize,
    stage: String,
    done: i64,
    total: i64,
    percent: Option<i64>,
    here: String,
}

pub(super) async fn show(
    may: May<ImportStaff>,
    Path(import): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let (import, state) = acts::find(desk(&may), &may.allowed, read_id(&import)?).await?;
    match state {
        State::Sent | State::Refused => {
            Ok(see_other(&format!("{}/columns", href(import.id)), None))
        }
        State::Trying | State::Writing | State::Undoing => progress(&may, &import).await,
        State::Tried | State::Done | State::Undone | State::Dropped => {
            lines_page(&may, &import, state, query.as_deref()).await
        }
    }
}

/// How far the work is; the page comes again by itself.
async fn progress(visit: &Visit, import: &Import) -> Result<Response, PageError> {
    let t = &visit.text;
    let job = JobId(import.job.unwrap_or_default());
    let live = visit.site.offers.live.progress(&visit.city, job);
    let progress = match live {
        Some(live) => live,
        None => flow::jobs::job(visit.db(), job)
            .await?
            .map(|job| job.progress)
            .unwrap_or_default(),
    };
    let (step, title) = match import.state {
        State::Trying => (3, "intake-trying"),
        State::Undoing => (4, "intake-undoing"),
        _ => (4, "intake-writing"),
    };
    let title = visit.say(title);
    let waiting = || visit.say("intake-stage-waiting");
    let main = ProgressPage {
        t,
        title: title.clone(),
        trail: trail(visit, false),
        steps: steps(t),
        step,
        stage: progress
            .step
            .as_ref()
            .map_or_else(waiting, |step| step.say(t)),
        done: progress.done,
        total: progress.total,
        percent: progress.percent(),
        here: href(import.id),
    };
    let mut response = visit.page(Page::new(title, SECTION), &main)?;
    // Works without a script, and without an element that would move the reader's place in the page.
    response.headers_mut().insert(
        HeaderName::from_static("refresh"),
        HeaderValue::from_static("2"),
    );
    Ok(response)
}

async fn lines_page(
    visit: &Visit,
    import: &Import,
    state: State,
    query: Option<&str>,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let here = href(import.id);
    let table = TableState::read(&here, query, &[""], "");
    let kind = table.condition("kind").and_then(Change::of_word);
    let total = match kind {
        None => acts::total(import.counts),
        Some(Change::New) => import.counts.added,
        Some(Change::Changed) => import.counts.changed,
        Some(Change::Leaving) => import.counts.leaving,
        Some(Change::Unit) => import.counts.units,
    };
    let found = lines::page(
        visit.db(),
        import.id,
        kind,
        table.limit(),
        table.offset(total),
    )
    .await?;
    let last = imports::last_done(visit.db()).await?;
    let undo_refused = state == State::Done && !super::undo::in_the_way(import).is_empty();
    let title = visit.say(match state {
        State::Tried => "intake-tried",
        State::Done => "intake-done",
        State::Undone => "intake-undone",
        _ => "intake-dropped",
    });
    let main = ImportPage {
        t,
        title: title.clone(),
        trail: trail(visit, false),
        steps: steps(t),
        step: if state == State::Tried { 3 } else { 4 },
        facts: facts(visit, import),
        counted: links(counted(import.counts, t), &here),
        remarks: if undo_refused { &[] } else { &import.remarks },
        undo_refused,
        groups: found
            .into_iter()
            .map(|line| Group {
                word: t.say(line.change.key()).into_owned(),
                tone: line.change.tone(),
                code: line.code,
                name: line.name,
                details: line
                    .details
                    .into_iter()
                    .map(|detail| shown(detail, t))
                    .collect(),
            })
            .collect(),
        kinds: kinds(import, kind, &here, t),
        pager: table.pager(total, t),
        confirm: (state == State::Tried).then(|| Confirm {
            sentence: t.say1(
                "intake-confirm-numbers",
                "counts",
                super::front::counts_text(import.counts, t),
            ),
            version: Form::new(t).version(import.version),
            nothing: import.counts.nothing(),
        }),
        undo: (state == State::Done && last == Some(import.id)).then(|| format!("{here}/undo")),
        here,
    };
    visit.page(Page::new(title, SECTION), &main)
}

/// Numbers lead to their part of the difference; what is the same is not listed.
fn links(mut counted: Vec<Counted>, here: &str) -> Vec<Counted> {
    let kinds = [
        Some(Change::New),
        Some(Change::Changed),
        None,
        Some(Change::Leaving),
        Some(Change::Unit),
    ];
    for (one, kind) in counted.iter_mut().zip(kinds) {
        one.href = kind
            .filter(|_| one.count > 0)
            .map(|kind| format!("{here}?kind={}", kind.word()));
    }
    counted
}

fn kinds(
    import: &Import,
    chosen: Option<Change>,
    here: &str,
    t: &Text,
) -> Vec<(String, String, bool)> {
    let counts = import.counts;
    let all = (
        t.say("intake-all-changes").into_owned(),
        here.to_owned(),
        chosen.is_none(),
    );
    let one = |kind: &Change| {
        let count = match kind {
            Change::New => counts.added,
            Change::Changed => counts.changed,
            Change::Leaving => counts.leaving,
            Change::Unit => counts.units,
        };
        (count > 0).then(|| {
            let label = t.say(kind.key()).into_owned();
            (
                label,
                format!("{here}?kind={}", kind.word()),
                chosen == Some(*kind),
            )
        })
    };
    let of_kinds: Vec<_> = Change::ALL.iter().filter_map(one).collect();
    if of_kinds.len() < 2 {
        return Vec::new();
    }
    std::iter::once(all).chain(of_kinds).collect()
}

fn facts(visit: &Visit, import: &Import) -> Vec<(String, String)> {
    let t = &visit.text;
    let at = |at| moment(at, t.language());
    let mut facts = vec![
        (visit.say("intake-file-name"), import.file_name.clone()),
        (
            visit.say("intake-sent"),
            format!("{} {}", at(import.sent_at), import.sent_by),
        ),
    ];
    if let Some(name) = &import.mapping_name {
        facts.push((visit.say("intake-mapping"), name.clone()));
    }
    let done = import.done_at.zip(import.done_by.as_ref());
    facts
        .extend(done.map(|(when, by)| (visit.say("intake-done-at"), format!("{} {by}", at(when)))));
    let undone = import.undone_at.zip(import.undone_by.as_ref());
    facts.extend(
        undone.map(|(when, by)| (visit.say("intake-undone-at"), format!("{} {by}", at(when)))),
    );
    facts
}

/// A field with its name in the reader's language.
fn shown(detail: Detail, t: &Text) -> ShownDetail {
    let field = match detail.field.as_str() {
        CAREER => t.say("intake-detail-career").into_owned(),
        "path" => t.say("intake-detail-path").into_owned(),
        "kind" => t.say("intake-detail-kind").into_owned(),
        "unit-from" => t.say("intake-detail-unit-from").into_owned(),
        "unit-since" => t.say("intake-detail-unit-since").into_owned(),
        "unit-to" => t.say("intake-detail-unit-to").into_owned(),
        "short-name" => t.say("intake-detail-short-name").into_owned(),
        field => crate::layout::Table::People.label(field, t),
    };
    ShownDetail {
        field,
        before: detail.before,
        after: detail.after,
    }
}

/// What is wrong with a list, when it was tried out and refused.
pub(super) fn problems_of(visit: &Visit, import: &Import) -> Option<Problems> {
    if import.problems == 0 || import.state != State::Refused {
        return None;
    }
    let shown = i64::try_from(import.remarks.len().min(SHOWN)).unwrap_or(0);
    Some(Problems {
        heading: visit.text.say1("intake-problems", "count", import.problems),
        remarks: import.remarks.iter().take(SHOWN).cloned().collect(),
        more: import.problems - shown,
        csv: format!("{}/problems.csv", href(import.id)),
    })
}

/// Problems on the page; the file holds more.
const SHOWN: usize = 100;

async fn posted(
    may: &May<ImportStaff>,
    import: &str,
    body: &Bytes,
) -> Result<(ImportId, i64), PageError> {
    let id = read_id(import)?;
    acts::find(desk(may), &may.allowed, id).await?;
    let entries = Entries::parse(body);
    let version = entries.text("version").and_then(|text| text.parse().ok());
    Ok((id, version.unwrap_or(0)))
}

pub(super) async fn confirm(
    may: May<ImportStaff>,
    Path(import): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    may.renewed(&body)?;
    let (id, version) = posted(&may, &import, &body).await?;
    acts::confirm(desk(&may), &may.allowed, (id, version), may.language()).await?;
    Ok(see_other(&href(id), None))
}

pub(super) async fn put_aside(
    may: May<ImportStaff>,
    Path(import): Path<String>,
) -> Result<Response, PageError> {
    acts::put_aside(desk(&may), &may.allowed, read_id(&import)?).await?;
    Ok(see_other(HERE, Some(Notice::new("intake-put-aside-done"))))
}
