//! One program: its years, its figures as pictures with their numbers and where they came from, how it
//! was judged, where it came from, and every change.

use super::board_view::{Filter, Look, YearCell, label, name_in, span_of, year_cells};
use super::frame::{self, Head, Opened, Tab, part_name, part_named, year_label};
use super::series::{Series, series_of};
use super::shown;
use crate::document::{Node, Part, Program, Value};
use crate::records::{HistoryEntry, ProgramView};
use crate::{store, text};
use access::{CorrectPlan, Scope, ViewPlan, ViewPlanRecords};
use askama::Template;
use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use calendar::FiscalYear;
use screen::chart::{self, Chart, YearLine};
use screen::kit::amount;
use screen::visit::Visit;
use screen::{Download, May, Page, PageError, date_text};
use words::Text;

/// A measure with its picture and where each figure came from.
struct Shown {
    label: String,
    definitions: Vec<(String, String)>,
    chart: Option<Chart>,
    sources: Vec<SourceLine>,
}

/// Where one figure came from.
struct SourceLine {
    year: String,
    amount: String,
    quality: String,
    target: String,
    achieved: String,
    source: String,
    /// The records behind it, where the reader may see them.
    records: Option<String>,
}

/// How one year was judged.
struct Judged {
    year: String,
    grade: Option<screen::kit::Status>,
    reason: String,
    next: String,
}

/// One change.
struct Changed {
    at: String,
    by: String,
    years: String,
    before: String,
    after: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "program.html")]
struct ProgramPage<'a> {
    t: &'a Text,
    trail: Vec<(String, String)>,
    name: &'a str,
    node_outline: &'a str,
    facts: Vec<(String, String)>,
    other_part: Option<(String, String)>,
    years: Vec<String>,
    cells: Vec<YearCell>,
    measures: Vec<Shown>,
    judged: Vec<Judged>,
    history: Vec<Changed>,
    note: Option<&'a str>,
    enter: Option<String>,
    correct: Option<String>,
}

pub(crate) async fn program(
    may: May<ViewPlan>,
    Path((code, part, key)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    let part = part_named(&part).ok_or(PageError::NotFound)?;
    let view = opened
        .loaded
        .program_named(part, &key)
        .ok_or(PageError::NotFound)?;
    let history = store::history(may.db(), view.record.id).await?;
    let head = frame::head(&may, &opened, Tab::Board);
    let title = view.program.name.clone();
    let main = ProgramPage {
        t: &may.text,
        trail: trail(&opened, view.program, &head),
        name: &view.program.name,
        node_outline: node(&opened, view.program).map_or("", |node| &node.outline),
        facts: facts(&may, &opened, view.program),
        other_part: other_part(&may, &opened, view.program, &head),
        years: span_of(&opened.loaded.document, part)
            .years()
            .map(|year| year_label(year, opened.style, &may))
            .collect(),
        cells: cells(&opened, &view),
        measures: measures(&may, &opened, view.program, &head),
        judged: judged(&may, &opened, view.program),
        history: history
            .iter()
            .map(|entry| changed(&may, &opened, entry))
            .collect(),
        note: view.program.note.as_deref(),
        enter: enter(&may, &opened, &view, &head),
        correct: correct(&may, &opened, &view, &head),
    };
    may.page(Page::new(title, frame::SECTION), &main)
}

fn node<'a>(opened: &'a Opened, program: &Program) -> Option<&'a Node> {
    opened
        .loaded
        .document
        .nodes
        .iter()
        .find(|node| node.path == program.node)
}

/// From the plan down to the program's node.
fn trail(opened: &Opened, program: &Program, head: &Head) -> Vec<(String, String)> {
    let document = &opened.loaded.document;
    let mut trail = vec![(document.title.clone(), head.here.clone())];
    for node in &document.nodes {
        let above =
            program.node == node.path || program.node.starts_with(&format!("{}-", node.path));
        if above {
            let name = format!("{} {}", label(document, node), name_in(node, program.part));
            trail.push((name, format!("{}/nodes/{}", head.here, node.path)));
        }
    }
    trail
}

