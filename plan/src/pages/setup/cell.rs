//! One cell of the plan line: its years, its text, what it says of the program.

use super::program::{Place, found, page_of, trail_to, year_choices};
use super::{Refused, Told, answer, desk, fixed, form_of};
use crate::acts::{self, PlanCellEntry, PlanRefusal};
use crate::document::{Cell, PlanDocument, Program, Status};
use crate::pages::board_view::span_of;
use crate::pages::frame::{self, Opened, Tab};
use crate::records::{ProgramView, Version};
use crate::rules::cells;
use crate::store;
use crate::text::{status_term, years_label};
use access::EditPlanStructure;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::{FiscalYear, YearSpan};
use screen::form::{Choice, Entries, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, PageError, see_other};
use words::Text;

/// The address of a cell: its program, and the first of its years or `new`.
type CellPlace = (String, String, String, String);

/// Everything a plan cell can say of its program.
const STATUSES: [Status; 8] = [
    Status::Considered,
    Status::Carried,
    Status::Continued,
    Status::Changed,
    Status::Merged,
    Status::Abolished,
    Status::NotCarried,
    Status::NoResult,
];

#[derive(Template)]
#[template(path = "setup/cell.html")]
struct CellPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    told: Told,
    action: String,
    back: String,
    seen: Vec<Field>,
    fields: Vec<Field>,
    figures: Vec<(String, String)>,
    there: bool,
}

fn program_place(place: &CellPlace) -> Place {
    (place.0.clone(), place.1.clone(), place.2.clone())
}

/// The first year of the cell; `None` for a new one.
fn year_of(place: &CellPlace) -> Result<Option<FiscalYear>, PageError> {
    match place.3.as_str() {
        "new" => Ok(None),
        year => year
            .parse()
            .map(|year| Some(FiscalYear(year)))
            .map_err(|_| PageError::NotFound),
    }
}

pub(crate) async fn cell(
    may: May<EditPlanStructure>,
    Path(place): Path<CellPlace>,
) -> Result<Response, PageError> {
    page(&may, &place, None).await
}

async fn page(
    visit: &Visit,
    place: &CellPlace,
    refused: Option<Refused>,
) -> Result<Response, PageError> {
    let opened = frame::open(visit, &place.0).await?;
    let program = program_place(place);
    let view = found(&opened, &program)?;
    if fixed(visit, &opened).is_some() {
        return Ok(see_other(&page_of(&program), None));
    }
    let year = year_of(place)?;
    let cell = year.map(|year| cells::under(&view.program.plan, year).ok_or(PageError::NotFound));
    let cell = cell.transpose()?;
    let head = frame::head(visit, &opened, Tab::Setup);
    let t = &visit.text;
    let failed = refused.is_some();
    let (form, told) = form_of(t, refused);
    let back = page_of(&program);
    let mut trail = trail_to(visit, &opened, &head, view.program);
    trail.push((view.program.name.clone(), back.clone()));
    let title = match cell {
        Some(cell) => t.say1(
            "plan-setup-cell",
            "years",
            years_label(cell.years, opened.style),
        ),
        None => visit.say("plan-setup-add-cell"),
    };
    let main = CellPage {
        t,
        title: title.clone(),
        trail,
        told,
        action: format!("{back}/cells/{}", place.3),
        back,
        seen: seen(&opened, &view, t),
        fields: fields(visit, &form, &opened, view.program, cell),
        figures: figures(view.program),
        there: cell.is_some(),
    };
    answer(visit, title, failed, &main)
}

/// The versions of what stands under each year now, so that nobody's change is overwritten unseen.
fn seen(opened: &Opened, view: &ProgramView<'_>, t: &Text) -> Vec<Field> {
    let field = |year: FiscalYear| {
        let version = view
            .plan_mark(year)
            .map_or(Version::NONE, |mark| mark.version);
        Form::new(t).hidden(&format!("seen{year}"), &version.to_string())
    };
    span_of(&opened.loaded.document, view.program.part)
        .years()
        .map(field)
        .collect()
}

/// What may be quoted in the text: `{key}` with the measure's name.
fn figures(program: &Program) -> Vec<(String, String)> {
    let line = |measure: &crate::document::Measure| {
        (format!("{{{}}}", measure.key), measure.label.clone())
    };
    program.measures.iter().map(line).collect()
}

