//! A small office with its program: everything but the HTTP connection is real.

use access::{Actor, Allowed, ManageAccounts, Role};
use accounts::{FirstPassword, NewAccount, NewRole, Origin};
use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, USER_AGENT};
use axum::http::{Request, StatusCode};
use axum::middleware::from_fn_with_state;
use calendar::{Date, Minutes, Period};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use people::{
    Appointment, AppointmentId, AppointmentKind, Employee, EmployeeId, Employment, Kana, NewUnit,
    PersonName, Rank, Sex, StaffNumber, Title, UnitId, UnitKind, UnitVersion,
};
use registry::{Module, Registry};
use scraper::{Html, Selector};
use screen::{PageError, Site};
use std::sync::Arc;
use store::testing::{TestDb, databases};
use store::{Cities, City, Clock, Db, Ids, Schema};
use tower::ServiceExt;
use words::Language;

const PASSWORD: &str = "asagao no mizuyari 7ji";

/// One program on one database: 総務部 (1) with 人事課 (11) and 市民課 (12), below it 給付係 (121).
///
/// 緑野 花子 (1) heads 人事課 with 髙﨑 陽太 (2); 葛城 さくら (3) heads 市民課 with 𠮷川 樹 (4); 佐藤 ほたる (5)
/// heads 給付係 with 東雲 ひなた (6). Their accounts are `hito1` to `hito6`; `jinji` is a personnel officer,
/// `admin` the administrator, `riji` an executive, `gaibu` a viewer from outside.
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
    Registry::new(vec![
        of("journal", journal::WORDS, Some(journal::SCHEMA)),
        of("settings", settings::WORDS, Some(settings::SCHEMA)),
        of("people", people::WORDS, Some(people::SCHEMA)),
        of("accounts", accounts::WORDS, Some(accounts::SCHEMA)),
        of("exchange", exchange::WORDS, None),
        Module {
            settings: screen::SETTINGS,
            ..of("screen", screen::WORDS, None)
        },
        staff::module(),
    ])
}

/// The office on each database.
pub async fn offices() -> Vec<Office> {
    let registry = registry();
    let schemas: Vec<Schema> = registry
        .modules()
        .filter_map(|module| module.schema)
        .collect();
    let mut offices = Vec::new();
    for test in databases(&schemas).await.unwrap() {
        let office = Office::new(&registry, test);
        office.fill().await;
        office.accounts().await;
        offices.push(office);
    }
    offices
}

pub fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

fn title(text: &str) -> Title {
    Title::parse(text).unwrap()
}

fn unit(id: i64, name: &str, parent: Option<i64>, kind: UnitKind) -> NewUnit {
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
        sex: Some(Sex::Female),
        service: Period::starting(day(2015, 4, 1)),
        employment: Employment::Regular,
        weekly: Minutes::of(38, 45),
        job_family: title("一般事務"),
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
        post: title(post),
        rank,
        heads: matches!(rank, Rank::SectionHead | Rank::TeamHead),
        period: Period::starting(day(2015, 4, 1)),
    }
}

impl Office {
    fn new(registry: &Registry, test: TestDb) -> Office {
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
        Office {
            router,
            db,
            clock,
            ids,
            kind: test.kind,
            _test: test,
        }
    }

    async fn fill(&self) {
        use UnitKind::{Department, Section, Team};
        let units = [
            unit(1, "総務部", None, Department),
            unit(11, "人事課", Some(1), Section),
            unit(12, "市民課", Some(1), Section),
            unit(121, "給付係", Some(12), Team),
        ];
        let people = [
            employee(1, ["緑野", "花子", "みどりの", "はなこ"]),
            employee(2, ["髙﨑", "陽太", "たかさき", "ようた"]),
            employee(3, ["葛\u{E0100}城", "さくら", "かつらぎ", "さくら"]),
            employee(4, ["𠮷川", "樹", "よしかわ", "いつき"]),
            employee(5, ["佐藤", "ほたる", "さとう", "ほたる"]),
            employee(6, ["東雲", "ひなた", "しののめ", "ひなた"]),
        ];
        let serving = [
            serving(1, 11, "課長", Rank::SectionHead),
            serving(2, 11, "主事", Rank::Officer),
            serving(3, 12, "課長", Rank::SectionHead),
            serving(4, 12, "主事", Rank::Officer),
            serving(5, 121, "係長", Rank::TeamHead),
            serving(6, 121, "主事", Rank::Officer),
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
        self.account("riji", None, Some(Role::Executive)).await;
        self.account("gaibu", None, Some(Role::Viewer)).await;
        for id in 1..=6 {
            self.account(&format!("hito{id}"), Some(id), None).await;
        }
    }

    async fn account(&self, login: &str, employee: Option<i64>, role: Option<Role>) {
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

    /// Goes on to nine o'clock of a day.
    pub fn on(&self, date: Date) {
        let now = self.clock.now();
        let days = date.since(self.clock.today()).unwrap().get_days();
        self.clock
            .set(now + SignedDuration::from_hours(24 * i64::from(days)));
        assert_eq!(self.clock.today(), date);
    }

    /// Acts of this crate in the journal, the oldest first.
    pub async fn journal(&self) -> Vec<String> {
        let sql = "SELECT act FROM journal_entries WHERE act LIKE 'staff%' ORDER BY seq";
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

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await
    }

    /// Fills in the first form of a page, changes some fields and sends it.
    pub async fn fill_in(&self, page: &str, changed: &[(&str, &str)]) -> Answer {
        let shown = self.get(page).await;
        assert_eq!(shown.status, StatusCode::OK, "{page}: {}", shown.main());
        let mut fields = shown.fields();
        for (name, value) in changed {
            fields.retain(|(field, _)| field != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.post(page, &fields).await
    }

    pub async fn send_photo(&self, path: &str, bytes: &[u8]) -> Answer {
        let mut body =
            b"--edge\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"p.png\"\r\n\r\n"
                .to_vec();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request =
            Request::post(path).header(CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request, Body::from(body)).await
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request
            .header("host", "localhost")
            .header(COOKIE, &self.cookie)
            .header(USER_AGENT, "test")
            .body(body)
            .unwrap();
        let response = self.office.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let location = head.headers.get(LOCATION);
        Answer {
            status: head.status,
            location: location.map(|to| to.to_str().unwrap().to_owned()),
            bytes: body.collect().await.unwrap().to_bytes().to_vec(),
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
            .map(|found| {
                let text = found.text().collect::<String>();
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            })
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

    /// What the main form would send as it stands.
    pub fn fields(&self) -> Vec<(String, String)> {
        let html = self.html();
        let controls = Selector::parse(
            "main form.form:first-of-type input, main form.form:first-of-type select, \
             main form.form:first-of-type textarea",
        )
        .unwrap();
        let option = Selector::parse("option[selected]").unwrap();
        let mut fields = Vec::new();
        for control in html.select(&controls) {
            let Some(name) = control.attr("name") else {
                continue;
            };
            let kind = control.attr("type").unwrap_or_default();
            let chosen = control.attr("checked").is_some();
            let value = match control.value().name() {
                "select" => control
                    .select(&option)
                    .next()
                    .and_then(|option| option.attr("value"))
                    .unwrap_or_default()
                    .to_owned(),
                "textarea" => control.text().collect::<String>().trim().to_owned(),
                _ if matches!(kind, "checkbox" | "radio") && !chosen => continue,
                _ => control.attr("value").unwrap_or_default().to_owned(),
            };
            fields.push((name.to_owned(), value));
        }
        fields
    }
}
