//! Choosing which table is which and which column is which field.

use super::import::problems_of;
use super::{Problems, SECTION, desk, href, read_id, trail};
use crate::acts;
use crate::choice::{Choice, Chosen, Options, Preview, head_of};
use crate::layout::Table;
use crate::store::imports::{Import, State};
use crate::store::mappings::{self, Named};
use access::ImportStaff;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use exchange::column_letters;
use exchange::mapping::{Columns, suggest};
use screen::form::{
    Choice as Option_, Entries, ErrorSummary, Field, Form, FormErrors, Reading, Width,
};
use screen::visit::Visit;
use screen::{May, Page, PageError, see_other};
use words::Text;

/// A kind of table on the page.
struct Part {
    heading: String,
    lead: String,
    sheet: Field,
    head: Field,
    was: Field,
    chosen: bool,
    open: bool,
    fields: Vec<Field>,
    /// Headings and first rows of the chosen table.
    sample: Sample,
}

#[derive(Default)]
struct Sample {
    titles: Vec<String>,
    rows: Vec<Vec<String>>,
}

#[derive(Template)]
#[template(path = "intake/columns.html")]
struct ColumnsPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    steps: Vec<String>,
    summary: ErrorSummary,
    problems: Option<Problems>,
    missing: Vec<String>,
    facts: Vec<(String, String)>,
    action: String,
    put_aside: String,
    version: Field,
    remembered: Option<Field>,
    parts: Vec<Part>,
    digits: Field,
    effective: Field,
    make_units: Field,
    change_units: Field,
    complete: Field,
    leaving: Field,
    save_as: Field,
}

/// What the page is filled with.
struct Filled {
    choice: Choice,
    mapping: Option<i64>,
    missing: Vec<String>,
    errors: Option<FormErrors>,
}

/// The names of the steps.
pub(super) fn steps(t: &Text) -> Vec<String> {
    [
        "intake-step-file",
        "intake-step-columns",
        "intake-step-trial",
        "intake-step-done",
    ]
    .map(|key| t.say(key).into_owned())
    .into()
}

pub(super) async fn show(
    may: May<ImportStaff>,
    Path(import): Path<String>,
) -> Result<Response, PageError> {
    let (import, state) = acts::find(desk(&may), &may.allowed, read_id(&import)?).await?;
    if !matches!(state, State::Sent | State::Refused | State::Tried) {
        return Ok(see_other(&href(import.id), None));
    }
    let filled = Filled {
        choice: match &import.choice {
            Some(choice) => choice.clone(),
            None => Choice::proposed(&import.previews),
        },
        mapping: None,
        missing: Vec::new(),
        errors: None,
    };
    page(&may, &import, filled).await
}

