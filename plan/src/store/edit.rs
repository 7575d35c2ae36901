//! Single pieces of a plan changed. Every act first takes the plan with [`lock`], so that two officers'
//! acts on one plan follow one another on either database.

use super::names::{name, quality_columns};
use super::save::{CellInsert, insert_cells, insert_measures, save_legal_bases, save_sections};
use crate::document::{Cell, Correction, Evaluation, Measure, PlanDocument, Value, YearTarget};
use crate::records::{Line, Mark, PlanId, ProgramId, State, Version};
use ::store::{Ids, ToSqlx, Tx, sqlx};
use anyhow::Result;
use calendar::FiscalYear;

const LOCK: &str = "UPDATE plans SET changed_at = changed_at WHERE code = $1 RETURNING id";

const TOUCH: &str = "UPDATE plans SET version = $2, changed_at = $3, changed_by = $4 WHERE id = $1";

const SET_STATE: &str = "UPDATE plans SET state = $2 WHERE id = $1";

const SET_COVER: &str = "
    UPDATE plans
       SET municipality = $2, title = $3, publisher = $4, adopted = $5, policy_name = $6, policy_adopted = $7,
           policy_revised = $8, mid_term_review = $9, year_style = $10, source = $11, cover_version = $12
     WHERE id = $1";

const CLEAR_SECTIONS: &str = "DELETE FROM plan_sections WHERE plan_id = $1";

const CLEAR_LEGAL_BASES: &str = "DELETE FROM plan_legal_bases WHERE plan_id = $1";

const CLEAR_LINE: &str = "DELETE FROM plan_cells WHERE program_id = $1 AND line = $2";

const PUT_VALUE: &str = "
    INSERT INTO plan_values (measure_id, year, amount, quality, as_of, source, computed)
    VALUES ((SELECT id FROM plan_measures WHERE program_id = $1 AND measure_key = $2), $3, $4, $5, $6, $7, $8)
    ON CONFLICT (measure_id, year) DO UPDATE SET
        amount = excluded.amount, quality = excluded.quality, as_of = excluded.as_of,
        source = excluded.source, computed = excluded.computed";

const REMOVE_VALUE: &str = "
    DELETE FROM plan_values
     WHERE measure_id = (SELECT id FROM plan_measures WHERE program_id = $1 AND measure_key = $2) AND year = $3";

const PUT_TARGET: &str = "
    INSERT INTO plan_targets (measure_id, year, comparator, amount, baseline_year, baseline_amount)
    VALUES ((SELECT id FROM plan_measures WHERE program_id = $1 AND measure_key = $2), $3, $4, $5, $6, $7)
    ON CONFLICT (measure_id, year) DO UPDATE SET
        comparator = excluded.comparator, amount = excluded.amount,
        baseline_year = excluded.baseline_year, baseline_amount = excluded.baseline_amount";

const REMOVE_TARGET: &str = "
    DELETE FROM plan_targets
     WHERE measure_id = (SELECT id FROM plan_measures WHERE program_id = $1 AND measure_key = $2) AND year = $3";

const RENAME_MEASURE: &str = "
    UPDATE plan_measures SET label = $3, unit = $4 WHERE program_id = $1 AND measure_key = $2 RETURNING id";

const LAST_MEASURE: &str =
    "SELECT COALESCE(MAX(position), 0) AS position FROM plan_measures WHERE program_id = $1";

const CLEAR_DEFINITIONS: &str = "DELETE FROM plan_definitions WHERE measure_id = $1";

const PUT_DEFINITION: &str =
    "INSERT INTO plan_definitions (measure_id, from_year, text) VALUES ($1, $2, $3)";

const MEASURE_ID: &str = "SELECT id FROM plan_measures WHERE program_id = $1 AND measure_key = $2";

const CLEAR_VALUES: &str = "DELETE FROM plan_values WHERE measure_id = $1";

const CLEAR_TARGETS: &str = "DELETE FROM plan_targets WHERE measure_id = $1";

const REMOVE_MEASURE: &str = "DELETE FROM plan_measures WHERE id = $1";

