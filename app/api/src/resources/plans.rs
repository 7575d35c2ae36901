//! Plans: the cover, the tree, the programs with their cells and figures.

use super::figures::quality;
use crate::query::Query;
use crate::reader::{Answer, Failure, Reader};
use crate::scope::Scope;
use access::ReadApi;
use axum::extract::Path;
use axum::http::HeaderMap;
use calendar::{Date, YearSpan};
use jiff::Timestamp;
use measure::{Comparator, Grade};
use plan::document::{Cell, Measure, NextAction, Node, Part, PlanDocument, Program, Status};
use plan::records::{Loaded, ProgramView, State};
use screen::May;
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
struct Years {
    from: i16,
    to: i16,
}

impl From<YearSpan> for Years {
    fn from(span: YearSpan) -> Years {
        Years {
            from: span.from.0,
            to: span.to.0,
        }
    }
}

#[derive(Serialize)]
struct Line {
    code: String,
    title: String,
    years: Years,
    state: State,
    programs: i64,
    changed_at: Timestamp,
}

#[derive(Serialize)]
struct LevelName {
    name: String,
    name_en: String,
}

#[derive(Serialize)]
struct Cover {
    code: String,
    title: String,
    municipality: String,
    publisher: String,
    state: State,
    years: Years,
    review_years: Option<Years>,
    adopted: Option<Date>,
    previous: Option<String>,
    legal_bases: Vec<String>,
    levels: Vec<LevelName>,
    nodes: usize,
    programs: usize,
    changed_at: Timestamp,
}

#[derive(Serialize)]
struct NodeLine {
    path: String,
    parent: Option<String>,
    level: usize,
    name: String,
    outline: String,
    capability: Option<String>,
}

#[derive(Serialize)]
struct Heading {
    key: String,
    part: Part,
    node: String,
    name: String,
    owner: Option<String>,
    unit: Option<String>,
}

#[derive(Serialize)]
struct CellText {
    years: Years,
    text: String,
    status: Option<Status>,
    merged_into: Option<String>,
}

#[derive(Serialize)]
struct TargetOfYear {
    year: i16,
    comparator: Comparator,
    amount: String,
}

#[derive(Serialize)]
struct ValueOfYear {
    year: i16,
    amount: String,
    quality: &'static str,
    as_of: Option<Date>,
    /// Counted by the program from records, not typed.
    computed: bool,
    source: Option<String>,
}

#[derive(Serialize)]
struct MeasureLine {
    key: String,
    label: String,
    unit: String,
    definition: Option<String>,
    targets: Vec<TargetOfYear>,
    values: Vec<ValueOfYear>,
}

#[derive(Serialize)]
struct Judgement {
    year: i16,
    grade: Option<Grade>,
    reason: String,
    next_action: Option<NextAction>,
}

#[derive(Serialize)]
struct WholeProgram {
    #[serde(flatten)]
    heading: Heading,
    plan: Vec<CellText>,
    actual: Vec<CellText>,
    measures: Vec<MeasureLine>,
    evaluations: Vec<Judgement>,
}

/// Whether everybody may read a plan in the state.
const fn is_public(state: State) -> bool {
    matches!(state, State::Published | State::Closed)
}

/// A plan that the client may read.
async fn open(may: &May<ReadApi>, reader: &Reader<'_>, code: &str) -> Result<Arc<Loaded>, Failure> {
    if !plan::text::is_key(code) {
        return Err(reader.not_found());
    }
    let loaded = plan::store::load(may.db(), code).await?;
    let loaded = loaded.ok_or_else(|| reader.not_found())?;
    if !is_public(loaded.state) {
        if !reader.has(Scope::PlanWork) {
            return Err(reader.not_found());
        }
        reader.note(Scope::PlanWork).await?;
    }
    Ok(loaded)
}

pub(crate) async fn list(may: May<ReadApi>, headers: HeaderMap) -> Answer {
    let parameters = ["after", "limit"];
    let reader = Reader::admit(&may, &headers, Scope::Plan, &parameters).await?;
    let after = reader.ask(|query| query.id("after"))?.unwrap_or(0);
    let in_work = reader.has(Scope::PlanWork);
    let mut plans = plan::store::list(may.db()).await?;
    plans.retain(|plan| (in_work || is_public(plan.state)) && plan.id.0 > after);
    if plans.iter().any(|plan| !is_public(plan.state)) {
        reader.note(Scope::PlanWork).await?;
    }
    plans.sort_by_key(|plan| plan.id);
    let limit = usize::try_from(reader.ask(Query::limit)?).unwrap_or(1);
    plans.truncate(limit + 1);
    let list = reader.list(None, plans, |plan| plan.id.to_string())?;
    let lines = crate::reader::List {
        as_of: None,
        data: list
            .data
            .into_iter()
            .map(|plan| Line {
                code: plan.code,
                title: plan.title,
                years: plan.years.into(),
                state: plan.state,
                programs: plan.programs,
                changed_at: plan.mark.changed_at,
            })
            .collect(),
        next: list.next,
    };
    reader.answer_list(&lines)
}

