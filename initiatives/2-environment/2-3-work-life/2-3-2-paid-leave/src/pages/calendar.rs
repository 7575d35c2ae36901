//! 休暇計画表: a section's leave by month, quarter and year, on screen, phone and paper.

use super::calendar_cells::{Foot, Head, Row, foot, heads, rows, week};
use super::frame::{SECTION, asked, desk, tabs};
use crate::acts::Rules;
use crate::approval::section;
use crate::records::{Kind, Part};
use crate::rules::kinds;
use crate::store::{self, Away, Colleague};
use access::{Allowed, PeopleScope, ViewLeave, ViewLeaveSchedule};
use askama::Template;
use axum::response::Response;
use calendar::Date;
use jiff::Span;
use people::{EmployeeId, UnitId, UnitKind, UnitTree};
use screen::form::{Choice, Field, Form};
use screen::visit::Visit;
use screen::{May, Page, PageError, date_text};
use std::collections::HashMap;
use std::sync::Arc;
use words::{Language, Text};

const HERE: &str = "/leave/calendar";

/// How much time the table shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    Month,
    Quarter,
    Year,
}

impl View {
    const ALL: [View; 3] = [View::Month, View::Quarter, View::Year];

    const fn word(self) -> &'static str {
        match self {
            View::Month => "month",
            View::Quarter => "quarter",
            View::Year => "year",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            View::Month => "paid-leave-view-month",
            View::Quarter => "paid-leave-view-quarter",
            View::Year => "paid-leave-view-year",
        }
    }

    const fn months(self) -> i32 {
        match self {
            View::Month => 1,
            View::Quarter => 3,
            View::Year => 12,
        }
    }
}

/// A section's plan table, read for the reader.
pub(crate) struct Table {
    pub unit: UnitId,
    pub unit_name: String,
    pub view: View,
    pub from: Date,
    pub to: Date,
    pub colleagues: Vec<Colleague>,
    pub away: HashMap<EmployeeId, Vec<Away>>,
    pub rules: Rules,
    pub(super) tree: Arc<UnitTree>,
    scope: PeopleScope,
    /// Whose leave the reader may see with its reason.
    open: Option<PeopleScope>,
}

/// The sections whose table the reader may see, in the order of the organisation.
fn sections<'a>(
    tree: &'a UnitTree,
    scope: &PeopleScope,
    own: Option<UnitId>,
) -> Vec<&'a people::UnitVersion> {
    tree.iter()
        .map(|(_, unit)| unit)
        .filter(|unit| {
            unit.kind == UnitKind::Section
                || tree
                    .upward(unit.unit)
                    .all(|above| above.kind != UnitKind::Section)
        })
        .filter(|unit| {
            Some(unit.unit) == own
                || scope.all()
                || tree
                    .subtree(unit.unit)
                    .any(|below| scope.holds(0, &[below.unit.0]))
        })
        .collect()
}

/// The table that the address asks for.
pub(crate) async fn read(may: &May<ViewLeaveSchedule>) -> Result<Option<Table>, PageError> {
    let (db, today) = (may.db(), may.today());
    let view = asked(may, "view");
    let view = View::ALL
        .into_iter()
        .find(|one| view.as_deref() == Some(one.word()))
        .unwrap_or(View::Month);
    let month = asked(may, "month")
        .and_then(|text| format!("{text}-01").parse::<Date>().ok())
        .unwrap_or(today)
        .first_of_month();
    let from = match view {
        View::Month => month,
        // Quarters and years as the office counts them: from April.
        View::Quarter => back(month, i32::from((month.month() + 8) % 3)),
        View::Year => back(month, i32::from((month.month() + 8) % 12)),
    };
    let to = from
        .checked_add(Span::new().months(view.months()))
        .unwrap_or(from);
    let scope = may.allowed.people();
    let tree = people::units_on(db, today).await?;
    let own = match may.actor.employee {
        Some(employee) => store::unit_of(db, EmployeeId(employee), today).await?,
        None => None,
    };
    let own = own.map(|unit| {
        tree.upward(unit)
            .find(|one| one.kind == UnitKind::Section)
            .map_or(unit, |one| one.unit)
    });
    let visible = sections(&tree, &scope, own);
    let wanted = asked(may, "unit")
        .and_then(|text| text.parse().ok())
        .map(UnitId);
    let unit = match wanted {
        Some(unit) if visible.iter().any(|one| one.unit == unit) => Some(unit),
        Some(_) => return Err(PageError::NotFound),
        None => own.or_else(|| visible.first().map(|one| one.unit)),
    };
    let Some(unit) = unit else { return Ok(None) };
    let units = section(db, unit, today).await?;
    // People are where they are today, for months that are over where they were at their end.
    let on = if to <= today {
        to.yesterday().unwrap_or(to)
    } else {
        today
    };
    let colleagues = store::colleagues(db, &units, on, &scope).await?;
    let ids: Vec<EmployeeId> = colleagues.iter().map(|one| one.employee).collect();
    let mut away: HashMap<EmployeeId, Vec<Away>> = HashMap::new();
    for one in store::away(db, &ids, from, to).await? {
        away.entry(one.employee).or_default().push(one);
    }
    let open = Allowed::<ViewLeave>::ask(may.actor.clone());
    Ok(Some(Table {
        unit,
        unit_name: tree.path(unit),
        view,
        from,
        to,
        colleagues,
        away,
        rules: Rules::read(db, today).await?,
        tree,
        scope,
        open: open.ok().map(|allowed| allowed.people()),
    }))
}

