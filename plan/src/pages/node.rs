//! A pillar, direction or initiative: what it is for, its programs in both parts, what came of it.

use super::board_view::{Board, Filter, Look, ProgramRow, Row, board, label, name_in, span_of};
use super::frame::{self, Head, Opened, Tab, part_name};
use crate::document::{Node, Part};
use access::{Scope, ViewPlan};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use screen::{May, Page, PageError};
use words::Text;

/// One part's table.
struct PartTable {
    part: &'static str,
    title: String,
    name: String,
    footnote: Option<String>,
    board: Board,
}

#[derive(Template)]
#[template(path = "node.html")]
struct NodePage<'a> {
    t: &'a Text,
    head: Head,
    trail: Vec<(String, String)>,
    title: String,
    outline: &'a str,
    below: Vec<(String, String)>,
    tables: Vec<PartTable>,
    result: Option<&'a str>,
    result_title: String,
    note: Option<&'a str>,
}

pub(crate) async fn node(
    may: May<ViewPlan>,
    Path((code, path)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    let document = &opened.loaded.document;
    let node = document
        .nodes
        .iter()
        .find(|node| node.path == path)
        .ok_or(PageError::NotFound)?;
    let head = frame::head(&may, &opened, Tab::Board);
    let title = format!("{} {}", label(document, node), node.name);
    let years = document.review_years.map_or(0, calendar::YearSpan::len);
    let main = NodePage {
        t: &may.text,
        trail: trail(&opened, node, &head),
        title: title.clone(),
        outline: &node.outline,
        below: below(&opened, node, &head),
        tables: [Part::Plan, Part::Review]
            .into_iter()
            .filter_map(|part| table(&may.text, &opened, node, part))
            .collect(),
        result: node.review_result.as_deref(),
        result_title: may.text.say1("plan-review-result", "n", years),
        note: node.note.as_deref(),
        head,
    };
    may.page(Page::new(title, frame::SECTION), &main)
}

/// From the plan down to the node's parent.
fn trail(opened: &Opened, node: &Node, head: &Head) -> Vec<(String, String)> {
    let document = &opened.loaded.document;
    let above = |other: &&Node| node.path.starts_with(&format!("{}-", other.path));
    let link = |other: &Node| {
        let name = format!("{} {}", label(document, other), other.name);
        (name, format!("{}/nodes/{}", head.here, other.path))
    };
    std::iter::once((document.title.clone(), head.here.clone()))
        .chain(document.nodes.iter().filter(above).map(link))
        .collect()
}

/// The nodes directly below.
fn below(opened: &Opened, node: &Node, head: &Head) -> Vec<(String, String)> {
    let document = &opened.loaded.document;
    let child = |other: &&Node| {
        other
            .path
            .rsplit_once('-')
            .is_some_and(|(parent, _)| parent == node.path)
    };
    let link = |other: &Node| {
        let name = format!("{} {}", label(document, other), other.name);
        (name, format!("{}/nodes/{}", head.here, other.path))
    };
    document.nodes.iter().filter(child).map(link).collect()
}

fn table(t: &Text, opened: &Opened, node: &Node, part: Part) -> Option<PartTable> {
    let filter = Filter {
        node: Some(node.path.clone()),
        ..Filter::default()
    };
    let look = Look {
        part,
        style: opened.style,
        present: opened.present,
        viewpoint: &opened.viewpoint,
        filter: &filter,
        own: &Scope::All,
        may_enter: false,
    };
    let board = board(&opened.loaded, &look);
    if board.shown == 0 {
        return None;
    }
    let years = frame::span_label(
        span_of(&opened.loaded.document, part),
        opened.style,
        t.language(),
    );
    let key = format!("plan-part-{}", part_name(part));
    let footnote = match part {
        Part::Review => &node.review_footnote,
        Part::Plan => &node.plan_footnote,
    };
    Some(PartTable {
        part: part_name(part),
        title: t.say1(&key, "years", years),
        name: name_in(node, part).to_owned(),
        footnote: footnote.clone(),
        board,
    })
}

impl PartTable {
    /// The programs without the bands between them.
    fn programs(&self) -> impl Iterator<Item = &ProgramRow> {
        self.board.rows.iter().filter_map(|row| match row {
            Row::Program(program) => Some(program.as_ref()),
            Row::Band(_) => None,
        })
    }
}
