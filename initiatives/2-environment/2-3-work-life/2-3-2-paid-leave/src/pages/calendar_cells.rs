//! The rows, columns and sums of a plan table, as the page shows them.

use super::calendar::{Table, View, mark, month_name};
use super::frame::{SECTION, decimal_days};
use crate::records::{Kind, Part, Stage};
use crate::rules::ledger::Balance;
use crate::shown;
use crate::store::{self, Away, Colleague};
use calendar::{Date, Minutes};
use jiff::Span;
use jiff::civil::Weekday;
use people::{EmployeeId, UnitId};
use screen::visit::Visit;
use screen::{PageError, date_text};
use std::collections::HashMap;
use words::{Language, Text};

/// A day at the head of a column.
pub(super) struct Head {
    pub(super) number: i8,
    pub(super) weekday: String,
    pub(super) class: &'static str,
    pub(super) week: i8,
    pub(super) month: Option<String>,
}

/// A cell of the table.
pub(super) struct Cell {
    pub(super) class: &'static str,
    pub(super) week: i8,
    pub(super) mark: Option<CellMark>,
}

pub(super) struct CellMark {
    pub(super) letter: String,
    pub(super) tone: &'static str,
    pub(super) stage: &'static str,
    pub(super) href: Option<String>,
    pub(super) heard: String,
}

pub(super) struct Row {
    /// A team's name before its members.
    pub(super) group: Option<String>,
    pub(super) name: String,
    pub(super) post: String,
    pub(super) href: Option<String>,
    pub(super) me: bool,
    pub(super) cells: Vec<Cell>,
    /// By month, for the year.
    pub(super) months: Vec<String>,
    pub(super) planned: String,
    pub(super) used: String,
    pub(super) left: String,
}

pub(super) struct Foot {
    pub(super) class: &'static str,
    pub(super) week: i8,
    pub(super) there: String,
    pub(super) low: bool,
}

/// How a column is drawn.
pub(super) fn class(table: &Table, day: Date, today: Date) -> &'static str {
    let free = !table.rules.off.is_workday(day);
    match (day == today, free, day.weekday()) {
        (true, ..) => "today",
        (_, _, Weekday::Saturday) => "sat",
        (_, true, _) => "sun",
        _ => "",
    }
}

/// The week of a month in which a day lies, from 1: a phone shows one at a time.
pub(super) fn week(day: Date) -> i8 {
    (day.day() - 1) / 7 + 1
}

fn weekday(day: Date, language: Language) -> String {
    let name = date_text::month_day(day, language);
    match language {
        Language::Japanese => name
            .rsplit('（')
            .next()
            .unwrap_or_default()
            .trim_end_matches('）')
            .to_owned(),
        Language::English => name.chars().take(1).collect(),
    }
}

pub(super) fn heads(table: &Table, today: Date, t: &Text) -> Vec<Head> {
    if table.view == View::Year {
        return Vec::new();
    }
    table
        .days()
        .map(|day| Head {
            number: day.day(),
            weekday: weekday(day, t.language()),
            class: class(table, day, today),
            week: week(day),
            month: (table.view == View::Quarter && day.day() == 1).then(|| month_name(day, t)),
        })
        .collect()
}

