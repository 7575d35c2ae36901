//! Signing in and out.

mod code;
mod provider;

pub(crate) use code::{form as code_form, submit as submit_code};
pub(crate) use provider::{arrive, depart};

use access::{EditOwnAccount, SignIn};
use accounts::{Admission, Session, SignInRefusal, Token};
use askama::Template;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use axum::response::Response;
use axum_extra::extract::Query;
use axum_extra::extract::cookie::{Cookie, SameSite};
use jiff::Timestamp;
use screen::form::{Entries, Field, Form, FormErrors};
use screen::visit::{SESSION_COOKIE, Visit, append};
use screen::{May, Notice, Page, PageError, date_text, see_other};
use serde::Deserialize;
use words::Text;

/// Where to go after signing in.
#[derive(Debug, Deserialize, Default)]
pub(crate) struct Next {
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'a> {
    t: &'a Text,
    form: Form,
    login: Field,
    password: Field,
    next: Field,
    provider: Option<Way>,
    demo: bool,
}

/// The way to the identity provider.
struct Way {
    label: String,
    href: String,
}

pub(crate) async fn form(
    may: May<SignIn>,
    Query(query): Query<Next>,
) -> Result<Response, PageError> {
    if may.signed_in.is_some() {
        return Ok(see_other(&within(query.next.as_deref()), None));
    }
    if accounts::is_empty(may.db()).await? {
        return Ok(see_other("/set-up", None));
    }
    let form = Form::new(&may.text);
    page(&may, form, &within(query.next.as_deref()), None)
}

fn page(
    visit: &Visit,
    form: Form,
    next: &str,
    until: Option<Timestamp>,
) -> Result<Response, PageError> {
    let refused = form.refused();
    let main = SignInPage {
        t: &visit.text,
        login: form
            .text("login", &visit.say("portal-login"))
            .autocomplete("username")
            .required(),
        password: form
            .password("password", &visit.say("portal-password"))
            .autocomplete("current-password")
            .required(),
        next: form.hidden("next", next),
        provider: way(visit, next),
        form,
        demo: visit.site.demo,
    };
    let page = Page::public(visit.say("portal-sign-in"));
    answer(visit, page, &main, refused, until)
}

/// The form again, or for the first time; who has to wait is told for how long, also the browser.
fn answer(
    visit: &Visit,
    page: Page,
    main: &impl Template,
    refused: bool,
    until: Option<Timestamp>,
) -> Result<Response, PageError> {
    let page = match (refused, until) {
        (_, Some(_)) => page.with_status(StatusCode::TOO_MANY_REQUESTS),
        (true, None) => page.with_errors(),
        (false, None) => page,
    };
    let mut response = visit.page(page, main)?;
    if let Some(until) = until {
        let seconds = until.duration_since(visit.now).as_secs().max(1);
        response
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from(seconds.unsigned_abs()));
    }
    Ok(response)
}

fn way(visit: &Visit, next: &str) -> Option<Way> {
    let provider = visit.door().provider.as_ref()?;
    let label = match provider.name() {
        "" => visit.say("portal-sign-in-provider"),
        name => visit
            .text
            .say1("portal-sign-in-provider-named", "name", name.to_owned()),
    };
    Some(Way {
        label,
        href: format!("/sign-in/provider?next={}", crate::qr::encoded(next)),
    })
}

pub(crate) async fn submit(may: May<SignIn>, body: Bytes) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let text = |name: &str| entries.text(name).unwrap_or_default();
    let next = within(Some(&text("next")));
    let (login, password) = (text("login"), text("password"));
    let admitted = accounts::admit(&may.reception(), &login, &password, &may.origin()).await?;
    match admitted {
        Ok(Admission::Open(session)) => Ok(signed_in(&may, &session, &next)),
        Ok(Admission::Code(challenge)) => Ok(code::asked(&may, &challenge, &next)),
        Err(refusal) => {
            let sentence = sentence(&may.text, &refusal);
            let errors = FormErrors::about_form(entries, sentence);
            page(&may, Form::again(&may.text, errors), &next, refusal.until())
        }
    }
}

pub(crate) fn sentence(t: &Text, refusal: &SignInRefusal) -> String {
    match refusal.until() {
        Some(until) => t.say1(
            refusal.key(),
            "until",
            date_text::moment(until, t.language()),
        ),
        None => t.say(refusal.key()).into_owned(),
    }
}

/// Leads to the wanted page, or first to the change of a password that somebody else chose.
fn signed_in(visit: &Visit, session: &Session, next: &str) -> Response {
    let to = if session.signed_in.must_change {
        "/account/password"
    } else {
        next
    };
    with_session(visit, see_other(to, None), &session.token)
}

/// Gives the browser the token of its session.
pub(crate) fn with_session(visit: &Visit, mut response: Response, token: &Token) -> Response {
    append(&mut response, &session_cookie(visit, token.as_str()));
    response
}

/// The cookie of a new session. It ends with the browser; the server ends the session earlier.
pub(crate) fn session_cookie(visit: &Visit, token: &str) -> Cookie<'static> {
    secret_cookie(visit, SESSION_COOKIE, token, "/")
}

/// A cookie that no script can read and that goes to no other site.
fn secret_cookie(
    visit: &Visit,
    name: &'static str,
    value: &str,
    path: &'static str,
) -> Cookie<'static> {
    Cookie::build((name, value.to_owned()))
        .path(path)
        .http_only(true)
        .secure(visit.site.https)
        .same_site(SameSite::Lax)
        .build()
}

/// Takes a cookie away.
fn remove(response: &mut Response, name: &'static str, path: &'static str) {
    let cookie = Cookie::build((name, "")).path(path).removal();
    append(response, &cookie.build());
}

pub(crate) async fn sign_out(may: May<EditOwnAccount>) -> Result<Response, PageError> {
    if let Some(signed_in) = &may.signed_in {
        accounts::sign_out(may.db(), &may.site.clock, &may.allowed, signed_in.session).await?;
    }
    Ok(signed_out())
}

/// Leads to the sign-in page and takes the cookie away.
pub(crate) fn signed_out() -> Response {
    let mut response = see_other("/sign-in", Some(Notice::new("portal-signed-out")));
    remove(&mut response, SESSION_COOKIE, "/");
    response
}

/// An address inside the product; anything else leads home, so that no link can send people away.
pub(crate) fn within(next: Option<&str>) -> String {
    let inside = |path: &&str| {
        path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n'])
    };
    next.filter(inside).unwrap_or("/home").to_owned()
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn signing_in_never_leads_out_of_the_product() {
        assert_eq!(within(Some("/plan?year=2026")), "/plan?year=2026");
        for outside in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "javascript:x",
        ] {
            assert_eq!(within(Some(outside)), "/home", "{outside}");
        }
    }
}
