//! Designated sections (他律的部署), listed workplaces and their agreements (36協定).

use super::frame::{Asked, SECTION, desk, local, short_day, unit_choices};
use super::orders::refused;
use crate::acts::keeping as acts;
use crate::acts::{ActError, Done};
use crate::records::{HOUR, clock};
use crate::rules::places::Terms;
use crate::store::places::{self, Agreement, Designation};
use access::KeepOvertime;
use askama::Template;
use axum::body::Bytes;
use axum::response::Response;
use calendar::Period;
use people::{UnitId, UnitTree};
use screen::form::{Choice, Entries, ErrorSummary, Field, Form, FormErrors, Reading, Width};
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

const HERE: &str = "/overtime/places";
/// Criteria by which cities designate sections.
const CRITERIA: [&str; 4] = ["outside", "whole-office", "fixed-dates", "other"];

struct Ending {
    kind: &'static str,
    id: i64,
    version: i64,
    field: Field,
}

struct Row {
    unit: String,
    what: String,
    days: String,
    ending: Option<Ending>,
}

#[derive(Template)]
#[template(path = "overtime/places.html")]
struct PlacesPage<'a> {
    t: &'a Text,
    title: String,
    local: Vec<(String, String, bool)>,
    summary: ErrorSummary,
    designations: Vec<Row>,
    designate: Vec<Field>,
    agreements: Vec<Row>,
    agree: Vec<Field>,
}

pub(super) async fn page(may: May<KeepOvertime>) -> Result<Response, PageError> {
    show(&may, None).await
}

