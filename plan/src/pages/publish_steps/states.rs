//! A plan moved on to its next state, after its effects have been told.

use super::{Confirm, may_take, step_label, trail};
use crate::acts::{self, ActError, PlanRefusal};
use crate::document::Part;
use crate::pages::frame::{self, Opened};
use crate::problems::Problem;
use crate::publish::Kind;
use crate::records::State;
use crate::rules::{Step, lacking_reviews, steps};
use crate::store::{Name, name};
use crate::validation;
use access::{Denied, EditPlanStructure};
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use screen::form::{Entries, Form, FormErrors};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use words::Argument;

/// The state of a name in an address.
fn named(text: &str) -> Result<State, PageError> {
    let found = State::NAMES
        .iter()
        .find(|(_, name)| *name == text)
        .map(|(state, _)| *state);
    found.ok_or(PageError::NotFound)
}

pub(crate) async fn confirm(
    may: May<EditPlanStructure>,
    Path((code, step)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    let to = named(&step)?;
    let step = steps(opened.loaded.state)
        .find(|step| step.to == to)
        .ok_or(PageError::NotFound)?;
    may_take_it(&may, step)?;
    page(&may, &opened, step, &Form::new(&may.text), StatusCode::OK)
}

fn may_take_it(may: &May<EditPlanStructure>, step: Step) -> Result<(), PageError> {
    may.allowed.on(access::Relation::Other)?;
    if may_take(may, step.publishes) {
        return Ok(());
    }
    let (action, kind) = (access::Action::Publish, access::Kind::PlanPublication);
    Err(Denied {
        action,
        kind,
        visitor: false,
    }
    .into())
}

fn page(
    visit: &Visit,
    opened: &Opened,
    step: Step,
    form: &Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let from = opened.loaded.state;
    let here = format!("/plan/{}", opened.loaded.code());
    let title = step_label(visit, step.to, step.back);
    let must_be_whole = matches!(step.to, State::Adopted | State::Published);
    let problems = if must_be_whole {
        validation::check(&opened.loaded.document)
    } else {
        Vec::new()
    };
    let line = |problem: &Problem| (problem.place_text(t), problem.sentence(t));
    let main = Confirm {
        t,
        trail: trail(visit, opened, &here),
        lead: t.say2(
            "plan-step-from-to",
            "from",
            t.say(from.label()),
            "to",
            t.say(step.to.label()),
        ),
        effects: effects(visit, opened, step),
        problems: problems.iter().map(line).collect(),
        lists: Vec::new(),
        summary: form.summary(),
        fields: vec![form.hidden("from", name(from))],
        action: format!("{here}/publish/{}", name(step.to)),
        button: title.clone(),
        danger: step.back,
        cancel: format!("{here}/publish"),
        title: title.clone(),
    };
    visit.page(Page::new(title, frame::SECTION).with_status(status), &main)
}

/// What the step does, in numbers.
fn effects(visit: &Visit, opened: &Opened, step: Step) -> Vec<String> {
    let t = &visit.text;
    let loaded = &opened.loaded;
    let programs = loaded.document.programs.len();
    let mut owners: Vec<_> = loaded
        .programs
        .iter()
        .filter_map(|record| record.unit)
        .collect();
    owners.sort_unstable();
    owners.dedup();
    let reviews = lacking_reviews(&loaded.document).len();
    let open = loaded
        .document
        .plan_years
        .years()
        .filter(|year| !loaded.is_closed(*year))
        .count();
    let variables: Vec<(&str, Argument<'_>)> = vec![
        ("sections", owners.len().into()),
        ("programs", programs.into()),
        ("planned", loaded.part(Part::Plan).count().into()),
        ("reviews", reviews.into()),
        ("files", Kind::ALL.len().into()),
        ("open", open.into()),
        (
            "day",
            date_text::plain_day(visit.today(), visit.language()).into(),
        ),
    ];
    let way = if step.back { "back-" } else { "" };
    (1..=3)
        .map(|number| format!("plan-step-effect-{way}{}-{number}", name(step.to)))
        .filter(|key| t.has(key))
        .map(|key| t.fill(&key, &variables))
        .collect()
}

pub(crate) async fn take(
    may: May<EditPlanStructure>,
    Path((code, step)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let to = named(&step)?;
    let entries = Entries::parse(&body);
    let from = named(&entries.text("from").unwrap_or_default())?;
    let desk = acts::Desk::now(may.db(), &may.site.ids, &may.site.clock);
    let refusal = match acts::change_state(desk, &may.allowed, &code, from, to).await {
        Ok(_) => {
            let state = may.say(to.label());
            let notice = Notice::new("plan-step-taken").with("state", state);
            return Ok(see_other(&format!("/plan/{code}/publish"), Some(notice)));
        }
        Err(ActError::Refused(refusal)) => refusal,
        Err(error) => return Err(error.into()),
    };
    let opened = frame::open(&may, &code).await?;
    let stale = matches!(refusal, PlanRefusal::Stale { .. });
    // Where the plan has moved on by itself, the page asks about the step from where it is now.
    let Some(step) = steps(opened.loaded.state).find(|step| step.to == to) else {
        return Err(ActError::Refused(refusal).into());
    };
    let errors = FormErrors::about_form(Entries::default(), refusal.sentence(&may.text));
    let status = if stale {
        StatusCode::CONFLICT
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page(&may, &opened, step, &Form::again(&may.text, errors), status)
}
