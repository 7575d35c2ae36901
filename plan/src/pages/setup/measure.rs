//! One measure of a program: what is counted, and what the figure should be in each year.

use super::program::{Place, found, page_of, trail_to};
use super::{Refused, Told, answer, desk, fixed, form_of};
use crate::acts::{self, PlanRefusal};
use crate::document::{Definition, Measure, Program, YearTarget};
use crate::pages::board_view::span_of;
use crate::pages::frame::{self, Opened, Tab, year_label};
use crate::records::Version;
use crate::store;
use access::EditPlanStructure;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::{FiscalYear, YearSpan};
use measure::{Baseline, Comparator, Target};
use screen::form::{Choice, Entries, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, PageError, see_other};
use words::Text;

/// The address of a measure: its program, and its key or `new`.
type MeasurePlace = (String, String, String, String);

/// The fields of one year's target.
struct TargetFields {
    year: String,
    comparator: Field,
    amount: Field,
    baseline_year: Field,
    baseline: Field,
}

/// The fields of one wording of what is counted.
struct DefinitionFields {
    from: Field,
    text: Field,
}

#[derive(Template)]
#[template(path = "setup/measure.html")]
struct MeasurePage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    told: Told,
    action: String,
    back: String,
    remove: Option<String>,
    version: Field,
    fields: Vec<Field>,
    definitions: Vec<DefinitionFields>,
    targets: Vec<TargetFields>,
}

fn program_place(place: &MeasurePlace) -> Place {
    (place.0.clone(), place.1.clone(), place.2.clone())
}

pub(crate) async fn measure(
    may: May<EditPlanStructure>,
    Path(place): Path<MeasurePlace>,
) -> Result<Response, PageError> {
    page(&may, &place, None).await
}

fn measure_of<'a>(
    program: &'a Program,
    place: &MeasurePlace,
) -> Result<Option<&'a Measure>, PageError> {
    if place.3 == "new" {
        return Ok(None);
    }
    let measure = program
        .measures
        .iter()
        .find(|measure| measure.key == place.3);
    measure.map(Some).ok_or(PageError::NotFound)
}

async fn page(
    visit: &Visit,
    place: &MeasurePlace,
    refused: Option<Refused>,
) -> Result<Response, PageError> {
    let opened = frame::open(visit, &place.0).await?;
    let program = program_place(place);
    let view = found(&opened, &program)?;
    if fixed(visit, &opened).is_some() {
        return Ok(see_other(&page_of(&program), None));
    }
    let measure = measure_of(view.program, place)?;
    let head = frame::head(visit, &opened, Tab::Setup);
    let t = &visit.text;
    let failed = refused.is_some();
    let (form, told) = form_of(t, refused);
    let back = page_of(&program);
    let mut trail = trail_to(visit, &opened, &head, view.program);
    trail.push((view.program.name.clone(), back.clone()));
    let title = measure.map_or_else(|| visit.say("plan-setup-add-measure"), |m| m.label.clone());
    let action = format!("{back}/measures/{}", place.3);
    let main = MeasurePage {
        t,
        title: title.clone(),
        trail,
        told,
        remove: measure.map(|_| format!("{action}/remove")),
        action,
        back,
        version: form.version(view.record.mark.version.0),
        fields: fields(t, &form, measure),
        definitions: definitions(visit, &form, &opened, view.program, measure),
        targets: targets(visit, &form, &opened, view.program, measure),
    };
    answer(visit, title, failed, &main)
}

fn fields(t: &Text, form: &Form, measure: Option<&Measure>) -> Vec<Field> {
    let mut fields = vec![
        form.text("label", &t.say("plan-setup-measure-label"))
            .value(measure.map_or("", |measure| &measure.label))
            .required(),
        form.text("unit", &t.say("plan-setup-measure-unit"))
            .hint(t.say("plan-setup-measure-unit-hint"))
            .value(measure.map_or("", |measure| &measure.unit))
            .width(Width::Short)
            .optional(),
    ];
    if measure.is_none() {
        fields.push(
            form.text("key", &t.say("plan-setup-key"))
                .hint(t.say("plan-setup-measure-key-hint"))
                .width(Width::Middle)
                .required(),
        );
    }
    fields
}

