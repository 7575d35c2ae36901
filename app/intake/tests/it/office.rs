//! A small office with its program: everything but the HTTP connection is real.

use access::{Actor, Allowed, ImportStaff, ManageAccounts, Role};
use accounts::{FirstPassword, NewAccount, NewRole, Origin};
use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION};
use axum::http::{Request, StatusCode};
use axum::middleware::from_fn_with_state;
use calendar::{Date, Minutes, Period};
use flow::jobs::Worker;
use flow::{PendingActor, Workplace};
use http_body_util::BodyExt;
use intake::{Asked, Desk, Report};
use jiff::Timestamp;
use people::{
    Appointment, AppointmentId, AppointmentKind, Employee, EmployeeId, Employment, Kana, NewUnit,
    PersonName, Rank, StaffNumber, Title, UnitId, UnitKind, UnitVersion,
};
use registry::{Module, Registry};
use scraper::{ElementRef, Html, Selector};
use screen::{PageError, Site};
use std::sync::Arc;
use store::testing::{TestDb, databases};
use store::{Cities, City, Clock, Db, Ids, Schema};
use tokio::sync::Semaphore;
use tower::ServiceExt;
use words::{Language, Text};

const PASSWORD: &str = "asagao no mizuyari 7ji";

/// One program on one database: 総務部 (1) with 人事課 (11), 市民課 (12) and 車両課 (13, until April 2018); 緑野 花子 (00001) heads 人事課, 髙﨑 陽太 (00002) and 葛城 さくら (00003) in 市民課.
pub struct Office {
    pub router: Router,
    pub db: Db,
    pub clock: Clock,
    pub ids: Ids,
    pub text: Text,
    worker: Worker,
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
        of("flow", flow::WORDS, Some(flow::SCHEMA)),
        of("exchange", exchange::WORDS, None),
        Module {
            settings: screen::SETTINGS,
            ..of("screen", screen::WORDS, None)
        },
        intake::module(),
    ])
}

/// An office on each database with units only.
pub async fn empty_offices() -> Vec<Office> {
    let registry = registry();
    let schemas: Vec<Schema> = registry
        .modules()
        .filter_map(|module| module.schema)
        .collect();
    let mut offices = Vec::new();
    for test in databases(&schemas).await.unwrap() {
        offices.push(Office::new(&registry, test));
    }
    offices
}

/// An office on each database with its people and with `admin`, `jinji` (personnel officer) and `shokuin`
/// (viewer).
pub async fn offices() -> Vec<Office> {
    let offices = empty_offices().await;
    for office in &offices {
        office.fill().await;
        office.accounts().await;
    }
    offices
}

fn actor_of<'a>(db: &'a Db, clock: &'a Clock, account: i64) -> PendingActor<'a> {
    let account = accounts::AccountId(account);
    Box::pin(async move { accounts::actor_on(db, clock, account, clock.today()).await })
}

pub fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

