//! One's own second factor: setting it up, recovery codes, taking it away.

use crate::sign_in::with_session;
use access::{EditOwnAccount, Relation, ViewOwnAccount};
use accounts::{SecondFactorRefusal, SignedIn};
use askama::Template;
use axum::body::Bytes;
use axum::response::Response;
use screen::form::{Entries, Field, Form, FormErrors, Width};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use words::Text;

const HERE: &str = "/account/second-factor";
const SET_UP: &str = "/account/second-factor/set-up";

#[derive(Template)]
#[template(path = "second_factor.html")]
struct StandPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    form: Form,
    /// Since when, and how many recovery codes are left.
    since: Option<(String, i64)>,
    required: bool,
    password: Field,
}

#[derive(Template)]
#[template(path = "second_factor_set_up.html")]
struct SetUpPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    form: Form,
    picture: String,
    secret: String,
    code: Field,
}

#[derive(Template)]
#[template(path = "recovery_codes.html")]
struct CodesPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    login: String,
    codes: Vec<String>,
    made: String,
}

fn trail(visit: &Visit, below: bool) -> Vec<(String, String)> {
    let mut trail = vec![(visit.say("portal-account"), "/account".to_owned())];
    if below {
        trail.push((visit.say("portal-second-factor"), HERE.to_owned()));
    }
    trail
}

fn own<P: access::Permission>(may: &May<P>) -> Result<&SignedIn, PageError> {
    may.allowed.on(Relation::Own)?;
    may.signed_in.as_ref().ok_or(PageError::NotFound)
}

pub(crate) async fn show(may: May<ViewOwnAccount>) -> Result<Response, PageError> {
    own(&may)?;
    stand(&may, Form::new(&may.text)).await
}

async fn stand(visit: &Visit, form: Form) -> Result<Response, PageError> {
    let t = &visit.text;
    let session = visit.signed_in.as_ref().ok_or(PageError::NotFound)?;
    let factor = accounts::second_factor_of(visit.db(), session.account).await?;
    let since = factor.and_then(|factor| {
        let at = factor.confirmed_at?;
        Some((date_text::moment(at, t.language()), factor.codes_left))
    });
    let title = visit.say("portal-second-factor");
    let page = Page::new(title.clone(), "/account");
    let page = if form.refused() {
        page.with_errors()
    } else {
        page
    };
    let main = StandPage {
        t,
        title,
        trail: trail(visit, false),
        since,
        required: visit.limits().code_required(visit.actor.roles),
        password: form
            .password("password", &t.say("portal-password"))
            .autocomplete("current-password")
            .required(),
        form,
    };
    visit.page(page, &main)
}

pub(crate) async fn begin(may: May<EditOwnAccount>, body: Bytes) -> Result<Response, PageError> {
    own(&may)?;
    may.renewed(&body)?;
    match accounts::begin_second_factor(&may.reception(), &may.allowed).await? {
        Ok(()) => Ok(see_other(SET_UP, None)),
        Err(refusal) => Ok(see_other(HERE, Some(Notice::new(refusal.key())))),
    }
}

pub(crate) async fn set_up(may: May<EditOwnAccount>) -> Result<Response, PageError> {
    own(&may)?;
    set_up_page(&may, Form::new(&may.text)).await
}

async fn set_up_page(may: &May<EditOwnAccount>, form: Form) -> Result<Response, PageError> {
    let t = &may.text;
    let session = own(may)?;
    let secret = match accounts::secret_to_confirm(&may.reception(), &may.allowed).await? {
        Ok(secret) => secret,
        Err(refusal) => return Ok(see_other(HERE, Some(Notice::new(refusal.key())))),
    };
    let login = login_of(may, session).await?;
    let title = may.say("portal-second-factor-set-up");
    let page = Page::new(title.clone(), "/account");
    let page = if form.refused() {
        page.with_errors()
    } else {
        page
    };
    let groups: Vec<&str> = (0..secret.len())
        .step_by(4)
        .filter_map(|at| secret.get(at..(at + 4).min(secret.len())))
        .collect();
    let main = SetUpPage {
        t,
        title,
        trail: trail(may, true),
        picture: crate::qr::svg(
            &address(&may.city_name, &login, &secret),
            &t.say("portal-second-factor-picture"),
        ),
        secret: groups.join(" "),
        code: form
            .text("code", &t.say("portal-code"))
            .hint(t.say("portal-second-factor-code-hint"))
            .autocomplete("one-time-code")
            .input_mode("numeric")
            .width(Width::Short)
            .required(),
        form,
    };
    may.page(page, &main)
}