fn facts(visit: &Visit, opened: &Opened, program: &Program) -> Vec<(String, String)> {
    let t = &visit.text;
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let owner = program.owner.clone().unwrap_or_else(|| "―".to_owned());
    let years = span_of(&opened.loaded.document, program.part);
    let mut facts = vec![
        fact("plan-program-owner", owner),
        fact(
            "plan-program-years",
            frame::span_label(years, opened.style, t.language()),
        ),
    ];
    let document = &opened.loaded.document;
    for origin in &program.origins {
        let from = document
            .programs
            .iter()
            .find(|other| other.key == origin.key);
        let name = from.map_or(origin.key.as_str(), |from| from.name.as_str());
        facts.push(fact(
            "plan-program-origin",
            format!("{name}（{}）", text::origin_term(origin.how)),
        ));
    }
    facts
}

/// The same program in the other part of the document.
fn other_part(
    visit: &Visit,
    opened: &Opened,
    program: &Program,
    head: &Head,
) -> Option<(String, String)> {
    let other = if program.part == Part::Plan {
        Part::Review
    } else {
        Part::Plan
    };
    opened.loaded.program_named(other, &program.key)?;
    let key = format!("plan-program-see-{}", part_name(other));
    let href = format!(
        "{}/programs/{}/{}",
        head.here,
        part_name(other),
        program.key
    );
    Some((visit.say(&key), href))
}

fn cells(opened: &Opened, view: &ProgramView<'_>) -> Vec<YearCell> {
    let filter = Filter::default();
    let look = Look {
        part: view.program.part,
        style: opened.style,
        present: opened.present,
        viewpoint: &opened.viewpoint,
        filter: &filter,
        own: &Scope::All,
        may_enter: false,
    };
    year_cells(
        view,
        span_of(&opened.loaded.document, view.program.part),
        &look,
    )
}

fn enter(visit: &Visit, opened: &Opened, view: &ProgramView<'_>, head: &Head) -> Option<String> {
    let mine = match frame::entry_scope(visit)? {
        Scope::All => true,
        scope @ Scope::Units(_) => scope.holds(view.record.unit),
    };
    let open = view.program.part == Part::Plan && mine;
    let year = opened.present.clamp(
        opened.loaded.document.plan_years.from,
        opened.loaded.document.plan_years.to,
    );
    open.then(|| format!("{}/input?year={year}#{}", head.here, view.program.key))
}

/// Where a text of the program is corrected, once the plan is adopted.
fn correct(visit: &Visit, opened: &Opened, view: &ProgramView<'_>, head: &Head) -> Option<String> {
    let may = frame::holds::<CorrectPlan>(visit) && !opened.loaded.state.in_work();
    let target = format!("{}/{}", part_name(view.program.part), view.program.key);
    may.then(|| format!("{}/corrections/new?target={target}", head.here))
}

fn measures(visit: &Visit, opened: &Opened, program: &Program, head: &Head) -> Vec<Shown> {
    let document = &opened.loaded.document;
    series_of(document, program)
        .into_iter()
        .enumerate()
        .map(|(number, series)| shown(visit, opened, program, &series, number, head))
        .collect()
}

fn shown(
    visit: &Visit,
    opened: &Opened,
    program: &Program,
    series: &Series,
    number: usize,
    head: &Head,
) -> Shown {
    let years = |year: &FiscalYear| year_label(*year, opened.style, visit);
    let file = format!(
        "{}/programs/{}/{}/figures/{}",
        head.here,
        part_name(program.part),
        program.key,
        series.key
    );
    Shown {
        label: series.label.clone(),
        definitions: series
            .definitions
            .iter()
            .map(|each| {
                let from = visit
                    .text
                    .say1("plan-definition-from", "year", years(&each.from));
                (from, each.text.clone())
            })
            .collect(),
        chart: draw(visit, opened, series, &format!("m{number}")).map(|chart| chart.saved_at(file)),
        sources: series
            .values
            .iter()
            .map(|value| source_line(visit, opened, series, value, head))
            .collect(),
    }
}

fn draw(visit: &Visit, opened: &Opened, series: &Series, id: &str) -> Option<Chart> {
    let years = series.years().filter(|_| !series.values.is_empty())?;
    let (points, goals, breaks) = (series.points(), series.goals(), series.breaks());
    Some(chart::line(
        &spec(opened, series, id, years, &points, &goals, &breaks),
        &visit.text,
    ))
}

