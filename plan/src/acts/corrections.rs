//! Corrections: what was adopted or closed is changed in the open, with the old text, who, when and why.

use super::evaluations::kept;
use super::refusal::{ActError, Done, PlanRefusal};
use super::results::{ResultEntry, content, merged, put};
use super::structure::{PlanCellEntry, planned, put_plan_cell};
use super::taken::{Desk, Saved, Taken};
use crate::document::{Cell, Correction, Evaluation, Node, Program};
use crate::records::{Content, NodeId, ProgramId, Version, YearFigure, YearResult};
use crate::store::{self, Change};
use crate::text::{Piece, cell_text, parse_template, years_label};
use access::{Allowed, CorrectPlan};
use calendar::{YearSpan, YearStyle};
use serde_json::json;

/// What is to be corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correcting {
    /// The result of a year.
    Result(ResultEntry),
    /// A cell of the plan line.
    PlanCell(PlanCellEntry),
    /// How a year was judged.
    Evaluation {
        /// The program.
        program: ProgramId,
        /// The judgement; one that says nothing takes it away.
        evaluation: Evaluation,
        /// The version that was read.
        expected: Version,
    },
    /// The name or the printed owner of a program.
    Heading {
        /// The program.
        program: ProgramId,
        /// The name.
        name: String,
        /// The section in charge, as printed.
        owner: Option<String>,
        /// The version of the program that was read.
        expected: Version,
    },
    /// A text of a node.
    Node {
        /// The node.
        node: NodeId,
        /// Which text.
        field: NodeText,
        /// The text.
        text: String,
        /// The version of the node that was read.
        expected: Version,
    },
}

/// A text of a node that can be corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeText {
    /// Its name.
    Name,
    /// What it is about.
    Outline,
    /// What came of the years under review.
    ReviewResult,
    /// The footnote under the review table.
    ReviewFootnote,
    /// The footnote under the plan table.
    PlanFootnote,
}

/// A correction as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionEntry {
    /// What is to be corrected.
    pub what: Correcting,
    /// The section or office that corrects it, as the list of corrections prints it; the person's name
    /// where it is left empty.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// What a correction has changed: where, and both texts as they are printed.
struct Corrected {
    change: Change,
    place: String,
    before: String,
    after: String,
}

/// Changes what was adopted, with a reason; the change is printed in the document's list of corrections.
pub async fn correct(
    desk: Desk<'_>,
    allowed: &Allowed<CorrectPlan>,
    code: &str,
    entry: CorrectionEntry,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let reason = entry.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(PlanRefusal::ReasonMissing.into());
    }
    let mut taken = Taken::take(desk, allowed, code).await?;
    if taken.plan.state.in_work() {
        return Err(PlanRefusal::NotYetAdopted.into());
    }
    let mut corrected = match entry.what {
        Correcting::Result(result) => correct_result(&mut taken, &result).await?,
        Correcting::PlanCell(cell) => correct_plan_cell(&mut taken, &cell).await?,
        Correcting::Evaluation {
            program,
            evaluation,
            expected,
        } => correct_evaluation(&mut taken, program, evaluation, expected).await?,
        Correcting::Heading {
            program,
            name,
            owner,
            expected,
        } => correct_heading(&mut taken, program, (name, owner), expected).await?,
        Correcting::Node {
            node,
            field,
            text,
            expected,
        } => correct_node(&mut taken, node, (field, &text), expected).await?,
    };
    if corrected.before == corrected.after && corrected.change.before == corrected.change.after {
        return Err(PlanRefusal::NothingEntered.into());
    }
    corrected.change.reason = Some(reason.clone());
    let by = entry.by.trim();
    let correction = Correction {
        on: desk.today,
        place: corrected.place,
        before: corrected.before,
        after: corrected.after,
        by: if by.is_empty() {
            taken.actor.name.clone()
        } else {
            by.to_owned()
        },
        reason,
    };
    store::add_correction(&mut taken.tx, taken.plan.id, &correction, desk.ids).await?;
    let subject = corrected.change.program.map_or_else(
        || format!("plan:{}", taken.plan.id),
        |program| format!("program:{program}"),
    );
    let detail = json!({
        "plan": code, "place": correction.place, "before": correction.before,
        "after": correction.after, "reason": correction.reason,
    });
    taken
        .finish("plan.corrected", &subject, &detail, &[corrected.change])
        .await
}

