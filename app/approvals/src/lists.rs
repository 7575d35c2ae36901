//! One's own applications, what one has decided, and what is due.

use crate::parts::{
    Due, Mark, SECTION, amount, due, kind_name, part, seat_name, seats, state_mark, tabs,
};
use access::ViewApprovals;
use askama::Template;
use axum::response::Response;
use calendar::Date;
use flow::{ApplicationLine, DecidedLine, Seat, WaitingLine};
use screen::form::{Choice, Field, Form};
use screen::table::{Pager, TableState};
use screen::visit::Visit;
use screen::{May, Page, PageError, date_text};
use words::Text;

const MINE: &str = "/approvals/mine";
const DONE: &str = "/approvals/done";
const OVERVIEW: &str = "/approvals/overview";

/// An application of the reader's own.
struct OwnLine {
    href: String,
    title: String,
    kind: String,
    amount: String,
    submitted: String,
    state: Mark,
}

#[derive(Template)]
#[template(path = "approvals/mine.html")]
struct MinePage<'a> {
    t: &'a Text,
    title: String,
    tabs: Vec<(String, String, bool)>,
    employee: bool,
    lines: Vec<OwnLine>,
    pager: Pager,
}

pub(crate) async fn mine(may: May<ViewApprovals>) -> Result<Response, PageError> {
    let state = TableState::read(MINE, may.uri.query(), &[], "submitted");
    let seats = seats(&may).await?;
    let mut listed = flow::mine(may.db(), &seats, part(&state, i64::MAX)).await?;
    if listed.lines.is_empty() && listed.total > 0 {
        listed = flow::mine(may.db(), &seats, part(&state, listed.total)).await?;
    }
    let t = &may.text;
    let title = may.say("approvals-mine");
    let main = MinePage {
        t,
        title: title.clone(),
        tabs: tabs(t, MINE),
        employee: may.actor.employee.is_some(),
        lines: listed
            .lines
            .iter()
            .map(|line| own_line(&may, line))
            .collect(),
        pager: state.pager(listed.total, t),
    };
    may.page(Page::new(title, SECTION), &main)
}

fn href(line: &ApplicationLine) -> String {
    format!("{SECTION}/{}", line.id)
}

fn own_line(visit: &Visit, line: &ApplicationLine) -> OwnLine {
    OwnLine {
        href: href(line),
        title: line.title.clone(),
        kind: kind_name(visit, &line.kind),
        amount: amount(visit, &line.kind, line.amount),
        submitted: date_text::short_moment(line.submitted_at, visit.language()),
        state: state_mark(line.state, &visit.text),
    }
}

/// Something the reader decided, or that was decided in their place.
struct DoneLine {
    href: String,
    title: String,
    kind: String,
    applicant: String,
    decision: String,
    at: String,
    /// 代決: who decided for whom.
    place: String,
    unseen: bool,
    state: Mark,
}

#[derive(Template)]
#[template(path = "approvals/done.html")]
struct DonePage<'a> {
    t: &'a Text,
    title: String,
    tabs: Vec<(String, String, bool)>,
    unseen: Vec<DoneLine>,
    lines: Vec<DoneLine>,
    pager: Pager,
}

pub(crate) async fn done(may: May<ViewApprovals>) -> Result<Response, PageError> {
    let state = TableState::read(DONE, may.uri.query(), &[], "at");
    let seats = seats(&may).await?;
    let mut listed = flow::decided(may.db(), &seats, part(&state, i64::MAX)).await?;
    if listed.lines.is_empty() && listed.total > 0 {
        listed = flow::decided(may.db(), &seats, part(&state, listed.total)).await?;
    }
    let unseen = flow::in_my_place(may.db(), &seats).await?;
    let t = &may.text;
    let title = may.say("approvals-done");
    let main = DonePage {
        t,
        title: title.clone(),
        tabs: tabs(t, DONE),
        unseen: unseen.iter().map(|line| done_line(&may, line)).collect(),
        lines: listed
            .lines
            .iter()
            .map(|line| done_line(&may, line))
            .collect(),
        pager: state.pager(listed.total, t),
    };
    may.page(Page::new(title, SECTION), &main)
}

