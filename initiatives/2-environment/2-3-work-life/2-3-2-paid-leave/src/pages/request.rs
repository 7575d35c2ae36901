//! One plan or request: what it is, how it stands, and what the reader may do with it.

use super::form::title_of;
use super::frame::{
    Mark, SECTION, desk, may_edit, may_keep, may_view, name_of, number, stage_mark,
};
use crate::acts::{self, Rules};
use crate::approval::{REQUEST_KIND, around, subject};
use crate::records::{CancellationId, LeaveDayId, RequestId, Stage};
use crate::rules::entitlement::pattern;
use crate::shown;
use crate::store::{self, Request, StoredDay};
use access::{Allowed, DecideApprovals, EditLeave, KeepLeave, ViewLeave};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use flow::{Application, Seats, StepId};
use screen::form::{Choice, Entries, Field, Form, FormErrors};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use words::{Language, Text};

/// A day of the request as the page shows it.
struct DayLine {
    day: String,
    length: String,
    mark: Mark,
    /// Where the personnel office gives it back.
    release: Option<i64>,
}

/// The form that asks for another day.
struct Another {
    step: StepId,
    on: Field,
    why: Field,
}

/// The form that asks to cancel.
struct Cancelling {
    key: i64,
    days: Field,
    reason: Field,
}

#[derive(Template)]
#[template(path = "leave/request.html")]
struct RequestPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    here: String,
    mark: Mark,
    facts: Vec<(String, String)>,
    warning: Option<String>,
    asked_on: Option<String>,
    report: bool,
    days: Vec<DayLine>,
    application: Option<String>,
    edit: Option<String>,
    drop: bool,
    cancel: Option<Cancelling>,
    cancelling: Vec<(String, String)>,
    another: Option<Another>,
    form: Form,
}

/// A request that the reader may see; deciding about it is enough.
async fn find(visit: &Visit, id: &str) -> Result<(Request, Option<Application>), PageError> {
    let id = RequestId(number(id)?);
    let found = store::request(visit.db(), id)
        .await?
        .ok_or(PageError::NotFound)?;
    let application = flow::latest(visit.db(), &subject(REQUEST_KIND, id.0)).await?;
    let seen = may_view(visit, found.employee).await?
        || match &application {
            Some(application) => deciding(visit, application).await?.is_some(),
            None => false,
        };
    if seen {
        Ok((found, application))
    } else {
        Err(PageError::NotFound)
    }
}

/// The step at which the reader decides about an application now.
async fn deciding(visit: &Visit, application: &Application) -> Result<Option<StepId>, PageError> {
    if Allowed::<DecideApprovals>::ask(visit.actor.clone()).is_err() {
        return Ok(None);
    }
    let seats = Seats::of(visit.db(), &visit.actor, visit.today()).await?;
    let record = flow::record(visit.db(), &seats, application.id).await?;
    Ok(record.and_then(|record| record.mine.waiting.first().map(|(step, _)| *step)))
}

pub(crate) async fn show(
    may: May<ViewLeave>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (request, application) = find(&may, &id).await?;
    page(&may, &request, application.as_ref(), None).await
}

