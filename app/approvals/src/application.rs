//! One application: what it is, its route, what was done with it, and what the reader may do.

use crate::parts::{
    Mark, SECTION, amount, counting_hint, desk, due, holder_names, kind_name, kinds, moved_reason,
    seat_name, seats, state_mark, step_mark,
};
use access::{DecideApprovals, ViewApprovals};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use flow::{
    ApplicationId, ApprovalRecord, Chair, ContextLine, Decision, DecisionLine, Done, FlowError,
    Outcome, Rule, Ruling, Seat, State, Step, StepId, Verdict,
};
use screen::form::{Entries, ErrorSummary, Field, Form, FormErrors};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use std::collections::HashMap;
use words::Text;

/// A group of steps that are decided side by side.
pub(crate) struct Group {
    /// Said where several decide: all of them or one.
    pub rule: Option<String>,
    pub open: bool,
    pub steps: Vec<StepView>,
}

/// A step as the page shows it.
pub(crate) struct StepView {
    pub mark: Mark,
    pub seat: String,
    pub holders: Vec<String>,
    pub moved: Option<String>,
    pub due: Option<(String, String, bool)>,
    /// Who decided, when, and what they wrote.
    pub decided: Option<(String, String)>,
}

/// Something that was done, as the page shows it.
pub(crate) struct Past {
    pub at: String,
    pub machine_at: String,
    pub what: String,
    pub who: String,
    pub comment: String,
}

/// What the reader may decide.
struct Deciding {
    step: StepId,
    in_place_of: Option<String>,
    comment: Field,
}

#[derive(Template)]
#[template(path = "approvals/application.html")]
struct ApplicationPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    here: String,
    summary: ErrorSummary,
    state: Mark,
    facts: Vec<(String, String)>,
    context: Vec<ContextLine>,
    subject: Option<String>,
    again: Option<String>,
    groups: Vec<Group>,
    counting: String,
    past: Vec<Past>,
    deciding: Option<Deciding>,
    take_back: Option<StepId>,
    withdraw: bool,
    unseen: bool,
}

/// The record of an application, as far as the reader may see it.
pub(crate) async fn find(visit: &Visit, id: &str) -> Result<ApprovalRecord, PageError> {
    let id: ApplicationId = id.parse().map_err(|_| PageError::NotFound)?;
    let seats = seats(visit).await?;
    flow::record(visit.db(), &seats, id)
        .await?
        .ok_or(PageError::NotFound)
}

pub(crate) async fn show(
    may: May<ViewApprovals>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let record = find(&may, &id).await?;
    page(&may, &record, None).await
}

async fn page(
    visit: &Visit,
    record: &ApprovalRecord,
    wrong: Option<FormErrors>,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let application = &record.application;
    let chairs = chairs(visit, record).await?;
    let address = kinds(visit)
        .get(&application.kind)
        .and_then(|kind| (kind.page)(&application.subject));
    let refused = wrong.is_some();
    let form = Form::of(t, wrong);
    let main = ApplicationPage {
        t,
        title: application.title.clone(),
        trail: vec![(visit.say("approvals-inbox"), SECTION.to_owned())],
        here: href(application.id),
        summary: form.summary(),
        state: state_mark(application.state, t),
        facts: facts(visit, record),
        context: context(visit, record).await?,
        again: address.clone().filter(|_| record.mine.again),
        subject: address.filter(|_| !record.mine.again && application.kind != crate::general::KIND),
        groups: groups(visit, record, &chairs),
        counting: counting_hint(visit),
        past: past(visit, record),
        deciding: deciding(record, &form, t),
        take_back: record.mine.take_back,
        withdraw: record.mine.withdraw,
        unseen: !record.mine.unseen.is_empty(),
    };
    let page = Page::new(application.title.clone(), SECTION);
    visit.page(if refused { page.with_errors() } else { page }, &main)
}

fn href(id: ApplicationId) -> String {
    format!("{SECTION}/{id}")
}

pub(crate) async fn chairs(
    visit: &Visit,
    record: &ApprovalRecord,
) -> Result<HashMap<Seat, Chair>, PageError> {
    let places: Vec<Seat> = record.present().map(|step| step.seat).collect();
    Ok(flow::chairs(visit.db(), &places, visit.today()).await?)
}

/// What the owner of the kind tells those who decide.
pub(crate) async fn context(
    visit: &Visit,
    record: &ApprovalRecord,
) -> Result<Vec<ContextLine>, PageError> {
    let application = &record.application;
    match kinds(visit).get(&application.kind) {
        Some(kind) => Ok((kind.context)(visit.db(), application, &visit.text).await?),
        None => Ok(Vec::new()),
    }
}