fn done_line(visit: &Visit, line: &DecidedLine) -> DoneLine {
    let t = &visit.text;
    let place = match &line.principal {
        Some(_) if line.in_my_place => t.say1("approvals-in-my-place", "name", line.name.as_str()),
        Some(principal) => t.say1("approvals-in-place-of", "name", principal.as_str()),
        None => String::new(),
    };
    DoneLine {
        href: href(&line.application),
        title: line.application.title.clone(),
        kind: kind_name(visit, &line.application.kind),
        applicant: line.application.applicant_name.clone(),
        decision: visit.say(line.decision.key()),
        at: date_text::short_moment(line.at, visit.language()),
        place,
        unseen: line.in_my_place && !line.seen,
        state: state_mark(line.application.state, t),
    }
}

/// A decision that is due.
struct DueLine {
    href: String,
    title: String,
    kind: String,
    applicant: String,
    unit: String,
    seat: String,
    due: Due,
}

#[derive(Template)]
#[template(path = "approvals/overview.html")]
struct OverviewPage<'a> {
    t: &'a Text,
    title: String,
    tabs: Vec<(String, String, bool)>,
    all: bool,
    within: Field,
    lines: Vec<DueLine>,
    pager: Pager,
    file: String,
}

/// How far ahead the list looks, in the words of the address, with the days.
const WITHIN: [(&str, &str, i64); 3] = [
    ("overdue", "approvals-within-overdue", -1),
    ("week", "approvals-within-week", 7),
    ("all", "approvals-within-all", 3650),
];

/// How far ahead the address asks to look: its word, and the last day.
pub(crate) fn until(visit: &Visit, state: &TableState) -> Result<(&'static str, Date), PageError> {
    let asked = state.condition("within").unwrap_or("all");
    let (within, _, days) = WITHIN
        .into_iter()
        .find(|(word, ..)| *word == asked)
        .unwrap_or(WITHIN[2]);
    let until = visit
        .today()
        .checked_add(jiff::Span::new().days(days))
        .map_err(anyhow::Error::from)?;
    Ok((within, until))
}

pub(crate) async fn overview(may: May<ViewApprovals>) -> Result<Response, PageError> {
    let state = TableState::read(OVERVIEW, may.uri.query(), &[], "due");
    let seats = seats(&may).await?;
    let (within, until) = until(&may, &state)?;
    let mut listed = flow::deadlines(may.db(), &seats, until, part(&state, i64::MAX)).await?;
    if listed.lines.is_empty() && listed.total > 0 {
        listed = flow::deadlines(may.db(), &seats, until, part(&state, listed.total)).await?;
    }
    let places: Vec<Seat> = listed.lines.iter().map(|line| line.seat).collect();
    let chairs = flow::chairs(may.db(), &places, may.today()).await?;
    let t = &may.text;
    let line = |line: &WaitingLine| DueLine {
        href: href(&line.application),
        title: line.application.title.clone(),
        kind: kind_name(&may, &line.application.kind),
        applicant: line.application.applicant_name.clone(),
        unit: line.application.unit_name.clone(),
        seat: seat_name(line.seat, &chairs, t),
        due: due(&may, line.due_on),
    };
    let title = may.say("approvals-overview");
    let choices = WITHIN.map(|(word, key, _)| Choice::new(word, t.say(key)));
    let main = OverviewPage {
        t,
        title: title.clone(),
        tabs: tabs(t, OVERVIEW),
        all: may.actor.roles.has(access::Role::PersonnelOfficer),
        within: Form::new(t)
            .select("within", &t.say("approvals-within"), choices.to_vec())
            .value(within)
            .small(),
        lines: listed.lines.iter().map(line).collect(),
        pager: state.pager(listed.total, t),
        file: format!("{OVERVIEW}.csv?within={within}"),
    };
    may.page(Page::new(title, SECTION), &main)
}