async fn page(
    visit: &Visit,
    request: &Request,
    application: Option<&Application>,
    wrong: Option<FormErrors>,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let rules = Rules::read(visit.db(), visit.today()).await?;
    let staff = store::staff(visit.db(), request.employee, visit.today())
        .await?
        .ok_or(PageError::NotFound)?;
    let day = pattern(&staff.served, &rules.policy).day;
    let days = store::days(visit.db(), request.id).await?;
    let own = visit.actor.employee == Some(request.employee.0);
    let edits = may_edit(visit, request.employee).await?;
    let keeps = may_keep(visit, request.employee).await?;
    let title = title_of(t, request.kind, (request.first, request.last), request.part);
    let waiting = matches!(request.stage, Stage::Planned | Stage::Pending);
    let mut facts = vec![
        (
            visit.say("paid-leave-field-person"),
            name_of(visit, request.employee).await?,
        ),
        (visit.say("paid-leave-field-days"), shown::span(request, t)),
        (
            visit.say("paid-leave-field-length"),
            shown::length(request.minutes, day, t),
        ),
    ];
    if !request.reason.is_empty() {
        facts.push((visit.say("paid-leave-field-reason"), request.reason.clone()));
    }
    facts.push((
        visit.say("paid-leave-field-made"),
        t.say2(
            "paid-leave-made",
            "by",
            request.entered_by.as_str(),
            "at",
            date_text::moment(request.made_at, t.language()),
        ),
    ));
    let mut warning = None;
    if waiting {
        let (first, last) = (request.first, request.last);
        let around = around(visit.db(), &rules, request.employee, first, last, t).await?;
        facts.push((visit.say("paid-leave-context-away"), around.names(t)));
        warning = around.warning(t);
    }
    let form = Form::of(t, wrong);
    let refused = form.refused();
    let another = match application {
        Some(application) if request.stage == Stage::Pending => {
            another(visit, application, &form).await?
        }
        _ => None,
    };
    let (trail_key, trail_href) = if own {
        ("paid-leave-own-title", SECTION.to_owned())
    } else {
        (
            "paid-leave-people",
            format!("/leave/people/{}", request.employee),
        )
    };
    let main = RequestPage {
        t,
        title: title.clone(),
        trail: vec![(visit.say(trail_key), trail_href)],
        here: format!("/leave/requests/{}", request.id),
        mark: stage_mark(request.stage, t),
        facts,
        warning,
        asked_on: request
            .asked_on
            .filter(|_| request.stage == Stage::Returned)
            .map(|on| t.say1("paid-leave-asked-on", "day", shown::short(on, t))),
        report: crate::rules::kinds::of(request.kind).plan_and_report
            && request.stage == Stage::Approved
            && request.last <= visit.today(),
        days: days
            .iter()
            .map(|one| day_line(&rules, one, day, keeps, t))
            .collect(),
        application: application.map(|application| format!("/approvals/{}", application.id)),
        edit: (edits && request.stage.open())
            .then(|| format!("/leave/requests/{}/edit", request.id)),
        drop: edits && request.stage == Stage::Planned,
        cancel: cancelling_form(visit, request, &days, &form, edits).await?,
        cancelling: cancelling(visit, request).await?,
        another,
        form,
    };
    let page = Page::new(title, SECTION);
    visit.page(if refused { page.with_errors() } else { page }, &main)
}

fn day_line(
    rules: &Rules,
    one: &StoredDay,
    day: calendar::Minutes,
    keeps: bool,
    t: &Text,
) -> DayLine {
    let approved = one.stage == Stage::Approved;
    let free = !rules.off.is_workday(one.day.on);
    DayLine {
        day: shown::day_part(one.day.on, one.day.part, t),
        length: shown::length(one.day.minutes, day, t),
        mark: stage_mark(one.stage, t),
        // A day that has become a public holiday is no leave.
        release: (keeps && approved && free && one.day.minutes.0 > 0).then_some(one.id.0),
    }
}

async fn another(
    visit: &Visit,
    application: &Application,
    form: &Form,
) -> Result<Option<Another>, PageError> {
    let Some(step) = deciding(visit, application).await? else {
        return Ok(None);
    };
    let t = &visit.text;
    Ok(Some(Another {
        step,
        on: form
            .date("on", &t.say("paid-leave-another-day-on"))
            .optional(),
        why: form
            .textarea("why", &t.say("paid-leave-another-day-why"))
            .hint(t.say("paid-leave-another-day-hint"))
            .rows(3)
            .required(),
    }))
}

/// What was asked to be cancelled, with where it stands.
async fn cancelling(visit: &Visit, request: &Request) -> Result<Vec<(String, String)>, PageError> {
    let all = store::cancellations_of(visit.db(), request.id).await?;
    Ok(all
        .into_iter()
        .map(|one| {
            let state = flow::State::of_word(match one.state.as_str() {
                "pending" => "in-progress",
                other => other,
            });
            let word = state.map_or_else(String::new, |state| visit.say(state.key()));
            let at = date_text::moment(one.made_at, visit.language());
            (format!("{word}（{at}）"), one.reason)
        })
        .collect())
}

async fn cancelling_form(
    visit: &Visit,
    request: &Request,
    days: &[StoredDay],
    form: &Form,
    edits: bool,
) -> Result<Option<Cancelling>, PageError> {
    let t = &visit.text;
    if !edits {
        return Ok(None);
    }
    let waiting: Vec<LeaveDayId> = store::cancellations_of(visit.db(), request.id)
        .await?
        .into_iter()
        .filter(|one| matches!(one.state.as_str(), "pending" | "returned"))
        .flat_map(|one| one.days)
        .collect();
    let open: Vec<&StoredDay> = days
        .iter()
        .filter(|day| day.stage == Stage::Approved && !waiting.contains(&day.id))
        .collect();
    if open.is_empty() {
        return Ok(None);
    }
    let choices = open
        .iter()
        .map(|one| Choice::new(one.id, shown::day_part(one.day.on, one.day.part, t)))
        .collect();
    Ok(Some(Cancelling {
        key: visit.site.ids.next(),
        days: form
            .checks("day", &t.say("paid-leave-field-days"), choices)
            .ticked(open.iter().map(|one| one.id)),
        reason: form
            .text("reason", &t.say("paid-leave-cancel-why"))
            .required(),
    }))
}

