//! The posts that somebody looks after: of their own sections, or all of them for the keeper.

use super::parts::{Mark, SECTION, href, last_day, name_of, part, stage_mark, tabs};
use crate::rules::Stage;
use crate::store::{self, OfficeLine, Viewer};
use access::WriteBulletin;
use askama::Template;
use axum::response::Response;
use screen::form::{Choice, Field, Form};
use screen::kit::grouped;
use screen::table::{OrderFields, Pager, TableState};
use screen::{May, Page, PageError, date_text};
use words::Text;

const HERE: &str = "/bulletin/office";

struct Line {
    href: String,
    title: String,
    category: String,
    unit: String,
    author: String,
    stage: Mark,
    must_read: bool,
    period: String,
    readers: String,
}

#[derive(Template)]
#[template(path = "bulletin_office.html")]
struct OfficePage<'a> {
    t: &'a Text,
    title: String,
    heading: String,
    tabs: Vec<(String, String, bool)>,
    writes: bool,
    stage: Field,
    order: OrderFields,
    narrowed: bool,
    lines: Vec<Line>,
    pager: Pager,
}

pub(super) async fn list(may: May<WriteBulletin>) -> Result<Response, PageError> {
    let state = TableState::read(HERE, may.uri.query(), &[""], "");
    let stage = state.condition("stage").and_then(Stage::of_word);
    let viewer = Viewer::of(may.db(), &may.actor, may.today()).await?;
    let total = store::office_count(may.db(), &viewer, stage).await?;
    let found = store::office(may.db(), &viewer, stage, part(&state, total)).await?;
    let categories = store::categories(may.db()).await?;
    let t = &may.text;
    let line = |line: OfficeLine| Line {
        href: href(line.id),
        category: name_of(&categories, line.category, t),
        period: period(&line, t),
        readers: readers(&line),
        unit: line.unit_name,
        author: line.author_name,
        stage: stage_mark(line.stage, t),
        must_read: line.must_read,
        title: line.title,
    };
    let title = may.say("bulletin-navigation");
    let main = OfficePage {
        t,
        title: title.clone(),
        heading: may.say(if viewer.keeper {
            "bulletin-office-all"
        } else {
            "bulletin-office-own"
        }),
        tabs: tabs(&may.actor, t, HERE),
        writes: !viewer.sections.is_empty(),
        stage: stage_field(&state, t),
        order: state.order_fields(),
        narrowed: state.narrowed(),
        lines: found.into_iter().map(line).collect(),
        pager: state.pager(total, t),
    };
    may.page(Page::new(title, SECTION), &main)
}

fn stage_field(state: &TableState, t: &Text) -> Field {
    let any = Choice::new("", t.say("bulletin-any-stage"));
    let each = Stage::ALL.map(|stage| Choice::new(stage.word(), t.say(stage.key())));
    let choices = std::iter::once(any).chain(each).collect();
    Form::new(t)
        .select("stage", &t.say("bulletin-stage"), choices)
        .value(state.condition("stage").unwrap_or_default())
        .small()
}

/// `R8.11.22 – R8.12.5`
fn period(line: &OfficeLine, t: &Text) -> String {
    let day = |day| date_text::short_day(day, t.language());
    let last = last_day(line.shown.1).map(day).unwrap_or_default();
    t.say2(
        "bulletin-short-period",
        "from",
        day(line.shown.0),
        "to",
        last,
    )
}

/// `312 / 715 (43.6%)`
fn readers(line: &OfficeLine) -> String {
    let Some(audience) = line.audience else {
        return String::new();
    };
    let rate = crate::figures::read_rate(line.readers, audience);
    let rate = rate.map(|rate| format!(" ({rate}%)")).unwrap_or_default();
    format!("{} / {}{rate}", grouped(line.readers), grouped(audience))
}
