//! Public holidays: a year of them, days of the city's own, and the way back to the law.

mod list_file;

pub(crate) use list_file::{confirm, import_form, send};

use crate::administration::{SECTION, holds, trail};
use access::{EditHolidays, ViewHolidays, ViewSettings};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use calendar::{CalendarYear, Date, DaysOff, FIRST_YEAR, FiscalYear, LAST_PUBLISHED_YEAR};
use exchange::csv::{Field as CsvField, write_utf8};
use holidays::{Holiday, HolidayFault, LONGEST_NAME, Refusal, Source, Year, shown_name};
use screen::form::{Choice, Entries, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{Download, May, Notice, Page, PageError, date_text, see_other};
use words::{Language, Text};

/// Where the year stands.
const HERE: &str = "/admin/holidays";
/// How many years after the present one can be chosen.
const AHEAD: i16 = 3;

/// A holiday in the list.
struct Line {
    day: String,
    name: String,
    source: String,
    tone: &'static str,
    /// Where a day of the city's own is removed.
    remove: Option<String>,
}

#[derive(Template)]
#[template(path = "admin/holidays.html")]
struct YearPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    choice: Field,
    before: Option<(String, String)>,
    after: Option<(String, String)>,
    file: String,
    facts: Vec<(String, String)>,
    forecast: bool,
    lines: Vec<Line>,
    settings: bool,
    form: Form,
    editing: Option<Editing>,
}

/// What somebody who keeps the holidays can do.
struct Editing {
    day: Field,
    name: Field,
    /// Where the year is put back to the law, with the version that the person has seen.
    restore: Option<(String, Field)>,
}

/// The way down to the page; who does not see the administration is not led there.
fn way(visit: &Visit, below: &[(&str, &str)]) -> Vec<(String, String)> {
    if holds::<ViewSettings>(visit) {
        return trail(visit, below);
    }
    let below = below.iter();
    below
        .map(|(key, href)| (visit.say(key), (*href).to_owned()))
        .collect()
}

fn asked_year(visit: &Visit) -> i16 {
    let entries = Entries::parse(visit.uri.query().unwrap_or_default().as_bytes());
    let asked = entries.text("year").and_then(|year| year.parse().ok());
    asked
        .filter(|year| (1955..=2099).contains(year))
        .unwrap_or_else(|| CalendarYear::of(visit.today()).0)
}

pub(crate) async fn year(may: May<ViewHolidays>) -> Result<Response, PageError> {
    page(&may, asked_year(&may), Form::new(&may.text)).await
}

async fn page(visit: &Visit, year: i16, form: Form) -> Result<Response, PageError> {
    let t = &visit.text;
    let found = holidays::holidays_of(visit.db(), year).await?;
    let days = holidays::days_off(visit.db()).await?;
    let years = offered(visit).await?;
    let title = t.say1("portal-holidays-of", "year", year_words(year, t));
    let edits = holds::<EditHolidays>(visit);
    let neighbour = |year: i16| {
        let offered = years.contains(&year);
        offered.then(|| (year_words(year, t), address(year)))
    };
    let main = YearPage {
        t,
        trail: way(visit, &[]),
        choice: Form::new(t)
            .select("year", &t.say("portal-holidays-year"), choices(&years, t))
            .value(year)
            .small(),
        before: neighbour(year - 1),
        after: neighbour(year + 1),
        file: format!("{HERE}.csv?year={year}"),
        facts: facts(&days, year, t),
        forecast: !found.from_file && year > LAST_PUBLISHED_YEAR,
        lines: lines(&found, edits, t),
        settings: holds::<ViewSettings>(visit),
        editing: edits.then(|| editing(&form, &found, t)),
        title: title.clone(),
        form,
    };
    let page = Page::new(title, SECTION);
    let page = if main.form.refused() {
        page.with_errors()
    } else {
        page
    };
    visit.page(page, &main)
}

fn address(year: i16) -> String {
    format!("{HERE}?year={year}")
}

