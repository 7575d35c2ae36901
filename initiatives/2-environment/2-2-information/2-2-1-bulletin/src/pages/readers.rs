//! Who has confirmed a must-read; of an ordinary post only how many have opened it.

use super::parts::{SECTION, confirm_text, desk, href, part, post_id};
use crate::acts::{self, Found, receipts_of, receipts_scope};
use crate::records::MustRead;
use crate::rules::own_sections;
use crate::store::{self, Receipt, ReceiptsOf, Which};
use access::{PeopleScope, ViewBulletin};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use exchange::csv::{Field as Cell, write_utf8};
use people::{EmployeeId, Page as Part, UnitId, UnitTree};
use screen::form::Entries;
use screen::kit::grouped;
use screen::table::{Pager, TableState};
use screen::visit::Visit;
use screen::{Download, May, Notice, Page, PageError, date_text, see_other};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use words::Text;

/// More people than any city employs.
const ALL: Part = Part {
    offset: 0,
    limit: 200_000,
};

/// Somebody as the list shows them.
struct Line {
    id: String,
    name: String,
    unit: String,
    opened: String,
    confirmed: String,
}

/// How a section stands.
struct SectionLine {
    name: String,
    expected: String,
    confirmed: String,
    percent: i64,
    rate: String,
}

/// The list of a must-read.
struct List {
    missing: bool,
    lines: Vec<Line>,
    sections: Vec<SectionLine>,
    pager: Pager,
    csv: String,
}

#[derive(Template)]
#[template(path = "bulletin_readers.html")]
struct ReadersPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    here: String,
    facts: Vec<(String, String)>,
    percent: Option<i64>,
    rate: String,
    reminds: bool,
    partial: bool,
    views: Vec<(String, String, bool)>,
    list: Option<List>,
}

/// A post whose readers the person may look at, with the people whom they may see.
async fn found(may: &May<ViewBulletin>, id: &str) -> Result<(Found, PeopleScope), PageError> {
    let found = acts::find(may.db(), &may.allowed, may.today(), post_id(id)?).await?;
    let scope = receipts_scope(&found, &may.allowed)?;
    let must_read = found.post.entry.must_read.is_some();
    if found.post.posted.is_none() || !must_read && !found.standing.looks_after() {
        return Err(PageError::NotFound);
    }
    Ok((found, scope))
}

pub(super) async fn list(
    may: May<ViewBulletin>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (found, scope) = found(&may, &id).await?;
    let (t, post) = (&may.text, &found.post);
    let audience = post.audience_count.unwrap_or(0);
    let rate = crate::figures::read_rate(post.readers, audience);
    let title = may.say("bulletin-readers");
    let main = ReadersPage {
        t,
        title: title.clone(),
        trail: vec![
            (may.say("bulletin-navigation"), SECTION.to_owned()),
            (post.entry.title.clone(), href(post.id)),
        ],
        here: format!("{}/readers", href(post.id)),
        facts: facts(&may, &found).await?,
        percent: percent(post.readers, audience),
        rate: rate.map(|rate| format!("{rate}%")).unwrap_or_default(),
        reminds: found.standing.looks_after()
            && found.doing().readers
            && post.entry.must_read.is_some()
            && post.readers < audience,
        partial: !scope.all(),
        views: views(&may, &found),
        list: match post.entry.must_read {
            Some(_) => Some(of_must_read(&may, &found, &scope).await?),
            None => None,
        },
    };
    may.page(Page::new(title, SECTION), &main)
}

/// Whole percent, for a bar.
fn percent(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| (part * 100 / whole).clamp(0, 100))
}

async fn facts(visit: &Visit, found: &Found) -> Result<Vec<(String, String)>, PageError> {
    let (t, post) = (&visit.text, &found.post);
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let people = |n: i64| t.say1("bulletin-people", "n", grouped(n));
    let totals = store::totals(visit.db(), post.id, post.confirm_edition).await?;
    let mut facts = Vec::new();
    if let Some(posted) = post.posted {
        let day = date_text::day(posted.on, t.language());
        facts.push(fact("bulletin-posted-on", day));
    }
    if let Some(MustRead { by }) = post.entry.must_read {
        facts.push(fact("bulletin-must-read", confirm_text(by, t)));
    }
    match post.audience_count {
        Some(audience) => facts.push(fact("bulletin-audience-count", people(audience))),
        None => facts.push(fact(
            "bulletin-audience-count",
            t.say("bulletin-not-counted-yet").into_owned(),
        )),
    }
    facts.push(fact("bulletin-opened-count", people(totals.opened)));
    if post.entry.must_read.is_some() {
        facts.push(fact("bulletin-confirmed-count", people(totals.confirmed)));
    }
    Ok(facts)
}

/// The list of everybody, of those who have confirmed and of the others.
fn views(visit: &Visit, found: &Found) -> Vec<(String, String, bool)> {
    let here = format!("{}/readers", href(found.post.id));
    let state = TableState::read(&here, visit.uri.query(), &[""], "");
    let which = Which::of_word(state.condition("which").unwrap_or_default());
    let view = |one: Which| {
        let label = visit.say(match one {
            Which::Missing => "bulletin-which-missing",
            Which::Confirmed => "bulletin-which-confirmed",
            Which::All => "bulletin-which-all",
        });
        (label, format!("{here}?which={}", one.word()), one == which)
    };
    Which::ALL.map(view).to_vec()
}

