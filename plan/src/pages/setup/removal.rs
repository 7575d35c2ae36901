//! Something taken out of a draft: first what goes with it, in numbers.

use super::program::{Place, found, page_of, trail_to};
use super::{address, answer, desk, node_at, node_title, trail};
use crate::acts;
use crate::document::{Part, Program};
use crate::pages::frame::{self, Opened, Tab};
use crate::records::{State, Version};
use access::EditPlanStructure;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use screen::form::{Entries, Field, Form};
use screen::{May, Notice, PageError, see_other};
use words::Text;

#[derive(Template)]
#[template(path = "setup/removal.html")]
struct RemovalPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    /// What goes with it.
    goes: Vec<(String, String)>,
    /// Why it cannot be taken out.
    refused: Option<String>,
    back: String,
    action: String,
    hidden: Vec<Field>,
}

/// Why nothing is taken out of this plan.
fn kept(t: &Text, opened: &Opened) -> Option<String> {
    let state = opened.loaded.state;
    (state != State::Draft).then(|| {
        t.say1(
            "plan-setup-remove-only-draft",
            "state",
            t.say(state.label()).into_owned(),
        )
    })
}

pub(crate) async fn ask_node(
    may: May<EditPlanStructure>,
    Path((code, path)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    let (place, node) = node_at(&opened, &path)?;
    let head = frame::head(&may, &opened, Tab::Setup);
    let t = &may.text;
    let document = &opened.loaded.document;
    let below = format!("{path}-");
    let inside = |node: &str| node == path || node.starts_with(&below);
    let nodes = document
        .nodes
        .iter()
        .filter(|node| node.path.starts_with(&below))
        .count();
    let programs = document
        .programs
        .iter()
        .filter(|program| inside(&program.node))
        .count();
    let figures = node.result_measures.len();
    let full =
        (nodes + programs + figures > 0).then(|| t.say("plan-setup-remove-full").into_owned());
    let here = format!("{}/nodes/{path}", address(&head));
    let count = |key: &str, number: usize| (t.say(key).into_owned(), number.to_string());
    let title = t.say1(
        "plan-setup-remove-title",
        "name",
        node_title(&opened, node, Part::Plan),
    );
    let main = RemovalPage {
        t,
        title: title.clone(),
        trail: trail(&may, &head),
        goes: vec![
            count("plan-import-nodes", nodes),
            count("plan-import-programs", programs),
            count("plan-setup-result-figures", figures),
        ],
        refused: kept(t, &opened).or(full),
        action: format!("{here}/remove"),
        back: here,
        hidden: vec![Form::new(t).hidden("node", &opened.loaded.nodes[place].id.to_string())],
    };
    answer(&may, title, false, &main)
}

pub(crate) async fn remove_node(
    may: May<EditPlanStructure>,
    Path((code, path)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let id = super::node::id_of(&may, &entries, (&code, &path)).await?;
    acts::remove_node(desk(&may), &may.allowed, &code, id).await?;
    Ok(see_other(
        &format!("/plan/{code}/setup"),
        Some(Notice::new("plan-setup-removed")),
    ))
}

/// What a program holds, in numbers.
fn holds(t: &Text, program: &Program) -> Vec<(String, String)> {
    let count = |key: &str, number: usize| (t.say(key).into_owned(), number.to_string());
    let figures = program
        .measures
        .iter()
        .map(|measure| measure.values.len())
        .sum();
    let targets = program
        .measures
        .iter()
        .map(|measure| measure.targets.len())
        .sum();
    vec![
        count("plan-setup-cells", program.plan.len()),
        count("plan-setup-actuals", program.actual.len()),
        count("plan-setup-measures", program.measures.len()),
        count("plan-setup-targets", targets),
        count("plan-setup-figures", figures),
        count("plan-setup-evaluations", program.evaluations.len()),
    ]
}

pub(crate) async fn ask_program(
    may: May<EditPlanStructure>,
    Path(place): Path<Place>,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &place.0).await?;
    let view = found(&opened, &place)?;
    let head = frame::head(&may, &opened, Tab::Setup);
    let t = &may.text;
    let here = page_of(&place);
    let title = t.say1(
        "plan-setup-remove-title",
        "name",
        view.program.name.as_str(),
    );
    let main = RemovalPage {
        t,
        title: title.clone(),
        trail: trail_to(&may, &opened, &head, view.program),
        goes: holds(t, view.program),
        refused: kept(t, &opened),
        action: format!("{here}/remove"),
        back: here,
        hidden: Vec::new(),
    };
    answer(&may, title, false, &main)
}

pub(crate) async fn remove_program(
    may: May<EditPlanStructure>,
    Path(place): Path<Place>,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &place.0).await?;
    let view = found(&opened, &place)?;
    let to = format!("/plan/{}/setup/nodes/{}", place.0, view.program.node);
    acts::remove_program(desk(&may), &may.allowed, &place.0, view.record.id).await?;
    Ok(see_other(&to, Some(Notice::new("plan-setup-removed"))))
}

pub(crate) async fn ask_measure(
    may: May<EditPlanStructure>,
    Path((code, part, key, name)): Path<(String, String, String, String)>,
) -> Result<Response, PageError> {
    let place = (code, part, key);
    let opened = frame::open(&may, &place.0).await?;
    let view = found(&opened, &place)?;
    let measure = view
        .program
        .measures
        .iter()
        .find(|measure| measure.key == name);
    let measure = measure.ok_or(PageError::NotFound)?;
    let head = frame::head(&may, &opened, Tab::Setup);
    let t = &may.text;
    let here = format!("{}/measures/{name}", page_of(&place));
    let quoted = view
        .program
        .plan
        .iter()
        .chain(&view.program.actual)
        .filter(|cell| cell.text.contains(&format!("{{{name}")))
        .count();
    let quoted = (quoted > 0).then(|| t.say1("plan-setup-remove-quoted", "count", quoted));
    let count = |key: &str, number: usize| (t.say(key).into_owned(), number.to_string());
    let title = t.say1("plan-setup-remove-title", "name", measure.label.as_str());
    let main = RemovalPage {
        t,
        title: title.clone(),
        trail: trail_to(&may, &opened, &head, view.program),
        goes: vec![
            count("plan-setup-targets", measure.targets.len()),
            count("plan-setup-figures", measure.values.len()),
            count("plan-setup-definitions", measure.definitions.len()),
        ],
        refused: super::fixed(&may, &opened).or(quoted),
        action: format!("{here}/remove"),
        back: here,
        hidden: vec![Form::new(t).version(view.record.mark.version.0)],
    };
    answer(&may, title, false, &main)
}

pub(crate) async fn remove_measure(
    may: May<EditPlanStructure>,
    Path((code, part, key, name)): Path<(String, String, String, String)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let expected = entries
        .text("version")
        .and_then(|text| text.parse().ok())
        .map(Version);
    let expected = expected.unwrap_or(Version::NONE);
    let place = (code, part, key);
    let opened = frame::open(&may, &place.0).await?;
    let id = found(&opened, &place)?.record.id;
    acts::take_measure_away(desk(&may), &may.allowed, &place.0, id, &name, expected).await?;
    Ok(see_other(
        &page_of(&place),
        Some(Notice::new("plan-setup-removed")),
    ))
}
