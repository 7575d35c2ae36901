use crate::tables::{SCHEMA, number, run};
use store::testing::databases;
use store::{Cities, City};

#[tokio::test]
async fn two_cities_on_one_server_never_see_each_others_rows() {
    let mut first = databases(&[SCHEMA]).await.unwrap();
    let mut second = databases(&[SCHEMA]).await.unwrap();
    while let (Some(hill), Some(shore)) = (first.pop(), second.pop()) {
        let city = |code: &str, db: &store::Db| City {
            code: code.to_owned(),
            db: db.clone(),
        };
        let cities = Cities::by_host(vec![
            (
                vec!["hill.example.jp".into(), "www.hill.example.jp".into()],
                city("hill", &hill.db),
            ),
            (vec!["Shore.example.jp".into()], city("shore", &shore.db)),
        ]);
        let hill = cities.find("WWW.hill.example.jp:8080").unwrap();
        let shore = cities.find("shore.example.jp.").unwrap();
        assert_eq!((hill.code.as_str(), shore.code.as_str()), ("hill", "shore"));

        run(&hill.db, "INSERT INTO units (id, code) VALUES (1, 'A')")
            .await
            .unwrap();
        assert_eq!(number(&hill.db, "SELECT COUNT(*) FROM units").await, 1);
        assert_eq!(number(&shore.db, "SELECT COUNT(*) FROM units").await, 0);

        assert!(cities.find("example.jp").is_none());
        assert!(cities.find("").is_none());
        let codes: Vec<String> = cities.all().iter().map(|city| city.code.clone()).collect();
        assert_eq!(codes, ["hill", "shore"]);
    }
}

#[tokio::test]
async fn a_single_city_answers_under_every_name() {
    let test = store::testing::sqlite(&[SCHEMA]).await.unwrap();
    let cities = Cities::one(City {
        code: "midorino".into(),
        db: test.db.clone(),
    });
    for host in ["localhost:3000", "[::1]:3000", "192.168.1.5", ""] {
        assert_eq!(cities.find(host).unwrap().code, "midorino");
    }
    assert_eq!(cities.all().len(), 1);
}

#[tokio::test]
async fn a_name_that_two_cities_claim_answers_for_neither() {
    let test = store::testing::sqlite(&[SCHEMA]).await.unwrap();
    let city = |code: &str| City {
        code: code.to_owned(),
        db: test.db.clone(),
    };
    let cities = Cities::by_host(vec![
        (
            vec![
                "plan.example.jp".into(),
                "a.example.jp".into(),
                "A.example.jp".into(),
            ],
            city("a"),
        ),
        (vec!["PLAN.example.jp.".into()], city("b")),
    ]);
    assert!(cities.find("plan.example.jp").is_none());
    assert_eq!(cities.find("a.example.jp").unwrap().code, "a");
    assert_eq!(cities.all().len(), 2);
}
