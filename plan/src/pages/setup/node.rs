//! A pillar, direction or initiative: its names and texts, what lies below it, its programs.

use super::program_form::{ProgramFields, owner_and_unit, program_fields};
use super::{
    ProgramLink, Refused, Told, address, answer, desk, fixed, form_of, level_word, node_at,
    node_title, programs_of, trail,
};
use crate::acts::{self, NodeEntry, PlanRefusal, ProgramEntry};
use crate::document::{Node, Part};
use crate::pages::frame::{self, Opened, Tab, part_named};
use crate::records::{NodeId, State, Version};
use crate::rules::tree::depth;
use access::EditPlanStructure;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use screen::form::{Entries, Field, Form, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, PageError, see_other};
use words::Text;

/// Which of the page's forms was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sent {
    Texts,
    Below,
    Program,
}

#[derive(Template)]
#[template(path = "setup/node.html")]
struct NodePage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    here: String,
    setup: String,
    fixed: Option<String>,
    told: Told,
    facts: Vec<(String, String)>,
    version: Field,
    fields: Vec<Field>,
    below: Vec<(String, String)>,
    add_below: Option<(String, Field, bool)>,
    plan: Vec<ProgramLink>,
    review: Vec<ProgramLink>,
    program: ProgramFields,
    program_open: bool,
    removable: bool,
    id: NodeId,
}

pub(crate) async fn node(
    may: May<EditPlanStructure>,
    Path((code, path)): Path<(String, String)>,
) -> Result<Response, PageError> {
    page(&may, (&code, &path), None).await
}

async fn page(
    visit: &Visit,
    (code, path): (&str, &str),
    refused: Option<(Sent, Refused)>,
) -> Result<Response, PageError> {
    let opened = frame::open(visit, code).await?;
    let (place, node) = node_at(&opened, path)?;
    let head = frame::head(visit, &opened, Tab::Setup);
    let t = &visit.text;
    let sent = refused.as_ref().map(|(sent, _)| *sent);
    let (form, told) = form_of(t, refused.map(|(_, refused)| refused));
    let form_for = |which| {
        if sent == Some(which) {
            form.clone()
        } else {
            Form::new(t)
        }
    };
    let units = people::units_on(visit.db(), visit.today()).await?;
    let title = node_title(&opened, node, Part::Plan);
    let setup = address(&head);
    let main = NodePage {
        t,
        title: title.clone(),
        trail: above(visit, &opened, node, trail(visit, &head), &setup),
        here: format!("{setup}/nodes/{path}"),
        fixed: fixed(visit, &opened),
        told,
        facts: facts(t, node),
        version: form_for(Sent::Texts).version(opened.loaded.nodes[place].mark.version.0),
        fields: fields(t, &form_for(Sent::Texts), node),
        below: below(&opened, node, &setup),
        add_below: level_word(&opened, t, depth(path) + 1).map(|word| {
            let name = form_for(Sent::Below)
                .text("child", &t.say("plan-setup-name"))
                .required();
            (
                t.say1("plan-setup-add-node", "level", word),
                name,
                sent == Some(Sent::Below),
            )
        }),
        plan: programs_of(&opened, &head, path, Part::Plan),
        review: programs_of(&opened, &head, path, Part::Review),
        program: program_fields(visit, &form_for(Sent::Program), &opened, &units),
        program_open: sent == Some(Sent::Program),
        removable: opened.loaded.state == State::Draft,
        id: opened.loaded.nodes[place].id,
        setup,
    };
    answer(visit, title, sent.is_some(), &main)
}

fn above(
    _visit: &Visit,
    opened: &Opened,
    node: &Node,
    trail: Vec<(String, String)>,
    setup: &str,
) -> Vec<(String, String)> {
    let over = |other: &&Node| node.path.starts_with(&format!("{}-", other.path));
    let link = |other: &Node| {
        (
            node_title(opened, other, Part::Plan),
            format!("{setup}/nodes/{}", other.path),
        )
    };
    trail
        .into_iter()
        .chain(opened.loaded.document.nodes.iter().filter(over).map(link))
        .collect()
}

fn below(opened: &Opened, node: &Node, setup: &str) -> Vec<(String, String)> {
    let child = |other: &&Node| {
        other
            .path
            .rsplit_once('-')
            .is_some_and(|(parent, _)| parent == node.path)
    };
    let link = |other: &Node| {
        (
            node_title(opened, other, Part::Plan),
            format!("{setup}/nodes/{}", other.path),
        )
    };
    opened
        .loaded
        .document
        .nodes
        .iter()
        .filter(child)
        .map(link)
        .collect()
}

fn facts(t: &Text, node: &Node) -> Vec<(String, String)> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        ("plan-setup-name", node.name.clone()),
        ("plan-setup-review-name", text(&node.review_name)),
        ("plan-setup-chart-name", text(&node.chart_name)),
        ("plan-setup-capability", text(&node.capability)),
        ("plan-setup-outline", node.outline.clone()),
        ("plan-setup-plan-footnote", text(&node.plan_footnote)),
        ("plan-setup-review-footnote", text(&node.review_footnote)),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(key, value)| (t.say(key).into_owned(), value))
    .collect()
}

