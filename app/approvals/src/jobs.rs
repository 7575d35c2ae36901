//! Long work as who asked for it sees it: how far it is, what came of it, and the way to stop it.

use crate::notices_turn::{Turn, limit, offset};
use access::{Allowed, EditJobs, Permission, Relation, ViewJobs};
use anyhow::Result;
use askama::Template;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::response::Response;
use flow::jobs::{self, Job, JobId, JobRefusal, JobState, relation};
use screen::form::Entries;
use screen::kit::grouped;
use screen::table::TableState;
use screen::visit::Visit;
use screen::{Download, May, Notice, Page, PageError, date_text, see_other};
use words::Text;

/// Where one's own jobs stand.
const LIST: &str = "/jobs";

/// How far a job is, for the bar.
pub(crate) struct Bar {
    /// In hundredths; `None` while nobody knows.
    pub percent: Option<i64>,
    /// The same in words.
    pub words: String,
}

/// A job in a list.
pub(crate) struct Line {
    pub href: String,
    pub kind: String,
    pub who: String,
    pub asked: String,
    pub state: String,
    pub tone: &'static str,
    pub bar: Option<Bar>,
    /// What came of it, or why nothing did.
    pub said: String,
    pub fault: Option<String>,
    pub retries: bool,
    pub cancels: bool,
}

#[derive(Template)]
#[template(path = "jobs/mine.html")]
struct MinePage<'a> {
    t: &'a Text,
    title: String,
    lines: Vec<Line>,
    turn: Turn,
}

pub(crate) async fn mine(may: May<ViewJobs>) -> Result<Response, PageError> {
    let account = may.actor.account.ok_or(PageError::NotFound)?;
    let state = TableState::read(LIST, may.uri.query(), &[], "id");
    let mut found = jobs::jobs_of(may.db(), account, offset(&state), limit(&state)).await?;
    let turn = Turn::of(&state, &mut found);
    let title = may.say("approvals-jobs-mine");
    let main = MinePage {
        t: &may.text,
        title: title.clone(),
        lines: found.iter().map(|job| line(&may, job)).collect(),
        turn,
    };
    may.page(Page::new(title, "/home"), &main)
}

/// A job as lists show it.
pub(crate) fn line(visit: &Visit, job: &Job) -> Line {
    let t = &visit.text;
    let said = job.result.as_ref().or(job.error.as_ref());
    Line {
        href: href(job.id),
        kind: kind_label(visit, job),
        who: who(job, t),
        asked: date_text::short_moment(job.created_at, t.language()),
        state: t.say(job.state.key()).into_owned(),
        tone: tone(job.state),
        bar: (job.state == JobState::Running).then(|| bar(visit, job)),
        said: said.map(|sentence| sentence.say(t)).unwrap_or_default(),
        fault: job.fault.clone(),
        retries: matches!(job.state, JobState::Failed | JobState::Cancelled),
        cancels: !job.state.has_ended() && !job.cancel_asked,
    }
}

fn href(job: JobId) -> String {
    format!("{LIST}/{job}")
}

/// The name of the kind; of a kind that this program does not know, the name in the database.
fn kind_label(visit: &Visit, job: &Job) -> String {
    match visit.site.offers.kind(&job.kind) {
        Some(kind) => visit.say(kind.label),
        None => job.kind.clone(),
    }
}

fn who(job: &Job, t: &Text) -> String {
    if job.asked_by.is_some() {
        job.asked_by_name.clone()
    } else {
        t.say("approvals-job-by-clock").into_owned()
    }
}

fn tone(state: JobState) -> &'static str {
    match state {
        JobState::Waiting => "",
        JobState::Running => "key",
        JobState::Done => "ok",
        JobState::Failed => "bad",
        JobState::Cancelled => "warn",
    }
}

/// How far the job is: from memory when this process does it, otherwise as it was last written down.
fn bar(visit: &Visit, job: &Job) -> Bar {
    let t = &visit.text;
    let live = visit.site.offers.live.progress(&visit.city, job.id);
    let progress = live.unwrap_or_else(|| job.progress.clone());
    let mut words = match (progress.percent(), progress.done) {
        (Some(percent), _) => t.fill(
            "approvals-job-progress",
            &[
                ("done", grouped(progress.done).into()),
                ("total", grouped(progress.total).into()),
                ("percent", percent.into()),
            ],
        ),
        (None, 0) => t.say("approvals-job-under-way").into_owned(),
        (None, done) => t.say1("approvals-job-counted", "done", grouped(done)),
    };
    if let Some(step) = &progress.step {
        words = t.say2("approvals-job-step", "step", step.say(t), "progress", words);
    }
    Bar {
        percent: progress.percent(),
        words,
    }
}

/// A file that the job has made.
struct FileLine {
    href: String,
    name: String,
    until: String,
}

#[derive(Template)]
#[template(path = "jobs/job.html")]
struct JobPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    here: String,
    line: Line,
    /// What happens next, where that is not plain.
    next: Option<String>,
    open: bool,
    /// When a failed try is made up for.
    again: Option<String>,
    result: Option<String>,
    error: Option<String>,
    leads_to: Option<String>,
    file: Option<FileLine>,
    facts: Vec<(String, String)>,
    /// Whether the page asks for itself again every few seconds.
    follows: bool,
    /// The page that does.
    follow: String,
    shows_fault: bool,
}