async fn of_must_read(
    visit: &Visit,
    found: &Found,
    scope: &PeopleScope,
) -> Result<List, PageError> {
    let t = &visit.text;
    let here = format!("{}/readers", href(found.post.id));
    let state = TableState::read(&here, visit.uri.query(), &[""], "");
    let which = Which::of_word(state.condition("which").unwrap_or_default());
    let of = ReceiptsOf {
        which,
        ..receipts_of(found, scope)
    };
    let total = store::receipts_count(visit.db(), of).await?;
    let receipts = store::receipts(visit.db(), of, part(&state, total)).await?;
    let units = people::units_on(visit.db(), visit.today()).await?;
    let sections = by_section(store::by_unit(visit.db(), of).await?, &units, t);
    Ok(List {
        missing: which == Which::Missing,
        lines: receipts.iter().map(|one| line(one, &units, t)).collect(),
        sections,
        pager: state.pager(total, t),
        csv: state.export(".csv"),
    })
}

fn line(receipt: &Receipt, units: &UnitTree, t: &Text) -> Line {
    let moment = |at| date_text::short_moment(at, t.language());
    let confirmed = receipt.confirmed.map(moment).unwrap_or_default();
    Line {
        id: receipt.employee.to_string(),
        name: receipt.name.clone(),
        unit: receipt
            .unit
            .map(|unit| units.path(unit))
            .unwrap_or_default(),
        opened: receipt.opened.map(moment).unwrap_or_default(),
        confirmed: match &receipt.noted_by {
            Some(by) => t.say2("bulletin-on-paper", "at", confirmed, "by", by.as_str()),
            None => confirmed,
        },
    }
}

/// The units' numbers added up by section, in the order of the organisation.
fn by_section(all: Vec<store::Standings>, units: &UnitTree, t: &Text) -> Vec<SectionLine> {
    let order: BTreeMap<UnitId, usize> = units
        .iter()
        .enumerate()
        .map(|(at, (_, unit))| (unit.unit, at))
        .collect();
    let mut sections: BTreeMap<(usize, Option<UnitId>), (i64, i64)> = BTreeMap::new();
    for one in all {
        let section = one
            .unit
            .and_then(|unit| own_sections(&[unit], units).first().copied());
        let at = section.and_then(|unit| order.get(&unit).copied());
        let sum = sections
            .entry((at.unwrap_or(usize::MAX), section))
            .or_default();
        sum.0 += one.expected;
        sum.1 += one.confirmed;
    }
    let shown = |((_, section), (expected, confirmed)): ((usize, Option<UnitId>), (i64, i64))| {
        let name = section.and_then(|unit| units.get(unit));
        let rate = crate::figures::read_rate(confirmed, expected);
        SectionLine {
            name: name.map_or_else(
                || t.say("bulletin-no-unit").into_owned(),
                |unit| unit.name.to_string(),
            ),
            expected: grouped(expected),
            confirmed: grouped(confirmed),
            percent: percent(confirmed, expected).unwrap_or(0),
            rate: rate.map(|rate| format!("{rate}%")).unwrap_or_default(),
        }
    };
    sections.into_iter().map(shown).collect()
}

/// The list as a file; whoever takes it stands in the journal.
pub(super) async fn csv(
    may: May<ViewBulletin>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (found, scope) = found(&may, &id).await?;
    if found.post.entry.must_read.is_none() {
        return Err(PageError::NotFound);
    }
    let state = TableState::read("", may.uri.query(), &[""], "");
    let of = ReceiptsOf {
        which: Which::of_word(state.condition("which").unwrap_or_default()),
        ..receipts_of(&found, &scope)
    };
    let receipts = store::receipts(may.db(), of, ALL).await?;
    let units = people::units_on(may.db(), may.today()).await?;
    let t = &may.text;
    let entry = journal::Entry {
        act: "bulletin.receipts.exported",
        subject: &format!("bulletin-post:{}", found.post.id),
        detail: &json!({ "people": receipts.len(), "which": of.which.word() }),
    };
    let mut tx = may.db().begin().await?;
    journal::look(&mut tx, may.now, &may.actor, entry).await?;
    tx.commit().await?;
    let heads = [
        "bulletin-name",
        "bulletin-unit",
        "bulletin-opened-at",
        "bulletin-confirmed-at-head",
    ];
    let heads = heads.map(|key| Cell::from(t.say(key).as_ref())).to_vec();
    let rows = receipts.iter().map(|one| {
        let line = line(one, &units, t);
        let cells = [line.name, line.unit, line.opened, line.confirmed];
        cells.map(|cell| Cell::from(cell.as_str())).to_vec()
    });
    let rows: Vec<Vec<Cell>> = std::iter::once(heads).chain(rows).collect();
    let file = Download {
        name: format!("{}_{}.csv", may.say("bulletin-readers"), may.today()),
        media: "text/csv; charset=utf-8",
        bytes: write_utf8(&rows),
        inline: false,
    };
    Ok(file.into_response())
}

pub(super) async fn paper(
    may: May<ViewBulletin>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let id = post_id(&id)?;
    let entries = Entries::parse(&body);
    let people: BTreeSet<EmployeeId> = entries
        .all("employee")
        .filter_map(|one| one.parse().ok())
        .collect();
    if people.is_empty() {
        return Err(PageError::Refused("bulletin-nobody-chosen"));
    }
    let noted = acts::note_paper(may.db(), &desk(&may), &may.allowed, id, &people).await?;
    let notice = Notice::new("bulletin-done-paper").with("n", noted);
    Ok(see_other(&format!("{}/readers", href(id)), Some(notice)))
}

pub(super) async fn remind(
    may: May<ViewBulletin>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = post_id(&id)?;
    let told = acts::remind(may.db(), &desk(&may), &may.allowed, id).await?;
    let notice = Notice::new("bulletin-done-reminded").with("n", told);
    Ok(see_other(&format!("{}/readers", href(id)), Some(notice)))
}
