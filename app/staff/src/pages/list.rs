//! The staff list (職員一覧): public cards for everybody inside, columns of the record by scope.

use super::choices;
use super::parts::{Face, SECTION};
use super::shown;
use access::{Allowed, EditPersonRecord, PeopleScope, ViewDirectory, ViewPersonRecord};
use askama::Template;
use axum::response::Response;
use calendar::Date;
use people::{
    DirectoryLine, Employment, Page as Part, Rank, Sight, Sort, UnitId, UnitTree, Wanted,
};
use screen::form::{Choice, Field, Form};
use screen::table::{Exports, OrderFields, Pager, SortHead, TableState};
use screen::visit::Visit;
use screen::{May, Page, PageError};
use std::sync::Arc;
use words::Text;

/// The columns that can be sorted by.
const COLUMNS: [(&str, Sort); 6] = [
    ("kana", Sort::Reading),
    ("number", Sort::Number),
    ("unit", Sort::Unit),
    ("rank", Sort::Rank),
    ("since", Sort::Since),
    ("hired", Sort::Hired),
];

/// The years in the unit that the filter offers: at least, less than.
const YEARS: [(&str, Option<i16>, Option<i16>); 5] = [
    ("1", None, Some(1)),
    ("1-3", Some(1), Some(3)),
    ("3-5", Some(3), Some(5)),
    ("5", Some(5), None),
    ("10", Some(10), None),
];

/// What the address asks for, read against what the viewer may ask.
pub(super) struct Asked {
    pub state: TableState,
    pub wanted: Wanted,
    pub sort: (Sort, bool),
    pub on: Date,
    /// The text of a day that could not be read.
    pub unread_day: bool,
    /// A day after today, asked by somebody who must not see orders that are not out yet.
    pub too_far: bool,
    pub unit: Option<UnitId>,
    pub tree: Arc<UnitTree>,
    pub records: PeopleScope,
    pub today: Date,
    pub edits: bool,
}

impl Asked {
    /// Where the viewer looks from. Conditions about records, and other days than today, show only people
    /// whose records the viewer may see.
    pub fn sight(&self) -> Sight<'_> {
        Sight {
            on: self.on,
            today: self.today,
            records: &self.records,
            only_records: self.narrowed_to_records(),
        }
    }

    pub fn narrowed_to_records(&self) -> bool {
        !self.records.all() && (self.wanted.asks_records() || self.on != self.today)
    }
}

fn back(on: Date, years: i16) -> Date {
    on.with()
        .year(on.year() - years)
        .build()
        .unwrap_or_else(|_| {
            // 29 February goes with 1 March.
            Date::constant(on.year() - years, 3, 1)
        })
}

/// Reads an address of the list.
pub(super) async fn read(visit: &Visit, path: &str) -> Result<Asked, PageError> {
    let columns = COLUMNS.map(|(name, _)| name);
    let state = TableState::read(path, visit.uri.query(), &columns, "kana");
    let today = visit.today();
    let records = Allowed::<ViewPersonRecord>::ask(visit.actor.clone())?.people();
    let edits = Allowed::<EditPersonRecord>::ask(visit.actor.clone()).is_ok();
    let typed_day = state.condition("on").map(calendar::parse_date);
    let unread_day = matches!(typed_day, Some(Err(_)));
    let asked_day = typed_day.and_then(Result::ok).unwrap_or(today);
    let too_far = asked_day > today && !edits;
    let on = if too_far { today } else { asked_day };
    let tree = people::units_on(visit.db(), on).await?;
    let unit = state
        .condition("unit")
        .and_then(|id| id.parse::<UnitId>().ok())
        .filter(|unit| tree.get(*unit).is_some());
    let years = state.condition("years");
    let years = YEARS.into_iter().find(|(name, ..)| Some(*name) == years);
    let wanted = Wanted {
        words: state.condition("q").unwrap_or_default().to_owned(),
        units: unit.map(|unit| tree.subtree(unit).map(|below| below.unit).collect()),
        rank: state.condition("rank").and_then(Rank::of_word),
        employment: state.condition("employment").and_then(Employment::of_word),
        job_family: state.condition("job").map(str::to_owned),
        qualification: state.condition("qualification").map(str::to_owned),
        since_by: years.and_then(|(_, least, _)| Some(back(on, least?))),
        since_after: years.and_then(|(_, _, below)| Some(back(on, below?))),
    };
    let sort = COLUMNS
        .into_iter()
        .find(|(name, _)| *name == state.sort())
        .map_or(Sort::Reading, |(_, sort)| sort);
    Ok(Asked {
        sort: (sort, state.descending()),
        state,
        wanted,
        on,
        unread_day,
        too_far,
        unit,
        tree,
        records,
        today,
        edits,
    })
}

