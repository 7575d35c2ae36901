//! The sheets behind the tables: figures, definitions, evaluations, origins.

use super::super::layout::{COMPARATORS, PARTS, YES, column, plain, read_path, row as word, sheet};
use super::super::layout::{value_of, words};
use super::grid::{Record, Table};
use super::{Findings, Sheets};
use crate::document::{
    Definition, Evaluation, Measure, Origin, Part, PlanDocument, Program, Value, YearTarget,
};
use crate::text;
use crate::validation::ItemPath;
use exchange::Sheet;
use measure::{Baseline, Quality, Target};

/// The columns that say what a record belongs to.
pub(super) const SUBJECT: [&str; 2] = [column::PART, column::KEY];

/// What a record belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Subject {
    /// A program, by its index.
    Program(usize),
    /// The result of a node, by the node's index.
    Result(usize),
}

/// Part and key of a program as the tables know it.
pub(super) struct Listed<'a> {
    pub part: Part,
    pub key: &'a str,
    pub name: &'a str,
}

fn listed(programs: &[Program]) -> Vec<Listed<'_>> {
    programs
        .iter()
        .map(|p| Listed {
            part: p.part,
            key: &p.key,
            name: &p.name,
        })
        .collect()
}

/// The program that part and key name; where the key was left empty, the only one of that name.
pub(super) fn program(
    record: &Record<'_, '_>,
    programs: &[Listed<'_>],
    findings: &mut Findings,
) -> Option<usize> {
    let part = record.word(
        column::PART,
        &words(&PARTS),
        |t| value_of(&PARTS, t),
        findings,
    );
    if record.optional(column::PART).is_none() {
        record.required(column::PART, findings);
    }
    let part = part?;
    let key = record.text(column::KEY);
    let found = if key.is_empty() {
        let name = record.text(column::PROGRAM);
        let mut same = programs
            .iter()
            .enumerate()
            .filter(|(_, p)| p.part == part && p.name == name);
        same.next().filter(|_| same.next().is_none())
    } else {
        programs
            .iter()
            .enumerate()
            .find(|(_, p)| p.part == part && p.key == key)
    };
    if found.is_none() {
        let error = findings.error(record.place(column::KEY), "plan-xlsx-program-unknown");
        error
            .variables
            .extend([("key", key), ("part", record.text(column::PART))]);
    }
    found.map(|(index, _)| index)
}

fn subject(
    record: &Record<'_, '_>,
    document: &PlanDocument,
    findings: &mut Findings,
) -> Option<Subject> {
    if plain(&record.text(column::PART)) != word::RESULT {
        return program(record, &listed(&document.programs), findings).map(Subject::Program);
    }
    let key = record.text(column::KEY);
    let path = read_path(&key).unwrap_or_default();
    let found = document.nodes.iter().position(|node| node.path == path);
    if found.is_none() {
        let error = findings.error(record.place(column::KEY), "plan-xlsx-node-not-in-chart");
        error.variables.push(("path", key));
    }
    found.map(Subject::Result)
}

impl Subject {
    fn item(&self, document: &PlanDocument) -> ItemPath {
        match self {
            Subject::Program(index) => {
                let program = &document.programs[*index];
                ItemPath::program(program.part, &program.key).then("measures")
            }
            Subject::Result(index) => {
                ItemPath::node(&document.nodes[*index].path).then("result_measures")
            }
        }
    }

    fn measures<'d>(&self, document: &'d mut PlanDocument) -> &'d mut Vec<Measure> {
        match self {
            Subject::Program(index) => &mut document.programs[*index].measures,
            Subject::Result(index) => &mut document.nodes[*index].result_measures,
        }
    }
}

pub(super) fn figures(sheets: &Sheets<'_>, document: &mut PlanDocument, findings: &mut Findings) {
    if let Some(page) = sheets.optional(sheet::FIGURES) {
        figures_of(page, document, findings);
    }
    if let Some(page) = sheets.optional(sheet::DEFINITIONS) {
        definitions_of(page, document, findings);
    }
}

