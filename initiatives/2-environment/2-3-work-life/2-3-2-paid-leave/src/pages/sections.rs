//! Sections beside each other: mean days taken, people with less than five.

use super::frame::{SECTION, asked, decimal_days, fiscal, fiscal_name, rules, sees_others, tabs};
use crate::store::{self, UnitTaken};
use access::ViewLeave;
use askama::Template;
use axum::response::Response;
use calendar::{FiscalYear, Minutes};
use people::{UnitId, UnitKind};
use screen::form::{Choice, Field, Form};
use screen::{May, Page, PageError};
use std::collections::HashMap;
use words::Text;

const HERE: &str = "/leave/sections";

struct Line {
    place: String,
    unit: String,
    href: String,
    people: i64,
    mean: String,
    few: i64,
    /// The mean in twentieths of the target, for the bar.
    share: u64,
    reached: bool,
}

#[derive(Template)]
#[template(path = "leave/sections.html")]
struct SectionsPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    tabs: Vec<(String, String, bool)>,
    year: Field,
    lines: Vec<Line>,
    all: String,
    all_people: i64,
    all_few: i64,
}

pub(crate) async fn show(may: May<ViewLeave>) -> Result<Response, PageError> {
    if !sees_others(&may.allowed) {
        return Err(PageError::NotFound);
    }
    let (t, today) = (&may.text, may.today());
    let (year, from, to) = fiscal(&may);
    let rules = rules(&may).await?;
    let on = today.min(to.yesterday().unwrap_or(to));
    let end = on.tomorrow().unwrap_or(on);
    let taken = store::taken_by_unit(may.db(), on, from, end).await?;
    let tree = people::units_on(may.db(), on).await?;
    let scope = may.allowed.people();
    let mut sections: HashMap<UnitId, UnitTaken> = HashMap::new();
    let mut whole = UnitTaken::default();
    for (unit, taken) in taken {
        let section = tree
            .upward(unit)
            .find(|one| one.kind == UnitKind::Section)
            .map_or(unit, |one| one.unit);
        for sum in [sections.entry(section).or_default(), &mut whole] {
            sum.people += taken.people;
            sum.used = sum.used + taken.used;
            sum.few += taken.few;
        }
    }
    let day = rules.policy.day;
    let mean = |one: &UnitTaken| Minutes(one.used.0 / one.people.max(1));
    let visible = |unit: &UnitId| {
        scope.all()
            || tree
                .subtree(*unit)
                .any(|below| scope.holds(0, &[below.unit.0]))
    };
    let mut ranked: Vec<(UnitId, UnitTaken)> = sections
        .into_iter()
        .filter(|(_, one)| one.people > 0)
        .collect();
    ranked.sort_by_key(|(unit, one)| (-mean(one).0, unit.0));
    let target = rules.policy.target_days * day.0;
    let lines = ranked
        .iter()
        .enumerate()
        .filter(|(_, (unit, _))| visible(unit))
        .map(|(place, (unit, one))| Line {
            place: (place + 1).to_string(),
            unit: tree.path(*unit),
            href: format!("/leave/people?unit={unit}&below=all&year={}", year.0),
            people: one.people,
            mean: decimal_days(mean(one), day),
            few: one.few,
            share: u64::try_from(mean(one).0 * 200 / target.max(1))
                .unwrap_or(0)
                .min(200),
            reached: mean(one).0 >= target,
        })
        .collect();
    let years = (0..6)
        .map(|back| FiscalYear(FiscalYear::of(today).0 - back))
        .map(|year| Choice::new(year.0, fiscal_name(year, t)))
        .collect();
    let title = may.say("paid-leave-sections");
    let main = SectionsPage {
        t,
        title: title.clone(),
        lead: t.say2(
            "paid-leave-people-lead",
            "year",
            fiscal_name(year, t),
            "target",
            rules.policy.target_days,
        ),
        tabs: tabs(&may, HERE),
        year: Form::new(t)
            .select("year", &t.say("paid-leave-field-year"), years)
            .value(asked(&may, "year").unwrap_or_else(|| year.0.to_string()))
            .small(),
        lines,
        all: decimal_days(mean(&whole), day),
        all_people: whole.people,
        all_few: whole.few,
    };
    may.page(Page::new(title, SECTION), &main)
}
