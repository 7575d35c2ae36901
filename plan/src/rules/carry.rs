//! The next plan, drafted from this one.

use crate::document::{
    Cell, Measure, NextAction, Node, Origin, OriginKind, Part, PlanDocument, Program, Status,
};
use crate::records::ends_program;
use crate::rules::cells;
use crate::text::{NO_FIGURE, Piece, escape_template, next_action_term, parse_template};
use calendar::{FiscalYear, YearSpan};
use measure::Quality;

/// What is said of the next plan before it is drafted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextPlan {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The years it plans; they begin after the first year of the plan before.
    pub years: YearSpan,
    /// The years it looks back on; `None` for all years of the plan before that lie before its own.
    pub review: Option<YearSpan>,
    /// Whether introduction, outlines and footnotes are carried over or written anew.
    pub carry_texts: bool,
}

/// The next plan as a first draft.
///
/// * Its review part is the old plan part with everything that happened, for the years before the new
///   ones; names and keys stay.
/// * Its plan part carries on every program that neither ended (廃止, 統合 in a cell) nor is to end
///   (廃止, 統合 as the next action of its last evaluation). The cell of all years says 継続, or what the
///   evaluation asked for (拡充, 見直し). Figures and their definitions are kept, so that a series goes
///   on and its breaks stay; targets are to be set anew.
/// * A program that was merged into one that goes on is named among that program's origins.
/// * The tree stays; what the review says of each node is left to be written.
#[must_use]
pub fn draft_next(old: &PlanDocument, next: &NextPlan) -> PlanDocument {
    let last = old.plan_years.to.min(next.years.from.previous());
    let whole = YearSpan::new(old.plan_years.from, last);
    let review_years = match (next.review, whole) {
        (Some(asked), Some(whole)) => {
            YearSpan::new(asked.from.max(whole.from), asked.to.min(whole.to))
        }
        _ => whole,
    };
    let running: Vec<&Program> = old
        .programs
        .iter()
        .filter(|p| p.part == Part::Plan)
        .collect();
    let mut programs: Vec<Program> = Vec::with_capacity(running.len() * 2);
    if let Some(years) = review_years {
        programs.extend(
            running
                .iter()
                .map(|program| reviewed(program, &running, years)),
        );
    }
    let goes_on = running
        .iter()
        .filter(|program| fate(program) == Fate::GoesOn);
    let known_years = review_years.unwrap_or(next.years);
    programs.extend(goes_on.map(|program| carried(program, &running, known_years, next.years)));
    PlanDocument {
        format: old.format,
        code: next.code.clone(),
        municipality: old.municipality.clone(),
        title: next.title.clone(),
        publisher: old.publisher.clone(),
        adopted: None,
        policy: old.policy.clone(),
        legal_bases: old.legal_bases.clone(),
        review_years,
        plan_years: next.years,
        mid_term_review: None,
        year_style: old.year_style,
        previous: Some(old.code.clone()),
        source: String::new(),
        levels: old.levels.clone(),
        introduction: if next.carry_texts {
            old.introduction.clone()
        } else {
            Vec::new()
        },
        nodes: old
            .nodes
            .iter()
            .map(|old| node(old, next.carry_texts))
            .collect(),
        programs,
        corrections: Vec::new(),
    }
    .arranged()
}

fn node(old: &Node, carry_texts: bool) -> Node {
    let text = |text: &Option<String>| text.clone().filter(|_| carry_texts);
    Node {
        path: old.path.clone(),
        name: old.name.clone(),
        chart_name: old.chart_name.clone(),
        capability: old.capability.clone(),
        outline: if carry_texts {
            old.outline.clone()
        } else {
            String::new()
        },
        review_footnote: text(&old.plan_footnote),
        ..Node::default()
    }
}

/// The program as the next document looks back on it: what lies in the years looked back on.
fn reviewed(program: &Program, running: &[&Program], years: YearSpan) -> Program {
    let outside = [
        YearSpan::new(FiscalYear(i16::MIN), years.from.previous()),
        YearSpan::new(years.to.next(), FiscalYear(i16::MAX)),
    ];
    let within = |line: &[Cell]| {
        let cut = |line: Vec<Cell>, span| cells::cleared(&line, span);
        let mut line = outside.into_iter().flatten().fold(line.to_vec(), cut);
        for cell in &mut line {
            cell.text = with_figures_of(&cell.text, &program.measures, years);
            // Merged into a program that was history already: the text tells, the link leads nowhere.
            let known = |key: &String| running.iter().any(|other| other.key == *key);
            if cell.merged_into.as_ref().is_some_and(|key| !known(key)) {
                (cell.status, cell.merged_into) = (None, None);
            }
        }
        line
    };
    let mut reviewed = Program {
        part: Part::Review,
        plan: within(&program.plan),
        actual: within(&program.actual),
        measures: program
            .measures
            .iter()
            .map(|measure| known(measure, years))
            .collect(),
        ..program.clone()
    };
    reviewed
        .evaluations
        .retain(|evaluation| years.contains(evaluation.year));
    for measure in &mut reviewed.measures {
        measure.targets.retain(|target| years.contains(target.year));
    }
    reviewed
}

