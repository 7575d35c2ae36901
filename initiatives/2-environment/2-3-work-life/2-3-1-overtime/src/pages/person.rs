//! One person: this month, the year, what is left, the records, and what the head says about a breach.

use super::frame::{
    Asked, MarginLine, SECTION, desk, full_month, keeps, limit_text, local, margin_line, month_at,
    month_text, number, short_day, year_text,
};
use crate::acts::keeping as acts;
use crate::acts::orders::times;
use crate::records::{Month, clock, day_key};
use crate::rules::days::is_late;
use crate::rules::limits::Breach;
use crate::rules::standing::{Standing, standing};
use crate::settings::Rules;
use crate::store::keeping::{self, Explanation};
use crate::store::orders;
use crate::store::places;
use crate::store::records::{self, Record};
use crate::years::{self, PersonYear, day_in};
use access::{Allowed, EditOvertime, ViewOvertime};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::FiscalYear;
use measure::Amount;
use people::EmployeeId;
use screen::chart::{Bar, Bars, Chart, bars};
use screen::date_text::short_moment;
use screen::form::{Entries, Field, Form, FormErrors, Reading};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

struct RecordLine {
    day: String,
    kind: String,
    times: String,
    counted: String,
    holiday: String,
    night: String,
    reason: String,
    late: bool,
    short: Option<String>,
    correct: Option<String>,
}

struct OrderLine {
    href: String,
    day: String,
    times: String,
    reason: String,
    state: String,
    tone: &'static str,
}

struct BreachLine {
    month: String,
    limit: String,
    used: String,
    special: bool,
    explained: bool,
}

struct Said {
    month: String,
    cause: String,
    remedy: String,
    by: String,
}

#[derive(Template)]
#[template(path = "overtime/person.html")]
struct PersonPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    local: Vec<(String, String, bool)>,
    year: Field,
    here: String,
    facts: Vec<(String, String)>,
    outside: bool,
    forecast: Option<String>,
    warnings: Vec<String>,
    margins: Vec<MarginLine>,
    chart: Option<Chart>,
    breaches: Vec<BreachLine>,
    said: Vec<Said>,
    form: Form,
    explain: Option<Vec<Field>>,
    explain_action: String,
    months: Vec<(String, String, bool)>,
    month: String,
    records: Vec<RecordLine>,
    total: String,
    orders: Vec<OrderLine>,
    new_order: Option<String>,
}

pub(super) async fn mine(may: May<ViewOvertime>) -> Result<Response, PageError> {
    match may.actor.employee {
        Some(employee) => page(&may, EmployeeId(employee), true, Form::new(&may.text)).await,
        // Who is no employee has no overtime, but may look at that of others.
        None => Ok(see_other("/overtime/city", None)),
    }
}

pub(super) async fn show(
    may: May<ViewOvertime>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    let employee = EmployeeId(number(&employee)?);
    seen(&may, &may.allowed, employee).await?;
    page(&may, employee, false, Form::new(&may.text)).await
}

/// Where the person serves today; nobody is told of a person outside the reader's scope.
async fn seen(
    visit: &Visit,
    allowed: &Allowed<ViewOvertime>,
    employee: EmployeeId,
) -> Result<Vec<i64>, PageError> {
    let units = units_today(visit, employee).await?;
    let scope = allowed.people();
    if scope.holds(employee.0, &units) {
        Ok(units)
    } else {
        Err(PageError::NotFound)
    }
}

async fn units_today(visit: &Visit, employee: EmployeeId) -> Result<Vec<i64>, PageError> {
    let today = visit.today();
    let tomorrow = today.tomorrow().unwrap_or(today);
    let served = places::served_by(visit.db(), &[employee.0], today, tomorrow).await?;
    Ok(served.iter().map(|one| one.unit.0).collect())
}

