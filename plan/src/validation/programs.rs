//! The programs: their keys, where they stand, what became of them and where they came from.

use super::measures::{self, Years};
use super::{Findings, ItemPath, LONGEST_TEXT, cells};
use crate::document::{Part, PlanDocument, Program};
use std::collections::HashSet;

pub(super) fn check(document: &PlanDocument, findings: &mut Findings) {
    let nodes: HashSet<&str> = document
        .nodes
        .iter()
        .map(|node| node.path.as_str())
        .collect();
    let keys: HashSet<&str> = document.programs.iter().map(|p| p.key.as_str()).collect();
    let mut seen = HashSet::new();
    for program in &document.programs {
        let item = ItemPath::program(program.part, &program.key);
        findings.key(&item, "key", &program.key);
        if !seen.insert((program.part, program.key.as_str())) {
            findings.add(
                item.then("key")
                    .problem("plan-problem-key-twice")
                    .with("key", &program.key),
            );
        }
        if !nodes.contains(program.node.as_str()) {
            let problem = item.then("node").problem("plan-problem-program-node");
            findings.add(problem.with("node", &program.node));
        }
        if program.part == Part::Review && document.review_years.is_none() {
            findings.add(item.problem("plan-problem-review-without-years"));
        }
        findings.name(&item, "name", &program.name);
        if let Some(owner) = &program.owner {
            findings.name(&item, "owner", owner);
        }
        findings.text(
            &item,
            "note",
            program.note.as_deref().unwrap_or_default(),
            LONGEST_TEXT,
        );
        let years = Years::of(document, Some(program.part));
        cells::check(&item, program, years, &keys, findings);
        measures::check(&item.then("measures"), &program.measures, years, findings);
        check_evaluations(&item, program, years, findings);
        check_origins(&item, document, program, &keys, findings);
    }
}

fn check_evaluations(item: &ItemPath, program: &Program, years: Years, findings: &mut Findings) {
    let mut seen = HashSet::new();
    for evaluation in &program.evaluations {
        let item = item.then("evaluations").then(evaluation.year);
        if !seen.insert(evaluation.year) {
            findings.add(
                item.problem("plan-problem-year-twice")
                    .with("year", evaluation.year),
            );
        }
        years.require_part(&item, evaluation.year, findings);
        findings.text(&item, "reason", &evaluation.reason, LONGEST_TEXT);
    }
}

fn check_origins(
    item: &ItemPath,
    document: &PlanDocument,
    program: &Program,
    keys: &HashSet<&str>,
    findings: &mut Findings,
) {
    for origin in &program.origins {
        let problem = |key| {
            item.then("origins")
                .then(&origin.key)
                .problem(key)
                .with("key", &origin.key)
        };
        // A program may come from the plan before this one, which this document does not hold.
        if !keys.contains(origin.key.as_str()) && document.previous.is_none() {
            findings.add(problem("plan-problem-origin"));
        } else if origin.key == program.key {
            findings.add(problem("plan-problem-own-origin"));
        }
    }
}
