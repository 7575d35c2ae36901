//! A small office with its program: everything but the HTTP connection is real.

use access::{Actor, Allowed, ManageAccounts, Role};
use accounts::{FirstPassword, NewAccount, NewRole, Origin};
use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::middleware::from_fn_with_state;
use calendar::{Date, Minutes, Period};
use flow::jobs::Worker;
use flow::{PendingActor, Workplace};
use http_body_util::BodyExt;
use jiff::Timestamp;
use people::{
    Absence, AbsenceId, AbsenceKind, Appointment, AppointmentId, AppointmentKind, Employee,
    EmployeeId, Employment, Kana, NewUnit, PersonName, Rank, StaffNumber, Title, UnitId, UnitKind,
    UnitVersion,
};
use registry::{Module, Registry};
use scraper::{Html, Selector};
use screen::{PageError, Site};
use settings::{NewValue, Value};
use std::sync::Arc;
use store::testing::{TestDb, databases};
use store::{Cities, City, Clock, Db, Ids, Schema};
use tokio::sync::Semaphore;
use tower::ServiceExt;
use words::{Language, Text};

const PASSWORD: &str = "asagao no mizuyari 7ji";

/// One program on one database: 総務部 (1) > 人事課 (11) > 研修係 (111), and 市民課 (12). 緑野 花子 (1) heads
/// 人事課, 髙﨑 陽太 (2) its team, where 葛城 さくら (3) serves; 𠮷川 樹 (4) heads 市民課, where 青木 洋 (5) is a
/// 会計年度任用職員 and 白石 望 (6) is on leave of absence since October.
pub struct Office {
    pub router: Router,
    pub db: Db,
    pub clock: Clock,
    pub ids: Ids,
    pub kind: &'static str,
    pub site: Site,
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
        of("holidays", holidays::WORDS, Some(holidays::SCHEMA)),
        of("people", people::WORDS, Some(people::SCHEMA)),
        of("accounts", accounts::WORDS, Some(accounts::SCHEMA)),
        Module {
            settings: flow::SETTINGS,
            duties: flow::DUTIES,
            notices: flow::NOTICES,
            ..of("flow", flow::WORDS, Some(flow::SCHEMA))
        },
        of("screen", screen::WORDS, None),
        approvals::module(),
        bulletin::initiative(),
    ])
}