pub(crate) async fn show(
    may: May<ViewJobs>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let job = find(&may, &may.allowed, &id).await?;
    let own = relation(&may.actor, job.asked_by) == Relation::Own;
    let entries = Entries::parse(may.uri.query().unwrap_or_default().as_bytes());
    let open = !job.state.has_ended();
    let follows = open && entries.ticked("follow");
    let t = &may.text;
    let title = kind_label(&may, &job);
    let file = jobs::file_line(may.db(), may.now, job.id).await?;
    let main = JobPage {
        t,
        title: title.clone(),
        trail: trail(&may, own),
        here: href(job.id),
        line: line(&may, &job),
        next: next(&job).map(|key| may.say(key)),
        open,
        again: job
            .due_at
            .filter(|_| job.state == JobState::Waiting && job.error.is_some())
            .map(|at| date_text::moment(at, t.language())),
        result: job.result.as_ref().map(|sentence| sentence.say(t)),
        error: job.error.as_ref().map(|sentence| sentence.say(t)),
        leads_to: job.href.clone(),
        file: file.filter(|_| own).map(|(name, until)| FileLine {
            href: format!("{}/file", href(job.id)),
            name,
            until: date_text::moment(until, t.language()),
        }),
        facts: facts(&job, t),
        follows,
        follow: format!("{}?follow=on", href(job.id)),
        shows_fault: may.allowed.on(Relation::Other).is_ok(),
    };
    let section = if own { "/home" } else { "/admin" };
    let mut response = may.page(Page::new(title, section), &main)?;
    if follows {
        // A page that moves by itself only where the reader has asked for it, and says how to stop it.
        let value = HeaderValue::from_static("4");
        response.headers_mut().insert("refresh", value);
    }
    Ok(response)
}

/// The key of what happens next.
fn next(job: &Job) -> Option<&'static str> {
    if job.state.has_ended() {
        None
    } else if job.cancel_asked {
        Some("approvals-job-stops")
    } else if job.state == JobState::Waiting && job.error.is_none() {
        Some("approvals-job-waits")
    } else {
        None
    }
}

fn trail(visit: &Visit, own: bool) -> Vec<(String, String)> {
    let (key, href) = if own {
        ("approvals-jobs-mine", LIST)
    } else {
        ("approvals-jobs", "/admin/jobs")
    };
    vec![(visit.say(key), href.to_owned())]
}

fn facts(job: &Job, t: &Text) -> Vec<(String, String)> {
    let moment = |at| date_text::moment(at, t.language());
    let mut facts = vec![("approvals-job-asked-by", who(job, t))];
    facts.push(("approvals-job-asked", moment(job.created_at)));
    facts.extend(job.started_at.map(|at| ("approvals-job-begun", moment(at))));
    facts.extend(job.ended_at.map(|at| ("approvals-job-ended", moment(at))));
    if job.attempts > 1 {
        facts.push(("approvals-job-attempts", job.attempts.to_string()));
    }
    facts
        .into_iter()
        .map(|(key, value)| (t.say(key).into_owned(), value))
        .collect()
}

/// A job that the person may see; who may not does not learn that there is one.
async fn find<P: Permission>(
    visit: &Visit,
    allowed: &Allowed<P>,
    id: &str,
) -> Result<Job, PageError> {
    let id: JobId = id.parse().map_err(|_| PageError::NotFound)?;
    let job = jobs::job(visit.db(), id)
        .await?
        .ok_or(PageError::NotFound)?;
    allowed
        .on(relation(&visit.actor, job.asked_by))
        .map_err(|_| PageError::NotFound)?;
    Ok(job)
}

pub(crate) async fn file(
    may: May<ViewJobs>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    use axum::response::IntoResponse;
    let job = find(&may, &may.allowed, &id).await?;
    // A file may hold what only who asked for it may see.
    if relation(&may.actor, job.asked_by) != Relation::Own {
        return Err(PageError::NotFound);
    }
    let file = jobs::file_of(may.db(), may.now, job.id)
        .await?
        .ok_or(PageError::Refused("approvals-job-file-gone"))?;
    let media = MEDIA
        .into_iter()
        .find(|media| *media == file.media)
        .unwrap_or("application/octet-stream");
    let download = Download {
        name: file.name,
        media,
        bytes: file.bytes,
        inline: false,
    };
    Ok(download.into_response())
}

/// What jobs make; anything else is saved without being opened.
const MEDIA: [&str; 5] = [
    "text/csv",
    "application/pdf",
    "application/zip",
    "application/json",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
];

pub(crate) async fn cancel(
    may: May<EditJobs>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let job = find(&may, &may.allowed, &id).await?;
    let done = jobs::cancel(may.db(), may.now, &may.allowed, job.id).await?;
    if done.is_ok() {
        may.site.offers.live.cancel(&may.city, job.id);
    }
    answer(&job, done, "approvals-job-cancelled")
}

pub(crate) async fn retry(
    may: May<EditJobs>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let job = find(&may, &may.allowed, &id).await?;
    let done = jobs::retry(may.db(), may.now, &may.allowed, job.id).await?;
    answer(&job, done, "approvals-job-retried")
}

fn answer(
    job: &Job,
    done: Result<(), JobRefusal>,
    notice: &'static str,
) -> Result<Response, PageError> {
    match done {
        Ok(()) => Ok(see_other(&href(job.id), Some(Notice::new(notice)))),
        Err(JobRefusal::NotFound) => Err(PageError::NotFound),
        Err(refusal) => Ok(see_other(&href(job.id), Some(Notice::new(refusal.key())))),
    }
}
