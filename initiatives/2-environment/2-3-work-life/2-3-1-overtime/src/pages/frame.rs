//! What the pages share: the year that is looked at, ways between the pages, names, hours in words.

use crate::acts::Desk;
use crate::records::{Month, clock};
use crate::rules::limits::{Limit, Margin};
use access::{Allowed, KeepOvertime};
use anyhow::Result;
use calendar::{Date, FiscalYear, YearStyle};
use people::{EmployeeId, UnitId, UnitTree};
use screen::form::{Choice, Entries, Field, Form};
use screen::visit::Visit;
use screen::{PageError, date_text};
use std::collections::HashMap;
use words::{Argument, Language, Text};

/// The entry of the main menu.
pub(super) const SECTION: &str = "/overtime";

/// The desk of a visit.
pub(super) fn desk(visit: &Visit) -> Desk<'_> {
    Desk::now(visit.db(), &visit.site.ids, &visit.site.clock)
}

/// Whether the reader keeps everybody's overtime.
pub(super) fn keeps(visit: &Visit) -> bool {
    Allowed::<KeepOvertime>::ask(visit.actor.clone()).is_ok()
}

/// What the address asks for.
pub(super) struct Asked {
    pub entries: Entries,
    /// The fiscal year; the present one unless the address names another.
    pub year: FiscalYear,
    /// Whether the address names it.
    named: bool,
}

impl Asked {
    pub fn read(visit: &Visit) -> Asked {
        let entries = Entries::parse(visit.uri.query().unwrap_or_default().as_bytes());
        let present = visit.fiscal_year();
        let year = entries.text("year").and_then(|text| text.parse().ok());
        let year = year
            .map(FiscalYear)
            .filter(|year| years(visit).contains(year));
        Asked {
            entries,
            year: year.unwrap_or(present),
            named: year.is_some_and(|year| year != present),
        }
    }

    /// The address with the year, when it is not the present one.
    pub fn link(&self, path: &str) -> String {
        if !self.named {
            return path.to_owned();
        }
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joint}year={}", self.year)
    }

    pub fn unit(&self) -> Option<UnitId> {
        self.entries.text("unit")?.parse().ok().map(UnitId)
    }

    pub fn field(&self, visit: &Visit) -> Field {
        let t = &visit.text;
        let choices = years(visit)
            .into_iter()
            .map(|year| {
                let label = date_text::fiscal_year(year, YearStyle::Era, t.language());
                Choice::new(year, label)
            })
            .collect();
        Form::new(t)
            .select("year", &t.say("overtime-year"), choices)
            .value(self.year)
            .small()
    }
}

/// The years that can be looked at: the present one and the eleven before.
fn years(visit: &Visit) -> Vec<FiscalYear> {
    let present = visit.fiscal_year().0;
    (present - 11..=present).rev().map(FiscalYear).collect()
}

/// 令和8年度.
pub(super) fn year_text(year: FiscalYear, t: &Text) -> String {
    date_text::fiscal_year(year, YearStyle::Era, t.language())
}

/// 11月, or `Nov`.
pub(super) fn month_text(month: Month, t: &Text) -> String {
    const ENGLISH: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (_, number) = month.parts();
    match t.language() {
        Language::Japanese => format!("{number}月"),
        Language::English => usize::try_from(number - 1)
            .ok()
            .and_then(|at| ENGLISH.get(at))
            .map_or_else(String::new, |name| (*name).to_owned()),
    }
}

/// 2026年11月, or `Nov 2026`.
pub(super) fn full_month(month: Month, t: &Text) -> String {
    let (year, number) = month.parts();
    match t.language() {
        Language::Japanese => format!("{year}年{number}月"),
        Language::English => format!("{} {year}", month_text(month, t)),
    }
}

/// The month of a place in a year.
pub(super) fn month_at(year: FiscalYear, place: usize) -> Month {
    Month::of(year.first_day()).plus(i32::try_from(place).unwrap_or(0))
}