async fn page(visit: &Visit, import: &Import, filled: Filled) -> Result<Response, PageError> {
    let t = &visit.text;
    let remembered = mappings::all(visit.db()).await?;
    let status = if filled.errors.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let title = visit.say("intake-columns");
    let form = Form::of(t, filled.errors);
    let fresh = Form::new(t);
    let options = &filled.choice.options;
    let choices = |named: &Named| Option_::new(named.id, named.name.clone());
    let main = ColumnsPage {
        t,
        title: title.clone(),
        trail: trail(visit, false),
        steps: steps(t),
        summary: form.summary(),
        problems: problems_of(visit, import),
        missing: filled.missing,
        facts: vec![
            (visit.say("intake-file-name"), import.file_name.clone()),
            (visit.say("intake-tables"), tables_text(&import.previews, t)),
        ],
        action: format!("{}/columns", href(import.id)),
        put_aside: format!("{}/put-aside", href(import.id)),
        version: fresh.version(import.version),
        remembered: (!remembered.is_empty()).then(|| {
            let offered = std::iter::once(Option_::new("", t.say("intake-no-mapping")))
                .chain(remembered.iter().map(choices))
                .collect();
            fresh
                .select("mapping", &t.say("intake-mapping"), offered)
                .value(filled.mapping.map(|id| id.to_string()).unwrap_or_default())
                .width(Width::Middle)
        }),
        parts: Table::ALL
            .into_iter()
            .map(|table| part(&form, &fresh, import, &filled.choice, table, t))
            .collect(),
        digits: form
            .text("digits", &t.say("intake-digits"))
            .hint(t.say("intake-digits-hint"))
            .value(
                options
                    .digits
                    .map(|digits| digits.to_string())
                    .unwrap_or_default(),
            )
            .width(Width::Narrow)
            .input_mode("numeric")
            .optional(),
        effective: form
            .date("effective", &t.say("intake-effective"))
            .day(Some(options.effective.unwrap_or(visit.today())))
            .hint(t.say("intake-effective-hint"))
            .required(),
        make_units: form
            .tick("make-units", &t.say("intake-make-units"))
            .hint(t.say("intake-make-units-hint"))
            .ticked(options.make_units.then_some("1")),
        change_units: form
            .tick("change-units", &t.say("intake-change-units"))
            .hint(t.say("intake-change-units-hint"))
            .ticked(options.change_units.then_some("1")),
        complete: form
            .tick("complete", &t.say("intake-complete"))
            .hint(t.say("intake-complete-hint"))
            .ticked(options.complete.then_some("1")),
        leaving: form
            .date("leaving", &t.say("intake-leaving"))
            .day(options.leaving_on.and_then(|day| day.yesterday().ok()))
            .optional(),
        save_as: form
            .text("save-as", &t.say("intake-save-as"))
            .hint(t.say("intake-save-as-hint"))
            .width(Width::Middle)
            .optional(),
    };
    visit.page(Page::new(title, SECTION).with_status(status), &main)
}

fn tables_text(previews: &[Preview], t: &Text) -> String {
    let one = |preview: &Preview| {
        t.say2(
            "intake-table",
            "name",
            preview.name.as_str(),
            "count",
            preview.count,
        )
    };
    previews.iter().map(one).collect::<Vec<_>>().join("、")
}

fn part(
    form: &Form,
    fresh: &Form,
    import: &Import,
    choice: &Choice,
    table: Table,
    t: &Text,
) -> Part {
    let chosen = choice.table(table);
    let key = table.key();
    let offered = std::iter::once(Option_::new("", t.say("intake-no-sheet")))
        .chain(import.previews.iter().enumerate().map(|(at, preview)| {
            let label = t.say2(
                "intake-table",
                "name",
                preview.name.as_str(),
                "count",
                preview.count,
            );
            Option_::new(at, label)
        }))
        .collect();
    let sheet = form
        .select(&format!("{key}-sheet"), &t.say("intake-sheet"), offered)
        .value(
            chosen
                .map(|chosen| chosen.sheet.to_string())
                .unwrap_or_default(),
        );
    let head = form
        .text(&format!("{key}-head"), &t.say("intake-head"))
        .hint(t.say("intake-head-hint"))
        .width(Width::Narrow)
        .input_mode("numeric")
        .value(
            chosen
                .map(|chosen| chosen.head.to_string())
                .unwrap_or_default(),
        );
    Part {
        heading: t
            .say(match table {
                Table::People => "intake-part-people",
                Table::Careers => "intake-part-careers",
                Table::Units => "intake-part-units",
            })
            .into_owned(),
        lead: t
            .say(match table {
                Table::People => "intake-part-people-lead",
                Table::Careers => "intake-part-careers-lead",
                Table::Units => "intake-part-units-lead",
            })
            .into_owned(),
        sheet,
        head,
        was: fresh.hidden(&format!("{key}-was"), &was(chosen)),
        chosen: chosen.is_some(),
        open: table == Table::People || chosen.is_some(),
        fields: chosen.map_or_else(Vec::new, |chosen| {
            fields(form, &import.previews, chosen, table, t)
        }),
        sample: chosen.map_or_else(Sample::default, |chosen| {
            sample(&import.previews, chosen, table)
        }),
    }
}

/// Which table and row of headings the columns on the page belong to.
fn was(chosen: Option<&Chosen>) -> String {
    chosen.map_or_else(String::new, |chosen| {
        format!("{}:{}", chosen.sheet, chosen.head)
    })
}