fn fields(t: &Text, form: &Form, node: &Node) -> Vec<Field> {
    let line = |name: &str, key: &str, value: Option<&String>| {
        form.text(name, &t.say(key))
            .value(value.map_or("", String::as_str))
            .optional()
    };
    let lines = |name: &str, key: &str, value: &str| {
        form.textarea(name, &t.say(key)).value(value).optional()
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        form.text("name", &t.say("plan-setup-name"))
            .value(&node.name)
            .required(),
        line(
            "review_name",
            "plan-setup-review-name",
            node.review_name.as_ref(),
        )
        .hint(t.say("plan-setup-review-name-hint")),
        line(
            "chart_name",
            "plan-setup-chart-name",
            node.chart_name.as_ref(),
        )
        .hint(t.say("plan-setup-chart-name-hint")),
        lines("outline", "plan-setup-outline", &node.outline),
        lines(
            "plan_footnote",
            "plan-setup-plan-footnote",
            &text(&node.plan_footnote),
        )
        .rows(2),
        lines(
            "review_footnote",
            "plan-setup-review-footnote",
            &text(&node.review_footnote),
        )
        .rows(2),
        line(
            "capability",
            "plan-setup-capability",
            node.capability.as_ref(),
        )
        .hint(t.say("plan-setup-capability-hint"))
        .width(Width::Middle),
    ]
}

/// Writes names and texts.
pub(crate) async fn save(
    may: May<EditPlanStructure>,
    Path((code, path)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let t = &may.text;
    let mut reading = Reading::new(entries.clone(), t);
    let name = reading.text("name", &t.say("plan-setup-name"), 200);
    let mut optional =
        |field: &str| reading.optional_text(field, &t.say("plan-setup-text"), 20_000);
    let entry = NodeEntry {
        name,
        review_name: optional("review_name"),
        chart_name: optional("chart_name"),
        capability: optional("capability"),
        outline: optional("outline").unwrap_or_default(),
        review_footnote: optional("review_footnote"),
        plan_footnote: optional("plan_footnote"),
    };
    let expected = Version(reading.version());
    let place = (code.as_str(), path.as_str());
    if let Err(errors) = reading.finish() {
        return page(
            &may,
            place,
            Some((Sent::Texts, Refused::by_reading(errors))),
        )
        .await;
    }
    let id = id_of(&may, &entries, place).await?;
    match acts::edit_node(desk(&may), &may.allowed, &code, id, entry, expected).await {
        Ok(_) => {
            let notice = Notice::new("plan-setup-saved");
            Ok(see_other(
                &format!("/plan/{code}/setup#n{id}"),
                Some(notice),
            ))
        }
        Err(error) => {
            let field = |refusal: &PlanRefusal| match refusal {
                PlanRefusal::NameMissing => "name",
                PlanRefusal::UnusableKey { .. } => "capability",
                _ => "",
            };
            let refused = Refused::by_act(t, entries, error, field)?;
            page(&may, place, Some((Sent::Texts, refused))).await
        }
    }
}

/// The node that the form was about: by its number, because somebody may have moved it since.
pub(super) async fn id_of(
    visit: &Visit,
    entries: &Entries,
    (code, path): (&str, &str),
) -> Result<NodeId, PageError> {
    if let Some(id) = entries.text("node").and_then(|id| id.parse().ok()) {
        return Ok(id);
    }
    let opened = frame::open(visit, code).await?;
    let (place, _) = node_at(&opened, path)?;
    Ok(opened.loaded.nodes[place].id)
}

/// Adds a node below this one.
pub(crate) async fn add_below(
    may: May<EditPlanStructure>,
    Path((code, path)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let place = (code.as_str(), path.as_str());
    let parent = id_of(&may, &entries, place).await?;
    let name = entries.text("child").unwrap_or_default();
    let entry = NodeEntry {
        name,
        ..NodeEntry::default()
    };
    match acts::add_node(desk(&may), &may.allowed, &code, Some(parent), entry).await {
        Ok(id) => {
            let notice = Notice::new("plan-setup-added");
            Ok(see_other(
                &format!("/plan/{code}/setup#n{id}"),
                Some(notice),
            ))
        }
        Err(error) => {
            let refused = Refused::by_act(&may.text, entries, error, |_| "child")?;
            page(&may, place, Some((Sent::Below, refused))).await
        }
    }
}

/// Adds a program to this node.
pub(crate) async fn add_program(
    may: May<EditPlanStructure>,
    Path((code, path)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let place = (code.as_str(), path.as_str());
    let node = id_of(&may, &entries, place).await?;
    let part = entries
        .text("part")
        .and_then(|part| part_named(&part))
        .unwrap_or(Part::Plan);
    let units = people::units_on(may.db(), may.today()).await?;
    let (owner, unit) = owner_and_unit(&entries, &units);
    let entry = ProgramEntry {
        node,
        name: entries.text("program").unwrap_or_default(),
        owner,
        unit,
    };
    let key = entries.text("key");
    match acts::add_program(desk(&may), &may.allowed, &code, part, key, entry).await {
        Ok(_) => {
            let to = format!("/plan/{code}/setup/nodes/{path}");
            Ok(see_other(&to, Some(Notice::new("plan-setup-added"))))
        }
        Err(error) => {
            let field = |refusal: &PlanRefusal| match refusal {
                PlanRefusal::NameMissing => "program",
                PlanRefusal::UnusableKey { .. } | PlanRefusal::KeyTaken { .. } => "key",
                _ => "",
            };
            let refused = Refused::by_act(&may.text, entries, error, field)?;
            page(&may, place, Some((Sent::Program, refused))).await
        }
    }
}
