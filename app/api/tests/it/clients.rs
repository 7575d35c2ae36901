use crate::house::{administrator, houses};
use access::{Actor, Allowed, ManageApiClients, Role, Roles};
use api::{ClientRefusal, NewClient, Scope};
use calendar::Date;

fn new() -> NewClient {
    NewClient {
        name: "財務会計".to_owned(),
        scopes: vec![Scope::Units],
        ..NewClient::default()
    }
}

const PATH: &str = "/api/v1/units?limit=1";

#[tokio::test]
async fn a_token_counts_until_it_is_revoked_and_the_database_does_not_know_it() {
    for house in houses().await {
        let made = house.client(&[Scope::Units]).await;
        assert_eq!(house.get(&made.token, PATH).await.status, 200);
        let (_, tokens) = api::client(&house.db, made.client).await.unwrap().unwrap();
        assert!(tokens[0].used_at.is_some());
        assert_eq!(tokens[0].used_from.as_deref(), Some("192.0.2.9"));
        assert!(made.token.ends_with(&tokens[0].hint) && tokens[0].hint.len() < 8);
        let stored = format!("{tokens:?}");
        assert!(!stored.contains(&made.token) && !format!("{made:?}").contains(&made.token));

        let revoke = async || {
            api::revoke_token(
                &house.db,
                &house.clock,
                &administrator(),
                made.client,
                made.id,
            )
            .await
            .unwrap()
        };
        assert_eq!(revoke().await, Ok(()));
        assert_eq!(house.get(&made.token, PATH).await.status, 401);
        assert_eq!(revoke().await, Err(ClientRefusal::NotFound));
        assert_eq!(house.journalled("api.token.revoked").await, 1);
    }
}

#[tokio::test]
async fn a_second_token_replaces_the_first_without_a_gap_and_closing_ends_both() {
    for house in houses().await {
        let first = house.client(&[Scope::Units]).await;
        let (db, ids, clock) = (&house.db, &house.ids, &house.clock);
        let second = api::make_token(db, ids, clock, &administrator(), first.client, None)
            .await
            .unwrap()
            .unwrap();
        for token in [&first.token, &second.token] {
            assert_eq!(house.get(token, PATH).await.status, 200);
        }
        api::close_client(db, clock, &administrator(), first.client)
            .await
            .unwrap()
            .unwrap();
        for token in [&first.token, &second.token] {
            assert_eq!(house.get(token, PATH).await.status, 401);
        }
        let third = api::make_token(db, ids, clock, &administrator(), first.client, None)
            .await
            .unwrap();
        assert_eq!(third, Err(ClientRefusal::NotFound));
        for act in ["api.client.made", "api.token.made", "api.client.closed"] {
            assert_eq!(house.journalled(act).await, 1, "{act}");
        }
    }
}

#[tokio::test]
async fn a_token_with_a_last_day_ends_after_it() {
    for house in houses().await {
        let new = NewClient {
            valid_to: Some(Date::constant(2026, 11, 23)),
            ..new()
        };
        let (db, ids, clock) = (&house.db, &house.ids, &house.clock);
        let made = api::make_client(db, ids, clock, &administrator(), &new)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(house.get(&made.token, PATH).await.status, 200);
        house
            .clock
            .set("2026-11-23T00:00:00+09:00".parse().unwrap());
        assert_eq!(house.get(&made.token, PATH).await.status, 401);
    }
}

#[tokio::test]
async fn a_client_bound_to_addresses_comes_from_nowhere_else() {
    for house in houses().await {
        let near = house.client_from(&[Scope::Units], &["192.0.2.0/28"]).await;
        let far = house
            .client_from(&[Scope::Units], &["198.51.100.0/24"])
            .await;
        assert_eq!(house.get(&near.token, PATH).await.status, 200);
        assert_eq!(house.get(&far.token, PATH).await.status, 401);
    }
}

#[tokio::test]
async fn what_a_client_cannot_be_is_refused() {
    for house in houses().await {
        let wrong = [
            (
                NewClient {
                    name: " ".to_owned(),
                    ..new()
                },
                ClientRefusal::NameMissing,
            ),
            (
                NewClient {
                    scopes: Vec::new(),
                    ..new()
                },
                ClientRefusal::NoScope,
            ),
            (
                NewClient {
                    addresses: vec!["office".to_owned()],
                    ..new()
                },
                ClientRefusal::NotAnAddress("office".to_owned()),
            ),
            (
                NewClient {
                    valid_to: Some(Date::constant(2026, 11, 22)),
                    ..new()
                },
                ClientRefusal::EndsTooEarly,
            ),
        ];
        for (new, refusal) in wrong {
            let made =
                api::make_client(&house.db, &house.ids, &house.clock, &administrator(), &new)
                    .await
                    .unwrap();
            assert_eq!(made, Err(refusal));
        }
        assert!(api::clients(&house.db).await.unwrap().is_empty());
    }
}

#[test]
fn nobody_but_an_administrator_makes_clients() {
    for role in Role::ALL {
        let actor = Actor {
            roles: Roles::NONE.with(role),
            ..Actor::visitor()
        };
        let may = Allowed::<ManageApiClients>::ask(actor).is_ok();
        assert_eq!(may, role == Role::Administrator, "{role:?}");
    }
}

#[tokio::test]
async fn the_journal_is_told_of_reads_once_a_day_and_kind() {
    for house in houses().await {
        let token = house.client(&[Scope::Units, Scope::People]).await.token;
        for _ in 0..3 {
            house.get(&token, PATH).await;
            house.get(&token, "/api/v1/people?limit=1").await;
        }
        let counts = async || {
            (
                house.journalled("api.units.read").await,
                house.journalled("api.people.read").await,
            )
        };
        assert_eq!(counts().await, (1, 1));
        house
            .clock
            .set("2026-11-23T09:00:00+09:00".parse().unwrap());
        house.get(&token, PATH).await;
        assert_eq!(counts().await, (2, 1));
    }
}

#[tokio::test]
async fn a_client_that_asks_too_much_is_told_to_wait() {
    for house in houses().await {
        let token = house.client(&[Scope::Units]).await.token;
        let mut tx = house.db.begin().await.unwrap();
        let settings = api::module().settings;
        let change = settings::NewValue {
            declaration: settings[0],
            from: house.clock.today(),
            value: settings[0].parse("10").unwrap(),
            expected: 0,
        };
        let allowed = Allowed::ask(Actor::operator("test")).unwrap();
        settings::set(&mut tx, house.clock.now(), &allowed, change)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        for _ in 0..10 {
            assert_eq!(house.get(&token, PATH).await.status, 200);
        }
        let answer = house.get(&token, PATH).await;
        assert_eq!(answer.status, 429);
        let seconds: u64 = answer.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=61).contains(&seconds));
    }
}
