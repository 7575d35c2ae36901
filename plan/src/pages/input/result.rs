//! The fields of a year's result, and what is read from them. Entering and correcting share them.

use super::choices::{chosen, list, named};
use crate::acts::{FigureEntry, PlanRefusal, ResultEntry};
use crate::document::{Cell, Measure, Program, Status, Value};
use crate::pages::shown;
use crate::records::{ProgramView, Version, YearFigure, YearResult};
use crate::text;
use crate::validation::LONGEST_CELL;
use calendar::{FiscalYear, YearSpan, YearStyle};
use measure::Quality;
use screen::form::{Choice, Entries, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;

/// The longest note on where a figure comes from.
const LONGEST_SOURCE: usize = 200;

/// The fields of a year's result.
pub(crate) struct ResultFields {
    pub text: Field,
    pub status: Field,
    pub merged_into: Field,
    pub quality: Field,
    pub as_of: Field,
    pub figures: Vec<FigureFields>,
    pub version: Field,
}

/// The fields of one figure.
pub(crate) struct FigureFields {
    pub amount: Field,
    pub source: Field,
}

/// The name of a field: unique on a page that holds the forms of many programs.
pub(crate) fn field(program: &Program, what: &str) -> String {
    format!("{}-{what}", program.key)
}

fn amount_field(program: &Program, measure: &Measure) -> String {
    field(program, &format!("amount-{}", measure.key))
}

fn source_field(program: &Program, measure: &Measure) -> String {
    field(program, &format!("source-{}", measure.key))
}

/// The figure of a year.
pub(crate) fn value(measure: &Measure, year: FiscalYear) -> Option<&Value> {
    measure.values.iter().find(|value| value.year == year)
}

/// Whether the year's figure is counted from records, so that nobody types it.
pub(crate) fn is_computed(measure: &Measure, year: FiscalYear) -> bool {
    value(measure, year).is_some_and(|value| value.computed)
}

/// The fields for a year, filled with what stands there or with what was typed.
pub(crate) fn fields(
    visit: &Visit,
    programs: &[Program],
    view: &ProgramView<'_>,
    year: FiscalYear,
    form: &Form,
) -> ResultFields {
    let t = &visit.text;
    let program = view.program;
    let result = view.result(year);
    let cell = result.cell.as_ref();
    let quality = cell.map_or_else(|| first_quality(visit, year), |cell| cell.quality);
    let name = |what: &str| field(program, what);
    let mut text = form
        .textarea(&name("text"), &t.say("plan-input-text"))
        .rows(2)
        .value(cell.map_or("", |cell| &cell.text));
    if !program.measures.is_empty() {
        text = text.hint(text_hint(visit, program));
    }
    ResultFields {
        text,
        status: form
            .select(
                &name("status"),
                &t.say("plan-input-status"),
                list::<Status>(t, t.say("plan-input-status-none").into_owned()),
            )
            .ticked([named(cell.and_then(|cell| cell.status))])
            .width(Width::Short),
        merged_into: into_field(visit, programs, program, &name("into"), cell, form),
        quality: form
            .select(
                &name("quality"),
                &t.say("plan-input-quality"),
                qualities(visit),
            )
            .ticked([quality_name(quality)])
            .width(Width::Short),
        as_of: form.date(&name("as-of"), &t.say("plan-input-as-of")).day(
            if let Quality::AsOf(day) = quality {
                Some(day)
            } else {
                None
            },
        ),
        figures: program
            .measures
            .iter()
            .filter(|measure| !is_computed(measure, year))
            .map(|measure| figure_fields(visit, program, measure, year, form))
            .collect(),
        version: form.version(
            view.result_mark(year)
                .map_or(Version::NONE, |mark| mark.version)
                .0,
        ),
    }
}

/// A running year's result is one of a day; a past year's is final.
fn first_quality(visit: &Visit, year: FiscalYear) -> Quality {
    if year < visit.fiscal_year() {
        Quality::Final
    } else {
        Quality::AsOf(visit.today())
    }
}

/// How figures are quoted, by the measures at hand: 応募件数は{suggestions.submitted}.
fn text_hint(visit: &Visit, program: &Program) -> String {
    let t = &visit.text;
    let quotes: Vec<String> = program
        .measures
        .iter()
        .map(|measure| {
            t.say2(
                "plan-input-quote",
                "label",
                &*measure.label,
                "key",
                format!("{{{}}}", measure.key),
            )
        })
        .collect();
    t.say1(
        "plan-input-text-hint",
        "quotes",
        quotes.join(&t.say("plan-input-comma")),
    )
}

/// The program that this one was merged into, for 統合.
pub(crate) fn into_field(
    visit: &Visit,
    programs: &[Program],
    program: &Program,
    name: &str,
    cell: Option<&Cell>,
    form: &Form,
) -> Field {
    form.select(
        name,
        &visit.say("plan-input-into"),
        others(visit, programs, program),
    )
    .ticked([cell
        .and_then(|cell| cell.merged_into.as_deref())
        .unwrap_or_default()])
    .width(Width::Middle)
}

/// The other programs.
fn others(visit: &Visit, programs: &[Program], program: &Program) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", visit.say("plan-input-into-none"))];
    let mut seen = vec![program.key.as_str()];
    for other in programs {
        if !seen.contains(&other.key.as_str()) {
            seen.push(&other.key);
            choices.push(Choice::new(
                &other.key,
                format!("{} {}", other.node, other.name),
            ));
        }
    }
    choices
}

