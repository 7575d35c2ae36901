//! A measure over all years of the document: the review part and the plan part of one program joined.

use crate::document::{Definition, Measure, PlanDocument, Program, Value, YearTarget};
use calendar::{FiscalYear, YearSpan};
use measure::Point;

/// A measure with everything both parts say of it.
pub(crate) struct Series {
    pub key: String,
    pub label: String,
    pub unit: String,
    pub definitions: Vec<Definition>,
    pub targets: Vec<YearTarget>,
    pub values: Vec<Value>,
}

/// The measures of a program, each joined with the one of the same key in the other part.
pub(crate) fn series_of(document: &PlanDocument, program: &Program) -> Vec<Series> {
    program
        .measures
        .iter()
        .map(|measure| joined(document, program, measure))
        .collect()
}

fn joined(document: &PlanDocument, program: &Program, measure: &Measure) -> Series {
    let mut series = Series {
        key: measure.key.clone(),
        label: measure.label.clone(),
        unit: measure.unit.clone(),
        definitions: Vec::new(),
        targets: Vec::new(),
        values: Vec::new(),
    };
    let same = document
        .programs
        .iter()
        .filter(|other| other.key == program.key)
        .flat_map(|other| other.measures.iter())
        .filter(|other| other.key == measure.key);
    for part in same {
        series.definitions.extend(part.definitions.iter().cloned());
        series.targets.extend(part.targets.iter().cloned());
        series.values.extend(part.values.iter().cloned());
    }
    series.definitions.sort_by_key(|definition| definition.from);
    series
        .definitions
        .dedup_by(|a, b| a.from == b.from && a.text == b.text);
    series.targets.sort_by_key(|target| target.year);
    series.targets.dedup_by_key(|target| target.year);
    series.values.sort_by_key(|value| value.year);
    series.values.dedup_by_key(|value| value.year);
    series
}

impl Series {
    /// The years from the first figure or target to the last; `None` when there is neither.
    pub(crate) fn years(&self) -> Option<YearSpan> {
        let years = || {
            let targets = self.targets.iter().map(|target| target.year);
            self.values.iter().map(|value| value.year).chain(targets)
        };
        YearSpan::new(years().min()?, years().max()?)
    }

    /// The points of the chart: every year up to the last figure, with or without an amount.
    pub(crate) fn points(&self) -> Vec<Point> {
        let last = self.values.iter().map(|value| value.year).max();
        let Some((years, last)) = self.years().zip(last) else {
            return Vec::new();
        };
        let point = |year: FiscalYear| {
            let value = self.value(year);
            Point {
                year,
                amount: value.map(|value| value.amount),
                quality: value.map(|value| value.quality).unwrap_or_default(),
                definition: self.definition(year),
            }
        };
        years
            .years()
            .filter(|year| *year <= last)
            .map(point)
            .collect()
    }

    /// The figure of a year.
    pub(crate) fn value(&self, year: FiscalYear) -> Option<&Value> {
        self.values.iter().find(|value| value.year == year)
    }

    /// The target of a year.
    pub(crate) fn target(&self, year: FiscalYear) -> Option<&YearTarget> {
        self.targets.iter().find(|target| target.year == year)
    }

    /// The years from which on something else was counted, with the new wording.
    pub(crate) fn breaks(&self) -> Vec<(FiscalYear, String)> {
        let later = self.definitions.iter().skip(1);
        later
            .map(|definition| (definition.from, definition.text.clone()))
            .collect()
    }

    /// The targets as the chart draws them.
    pub(crate) fn goals(&self) -> Vec<(FiscalYear, measure::Amount)> {
        self.targets
            .iter()
            .map(|target| (target.year, target.target.amount))
            .collect()
    }

    fn definition(&self, year: FiscalYear) -> u32 {
        let begun = self
            .definitions
            .iter()
            .filter(|definition| definition.from <= year)
            .count();
        u32::try_from(begun).unwrap_or(u32::MAX)
    }
}
