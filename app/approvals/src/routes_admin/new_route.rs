//! A new definition of a route.

use super::{HERE, SECTION, trail};
use crate::parts::{desk, kinds, role_name};
use access::{EditApprovalRoutes, Role};
use askama::Template;
use axum::body::Bytes;
use axum::response::Response;
use calendar::Period;
use flow::{FlowError, Level, NewRoute, RouteStep, Rule, Who};
use people::{Rank, StaffNumber, UnitId, UnitTree};
use screen::form::{Choice, Entries, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

/// How many steps the form offers; a city's longest route has five.
const STEPS: usize = 5;
const MOST_AMOUNT: i64 = 1_000_000_000_000;
const MOST_DAYS: i64 = 60;
/// The choice of who decides that asks for a staff number.
const PERSON: &str = "person";

/// The fields of a step.
struct StepFields {
    legend: String,
    who: Field,
    staff: Field,
    beside: Option<Field>,
    rule: Option<Field>,
    days: Field,
}

#[derive(Template)]
#[template(path = "admin/new_route.html")]
struct NewPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    here: String,
    form: Form,
    kind: Field,
    unit: Field,
    rank: Field,
    amount: Field,
    from: Field,
    to: Field,
    steps: Vec<StepFields>,
}

pub(crate) async fn new_form(may: May<EditApprovalRoutes>) -> Result<Response, PageError> {
    page(&may, Form::new(&may.text)).await
}

async fn page(visit: &Visit, form: Form) -> Result<Response, PageError> {
    let t = &visit.text;
    let units = people::units_on(visit.db(), visit.today()).await?;
    let title = visit.say("approvals-route-new");
    let refused = form.refused();
    let main = NewPage {
        t,
        title: title.clone(),
        trail: trail(visit, true),
        here: format!("{HERE}/new"),
        kind: form
            .select("kind", &t.say("approvals-kind"), kind_choices(visit))
            .width(Width::Middle),
        unit: form
            .select("unit", &t.say("approvals-unit"), unit_choices(&units, t))
            .hint(t.say("approvals-unit-hint"))
            .width(Width::Middle),
        rank: form
            .select("rank", &t.say("approvals-rank"), rank_choices(t))
            .hint(t.say("approvals-rank-hint"))
            .width(Width::Middle),
        amount: form
            .text("amount", &t.say("approvals-amount-least"))
            .hint(t.say("approvals-amount-least-hint"))
            .width(Width::Short)
            .input_mode("numeric")
            .optional(),
        from: form
            .date("from", &t.say("approvals-route-from"))
            .day(Some(visit.today()))
            .required(),
        to: form.date("to", &t.say("approvals-route-to")).optional(),
        steps: (1..=STEPS)
            .map(|at| step_fields(visit, &form, &units, at))
            .collect(),
        form,
    };
    let page = Page::new(title, SECTION);
    visit.page(if refused { page.with_errors() } else { page }, &main)
}

fn kind_choices(visit: &Visit) -> Vec<Choice> {
    let all = Choice::new("", visit.say("approvals-kind-all"));
    let each = kinds(visit)
        .iter()
        .map(|kind| Choice::new(kind.kind, visit.say(kind.label)));
    std::iter::once(all).chain(each).collect()
}

fn unit_choices(units: &UnitTree, t: &Text) -> Vec<Choice> {
    let all = Choice::new("", t.say("approvals-whole-city"));
    let each = units
        .iter()
        .map(|(_, unit)| Choice::new(unit.unit, units.path(unit.unit)));
    std::iter::once(all).chain(each).collect()
}

fn rank_choices(t: &Text) -> Vec<Choice> {
    let all = Choice::new("", t.say("approvals-rank-all"));
    let each = Rank::ALL.iter().map(|rank| {
        let name = t.say(rank.key()).into_owned();
        Choice::new(rank.word(), t.say1("approvals-rank-from", "rank", name))
    });
    std::iter::once(all).chain(each).collect()
}

fn step_fields(visit: &Visit, form: &Form, units: &UnitTree, at: usize) -> StepFields {
    let t = &visit.text;
    let name = |field: &str| format!("{field}-{at}");
    let rules = Rule::ALL
        .iter()
        .map(|rule| Choice::new(rule.word(), t.say(rule.key())));
    StepFields {
        legend: t.say1("approvals-step-n", "n", at),
        who: form
            .select(
                &name("who"),
                &t.say("approvals-seat"),
                who_choices(units, t),
            )
            .width(Width::Middle)
            .small(),
        staff: form
            .text(&name("staff"), &t.say("approvals-staff-of-step"))
            .width(Width::Short)
            .small()
            .optional(),
        beside: (at > 1).then(|| form.tick(&name("beside"), &t.say("approvals-beside"))),
        rule: (at > 1).then(|| {
            form.select(&name("rule"), &t.say("approvals-rule"), rules.collect())
                .small()
        }),
        days: form
            .text(&name("days"), &t.say("approvals-days"))
            .width(Width::Narrow)
            .input_mode("numeric")
            .small()
            .optional(),
    }
}