const QUALITIES: [&str; 4] = ["final", "scheduled", "forecast", "as-of"];

fn qualities(visit: &Visit) -> Vec<Choice> {
    QUALITIES
        .iter()
        .map(|name| Choice::new(name, visit.say(&format!("plan-quality-{name}"))))
        .collect()
}

fn quality_name(quality: Quality) -> &'static str {
    match quality {
        Quality::Final => QUALITIES[0],
        Quality::Scheduled => QUALITIES[1],
        Quality::Forecast => QUALITIES[2],
        Quality::AsOf(_) => QUALITIES[3],
    }
}

fn figure_fields(
    visit: &Visit,
    program: &Program,
    measure: &Measure,
    year: FiscalYear,
    form: &Form,
) -> FigureFields {
    let t = &visit.text;
    let present = value(measure, year);
    let mut amount = form
        .amount(
            &amount_field(program, measure),
            &measure.label,
            &measure.unit,
        )
        .figure(present.map(|value| value.amount));
    if let Some(target) = measure.targets.iter().find(|target| target.year == year) {
        amount = amount.hint(t.say1(
            "plan-input-target",
            "target",
            shown::target(&target.target, t),
        ));
    }
    let source = present
        .and_then(|value| value.source.as_deref())
        .unwrap_or_default();
    let label = t.say1("plan-input-source", "label", measure.label.as_str());
    FigureFields {
        amount,
        source: form
            .text(&source_field(program, measure), &label)
            .value(source),
    }
}

/// Reads a posted result. The version comes along for the optimistic lock.
pub(crate) fn read(
    visit: &Visit,
    view: &ProgramView<'_>,
    year: FiscalYear,
    entries: &Entries,
) -> Result<ResultEntry, FormErrors> {
    let t = &visit.text;
    let program = view.program;
    let mut reading = Reading::new(entries.clone(), t);
    let name = |what: &str| field(program, what);
    let text = reading.optional_text(&name("text"), &t.say("plan-input-text"), LONGEST_CELL);
    let status: Option<Status> = chosen(entries, &name("status"));
    let quality = read_quality(&mut reading, visit, program);
    let before = view.result(year);
    let figures = program
        .measures
        .iter()
        .filter_map(|measure| {
            read_figure(&mut reading, visit, (program, measure), quality, &before)
        })
        .collect();
    let expected = Version(reading.version());
    reading.finish()?;
    Ok(ResultEntry {
        program: view.record.id,
        year,
        text: text.unwrap_or_default(),
        status,
        // The field is left out of sight unless 統合 is chosen; a choice made before does not count.
        merged_into: entries
            .text(&name("into"))
            .filter(|into| !into.is_empty() && status == Some(Status::Merged)),
        quality,
        figures,
        expected,
    })
}

fn read_quality(reading: &mut Reading<'_>, visit: &Visit, program: &Program) -> Quality {
    match reading
        .entries()
        .text(&field(program, "quality"))
        .as_deref()
    {
        Some("scheduled") => Quality::Scheduled,
        Some("forecast") => Quality::Forecast,
        Some("as-of") => {
            let day = reading.date(&field(program, "as-of"), &visit.say("plan-input-as-of"));
            day.map_or(Quality::Final, Quality::AsOf)
        }
        _ => Quality::Final,
    }
}

