//! Answers: pages in their frame, files, redirects after an act.

use crate::error::PageError;
use crate::frame::frame;
use crate::notice::{self, Notice};
use crate::visit::{Visit, append};
use askama::Template;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum_extra::extract::cookie::{Cookie, SameSite};
use words::Text;

/// What the frame must know about a page.
#[derive(Debug, Clone)]
pub struct Page {
    /// The title, in the reader's language; also the window's.
    pub title: String,
    /// Which entry of the main menu is current, by its address.
    pub section: &'static str,
    /// The status of the answer.
    pub status: StatusCode,
    /// Pages without sign-in have no menu.
    pub public: bool,
}

impl Page {
    /// A page of a section of the main menu.
    #[must_use]
    pub fn new(title: impl Into<String>, section: &'static str) -> Page {
        Page {
            title: title.into(),
            section,
            status: StatusCode::OK,
            public: false,
        }
    }

    /// A page for readers who have not signed in.
    #[must_use]
    pub fn public(title: impl Into<String>) -> Page {
        Page {
            title: title.into(),
            section: "",
            status: StatusCode::OK,
            public: true,
        }
    }

    /// The form again, with what was typed and what to put right.
    #[must_use]
    pub fn with_errors(mut self) -> Page {
        self.status = StatusCode::UNPROCESSABLE_ENTITY;
        self
    }

    /// Another status than 200.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Page {
        self.status = status;
        self
    }

    /// The page with the whole menu.
    pub(crate) fn menu(self, visit: &Visit) -> Result<Response, PageError> {
        let shell = frame(visit, &self);
        let menu = shell.menu_page().ok_or(PageError::NotFound)?;
        self.finish(shell.render(&menu))
    }

    pub(crate) fn answer(self, visit: &Visit, main: &impl Template) -> Result<Response, PageError> {
        let html = frame(visit, &self).render(main);
        self.finish(html)
    }

    fn finish(self, html: askama::Result<String>) -> Result<Response, PageError> {
        let html = html.map_err(|error| PageError::Fault(error.into()))?;
        let mut response = (self.status, Html(html)).into_response();
        response
            .headers_mut()
            .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(response)
    }
}

/// What stands inside the frame when something failed.
#[derive(Template)]
#[template(path = "failure.html")]
struct FailureMain<'a> {
    t: &'a Text,
    heading: String,
    sentence: String,
    number: Option<&'a str>,
    home: &'static str,
}

/// The page for a failure; plain text when even that cannot be made.
pub(crate) fn failure_page(visit: &Visit, error: &PageError) -> Response {
    let t = &visit.text;
    let (heading, sentence) = match error {
        PageError::NotFound => (
            "screen-not-found",
            t.say("screen-not-found-hint").into_owned(),
        ),
        PageError::Renew(_) => ("screen-renewal", t.say("screen-renewal-lead").into_owned()),
        PageError::Denied(_) => ("screen-denied", t.say("screen-denied-hint").into_owned()),
        PageError::Stale => ("screen-stale", t.say("screen-stale-hint").into_owned()),
        PageError::Refused(key) => ("screen-refused", t.say(key).into_owned()),
        PageError::TooLarge(limit) => (
            "screen-too-large",
            t.say1("screen-too-large-hint", "limit", limit.to_string()),
        ),
        PageError::Fault(_) => ("screen-fault", t.say("screen-fault-hint").into_owned()),
    };
    let heading = t.say(heading).into_owned();
    let signed_in = visit.signed_in.is_some();
    let page = Page {
        title: heading.clone(),
        section: "",
        status: error.status(),
        public: !signed_in,
    };
    let main = FailureMain {
        t,
        heading: heading.clone(),
        sentence,
        number: matches!(error, PageError::Fault(_)).then_some(visit.number.as_str()),
        home: if signed_in { "/home" } else { "/public" },
    };
    page.answer(visit, &main)
        .unwrap_or_else(|_| (error.status(), heading).into_response())
}

/// Leads to another page after an act, with a confirmation shown there.
pub fn see_other(to: &str, notice: Option<Notice>) -> Response {
    let mut response = (StatusCode::SEE_OTHER, [(LOCATION, to.to_owned())]).into_response();
    if let Some(notice) = notice {
        let cookie = Cookie::build((notice::COOKIE, notice.encode()))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax);
        append(&mut response, &cookie.build());
    }
    response
}

/// A file to keep.
#[derive(Debug)]
pub struct Download {
    /// The name offered for saving, in any script.
    pub name: String,
    /// Its media type.
    pub media: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Shown in the browser rather than saved.
    pub inline: bool,
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let kind = if self.inline { "inline" } else { "attachment" };
        let disposition = format!("{kind}; filename*=UTF-8''{}", encoded(&self.name));
        let headers = [
            (CONTENT_TYPE, self.media.to_owned()),
            (CONTENT_DISPOSITION, disposition),
            (CACHE_CONTROL, "no-store".to_owned()),
        ];
        (headers, self.bytes).into_response()
    }
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
pub(crate) fn encoded(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