/// An office on each database; the accounts are `kacho` (1), `kakari` (2), `sakura` (3), `yoso` (4),
/// `kaikei` (5), `kyuka` (6), and outside the staff `jinji` (personnel officer), `shicho` (mayor) and `viewer`.
pub async fn offices() -> Vec<Office> {
    let registry = registry();
    let schemas: Vec<Schema> = registry.modules().filter_map(|m| m.schema).collect();
    let mut offices = Vec::new();
    for test in databases(&schemas).await.unwrap() {
        // 2026-11-20 09:00 in Japan, a Friday.
        let clock = Clock::standing_at("2026-11-20T00:00:00Z".parse::<Timestamp>().unwrap());
        let ids = Ids::new(clock.clone(), 1);
        let site = site(&registry, &test.db, &clock, &ids);
        let (_, pages) = registry.routes().finish();
        let router = pages
            .fallback(async || PageError::NotFound)
            .layer(from_fn_with_state(site.clone(), screen::visit::visit))
            .with_state(site.clone());
        let office = Office {
            router,
            db: test.db.clone(),
            clock,
            ids,
            kind: test.kind,
            site,
            _test: test,
        };
        office.fill().await;
        offices.push(office);
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

pub fn day(year: i16, month: i8, day: i8) -> Date {
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

fn employee(id: i64, names: [&str; 4], employment: Employment) -> Employee {
    let [family, given, family_kana, given_kana] = names;
    Employee {
        id: EmployeeId(id),
        staff_no: StaffNumber::parse(&format!("{id:05}")).unwrap(),
        name: PersonName::parse(family, given, family_kana, given_kana).unwrap(),
        former_name: None,
        birth_date: day(1980, 1, 1),
        sex: None,
        service: Period::starting(day(2015, 4, 1)),
        employment,
        weekly: Minutes::of(38, 45),
        job_family: Title::parse("一般事務").unwrap(),
        previous: None,
        version: 1,
    }
}

fn serving(id: i64, unit: i64, rank: Rank, heads: bool) -> Appointment {
    Appointment {
        id: AppointmentId(id),
        employee: EmployeeId(id),
        unit: UnitId(unit),
        kind: AppointmentKind::Main,
        post: Title::parse(if heads { "長" } else { "主事" }).unwrap(),
        rank,
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
        let regular = Employment::Regular;
        let people = [
            employee(1, ["緑野", "花子", "みどりの", "はなこ"], regular),
            employee(2, ["髙﨑", "陽太", "たかさき", "ようた"], regular),
            employee(3, ["葛城", "さくら", "かつらぎ", "さくら"], regular),
            employee(4, ["𠮷川", "樹", "よしかわ", "いつき"], regular),
            employee(
                5,
                ["青木", "洋", "あおき", "ひろし"],
                Employment::FiscalYearPart,
            ),
            employee(6, ["白石", "望", "しらいし", "のぞみ"], regular),
        ];
        let serving = [
            serving(1, 11, Rank::SectionHead, true),
            serving(2, 111, Rank::TeamHead, true),
            serving(3, 111, Rank::Officer, false),
            serving(4, 12, Rank::SectionHead, true),
            serving(5, 12, Rank::Officer, false),
            serving(6, 12, Rank::Officer, false),
        ];
        let leave = Absence {
            id: AbsenceId(1),
            employee: EmployeeId(6),
            kind: AbsenceKind::Childcare,
            period: Period::new(day(2026, 10, 1), Some(day(2027, 4, 1))).unwrap(),
            reason: None,
            version: 1,
        };
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
        people::insert_absences(&mut tx, &[leave]).await.unwrap();
        tx.commit().await.unwrap();
        let staff = ["kacho", "kakari", "sakura", "yoso", "kaikei", "kyuka"];
        for (employee, login) in (1..).zip(staff) {
            self.account(login, Some(employee), &[]).await;
        }
        self.account("jinji", None, &[Role::PersonnelOfficer]).await;
        self.account("shicho", None, &[Role::Executive]).await;
        self.account("viewer", None, &[Role::Viewer]).await;
    }

    async fn account(&self, login: &str, employee: Option<i64>, roles: &[Role]) {
        let role = |role: &Role| NewRole::starting(*role, day(2025, 4, 1));
        let new = NewAccount {
            login: login.to_owned(),
            employee: employee.map(EmployeeId),
            name: match employee {
                Some(_) => String::new(),
                None => format!("{login}さん"),
            },
            language: Language::Japanese,
            roles: roles.iter().map(role).collect(),
            password: FirstPassword::Chosen(PASSWORD.to_owned()),
        };
        let allowed: Allowed<ManageAccounts> = Allowed::ask(Actor::operator("test")).unwrap();
        let made = accounts::create_account(&self.db, &self.ids, &self.clock, &allowed, &new).await;
        made.unwrap().unwrap();
    }

    /// Moves the clock to 9 o'clock in Japan of a day.
    pub fn on(&self, date: Date) {
        let text = format!("{date}T00:00:00Z");
        self.clock.set(text.parse().unwrap());
    }

    pub async fn browser(&self, login: &str) -> Browser<'_> {
        let origin = Origin::default();
        let session =
            accounts::sign_in(&self.db, &self.ids, &self.clock, login, PASSWORD, &origin).await;
        let session = session.unwrap().unwrap();
        Browser {
            office: self,
            cookie: format!("hagukumi-session={}", session.token.as_str()),
            actor: session.signed_in.actor,
        }
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
        let done = settings::set(&mut tx, self.clock.now(), &allowed, new).await;
        done.unwrap();
        tx.commit().await.unwrap();
    }

    /// Takes somebody from 市民課 into 総務部 itself from a day on.
    pub async fn transfer(&self, employee: i64, on: Date) {
        let mut tx = self.db.begin().await.unwrap();
        for sql in [
            "UPDATE appointments SET valid_to = $2 WHERE employee_id = $1 AND valid_to IS NULL",
            "INSERT INTO appointments (id, employee_id, unit_id, kind, post_title, rank, heads, valid_from)
             SELECT 1000 + id, employee_id, 1, kind, post_title, rank, heads, $2 FROM appointments
              WHERE employee_id = $1",
        ] {
            store::write!(&mut tx, |c| store::sqlx::query(sql)
                .bind(employee)
                .bind(store::ToSqlx::to_sqlx(on))
                .execute(c)
                .await
                .map(|_| ()))
            .unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Lets everything be done that has come round by the clock.
    pub async fn work(&self) {
        let place = Workplace {
            clock: self.clock.clone(),
            ids: self.ids.clone(),
            words: Arc::clone(&self.site.words),
            todos: Arc::clone(&self.site.todos),
            offers: Arc::clone(&self.site.offers),
            actor_of,
            city_name: &screen::CITY_NAME,
        };
        flow::jobs::tick(&self.db, &place).await.unwrap();
        let city = self.site.cities.all().remove(0);
        let worker = Worker::new(city, place, Arc::new(Semaphore::new(1)));
        worker.run_all().await.unwrap();
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        store::read!(&self.db, |pool| store::sqlx::query_scalar(sql)
            .fetch_one(pool)
            .await)
        .unwrap()
    }

    /// The acts of this crate in the journal, the oldest first.
    pub async fn journal(&self) -> Vec<String> {
        let sql = "SELECT act FROM journal_entries WHERE act LIKE 'bulletin.%' ORDER BY seq";
        let acts: Vec<(String,)> = store::read!(&self.db, |pool| {
            store::sqlx::query_as(sql).fetch_all(pool).await
        })
        .unwrap();
        acts.into_iter().map(|(act,)| act).collect()
    }
}

fn actor_of<'a>(db: &'a Db, clock: &'a Clock, account: i64) -> PendingActor<'a> {
    let account = accounts::AccountId(account);
    Box::pin(async move { accounts::actor_on(db, clock, account, clock.today()).await })
}

/// A browser in which somebody has signed in.
pub struct Browser<'a> {
    office: &'a Office,
    pub actor: Actor,
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

    /// Posts a form as it is shown on a page, with some fields changed; `to` is where it is sent.
    pub async fn fill(&self, page: &str, to: &str, changed: &[(&str, &str)]) -> Answer {
        let shown = self.get(page).await;
        assert_eq!(shown.status, StatusCode::OK, "{page}: {}", shown.main());
        let mut fields = shown.fields(to);
        for (name, _) in changed {
            fields.retain(|(field, _)| field != name);
        }
        let changed = changed.iter().filter(|(_, value)| *value != "-");
        let changed = changed.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        fields.extend(changed);
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.post(to, &fields).await
    }

    /// Writes a draft and returns its address. What is not given is 全職員, 人事課から, from today on.
    pub async fn write(&self, title: &str, changed: &[(&str, &str)]) -> String {
        let mut fields = vec![("title", title), ("body", "本文です。"), ("category", "1")];
        fields.retain(|(name, _)| !changed.iter().any(|(other, _)| other == name));
        fields.extend_from_slice(changed);
        let answer = self.fill("/bulletin/new", "/bulletin/new", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
        answer.location()
    }

    /// Publishes a draft, or asks for approval.
    pub async fn submit(&self, post: &str) -> Answer {
        self.fill(post, &format!("{post}/submit"), &[]).await
    }

    /// Writes a post for 市民課 and publishes it without approval.
    pub async fn posted(&self, title: &str, changed: &[(&str, &str)]) -> String {
        let mut fields = vec![("for", "chosen"), ("units", "12")];
        fields.retain(|(name, _)| !changed.iter().any(|(other, _)| other == name));
        fields.extend_from_slice(changed);
        let post = self.write(title, &fields).await;
        let answer = self.submit(&post).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
        post
    }

    pub async fn attach(&self, post: &str, name: &str, bytes: &[u8]) -> Answer {
        let page = format!("{post}/attachments");
        let version = self.get(&page).await.value("version");
        let mut body = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n{version}\r\n\
             --edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request =
            Request::post(page).header(CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request, Body::from(body)).await
    }

    /// The person's to-dos of this crate: title and address.
    pub async fn todos(&self) -> Vec<(String, String)> {
        let text = Text::new(Arc::clone(&self.office.site.words), Language::Japanese);
        let mut todos = Vec::new();
        for source in self.office.site.todos.iter() {
            let today = self.office.clock.today();
            todos.extend(
                source(&self.office.db, &self.actor, today, &text)
                    .await
                    .unwrap(),
            );
        }
        let own = todos
            .into_iter()
            .filter(|todo| todo.href.starts_with("/bulletin"));
        own.map(|todo| (todo.title, todo.href)).collect()
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request
            .header("host", "localhost")
            .header(COOKIE, &self.cookie)
            .body(body)
            .unwrap();
        let response = self.office.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        Answer {
            status: head.status,
            headers: head.headers,
            bytes: body.collect().await.unwrap().to_bytes().to_vec(),
        }
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
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    pub fn location(&self) -> String {
        self.header(LOCATION.as_str()).to_owned()
    }

    /// The words of `<main>`, with one blank between two pieces.
    pub fn main(&self) -> String {
        let html = Html::parse_document(&self.text());
        let main = Selector::parse("main").unwrap();
        let pieces: Vec<&str> = html.select(&main).flat_map(|main| main.text()).collect();
        let joined = pieces.join(" ");
        joined.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words of everything that the selector finds.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        Html::parse_document(&self.text())
            .select(&selector)
            .map(|found| found.text().collect::<String>().trim().to_owned())
            .collect()
    }

    /// An attribute of everything that the selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        Html::parse_document(&self.text())
            .select(&selector)
            .filter_map(|found| found.attr(name).map(str::to_owned))
            .collect()
    }

    /// The value of the first field of a name.
    pub fn value(&self, name: &str) -> String {
        let found = self.attributes(&format!("[name={name}]"), "value");
        found.into_iter().next().unwrap_or_default()
    }

    /// Names and values of the form that is sent to an address, as a browser would send them.
    fn fields(&self, to: &str) -> Vec<(String, String)> {
        let html = Html::parse_document(&self.text());
        let form = Selector::parse(&format!("form[action=\"{to}\"]")).unwrap();
        let form = html.select(&form).next();
        let form = form.unwrap_or_else(|| panic!("no form for {to}: {}", self.main()));
        let control = Selector::parse("input[name], textarea[name], option[selected]").unwrap();
        let mut fields = Vec::new();
        for one in form.select(&control) {
            let element = one.value();
            let name = element.attr("name").map(str::to_owned).or_else(|| {
                let select = one.parent().and_then(scraper::ElementRef::wrap)?;
                select.attr("name").map(str::to_owned)
            });
            let box_like = matches!(element.attr("type"), Some("checkbox" | "radio"));
            if box_like && element.attr("checked").is_none() || element.attr("type") == Some("file")
            {
                continue;
            }
            let value = match element.name() {
                "textarea" => one
                    .text()
                    .collect::<String>()
                    .trim_start_matches('\n')
                    .to_owned(),
                _ => element.attr("value").unwrap_or_default().to_owned(),
            };
            fields.extend(name.map(|name| (name, value)));
        }
        fields
    }
}