fn figures_of(page: &Sheet, document: &mut PlanDocument, findings: &mut Findings) {
    let required = [
        SUBJECT[0],
        SUBJECT[1],
        column::MEASURE,
        column::LABEL,
        column::YEAR,
        column::VALUE,
    ];
    let optional = [
        column::PROGRAM,
        column::UNIT,
        column::COMPARATOR,
        column::TARGET,
        column::BASE_YEAR,
        column::BASE,
        column::QUALITY,
        column::AS_OF,
        column::SOURCE,
        column::COMPUTED,
    ];
    let Some(table) = Table::find(page, &required, &optional, findings) else {
        return;
    };
    table.refuse_others(findings);
    for record in table.records() {
        let Some(subject) = subject(&record, document, findings) else {
            continue;
        };
        let Some(key) = record.required(column::MEASURE, findings) else {
            continue;
        };
        let item = subject.item(document).then(&key);
        let measures = subject.measures(document);
        let index = measures
            .iter()
            .position(|measure| measure.key == key)
            .unwrap_or_else(|| {
                measures.push(measure_named(key));
                measures.len() - 1
            });
        let measure = &mut measures[index];
        findings.stands(&item, record.place(column::MEASURE));
        name(
            &record,
            column::LABEL,
            &mut measure.label,
            &item.then("label"),
            findings,
        );
        name(
            &record,
            column::UNIT,
            &mut measure.unit,
            &item.then("unit"),
            findings,
        );
        figure(&record, measure, &item, findings);
    }
}

fn measure_named(key: String) -> Measure {
    Measure {
        key,
        label: String::new(),
        unit: String::new(),
        definitions: Vec::new(),
        targets: Vec::new(),
        values: Vec::new(),
    }
}

/// A name that need only stand once among the rows of a measure, and must not differ.
fn name(
    record: &Record<'_, '_>,
    heading: &'static str,
    kept: &mut String,
    item: &ItemPath,
    findings: &mut Findings,
) {
    let found = record.text(heading);
    if kept.is_empty() {
        if !found.is_empty() {
            findings.stands(item, record.place(heading));
        }
        *kept = found;
    } else if !found.is_empty() && found != *kept {
        let error = findings.error(record.place(heading), "plan-xlsx-name-differs");
        error.variables.extend([
            ("heading", heading.to_owned()),
            ("found", found),
            ("name", kept.clone()),
        ]);
    }
}

/// Target and value of one year.
fn figure(
    record: &Record<'_, '_>,
    measure: &mut Measure,
    item: &ItemPath,
    findings: &mut Findings,
) {
    let amount = record.amount(column::VALUE, findings);
    let quality = record.quality(column::QUALITY, column::AS_OF, findings);
    let target = target(record, findings);
    let computed = record.word(
        column::COMPUTED,
        &[YES],
        |t| (plain(t) == YES || t == "〇" || t == "◯").then_some(()),
        findings,
    );
    let source = record.optional(column::SOURCE);
    let speaks = amount.is_some() || target.is_some();
    let Some(year) = record.year(column::YEAR, findings) else {
        if speaks && record.optional(column::YEAR).is_none() {
            record.required(column::YEAR, findings);
        }
        return;
    };
    if let Some(target) = target {
        findings.stands(
            &item.then("targets").then(year),
            record.place(column::TARGET),
        );
        measure.targets.push(YearTarget { year, target });
    }
    match amount {
        Some(amount) => {
            findings.stands(&item.then("values").then(year), record.place(column::VALUE));
            measure.values.push(Value {
                year,
                amount,
                quality,
                source,
                computed: computed.is_some(),
            });
        }
        // What is said of a figure that is not there would be lost.
        None if record.optional(column::VALUE).is_none()
            && (source.is_some() || quality != Quality::Final || computed.is_some()) =>
        {
            record.required(column::VALUE, findings);
        }
        None => {}
    }
}

fn target(record: &Record<'_, '_>, findings: &mut Findings) -> Option<Target> {
    let amount = record.amount(column::TARGET, findings);
    let comparator = record.word(
        column::COMPARATOR,
        &words(&COMPARATORS),
        |t| value_of(&COMPARATORS, t),
        findings,
    );
    let year = record.year(column::BASE_YEAR, findings);
    let base = record.amount(column::BASE, findings);
    let baseline = year.map(|year| Baseline { year, amount: base });
    if base.is_some() && record.optional(column::BASE_YEAR).is_none() {
        record.required(column::BASE_YEAR, findings);
    }
    let given = |name: &str| record.optional(name).is_some();
    if given(column::TARGET) {
        if !given(column::COMPARATOR) {
            record.required(column::COMPARATOR, findings);
        }
    } else if given(column::COMPARATOR) || given(column::BASE_YEAR) || given(column::BASE) {
        record.required(column::TARGET, findings);
    }
    Some(Target {
        comparator: comparator?,
        amount: amount?,
        baseline,
    })
}

