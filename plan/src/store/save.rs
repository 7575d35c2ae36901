//! A whole document written at once, by import or draft.

macro_rules! insert {
    ($tx:expr, $into:literal, $rows:expr, |$values:ident, $row:pat_param| $bind:expr) => {
        for chunk in $rows.chunks(ROWS) {
            ::store::write!($tx, |connection| {
                let mut query = sqlx::QueryBuilder::new(concat!("INSERT INTO ", $into, " "));
                query.push_values(chunk, |mut $values, $row| {
                    $bind;
                });
                query.build().execute(connection).await.map(|_| ())
            })?;
        }
    };
}

mod front;
mod measures;

pub(super) use front::{save_legal_bases, save_sections};
pub(super) use measures::insert_measures;

use super::names::{name, quality_columns};
use crate::document::{Cell, Evaluation, Node, Origin, PlanDocument, Program};
use crate::records::{Line, Loaded, Mark, PlanId, ProgramRecord, State, Version};
use ::store::{Ids, ToSqlx, Tx, sqlx};
use anyhow::{Context, Result};
use front::{save_cover, save_front};
use jiff::Timestamp;
use measures::save_measures;
use std::collections::{BTreeMap, HashMap};

/// The unit of the directory that a printed owner (人事課) is; owners that are none are left out.
pub type Owners = BTreeMap<String, i64>;

/// What is to be saved, and in whose name.
#[derive(Debug, Clone, Copy)]
pub struct Save<'a> {
    /// Where ids and versions come from.
    pub ids: &'a Ids,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: &'a str,
    /// How far the plan has come.
    pub state: State,
    /// The units of printed owners.
    pub owners: &'a Owners,
    /// The plan of the same code that is replaced; what did not change keeps its ids and versions.
    pub previous: Option<&'a Loaded>,
}

/// The plan as it was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// The plan.
    pub id: PlanId,
    /// Its version.
    pub version: Version,
}

/// Rows in one statement: 15 columns of 500 rows stay far below what either database takes.
const ROWS: usize = 500;

const INSERT_PLAN: &str = "
    INSERT INTO plans (id, code, format, municipality, title, publisher, adopted, policy_name, policy_adopted,
                       policy_revised, review_from, review_to, plan_from, plan_to, mid_term_review,
                       year_style, supersedes, source, state, version, cover_version, created_at,
                       changed_at, changed_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
            $22, $22, $23)
    ON CONFLICT (id) DO UPDATE SET
        format = excluded.format, municipality = excluded.municipality, title = excluded.title,
        publisher = excluded.publisher, adopted = excluded.adopted, policy_name = excluded.policy_name,
        policy_adopted = excluded.policy_adopted, policy_revised = excluded.policy_revised,
        review_from = excluded.review_from, review_to = excluded.review_to,
        plan_from = excluded.plan_from, plan_to = excluded.plan_to,
        mid_term_review = excluded.mid_term_review, year_style = excluded.year_style,
        supersedes = excluded.supersedes, source = excluded.source, state = excluded.state,
        version = excluded.version, cover_version = excluded.cover_version,
        changed_at = excluded.changed_at, changed_by = excluded.changed_by";

