//! Outgoing mail, for those who look after it.

use crate::jobs_admin::trail;
use crate::notices_turn::{Turn, limit, offset};
use access::{EditJobs, Relation, ViewJobs};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use flow::mail::{
    self, Address, MAIL_FROM, MAIL_IS_SENT, Mail, MailId, MailRefusal, MailState, PUBLIC_ADDRESS,
};
use screen::form::{Choice, Field, Form};
use screen::table::TableState;
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use words::Text;

/// Where the list stands.
const LIST: &str = "/admin/mail";

/// A mail in the list.
struct Line {
    href: String,
    to: String,
    address: String,
    subject: String,
    written: String,
    state: String,
    tone: &'static str,
    /// What went wrong, and when it is tried again.
    error: String,
    again: Option<String>,
    fault: Option<String>,
    cancels: bool,
    retries: bool,
}

#[derive(Template)]
#[template(path = "notices/mail.html")]
struct MailPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    /// What keeps mail from going out, each as a sentence.
    warnings: Vec<String>,
    facts: Vec<(String, String)>,
    state: Field,
    narrowed: bool,
    lines: Vec<Line>,
    turn: Turn,
}

pub(crate) async fn list(may: May<ViewJobs>) -> Result<Response, PageError> {
    may.allowed.on(Relation::Other)?;
    let table = TableState::read(LIST, may.uri.query(), &[], "id");
    let state = table.condition("state").and_then(MailState::named);
    let mut found = mail::mails(may.db(), state, offset(&table), limit(&table)).await?;
    let turn = Turn::of(&table, &mut found);
    let title = may.say("approvals-mail");
    let t = &may.text;
    let main = MailPage {
        t,
        title: title.clone(),
        trail: trail(&may),
        warnings: warnings(&may),
        facts: facts(&may).await?,
        state: state_field(t, state),
        narrowed: table.narrowed(),
        lines: found.iter().map(|mail| line(mail, t)).collect(),
        turn,
    };
    may.page(Page::new(title, "/admin"), &main)
}

fn warnings(visit: &Visit) -> Vec<String> {
    let settings = &visit.settings;
    if !settings.get(&MAIL_IS_SENT) {
        return vec![visit.say("approvals-mail-off")];
    }
    let post = visit.site.offers.post.of(&visit.city).unwrap_or_default();
    let mut warnings = Vec::new();
    if post.server.is_none() {
        warnings.push(visit.say("approvals-mail-no-server"));
    }
    if Address::parse(&settings.get(&MAIL_FROM)).is_none() {
        warnings.push(visit.say("approvals-mail-no-sender"));
    }
    if settings.get(&PUBLIC_ADDRESS).is_empty() {
        warnings.push(visit.say("approvals-mail-no-address"));
    }
    if let Some((since, fault)) = post.down {
        let at = date_text::moment(since, visit.language());
        let down = visit
            .text
            .say2("approvals-mail-down", "at", at, "fault", fault.as_str());
        warnings.push(down);
    }
    warnings
}

async fn facts(visit: &Visit) -> Result<Vec<(String, String)>, PageError> {
    let t = &visit.text;
    let post = visit.site.offers.post.of(&visit.city).unwrap_or_default();
    let waiting = mail::waiting(visit.db()).await?;
    let none = || t.say("approvals-none").into_owned();
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    Ok(vec![
        fact(
            "approvals-mail-waiting",
            t.say1("approvals-mail-count", "n", waiting),
        ),
        fact("approvals-mail-server", post.server.unwrap_or_else(none)),
        fact(
            "approvals-mail-sender",
            Some(visit.settings.get(&MAIL_FROM))
                .filter(|from| !from.is_empty())
                .unwrap_or_else(none),
        ),
    ])
}

fn state_field(t: &Text, chosen: Option<MailState>) -> Field {
    let state = |state: MailState| Choice::new(state.name(), t.say(state.key()));
    let all = Choice::new("", t.say("approvals-all"));
    let choices = std::iter::once(all)
        .chain(MailState::ALL.map(state))
        .collect();
    Form::new(t)
        .select("state", &t.say("approvals-mail-state"), choices)
        .value(chosen.map(MailState::name).unwrap_or_default())
        .small()
}

fn line(mail: &Mail, t: &Text) -> Line {
    let waits = mail.state == MailState::Waiting;
    Line {
        href: format!("{LIST}/{}", mail.id),
        to: mail.name.clone(),
        address: mail.address.clone(),
        subject: mail.subject.say(t),
        written: date_text::short_moment(mail.created_at, t.language()),
        state: t.say(mail.state.key()).into_owned(),
        tone: match mail.state {
            MailState::Waiting => "",
            MailState::Sending => "key",
            MailState::Sent => "ok",
            MailState::Failed => "bad",
            MailState::Cancelled => "warn",
        },
        error: mail
            .error
            .as_ref()
            .map(|error| error.say(t))
            .unwrap_or_default(),
        again: mail
            .due_at
            .filter(|_| waits && mail.attempts > 0)
            .map(|at| date_text::short_moment(at, t.language())),
        fault: mail.fault.clone(),
        cancels: waits,
        retries: waits && mail.attempts > 0
            || matches!(mail.state, MailState::Failed | MailState::Cancelled),
    }
}

pub(crate) async fn cancel(
    may: May<EditJobs>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = number(&id)?;
    let done = mail::cancel(may.db(), may.now, &may.allowed, id).await?;
    answer(done, "approvals-mail-cancelled")
}

pub(crate) async fn retry(
    may: May<EditJobs>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = number(&id)?;
    let done = mail::retry(may.db(), may.now, &may.allowed, id).await?;
    answer(done, "approvals-mail-retried")
}

fn number(text: &str) -> Result<MailId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

fn answer(done: Result<(), MailRefusal>, notice: &'static str) -> Result<Response, PageError> {
    match done {
        Ok(()) => Ok(see_other(LIST, Some(Notice::new(notice)))),
        Err(MailRefusal::NotFound) => Err(PageError::NotFound),
        Err(refusal) => Ok(see_other(LIST, Some(Notice::new(refusal.key())))),
    }
}