/// Those that are there and an empty one.
fn definitions(
    visit: &Visit,
    form: &Form,
    opened: &Opened,
    program: &Program,
    measure: Option<&Measure>,
) -> Vec<DefinitionFields> {
    let t = &visit.text;
    let there: &[Definition] = measure.map_or(&[], |measure| &measure.definitions);
    // A wording may hold from a year before this part of the plan.
    let mut years: Vec<FiscalYear> = there.iter().map(|definition| definition.from).collect();
    years.extend(span_of(&opened.loaded.document, program.part).years());
    years.sort_unstable();
    years.dedup();
    let choices: Vec<Choice> = years
        .iter()
        .map(|year| Choice::new(year, year_label(*year, opened.style, visit)))
        .collect();
    let first = span_of(&opened.loaded.document, program.part).from;
    let one = |number: usize| {
        let definition = there.get(number);
        DefinitionFields {
            from: form
                .select(
                    &format!("from{number}"),
                    &t.say("plan-setup-definition-from"),
                    choices.clone(),
                )
                .ticked([definition
                    .map_or(first, |definition| definition.from)
                    .to_string()])
                .width(Width::Middle),
            text: form
                .textarea(
                    &format!("definition{number}"),
                    &t.say("plan-setup-definition"),
                )
                .value(definition.map_or("", |definition| &definition.text))
                .rows(2)
                .optional(),
        }
    };
    (0..=there.len()).map(one).collect()
}

fn comparators(t: &Text) -> Vec<Choice> {
    vec![
        Choice::new("", t.say("plan-setup-no-target")),
        Choice::new(
            store::name(Comparator::AtLeast),
            t.say("plan-setup-at-least"),
        ),
        Choice::new(store::name(Comparator::AtMost), t.say("plan-setup-at-most")),
        Choice::new(store::name(Comparator::Equal), t.say("plan-setup-equal")),
    ]
}

fn targets(
    visit: &Visit,
    form: &Form,
    opened: &Opened,
    program: &Program,
    measure: Option<&Measure>,
) -> Vec<TargetFields> {
    let t = &visit.text;
    let unit = measure.map_or("", |measure| &measure.unit);
    let span = span_of(&opened.loaded.document, program.part);
    let target_of = |year| {
        let targets = measure.map_or(&[][..], |measure| &measure.targets);
        targets.iter().find(|target| target.year == year)
    };
    span.years()
        .map(|year| {
            let target = target_of(year).map(|target: &YearTarget| target.target);
            let baseline = target.and_then(|target| target.baseline);
            let label = year_label(year, opened.style, visit);
            let named = |key: &str| t.say(key);
            TargetFields {
                comparator: form
                    .select(
                        &format!("how{year}"),
                        &named("plan-setup-comparator"),
                        comparators(t),
                    )
                    .ticked([target.map_or("", |target| store::name(target.comparator))])
                    .small(),
                amount: form
                    .amount(&format!("amount{year}"), &named("plan-setup-amount"), unit)
                    .figure(target.map(|target| target.amount))
                    .small(),
                baseline_year: form
                    .text(
                        &format!("base_year{year}"),
                        &named("plan-setup-baseline-year"),
                    )
                    .value(baseline.map_or_else(String::new, |baseline| baseline.year.to_string()))
                    .input_mode("numeric")
                    .width(Width::Narrow)
                    .small(),
                baseline: form
                    .amount(&format!("base{year}"), &named("plan-setup-baseline"), unit)
                    .figure(baseline.and_then(|baseline| baseline.amount))
                    .small(),
                year: label,
            }
        })
        .collect()
}

/// What was read from the form.
struct Entered {
    measure: Measure,
    expected: Version,
}

pub(crate) async fn save(
    may: May<EditPlanStructure>,
    Path(place): Path<MeasurePlace>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let program = program_place(&place);
    let opened = frame::open(&may, &place.0).await?;
    let view = found(&opened, &program)?;
    let old = measure_of(view.program, &place)?;
    let span = span_of(&opened.loaded.document, view.program.part);
    let entered = match read(&may.text, entries.clone(), view.program, old, span) {
        Ok(entered) => entered,
        Err(errors) => return page(&may, &place, Some(Refused::by_reading(errors))).await,
    };
    let Entered { measure, expected } = entered;
    let id = view.record.id;
    match acts::write_measure(desk(&may), &may.allowed, &place.0, id, measure, expected).await {
        Ok(_) => Ok(see_other(
            &page_of(&program),
            Some(Notice::new("plan-setup-saved")),
        )),
        Err(error) => {
            let field = |refusal: &PlanRefusal| match refusal {
                PlanRefusal::NameMissing => "label",
                PlanRefusal::UnusableKey { .. } => "key",
                _ => "",
            };
            let refused = Refused::by_act(&may.text, entries, error, field)?;
            page(&may, &place, Some(refused)).await
        }
    }
}