/// Children before parents.
const REMOVE: [(&str, &str); 12] = [
    (
        "remove_values",
        "DELETE FROM plan_values WHERE measure_id IN (SELECT id FROM plan_measures WHERE plan_id = $1)",
    ),
    (
        "remove_targets",
        "DELETE FROM plan_targets WHERE measure_id IN (SELECT id FROM plan_measures WHERE plan_id = $1)",
    ),
    (
        "remove_definitions",
        "DELETE FROM plan_definitions WHERE measure_id IN (SELECT id FROM plan_measures WHERE plan_id = $1)",
    ),
    (
        "remove_measures",
        "DELETE FROM plan_measures WHERE plan_id = $1",
    ),
    (
        "remove_evaluations",
        "DELETE FROM plan_evaluations WHERE program_id IN (SELECT id FROM plan_programs WHERE plan_id = $1)",
    ),
    (
        "remove_origins",
        "DELETE FROM plan_origins WHERE program_id IN (SELECT id FROM plan_programs WHERE plan_id = $1)",
    ),
    ("remove_cells", "DELETE FROM plan_cells WHERE plan_id = $1"),
    (
        "remove_programs",
        "DELETE FROM plan_programs WHERE plan_id = $1",
    ),
    ("remove_nodes", "DELETE FROM plan_nodes WHERE plan_id = $1"),
    (
        "remove_levels",
        "DELETE FROM plan_levels WHERE plan_id = $1",
    ),
    (
        "remove_sections",
        "DELETE FROM plan_sections WHERE plan_id = $1",
    ),
    (
        "remove_legal_bases",
        "DELETE FROM plan_legal_bases WHERE plan_id = $1",
    ),
];
const REMOVE_CORRECTIONS: &str = "DELETE FROM plan_corrections WHERE plan_id = $1";

/// This file's complete statements, by name.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("plan.insert_plan", INSERT_PLAN),
    ("plan.remove_values", REMOVE[0].1),
    ("plan.remove_targets", REMOVE[1].1),
    ("plan.remove_definitions", REMOVE[2].1),
    ("plan.remove_measures", REMOVE[3].1),
    ("plan.remove_evaluations", REMOVE[4].1),
    ("plan.remove_origins", REMOVE[5].1),
    ("plan.remove_cells", REMOVE[6].1),
    ("plan.remove_programs", REMOVE[7].1),
    ("plan.remove_nodes", REMOVE[8].1),
    ("plan.remove_levels", REMOVE[9].1),
    ("plan.remove_sections", REMOVE[10].1),
    ("plan.remove_legal_bases", REMOVE[11].1),
    ("plan.remove_corrections", REMOVE_CORRECTIONS),
];

/// Writes the document in a fixed number of statements. The rounds, closed years and history of a plan
/// that is replaced stay.
pub async fn save_document(tx: &mut Tx, document: &PlanDocument, save: Save<'_>) -> Result<Saved> {
    let id = save
        .previous
        .map_or_else(|| PlanId(save.ids.next()), |plan| plan.id);
    let version = Version(save.ids.next());
    save_cover(tx, id, version, document, save).await?;
    if save.previous.is_some() {
        remove_contents(tx, id).await?;
    }
    save_front(tx, id, document, save).await?;
    let nodes = save_nodes(tx, id, document, save).await?;
    let programs = save_programs(tx, id, document, &nodes, save).await?;
    save_cells(tx, id, &programs, save).await?;
    save_measures(tx, id, document, &nodes, &programs, save).await?;
    save_evaluations(tx, &programs, save).await?;
    Ok(Saved { id, version })
}