/// A figure that was typed; `None` where the form did not ask for it or nothing about it changed, so
/// that it keeps how sure it is.
fn read_figure(
    reading: &mut Reading<'_>,
    visit: &Visit,
    (program, measure): (&Program, &Measure),
    quality: Quality,
    before: &YearResult,
) -> Option<FigureEntry> {
    let t = &visit.text;
    let (amount_name, source_name) = (
        amount_field(program, measure),
        source_field(program, measure),
    );
    reading.entries().text(&amount_name)?;
    let amount = reading.optional_amount(&amount_name, &measure.label);
    let label = t.say1("plan-input-source", "label", measure.label.as_str());
    let source = reading.optional_text(&source_name, &label, LONGEST_SOURCE);
    let old = before
        .figures
        .iter()
        .find(|figure| figure.key == measure.key);
    let old = old.map(|figure| &figure.value);
    let as_before = before.cell.as_ref().map_or(quality, |cell| cell.quality) == quality;
    let same = as_before
        && old.map(|value| value.amount.to_string()) == amount.map(|amount| amount.to_string())
        && old.and_then(|value| value.source.clone()) == source;
    (!same).then(|| FigureEntry {
        key: measure.key.clone(),
        amount,
        quality,
        source,
    })
}

/// What an entry would make of the year, as it would be printed.
pub(crate) fn proposed(
    program: &Program,
    entry: &ResultEntry,
    before: &YearResult,
    style: YearStyle,
) -> String {
    let mut figures = before.figures.clone();
    for figure in &entry.figures {
        figures.retain(|other| other.key != figure.key);
        if let Some(amount) = figure.amount {
            let (year, quality, source) = (entry.year, figure.quality, figure.source.clone());
            let value = Value {
                year,
                amount,
                quality,
                source,
                computed: false,
            };
            figures.push(YearFigure {
                key: figure.key.clone(),
                value,
            });
        }
    }
    let cell = Cell {
        years: YearSpan::of(entry.year),
        text: entry.text.clone(),
        status: entry.status,
        merged_into: entry.merged_into.clone(),
        quality: entry.quality,
    };
    printed(
        program,
        &YearResult {
            cell: Some(cell),
            figures,
        },
        style,
    )
}

/// A result as it is printed, with its status, and with the figures that its text does not quote.
pub(crate) fn printed(program: &Program, result: &YearResult, style: YearStyle) -> String {
    let mut shown = program.clone();
    for measure in &mut shown.measures {
        let years = result.cell.as_ref().map(|cell| cell.years);
        measure
            .values
            .retain(|value| !years.is_some_and(|years| years.contains(value.year)));
        let figure = result
            .figures
            .iter()
            .find(|figure| figure.key == measure.key);
        measure
            .values
            .extend(figure.map(|figure| figure.value.clone()));
    }
    let mut pieces = Vec::new();
    if let Some(cell) = &result.cell {
        let text = text::cell_text(&shown, cell, style);
        pieces.extend(
            cell.status
                .map(text::status_term)
                .filter(|term| *term != text)
                .map(str::to_owned),
        );
        pieces.push(text);
    }
    let quoted = |key: &str| {
        result
            .cell
            .as_ref()
            .is_some_and(|cell| cell.text.contains(&format!("{{{key}")))
    };
    for measure in shown
        .measures
        .iter()
        .filter(|measure| !quoted(&measure.key))
    {
        if let Some(figure) = result
            .figures
            .iter()
            .find(|figure| figure.key == measure.key)
        {
            let amount = screen::kit::amount(figure.value.amount);
            pieces.push(format!("［{}：{amount}{}］", measure.label, measure.unit));
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces.join(" ")
}

/// The field of the form that a refusal is about.
pub(crate) fn field_of(program: &Program, refusal: &PlanRefusal) -> Option<String> {
    match refusal {
        PlanRefusal::NothingEntered
        | PlanRefusal::UnreadableText { .. }
        | PlanRefusal::UnknownMeasure { .. } => Some(field(program, "text")),
        PlanRefusal::MergedIntoNothing => Some(field(program, "into")),
        _ => None,
    }
}