fn definitions_of(page: &Sheet, document: &mut PlanDocument, findings: &mut Findings) {
    let required = [
        SUBJECT[0],
        SUBJECT[1],
        column::MEASURE,
        column::FROM,
        column::DEFINITION,
    ];
    let Some(table) = Table::find(page, &required, &[column::PROGRAM], findings) else {
        return;
    };
    table.refuse_others(findings);
    for record in table.records() {
        let Some(subject) = subject(&record, document, findings) else {
            continue;
        };
        let Some(key) = record.required(column::MEASURE, findings) else {
            continue;
        };
        let item = subject.item(document).then(&key).then("definitions");
        let measures = subject.measures(document);
        let Some(measure) = measures.iter_mut().find(|measure| measure.key == key) else {
            let error = findings.error(record.place(column::MEASURE), "plan-xlsx-measure-unknown");
            error.variables.push(("key", key));
            continue;
        };
        let Some(from) = record.year(column::FROM, findings) else {
            if record.optional(column::FROM).is_none() {
                record.required(column::FROM, findings);
            }
            continue;
        };
        findings.stands(&item.then(from), record.place(column::DEFINITION));
        measure.definitions.push(Definition {
            from,
            text: record.text(column::DEFINITION),
        });
    }
}

pub(super) fn evaluations(
    sheets: &Sheets<'_>,
    document: &mut PlanDocument,
    findings: &mut Findings,
) {
    let Some(page) = sheets.optional(sheet::EVALUATIONS) else {
        return;
    };
    let required = [SUBJECT[0], SUBJECT[1], column::YEAR, column::GRADE];
    let optional = [column::PROGRAM, column::REASON, column::NEXT];
    let Some(table) = Table::find(page, &required, &optional, findings) else {
        return;
    };
    table.refuse_others(findings);
    for record in table.records() {
        let Some(index) = program(&record, &listed(&document.programs), findings) else {
            continue;
        };
        let Some(year) = record.year(column::YEAR, findings) else {
            if record.optional(column::YEAR).is_none() {
                record.required(column::YEAR, findings);
            }
            continue;
        };
        let grade = record.word(
            column::GRADE,
            &text::grade_terms(),
            text::grade_of,
            findings,
        );
        let next = text::next_action_terms();
        let next_action = record.word(column::NEXT, &next, text::next_action_of, findings);
        let program = &mut document.programs[index];
        let item = ItemPath::program(program.part, &program.key)
            .then("evaluations")
            .then(year);
        findings.stands(&item, record.place(column::YEAR));
        findings.stands(&item.then("reason"), record.place(column::REASON));
        let reason = record.text(column::REASON);
        program.evaluations.push(Evaluation {
            year,
            grade,
            reason,
            next_action,
        });
    }
}

pub(super) fn origins(sheets: &Sheets<'_>, document: &mut PlanDocument, findings: &mut Findings) {
    let Some(page) = sheets.optional(sheet::ORIGINS) else {
        return;
    };
    let required = [SUBJECT[0], SUBJECT[1], column::ORIGIN, column::HOW];
    let Some(table) = Table::find(page, &required, &[column::PROGRAM], findings) else {
        return;
    };
    table.refuse_others(findings);
    for record in table.records() {
        let Some(index) = program(&record, &listed(&document.programs), findings) else {
            continue;
        };
        let key = record.required(column::ORIGIN, findings);
        let how = record.word(
            column::HOW,
            &text::origin_terms(),
            text::origin_of,
            findings,
        );
        if record.optional(column::HOW).is_none() {
            record.required(column::HOW, findings);
        }
        let (Some(key), Some(how)) = (key, how) else {
            continue;
        };
        let program = &mut document.programs[index];
        let item = ItemPath::program(program.part, &program.key)
            .then("origins")
            .then(&key);
        findings.stands(&item, record.place(column::ORIGIN));
        program.origins.push(Origin { key, how });
    }
}
