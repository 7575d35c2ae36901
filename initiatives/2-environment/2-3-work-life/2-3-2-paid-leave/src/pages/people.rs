//! People with what they took in a fiscal year: those behind the target first.

use super::file::{self, Sheet};
use super::frame::{SECTION, decimal_days, fiscal, fiscal_name, rules, sees_others, tabs};
use crate::acts::Rules;
use crate::records::LeaveYear;
use crate::rules::Duty;
use crate::rules::entitlement::{of_fiscal_year, pattern};
use crate::rules::ledger::Balance;
use crate::store::{self, PeopleAsked, PersonLine};
use access::{PeopleScope, ViewLeave};
use askama::Template;
use axum::response::Response;
use calendar::{Date, FiscalYear, Minutes};
use exchange::{Column, ColumnKind};
use people::{EmployeeId, UnitId, UnitKind, UnitTree};
use screen::form::{Choice, Field, Form};
use screen::table::{Exports, OrderFields, Pager, SortHead, TableState};
use screen::{May, Page, PageError};
use std::collections::HashMap;
use std::sync::Arc;
use words::Text;

const HERE: &str = "/leave/people";

/// Everybody is below this.
const ANY: Minutes = Minutes(i64::MAX / 4);

/// What the address asks for.
struct Asked {
    state: TableState,
    scope: PeopleScope,
    tree: Arc<UnitTree>,
    unit: Option<UnitId>,
    units: Option<Vec<UnitId>>,
    /// Days below which people are listed.
    below: Option<i64>,
    year: FiscalYear,
    from: Date,
    to: Date,
    today: Date,
    rules: Rules,
}

impl Asked {
    fn people(&self) -> PeopleAsked<'_> {
        PeopleAsked {
            scope: &self.scope,
            // In a year that is over, everything is past.
            today: self.today.min(self.to.yesterday().unwrap_or(self.to)),
            from: self.from,
            to: self.to,
            units: self.units.as_deref(),
            below: self
                .below
                .map_or(ANY, |days| Minutes(days * self.rules.policy.day.0)),
            by_name: self.state.sort() == "name",
        }
    }
}

async fn read(may: &May<ViewLeave>) -> Result<Asked, PageError> {
    if !sees_others(&may.allowed) {
        return Err(PageError::NotFound);
    }
    let state = TableState::read(HERE, may.uri.query(), &["used", "name"], "used");
    let (year, from, to) = fiscal(may);
    let tree = people::units_on(may.db(), may.today()).await?;
    let unit = state
        .condition("unit")
        .and_then(|text| text.parse().ok())
        .map(UnitId)
        .filter(|unit| tree.get(*unit).is_some());
    let units = unit.map(|unit| tree.subtree(unit).map(|one| one.unit).collect());
    let rules = rules(may).await?;
    let below = match state.condition("below") {
        Some("five") => Some(5),
        Some("all") => None,
        _ => Some(rules.policy.target_days),
    };
    Ok(Asked {
        scope: may.allowed.people(),
        state,
        tree,
        unit,
        units,
        below,
        year,
        from,
        to,
        today: may.today(),
        rules,
    })
}

/// Somebody as the list shows them.
struct Line {
    name: String,
    href: String,
    unit: String,
    brought: String,
    used: String,
    ahead: String,
    pending: String,
    left: String,
    missing: String,
    tag: Option<(String, &'static str)>,
}

#[derive(Template)]
#[template(path = "leave/people.html")]
struct PeoplePage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    tabs: Vec<(String, String, bool)>,
    order: OrderFields,
    fields: Vec<Field>,
    heads: Vec<SortHead>,
    exports: Exports,
    lines: Vec<Line>,
    pager: Pager,
}

pub(crate) async fn list(may: May<ViewLeave>) -> Result<Response, PageError> {
    let asked = read(&may).await?;
    let wanted = asked.people();
    let total = store::people_behind_count(may.db(), &wanted).await?;
    let (offset, limit) = (asked.state.offset(total), asked.state.limit());
    let found = store::people_behind(may.db(), &wanted, offset, limit).await?;
    let balances = balances(&may, &asked, &found).await?;
    let t = &may.text;
    let title = may.say("paid-leave-people");
    let lines = found
        .iter()
        .map(|one| line(&asked, one, balances.get(&one.employee), t))
        .collect();
    let head = |column: &'static str, key: &str| asked.state.head(column, &t.say(key), t);
    let main = PeoplePage {
        t,
        title: title.clone(),
        lead: t.say2(
            "paid-leave-people-lead",
            "year",
            fiscal_name(asked.year, t),
            "target",
            asked.rules.policy.target_days,
        ),
        tabs: tabs(&may, HERE),
        order: asked.state.order_fields(),
        fields: fields(&asked, t),
        heads: vec![
            head("name", "paid-leave-field-person"),
            head("used", "paid-leave-field-used-in-year").right(),
        ],
        exports: asked.state.exports(t),
        lines,
        pager: asked.state.pager(total, t),
    };
    may.page(Page::new(title, SECTION), &main)
}

/// The leave year in which the list shows what people have: that of today, or of the end of a past year.
fn leave_year(asked: &Asked) -> LeaveYear {
    let day = asked.today.min(asked.to.yesterday().unwrap_or(asked.to));
    asked.rules.year(people::Employment::Regular, day)
}