/// A person in the table.
struct Line {
    id: String,
    name: String,
    kana: String,
    href: String,
    face: Face,
    unit: String,
    post: String,
    telephone: String,
    extension: String,
    mail: Option<String>,
    staff_no: String,
    rank: String,
    employment: String,
    since: String,
    hired: String,
    hidden: bool,
}

fn line(visit: &Visit, asked: &Asked, line: &DirectoryLine) -> Line {
    let t = &visit.text;
    let card = &line.card;
    let record = line.record.as_ref();
    let path = card.unit.map(|unit| asked.tree.path(unit));
    let path = path.filter(|path| !path.is_empty());
    let since = |since: Date| t.say1("staff-years", "years", shown::years(since, asked.on));
    Line {
        id: card.employee.to_string(),
        name: card.name.full(),
        kana: card.name.full_kana(),
        href: format!("{SECTION}/{}", card.employee),
        face: Face::of(visit, card),
        unit: path.or_else(|| card.unit_name.clone()).unwrap_or_default(),
        post: card.post.clone().unwrap_or_default(),
        telephone: card.telephone.clone().unwrap_or_default(),
        extension: card.extension.clone().unwrap_or_default(),
        mail: card.mail.clone(),
        staff_no: record.map(|one| one.staff_no.clone()).unwrap_or_default(),
        rank: record
            .and_then(|one| Some(t.say(one.rank?.key()).into_owned()))
            .unwrap_or_default(),
        employment: record
            .map(|one| t.say(one.employment.key()).into_owned())
            .unwrap_or_default(),
        since: record
            .and_then(|one| one.unit_since)
            .map(since)
            .unwrap_or_default(),
        hired: record
            .map(|one| screen::date_text::short_day(one.hired_on, t.language()))
            .unwrap_or_default(),
        hidden: record.is_none(),
    }
}

#[derive(Template)]
#[template(path = "staff_list.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a template asks one thing at a time"
)]
struct ListPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    first: Vec<Field>,
    more: Vec<Field>,
    more_open: bool,
    order: OrderFields,
    narrowed: bool,
    everybody: String,
    notes: Vec<String>,
    lines: Vec<Line>,
    heads: Vec<SortHead>,
    records: bool,
    cards: bool,
    views: Vec<(String, String, bool)>,
    pager: Pager,
    exports: Exports,
    edits: bool,
    shown_on: String,
}

pub(crate) async fn list(may: May<ViewDirectory>) -> Result<Response, PageError> {
    let asked = read(&may, SECTION).await?;
    let sight = asked.sight();
    let total = people::directory_count(may.db(), &asked.wanted, &sight).await?;
    let part = Part {
        offset: asked.state.offset(total),
        limit: asked.state.limit(),
    };
    let found = people::directory(may.db(), &asked.wanted, &sight, asked.sort, part).await?;
    let t = &may.text;
    let records = found.iter().any(|line| line.record.is_some());
    let cards = asked.state.condition("view") == Some("cards");
    let title = may.say("staff-list");
    let (first, more) = filters(&may, &asked).await?;
    let asks = |names: &[&str]| {
        names
            .iter()
            .any(|name| asked.state.condition(name).is_some())
    };
    let more_open = asks(&["rank", "employment", "job", "qualification", "years", "on"]);
    let main = ListPage {
        t,
        lead: t.say1("staff-list-lead", "count", total),
        first,
        more,
        more_open,
        order: asked.state.order_fields(),
        narrowed: more_open || asks(&["q", "unit"]),
        everybody: SECTION.to_owned(),
        notes: notes(&asked, t),
        lines: found.iter().map(|one| line(&may, &asked, one)).collect(),
        heads: heads(&asked, records, t),
        records,
        cards,
        views: views(&asked, cards, t),
        pager: asked.state.pager(total, t),
        exports: asked.state.exports(t),
        edits: asked.edits,
        shown_on: shown::day(asked.on, t),
        title: title.clone(),
    };
    may.page(Page::new(title, SECTION), &main)
}