fn back(month: Date, months: i32) -> Date {
    month
        .checked_sub(Span::new().months(months))
        .unwrap_or(month)
}

impl Table {
    /// Whether the reader may know why somebody is away.
    pub fn is_open(&self, one: &Colleague) -> bool {
        self.open
            .as_ref()
            .is_some_and(|scope| scope.holds(one.employee.0, &[one.unit.0]))
    }

    /// The days of the table.
    pub fn days(&self) -> impl Iterator<Item = Date> + Clone + use<> {
        let to = self.to;
        std::iter::successors(Some(self.from), |day| day.tomorrow().ok())
            .take_while(move |day| *day < to)
    }
}

/// The character of somebody's leave on a day, and how it is drawn. Why colleagues are away is nobody's
/// business: whatever is not annual or summer leave is shown as 休.
pub(super) fn mark(one: &Away, open: bool, t: &Text) -> (String, &'static str) {
    let kind = kinds::of(one.kind);
    if !open && !matches!(one.kind, Kind::Annual | Kind::Summer) {
        return (t.say("paid-leave-mark-away").into_owned(), "away");
    }
    let key = match one.part {
        Part::Day => kind.mark,
        Part::Morning => "paid-leave-mark-morning",
        Part::Afternoon => "paid-leave-mark-afternoon",
        Part::Hours => "paid-leave-mark-hours",
    };
    (t.say(key).into_owned(), kind.tone)
}

#[derive(Template)]
#[template(path = "leave/calendar.html")]
struct CalendarPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    tabs: Vec<(String, String, bool)>,
    unit: Field,
    hidden: Vec<(&'static str, String)>,
    new: Option<String>,
    csv: String,
    xlsx: String,
    waiting: Option<(String, String)>,
    span: String,
    before: String,
    now: String,
    after: String,
    views: Vec<(String, String, bool)>,
    year: bool,
    quarter: bool,
    weeks: Vec<(i8, String, bool)>,
    months: Vec<String>,
    heads: Vec<Head>,
    rows: Vec<Row>,
    foot: Vec<Foot>,
    least: String,
}

