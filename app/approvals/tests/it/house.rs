//! A program with long work, notices and mail, for two people and an administrator; everything but the
//! HTTP connection is real.

use access::{Actor, Allowed, ManageAccounts, Role};
use accounts::{AccountId, FirstPassword, NewAccount, NewRole, Origin};
use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, IF_NONE_MATCH, LOCATION};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::middleware::from_fn_with_state;
use flow::jobs::{JobContext, JobId, JobKind, NewJob, Outcome, Worker, Working, enqueue};
use flow::notices::{NewNotice, NoticeKind, To, Way, notify};
use flow::{Pending, PendingActor, Sentence, Todo, Workplace};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use registry::{Module, Registry};
use scraper::{Html, Selector};
use screen::{PageError, Site};
use settings::{NewValue, Value};
use std::sync::Arc;
use std::time::Duration;
use store::testing::{TestDb, databases};
use store::{Cities, City, Clock, Db, Ids, Schema};
use tokio::sync::Semaphore;
use tower::ServiceExt;
use words::{Language, Source};

const PASSWORD: &str = "asagao no mizuyari 7ji";

/// Keeps a file for who asks.
pub const LIST: JobKind = JobKind::new("test.list", "test-job", list);
/// Never ends by itself.
pub const ENDLESS: JobKind = JobKind::new("test.endless", "test-job", endless);
pub const FAILS: JobKind = JobKind::new("test.fails", "test-job", fails).attempts(1);
pub const ARRIVED: NoticeKind = NoticeKind::new("test.arrived", "test-arrived", Way::Mail);

fn list(context: &JobContext) -> Working<'_> {
    Box::pin(async move {
        let day = SignedDuration::from_hours(24);
        context
            .keep_file("職員一覧.csv", "text/csv", b"a,b\r\n", day)
            .await?;
        Ok(Outcome::saying(Sentence::new("test-listed").with("n", 3)))
    })
}

fn endless(context: &JobContext) -> Working<'_> {
    Box::pin(async move {
        for done in 1.. {
            context.progress(done.min(250), 1000);
            context.proceed()?;
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(Outcome::done())
    })
}

fn fails(_: &JobContext) -> Working<'_> {
    Box::pin(async { anyhow::bail!("no room on <disk>") })
}

/// One to-do for everybody who is not an administrator, due in three days.
fn todos<'a>(
    _: &'a Db,
    actor: &'a Actor,
    today: calendar::Date,
    _: &'a words::Text,
) -> Pending<'a> {
    let none = actor.roles.has(Role::Administrator);
    Box::pin(async move {
        let todo = Todo {
            kind: "test-arrived",
            title: "実績の入力, 第1回".to_owned(),
            detail: "総務課".to_owned(),
            due: Some(today.checked_add(jiff::Span::new().days(3))?),
            href: "/plan".to_owned(),
            action: "test-arrived",
        };
        Ok(if none { Vec::new() } else { vec![todo] })
    })
}

fn registry() -> Registry {
    let of = |name, words, schema| Module {
        words: Some(words),
        schema,
        ..Module::new(name)
    };
    let test_words = Source {
        name: "test",
        ja: "test-job = 一覧の作成\ntest-listed = { $n }人の一覧を作りました\ntest-arrived = 届いたもの\n\
             test-title = 「{ $what }」が届きました\n",
        en: "test-job = Making the list\ntest-listed = A list of { $n } people was made\n\
             test-arrived = Arrivals\ntest-title = “{ $what }” has arrived\n",
    };
    Registry::new(vec![
        of("journal", journal::WORDS, Some(journal::SCHEMA)),
        of("settings", settings::WORDS, Some(settings::SCHEMA)),
        of("holidays", holidays::WORDS, Some(holidays::SCHEMA)),
        of("people", people::WORDS, Some(people::SCHEMA)),
        of("accounts", accounts::WORDS, Some(accounts::SCHEMA)),
        Module {
            duties: flow::DUTIES,
            notices: flow::NOTICES,
            ..of("flow", flow::WORDS, Some(flow::SCHEMA))
        },
        of("screen", screen::WORDS, None),
        approvals::module(),
        Module {
            jobs: &[LIST, ENDLESS, FAILS],
            notices: &[ARRIVED],
            todos: Some(todos),
            ..of("test", test_words, None)
        },
    ])
}

/// The program on one database, with `admin`, `hanako` and `yota`.
pub struct House {
    pub router: Router,
    pub db: Db,
    pub clock: Clock,
    pub kind: &'static str,
    pub site: Site,
    _test: TestDb,
}

pub async fn houses() -> Vec<House> {
    let registry = registry();
    let schemas: Vec<Schema> = registry.modules().filter_map(|m| m.schema).collect();
    let mut houses = Vec::new();
    for test in databases(&schemas).await.unwrap() {
        // 2026-11-22 09:00 in Japan.
        let clock = Clock::standing_at("2026-11-22T00:00:00Z".parse::<Timestamp>().unwrap());
        let db = test.db.clone();
        let city = City {
            code: "midorino".to_owned(),
            db: db.clone(),
        };
        let site = site(&registry, Cities::one(city), clock.clone());
        let (_, pages) = registry.routes().finish();
        let router = pages
            .fallback(async || PageError::NotFound)
            .layer(from_fn_with_state(site.clone(), screen::visit::visit))
            .with_state(site.clone());
        let house = House {
            router,
            db,
            clock,
            kind: test.kind,
            site,
            _test: test,
        };
        for (login, role) in [
            ("admin", Role::Administrator),
            ("hanako", Role::SectionEditor),
            ("yota", Role::TrainingOfficer),
        ] {
            house.account(login, role).await;
        }
        houses.push(house);
    }
    houses
}