const PUT_EVALUATION: &str = "
    INSERT INTO plan_evaluations (program_id, year, grade, reason, next_action, version, changed_at, changed_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (program_id, year) DO UPDATE SET
        grade = excluded.grade, reason = excluded.reason, next_action = excluded.next_action,
        version = excluded.version, changed_at = excluded.changed_at, changed_by = excluded.changed_by";

const REMOVE_EVALUATION: &str = "DELETE FROM plan_evaluations WHERE program_id = $1 AND year = $2";

const ADD_CORRECTION: &str = "
    INSERT INTO plan_corrections (id, plan_id, position, corrected_on, place, text_before, text_after,
                                  corrected_by, reason)
    VALUES ($1, $2, (SELECT COALESCE(MAX(position), 0) + 1 FROM plan_corrections WHERE plan_id = $2),
            $3, $4, $5, $6, $7, $8)";

/// This file's statements, by name.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("plan.lock", LOCK),
    ("plan.touch", TOUCH),
    ("plan.set_state", SET_STATE),
    ("plan.set_cover", SET_COVER),
    ("plan.clear_sections", CLEAR_SECTIONS),
    ("plan.clear_legal_bases", CLEAR_LEGAL_BASES),
    ("plan.clear_line", CLEAR_LINE),
    ("plan.put_value", PUT_VALUE),
    ("plan.remove_value", REMOVE_VALUE),
    ("plan.put_target", PUT_TARGET),
    ("plan.remove_target", REMOVE_TARGET),
    ("plan.rename_measure", RENAME_MEASURE),
    ("plan.last_measure", LAST_MEASURE),
    ("plan.clear_definitions", CLEAR_DEFINITIONS),
    ("plan.put_definition", PUT_DEFINITION),
    ("plan.measure_id", MEASURE_ID),
    ("plan.clear_values", CLEAR_VALUES),
    ("plan.clear_targets", CLEAR_TARGETS),
    ("plan.remove_measure", REMOVE_MEASURE),
    ("plan.put_evaluation", PUT_EVALUATION),
    ("plan.remove_evaluation", REMOVE_EVALUATION),
    ("plan.add_correction", ADD_CORRECTION),
];

fn year(year: FiscalYear) -> i64 {
    i64::from(year.0)
}

/// Takes the plan for the rest of the transaction; `None` when there is none of this code.
pub async fn lock(tx: &mut Tx, code: &str) -> Result<Option<PlanId>> {
    let row: Option<(i64,)> = ::store::write!(tx, |c| sqlx::query_as(LOCK)
        .bind(code)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(id,)| PlanId(id)))
}

