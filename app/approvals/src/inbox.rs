//! What waits for the reader, and approving several at once after seeing what they are.

use crate::parts::{
    Due, SECTION, amount, desk, due, kind_name, kinds, measured, part, seats, tabs,
};
use access::{DecideApprovals, ViewApprovals};
use askama::Template;
use axum::body::Bytes;
use axum::response::Response;
use flow::{
    ContextLine, FlowError, Listed, Order, Outcome, Ruling, Seats, StepId, Verdict, WaitingLine,
};
use screen::form::{Choice, Entries, Field, Form};
use screen::table::{Pager, SortHead, TableState};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use std::collections::BTreeMap;
use words::Text;

/// Where the list stands.
const HERE: &str = SECTION;

/// A waiting application as the list shows it.
struct Line {
    step: StepId,
    href: String,
    title: String,
    kind: String,
    applicant: String,
    unit: String,
    amount: String,
    submitted: String,
    due: Due,
    in_place_of: Option<String>,
}

#[derive(Template)]
#[template(path = "approvals/inbox.html")]
struct InboxPage<'a> {
    t: &'a Text,
    title: String,
    tabs: Vec<(String, String, bool)>,
    deputising: Vec<String>,
    kind: Field,
    order: screen::table::OrderFields,
    narrowed: bool,
    without: String,
    lines: Vec<Line>,
    by_submitted: SortHead,
    by_due: SortHead,
    pager: Pager,
    file: String,
}

pub(crate) async fn list(may: May<ViewApprovals>) -> Result<Response, PageError> {
    let state = state(&may);
    let seats = seats(&may).await?;
    let listed = fetch(&may, &seats, &state).await?;
    let t = &may.text;
    let title = may.say("approvals-inbox");
    let main = InboxPage {
        t,
        title: title.clone(),
        tabs: tabs(t, HERE),
        deputising: seats.deputises_for().map(str::to_owned).collect(),
        kind: kind_field(&may, &state),
        order: state.order_fields(),
        narrowed: state.narrowed(),
        without: state.without_conditions(),
        lines: listed.lines.iter().map(|line| shown(&may, line)).collect(),
        by_submitted: state.head("submitted", &t.say("approvals-submitted"), t),
        by_due: state.head("due", &t.say("approvals-due"), t),
        pager: state.pager(listed.total, t),
        file: file(&may),
    };
    may.page(Page::new(title, SECTION), &main)
}

/// The same list as a file.
fn file(visit: &Visit) -> String {
    let query = visit.uri.query().map(|query| format!("?{query}"));
    format!("{HERE}/waiting.csv{}", query.unwrap_or_default())
}

/// What the address asks for.
pub(crate) fn state(visit: &Visit) -> TableState {
    TableState::read(HERE, visit.uri.query(), &["due", "submitted"], "due")
}

/// In which order.
pub(crate) fn order(state: &TableState) -> Order {
    match (state.sort(), state.descending()) {
        ("submitted", false) => Order::Oldest,
        ("submitted", true) => Order::Newest,
        (_, false) => Order::Due,
        (_, true) => Order::DueLast,
    }
}

async fn fetch(
    visit: &Visit,
    seats: &Seats,
    state: &TableState,
) -> Result<Listed<WaitingLine>, PageError> {
    let order = order(state);
    let kind = state.condition("kind");
    let page = part(state, i64::MAX);
    let listed = flow::waiting(visit.db(), seats, kind, order, page).await?;
    if listed.lines.is_empty() && listed.total > 0 {
        let last = part(state, listed.total);
        return Ok(flow::waiting(visit.db(), seats, kind, order, last).await?);
    }
    Ok(listed)
}

fn kind_field(visit: &Visit, state: &TableState) -> Field {
    let t = &visit.text;
    let all = Choice::new("", t.say("approvals-kind-all"));
    let each = kinds(visit)
        .iter()
        .map(|kind| Choice::new(kind.kind, visit.say(kind.label)));
    Form::new(t)
        .select(
            "kind",
            &t.say("approvals-kind"),
            std::iter::once(all).chain(each).collect(),
        )
        .value(state.condition("kind").unwrap_or_default())
        .small()
}

fn shown(visit: &Visit, line: &WaitingLine) -> Line {
    let application = &line.application;
    let place = line
        .sitting
        .as_ref()
        .and_then(|sitting| sitting.in_place_of.as_ref());
    Line {
        step: line.step,
        href: format!("{HERE}/{}", application.id),
        title: application.title.clone(),
        kind: kind_name(visit, &application.kind),
        applicant: application.applicant_name.clone(),
        unit: application.unit_name.clone(),
        amount: amount(visit, &application.kind, application.amount),
        submitted: date_text::short_moment(application.submitted_at, visit.language()),
        due: due(visit, line.due_on),
        in_place_of: place.map(|(_, name)| name.clone()),
    }
}

/// An application that is about to be approved with others.
struct Chosen {
    step: StepId,
    href: String,
    title: String,
    kind: String,
    applicant: String,
    unit: String,
    amount: String,
    in_place_of: Option<String>,
    context: Vec<ContextLine>,
}

#[derive(Template)]
#[template(path = "approvals/bulk.html")]
struct BulkPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    count: String,
    sums: Vec<(String, String)>,
    missing: usize,
    chosen: Vec<Chosen>,
    comment: Field,
}

/// How many can be approved at once: a page of the list.
const MOST: usize = 500;

fn steps(entries: &Entries) -> Vec<StepId> {
    let mut steps: Vec<StepId> = entries
        .all("step")
        .filter_map(|step| step.parse().ok())
        .collect();
    steps.sort_unstable();
    steps.dedup();
    steps.truncate(MOST);
    steps
}

