//! Closing months, opening them again, and flagging busy ones.

use super::frame::{Asked, SECTION, desk, full_month, local, month_at, unit_choices, year_text};
use super::orders::refused;
use crate::acts::Done;
use crate::acts::keeping as acts;
use crate::records::{Month, clock};
use crate::store::keeping::{self, BusyMonth, Closing};
use crate::years;
use access::KeepOvertime;
use askama::Template;
use axum::body::Bytes;
use axum::response::Response;
use people::UnitId;
use screen::date_text::short_moment;
use screen::form::{Choice, Entries, ErrorSummary, Field, Form, FormErrors, Reading};
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

const HERE: &str = "/overtime/months";

struct Line {
    name: String,
    number: i64,
    hours: String,
    people: i64,
    closed: Option<bool>,
    state: String,
    changed: String,
}

#[derive(Template)]
#[template(path = "overtime/months.html")]
struct MonthsPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    local: Vec<(String, String, bool)>,
    here: &'static str,
    year: Field,
    summary: ErrorSummary,
    lines: Vec<Line>,
    open: Option<Vec<Field>>,
    busy_fields: Vec<Field>,
    busy: Vec<(String, String, String)>,
}

pub(super) async fn page(may: May<KeepOvertime>) -> Result<Response, PageError> {
    show(&may, None).await
}

async fn show(may: &May<KeepOvertime>, errors: Option<FormErrors>) -> Result<Response, PageError> {
    let t = &may.text;
    let asked = Asked::read(may);
    let months = (month_at(asked.year, 0), month_at(asked.year, 11));
    let table = years::of_everybody(may.db(), asked.year, may.today()).await?;
    let closings = keeping::closings(may.db(), months.0, months.1).await?;
    let busy = keeping::busy_months(may.db(), months.0, months.1).await?;
    let begun = table.people.first().map_or(0, |person| person.record.begun);
    let lines = (0..begun).map(|place| {
        let month = month_at(asked.year, place);
        let worked = table
            .people
            .iter()
            .map(|person| person.record.counted[place]);
        let people = worked.clone().filter(|minutes| *minutes > 0).count();
        let closing = closings.iter().find(|one| one.month == month);
        line(
            month,
            worked.sum(),
            people,
            closing,
            month.last_day() < may.today(),
            t,
        )
    });
    let lines: Vec<Line> = lines.collect();
    let was_refused = errors.is_some();
    let form = Form::of(t, errors);
    let closed: Vec<Choice> = closings
        .iter()
        .filter(|one| one.closed)
        .map(|one| Choice::new(one.month.number(), full_month(one.month, t)))
        .collect();
    let title = may.say("overtime-months");
    let main = MonthsPage {
        t,
        lead: year_text(asked.year, t),
        local: local(may, &asked, HERE),
        here: HERE,
        year: asked.field(may),
        summary: form.summary(),
        open: (!closed.is_empty()).then(|| open_fields(&form, closed, t)),
        busy_fields: busy_fields(&form, &table, months.0, t),
        busy: busy
            .iter()
            .map(|one| {
                (
                    full_month(one.month, t),
                    table.tree.path(one.unit),
                    one.reason.clone(),
                )
            })
            .collect(),
        lines,
        title: title.clone(),
    };
    let page = Page::new(title, SECTION);
    may.page(
        if was_refused {
            page.with_errors()
        } else {
            page
        },
        &main,
    )
}

fn line(
    month: Month,
    minutes: i64,
    people: usize,
    closing: Option<&Closing>,
    over: bool,
    t: &Text,
) -> Line {
    let closed = closing.is_some_and(|one| one.closed);
    let key = match (closed, closing, over) {
        (true, _, _) => "overtime-month-closed",
        (false, Some(_), _) => "overtime-month-opened",
        (false, None, true) => "overtime-month-over",
        (false, None, false) => "overtime-month-running",
    };
    Line {
        name: full_month(month, t),
        number: month.number(),
        hours: clock(minutes),
        people: i64::try_from(people).unwrap_or(i64::MAX),
        closed: (over || closed).then_some(closed),
        state: t.say(key).into_owned(),
        changed: closing.map_or_else(String::new, |one| {
            let at = short_moment(one.changed_at, t.language());
            format!("{at} {} {}", one.changed_by, one.reason)
        }),
    }
}

fn open_fields(form: &Form, closed: Vec<Choice>, t: &Text) -> Vec<Field> {
    vec![
        form.select("closed", &t.say("overtime-month"), closed)
            .required(),
        form.text("why", &t.say("overtime-why"))
            .hint(t.say("overtime-why-hint"))
            .required(),
    ]
}

fn busy_fields(form: &Form, table: &years::YearTable, april: Month, t: &Text) -> Vec<Field> {
    let months = (0..12).map(|place| {
        let month = april.plus(place);
        Choice::new(month.number(), full_month(month, t))
    });
    vec![
        form.select(
            "unit",
            &t.say("overtime-unit"),
            unit_choices(&table.tree, None),
        )
        .required(),
        form.select("month", &t.say("overtime-month"), months.collect())
            .required(),
        form.text("reason", &t.say("overtime-busy-reason"))
            .hint(t.say("overtime-busy-reason-hint"))
            .required(),
    ]
}

fn month_of(entries: &Entries, name: &str) -> Result<Month, PageError> {
    let number = entries.text(name).and_then(|text| text.parse().ok());
    number.and_then(Month::numbered).ok_or(PageError::NotFound)
}

async fn answered(
    may: &May<KeepOvertime>,
    entries: Entries,
    done: Done<()>,
    notice: Notice,
) -> Result<Response, PageError> {
    match refused(may, done)? {
        Ok(()) => Ok(see_other(&Asked::read(may).link(HERE), Some(notice))),
        Err(sentence) => show(may, Some(FormErrors::about_form(entries, sentence))).await,
    }
}

pub(super) async fn close(may: May<KeepOvertime>, body: Bytes) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let month = month_of(&entries, "month")?;
    let done = acts::close_month(desk(&may), &may.allowed, month).await;
    let told = full_month(month, &may.text);
    let notice = Notice::new("overtime-closed").with("month", told);
    answered(&may, entries, done, notice).await
}

pub(super) async fn open(may: May<KeepOvertime>, body: Bytes) -> Result<Response, PageError> {
    let t = &may.text;
    let entries = Entries::parse(&body);
    let month = month_of(&entries, "closed")?;
    let mut reading = Reading::new(entries.clone(), t);
    let why = reading.text("why", &t.say("overtime-why"), 200);
    if let Err(errors) = reading.finish() {
        return show(&may, Some(errors)).await;
    }
    let done = acts::open_month(desk(&may), &may.allowed, month, &why).await;
    let notice = Notice::new("overtime-opened").with("month", full_month(month, t));
    answered(&may, entries, done, notice).await
}

pub(super) async fn busy(may: May<KeepOvertime>, body: Bytes) -> Result<Response, PageError> {
    let t = &may.text;
    let entries = Entries::parse(&body);
    let month = month_of(&entries, "month")?;
    let unit = entries.text("unit").and_then(|text| text.parse().ok());
    let unit = UnitId(unit.ok_or(PageError::NotFound)?);
    let mut reading = Reading::new(entries.clone(), t);
    let reason = reading.text("reason", &t.say("overtime-busy-reason"), 200);
    if let Err(errors) = reading.finish() {
        return show(&may, Some(errors)).await;
    }
    let busy = BusyMonth {
        unit,
        month,
        reason,
    };
    let done = acts::flag_busy(desk(&may), &may.allowed, &busy).await;
    answered(&may, entries, done, Notice::new("overtime-flagged")).await
}
