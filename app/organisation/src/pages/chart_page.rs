//! The chart (組織図) as of any day, with the same units in a table; as SVG and on A4 or A3.

use super::frame::{AsOf, SECTION, chosen_unit, local, unit_choices, unit_href};
use crate::chart::{Drawing, Rows};
use access::ViewOrganisation;
use askama::Template;
use axum::response::{IntoResponse, Response};
use people::{CountedTree, Member, UnitId};
use print::{PdfOptions, Template as Paper, typeset};
use screen::form::{Entries, Field, Form};
use screen::visit::Visit;
use screen::{Download, May, Page, PageError};
use serde_json::json;
use std::collections::HashMap;
use words::Text;

/// A page shows so many rows; a larger organisation shows fewer levels, or one unit with those below it.
const MOST: usize = 120;
/// Rows of 6 mm on a page of A4 upright, and in each of the two columns of A3 on its side.
const ON_PAPER: usize = 43;

const SHEET: Paper = Paper {
    name: "organisation chart",
    source: include_str!("../../templates/print/chart.typ"),
};

/// A row of the table beside the chart.
struct Row {
    depth: usize,
    name: String,
    href: String,
    head: String,
    people: String,
    posts: String,
}

#[derive(Template)]
#[template(path = "chart_page.html")]
struct ChartPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    local: Vec<(String, String, bool)>,
    on: Field,
    unit: Field,
    drawing: String,
    label: String,
    shortened: bool,
    rows: Vec<Row>,
    svg: String,
    a4: String,
    a3: String,
}

/// What the address asks for.
struct Asked {
    at: AsOf,
    root: Option<UnitId>,
    counted: CountedTree,
    title: String,
}

impl Asked {
    async fn read(visit: &Visit) -> Result<Asked, PageError> {
        let at = AsOf::read(visit);
        let entries = Entries::parse(visit.uri.query().unwrap_or_default().as_bytes());
        let counted = people::counted_units(visit.db(), at.day).await?;
        let root = chosen_unit(&entries, "unit").filter(|unit| counted.tree.get(*unit).is_some());
        let whole = visit.say("organisation-chart");
        let title = match root {
            Some(unit) => format!("{whole} {}", counted.tree.path(unit)),
            None => whole,
        };
        Ok(Asked {
            at,
            root,
            counted,
            title,
        })
    }

    fn link(&self, path: &str) -> String {
        match self.root {
            Some(unit) => {
                let joint = if path.contains('?') { '&' } else { '?' };
                self.at.link(&format!("{path}{joint}unit={unit}"))
            }
            None => self.at.link(path),
        }
    }

    /// The drawing's sentence for those who do not see it.
    fn description(&self, t: &Text, rows: &Rows) -> String {
        t.say2(
            "organisation-chart-description",
            "day",
            self.at.lead(t),
            "units",
            rows.len(),
        )
    }
}

pub(super) async fn chart(may: May<ViewOrganisation>) -> Result<Response, PageError> {
    let asked = Asked::read(&may).await?;
    let t = &may.text;
    let (rows, levels) = Rows::fitting(&asked.counted, asked.root, MOST);
    let units = in_table(&asked, levels);
    let heads = people::heads_of(may.db(), &units, asked.at.day).await?;
    let description = asked.description(t, &rows);
    let drawing = rows.whole().svg(
        &asked.counted,
        Drawing {
            title: &asked.title,
            description: &description,
            continued: "",
            links: true,
            file: false,
        },
    );
    let whole = Some(t.say("organisation-whole").into_owned());
    let main = ChartPage {
        t,
        title: asked.title.clone(),
        lead: asked.at.lead(t),
        local: local(&may, &asked.at, "/organisation/chart"),
        on: asked.at.field(t),
        unit: Form::new(t)
            .select(
                "unit",
                &t.say("organisation-chart-of"),
                unit_choices(&[&asked.counted.tree], whole),
            )
            .value(asked.root.map(|unit| unit.to_string()).unwrap_or_default())
            .small(),
        drawing,
        label: t.say("organisation-chart").into_owned(),
        shortened: Rows::of(&asked.counted, asked.root, levels + 1).len() > rows.len(),
        rows: units
            .iter()
            .filter_map(|unit| row(&asked, *unit, &heads))
            .collect(),
        svg: asked.link("/organisation/chart.svg"),
        a4: asked.link("/organisation/chart.pdf"),
        a3: asked.link("/organisation/chart.pdf?paper=a3"),
    };
    may.page(Page::new(asked.title.clone(), SECTION), &main)
}

