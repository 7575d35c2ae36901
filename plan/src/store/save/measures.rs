//! Measures with their definitions, targets and figures.

use super::super::names::{name, quality_columns};
use super::{NodeIds, ProgramRow, ROWS, Save, numbered};
use crate::document::{Measure, PlanDocument, Value, YearTarget};
use crate::records::PlanId;
use ::store::{Tx, sqlx};
use anyhow::Result;

/// A measure to be written: its id, its program or its node, its place.
pub(in crate::store) type MeasureInsert<'a> = (i64, Option<i64>, Option<i64>, i64, &'a Measure);

pub(super) async fn save_measures(
    tx: &mut Tx,
    plan: PlanId,
    document: &PlanDocument,
    nodes: &NodeIds<'_>,
    programs: &[ProgramRow<'_>],
    save: Save<'_>,
) -> Result<()> {
    let mut measures: Vec<MeasureInsert<'_>> = Vec::new();
    for row in programs {
        for (position, measure) in numbered(&row.program.measures) {
            measures.push((save.ids.next(), Some(row.id), None, position, measure));
        }
    }
    for node in &document.nodes {
        let id = nodes.get(node.path.as_str()).copied();
        for (position, measure) in numbered(&node.result_measures) {
            measures.push((save.ids.next(), None, id, position, measure));
        }
    }
    insert_measures(tx, plan, &measures).await
}

pub(in crate::store) async fn insert_measures(
    tx: &mut Tx,
    plan: PlanId,
    measures: &[MeasureInsert<'_>],
) -> Result<()> {
    insert!(
        tx,
        "plan_measures (id, plan_id, program_id, node_id, position, measure_key, label, unit)",
        measures,
        |values, (id, program, node, position, measure)| values
            .push_bind(*id)
            .push_bind(plan.0)
            .push_bind(*program)
            .push_bind(*node)
            .push_bind(*position)
            .push_bind(measure.key.as_str())
            .push_bind(measure.label.as_str())
            .push_bind(measure.unit.as_str())
    );
    let definitions: Vec<_> = measures
        .iter()
        .flat_map(|(id, .., m)| m.definitions.iter().map(|d| (*id, d)))
        .collect();
    insert!(
        tx,
        "plan_definitions (measure_id, from_year, text)",
        definitions,
        |values, (measure, definition)| values
            .push_bind(*measure)
            .push_bind(i64::from(definition.from.0))
            .push_bind(definition.text.as_str())
    );
    let targets: Vec<(i64, &YearTarget)> = measures
        .iter()
        .flat_map(|(id, .., m)| m.targets.iter().map(|t| (*id, t)))
        .collect();
    insert!(
        tx,
        "plan_targets (measure_id, year, comparator, amount, baseline_year, baseline_amount)",
        targets,
        |values, (measure, target)| {
            let baseline = target.target.baseline;
            let amount = baseline
                .and_then(|b| b.amount)
                .map(|amount| amount.to_string());
            values
                .push_bind(*measure)
                .push_bind(i64::from(target.year.0))
                .push_bind(name(target.target.comparator))
                .push_bind(target.target.amount.to_string())
                .push_bind(baseline.map(|baseline| i64::from(baseline.year.0)))
                .push_bind(amount)
        }
    );
    let figures: Vec<(i64, &Value)> = measures
        .iter()
        .flat_map(|(id, .., m)| m.values.iter().map(|v| (*id, v)))
        .collect();
    insert!(
        tx,
        "plan_values (measure_id, year, amount, quality, as_of, source, computed)",
        figures,
        |values, (measure, value)| {
            let (quality, as_of) = quality_columns(value.quality);
            values
                .push_bind(*measure)
                .push_bind(i64::from(value.year.0))
                .push_bind(value.amount.to_string())
                .push_bind(quality)
                .push_bind(as_of)
                .push_bind(value.source.as_deref())
                .push_bind(value.computed)
        }
    );
    Ok(())
}
