//! Failures as programs read them: problem details (RFC 9457).

use crate::error::PageError;
use crate::visit::Visit;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use words::Text;

/// A failure for a program.
#[derive(Debug, Clone)]
pub struct Problem {
    status: StatusCode,
    body: Body,
    headers: Vec<(HeaderName, HeaderValue)>,
}

#[derive(Debug, Clone, Serialize)]
struct Body {
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    status: u16,
    detail: String,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
}

impl Problem {
    /// A problem with its status, a word for programs, and a title and a sentence for people.
    #[must_use]
    pub fn of(
        status: StatusCode,
        code: &'static str,
        title: impl Into<String>,
        detail: impl Into<String>,
    ) -> Problem {
        Problem {
            status,
            body: Body {
                kind: "about:blank",
                title: title.into(),
                status: status.as_u16(),
                detail: detail.into(),
                code,
                number: None,
            },
            headers: Vec::new(),
        }
    }

    /// With a header of the answer.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Problem {
        self.headers.push((name, value));
        self
    }

    /// No such address or record.
    #[must_use]
    pub fn not_found(t: &Text) -> Problem {
        let say = |key: &str| t.say(key).into_owned();
        let (title, detail) = (say("screen-not-found"), say("screen-problem-not-found"));
        Problem::of(StatusCode::NOT_FOUND, "not-found", title, detail)
    }

    /// The address exists, but not for this method.
    #[must_use]
    pub fn wrong_method(t: &Text) -> Problem {
        let say = |key: &str| t.say(key).into_owned();
        let (title, detail) = (
            say("screen-problem-method"),
            say("screen-problem-method-hint"),
        );
        Problem::of(
            StatusCode::METHOD_NOT_ALLOWED,
            "wrong-method",
            title,
            detail,
        )
        .with_header(ALLOW, HeaderValue::from_static("GET, HEAD"))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self.body).unwrap_or_default();
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.extend(self.headers);
        response
    }
}

/// The problem for a failure of a page.
pub(crate) fn problem(visit: &Visit, error: &PageError) -> Problem {
    let t = &visit.text;
    let say = |key: &str| t.say(key).into_owned();
    let of = |code, title: &str, detail: &str| {
        Problem::of(error.status(), code, say(title), say(detail))
    };
    match error {
        PageError::NotFound => Problem::not_found(t),
        PageError::Denied(denied) if denied.visitor => {
            let (title, detail) = (
                say("screen-problem-token"),
                say("screen-problem-token-hint"),
            );
            Problem::of(StatusCode::UNAUTHORIZED, "token-needed", title, detail)
                .with_header(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
        }
        PageError::Denied(_) | PageError::Renew(_) => {
            of("denied", "screen-denied", "screen-denied-hint")
        }
        PageError::Stale => of("stale", "screen-stale", "screen-stale-hint"),
        PageError::Refused(key) => of("refused", "screen-refused", key),
        PageError::TooLarge(limit) => {
            let detail = t.say1("screen-too-large-hint", "limit", limit.to_string());
            Problem::of(error.status(), "too-large", say("screen-too-large"), detail)
        }
        PageError::Fault(_) => {
            let mut problem = of("fault", "screen-fault", "screen-fault-hint");
            problem.body.number = Some(visit.number.clone());
            problem
        }
    }
}
