//! Nodes and programs added, renamed, moved and removed.

use super::names::name;
use crate::document::{Node, Part};
use crate::records::{Mark, NodeId, PlanId, ProgramId};
use ::store::{ToSqlx, Tx, sqlx};
use anyhow::Result;

const ADD_NODE: &str = "
    INSERT INTO plan_nodes (id, plan_id, position, path, name, review_name, chart_name, capability, outline,
                            review_footnote, plan_footnote, review_result, note, version, changed_at, changed_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

const SET_NODE: &str = "
    UPDATE plan_nodes
       SET name = $2, review_name = $3, chart_name = $4, capability = $5, outline = $6, review_footnote = $7,
           plan_footnote = $8, review_result = $9, note = $10, version = $11, changed_at = $12,
           changed_by = $13
     WHERE id = $1";

const REMOVE_NODE: &str = "DELETE FROM plan_nodes WHERE id = $1";

// Paths are unique at every moment: they give way first.
const LEAVE_PATHS: &str = "UPDATE plan_nodes SET path = '~' || path WHERE plan_id = $1";

const NUMBER_NODE: &str = "UPDATE plan_nodes SET path = $2, position = $3 WHERE id = $1";

const ADD_PROGRAM: &str = "
    INSERT INTO plan_programs (id, plan_id, node_id, part, program_key, position, name, owner, unit_id, note,
                               version, changed_at, changed_by)
    VALUES ($1, $2, $3, $4, $5, (SELECT COALESCE(MAX(position), 0) + 1 FROM plan_programs WHERE plan_id = $2),
            $6, $7, $8, NULL, $9, $10, $11)";

const SET_PROGRAM: &str = "
    UPDATE plan_programs
       SET node_id = $2, name = $3, owner = $4, unit_id = $5, version = $6, changed_at = $7, changed_by = $8
     WHERE id = $1";

const SET_UNIT: &str = "UPDATE plan_programs SET unit_id = $2 WHERE id = $1";

const NUMBER_PROGRAM: &str = "UPDATE plan_programs SET position = $2 WHERE id = $1";

const REMOVE_PROGRAM: [(&str, &str); 7] = [
    (
        "plan.remove_program_values",
        "DELETE FROM plan_values WHERE measure_id IN (SELECT id FROM plan_measures WHERE program_id = $1)",
    ),
    (
        "plan.remove_program_targets",
        "DELETE FROM plan_targets WHERE measure_id IN (SELECT id FROM plan_measures WHERE program_id = $1)",
    ),
    (
        "plan.remove_program_definitions",
        "DELETE FROM plan_definitions WHERE measure_id IN (SELECT id FROM plan_measures WHERE program_id = $1)",
    ),
    (
        "plan.remove_program_measures",
        "DELETE FROM plan_measures WHERE program_id = $1",
    ),
    (
        "plan.remove_program_evaluations",
        "DELETE FROM plan_evaluations WHERE program_id = $1",
    ),
    (
        "plan.remove_program_origins",
        "DELETE FROM plan_origins WHERE program_id = $1",
    ),
    (
        "plan.remove_program_cells",
        "DELETE FROM plan_cells WHERE program_id = $1",
    ),
];
const REMOVE_PROGRAM_ROW: &str = "DELETE FROM plan_programs WHERE id = $1";

/// This file's statements, by name.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("plan.add_node", ADD_NODE),
    ("plan.set_node", SET_NODE),
    ("plan.remove_node", REMOVE_NODE),
    ("plan.leave_paths", LEAVE_PATHS),
    ("plan.number_node", NUMBER_NODE),
    ("plan.add_program", ADD_PROGRAM),
    ("plan.set_program", SET_PROGRAM),
    ("plan.set_unit", SET_UNIT),
    ("plan.number_program", NUMBER_PROGRAM),
    REMOVE_PROGRAM[0],
    REMOVE_PROGRAM[1],
    REMOVE_PROGRAM[2],
    REMOVE_PROGRAM[3],
    REMOVE_PROGRAM[4],
    REMOVE_PROGRAM[5],
    REMOVE_PROGRAM[6],
    ("plan.remove_program", REMOVE_PROGRAM_ROW),
];