fn fields(
    form: &Form,
    previews: &[Preview],
    chosen: &Chosen,
    table: Table,
    t: &Text,
) -> Vec<Field> {
    let Some(preview) = previews.get(chosen.sheet) else {
        return Vec::new();
    };
    let titles =
        head_of(preview, table, Some(chosen.head)).map_or_else(Vec::new, |head| head.titles);
    let wanted = table.wanted().iter();
    wanted
        .map(|wanted| {
            let column = chosen.columns.get(wanted.key).copied();
            let offered = std::iter::once(Option_::new("", t.say("intake-no-column")))
                .chain(titles.iter().map(|title| {
                    let label = format!("{} {}", column_letters(title.column), title.text);
                    Option_::new(title.column, label)
                }))
                .collect();
            let field = form
                .select(
                    &field_name(table, wanted.key),
                    &table.label(wanted.key, t),
                    offered,
                )
                .value(column.map(|column| column.to_string()).unwrap_or_default());
            let samples =
                column.map_or_else(Vec::new, |column| preview.samples(chosen.head, column));
            let field = if samples.is_empty() {
                field
            } else {
                field.hint(t.say1("intake-samples", "samples", samples.join("、")))
            };
            if table.needs().contains(&wanted.key) {
                field.required()
            } else {
                field
            }
        })
        .collect()
}

fn field_name(table: Table, field: &str) -> String {
    format!("{}.{field}", table.key())
}

/// The first rows below the headings.
fn sample(previews: &[Preview], chosen: &Chosen, table: Table) -> Sample {
    let Some(preview) = previews.get(chosen.sheet) else {
        return Sample::default();
    };
    let Some(head) = head_of(preview, table, Some(chosen.head)) else {
        return Sample::default();
    };
    let grid = preview.grid();
    let below = grid.rows.iter().filter(|row| row.number > chosen.head);
    Sample {
        rows: below
            .take(3)
            .map(|row| {
                let cell = |column: u16| row.cell(column).map(exchange::Value::text);
                head.titles
                    .iter()
                    .map(|title| cell(title.column).unwrap_or_default())
                    .collect()
            })
            .collect(),
        titles: head
            .titles
            .into_iter()
            .map(|title| format!("{} {}", column_letters(title.column), title.text))
            .collect(),
    }
}

/// Takes the choice: begins the trial run, or shows the page again with another table or mapping.
pub(super) async fn choose(
    may: May<ImportStaff>,
    Path(import): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let (import, _) = acts::find(desk(&may), &may.allowed, read_id(&import)?).await?;
    let entries = Entries::parse(&body);
    let mapping = entries
        .text("mapping")
        .and_then(|id| id.parse::<i64>().ok());
    let remembered = mappings::all(may.db()).await?;
    let named = remembered.iter().find(|named| Some(named.id) == mapping);
    let wish = entries.text("do").unwrap_or_default();
    let mut reading = Reading::new(entries.clone(), &may.text);
    let options = options(&mut reading, &may.text);
    if wish == "apply" {
        let filled = match named {
            Some(named) => applied(&import, named, &options, &may.text),
            None => Filled {
                choice: Choice {
                    options,
                    ..Choice::proposed(&import.previews)
                },
                mapping: None,
                missing: Vec::new(),
                errors: None,
            },
        };
        return page(&may, &import, filled).await;
    }
    let (choice, again) = read_choice(&entries, &import.previews, options);
    if again || wish == "again" {
        let filled = Filled {
            choice,
            mapping,
            missing: Vec::new(),
            errors: None,
        };
        return page(&may, &import, filled).await;
    }
    let save_as = reading.optional_text("save-as", &may.say("intake-save-as"), 60);
    check(&choice, &mut reading, &may.text);
    let version = reading.version();
    if let Err(errors) = reading.finish() {
        let filled = Filled {
            choice,
            mapping,
            missing: Vec::new(),
            errors: Some(errors),
        };
        return page(&may, &import, filled).await;
    }
    let chosen = acts::Chosen {
        choice: &choice,
        save_as: save_as.as_deref(),
        mapping: named.map(|named| named.name.as_str()),
        language: may.language(),
    };
    acts::choose(desk(&may), &may.allowed, (import.id, version), &chosen).await?;
    Ok(see_other(&href(import.id), None))
}