async fn balances(
    may: &May<ViewLeave>,
    asked: &Asked,
    found: &[PersonLine],
) -> Result<HashMap<EmployeeId, Balance>, PageError> {
    let ids: Vec<EmployeeId> = found.iter().map(|one| one.employee).collect();
    let year = leave_year(asked);
    Ok(store::balances(may.db(), &ids, year.first, asked.today).await?)
}

fn fields(asked: &Asked, t: &Text) -> Vec<Field> {
    let form = Form::new(t);
    let sections = asked.tree.iter().filter(|(_, unit)| {
        matches!(unit.kind, UnitKind::Department | UnitKind::Section)
            && (asked.scope.all()
                || asked
                    .tree
                    .subtree(unit.unit)
                    .any(|below| asked.scope.holds(0, &[below.unit.0])))
    });
    let mut units = vec![Choice::new("", t.say("paid-leave-everywhere"))];
    units.extend(sections.map(|(_, unit)| Choice::new(unit.unit, asked.tree.path(unit.unit))));
    let below = [
        ("target", "paid-leave-below-target"),
        ("five", "paid-leave-below-five"),
        ("all", "paid-leave-below-all"),
    ]
    .map(|(word, key)| Choice::new(word, t.say(key)));
    let years = (0..6)
        .map(|back| FiscalYear(FiscalYear::of(asked.today).0 - back))
        .map(|year| Choice::new(year.0, fiscal_name(year, t)));
    vec![
        form.select("year", &t.say("paid-leave-field-year"), years.collect())
            .value(asked.year.0)
            .small(),
        form.select("unit", &t.say("paid-leave-field-section"), units)
            .value(asked.unit.map_or_else(String::new, |unit| unit.to_string()))
            .small(),
        form.select("below", &t.say("paid-leave-field-below"), below.to_vec())
            .value(asked.state.condition("below").unwrap_or("target"))
            .small(),
    ]
}

fn line(asked: &Asked, one: &PersonLine, balance: Option<&Balance>, t: &Text) -> Line {
    let policy = &asked.rules.policy;
    let day = pattern(&one.served, policy).day;
    let balance = balance.copied().unwrap_or_default();
    let taken = one.used + one.ahead;
    let missing = Minutes(policy.target_days * day.0) - taken;
    let duty = policy.duty_of(&one.job_family, of_fiscal_year(one.served.employment));
    let few = taken < Minutes(5 * day.0);
    Line {
        name: one.name.full(),
        href: format!("{HERE}/{}", one.employee),
        unit: one
            .unit
            .map_or_else(String::new, |unit| asked.tree.path(unit)),
        brought: decimal_days(balance.brought(), day),
        used: decimal_days(one.used, day),
        ahead: decimal_days(one.ahead, day),
        pending: decimal_days(balance.pending, day),
        left: decimal_days(balance.left(), day),
        missing: if missing > Minutes(0) {
            decimal_days(missing, day)
        } else {
            String::new()
        },
        tag: match duty {
            Duty::Legal if few => Some((t.say("paid-leave-tag-legal").into_owned(), "bad")),
            Duty::Goal if few => Some((t.say("paid-leave-tag-five").into_owned(), "warn")),
            _ => None,
        },
    }
}

/// More people than any city employs.
const ALL: i64 = 200_000;

async fn sheet(may: &May<ViewLeave>) -> Result<Sheet, PageError> {
    let asked = read(may).await?;
    let found = store::people_behind(may.db(), &asked.people(), 0, ALL).await?;
    let mut balances: HashMap<EmployeeId, Balance> = HashMap::new();
    for few in found.chunks(5_000) {
        balances.extend(self::balances(may, &asked, few).await?);
    }
    let t = &may.text;
    let heads = [
        ("paid-leave-field-staff-no", 12),
        ("paid-leave-field-person", 18),
        ("paid-leave-field-section", 34),
        ("paid-leave-figure-brought", 12),
        ("paid-leave-field-used-in-year", 12),
        ("paid-leave-field-ahead-in-year", 12),
        ("paid-leave-figure-pending", 10),
        ("paid-leave-figure-left", 10),
        ("paid-leave-figure-missing", 12),
    ];
    let columns = heads
        .map(|(key, width)| Column {
            title: t.say(key).into_owned(),
            width,
            kind: ColumnKind::Text,
        })
        .to_vec();
    let rows: Vec<Vec<String>> = found
        .iter()
        .map(|one| {
            let line = line(&asked, one, balances.get(&one.employee), t);
            vec![
                one.staff_no.clone(),
                line.name,
                line.unit,
                line.brought,
                line.used,
                line.ahead,
                line.pending,
                line.left,
                line.missing,
            ]
        })
        .collect();
    Ok(Sheet {
        title: format!("{}_{}", may.say("paid-leave-people"), asked.year),
        columns,
        people: rows.len(),
        rows,
    })
}

pub(crate) async fn csv(may: May<ViewLeave>) -> Result<Response, PageError> {
    let sheet = sheet(&may).await?;
    file::csv(&may, sheet).await
}

pub(crate) async fn workbook(may: May<ViewLeave>) -> Result<Response, PageError> {
    let sheet = sheet(&may).await?;
    file::workbook(&may, sheet).await
}
