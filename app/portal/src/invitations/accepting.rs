//! The page on which an invited person makes the own account.

use crate::account::password_refusal;
use crate::sign_in::with_session;
use access::AcceptInvitation;
use accounts::{AccountRefusal, Invitation, InvitationRefusal};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::Query;
use screen::form::{Entries, Field, Form, FormErrors, Width};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use serde::Deserialize;
use words::Text;

#[derive(Template)]
#[template(path = "invitation_code.html")]
struct CodePage<'a> {
    t: &'a Text,
    title: String,
    form: Form,
    code: Field,
}

#[derive(Template)]
#[template(path = "invitation.html")]
struct InvitationPage<'a> {
    t: &'a Text,
    title: String,
    here: String,
    name: String,
    facts: Vec<(String, String)>,
    form: Form,
    login: Field,
    password: Field,
    again: Field,
}

#[derive(Template)]
#[template(path = "invitation_refused.html")]
struct RefusedPage<'a> {
    t: &'a Text,
    title: String,
    sentence: String,
}

/// The code that stands in the letter.
#[derive(Debug, Deserialize, Default)]
pub(crate) struct Typed {
    code: Option<String>,
}

/// For who types the code from a letter.
pub(crate) async fn code_form(
    may: May<AcceptInvitation>,
    Query(typed): Query<Typed>,
) -> Result<Response, PageError> {
    let code = typed.code.unwrap_or_default();
    let plain: String = code
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '/')
        .collect();
    if !plain.is_empty() {
        return Ok(see_other(
            &format!("/invitation/{}", crate::qr::encoded(&plain)),
            None,
        ));
    }
    let t = &may.text;
    let title = may.say("portal-invitation");
    let form = Form::new(t);
    let main = CodePage {
        t,
        title: title.clone(),
        code: form
            .text("code", &t.say("portal-invitation-code"))
            .hint(t.say("portal-invitation-code-hint"))
            .autocomplete("off")
            .width(Width::Middle)
            .required(),
        form,
    };
    may.page(Page::public(title), &main)
}

pub(crate) async fn form(
    may: May<AcceptInvitation>,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    match accounts::invitation(may.db(), &may.site.clock, &token).await? {
        Ok(invitation) => page(&may, &token, &invitation, Form::new(&may.text)),
        Err(refusal) => refused(&may, refusal),
    }
}

fn page(
    visit: &Visit,
    token: &str,
    invitation: &Invitation,
    form: Form,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let title = visit.say("portal-invitation");
    let page = Page::public(title.clone());
    let page = if form.refused() {
        page.with_errors()
    } else {
        page
    };
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let main = InvitationPage {
        t,
        title,
        here: format!("/invitation/{}", crate::qr::encoded(token)),
        name: invitation.name.clone(),
        facts: vec![
            fact("portal-account-staff-no", invitation.staff_no.clone()),
            fact(
                "portal-invitations-until",
                date_text::moment(invitation.ends_at, t.language()),
            ),
        ],
        login: form
            .text("login", &t.say("portal-login"))
            .hint(t.say("portal-login-hint"))
            .value(&invitation.staff_no)
            .autocomplete("username")
            .required(),
        password: form
            .password("password", &t.say("portal-password"))
            .hint(t.say1("portal-password-hint", "n", accounts::SHORTEST_PASSWORD))
            .autocomplete("new-password")
            .required(),
        again: form
            .password("again", &t.say("portal-password-again"))
            .autocomplete("new-password")
            .required(),
        form,
    };
    visit.page(page, &main)
}

/// A link that leads nowhere any more.
fn refused(visit: &Visit, refusal: InvitationRefusal) -> Result<Response, PageError> {
    let title = visit.say("portal-invitation-refused");
    let status = match refusal {
        InvitationRefusal::Unknown => StatusCode::NOT_FOUND,
        _ => StatusCode::GONE,
    };
    let main = RefusedPage {
        t: &visit.text,
        title: title.clone(),
        sentence: visit.say(refusal.key()),
    };
    visit.page(Page::public(title).with_status(status), &main)
}

pub(crate) async fn accept(
    may: May<AcceptInvitation>,
    Path(token): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let invitation = match accounts::invitation(may.db(), &may.site.clock, &token).await? {
        Ok(invitation) => invitation,
        Err(refusal) => return refused(&may, refusal),
    };
    let entries = Entries::parse(&body);
    let text = |name: &str| entries.text(name).unwrap_or_default();
    let (login, password) = (text("login"), text("password"));
    let again = |field: &str, sentence: String| {
        let mut errors = FormErrors::new(entries.clone());
        errors.add(field, sentence);
        page(&may, &token, &invitation, Form::again(&may.text, errors))
    };
    if password != text("again") {
        return again("again", may.say("portal-password-differs"));
    }
    let choice = accounts::Choice {
        login: &login,
        password: &password,
        language: may.language(),
    };
    let accepted =
        accounts::accept_invitation(&may.reception(), &token, &choice, &may.origin()).await?;
    match accepted {
        Ok(accepted) => Ok(match accepted.session {
            Some(session) => {
                let notice = Some(Notice::new("portal-invitation-done"));
                with_session(&may, see_other("/home", notice), &session.token)
            }
            None => {
                let notice = Notice::new("portal-invitation-done-early");
                see_other("/sign-in", Some(notice))
            }
        }),
        Err(InvitationRefusal::Account(refusal)) => {
            let (field, sentence) = match &refusal {
                AccountRefusal::Password(refusal) => {
                    ("password", password_refusal(refusal, &may.text))
                }
                AccountRefusal::NotALogin | AccountRefusal::LoginTaken => {
                    ("login", may.say(refusal.key()))
                }
                _ => ("", may.say(refusal.key())),
            };
            again(field, sentence)
        }
        Err(refusal) => refused(&may, refusal),
    }
}
