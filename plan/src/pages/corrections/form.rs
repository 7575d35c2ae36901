//! The fields of a correction, and what is read from them.

use super::target::{ProgramText, Spot, node_text, plan_years};
use crate::acts::{Correcting, PlanCellEntry, PlanRefusal};
use crate::document::{Cell, Program, Status};
use crate::pages::frame::Opened;
use crate::pages::input::choices::{chosen, list, named};
use crate::pages::input::evaluation::{self, EvaluationFields};
use crate::pages::input::result::{self, ResultFields};
use crate::records::{Content, ProgramView, Version};
use crate::rules::cells;
use crate::validation::{LONGEST_CELL, LONGEST_NAME, LONGEST_TEXT};
use calendar::{FiscalYear, YearStyle};
use measure::Quality;
use screen::form::{Entries, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;

/// The fields of a correction, by what is corrected.
pub(super) enum Fields {
    Result(Box<ResultFields>),
    Evaluation(Box<EvaluationFields>),
    Plain(Vec<Field>),
}

/// The fields, filled with what stands there or with what was typed.
pub(super) fn fields(visit: &Visit, opened: &Opened, spot: &Spot<'_>, form: &Form) -> Fields {
    let programs = &opened.loaded.document.programs;
    match *spot {
        Spot::Program(view, ProgramText::Actual(year)) => {
            Fields::Result(Box::new(result::fields(visit, programs, &view, year, form)))
        }
        Spot::Program(view, ProgramText::Evaluation(year)) => {
            let thresholds = opened.viewpoint.thresholds;
            Fields::Evaluation(Box::new(evaluation::fields(
                visit, &view, year, thresholds, form,
            )))
        }
        Spot::Program(view, ProgramText::Plan(year)) => {
            Fields::Plain(plan_fields(visit, programs, &view, year, form))
        }
        Spot::Program(view, ProgramText::Heading) => {
            Fields::Plain(heading_fields(visit, &view, form))
        }
        Spot::Node(node, record, field) => Fields::Plain(vec![
            form.textarea("text", &visit.say("plan-correction-after"))
                .rows(5)
                .value(node_text(node, field)),
            form.version(record.mark.version.0),
        ]),
    }
}

fn plan_fields(
    visit: &Visit,
    programs: &[Program],
    view: &ProgramView<'_>,
    year: FiscalYear,
    form: &Form,
) -> Vec<Field> {
    let t = &visit.text;
    let cell = cells::under(&view.program.plan, year);
    let mark = view.plan_mark(plan_years(view, year).from);
    let none = visit.say("plan-input-status-none");
    vec![
        form.textarea("text", &visit.say("plan-correction-after"))
            .rows(3)
            .value(cell.map_or("", |cell| &cell.text)),
        form.select(
            "status",
            &visit.say("plan-input-status"),
            list::<Status>(t, none),
        )
        .ticked([named(cell.and_then(|cell| cell.status))])
        .width(Width::Short),
        result::into_field(visit, programs, view.program, "into", cell, form),
        form.version(mark.map_or(Version::NONE, |mark| mark.version).0),
    ]
}

fn heading_fields(visit: &Visit, view: &ProgramView<'_>, form: &Form) -> Vec<Field> {
    let program = view.program;
    vec![
        form.text("name", &visit.say("plan-field-name"))
            .value(&program.name)
            .required(),
        form.text("owner", &visit.say("plan-field-owner"))
            .value(program.owner.as_deref().unwrap_or_default())
            .width(Width::Middle),
        form.version(view.record.mark.version.0),
    ]
}

/// Reads a posted correction: what is to be written, and the same in one text.
pub(super) fn read(
    visit: &Visit,
    spot: &Spot<'_>,
    entries: &Entries,
    style: YearStyle,
) -> Result<(Correcting, String), FormErrors> {
    match *spot {
        Spot::Program(view, ProgramText::Actual(year)) => {
            let entry = result::read(visit, &view, year, entries)?;
            let yours = result::proposed(view.program, &entry, &view.result(year), style);
            Ok((Correcting::Result(entry), yours))
        }
        Spot::Program(view, ProgramText::Evaluation(year)) => {
            let (evaluation, expected) = evaluation::read(visit, view.program, year, entries)?;
            let yours = evaluation::summary(&evaluation);
            let program = view.record.id;
            Ok((
                Correcting::Evaluation {
                    program,
                    evaluation,
                    expected,
                },
                yours,
            ))
        }
        Spot::Program(view, ProgramText::Plan(year)) => read_plan(visit, &view, year, entries),
        Spot::Program(view, ProgramText::Heading) => read_heading(visit, &view, entries),
        Spot::Node(_, record, field) => {
            let mut reading = Reading::new(entries.clone(), &visit.text);
            let label = visit.say("plan-correction-after");
            let text = reading
                .optional_text("text", &label, LONGEST_TEXT)
                .unwrap_or_default();
            let expected = Version(reading.version());
            reading.finish()?;
            let yours = text.clone();
            Ok((
                Correcting::Node {
                    node: record.id,
                    field,
                    text,
                    expected,
                },
                yours,
            ))
        }
    }
}

fn read_plan(
    visit: &Visit,
    view: &ProgramView<'_>,
    year: FiscalYear,
    entries: &Entries,
) -> Result<(Correcting, String), FormErrors> {
    let mut reading = Reading::new(entries.clone(), &visit.text);
    let text = reading.optional_text("text", &visit.say("plan-correction-after"), LONGEST_CELL);
    let expected = Version(reading.version());
    reading.finish()?;
    let years = plan_years(view, year);
    let old = cells::under(&view.program.plan, year);
    let status: Option<Status> = chosen(entries, "status");
    let cell = Cell {
        years,
        text: text.unwrap_or_default(),
        status,
        merged_into: entries
            .text("into")
            .filter(|into| !into.is_empty() && status == Some(Status::Merged)),
        quality: old.map_or(Quality::Final, |old| old.quality),
    };
    let says = !cell.text.is_empty() || cell.status.is_some();
    let yours = Content::PlanCell(cell.clone()).summary();
    let cell = says.then_some(cell);
    let program = view.record.id;
    Ok((
        Correcting::PlanCell(PlanCellEntry {
            program,
            years,
            cell,
            expected,
        }),
        yours,
    ))
}

fn read_heading(
    visit: &Visit,
    view: &ProgramView<'_>,
    entries: &Entries,
) -> Result<(Correcting, String), FormErrors> {
    let mut reading = Reading::new(entries.clone(), &visit.text);
    let name = reading.text("name", &visit.say("plan-field-name"), LONGEST_NAME);
    let owner = reading.optional_text("owner", &visit.say("plan-field-owner"), LONGEST_NAME);
    let expected = Version(reading.version());
    reading.finish()?;
    let yours = Content::Heading {
        name: name.clone(),
        owner: owner.clone(),
    }
    .summary();
    Ok((
        Correcting::Heading {
            program: view.record.id,
            name,
            owner,
            expected,
        },
        yours,
    ))
}

/// The field of the form that a refusal is about.
pub(super) fn field_of(spot: &Spot<'_>, refusal: &PlanRefusal) -> Option<String> {
    if matches!(refusal, PlanRefusal::ReasonMissing) {
        return Some("reason".to_owned());
    }
    match *spot {
        Spot::Program(view, ProgramText::Actual(_)) => result::field_of(view.program, refusal),
        Spot::Program(view, ProgramText::Evaluation(_)) => {
            evaluation::field_of(view.program, refusal)
        }
        Spot::Program(_, ProgramText::Heading) => {
            matches!(refusal, PlanRefusal::NameMissing).then(|| "name".to_owned())
        }
        Spot::Program(_, ProgramText::Plan(_)) | Spot::Node(..) => match refusal {
            PlanRefusal::MergedIntoNothing => Some("into".to_owned()),
            PlanRefusal::NothingEntered
            | PlanRefusal::NameMissing
            | PlanRefusal::UnreadableText { .. }
            | PlanRefusal::UnknownMeasure { .. } => Some("text".to_owned()),
            _ => None,
        },
    }
}
