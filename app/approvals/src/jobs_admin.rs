//! All long work of the city, for those who look after it.

use crate::jobs::{Line, line};
use crate::notices_turn::{Turn, limit, offset};
use access::{Relation, ViewJobs};
use askama::Template;
use axum::response::Response;
use flow::jobs::{Filter, JobState, jobs};
use screen::form::{Choice, Field, Form};
use screen::table::TableState;
use screen::visit::Visit;
use screen::{May, Page, PageError};
use words::Text;

/// Where the list stands.
const LIST: &str = "/admin/jobs";

#[derive(Template)]
#[template(path = "jobs/all.html")]
struct AllPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    state: Field,
    kind: Field,
    narrowed: bool,
    lines: Vec<Line>,
    turn: Turn,
}

pub(crate) async fn list(may: May<ViewJobs>) -> Result<Response, PageError> {
    may.allowed.on(Relation::Other)?;
    let table = TableState::read(LIST, may.uri.query(), &[], "id");
    let filter = Filter {
        state: table.condition("state").and_then(JobState::named),
        kind: table
            .condition("kind")
            .filter(|kind| may.site.offers.kind(kind).is_some()),
    };
    let mut found = jobs(may.db(), filter, offset(&table), limit(&table)).await?;
    let turn = Turn::of(&table, &mut found);
    let title = may.say("approvals-jobs");
    let t = &may.text;
    let main = AllPage {
        t,
        title: title.clone(),
        trail: trail(&may),
        state: state_field(t, filter.state.map(JobState::name)),
        kind: kind_field(&may, filter.kind),
        narrowed: table.narrowed(),
        lines: found.iter().map(|job| line(&may, job)).collect(),
        turn,
    };
    may.page(Page::new(title, "/admin"), &main)
}

/// The way down to a page of the administration.
pub(crate) fn trail(visit: &Visit) -> Vec<(String, String)> {
    vec![(visit.say("approvals-administration"), "/admin".to_owned())]
}

fn state_field(t: &Text, chosen: Option<&str>) -> Field {
    let state = |state: JobState| Choice::new(state.name(), t.say(state.key()));
    let all = Choice::new("", t.say("approvals-all"));
    let choices = std::iter::once(all)
        .chain(JobState::ALL.map(state))
        .collect();
    Form::new(t)
        .select("state", &t.say("approvals-job-state"), choices)
        .value(chosen.unwrap_or_default())
        .small()
}

fn kind_field(visit: &Visit, chosen: Option<&str>) -> Field {
    let t = &visit.text;
    let kinds = visit
        .site
        .offers
        .kinds()
        .map(|kind| Choice::new(kind.name, t.say(kind.label)));
    let all = Choice::new("", t.say("approvals-all"));
    Form::new(t)
        .select(
            "kind",
            &t.say("approvals-job-kind"),
            std::iter::once(all).chain(kinds).collect(),
        )
        .value(chosen.unwrap_or_default())
        .small()
}
