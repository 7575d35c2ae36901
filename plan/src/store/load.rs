//! A plan read in twelve queries, however large it is.

mod reading;

use super::names::{named, read_span, read_year};
use crate::document::{Evaluation, Origin};
use crate::records::{Line, Loaded, Mark, PlanId, PlanSummary, State, Version};
use ::store::{Day, Db, Instant, Tx, sqlx};
use anyhow::{Context, Result, anyhow};
use jiff::Timestamp;
use reading::{cell, closings, document, measures, nodes, programs, round};
use std::collections::HashMap;

const LIST: &str = "
    SELECT p.id, p.code, p.title, p.plan_from, p.plan_to, p.year_style, p.supersedes, p.state, p.version,
           p.changed_at, p.changed_by,
           (SELECT COUNT(*) FROM plan_programs g WHERE g.plan_id = p.id AND g.part = 'plan') AS programs
      FROM plans p
     ORDER BY p.plan_from DESC, p.code";

const PUBLIC_CODES: &str = "
    SELECT code FROM plans WHERE state IN ('published', 'closed') ORDER BY plan_from DESC, code";

const PLAN: &str = "
    SELECT id, code, format, municipality, title, publisher, adopted, policy_name, policy_adopted,
           policy_revised, review_from, review_to, plan_from, plan_to, mid_term_review, year_style,
           supersedes, source, state, version, cover_version, changed_at, changed_by
      FROM plans
     WHERE code = $1";

const FRONT: &str = "
    SELECT 'basis' AS kind, position, text AS first_text, '' AS second_text, '' AS label, '' AS numbering
      FROM plan_legal_bases WHERE plan_id = $1
    UNION ALL
    SELECT 'level', position, name, name_en, label, numbering FROM plan_levels WHERE plan_id = $1
    UNION ALL
    SELECT 'section', position, heading, text, '', '' FROM plan_sections WHERE plan_id = $1
    ORDER BY kind, position";

const NODES: &str = "
    SELECT id, path, name, review_name, chart_name, capability, outline, review_footnote, plan_footnote,
           review_result, note, version, changed_at, changed_by
      FROM plan_nodes
     WHERE plan_id = $1
     ORDER BY position";

// 'review' comes after 'plan' in the alphabet and before it in the document.
const PROGRAMS: &str = "
    SELECT p.id, n.path AS node, p.part, p.program_key, p.name, p.owner, p.unit_id, p.note, p.version,
           p.changed_at, p.changed_by
      FROM plan_programs p
      JOIN plan_nodes n ON n.id = p.node_id
     WHERE p.plan_id = $1
     ORDER BY p.part DESC, n.position, p.position, p.id";

const CELLS: &str = "
    SELECT program_id, line, from_year, to_year, text, status, merged_into, quality, as_of, version,
           changed_at, changed_by
      FROM plan_cells
     WHERE plan_id = $1
     ORDER BY program_id, line, from_year";

const MEASURES: &str = "
    SELECT id, program_id, node_id, measure_key, label, unit
      FROM plan_measures
     WHERE plan_id = $1
     ORDER BY position, id";

const MEASURE_YEARS: &str = "
    SELECT v.measure_id, v.year, 'value' AS kind, v.amount AS text, v.quality AS word, v.as_of, v.source,
           v.computed, CAST(NULL AS BIGINT) AS baseline_year
      FROM plan_values v JOIN plan_measures m ON m.id = v.measure_id WHERE m.plan_id = $1
    UNION ALL
    SELECT t.measure_id, t.year, 'target', t.amount, t.comparator, CAST(NULL AS DATE), t.baseline_amount,
           CAST(NULL AS BOOLEAN), t.baseline_year
      FROM plan_targets t JOIN plan_measures m ON m.id = t.measure_id WHERE m.plan_id = $1
    UNION ALL
    SELECT d.measure_id, d.from_year, 'definition', d.text, '', CAST(NULL AS DATE), CAST(NULL AS TEXT),
           CAST(NULL AS BOOLEAN), CAST(NULL AS BIGINT)
      FROM plan_definitions d JOIN plan_measures m ON m.id = d.measure_id WHERE m.plan_id = $1
    ORDER BY measure_id, year";