async fn page(
    visit: &Visit,
    employee: EmployeeId,
    own: bool,
    form: Form,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let asked = Asked::read(visit);
    let rules = Rules::of(&visit.settings);
    let on = day_in(asked.year, visit.today());
    let table = years::of_people(visit.db(), &[employee.0], asked.year, visit.today()).await?;
    let person = table.of(employee).ok_or(PageError::NotFound)?;
    let name = super::frame::names(visit, &[employee]).await?;
    let (_, name) = name.get(&employee).cloned().ok_or(PageError::NotFound)?;
    let standing = standing(&person.record, &rules.limits, &rules.warnings, on);
    let shown = shown_month(&asked, Month::of(on));
    let months = (month_at(asked.year, 0), month_at(asked.year, 11));
    let explanations = keeping::explanations(visit.db(), &[employee.0], months).await?;
    let lines = records::of_person(visit.db(), employee, shown).await?;
    let path = if own {
        SECTION.to_owned()
    } else {
        format!("/overtime/people/{employee}")
    };
    let title = if own {
        visit.say("overtime-mine")
    } else {
        t.say1("overtime-of-person", "name", name.as_str())
    };
    let heads = person
        .unit
        .is_some_and(|unit| visit.actor.headed.contains(&unit.0));
    let may_explain = !own && visit.actor.employee != Some(employee.0) && (heads || keeps(visit));
    let unexplained = standing.breaches.iter().any(|breach| !breach.special);
    let refused = form.refused();
    let main = PersonPage {
        t,
        lead: lead(visit, person, &table, asked.year),
        local: local(visit, &asked, if own { "/overtime" } else { "" }),
        year: asked.field(visit),
        facts: facts(&standing, person, t),
        outside: standing.margins.is_empty(),
        forecast: forecast(&standing, t),
        warnings: warnings(&standing, t),
        margins: standing
            .margins
            .iter()
            .map(|margin| margin_line(margin, t))
            .collect(),
        chart: chart(person, asked.year, &rules, t),
        breaches: breaches(&standing.breaches, asked.year, &explanations, t),
        said: explanations.iter().map(|one| said(one, t)).collect(),
        explain: (may_explain && unexplained).then(|| fields(&form, &standing, asked.year, t)),
        explain_action: asked.link(&format!("/overtime/people/{employee}/explain")),
        months: month_links(&asked, &path, shown, person.record.begun, t),
        month: full_month(shown, t),
        total: clock(lines.iter().map(|record| record.counted).sum()),
        records: record_lines(&lines, &rules, keeps(visit), t),
        orders: order_lines(visit, employee, shown).await?,
        new_order: own.then(|| "/overtime/orders/new".to_owned()),
        here: path,
        title: title.clone(),
        form,
    };
    let page = Page::new(title, SECTION);
    visit.page(if refused { page.with_errors() } else { page }, &main)
}

fn lead(visit: &Visit, person: &PersonYear, table: &years::YearTable, year: FiscalYear) -> String {
    let unit = person
        .unit
        .map(|unit| table.tree.path(unit))
        .unwrap_or_default();
    format!("{} {unit}", year_text(year, &visit.text))
}

fn shown_month(asked: &Asked, present: Month) -> Month {
    let wish = asked
        .entries
        .text("month")
        .and_then(|text| text.parse().ok());
    wish.and_then(Month::numbered)
        .filter(|month| month.fiscal_year() == asked.year && *month <= present)
        .unwrap_or(present)
}

fn facts(standing: &Standing, person: &PersonYear, t: &Text) -> Vec<(String, String)> {
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let mut facts = vec![
        fact("overtime-in-month", clock(standing.in_month)),
        fact("overtime-in-year", clock(standing.in_year)),
        fact("overtime-months-over", standing.months_over.to_string()),
        fact("overtime-night", clock(person.night[standing.month])),
        fact("overtime-holiday", clock(person.holiday[standing.month])),
    ];
    if let Some(left) = standing.left() {
        facts.insert(1, fact("overtime-left", clock(left.max(0))));
    }
    facts
}

fn forecast(standing: &Standing, t: &Text) -> Option<String> {
    let forecast = standing.forecast?;
    Some(t.say2(
        "overtime-forecast",
        "limit",
        limit_text(forecast.limit, t),
        "day",
        short_day(forecast.day, t),
    ))
}

/// The warnings of a standing in words.
pub(super) fn warnings(standing: &Standing, t: &Text) -> Vec<String> {
    standing
        .warnings
        .iter()
        .map(|warning| {
            let key = format!("overtime-warning-{}", warning.about.name());
            let at = match warning.about {
                crate::rules::standing::About::MonthsOver => warning.at.to_string(),
                _ => clock(warning.at),
            };
            t.say1(&key, "at", at)
        })
        .collect()
}

fn chart(person: &PersonYear, year: FiscalYear, rules: &Rules, t: &Text) -> Option<Chart> {
    let begun = person.record.begun;
    let hours = |minutes: i64| Amount::quotient(i128::from(minutes), 60, 1);
    let all: Vec<Bar> = (0..begun)
        .filter_map(|place| {
            Some(Bar {
                label: month_text(month_at(year, place), t),
                amount: hours(person.record.counted[place])?,
            })
        })
        .collect();
    // A bar is marked from the limit on; exactly 45 hours do not break it yet.
    let exact = person.record.counted.contains(&rules.limits.month.minutes);
    let limit = rules.limits.month.minutes + if exact { 6 } else { 0 };
    let spec = Bars {
        id: "months",
        title: &t.say("overtime-by-month"),
        unit: &t.say("overtime-hours-unit"),
        bars: &all,
        limit: hours(limit),
    };
    (!all.is_empty()).then(|| bars(&spec, t))
}

fn breaches(
    all: &[Breach],
    year: FiscalYear,
    explanations: &[Explanation],
    t: &Text,
) -> Vec<BreachLine> {
    all.iter()
        .map(|breach| {
            let month = month_at(year, breach.month);
            let share = match breach.limit {
                crate::rules::limits::Limit::Mean(months) => i64::from(months),
                _ => 1,
            };
            BreachLine {
                month: month_text(month, t),
                limit: limit_text(breach.limit, t),
                used: clock(breach.used / share),
                special: breach.special,
                explained: explanations.iter().any(|one| one.month == month),
            }
        })
        .collect()
}

