//! One program: name, place and section in charge, its plan cells, its measures.

use super::program_form::{owner_and_unit, owner_field, unit_field};
use super::{Refused, Told, address, answer, desk, fixed, form_of, node_title, trail, way};
use crate::acts::{self, PlanRefusal, ProgramEntry};
use crate::document::{Cell, Measure, Part, Program};
use crate::pages::board_view::span_of;
use crate::pages::frame::{self, Opened, Tab, part_name, part_named};
use crate::records::{ProgramView, State, Version};
use crate::text::{cell_text, status_term, target_term, years_label};
use access::EditPlanStructure;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use people::UnitTree;
use screen::form::{Choice, Entries, Field, Form, Reading};
use screen::visit::Visit;
use screen::{May, Notice, PageError, see_other};
use words::Text;

/// The address of a program: the plan's code, the part, the program's key.
pub(super) type Place = (String, String, String);

/// A plan cell in the list.
struct CellLine {
    years: String,
    text: String,
    status: &'static str,
    href: String,
}

/// A measure in the list.
struct MeasureLine {
    label: String,
    unit: String,
    targets: String,
    href: String,
}

#[derive(Template)]
#[template(path = "setup/program.html")]
struct ProgramPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    here: String,
    view_href: String,
    fixed: Option<String>,
    told: Told,
    facts: Vec<(String, String)>,
    version: Field,
    fields: Vec<Field>,
    unit: Field,
    cells: Vec<CellLine>,
    free_years: bool,
    measures: Vec<MeasureLine>,
    removable: bool,
}

/// The program of an address.
pub(super) fn found<'a>(opened: &'a Opened, place: &Place) -> Result<ProgramView<'a>, PageError> {
    let part = part_named(&place.1).ok_or(PageError::NotFound)?;
    opened
        .loaded
        .program_named(part, &place.2)
        .ok_or(PageError::NotFound)
}

/// The page of an address.
pub(super) fn page_of(place: &Place) -> String {
    format!("/plan/{}/setup/programs/{}/{}", place.0, place.1, place.2)
}

/// From the plan down to the program's node.
pub(super) fn trail_to(
    visit: &Visit,
    opened: &Opened,
    head: &frame::Head,
    program: &Program,
) -> Vec<(String, String)> {
    let setup = address(head);
    let node = opened
        .loaded
        .document
        .nodes
        .iter()
        .find(|node| node.path == program.node);
    let link = node.map(|node| {
        (
            node_title(opened, node, program.part),
            format!("{setup}/nodes/{}", node.path),
        )
    });
    trail(visit, head).into_iter().chain(link).collect()
}

pub(crate) async fn program(
    may: May<EditPlanStructure>,
    Path(place): Path<Place>,
) -> Result<Response, PageError> {
    page(&may, &place, None).await
}

async fn page(
    visit: &Visit,
    place: &Place,
    refused: Option<Refused>,
) -> Result<Response, PageError> {
    let opened = frame::open(visit, &place.0).await?;
    let view = found(&opened, place)?;
    let head = frame::head(visit, &opened, Tab::Setup);
    let t = &visit.text;
    let failed = refused.is_some();
    let (form, told) = form_of(t, refused);
    let units = people::units_on(visit.db(), visit.today()).await?;
    let here = page_of(place);
    let years = span_of(&opened.loaded.document, view.program.part);
    let covered = |year| {
        view.program
            .plan
            .iter()
            .any(|cell| cell.years.contains(year))
    };
    let main = ProgramPage {
        t,
        title: view.program.name.clone(),
        trail: trail_to(visit, &opened, &head, view.program),
        view_href: format!("{}/programs/{}/{}", head.here, place.1, place.2),
        fixed: fixed(visit, &opened),
        told,
        facts: facts(t, &opened, &view, &units),
        version: form.version(view.record.mark.version.0),
        fields: fields(t, &form, &opened, &view, &units),
        unit: unit_field(&Form::new(t), t, &units, view.record.unit).id("f-only-unit"),
        cells: view
            .program
            .plan
            .iter()
            .map(|cell| cell_line(&opened, view.program, cell, &here))
            .collect(),
        free_years: !years.years().all(covered),
        measures: view
            .program
            .measures
            .iter()
            .map(|measure| measure_line(&opened, measure, &here))
            .collect(),
        removable: opened.loaded.state == State::Draft,
        here,
    };
    answer(visit, view.program.name.clone(), failed, &main)
}

fn facts(
    t: &Text,
    opened: &Opened,
    view: &ProgramView<'_>,
    units: &UnitTree,
) -> Vec<(String, String)> {
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let unit = view
        .record
        .unit
        .map(|unit| units.path(people::UnitId(unit)));
    let unit = unit.filter(|path| !path.is_empty());
    let part = format!("plan-import-part-{}", part_name(view.program.part));
    let node = opened
        .loaded
        .document
        .nodes
        .iter()
        .find(|node| node.path == view.program.node);
    vec![
        fact("plan-setup-part", t.say(&part).into_owned()),
        fact(
            "plan-setup-node",
            node.map_or_else(String::new, |node| {
                node_title(opened, node, view.program.part)
            }),
        ),
        fact(
            "plan-setup-owner",
            view.program.owner.clone().unwrap_or_else(|| "―".to_owned()),
        ),
        fact("plan-setup-unit", unit.unwrap_or_else(|| "―".to_owned())),
        fact("plan-setup-key", view.program.key.clone()),
    ]
}

