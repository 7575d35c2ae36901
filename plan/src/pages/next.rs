//! The next plan drafted from this one: what it is to be called, and what would be carried over.

use super::frame::{self, Opened, Tab, span_label, year_label};
use super::setup::{Refused, Told, answer, desk, form_of, node_title, trail};
use crate::acts::{self, PlanRefusal};
use crate::document::{Cell, Part, PlanDocument, Program};
use crate::records::ends_program;
use crate::rules::{NextPlan, draft_next};
use crate::text::{next_action_term, status_term, years_label};
use crate::validation;
use access::EditPlanStructure;
use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use calendar::{FiscalYear, YearSpan, YearStyle};
use screen::form::{Choice, Entries, Field, Form, FormErrors, Width};
use screen::visit::Visit;
use screen::{May, Notice, PageError, see_other};
use words::Text;

/// How long a plan may be made here.
const LONGEST: i16 = 10;
/// How many years behind the end of this plan the next may begin.
const LATEST: i16 = 3;

/// What becomes of a program.
struct Line {
    name: String,
    owner: String,
    word: String,
    tone: &'static str,
    /// What its cell in the next plan says, or into which program it goes over.
    content: String,
    reason: String,
}

/// The programs of one node.
struct Group {
    title: String,
    lines: Vec<Line>,
}

/// The fields of the form.
struct Fields {
    title: Field,
    code: Field,
    first: Field,
    length: Field,
    review_from: Field,
    review_to: Field,
    texts: Field,
}

#[derive(Template)]
#[template(path = "next/draft.html")]
struct NextPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    told: Told,
    action: String,
    fields: Fields,
    facts: Vec<(String, String)>,
    groups: Vec<Group>,
}

pub(crate) async fn preview(
    may: May<EditPlanStructure>,
    Path(code): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let entries = Entries::parse(query.unwrap_or_default().as_bytes());
    let opened = frame::open(&may, &code).await?;
    let next = wished(&entries, &opened.loaded.document);
    page(&may, &opened, &next, None)
}

/// The next plan as it was asked for; what was not said is taken from this plan.
fn wished(entries: &Entries, document: &PlanDocument) -> NextPlan {
    let given = |name: &str| entries.text(name).filter(|text| !text.is_empty());
    let year = |name: &str| given(name).and_then(|text| text.parse().ok());
    let years = document.plan_years;
    let first: i16 = year("first").unwrap_or(years.to.next().0);
    let usual = i16::try_from(years.len()).unwrap_or(LONGEST);
    let length: i16 = year("length").unwrap_or(usual).clamp(1, LONGEST);
    let from = FiscalYear(first);
    let to = FiscalYear(first.saturating_add(length - 1));
    let review = year("review_from").zip(year("review_to"));
    NextPlan {
        code: given("code").unwrap_or_else(|| next_code(document, from)),
        title: given("title").unwrap_or_else(|| document.title.clone()),
        years: YearSpan::new(from, to).unwrap_or(YearSpan::of(from)),
        review: review.and_then(|(from, to)| YearSpan::new(FiscalYear(from), FiscalYear(to))),
        carry_texts: entries.text("first").is_none() || entries.ticked("texts"),
    }
}

/// `midorino-2025` becomes `midorino-2028`.
fn next_code(document: &PlanDocument, first: FiscalYear) -> String {
    let is_year = |end: &str| end.len() == 4 && end.bytes().all(|b| b.is_ascii_digit());
    match document.code.rsplit_once('-') {
        Some((name, year)) if is_year(year) => format!("{name}-{first}"),
        _ => format!("{}-{first}", document.code),
    }
}

fn page(
    visit: &Visit,
    opened: &Opened,
    next: &NextPlan,
    refused: Option<Refused>,
) -> Result<Response, PageError> {
    let head = frame::head(visit, opened, Tab::Setup);
    let t = &visit.text;
    let failed = refused.is_some();
    let (form, told) = form_of(t, refused);
    let draft = draft_next(&opened.loaded.document, next);
    let groups = groups(visit, opened, &draft);
    let title = visit.say("plan-next");
    let main = NextPage {
        t,
        title: title.clone(),
        trail: trail(visit, &head),
        told,
        action: format!("{}/next", head.here),
        fields: fields(visit, &form, opened, next),
        facts: facts(t, opened.style, &draft, &groups),
        groups,
    };
    answer(visit, title, failed, &main)
}

