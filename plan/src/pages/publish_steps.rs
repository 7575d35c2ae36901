//! Files, the plan's way from draft to end, input rounds, closed years and figures that have changed since.

pub(crate) mod rounds;
pub(crate) mod states;
pub(crate) mod years;

use super::frame::{self, Head, Opened, Tab, year_label};
use super::missing::{Progress, progress};
use super::publish::{Offer, offers};
use crate::document::Part;
use crate::records::{Closing, Round, RoundKind, State};
use crate::rules::{Drift, drifts, steps};
use crate::store::name;
use access::{CorrectPlan, EditPlanStructure, PublishPlan, ViewPlan, ViewPlanRecords};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use calendar::FiscalYear;
use screen::form::{ErrorSummary, Field};
use screen::kit::amount;
use screen::visit::Visit;
use screen::{May, Page, PageError, date_text};
use words::Text;

/// A step that can be taken now.
struct StepLink {
    label: String,
    href: String,
    /// How its button looks: the usual next step stands out, one that cannot succeed yet does not.
    kind: &'static str,
    icon: &'static str,
}

/// A round in the list.
struct RoundLine {
    name: String,
    year: String,
    kind: String,
    due: String,
    /// How far the last day is away; none when the round is over.
    left: Option<String>,
    opened: String,
    closed: String,
    /// Where the round is ended.
    end: Option<String>,
}

/// A year in the list.
struct YearLine {
    year: String,
    progress: Progress,
    state: String,
    closed: bool,
    close: Option<String>,
    reopen: Option<String>,
}

/// A figure that is counted differently today.
struct DriftLine {
    year: String,
    program: String,
    href: String,
    measure: String,
    frozen: String,
    now: String,
    redefined: bool,
    records: Option<String>,
}

#[derive(Template)]
#[template(path = "publish.html")]
struct PublishPage<'a> {
    t: &'a Text,
    head: Head,
    state: String,
    labels: Vec<String>,
    current: usize,
    explained: String,
    links: Vec<StepLink>,
    public: Option<String>,
    offers: Vec<Offer>,
    in_force: bool,
    rounds: Vec<RoundLine>,
    new_round: Option<String>,
    years: Vec<YearLine>,
    drifts: Vec<DriftLine>,
    closed_any: bool,
    corrections: usize,
    corrections_href: String,
    correct: Option<String>,
}

pub(crate) async fn page(
    may: May<ViewPlan>,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    let head = frame::head(&may, &opened, Tab::Publish);
    let here = head.here.clone();
    let loaded = &opened.loaded;
    let state = loaded.state;
    let edits = frame::holds::<EditPlanStructure>(&may);
    let t = &may.text;
    let main = PublishPage {
        t,
        state: may.say(state.label()),
        labels: State::ALL
            .iter()
            .map(|state| may.say(state.label()))
            .collect(),
        current: State::ALL
            .iter()
            .position(|each| *each == state)
            .unwrap_or_default()
            + 1,
        explained: may.say(&format!("plan-state-explained-{}", name(state))),
        links: step_links(&may, &opened, &here),
        public: state.is_public().then(|| format!("/public/{code}")),
        offers: offers(t, &here),
        in_force: state.in_force(),
        rounds: loaded
            .rounds
            .iter()
            .rev()
            .map(|round| round_line(&may, &opened, round, &here))
            .collect(),
        new_round: (edits && state.in_force()).then(|| format!("{here}/rounds/new")),
        years: year_lines(&may, &opened, &here),
        drifts: drift_lines(&may, &opened, &here).await?,
        closed_any: !loaded.closings.is_empty(),
        corrections: loaded.document.corrections.len(),
        corrections_href: format!("{here}/corrections"),
        correct: (frame::holds::<CorrectPlan>(&may) && !state.in_work())
            .then(|| format!("{here}/corrections/new")),
        head,
    };
    may.page(
        Page::new(may.say("plan-tab-publish"), frame::SECTION),
        &main,
    )
}

/// Whether the reader may take a step.
fn may_take(visit: &Visit, publishes: bool) -> bool {
    frame::holds::<EditPlanStructure>(visit) && (!publishes || frame::holds::<PublishPlan>(visit))
}

/// What a step is called: the words for going back differ.
fn step_label(visit: &Visit, to: State, back: bool) -> String {
    let way = if back { "back" } else { "to" };
    visit.say(&format!("plan-step-{way}-{}", name(to)))
}

fn step_links(visit: &Visit, opened: &Opened, here: &str) -> Vec<StepLink> {
    let loaded = &opened.loaded;
    let mut years = loaded.document.plan_years.years();
    let all_closed = years.all(|year| loaded.is_closed(year));
    let look = |to: State, back: bool| match to {
        _ if back => ("quiet", "undo-2"),
        State::Closed if !all_closed => ("outline", "arrow-right"),
        _ => ("primary", "arrow-right"),
    };
    steps(loaded.state)
        .filter(|step| may_take(visit, step.publishes))
        .map(|step| {
            let (kind, icon) = look(step.to, step.back);
            let label = step_label(visit, step.to, step.back);
            StepLink {
                label,
                href: format!("{here}/publish/{}", name(step.to)),
                kind,
                icon,
            }
        })
        .collect()
}

