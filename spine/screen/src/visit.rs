//! One request: which city, who, in which language, seen at which moment.

use crate::error::{Failure, PageError};
use crate::notice::{self, Notice};
use crate::page::{Page, failure_page, see_other};
use crate::site::Site;
use access::Actor;
use accounts::SignedIn;
use askama::Template;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{HOST, HeaderName, LOCATION, SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use calendar::{Date, FiscalYear};
use jiff::Timestamp;
use std::net::SocketAddr;
use std::sync::Arc;
use store::{City, Db};
use words::{Language, Text};

/// The name of the session cookie.
pub const SESSION_COOKIE: &str = "hagukumi-session";
const LANGUAGE_COOKIE: &str = "language";

/// Everything about the request that pages and the frame need. Cheap to clone.
#[derive(Clone)]
pub struct Visit(Arc<Inner>);

/// What [`Visit`] dereferences to.
pub struct Inner {
    /// The running program.
    pub site: Site,
    /// The city.
    pub city: Arc<City>,
    /// Who is asking; a visitor when nobody has signed in.
    pub actor: Actor,
    /// The secret of the session cookie, as sent.
    pub token: Option<String>,
    /// The session, when somebody has.
    pub signed_in: Option<SignedIn>,
    /// The reader's words.
    pub text: Text,
    /// The address asked for.
    pub uri: Uri,
    /// How it was asked for.
    pub method: Method,
    /// A number that stands in the log and on the page when something breaks.
    pub number: String,
    /// The name of the city, as its settings give it.
    pub city_name: String,
    /// A confirmation left by the act before.
    pub notice: Option<String>,
    /// The instant of the request.
    pub now: Timestamp,
    /// The settings in force today.
    pub settings: settings::Settings,
    /// The address the request came from, for the list of sessions.
    pub peer: String,
    /// The browser, as it names itself.
    pub browser: String,
}

impl std::ops::Deref for Visit {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Inner {
    /// The city's database.
    pub fn db(&self) -> &Db {
        &self.city.db
    }

    /// Today in Japan.
    pub fn today(&self) -> Date {
        self.site.clock.today()
    }

    /// The present fiscal year.
    pub fn fiscal_year(&self) -> FiscalYear {
        FiscalYear::of(self.today())
    }

    /// The reader's language.
    pub fn language(&self) -> Language {
        self.text.language()
    }

    /// A shorthand for `text.say`.
    pub fn say(&self, key: &str) -> String {
        self.text.say(key).into_owned()
    }
}

impl Visit {
    /// Answers with a page: the template stands inside the frame's `<main>`.
    ///
    /// # Errors
    /// When the template cannot be rendered.
    pub fn page(&self, page: Page, main: &impl Template) -> Result<Response, PageError> {
        page.answer(self, main)
    }

    /// Answers with the page that holds the whole menu.
    ///
    /// # Errors
    /// When nobody has signed in.
    pub fn menu_page(&self, page: Page) -> Result<Response, PageError> {
        page.menu(self)
    }
}

/// The layer around every route but the assets: finds city, session and language, and turns failures
/// into pages.
pub async fn visit(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    // The request's head is copied: a borrowed request would live across the await.
    let asked = Asked::of(&request);
    let Some(city) = asked.city(&site) else {
        return (
            StatusCode::MISDIRECTED_REQUEST,
            "no city answers under this name",
        )
            .into_response();
    };
    let visit = match begin(site, city, asked).await {
        Ok(visit) => visit,
        Err(error) => {
            tracing::error!("a visit could not begin: {error:#}");
            return (StatusCode::SERVICE_UNAVAILABLE, UNAVAILABLE).into_response();
        }
    };
    if must_change_first(&visit) {
        return see_other(PASSWORD_PAGE, None);
    }
    request.extensions_mut().insert(visit.clone());
    let mut response = next.run(request).await;
    if let Some(Failure(error)) = response.extensions_mut().remove::<Failure>() {
        response = failed(&visit, &error);
    }
    finish(&visit, response)
}

/// Where a temporary password is changed.
const PASSWORD_PAGE: &str = "/account/password";

/// Who signed in with a temporary password can do nothing else before choosing one.
fn must_change_first(visit: &Visit) -> bool {
    visit
        .signed_in
        .as_ref()
        .is_some_and(|session| session.must_change)
        && ![PASSWORD_PAGE, "/sign-out"].contains(&visit.uri.path())
}

/// Shown when not even the session can be read; no words of a language can be chosen then.
const UNAVAILABLE: &str = "ただいま利用できません。データは失われていません。しばらくしてからもう一度開いてください。\n\
    The service is not available at the moment. No data is lost. Please try again later.\n";

/// The head of a request.
struct Asked {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    peer: String,
}

impl Asked {
    fn of(request: &Request) -> Asked {
        let address = request.extensions().get::<ConnectInfo<SocketAddr>>();
        Asked {
            method: request.method().clone(),
            uri: request.uri().clone(),
            headers: request.headers().clone(),
            peer: address.map_or_else(String::new, |ConnectInfo(address)| address.ip().to_string()),
        }
    }

    fn header(&self, name: &HeaderName) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    fn city(&self, site: &Site) -> Option<Arc<City>> {
        match self.header(&HOST) {
            "" => site.cities.find(self.uri.host().unwrap_or_default()),
            host => site.cities.find(host),
        }
    }

    /// `?lang=`, then the cookie it leaves, then the account's language, then the browser's wish.
    fn language(&self, cookies: &CookieJar, session: Option<&SignedIn>) -> Language {
        asked_language(&self.uri)
            .or_else(|| {
                cookies
                    .get(LANGUAGE_COOKIE)
                    .and_then(|c| Language::of_tag(c.value()))
            })
            .or_else(|| session.map(|session| session.language))
            .or_else(|| browser_language(&self.headers))
            .unwrap_or_default()
    }
}

async fn begin(site: Site, city: Arc<City>, asked: Asked) -> anyhow::Result<Visit> {
    let cookies = CookieJar::from_headers(&asked.headers);
    let now = site.clock.now();
    let signed_in = match cookies.get(SESSION_COOKIE) {
        Some(cookie) => accounts::actor_of(&city.db, &site.clock, cookie.value()).await?,
        None => None,
    };
    let text = site.text(asked.language(&cookies, signed_in.as_ref()));
    let notice = cookies
        .get(notice::COOKIE)
        .and_then(|cookie| Notice::decode(cookie.value()))
        .and_then(|notice| notice.sentence(&text));
    let settings = settings::Settings::load(&city.db, site.clock.today()).await?;
    let city_name = settings.get(&crate::CITY_NAME);
    Ok(Visit(Arc::new(Inner {
        actor: signed_in
            .as_ref()
            .map_or_else(Actor::visitor, |session| session.actor.clone()),
        site,
        city,
        token: cookies
            .get(SESSION_COOKIE)
            .map(|cookie| cookie.value().to_owned()),
        signed_in,
        text,
        browser: asked.header(&USER_AGENT).to_owned(),
        uri: asked.uri,
        method: asked.method,
        number: format!(
            "{:04X}-{:04X}",
            rand::random::<u16>(),
            rand::random::<u16>()
        ),
        city_name,
        notice,
        now,
        settings,
        peer: asked.peer,
    })))
}

fn asked_language(uri: &Uri) -> Option<Language> {
    let query = uri.query()?;
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("lang="))
        .and_then(Language::of_tag)
}

fn browser_language(headers: &HeaderMap) -> Option<Language> {
    let wishes = headers
        .get(axum::http::header::ACCEPT_LANGUAGE)?
        .to_str()
        .ok()?;
    wishes
        .split(',')
        .find_map(|wish| Language::of_tag(wish.split(';').next()?.trim()))
}

fn failed(visit: &Visit, error: &PageError) -> Response {
    if let PageError::Fault(fault) = error {
        tracing::error!(number = visit.number, uri = %visit.uri, "{fault:#}");
    }
    match error {
        PageError::Denied(denied) if denied.visitor && visit.method == Method::GET => {
            let next = crate::page::encoded(&visit.uri.to_string());
            (
                StatusCode::SEE_OTHER,
                [(LOCATION, format!("/sign-in?next={next}"))],
            )
                .into_response()
        }
        _ => failure_page(visit, error),
    }
}

/// Sets the language cookie that `?lang=` asks for and clears a notice once it has been shown.
fn finish(visit: &Visit, mut response: Response) -> Response {
    if let Some(language) = asked_language(&visit.uri) {
        let cookie = Cookie::build((LANGUAGE_COOKIE, language.tag()))
            .path("/")
            .same_site(SameSite::Lax)
            .permanent();
        append(&mut response, &cookie.build());
    }
    if visit.notice.is_some() && !response.status().is_redirection() {
        let cookie = Cookie::build((notice::COOKIE, "")).path("/").removal();
        append(&mut response, &cookie.build());
    }
    response
}

/// Adds a cookie to an answer.
pub fn append(response: &mut Response, cookie: &Cookie<'_>) {
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}