/// `2026年（令和8年）`; `2026`.
fn year_words(year: i16, t: &Text) -> String {
    let first = Date::new(year, 1, 1).unwrap_or(Date::MIN);
    let day = date_text::plain_day(first, t.language());
    match (t.language(), day.split_once('年')) {
        (Language::Japanese, Some((era, _))) => format!("{year}年（{era}年）"),
        _ => year.to_string(),
    }
}

/// The years that can be chosen: those of the law or of a file, and some to come.
async fn offered(visit: &Visit) -> Result<std::ops::RangeInclusive<i16>, PageError> {
    let ahead = CalendarYear::of(visit.today()).0 + AHEAD;
    let last = LAST_PUBLISHED_YEAR.max(ahead);
    let filed = holidays::years_from_file(visit.db()).await?;
    let (first, last) = filed.map_or((FIRST_YEAR, last), |(from, to)| {
        (FIRST_YEAR.min(from), last.max(to))
    });
    Ok(first..=last)
}

fn choices(years: &std::ops::RangeInclusive<i16>, t: &Text) -> Vec<Choice> {
    let years = years.clone().rev();
    years
        .map(|year| Choice::new(year, year_words(year, t)))
        .collect()
}

/// Workdays of the calendar year and of the fiscal year that begins in it, and the New Year.
fn facts(days: &DaysOff, year: i16, t: &Text) -> Vec<(String, String)> {
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let worked = |from: Date, to: Date| {
        let n = i64::try_from(days.workdays_between(from, to)).unwrap_or(i64::MAX);
        t.say1("portal-holidays-days", "n", n)
    };
    let fiscal = FiscalYear(year);
    let first = |year: i16| Date::new(year, 1, 1).unwrap_or(Date::MAX);
    vec![
        fact(
            "portal-holidays-workdays",
            worked(first(year), first(year + 1)),
        ),
        fact(
            "portal-holidays-workdays-fiscal",
            worked(fiscal.first_day(), fiscal.next().first_day()),
        ),
        fact("portal-holidays-closure", closure(days, year, t)),
    ]
}

/// The days of the closure that begins at the end of the year.
fn closure(days: &DaysOff, year: i16, t: &Text) -> String {
    let from = Date::new(year, 12, 1).unwrap_or(Date::MIN);
    let mut closed = from
        .series(jiff::Span::new().days(1))
        .take(62)
        .filter(|day| days.is_closure(*day));
    match (closed.next(), closed.last()) {
        (Some(first), last) => t.say2(
            "portal-holidays-from-to",
            "from",
            date_text::month_day(first, t.language()),
            "to",
            date_text::month_day(last.unwrap_or(first), t.language()),
        ),
        (None, _) => t.say("portal-holidays-no-closure").into_owned(),
    }
}

fn lines(year: &Year, edits: bool, t: &Text) -> Vec<Line> {
    let line = |one: &Holiday| Line {
        day: date_text::month_day(one.day, t.language()),
        name: shown_name(&one.name, t),
        source: t
            .say(&format!("holidays-source-{}", one.source.name()))
            .into_owned(),
        tone: match one.source {
            Source::Law => "",
            Source::File => "ok",
            Source::City => "key",
            Source::Forecast => "warn",
        },
        remove: (edits && one.source == Source::City)
            .then(|| format!("{HERE}/days/{}/remove", one.day)),
    };
    year.holidays.iter().map(line).collect()
}

fn editing(form: &Form, year: &Year, t: &Text) -> Editing {
    let law = year.from_file && year.year >= FIRST_YEAR;
    Editing {
        day: form.date("day", &t.say("portal-holidays-day")).required(),
        name: form
            .text("name", &t.say("portal-holidays-name"))
            .hint(t.say("portal-holidays-name-hint"))
            .width(Width::Middle)
            .required(),
        restore: law.then(|| {
            let to = format!("{HERE}/years/{}/restore", year.year);
            (to, form.version(year.version))
        }),
    }
}

