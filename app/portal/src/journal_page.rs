//! The journal: who did what when, and whether it is still what was written.

pub(crate) mod acts;
mod query;
mod subjects;

use crate::administration::{SECTION, trail};
use access::ViewJournal;
use askama::Template;
use axum::response::Response;
use exchange::csv::{Field as CsvField, write_utf8};
use journal::{Filter, Line as Entry};
use query::Asked;
use screen::form::{Choice, Entries, Field, Form, Width};
use screen::kit::grouped;
use screen::visit::Visit;
use screen::{Download, May, Page, PageError, date_text};
use subjects::Subjects;
use words::Text;

/// Where the journal stands.
const HERE: &str = "/admin/journal";
/// Entries on a page.
const PAGE: u16 = 50;
/// Entries read at once for a file.
const PART: u16 = 1000;
/// Entries in a file at most: what a spreadsheet opens without complaint and memory holds with ease.
const MOST: usize = 100_000;

/// An entry as the page shows it.
struct Line {
    seq: i64,
    at: String,
    machine_at: String,
    who: String,
    act: String,
    act_name: String,
    subject: String,
    subject_href: Option<String>,
    kind: String,
    detail: String,
}

/// The bar of conditions.
struct Conditions {
    actor: Field,
    act: Field,
    from: Field,
    to: Field,
    subject: Option<(Field, String)>,
    narrowed: bool,
}

#[derive(Template)]
#[template(path = "admin/journal.html")]
struct JournalPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    form: Form,
    conditions: Conditions,
    lines: Vec<Line>,
    newest: Option<String>,
    older: Option<String>,
    file: String,
}

pub(crate) async fn list(may: May<ViewJournal>) -> Result<Response, PageError> {
    let entries = Entries::parse(may.uri.query().unwrap_or_default().as_bytes());
    let asked = Asked::of(&entries);
    match asked.filter(&may.text, entries) {
        Ok(filter) => {
            let found = journal::page(may.db(), &filter, asked.before, PAGE).await?;
            let form = Form::new(&may.text);
            page(&may, &asked, form, &found.lines, found.next).await
        }
        Err(errors) => page(&may, &asked, Form::again(&may.text, errors), &[], None).await,
    }
}

async fn page(
    visit: &Visit,
    asked: &Asked,
    form: Form,
    entries: &[Entry],
    next: Option<i64>,
) -> Result<Response, PageError> {
    let subjects = Subjects::of(visit, entries, &asked.subject).await?;
    let t = &visit.text;
    let title = visit.say("portal-journal");
    let page = Page::new(title.clone(), SECTION);
    let main = JournalPage {
        t,
        title,
        trail: trail(visit, &[]),
        conditions: conditions(t, &visit.site.acts, asked, &form, &subjects),
        lines: entries
            .iter()
            .map(|entry| line(entry, t, &subjects))
            .collect(),
        newest: asked.before.map(|_| asked.address(HERE, None)),
        older: next.map(|next| asked.address(HERE, Some(next))),
        file: asked.address("/admin/journal.csv", None),
        form,
    };
    let page = if main.form.refused() {
        page.with_errors()
    } else {
        page
    };
    visit.page(page, &main)
}

