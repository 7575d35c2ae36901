//! Rows turned into the plan's types.

use super::super::names::{named, read_amount, read_day, read_quality, read_span, read_year};
use super::{
    CellRow, ClosingRow, CorrectionRow, FrontRow, MeasureRow, MeasureYearRow, NodeRow, PlanRow,
    ProgramRow, RoundRow, mark,
};
use crate::document::{
    Cell, Correction, Definition, Level, Measure, Node, Part, PlanDocument, Policy, Program,
    Section, Value, YearTarget,
};
use crate::records::{
    Closing, Frozen, Line, Mark, NodeId, NodeRecord, ProgramId, ProgramRecord, Round, RoundId,
};
use ::store::Instant;
use anyhow::{Result, anyhow};
use measure::{Baseline, Target};
use std::collections::HashMap;

pub(super) fn document(
    plan: PlanRow,
    front: Vec<FrontRow>,
    nodes: Vec<Node>,
    programs: Vec<Program>,
    corrections: Vec<CorrectionRow>,
) -> Result<(PlanDocument, Mark)> {
    let mut document = PlanDocument {
        format: u32::try_from(plan.format)?,
        code: plan.code,
        municipality: plan.municipality,
        title: plan.title,
        publisher: plan.publisher,
        adopted: read_day(plan.adopted),
        policy: plan.policy_name.map(|name| Policy {
            name,
            adopted: plan.policy_adopted,
            revised: plan.policy_revised,
        }),
        legal_bases: Vec::new(),
        review_years: match (plan.review_from, plan.review_to) {
            (Some(from), Some(to)) => Some(read_span(from, to)?),
            _ => None,
        },
        plan_years: read_span(plan.plan_from, plan.plan_to)?,
        mid_term_review: plan.mid_term_review.map(read_year).transpose()?,
        year_style: named(&plan.year_style)?,
        previous: plan.supersedes,
        source: plan.source,
        levels: Vec::new(),
        introduction: Vec::new(),
        nodes,
        programs,
        corrections: Vec::new(),
    };
    for row in front {
        match row.kind.as_str() {
            "basis" => document.legal_bases.push(row.first_text),
            "level" => document.levels.push(Level {
                name: row.first_text,
                name_en: row.second_text,
                label: row.label,
                numbering: named(&row.numbering)?,
            }),
            _ => document.introduction.push(Section {
                heading: row.first_text,
                text: row.second_text,
            }),
        }
    }
    document.corrections = corrections
        .into_iter()
        .map(|row| Correction {
            on: row.corrected_on.to_jiff(),
            place: row.place,
            before: row.text_before,
            after: row.text_after,
            by: row.corrected_by,
            reason: row.reason,
        })
        .collect();
    Ok((
        document,
        mark(plan.version, plan.changed_at, plan.changed_by),
    ))
}

pub(super) fn nodes(rows: Vec<NodeRow>) -> (Vec<Node>, Vec<NodeRecord>) {
    rows.into_iter()
        .map(|row| {
            let record = NodeRecord {
                id: NodeId(row.id),
                mark: mark(row.version, row.changed_at, row.changed_by),
            };
            let node = Node {
                path: row.path,
                name: row.name,
                review_name: row.review_name,
                chart_name: row.chart_name,
                capability: row.capability,
                outline: row.outline,
                review_footnote: row.review_footnote,
                plan_footnote: row.plan_footnote,
                review_result: row.review_result,
                result_measures: Vec::new(),
                note: row.note,
            };
            (node, record)
        })
        .unzip()
}

pub(super) fn programs(rows: Vec<ProgramRow>) -> Result<(Vec<Program>, Vec<ProgramRecord>)> {
    let mut programs = Vec::with_capacity(rows.len());
    let mut records = Vec::with_capacity(rows.len());
    for row in rows {
        records.push(ProgramRecord {
            id: ProgramId(row.id),
            unit: row.unit_id,
            mark: mark(row.version, row.changed_at, row.changed_by),
            plan: Vec::new(),
            actual: Vec::new(),
            evaluations: Vec::new(),
        });
        let part: Part = named(&row.part)?;
        programs.push(Program {
            key: row.program_key,
            part,
            node: row.node,
            name: row.name,
            owner: row.owner,
            plan: Vec::new(),
            actual: Vec::new(),
            measures: Vec::new(),
            evaluations: Vec::new(),
            origins: Vec::new(),
            note: row.note,
        });
    }
    Ok((programs, records))
}

