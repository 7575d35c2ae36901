//! What came of the years looked back on (○年間の成果等): each initiative's results beside the text.

use super::board_view::{Board, Filter, Look, ProgramRow, Row, board, label, name_in, span_of};
use super::frame::{self, Head, Opened, Tab, part_name, part_named, span_label};
use super::input::refused::{Again, Conflict};
use crate::acts::{self, PlanRefusal};
use crate::document::{Node, Part};
use crate::records::{NodeRecord, Version};
use crate::store;
use crate::validation::LONGEST_TEXT;
use access::{EditPlanStructure, Scope, ViewPlan};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::Query;
use calendar::YearSpan;
use screen::form::{Entries, ErrorSummary, Field, Reading};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use serde::Deserialize;
use words::{Language, Text};

/// The conditions in the address.
#[derive(Debug, Deserialize, Default)]
pub(crate) struct Conditions {
    part: Option<String>,
}

/// One initiative.
struct Initiative {
    path: String,
    title: String,
    board: Board,
    text: String,
    changed: String,
    form: Option<ReviewForm>,
}

/// The form of a review.
struct ReviewForm {
    action: String,
    summary: ErrorSummary,
    conflict: Option<Conflict>,
    text: Field,
    version: Field,
}

/// Which years are looked at, as links.
type Spans = Vec<(String, String, bool)>;

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage<'a> {
    t: &'a Text,
    head: Head,
    heading: String,
    spans: Spans,
    part: &'static str,
    written: Option<Written>,
    /// Where the running years are reviewed: in the next plan.
    next: Option<Next>,
    locked: bool,
    corrections: Option<String>,
    initiatives: Vec<Initiative>,
}

/// How many reviews are written.
struct Written {
    words: String,
    done: usize,
    all: usize,
}

/// The plan in which the running years are reviewed.
struct Next {
    words: String,
    link: Option<(String, String)>,
}

/// A form that was posted and refused.
struct Refused {
    node: String,
    again: Again,
}

pub(crate) async fn review(
    may: May<ViewPlan>,
    Path(code): Path<String>,
    Query(conditions): Query<Conditions>,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    let asked = conditions.part.as_deref().and_then(part_named);
    page(&may, &opened, asked, None).await
}