fn unit(id: i64, name: &str, parent: Option<i64>, kind: UnitKind, to: Option<Date>) -> NewUnit {
    let title = |text: &str| Title::parse(text).unwrap();
    NewUnit {
        code: title(&format!("{id:03}")),
        version: UnitVersion {
            unit: UnitId(id),
            name: title(name),
            short_name: title(name),
            kana: Kana::parse("か").unwrap(),
            parent: parent.map(UnitId),
            kind,
            position: id,
            period: Period::new(day(2010, 4, 1), to).unwrap(),
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

fn serving(id: i64, unit: i64, post: &str, rank: Rank) -> Appointment {
    Appointment {
        id: AppointmentId(id),
        employee: EmployeeId(id),
        unit: UnitId(unit),
        kind: AppointmentKind::Main,
        post: Title::parse(post).unwrap(),
        rank,
        heads: rank == Rank::SectionHead,
        period: Period::starting(day(2015, 4, 1)),
    }
}

impl Office {
    fn new(registry: &Registry, test: TestDb) -> Office {
        // 2026-11-22 09:00 in Japan.
        let clock = Clock::standing_at("2026-11-22T00:00:00Z".parse::<Timestamp>().unwrap());
        let ids = Ids::new(clock.clone(), 1);
        let db = test.db.clone();
        let city = || City {
            code: "midorino".to_owned(),
            db: db.clone(),
        };
        let site = Site {
            cities: Cities::one(city()),
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
        let place = Workplace {
            clock: clock.clone(),
            ids: ids.clone(),
            words: Arc::clone(&site.words),
            todos: Arc::clone(&site.todos),
            offers: Arc::clone(&site.offers),
            actor_of,
            city_name: &screen::CITY_NAME,
        };
        let text = site.text(Language::Japanese);
        let (_, pages) = registry.routes().finish();
        let router = pages
            .fallback(async || PageError::NotFound)
            .layer(from_fn_with_state(site.clone(), screen::visit::visit))
            .with_state(site);
        Office {
            router,
            db: db.clone(),
            clock,
            ids,
            text,
            worker: Worker::new(Arc::new(city()), place, Arc::new(Semaphore::new(1))),
            _test: test,
        }
    }

    async fn fill(&self) {
        use UnitKind::{Department, Section};
        let units = [
            unit(1, "総務部", None, Department, None),
            unit(11, "人事課", Some(1), Section, None),
            unit(12, "市民課", Some(1), Section, None),
            unit(13, "車両課", Some(1), Section, Some(day(2018, 4, 1))),
        ];
        let people = [
            employee(1, ["緑野", "花子", "みどりの", "はなこ"]),
            employee(2, ["髙﨑", "陽太", "たかさき", "ようた"]),
            employee(3, ["葛城", "さくら", "かつらぎ", "さくら"]),
        ];
        let serving = [
            serving(1, 11, "課長", Rank::SectionHead),
            serving(2, 12, "主事", Rank::Officer),
            serving(3, 12, "主事", Rank::Officer),
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

    async fn accounts(&self) {
        self.account("admin", None, Some(Role::Administrator)).await;
        self.account("jinji", None, Some(Role::PersonnelOfficer))
            .await;
        self.account("shokuin", None, Some(Role::Viewer)).await;
        self.account("midorino", Some(1), None).await;
    }

    /// An account with [`PASSWORD`].
    pub async fn account(&self, login: &str, employee: Option<i64>, role: Option<Role>) {
        let new = NewAccount {
            login: login.to_owned(),
            employee: employee.map(EmployeeId),
            name: format!("{login}さん"),
            language: Language::Japanese,
            roles: role
                .map(|role| NewRole::starting(role, day(2025, 4, 1)))
                .into_iter()
                .collect(),
            password: FirstPassword::Chosen(PASSWORD.to_owned()),
        };
        let allowed: Allowed<ManageAccounts> = Allowed::ask(Actor::operator("test")).unwrap();
        let made = accounts::create_account(&self.db, &self.ids, &self.clock, &allowed, &new).await;
        made.unwrap().unwrap();
    }

    pub fn desk(&self) -> Desk<'_> {
        Desk::now(&self.db, &self.ids, &self.clock)
    }

    /// Reads a list in as the command line does.
    pub async fn import(&self, name: &str, bytes: &[u8], asked: &Asked) -> Report {
        let allowed: Allowed<ImportStaff> = Allowed::ask(Actor::operator("test")).unwrap();
        let files = vec![(name.to_owned(), bytes.to_vec())];
        let watch = |_, _, _| Ok(());
        intake::import_files(self.desk(), &allowed, files, asked, (&self.text, &watch))
            .await
            .unwrap()
    }

    /// Does the long work that waits.
    pub async fn work(&self) {
        self.worker.run_all().await.unwrap();
    }

    /// The person of a staff number with the appointments, the earliest first.
    pub async fn person(&self, number: &str) -> Option<(Employee, Vec<Appointment>)> {
        let number = StaffNumber::parse(number).unwrap();
        let employee = people::employee_numbered(&self.db, &number)
            .await
            .unwrap()?;
        let career = people::appointments_of(&self.db, employee.id)
            .await
            .unwrap();
        Some((employee, career))
    }

    /// What the lines of all imports say, for messages of failed tests.
    pub async fn lines(&self) -> Vec<(String, String)> {
        let sql = "SELECT code, details FROM intake_lines ORDER BY place LIMIT 20";
        store::read!(&self.db, |pool| {
            store::sqlx::query_as(sql).fetch_all(pool).await
        })
        .unwrap()
    }

    /// Acts of this crate in the journal, the oldest first.
    pub async fn journal(&self) -> Vec<String> {
        let sql = "SELECT act FROM journal_entries WHERE act LIKE 'intake%' ORDER BY seq";
        let acts: Vec<(String,)> = store::read!(&self.db, |pool| {
            store::sqlx::query_as(sql).fetch_all(pool).await
        })
        .unwrap();
        acts.into_iter().map(|(act,)| act).collect()
    }

    /// A browser in which somebody has signed in.
    pub async fn signed_in(&self, login: &str) -> Browser<'_> {
        let origin = Origin {
            user_agent: "test",
            address: "192.0.2.1",
            token: None,
        };
        let session =
            accounts::sign_in(&self.db, &self.ids, &self.clock, login, PASSWORD, &origin).await;
        let session = session.unwrap().unwrap();
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

/// Somebody's browser.
pub struct Browser<'a> {
    office: &'a Office,
    cookie: String,
}

impl Browser<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    pub async fn post(&self, path: &str, fields: &[(String, String)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await
    }

    /// Sends files by the form of the front.
    pub async fn upload(&self, files: &[(&str, &str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (field, name, bytes) in files {
            body.extend_from_slice(
                format!(
                    "--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n"
                )
                .as_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--edge--\r\n");
        let request = Request::post("/admin/imports")
            .header(CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request, Body::from(body)).await
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request
            .header("host", "localhost")
            .header("user-agent", "test")
            .header(COOKIE, &self.cookie)
            .body(body)
            .unwrap();
        let response = self.office.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let header = |name: &str| {
            response
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap().to_owned())
        };
        let (location, refresh) = (header(LOCATION.as_str()), header("refresh"));
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer {
            status,
            location,
            refresh,
            bytes: bytes.to_vec(),
        }
    }
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
    pub refresh: Option<String>,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Where the answer leads.
    pub fn leads_to(&self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.main());
        self.location.clone().unwrap()
    }

    /// The words of `<main>`, with one blank between two pieces.
    pub fn main(&self) -> String {
        let main = Selector::parse("main").unwrap();
        let html = Html::parse_document(&self.text());
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
        let html = Html::parse_document(&self.text());
        html.select(&selector)
            .map(|found| found.text().collect::<String>())
            .collect()
    }

    /// Names and values of a form as a browser would send them, with some of them changed.
    pub fn form(&self, action: &str, changed: &[(&str, &str)]) -> Vec<(String, String)> {
        let html = Html::parse_document(&self.text());
        let form = Selector::parse(&format!("form[action=\"{action}\"]")).unwrap();
        let form = html
            .select(&form)
            .next()
            .unwrap_or_else(|| panic!("no form {action}"));
        let controls = Selector::parse("input, select").unwrap();
        let mut fields: Vec<(String, String)> = form
            .select(&controls)
            .filter_map(|control| Some((control.attr("name")?.to_owned(), value(control)?)))
            .filter(|(name, _)| !changed.iter().any(|(other, _)| other == name))
            .collect();
        fields.extend(
            changed
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        fields
    }
}

fn value(control: ElementRef<'_>) -> Option<String> {
    if control.value().name() == "select" {
        let option = Selector::parse("option").unwrap();
        let options: Vec<ElementRef<'_>> = control.select(&option).collect();
        let chosen = options
            .iter()
            .find(|option| option.attr("selected").is_some());
        return chosen
            .or(options.first())
            .and_then(|option| option.attr("value").map(str::to_owned));
    }
    let ticked = control.attr("type") != Some("checkbox") || control.attr("checked").is_some();
    ticked.then(|| control.attr("value").unwrap_or_default().to_owned())
}
