//! A small office with its program: everything but the HTTP connection is real.

use access::{Actor, Allowed, ManageAccounts, Role};
use accounts::{AccountId, FirstPassword, NewAccount, NewRole, Origin};
use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION};
use axum::http::{Request, StatusCode};
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
use std::sync::Arc;
use store::testing::{TestDb, databases};
use store::{Cities, City, Clock, Db, Ids, Schema};
use tower::ServiceExt;
use words::Language;

pub const PASSWORD: &str = "asagao no mizuyari 7ji";

/// 総務部 (1) with 人事課 (11), below it 研修係 (111), and 総務課 (12); 市民部 (2) with 市民課 (21). Heads are
/// 10 of 総務部, 1 of 人事課, 2 of 総務課, 6 of 研修係, 3 of 市民課; 4 and 5 serve in 市民課.
pub struct Office {
    pub router: Router,
    pub db: Db,
    pub clock: Clock,
    pub ids: Ids,
    _test: TestDb,
}

pub fn registry() -> Registry {
    let of = |name, words, schema| Module {
        words: Some(words),
        schema,
        ..Module::new(name)
    };
    Registry::new(vec![
        of("journal", journal::WORDS, Some(journal::SCHEMA)),
        of("settings", settings::WORDS, Some(settings::SCHEMA)),
        of("people", people::WORDS, Some(people::SCHEMA)),
        of("accounts", accounts::WORDS, Some(accounts::SCHEMA)),
        Module {
            settings: screen::SETTINGS,
            ..of("screen", screen::WORDS, None)
        },
        Module {
            settings: flow::SETTINGS,
            ..of("flow", flow::WORDS, Some(flow::SCHEMA))
        },
        of("exchange", exchange::WORDS, None),
        Module {
            settings: holidays::SETTINGS,
            ..of("holidays", holidays::WORDS, Some(holidays::SCHEMA))
        },
        overtime::initiative(),
    ])
}

fn schemas() -> Vec<Schema> {
    let registry = registry();
    registry
        .modules()
        .filter_map(|module| module.schema)
        .collect()
}

/// Empty databases with all tables.
pub async fn empty() -> Vec<TestDb> {
    databases(&schemas()).await.unwrap()
}

/// An office on each database.
pub async fn offices() -> Vec<Office> {
    let registry = registry();
    let mut offices = Vec::new();
    for test in empty().await {
        // 2026-11-22 09:00 in Japan.
        let clock = Clock::standing_at("2026-11-22T00:00:00Z".parse::<Timestamp>().unwrap());
        let ids = Ids::new(clock.clone(), 1);
        let db = test.db.clone();
        let site = Site {
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
        };
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
            _test: test,
        };
        office.fill().await;
        offices.push(office);
    }
    offices
}

pub fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

pub fn title(text: &str) -> Title {
    Title::parse(text).unwrap()
}

fn unit(id: i64, name: &str, kana: &str, parent: Option<i64>, kind: UnitKind) -> NewUnit {
    NewUnit {
        code: title(&format!("U{id}")),
        version: UnitVersion {
            unit: UnitId(id),
            name: title(name),
            short_name: title(name),
            kana: Kana::parse(kana).unwrap(),
            parent: parent.map(UnitId),
            kind,
            position: id,
            period: Period::starting(day(2015, 4, 1)),
        },
    }
}

fn employee(id: i64, family: &str, kana: &str) -> Employee {
    Employee {
        id: EmployeeId(id),
        staff_no: StaffNumber::parse(&format!("{id:05}")).unwrap(),
        name: PersonName::parse(family, "花子", kana, "はなこ").unwrap(),
        former_name: None,
        birth_date: day(1980, 1, 1),
        sex: None,
        service: Period::starting(day(2015, 4, 1)),
        employment: Employment::Regular,
        weekly: Minutes::of(38, 45),
        job_family: title("一般事務"),
        previous: None,
        version: 1,
    }
}

fn serving(id: i64, unit: i64, post: &str, rank: Rank, heads: bool) -> Appointment {
    Appointment {
        id: AppointmentId(id),
        employee: EmployeeId(id),
        unit: UnitId(unit),
        kind: AppointmentKind::Main,
        post: title(post),
        rank,
        heads,
        period: Period::starting(day(2015, 4, 1)),
    }
}