const EVALUATIONS: &str = "
    SELECT e.program_id, e.year, e.grade, e.reason, e.next_action, e.version, e.changed_at, e.changed_by
      FROM plan_evaluations e
      JOIN plan_programs p ON p.id = e.program_id
     WHERE p.plan_id = $1
     ORDER BY e.program_id, e.year";

const ORIGINS: &str = "
    SELECT o.program_id, o.origin_key, o.how
      FROM plan_origins o
      JOIN plan_programs p ON p.id = o.program_id
     WHERE p.plan_id = $1
     ORDER BY o.program_id, o.position";

const CORRECTIONS: &str = "
    SELECT corrected_on, place, text_before, text_after, corrected_by, reason
      FROM plan_corrections
     WHERE plan_id = $1
     ORDER BY corrected_on, position";

const CLOSINGS: &str = "
    SELECT c.id, c.year, c.closed_at, c.closed_by, f.program_id, f.measure_key, f.amount, f.quality,
           f.as_of, f.definition
      FROM plan_closings c
      LEFT JOIN plan_frozen_figures f ON f.closing_id = c.id
     WHERE c.plan_id = $1 AND c.reopened_at IS NULL
     ORDER BY c.year, f.program_id, f.measure_key";

const ROUNDS: &str = "
    SELECT id, year, kind, name, due, opened_at, opened_by, closed_at
      FROM plan_rounds
     WHERE plan_id = $1
     ORDER BY opened_at, id";

/// This file's queries, by name.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("plan.list", LIST),
    ("plan.public_codes", PUBLIC_CODES),
    ("plan.stamp", STAMP),
    ("plan.plan", PLAN),
    ("plan.front", FRONT),
    ("plan.nodes", NODES),
    ("plan.programs", PROGRAMS),
    ("plan.cells", CELLS),
    ("plan.measures", MEASURES),
    ("plan.measure_years", MEASURE_YEARS),
    ("plan.evaluations", EVALUATIONS),
    ("plan.origins", ORIGINS),
    ("plan.corrections", CORRECTIONS),
    ("plan.closings", CLOSINGS),
    ("plan.rounds", ROUNDS),
];

::store::row! {
    struct SummaryRow {
        id: i64, code: String, title: String, plan_from: i64, plan_to: i64, year_style: String,
        supersedes: Option<String>, state: String, version: i64, changed_at: Instant,
        changed_by: String, programs: i64,
    }
}
::store::row! {
    struct PlanRow {
        id: i64, code: String, format: i64, municipality: String, title: String, publisher: String,
        adopted: Option<Day>, policy_name: Option<String>, policy_adopted: Option<String>,
        policy_revised: Option<String>, review_from: Option<i64>, review_to: Option<i64>,
        plan_from: i64, plan_to: i64, mid_term_review: Option<i64>, year_style: String,
        supersedes: Option<String>, source: String, state: String, version: i64,
        cover_version: i64, changed_at: Instant, changed_by: String,
    }
}
::store::row! {
    struct FrontRow {
        kind: String, first_text: String, second_text: String, label: String, numbering: String,
    }
}
::store::row! {
    struct NodeRow {
        id: i64, path: String, name: String, review_name: Option<String>,
        chart_name: Option<String>, capability: Option<String>, outline: String,
        review_footnote: Option<String>, plan_footnote: Option<String>,
        review_result: Option<String>, note: Option<String>, version: i64, changed_at: Instant,
        changed_by: String,
    }
}
::store::row! {
    struct ProgramRow {
        id: i64, node: String, part: String, program_key: String, name: String,
        owner: Option<String>, unit_id: Option<i64>, note: Option<String>, version: i64,
        changed_at: Instant, changed_by: String,
    }
}
::store::row! {
    struct CellRow {
        program_id: i64, line: String, from_year: i64, to_year: i64, text: String,
        status: Option<String>, merged_into: Option<String>, quality: String, as_of: Option<Day>,
        version: i64, changed_at: Instant, changed_by: String,
    }
}
::store::row! {
    struct MeasureRow {
        id: i64, program_id: Option<i64>, node_id: Option<i64>, measure_key: String, label: String,
        unit: String,
    }
}
::store::row! {
    struct MeasureYearRow {
        measure_id: i64, year: i64, kind: String, text: String, word: String, as_of: Option<Day>,
        source: Option<String>, computed: Option<bool>, baseline_year: Option<i64>,
    }
}
::store::row! {
    struct EvaluationRow {
        program_id: i64, year: i64, grade: Option<String>, reason: String,
        next_action: Option<String>, version: i64, changed_at: Instant, changed_by: String,
    }
}
::store::row! {
    struct OriginRow { program_id: i64, origin_key: String, how: String }
}
::store::row! {
    struct CorrectionRow {
        corrected_on: Day, place: String, text_before: String, text_after: String,
        corrected_by: String, reason: String,
    }
}
::store::row! {
    struct ClosingRow {
        id: i64, year: i64, closed_at: Instant, closed_by: String, program_id: Option<i64>,
        measure_key: Option<String>, amount: Option<String>, quality: Option<String>,
        as_of: Option<Day>, definition: Option<i64>,
    }
}
::store::row! {
    struct RoundRow {
        id: i64, year: i64, kind: String, name: String, due: Day, opened_at: Instant,
        opened_by: String, closed_at: Option<Instant>,
    }
}

