//! A small office with its program: everything but the HTTP connection is real.

use access::{Actor, Allowed, ManageAccounts, Role};
use accounts::{AccountId, FirstPassword, NewAccount, NewRole};
use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Request, Response, StatusCode};
use axum::middleware::from_fn_with_state;
use calendar::{Date, Minutes, Period};
use http_body_util::BodyExt;
use jiff::Timestamp;
use people::{
    Appointment, AppointmentId, AppointmentKind, Employee, EmployeeId, Employment, Kana, NewUnit,
    PersonName, Rank, StaffNumber, Title, UnitId, UnitKind, UnitVersion,
};
use registry::{Module, Registry};
use scraper::{Html, Selector};
use screen::{PageError, Site};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::testing::{TestDb, databases};
use store::{Cities, City, Clock, Db, Ids, Schema};
use tower::ServiceExt;
use words::Language;

pub const PASSWORD: &str = "asagao no mizuyari 7ji";

/// One program on one database: 総務部 (1) > 人事課 (11) > 研修係 (111), and 市民課 (12). 緑野 花子 (00001)
/// heads the section, 髙﨑 陽太 (00002) the team, where 葛城 さくら (00003) serves; 𠮷川 樹 (00004) serves in
/// 市民課.
pub struct Office {
    pub router: Router,
    pub db: Db,
    pub clock: Clock,
    pub ids: Ids,
    pub kind: &'static str,
    _test: TestDb,
}

pub fn registry() -> Registry {
    let of = |name, words, schema| Module {
        words: Some(words),
        schema,
        ..Module::new(name)
    };
    let screen = of("screen", screen::WORDS, None);
    Registry::new(vec![
        of("journal", journal::WORDS, Some(journal::SCHEMA)),
        Module {
            acts: settings::ACTS,
            ..of("settings", settings::WORDS, Some(settings::SCHEMA))
        },
        Module {
            acts: holidays::ACTS,
            settings: holidays::SETTINGS,
            ..of("holidays", holidays::WORDS, Some(holidays::SCHEMA))
        },
        of("people", people::WORDS, Some(people::SCHEMA)),
        Module {
            acts: accounts::ACTS,
            settings: accounts::SETTINGS,
            ..of("accounts", accounts::WORDS, Some(accounts::SCHEMA))
        },
        Module {
            settings: flow::SETTINGS,
            acts: flow::ACTS,
            duties: flow::DUTIES,
            notices: flow::NOTICES,
            ..of("flow", flow::WORDS, Some(flow::SCHEMA))
        },
        Module {
            settings: screen::SETTINGS,
            ..screen
        },
        of("exchange", exchange::WORDS, None),
        portal::module(),
        approvals::module(),
        paid_leave::initiative(),
    ])
}

/// An office on each database, with people and without accounts.
pub async fn empty_offices() -> Vec<Office> {
    let registry = registry();
    let schemas: Vec<Schema> = registry
        .modules()
        .filter_map(|module| module.schema)
        .collect();
    let mut offices = Vec::new();
    for test in databases(&schemas).await.unwrap() {
        // 2026-11-22 09:00 in Japan.
        let clock = Clock::standing_at("2026-11-22T00:00:00Z".parse::<Timestamp>().unwrap());
        let ids = Ids::new(clock.clone(), 1);
        let db = test.db.clone();
        let site = site(&registry, &db, &clock, &ids);
        let (_, pages) = registry.routes().finish();
        let router = pages
            .fallback(async || PageError::NotFound)
            .layer(from_fn_with_state(site.clone(), screen::visit::visit))
            .with_state(site);
        let office = Office {
            router,
            db,
            clock,
            ids,
            kind: test.kind,
            _test: test,
        };
        office.fill().await;
        offices.push(office);
    }
    offices
}