pub(crate) async fn hand_in(
    may: May<EditLeave>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (request, _) = find(&may, &id).await?;
    let t = may.text.in_language(Language::Japanese);
    let title = title_of(
        &t,
        request.kind,
        (request.first, request.last),
        request.part,
    );
    let done = acts::hand_in(may.db(), &desk(&may), &may.allowed, request.id, &title).await;
    match done {
        Ok(_) => {
            let to = format!("/leave/requests/{}", request.id);
            Ok(see_other(&to, Some(Notice::new("paid-leave-asked"))))
        }
        Err(acts::LeaveError::Refused(refusal)) => {
            let (_, sentence) = refusal.sentence(&may.text);
            let errors = FormErrors::about_form(Entries::default(), sentence);
            page(&may, &request, None, Some(errors)).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn drop(
    may: May<EditLeave>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = RequestId(number(&id)?);
    acts::drop_plan(may.db(), &desk(&may), &may.allowed, id).await?;
    Ok(see_other(SECTION, Some(Notice::new("paid-leave-dropped"))))
}

pub(crate) async fn cancel(
    may: May<EditLeave>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let (request, application) = find(&may, &id).await?;
    let entries = Entries::parse(&body);
    let key = CancellationId(number(&entries.text("key").unwrap_or_default())?);
    let days: Vec<LeaveDayId> = entries
        .all("day")
        .filter_map(|day| day.parse().ok())
        .collect();
    let reason = entries.text("reason").unwrap_or_default();
    let t = may.text.in_language(Language::Japanese);
    let title = t.say1(
        "paid-leave-cancel-title",
        "request",
        title_of(
            &t,
            request.kind,
            (request.first, request.last),
            request.part,
        ),
    );
    let desk = desk(&may);
    let done = acts::ask_cancellation(
        may.db(),
        &desk,
        &may.allowed,
        (key, request.id),
        &days,
        (&reason, &title),
    );
    match done.await {
        Ok(()) => {
            let to = format!("/leave/requests/{}", request.id);
            Ok(see_other(&to, Some(Notice::new("paid-leave-cancel-asked"))))
        }
        Err(acts::LeaveError::Refused(refusal)) => {
            let (field, sentence) = refusal.sentence(&may.text);
            let mut errors = FormErrors::new(entries);
            errors.add(field, sentence);
            page(&may, &request, application.as_ref(), Some(errors)).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn another_day(
    may: May<DecideApprovals>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let (request, application) = find(&may, &id).await?;
    let entries = Entries::parse(&body);
    let step = StepId(number(&entries.text("step").unwrap_or_default())?);
    let on = match entries.text("on").filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => match calendar::parse_date(&text) {
            Ok(day) => Some(day),
            Err(_) => {
                let mut errors = FormErrors::new(entries);
                errors.add("on", may.say("paid-leave-refusal-day"));
                return page(&may, &request, application.as_ref(), Some(errors)).await;
            }
        },
    };
    let why = entries.text("why").unwrap_or_default();
    let desk = desk(&may);
    let done = acts::ask_another_day(
        may.db(),
        &desk,
        &may.site.offers.approvals,
        &may.allowed,
        (request.id, step),
        (on, &why),
    );
    match done.await {
        Ok(()) => Ok(see_other(
            "/approvals",
            Some(Notice::new("paid-leave-another-day-asked")),
        )),
        Err(acts::LeaveError::Flow(flow::FlowRefusal::ReasonMissing)) => {
            let mut errors = FormErrors::new(entries);
            errors.add("why", may.say("paid-leave-refusal-reason"));
            page(&may, &request, application.as_ref(), Some(errors)).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn release(
    may: May<KeepLeave>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let id = RequestId(number(&id)?);
    let entries = Entries::parse(&body);
    let day = LeaveDayId(number(&entries.text("day").unwrap_or_default())?);
    let reason = may.text.in_language(Language::Japanese);
    let reason = reason.say("paid-leave-released-reason").into_owned();
    acts::release_day(may.db(), &desk(&may), &may.allowed, (id, day), &reason).await?;
    let to = format!("/leave/requests/{id}");
    Ok(see_other(&to, Some(Notice::new("paid-leave-released"))))
}
