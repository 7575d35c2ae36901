//! A plan read in twelve queries, however large it is.

use super::names::{named, read_amount, read_day, read_quality, read_span, read_year};
use crate::document::{
    Cell, Correction, Definition, Evaluation, Level, Measure, Node, Origin, Part, PlanDocument,
    Policy, Program, Section, Value, YearTarget,
};
use crate::records::{
    Closing, Frozen, Line, Loaded, Mark, NodeId, NodeRecord, PlanId, PlanSummary, ProgramId,
    ProgramRecord, Round, RoundId, State, Version,
};
use ::store::{Day, Db, Instant, Tx, sqlx};
use anyhow::{Context, Result, anyhow};
use measure::{Baseline, Target};
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

/// A plan with everything in it, as of one moment: nothing that is being written is seen by halves.
pub async fn load(db: &Db, code: &str) -> Result<Option<Loaded>> {
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

fn document(
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

fn nodes(rows: Vec<NodeRow>) -> (Vec<Node>, Vec<NodeRecord>) {
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

fn programs(rows: Vec<ProgramRow>) -> Result<(Vec<Program>, Vec<ProgramRecord>)> {
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

fn cell(row: CellRow) -> Result<(Line, Cell, Mark)> {
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

type Homed = (Option<i64>, Option<i64>, Measure);

fn measures(rows: Vec<MeasureRow>, years: Vec<MeasureYearRow>) -> Result<Vec<Homed>> {
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

fn baseline(year: Option<i64>, amount: Option<&str>) -> Result<Option<Baseline>> {
    let Some(year) = year else { return Ok(None) };
    Ok(Some(Baseline {
        year: read_year(year)?,
        amount: amount.map(read_amount).transpose()?,
    }))
}

fn closings(rows: Vec<ClosingRow>) -> Result<Vec<Closing>> {
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

fn round(row: RoundRow) -> Result<Round> {
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