fn fields(
    t: &Text,
    form: &Form,
    opened: &Opened,
    view: &ProgramView<'_>,
    units: &UnitTree,
) -> Vec<Field> {
    let document = &opened.loaded.document;
    let nodes = document
        .nodes
        .iter()
        .zip(&opened.loaded.nodes)
        .map(|(node, record)| Choice::new(record.id, node_title(opened, node, view.program.part)))
        .collect();
    let home = document
        .nodes
        .iter()
        .position(|node| node.path == view.program.node);
    let home = home.map(|place| opened.loaded.nodes[place].id.to_string());
    vec![
        form.text("name", &t.say("plan-setup-program-name"))
            .value(&view.program.name)
            .required(),
        form.select("node", &t.say("plan-setup-node"), nodes)
            .hint(t.say("plan-setup-node-hint"))
            .ticked([home.unwrap_or_default()]),
        owner_field(form, t, view.program.owner.as_deref()),
        unit_field(form, t, units, view.record.unit),
    ]
}

fn cell_line(opened: &Opened, program: &Program, cell: &Cell, here: &str) -> CellLine {
    let text = cell_text(program, cell, opened.style);
    CellLine {
        years: years_label(cell.years, opened.style),
        status: cell
            .status
            .map(status_term)
            .filter(|term| *term != text)
            .unwrap_or_default(),
        text,
        href: format!("{here}/cells/{}", cell.years.from),
    }
}

fn measure_line(opened: &Opened, measure: &Measure, here: &str) -> MeasureLine {
    let target = |target: &crate::document::YearTarget| {
        format!(
            "{} {}",
            target.year.short_label(opened.style),
            target_term(&target.target)
        )
    };
    MeasureLine {
        label: measure.label.clone(),
        unit: measure.unit.clone(),
        targets: measure
            .targets
            .iter()
            .map(target)
            .collect::<Vec<_>>()
            .join("、"),
        href: format!("{here}/measures/{}", measure.key),
    }
}

/// Writes name, place and section in charge.
pub(crate) async fn save(
    may: May<EditPlanStructure>,
    Path(place): Path<Place>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let t = &may.text;
    let opened = frame::open(&may, &place.0).await?;
    let id = found(&opened, &place)?.record.id;
    let units = people::units_on(may.db(), may.today()).await?;
    let (owner, unit) = owner_and_unit(&entries, &units);
    let mut reading = Reading::new(entries.clone(), t);
    let name = reading.text("name", &t.say("plan-setup-program-name"), 200);
    let node = reading
        .entries()
        .text("node")
        .and_then(|node| node.parse().ok());
    let expected = Version(reading.version());
    if let Err(errors) = reading.finish() {
        return page(&may, &place, Some(Refused::by_reading(errors))).await;
    }
    let entry = ProgramEntry {
        node: node.ok_or(PageError::NotFound)?,
        name,
        owner,
        unit,
    };
    match acts::edit_program(desk(&may), &may.allowed, &place.0, id, entry, expected).await {
        Ok(_) => Ok(see_other(
            &page_of(&place),
            Some(Notice::new("plan-setup-saved")),
        )),
        Err(error) => {
            let field = |refusal: &PlanRefusal| match refusal {
                PlanRefusal::NameMissing => "name",
                _ => "",
            };
            let refused = Refused::by_act(t, entries, error, field)?;
            page(&may, &place, Some(refused)).await
        }
    }
}

/// Says which section enters the results; possible at any time.
pub(crate) async fn assign(
    may: May<EditPlanStructure>,
    Path(place): Path<Place>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let unit: Option<i64> = entries.text("unit").and_then(|unit| unit.parse().ok());
    let units = people::units_on(may.db(), may.today()).await?;
    if unit.is_some_and(|unit| units.get(people::UnitId(unit)).is_none()) {
        return Err(PageError::NotFound);
    }
    let opened = frame::open(&may, &place.0).await?;
    let id = found(&opened, &place)?.record.id;
    acts::assign_unit(desk(&may), &may.allowed, &place.0, id, unit).await?;
    Ok(see_other(
        &page_of(&place),
        Some(Notice::new("plan-setup-saved")),
    ))
}

/// Moves the program past its neighbour.
pub(crate) async fn shift(
    may: May<EditPlanStructure>,
    Path(place): Path<Place>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let opened = frame::open(&may, &place.0).await?;
    let view = found(&opened, &place)?;
    let to = format!("/plan/{}/setup/nodes/{}", place.0, view.program.node);
    acts::move_program(
        desk(&may),
        &may.allowed,
        &place.0,
        view.record.id,
        way(&entries),
    )
    .await?;
    Ok(see_other(&to, Some(Notice::new("plan-setup-moved"))))
}

/// The years of a program's part as choices.
pub(super) fn year_choices(visit: &Visit, opened: &Opened, part: Part) -> Vec<Choice> {
    span_of(&opened.loaded.document, part)
        .years()
        .map(|year| Choice::new(year, frame::year_label(year, opened.style, visit)))
        .collect()
}
