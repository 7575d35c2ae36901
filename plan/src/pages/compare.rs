//! Two plans side by side: this one and another, or the two parts of this one.

mod pairs;

use super::board_view::span_of;
use super::frame::{self, Head, Opened, Tab, span_label};
use crate::document::{Part, PlanDocument};
use crate::store;
use access::ViewPlan;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Query;
use exchange::csv::{Field as CsvField, write_utf8};
use pairs::{Row, Section, Side};
use screen::form::{Choice, Field, Form, Width};
use screen::visit::Visit;
use screen::{Download, May, Page, PageError};
use serde::Deserialize;
use words::Text;

/// The name of this plan's own review in the address; no plan has it, because codes of plans end in the
/// list of plans.
const OWN_REVIEW: &str = "review";

/// The other plan in the address.
#[derive(Debug, Deserialize, Default)]
pub(crate) struct Asked {
    with: Option<String>,
}

/// The two documents, the earlier left.
struct Compared {
    left: PlanDocument,
    right: PlanDocument,
    /// Addresses of the boards where the programs of either stand.
    left_part: Part,
    right_part: Part,
}

#[derive(Template)]
#[template(path = "compare/page.html")]
struct ComparePage<'a> {
    t: &'a Text,
    head: Head,
    with: Option<Field>,
    csv: String,
    left: String,
    right: String,
    counts: Vec<(String, String)>,
    sections: Vec<Section>,
}

pub(crate) async fn compare(
    may: May<ViewPlan>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    let choices = choices(&may, &opened).await?;
    let with = chosen(&opened, asked.with, &choices);
    let head = frame::head(&may, &opened, Tab::Compare);
    let t = &may.text;
    let compared = match &with {
        Some(with) => Some(compared(&may, &opened, with).await?),
        None => None,
    };
    let sections = compared
        .as_ref()
        .map(|pair| sections(t, pair))
        .unwrap_or_default();
    let side = |document: &PlanDocument| {
        let years = span_label(document.plan_years, document.year_style, t.language());
        format!("{} {years}", document.title)
    };
    let main = ComparePage {
        t,
        csv: with.as_ref().map_or_else(String::new, |with| {
            format!("{}/compare.csv?with={with}", head.here)
        }),
        with: with.as_ref().map(|with| {
            let choices = choices
                .iter()
                .map(|(value, label)| Choice::new(value, label))
                .collect();
            Form::new(t)
                .select("with", &t.say("plan-compare-with"), choices)
                .ticked([with])
                .width(Width::Full)
                .small()
        }),
        left: compared
            .as_ref()
            .map(|pair| side(&pair.left))
            .unwrap_or_default(),
        right: compared
            .as_ref()
            .map(|pair| side(&pair.right))
            .unwrap_or_default(),
        counts: pairs::counts(t, &sections),
        sections,
        head,
    };
    may.page(Page::new(main.head.title.clone(), frame::SECTION), &main)
}

/// What a plan can be compared with: the value in the address, and its title.
async fn choices(visit: &Visit, opened: &Opened) -> Result<Vec<(String, String)>, PageError> {
    let language = visit.language();
    let mut choices = Vec::new();
    if let Some(years) = opened.loaded.document.review_years {
        let years = span_label(years, opened.style, language);
        choices.push((
            OWN_REVIEW.to_owned(),
            visit.text.say1("plan-part-review", "years", years),
        ));
    }
    for plan in store::list(visit.db()).await? {
        if plan.code != opened.loaded.code() {
            let years = span_label(plan.years, plan.year_style, language);
            choices.push((plan.code, format!("{} {years}", plan.title)));
        }
    }
    Ok(choices)
}

/// The one asked for, else the plan before, else the first there is.
fn chosen(opened: &Opened, asked: Option<String>, choices: &[(String, String)]) -> Option<String> {
    let offered = |code: &String| choices.iter().any(|(value, _)| value == code);
    asked
        .filter(offered)
        .or_else(|| opened.loaded.document.previous.clone().filter(offered))
        .or_else(|| choices.first().map(|(value, _)| value.clone()))
}