pub(super) fn cell(row: CellRow) -> Result<(Line, Cell, Mark)> {
    let cell = Cell {
        years: read_span(row.from_year, row.to_year)?,
        text: row.text,
        status: row.status.as_deref().map(named).transpose()?,
        merged_into: row.merged_into,
        quality: read_quality(&row.quality, row.as_of)?,
    };
    Ok((
        named(&row.line)?,
        cell,
        mark(row.version, row.changed_at, row.changed_by),
    ))
}

pub(super) type Homed = (Option<i64>, Option<i64>, Measure);

pub(super) fn measures(rows: Vec<MeasureRow>, years: Vec<MeasureYearRow>) -> Result<Vec<Homed>> {
    let mut place = HashMap::with_capacity(rows.len());
    let mut measures = Vec::with_capacity(rows.len());
    for row in rows {
        place.insert(row.id, measures.len());
        let measure = Measure {
            key: row.measure_key,
            label: row.label,
            unit: row.unit,
            definitions: Vec::new(),
            targets: Vec::new(),
            values: Vec::new(),
        };
        measures.push((row.program_id, row.node_id, measure));
    }
    for row in years {
        let place = place
            .get(&row.measure_id)
            .ok_or_else(|| anyhow!("a measure is missing"))?;
        let measure = &mut measures[*place].2;
        let year = read_year(row.year)?;
        match row.kind.as_str() {
            "value" => measure.values.push(Value {
                year,
                amount: read_amount(&row.text)?,
                quality: read_quality(&row.word, row.as_of)?,
                source: row.source,
                computed: row.computed.unwrap_or_default(),
            }),
            "target" => measure.targets.push(YearTarget {
                year,
                target: Target {
                    comparator: named(&row.word)?,
                    amount: read_amount(&row.text)?,
                    baseline: baseline(row.baseline_year, row.source.as_deref())?,
                },
            }),
            _ => measure.definitions.push(Definition {
                from: year,
                text: row.text,
            }),
        }
    }
    Ok(measures)
}

pub(super) fn baseline(year: Option<i64>, amount: Option<&str>) -> Result<Option<Baseline>> {
    let Some(year) = year else { return Ok(None) };
    Ok(Some(Baseline {
        year: read_year(year)?,
        amount: amount.map(read_amount).transpose()?,
    }))
}

pub(super) fn closings(rows: Vec<ClosingRow>) -> Result<Vec<Closing>> {
    let mut closings: Vec<Closing> = Vec::new();
    for row in rows {
        if closings.last().is_none_or(|last| last.id != row.id) {
            closings.push(Closing {
                id: row.id,
                year: read_year(row.year)?,
                at: row.closed_at.to_jiff(),
                by: row.closed_by,
                frozen: Vec::new(),
            });
        }
        let frozen = (
            row.program_id,
            row.measure_key,
            row.amount,
            row.quality,
            row.definition,
        );
        if let (Some(program), Some(key), Some(amount), Some(quality), Some(definition)) = frozen {
            let frozen = Frozen {
                program: ProgramId(program),
                key,
                amount: read_amount(&amount)?,
                quality: read_quality(&quality, row.as_of)?,
                definition: u32::try_from(definition)?,
            };
            if let Some(closing) = closings.last_mut() {
                closing.frozen.push(frozen);
            }
        }
    }
    Ok(closings)
}

pub(super) fn round(row: RoundRow) -> Result<Round> {
    Ok(Round {
        id: RoundId(row.id),
        year: read_year(row.year)?,
        kind: named(&row.kind)?,
        name: row.name,
        due: row.due.to_jiff(),
        opened_at: row.opened_at.to_jiff(),
        opened_by: row.opened_by,
        closed_at: row.closed_at.map(Instant::to_jiff),
    })
}