/// The same with accounts: `kacho` (1), `kakari` (2), `sakura` (3), `yoso` (4), and outside the staff
/// `jinji` (personnel officer), `admin` (administrator) and `viewer`.
pub async fn offices() -> Vec<Office> {
    let offices = empty_offices().await;
    for office in &offices {
        for (login, employee) in [("kacho", 1), ("kakari", 2), ("sakura", 3), ("yoso", 4)] {
            office.account_of(login, employee).await;
        }
        office.account("jinji", Role::PersonnelOfficer).await;
        office.account("admin", Role::Administrator).await;
        office.account("viewer", Role::Viewer).await;
    }
    offices
}

fn site(registry: &Registry, db: &Db, clock: &Clock, ids: &Ids) -> Site {
    Site {
        cities: Cities::one(City {
            code: "midorino".to_owned(),
            db: db.clone(),
        }),
        clock: clock.clone(),
        ids: ids.clone(),
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

fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

fn unit(id: i64, name: &str, parent: Option<i64>, kind: UnitKind) -> NewUnit {
    let title = |text: &str| Title::parse(text).unwrap();
    NewUnit {
        code: title(&id.to_string()),
        version: UnitVersion {
            unit: UnitId(id),
            name: title(name),
            short_name: title(name),
            kana: Kana::parse("か").unwrap(),
            parent: parent.map(UnitId),
            kind,
            position: id,
            period: Period::starting(day(2015, 4, 1)),
        },
    }
}

fn employee(id: i64, names: [&str; 4]) -> Employee {
    let [family, given, family_kana, given_kana] = names;
    Employee {
        id: EmployeeId(id),
        staff_no: StaffNumber::parse(&format!("{id:05}")).unwrap(),
        name: PersonName::parse(family, given, family_kana, given_kana).unwrap(),
        former_name: None,
        birth_date: day(1980, 1, 1),
        sex: None,
        service: Period::starting(day(2015, 4, 1)),
        employment: Employment::Regular,
        weekly: Minutes::of(38, 45),
        job_family: Title::parse("一般事務").unwrap(),
        previous: None,
        version: 1,
    }
}

fn serving(id: i64, unit: i64, heads: bool) -> Appointment {
    Appointment {
        id: AppointmentId(id),
        employee: EmployeeId(id),
        unit: UnitId(unit),
        kind: AppointmentKind::Main,
        post: Title::parse(if heads { "長" } else { "主事" }).unwrap(),
        rank: Rank::Officer,
        heads,
        period: Period::starting(day(2015, 4, 1)),
    }
}

impl Office {
    async fn fill(&self) {
        let units = [
            unit(1, "総務部", None, UnitKind::Department),
            unit(11, "人事課", Some(1), UnitKind::Section),
            unit(12, "市民課", Some(1), UnitKind::Section),
            unit(111, "研修係", Some(11), UnitKind::Team),
        ];
        let people = [
            employee(1, ["緑野", "花子", "みどりの", "はなこ"]),
            employee(2, ["髙﨑", "陽太", "たかさき", "ようた"]),
            employee(3, ["葛城", "さくら", "かつらぎ", "さくら"]),
            employee(4, ["𠮷川", "樹", "よしかわ", "いつき"]),
        ];
        let serving = [
            serving(1, 11, true),
            serving(2, 111, true),
            serving(3, 111, false),
            serving(4, 12, false),
        ];
        let mut tx = self.db.begin().await.unwrap();
        people::insert_units(&mut tx, &self.ids, &units)
            .await
            .unwrap();
        people::insert_employees(&mut tx, &self.ids, &people)
            .await
            .unwrap();
        people::insert_appointments(&mut tx, &serving)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// An account of somebody outside with [`PASSWORD`].
    pub async fn account(&self, login: &str, role: Role) -> AccountId {
        let new = NewAccount {
            login: login.to_owned(),
            employee: None,
            name: format!("{login}さん"),
            language: Language::Japanese,
            roles: vec![NewRole::starting(role, day(2025, 4, 1))],
            password: FirstPassword::Chosen(PASSWORD.to_owned()),
        };
        let allowed: Allowed<ManageAccounts> = Allowed::ask(Actor::operator("test")).unwrap();
        let made = accounts::create_account(&self.db, &self.ids, &self.clock, &allowed, &new).await;
        made.unwrap().unwrap().account
    }

    /// An account of an employee with [`PASSWORD`] and no role but what follows from appointments.
    pub async fn account_of(&self, login: &str, employee: i64) -> AccountId {
        let new = NewAccount {
            login: login.to_owned(),
            employee: Some(EmployeeId(employee)),
            name: String::new(),
            language: Language::Japanese,
            roles: Vec::new(),
            password: FirstPassword::Chosen(PASSWORD.to_owned()),
        };
        let allowed: Allowed<ManageAccounts> = Allowed::ask(Actor::operator("test")).unwrap();
        let made = accounts::create_account(&self.db, &self.ids, &self.clock, &allowed, &new).await;
        made.unwrap().unwrap().account
    }

    /// The acts in the journal, the oldest first.
    pub async fn journal(&self) -> Vec<String> {
        let sql = "SELECT act FROM journal_entries ORDER BY seq";
        let acts: Vec<(String,)> = store::read!(&self.db, |pool| {
            store::sqlx::query_as(sql).fetch_all(pool).await
        })
        .unwrap();
        acts.into_iter().map(|(act,)| act).collect()
    }

    /// A browser that nobody has used yet.
    pub fn browser(&self) -> Browser<'_> {
        Browser {
            office: self,
            cookies: BTreeMap::new(),
            agent: "",
        }
    }

    /// A browser in which somebody has signed in.
    pub async fn signed_in(&self, login: &str) -> Browser<'_> {
        let mut browser = self.browser();
        let answer = browser.sign_in(login, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        browser
    }
}

/// Keeps cookies and follows nothing by itself.
pub struct Browser<'a> {
    office: &'a Office,
    pub cookies: BTreeMap<String, String>,
    /// What the browser says about itself.
    pub agent: &'static str,
}

impl Browser<'_> {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await
    }

    pub async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        self.post("/sign-in", &[("login", login), ("password", password)])
            .await
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request
            .header("host", "localhost")
            .header("user-agent", self.agent)
            .header(COOKIE, cookies.join("; "))
            .body(body)
            .unwrap();
        let response = self.office.router.clone().oneshot(request).await.unwrap();
        self.keep(&response);
        Answer::read(response).await
    }

    fn keep<B>(&mut self, response: &Response<B>) {
        for cookie in response.headers().get_all(SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            if text.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
    pub bytes: Vec<u8>,
}

impl Answer {
    async fn read(response: Response<Body>) -> Answer {
        let status = response.status();
        let location = response
            .headers()
            .get(LOCATION)
            .map(|to| to.to_str().unwrap().to_owned());
        let bytes = response
            .into_body()
            .collect()
            .await
            .unwrap()
            .to_bytes()
            .to_vec();
        Answer {
            status,
            location,
            bytes,
        }
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    fn html(&self) -> Html {
        Html::parse_document(&self.text())
    }

    /// The words of `<main>`, with one blank between two pieces.
    pub fn main(&self) -> String {
        let main = Selector::parse("main").unwrap();
        let html = self.html();
        let pieces: Vec<&str> = html.select(&main).flat_map(|main| main.text()).collect();
        pieces
            .join(" ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The words of everything that the selector finds.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        self.html()
            .select(&selector)
            .map(|found| found.text().collect::<String>())
            .collect()
    }

    /// An attribute of everything that the selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        let html = self.html();
        html.select(&selector)
            .filter_map(|found| found.attr(name).map(str::to_owned))
            .collect()
    }

    /// The value of the first field of a name.
    pub fn value(&self, name: &str) -> String {
        let found = self.attributes(&format!("[name={name}]"), "value");
        found.into_iter().next().unwrap_or_default()
    }
}