async fn compared(visit: &Visit, opened: &Opened, with: &str) -> Result<Compared, PageError> {
    let here = opened.loaded.document.clone();
    if with == OWN_REVIEW {
        let left = review_as_plan(&here);
        return Ok(Compared {
            left,
            right: here,
            left_part: Part::Review,
            right_part: Part::Plan,
        });
    }
    let other = frame::open(visit, with).await?.loaded.document.clone();
    let (left, right) = if other.plan_years.from > here.plan_years.from {
        (here, other)
    } else {
        (other, here)
    };
    Ok(Compared {
        left,
        right,
        left_part: Part::Plan,
        right_part: Part::Plan,
    })
}

/// The years looked back on as a plan of their own.
fn review_as_plan(document: &PlanDocument) -> PlanDocument {
    let mut earlier = document.clone();
    earlier.plan_years = span_of(document, Part::Review);
    earlier
        .programs
        .retain(|program| program.part == Part::Review);
    for program in &mut earlier.programs {
        program.part = Part::Plan;
    }
    for node in &mut earlier.nodes {
        if let Some(name) = node.review_name.take() {
            node.name = name;
        }
    }
    earlier
}

fn sections(t: &Text, pair: &Compared) -> Vec<Section> {
    let left = Side {
        document: &pair.left,
        part: pair.left_part,
    };
    let right = Side {
        document: &pair.right,
        part: pair.right_part,
    };
    pairs::sections(t, left, right)
}

/// The comparison as a table for a spreadsheet.
pub(crate) async fn file(
    may: May<ViewPlan>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    let choices = choices(&may, &opened).await?;
    let with = chosen(&opened, asked.with, &choices).ok_or(PageError::NotFound)?;
    let pair = compared(&may, &opened, &with).await?;
    let t = &may.text;
    let head = [
        "plan-import-nodes",
        "plan-compare-how",
        "plan-compare-left",
        "plan-compare-left-content",
        "plan-compare-right",
        "plan-compare-right-content",
        "plan-field-measure",
        "plan-compare-left-figure",
        "plan-compare-right-figure",
        "plan-compare-change",
    ];
    let mut rows = vec![head.map(|key| CsvField::from(t.say(key).as_ref())).to_vec()];
    for section in sections(t, &pair) {
        for row in &section.rows {
            rows.extend(records(&section.title(), row));
        }
    }
    let name = format!("{}.csv", t.say1("plan-compare-file", "code", code.as_str()));
    let bytes = write_utf8(&rows);
    Ok(Download {
        name,
        media: "text/csv; charset=utf-8",
        bytes,
        inline: false,
    }
    .into_response())
}

/// One line for each common measure, or one for a pair without any.
fn records(place: &str, row: &Row) -> Vec<Vec<CsvField>> {
    let beginning = || {
        vec![
            CsvField::from(place),
            CsvField::from(row.word.as_str()),
            CsvField::from(row.left.as_ref().map_or("", |side| &side.name)),
            CsvField::from(
                row.left
                    .as_ref()
                    .map(pairs::Shown::lines)
                    .unwrap_or_default(),
            ),
            CsvField::from(row.right.as_ref().map_or("", |side| &side.name)),
            CsvField::from(
                row.right
                    .as_ref()
                    .map(pairs::Shown::lines)
                    .unwrap_or_default(),
            ),
        ]
    };
    let figure = |figure: &pairs::Figure| {
        let mut record = beginning();
        record.extend([
            CsvField::from(figure.label.as_str()),
            CsvField::from(figure.left.as_str()),
            CsvField::from(figure.right.as_str()),
            CsvField::plain(&figure.change),
        ]);
        record
    };
    if row.figures.is_empty() {
        let mut record = beginning();
        record.extend(std::iter::repeat_n(CsvField::empty(), 4));
        return vec![record];
    }
    row.figures.iter().map(figure).collect()
}