pub(super) async fn rows(visit: &Visit, table: &Table) -> Result<Vec<Row>, PageError> {
    let (t, today) = (&visit.text, visit.today());
    let ids: Vec<EmployeeId> = table.colleagues.iter().map(|one| one.employee).collect();
    let year = table.rules.year(people::Employment::Regular, today);
    let balances = store::balances(visit.db(), &ids, year.first, today).await?;
    let day = table.rules.policy.day;
    let mut group = None;
    let mut ordered: Vec<&Colleague> = table.colleagues.iter().collect();
    // The section's own people first, then team by team as the organisation has them.
    let places: HashMap<UnitId, usize> = table
        .tree
        .subtree(table.unit)
        .enumerate()
        .map(|(place, unit)| (unit.unit, place))
        .collect();
    ordered.sort_by_key(|one| places.get(&one.unit).copied().unwrap_or(usize::MAX));
    let mut rows = Vec::new();
    for one in ordered {
        let open = table.is_open(one);
        let own = visit.actor.employee == Some(one.employee.0);
        let away = table.away.get(&one.employee).map_or(&[][..], Vec::as_slice);
        let balance = balances.get(&one.employee);
        let new_group = group != Some(one.unit) && one.unit != table.unit;
        group = Some(one.unit);
        let figure = |length: Option<Minutes>| match length {
            Some(length) if open => decimal_days(length, day),
            _ => "―".to_owned(),
        };
        let planned: Minutes = away
            .iter()
            .filter(|one| one.kind == Kind::Annual)
            .map(|one| one.minutes)
            .sum();
        rows.push(Row {
            group: new_group.then(|| {
                table
                    .tree
                    .get(one.unit)
                    .map_or_else(String::new, |unit| unit.name.to_string())
            }),
            name: one.name.full(),
            post: one.post.clone(),
            href: open.then(|| {
                if own {
                    SECTION.to_owned()
                } else {
                    format!("/leave/people/{}", one.employee)
                }
            }),
            me: own,
            cells: cells(table, one, away, open, today, t),
            months: by_month(table, away, day),
            planned: decimal_days(planned, day),
            used: figure(balance.map(|balance| balance.used)),
            left: figure(balance.map(Balance::left)),
        });
    }
    Ok(rows)
}

fn by_month(table: &Table, away: &[Away], day: Minutes) -> Vec<String> {
    if table.view != View::Year {
        return Vec::new();
    }
    (0..12)
        .filter_map(|months| table.from.checked_add(Span::new().months(months)).ok())
        .map(|first| {
            let sum: Minutes = away
                .iter()
                .filter(|one| one.on.first_of_month() == first)
                .map(|one| one.minutes)
                .sum();
            if sum == Minutes(0) {
                String::new()
            } else {
                decimal_days(sum, day)
            }
        })
        .collect()
}

fn cells(
    table: &Table,
    colleague: &Colleague,
    away: &[Away],
    open: bool,
    today: Date,
    t: &Text,
) -> Vec<Cell> {
    if table.view == View::Year {
        return Vec::new();
    }
    table
        .days()
        .map(|day| {
            let of_day = away.iter().find(|one| one.on == day);
            Cell {
                class: class(table, day, today),
                week: week(day),
                mark: of_day.map(|one| {
                    let (letter, tone) = mark(one, open, t);
                    let stage = match one.stage {
                        Stage::Planned => "plan",
                        Stage::Pending => "req",
                        _ => "ok",
                    };
                    CellMark {
                        heard: format!(
                            "{} {} {}",
                            shown::short(day, t),
                            colleague.name.full(),
                            t.say(one.stage.key())
                        ),
                        letter,
                        tone,
                        stage,
                        href: open.then(|| format!("/leave/requests/{}", one.request)),
                    }
                }),
            }
        })
        .collect()
}

/// How many are expected at work each day: whole days away count one, halves a half.
pub(super) fn foot(table: &Table, today: Date) -> Vec<Foot> {
    if table.view == View::Year {
        return Vec::new();
    }
    let people = i64::try_from(table.colleagues.len()).unwrap_or(i64::MAX);
    table
        .days()
        .map(|day| {
            let halves: i64 = table
                .away
                .values()
                .flatten()
                .filter(|one| one.on == day)
                .map(|one| match one.part {
                    Part::Day => 2,
                    Part::Morning | Part::Afternoon => 1,
                    Part::Hours => 0,
                })
                .sum();
            let there = (people * 2 - halves).max(0);
            let works = table.rules.off.is_workday(day);
            Foot {
                class: class(table, day, today),
                week: week(day),
                there: match (works, there % 2) {
                    (false, _) => String::new(),
                    (true, 0) => (there / 2).to_string(),
                    (true, _) => format!("{}.5", there / 2),
                },
                low: works && people > 1 && there * 50 < people * table.rules.policy.attendance,
            }
        })
        .collect()
}
