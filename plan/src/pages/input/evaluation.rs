//! The fields of a year's evaluation, and the figures it stands on.

use super::choices::{chosen, list, named};
use super::result::{field, value};
use crate::acts::PlanRefusal;
use crate::document::{Evaluation, NextAction, Program};
use crate::pages::shown;
use crate::records::{Content, ProgramView, Version};
use crate::validation::LONGEST_TEXT;
use calendar::FiscalYear;
use measure::{Grade, Thresholds};
use screen::form::{Entries, Field, Form, FormErrors, Reading, Width};
use screen::kit::{Status, amount};
use screen::visit::Visit;

/// The fields of an evaluation.
pub(crate) struct EvaluationFields {
    pub grade: Field,
    pub reason: Field,
    pub next: Field,
    pub version: Field,
}

/// How far one figure has come towards its target.
pub(crate) struct Achieved {
    pub label: String,
    pub figure: String,
    pub target: String,
    pub percent: String,
    pub status: Option<Status>,
}

/// The year's figures that have a target.
pub(crate) fn achieved(
    visit: &Visit,
    program: &Program,
    year: FiscalYear,
    thresholds: Thresholds,
) -> Vec<Achieved> {
    let one = |measure: &crate::document::Measure| {
        let target = &measure
            .targets
            .iter()
            .find(|target| target.year == year)?
            .target;
        let present = value(measure, year)?;
        let share = measure::achievement(target, present.amount).percent();
        Some(Achieved {
            label: measure.label.clone(),
            figure: format!("{}{}", amount(present.amount), measure.unit),
            target: shown::target(target, &visit.text),
            percent: share.map_or_else(
                || visit.say("plan-not-computable"),
                |share| format!("{share}%"),
            ),
            status: measure::judge(target, present.amount, thresholds).map(Status::from),
        })
    };
    program.measures.iter().filter_map(one).collect()
}

/// The grade that the figures give by themselves: the worst among them.
fn by_figures(program: &Program, year: FiscalYear, thresholds: Thresholds) -> Option<Grade> {
    let one = |measure: &crate::document::Measure| {
        let target = measure.targets.iter().find(|target| target.year == year)?;
        measure::judge(&target.target, value(measure, year)?.amount, thresholds)
    };
    program.measures.iter().filter_map(one).max()
}

/// The evaluation of a year.
pub(crate) fn of_year(program: &Program, year: FiscalYear) -> Option<&Evaluation> {
    program
        .evaluations
        .iter()
        .find(|evaluation| evaluation.year == year)
}

/// The fields for a year, filled with what stands there or with what was typed.
pub(crate) fn fields(
    visit: &Visit,
    view: &ProgramView<'_>,
    year: FiscalYear,
    thresholds: Thresholds,
    form: &Form,
) -> EvaluationFields {
    let t = &visit.text;
    let program = view.program;
    let present = of_year(program, year);
    let name = |what: &str| field(program, what);
    let automatic = match by_figures(program, year, thresholds) {
        Some(grade) => t.say1(
            "plan-input-grade-by-figures",
            "grade",
            Status::from(grade).word(t),
        ),
        None => t.say("plan-input-grade-automatic").into_owned(),
    };
    let undecided = t.say("plan-input-next-none").into_owned();
    EvaluationFields {
        grade: form
            .select(
                &name("grade"),
                &t.say("plan-evaluation-grade"),
                list::<Grade>(t, automatic),
            )
            .ticked([named(present.and_then(|evaluation| evaluation.grade))])
            .width(Width::Middle),
        reason: form
            .textarea(&name("reason"), &t.say("plan-evaluation-reason"))
            .rows(2)
            .value(present.map_or("", |evaluation| &evaluation.reason)),
        next: form
            .select(
                &name("next"),
                &t.say("plan-evaluation-next"),
                list::<NextAction>(t, undecided),
            )
            .ticked([named(present.and_then(|evaluation| evaluation.next_action))])
            .width(Width::Short),
        version: form.version(
            view.evaluation_mark(year)
                .map_or(Version::NONE, |mark| mark.version)
                .0,
        ),
    }
}

/// Reads a posted evaluation, with the version that was read.
pub(crate) fn read(
    visit: &Visit,
    program: &Program,
    year: FiscalYear,
    entries: &Entries,
) -> Result<(Evaluation, Version), FormErrors> {
    let mut reading = Reading::new(entries.clone(), &visit.text);
    let label = visit.say("plan-evaluation-reason");
    let reason = reading.optional_text(&field(program, "reason"), &label, LONGEST_TEXT);
    let expected = Version(reading.version());
    reading.finish()?;
    let evaluation = Evaluation {
        year,
        grade: chosen(entries, &field(program, "grade")),
        reason: reason.unwrap_or_default(),
        next_action: chosen(entries, &field(program, "next")),
    };
    Ok((evaluation, expected))
}

/// An evaluation in one text.
pub(crate) fn summary(evaluation: &Evaluation) -> String {
    Content::Evaluation(evaluation.clone()).summary()
}

/// The field of the form that a refusal is about.
pub(crate) fn field_of(program: &Program, refusal: &PlanRefusal) -> Option<String> {
    matches!(refusal, PlanRefusal::NothingEntered).then(|| field(program, "reason"))
}