pub(crate) async fn show(may: May<ViewLeaveSchedule>) -> Result<Response, PageError> {
    let t = &may.text;
    let title = may.say("paid-leave-calendar");
    let Some(table) = read(&may).await? else {
        let page = Page::new(title.clone(), SECTION);
        let main = Nothing {
            t,
            title,
            tabs: tabs(&may, HERE),
        };
        return may.page(page, &main);
    };
    let today = may.today();
    let rows = rows(&may, &table).await?;
    let visible = sections(&table.tree, &table.scope, Some(table.unit));
    let choices = visible
        .iter()
        .map(|unit| Choice::new(unit.unit, table.tree.path(unit.unit)))
        .collect();
    let address = |view: View, month: Date| {
        format!(
            "{HERE}?unit={}&view={}&month={}",
            table.unit,
            view.word(),
            month.strftime("%Y-%m")
        )
    };
    let file = |ending: &str| {
        format!(
            "{HERE}.{ending}?unit={}&view={}&month={}",
            table.unit,
            table.view.word(),
            table.from.strftime("%Y-%m")
        )
    };
    let people = table.colleagues.len();
    let main = CalendarPage {
        t,
        title: title.clone(),
        lead: t.say2(
            "paid-leave-calendar-lead",
            "unit",
            table.unit_name.as_str(),
            "people",
            people,
        ),
        tabs: tabs(&may, HERE),
        unit: Form::new(t)
            .select("unit", &t.say("paid-leave-field-section"), choices)
            .value(table.unit)
            .small(),
        hidden: vec![
            ("view", table.view.word().to_owned()),
            ("month", table.from.strftime("%Y-%m").to_string()),
        ],
        new: may.actor.employee.map(|_| "/leave/new".to_owned()),
        csv: file("csv"),
        xlsx: file("xlsx"),
        waiting: waiting(&may).await?,
        span: span_name(&table, t),
        before: address(table.view, back(table.from, table.view.months())),
        now: address(table.view, today),
        after: address(table.view, table.to),
        views: View::ALL
            .into_iter()
            .map(|view| {
                let here = view == table.view;
                (
                    may.say(view.key()),
                    address(view, table.from.max(today.min(table.to))),
                    here,
                )
            })
            .collect(),
        year: table.view == View::Year,
        quarter: table.view == View::Quarter,
        weeks: weeks(&table, today, t),
        months: months(&table, t),
        heads: heads(&table, today, t),
        foot: foot(&table, today),
        rows,
        least: t.say1(
            "paid-leave-calendar-least",
            "percent",
            table.rules.policy.attendance,
        ),
    };
    may.page(Page::new(title, SECTION), &main)
}

/// Shown to somebody who belongs nowhere and sees nobody.
#[derive(Template)]
#[template(path = "leave/nothing.html")]
struct Nothing<'a> {
    t: &'a Text,
    title: String,
    tabs: Vec<(String, String, bool)>,
}

/// What waits for the reader's decision, with where it is decided.
async fn waiting(visit: &Visit) -> Result<Option<(String, String)>, PageError> {
    let seats = flow::Seats::of(visit.db(), &visit.actor, visit.today()).await?;
    let counts = flow::waiting_counts(visit.db(), &seats, desk(visit).today).await?;
    let count: i64 = counts
        .iter()
        .filter(|one| one.kind == crate::approval::REQUEST_KIND)
        .map(|one| one.count)
        .sum();
    Ok((count > 0).then(|| {
        let words = visit.text.say1("paid-leave-calendar-waiting", "n", count);
        let href = format!("/approvals?kind={}", crate::approval::REQUEST_KIND);
        (words, href)
    }))
}

pub(super) fn month_name(day: Date, t: &Text) -> String {
    match t.language() {
        Language::Japanese => {
            let day = date_text::plain_day(day, t.language());
            day.trim_end_matches("1日").to_owned()
        }
        Language::English => day.strftime("%b %Y").to_string(),
    }
}

fn span_name(table: &Table, t: &Text) -> String {
    let first = month_name(table.from, t);
    if table.view == View::Month {
        return first;
    }
    let last = month_name(back(table.to, 1), t);
    t.say2("paid-leave-span", "first", first, "last", last)
}

fn months(table: &Table, t: &Text) -> Vec<String> {
    (0..table.view.months())
        .filter_map(|months| table.from.checked_add(Span::new().months(months)).ok())
        .map(|day| match t.language() {
            Language::Japanese => format!("{}月", day.month()),
            Language::English => day.strftime("%b").to_string(),
        })
        .collect()
}

fn weeks(table: &Table, today: Date, t: &Text) -> Vec<(i8, String, bool)> {
    let last = table.to.yesterday().map_or(5, |last| {
        if table.view == View::Month {
            week(last)
        } else {
            5
        }
    });
    let now = if table.from <= today && today < table.to {
        week(today)
    } else {
        1
    };
    (1..=last)
        .map(|number| {
            let first = (number - 1) * 7 + 1;
            let label = t.say1("paid-leave-calendar-from-day", "day", i64::from(first));
            (number, label, number == now)
        })
        .collect()
}
