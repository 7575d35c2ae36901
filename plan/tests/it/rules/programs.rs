//! Programs, measures and plans as small as a rule needs them.

use crate::office::samples;
use calendar::{Date, FiscalYear, YearSpan};
use jiff::civil::date;
use measure::{Amount, Comparator, Grade, Quality, Target, Thresholds};
use plan::document::{
    Cell, Evaluation, Measure, NextAction, Part, PlanDocument, Program, Status, Value, YearTarget,
};
use plan::rules::{NextPlan, Viewpoint};

pub const TODAY: Date = date(2026, 12, 1);
pub const YEAR: FiscalYear = FiscalYear(2026);

pub fn span(from: i16, to: i16) -> YearSpan {
    YearSpan::new(FiscalYear(from), FiscalYear(to)).unwrap()
}

pub fn cell(from: i16, to: i16, text: &str, status: Option<Status>) -> Cell {
    Cell {
        years: span(from, to),
        text: text.to_owned(),
        status,
        merged_into: None,
        quality: Quality::Final,
    }
}

/// A program planned from 2025 to 2027 (実施).
pub fn program(key: &str) -> Program {
    Program {
        key: key.to_owned(),
        part: Part::Plan,
        node: "1".to_owned(),
        name: key.to_owned(),
        owner: None,
        plan: vec![cell(2025, 2027, "実施", Some(Status::Carried))],
        actual: Vec::new(),
        measures: Vec::new(),
        evaluations: Vec::new(),
        origins: Vec::new(),
        note: None,
    }
}

pub fn done(status: Option<Status>) -> Program {
    let mut done = program("p");
    done.actual = vec![cell(2026, 2026, "行った", status)];
    done
}

/// What a measure should reach in 2026, and what it has reached.
pub type GoalAndValue = (i64, Option<i64>);

/// A measure that should reach `goal` in 2026 and has reached `value`.
pub fn measured(goal: i64, value: Option<i64>) -> Measure {
    let target = Target {
        comparator: Comparator::AtLeast,
        amount: Amount::whole(goal),
        baseline: None,
    };
    let value = value.map(|amount| Value {
        year: YEAR,
        amount: Amount::whole(amount),
        quality: Quality::Final,
        source: None,
        computed: false,
    });
    Measure {
        key: format!("m{goal}"),
        label: "件数".to_owned(),
        unit: "件".to_owned(),
        definitions: Vec::new(),
        targets: vec![YearTarget { year: YEAR, target }],
        values: value.into_iter().collect(),
    }
}

pub fn with_measures(measures: &[GoalAndValue]) -> Program {
    let mut program = done(Some(Status::Carried));
    program.measures = measures
        .iter()
        .map(|(goal, value)| measured(*goal, *value))
        .collect();
    program
}

pub fn judged(grade: Option<Grade>, next_action: Option<NextAction>) -> Evaluation {
    Evaluation {
        year: YEAR,
        grade,
        reason: String::new(),
        next_action,
    }
}

pub fn view(asked: &[i16]) -> Viewpoint {
    Viewpoint {
        today: TODAY,
        thresholds: Thresholds::default(),
        asked: asked.iter().copied().map(FiscalYear).collect(),
    }
}

pub fn next(document: &PlanDocument) -> NextPlan {
    let first = document.plan_years.to.next();
    NextPlan {
        code: "next".to_owned(),
        title: "次の計画".to_owned(),
        years: YearSpan::new(first, FiscalYear(first.0 + 2)).unwrap(),
        review: None,
        carry_texts: true,
    }
}

/// A plan of four programs of which two end: A was merged into B, B into C, D is to be abolished.
pub fn ending() -> PlanDocument {
    let [_, mut document, _] = samples();
    let node = document.nodes.last().unwrap().path.clone();
    let named = |key: &str| Program {
        node: node.clone(),
        ..program(key)
    };
    let merged = |into: &str| Cell {
        merged_into: Some(into.to_owned()),
        ..cell(2026, 2026, "統合", Some(Status::Merged))
    };
    let (mut a, mut b, mut c, mut d) = (named("a"), named("b"), named("c"), named("d"));
    a.actual = vec![merged("b")];
    b.actual = vec![cell(2025, 2025, "継続", None), merged("c")];
    c.evaluations = vec![judged(None, Some(NextAction::Expand))];
    c.measures = vec![measured(10, Some(8))];
    d.evaluations = vec![judged(Some(Grade::Behind), Some(NextAction::Abolish))];
    document.programs = vec![a, b, c, d];
    document
}
