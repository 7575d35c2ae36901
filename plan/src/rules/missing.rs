//! What has not been entered yet, section by section.

use crate::document::{Part, PlanDocument, Program};
use crate::records::{Loaded, Round, RoundKind};
use crate::rules::standing::{Standing, Viewpoint, standing};
use calendar::{Date, FiscalYear};
use measure::{Quality, Thresholds};

/// What a program lacks in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lack {
    /// Nobody has entered a result.
    Result,
    /// The result is there, but a figure or the cell is not final (予定, 予測値, 時点).
    FinalFigure,
    /// A measure with a target has no figure.
    Figure,
    /// Nobody has evaluated the year.
    Evaluation,
}

impl Lack {
    /// Fluent key of its word.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Lack::Result => "plan-lack-result",
            Lack::FinalFigure => "plan-lack-final-figure",
            Lack::Figure => "plan-lack-figure",
            Lack::Evaluation => "plan-lack-evaluation",
        }
    }
}

/// A program that lacks something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingProgram {
    /// Its place in `document.programs`.
    pub program: usize,
    /// What it lacks.
    pub lacks: Vec<Lack>,
}

/// What one section has left to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionMissing {
    /// The section as printed; `None` gathers programs without one.
    pub owner: Option<String>,
    /// The section in the directory; `None` when its programs name no unit.
    pub unit: Option<i64>,
    /// Its programs that lack something, in document order.
    pub programs: Vec<MissingProgram>,
}

/// What programs lack, as [`missing`] looks at it: results and figures in any case, the rest as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Demand {
    final_figures: bool,
    evaluations: bool,
}

/// What is missing for a year to be closed: results, final figures and evaluations, by section.
#[must_use]
pub fn missing(loaded: &Loaded, year: FiscalYear, today: Date) -> Vec<SectionMissing> {
    let over = year < FiscalYear::of(today);
    by_section(
        loaded,
        year,
        today,
        Demand {
            final_figures: over,
            evaluations: over,
        },
    )
}

/// What is missing for an input round to be complete: results; in a round at the end of the year also
/// final figures.
#[must_use]
pub fn missing_in_round(loaded: &Loaded, round: &Round, today: Date) -> Vec<SectionMissing> {
    let final_figures = round.kind == RoundKind::YearEnd;
    by_section(
        loaded,
        round.year,
        today,
        Demand {
            final_figures,
            evaluations: false,
        },
    )
}

fn by_section(
    loaded: &Loaded,
    year: FiscalYear,
    today: Date,
    demand: Demand,
) -> Vec<SectionMissing> {
    let mut asked = loaded.asked_years();
    asked.insert(year);
    let from = Viewpoint {
        today,
        thresholds: Thresholds::default(),
        asked,
    };
    let part = part_of(&loaded.document, year);
    let mut sections: Vec<SectionMissing> = Vec::new();
    for view in loaded.part(part) {
        let lacks = lacks(view.program, year, &from, demand);
        if lacks.is_empty() {
            continue;
        }
        let same = |section: &&mut SectionMissing| {
            section.unit == view.record.unit && section.owner == view.program.owner
        };
        let entry = MissingProgram {
            program: view.index,
            lacks,
        };
        match sections.iter_mut().find(same) {
            Some(section) => section.programs.push(entry),
            None => sections.push(SectionMissing {
                owner: view.program.owner.clone(),
                unit: view.record.unit,
                programs: vec![entry],
            }),
        }
    }
    sections
}

/// The part of the document a year stands in.
#[must_use]
pub fn part_of(document: &PlanDocument, year: FiscalYear) -> Part {
    if document.plan_years.contains(year) || document.review_years.is_none() {
        Part::Plan
    } else {
        Part::Review
    }
}

fn lacks(program: &Program, year: FiscalYear, from: &Viewpoint, demand: Demand) -> Vec<Lack> {
    match standing(program, year, from) {
        Standing::NotEntered => return vec![Lack::Result],
        Standing::NotDue | Standing::NotPlanned | Standing::Ended => return Vec::new(),
        _ => {}
    }
    let result = program.actual.iter().find(|cell| cell.years.contains(year));
    let Some(result) = result else {
        return vec![Lack::Result];
    };
    let figures = program.measures.iter().map(|measure| {
        let wanted = measure.targets.iter().any(|target| target.year == year);
        (
            wanted,
            measure.values.iter().find(|value| value.year == year),
        )
    });
    let mut lacks = Vec::new();
    if figures
        .clone()
        .any(|(wanted, value)| wanted && value.is_none())
    {
        lacks.push(Lack::Figure);
    }
    let unsure = |quality: Quality| quality != Quality::Final;
    let open = unsure(result.quality)
        || figures
            .clone()
            .any(|(_, value)| value.is_some_and(|v| unsure(v.quality)));
    if demand.final_figures && open {
        lacks.push(Lack::FinalFigure);
    }
    if demand.evaluations && !program.evaluations.iter().any(|each| each.year == year) {
        lacks.push(Lack::Evaluation);
    }
    lacks
}

/// The nodes whose review has not been written although the document looks back on them: places in
/// `document.nodes`.
#[must_use]
pub fn lacking_reviews(document: &PlanDocument) -> Vec<usize> {
    let looked_back_on = |path: &str| {
        document
            .programs
            .iter()
            .any(|p| p.part == Part::Review && p.node == path)
    };
    document
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| {
            node.review_result
                .as_deref()
                .is_none_or(|text| text.trim().is_empty())
        })
        .filter(|(_, node)| looked_back_on(&node.path))
        .map(|(index, _)| index)
        .collect()
}
