//! The plan built and rebuilt while it is in work: cover, tree, programs, plan cells, measures and
//! targets. Once the plan is adopted the same pages only show what stands there.

pub(crate) mod cell;
pub(crate) mod cover;
pub(crate) mod measure;
pub(crate) mod node;
pub(crate) mod program;
mod program_form;
pub(crate) mod removal;

use super::board_view::{label, name_in};
use super::frame::{self, Head, Opened, Tab, part_name};
use crate::acts::{self, ActError, Desk, NodeEntry, PlanRefusal};
use crate::document::{Node, Part, Program};
use crate::records::NodeId;
use crate::rules::may_change_structure;
use crate::rules::tree::{Way, depth, moved};
use access::EditPlanStructure;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use screen::form::{Entries, ErrorSummary, Field, Form, FormErrors};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

/// What was typed and refused, and what stands there now when somebody else was faster.
pub(super) struct Refused {
    pub errors: FormErrors,
    pub now: Option<String>,
}

impl Refused {
    /// The form again after an act said no; anything but a refusal is passed on.
    pub fn by_act(
        t: &Text,
        entries: Entries,
        error: ActError,
        field: fn(&PlanRefusal) -> &'static str,
    ) -> Result<Refused, PageError> {
        match error {
            ActError::Refused(refusal) => {
                let mut errors = FormErrors::new(entries);
                errors.add(field(&refusal), refusal.sentence(t));
                let now = match refusal {
                    PlanRefusal::Stale { current, .. } => Some(current),
                    _ => None,
                };
                Ok(Refused { errors, now })
            }
            other => Err(other.into()),
        }
    }

    /// The form again after its fields could not be read.
    pub fn by_reading(errors: FormErrors) -> Refused {
        Refused { errors, now: None }
    }
}

/// The box above a refused form: what to put right, and what stands there now.
pub(super) struct Told {
    pub summary: ErrorSummary,
    pub now: Option<String>,
}

/// A form with its box: empty, or as it was refused.
pub(super) fn form_of(t: &Text, refused: Option<Refused>) -> (Form, Told) {
    let (errors, now) = refused.map_or((None, None), |refused| (Some(refused.errors), refused.now));
    let form = Form::of(t, errors);
    let told = Told {
        summary: form.summary(),
        now,
    };
    (form, told)
}

/// Answers with a page of the set-up; a refused form is no success.
pub(super) fn answer(
    visit: &Visit,
    title: String,
    refused: bool,
    main: &impl Template,
) -> Result<Response, PageError> {
    let page = Page::new(title, frame::SECTION);
    visit.page(if refused { page.with_errors() } else { page }, main)
}

pub(super) fn desk(visit: &Visit) -> Desk<'_> {
    Desk::now(visit.db(), &visit.site.ids, &visit.site.clock)
}

/// Where the set-up of a plan begins.
pub(super) fn address(head: &Head) -> String {
    format!("{}/setup", head.here)
}

/// From the plan down to a page of its set-up.
pub(super) fn trail(visit: &Visit, head: &Head) -> Vec<(String, String)> {
    vec![
        (head.title.clone(), head.here.clone()),
        (visit.say("plan-tab-setup"), address(head)),
    ]
}

/// Why nothing can be changed here, where that is so.
pub(super) fn fixed(visit: &Visit, opened: &Opened) -> Option<String> {
    let state = opened.loaded.state;
    (!may_change_structure(state)).then(|| {
        visit
            .text
            .say1("plan-setup-fixed", "state", visit.say(state.label()))
    })
}

/// A node by its path with its number in the database.
pub(super) fn node_at<'a>(opened: &'a Opened, path: &str) -> Result<(usize, &'a Node), PageError> {
    let nodes = &opened.loaded.document.nodes;
    let place = nodes
        .iter()
        .position(|node| node.path == path)
        .ok_or(PageError::NotFound)?;
    Ok((place, &nodes[place]))
}

/// What a node is called in lists: `【1】 仕組みづくり`.
pub(super) fn node_title(opened: &Opened, node: &Node, part: Part) -> String {
    format!(
        "{} {}",
        label(&opened.loaded.document, node),
        name_in(node, part)
    )
}

/// What a node of a depth is called: 柱.
pub(super) fn level_word(opened: &Opened, t: &Text, depth: usize) -> Option<String> {
    let level = opened.loaded.document.levels.get(depth)?;
    let english = t.language() == words::Language::English && !level.name_en.is_empty();
    Some(if english {
        level.name_en.clone()
    } else {
        level.name.clone()
    })
}

/// A program as a link.
pub(super) struct ProgramLink {
    pub name: String,
    pub href: String,
    pub owner: String,
    /// Whether a neighbour stands before it, and behind it.
    pub neighbours: [bool; 2],
}

