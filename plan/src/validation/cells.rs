//! The cells of a program: inside the years, none over another, nothing named that is not there.

use super::measures::Years;
use super::{Findings, ItemPath, LONGEST_CELL};
use crate::document::{Cell, Program, Status};
use crate::text::{Piece, TemplateError, parse_template};
use std::collections::HashSet;

pub(super) fn check(
    item: &ItemPath,
    program: &Program,
    years: Years,
    keys: &HashSet<&str>,
    findings: &mut Findings,
) {
    for (row, cells) in [("plan", &program.plan), ("actual", &program.actual)] {
        for (index, cell) in cells.iter().enumerate() {
            let item = item.then(row).then(cell.years);
            check_years(&item, cell, &cells[..index], years, findings);
            check_text(&item, program, cell, years, findings);
            check_merge(&item, program, cell, keys, findings);
        }
    }
}

fn check_years(
    item: &ItemPath,
    cell: &Cell,
    before: &[Cell],
    years: Years,
    findings: &mut Findings,
) {
    let span = cell.years;
    if span.from > span.to {
        let problem = item.problem("plan-problem-years-reversed");
        findings.add(problem.with("from", span.from).with("to", span.to));
    } else if years.part.is_some_and(|part| !part.covers(span)) {
        findings.add(years.outside(item, span));
    }
    if let Some(other) = before.iter().find(|other| other.years.overlaps(span)) {
        let problem = item.problem("plan-problem-cells-overlap");
        findings.add(problem.with("years", span).with("other", other.years));
    }
}

fn check_text(
    item: &ItemPath,
    program: &Program,
    cell: &Cell,
    years: Years,
    findings: &mut Findings,
) {
    if cell.text.trim().is_empty() {
        findings.add(item.problem("plan-problem-empty").with("field", "text"));
    }
    findings.text(item, "text", &cell.text, LONGEST_CELL);
    match parse_template(&cell.text) {
        Err(TemplateError::Unclosed) => findings.add(item.problem("plan-problem-brace-unclosed")),
        Err(TemplateError::Unopened) => findings.add(item.problem("plan-problem-brace-unopened")),
        Err(TemplateError::NotAPlaceholder(inside)) => {
            findings.add(
                item.problem("plan-problem-placeholder")
                    .with("found", inside),
            );
        }
        Ok(pieces) => {
            for piece in &pieces {
                check_piece(item, program, piece, years, findings);
            }
        }
    }
}

fn check_piece(
    item: &ItemPath,
    program: &Program,
    piece: &Piece,
    years: Years,
    findings: &mut Findings,
) {
    let (key, year) = match piece {
        Piece::Text(_) => return,
        Piece::Figure { key, year } => (key, *year),
        Piece::Target { key } => (key, None),
    };
    if !program.measures.iter().any(|measure| measure.key == *key) {
        let known: Vec<&str> = program
            .measures
            .iter()
            .map(|measure| measure.key.as_str())
            .collect();
        let problem = if known.is_empty() {
            item.problem("plan-problem-no-measures")
        } else {
            item.problem("plan-problem-unknown-measure")
                .with("known", known.join(", "))
        };
        findings.add(problem.with("key", key));
    }
    if let Some(year) = year {
        years.require_any(item, year, findings);
    }
}

fn check_merge(
    item: &ItemPath,
    program: &Program,
    cell: &Cell,
    keys: &HashSet<&str>,
    findings: &mut Findings,
) {
    match (cell.status, &cell.merged_into) {
        (Some(Status::Merged), None) => findings.add(item.problem("plan-problem-merged-nowhere")),
        (Some(Status::Merged), Some(key)) if *key == program.key => {
            findings.add(
                item.problem("plan-problem-merged-into-itself")
                    .with("key", key),
            );
        }
        (Some(Status::Merged), Some(key)) if !keys.contains(key.as_str()) => {
            findings.add(
                item.problem("plan-problem-merged-into-unknown")
                    .with("key", key),
            );
        }
        (Some(Status::Merged), Some(_)) | (_, None) => {}
        (_, Some(key)) => {
            findings.add(item.problem("plan-problem-not-merged").with("key", key));
        }
    }
}