fn read(
    t: &Text,
    entries: Entries,
    program: &Program,
    old: Option<&Measure>,
    span: YearSpan,
) -> Result<Entered, FormErrors> {
    let mut reading = Reading::new(entries, t);
    let label = reading.text("label", &t.say("plan-setup-measure-label"), 200);
    let unit = reading.optional_text("unit", &t.say("plan-setup-measure-unit"), 20);
    let key = match old {
        Some(old) => old.key.clone(),
        None => new_key(&mut reading, t, program),
    };
    let definitions = read_definitions(&mut reading, t);
    let targets = span
        .years()
        .filter_map(|year| {
            let target = read_target(&mut reading, t, year)?;
            Some(YearTarget { year, target })
        })
        .collect();
    let expected = Version(reading.version());
    reading.finish()?;
    let measure = Measure {
        key,
        label,
        unit: unit.unwrap_or_default(),
        definitions,
        targets,
        values: Vec::new(),
    };
    Ok(Entered { measure, expected })
}

/// The key of a new measure; one that is taken would silently change the other.
fn new_key(reading: &mut Reading<'_>, t: &Text, program: &Program) -> String {
    let key = reading.text("key", &t.say("plan-setup-key"), 80);
    if program.measures.iter().any(|measure| measure.key == key) {
        reading.refuse("key", t.say1("plan-setup-key-taken", "key", key.as_str()));
    }
    key
}

fn read_definitions(reading: &mut Reading<'_>, t: &Text) -> Vec<Definition> {
    let mut definitions: Vec<Definition> = Vec::new();
    for number in 0.. {
        let (from, field) = (format!("from{number}"), format!("definition{number}"));
        let Some(year) = reading
            .entries()
            .text(&from)
            .and_then(|year| year.parse().ok())
        else {
            break;
        };
        let label = t.say("plan-setup-definition");
        if let Some(text) = reading.optional_text(&field, &label, 2_000) {
            if definitions
                .iter()
                .any(|other| other.from == FiscalYear(year))
            {
                reading.refuse(&from, t.say("plan-setup-definition-twice"));
            }
            definitions.push(Definition {
                from: FiscalYear(year),
                text,
            });
        }
    }
    definitions.sort_by_key(|definition| definition.from);
    definitions
}

fn read_target(reading: &mut Reading<'_>, t: &Text, year: FiscalYear) -> Option<Target> {
    let how = reading
        .entries()
        .text(&format!("how{year}"))
        .unwrap_or_default();
    let all = [Comparator::AtLeast, Comparator::AtMost, Comparator::Equal];
    let comparator = all.into_iter().find(|each| store::name(*each) == how);
    let amount_field = format!("amount{year}");
    let Some(comparator) = comparator else {
        if reading
            .entries()
            .text(&amount_field)
            .is_some_and(|text| !text.is_empty())
        {
            reading.refuse(
                &format!("how{year}"),
                t.say("plan-setup-comparator-missing"),
            );
        }
        return None;
    };
    let amount = reading.amount(&amount_field, &t.say("plan-setup-amount"));
    let (year_field, base_field) = (format!("base_year{year}"), format!("base{year}"));
    let base = reading.optional_amount(&base_field, &t.say("plan-setup-baseline"));
    let given = reading
        .entries()
        .text(&year_field)
        .is_some_and(|text| !text.is_empty());
    let base_year = if given {
        reading.whole(&year_field, &t.say("plan-setup-baseline-year"), 1950, 2200)
    } else {
        None
    };
    if base.is_some() && !given {
        reading.refuse(&year_field, t.say("plan-setup-baseline-year-missing"));
    }
    let base_year = base_year
        .and_then(|year| i16::try_from(year).ok())
        .map(FiscalYear);
    let baseline = base_year.map(|year| Baseline { year, amount: base });
    Some(Target {
        comparator,
        amount: amount?,
        baseline,
    })
}
