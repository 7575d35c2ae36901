//! Showing again who one is, before something sensitive.

use crate::sign_in::{sentence, with_session, within};
use access::EditOwnAccount;
use accounts::{Proof, SignInRefusal};
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Query;
use screen::form::{Entries, Form, FormErrors};
use screen::renewal::{self, CODE, PASSWORD, Waiting};
use screen::{May, PageError, see_other};
use serde::Deserialize;

/// Where to go afterwards.
#[derive(Debug, Deserialize, Default)]
pub(crate) struct Next {
    next: Option<String>,
}

pub(crate) async fn form(
    may: May<EditOwnAccount>,
    Query(query): Query<Next>,
) -> Result<Response, PageError> {
    let waiting = Waiting::Page(within(query.next.as_deref()));
    renewal::page(&may, &Form::new(&may.text), &waiting, StatusCode::OK)
}

pub(crate) async fn submit(may: May<EditOwnAccount>, body: Bytes) -> Result<Response, PageError> {
    let session = may.signed_in.as_ref().ok_or(PageError::NotFound)?;
    let entries = Entries::parse(&body);
    let waiting = Waiting::read(&entries);
    let text = |name: &str| entries.text(name).unwrap_or_default();
    let (password, code) = (text(PASSWORD), text(CODE));
    // Who has shown it in another window meanwhile need not do so here.
    if password.is_empty() && may.is_renewed() {
        return Ok(on(&waiting));
    }
    let proof = Proof {
        password: &password,
        code: &code,
    };
    let at = may.reception();
    match accounts::renew(&at, &may.allowed, session, &proof, &may.origin()).await? {
        Ok(token) => Ok(with_session(&may, on(&waiting), &token)),
        Err(refusal) => {
            let field = match refusal {
                SignInRefusal::WrongCode | SignInRefusal::UsedCode => CODE,
                _ => PASSWORD,
            };
            let words = match refusal {
                SignInRefusal::Wrong => may.say("accounts-refusal-wrong-old"),
                _ => sentence(&may.text, &refusal),
            };
            let mut errors = FormErrors::new(Entries::default());
            errors.add(field, words);
            let form = Form::again(&may.text, errors);
            let status = if refusal.until().is_some() {
                StatusCode::TOO_MANY_REQUESTS
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            renewal::page(&may, &form, &waiting, status)
        }
    }
}

/// On to the page, or with everything that was typed to the act.
fn on(waiting: &Waiting) -> Response {
    match waiting {
        Waiting::Page(next) => see_other(&within(Some(next)), None),
        Waiting::Act { address, .. } => {
            let to = within(Some(address));
            (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, to)]).into_response()
        }
    }
}