/// All plans, the latest first.
pub async fn list(db: &Db) -> Result<Vec<PlanSummary>> {
    let rows: Vec<SummaryRow> =
        ::store::read!(db, |pool| sqlx::query_as(LIST).fetch_all(pool).await)?;
    rows.into_iter()
        .map(|row| {
            Ok(PlanSummary {
                id: PlanId(row.id),
                code: row.code,
                title: row.title,
                years: read_span(row.plan_from, row.plan_to)?,
                year_style: named(&row.year_style)?,
                previous: row.supersedes,
                state: named(&row.state)?,
                mark: mark(row.version, row.changed_at, row.changed_by),
                programs: row.programs,
            })
        })
        .collect()
}

/// Codes of the plans that everybody may read, the latest first.
pub async fn public_codes(db: &Db) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = ::store::read!(db, |pool| sqlx::query_as(PUBLIC_CODES)
        .fetch_all(pool)
        .await)?;
    Ok(rows.into_iter().map(|(code,)| code).collect())
}

/// What changes whenever a plan does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    id: PlanId,
    version: Version,
    changed_at: Timestamp,
}

impl Stamp {
    pub(super) fn of(plan: &Loaded) -> Stamp {
        Stamp {
            id: plan.id,
            version: plan.mark.version,
            changed_at: plan.mark.changed_at,
        }
    }
}

const STAMP: &str = "SELECT id, version, changed_at FROM plans WHERE code = $1";

/// The stamp of a plan; `None` when there is no such plan.
pub(super) async fn stamp(db: &Db, code: &str) -> Result<Option<Stamp>> {
    let row: Option<(i64, i64, Instant)> = ::store::read!(db, |pool| sqlx::query_as(STAMP)
        .bind(code)
        .fetch_optional(pool)
        .await)?;
    Ok(row.map(|(id, version, changed_at)| Stamp {
        id: PlanId(id),
        version: Version(version),
        changed_at: changed_at.to_jiff(),
    }))
}

/// A plan with everything in it, read from the database.
pub(super) async fn load_fresh(db: &Db, code: &str) -> Result<Option<Loaded>> {
    let mut snapshot = db.snapshot().await?;
    let loaded = load_in(&mut snapshot, code).await?;
    snapshot.commit().await?;
    Ok(loaded)
}

/// The same inside a transaction.
pub async fn load_in(tx: &mut Tx, code: &str) -> Result<Option<Loaded>> {
    let plan: Option<PlanRow> = ::store::write!(tx, |c| sqlx::query_as(PLAN)
        .bind(code)
        .fetch_optional(c)
        .await)?;
    let Some(plan) = plan else { return Ok(None) };
    let id = PlanId(plan.id);
    let rows = Rows::fetch(tx, id).await?;
    rows.assemble(plan)
        .map(Some)
        .with_context(|| format!("plan {id} cannot be read"))
}