fn conditions(
    t: &Text,
    known: &[&'static str],
    asked: &Asked,
    form: &Form,
    subjects: &Subjects,
) -> Conditions {
    let day = |name: &str, label: &str, value: &str| {
        form.text(name, &t.say(label))
            .hint(t.say("portal-journal-day-hint"))
            .value(value)
            .width(Width::Short)
            .small()
    };
    let all = Choice::new("", t.say("portal-journal-act-all"));
    let acts = acts::choices(t, known, &asked.act);
    Conditions {
        actor: form
            .text("actor", &t.say("portal-journal-who"))
            .value(&asked.actor)
            .small(),
        act: form
            .select(
                "act",
                &t.say("portal-journal-act"),
                std::iter::once(all).chain(acts).collect(),
            )
            .value(&asked.act)
            .small(),
        from: day("from", "portal-journal-from", &asked.from),
        to: day("to", "portal-journal-to", &asked.to),
        subject: (!asked.subject.is_empty()).then(|| {
            let words = subjects.words(&asked.subject, t);
            (form.hidden("subject", &asked.subject), words)
        }),
        narrowed: asked.narrowed(),
    }
}

fn line(entry: &Entry, t: &Text, subjects: &Subjects) -> Line {
    let at = entry.at.to_jiff();
    Line {
        seq: entry.seq,
        at: date_text::short_moment(at, t.language()),
        machine_at: date_text::machine_moment(at),
        who: entry.actor_name.clone(),
        act: acts::words(&entry.act, t),
        act_name: entry.act.clone(),
        subject: subjects.words(&entry.subject, t),
        subject_href: subjects.href(&entry.subject),
        kind: kind_words(&entry.kind, t),
        detail: detail(entry).to_owned(),
    }
}

/// What the entry says beside act and subject; `null` says nothing.
fn detail(entry: &Entry) -> &str {
    if entry.detail == "null" {
        ""
    } else {
        &entry.detail
    }
}

fn kind_words(kind: &str, t: &Text) -> String {
    let found = journal::Kind::ALL
        .into_iter()
        .find(|each| each.name() == kind);
    found.map_or_else(|| kind.to_owned(), |kind| t.say(kind.key()).into_owned())
}

pub(crate) async fn file(may: May<ViewJournal>) -> Result<Response, PageError> {
    may.renewed(b"")?;
    let entries = Entries::parse(may.uri.query().unwrap_or_default().as_bytes());
    let asked = Asked::of(&entries);
    let filter = asked
        .filter(&may.text, entries)
        .map_err(|_| PageError::Refused("portal-journal-unreadable-days"))?;
    let found = all(&may, &filter).await?;
    let t = &may.text;
    let name = t.say1("portal-journal-file", "day", may.today().to_string());
    let rows: Vec<Vec<CsvField>> = std::iter::once(head(t))
        .chain(found.iter().map(|entry| row(entry, t)))
        .collect();
    let download = Download {
        name: format!("{name}.csv"),
        media: "text/csv; charset=utf-8",
        bytes: write_utf8(&rows),
        inline: false,
    };
    Ok(axum::response::IntoResponse::into_response(download))
}

/// Everything the filter lets through, the newest first.
async fn all(visit: &Visit, filter: &Filter) -> Result<Vec<Entry>, PageError> {
    let mut entries = Vec::new();
    let mut before = None;
    loop {
        let part = journal::page(visit.db(), filter, before, PART).await?;
        entries.extend(part.lines);
        if entries.len() > MOST {
            return Err(PageError::Refused("portal-journal-too-many"));
        }
        match part.next {
            Some(next) => before = Some(next),
            None => return Ok(entries),
        }
    }
}

fn head(t: &Text) -> Vec<CsvField> {
    [
        "portal-journal-number",
        "portal-journal-at",
        "portal-journal-who",
        "portal-journal-kind",
        "portal-journal-act",
        "portal-journal-act-name",
        "portal-journal-subject",
        "portal-journal-detail",
    ]
    .map(|key| CsvField::plain(t.say(key)))
    .to_vec()
}

fn row(entry: &Entry, t: &Text) -> Vec<CsvField> {
    vec![
        CsvField::plain(entry.seq),
        CsvField::plain(date_text::machine_moment(entry.at.to_jiff())),
        CsvField::from(entry.actor_name.as_str()),
        CsvField::plain(kind_words(&entry.kind, t)),
        CsvField::plain(acts::words(&entry.act, t)),
        CsvField::plain(&entry.act),
        CsvField::from(entry.subject.as_str()),
        CsvField::from(detail(entry)),
    ]
}

#[derive(Template)]
#[template(path = "admin/journal_verified.html")]
struct VerifiedPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    sound: bool,
    sentence: String,
    facts: Vec<(String, String)>,
}

pub(crate) async fn verify(may: May<ViewJournal>) -> Result<Response, PageError> {
    let found = journal::verify(may.db()).await?;
    let t = &may.text;
    let title = may.say("portal-journal-verified");
    let entries = grouped(found.entries);
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let mut facts = vec![
        fact(
            "portal-journal-verified-at",
            date_text::moment(may.now, t.language()),
        ),
        fact("portal-journal-sound-entries", entries.clone()),
    ];
    if let Some(head) = &found.head {
        facts.push(fact("portal-journal-head", head.hash.clone()));
    }
    let main = VerifiedPage {
        t,
        title: title.clone(),
        trail: trail(&may, &[("portal-journal", HERE)]),
        sound: found.broken.is_none(),
        sentence: match found.broken {
            None => t.say1("portal-journal-is-sound", "n", entries),
            Some(seq) => t.say1("portal-journal-is-broken", "seq", grouped(seq)),
        },
        facts,
    };
    may.page(Page::new(title, SECTION), &main)
}