async fn correct_result(taken: &mut Taken<'_>, entry: &ResultEntry) -> Done<Corrected> {
    let (program, year) = (entry.program, entry.year);
    let view = taken.program(program)?;
    taken.year_has_begun(view.program, year)?;
    let before = view.result(year);
    let mark = view.result_mark(year);
    taken.unchanged(
        entry.expected,
        mark,
        || before.summary(),
        || entry.text.clone(),
    )?;
    let after = merged(&taken.plan.document, view.program, &before, entry)?;
    let style = taken.plan.document.year_style;
    let printed = (
        printed(view.program, &before, style),
        printed(view.program, &after, style),
    );
    let place = format!(
        "{} 実績 {}",
        taken.plan.place(view.program),
        year.label(style)
    );
    let change = Change {
        program: Some(program),
        place: taken.plan.place(view.program),
        years: Some(YearSpan::of(year)),
        before: content(before.clone()),
        after: content(after.clone()),
        reason: None,
    };
    if before != after {
        put(taken, program, year, (&before, &after)).await?;
    }
    Ok(Corrected {
        change,
        place,
        before: printed.0,
        after: printed.1,
    })
}

/// A result as the table prints it, and its figures where the text does not quote them.
fn printed(program: &Program, result: &YearResult, style: YearStyle) -> String {
    let mut program = program.clone();
    for measure in &mut program.measures {
        let year = result.cell.as_ref().map(|cell| cell.years);
        measure
            .values
            .retain(|value| !year.is_some_and(|years| years.contains(value.year)));
        let figure = result
            .figures
            .iter()
            .find(|figure| figure.key == measure.key);
        measure
            .values
            .extend(figure.map(|figure| figure.value.clone()));
    }
    let Some(cell) = &result.cell else {
        return String::new();
    };
    let text = cell_text(&program, cell, style);
    let pieces = parse_template(&cell.text).unwrap_or_default();
    let unquoted = |figure: &&YearFigure| {
        let names =
            |piece: &Piece| matches!(piece, Piece::Figure { key, .. } if *key == figure.key);
        !pieces.iter().any(names)
    };
    let figures = result.figures.iter().filter(unquoted).map(|figure| {
        let measure = program
            .measures
            .iter()
            .find(|measure| measure.key == figure.key);
        let (label, unit) = measure.map_or(("", ""), |m| (m.label.as_str(), m.unit.as_str()));
        format!("［{label}：{}{unit}］", figure.value.amount)
    });
    std::iter::once(text).chain(figures).collect()
}

async fn correct_plan_cell(taken: &mut Taken<'_>, entry: &PlanCellEntry) -> Done<Corrected> {
    let change = planned(taken, entry)?;
    let view = taken.program(entry.program)?;
    let style = taken.plan.document.year_style;
    let text = |content: &Option<Content>| match content {
        Some(Content::PlanCell(cell)) => cell_text(view.program, cell, style),
        _ => String::new(),
    };
    let (before, after) = (text(&change.before), text(&change.after));
    let place = format!("{} 計画 {}", change.place, years_label(entry.years, style));
    let same = entry.cell.as_ref().is_some_and(|cell| {
        let cell = Cell {
            years: entry.years,
            ..cell.clone()
        };
        view.program.plan.contains(&cell)
    });
    if !same {
        put_plan_cell(taken, entry).await?;
    }
    Ok(Corrected {
        change,
        place,
        before,
        after,
    })
}

async fn correct_evaluation(
    taken: &mut Taken<'_>,
    program: ProgramId,
    evaluation: Evaluation,
    expected: Version,
) -> Done<Corrected> {
    let year = evaluation.year;
    let view = taken.program(program)?;
    taken.year_has_begun(view.program, year)?;
    let before = view
        .program
        .evaluations
        .iter()
        .find(|each| each.year == year)
        .cloned();
    let before = before.map(Content::Evaluation);
    let evaluation = kept(&evaluation);
    let after = evaluation.clone().map(Content::Evaluation);
    let summary =
        |content: &Option<Content>| content.as_ref().map(Content::summary).unwrap_or_default();
    let mark = view.evaluation_mark(year);
    taken.unchanged(expected, mark, || summary(&before), || summary(&after))?;
    let style = taken.plan.document.year_style;
    let place = format!(
        "{} 評価 {}",
        taken.plan.place(view.program),
        year.label(style)
    );
    let texts = (summary(&before), summary(&after));
    let change = Change {
        program: Some(program),
        place: taken.plan.place(view.program),
        years: Some(YearSpan::of(year)),
        before,
        after,
        reason: None,
    };
    store::put_evaluation(
        &mut taken.tx,
        program,
        year,
        evaluation.as_ref(),
        &taken.mark,
    )
    .await?;
    Ok(Corrected {
        change,
        place,
        before: texts.0,
        after: texts.1,
    })
}