pub(crate) async fn one(may: May<ReadApi>, Path(code): Path<String>, headers: HeaderMap) -> Answer {
    let reader = Reader::admit(&may, &headers, Scope::Plan, &[]).await?;
    let loaded = open(&may, &reader, &code).await?;
    let changed = loaded.mark.changed_at;
    let document = &loaded.document;
    let level = |level: &plan::document::Level| LevelName {
        name: level.name.clone(),
        name_en: level.name_en.clone(),
    };
    let cover = Cover {
        nodes: document.nodes.len(),
        programs: document.programs.len(),
        code: document.code.clone(),
        title: document.title.clone(),
        municipality: document.municipality.clone(),
        publisher: document.publisher.clone(),
        state: loaded.state,
        years: document.plan_years.into(),
        review_years: document.review_years.map(Years::from),
        adopted: document.adopted,
        previous: document.previous.clone(),
        legal_bases: document.legal_bases.clone(),
        levels: document.levels.iter().map(level).collect(),
        changed_at: changed,
    };
    reader.answer(&cover, Some(changed))
}

/// Entries after a place in the document, one more than asked for.
fn part_of<T>(reader: &Reader<'_>, all: Vec<T>) -> Result<Vec<(i64, T)>, Failure> {
    let after = reader.ask(|query| query.id("after"))?.unwrap_or(0);
    let limit = usize::try_from(reader.ask(Query::limit)?).unwrap_or(1);
    Ok((1..)
        .zip(all)
        .filter(|(place, _)| *place > after)
        .take(limit + 1)
        .collect())
}

fn answer_part<T: Serialize>(reader: &Reader<'_>, all: Vec<T>) -> Answer {
    let part = part_of(reader, all)?;
    let list = reader.list(None, part, |(place, _)| place.to_string())?;
    reader.answer_list(&crate::reader::List {
        as_of: None,
        data: list.data.into_iter().map(|(_, entry)| entry).collect(),
        next: list.next,
    })
}

pub(crate) async fn nodes(
    may: May<ReadApi>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let reader = Reader::admit(&may, &headers, Scope::Plan, &["after", "limit"]).await?;
    let loaded = open(&may, &reader, &code).await?;
    let nodes = loaded.document.nodes.iter().map(node).collect();
    answer_part(&reader, nodes)
}

fn node(node: &Node) -> NodeLine {
    NodeLine {
        path: node.path.clone(),
        parent: node
            .path
            .rsplit_once('-')
            .map(|(parent, _)| parent.to_owned()),
        level: node.path.split('-').count(),
        name: node.name.clone(),
        outline: node.outline.clone(),
        capability: node.capability.clone(),
    }
}

fn part(word: &str) -> Option<Part> {
    match word {
        "plan" => Some(Part::Plan),
        "review" => Some(Part::Review),
        _ => None,
    }
}

pub(crate) async fn programs(
    may: May<ReadApi>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let parameters = ["part", "after", "limit"];
    let reader = Reader::admit(&may, &headers, Scope::Plan, &parameters).await?;
    let wanted = reader.ask(|query| query.word("part", part))?;
    let loaded = open(&may, &reader, &code).await?;
    let programs = loaded
        .views()
        .filter(|view| wanted.is_none_or(|part| view.program.part == part))
        .map(heading)
        .collect();
    answer_part(&reader, programs)
}

fn heading(view: ProgramView<'_>) -> Heading {
    Heading {
        key: view.program.key.clone(),
        part: view.program.part,
        node: view.program.node.clone(),
        name: view.program.name.clone(),
        owner: view.program.owner.clone(),
        unit: view.record.unit.map(|unit| unit.to_string()),
    }
}

pub(crate) async fn program(
    may: May<ReadApi>,
    Path((code, of_part, key)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Answer {
    let reader = Reader::admit(&may, &headers, Scope::Plan, &[]).await?;
    let part = part(&of_part).ok_or_else(|| reader.not_found())?;
    let mut loaded = Arc::unwrap_or_clone(open(&may, &reader, &code).await?);
    plan::figures::fill(may.db(), &may.site.figures, &mut loaded, may.today()).await?;
    let mut views = loaded.views();
    let view = views.find(|view| view.program.part == part && view.program.key == key);
    let view = view.ok_or_else(|| reader.not_found())?;
    reader.answer(&whole(&loaded.document, view), None)
}

fn whole(document: &PlanDocument, view: ProgramView<'_>) -> WholeProgram {
    let program = view.program;
    let cells = |cells: &[Cell]| {
        cells
            .iter()
            .map(|cell| cell_text(document, program, cell))
            .collect()
    };
    WholeProgram {
        heading: heading(view),
        plan: cells(&program.plan),
        actual: cells(&program.actual),
        measures: program.measures.iter().map(measure).collect(),
        evaluations: program
            .evaluations
            .iter()
            .map(|evaluation| Judgement {
                year: evaluation.year.0,
                grade: evaluation.grade,
                reason: evaluation.reason.clone(),
                next_action: evaluation.next_action,
            })
            .collect(),
    }
}

fn cell_text(document: &PlanDocument, program: &Program, cell: &Cell) -> CellText {
    CellText {
        years: cell.years.into(),
        text: plan::text::cell_text(program, cell, document.year_style),
        status: cell.status,
        merged_into: cell.merged_into.clone(),
    }
}

fn measure(measure: &Measure) -> MeasureLine {
    let targets = measure.targets.iter().map(|target| TargetOfYear {
        year: target.year.0,
        comparator: target.target.comparator,
        amount: target.target.amount.to_string(),
    });
    let values = measure.values.iter().map(|value| {
        let (quality, as_of) = quality(value.quality);
        ValueOfYear {
            year: value.year.0,
            amount: value.amount.to_string(),
            quality,
            as_of,
            computed: value.computed,
            source: value.source.clone(),
        }
    });
    MeasureLine {
        key: measure.key.clone(),
        label: measure.label.clone(),
        unit: measure.unit.clone(),
        definition: measure.definitions.last().map(|last| last.text.clone()),
        targets: targets.collect(),
        values: values.collect(),
    }
}
