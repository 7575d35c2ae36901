//! Signing in and out.

use access::{EditOwnAccount, SignIn};
use accounts::{Origin, Session, SignInRefusal};
use askama::Template;
use axum::body::Bytes;
use axum::response::Response;
use axum_extra::extract::Query;
use axum_extra::extract::cookie::{Cookie, SameSite};
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
    demo: bool,
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
    page(&may, form, &within(query.next.as_deref()))
}

fn page(visit: &Visit, form: Form, next: &str) -> Result<Response, PageError> {
    let title = visit.say("portal-sign-in");
    let page = if form.refused() {
        Page::public(title).with_errors()
    } else {
        Page::public(title)
    };
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
        form,
        demo: visit.site.demo,
    };
    visit.page(page, &main)
}

pub(crate) async fn submit(may: May<SignIn>, body: Bytes) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let text = |name: &str| entries.text(name).unwrap_or_default();
    let next = within(Some(&text("next")));
    let origin = Origin {
        user_agent: &may.browser,
        address: &may.peer,
        token: may.token.as_deref(),
    };
    let site = &may.site;
    let answer = accounts::sign_in(
        may.db(),
        &site.ids,
        &site.clock,
        &text("login"),
        &text("password"),
        &origin,
    )
    .await?;
    match answer {
        Ok(session) => Ok(signed_in(&may, &session, &next)),
        Err(refusal) => {
            let sentence = sentence(&may.text, &refusal);
            let errors = FormErrors::about_form(entries, sentence);
            page(&may, Form::again(&may.text, errors), &next)
        }
    }
}

fn sentence(t: &Text, refusal: &SignInRefusal) -> String {
    match refusal {
        SignInRefusal::Locked { until } => t.say1(
            refusal.key(),
            "until",
            date_text::moment(*until, t.language()),
        ),
        _ => t.say(refusal.key()).into_owned(),
    }
}

/// Leads to the wanted page, or first to the change of a password that somebody else chose.
fn signed_in(visit: &Visit, session: &Session, next: &str) -> Response {
    let to = if session.signed_in.must_change {
        "/account/password"
    } else {
        next
    };
    let mut response = see_other(to, None);
    append(
        &mut response,
        &session_cookie(visit, session.token.as_str()),
    );
    response
}

/// The cookie of a new session. It ends with the browser; the server ends the session earlier.
pub(crate) fn session_cookie(visit: &Visit, token: &str) -> Cookie<'static> {
    Cookie::build((SESSION_COOKIE, token.to_owned()))
        .path("/")
        .http_only(true)
        .secure(visit.site.https)
        .same_site(SameSite::Lax)
        .build()
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
    append(
        &mut response,
        &Cookie::build((SESSION_COOKIE, ""))
            .path("/")
            .removal()
            .build(),
    );
    response
}

/// An address inside the product; anything else leads home, so that no link can send people away.
fn within(next: Option<&str>) -> String {
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
