//! Correcting one record, also after the close of its month.

use super::frame::{SECTION, desk, number, short_day};
use super::orders::{read_times, refused};
use crate::acts::keeping::{self as acts, Correction};
use crate::acts::orders::times;
use crate::records::clock;
use crate::store::records::{self, Record, When};
use access::KeepOvertime;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use screen::form::{Entries, Field, Form, FormErrors, Reading, Width};
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

#[derive(Template)]
#[template(path = "overtime/record.html")]
struct RecordPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    facts: Vec<(String, String)>,
    form: Form,
    fields: Vec<Field>,
    here: String,
}

async fn found(may: &May<KeepOvertime>, record: &str) -> Result<(Record, When), PageError> {
    let id: i64 = number(record)?;
    let mut tx = may.db().snapshot().await?;
    let record = records::find_in(&mut tx, id).await?;
    let record = record
        .filter(|record| record.id > 0)
        .ok_or(PageError::NotFound)?;
    // What was taken back is history.
    if records::find_in(&mut tx, -id).await?.is_some() {
        return Err(PageError::Stale);
    }
    let when = record.when.ok_or(PageError::NotFound)?;
    Ok((record, when))
}

pub(super) async fn form(
    may: May<KeepOvertime>,
    Path(record): Path<String>,
) -> Result<Response, PageError> {
    let (record, when) = found(&may, &record).await?;
    page(&may, &record, when, Form::new(&may.text)).await
}

async fn page(
    may: &May<KeepOvertime>,
    record: &Record,
    when: When,
    form: Form,
) -> Result<Response, PageError> {
    let t = &may.text;
    let names = super::frame::names(may, &[record.employee]).await?;
    let (_, name) = names.get(&record.employee).cloned().unwrap_or_default();
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let (from, to) = when.span.unwrap_or((1035, 1035 + record.counted));
    let time = |name: &str, key: &str, value: i64| {
        form.text(name, &t.say(key))
            .value(clock(value))
            .width(Width::Narrow)
    };
    let title = may.say("overtime-correct");
    let was_refused = form.refused();
    let main = RecordPage {
        t,
        trail: vec![
            (may.say("overtime-navigation"), SECTION.to_owned()),
            (
                name.clone(),
                format!("/overtime/people/{}", record.employee),
            ),
        ],
        facts: vec![
            fact("overtime-name", name),
            fact("overtime-day", short_day(when.day, t)),
            fact("overtime-times", when.span.map(times).unwrap_or_default()),
            fact("overtime-hours", clock(record.counted)),
            fact("overtime-entered-by", record.entered_by.clone()),
        ],
        fields: vec![
            time("from", "overtime-from", from).required(),
            time("to", "overtime-to", to)
                .hint(t.say("overtime-to-hint"))
                .required(),
            time("rest", "overtime-rest", record.rest).optional(),
            form.tick("none", &t.say("overtime-take-away")),
            form.text("why", &t.say("overtime-why"))
                .hint(t.say("overtime-why-hint"))
                .required(),
        ],
        here: format!("/overtime/records/{}", record.id),
        form,
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

pub(super) async fn correct(
    may: May<KeepOvertime>,
    Path(record): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let t = &may.text;
    let (record, when) = found(&may, &record).await?;
    let entries = Entries::parse(&body);
    let mut reading = Reading::new(entries.clone(), t);
    let worked = if entries.ticked("none") {
        None
    } else {
        read_times(&mut reading, t)
    };
    let reason = reading.text("why", &t.say("overtime-why"), 200);
    let errors = match reading.finish() {
        Ok(()) => {
            let correction = Correction {
                record: record.id,
                worked,
                reason,
            };
            let done = acts::correct(desk(&may), &may.allowed, &correction).await;
            match refused(&may, done)? {
                Ok(()) => {
                    let month = record.month.number();
                    let year = record.month.fiscal_year();
                    let to = format!(
                        "/overtime/people/{}?year={year}&month={month}",
                        record.employee
                    );
                    return Ok(see_other(&to, Some(Notice::new("overtime-corrected"))));
                }
                Err(sentence) => FormErrors::about_form(entries, sentence),
            }
        }
        Err(errors) => errors,
    };
    page(&may, &record, when, Form::again(t, errors)).await
}