fn who_choices(units: &UnitTree, t: &Text) -> Vec<Choice> {
    let nobody = Choice::new("", t.say("approvals-step-none"));
    let heads = Level::ALL
        .into_iter()
        .map(|level| Choice::new(Who::Head(level).word(), t.say(level.key())));
    let roles = Role::ALL
        .into_iter()
        .filter(|role| flow::may_decide(*role))
        .map(|role| Choice::new(Who::Role(role).word(), role_name(role, t)));
    let person = Choice::new(PERSON, t.say("approvals-step-person"));
    let heads_of = units.iter().map(|(_, unit)| {
        let name = t.say1("approvals-head-of", "unit", units.path(unit.unit));
        Choice::new(Who::UnitHead(unit.unit).word(), name)
    });
    std::iter::once(nobody)
        .chain(heads)
        .chain(roles)
        .chain([person])
        .chain(heads_of)
        .collect()
}

pub(crate) async fn add(may: May<EditApprovalRoutes>, body: Bytes) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let new = match read(&may, entries.clone()).await? {
        Ok(new) => new,
        Err(errors) => return page(&may, Form::again(&may.text, errors)).await,
    };
    match flow::add_route(may.db(), &desk(&may), &may.allowed, &new).await {
        Ok(_) => Ok(see_other(HERE, Some(Notice::new("approvals-route-added")))),
        Err(FlowError::Refused(refusal)) => {
            let sentence = refusal.sentence(&may.text);
            let errors = FormErrors::about_form(entries, sentence);
            page(&may, Form::again(&may.text, errors)).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn read(visit: &Visit, entries: Entries) -> Result<Result<NewRoute, FormErrors>, PageError> {
    let t = &visit.text;
    let mut reading = Reading::new(entries, t);
    let text = |reading: &Reading<'_>, name: &str| {
        reading.entries().text(name).filter(|text| !text.is_empty())
    };
    let kind = text(&reading, "kind").filter(|kind| kinds(visit).get(kind).is_some());
    let unit = text(&reading, "unit")
        .and_then(|unit| unit.parse().ok())
        .map(UnitId);
    let rank_from = text(&reading, "rank").and_then(|rank| Rank::of_word(&rank));
    let amount_from = text(&reading, "amount")
        .is_some()
        .then(|| reading.whole("amount", &t.say("approvals-amount-least"), 0, MOST_AMOUNT));
    let from = reading.date("from", &t.say("approvals-route-from"));
    let to = reading.optional_date("to", &t.say("approvals-route-to"));
    let steps = read_steps(visit, &mut reading).await?;
    let period = from.map(|from| Period::new(from, to));
    if let Some(Err(_)) = period {
        reading.refuse("to", t.say("flow-refusal-ends-too-early"));
    }
    if steps.is_empty() {
        reading.refuse("who-1", t.say("flow-refusal-steps-missing"));
    }
    if let Err(errors) = reading.finish() {
        return Ok(Err(errors));
    }
    let Some(Ok(period)) = period else {
        return Err(PageError::NotFound);
    };
    Ok(Ok(NewRoute {
        kind,
        unit,
        rank_from,
        amount_from: amount_from.flatten(),
        period,
        steps,
    }))
}

async fn read_steps(visit: &Visit, reading: &mut Reading<'_>) -> Result<Vec<RouteStep>, PageError> {
    let t = &visit.text;
    let mut steps: Vec<RouteStep> = Vec::new();
    for at in 1..=STEPS {
        let name = |field: &str| format!("{field}-{at}");
        let entries = reading.entries();
        let Some(word) = entries.text(&name("who")).filter(|word| !word.is_empty()) else {
            continue;
        };
        let beside = entries.ticked(&name("beside"));
        let rule = entries
            .text(&name("rule"))
            .and_then(|rule| Rule::of_word(&rule));
        let staff = entries.text(&name("staff")).unwrap_or_default();
        let asked = entries
            .text(&name("days"))
            .is_some_and(|days| !days.is_empty());
        let due_days = asked
            .then(|| reading.whole(&name("days"), &t.say("approvals-days"), 1, MOST_DAYS))
            .flatten();
        let who = if word == PERSON {
            person(visit, &staff).await?
        } else {
            Who::of_word(&word)
        };
        let Some(who) = who else {
            let (field, key) = if word == PERSON {
                ("staff", "approvals-staff-unknown")
            } else {
                ("who", "flow-refusal-step-names-nobody")
            };
            reading.refuse(&name(field), t.say(key));
            continue;
        };
        let last = steps.last().map_or(0, |step| step.position);
        let beside = beside && last > 0;
        let rule = rule.filter(|_| beside).unwrap_or(Rule::All);
        let position = if beside { last } else { last + 1 };
        // Who decides side by side decides by one rule: that of the last of them.
        for step in steps.iter_mut().filter(|step| step.position == position) {
            step.rule = rule;
        }
        steps.push(RouteStep {
            position,
            rule,
            who,
            due_days,
        });
    }
    Ok(steps)
}

async fn person(visit: &Visit, staff: &str) -> Result<Option<Who>, PageError> {
    let Ok(number) = StaffNumber::parse(staff) else {
        return Ok(None);
    };
    let found = people::employee_numbered(visit.db(), &number).await?;
    Ok(found.map(|employee| Who::Person(employee.id)))
}
