//! A year judged.

use super::refusal::{Done, PlanRefusal};
use super::taken::{Desk, Saved, Taken};
use crate::document::Evaluation;
use crate::records::{Content, ProgramId, Version};
use crate::store::{self, Change};
use access::{Allowed, EditPlanResults};
use calendar::YearSpan;
use serde_json::json;

/// How a year of a program is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationEntry {
    /// The program.
    pub program: ProgramId,
    /// Year, grade, reason and what is to happen next; one without any of the three is taken away.
    pub evaluation: Evaluation,
    /// The version that was read.
    pub expected: Version,
}

/// Judges a year of a program.
pub async fn evaluate(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanResults>,
    code: &str,
    entry: EvaluationEntry,
) -> Done<Saved> {
    let mut taken = Taken::take(desk, allowed, code).await?;
    let year = entry.evaluation.year;
    let view = taken.program(entry.program)?;
    taken.may_write(allowed, view, year)?;
    taken.year_has_begun(view.program, year)?;
    let before = view
        .program
        .evaluations
        .iter()
        .find(|each| each.year == year)
        .cloned();
    let mark = view.evaluation_mark(year);
    let after = kept(&entry.evaluation);
    let summary = |evaluation: &Option<Evaluation>| {
        evaluation
            .clone()
            .map(|e| Content::Evaluation(e).summary())
            .unwrap_or_default()
    };
    taken.unchanged(
        entry.expected,
        mark,
        || summary(&before),
        || summary(&after),
    )?;
    if before.is_none() && after.is_none() {
        return Err(PlanRefusal::NothingEntered.into());
    }
    let place = taken.plan.place(view.program);
    let detail = json!({
        "plan": taken.plan.code(), "program": view.program.key, "year": year,
        "grade": after.as_ref().and_then(|e| e.grade),
        "next": after.as_ref().and_then(|e| e.next_action),
    });
    store::put_evaluation(
        &mut taken.tx,
        entry.program,
        year,
        after.as_ref(),
        &taken.mark,
    )
    .await?;
    let change = Change {
        program: Some(entry.program),
        place,
        years: Some(YearSpan::of(year)),
        before: before.map(Content::Evaluation),
        after: after.map(Content::Evaluation),
        reason: None,
    };
    taken
        .finish_program("plan.evaluated", entry.program, &detail, change)
        .await
}

/// An evaluation with trimmed words, or none when it says nothing.
pub(super) fn kept(evaluation: &Evaluation) -> Option<Evaluation> {
    let reason = evaluation.reason.trim().to_owned();
    let says = evaluation.grade.is_some() || evaluation.next_action.is_some() || !reason.is_empty();
    says.then(|| Evaluation {
        reason,
        ..evaluation.clone()
    })
}
