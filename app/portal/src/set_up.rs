//! The first administrator of an empty city.

use crate::account::password_refusal;
use access::SetUp;
use accounts::{AccountRefusal, FirstAdministrator, Origin};
use askama::Template;
use axum::body::Bytes;
use axum::response::Response;
use screen::form::{Entries, Field, Form, FormErrors};
use screen::visit::{Visit, append};
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

#[derive(Template)]
#[template(path = "set_up.html")]
struct SetUpPage<'a> {
    t: &'a Text,
    form: Form,
    name: Field,
    login: Field,
    password: Field,
    again: Field,
}

pub(crate) async fn form(may: May<SetUp>) -> Result<Response, PageError> {
    if !accounts::is_empty(may.db()).await? {
        return Err(PageError::NotFound);
    }
    page(&may, Form::new(&may.text))
}

fn page(visit: &Visit, form: Form) -> Result<Response, PageError> {
    let t = &visit.text;
    let title = visit.say("portal-set-up");
    let page = if form.refused() {
        Page::public(title).with_errors()
    } else {
        Page::public(title)
    };
    let main = SetUpPage {
        t,
        name: form
            .text("name", &t.say("portal-set-up-name"))
            .hint(t.say("portal-set-up-name-hint"))
            .autocomplete("name")
            .required(),
        login: form
            .text("login", &t.say("portal-login"))
            .hint(t.say("portal-login-hint"))
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

pub(crate) async fn submit(may: May<SetUp>, body: Bytes) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let text = |name: &str| entries.text(name).unwrap_or_default();
    let (name, login, password) = (text("name"), text("login"), text("password"));
    let site = &may.site;
    if password != text("again") {
        let mut errors = FormErrors::new(entries);
        errors.add("again", may.say("portal-password-differs"));
        return page(&may, Form::again(&may.text, errors));
    }
    let first = FirstAdministrator {
        login: &login,
        name: &name,
        password: &password,
        language: may.language(),
    };
    match accounts::set_up(may.db(), &site.ids, &site.clock, &first).await? {
        Ok(_) => Ok(enter(&may, &login, &password).await?),
        Err(AccountRefusal::AlreadySetUp) => Ok(see_other(
            "/sign-in",
            Some(Notice::new("portal-set-up-done-before")),
        )),
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            let sentence = match &refusal {
                AccountRefusal::Password(refusal) => password_refusal(refusal, &may.text),
                _ => may.say(refusal.key()),
            };
            errors.add(field_of(&refusal), sentence);
            page(&may, Form::again(&may.text, errors))
        }
    }
}

fn field_of(refusal: &AccountRefusal) -> &'static str {
    match refusal {
        AccountRefusal::Password(_) => "password",
        AccountRefusal::NoName => "name",
        _ => "login",
    }
}

/// Signs the new administrator in, so that the next page is the next step.
async fn enter(visit: &Visit, login: &str, password: &str) -> Result<Response, PageError> {
    let site = &visit.site;
    let origin = Origin {
        user_agent: &visit.browser,
        address: &visit.peer,
        token: None,
    };
    let session =
        accounts::sign_in(visit.db(), &site.ids, &site.clock, login, password, &origin).await?;
    let mut response = see_other("/admin/accounts", Some(Notice::new("portal-set-up-done")));
    if let Ok(session) = session {
        append(
            &mut response,
            &crate::sign_in::session_cookie(visit, session.token.as_str()),
        );
    }
    Ok(response)
}
