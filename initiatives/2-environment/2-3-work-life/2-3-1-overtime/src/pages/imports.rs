//! Files of the attendance system: sent, columns paired, tried out, taken in, taken back.

use super::frame::{Asked, SECTION, desk, full_month, local, number};
use super::orders::refused;
use crate::acts::imports::{self as acts, Received};
use crate::reading::{Choice as Columns, WANTED};
use crate::records::{Month, clock};
use crate::store::imports::{self as kept, Import, ImportState, Remark};
use access::KeepOvertime;
use askama::Template;
use axum::body::Bytes;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{Multipart, Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use exchange::Grid;
use exchange::mapping::{Head, Mapping};
use screen::date_text::short_moment;
use screen::form::{Choice, Entries, ErrorSummary, Field, Form, FormErrors, Reading, Width};
use screen::table::{Pager, TableState};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use words::{Argument, Text};

const HERE: &str = "/overtime/imports";
const ACCEPT: &str = ".xlsx,.csv,.tsv,.txt";

struct Line {
    href: String,
    file: String,
    state: String,
    tone: &'static str,
    result: String,
    mapping: String,
    sent: String,
    by: String,
}

#[derive(Template)]
#[template(path = "overtime/imports.html")]
struct FrontPage<'a> {
    t: &'a Text,
    title: String,
    local: Vec<(String, String, bool)>,
    summary: ErrorSummary,
    file: Field,
    lines: Vec<Line>,
    pager: Pager,
}

pub(super) async fn front(
    may: May<KeepOvertime>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    front_page(&may, query.as_deref(), None).await
}

async fn front_page(
    visit: &Visit,
    query: Option<&str>,
    errors: Option<FormErrors>,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let state = TableState::read(HERE, query, &[""], "");
    let (_, total) = kept::history(visit.db(), 0, 0).await?;
    let (all, _) = kept::history(visit.db(), state.limit(), state.offset(total)).await?;
    let refused = errors.is_some();
    let form = Form::of(t, errors);
    let title = visit.say("overtime-imports");
    let main = FrontPage {
        t,
        local: local(visit, &Asked::read(visit), HERE),
        summary: form.summary(),
        file: form
            .file("file", &t.say("overtime-file"), ACCEPT)
            .hint(t.say("overtime-file-hint"))
            .required(),
        lines: all.iter().map(|import| line(import, t)).collect(),
        pager: state.pager(total, t),
        title: title.clone(),
    };
    let page = Page::new(title, SECTION);
    visit.page(if refused { page.with_errors() } else { page }, &main)
}

fn line(import: &Import, t: &Text) -> Line {
    Line {
        href: format!("{HERE}/{}", import.id),
        file: import.file_name.clone(),
        state: t
            .say(&format!("overtime-import-{}", import.state.word()))
            .into_owned(),
        tone: import.state.tone(),
        result: result(import, t),
        mapping: import.mapping.clone().unwrap_or_default(),
        sent: short_moment(import.sent.0, t.language()),
        by: import.sent.1.clone(),
    }
}

