//! Who has broken which limit, whether the head has explained it, and for whom a physician's interview is due.

use super::files::{Sheet, column, decimal};
use super::frame::{Asked, SECTION, limit_text, local, month_at, month_text, names, year_text};
use super::section::in_scope;
use crate::records::clock;
use crate::rules::health::{Ground, interview};
use crate::rules::limits::{Limit, breaches};
use crate::settings::Rules;
use crate::store::keeping;
use crate::years::{self, YearTable};
use access::ViewOvertime;
use askama::Template;
use axum::extract::RawQuery;
use axum::response::Response;
use exchange::ColumnKind;
use people::EmployeeId;
use screen::form::{Choice, Field, Form};
use screen::table::{Exports, Pager, TableState};
use screen::visit::Visit;
use screen::{May, Page, PageError};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use words::Text;

const HERE: &str = "/overtime/limits";
/// The name under which the physician's interviews stand among the limits.
const INTERVIEW: &str = "interview";

/// Somebody in a month.
struct Case {
    person: usize,
    month: usize,
    what: What,
    minutes: i64,
    special: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Broken(Limit),
    Interview(Ground),
}

impl What {
    fn name(self) -> &'static str {
        match self {
            What::Broken(limit) => limit.name(),
            What::Interview(_) => INTERVIEW,
        }
    }

    fn text(self, t: &Text) -> String {
        match self {
            What::Broken(limit) => limit_text(limit, t),
            What::Interview(ground) => t
                .say(&format!("overtime-interview-{}", ground.name()))
                .into_owned(),
        }
    }
}

struct Line {
    href: String,
    number: String,
    name: String,
    unit: String,
    month: String,
    what: String,
    hours: String,
    special: bool,
    explained: Option<bool>,
}

#[derive(Template)]
#[template(path = "overtime/limits.html")]
struct LimitsPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    local: Vec<(String, String, bool)>,
    here: &'static str,
    year: Field,
    limit: Field,
    counts: Vec<(String, String)>,
    lines: Vec<Line>,
    pager: Pager,
    exports: Exports,
}

/// Everything of the year that the reader may see, the latest month first.
async fn cases(
    may: &May<ViewOvertime>,
    asked: &Asked,
) -> Result<(Arc<YearTable>, Vec<Case>), PageError> {
    let rules = Rules::of(&may.settings);
    let table = years::of_everybody(may.db(), asked.year, may.today()).await?;
    let mut all = Vec::new();
    for at in in_scope(may, &may.allowed.people(), &table).await? {
        let person = &table.people[at];
        for breach in breaches(&person.record, &rules.limits) {
            let share = match breach.limit {
                Limit::Mean(months) => i64::from(months),
                _ => 1,
            };
            all.push(Case {
                person: at,
                month: breach.month,
                what: What::Broken(breach.limit),
                minutes: breach.used / share,
                special: breach.special,
            });
        }
        for month in 0..person.record.begun {
            let holiday = person.holiday[month];
            if let Some(ground) = interview(&person.record, holiday, month, &rules.interviews) {
                all.push(Case {
                    person: at,
                    month,
                    what: What::Interview(ground),
                    minutes: person.record.counted[month] + holiday,
                    special: false,
                });
            }
        }
    }
    all.sort_by_key(|case| (std::cmp::Reverse(case.month), case.person));
    Ok((table, all))
}

fn chosen(asked: &Asked) -> Option<String> {
    asked
        .entries
        .text("limit")
        .filter(|limit| !limit.is_empty())
}

fn narrowed(asked: &Asked, all: Vec<Case>) -> Vec<Case> {
    let limit = chosen(asked);
    all.into_iter()
        .filter(|case| {
            limit
                .as_deref()
                .is_none_or(|limit| case.what.name() == limit)
        })
        .collect()
}

pub(super) async fn page(
    may: May<ViewOvertime>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let t = &may.text;
    let asked = Asked::read(&may);
    let state = TableState::read(HERE, query.as_deref(), &[""], "");
    let (table, all) = cases(&may, &asked).await?;
    let counts = counts(&all, t);
    let all = narrowed(&asked, all);
    let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let first = usize::try_from(state.offset(total)).unwrap_or(0);
    let shown: Vec<&Case> = all
        .iter()
        .skip(first)
        .take(usize::try_from(state.limit()).unwrap_or(0))
        .collect();
    let title = may.say("overtime-limits");
    let main = LimitsPage {
        t,
        lead: year_text(asked.year, t),
        local: local(&may, &asked, HERE),
        here: HERE,
        year: asked.field(&may),
        limit: limit_field(&asked, t),
        counts,
        lines: lines(&may, &asked, &table, &shown).await?,
        pager: state.pager(total, t),
        exports: state.exports(t),
        title: title.clone(),
    };
    may.page(Page::new(title, SECTION), &main)
}