/// Adds a day of the city's own.
pub(crate) async fn add_day(may: May<EditHolidays>, body: Bytes) -> Result<Response, PageError> {
    let t = &may.text;
    let entries = Entries::parse(&body);
    let mut reading = Reading::new(entries.clone(), t);
    let day = reading.date("day", &t.say("portal-holidays-day"));
    let name = reading.text("name", &t.say("portal-holidays-name"), LONGEST_NAME);
    let today = CalendarYear::of(may.today()).0;
    let shown = day.map_or(today, Date::year);
    if let Err(errors) = reading.finish() {
        return page(&may, shown.clamp(1955, 2099), Form::again(t, errors)).await;
    }
    let Some(day) = day else {
        return Err(PageError::NotFound);
    };
    match holidays::add_day(may.db(), may.now, &may.allowed, day, &name).await {
        Ok(()) => {
            let notice = Notice::new("portal-holidays-added").with("name", name);
            Ok(see_other(&address(day.year()), Some(notice)))
        }
        Err(HolidayFault::Refused(refusal)) => {
            let field = match refusal {
                Refusal::NoName | Refusal::NameTooLong { .. } => "name",
                _ => "day",
            };
            let mut errors = FormErrors::new(entries);
            errors.add(field, refusal.sentence(t));
            page(&may, shown.clamp(1955, 2099), Form::again(t, errors)).await
        }
        Err(HolidayFault::Fault(fault)) => Err(fault.into()),
    }
}

/// Removes a day of the city's own.
pub(crate) async fn remove_day(
    may: May<EditHolidays>,
    Path(day): Path<String>,
) -> Result<Response, PageError> {
    let day: Date = day.parse().map_err(|_| PageError::NotFound)?;
    match holidays::remove_day(may.db(), may.now, &may.allowed, day).await {
        Ok(()) => {
            let notice = Notice::new("portal-holidays-removed");
            Ok(see_other(&address(day.year()), Some(notice)))
        }
        Err(HolidayFault::Refused(_)) => Err(PageError::NotFound),
        Err(HolidayFault::Fault(fault)) => Err(fault.into()),
    }
}

/// Puts a year back to the rules of the law.
pub(crate) async fn restore(
    may: May<EditHolidays>,
    Path(year): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let year: i16 = year.parse().map_err(|_| PageError::NotFound)?;
    let entries = Entries::parse(&body);
    let expected = Reading::new(entries.clone(), &may.text).version();
    match holidays::restore_year(may.db(), may.now, &may.allowed, year, expected).await {
        Ok(()) => {
            let notice = Notice::new("portal-holidays-restored");
            Ok(see_other(&address(year), Some(notice)))
        }
        Err(HolidayFault::Refused(Refusal::YearOutOfRange)) => Err(PageError::NotFound),
        Err(HolidayFault::Refused(refusal)) => {
            let errors = FormErrors::about_form(entries, refusal.sentence(&may.text));
            page(&may, year, Form::again(&may.text, errors)).await
        }
        Err(HolidayFault::Fault(fault)) => Err(fault.into()),
    }
}

/// The year as a file in the layout of the published list, which can be taken in again.
pub(crate) async fn file(may: May<ViewHolidays>) -> Result<Response, PageError> {
    let year = asked_year(&may);
    let found = holidays::holidays_of(may.db(), year).await?;
    let head = ["国民の祝日・休日月日", "国民の祝日・休日名称"];
    let day = |day: Date| format!("{}/{}/{}", day.year(), day.month(), day.day());
    let rows = found
        .holidays
        .iter()
        .map(|one| vec![CsvField::plain(day(one.day)), one.name.as_str().into()]);
    let rows: Vec<Vec<CsvField>> = std::iter::once(head.map(CsvField::plain).to_vec())
        .chain(rows)
        .collect();
    let name = may
        .text
        .say1("portal-holidays-file-name", "year", year.to_string());
    let download = Download {
        name: format!("{name}.csv"),
        media: "text/csv; charset=utf-8",
        bytes: write_utf8(&rows),
        inline: false,
    };
    Ok(download.into_response())
}