/// 12行 8人 96:30（2026年10月）
fn result(import: &Import, t: &Text) -> String {
    if import.choice.is_none() {
        return String::new();
    }
    let months: Vec<String> = import
        .found
        .months
        .iter()
        .filter_map(|month| Month::numbered(*month))
        .map(|month| full_month(month, t))
        .collect();
    let variables: [(&str, Argument<'_>); 4] = [
        ("rows", import.found.rows.into()),
        ("people", import.found.people.into()),
        ("hours", clock(import.found.minutes).into()),
        ("months", months.join("・").into()),
    ];
    t.fill("overtime-import-result", &variables)
}

pub(super) async fn send(
    may: May<KeepOvertime>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageError> {
    let parts = parts.map_err(|_| PageError::Refused("overtime-broken-upload"))?;
    let t = &may.text;
    let sentence = match file(parts).await? {
        None => vec![may.say("overtime-no-file")],
        Some((name, bytes)) => match acts::receive(desk(&may), &may.allowed, name, bytes).await? {
            Received::Kept(id) => return Ok(see_other(&format!("{HERE}/{id}"), None)),
            Received::Empty => vec![may.say("overtime-empty-file")],
            Received::Refused(refusals) => {
                let told = refusals.iter().take(20).map(|refusal| {
                    let variables = refusal.variables();
                    super::frame::fill(t, refusal.key(), &variables)
                });
                told.collect()
            }
        },
    };
    let mut errors = FormErrors::new(Entries::default());
    for (at, sentence) in sentence.into_iter().enumerate() {
        errors.add(if at == 0 { "file" } else { "" }, sentence);
    }
    front_page(&may, None, Some(errors)).await
}

fn largest() -> usize {
    usize::try_from(crate::reading::LIMITS.file_bytes).unwrap_or(usize::MAX)
}

async fn file(mut parts: Multipart) -> Result<Option<(String, Vec<u8>)>, PageError> {
    let mut found = None;
    while let Some(mut part) = parts.next_field().await.map_err(|error| broken(&error))? {
        if part.name() != Some("file") {
            continue;
        }
        let name = part.file_name().unwrap_or_default().to_owned();
        let (mut bytes, mut length) = (Vec::new(), 0);
        while let Some(chunk) = part.chunk().await.map_err(|error| broken(&error))? {
            length += chunk.len();
            if length <= largest() {
                bytes.extend_from_slice(&chunk);
            }
        }
        if length > largest() {
            return Err(PageError::TooLarge(largest() >> 20));
        }
        if !name.is_empty() {
            found = Some((name, bytes));
        }
    }
    Ok(found)
}

fn broken(error: &MultipartError) -> PageError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        PageError::TooLarge(largest() >> 20)
    } else {
        PageError::Refused("overtime-broken-upload")
    }
}

#[derive(Template)]
#[template(path = "overtime/import.html")]
struct ImportPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    state: String,
    tone: &'static str,
    facts: Vec<(String, String)>,
    form: Form,
    /// Fields of the columns, while they can be chosen.
    columns: Option<Vec<Field>>,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
    remarks: Vec<Remark>,
    problems: i64,
    version: Field,
    take_in: Option<String>,
    take_back: bool,
    drop: bool,
    here: String,
}

pub(super) async fn show(
    may: May<KeepOvertime>,
    Path(import): Path<String>,
) -> Result<Response, PageError> {
    let import = find(&may, &import).await?;
    page(&may, &import, None).await
}

async fn find(visit: &Visit, import: &str) -> Result<Import, PageError> {
    let found = kept::find(visit.db(), number(import)?).await?;
    found.ok_or(PageError::NotFound)
}

async fn page(
    may: &May<KeepOvertime>,
    import: &Import,
    errors: Option<FormErrors>,
) -> Result<Response, PageError> {
    let t = &may.text;
    let refused = errors.is_some();
    let form = Form::of(t, errors);
    let open = matches!(
        import.state,
        ImportState::Sent | ImportState::Refused | ImportState::Tried
    );
    let (mut columns, mut heads, mut rows) = (None, Vec::new(), Vec::new());
    if open {
        let (_, grids) = acts::open(desk(may), &may.allowed, import.id).await?;
        let (choice, mapping) = proposed(may, import, &grids).await?;
        if let Some((grid, head)) = choice.head(&grids) {
            columns = Some(column_fields(&form, &choice, &head, mapping, t));
            heads = head.titles.iter().map(|title| title.text.clone()).collect();
            rows = preview(grid, &head);
        }
    }
    let title = import.file_name.clone();
    let main = ImportPage {
        t,
        trail: vec![
            (may.say("overtime-navigation"), SECTION.to_owned()),
            (may.say("overtime-imports"), HERE.to_owned()),
        ],
        state: t
            .say(&format!("overtime-import-{}", import.state.word()))
            .into_owned(),
        tone: import.state.tone(),
        facts: facts(import, t),
        columns,
        heads,
        rows,
        remarks: import.found.remarks.clone(),
        problems: import.found.problems,
        version: Form::new(t).version(import.version),
        take_in: (import.state == ImportState::Tried).then(|| result(import, t)),
        take_back: import.state == ImportState::Done,
        drop: open,
        here: format!("{HERE}/{}", import.id),
        form,
        title: title.clone(),
    };
    let page = Page::new(title, SECTION);
    may.page(if refused { page.with_errors() } else { page }, &main)
}

