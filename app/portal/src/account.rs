//! One's own account: password, language, where one is signed in.

use crate::sign_in::with_session;
use access::{EditOwnAccount, ViewOwnAccount};
use accounts::{PasswordChange, PasswordRefusal, SessionId, SessionLine, SignedIn};
use askama::Template;
use axum::body::Bytes;
use axum::response::Response;
use screen::form::{Choice, Entries, Field, Form, FormErrors};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use words::{Language, Text};

/// A session as the page shows it.
struct Line {
    id: SessionId,
    device: String,
    address: String,
    opened: String,
    used: String,
    /// When another kind of browser came with its token.
    doubted: Option<String>,
    here: bool,
}

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage<'a> {
    t: &'a Text,
    title: String,
    name: &'a str,
    unit: &'a str,
    roles: Vec<String>,
    employee: bool,
    language: Field,
    second_factor: bool,
    doubted: bool,
    sessions: Vec<Line>,
}

#[derive(Template)]
#[template(path = "password.html")]
struct PasswordPage<'a> {
    t: &'a Text,
    title: String,
    form: Form,
    must: bool,
    old: Field,
    new: Field,
    again: Field,
}

pub(crate) async fn account(may: May<ViewOwnAccount>) -> Result<Response, PageError> {
    let signed_in = own(&may)?;
    let sessions = accounts::sessions_of(may.db(), &may.site.clock, signed_in.account).await?;
    let t = &may.text;
    let title = may.say("portal-account");
    let moment = |at| date_text::short_moment(at, t.language());
    let line = |session: SessionLine| Line {
        here: session.id == signed_in.session,
        id: session.id,
        device: session.device.to_string(),
        address: session.address,
        opened: moment(session.created_at),
        used: moment(session.seen_at),
        doubted: session.doubted_at.map(moment),
    };
    let main = AccountPage {
        t,
        title: title.clone(),
        name: &may.actor.name,
        employee: may.actor.employee.is_some(),
        unit: &signed_in.unit,
        roles: may
            .actor
            .roles
            .iter()
            .map(|role| role_name(role, t))
            .collect(),
        language: language_field(t, signed_in.language),
        second_factor: signed_in.second_factor,
        doubted: sessions.iter().any(|line| line.doubted_at.is_some()),
        sessions: sessions.into_iter().map(line).collect(),
    };
    may.page(Page::new(title, "/account"), &main)
}

/// A role in the reader's language.
pub(crate) fn role_name(role: access::Role, t: &Text) -> String {
    t.say(&format!("portal-role-{}", role.name())).into_owned()
}

fn language_field(t: &Text, chosen: Language) -> Field {
    let choices = Language::ALL
        .map(|language| {
            Choice::new(
                language.tag(),
                t.in_language(language).say("screen-language-name"),
            )
        })
        .to_vec();
    Form::new(t)
        .radios("language", &t.say("portal-account-language"), choices)
        .ticked([chosen.tag()])
        .inline()
}

fn own<P: access::Permission>(may: &May<P>) -> Result<&SignedIn, PageError> {
    may.allowed.on(access::Relation::Own)?;
    may.signed_in.as_ref().ok_or(PageError::NotFound)
}

pub(crate) async fn change_language(
    may: May<EditOwnAccount>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let language = entries
        .text("language")
        .and_then(|tag| Language::of_tag(&tag));
    let language = language.ok_or(PageError::Refused("portal-account-language-unknown"))?;
    accounts::set_language(may.db(), &may.site.clock, &may.allowed, language).await?;
    let to = format!("/account?lang={}", language.tag());
    Ok(see_other(&to, Some(Notice::new("portal-saved"))))
}

pub(crate) async fn password_form(may: May<EditOwnAccount>) -> Result<Response, PageError> {
    password_page(&may, Form::new(&may.text), own(&may)?.must_change)
}

fn password_page(visit: &Visit, form: Form, must: bool) -> Result<Response, PageError> {
    let t = &visit.text;
    let title = visit.say("portal-password-change");
    let page = Page::new(title.clone(), "/account");
    let main = PasswordPage {
        t,
        title,
        must,
        old: form
            .password("old", &t.say("portal-password-old"))
            .autocomplete("current-password")
            .required(),
        new: form
            .password("new", &t.say("portal-password-new"))
            .hint(t.say1("portal-password-hint", "n", accounts::SHORTEST_PASSWORD))
            .autocomplete("new-password")
            .required(),
        again: form
            .password("again", &t.say("portal-password-again"))
            .autocomplete("new-password")
            .required(),
        form,
    };
    let page = if main.form.refused() {
        page.with_errors()
    } else {
        page
    };
    visit.page(page, &main)
}

pub(crate) async fn change_password(
    may: May<EditOwnAccount>,
    body: Bytes,
) -> Result<Response, PageError> {
    let signed_in = own(&may)?;
    let entries = Entries::parse(&body);
    let text = |name: &str| entries.text(name).unwrap_or_default();
    let (old, new) = (text("old"), text("new"));
    let again = |field: &str, sentence: String, entries: Entries| {
        let mut errors = FormErrors::new(entries);
        errors.add(field, sentence);
        password_page(&may, Form::again(&may.text, errors), signed_in.must_change)
    };
    if new != text("again") {
        return again("again", may.say("portal-password-differs"), entries);
    }
    let change = PasswordChange {
        old: &old,
        new: &new,
    };
    let at = may.reception();
    let changed = accounts::change_password(&at, &may.allowed, signed_in, &change).await?;
    match changed {
        Ok(token) => {
            let notice = Some(Notice::new("portal-password-changed"));
            Ok(with_session(&may, see_other("/account", notice), &token))
        }
        Err(refusal) => {
            let field = match refusal {
                PasswordRefusal::WrongOld | PasswordRefusal::Locked { .. } => "old",
                _ => "new",
            };
            again(field, password_refusal(&refusal, &may.text), entries)
        }
    }
}

/// Why a password was not taken, in the reader's language.
pub(crate) fn password_refusal(refusal: &PasswordRefusal, t: &Text) -> String {
    let until = match refusal {
        PasswordRefusal::Locked { until } => date_text::moment(*until, t.language()),
        _ => String::new(),
    };
    t.fill(
        refusal.key(),
        &[
            ("shortest", accounts::SHORTEST_PASSWORD.into()),
            ("longest", accounts::LONGEST_PASSWORD.into()),
            ("until", until.into()),
        ],
    )
}

pub(crate) async fn end_session(
    may: May<EditOwnAccount>,
    body: Bytes,
) -> Result<Response, PageError> {
    let session = Entries::parse(&body)
        .text("session")
        .and_then(|id| id.parse().ok());
    let session: SessionId = session.ok_or(PageError::NotFound)?;
    accounts::end_session(may.db(), &may.site.clock, &may.allowed, session).await?;
    Ok(see_other(
        "/account",
        Some(Notice::new("portal-session-ended")),
    ))
}

pub(crate) async fn end_other_sessions(may: May<EditOwnAccount>) -> Result<Response, PageError> {
    let session = own(&may)?.session;
    accounts::sign_out_others(may.db(), &may.site.clock, &may.allowed, session).await?;
    Ok(see_other(
        "/account",
        Some(Notice::new("portal-session-others-ended")),
    ))
}

pub(crate) async fn end_all_sessions(may: May<EditOwnAccount>) -> Result<Response, PageError> {
    accounts::sign_out_everywhere(may.db(), &may.site.clock, &may.allowed).await?;
    Ok(crate::sign_in::signed_out())
}
