//! The yearly grant and the end of a year: what they would do, before anybody does it.

use super::frame::{SECTION, desk, rules, tabs, year_name};
use crate::acts;
use crate::jobs::{Arguments, CLOSE, GRANT};
use crate::rules::counting::in_days;
use access::KeepLeave;
use askama::Template;
use axum::response::Response;
use calendar::Minutes;
use flow::jobs::{JobKind, NewJob, enqueue};
use screen::kit::grouped;
use screen::visit::Visit;
use screen::{May, Page, PageError, date_text, see_other};
use words::Text;

const HERE: &str = "/leave/runs";

struct GrantRow {
    on: String,
    reason: String,
    people: String,
    days: String,
}

struct CloseRow {
    year: String,
    end: String,
    people: String,
    days: String,
}

#[derive(Template)]
#[template(path = "leave/runs.html")]
struct RunsPage<'a> {
    t: &'a Text,
    title: String,
    tabs: Vec<(String, String, bool)>,
    grants: Vec<GrantRow>,
    to_grant: i64,
    nothing: i64,
    closes: Vec<CloseRow>,
    to_close: i64,
}

pub(crate) async fn show(may: May<KeepLeave>) -> Result<Response, PageError> {
    let (t, today) = (&may.text, may.today());
    let day = rules(&may).await?.policy.day;
    let days = |length: Minutes| {
        let (days, ..) = in_days(length, day);
        t.say1("paid-leave-length-days", "d", grouped(days))
    };
    let preview = acts::grant_preview(may.db(), &may.allowed, today).await?;
    let closing = acts::close_preview(may.db(), &may.allowed, today).await?;
    let title = may.say("paid-leave-runs");
    let main = RunsPage {
        t,
        title: title.clone(),
        tabs: tabs(&may, HERE),
        grants: preview
            .lines
            .iter()
            .map(|line| GrantRow {
                on: date_text::plain_day(line.on, t.language()),
                reason: may.say(line.reason.key()),
                people: grouped(line.people),
                days: days(line.minutes),
            })
            .collect(),
        to_grant: preview.people(),
        nothing: preview.nothing,
        to_close: closing.iter().map(|one| one.people).sum(),
        closes: closing
            .iter()
            .map(|one| CloseRow {
                year: year_name(one.year.first, t),
                end: date_text::plain_day(one.year.end, t.language()),
                people: grouped(one.people),
                days: days(one.left),
            })
            .collect(),
    };
    may.page(Page::new(title, SECTION), &main)
}

async fn asked_for(visit: &Visit, kind: &JobKind) -> Result<Response, PageError> {
    let desk = desk(visit);
    let arguments = Arguments { on: visit.today() };
    let mut tx = visit.db().begin().await?;
    let new = NewJob::of(kind, &arguments, &visit.actor)?;
    let job = enqueue(&mut tx, desk.ids, desk.now, &new).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/jobs/{job}"), None))
}

pub(crate) async fn grant(may: May<KeepLeave>) -> Result<Response, PageError> {
    asked_for(&may, &GRANT).await
}

pub(crate) async fn close(may: May<KeepLeave>) -> Result<Response, PageError> {
    asked_for(&may, &CLOSE).await
}