async fn show(may: &May<KeepOvertime>, errors: Option<FormErrors>) -> Result<Response, PageError> {
    let t = &may.text;
    let tree = people::units_on(may.db(), may.today()).await?;
    let designations = places::designations(may.db()).await?;
    let agreements = places::agreements(may.db()).await?;
    let was_refused = errors.is_some();
    let form = Form::of(t, errors);
    let title = may.say("overtime-places");
    let main = PlacesPage {
        t,
        local: local(may, &Asked::read(may), HERE),
        summary: form.summary(),
        designations: designations
            .iter()
            .map(|one| designation(may, &tree, one))
            .collect(),
        designate: designate_fields(&form, &tree, may),
        agreements: agreements
            .iter()
            .map(|one| agreement(may, &tree, one))
            .collect(),
        agree: agree_fields(&form, &tree, may),
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

fn name(tree: &UnitTree, unit: UnitId, t: &Text) -> String {
    match tree.get(unit) {
        Some(_) => tree.path(unit),
        None => t.say("overtime-former-section").into_owned(),
    }
}

/// From when until when; the last day is shown, not the day after it.
fn days(period: Period, t: &Text) -> String {
    let from = short_day(period.from(), t);
    match period.to().and_then(|to| to.yesterday().ok()) {
        Some(last) => format!("{from}～{}", short_day(last, t)),
        None => format!("{from}～"),
    }
}

fn ending(
    may: &May<KeepOvertime>,
    kind: &'static str,
    (id, version): (i64, i64),
    period: Period,
) -> Option<Ending> {
    period.to().is_none().then(|| Ending {
        kind,
        id,
        version,
        field: Form::new(&may.text)
            .date("last", &may.text.say("overtime-last-day"))
            .id(format!("f-last-{id}"))
            .small(),
    })
}

fn designation(may: &May<KeepOvertime>, tree: &UnitTree, one: &Designation) -> Row {
    let t = &may.text;
    Row {
        unit: name(tree, one.unit, t),
        what: t
            .say(&format!("overtime-criterion-{}", one.criterion))
            .into_owned(),
        days: days(one.period, t),
        ending: ending(may, "designation", (one.id, one.version), one.period),
    }
}

fn agreement(may: &May<KeepOvertime>, tree: &UnitTree, one: &Agreement) -> Row {
    let t = &may.text;
    let office = if one.is_filed_outside() {
        "overtime-filed-outside"
    } else {
        "overtime-filed-inside"
    };
    let mut what = vec![t.say1("overtime-schedule-no", "no", one.schedule)];
    match one.terms {
        None => what.push(t.say("overtime-no-agreement").into_owned()),
        Some(terms) => {
            let variables = [
                ("month", clock(terms.month)),
                ("year", clock(terms.year)),
                ("special", clock(terms.special_month)),
                ("times", terms.times.to_string()),
            ];
            what.push(super::frame::fill(t, "overtime-terms", &variables));
        }
    }
    let filed = one.filed_on.map_or_else(
        || t.say("overtime-not-filed").into_owned(),
        |day| short_day(day, t),
    );
    what.push(format!("{} {filed}", t.say(office)));
    Row {
        unit: name(tree, one.unit, t),
        what: what.join(" / "),
        days: days(one.period, t),
        ending: ending(may, "agreement", (one.id, one.version), one.period),
    }
}

fn period_fields(form: &Form, prefix: &str, t: &Text) -> [Field; 2] {
    [
        form.date(&format!("{prefix}-first"), &t.say("overtime-first-day"))
            .required(),
        form.date(&format!("{prefix}-last"), &t.say("overtime-last-day"))
            .hint(t.say("overtime-last-day-hint"))
            .optional(),
    ]
}

fn designate_fields(form: &Form, tree: &UnitTree, may: &May<KeepOvertime>) -> Vec<Field> {
    let t = &may.text;
    let criteria = CRITERIA
        .iter()
        .map(|one| Choice::new(*one, t.say(&format!("overtime-criterion-{one}"))))
        .collect();
    let mut fields = vec![
        form.select("d-unit", &t.say("overtime-unit"), unit_choices(tree, None))
            .required(),
        form.select("criterion", &t.say("overtime-criterion"), criteria)
            .required(),
    ];
    fields.extend(period_fields(form, "d", t));
    fields
}

fn agree_fields(form: &Form, tree: &UnitTree, may: &May<KeepOvertime>) -> Vec<Field> {
    let t = &may.text;
    let hours = |name: &str, key: &str| {
        form.amount(name, &t.say(key), &t.say("overtime-hours-unit"))
            .input_mode("numeric")
            .width(Width::Narrow)
            .optional()
    };
    let mut fields = vec![
        form.select("a-unit", &t.say("overtime-unit"), unit_choices(tree, None))
            .required(),
        form.text("schedule", &t.say("overtime-schedule"))
            .hint(t.say("overtime-schedule-hint"))
            .input_mode("numeric")
            .width(Width::Narrow)
            .required(),
        hours("month", "overtime-agreed-month").hint(t.say("overtime-agreed-hint")),
        hours("year", "overtime-agreed-year"),
        hours("special-month", "overtime-special-month"),
        hours("special-year", "overtime-special-year"),
        form.text("times", &t.say("overtime-times-a-year"))
            .input_mode("numeric")
            .width(Width::Narrow)
            .optional(),
        form.date("filed", &t.say("overtime-filed-on")).optional(),
    ];
    fields.extend(period_fields(form, "a", t));
    fields
}

/// First and last day of a form as a period.
fn period(reading: &mut Reading<'_>, prefix: &str, t: &Text) -> Option<Period> {
    let first = reading.date(&format!("{prefix}-first"), &t.say("overtime-first-day"));
    let field = format!("{prefix}-last");
    let last = reading.optional_date(&field, &t.say("overtime-last-day"));
    let end = last.map(|last| last.tomorrow().unwrap_or(last));
    let period = Period::new(first?, end).ok();
    if period.is_none() {
        reading.refuse(&field, t.say("overtime-refusal-last-day").into_owned());
    }
    period
}

fn unit_of(entries: &Entries, name: &str) -> Result<UnitId, PageError> {
    let unit = entries.text(name).and_then(|text| text.parse().ok());
    unit.map(UnitId).ok_or(PageError::NotFound)
}

async fn answered(
    may: &May<KeepOvertime>,
    entries: Entries,
    done: Done<()>,
    notice: &'static str,
) -> Result<Response, PageError> {
    match refused(may, done)? {
        Ok(()) => Ok(see_other(HERE, Some(Notice::new(notice)))),
        Err(sentence) => show(may, Some(FormErrors::about_form(entries, sentence))).await,
    }
}

pub(super) async fn designate(may: May<KeepOvertime>, body: Bytes) -> Result<Response, PageError> {
    let t = &may.text;
    let entries = Entries::parse(&body);
    let unit = unit_of(&entries, "d-unit")?;
    let criterion = entries.text("criterion").unwrap_or_default();
    if !CRITERIA.contains(&criterion.as_str()) {
        return Err(PageError::NotFound);
    }
    let mut reading = Reading::new(entries.clone(), t);
    let period = period(&mut reading, "d", t);
    match (reading.finish(), period) {
        (Ok(()), Some(period)) => {
            let done = acts::designate(desk(&may), &may.allowed, (unit, period), &criterion);
            let done = done.await;
            answered(&may, entries, done, "overtime-designated").await
        }
        (Err(errors), _) => show(&may, Some(errors)).await,
        (Ok(()), None) => Err(PageError::NotFound),
    }
}

pub(super) async fn agree(may: May<KeepOvertime>, body: Bytes) -> Result<Response, PageError> {
    let t = &may.text;
    let entries = Entries::parse(&body);
    let unit = unit_of(&entries, "a-unit")?;
    let mut reading = Reading::new(entries.clone(), t);
    let schedule = reading.whole("schedule", &t.say("overtime-schedule"), 1, 15);
    let mut optional = |name: &str, key: &str, most: i64| {
        let given = entries.text(name).is_some_and(|text| !text.is_empty());
        given
            .then(|| reading.whole(name, &t.say(key), 0, most))
            .flatten()
    };
    let month = optional("month", "overtime-agreed-month", 744);
    let year = optional("year", "overtime-agreed-year", 2000);
    let special_month = optional("special-month", "overtime-special-month", 744);
    let special_year = optional("special-year", "overtime-special-year", 2000);
    let times = optional("times", "overtime-times-a-year", 6);
    if month.is_some() != year.is_some() {
        reading.refuse(
            "year",
            t.say("overtime-refusal-month-and-year").into_owned(),
        );
    }
    let filed_on = reading.optional_date("filed", &t.say("overtime-filed-on"));
    let period = period(&mut reading, "a", t);
    match (reading.finish(), schedule, period) {
        (Ok(()), Some(schedule), Some(period)) => {
            let terms = month.zip(year).map(|(month, year)| Terms {
                month: month * HOUR,
                year: year * HOUR,
                special_month: special_month.unwrap_or(month) * HOUR,
                special_year: special_year.unwrap_or(year) * HOUR,
                times: times.unwrap_or(0),
            });
            let new = Agreement {
                id: may.site.ids.next(),
                unit,
                schedule,
                terms,
                filed_on,
                period,
                version: 1,
            };
            let done = acts::agree(desk(&may), &may.allowed, &new).await;
            answered(&may, entries, done, "overtime-agreement-entered").await
        }
        (Err(errors), ..) => show(&may, Some(errors)).await,
        _ => Err(PageError::NotFound),
    }
}

pub(super) async fn end(may: May<KeepOvertime>, body: Bytes) -> Result<Response, PageError> {
    let t = &may.text;
    let entries = Entries::parse(&body);
    let id = entries.text("id").and_then(|text| text.parse().ok());
    let id: i64 = id.ok_or(PageError::NotFound)?;
    let mut reading = Reading::new(entries.clone(), t);
    let key = (id, reading.version());
    let last = reading.date("last", &t.say("overtime-last-day"));
    let to = match (reading.finish(), last) {
        (Ok(()), Some(last)) => last.tomorrow().unwrap_or(last),
        (Err(errors), _) => return show(&may, Some(errors)).await,
        (Ok(()), None) => return Err(PageError::NotFound),
    };
    let done = match entries.text("kind").as_deref() {
        Some("designation") => acts::end_designation(desk(&may), &may.allowed, key, to).await,
        Some("agreement") => acts::end_agreement(desk(&may), &may.allowed, key, to).await,
        _ => Err(ActError::NotFound),
    };
    answered(&may, entries, done, "overtime-ended").await
}
