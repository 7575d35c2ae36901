//! What stands on the cover, and the introduction.

use super::{Refused, Told, answer, desk, fixed, form_of, trail};
use crate::acts::{self, CoverEntry, PlanRefusal};
use crate::document::{Policy, Section};
use crate::pages::frame::{self, Opened, Tab, year_label};
use crate::records::Version;
use crate::store;
use access::EditPlanStructure;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::{FiscalYear, YearStyle};
use screen::form::{Choice, Entries, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, PageError, date_text, see_other};
use words::Text;

/// How many empty sections the form offers below those that are there.
const SPARE: usize = 2;
/// The longest paragraph a form takes.
const LONGEST: usize = 20_000;

/// The fields of one section of the introduction.
struct SectionFields {
    number: usize,
    heading: Field,
    text: Field,
}

#[derive(Template)]
#[template(path = "setup/cover.html")]
struct CoverPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    fixed: Option<String>,
    told: Told,
    facts: Vec<(String, String)>,
    introduction: &'a [Section],
    version: Field,
    fields: Vec<Field>,
    sections: Vec<SectionFields>,
}

/// The cover as facts.
pub(super) fn facts(visit: &Visit, opened: &Opened) -> Vec<(String, String)> {
    let t = &visit.text;
    let document = &opened.loaded.document;
    let fact = |key: &str, value: String| {
        (
            t.say(key).into_owned(),
            if value.is_empty() {
                "―".to_owned()
            } else {
                value
            },
        )
    };
    let day = document
        .adopted
        .map(|day| date_text::plain_day(day, t.language()));
    let policy = document.policy.as_ref().map(|policy| policy.name.clone());
    vec![
        fact("plan-setup-state", visit.say(opened.loaded.state.label())),
        fact("plan-setup-title", document.title.clone()),
        fact("plan-setup-municipality", document.municipality.clone()),
        fact("plan-setup-publisher", document.publisher.clone()),
        fact("plan-setup-adopted", day.unwrap_or_default()),
        fact("plan-setup-policy", policy.unwrap_or_default()),
        fact("plan-setup-legal", document.legal_bases.join("、")),
        fact(
            "plan-setup-introduction",
            document
                .introduction
                .iter()
                .map(|s| s.heading.as_str())
                .collect::<Vec<_>>()
                .join("、"),
        ),
    ]
}

pub(crate) async fn cover(
    may: May<EditPlanStructure>,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    page(&may, &code, None).await
}

async fn page(visit: &Visit, code: &str, refused: Option<Refused>) -> Result<Response, PageError> {
    let opened = frame::open(visit, code).await?;
    let head = frame::head(visit, &opened, Tab::Setup);
    let t = &visit.text;
    let failed = refused.is_some();
    let (form, told) = form_of(t, refused);
    let title = visit.say("plan-setup-cover");
    let main = CoverPage {
        t,
        title: title.clone(),
        trail: trail(visit, &head),
        fixed: fixed(visit, &opened),
        told,
        facts: facts(visit, &opened),
        introduction: &opened.loaded.document.introduction,
        version: form.version(opened.loaded.cover.0),
        fields: fields(visit, &form, &opened),
        sections: sections(t, &form, &opened.loaded.document.introduction),
    };
    answer(visit, title, failed, &main)
}

fn fields(visit: &Visit, form: &Form, opened: &Opened) -> Vec<Field> {
    let t = &visit.text;
    let document = &opened.loaded.document;
    let policy = document.policy.as_ref();
    let text = |name: &str, key: &str, value: &str| form.text(name, &t.say(key)).value(value);
    let month = |name: &str, key: &str, value: Option<&String>| {
        text(name, key, value.map_or("", String::as_str))
            .hint(t.say("plan-setup-month-hint"))
            .width(Width::Short)
            .optional()
    };
    let years = std::iter::once(Choice::new("", t.say("plan-setup-none")))
        .chain(
            document
                .plan_years
                .years()
                .map(|year| Choice::new(year, year_label(year, opened.style, visit))),
        )
        .collect();
    vec![
        text("title", "plan-setup-title", &document.title).required(),
        text(
            "municipality",
            "plan-setup-municipality",
            &document.municipality,
        )
        .required(),
        text("publisher", "plan-setup-publisher", &document.publisher).optional(),
        form.date("adopted", &t.say("plan-setup-adopted"))
            .day(document.adopted)
            .optional(),
        text(
            "policy",
            "plan-setup-policy",
            policy.map_or("", |policy| &policy.name),
        )
        .optional(),
        month(
            "policy_adopted",
            "plan-setup-policy-adopted",
            policy.and_then(|p| p.adopted.as_ref()),
        ),
        month(
            "policy_revised",
            "plan-setup-policy-revised",
            policy.and_then(|p| p.revised.as_ref()),
        ),
        form.textarea("legal", &t.say("plan-setup-legal"))
            .hint(t.say("plan-setup-legal-hint"))
            .value(document.legal_bases.join("\n"))
            .optional(),
        form.select(
            "year_style",
            &t.say("plan-setup-year-style"),
            styles(opened),
        )
        .ticked([store::name(document.year_style)])
        .width(Width::Middle),
        form.select("mid_term", &t.say("plan-setup-mid-term"), years)
            .ticked([document
                .mid_term_review
                .map_or_else(String::new, |year| year.to_string())])
            .width(Width::Middle),
    ]
}