/// What the reader has to know about what is and is not shown.
fn notes(asked: &Asked, t: &Text) -> Vec<String> {
    let all = [
        (asked.unread_day, "staff-list-day-unread"),
        (asked.too_far, "staff-list-day-too-far"),
        (asked.narrowed_to_records(), "staff-list-only-records"),
        (asked.on > asked.today, "staff-list-future"),
    ];
    all.into_iter()
        .filter(|(told, _)| *told)
        .map(|(_, key)| t.say(key).into_owned())
        .collect()
}

fn heads(asked: &Asked, records: bool, t: &Text) -> Vec<SortHead> {
    let head = |column: &str, key: &str| asked.state.head(column, &t.say(key), t);
    let mut heads = vec![
        head("kana", "staff-field-name"),
        head("unit", "staff-field-unit"),
    ];
    if records {
        heads.push(head("rank", "staff-field-rank"));
        heads.push(head("number", "staff-field-staff-no"));
        heads.push(head("since", "staff-field-since"));
        heads.push(head("hired", "staff-field-hired-on"));
    }
    heads
}

/// The same list as a table and as cards.
fn views(asked: &Asked, cards: bool, t: &Text) -> Vec<(String, String, bool)> {
    let here = asked.state.on_page(1);
    let without: String = match here.split_once('?') {
        None => String::new(),
        Some((_, query)) => query
            .split('&')
            .filter(|pair| !pair.starts_with("view="))
            .collect::<Vec<_>>()
            .join("&"),
    };
    let question = if without.is_empty() { "" } else { "?" };
    let and = if without.is_empty() { "" } else { "&" };
    vec![
        (
            t.say("staff-view-table").into_owned(),
            format!("{SECTION}{question}{without}"),
            !cards,
        ),
        (
            t.say("staff-view-cards").into_owned(),
            format!("{SECTION}?{without}{and}view=cards"),
            cards,
        ),
    ]
}

async fn filters(visit: &Visit, asked: &Asked) -> Result<(Vec<Field>, Vec<Field>), PageError> {
    let t = &visit.text;
    let form = Form::new(t);
    let state = &asked.state;
    let any = |choices: Vec<Choice>| choices::with_first("staff-any", t, choices);
    let select = |name: &str, key: &str, choices: Vec<Choice>| {
        form.select(name, &t.say(key), any(choices))
            .value(state.condition(name).unwrap_or_default())
            .small()
    };
    let families = people::job_families(visit.db()).await?;
    let families = families
        .iter()
        .map(|name| Choice::new(name, name))
        .collect();
    let years = YEARS
        .iter()
        .map(|(name, ..)| Choice::new(name, t.say(&format!("staff-in-unit-{name}"))))
        .collect();
    let first = vec![
        form.typed_text("search", "q", &t.say("staff-search"))
            .value(state.condition("q").unwrap_or_default())
            .small(),
        form.select(
            "unit",
            &t.say("staff-field-unit"),
            choices::with_first(
                "staff-any-unit",
                t,
                choices::units_near(&asked.tree, asked.unit),
            ),
        )
        .value(asked.unit.map(|unit| unit.to_string()).unwrap_or_default())
        .small(),
    ];
    let more = vec![
        select("rank", "staff-field-rank", choices::ranks(t)),
        select(
            "employment",
            "staff-field-employment",
            choices::employments(t),
        ),
        select("job", "staff-field-job-family", families),
        form.text("qualification", &t.say("staff-field-qualification"))
            .value(state.condition("qualification").unwrap_or_default())
            .small(),
        select("years", "staff-field-since", years),
        form.text("on", &t.say("staff-as-of"))
            .value(state.condition("on").unwrap_or_default())
            .small(),
    ];
    Ok((first, more))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_years_back_from_the_end_of_february_is_the_first_of_march() {
        assert_eq!(
            back(Date::constant(2028, 2, 29), 1),
            Date::constant(2027, 3, 1)
        );
        assert_eq!(
            back(Date::constant(2026, 11, 22), 3),
            Date::constant(2023, 11, 22)
        );
    }
}
