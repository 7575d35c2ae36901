//! What is done with a post beside writing it: publishing, correcting, taking back, discarding, pinning.

use super::form_reading::{day_after, refused};
use super::parts::{SECTION, desk, href, last_day, post_id};
use crate::acts::{self, ActError, BulletinRefusal, Correction, Submission};
use crate::records::{LONGEST_BODY, LONGEST_REASON, LONGEST_TITLE, Post, PostId};
use crate::settings::approval_rule;
use access::{Allowed, KeepBulletin, ViewBulletin, WriteBulletin};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use screen::form::{Entries, Field, Form, FormErrors, Reading};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

/// The post with the version that the form was filled from.
fn held(id: &str, body: &Bytes) -> Result<((PostId, i64), Entries), PageError> {
    let entries = Entries::parse(body);
    let version = entries.text("version").and_then(|text| text.parse().ok());
    Ok(((post_id(id)?, version.unwrap_or(0)), entries))
}

pub(super) async fn submit(
    may: May<WriteBulletin>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let (held, _) = held(&id, &body)?;
    let rule = approval_rule(&may.settings);
    let done = acts::submit(may.db(), &desk(&may), &may.allowed, held, rule).await?;
    let notice = match done {
        Submission::Published => "bulletin-done-published",
        Submission::Waiting => "bulletin-done-submitted",
    };
    Ok(see_other(&href(held.0), Some(Notice::new(notice))))
}

pub(super) async fn discard(
    may: May<WriteBulletin>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let (held, _) = held(&id, &body)?;
    acts::discard(may.db(), &desk(&may), &may.allowed, held).await?;
    let notice = Notice::new("bulletin-done-discarded");
    Ok(see_other("/bulletin/office", Some(notice)))
}

pub(super) async fn pin(
    may: May<KeepBulletin>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let (held, entries) = held(&id, &body)?;
    let until = if entries.ticked("let-go") {
        None
    } else {
        let mut reading = Reading::new(entries, &may.text);
        let day = reading.date("until", &may.say("bulletin-pin-until"));
        Some(day.ok_or(PageError::Refused("bulletin-pin-no-day"))?)
    };
    acts::pin(may.db(), &desk(&may), &may.allowed, held, until).await?;
    let notice = match until {
        Some(_) => "bulletin-done-pinned",
        None => "bulletin-done-unpinned",
    };
    Ok(see_other(&href(held.0), Some(Notice::new(notice))))
}

#[derive(Template)]
#[template(path = "bulletin_change.html")]
struct ChangePage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    lead: String,
    here: String,
    back: String,
    form: Form,
    version: Field,
    fields: Vec<Field>,
    button: String,
    danger: bool,
}

/// A published post that the person looks after.
async fn published(may: &May<WriteBulletin>, id: &str) -> Result<Post, PageError> {
    let allowed = Allowed::<ViewBulletin>::ask(may.actor.clone())?;
    let found = acts::find(may.db(), &allowed, may.today(), post_id(id)?).await?;
    if !found.standing.looks_after() {
        return Err(PageError::NotFound);
    }
    if !found.doing().correct {
        return Err(PageError::Refused(BulletinRefusal::OtherState.key()));
    }
    Ok(found.post)
}

pub(super) async fn correct_form(
    may: May<WriteBulletin>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let post = published(&may, &id).await?;
    correct_page(&may, &post, Form::new(&may.text))
}

pub(super) async fn correct(
    may: May<WriteBulletin>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let post = published(&may, &id).await?;
    let (held, entries) = held(&id, &body)?;
    let correction = match read_correction(entries.clone(), &may.text) {
        Ok(correction) => correction,
        Err(errors) => return correct_page(&may, &post, Form::again(&may.text, errors)),
    };
    match acts::correct(may.db(), &desk(&may), &may.allowed, held, &correction).await {
        Ok(()) => Ok(see_other(
            &href(post.id),
            Some(Notice::new("bulletin-done-corrected")),
        )),
        Err(ActError::Refused(refusal)) => {
            let errors = refused(&refusal, entries, &may.text);
            correct_page(&may, &post, Form::again(&may.text, errors))
        }
        Err(error) => Err(error.into()),
    }
}