impl Office {
    async fn fill(&self) {
        use UnitKind::{Department, Section, Team};
        let units = [
            unit(1, "総務部", "そうむぶ", None, Department),
            unit(2, "市民部", "しみんぶ", None, Department),
            unit(11, "人事課", "じんじか", Some(1), Section),
            unit(12, "総務課", "そうむか", Some(1), Section),
            unit(21, "市民課", "しみんか", Some(2), Section),
            unit(111, "研修係", "けんしゅうがかり", Some(11), Team),
        ];
        let people = [
            employee(1, "緑野", "みどりの"),
            employee(2, "髙﨑", "たかさき"),
            employee(3, "葛城", "かつらぎ"),
            employee(4, "青空", "あおぞら"),
            employee(5, "森", "もり"),
            employee(6, "𠮷川", "よしかわ"),
            employee(10, "部長", "ぶちょう"),
        ];
        let serving = [
            serving(10, 1, "部長", Rank::DepartmentHead, true),
            serving(1, 11, "課長", Rank::SectionHead, true),
            serving(2, 12, "課長", Rank::SectionHead, true),
            serving(3, 21, "課長", Rank::SectionHead, true),
            serving(6, 111, "係長", Rank::TeamHead, true),
            serving(4, 21, "主事", Rank::Officer, false),
            serving(5, 21, "主事", Rank::Officer, false),
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
        self.account(
            "jinji",
            None,
            &[NewRole::starting(Role::PersonnelOfficer, day(2025, 4, 1))],
        )
        .await;
        self.account(
            "admin",
            None,
            &[NewRole::starting(Role::Administrator, day(2025, 4, 1))],
        )
        .await;
        for (login, employee) in [("mori", 5), ("aozora", 4), ("kacho", 3), ("jinjikacho", 1)] {
            self.account(login, Some(employee), &[]).await;
        }
    }

    /// An account with [`PASSWORD`].
    pub async fn account(
        &self,
        login: &str,
        employee: Option<i64>,
        roles: &[NewRole],
    ) -> AccountId {
        let new = NewAccount {
            login: login.to_owned(),
            employee: employee.map(EmployeeId),
            name: format!("{login}さん"),
            language: Language::Japanese,
            roles: roles.to_vec(),
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
        acts.into_iter()
            .map(|(act,)| act)
            .filter(|act| act.starts_with("overtime."))
            .collect()
    }

    /// A browser in which somebody has signed in.
    pub async fn signed_in(&self, login: &str) -> Browser<'_> {
        let origin = Origin::default();
        let opened =
            accounts::sign_in(&self.db, &self.ids, &self.clock, login, PASSWORD, &origin).await;
        let session = opened.unwrap().unwrap();
        Browser {
            office: self,
            cookie: format!(
                "{}={}",
                screen::visit::SESSION_COOKIE,
                session.token.as_str()
            ),
        }
    }
}

/// Follows nothing by itself.
pub struct Browser<'a> {
    office: &'a Office,
    cookie: String,
}

impl Browser<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await
    }

    /// Sends a file in the field `file`.
    pub async fn upload(&self, path: &str, name: &str, content: &[u8]) -> Answer {
        let mut body = format!(
            "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--limit--\r\n");
        let request =
            Request::post(path).header(CONTENT_TYPE, "multipart/form-data; boundary=limit");
        self.send(request, Body::from(body)).await
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request
            .header("host", "localhost")
            .header(COOKIE, &self.cookie)
            .body(body)
            .unwrap();
        let response = self.office.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let location = response
            .headers()
            .get(LOCATION)
            .map(|to| to.to_str().unwrap().to_owned());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer {
            status,
            location,
            bytes: bytes.to_vec(),
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
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    fn html(&self) -> Html {
        Html::parse_document(&self.text())
    }

    /// The words of `<main>`, with one blank between two pieces.
    pub fn main(&self) -> String {
        self.words("main")
    }

    /// The words of the first that the selector finds.
    pub fn words(&self, selector: &str) -> String {
        let selector = Selector::parse(selector).unwrap();
        let html = self.html();
        let pieces: Vec<&str> = html
            .select(&selector)
            .take(1)
            .flat_map(|found| found.text())
            .collect();
        pieces
            .join(" ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The value of a field, a choice or a hidden number of the first form that has it.
    pub fn version(&self) -> String {
        self.value("version")
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
