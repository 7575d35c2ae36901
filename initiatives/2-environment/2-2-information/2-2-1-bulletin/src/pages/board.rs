//! The board of today and the archive of the years.

use super::parts::{SECTION, desk, href, name_of, part, tabs};
use crate::records::{Category, CategoryId};
use crate::rules::search;
use crate::store::{self, BoardLine, Reach, Viewer, Wanted};
use access::{Allowed, ViewBulletin, WriteBulletin};
use askama::Template;
use axum::response::Response;
use calendar::{Date, FiscalYear, YearStyle};
use people::UnitId;
use screen::form::{Choice, Field, Form};
use screen::table::{OrderFields, Pager, TableState};
use screen::visit::Visit;
use screen::{May, Page, PageError, date_text};
use words::Text;

/// Longer than any city has had a board; both databases know these days.
pub(super) const ALWAYS: (Date, Date) = (Date::constant(1900, 1, 1), Date::constant(9999, 12, 31));

/// A post as the list shows it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "a template asks one thing at a time"
)]
pub(super) struct Line {
    pub href: String,
    pub title: String,
    pub category: String,
    pub unit: String,
    pub posted: String,
    pub machine_posted: String,
    pub files: i64,
    pub pinned: bool,
    pub unread: bool,
    pub must_read: bool,
    pub to_confirm: bool,
    pub confirmed: bool,
    pub due: Option<String>,
    pub late: bool,
}

/// A line in the reader's words.
pub(super) fn shown(visit: &Visit, line: BoardLine, categories: &[Category]) -> Line {
    let (t, today) = (&visit.text, visit.today());
    let by = line.confirm_by.filter(|_| line.to_confirm);
    let by = by.map(|by| by.max(line.posted_on));
    Line {
        href: href(line.id),
        category: name_of(categories, line.category, t),
        unit: line.unit_name,
        posted: date_text::short_day(line.posted_on, t.language()),
        machine_posted: line.posted_on.to_string(),
        files: line.files,
        pinned: line.pinned_to.is_some_and(|to| today < to),
        unread: !line.opened,
        must_read: line.must_read,
        to_confirm: line.to_confirm,
        confirmed: line.confirmed,
        due: by.map(|by| date_text::due(by, today, t).words),
        late: by.is_some_and(|by| by < today),
        title: line.title,
    }
}

#[derive(Template)]
#[template(path = "bulletin_board.html")]
struct BoardPage<'a> {
    t: &'a Text,
    title: String,
    tabs: Vec<(String, String, bool)>,
    here: &'static str,
    writes: bool,
    fields: Vec<Field>,
    order: OrderFields,
    narrowed: bool,
    lead: String,
    lines: Vec<Line>,
    empty: String,
    pager: Pager,
}

pub(super) async fn board(may: May<ViewBulletin>) -> Result<Response, PageError> {
    let state = TableState::read(SECTION, may.uri.query(), &[""], "");
    let wanted = Wanted {
        posted: ALWAYS,
        shown: true,
        ..conditions(&state)
    };
    page(&may, SECTION, &state, &wanted, None).await
}

const ARCHIVE: &str = "/bulletin/archive";

pub(super) async fn archive(may: May<ViewBulletin>) -> Result<Response, PageError> {
    let state = TableState::read(ARCHIVE, may.uri.query(), &[""], "");
    let asked = state.condition("year").and_then(|year| year.parse().ok());
    let year = asked
        .filter(|year| (2000..=2200).contains(year))
        .map_or_else(|| may.fiscal_year(), FiscalYear);
    let wanted = Wanted {
        posted: (year.first_day(), year.next().first_day()),
        shown: false,
        ..conditions(&state)
    };
    page(&may, ARCHIVE, &state, &wanted, Some(year)).await
}

/// The conditions that both lists know.
fn conditions(state: &TableState) -> Wanted {
    let number = |name| state.condition(name).and_then(|id| id.parse::<i64>().ok());
    Wanted {
        category: number("category").map(CategoryId),
        unit: number("unit").map(UnitId),
        reach: Reach::of_word(state.condition("reading").unwrap_or_default()),
        posted: ALWAYS,
        shown: true,
        search: state.condition("q").and_then(search),
    }
}