/// A limit in words.
pub(super) fn limit_text(limit: Limit, t: &Text) -> String {
    let key = format!("overtime-limit-{}", limit.name());
    match limit {
        Limit::Mean(months) => t.say1(&key, "n", i64::from(months)),
        _ => t.say(&key).into_owned(),
    }
}

/// A margin as a row: the limit, what counts, the most, what is left. Of a mean the mean.
pub(super) struct MarginLine {
    pub limit: String,
    pub used: String,
    pub most: String,
    pub left: String,
    pub tone: &'static str,
}

pub(super) fn margin_line(margin: &Margin, t: &Text) -> MarginLine {
    let share = match margin.limit {
        Limit::Mean(months) => i64::from(months),
        _ => 1,
    };
    let tone = match margin.left {
        ..=-1 => "bad",
        0..=599 => "warn",
        _ => "ok",
    };
    MarginLine {
        limit: limit_text(margin.limit, t),
        used: clock(margin.used / share),
        most: clock(margin.most / share),
        left: if margin.left < 0 {
            t.say1("overtime-over-by", "hours", clock(-margin.left))
        } else {
            clock(margin.left)
        },
        tone,
    }
}

/// Staff number and name of some people.
pub(super) async fn names(
    visit: &Visit,
    people: &[EmployeeId],
) -> Result<HashMap<EmployeeId, (String, String)>> {
    let mut tx = visit.db().snapshot().await?;
    let found = people::bulk::employees_by_ids(&mut tx, people).await?;
    Ok(found
        .into_iter()
        .map(|one| (one.id, (one.staff_no.to_string(), one.name.full())))
        .collect())
}

/// The pages side by side.
pub(super) fn local(visit: &Visit, asked: &Asked, here: &str) -> Vec<(String, String, bool)> {
    let mut pages = Vec::new();
    if visit.actor.employee.is_some() {
        pages.push(("overtime-mine", "/overtime"));
    }
    pages.push(("overtime-section", "/overtime/section"));
    pages.push(("overtime-city", "/overtime/city"));
    pages.push(("overtime-limits", "/overtime/limits"));
    if keeps(visit) {
        pages.push(("overtime-imports", "/overtime/imports"));
        pages.push(("overtime-months", "/overtime/months"));
        pages.push(("overtime-places", "/overtime/places"));
        pages.push(("overtime-special", "/overtime/special"));
    }
    pages
        .into_iter()
        .map(|(key, href)| (visit.say(key), asked.link(href), href == here))
        .collect()
}

/// The units to choose from, by their paths.
pub(super) fn unit_choices(tree: &UnitTree, none: Option<String>) -> Vec<Choice> {
    let none = none.map(|none| Choice::new("", none));
    let units = tree
        .iter()
        .map(|(_, unit)| Choice::new(unit.unit, tree.path(unit.unit)));
    none.into_iter().chain(units).collect()
}

/// How dark a cell of a heat map is: 0 for nothing, 5 for more than a limit.
pub(super) const fn heat(minutes: i64) -> u8 {
    match minutes {
        ..=0 => 0,
        1..=899 => 1,
        900..=1799 => 2,
        1800..=2159 => 3,
        2160..=2700 => 4,
        _ => 5,
    }
}

/// A number in an address.
pub(super) fn number<T: std::str::FromStr>(text: &str) -> Result<T, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// A day in the reader's language.
pub(super) fn short_day(day: Date, t: &Text) -> String {
    date_text::short_day(day, t.language())
}

/// A sentence with several variables.
pub(super) fn fill(t: &Text, key: &str, variables: &[(&str, String)]) -> String {
    let variables: Vec<(&str, Argument<'_>)> = variables
        .iter()
        .map(|(name, value)| (*name, Argument::from(value.as_str())))
        .collect();
    t.fill(key, &variables)
}