async fn login_of(visit: &Visit, session: &SignedIn) -> Result<String, PageError> {
    let account = accounts::account(visit.db(), session.account).await?;
    Ok(account.ok_or(PageError::NotFound)?.login)
}

/// What the picture says, in the form that all apps read.
fn address(city: &str, login: &str, secret: &str) -> String {
    let issuer = crate::qr::encoded(&format!("はぐくみ {city}"));
    format!(
        "otpauth://totp/{issuer}:{}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30",
        crate::qr::encoded(login)
    )
}

pub(crate) async fn confirm(may: May<EditOwnAccount>, body: Bytes) -> Result<Response, PageError> {
    let session = own(&may)?;
    let typed = Entries::parse(&body).text("code").unwrap_or_default();
    let at = may.reception();
    let confirmed =
        accounts::confirm_second_factor(&at, &may.allowed, session.session, &typed, &may.browser)
            .await?;
    match confirmed {
        Ok(confirmed) => {
            let page = codes_page(&may, session, confirmed.codes).await?;
            Ok(with_session(&may, page, &confirmed.token))
        }
        Err(SecondFactorRefusal::WrongCode) => {
            let mut errors = FormErrors::new(Entries::default());
            errors.add("code", may.say(SecondFactorRefusal::WrongCode.key()));
            set_up_page(&may, Form::again(&may.text, errors)).await
        }
        Err(refusal) => Ok(see_other(HERE, Some(Notice::new(refusal.key())))),
    }
}

/// The recovery codes: this answer is the only place where they ever stand.
async fn codes_page(
    visit: &Visit,
    session: &SignedIn,
    codes: Vec<String>,
) -> Result<Response, PageError> {
    let title = visit.say("portal-recovery-codes");
    let main = CodesPage {
        t: &visit.text,
        title: title.clone(),
        trail: trail(visit, true),
        login: login_of(visit, session).await?,
        codes,
        made: date_text::moment(visit.now, visit.language()),
    };
    visit.page(Page::new(title, "/account"), &main)
}

pub(crate) async fn new_codes(
    may: May<EditOwnAccount>,
    body: Bytes,
) -> Result<Response, PageError> {
    let session = own(&may)?;
    may.renewed(&body)?;
    match accounts::new_recovery_codes(&may.reception(), &may.allowed).await? {
        Ok(codes) => codes_page(&may, session, codes).await,
        Err(refusal) => Ok(see_other(HERE, Some(Notice::new(refusal.key())))),
    }
}

pub(crate) async fn remove(may: May<EditOwnAccount>, body: Bytes) -> Result<Response, PageError> {
    own(&may)?;
    let password = Entries::parse(&body).text("password").unwrap_or_default();
    match accounts::remove_second_factor(&may.reception(), &may.allowed, &password).await? {
        Ok(()) => Ok(see_other(
            HERE,
            Some(Notice::new("portal-second-factor-removed")),
        )),
        Err(refusal) => {
            let until = match refusal {
                SecondFactorRefusal::Locked { until } => date_text::moment(until, may.language()),
                _ => String::new(),
            };
            let mut errors = FormErrors::new(Entries::default());
            let sentence = may.text.say1(refusal.key(), "until", until);
            errors.add("password", sentence);
            stand(&may, Form::again(&may.text, errors)).await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn the_picture_says_what_apps_read() {
        assert_eq!(
            address("緑野市", "m.hanako", "GEZDGNBV"),
            "otpauth://totp/%E3%81%AF%E3%81%90%E3%81%8F%E3%81%BF%20%E7%B7%91%E9%87%8E%E5%B8%82:m.hanako\
             ?secret=GEZDGNBV&issuer=%E3%81%AF%E3%81%90%E3%81%8F%E3%81%BF%20%E7%B7%91%E9%87%8E%E5%B8%82\
             &algorithm=SHA1&digits=6&period=30"
        );
    }
}
