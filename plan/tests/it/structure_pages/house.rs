//! A city with its pages on each database, asked as a browser does.

use access::{Actor, Allowed, EditPlanStructure, ManageAccounts, Role};
use accounts::{FirstPassword, NewAccount, NewRole, Origin};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION};
use axum::http::{Request, StatusCode};
use axum::middleware::from_fn_with_state;
use calendar::Period;
use http_body_util::BodyExt;
use jiff::civil::date;
use people::{Kana, NewUnit, Title, UnitId, UnitKind, UnitVersion};
use plan::acts::{self, Desk};
use plan::document::PlanDocument;
use plan::formats::toml;
use plan::records::{Loaded, State};
use plan::store as plans;
use registry::{Module, Registry};
use screen::{PageError, Site};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::testing::{TestDb, databases};
use store::{Cities, City, Clock, Db, Ids, Schema};
use tower::ServiceExt;
use words::Language;

const PASSWORD: &str = "asagao no mizuyari 7ji";

/// A city with its pages on one database, and who is signed in.
pub struct House {
    router: Router,
    pub db: Db,
    ids: Ids,
    pub clock: Clock,
    tokens: BTreeMap<&'static str, String>,
    pub kind: &'static str,
    _test: TestDb,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub to: String,
    body: Bytes,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.to_vec()).unwrap()
    }

    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let text = self.text();
        let start = format!(r#"name="{name}" value=""#);
        let rest = &text[text
            .find(&start)
            .unwrap_or_else(|| panic!("{name} in {text}"))
            + start.len()..];
        rest[..rest.find('"').unwrap()].to_owned()
    }
}

fn registry() -> Registry {
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
        plan::module(),
    ])
}

pub async fn houses() -> Vec<House> {
    let registry = registry();
    let schemas: Vec<Schema> = registry
        .modules()
        .filter_map(|module| module.schema)
        .collect();
    let mut houses = Vec::new();
    for test in databases(&schemas).await.unwrap() {
        let clock = Clock::standing_at("2026-11-22T01:00:00Z".parse().unwrap());
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
        let (_, routes) = registry.routes().finish();
        let router = routes
            .fallback(async || PageError::NotFound)
            .layer(from_fn_with_state(site.clone(), screen::visit::visit))
            .with_state(site);
        let tokens = BTreeMap::new();
        let mut house = House {
            router,
            db,
            ids,
            clock,
            tokens,
            kind: test.kind,
            _test: test,
        };
        house.enter_units().await;
        house.sign_in("jinji", Role::PersonnelOfficer).await;
        house.sign_in("jinji2", Role::PersonnelOfficer).await;
        house.sign_in("shokuin", Role::Viewer).await;
        houses.push(house);
    }
    houses
}

impl House {
    async fn enter_units(&self) {
        let unit = |id, name: &str| NewUnit {
            code: Title::parse(&format!("0{id}")).unwrap(),
            version: UnitVersion {
                unit: UnitId(id),
                name: Title::parse(name).unwrap(),
                short_name: Title::parse(name).unwrap(),
                kana: Kana::parse("か").unwrap(),
                parent: None,
                kind: UnitKind::Section,
                position: id,
                period: Period::starting(date(2020, 4, 1)),
            },
        };
        let mut tx = self.db.begin().await.unwrap();
        let units = [unit(1, "人事課"), unit(2, "健康推進課")];
        people::insert_units(&mut tx, &self.ids, &units)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn sign_in(&mut self, login: &'static str, role: Role) {
        let allowed = Allowed::<ManageAccounts>::ask(Actor::operator("test")).unwrap();
        let new = NewAccount {
            login: login.to_owned(),
            employee: None,
            name: format!("{login} さん"),
            language: Language::Japanese,
            roles: vec![NewRole::starting(role, self.clock.today())],
            password: FirstPassword::Chosen(PASSWORD.to_owned()),
        };
        accounts::create_account(&self.db, &self.ids, &self.clock, &allowed, &new)
            .await
            .unwrap()
            .unwrap();
        let origin = Origin::default();
        let session = accounts::sign_in(&self.db, &self.ids, &self.clock, login, PASSWORD, &origin)
            .await
            .unwrap()
            .unwrap();
        self.tokens.insert(login, session.token.as_str().to_owned());
    }

    pub async fn ask(&self, who: &str, request: Request<Body>) -> Answer {
        let mut request = request;
        let cookie = format!("hagukumi-session={}", self.tokens[who]);
        request
            .headers_mut()
            .insert(COOKIE, cookie.parse().unwrap());
        request
            .headers_mut()
            .insert("host", "midorino.test".parse().unwrap());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let to = parts
            .headers
            .get(LOCATION)
            .map(|to| to.to_str().unwrap().to_owned());
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            to: to.unwrap_or_default(),
            body,
        }
    }

    pub async fn get(&self, who: &str, path: &str) -> Answer {
        self.ask(who, Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    pub async fn post(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let request = Request::post(path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.finish()))
            .unwrap();
        self.ask(who, request).await
    }

    pub async fn send(&self, who: &str, name: &str, bytes: &[u8]) -> Answer {
        let mut body = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = Request::post("/plans/import")
            .header(CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(Body::from(body))
            .unwrap();
        self.ask(who, request).await
    }

    pub fn desk(&self) -> Desk<'_> {
        Desk::now(&self.db, &self.ids, &self.clock)
    }

    pub async fn import(&self, document: &PlanDocument) {
        let allowed = Allowed::<EditPlanStructure>::ask(Actor::operator("test")).unwrap();
        acts::import(self.desk(), &allowed, document, None)
            .await
            .unwrap();
    }

    pub async fn publish(&self, code: &str) {
        let allowed = Allowed::<EditPlanStructure>::ask(Actor::operator("test")).unwrap();
        for step in State::ALL.windows(2).take(5) {
            acts::change_state(self.desk(), &allowed, code, step[0], step[1])
                .await
                .unwrap();
        }
    }

    pub async fn plan(&self, code: &str) -> Loaded {
        let plan = plans::load(&self.db, code).await.unwrap().unwrap();
        Loaded::clone(&plan)
    }
}

pub const KIYOSE: &str = include_str!("../../../samples/kiyose-2019.toml");
pub const MIDORINO: &str = include_str!("../../../samples/midorino-2025.toml");

pub fn midorino() -> PlanDocument {
    toml::read(MIDORINO).unwrap()
}