fn fields(visit: &Visit, form: &Form, opened: &Opened, next: &NextPlan) -> Fields {
    let t = &visit.text;
    let years = opened.loaded.document.plan_years;
    let choice = |year: FiscalYear| Choice::new(year, year_label(year, opened.style, visit));
    let first = (years.from.0 + 1..=years.to.0 + LATEST).map(|year| choice(FiscalYear(year)));
    let lengths =
        (1..=LONGEST).map(|n| Choice::new(n, t.say1("plan-next-n-years", "n", n.to_string())));
    let own = || years.years().map(choice).collect();
    let reviewed = next.review.unwrap_or(years);
    let texts = form
        .tick("texts", &t.say("plan-next-texts"))
        .hint(t.say("plan-next-texts-hint"));
    Fields {
        title: form
            .text("title", &t.say("plan-setup-title"))
            .value(&next.title)
            .required(),
        code: form
            .text("code", &t.say("plan-import-code"))
            .hint(t.say("plan-next-code-hint"))
            .value(&next.code)
            .width(Width::Middle)
            .required(),
        first: form
            .select("first", &t.say("plan-next-first"), first.collect())
            .ticked([next.years.from.to_string()]),
        length: form
            .select("length", &t.say("plan-next-length"), lengths.collect())
            .ticked([next.years.len().to_string()]),
        review_from: form
            .select("review_from", &t.say("plan-next-review-from"), own())
            .ticked([reviewed.from.to_string()]),
        review_to: form
            .select("review_to", &t.say("plan-next-review-to"), own())
            .ticked([reviewed.to.to_string()]),
        texts: if next.carry_texts {
            texts.ticked(["1"])
        } else {
            texts
        },
    }
}

fn facts(
    t: &Text,
    style: YearStyle,
    draft: &PlanDocument,
    groups: &[Group],
) -> Vec<(String, String)> {
    let lines = || groups.iter().flat_map(|group| &group.lines);
    let span = |years| span_label(years, style, t.language());
    let carried = draft
        .programs
        .iter()
        .filter(|program| program.part == Part::Plan)
        .count();
    let all = lines().count();
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    vec![
        fact("plan-program-years", span(draft.plan_years)),
        fact(
            "plan-import-review",
            draft.review_years.map_or_else(|| "―".to_owned(), span),
        ),
        fact("plan-next-carried", carried.to_string()),
        fact("plan-next-ended", all.saturating_sub(carried).to_string()),
    ]
}

fn groups(visit: &Visit, opened: &Opened, draft: &PlanDocument) -> Vec<Group> {
    let document = &opened.loaded.document;
    document
        .nodes
        .iter()
        .map(|node| Group {
            title: node_title(opened, node, Part::Plan),
            lines: document
                .programs
                .iter()
                .filter(|program| program.part == Part::Plan && program.node == node.path)
                .map(|program| line(visit, opened.style, program, draft))
                .collect(),
        })
        .filter(|group| !group.lines.is_empty())
        .collect()
}

fn line(visit: &Visit, style: YearStyle, program: &Program, draft: &PlanDocument) -> Line {
    let t = &visit.text;
    let planned = || {
        draft
            .programs
            .iter()
            .filter(|other| other.part == Part::Plan)
    };
    let carried = planned().find(|other| other.key == program.key);
    let into = planned().find(|other| other.origins.iter().any(|origin| origin.key == program.key));
    let (word, tone, content) = match (carried, into) {
        (Some(carried), _) => {
            let content = carried
                .plan
                .first()
                .map(|cell| cell.text.clone())
                .unwrap_or_default();
            ("plan-next-carried", "key", content)
        }
        (None, Some(into)) => {
            let content = t.say1("plan-next-into", "name", into.name.as_str());
            ("plan-next-merged", "warn", content)
        }
        (None, None) => ("plan-next-ended", "warn", String::new()),
    };
    Line {
        name: program.name.clone(),
        owner: program.owner.clone().unwrap_or_default(),
        word: visit.say(word),
        tone,
        content,
        reason: reason(t, style, program),
    }
}