/// Gives the plan a new version: something in it was changed.
pub async fn touch(tx: &mut Tx, plan: PlanId, mark: &Mark) -> Result<()> {
    ::store::write!(tx, |c| {
        sqlx::query(TOUCH)
            .bind(plan.0)
            .bind(mark.version.0)
            .bind(mark.changed_at.to_sqlx())
            .bind(mark.changed_by.as_str())
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Puts the plan into a state.
pub async fn set_state(tx: &mut Tx, plan: PlanId, state: State) -> Result<()> {
    ::store::write!(tx, |c| {
        sqlx::query(SET_STATE)
            .bind(plan.0)
            .bind(name(state))
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Writes title, publisher, policy, legal bases and introduction of a document.
pub async fn set_cover(
    tx: &mut Tx,
    plan: PlanId,
    document: &PlanDocument,
    version: Version,
) -> Result<()> {
    let policy = document.policy.as_ref();
    ::store::write!(tx, |c| {
        sqlx::query(SET_COVER)
            .bind(plan.0)
            .bind(&document.municipality)
            .bind(&document.title)
            .bind(&document.publisher)
            .bind(document.adopted.map(ToSqlx::to_sqlx))
            .bind(policy.map(|policy| policy.name.as_str()))
            .bind(policy.and_then(|policy| policy.adopted.as_deref()))
            .bind(policy.and_then(|policy| policy.revised.as_deref()))
            .bind(document.mid_term_review.map(year))
            .bind(name(document.year_style))
            .bind(&document.source)
            .bind(version.0)
            .execute(c)
            .await
            .map(|_| ())
    })?;
    ::store::write!(tx, |c| {
        sqlx::query(CLEAR_SECTIONS)
            .bind(plan.0)
            .execute(c)
            .await
            .map(|_| ())
    })?;
    save_sections(tx, plan, &document.introduction).await?;
    clear(tx, CLEAR_LEGAL_BASES, plan.0).await?;
    save_legal_bases(tx, plan, &document.legal_bases).await
}

/// Writes a line of a program anew; cells that did not change keep their marks.
pub async fn set_line(
    tx: &mut Tx,
    (plan, program): (PlanId, ProgramId),
    line: Line,
    cells: &[(Cell, Mark)],
    ids: &Ids,
) -> Result<()> {
    ::store::write!(tx, |c| {
        sqlx::query(CLEAR_LINE)
            .bind(program.0)
            .bind(name(line))
            .execute(c)
            .await
            .map(|_| ())
    })?;
    let rows: Vec<CellInsert<'_>> = cells
        .iter()
        .map(|(cell, mark)| (ids.next(), program.0, line, cell, mark.clone()))
        .collect();
    insert_cells(tx, plan, &rows).await
}

/// Writes a figure of a program's measure; the measure exists.
pub async fn put_value(tx: &mut Tx, program: ProgramId, key: &str, value: &Value) -> Result<()> {
    let (quality, as_of) = quality_columns(value.quality);
    ::store::write!(tx, |c| {
        sqlx::query(PUT_VALUE)
            .bind(program.0)
            .bind(key)
            .bind(year(value.year))
            .bind(value.amount.to_string())
            .bind(quality)
            .bind(as_of)
            .bind(value.source.as_deref())
            .bind(value.computed)
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Takes a figure away.
pub async fn remove_value(
    tx: &mut Tx,
    program: ProgramId,
    key: &str,
    of: FiscalYear,
) -> Result<()> {
    ::store::write!(tx, |c| {
        sqlx::query(REMOVE_VALUE)
            .bind(program.0)
            .bind(key)
            .bind(year(of))
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Writes a target of a program's measure; the measure exists.
pub async fn put_target(
    tx: &mut Tx,
    program: ProgramId,
    key: &str,
    target: &YearTarget,
) -> Result<()> {
    let baseline = target.target.baseline;
    let baseline_amount = baseline
        .and_then(|b| b.amount)
        .map(|amount| amount.to_string());
    ::store::write!(tx, |c| {
        sqlx::query(PUT_TARGET)
            .bind(program.0)
            .bind(key)
            .bind(year(target.year))
            .bind(name(target.target.comparator))
            .bind(target.target.amount.to_string())
            .bind(baseline.map(|baseline| year(baseline.year)))
            .bind(baseline_amount)
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Takes a target away.
pub async fn remove_target(
    tx: &mut Tx,
    program: ProgramId,
    key: &str,
    of: FiscalYear,
) -> Result<()> {
    ::store::write!(tx, |c| {
        sqlx::query(REMOVE_TARGET)
            .bind(program.0)
            .bind(key)
            .bind(year(of))
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Writes label, unit and definitions of a measure, or adds the measure with everything it has.
pub async fn put_measure(
    tx: &mut Tx,
    (plan, program): (PlanId, ProgramId),
    measure: &Measure,
    ids: &Ids,
) -> Result<()> {
    let row: Option<(i64,)> = ::store::write!(tx, |c| {
        sqlx::query_as(RENAME_MEASURE)
            .bind(program.0)
            .bind(&measure.key)
            .bind(&measure.label)
            .bind(&measure.unit)
            .fetch_optional(c)
            .await
    })?;
    let Some((id,)) = row else {
        let (last,): (i64,) = ::store::write!(tx, |c| sqlx::query_as(LAST_MEASURE)
            .bind(program.0)
            .fetch_one(c)
            .await)?;
        let row = (ids.next(), Some(program.0), None, last + 1, measure);
        return insert_measures(tx, plan, &[row]).await;
    };
    clear(tx, CLEAR_DEFINITIONS, id).await?;
    for definition in &measure.definitions {
        ::store::write!(tx, |c| {
            sqlx::query(PUT_DEFINITION)
                .bind(id)
                .bind(year(definition.from))
                .bind(&definition.text)
                .execute(c)
                .await
                .map(|_| ())
        })?;
    }
    Ok(())
}

/// Takes a measure away with its figures, targets and definitions.
pub async fn remove_measure(tx: &mut Tx, program: ProgramId, key: &str) -> Result<()> {
    let row: Option<(i64,)> = ::store::write!(tx, |c| {
        sqlx::query_as(MEASURE_ID)
            .bind(program.0)
            .bind(key)
            .fetch_optional(c)
            .await
    })?;
    if let Some((id,)) = row {
        for statement in [
            CLEAR_VALUES,
            CLEAR_TARGETS,
            CLEAR_DEFINITIONS,
            REMOVE_MEASURE,
        ] {
            clear(tx, statement, id).await?;
        }
    }
    Ok(())
}

async fn clear(tx: &mut Tx, statement: &'static str, id: i64) -> Result<()> {
    ::store::write!(tx, |c| sqlx::query(statement)
        .bind(id)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Writes how a year of a program was judged; `None` takes the judgement away.
pub async fn put_evaluation(
    tx: &mut Tx,
    program: ProgramId,
    of: FiscalYear,
    evaluation: Option<&Evaluation>,
    mark: &Mark,
) -> Result<()> {
    let Some(evaluation) = evaluation else {
        ::store::write!(tx, |c| {
            sqlx::query(REMOVE_EVALUATION)
                .bind(program.0)
                .bind(year(of))
                .execute(c)
                .await
                .map(|_| ())
        })?;
        return Ok(());
    };
    ::store::write!(tx, |c| {
        sqlx::query(PUT_EVALUATION)
            .bind(program.0)
            .bind(year(of))
            .bind(evaluation.grade.map(name))
            .bind(&evaluation.reason)
            .bind(evaluation.next_action.map(name))
            .bind(mark.version.0)
            .bind(mark.changed_at.to_sqlx())
            .bind(mark.changed_by.as_str())
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// Adds a correction behind those of the same day.
pub async fn add_correction(
    tx: &mut Tx,
    plan: PlanId,
    correction: &Correction,
    ids: &Ids,
) -> Result<()> {
    ::store::write!(tx, |c| {
        sqlx::query(ADD_CORRECTION)
            .bind(ids.next())
            .bind(plan.0)
            .bind(correction.on.to_sqlx())
            .bind(&correction.place)
            .bind(&correction.before)
            .bind(&correction.after)
            .bind(&correction.by)
            .bind(&correction.reason)
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}