fn facts(import: &Import, t: &Text) -> Vec<(String, String)> {
    let moment =
        |at: &(jiff::Timestamp, String)| format!("{} {}", short_moment(at.0, t.language()), at.1);
    let mut facts = vec![(t.say("overtime-sent").into_owned(), moment(&import.sent))];
    if import.choice.is_some() {
        facts.push((t.say("overtime-result").into_owned(), result(import, t)));
    }
    if let Some(done) = &import.done {
        facts.push((t.say("overtime-taken-in").into_owned(), moment(done)));
    }
    if let Some(undone) = &import.undone {
        facts.push((t.say("overtime-taken-back").into_owned(), moment(undone)));
    }
    facts
}

/// The columns as they were chosen before, as a remembered mapping says, or as the headings suggest.
async fn proposed(
    visit: &Visit,
    import: &Import,
    grids: &[Grid],
) -> Result<(Columns, Option<String>), PageError> {
    if let Some(choice) = &import.choice {
        let choice = serde_json::from_str(choice).map_err(anyhow::Error::from)?;
        return Ok((choice, import.mapping.clone()));
    }
    let Some((mut choice, head)) = Columns::suggested(grids) else {
        return Ok((Columns::default(), None));
    };
    for (name, content) in kept::mappings(visit.db()).await? {
        let mapping: Mapping = serde_json::from_str(&content).map_err(anyhow::Error::from)?;
        let (columns, missing) = mapping.apply(&head);
        if missing.is_empty() && !columns.is_empty() {
            choice.columns = columns;
            return Ok((choice, Some(name)));
        }
    }
    Ok((choice, None))
}

fn column_fields(
    form: &Form,
    choice: &Columns,
    head: &Head,
    mapping: Option<String>,
    t: &Text,
) -> Vec<Field> {
    let offered = || {
        let none = Choice::new("", t.say("overtime-no-column"));
        let titles = head.titles.iter().map(|title| {
            let letters = exchange::column_letters(title.column);
            Choice::new(title.column, format!("{letters} {}", title.text))
        });
        std::iter::once(none).chain(titles).collect::<Vec<Choice>>()
    };
    let mut fields = vec![
        form.hidden("sheet", &choice.sheet.to_string()),
        form.hidden("head", &choice.head.to_string()),
    ];
    for wanted in WANTED {
        let label = t
            .say(&format!("overtime-column-{}", wanted.key))
            .into_owned();
        let column = choice.columns.get(wanted.key).copied();
        fields.push(
            form.select(wanted.key, &label, offered())
                .value(column.map(|column| column.to_string()).unwrap_or_default()),
        );
    }
    fields.push(
        form.text("of-month", &t.say("overtime-of-month"))
            .hint(t.say("overtime-of-month-hint"))
            .value(
                choice
                    .month
                    .and_then(Month::numbered)
                    .map_or_else(String::new, |month| full_month(month, t)),
            )
            .optional(),
    );
    fields.push(
        form.text("digits", &t.say("overtime-digits"))
            .hint(t.say("overtime-digits-hint"))
            .value(
                choice
                    .digits
                    .map(|digits| digits.to_string())
                    .unwrap_or_default(),
            )
            .width(Width::Narrow)
            .input_mode("numeric")
            .optional(),
    );
    fields.push(
        form.text("save-as", &t.say("overtime-save-as"))
            .hint(t.say("overtime-save-as-hint"))
            .value(mapping.unwrap_or_default())
            .optional(),
    );
    fields
}