fn applied(import: &Import, named: &Named, options: &Options, t: &Text) -> Filled {
    let (choice, missing) = named.content.apply(&import.previews, options);
    Filled {
        choice,
        mapping: Some(named.id),
        missing: missing
            .into_iter()
            .map(|(table, field)| table.label(&field, t))
            .collect(),
        errors: None,
    }
}

fn options(reading: &mut Reading<'_>, t: &Text) -> Options {
    let digits = reading.optional_text("digits", &t.say("intake-digits"), 2);
    let digits = match digits.as_deref().map(str::parse::<u8>) {
        None => None,
        Some(Ok(digits)) if (1..=20).contains(&digits) => Some(digits),
        Some(_) => {
            reading.refuse("digits", t.say("intake-digits-wrong"));
            None
        }
    };
    let complete = reading.entries().ticked("complete");
    let leaving = reading.optional_date("leaving", &t.say("intake-leaving"));
    Options {
        digits,
        complete,
        leaving_on: leaving.and_then(|day| day.tomorrow().ok()),
        make_units: reading.entries().ticked("make-units"),
        change_units: reading.entries().ticked("change-units"),
        effective: reading.date("effective", &t.say("intake-effective")),
    }
}

/// The choice as it was posted; the flag tells that columns were posted for another table or row of headings,
/// so that they have to be chosen anew.
fn read_choice(entries: &Entries, previews: &[Preview], options: Options) -> (Choice, bool) {
    let mut choice = Choice {
        options,
        ..Choice::default()
    };
    let mut again = false;
    for table in Table::ALL {
        let key = table.key();
        let was = entries.text(&format!("{key}-was")).unwrap_or_default();
        let number = |name: &str| entries.text(&format!("{key}-{name}"))?.parse::<u32>().ok();
        let sheet = number("sheet").and_then(|at| usize::try_from(at).ok());
        let Some((sheet, preview)) = sheet.and_then(|at| Some((at, previews.get(at)?))) else {
            again |= !was.is_empty();
            continue;
        };
        // Of another table the row of headings is looked for.
        let same_sheet = was.split(':').next() == Some(sheet.to_string().as_str());
        let row = number("head").filter(|_| same_sheet);
        let Some(head) = head_of(preview, table, row) else {
            again = true;
            continue;
        };
        let mut chosen = Chosen {
            sheet,
            head: head.row,
            columns: Columns::new(),
        };
        if self::was(Some(&chosen)) == was {
            for wanted in table.wanted() {
                let column = entries
                    .text(&field_name(table, wanted.key))
                    .and_then(|column| column.parse().ok());
                chosen
                    .columns
                    .extend(column.map(|column| (wanted.key.to_owned(), column)));
            }
        } else {
            again = true;
            chosen.columns = suggest(&head, table.wanted());
        }
        choice.tables.insert(key.to_owned(), chosen);
    }
    (choice, again)
}

/// What a choice cannot be without.
fn check(choice: &Choice, reading: &mut Reading<'_>, t: &Text) {
    if choice.tables.is_empty() {
        reading.refuse("people-sheet", t.say("intake-no-table"));
    }
    for table in Table::ALL {
        let Some(chosen) = choice.table(table) else {
            continue;
        };
        for need in table.needs() {
            if !chosen.columns.contains_key(*need) {
                let label = table.label(need, t);
                let sentence = t.say1("intake-column-missing", "field", label);
                reading.refuse(&field_name(table, need), sentence);
            }
        }
        if table != Table::Units
            && !["unit-code", "unit", "department", "section", "team"]
                .iter()
                .any(|field| chosen.columns.contains_key(*field))
            && table == Table::Careers
        {
            let sentence = t.say1("intake-column-missing", "field", table.label("unit", t));
            reading.refuse(&field_name(table, "unit"), sentence);
        }
    }
    if choice.options.complete && choice.options.leaving_on.is_none() {
        reading.refuse("leaving", t.say("intake-leaving-missing"));
    }
    if choice.options.complete && choice.table(Table::People).is_none() {
        reading.refuse("complete", t.say("intake-complete-without-people"));
    }
}