/// What decided about a program, in the order in which the draft asks.
fn reason(t: &Text, style: YearStyle, program: &Program) -> String {
    let last = |line: &'_ [Cell]| line.iter().max_by_key(|cell| cell.years.to).cloned();
    let ending = |line: &[Cell]| last(line).filter(|cell| ends_program(cell.status));
    let told = |key: &str, cell: &Cell| {
        let status = cell.status.map(status_term).unwrap_or_default();
        t.say2(
            key,
            "years",
            years_label(cell.years, style),
            "status",
            status,
        )
    };
    if let Some(cell) = ending(&program.actual) {
        return told("plan-next-because-actual", &cell);
    }
    let judged = program
        .evaluations
        .iter()
        .filter(|each| each.next_action.is_some());
    if let Some((each, action)) = judged
        .max_by_key(|each| each.year)
        .and_then(|each| Some((each, each.next_action?)))
    {
        let years = YearSpan::of(each.year).label(style);
        let key = "plan-next-because-evaluation";
        return t.say2(key, "years", years, "action", next_action_term(action));
    }
    match ending(&program.plan).filter(|_| program.actual.is_empty()) {
        Some(cell) => told("plan-next-because-plan", &cell),
        None => t.say("plan-next-because-nothing").into_owned(),
    }
}

pub(crate) async fn create(
    may: May<EditPlanStructure>,
    Path(code): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let opened = frame::open(&may, &code).await?;
    let mut next = wished(&entries, &opened.loaded.document);
    // Here an empty field was emptied on purpose.
    next.code = entries.text("code").unwrap_or_default();
    next.title = entries.text("title").unwrap_or_default();
    if let Some(errors) = unsound(&may.text, &entries, &opened, &next) {
        return page(&may, &opened, &next, Some(Refused::by_reading(errors)));
    }
    match acts::create_next(desk(&may), &may.allowed, &code, &next).await {
        Ok(_) => {
            let notice = Notice::new("plan-next-created").with("title", &next.title);
            Ok(see_other(
                &format!("/plan/{}/setup", next.code),
                Some(notice),
            ))
        }
        Err(error) => {
            let refused = Refused::by_act(&may.text, entries, error, field_of)?;
            page(&may, &opened, &next, Some(refused))
        }
    }
}

/// What the format of a plan does not allow, before the draft is made.
fn unsound(t: &Text, entries: &Entries, opened: &Opened, next: &NextPlan) -> Option<FormErrors> {
    let mut errors = FormErrors::new(entries.clone());
    for (name, text, key) in [
        ("title", &next.title, "plan-setup-title"),
        ("code", &next.code, "plan-import-code"),
    ] {
        if text.is_empty() {
            errors.add(
                name,
                t.say1("screen-form-blank", "field", t.say(key).into_owned()),
            );
        }
    }
    if next.years.from > opened.loaded.document.plan_years.from {
        for problem in validation::check(&draft_next(&opened.loaded.document, next)) {
            let field = match problem.key {
                "plan-problem-code" | "plan-problem-own-previous" => "code",
                "plan-problem-too-many-years" => "length",
                _ => "title",
            };
            errors.add(field, problem.sentence(t));
        }
    }
    (!errors.is_empty()).then_some(errors)
}

fn field_of(refusal: &PlanRefusal) -> &'static str {
    match refusal {
        PlanRefusal::CodeTaken { .. } | PlanRefusal::UnusableCode { .. } => "code",
        PlanRefusal::NameMissing => "title",
        PlanRefusal::NextTooEarly { .. } => "first",
        _ => "",
    }
}
