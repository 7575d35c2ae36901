//! The page that asks for the password again before something sensitive.
//!
//! What was typed on the page before goes along in hidden fields: after the right password the answer to the
//! form sends the browser on to the act itself, with the same fields (307 keeps method and body).

use crate::error::PageError;
use crate::form::{Entries, Field, Form};
use crate::page::Page;
use crate::visit::Visit;
use accounts::Means;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use words::Text;

/// The field with the password.
pub const PASSWORD: &str = "renewal-password";
/// The field with the code of the second factor.
pub const CODE: &str = "renewal-code";
/// The field with the page to go to, for a page that is only looked at.
pub const NEXT: &str = "renewal-next";
/// The field with the address of the act that waits.
pub const ACT: &str = "renewal-act";
/// What the names of these fields begin with.
const OURS: &str = "renewal-";

/// What waits until the person has shown who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waiting {
    /// A page.
    Page(String),
    /// An act, with what was typed for it.
    Act {
        /// Its address.
        address: String,
        /// What was typed.
        typed: Entries,
    },
}

impl Waiting {
    /// Reads what waits from the fields of this page.
    #[must_use]
    pub fn read(entries: &Entries) -> Waiting {
        match entries.text(ACT).filter(|act| !act.is_empty()) {
            Some(address) => {
                let typed: Vec<(String, String)> = entries
                    .iter()
                    .filter(|(name, _)| !name.starts_with(OURS))
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect();
                Waiting::Act {
                    address,
                    typed: typed.into(),
                }
            }
            None => Waiting::Page(entries.text(NEXT).unwrap_or_default()),
        }
    }
}

#[derive(Template)]
#[template(path = "renewal.html")]
struct RenewalPage<'a> {
    t: &'a Text,
    title: String,
    form: &'a Form,
    where_to: Field,
    typed: Vec<(String, String)>,
    keeps: bool,
    password: Field,
    code: Option<Field>,
    provider: Option<String>,
}

/// The page for the first time, in place of an act.
pub(crate) fn ask(visit: &Visit, typed: &[u8]) -> Response {
    let waiting = Waiting::Act {
        address: visit.uri.to_string(),
        typed: Entries::parse(typed),
    };
    let form = Form::new(&visit.text);
    page(visit, &form, &waiting, StatusCode::FORBIDDEN).unwrap_or_else(IntoResponse::into_response)
}

/// The page that asks for the password.
///
/// # Errors
/// When the template cannot be rendered.
pub fn page(
    visit: &Visit,
    form: &Form,
    waiting: &Waiting,
    status: StatusCode,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let title = visit.say("screen-renewal");
    let session = visit.signed_in.as_ref();
    let (where_to, typed) = match waiting {
        Waiting::Page(next) => (form.hidden(NEXT, next), Vec::new()),
        Waiting::Act { address, typed } => (
            form.hidden(ACT, address),
            typed
                .iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        ),
    };
    let by_provider = session.is_some_and(|session| session.means == Means::Provider);
    let next = match waiting {
        Waiting::Page(next) => crate::page::encoded(next),
        Waiting::Act { .. } => "%2Faccount".to_owned(),
    };
    let main = RenewalPage {
        t,
        title: title.clone(),
        where_to,
        keeps: !typed.is_empty(),
        typed,
        password: form
            .password(PASSWORD, &t.say("screen-renewal-password"))
            .autocomplete("current-password")
            .required(),
        code: session
            .is_some_and(|session| session.second_factor)
            .then(|| {
                form.text(CODE, &t.say("screen-renewal-code"))
                    .hint(t.say("screen-renewal-code-hint"))
                    .autocomplete("one-time-code")
                    .required()
            }),
        provider: (by_provider && visit.door().provider.is_some())
            .then(|| format!("/sign-in/provider?renew=1&next={next}")),
        form,
    };
    visit.page(Page::new(title, "/account").with_status(status), &main)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_goes_along_and_the_password_does_not() {
        let entries = Entries::parse(
            b"renewal-act=/admin/accounts/7/reset&version=3&a=1&a=2&renewal-password=x&renewal-code=1",
        );
        let Waiting::Act { address, typed } = Waiting::read(&entries) else {
            panic!("an act waits");
        };
        assert_eq!(address, "/admin/accounts/7/reset");
        let typed: Vec<(&str, &str)> = typed.iter().collect();
        assert_eq!(typed, [("version", "3"), ("a", "1"), ("a", "2")]);
        assert_eq!(
            Waiting::read(&Entries::parse(b"renewal-next=/admin/journal")),
            Waiting::Page("/admin/journal".to_owned())
        );
    }
}