/// Takes everything that belongs to the document out of the database; the plan itself, its work and its
/// history stay.
pub async fn remove_contents(tx: &mut Tx, plan: PlanId) -> Result<()> {
    for (_, statement) in REMOVE {
        ::store::write!(tx, |c| sqlx::query(statement)
            .bind(plan.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    ::store::write!(tx, |c| {
        sqlx::query(REMOVE_CORRECTIONS)
            .bind(plan.0)
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

fn numbered<T>(items: &[T]) -> Vec<(i64, &T)> {
    (1..).zip(items).collect()
}

/// Ids of nodes by path.
type NodeIds<'a> = HashMap<&'a str, i64>;

async fn save_nodes<'a>(
    tx: &mut Tx,
    plan: PlanId,
    document: &'a PlanDocument,
    save: Save<'_>,
) -> Result<NodeIds<'a>> {
    let rows: Vec<(i64, i64, &Node, Mark)> = numbered(&document.nodes)
        .into_iter()
        .map(|(position, node)| {
            let before = save.previous.and_then(|plan| {
                let place = plan
                    .document
                    .nodes
                    .iter()
                    .position(|n| n.path == node.path)?;
                Some((&plan.document.nodes[place], &plan.nodes[place]))
            });
            let id = before.map_or_else(|| save.ids.next(), |(_, record)| record.id.0);
            let kept = before
                .filter(|(old, _)| *old == node)
                .map(|(_, record)| &record.mark);
            (id, position, node, mark(kept, save))
        })
        .collect();
    insert!(
        tx,
        "plan_nodes (id, plan_id, position, path, name, review_name, chart_name, capability, outline, \
         review_footnote, plan_footnote, review_result, note, version, changed_at, changed_by)",
        rows,
        |values, (id, position, node, mark)| values
            .push_bind(*id)
            .push_bind(plan.0)
            .push_bind(*position)
            .push_bind(node.path.as_str())
            .push_bind(node.name.as_str())
            .push_bind(node.review_name.as_deref())
            .push_bind(node.chart_name.as_deref())
            .push_bind(node.capability.as_deref())
            .push_bind(node.outline.as_str())
            .push_bind(node.review_footnote.as_deref())
            .push_bind(node.plan_footnote.as_deref())
            .push_bind(node.review_result.as_deref())
            .push_bind(node.note.as_deref())
            .push_bind(mark.version.0)
            .push_bind(mark.changed_at.to_sqlx())
            .push_bind(mark.changed_by.as_str())
    );
    Ok(rows
        .iter()
        .map(|(id, _, node, _)| (node.path.as_str(), *id))
        .collect())
}

fn mark(kept: Option<&Mark>, save: Save<'_>) -> Mark {
    kept.cloned().unwrap_or_else(|| Mark {
        version: Version(save.ids.next()),
        changed_at: save.at,
        changed_by: save.by.to_owned(),
    })
}

/// A program to be written, with the one it replaces.
struct ProgramRow<'a> {
    id: i64,
    node: i64,
    position: i64,
    program: &'a Program,
    unit: Option<i64>,
    mark: Mark,
    before: Option<(&'a Program, &'a ProgramRecord)>,
}

async fn save_programs<'a>(
    tx: &mut Tx,
    plan: PlanId,
    document: &'a PlanDocument,
    nodes: &NodeIds<'_>,
    save: Save<'a>,
) -> Result<Vec<ProgramRow<'a>>> {
    let mut rows = Vec::with_capacity(document.programs.len());
    for (position, program) in numbered(&document.programs) {
        let before = save
            .previous
            .and_then(|plan| plan.program_named(program.part, &program.key))
            .map(|view| (view.program, view.record));
        let kept = before.filter(|(old, _)| {
            old.name == program.name && old.owner == program.owner && old.node == program.node
        });
        let unit = program
            .owner
            .as_ref()
            .and_then(|owner| save.owners.get(owner))
            .copied();
        rows.push(ProgramRow {
            id: before.map_or_else(|| save.ids.next(), |(_, record)| record.id.0),
            node: *nodes
                .get(program.node.as_str())
                .context("a program names a node that is missing")?,
            position,
            program,
            unit: unit.or_else(|| kept.and_then(|(_, record)| record.unit)),
            mark: mark(kept.map(|(_, record)| &record.mark), save),
            before,
        });
    }
    insert!(
        tx,
        "plan_programs (id, plan_id, node_id, part, program_key, position, name, owner, unit_id, note, \
         version, changed_at, changed_by)",
        rows,
        |values, row| values
            .push_bind(row.id)
            .push_bind(plan.0)
            .push_bind(row.node)
            .push_bind(name(row.program.part))
            .push_bind(row.program.key.as_str())
            .push_bind(row.position)
            .push_bind(row.program.name.as_str())
            .push_bind(row.program.owner.as_deref())
            .push_bind(row.unit)
            .push_bind(row.program.note.as_deref())
            .push_bind(row.mark.version.0)
            .push_bind(row.mark.changed_at.to_sqlx())
            .push_bind(row.mark.changed_by.as_str())
    );
    let origins: Vec<(i64, i64, &Origin)> = rows
        .iter()
        .flat_map(|row| {
            let origins = numbered(&row.program.origins).into_iter();
            origins.map(|(position, origin)| (row.id, position, origin))
        })
        .collect();
    insert!(
        tx,
        "plan_origins (program_id, position, origin_key, how)",
        origins,
        |values, (program, position, origin)| values
            .push_bind(*program)
            .push_bind(*position)
            .push_bind(origin.key.as_str())
            .push_bind(name(origin.how))
    );
    Ok(rows)
}

/// A cell with its row's id and its place.
pub(super) type CellInsert<'a> = (i64, i64, Line, &'a Cell, Mark);

