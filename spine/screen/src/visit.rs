//! One request: which city, who, in which language, seen at which moment.

use crate::client::{Client, Gate, Knock, is_interface};
use crate::error::{Failure, PageError};
use crate::notice::{self, Notice};
use crate::page::{Page, failure_page, see_other};
use crate::problem::problem;
use crate::site::Site;
use access::Actor;
use accounts::{Device, Door, Limits, Means, Origin, Reception, SignedIn};
use askama::Template;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{AUTHORIZATION, HOST, HeaderName, LOCATION, SET_COOKIE, USER_AGENT};
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
    /// The program that asks, when it is none of the browsers.
    pub client: Option<Client>,
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
    /// How many notices the person has not read; `None` for visitors.
    pub unread: Option<i64>,
    /// The instant of the request.
    pub now: Timestamp,
    /// The settings in force today.
    pub settings: settings::Settings,
    /// The address the request came from, for the list of sessions.
    pub peer: String,
    /// The browser, as it names itself.
    pub browser: String,
    /// The name and port by which the program was reached.
    pub host: String,
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

    /// What the city has set about signing in.
    pub fn limits(&self) -> Limits {
        Limits::of(&self.settings)
    }

    /// The city's door: keys, identity provider, the count of wrong attempts.
    pub fn door(&self) -> &Door {
        self.site.doors.of(&self.city.code)
    }

    /// Where people sign in.
    pub fn reception(&self) -> Reception<'_> {
        Reception {
            db: self.db(),
            ids: &self.site.ids,
            clock: &self.site.clock,
            door: self.door(),
            limits: self.limits(),
        }
    }

    /// Where the request came from.
    pub fn origin(&self) -> Origin<'_> {
        Origin {
            user_agent: &self.browser,
            address: &self.peer,
            token: self.token.as_deref(),
        }
    }

    /// The address of a page as others write it: on paper, in a mail, at the identity provider.
    pub fn address(&self, path: &str) -> String {
        let scheme = if self.site.https { "https" } else { "http" };
        format!("{scheme}://{}{path}", self.host)
    }

    /// Whether the person has shown who they are lately enough for something sensitive.
    pub fn is_renewed(&self) -> bool {
        self.signed_in.as_ref().is_some_and(|session| {
            accounts::is_recent(session.renewed_at, self.now, self.limits().renewal)
        })
    }

    /// Asks for that before something sensitive. `typed` is the body of the request, so that nothing typed
    /// is lost on the way; empty for a page that is only looked at.
    ///
    /// # Errors
    /// With [`PageError::Renew`], which becomes the page that asks for the password.
    pub fn renewed(&self, typed: &[u8]) -> Result<(), PageError> {
        if self.is_renewed() {
            Ok(())
        } else {
            Err(PageError::Renew(typed.to_vec()))
        }
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
    let mut asked = Asked::of(&request);
    if site.doors.forwarded
        && let Some(address) = asked.forwarded()
    {
        asked.peer = address;
    }
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
    if let Some(page) = owed(&visit) {
        return see_other(page, None);
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

/// Where a second factor is set up.
const SECOND_FACTOR_PAGE: &str = "/account/second-factor";

/// Who signed in with a temporary password can do nothing else before choosing one, and who needs a second
/// factor nothing before setting it up. The identity provider looks after both for those who come from it.
fn owed(visit: &Visit) -> Option<&'static str> {
    let session = visit.signed_in.as_ref()?;
    let path = visit.uri.path();
    if session.means == Means::Provider || path == "/sign-out" || path == "/renew" {
        return None;
    }
    if session.must_change {
        return (path != PASSWORD_PAGE).then_some(PASSWORD_PAGE);
    }
    let missing = !session.second_factor && visit.limits().code_required(visit.actor.roles);
    let elsewhere = path != PASSWORD_PAGE && !path.starts_with(SECOND_FACTOR_PAGE);
    (missing && elsewhere).then_some(SECOND_FACTOR_PAGE)
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
    gate: Option<Gate>,
}

impl Asked {
    fn of(request: &Request) -> Asked {
        let address = request.extensions().get::<ConnectInfo<SocketAddr>>();
        Asked {
            method: request.method().clone(),
            uri: request.uri().clone(),
            headers: request.headers().clone(),
            peer: address.map_or_else(String::new, |ConnectInfo(address)| address.ip().to_string()),
            gate: request.extensions().get::<Gate>().copied(),
        }
    }

    /// The cookies; a program has none, whatever its request carries.
    fn cookies(&self) -> CookieJar {
        if is_interface(self.uri.path()) {
            CookieJar::new()
        } else {
            CookieJar::from_headers(&self.headers)
        }
    }

    /// The program behind the token, on an address for programs.
    async fn client(&self, site: &Site, city: &City) -> anyhow::Result<Option<Client>> {
        if !is_interface(self.uri.path()) {
            return Ok(None);
        }
        let sent = self.header(&AUTHORIZATION).split_once(' ');
        match (self.gate, sent) {
            (Some(Gate(recognise)), Some((kind, token))) if kind.eq_ignore_ascii_case("bearer") => {
                let knock = Knock {
                    db: &city.db,
                    clock: &site.clock,
                    token: token.trim(),
                    peer: &self.peer,
                };
                recognise(knock).await
            }
            _ => Ok(None),
        }
    }

    fn header(&self, name: &HeaderName) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The name and port by which the program was reached.
    fn host(&self) -> &str {
        match self.header(&HOST) {
            "" => self.uri.host().unwrap_or_default(),
            host => host,
        }
    }

    /// The address that the proxy in front names, which it appends to what it was sent.
    fn forwarded(&self) -> Option<String> {
        let mut all = self.headers.get_all("x-forwarded-for").iter();
        let last = all.next_back()?.to_str().ok()?.rsplit(',').next()?.trim();
        (!last.is_empty()).then(|| last.to_owned())
    }

    fn city(&self, site: &Site) -> Option<Arc<City>> {
        site.cities.find(self.host())
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
    let cookies = asked.cookies();
    let now = site.clock.now();
    let client = asked.client(&site, &city).await?;
    let signed_in = match cookies.get(SESSION_COOKIE) {
        Some(cookie) => rightful(&site, &city, cookie.value(), asked.header(&USER_AGENT)).await?,
        None => None,
    };
    let text = site.text(asked.language(&cookies, signed_in.as_ref()));
    let notice = cookies
        .get(notice::COOKIE)
        .and_then(|cookie| Notice::decode(cookie.value()))
        .and_then(|notice| notice.sentence(&text));
    let settings = settings::Settings::load(&city.db, site.clock.today()).await?;
    let city_name = settings.get(&crate::CITY_NAME);
    let unread = unread(&city, signed_in.as_ref()).await;
    Ok(Visit(Arc::new(Inner {
        actor: match (&client, &signed_in) {
            (Some(client), _) => client.actor.clone(),
            (None, Some(session)) => session.actor.clone(),
            (None, None) => Actor::visitor(),
        },
        client,
        site,
        city,
        token: cookies
            .get(SESSION_COOKIE)
            .map(|cookie| cookie.value().to_owned()),
        signed_in,
        text,
        browser: asked.header(&USER_AGENT).to_owned(),
        host: asked.host().to_owned(),
        uri: asked.uri,
        method: asked.method,
        number: format!(
            "{:04X}-{:04X}",
            rand::random::<u16>(),
            rand::random::<u16>()
        ),
        city_name,
        notice,
        unread,
        now,
        settings,
        peer: asked.peer,
    })))
}

/// How many notices wait behind the bell. A page is shown without its bell rather than not at all.
async fn unread(city: &City, signed_in: Option<&SignedIn>) -> Option<i64> {
    let account = signed_in?.account.0;
    match flow::notices::unread(&city.db, account).await {
        Ok(count) => Some(count),
        Err(error) => {
            tracing::warn!("notices could not be counted: {error:#}");
            None
        }
    }
}

/// The session of a token, unless another kind of browser sends it than the one that it was given to: then
/// the cookie has been taken along, and whoever sends it has to sign in.
async fn rightful(
    site: &Site,
    city: &City,
    token: &str,
    browser: &str,
) -> anyhow::Result<Option<SignedIn>> {
    let Some(session) = accounts::actor_of(&city.db, &site.clock, token).await? else {
        return Ok(None);
    };
    if Device::of(&session.user_agent) == Device::of(browser) {
        return Ok(Some(session));
    }
    accounts::doubt(&city.db, &site.clock, &session).await?;
    Ok(None)
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
    if is_interface(visit.uri.path()) {
        return problem(visit, error).into_response();
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
        PageError::Renew(_) if visit.method == Method::GET => {
            let next = crate::page::encoded(&visit.uri.to_string());
            see_other(&format!("/renew?next={next}"), None)
        }
        PageError::Renew(typed) => crate::renewal::ask(visit, typed),
        _ => failure_page(visit, error),
    }
}

/// Sets the language cookie that `?lang=` asks for and clears a notice once it has been shown.
fn finish(visit: &Visit, mut response: Response) -> Response {
    if is_interface(visit.uri.path()) {
        return response;
    }
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
