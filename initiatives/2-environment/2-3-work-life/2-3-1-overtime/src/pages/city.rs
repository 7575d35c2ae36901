//! Sections by month: the mean of each section's people, beside the year before.

use super::files::{Sheet, column, decimal};
use super::frame::{Asked, SECTION, heat, local, month_at, month_text, year_text};
use super::section::{Cell, in_scope};
use crate::records::{Month, clock};
use crate::years::{self, YearTable};
use access::ViewOvertime;
use askama::Template;
use axum::response::Response;
use exchange::ColumnKind;
use people::UnitId;
use screen::form::Field;
use screen::visit::Visit;
use screen::{May, Page, PageError};
use std::collections::HashMap;
use std::sync::Arc;
use words::Text;

const HERE: &str = "/overtime/city";

/// What a section has worked: minutes and people under the limits, by month.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    minutes: [i64; 12],
    people: [i64; 12],
    all: i64,
    before: i64,
}

impl Sum {
    /// The mean of a month in minutes, rounded half up.
    fn mean(&self, place: usize) -> i64 {
        let people = self.people[place];
        if people == 0 {
            0
        } else {
            (self.minutes[place] * 2 + people) / (people * 2)
        }
    }

    fn add(&mut self, other: &Sum) {
        for place in 0..12 {
            self.minutes[place] += other.minutes[place];
            self.people[place] += other.people[place];
        }
        self.all += other.all;
        self.before += other.before;
    }
}

struct Line {
    name: String,
    href: String,
    people: i64,
    cells: Vec<Cell>,
    all: String,
    before: String,
    change: String,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "overtime/city.html")]
struct CityPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    local: Vec<(String, String, bool)>,
    here: &'static str,
    year: Field,
    months: Vec<String>,
    lines: Vec<Line>,
    total: Line,
    csv: String,
    xlsx: String,
}

/// The sections that the reader may see, in the order of the organisation, with their sums; and the total.
async fn sums(
    may: &May<ViewOvertime>,
    asked: &Asked,
) -> Result<(Arc<YearTable>, Vec<(UnitId, Sum)>, Sum), PageError> {
    let (visit, scope): (&Visit, _) = (may, may.allowed.people());
    let table = years::of_everybody(visit.db(), asked.year, visit.today()).await?;
    let earlier = years::of_everybody(visit.db(), asked.year.previous(), visit.today()).await?;
    let begun = table.people.first().map_or(0, |person| person.record.begun);
    let mut by_section: HashMap<UnitId, Sum> = HashMap::new();
    for at in in_scope(visit, &scope, &table).await? {
        let person = &table.people[at];
        for (place, unit, minutes) in &person.worked {
            let sum = by_section.entry(table.section(*unit)).or_default();
            sum.minutes[*place] += minutes;
            sum.all += minutes;
        }
        let Some(unit) = person.unit else { continue };
        let sum = by_section.entry(table.section(unit)).or_default();
        for place in (0..begun).filter(|place| person.is_limited(*place)) {
            sum.people[place] += 1;
        }
    }
    // The same months of the year before: a year that has just begun is not compared with a whole one.
    for at in in_scope(visit, &scope, &earlier).await? {
        for (place, unit, minutes) in &earlier.people[at].worked {
            if *place < begun {
                by_section.entry(table.section(*unit)).or_default().before += minutes;
            }
        }
    }
    let mut total = Sum::default();
    for sum in by_section.values() {
        total.add(sum);
    }
    let mut sections: Vec<(UnitId, Sum)> = table
        .tree
        .iter()
        .filter_map(|(_, unit)| Some((unit.unit, by_section.remove(&unit.unit)?)))
        // A department whose own people are all managers has nothing to show.
        .filter(|(_, sum)| sum.all + sum.before > 0 || sum.people.iter().any(|people| *people > 0))
        .collect();
    // Sections that are no more stand at the end.
    let mut gone: Vec<(UnitId, Sum)> = by_section.into_iter().collect();
    gone.sort_by_key(|(unit, _)| *unit);
    sections.extend(gone);
    Ok((table, sections, total))
}

pub(super) async fn page(may: May<ViewOvertime>) -> Result<Response, PageError> {
    let t = &may.text;
    let asked = Asked::read(&may);
    let (table, sections, total) = sums(&may, &asked).await?;
    let begun = table.people.first().map_or(0, |person| person.record.begun);
    let title = may.say("overtime-city");
    let main = CityPage {
        t,
        lead: year_text(asked.year, t),
        local: local(&may, &asked, HERE),
        here: HERE,
        year: asked.field(&may),
        months: (0..12)
            .map(|place| month_text(month_at(asked.year, place), t))
            .collect(),
        lines: sections
            .iter()
            .map(|(unit, sum)| {
                let href = asked.link(&format!("/overtime/section?unit={unit}"));
                line(name(&table, *unit, t), href, sum, begun)
            })
            .collect(),
        total: line(may.say("overtime-total"), String::new(), &total, begun),
        csv: asked.link("/overtime/city.csv"),
        xlsx: asked.link("/overtime/city.xlsx"),
        title: title.clone(),
    };
    may.page(Page::new(title, SECTION), &main)
}

fn name(table: &YearTable, unit: UnitId, t: &Text) -> String {
    match table.tree.get(unit) {
        Some(_) => table.tree.path(unit),
        None => t.say("overtime-former-section").into_owned(),
    }
}

fn line(name: String, href: String, sum: &Sum, begun: usize) -> Line {
    let cell = |place: usize| Cell {
        hours: if place < begun {
            clock(sum.mean(place))
        } else {
            String::new()
        },
        heat: if place < begun {
            heat(sum.mean(place))
        } else {
            0
        },
        broken: false,
    };
    let change = sum.all - sum.before;
    Line {
        name,
        href,
        people: begun.checked_sub(1).map_or(0, |last| sum.people[last]),
        cells: (0..12).map(cell).collect(),
        all: clock(sum.all),
        before: clock(sum.before),
        change: if change > 0 {
            format!("+{}", clock(change))
        } else {
            clock(change)
        },
        tone: if change > 0 { "warn" } else { "ok" },
    }
}

async fn sheet(may: &May<ViewOvertime>) -> Result<Sheet, PageError> {
    let t = &may.text;
    let asked = Asked::read(may);
    let (table, sections, total) = sums(may, &asked).await?;
    let mut columns = vec![column(t.say("overtime-unit"), 32, ColumnKind::Text)];
    columns.extend(
        Month::of_year(asked.year).map(|month| column(month_text(month, t), 8, ColumnKind::Number)),
    );
    for key in ["overtime-total", "overtime-year-before", "overtime-change"] {
        columns.push(column(t.say(key), 12, ColumnKind::Number));
    }
    let row = |name: String, sum: &Sum| {
        let mut row = vec![name];
        row.extend((0..12).map(|place| decimal(sum.mean(place))));
        row.extend([sum.all, sum.before, sum.all - sum.before].map(decimal));
        row
    };
    let mut rows: Vec<Vec<String>> = sections
        .iter()
        .map(|(unit, sum)| row(name(&table, *unit, t), sum))
        .collect();
    rows.push(row(may.say("overtime-total"), &total));
    Ok(Sheet {
        name: may.say("overtime-city-file"),
        columns,
        rows,
    })
}

pub(super) async fn csv(may: May<ViewOvertime>) -> Result<Response, PageError> {
    Ok(sheet(&may).await?.csv(&may))
}

pub(super) async fn xlsx(may: May<ViewOvertime>) -> Result<Response, PageError> {
    Ok(sheet(&may).await?.xlsx(&may)?)
}