async fn save_cells(
    tx: &mut Tx,
    plan: PlanId,
    programs: &[ProgramRow<'_>],
    save: Save<'_>,
) -> Result<()> {
    let mut cells: Vec<CellInsert<'_>> = Vec::new();
    for row in programs {
        let program = row.program;
        for (line, new) in [(Line::Plan, &program.plan), (Line::Actual, &program.actual)] {
            for cell in new {
                let kept = row.before.and_then(|(old, record)| {
                    let (cells, marks) = match line {
                        Line::Plan => (&old.plan, &record.plan),
                        Line::Actual => (&old.actual, &record.actual),
                    };
                    marks.get(cells.iter().position(|other| other == cell)?)
                });
                cells.push((save.ids.next(), row.id, line, cell, mark(kept, save)));
            }
        }
    }
    insert_cells(tx, plan, &cells).await
}

pub(super) async fn insert_cells(
    tx: &mut Tx,
    plan: PlanId,
    cells: &[CellInsert<'_>],
) -> Result<()> {
    insert!(
        tx,
        "plan_cells (id, plan_id, program_id, line, from_year, to_year, text, status, merged_into, quality, \
         as_of, version, changed_at, changed_by)",
        cells,
        |values, (id, program, line, cell, mark)| {
            let (quality, as_of) = quality_columns(cell.quality);
            values
                .push_bind(*id)
                .push_bind(plan.0)
                .push_bind(*program)
                .push_bind(name(*line))
                .push_bind(i64::from(cell.years.from.0))
                .push_bind(i64::from(cell.years.to.0))
                .push_bind(cell.text.as_str())
                .push_bind(cell.status.map(name))
                .push_bind(cell.merged_into.as_deref())
                .push_bind(quality)
                .push_bind(as_of)
                .push_bind(mark.version.0)
                .push_bind(mark.changed_at.to_sqlx())
                .push_bind(mark.changed_by.as_str())
        }
    );
    Ok(())
}

async fn save_evaluations(tx: &mut Tx, programs: &[ProgramRow<'_>], save: Save<'_>) -> Result<()> {
    let mut rows: Vec<(i64, &Evaluation, Mark)> = Vec::new();
    for row in programs {
        for evaluation in &row.program.evaluations {
            let kept = row.before.and_then(|(old, record)| {
                let place = old
                    .evaluations
                    .iter()
                    .position(|other| other == evaluation)?;
                record.evaluations.get(place)
            });
            rows.push((row.id, evaluation, mark(kept, save)));
        }
    }
    insert!(
        tx,
        "plan_evaluations (program_id, year, grade, reason, next_action, version, changed_at, changed_by)",
        rows,
        |values, (program, evaluation, mark)| values
            .push_bind(*program)
            .push_bind(i64::from(evaluation.year.0))
            .push_bind(evaluation.grade.map(name))
            .push_bind(evaluation.reason.as_str())
            .push_bind(evaluation.next_action.map(name))
            .push_bind(mark.version.0)
            .push_bind(mark.changed_at.to_sqlx())
            .push_bind(mark.changed_by.as_str())
    );
    Ok(())
}
