//! The way to the identity provider and back.

use super::{remove, secret_cookie, signed_in, with_session, within};
use access::SignIn;
use accounts::{Arrival, Arrived, ProviderRefusal};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::{CookieJar, Query};
use screen::visit::{Visit, append};
use screen::{May, Page, PageError, see_other};
use serde::Deserialize;
use words::Text;

/// The cookie that the browser brings back.
const COOKIE: &str = "hagukumi-provider";
/// The pages that the cookie goes to.
const PATH: &str = "/sign-in";
/// Where the browser comes back to.
const BACK: &str = "/sign-in/provider/callback";

/// What leads to the provider.
#[derive(Debug, Deserialize, Default)]
pub(crate) struct Wish {
    next: Option<String>,
    renew: Option<String>,
}

/// What the provider sends along.
#[derive(Debug, Deserialize, Default)]
pub(crate) struct Answer {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
}

#[derive(Template)]
#[template(path = "sign_in_provider.html")]
struct RefusedPage<'a> {
    t: &'a Text,
    title: String,
    sentence: String,
}

pub(crate) async fn depart(
    may: May<SignIn>,
    Query(wish): Query<Wish>,
) -> Result<Response, PageError> {
    if may.door().provider.is_none() {
        return Err(PageError::NotFound);
    }
    let next = within(wish.next.as_deref());
    let signed_in = may.signed_in.as_ref();
    let session = match (signed_in, wish.renew) {
        (Some(session), Some(_)) => Some(session.session),
        (Some(_), None) => return Ok(see_other(&next, None)),
        (None, _) => None,
    };
    let back = may.address(BACK);
    match accounts::depart(&may.reception(), &back, &next, session).await? {
        Ok(departure) => {
            let mut response = see_other(&departure.url, None);
            append(
                &mut response,
                &secret_cookie(&may, COOKIE, &departure.state, PATH),
            );
            Ok(response)
        }
        Err(refusal) => refused(&may, refusal),
    }
}

pub(crate) async fn arrive(
    may: May<SignIn>,
    cookies: CookieJar,
    Query(answer): Query<Answer>,
) -> Result<Response, PageError> {
    if may.door().provider.is_none() {
        return Err(PageError::NotFound);
    }
    let kept = cookies.get(COOKIE).map(|cookie| cookie.value().to_owned());
    let redirect = may.address(BACK);
    let arrival = Arrival {
        state: answer.state.as_deref().unwrap_or_default(),
        kept: kept.as_deref().unwrap_or_default(),
        code: answer.code.as_deref().unwrap_or_default(),
        error: answer.error.as_deref().unwrap_or_default(),
        redirect: &redirect,
    };
    let arrived = accounts::arrive(&may.reception(), &arrival, &may.origin()).await?;
    let mut response = match arrived {
        Ok(Arrived::SignedIn { session, next }) => signed_in(&may, &session, &within(Some(&next))),
        Ok(Arrived::Renewed { token, next }) => {
            with_session(&may, see_other(&within(Some(&next)), None), &token)
        }
        Err(refusal) => refused(&may, refusal)?,
    };
    remove(&mut response, COOKIE, PATH);
    Ok(response)
}

fn refused(visit: &Visit, refusal: ProviderRefusal) -> Result<Response, PageError> {
    let title = visit.say("portal-sign-in-provider-refused");
    let status = match refusal {
        ProviderRefusal::Unreachable => StatusCode::BAD_GATEWAY,
        ProviderRefusal::StateUnknown | ProviderRefusal::TurnedBack => StatusCode::BAD_REQUEST,
        _ => StatusCode::FORBIDDEN,
    };
    let main = RefusedPage {
        t: &visit.text,
        title: title.clone(),
        sentence: visit.say(refusal.key()),
    };
    visit.page(Page::public(title).with_status(status), &main)
}