/// The units of the chart, from top to bottom.
fn in_table(asked: &Asked, levels: usize) -> Vec<UnitId> {
    let tree = &asked.counted.tree;
    let top = asked.root.map_or(0, |unit| tree.depth(unit));
    let within = |unit: UnitId| tree.depth(unit) - top < levels;
    match asked.root {
        Some(root) => tree
            .subtree(root)
            .map(|unit| unit.unit)
            .filter(|unit| within(*unit))
            .collect(),
        None => tree
            .iter()
            .map(|(_, unit)| unit.unit)
            .filter(|unit| within(*unit))
            .collect(),
    }
}

fn row(asked: &Asked, unit: UnitId, heads: &HashMap<UnitId, Member>) -> Option<Row> {
    let tree = &asked.counted.tree;
    let version = tree.get(unit)?;
    let (people, posts) = asked.counted.total(unit);
    let top = asked.root.map_or(0, |unit| tree.depth(unit));
    Some(Row {
        depth: (tree.depth(unit) - top).min(3),
        name: version.name.to_string(),
        href: asked.at.link(&unit_href(unit)),
        head: heads
            .get(&unit)
            .map(|head| format!("{} {}", head.post, head.name.full()))
            .unwrap_or_default(),
        people: people.to_string(),
        posts: posts.to_string(),
    })
}

pub(super) async fn svg(may: May<ViewOrganisation>) -> Result<Response, PageError> {
    let asked = Asked::read(&may).await?;
    let rows = Rows::of(&asked.counted, asked.root, usize::MAX);
    let description = asked.description(&may.text, &rows);
    let drawing = rows.whole().svg(
        &asked.counted,
        Drawing {
            title: &asked.title,
            description: &description,
            continued: "",
            links: false,
            file: true,
        },
    );
    Ok(Download {
        name: format!("{}-{}.svg", asked.title, asked.at.stamp()),
        media: "image/svg+xml",
        bytes: drawing.into_bytes(),
        inline: false,
    }
    .into_response())
}

pub(super) async fn pdf(may: May<ViewOrganisation>) -> Result<Response, PageError> {
    let asked = Asked::read(&may).await?;
    let entries = Entries::parse(may.uri.query().unwrap_or_default().as_bytes());
    let wide = entries.text("paper").as_deref() == Some("a3");
    let data = on_paper(&may, &asked, wide);
    let name = format!("{}-{}.pdf", asked.title, asked.at.stamp());
    let options = PdfOptions {
        title: asked.title.clone(),
        author: may.city_name.clone(),
        created: Some(may.today()),
        archival: false,
    };
    // Setting pages takes a moment: off the threads that serve requests.
    let made = tokio::task::spawn_blocking(move || typeset(&SHEET, &data, &options)?.pdf());
    let bytes = made.await.map_err(anyhow::Error::from)??;
    Ok(Download {
        name,
        media: "application/pdf",
        bytes,
        inline: true,
    }
    .into_response())
}

fn on_paper(visit: &Visit, asked: &Asked, wide: bool) -> serde_json::Value {
    let t = &visit.text;
    let rows = Rows::of(&asked.counted, asked.root, usize::MAX);
    let description = asked.description(t, &rows);
    let how = Drawing {
        title: &asked.title,
        description: &description,
        continued: &t.say("organisation-chart-continued"),
        links: false,
        file: true,
    };
    let columns = if wide { 2 } else { 1 };
    let pieces: Vec<serde_json::Value> = rows
        .pages(ON_PAPER)
        .iter()
        .map(|piece| {
            json!({
                "svg": piece.svg(&asked.counted, how),
                "rows": piece.len(),
                "alt": description,
            })
        })
        .collect();
    let pages: Vec<&[serde_json::Value]> = pieces.chunks(columns).collect();
    json!({
        "title": asked.title,
        "note": format!("{} {}", visit.city_name, asked.at.lead(t)),
        "paper": if wide { "a3" } else { "a4" },
        "flipped": wide,
        "columns": columns,
        "pages": pages,
    })
}