fn site(registry: &Registry, cities: Cities, clock: Clock) -> Site {
    Site {
        cities,
        ids: Ids::new(clock.clone(), 1),
        clock,
        doors: accounts::Doors::default(),
        words: registry.words().unwrap(),
        navigation: Arc::new(registry.navigation()),
        figures: registry.figures().unwrap(),
        todos: Arc::new(registry.todos()),
        offers: registry.offers(),
        acts: Arc::new(registry.acts()),
        settings: Arc::new(registry.settings()),
        https: false,
        development: false,
        demo: false,
    }
}

impl House {
    async fn account(&self, login: &str, role: Role) {
        let new = NewAccount {
            login: login.to_owned(),
            employee: None,
            name: format!("{login}さん"),
            language: Language::Japanese,
            roles: vec![NewRole::starting(
                role,
                calendar::Date::constant(2025, 4, 1),
            )],
            password: FirstPassword::Chosen(PASSWORD.to_owned()),
        };
        let allowed: Allowed<ManageAccounts> = Allowed::ask(Actor::operator("test")).unwrap();
        accounts::create_account(&self.db, &self.site.ids, &self.clock, &allowed, &new)
            .await
            .unwrap()
            .unwrap();
    }

    pub async fn browser(&self, login: &str) -> Browser<'_> {
        let session = accounts::sign_in(
            &self.db,
            &self.site.ids,
            &self.clock,
            login,
            PASSWORD,
            &Origin::default(),
        )
        .await
        .unwrap()
        .unwrap();
        Browser {
            house: self,
            account: session.account,
            cookie: format!("hagukumi-session={}", session.token.as_str()),
            actor: session.signed_in.actor,
        }
    }

    pub fn workplace(&self) -> Workplace {
        Workplace {
            clock: self.clock.clone(),
            ids: self.site.ids.clone(),
            words: Arc::clone(&self.site.words),
            todos: Arc::clone(&self.site.todos),
            offers: Arc::clone(&self.site.offers),
            actor_of,
            city_name: &screen::CITY_NAME,
        }
    }

    pub fn worker(&self) -> Worker {
        let city = self.site.cities.all().remove(0);
        Worker::new(city, self.workplace(), Arc::new(Semaphore::new(1)))
    }

    pub async fn set(&self, declaration: &settings::Declaration, value: Value) {
        let new = NewValue {
            declaration,
            from: self.clock.today(),
            value,
            expected: 0,
        };
        let mut tx = self.db.begin().await.unwrap();
        let allowed = Allowed::ask(Actor::operator("test")).unwrap();
        settings::set(&mut tx, self.clock.now(), &allowed, new)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Tells somebody of an event.
    pub async fn tell(&self, account: AccountId, event: &str) {
        let title = Sentence::new("test-title").with("what", event);
        let notice = NewNotice::new(&ARRIVED, event, title, "/jobs");
        let mut tx = self.db.begin().await.unwrap();
        let to = To::Accounts(&[account.0]);
        notify(&mut tx, &self.site.ids, self.clock.now(), &notice, to)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}

fn actor_of<'a>(db: &'a Db, clock: &'a Clock, account: i64) -> PendingActor<'a> {
    let account = AccountId(account);
    Box::pin(async move { accounts::actor_on(db, clock, account, clock.today()).await })
}

/// A browser in which somebody has signed in.
pub struct Browser<'a> {
    house: &'a House,
    pub account: AccountId,
    pub actor: Actor,
    cookie: String,
}

impl Browser<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), String::new()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, body).await
    }

    async fn send(&self, request: axum::http::request::Builder, body: String) -> Answer {
        let request = request.header(COOKIE, &self.cookie);
        answer(self.house, request, body).await
    }

    pub async fn ask(&self, kind: &JobKind) -> JobId {
        let new = NewJob::of(kind, &(), &self.actor).unwrap();
        let mut tx = self.house.db.begin().await.unwrap();
        let now = self.house.clock.now();
        let id = enqueue(&mut tx, &self.house.site.ids, now, &new).await;
        tx.commit().await.unwrap();
        id.unwrap()
    }
}

/// Asks without a session, as a calendar program does; `known` is the mark of what it has.
pub async fn fetch(house: &House, path: &str, known: Option<&str>) -> Answer {
    let mut request = Request::get(path);
    if let Some(known) = known {
        request = request.header(IF_NONE_MATCH, known);
    }
    answer(house, request, String::new()).await
}

async fn answer(house: &House, request: axum::http::request::Builder, body: String) -> Answer {
    let request = request
        .header("host", "localhost")
        .body(Body::from(body))
        .unwrap();
    let response = house.router.clone().oneshot(request).await.unwrap();
    let (head, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes().to_vec();
    Answer {
        status: head.status,
        headers: head.headers,
        bytes,
    }
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    /// The words of everything that the selector finds.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        Html::parse_document(&self.text())
            .select(&selector)
            .map(|found| found.text().collect::<String>())
            .collect()
    }

    /// The words of `<main>`.
    pub fn main(&self) -> String {
        self.all("main").concat()
    }

    /// An attribute of everything that the selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        Html::parse_document(&self.text())
            .select(&selector)
            .filter_map(|found| found.attr(name).map(str::to_owned))
            .collect()
    }
}