fn read_correction(entries: Entries, t: &Text) -> Result<Correction, FormErrors> {
    let mut reading = Reading::new(entries, t);
    let title = reading.text("title", &t.say("bulletin-title"), LONGEST_TITLE);
    let body = reading.text("body", &t.say("bulletin-body"), LONGEST_BODY);
    let last = reading.optional_date("to", &t.say("bulletin-shown-to"));
    let confirm_by = reading.optional_date("confirm-by", &t.say("bulletin-confirm-by"));
    let reason = reading.text("reason", &t.say("bulletin-reason"), LONGEST_REASON);
    let ask_again = reading.entries().ticked("again");
    reading.finish()?;
    Ok(Correction {
        title,
        body,
        shown_to: day_after(last),
        confirm_by,
        reason,
        ask_again,
    })
}

fn correct_page(visit: &Visit, post: &Post, form: Form) -> Result<Response, PageError> {
    let (t, entry) = (&visit.text, &post.entry);
    let mut fields = vec![
        form.text("title", &t.say("bulletin-title"))
            .value(&entry.title)
            .required(),
        form.textarea("body", &t.say("bulletin-body"))
            .hint(t.say("bulletin-body-hint"))
            .rows(14)
            .value(&entry.body)
            .required(),
        form.date("to", &t.say("bulletin-shown-to"))
            .day(last_day(entry.shown.to()))
            .hint(t.say("bulletin-shown-to-hint"))
            .optional(),
    ];
    if let Some(must_read) = entry.must_read {
        fields.push(
            form.date("confirm-by", &t.say("bulletin-confirm-by"))
                .day(must_read.by)
                .optional(),
        );
        fields.push(
            form.tick("again", &t.say("bulletin-ask-again"))
                .hint(t.say("bulletin-ask-again-hint")),
        );
    }
    fields.push(
        form.text("reason", &t.say("bulletin-reason"))
            .hint(t.say("bulletin-correct-reason-hint"))
            .required(),
    );
    let keys = [
        "bulletin-correct",
        "bulletin-correct-lead",
        "bulletin-correct-button",
    ];
    change_page(visit, post, (form, fields), ("correct", keys, false))
}

/// A page with a few fields about a post; `what` is its address, words and whether it takes something away.
fn change_page(
    visit: &Visit,
    post: &Post,
    (form, fields): (Form, Vec<Field>),
    (what, [title, lead, button], danger): (&str, [&str; 3], bool),
) -> Result<Response, PageError> {
    let refused = form.refused();
    let title = visit.say(title);
    let main = ChangePage {
        t: &visit.text,
        title: title.clone(),
        trail: vec![
            (visit.say("bulletin-navigation"), SECTION.to_owned()),
            (post.entry.title.clone(), href(post.id)),
        ],
        lead: visit.say(lead),
        here: format!("{}/{what}", href(post.id)),
        back: href(post.id),
        version: form.version(post.version),
        form,
        fields,
        button: visit.say(button),
        danger,
    };
    let page = Page::new(title, SECTION);
    visit.page(if refused { page.with_errors() } else { page }, &main)
}

pub(super) async fn withdraw_form(
    may: May<WriteBulletin>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let post = published(&may, &id).await?;
    withdraw_page(&may, &post, Form::new(&may.text))
}

pub(super) async fn withdraw(
    may: May<WriteBulletin>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let post = published(&may, &id).await?;
    let (held, entries) = held(&id, &body)?;
    let reason = entries.text("reason").unwrap_or_default();
    match acts::withdraw(may.db(), &desk(&may), &may.allowed, held, &reason).await {
        Ok(()) => {
            let notice = Notice::new("bulletin-done-withdrawn");
            Ok(see_other(&href(post.id), Some(notice)))
        }
        Err(ActError::Refused(refusal)) => {
            let errors = refused(&refusal, entries, &may.text);
            withdraw_page(&may, &post, Form::again(&may.text, errors))
        }
        Err(error) => Err(error.into()),
    }
}

fn withdraw_page(visit: &Visit, post: &Post, form: Form) -> Result<Response, PageError> {
    let t = &visit.text;
    let fields = vec![
        form.text("reason", &t.say("bulletin-reason"))
            .hint(t.say("bulletin-withdraw-reason-hint"))
            .required(),
    ];
    let keys = [
        "bulletin-withdraw",
        "bulletin-withdraw-lead",
        "bulletin-withdraw-button",
    ];
    change_page(visit, post, (form, fields), ("withdraw", keys, true))
}