pub(crate) fn facts(visit: &Visit, record: &ApprovalRecord) -> Vec<(String, String)> {
    let t = &visit.text;
    let application = &record.application;
    let applicant = [
        application.unit_name.as_str(),
        application.post.as_str(),
        application.applicant_name.as_str(),
    ];
    let applicant = applicant.into_iter().filter(|part| !part.is_empty());
    let mut facts = vec![
        (
            visit.say("approvals-kind"),
            kind_name(visit, &application.kind),
        ),
        (
            visit.say("approvals-applicant"),
            applicant.collect::<Vec<_>>().join(" "),
        ),
        (
            visit.say("approvals-submitted"),
            date_text::moment(application.submitted_at, t.language()),
        ),
    ];
    if application.amount.is_some() {
        let amount = amount(visit, &application.kind, application.amount);
        facts.push((visit.say("approvals-amount"), amount));
    }
    if application.round > 1 {
        let round = t.say1("approvals-round-n", "n", application.round);
        facts.push((visit.say("approvals-round"), round));
    }
    if let Some(at) = application.closed_at {
        facts.push((
            visit.say("approvals-closed"),
            date_text::moment(at, t.language()),
        ));
    }
    facts
}

/// The steps of the present round, those decided side by side together.
pub(crate) fn groups(
    visit: &Visit,
    record: &ApprovalRecord,
    chairs: &HashMap<Seat, Chair>,
) -> Vec<Group> {
    let t = &visit.text;
    let mut groups: Vec<(i64, Rule, Group)> = Vec::new();
    for step in record.present() {
        let view = step_view(visit, record, step, chairs);
        let open = step.state == flow::StepState::Open;
        match groups
            .last_mut()
            .filter(|(position, ..)| *position == step.position)
        {
            Some((_, _, group)) => {
                group.open |= open;
                group.steps.push(view);
            }
            None => groups.push((
                step.position,
                step.rule,
                Group {
                    rule: None,
                    open,
                    steps: vec![view],
                },
            )),
        }
    }
    let ruled = |(_, rule, group): (i64, Rule, Group)| Group {
        rule: (group.steps.len() > 1).then(|| t.say(rule.key()).into_owned()),
        ..group
    };
    groups.into_iter().map(ruled).collect()
}

fn step_view(
    visit: &Visit,
    record: &ApprovalRecord,
    step: &Step,
    chairs: &HashMap<Seat, Chair>,
) -> StepView {
    let t = &visit.text;
    let open = step.state == flow::StepState::Open;
    let due_on = step.due_on.filter(|_| open).map(|day| due(visit, day));
    let waiting = open || step.state == flow::StepState::Waiting;
    StepView {
        mark: step_mark(step.state, t),
        seat: seat_name(step.seat, chairs, t),
        holders: if waiting {
            holder_names(step.seat, chairs, t)
        } else {
            Vec::new()
        },
        moved: moved_reason(step.moved, t),
        due: due_on.map(|due| (due.day, due.words, due.late)),
        decided: record
            .decision_at(step.id)
            .filter(|line| line.decision != Decision::Escalated)
            .map(|line| (who(line, t), date_text::moment(line.at, t.language()))),
    }
}

/// 「人事課 課長 緑野 花子」, and in whose place.
fn who(line: &DecisionLine, t: &Text) -> String {
    let name = [line.post.as_str(), line.name.as_str()];
    let name: Vec<&str> = name.into_iter().filter(|part| !part.is_empty()).collect();
    let name = if name.is_empty() {
        t.say("approvals-by-program").into_owned()
    } else {
        name.join(" ")
    };
    match &line.principal {
        None => name,
        Some(principal) => t.say2(
            "approvals-deputised",
            "name",
            name,
            "principal",
            principal.as_str(),
        ),
    }
}

/// Everything that was done, of all rounds, the earliest first.
pub(crate) fn past(visit: &Visit, record: &ApprovalRecord) -> Vec<Past> {
    let t = &visit.text;
    let several = record.application.round > 1;
    let line = |line: &DecisionLine| {
        let what = t.say(line.decision.key()).into_owned();
        Past {
            at: date_text::short_moment(line.at, t.language()),
            machine_at: date_text::machine_moment(line.at),
            what: if several && line.decision == Decision::Submitted {
                t.say2("approvals-round-of", "what", what, "n", line.round)
            } else {
                what
            },
            who: who(line, t),
            comment: line.comment.clone(),
        }
    };
    record.decisions.iter().map(line).collect()
}

