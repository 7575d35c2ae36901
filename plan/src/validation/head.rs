//! The cover: code, titles, years, levels, introduction, corrections.

use super::{Findings, ItemPath, LONGEST_KEY, LONGEST_TEXT, MOST_YEARS, YEARS};
use crate::document::{PlanDocument, Policy};
use calendar::{FiscalYear, YearSpan};

pub(super) fn check(document: &PlanDocument, findings: &mut Findings) {
    let top = ItemPath::document();
    if document.format != 1 {
        let problem = top.then("format").problem("plan-problem-format");
        findings.add(problem.with("found", document.format));
    }
    check_code(&document.code, "code", findings);
    if let Some(previous) = &document.previous {
        check_code(previous, "previous", findings);
        if *previous == document.code {
            findings.add(top.then("previous").problem("plan-problem-own-previous"));
        }
    }
    findings.name(&top, "municipality", &document.municipality);
    findings.name(&top, "title", &document.title);
    findings.line(&top, "publisher", &document.publisher);
    findings.text(&top, "source", &document.source, LONGEST_TEXT);
    for law in &document.legal_bases {
        findings.name(&top, "legal_bases", law);
    }
    if let Some(policy) = &document.policy {
        check_policy(policy, findings);
    }
    check_years(document, findings);
    check_levels(document, findings);
    for (index, section) in document.introduction.iter().enumerate() {
        let item = top.then("introduction").then(index + 1);
        findings.name(&item, "heading", &section.heading);
        findings.text(&item, "text", &section.text, LONGEST_TEXT);
    }
    check_corrections(document, findings);
}

/// A code stands in addresses and file names: no dots, no underscores.
fn check_code(code: &str, field: &'static str, findings: &mut Findings) {
    let sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let words = code
        .split('-')
        .all(|word| !word.is_empty() && word.bytes().all(sign));
    if !words || code.len() > LONGEST_KEY {
        let problem = ItemPath::document()
            .then(field)
            .problem("plan-problem-code");
        findings.add(problem.with("code", code).with("longest", LONGEST_KEY));
    }
}

fn check_policy(policy: &Policy, findings: &mut Findings) {
    let item = ItemPath::document().then("policy");
    findings.name(&item, "name", &policy.name);
    for (field, month) in [("adopted", &policy.adopted), ("revised", &policy.revised)] {
        if let Some(month) = month.as_deref().filter(|month| !is_month(month)) {
            let problem = item.then(field).problem("plan-problem-month");
            findings.add(problem.with("found", month));
        }
    }
}

/// `2011-04`
fn is_month(text: &str) -> bool {
    let Some((year, month)) = text.split_once('-') else {
        return false;
    };
    let figures =
        |part: &str, width| part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
    figures(year, 4) && figures(month, 2) && matches!(month.parse(), Ok(1_u8..=12))
}

fn check_years(document: &PlanDocument, findings: &mut Findings) {
    let top = ItemPath::document();
    check_span(document.plan_years, "plan_years", findings);
    if let Some(review) = document.review_years {
        check_span(review, "review_years", findings);
        if review.to >= document.plan_years.from {
            let problem = top
                .then("review_years")
                .problem("plan-problem-review-after-plan");
            findings.add(
                problem
                    .with("review", review)
                    .with("plan", document.plan_years),
            );
        }
    }
    if let Some(year) = document
        .mid_term_review
        .filter(|y| !document.plan_years.contains(*y))
    {
        let problem = top.then("mid_term_review").problem("plan-problem-mid-term");
        findings.add(
            problem
                .with("year", year)
                .with("years", document.plan_years),
        );
    }
}

fn check_span(span: YearSpan, field: &'static str, findings: &mut Findings) {
    let item = ItemPath::document().then(field);
    if span.from > span.to {
        let problem = item.problem("plan-problem-years-reversed");
        findings.add(problem.with("from", span.from).with("to", span.to));
    } else if !is_sane(span.from) || !is_sane(span.to) {
        findings.add(year_problem(&item, span));
    } else if span.len() > MOST_YEARS {
        let problem = item.problem("plan-problem-too-many-years");
        findings.add(problem.with("years", span).with("most", MOST_YEARS));
    }
}

/// Whether a plan may speak of the year at all.
pub(super) fn is_sane(year: FiscalYear) -> bool {
    (YEARS.0..=YEARS.1).contains(&year.0)
}

/// The problem of a year that no plan speaks of.
pub(super) fn year_problem(item: &ItemPath, year: impl ToString) -> crate::problems::Problem {
    let (first, last) = YEARS;
    item.problem("plan-problem-year")
        .with("year", year)
        .with("first", first)
        .with("last", last)
}

fn check_levels(document: &PlanDocument, findings: &mut Findings) {
    for (index, level) in document.levels.iter().enumerate() {
        let item = ItemPath::document().then("levels").then(index + 1);
        findings.name(&item, "name", &level.name);
        findings.line(&item, "name_en", &level.name_en);
        findings.name(&item, "label", &level.label);
        let rest = level.label.replace("{n}", "").replace("{path}", "");
        if rest == level.label || rest.contains(['{', '}']) {
            let problem = item.then("label").problem("plan-problem-label");
            findings.add(problem.with("label", &level.label));
        }
    }
}

fn check_corrections(document: &PlanDocument, findings: &mut Findings) {
    for (index, correction) in document.corrections.iter().enumerate() {
        let item = ItemPath::document().then("corrections").then(index + 1);
        findings.name(&item, "place", &correction.place);
        findings.text(&item, "before", &correction.before, LONGEST_TEXT);
        findings.text(&item, "after", &correction.after, LONGEST_TEXT);
        findings.name(&item, "by", &correction.by);
        findings.text(&item, "reason", &correction.reason, LONGEST_TEXT);
        if correction.reason.trim().is_empty() {
            findings.add(
                item.then("reason")
                    .problem("plan-problem-empty")
                    .with("field", "reason"),
            );
        }
    }
}