fn said(one: &Explanation, t: &Text) -> Said {
    Said {
        month: full_month(one.month, t),
        cause: one.cause.clone(),
        remedy: one.remedy.clone(),
        by: format!(
            "{} {}",
            short_moment(one.written_at, t.language()),
            one.written_by
        ),
    }
}

fn fields(form: &Form, standing: &Standing, year: FiscalYear, t: &Text) -> Vec<Field> {
    let mut months: Vec<Month> = standing
        .breaches
        .iter()
        .filter(|breach| !breach.special)
        .map(|breach| month_at(year, breach.month))
        .collect();
    months.dedup();
    let last = months
        .last()
        .map(|month| month.number())
        .unwrap_or_default();
    let choices = months
        .iter()
        .map(|month| screen::form::Choice::new(month.number(), full_month(*month, t)))
        .collect();
    vec![
        form.select("month", &t.say("overtime-month"), choices)
            .value(last)
            .required(),
        form.textarea("cause", &t.say("overtime-cause"))
            .hint(t.say("overtime-cause-hint"))
            .rows(3)
            .required(),
        form.textarea("remedy", &t.say("overtime-remedy"))
            .hint(t.say("overtime-remedy-hint"))
            .rows(3)
            .required(),
    ]
}

fn month_links(
    asked: &Asked,
    path: &str,
    shown: Month,
    begun: usize,
    t: &Text,
) -> Vec<(String, String, bool)> {
    (0..begun)
        .map(|place| {
            let month = month_at(asked.year, place);
            let href = asked.link(&format!("{path}?month={}", month.number()));
            (
                month_text(month, t),
                format!("{href}#records"),
                month == shown,
            )
        })
        .collect()
}

fn record_lines(all: &[Record], rules: &Rules, corrects: bool, t: &Text) -> Vec<RecordLine> {
    all.iter()
        .map(|record| {
            let span = record.when.and_then(|when| when.span);
            RecordLine {
                day: record.when.map_or_else(
                    || t.say("overtime-sum-of-month").into_owned(),
                    |when| short_day(when.day, t),
                ),
                kind: record
                    .when
                    .map(|when| t.say(day_key(when.kind)).into_owned())
                    .unwrap_or_default(),
                times: span.map(times).unwrap_or_default(),
                counted: clock(record.counted),
                holiday: clock(record.holiday),
                night: clock(record.night),
                reason: record.reason.clone(),
                late: span.is_some_and(|(from, to)| is_late(from, to)),
                short: span.and_then(|(_, to)| interval(to, rules, t)),
                correct: (corrects && record.when.is_some())
                    .then(|| format!("/overtime/records/{}", record.id)),
            }
        })
        .collect()
}

/// 翌日は10:30以降に出勤, when the usual beginning would be too early.
fn interval(end: i64, rules: &Rules, t: &Text) -> Option<String> {
    use crate::rules::days::{missing_of_interval, next_start};
    let missing = missing_of_interval(end, rules.hours.from, rules.interval);
    (missing > 0).then(|| {
        t.say1(
            "overtime-next-start",
            "time",
            clock(next_start(end, rules.interval)),
        )
    })
}

async fn order_lines(
    visit: &Visit,
    employee: EmployeeId,
    month: Month,
) -> Result<Vec<OrderLine>, PageError> {
    let t = &visit.text;
    let days = (month.first_day(), month.next().next().first_day());
    let all = orders::orders_of(visit.db(), employee, days).await?;
    Ok(all
        .iter()
        .map(|order| OrderLine {
            href: format!("/overtime/orders/{}", order.id),
            day: short_day(order.day, t),
            times: times(order.span),
            reason: order.reason.clone(),
            state: t
                .say(&format!("overtime-order-{}", order.state.word()))
                .into_owned(),
            tone: order.state.tone(),
        })
        .collect())
}

/// The head's explanation.
pub(super) async fn explain(
    may: May<EditOvertime>,
    Path(employee): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let employee = EmployeeId(number(&employee)?);
    let t = &may.text;
    let units = units_today(&may, employee).await?;
    may.allowed.on_person(employee.0, &units)?;
    let entries = Entries::parse(&body);
    let mut reading = Reading::new(entries.clone(), t);
    let month = entries.text("month").and_then(|text| text.parse().ok());
    let month = month.and_then(Month::numbered);
    let cause = reading.text("cause", &t.say("overtime-cause"), 1000);
    let remedy = reading.text("remedy", &t.say("overtime-remedy"), 1000);
    let errors: FormErrors = match (reading.finish(), month) {
        (Ok(()), Some(month)) => {
            let done = acts::explain(
                desk(&may),
                &may.allowed,
                (employee, &units),
                month,
                (&cause, &remedy),
            );
            done.await?;
            let to = format!("/overtime/people/{employee}");
            return Ok(see_other(
                &Asked::read(&may).link(&to),
                Some(Notice::new("overtime-explained-done")),
            ));
        }
        (Err(errors), _) => errors,
        (Ok(()), None) => return Err(PageError::NotFound),
    };
    page(&may, employee, false, Form::again(t, errors)).await
}