/// A measure with the figures of the years that the next document can speak of.
fn known(measure: &Measure, years: YearSpan) -> Measure {
    let mut known = measure.clone();
    known.values.retain(|value| years.contains(value.year));
    known
}

/// A cell's text in which figures of years that the next document cannot speak of are written out.
fn with_figures_of(text: &str, measures: &[Measure], years: YearSpan) -> String {
    let Ok(pieces) = parse_template(text) else {
        return text.to_owned();
    };
    let far = |year: &Option<FiscalYear>| year.is_some_and(|year| !years.contains(year));
    let written = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => escape_template(text),
        Piece::Target { key } => format!("{{{key}:target}}"),
        Piece::Figure { key, year } if far(year) => {
            let measure = measures.iter().find(|measure| measure.key == *key);
            let value = measure.and_then(|m| m.values.iter().find(|v| Some(v.year) == *year));
            value.map_or_else(|| NO_FIGURE.to_owned(), |value| value.amount.to_string())
        }
        Piece::Figure {
            key,
            year: Some(year),
        } => format!("{{{key}@{year}}}"),
        Piece::Figure { key, year: None } => format!("{{{key}}}"),
    });
    written.collect()
}

fn carried(
    program: &Program,
    running: &[&Program],
    known_years: YearSpan,
    years: YearSpan,
) -> Program {
    let asked = last_action(program).filter(|action| *action != NextAction::Continue);
    let cell = Cell {
        years,
        text: next_action_term(asked.unwrap_or(NextAction::Continue)).to_owned(),
        status: Some(Status::Continued),
        merged_into: None,
        quality: Quality::Final,
    };
    let joined = running.iter().filter(|other| {
        other.key != program.key && destination(other, running) == Some(program.key.as_str())
    });
    let origins = joined.map(|other| Origin {
        key: other.key.clone(),
        how: OriginKind::Merged,
    });
    let measure = |measure: &Measure| Measure {
        targets: Vec::new(),
        ..known(measure, known_years)
    };
    Program {
        key: program.key.clone(),
        part: Part::Plan,
        node: program.node.clone(),
        name: program.name.clone(),
        owner: program.owner.clone(),
        plan: vec![cell],
        actual: Vec::new(),
        measures: program.measures.iter().map(measure).collect(),
        evaluations: Vec::new(),
        origins: origins.collect(),
        note: None,
    }
}

/// What becomes of a program at the end of its plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate<'a> {
    GoesOn,
    /// Ends; into which program it goes over, where that was said.
    Ends(Option<&'a str>),
}

/// What was done last speaks first, then what people said is to happen, then what had been planned.
fn fate(program: &Program) -> Fate<'_> {
    let last = |line: &'_ [Cell]| line.iter().max_by_key(|cell| cell.years.to).cloned();
    let ending = |line: &[Cell]| last(line).is_some_and(|cell| ends_program(cell.status));
    let action = last_action(program);
    let asked_to_end = matches!(action, Some(NextAction::Abolish | NextAction::Merge));
    let planned = program.actual.is_empty() && action.is_none() && ending(&program.plan);
    if ending(&program.actual) || asked_to_end || planned {
        let mut lines = program.actual.iter().rev().chain(program.plan.iter().rev());
        Fate::Ends(lines.find_map(|cell| cell.merged_into.as_deref()))
    } else {
        Fate::GoesOn
    }
}

fn last_action(program: &Program) -> Option<NextAction> {
    let judged = program
        .evaluations
        .iter()
        .filter(|each| each.next_action.is_some());
    judged
        .max_by_key(|each| each.year)
        .and_then(|each| each.next_action)
}

/// The program that a merged program has gone over into in the end, if that one goes on: A into B and
/// B into C makes C.
fn destination<'a>(program: &'a Program, running: &[&'a Program]) -> Option<&'a str> {
    let mut program = program;
    for _ in 0..running.len() {
        match fate(program) {
            Fate::Ends(into) => {
                let into = into?;
                program = running.iter().find(|other| other.key == into)?;
            }
            Fate::GoesOn => return Some(&program.key),
        }
    }
    None
}