async fn page(
    visit: &Visit,
    here: &'static str,
    state: &TableState,
    wanted: &Wanted,
    year: Option<FiscalYear>,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let viewer = Viewer::of(visit.db(), &visit.actor, desk(visit).today).await?;
    let categories = store::categories(visit.db()).await?;
    let total = store::board_count(visit.db(), &viewer, wanted).await?;
    let found = store::board(visit.db(), &viewer, wanted, part(state, total)).await?;
    let title = visit.say("bulletin-navigation");
    let main = BoardPage {
        t,
        title: title.clone(),
        tabs: tabs(&visit.actor, t, here),
        here,
        writes: !viewer.sections.is_empty()
            && Allowed::<WriteBulletin>::ask(visit.actor.clone()).is_ok(),
        fields: fields(visit, state, &categories, year).await?,
        order: state.order_fields(),
        narrowed: state.narrowed(),
        lead: match year {
            None => t.say1("bulletin-board-lead", "n", total),
            Some(year) => t.say2(
                "bulletin-archive-lead",
                "year",
                date_text::full_fiscal_year(year, YearStyle::Era, t.language()),
                "n",
                total,
            ),
        },
        empty: visit.say(match (state.narrowed(), year) {
            (true, _) => "bulletin-none-found",
            (false, None) => "bulletin-board-empty",
            (false, Some(_)) => "bulletin-archive-empty",
        }),
        lines: found
            .into_iter()
            .map(|line| shown(visit, line, &categories))
            .collect(),
        pager: state.pager(total, t),
    };
    visit.page(Page::new(title, SECTION), &main)
}

async fn fields(
    visit: &Visit,
    state: &TableState,
    categories: &[Category],
    year: Option<FiscalYear>,
) -> Result<Vec<Field>, PageError> {
    let t = &visit.text;
    let form = Form::new(t);
    let value = |name| state.condition(name).unwrap_or_default().to_owned();
    let any = |key: &str| Choice::new("", t.say(key));
    let mut fields = vec![
        form.typed_text("search", "q", &t.say("bulletin-search"))
            .value(value("q"))
            .small(),
    ];
    if let Some(year) = year {
        let years = years(visit.fiscal_year(), year);
        let name = |year| date_text::fiscal_year(year, YearStyle::Era, t.language());
        let choices = years.map(|year| Choice::new(year, name(year))).collect();
        let field = form.select("year", &t.say("bulletin-year"), choices);
        fields.push(field.value(year).small());
    }
    let each = categories
        .iter()
        .map(|one| Choice::new(one.id, super::parts::category_name(one, t)));
    let choices = std::iter::once(any("bulletin-any-category")).chain(each);
    let field = form.select("category", &t.say("bulletin-category"), choices.collect());
    fields.push(field.value(value("category")).small());
    let readings = [
        ("", "bulletin-reading-all"),
        (Reach::Unread.word(), "bulletin-reading-unread"),
        (Reach::ToConfirm.word(), "bulletin-reading-confirm"),
    ];
    let readings = readings.map(|(word, key)| Choice::new(word, t.say(key)));
    let field = form.select("reading", &t.say("bulletin-reading"), readings.to_vec());
    fields.push(field.value(value("reading")).small());
    let tree = people::units_on(visit.db(), visit.today()).await?;
    let sections = tree
        .iter()
        .filter(|(_, unit)| unit.kind != people::UnitKind::Team)
        .map(|(depth, unit)| {
            Choice::new(unit.unit, format!("{}{}", "　".repeat(depth), unit.name))
        });
    let choices = std::iter::once(any("bulletin-any-section")).chain(sections);
    let field = form.select("unit", &t.say("bulletin-section"), choices.collect());
    fields.push(field.value(value("unit")).small());
    Ok(fields)
}

/// The years that the archive offers: the last ten, and the one asked for.
fn years(running: FiscalYear, asked: FiscalYear) -> impl Iterator<Item = FiscalYear> {
    let last = (0..10).map(move |back| FiscalYear(running.0 - back));
    let older = (asked.0 <= running.0 - 10 || asked.0 > running.0).then_some(asked);
    last.chain(older)
}
