//! The question for a one-time code after the password.

use super::{Next, answer, remove, secret_cookie, sentence, signed_in, within};
use access::SignIn;
use accounts::{Challenge, SignInRefusal};
use askama::Template;
use axum::body::Bytes;
use axum::response::Response;
use axum_extra::extract::{CookieJar, Query};
use screen::form::{Entries, Field, Form, FormErrors, Width};
use screen::visit::{Visit, append};
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

/// The cookie of a sign-in whose code is still to come.
const COOKIE: &str = "hagukumi-code";
/// The pages that the cookie goes to.
const PATH: &str = "/sign-in";
const HERE: &str = "/sign-in/code";

#[derive(Template)]
#[template(path = "sign_in_code.html")]
struct CodePage<'a> {
    t: &'a Text,
    title: String,
    form: Form,
    code: Field,
    next: Field,
}

/// Leads to the question.
pub(super) fn asked(visit: &Visit, challenge: &Challenge, next: &str) -> Response {
    let to = format!("{HERE}?next={}", crate::qr::encoded(next));
    let mut response = see_other(&to, None);
    let cookie = secret_cookie(visit, COOKIE, challenge.token.as_str(), PATH);
    append(&mut response, &cookie);
    response
}

fn token(cookies: &CookieJar) -> String {
    cookies
        .get(COOKIE)
        .map(|cookie| cookie.value().to_owned())
        .unwrap_or_default()
}

pub(crate) async fn form(
    may: May<SignIn>,
    cookies: CookieJar,
    Query(query): Query<Next>,
) -> Result<Response, PageError> {
    let next = within(query.next.as_deref());
    if may.signed_in.is_some() {
        return Ok(see_other(&next, None));
    }
    if !accounts::is_challenge(may.db(), &may.site.clock, &token(&cookies)).await? {
        return Ok(ended());
    }
    page(&may, Form::new(&may.text), &next, None)
}

/// Back to the beginning, with a sentence that says why.
fn ended() -> Response {
    let notice = Notice::new("accounts-refusal-challenge-ended");
    let mut response = see_other("/sign-in", Some(notice));
    remove(&mut response, COOKIE, PATH);
    response
}

fn page(
    visit: &Visit,
    form: Form,
    next: &str,
    until: Option<jiff::Timestamp>,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let title = visit.say("portal-sign-in-code");
    let refused = form.refused();
    let main = CodePage {
        t,
        title: title.clone(),
        code: form
            .text("code", &t.say("portal-code"))
            .hint(t.say("portal-code-hint"))
            .autocomplete("one-time-code")
            .width(Width::Middle)
            .required(),
        next: form.hidden("next", next),
        form,
    };
    answer(visit, Page::public(title), &main, refused, until)
}

pub(crate) async fn submit(
    may: May<SignIn>,
    cookies: CookieJar,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let text = |name: &str| entries.text(name).unwrap_or_default();
    let (next, typed) = (within(Some(&text("next"))), text("code"));
    let token = token(&cookies);
    let admitted = accounts::admit_code(&may.reception(), &token, &typed, &may.origin()).await?;
    match admitted {
        Ok(session) => {
            let mut response = signed_in(&may, &session, &next);
            remove(&mut response, COOKIE, PATH);
            Ok(response)
        }
        Err(SignInRefusal::ChallengeEnded) => Ok(ended()),
        Err(refusal) => {
            let mut errors = FormErrors::new(Entries::default());
            errors.add("code", sentence(&may.text, &refusal));
            page(&may, Form::again(&may.text, errors), &next, refusal.until())
        }
    }
}