/// The first rows below the headings.
fn preview(grid: &Grid, head: &Head) -> Vec<Vec<String>> {
    grid.rows
        .iter()
        .filter(|row| row.number > head.row)
        .take(5)
        .map(|row| {
            head.titles
                .iter()
                .map(|title| {
                    row.cell(title.column)
                        .map(exchange::Value::text)
                        .unwrap_or_default()
                })
                .collect()
        })
        .collect()
}

fn read(entries: &Entries) -> Columns {
    let number = |name: &str| entries.text(name).and_then(|text| text.parse().ok());
    let columns = WANTED.iter().filter_map(|wanted| {
        let column: u16 = entries.text(wanted.key)?.parse().ok()?;
        Some((wanted.key.to_owned(), column))
    });
    Columns {
        sheet: number("sheet").unwrap_or(0),
        head: entries
            .text("head")
            .and_then(|text| text.parse().ok())
            .unwrap_or(1),
        columns: columns.collect(),
        month: None,
        digits: entries
            .text("digits")
            .and_then(|text| text.parse().ok())
            .filter(|digits| *digits <= 20),
    }
}

pub(super) async fn try_out(
    may: May<KeepOvertime>,
    Path(import): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let t = &may.text;
    let import = find(&may, &import).await?;
    let entries = Entries::parse(&body);
    let mut reading = Reading::new(entries.clone(), t);
    let version = reading.version();
    let mut choice = read(&entries);
    if let Some(text) = entries.text("of-month").filter(|text| !text.is_empty()) {
        let month = crate::reading::read_month(&text);
        if month.is_none() {
            let told = t.say1("overtime-refusal-no-month", "found", text);
            reading.refuse("of-month", told);
        }
        choice.month = month.map(Month::number);
    }
    let save_as = reading.optional_text("save-as", &t.say("overtime-save-as"), 60);
    if let Some(lack) = choice.lack() {
        reading.refuse("number", t.say(lack).into_owned());
    }
    if let Err(errors) = reading.finish() {
        return page(&may, &import, Some(errors)).await;
    }
    let done = acts::try_out(
        desk(&may),
        &may.allowed,
        (import.id, version),
        (&choice, save_as.as_deref()),
        t,
    );
    done.await?;
    Ok(see_other(&format!("{HERE}/{}", import.id), None))
}

async fn with_version<T>(
    may: &May<KeepOvertime>,
    import: &Import,
    body: &Bytes,
    done: crate::acts::Done<T>,
    notice: &'static str,
) -> Result<Response, PageError> {
    match refused(may, done)? {
        Ok(_) => Ok(see_other(
            &format!("{HERE}/{}", import.id),
            Some(Notice::new(notice)),
        )),
        Err(sentence) => {
            let errors = FormErrors::about_form(Entries::parse(body), sentence);
            page(may, import, Some(errors)).await
        }
    }
}

fn version_of(body: &Bytes, t: &Text) -> i64 {
    Reading::new(Entries::parse(body), t).version()
}

pub(super) async fn take_in(
    may: May<KeepOvertime>,
    Path(import): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let import = find(&may, &import).await?;
    let key = (import.id, version_of(&body, &may.text));
    let done = acts::take_in(desk(&may), &may.allowed, key).await;
    with_version(&may, &import, &body, done, "overtime-import-taken-in").await
}

pub(super) async fn take_back(
    may: May<KeepOvertime>,
    Path(import): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let import = find(&may, &import).await?;
    let key = (import.id, version_of(&body, &may.text));
    let done = acts::take_back(desk(&may), &may.allowed, key).await;
    with_version(&may, &import, &body, done, "overtime-import-taken-back").await
}

pub(super) async fn put_aside(
    may: May<KeepOvertime>,
    Path(import): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let import = find(&may, &import).await?;
    let key = (import.id, version_of(&body, &may.text));
    let done = acts::put_aside(desk(&may), &may.allowed, key).await;
    with_version(&may, &import, &body, done, "overtime-import-put-aside").await
}