fn limit_field(asked: &Asked, t: &Text) -> Field {
    let mut choices = vec![Choice::new("", t.say("overtime-all-limits"))];
    let mut seen = HashSet::new();
    for limit in Limit::ALL {
        if seen.insert(limit.name()) {
            choices.push(Choice::new(limit.name(), name_of(limit.name(), t)));
        }
    }
    choices.push(Choice::new(INTERVIEW, t.say("overtime-interview")));
    Form::new(t)
        .select("limit", &t.say("overtime-limit"), choices)
        .value(chosen(asked).unwrap_or_default())
        .small()
}

/// A limit without its numbers: 2～6か月平均 for all means.
fn name_of(name: &str, t: &Text) -> String {
    match name {
        INTERVIEW => t.say("overtime-interview").into_owned(),
        "mean" => t.say("overtime-limit-means").into_owned(),
        name => t.say(&format!("overtime-limit-{name}")).into_owned(),
    }
}

/// How many people for each limit.
fn counts(all: &[Case], t: &Text) -> Vec<(String, String)> {
    let mut people: BTreeMap<&str, HashSet<usize>> = BTreeMap::new();
    for case in all.iter().filter(|case| !case.special) {
        people
            .entry(case.what.name())
            .or_default()
            .insert(case.person);
    }
    people
        .into_iter()
        .map(|(name, people)| {
            (
                name_of(name, t),
                t.say1("overtime-people-count", "n", people.len()),
            )
        })
        .collect()
}

async fn lines(
    visit: &Visit,
    asked: &Asked,
    table: &YearTable,
    shown: &[&Case],
) -> Result<Vec<Line>, PageError> {
    let t = &visit.text;
    let mut people: Vec<EmployeeId> = shown
        .iter()
        .map(|case| table.people[case.person].employee)
        .collect();
    people.sort_unstable();
    people.dedup();
    let names = names(visit, &people).await?;
    let ids: Vec<i64> = people.iter().map(|one| one.0).collect();
    let months = (month_at(asked.year, 0), month_at(asked.year, 11));
    let explained = keeping::explained(visit.db(), &ids, months).await?;
    Ok(shown
        .iter()
        .map(|case| {
            let person = &table.people[case.person];
            let (number, name) = names.get(&person.employee).cloned().unwrap_or_default();
            let month = month_at(asked.year, case.month);
            let broken = matches!(case.what, What::Broken(_)) && !case.special;
            Line {
                href: asked.link(&format!("/overtime/people/{}", person.employee)),
                number,
                name,
                unit: person
                    .unit
                    .map(|unit| table.tree.path(unit))
                    .unwrap_or_default(),
                month: month_text(month, t),
                what: case.what.text(t),
                hours: clock(case.minutes),
                special: case.special,
                explained: broken.then(|| explained.contains(&(person.employee, month))),
            }
        })
        .collect())
}

async fn sheet(may: &May<ViewOvertime>) -> Result<Sheet, PageError> {
    let t = &may.text;
    let asked = Asked::read(may);
    let (table, all) = cases(may, &asked).await?;
    let all = narrowed(&asked, all);
    let shown: Vec<&Case> = all.iter().collect();
    let lines = lines(may, &asked, &table, &shown).await?;
    let rows = lines.into_iter().zip(&all).map(|(line, case)| {
        let explained = match line.explained {
            Some(true) => "overtime-explained-yes",
            Some(false) => "overtime-explained-no",
            None => "overtime-explained-none",
        };
        vec![
            line.number,
            line.name,
            line.unit,
            line.month,
            line.what,
            decimal(case.minutes),
            t.say(explained).into_owned(),
        ]
    });
    Ok(Sheet {
        name: may.say("overtime-limits-file"),
        columns: vec![
            column(t.say("overtime-number"), 12, ColumnKind::Text),
            column(t.say("overtime-name"), 18, ColumnKind::Text),
            column(t.say("overtime-unit"), 32, ColumnKind::Text),
            column(t.say("overtime-month"), 8, ColumnKind::Text),
            column(t.say("overtime-limit"), 32, ColumnKind::Text),
            column(t.say("overtime-hours"), 10, ColumnKind::Number),
            column(t.say("overtime-explanation"), 12, ColumnKind::Text),
        ],
        rows: rows.collect(),
    })
}

pub(super) async fn csv(may: May<ViewOvertime>) -> Result<Response, PageError> {
    Ok(sheet(&may).await?.csv(&may))
}

pub(super) async fn xlsx(may: May<ViewOvertime>) -> Result<Response, PageError> {
    Ok(sheet(&may).await?.xlsx(&may)?)
}
