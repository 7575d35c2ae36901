//! Taking in the list of the Cabinet Office: the file, the trial, the act.

use super::{HERE, way};
use crate::administration::SECTION;
use access::EditHolidays;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::response::Response;
use exchange::{Limits, csv};
use holidays::{HolidayFault, Listed, Trial, YearCount, shown_name};
use screen::form::{Entries, Field, Form, FormErrors, Reading};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use words::Text;

const IMPORT: &str = "/admin/holidays/import";
/// The published list has some 20 KB.
const LARGEST: usize = 1 << 20;
/// Rows that are told of, and changes that are shown.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "admin/holidays_import.html")]
struct FilePage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    form: Form,
    file: Field,
}

pub(crate) async fn import_form(may: May<EditHolidays>) -> Result<Response, PageError> {
    file_page(&may, Form::new(&may.text))
}

fn file_page(visit: &Visit, form: Form) -> Result<Response, PageError> {
    let t = &visit.text;
    let title = visit.say("portal-holidays-import");
    let main = FilePage {
        t,
        title: title.clone(),
        trail: way(visit, &[("portal-holidays", HERE)]),
        file: form
            .file("file", &t.say("portal-holidays-file"), ".csv,.txt")
            .hint(t.say("portal-holidays-file-hint"))
            .required(),
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

/// A day that would change.
struct Changed {
    day: String,
    before: String,
    after: String,
}

#[derive(Template)]
#[template(path = "admin/holidays_trial.html")]
struct TrialPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    form: Form,
    facts: Vec<(String, String)>,
    same: bool,
    years: Vec<YearCount>,
    changes: Vec<Changed>,
    left_out: usize,
    again: Vec<Field>,
}

/// Shows what taking in the file would do; nothing is written.
pub(crate) async fn send(
    may: May<EditHolidays>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageError> {
    let broken = || PageError::Refused("portal-holidays-broken-upload");
    let mut parts = parts.map_err(|_| broken())?;
    let mut sent = None;
    while let Some(part) = parts.next_field().await.map_err(|_| broken())? {
        let name = part.file_name().unwrap_or_default().to_owned();
        if part.name() == Some("file") && !name.is_empty() {
            sent = Some((name, part.bytes().await.map_err(|_| broken())?));
        }
    }
    let t = &may.text;
    let refused = |sentences: Vec<String>| {
        let mut errors = FormErrors::new(Entries::default());
        for (place, sentence) in sentences.into_iter().enumerate() {
            errors.add(if place == 0 { "file" } else { "" }, sentence);
        }
        file_page(&may, Form::again(t, errors))
    };
    let Some((name, bytes)) = sent else {
        return refused(vec![may.say("portal-holidays-no-file")]);
    };
    match listed(&bytes, t) {
        Ok(listed) => {
            let trial = holidays::trial(may.db(), &may.allowed, listed).await?;
            trial_page(&may, &name, &trial, Form::new(t))
        }
        Err(sentences) => refused(sentences),
    }
}

/// The days of the file, or what is wrong with it row by row.
fn listed(bytes: &[u8], t: &Text) -> Result<Vec<Listed>, Vec<String>> {
    let limits = Limits {
        file_bytes: u64::try_from(LARGEST).unwrap_or(u64::MAX),
        ..Limits::default()
    };
    // A workbook is no text, whatever its name says.
    if bytes.starts_with(b"PK") || bytes.contains(&0) {
        return Err(vec![t.say("portal-holidays-not-csv").into_owned()]);
    }
    let table = csv::read(bytes, limits).map_err(|refusals| {
        let sentences = refusals.iter().take(SHOWN);
        sentences
            .map(|refusal| {
                let variables = refusal.variables();
                let pairs: Vec<(&str, words::Argument<'_>)> = variables
                    .iter()
                    .map(|(name, value)| (*name, value.as_str().into()))
                    .collect();
                t.fill(refusal.key(), &pairs)
            })
            .collect::<Vec<_>>()
    })?;
    holidays::read(&table.rows).map_err(|refused| {
        let rows = refused.iter().take(SHOWN);
        rows.map(|one| {
            let why = one.sentence(t);
            t.say2(
                "portal-holidays-row",
                "row",
                one.row.to_string(),
                "why",
                why,
            )
        })
        .collect()
    })
}

fn trial_page(visit: &Visit, name: &str, trial: &Trial, form: Form) -> Result<Response, PageError> {
    let t = &visit.text;
    let title = visit.say("portal-holidays-trial");
    let number = |n: usize| t.say1("portal-holidays-days", "n", i64::try_from(n).unwrap_or(0));
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let year = |at: Option<&YearCount>| at.map_or_else(String::new, |one| one.year.to_string());
    let span = t.say2(
        "portal-holidays-from-to",
        "from",
        year(trial.years.first()),
        "to",
        year(trial.years.last()),
    );
    let newest = trial.changes.iter().rev().take(SHOWN);
    let changes = newest.map(|change| Changed {
        day: date_text::plain_day(change.day, t.language()),
        before: change
            .before
            .as_deref()
            .map_or_else(String::new, |name| shown_name(name, t)),
        after: change
            .after
            .as_deref()
            .map_or_else(String::new, |name| shown_name(name, t)),
    });
    let main = TrialPage {
        t,
        title: title.clone(),
        trail: way(
            visit,
            &[
                ("portal-holidays", HERE),
                ("portal-holidays-import", IMPORT),
            ],
        ),
        facts: vec![
            fact("portal-holidays-file", name.to_owned()),
            fact("portal-holidays-years", span),
            fact("portal-holidays-count", number(trial.listed.len())),
            fact("portal-holidays-count-added", number(trial.added())),
            fact("portal-holidays-count-removed", number(trial.removed())),
            fact("portal-holidays-count-renamed", number(trial.renamed())),
        ],
        same: trial.same,
        years: trial.years.iter().rev().copied().collect(),
        changes: changes.collect(),
        left_out: trial.changes.len().saturating_sub(SHOWN),
        again: vec![
            form.hidden("name", name),
            form.hidden("list", &written(&trial.listed)),
            form.version(trial.version),
        ],
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

/// The list as the form carries it from the trial to the act, a line a day.
fn written(listed: &[Listed]) -> String {
    let lines = listed.iter().map(|one| format!("{} {}", one.day, one.name));
    lines.collect::<Vec<String>>().join("\n")
}

/// The list that [`written`] wrote, read as strictly as a file.
fn read_again(list: &str) -> Option<Vec<Listed>> {
    let rows: Vec<Vec<String>> = list
        .lines()
        .map(|line| {
            let (day, name) = line.split_once(' ').unwrap_or((line, ""));
            vec![day.to_owned(), name.to_owned()]
        })
        .collect();
    holidays::read(&rows).ok()
}

/// Takes the list in.
pub(crate) async fn confirm(may: May<EditHolidays>, body: Bytes) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let expected = Reading::new(entries.clone(), &may.text).version();
    let name = entries.text("name").unwrap_or_default();
    let list = entries.text("list").unwrap_or_default();
    let broken = PageError::Refused("portal-holidays-broken-upload");
    let listed = read_again(&list).ok_or(broken)?;
    let taken = (name.as_str(), listed.clone());
    match holidays::import(may.db(), may.now, &may.allowed, taken, expected).await {
        Ok(done) => {
            let notice = Notice::new("portal-holidays-imported")
                .with("days", done.days)
                .with("changed", done.added + done.removed + done.renamed);
            Ok(see_other(HERE, Some(notice)))
        }
        Err(HolidayFault::Refused(refusal)) => {
            let trial = holidays::trial(may.db(), &may.allowed, listed).await?;
            let errors = FormErrors::about_form(entries, refusal.sentence(&may.text));
            trial_page(&may, &name, &trial, Form::again(&may.text, errors))
        }
        Err(HolidayFault::Fault(fault)) => Err(fault.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_comes_back_from_the_form_as_it_went_there() {
        let listed: Vec<Listed> = calendar::national_holidays(2026)
            .into_iter()
            .map(|one| Listed {
                day: one.day,
                name: one.name.to_owned(),
            })
            .collect();
        let sent = written(&listed).replace('\n', "\r\n");
        assert_eq!(read_again(&sent), Some(listed));
        assert_eq!(read_again("2026-01-01"), None);
    }
}