async fn correct_heading(
    taken: &mut Taken<'_>,
    program: ProgramId,
    (name, owner): (String, Option<String>),
    expected: Version,
) -> Done<Corrected> {
    let view = taken.program(program)?;
    let heading = |name: &str, owner: &Option<String>| Content::Heading {
        name: name.to_owned(),
        owner: owner.clone(),
    };
    let name = name.trim();
    if name.is_empty() {
        return Err(PlanRefusal::NameMissing.into());
    }
    let owner = owner
        .map(|owner| owner.trim().to_owned())
        .filter(|owner| !owner.is_empty());
    let before = heading(&view.program.name, &view.program.owner);
    let after = heading(name, &owner);
    let mark = Some(&view.record.mark);
    taken.unchanged(expected, mark, || before.summary(), || after.summary())?;
    let place = taken.plan.place(view.program);
    let home = taken
        .plan
        .document
        .nodes
        .iter()
        .position(|node| node.path == view.program.node);
    let node = home
        .map(|home| taken.plan.nodes[home].id)
        .ok_or(ActError::NotFound)?;
    let unit = view.record.unit;
    let new = (name, owner.as_deref(), unit);
    store::set_program(&mut taken.tx, program, node, new, &taken.mark).await?;
    let texts = (before.summary(), after.summary());
    let change = Change {
        program: Some(program),
        place: place.clone(),
        years: None,
        before: Some(before),
        after: Some(after),
        reason: None,
    };
    Ok(Corrected {
        change,
        place,
        before: texts.0,
        after: texts.1,
    })
}

async fn correct_node(
    taken: &mut Taken<'_>,
    node: NodeId,
    (field, text): (NodeText, &str),
    expected: Version,
) -> Done<Corrected> {
    let home = taken.plan.node(node).ok_or(ActError::NotFound)?;
    let old = taken.plan.document.nodes[home].clone();
    let mut new = old.clone();
    let text = text.trim();
    let (name, before) = put_text(&mut new, field, text);
    if field == NodeText::Name && text.is_empty() {
        return Err(PlanRefusal::NameMissing.into());
    }
    let mark = Some(&taken.plan.nodes[home].mark);
    taken.unchanged(expected, mark, || before.clone(), || text.to_owned())?;
    store::set_node(&mut taken.tx, node, &new, &taken.mark).await?;
    let content = |text: &str| Content::Text {
        field: name.to_owned(),
        text: text.to_owned(),
    };
    let place = format!("{} {}", old.path, old.name);
    let change = Change {
        program: None,
        place: place.clone(),
        years: None,
        before: (!before.is_empty()).then(|| content(&before)),
        after: (!text.is_empty()).then(|| content(text)),
        reason: None,
    };
    Ok(Corrected {
        change,
        place,
        before,
        after: text.to_owned(),
    })
}

/// Writes a text of a node; returns the text's name in the history and what stood there.
fn put_text(node: &mut Node, field: NodeText, text: &str) -> (&'static str, String) {
    let optional = (!text.is_empty()).then(|| text.to_owned());
    let (name, place) = match field {
        NodeText::Name => {
            return ("name", std::mem::replace(&mut node.name, text.to_owned()));
        }
        NodeText::Outline => {
            return (
                "outline",
                std::mem::replace(&mut node.outline, text.to_owned()),
            );
        }
        NodeText::ReviewResult => ("review-result", &mut node.review_result),
        NodeText::ReviewFootnote => ("review-footnote", &mut node.review_footnote),
        NodeText::PlanFootnote => ("plan-footnote", &mut node.plan_footnote),
    };
    (name, std::mem::replace(place, optional).unwrap_or_default())
}