/// The word of a round's kind.
fn kind_word(visit: &Visit, kind: RoundKind) -> String {
    visit.say(&format!("plan-round-{}", name(kind)))
}

fn round_line(visit: &Visit, opened: &Opened, round: &Round, here: &str) -> RoundLine {
    let language = visit.language();
    let closed = round
        .closed_at
        .map(|at| date_text::short_moment(at, language));
    let ends = round.is_open() && frame::holds::<EditPlanStructure>(visit);
    RoundLine {
        name: round.name.clone(),
        year: year_label(round.year, opened.style, visit),
        kind: kind_word(visit, round.kind),
        due: date_text::plain_day(round.due, language),
        left: round
            .is_open()
            .then(|| date_text::due(round.due, visit.today(), &visit.text).words),
        opened: format!(
            "{} {}",
            date_text::short_moment(round.opened_at, language),
            round.opened_by
        ),
        closed: closed.unwrap_or_default(),
        end: ends.then(|| format!("{here}/rounds/{}/close", round.id.0)),
    }
}

fn year_lines(visit: &Visit, opened: &Opened, here: &str) -> Vec<YearLine> {
    let loaded = &opened.loaded;
    let publishes = frame::holds::<PublishPlan>(visit) && loaded.state.in_force();
    let line = |year: FiscalYear| {
        let closing = loaded.closing(year);
        let over = year < opened.present;
        let key = match year.cmp(&opened.present) {
            std::cmp::Ordering::Less => "plan-year-over",
            std::cmp::Ordering::Equal => "plan-year-running",
            std::cmp::Ordering::Greater => "plan-year-ahead",
        };
        YearLine {
            year: year_label(year, opened.style, visit),
            progress: progress(loaded.part(Part::Plan), year, opened),
            state: closing.map_or_else(|| visit.say(key), |closing| closed_words(visit, closing)),
            closed: closing.is_some(),
            close: (publishes && over && closing.is_none())
                .then(|| format!("{here}/years/{year}/close")),
            reopen: (publishes && closing.is_some()).then(|| format!("{here}/years/{year}/reopen")),
        }
    };
    loaded.document.plan_years.years().map(line).collect()
}

fn closed_words(visit: &Visit, closing: &Closing) -> String {
    let at = date_text::short_moment(closing.at, visit.language());
    visit
        .text
        .say2("plan-year-closed", "at", at, "by", closing.by.as_str())
}

async fn drift_lines(
    visit: &Visit,
    opened: &Opened,
    here: &str,
) -> Result<Vec<DriftLine>, PageError> {
    let loaded = &opened.loaded;
    if loaded.closings.is_empty() {
        return Ok(Vec::new());
    }
    let figures = &visit.site.figures;
    let counted =
        crate::figures::computed_values(visit.db(), figures, loaded, visit.today()).await?;
    let drifts = drifts(loaded, |key, year| counted.get(key, year));
    Ok(drifts
        .iter()
        .filter_map(|drift| drift_line(visit, opened, drift, here))
        .collect())
}

fn drift_line(visit: &Visit, opened: &Opened, drift: &Drift, here: &str) -> Option<DriftLine> {
    let view = opened.loaded.program(drift.program)?;
    let measure = view
        .program
        .measures
        .iter()
        .find(|measure| measure.key == drift.key);
    let (label, unit) = measure.map_or((drift.key.as_str(), ""), |m| (&m.label, &m.unit));
    let may_see = access::Allowed::<ViewPlanRecords>::ask(visit.actor.clone()).is_ok();
    let part = frame::part_name(view.program.part);
    Some(DriftLine {
        year: year_label(drift.year, opened.style, visit),
        program: view.program.name.clone(),
        href: format!("{here}/programs/{part}/{}", view.program.key),
        measure: label.to_owned(),
        frozen: format!("{}{unit}", amount(drift.frozen)),
        now: drift
            .now
            .map_or_else(|| "―".to_owned(), |now| format!("{}{unit}", amount(now))),
        redefined: drift.redefined,
        records: may_see.then(|| format!("{here}/figures/{}/{}", drift.key, drift.year)),
    })
}

/// A question before something heavy: what it does, in numbers, and a form that does it.
#[derive(Template)]
#[template(path = "publish_confirm.html")]
struct Confirm<'a> {
    t: &'a Text,
    trail: Vec<(String, String)>,
    title: String,
    lead: String,
    effects: Vec<String>,
    /// What is in the way, place and sentence.
    problems: Vec<(String, String)>,
    /// What is missing: heading and lines.
    lists: Vec<(String, Vec<String>)>,
    summary: ErrorSummary,
    fields: Vec<Field>,
    action: String,
    button: String,
    danger: bool,
    cancel: String,
}

/// The way back from a page below the plan's publishing page.
fn trail(visit: &Visit, opened: &Opened, here: &str) -> Vec<(String, String)> {
    vec![
        (opened.loaded.document.title.clone(), here.to_owned()),
        (visit.say("plan-tab-publish"), format!("{here}/publish")),
    ]
}
