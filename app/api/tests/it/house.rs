//! A small city with the interface in front of it, without a network.

use access::{Actor, Allowed, ManageApiClients};
use api::{Made, NewClient, Scope};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::{Extension, http::HeaderName};
use http_body_util::BodyExt;
use registry::{Module, Registry};
use screen::{Gate, PageError, Site};
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::Arc;
use store::testing::{TestDb, databases};
use store::{Cities, City, Clock, Db, Ids};
use tower::ServiceExt;

/// The crates that the interface reads from.
fn registry() -> Registry {
    let schema = |name, schema| Module {
        schema: Some(schema),
        ..Module::new(name)
    };
    Registry::new(vec![
        schema("journal", journal::SCHEMA),
        Module {
            words: Some(settings::WORDS),
            ..schema("settings", settings::SCHEMA)
        },
        Module {
            words: Some(people::WORDS),
            figures: people::FIGURES,
            ..schema("people", people::SCHEMA)
        },
        schema("accounts", accounts::SCHEMA),
        schema("flow", flow::SCHEMA),
        schema("holidays", holidays::SCHEMA),
        Module {
            schema: bulletin::initiative().schema,
            ..Module::new("bulletin")
        },
        Module {
            schema: overtime::initiative().schema,
            ..Module::new("overtime")
        },
        Module {
            schema: paid_leave::initiative().schema,
            ..Module::new("paid-leave")
        },
        Module {
            words: Some(screen::WORDS),
            settings: screen::SETTINGS,
            ..Module::new("screen")
        },
        plan::module(),
        api::module(),
    ])
}

pub struct House {
    pub kind: &'static str,
    pub db: Db,
    pub clock: Clock,
    pub ids: Ids,
    router: Router,
    _db: TestDb,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// The sample city of 150 on every database at hand.
pub async fn houses() -> Vec<House> {
    let registry = registry();
    let schemas: Vec<store::Schema> = registry
        .modules()
        .filter_map(|module| module.schema)
        .collect();
    let mut houses = Vec::new();
    for test in databases(&schemas).await.unwrap() {
        let clock = Clock::standing_at("2026-11-22T10:00:00+09:00".parse().unwrap());
        let ids = Ids::new(clock.clone(), 1);
        sample_city::build(&test.db, &ids, &clock, 150, &mut |_| {})
            .await
            .unwrap();
        let city = City {
            code: format!("api-{}-{}", test.kind, rand::random::<u32>()),
            db: test.db.clone(),
        };
        let site = Site {
            cities: Cities::one(city),
            ids: ids.clone(),
            clock: clock.clone(),
            doors: accounts::Doors::default(),
            words: registry.words().unwrap(),
            navigation: Arc::new(registry.navigation()),
            figures: registry.figures().unwrap(),
            todos: Arc::new(Vec::new()),
            offers: registry.offers(),
            acts: Arc::new(registry.acts()),
            settings: Arc::new(registry.settings()),
            https: false,
            development: false,
            demo: false,
        };
        let (_, routes) = registry.routes().finish();
        let router = routes
            .fallback(async || PageError::NotFound)
            .layer(from_fn_with_state(site.clone(), screen::visit::visit))
            .layer(Extension(Gate(api::recognise)))
            .with_state(site);
        houses.push(House {
            kind: test.kind,
            db: test.db.clone(),
            clock,
            ids,
            router,
            _db: test,
        });
    }
    houses
}

pub fn administrator() -> Allowed<ManageApiClients> {
    Allowed::ask(Actor::operator("test")).unwrap()
}

impl House {
    /// A client with the scopes.
    pub async fn client(&self, scopes: &[Scope]) -> Made {
        self.client_from(scopes, &[]).await
    }

    pub async fn client_from(&self, scopes: &[Scope], addresses: &[&str]) -> Made {
        let new = NewClient {
            name: "人事給与システム".to_owned(),
            scopes: scopes.to_vec(),
            addresses: addresses.iter().map(|one| (*one).to_owned()).collect(),
            ..NewClient::default()
        };
        api::make_client(&self.db, &self.ids, &self.clock, &administrator(), &new)
            .await
            .unwrap()
            .unwrap()
    }

    pub async fn get(&self, token: &str, path: &str) -> Answer {
        self.send(Method::GET, token, path, &[]).await
    }

    /// The cookie of somebody who has signed in.
    pub async fn signed_in(&self, login: &str) -> String {
        let origin = accounts::Origin {
            user_agent: "",
            address: "",
            token: None,
        };
        let password = sample_city::PASSWORD;
        let session =
            accounts::sign_in(&self.db, &self.ids, &self.clock, login, password, &origin).await;
        let session = session.unwrap().unwrap();
        format!(
            "{}={}",
            screen::visit::SESSION_COOKIE,
            session.token.as_str()
        )
    }

    pub async fn page(&self, cookie: &str, path: &str) -> Answer {
        self.send(Method::GET, "", path, &[(COOKIE, cookie)]).await
    }

    pub async fn post(&self, cookie: &str, path: &str, form: &str) -> Answer {
        let fields: Vec<(&str, &str)> = form
            .split('&')
            .filter_map(|field| field.split_once('='))
            .collect();
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let form = "application/x-www-form-urlencoded";
        let request = Request::post(path)
            .header(COOKIE, cookie)
            .header(CONTENT_TYPE, form);
        self.answer(request.header(HOST, "x").body(Body::from(body)).unwrap())
            .await
    }

    pub async fn send(
        &self,
        method: Method,
        token: &str,
        path: &str,
        headers: &[(HeaderName, &str)],
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, "x");
        if !token.is_empty() {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        self.answer(request.body(Body::empty()).unwrap()).await
    }

    async fn answer(&self, mut request: Request<Body>) -> Answer {
        let peer: SocketAddr = "192.0.2.9:1234".parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    /// How often the journal tells of an act.
    pub async fn journalled(&self, act: &str) -> usize {
        let all = journal::page(&self.db, &journal::Filter::default(), None, 5000)
            .await
            .unwrap();
        all.lines.iter().filter(|line| line.act == act).count()
    }
}
