//! The sample city, served without a network.

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use hagukumi::server::{self, Circumstances};
use http_body_util::BodyExt;
use store::testing::TestDb;
use store::{Cities, City, Clock, Db, Ids};
use tower::ServiceExt;

/// A Sunday in the running year of the sample plan.
pub const NOW: &str = "2026-11-22T10:00:00+09:00";

/// The program with the sample city in it.
pub struct Office {
    pub router: Router,
    pub db: Db,
    /// Keeps the database's file for as long as the program is served.
    _db: TestDb,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
    pub cookies: Vec<String>,
    pub body: String,
}

pub fn clock() -> Clock {
    Clock::standing_at(NOW.parse().unwrap())
}

/// A database with all tables.
pub async fn database() -> TestDb {
    store::testing::sqlite(&schemas()).await.unwrap()
}

pub fn schemas() -> Vec<store::Schema> {
    hagukumi::registry()
        .modules()
        .filter_map(|module| module.schema)
        .collect()
}

/// Serves the cities.
pub fn serve(cities: Cities) -> Router {
    let registry = hagukumi::registry();
    let circumstances = Circumstances {
        clock: clock(),
        development: true,
        ..Circumstances::default()
    };
    let site = server::site(&registry, cities, circumstances).unwrap();
    server::router(&registry, site)
}

/// The smallest sample city.
pub async fn office() -> Office {
    let db = database().await;
    let ids = Ids::new(clock(), 1);
    sample_city::build(&db.db, &ids, &clock(), 150, &mut |_| {})
        .await
        .unwrap();
    let city = City {
        code: "midorino".to_owned(),
        db: db.db.clone(),
    };
    Office {
        router: serve(Cities::one(city)),
        db: db.db.clone(),
        _db: db,
    }
}

/// Sends a request and reads the answer.
pub async fn send(
    router: &Router,
    method: Method,
    path: &str,
    host: &str,
    cookie: Option<&str>,
    form: &str,
) -> Answer {
    let mut request = Request::builder()
        .method(method.clone())
        .uri(path)
        .header(HOST, host);
    if let Some(cookie) = cookie {
        request = request.header(COOKIE, cookie);
    }
    if method == Method::POST {
        request = request
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
    }
    let request = request.body(Body::from(form.to_owned())).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let header = |name| {
        response
            .headers()
            .get(name)
            .map(|v| v.to_str().unwrap().to_owned())
    };
    let location = header(LOCATION);
    let cookies = response
        .headers()
        .get_all(SET_COOKIE)
        .iter()
        .map(|value| value.to_str().unwrap().to_owned())
        .collect();
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    Answer {
        status,
        location,
        cookies,
        body: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

/// Signs in and returns the cookie.
pub async fn sign_in(router: &Router, host: &str, login: &str) -> String {
    let form = format!("login={login}&password={}", sample_city::PASSWORD);
    let answer = send(router, Method::POST, "/sign-in", host, None, &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let session = answer
        .cookies
        .iter()
        .find(|cookie| cookie.starts_with("hagukumi-session="));
    session
        .expect("a session cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned()
}