fn mark(version: i64, changed_at: Instant, changed_by: String) -> Mark {
    Mark {
        version: Version(version),
        changed_at: changed_at.to_jiff(),
        changed_by,
    }
}

/// What the queries returned.
struct Rows {
    front: Vec<FrontRow>,
    nodes: Vec<NodeRow>,
    programs: Vec<ProgramRow>,
    cells: Vec<CellRow>,
    measures: Vec<MeasureRow>,
    measure_years: Vec<MeasureYearRow>,
    evaluations: Vec<EvaluationRow>,
    origins: Vec<OriginRow>,
    corrections: Vec<CorrectionRow>,
    closings: Vec<ClosingRow>,
    rounds: Vec<RoundRow>,
}

impl Rows {
    async fn fetch(tx: &mut Tx, plan: PlanId) -> Result<Rows> {
        macro_rules! all {
            ($query:expr) => {
                ::store::write!(tx, |c| sqlx::query_as($query)
                    .bind(plan.0)
                    .fetch_all(c)
                    .await)?
            };
        }
        Ok(Rows {
            front: all!(FRONT),
            nodes: all!(NODES),
            programs: all!(PROGRAMS),
            cells: all!(CELLS),
            measures: all!(MEASURES),
            measure_years: all!(MEASURE_YEARS),
            evaluations: all!(EVALUATIONS),
            origins: all!(ORIGINS),
            corrections: all!(CORRECTIONS),
            closings: all!(CLOSINGS),
            rounds: all!(ROUNDS),
        })
    }

    fn assemble(self, plan: PlanRow) -> Result<Loaded> {
        let (mut nodes, node_records) = nodes(self.nodes);
        let (mut programs, mut program_records) = programs(self.programs)?;
        let places: HashMap<i64, usize> = program_records
            .iter()
            .enumerate()
            .map(|(place, record)| (record.id.0, place))
            .collect();
        let node_places: HashMap<i64, usize> = node_records
            .iter()
            .enumerate()
            .map(|(place, record)| (record.id.0, place))
            .collect();
        let place = |id: i64| {
            places
                .get(&id)
                .copied()
                .ok_or_else(|| anyhow!("a program is missing"))
        };
        for row in self.cells {
            let place = place(row.program_id)?;
            let (line, cell, mark) = cell(row)?;
            let (program, record) = (&mut programs[place], &mut program_records[place]);
            let (cells, marks) = match line {
                Line::Plan => (&mut program.plan, &mut record.plan),
                Line::Actual => (&mut program.actual, &mut record.actual),
            };
            cells.push(cell);
            marks.push(mark);
        }
        for (program, node, measure) in measures(self.measures, self.measure_years)? {
            match (program, node.and_then(|node| node_places.get(&node))) {
                (Some(program), _) => programs[place(program)?].measures.push(measure),
                (None, Some(node)) => nodes[*node].result_measures.push(measure),
                (None, None) => return Err(anyhow!("a measure has no home")),
            }
        }
        for row in self.evaluations {
            let place = place(row.program_id)?;
            programs[place].evaluations.push(Evaluation {
                year: read_year(row.year)?,
                grade: row.grade.as_deref().map(named).transpose()?,
                reason: row.reason,
                next_action: row.next_action.as_deref().map(named).transpose()?,
            });
            let mark = mark(row.version, row.changed_at, row.changed_by);
            program_records[place].evaluations.push(mark);
        }
        for row in self.origins {
            let origin = Origin {
                key: row.origin_key,
                how: named(&row.how)?,
            };
            programs[place(row.program_id)?].origins.push(origin);
        }
        let state: State = named(&plan.state)?;
        let id = PlanId(plan.id);
        let cover = Version(plan.cover_version);
        let (document, mark) = document(plan, self.front, nodes, programs, self.corrections)?;
        Ok(Loaded {
            id,
            state,
            mark,
            cover,
            document,
            nodes: node_records,
            programs: program_records,
            closings: closings(self.closings)?,
            rounds: self.rounds.into_iter().map(round).collect::<Result<_>>()?,
        })
    }
}
