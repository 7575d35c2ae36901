//! 特例業務: what was recognised, how much was worked, and until when its causes are to be verified.

use super::frame::{Asked, SECTION, desk, full_month, local, number, short_day};
use super::orders::refused;
use crate::acts::keeping as acts;
use crate::records::{Month, clock};
use crate::store::keeping::{self, SpecialMonth, SpecialWork};
use access::KeepOvertime;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::{FiscalYear, Period};
use screen::form::{Entries, ErrorSummary, Field, Form, FormErrors, Reading};
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

const HERE: &str = "/overtime/special";

struct Work {
    id: i64,
    name: String,
    ground: String,
    days: String,
    months: Vec<(String, String)>,
    /// Until when the causes are to be verified, and whether that is over.
    due: Option<(String, bool)>,
    verified: Option<String>,
    findings: String,
    version: i64,
    field: Field,
}

#[derive(Template)]
#[template(path = "overtime/special.html")]
struct SpecialPage<'a> {
    t: &'a Text,
    title: String,
    local: Vec<(String, String, bool)>,
    summary: ErrorSummary,
    works: Vec<Work>,
    fields: Vec<Field>,
}

pub(super) async fn page(may: May<KeepOvertime>) -> Result<Response, PageError> {
    show(&may, None).await
}

async fn show(may: &May<KeepOvertime>, errors: Option<FormErrors>) -> Result<Response, PageError> {
    let t = &may.text;
    let all = keeping::special_works(may.db()).await?;
    let ids: Vec<i64> = all.iter().map(|work| work.id).collect();
    let months = keeping::special_months(may.db(), &ids).await?;
    let was_refused = errors.is_some();
    let form = Form::of(t, errors);
    let title = may.say("overtime-special");
    let main = SpecialPage {
        t,
        local: local(may, &Asked::read(may), HERE),
        summary: form.summary(),
        works: all.iter().map(|one| work(may, one, &months)).collect(),
        fields: vec![
            form.text("name", &t.say("overtime-special-name"))
                .required(),
            form.textarea("ground", &t.say("overtime-special-ground"))
                .hint(t.say("overtime-special-ground-hint"))
                .rows(3)
                .required(),
            form.date("first", &t.say("overtime-first-day")).required(),
            form.date("last", &t.say("overtime-last-day"))
                .hint(t.say("overtime-last-day-hint"))
                .optional(),
        ],
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

fn work(may: &May<KeepOvertime>, one: &SpecialWork, months: &[SpecialMonth]) -> Work {
    let t = &may.text;
    let own: Vec<&SpecialMonth> = months
        .iter()
        .filter(|month| month.special_id == one.id)
        .collect();
    let first = short_day(one.period.from(), t);
    let last = one.period.to().and_then(|to| to.yesterday().ok());
    // The causes of each year are verified by themselves; the first year is due first.
    let year = own
        .first()
        .and_then(|month| Month::numbered(month.month))
        .map_or_else(|| FiscalYear::of(one.period.from()), Month::fiscal_year);
    let due = SpecialWork::verify_until(year);
    Work {
        id: one.id,
        name: one.name.clone(),
        ground: one.ground.clone(),
        days: format!(
            "{first}～{}",
            last.map(|day| short_day(day, t)).unwrap_or_default()
        ),
        months: own
            .iter()
            .filter_map(|month| {
                let name = full_month(Month::numbered(month.month)?, t);
                let hours = clock(month.minutes);
                Some((
                    name,
                    t.say2("overtime-special-worked", "n", month.people, "hours", hours),
                ))
            })
            .collect(),
        due: one
            .verified
            .is_none()
            .then(|| (short_day(due, t), due < may.today())),
        verified: one
            .verified
            .as_ref()
            .map(|(day, by)| format!("{} {by}", short_day(*day, t))),
        findings: one.findings.clone(),
        version: one.version,
        field: Form::new(t)
            .textarea("findings", &t.say("overtime-findings"))
            .id(format!("f-findings-{}", one.id))
            .hint(t.say("overtime-findings-hint"))
            .rows(4)
            .required(),
    }
}

pub(super) async fn add(may: May<KeepOvertime>, body: Bytes) -> Result<Response, PageError> {
    let t = &may.text;
    let entries = Entries::parse(&body);
    let mut reading = Reading::new(entries.clone(), t);
    let name = reading.text("name", &t.say("overtime-special-name"), 60);
    let ground = reading.text("ground", &t.say("overtime-special-ground"), 500);
    let first = reading.date("first", &t.say("overtime-first-day"));
    let last = reading.optional_date("last", &t.say("overtime-last-day"));
    let end = last.map(|last| last.tomorrow().unwrap_or(last));
    let period = first.and_then(|first| Period::new(first, end).ok());
    if first.is_some() && period.is_none() {
        reading.refuse("last", t.say("overtime-refusal-last-day").into_owned());
    }
    match (reading.finish(), period) {
        (Ok(()), Some(period)) => {
            acts::add_special(desk(&may), &may.allowed, (&name, &ground), period).await?;
            Ok(see_other(HERE, Some(Notice::new("overtime-special-added"))))
        }
        (Err(errors), _) => show(&may, Some(errors)).await,
        (Ok(()), None) => Err(PageError::NotFound),
    }
}

pub(super) async fn verify(
    may: May<KeepOvertime>,
    Path(special): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let t = &may.text;
    let id: i64 = number(&special)?;
    let entries = Entries::parse(&body);
    let mut reading = Reading::new(entries.clone(), t);
    let key = (id, reading.version());
    let findings = reading.text("findings", &t.say("overtime-findings"), 2000);
    if let Err(errors) = reading.finish() {
        return show(&may, Some(errors)).await;
    }
    let done = acts::verify_special(desk(&may), &may.allowed, key, &findings).await;
    match refused(&may, done)? {
        Ok(()) => Ok(see_other(HERE, Some(Notice::new("overtime-verified")))),
        Err(sentence) => show(&may, Some(FormErrors::about_form(entries, sentence))).await,
    }
}
