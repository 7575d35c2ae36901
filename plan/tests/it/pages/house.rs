//! The plan's pages as a browser asks for them: everything but the HTTP connection is real.

use ::store::testing::{TestDb, sqlite};
use ::store::{Cities, City, Clock, Db, Ids, Schema};
use access::{Actor, Allowed, EditPlanStructure, ManageAccounts, Role};
use accounts::{FirstPassword, NewAccount, NewRole, Origin};
use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION};
use axum::http::{Request, StatusCode};
use axum::middleware::from_fn_with_state;
use calendar::Period;
use http_body_util::BodyExt;
use jiff::civil::date;
use people::{Kana, NewUnit, Title, UnitId, UnitKind, UnitVersion};
use plan::acts::{self, Desk};
use plan::records::{Loaded, State};
use registry::{Module, Registry};
use scraper::{Html, Selector};
use screen::visit::SESSION_COOKIE;
use screen::{PageError, Site};
use std::sync::Arc;
use tower::ServiceExt;
use words::Language;

pub const PERSONNEL: i64 = 2;
pub const HEALTH: i64 = 4;
pub const CODE: &str = "midorino-2025";
const PASSWORD: &str = "asagao no mizuyari 7ji";

/// One program on one database, with the plan of みどり野市 in a state.
pub struct House {
    router: Router,
    pub db: Db,
    clock: Clock,
    ids: Ids,
    todos: Vec<flow::TodoSource>,
    words: Arc<words::Words>,
    _test: TestDb,
}

fn registry() -> Registry {
    let of = |name, words, schema| Module {
        words: Some(words),
        schema,
        ..Module::new(name)
    };
    let screen = of("screen", screen::WORDS, None);
    Registry::new(vec![
        of("journal", journal::WORDS, Some(journal::SCHEMA)),
        of("settings", settings::WORDS, Some(settings::SCHEMA)),
        Module {
            figures: people::FIGURES,
            ..of("people", people::WORDS, Some(people::SCHEMA))
        },
        of("accounts", accounts::WORDS, Some(accounts::SCHEMA)),
        Module {
            settings: screen::SETTINGS,
            ..screen
        },
        plan::module(),
    ])
}

impl House {
    /// The house on 1 December 2026, with `jinji` (personnel), `kenko` (editor of 健康推進課) and
    /// `shokuin` (viewer).
    pub async fn with_plan(state: State) -> House {
        let registry = registry();
        let schemas: Vec<Schema> = registry
            .modules()
            .filter_map(|module| module.schema)
            .collect();
        let test = sqlite(&schemas).await.unwrap();
        let clock = Clock::standing_at("2026-12-01T01:00:00Z".parse().unwrap());
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
            acts: Arc::default(),
            settings: Arc::new(registry.settings()),
            https: false,
            development: false,
            demo: false,
        };
        let words = Arc::clone(&site.words);
        let router = registry
            .routes()
            .finish()
            .1
            .fallback(async || PageError::NotFound)
            .layer(from_fn_with_state(site.clone(), screen::visit::visit))
            .with_state(site);
        let house = House {
            router,
            db,
            clock,
            ids,
            todos: registry.todos(),
            words,
            _test: test,
        };
        house.enter_units().await;
        house.enter_plan(state).await;
        house
            .account("jinji", Role::PersonnelOfficer, Some(PERSONNEL))
            .await;
        house
            .account("kenko", Role::SectionEditor, Some(HEALTH))
            .await;
        house.account("shokuin", Role::Viewer, None).await;
        house
    }

    async fn enter_units(&self) {
        let unit = |id: i64, name: &str, parent: Option<i64>| NewUnit {
            code: Title::parse(&id.to_string()).unwrap(),
            version: UnitVersion {
                unit: UnitId(id),
                name: Title::parse(name).unwrap(),
                short_name: Title::parse(name).unwrap(),
                kana: Kana::parse("か").unwrap(),
                parent: parent.map(UnitId),
                kind: if parent.is_some() {
                    UnitKind::Section
                } else {
                    UnitKind::Department
                },
                position: id,
                period: Period::starting(date(2020, 4, 1)),
            },
        };
        let units = [
            unit(1, "総務部", None),
            unit(PERSONNEL, "人事課", Some(1)),
            unit(3, "健康福祉部", None),
            unit(HEALTH, "健康推進課", Some(3)),
        ];
        let mut tx = self.db.begin().await.unwrap();
        people::insert_units(&mut tx, &self.ids, &units)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn enter_plan(&self, until: State) {
        let [_, document, _] = crate::office::samples();
        let allowed: Allowed<EditPlanStructure> = Allowed::ask(Actor::operator("test")).unwrap();
        let desk = Desk::now(&self.db, &self.ids, &self.clock);
        acts::import(desk, &allowed, &document, None).await.unwrap();
        for pair in State::ALL.windows(2).take_while(|pair| pair[1] <= until) {
            acts::change_state(desk, &allowed, CODE, pair[0], pair[1])
                .await
                .unwrap();
        }
    }

    async fn account(&self, login: &str, role: Role, unit: Option<i64>) {
        let period = Period::starting(date(2025, 4, 1));
        let new = NewAccount {
            login: login.to_owned(),
            employee: None,
            name: format!("{login}さん"),
            language: Language::Japanese,
            roles: vec![NewRole {
                role,
                unit: unit.filter(|_| role == Role::SectionEditor).map(UnitId),
                period,
            }],
            password: FirstPassword::Chosen(PASSWORD.to_owned()),
        };
        let allowed: Allowed<ManageAccounts> = Allowed::ask(Actor::operator("test")).unwrap();
        let made = accounts::create_account(&self.db, &self.ids, &self.clock, &allowed, &new).await;
        made.unwrap().unwrap();
    }

    pub fn set_day(&self, day: calendar::Date) {
        self.clock.set(format!("{day}T01:00:00Z").parse().unwrap());
    }

    /// The plan as the database has it.
    pub async fn plan(&self) -> std::sync::Arc<Loaded> {
        plan::store::load(&self.db, CODE).await.unwrap().unwrap()
    }

    /// What the person has to do, one line each.
    pub async fn todos_of(&self, browser: &Browser<'_>) -> Vec<String> {
        let text = words::Text::new(Arc::clone(&self.words), Language::Japanese);
        let signed_in = accounts::actor_of(&self.db, &self.clock, &browser.token)
            .await
            .unwrap();
        let actor = signed_in.unwrap().actor;
        let mut lines = Vec::new();
        for source in &self.todos {
            let todos = source(&self.db, &actor, self.clock.today(), &text)
                .await
                .unwrap();
            lines.extend(todos.into_iter().map(|todo| todo.detail));
        }
        lines
    }

    /// A browser in which somebody has signed in.
    pub async fn signed_in(&self, login: &str) -> Browser<'_> {
        let origin = Origin {
            user_agent: "",
            address: "",
            token: None,
        };
        let session =
            accounts::sign_in(&self.db, &self.ids, &self.clock, login, PASSWORD, &origin).await;
        let session = session.unwrap().unwrap();
        Browser {
            house: self,
            token: session.token.as_str().to_owned(),
        }
    }

    /// A browser of somebody from outside.
    pub fn visitor(&self) -> Browser<'_> {
        Browser {
            house: self,
            token: String::new(),
        }
    }
}