/// What is about to be approved, in numbers and one by one.
pub(crate) async fn confirm(may: May<DecideApprovals>) -> Result<Response, PageError> {
    let entries = Entries::parse(may.uri.query().unwrap_or_default().as_bytes());
    let steps = steps(&entries);
    let seats = seats(&may).await?;
    let waiting = flow::waiting_among(may.db(), &seats, &steps).await?;
    if waiting.is_empty() {
        return Ok(see_other(HERE, Some(Notice::new("approvals-bulk-nothing"))));
    }
    let ids: Vec<_> = waiting.iter().map(|line| line.application.id).collect();
    let mut chosen = Vec::with_capacity(waiting.len());
    for (line, id) in waiting.iter().zip(ids) {
        let record = flow::record(may.db(), &seats, id).await?;
        let context = match (&record, kinds(&may).get(&line.application.kind)) {
            (Some(record), Some(kind)) => {
                (kind.context)(may.db(), &record.application, &may.text).await?
            }
            _ => Vec::new(),
        };
        chosen.push(to_approve(&may, line, context));
    }
    let t = &may.text;
    let title = may.say("approvals-bulk");
    let main = BulkPage {
        t,
        title: title.clone(),
        trail: vec![(may.say("approvals-inbox"), HERE.to_owned())],
        count: t.say1("approvals-bulk-count", "n", chosen.len()),
        sums: sums(&may, &waiting),
        missing: steps.len() - waiting.len(),
        chosen,
        comment: Form::new(t)
            .textarea("comment", &t.say("approvals-comment"))
            .rows(2)
            .optional(),
    };
    may.page(Page::new(title, SECTION), &main)
}

fn to_approve(visit: &Visit, line: &WaitingLine, context: Vec<ContextLine>) -> Chosen {
    let shown = shown(visit, line);
    Chosen {
        step: line.step,
        href: shown.href,
        title: shown.title,
        kind: shown.kind,
        applicant: shown.applicant,
        unit: shown.unit,
        amount: shown.amount,
        in_place_of: shown.in_place_of,
        context,
    }
}

/// How many of each kind, and what their amounts add up to.
fn sums(visit: &Visit, waiting: &[WaitingLine]) -> Vec<(String, String)> {
    let mut kinds_found: BTreeMap<&str, (i64, Option<i64>)> = BTreeMap::new();
    for line in waiting {
        let (count, sum) = kinds_found.entry(&line.application.kind).or_default();
        *count += 1;
        if let Some(amount) = line.application.amount {
            *sum = Some(sum.unwrap_or(0).saturating_add(amount));
        }
    }
    let t = &visit.text;
    let line = |(kind, (count, sum)): (&str, (i64, Option<i64>))| {
        let count = t.say1("approvals-count", "n", count);
        let measure = kinds(visit).get(kind).and_then(|kind| kind.measure);
        let value = match sum {
            None => count,
            Some(sum) => t.say2(
                "approvals-count-sum",
                "count",
                count,
                "sum",
                measured(sum, measure, t),
            ),
        };
        (kind_name(visit, kind), value)
    };
    kinds_found.into_iter().map(line).collect()
}

/// One that could not be approved, with the reason.
struct Left {
    title: String,
    href: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "approvals/bulk_done.html")]
struct DonePage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    done: String,
    left: Vec<Left>,
}

/// Approves each in a transaction of its own: what cannot be approved any more does not hold up the others.
pub(crate) async fn approve(may: May<DecideApprovals>, body: Bytes) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let comment = entries.text("comment").unwrap_or_default();
    let seats = seats(&may).await?;
    let steps = steps(&entries);
    let known = flow::waiting_among(may.db(), &seats, &steps).await?;
    let (mut done, mut left) = (0_usize, Vec::new());
    for step in steps {
        match approve_one(&may, step, &comment).await {
            Ok(_) => done += 1,
            Err(FlowError::Refused(refusal)) => {
                let line = known.iter().find(|line| line.step == step);
                left.push(Left {
                    title: line.map_or_else(
                        || may.say("approvals-bulk-unknown"),
                        |line| line.application.title.clone(),
                    ),
                    href: line.map_or_else(
                        || HERE.to_owned(),
                        |line| format!("{HERE}/{}", line.application.id),
                    ),
                    reason: refusal.sentence(&may.text),
                });
            }
            // A step that does not exist is passed over: nobody was shown it.
            Err(FlowError::NotFound) => {}
            Err(other) => return Err(other.into()),
        }
    }
    if left.is_empty() {
        let notice = Notice::new("approvals-bulk-approved").with("n", done);
        return Ok(see_other(HERE, Some(notice)));
    }
    let t = &may.text;
    let title = may.say("approvals-bulk-done");
    let main = DonePage {
        t,
        title: title.clone(),
        trail: vec![(may.say("approvals-inbox"), HERE.to_owned())],
        done: t.say1("approvals-bulk-approved", "n", done),
        left,
    };
    may.page(Page::new(title, SECTION), &main)
}

async fn approve_one(
    may: &May<DecideApprovals>,
    step: StepId,
    comment: &str,
) -> Result<Outcome, FlowError> {
    let mut tx = may.db().begin().await?;
    let verdict = Verdict {
        step,
        ruling: Ruling::Approve,
        comment,
    };
    let desk = desk(may);
    let outcome = flow::decide(&mut tx, &desk, kinds(may), &may.allowed, &verdict).await?;
    tx.commit().await?;
    Ok(outcome)
}
