//! Two cities in one process, each with its own database, found by host name.

use crate::office::{self, clock, database, send, serve, sign_in};
use axum::http::{Method, StatusCode};
use store::{Cities, City, Ids};

#[tokio::test]
async fn two_cities_share_nothing_but_the_process() {
    let (first, second) = (database().await, database().await);
    for database in [&first, &second] {
        let ids = Ids::new(clock(), 1);
        sample_city::build(&database.db, &ids, &clock(), 150, &mut |_| {})
            .await
            .unwrap();
    }
    rename(&second, "ひなたの市").await;
    let city = |code: &str, database: &store::testing::TestDb| City {
        code: code.to_owned(),
        db: database.db.clone(),
    };
    let router = serve(Cities::by_host(vec![
        (
            vec!["midorino.example".to_owned()],
            city("midorino", &first),
        ),
        (
            vec!["hinatano.example".to_owned()],
            city("hinatano", &second),
        ),
    ]));
    let page = |host: &'static str| send(&router, Method::GET, "/public", host, None, "");
    assert!(page("midorino.example").await.body.contains("みどり野市"));
    assert!(
        page("HINATANO.example:8443")
            .await
            .body
            .contains("ひなたの市")
    );
    assert_eq!(
        page("elsewhere.example").await.status,
        StatusCode::MISDIRECTED_REQUEST
    );

    let cookie = sign_in(&router, "midorino.example", "jinji").await;
    let at = |host: &'static str| send(&router, Method::GET, "/home", host, Some(&cookie), "");
    assert_eq!(at("midorino.example").await.status, StatusCode::OK);
    assert_eq!(
        at("hinatano.example").await.status,
        StatusCode::SEE_OTHER,
        "no session there"
    );
}

async fn rename(database: &store::testing::TestDb, name: &str) {
    let operator = access::Actor::operator("test");
    let allowed = access::Allowed::ask(operator).unwrap();
    let declaration = &screen::CITY_NAME.declaration;
    let history = settings::history(&database.db, declaration).await.unwrap();
    let value = settings::NewValue {
        declaration,
        from: office::clock().today(),
        value: declaration.parse(name).unwrap(),
        expected: history.first().map_or(0, |change| change.version),
    };
    let mut tx = database.db.begin().await.unwrap();
    settings::set(&mut tx, clock().now(), &allowed, value)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}
