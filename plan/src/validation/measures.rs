//! The figures of a program or node: keys, years, definitions.

use super::head::{is_sane, year_problem};
use super::{Findings, ItemPath, LONGEST_CELL, LONGEST_NAME};
use crate::document::{Measure, Part, PlanDocument};
use crate::problems::Problem;
use calendar::{FiscalYear, YearSpan};
use std::collections::HashSet;

/// The years that something in the document may speak of.
#[derive(Clone, Copy)]
pub(super) struct Years {
    /// The years of the part it stands in; `None` where it stands in no part, or the part has no years.
    pub part: Option<YearSpan>,
    review: Option<YearSpan>,
    plan: YearSpan,
}

impl Years {
    /// The years of a part; of a node's own figures, which look back, where no part is named.
    pub fn of(document: &PlanDocument, part: Option<Part>) -> Years {
        let part = match part {
            Some(Part::Review) => document.review_years,
            Some(Part::Plan) => Some(document.plan_years),
            None => None,
        };
        // Years that run backwards are told about once, at the cover, and hold everything.
        let all = YearSpan {
            from: FiscalYear(i16::MIN),
            to: FiscalYear(i16::MAX),
        };
        let sound = |span: YearSpan| if span.from <= span.to { span } else { all };
        Years {
            part: part.map(sound),
            review: document.review_years.map(sound),
            plan: sound(document.plan_years),
        }
    }

    /// The problem of years outside the part.
    pub fn outside(self, item: &ItemPath, found: impl ToString) -> Problem {
        let years = self.part.unwrap_or(self.plan);
        item.problem("plan-problem-outside")
            .with("found", found)
            .with("years", years)
    }

    /// The year must lie in the part.
    pub fn require_part(self, item: &ItemPath, year: FiscalYear, findings: &mut Findings) {
        match self.part {
            Some(part) if !part.contains(year) => findings.add(self.outside(item, year)),
            Some(_) => {}
            None => self.require_any(item, year, findings),
        }
    }

    /// The year must lie in the review or in the plan: a figure of the review is quoted in the plan.
    pub fn require_any(self, item: &ItemPath, year: FiscalYear, findings: &mut Findings) {
        if self.plan.contains(year) || self.review.is_some_and(|review| review.contains(year)) {
            return;
        }
        let years = match self.review {
            Some(review) => format!("{review}, {}", self.plan),
            None => self.plan.to_string(),
        };
        let problem = item.problem("plan-problem-outside");
        findings.add(problem.with("found", year).with("years", years));
    }
}

pub(super) fn check(item: &ItemPath, measures: &[Measure], years: Years, findings: &mut Findings) {
    let mut seen = HashSet::new();
    for measure in measures {
        let item = item.then(&measure.key);
        findings.key(&item, "key", &measure.key);
        if !seen.insert(measure.key.as_str()) {
            findings.add(
                item.then("key")
                    .problem("plan-problem-key-twice")
                    .with("key", &measure.key),
            );
        }
        findings.name(&item, "label", &measure.label);
        findings.line(&item, "unit", &measure.unit);
        check_definitions(&item, measure, findings);
        check_targets(&item, measure, years, findings);
        check_values(&item, measure, years, findings);
    }
}

fn check_definitions(item: &ItemPath, measure: &Measure, findings: &mut Findings) {
    let mut seen = HashSet::new();
    for definition in &measure.definitions {
        let item = item.then("definitions").then(definition.from);
        require_once(&item, &mut seen, definition.from, findings);
        if !is_sane(definition.from) {
            findings.add(year_problem(&item, definition.from));
        }
        if definition.text.trim().is_empty() {
            findings.add(item.problem("plan-problem-empty").with("field", "text"));
        }
        findings.text(&item, "text", &definition.text, LONGEST_CELL);
    }
}

fn check_targets(item: &ItemPath, measure: &Measure, years: Years, findings: &mut Findings) {
    let mut seen = HashSet::new();
    for target in &measure.targets {
        let item = item.then("targets").then(target.year);
        require_once(&item, &mut seen, target.year, findings);
        years.require_part(&item, target.year, findings);
        if let Some(baseline) = target.target.baseline.filter(|b| !is_sane(b.year)) {
            findings.add(year_problem(&item.then("baseline"), baseline.year));
        }
    }
}

fn check_values(item: &ItemPath, measure: &Measure, years: Years, findings: &mut Findings) {
    let mut seen = HashSet::new();
    for value in &measure.values {
        let item = item.then("values").then(value.year);
        require_once(&item, &mut seen, value.year, findings);
        years.require_any(&item, value.year, findings);
        let source = value.source.as_deref().unwrap_or_default();
        findings.text(&item, "source", source, LONGEST_NAME);
    }
}

fn require_once(
    item: &ItemPath,
    seen: &mut HashSet<FiscalYear>,
    year: FiscalYear,
    findings: &mut Findings,
) {
    if !seen.insert(year) {
        findings.add(item.problem("plan-problem-year-twice").with("year", year));
    }
}