fn fields(
    visit: &Visit,
    form: &Form,
    opened: &Opened,
    program: &Program,
    cell: Option<&Cell>,
) -> Vec<Field> {
    let t = &visit.text;
    let years = year_choices(visit, opened, program.part);
    let span = cell.map_or_else(|| first_free(opened, program), |cell| cell.years);
    let none = || std::iter::once(Choice::new("", t.say("plan-setup-none")));
    let statuses = STATUSES.map(|status| Choice::new(store::name(status), status_term(status)));
    vec![
        form.select("from", &t.say("plan-setup-from"), years.clone())
            .ticked([span.from.to_string()])
            .width(Width::Middle),
        form.select("to", &t.say("plan-setup-to"), years)
            .hint(t.say("plan-setup-to-hint"))
            .ticked([span.to.to_string()])
            .width(Width::Middle),
        form.textarea("text", &t.say("plan-setup-cell-text"))
            .hint(t.say("plan-setup-cell-text-hint"))
            .value(cell.map_or("", |cell| &cell.text))
            .required(),
        form.select(
            "status",
            &t.say("plan-setup-status"),
            none().chain(statuses).collect(),
        )
        .ticked([cell.and_then(|cell| cell.status).map_or("", store::name)])
        .width(Width::Middle),
        form.select(
            "into",
            &t.say("plan-setup-into"),
            none()
                .chain(others(&opened.loaded.document, program))
                .collect(),
        )
        .hint(t.say("plan-setup-into-hint"))
        .ticked([cell
            .and_then(|cell| cell.merged_into.as_deref())
            .unwrap_or_default()]),
    ]
}

/// The programs one can be merged into: each key once.
fn others(document: &PlanDocument, program: &Program) -> Vec<Choice> {
    let mut choices: Vec<(&str, &str)> = document
        .programs
        .iter()
        .filter(|other| other.key != program.key && other.part == program.part)
        .map(|other| (other.key.as_str(), other.name.as_str()))
        .collect();
    choices.dedup();
    choices
        .into_iter()
        .map(|(key, name)| Choice::new(key, name))
        .collect()
}

/// The first year without a cell, else the first year.
fn first_free(opened: &Opened, program: &Program) -> YearSpan {
    let span = span_of(&opened.loaded.document, program.part);
    let free = |year: &FiscalYear| cells::under(&program.plan, *year).is_none();
    YearSpan::of(span.years().find(free).unwrap_or(span.from))
}

pub(crate) async fn save(
    may: May<EditPlanStructure>,
    Path(place): Path<CellPlace>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let program = program_place(&place);
    let opened = frame::open(&may, &place.0).await?;
    let view = found(&opened, &program)?;
    let entry = match read(&may.text, entries.clone(), &view, year_of(&place)?) {
        Ok(entry) => entry,
        Err(errors) => return page(&may, &place, Some(Refused::by_reading(errors))).await,
    };
    match acts::save_plan_cell(desk(&may), &may.allowed, &place.0, entry).await {
        Ok(_) => Ok(see_other(
            &page_of(&program),
            Some(Notice::new("plan-setup-saved")),
        )),
        Err(error) => {
            let refused = Refused::by_act(&may.text, entries, error, field_of)?;
            page(&may, &place, Some(refused)).await
        }
    }
}

fn field_of(refusal: &PlanRefusal) -> &'static str {
    match refusal {
        PlanRefusal::NothingEntered
        | PlanRefusal::UnreadableText { .. }
        | PlanRefusal::UnknownMeasure { .. } => "text",
        PlanRefusal::MergedIntoNothing => "into",
        PlanRefusal::YearOutside { .. } => "from",
        _ => "",
    }
}

fn read(
    t: &Text,
    entries: Entries,
    view: &ProgramView<'_>,
    old: Option<FiscalYear>,
) -> Result<PlanCellEntry, FormErrors> {
    let removed = entries.ticked("remove");
    let mut reading = Reading::new(entries, t);
    let year = |name: &str, entries: &Entries| {
        entries
            .text(name)
            .and_then(|year| year.parse().ok())
            .map(FiscalYear)
    };
    let (from, to) = (
        year("from", reading.entries()),
        year("to", reading.entries()),
    );
    let years = from.zip(to).and_then(|(from, to)| YearSpan::new(from, to));
    if years.is_none() {
        reading.refuse("to", t.say("plan-setup-years-reversed"));
    }
    let text = if removed {
        String::new()
    } else {
        reading.text("text", &t.say("plan-setup-cell-text"), 4_000)
    };
    let status = reading.entries().text("status").unwrap_or_default();
    let status = STATUSES
        .into_iter()
        .find(|each| store::name(*each) == status);
    let into = reading
        .entries()
        .text("into")
        .filter(|into| !into.is_empty());
    let old = old.and_then(|year| cells::under(&view.program.plan, year));
    // Taking a cell away takes away the one that was opened, whatever years were chosen since.
    let years = if removed {
        old.map(|cell| cell.years).or(years)
    } else {
        years
    };
    let years = years.unwrap_or(YearSpan::of(FiscalYear(0)));
    let seen = reading.entries().text(&format!("seen{}", years.from));
    let expected = seen
        .and_then(|version| version.parse().ok())
        .unwrap_or(Version(-1));
    reading.finish()?;
    Ok(PlanCellEntry {
        program: view.record.id,
        years,
        cell: (!removed).then(|| Cell {
            years,
            text,
            status,
            merged_into: into,
            quality: old.map(|cell| cell.quality).unwrap_or_default(),
        }),
        expected,
    })
}