fn spec<'a>(
    opened: &Opened,
    series: &'a Series,
    id: &'a str,
    years: calendar::YearSpan,
    points: &'a [measure::Point],
    targets: &'a [(FiscalYear, measure::Amount)],
    breaks: &'a [(FiscalYear, String)],
) -> YearLine<'a> {
    YearLine {
        id,
        title: &series.label,
        unit: &series.unit,
        years,
        style: opened.style,
        points,
        targets,
        breaks,
    }
}

fn source_line(
    visit: &Visit,
    opened: &Opened,
    series: &Series,
    value: &Value,
    head: &Head,
) -> SourceLine {
    let t = &visit.text;
    let target = series.target(value.year);
    let achieved = target.map(|target| measure::achievement(&target.target, value.amount));
    let source = match (&value.source, value.computed) {
        (_, true) => t.say("plan-source-computed").into_owned(),
        (Some(source), false) => source.clone(),
        (None, false) => t.say("plan-source-unknown").into_owned(),
    };
    let may_see = access::Allowed::<ViewPlanRecords>::ask(visit.actor.clone()).is_ok();
    SourceLine {
        year: year_label(value.year, opened.style, visit),
        amount: format!("{}{}", amount(value.amount), series.unit),
        quality: text::quality_term(value.quality, opened.style),
        target: target.map_or_else(String::new, |target| shown::target(&target.target, t)),
        achieved: achieved.map_or_else(String::new, |achieved| match achieved.percent() {
            Some(percent) => format!("{percent}%"),
            None => t.say("plan-not-computable").into_owned(),
        }),
        source,
        records: (value.computed && may_see)
            .then(|| format!("{}/figures/{}/{}", head.here, series.key, value.year)),
    }
}

fn judged(visit: &Visit, opened: &Opened, program: &Program) -> Vec<Judged> {
    let judged = |each: &crate::document::Evaluation| Judged {
        year: year_label(each.year, opened.style, visit),
        grade: each.grade.map(screen::kit::Status::from),
        reason: each.reason.clone(),
        next: each
            .next_action
            .map(text::next_action_term)
            .unwrap_or_default()
            .to_owned(),
    };
    program.evaluations.iter().map(judged).collect()
}

fn changed(visit: &Visit, opened: &Opened, entry: &HistoryEntry) -> Changed {
    let text = |content: &Option<crate::records::Content>| {
        content
            .as_ref()
            .map_or_else(|| "―".to_owned(), crate::records::Content::summary)
    };
    Changed {
        at: date_text::short_moment(entry.at, visit.language()),
        by: entry.by.clone(),
        years: entry
            .years
            .map_or_else(String::new, |years| text::years_label(years, opened.style)),
        before: text(&entry.before),
        after: text(&entry.after),
        reason: entry.reason.clone().unwrap_or_default(),
    }
}

/// The picture of a measure as a file: `….svg` or `….png`.
pub(crate) async fn picture(
    may: May<ViewPlan>,
    Path((code, part, key, file)): Path<(String, String, String, String)>,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    let part = part_named(&part).ok_or(PageError::NotFound)?;
    let view = opened
        .loaded
        .program_named(part, &key)
        .ok_or(PageError::NotFound)?;
    let (name, ending) = file.rsplit_once('.').ok_or(PageError::NotFound)?;
    let series = series_of(&opened.loaded.document, view.program)
        .into_iter()
        .find(|series| series.key == name)
        .ok_or(PageError::NotFound)?;
    let years = series
        .years()
        .filter(|_| !series.values.is_empty())
        .ok_or(PageError::NotFound)?;
    let (points, goals, breaks) = (series.points(), series.goals(), series.breaks());
    let spec = spec(&opened, &series, "figure", years, &points, &goals, &breaks);
    let svg = chart::line_file(&spec, &may.text);
    match ending {
        "svg" => Ok(([(CONTENT_TYPE, "image/svg+xml")], svg).into_response()),
        "png" => {
            let drawn = tokio::task::spawn_blocking(move || print::png(&svg, 2)).await;
            let bytes = drawn.map_err(anyhow::Error::from)??;
            let name = format!("{}.png", series.label);
            Ok(Download {
                name,
                media: "image/png",
                bytes,
                inline: true,
            }
            .into_response())
        }
        _ => Err(PageError::NotFound),
    }
}