fn deciding(record: &ApprovalRecord, form: &Form, t: &Text) -> Option<Deciding> {
    let (step, sitting) = record.mine.waiting.first()?;
    Some(Deciding {
        step: *step,
        in_place_of: sitting.in_place_of.as_ref().map(|(_, name)| name.clone()),
        comment: form
            .textarea("comment", &t.say("approvals-comment"))
            .hint(t.say("approvals-comment-hint"))
            .rows(3)
            .optional(),
    })
}

pub(crate) async fn decide(
    may: May<DecideApprovals>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let record = find(&may, &id).await?;
    let entries = Entries::parse(&body);
    let ruling = entries
        .text("ruling")
        .and_then(|word| Ruling::of_word(&word));
    let (Some(step), Some(ruling)) = (step(&entries, &record), ruling) else {
        return Err(PageError::Refused("approvals-ruling-unknown"));
    };
    let comment = entries.text("comment").unwrap_or_default();
    let verdict = Verdict {
        step,
        ruling,
        comment: &comment,
    };
    let done = decided(&may, &verdict).await;
    let notice = match (&done, ruling) {
        (Ok(outcome), _) if outcome.already => "approvals-was-decided",
        (Ok(outcome), Ruling::Approve) if outcome.state == State::Approved => {
            "approvals-approved-last"
        }
        (_, Ruling::Approve) => "approvals-approved",
        (_, Ruling::Return) => "approvals-returned",
        (_, Ruling::Reject) => "approvals-rejected",
    };
    answered(&may, &record, done, notice, entries).await
}

/// A step of the application that the form names.
fn step(entries: &Entries, record: &ApprovalRecord) -> Option<StepId> {
    let id: StepId = entries.text("step")?.parse().ok()?;
    record
        .steps
        .iter()
        .map(|step| step.id)
        .find(|one| *one == id)
}

async fn decided(may: &May<DecideApprovals>, verdict: &Verdict<'_>) -> Done<Outcome> {
    let mut tx = may.db().begin().await?;
    let desk = desk(may);
    let outcome = flow::decide(&mut tx, &desk, kinds(may), &may.allowed, verdict).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// Leads back to the list, or shows the application as it is now with what was refused on top and what was
/// typed in its place.
async fn answered(
    visit: &Visit,
    record: &ApprovalRecord,
    done: Done<Outcome>,
    notice: &'static str,
    entries: Entries,
) -> Result<Response, PageError> {
    match done {
        Ok(_) => {
            let to = href(record.application.id);
            let notice = Notice::new(notice).with("title", &record.application.title);
            Ok(see_other(&to, Some(notice)))
        }
        Err(FlowError::Refused(refusal)) => {
            let mut errors = FormErrors::new(entries);
            let field = match refusal {
                flow::FlowRefusal::ReasonMissing | flow::FlowRefusal::CommentTooLong { .. } => {
                    "comment"
                }
                _ => "",
            };
            errors.add(field, refusal.sentence(&visit.text));
            let id = record.application.id.to_string();
            // The reader may have lost sight of it meanwhile.
            let now = find(visit, &id).await?;
            page(visit, &now, Some(errors)).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn take_back(
    may: May<DecideApprovals>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let record = find(&may, &id).await?;
    let entries = Entries::parse(&body);
    let step = step(&entries, &record).ok_or(PageError::NotFound)?;
    let done = taken_back(&may, step).await;
    answered(&may, &record, done, "approvals-taken-back", entries).await
}

async fn taken_back(may: &May<DecideApprovals>, step: StepId) -> Done<Outcome> {
    let mut tx = may.db().begin().await?;
    let outcome = flow::take_back(&mut tx, &desk(may), &may.allowed, step).await?;
    tx.commit().await?;
    Ok(outcome)
}

pub(crate) async fn withdraw(
    may: May<DecideApprovals>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let record = find(&may, &id).await?;
    let entries = Entries::parse(&body);
    let comment = entries.text("why").unwrap_or_default();
    let done = withdrawn(&may, record.application.id, &comment).await;
    answered(&may, &record, done, "approvals-withdrawn", entries).await
}

async fn withdrawn(may: &May<DecideApprovals>, id: ApplicationId, comment: &str) -> Done<Outcome> {
    let mut tx = may.db().begin().await?;
    let desk = desk(may);
    let outcome = flow::withdraw(&mut tx, &desk, kinds(may), &may.allowed, id, comment).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// 後閲: the principal has seen what was decided in their place.
pub(crate) async fn seen(
    may: May<DecideApprovals>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let record = find(&may, &id).await?;
    let mut tx = may.db().begin().await?;
    flow::seen(&mut tx, &desk(&may), &may.allowed, record.application.id).await?;
    tx.commit().await?;
    let notice = Notice::new("approvals-seen");
    Ok(see_other(&href(record.application.id), Some(notice)))
}
