//! People by month: who has worked how much, who nears a limit. Heads see their members, 庶務担当 those of the
//! sections they serve, personnel everybody.

use super::files::{Sheet, column, decimal};
use super::frame::{
    Asked, SECTION, heat, limit_text, local, month_at, month_text, names, unit_choices, year_text,
};
use crate::records::{Month, clock};
use crate::rules::standing::{Standing, standing};
use crate::settings::Rules;
use crate::years::{self, PersonYear, YearTable, day_in};
use access::{Allowed, PeopleScope, ViewOvertime};
use askama::Template;
use axum::extract::RawQuery;
use axum::response::Response;
use exchange::ColumnKind;
use people::{EmployeeId, UnitId};
use screen::form::{Field, Form};
use screen::table::{Exports, OrderFields, Pager, SortHead, TableState};
use screen::visit::Visit;
use screen::{May, Page, PageError};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use words::Text;

const HERE: &str = "/overtime/section";

/// A month of a person.
pub(super) struct Cell {
    pub hours: String,
    pub heat: u8,
    pub broken: bool,
}

struct Line {
    href: String,
    number: String,
    name: String,
    unit: String,
    cells: Vec<Cell>,
    total: String,
    left: String,
    tone: &'static str,
    limit: String,
}

#[derive(Template)]
#[template(path = "overtime/section.html")]
struct SectionPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    local: Vec<(String, String, bool)>,
    here: &'static str,
    year: Field,
    unit: Field,
    order: OrderFields,
    months: Vec<String>,
    heads: [SortHead; 2],
    lines: Vec<Line>,
    pager: Pager,
    exports: Exports,
}

/// The people of a year whom the reader may see, as of today.
pub(super) async fn in_scope(
    visit: &Visit,
    scope: &PeopleScope,
    table: &Arc<YearTable>,
) -> Result<Vec<usize>, PageError> {
    if scope.all() {
        return Ok((0..table.people.len()).collect());
    }
    // Whom somebody may see is decided by where people serve today, whichever year is looked at.
    let today = years::of_everybody(visit.db(), visit.fiscal_year(), visit.today()).await?;
    let unit = |employee: EmployeeId| today.of(employee).and_then(|person| person.unit);
    let seen = |person: &PersonYear| {
        let units: Vec<i64> = unit(person.employee)
            .map(|unit| unit.0)
            .into_iter()
            .collect();
        scope.holds(person.employee.0, &units)
    };
    let all = table.people.iter().enumerate();
    Ok(all
        .filter(|(_, person)| seen(person))
        .map(|(at, _)| at)
        .collect())
}

/// Those of the year who are asked for, with how they stand, the nearest to a limit first or the longest hours.
async fn wanted(
    visit: &Visit,
    allowed: &Allowed<ViewOvertime>,
    asked: &Asked,
    state: &TableState,
) -> Result<(Arc<YearTable>, Vec<(usize, Standing)>), PageError> {
    let rules = Rules::of(&visit.settings);
    let table = years::of_everybody(visit.db(), asked.year, visit.today()).await?;
    let on = day_in(asked.year, visit.today());
    let below: Option<HashSet<UnitId>> = asked.unit().map(|unit| {
        let inside = table.tree.subtree(unit);
        inside.map(|unit| unit.unit).collect()
    });
    let within = |person: &PersonYear| match (&below, person.unit) {
        (None, _) => true,
        (Some(below), Some(unit)) => below.contains(&unit),
        (Some(_), None) => false,
    };
    let mut found: Vec<(usize, Standing)> = in_scope(visit, &allowed.people(), &table)
        .await?
        .into_iter()
        .filter(|at| within(&table.people[*at]))
        .map(|at| {
            let record = &table.people[at].record;
            (at, standing(record, &rules.limits, &rules.warnings, on))
        })
        .collect();
    let turned = state.descending();
    match state.sort() {
        "hours" => found.sort_by_key(|(at, standing)| (-standing.in_year, *at)),
        _ => found.sort_by_key(|(at, standing)| (standing.left().unwrap_or(i64::MAX), *at)),
    }
    if turned {
        found.reverse();
    }
    Ok((table, found))
}

fn state(query: Option<&str>) -> TableState {
    TableState::read(HERE, query, &["left", "hours"], "left")
}