/// Adds a node; its path and position are free or will be given by [`number_nodes`].
pub async fn add_node(
    tx: &mut Tx,
    plan: PlanId,
    (id, position): (NodeId, i64),
    node: &Node,
    mark: &Mark,
) -> Result<()> {
    ::store::write!(tx, |c| {
        sqlx::query(ADD_NODE)
            .bind(id.0)
            .bind(plan.0)
            .bind(position)
            .bind(&node.path)
            .bind(&node.name)
            .bind(node.review_name.as_deref())
            .bind(node.chart_name.as_deref())
            .bind(node.capability.as_deref())
            .bind(&node.outline)
            .bind(node.review_footnote.as_deref())
            .bind(node.plan_footnote.as_deref())
            .bind(node.review_result.as_deref())
            .bind(node.note.as_deref())
            .bind(mark.version.0)
            .bind(mark.changed_at.to_sqlx())
            .bind(mark.changed_by.as_str())
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Writes the names and texts of a node.
pub async fn set_node(tx: &mut Tx, id: NodeId, node: &Node, mark: &Mark) -> Result<()> {
    ::store::write!(tx, |c| {
        sqlx::query(SET_NODE)
            .bind(id.0)
            .bind(&node.name)
            .bind(node.review_name.as_deref())
            .bind(node.chart_name.as_deref())
            .bind(node.capability.as_deref())
            .bind(&node.outline)
            .bind(node.review_footnote.as_deref())
            .bind(node.plan_footnote.as_deref())
            .bind(node.review_result.as_deref())
            .bind(node.note.as_deref())
            .bind(mark.version.0)
            .bind(mark.changed_at.to_sqlx())
            .bind(mark.changed_by.as_str())
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Removes a node that holds nothing.
pub async fn remove_node(tx: &mut Tx, id: NodeId) -> Result<()> {
    ::store::write!(tx, |c| sqlx::query(REMOVE_NODE)
        .bind(id.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Gives all nodes of a plan their paths, in the order of the document.
pub async fn number_nodes(tx: &mut Tx, plan: PlanId, order: &[(NodeId, String)]) -> Result<()> {
    ::store::write!(tx, |c| sqlx::query(LEAVE_PATHS)
        .bind(plan.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    for (position, (id, path)) in (1_i64..).zip(order) {
        ::store::write!(tx, |c| {
            sqlx::query(NUMBER_NODE)
                .bind(id.0)
                .bind(path)
                .bind(position)
                .execute(c)
                .await
                .map(|_| ())
        })?;
    }
    Ok(())
}

/// A program without anything in it yet.
#[derive(Debug, Clone, Copy)]
pub struct NewProgram<'a> {
    /// Its number.
    pub id: ProgramId,
    /// Its node.
    pub node: NodeId,
    /// Its part.
    pub part: Part,
    /// Its key.
    pub key: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The section in charge, as printed.
    pub owner: Option<&'a str>,
    /// The section in the directory.
    pub unit: Option<i64>,
}

/// Adds a program behind all others.
pub async fn add_program(
    tx: &mut Tx,
    plan: PlanId,
    program: NewProgram<'_>,
    mark: &Mark,
) -> Result<()> {
    ::store::write!(tx, |c| {
        sqlx::query(ADD_PROGRAM)
            .bind(program.id.0)
            .bind(plan.0)
            .bind(program.node.0)
            .bind(name(program.part))
            .bind(program.key)
            .bind(program.name)
            .bind(program.owner)
            .bind(program.unit)
            .bind(mark.version.0)
            .bind(mark.changed_at.to_sqlx())
            .bind(mark.changed_by.as_str())
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Writes place, name and owner of a program.
pub async fn set_program(
    tx: &mut Tx,
    id: ProgramId,
    node: NodeId,
    (new_name, owner, unit): (&str, Option<&str>, Option<i64>),
    mark: &Mark,
) -> Result<()> {
    ::store::write!(tx, |c| {
        sqlx::query(SET_PROGRAM)
            .bind(id.0)
            .bind(node.0)
            .bind(new_name)
            .bind(owner)
            .bind(unit)
            .bind(mark.version.0)
            .bind(mark.changed_at.to_sqlx())
            .bind(mark.changed_by.as_str())
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Says which unit enters a program's results; what is printed stays.
pub async fn set_unit(tx: &mut Tx, id: ProgramId, unit: Option<i64>) -> Result<()> {
    ::store::write!(tx, |c| {
        sqlx::query(SET_UNIT)
            .bind(id.0)
            .bind(unit)
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Puts the programs of a plan into this order.
pub async fn number_programs(tx: &mut Tx, order: &[ProgramId]) -> Result<()> {
    for (position, id) in (1_i64..).zip(order) {
        ::store::write!(tx, |c| {
            sqlx::query(NUMBER_PROGRAM)
                .bind(id.0)
                .bind(position)
                .execute(c)
                .await
                .map(|_| ())
        })?;
    }
    Ok(())
}

/// Removes a program with everything in it; its history stays.
pub async fn remove_program(tx: &mut Tx, id: ProgramId) -> Result<()> {
    for (_, statement) in REMOVE_PROGRAM {
        ::store::write!(tx, |c| sqlx::query(statement)
            .bind(id.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    ::store::write!(tx, |c| {
        sqlx::query(REMOVE_PROGRAM_ROW)
            .bind(id.0)
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}