/// Each style with the plan's first year written in it.
fn styles(opened: &Opened) -> Vec<Choice> {
    let years = opened
        .loaded
        .document
        .review_years
        .unwrap_or(opened.loaded.document.plan_years);
    YearStyle::ALL
        .map(|style| Choice::new(store::name(style), years.label(style)))
        .to_vec()
}

fn sections(t: &Text, form: &Form, introduction: &[Section]) -> Vec<SectionFields> {
    let fields = |number: usize| {
        let section = introduction.get(number - 1);
        SectionFields {
            number,
            heading: form
                .text(&format!("heading{number}"), &t.say("plan-setup-heading"))
                .value(section.map_or("", |section| &section.heading)),
            text: form
                .textarea(&format!("text{number}"), &t.say("plan-setup-text"))
                .value(section.map_or("", |section| &section.text))
                .rows(8),
        }
    };
    (1..=introduction.len() + SPARE).map(fields).collect()
}

pub(crate) async fn save(
    may: May<EditPlanStructure>,
    Path(code): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let entry = match read(&may.text, entries.clone()) {
        Ok(entry) => entry,
        Err(errors) => return page(&may, &code, Some(Refused::by_reading(errors))).await,
    };
    match acts::edit_cover(desk(&may), &may.allowed, &code, entry).await {
        Ok(_) => Ok(see_other(
            &format!("/plan/{code}/setup"),
            Some(Notice::new("plan-setup-saved")),
        )),
        Err(error) => {
            let refused = Refused::by_act(&may.text, entries, error, field_of)?;
            page(&may, &code, Some(refused)).await
        }
    }
}

fn field_of(refusal: &PlanRefusal) -> &'static str {
    match refusal {
        PlanRefusal::NameMissing => "title",
        PlanRefusal::YearOutside { .. } => "mid_term",
        _ => "",
    }
}

fn read(t: &Text, entries: Entries) -> Result<CoverEntry, FormErrors> {
    let introduction = read_sections(&entries);
    let mut reading = Reading::new(entries, t);
    let title = reading.text("title", &t.say("plan-setup-title"), 200);
    let municipality = reading.text("municipality", &t.say("plan-setup-municipality"), 100);
    let publisher = reading.optional_text("publisher", &t.say("plan-setup-publisher"), 200);
    let adopted = reading.optional_date("adopted", &t.say("plan-setup-adopted"));
    let name = reading.optional_text("policy", &t.say("plan-setup-policy"), 200);
    let policy_adopted = month(&mut reading, t, "policy_adopted");
    let policy_revised = month(&mut reading, t, "policy_revised");
    let legal = reading.optional_text("legal", &t.say("plan-setup-legal"), LONGEST);
    let offered = YearStyle::ALL.map(|style| (store::name(style), style));
    let style = reading.one_of("year_style", &t.say("plan-setup-year-style"), &offered);
    let mid_term = reading
        .entries()
        .text("mid_term")
        .and_then(|year| year.parse().ok());
    let expected = Version(reading.version());
    let line = |text: &str| text.trim().to_owned();
    reading.finish()?;
    Ok(CoverEntry {
        title,
        municipality,
        publisher: publisher.unwrap_or_default(),
        adopted,
        policy: name.map(|name| Policy {
            name,
            adopted: policy_adopted,
            revised: policy_revised,
        }),
        legal_bases: legal.unwrap_or_default().lines().map(line).collect(),
        mid_term_review: mid_term.map(FiscalYear),
        year_style: style.unwrap_or_default(),
        introduction,
        expected,
    })
}

/// A month as the cover prints it: `2011-04`.
fn month(reading: &mut Reading<'_>, t: &Text, name: &str) -> Option<String> {
    let text = reading
        .entries()
        .text(name)
        .filter(|text| !text.is_empty())?;
    let figures =
        |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let read = text.split_once('-').is_some_and(|(year, month)| {
        figures(year, 4) && figures(month, 2) && ("01"..="12").contains(&month)
    });
    if !read {
        reading.refuse(name, t.say1("plan-problem-month", "found", text.as_str()));
    }
    Some(text)
}

fn read_sections(entries: &Entries) -> Vec<Section> {
    let section = |number: usize| {
        let heading = entries.text(&format!("heading{number}"))?;
        let text = entries.text(&format!("text{number}")).unwrap_or_default();
        Some(Section { heading, text })
    };
    (1..).map_while(section).collect()
}