/// The programs of a node in a part.
pub(super) fn programs_of(
    opened: &Opened,
    head: &Head,
    path: &str,
    part: Part,
) -> Vec<ProgramLink> {
    let programs: Vec<&Program> = opened
        .loaded
        .document
        .programs
        .iter()
        .filter(|program| program.part == part && program.node == path)
        .collect();
    let last = programs.len().saturating_sub(1);
    let link = |(place, program): (usize, &&Program)| ProgramLink {
        name: program.name.clone(),
        href: format!(
            "{}/programs/{}/{}",
            address(head),
            part_name(part),
            program.key
        ),
        owner: program.owner.clone().unwrap_or_default(),
        neighbours: [place > 0, place < last],
    };
    programs.iter().enumerate().map(link).collect()
}

/// A node in the table of the tree.
struct NodeRow {
    depth: usize,
    title: String,
    href: String,
    id: NodeId,
    neighbours: [bool; 2],
    plan: Vec<ProgramLink>,
    review: Vec<ProgramLink>,
}

#[derive(Template)]
#[template(path = "setup/overview.html")]
struct Overview<'a> {
    t: &'a Text,
    head: Head,
    fixed: Option<String>,
    told: Told,
    here: String,
    corrections: String,
    next: String,
    facts: Vec<(String, String)>,
    rows: Vec<NodeRow>,
    reviewed: bool,
    add: Option<Field>,
    add_word: String,
    add_open: bool,
}

pub(crate) async fn overview(
    may: May<EditPlanStructure>,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    overview_page(&may, &code, None).await
}

async fn overview_page(
    visit: &Visit,
    code: &str,
    refused: Option<Refused>,
) -> Result<Response, PageError> {
    let opened = frame::open(visit, code).await?;
    let head = frame::head(visit, &opened, Tab::Setup);
    let t = &visit.text;
    let here = address(&head);
    let failed = refused.is_some();
    let (form, told) = form_of(t, refused);
    let fixed = fixed(visit, &opened);
    let document = &opened.loaded.document;
    let word = level_word(&opened, t, 0).unwrap_or_default();
    let row = |(place, node): (usize, &Node)| NodeRow {
        depth: depth(&node.path),
        title: node_title(&opened, node, Part::Plan),
        href: format!("{here}/nodes/{}", node.path),
        id: opened.loaded.nodes[place].id,
        neighbours: [Way::Up, Way::Down].map(|way| moved(&document.nodes, place, way).is_some()),
        plan: programs_of(&opened, &head, &node.path, Part::Plan),
        review: programs_of(&opened, &head, &node.path, Part::Review),
    };
    let main = Overview {
        t,
        told,
        corrections: format!("{}/corrections", head.here),
        next: format!("{}/next", head.here),
        facts: cover::facts(visit, &opened),
        rows: document.nodes.iter().enumerate().map(row).collect(),
        reviewed: document.review_years.is_some(),
        add: fixed
            .is_none()
            .then(|| form.text("name", &t.say("plan-setup-name")).required()),
        add_word: t.say1("plan-setup-add-node", "level", word),
        add_open: failed,
        fixed,
        here,
        head,
    };
    answer(visit, main.head.title.clone(), failed, &main)
}

/// Adds a node at the top, or below the node of the hidden field.
pub(crate) async fn add_node(
    may: May<EditPlanStructure>,
    Path(code): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let entry = NodeEntry {
        name: entries.text("name").unwrap_or_default(),
        ..NodeEntry::default()
    };
    match acts::add_node(desk(&may), &may.allowed, &code, None, entry).await {
        Ok(_) => Ok(see_other(
            &format!("/plan/{code}/setup"),
            Some(Notice::new("plan-setup-added")),
        )),
        Err(error) => {
            let refused = Refused::by_act(&may.text, entries, error, |_| "name")?;
            overview_page(&may, &code, Some(refused)).await
        }
    }
}

/// Which way a button moves.
pub(super) fn way(entries: &Entries) -> Way {
    if entries.text("way").as_deref() == Some("up") {
        Way::Up
    } else {
        Way::Down
    }
}

/// Moves a node past its neighbour; the node is named by its number, because paths change with every move.
pub(crate) async fn move_node(
    may: May<EditPlanStructure>,
    Path(code): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let id = entries
        .text("node")
        .and_then(|id| id.parse().ok())
        .ok_or(PageError::NotFound)?;
    acts::move_node(desk(&may), &may.allowed, &code, id, way(&entries)).await?;
    Ok(see_other(
        &format!("/plan/{code}/setup#n{id}"),
        Some(Notice::new("plan-setup-moved")),
    ))
}