/// A browser that keeps its session and follows nothing by itself.
pub struct Browser<'a> {
    house: &'a House,
    token: String,
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

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request
            .header("host", "localhost")
            .header(COOKIE, format!("{SESSION_COOKIE}={}", self.token))
            .body(body)
            .unwrap();
        let response = self.house.router.clone().oneshot(request).await.unwrap();
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
            location: location.unwrap_or_default(),
            bytes,
        }
    }
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    /// The words of everything that the selector finds.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        let words = |found: scraper::ElementRef<'_>| {
            let text: String = found.text().collect();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        Html::parse_document(&self.text())
            .select(&selector)
            .map(words)
            .collect()
    }

    /// The words of the first thing that the selector finds.
    pub fn one(&self, selector: &str) -> String {
        let found = self.all(selector).into_iter().next();
        found.unwrap_or_else(|| panic!("no {selector} in {}", self.text()))
    }

    /// An attribute of the first thing that the selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> String {
        let found = Html::parse_document(&self.text())
            .select(&Selector::parse(selector).unwrap())
            .find_map(|found| found.attr(name).map(str::to_owned));
        found.unwrap_or_else(|| panic!("no {selector} with {name} in {}", self.text()))
    }

    /// The fields of a form as the browser would send them untouched.
    pub fn form(&self, selector: &str) -> Vec<(String, String)> {
        let html = Html::parse_document(&self.text());
        let form = html
            .select(&Selector::parse(selector).unwrap())
            .next()
            .unwrap();
        let controls = Selector::parse("input[name], textarea[name], select[name]").unwrap();
        let chosen = Selector::parse("option[selected]").unwrap();
        let first = Selector::parse("option").unwrap();
        let mut fields = Vec::new();
        for control in form.select(&controls) {
            let value = match control.value().name() {
                "textarea" => control
                    .text()
                    .collect::<String>()
                    .trim_start_matches('\n')
                    .to_owned(),
                "select" => control
                    .select(&chosen)
                    .next()
                    .or_else(|| control.select(&first).next())
                    .and_then(|option| option.attr("value"))
                    .unwrap_or_default()
                    .to_owned(),
                _ => control.attr("value").unwrap_or_default().to_owned(),
            };
            let box_or_dot = matches!(control.attr("type"), Some("checkbox" | "radio"));
            if !box_or_dot || control.attr("checked").is_some() {
                fields.push((control.attr("name").unwrap().to_owned(), value));
            }
        }
        fields
    }
}

/// A form's fields with some of them changed.
pub fn changed<'a>(
    form: &'a [(String, String)],
    changes: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    form.iter()
        .map(|(name, value)| {
            let change = changes.iter().find(|(changed, _)| changed == name);
            (
                name.as_str(),
                change.map_or(value.as_str(), |(_, value)| value),
            )
        })
        .collect()
}