async fn page(
    visit: &Visit,
    opened: &Opened,
    asked: Option<Part>,
    refused: Option<Refused>,
) -> Result<Response, PageError> {
    let document = &opened.loaded.document;
    let status = refused.as_ref().map_or(StatusCode::OK, |refused| {
        let overtaken = refused.again.conflict.is_some();
        if overtaken {
            StatusCode::CONFLICT
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    });
    let part = match asked {
        Some(Part::Plan) => Part::Plan,
        _ if document.review_years.is_none() => Part::Plan,
        _ => Part::Review,
    };
    let head = frame::head(visit, opened, Tab::Review);
    let writes = frame::holds::<EditPlanStructure>(visit);
    let in_work = opened.loaded.state.in_work();
    let initiatives = initiatives(
        visit,
        opened,
        part,
        (&head.here, writes && in_work),
        refused,
    );
    let years = span_of(document, part);
    let count = visit.text.say1("plan-review-result", "n", years.len());
    let main = ReviewPage {
        t: &visit.text,
        heading: format!(
            "{count}（{}）",
            span_label(years, opened.style, visit.language())
        ),
        spans: spans(visit, opened, part, &head),
        part: part_name(part),
        written: (part == Part::Review).then(|| written(visit, &initiatives)),
        next: if part == Part::Plan {
            Some(next(visit, opened).await?)
        } else {
            None
        },
        locked: part == Part::Review && !in_work,
        corrections: (writes && !in_work).then(|| format!("{}/corrections/new", head.here)),
        initiatives,
        head,
    };
    visit.page(
        Page::new(visit.say("plan-tab-review"), frame::SECTION).with_status(status),
        &main,
    )
}

fn spans(visit: &Visit, opened: &Opened, part: Part, head: &Head) -> Spans {
    let document = &opened.loaded.document;
    if document.review_years.is_none() {
        return Vec::new();
    }
    [Part::Review, Part::Plan]
        .into_iter()
        .map(|each| {
            let years = short_span(visit, opened, span_of(document, each));
            let words = visit
                .text
                .say1(&format!("plan-part-{}", part_name(each)), "years", years);
            (
                words,
                format!("{}/review?part={}", head.here, part_name(each)),
                each == part,
            )
        })
        .collect()
}

/// The years as the document prints them: 令和4〜6年度.
fn short_span(visit: &Visit, opened: &Opened, years: YearSpan) -> String {
    match visit.language() {
        Language::Japanese => years.label(opened.style),
        Language::English => span_label(years, opened.style, Language::English),
    }
}

fn written(visit: &Visit, initiatives: &[Initiative]) -> Written {
    let done = initiatives
        .iter()
        .filter(|each| !each.text.is_empty())
        .count();
    let all = initiatives.len();
    Written {
        words: visit
            .text
            .say2("plan-review-written", "all", all, "done", done),
        done,
        all,
    }
}

/// The running years are looked back on in the plan that follows.
async fn next(visit: &Visit, opened: &Opened) -> Result<Next, PageError> {
    let plans = store::list(visit.db()).await?;
    let follows = plans
        .into_iter()
        .find(|plan| plan.previous.as_deref() == Some(opened.loaded.code()));
    Ok(match follows {
        Some(plan) => Next {
            words: visit.say("plan-review-in-next"),
            link: Some((plan.title, format!("/plan/{}/review", plan.code))),
        },
        None => Next {
            words: visit.say("plan-review-no-next"),
            link: None,
        },
    })
}

/// The initiatives that have programs in the part.
fn initiatives(
    visit: &Visit,
    opened: &Opened,
    part: Part,
    (here, writes): (&str, bool),
    refused: Option<Refused>,
) -> Vec<Initiative> {
    let document = &opened.loaded.document;
    let mut refused = refused;
    document
        .nodes
        .iter()
        .zip(&opened.loaded.nodes)
        .filter(|(node, _)| {
            document
                .programs
                .iter()
                .any(|p| p.part == part && p.node == node.path)
        })
        .map(|(node, record)| {
            let again = refused.take_if(|refused| refused.node == node.path);
            let again = again.map(|refused| refused.again);
            let form = (part == Part::Review && (writes || again.is_some()))
                .then(|| form(visit, here, (node, record), again));
            initiative(visit, opened, part, (node, record), form)
        })
        .collect()
}

fn initiative(
    visit: &Visit,
    opened: &Opened,
    part: Part,
    (node, record): (&Node, &NodeRecord),
    form: Option<ReviewForm>,
) -> Initiative {
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
    let text = match part {
        Part::Review => node.review_result.clone().unwrap_or_default(),
        Part::Plan => String::new(),
    };
    let at = date_text::short_moment(record.mark.changed_at, visit.language());
    let changed = visit.text.say2(
        "plan-input-last",
        "at",
        at,
        "by",
        record.mark.changed_by.as_str(),
    );
    Initiative {
        path: node.path.clone(),
        title: format!(
            "{} {}",
            label(&opened.loaded.document, node),
            name_in(node, part)
        ),
        board: board(&opened.loaded, &look),
        text,
        changed,
        form,
    }
}

/// The name of the text's field: unique among the page's forms.
fn field(path: &str) -> String {
    format!("review-{path}")
}

fn form(
    visit: &Visit,
    here: &str,
    (node, record): (&Node, &NodeRecord),
    again: Option<Again>,
) -> ReviewForm {
    let (form, conflict) = Again::form(visit, again);
    ReviewForm {
        action: format!("{here}/review/{}", node.path),
        summary: form.summary(),
        conflict,
        text: form
            .textarea(&field(&node.path), &visit.say("plan-review-text"))
            .rows(5)
            .value(node.review_result.as_deref().unwrap_or_default()),
        version: form.version(record.mark.version.0),
    }
}

impl Initiative {
    /// The programs without the bands between them.
    fn programs(&self) -> impl Iterator<Item = &ProgramRow> {
        self.board.rows.iter().filter_map(|row| match row {
            Row::Program(program) => Some(program.as_ref()),
            Row::Band(_) => None,
        })
    }
}

pub(crate) async fn save(
    may: May<EditPlanStructure>,
    Path((code, path)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    let at = opened
        .loaded
        .document
        .nodes
        .iter()
        .position(|node| node.path == path);
    let node = opened.loaded.nodes[at.ok_or(PageError::NotFound)?].id;
    let entries = Entries::parse(&body);
    let mut reading = Reading::new(entries.clone(), &may.text);
    let text = reading.optional_text(&field(&path), &may.say("plan-review-text"), LONGEST_TEXT);
    let (text, expected) = (text.unwrap_or_default(), Version(reading.version()));
    let again = match reading.finish() {
        Err(errors) => Again::from(errors),
        Ok(()) => {
            let desk = acts::Desk::now(may.db(), &may.site.ids, &may.site.clock);
            match acts::write_review(desk, &may.allowed, &code, node, &text, expected).await {
                Ok(_) => {
                    let to = format!("/plan/{code}/review#n{path}");
                    return Ok(see_other(&to, Some(Notice::new("plan-review-saved"))));
                }
                Err(error) => {
                    let none = |_: &PlanRefusal| None;
                    Again::after(&may, error, entries, text, none)?
                }
            }
        }
    };
    let opened = frame::open(&may, &code).await?;
    page(
        &may,
        &opened,
        Some(Part::Review),
        Some(Refused { node: path, again }),
    )
    .await
}