pub(super) async fn page(
    may: May<ViewOvertime>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let t = &may.text;
    let asked = Asked::read(&may);
    let state = state(query.as_deref());
    let (table, found) = wanted(&may, &may.allowed, &asked, &state).await?;
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let first = usize::try_from(state.offset(total)).unwrap_or(0);
    let count = usize::try_from(state.limit()).unwrap_or(0);
    let shown: Vec<&(usize, Standing)> = found.iter().skip(first).take(count).collect();
    let people: Vec<EmployeeId> = shown
        .iter()
        .map(|(at, _)| table.people[*at].employee)
        .collect();
    let names = names(&may, &people).await?;
    let title = may.say("overtime-section");
    let main = SectionPage {
        t,
        lead: year_text(asked.year, t),
        local: local(&may, &asked, HERE),
        here: HERE,
        year: asked.field(&may),
        unit: Form::new(t)
            .select(
                "unit",
                &t.say("overtime-unit"),
                unit_choices(&table.tree, Some(may.say("overtime-all-units"))),
            )
            .value(
                asked
                    .unit()
                    .map(|unit| unit.to_string())
                    .unwrap_or_default(),
            )
            .small(),
        order: state.order_fields(),
        months: (0..12)
            .map(|place| month_text(month_at(asked.year, place), t))
            .collect(),
        heads: [
            state.head("hours", &t.say("overtime-total"), t).right(),
            state.head("left", &t.say("overtime-left"), t).right(),
        ],
        lines: shown
            .iter()
            .map(|(at, standing)| line(&asked, &table, (*at, standing), &names, t))
            .collect(),
        pager: state.pager(total, t),
        exports: state.exports(t),
        title: title.clone(),
    };
    may.page(Page::new(title, SECTION), &main)
}

/// The months of a person as cells; months that have not begun are blank.
pub(super) fn cells(person: &PersonYear, standing: &Standing) -> Vec<Cell> {
    (0..12)
        .map(|place| {
            let minutes = person.record.counted[place];
            let begun = place < person.record.begun;
            Cell {
                hours: if begun { clock(minutes) } else { String::new() },
                heat: if begun { heat(minutes) } else { 0 },
                broken: standing
                    .breaches
                    .iter()
                    .any(|breach| breach.month == place && !breach.special),
            }
        })
        .collect()
}

fn line(
    asked: &Asked,
    table: &YearTable,
    (at, standing): (usize, &Standing),
    names: &HashMap<EmployeeId, (String, String)>,
    t: &Text,
) -> Line {
    let person = &table.people[at];
    let (number, name) = names.get(&person.employee).cloned().unwrap_or_default();
    let tightest = standing.margins.first();
    Line {
        href: asked.link(&format!("/overtime/people/{}", person.employee)),
        number,
        name,
        unit: person
            .unit
            .map(|unit| table.tree.path(unit))
            .unwrap_or_default(),
        cells: cells(person, standing),
        total: clock(standing.in_year),
        left: tightest.map_or_else(|| "―".to_owned(), |margin| clock(margin.left)),
        tone: match tightest.map(|margin| margin.left) {
            Some(..=-1) => "bad",
            Some(0..=599) => "warn",
            Some(_) => "ok",
            None => "",
        },
        limit: tightest.map_or_else(
            || t.say("overtime-outside-short").into_owned(),
            |margin| limit_text(margin.limit, t),
        ),
    }
}

async fn sheet(may: &May<ViewOvertime>, query: Option<&str>) -> Result<Sheet, PageError> {
    let t = &may.text;
    let asked = Asked::read(may);
    let (table, found) = wanted(may, &may.allowed, &asked, &state(query)).await?;
    let people: Vec<EmployeeId> = found
        .iter()
        .map(|(at, _)| table.people[*at].employee)
        .collect();
    let names = names(may, &people).await?;
    let mut columns = vec![
        column(t.say("overtime-number"), 12, ColumnKind::Text),
        column(t.say("overtime-name"), 18, ColumnKind::Text),
        column(t.say("overtime-unit"), 32, ColumnKind::Text),
    ];
    columns.extend(
        Month::of_year(asked.year).map(|month| column(month_text(month, t), 8, ColumnKind::Number)),
    );
    columns.push(column(t.say("overtime-total"), 10, ColumnKind::Number));
    columns.push(column(t.say("overtime-left"), 10, ColumnKind::Number));
    columns.push(column(t.say("overtime-limit"), 28, ColumnKind::Text));
    let rows = found.iter().map(|(at, standing)| {
        let person = &table.people[*at];
        let (number, name) = names.get(&person.employee).cloned().unwrap_or_default();
        let unit = person
            .unit
            .map(|unit| table.tree.path(unit))
            .unwrap_or_default();
        let mut row = vec![number, name, unit];
        row.extend(
            person
                .record
                .counted
                .iter()
                .enumerate()
                .map(|(place, minutes)| {
                    if place < person.record.begun {
                        decimal(*minutes)
                    } else {
                        String::new()
                    }
                }),
        );
        let tightest = standing.margins.first();
        row.push(decimal(standing.in_year));
        row.push(
            tightest
                .map(|margin| decimal(margin.left))
                .unwrap_or_default(),
        );
        row.push(
            tightest
                .map(|margin| limit_text(margin.limit, t))
                .unwrap_or_default(),
        );
        row
    });
    Ok(Sheet {
        name: may.say("overtime-section-file"),
        columns,
        rows: rows.collect(),
    })
}

pub(super) async fn csv(
    may: May<ViewOvertime>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    Ok(sheet(&may, query.as_deref()).await?.csv(&may))
}

pub(super) async fn xlsx(
    may: May<ViewOvertime>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    Ok(sheet(&may, query.as_deref()).await?.xlsx(&may)?)
}
