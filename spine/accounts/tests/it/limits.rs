use crate::{Office, PASSWORD, offices};
use accounts::{Admission, Device, Door, Limits, Origin, Reception, SignInRefusal};
use jiff::SignedDuration;

fn strict<'a>(office: &'a Office, door: &'a Door) -> Reception<'a> {
    Reception {
        limits: Limits {
            attempts: 3,
            locked: SignedDuration::from_mins(2),
            from_address: 5,
            idle: SignedDuration::from_mins(10),
            longest: SignedDuration::from_hours(1),
            ..Limits::default()
        },
        ..office.reception(door)
    }
}

fn from(address: &str) -> Origin<'_> {
    Origin {
        user_agent: "Firefox",
        address,
        token: None,
    }
}

async fn attempt(
    at: &Reception<'_>,
    login: &str,
    password: &str,
    address: &str,
) -> Option<SignInRefusal> {
    accounts::admit(at, login, password, &from(address))
        .await
        .unwrap()
        .err()
}

#[tokio::test]
async fn the_citys_own_limits_hold() {
    for office in offices().await {
        let door = Door::default();
        let at = strict(&office, &door);
        office.account("m.hanako", Some(1), &[]).await;
        for _ in 0..2 {
            let refusal = attempt(&at, "m.hanako", "wrong wrong wrong", "192.0.2.1").await;
            assert_eq!(refusal, Some(SignInRefusal::Wrong), "{}", office.kind);
        }
        let until = office.clock.now() + SignedDuration::from_mins(2);
        assert_eq!(
            attempt(&at, "m.hanako", "wrong wrong wrong", "192.0.2.1").await,
            Some(SignInRefusal::Locked { until })
        );
        office.wait(SignedDuration::from_mins(2));
        let Ok(Admission::Open(session)) =
            accounts::admit(&at, "m.hanako", PASSWORD, &from("192.0.2.1"))
                .await
                .unwrap()
        else {
            panic!("signed in");
        };
        office.wait(SignedDuration::from_mins(9));
        assert!(office.actor(&session).await.is_some());
        office.wait(SignedDuration::from_mins(10));
        assert_eq!(office.actor(&session).await, None, "unused");
    }
}

#[tokio::test]
async fn an_address_that_guesses_names_is_stopped_and_others_are_not() {
    for office in offices().await {
        let door = Door::default();
        let at = strict(&office, &door);
        office.account("m.hanako", Some(1), &[]).await;
        for number in 0..5 {
            let login = format!("somebody.{number}");
            let refusal = attempt(&at, &login, "wrong wrong wrong", "192.0.2.1").await;
            assert_eq!(refusal, Some(SignInRefusal::Wrong), "{}", office.kind);
        }
        let stopped = attempt(&at, "m.hanako", PASSWORD, "192.0.2.1").await;
        let until = office.clock.now() + SignedDuration::from_mins(2);
        assert_eq!(stopped, Some(SignInRefusal::Crowded { until }));
        assert_eq!(attempt(&at, "m.hanako", PASSWORD, "192.0.2.2").await, None);
        office.wait(SignedDuration::from_mins(2));
        assert_eq!(attempt(&at, "m.hanako", PASSWORD, "192.0.2.1").await, None);
    }
}

#[tokio::test]
async fn a_morning_rush_behind_one_address_is_let_in() {
    for office in offices().await {
        let door = Door::default();
        let at = strict(&office, &door);
        office.account("m.hanako", Some(1), &[]).await;
        for _ in 0..20 {
            assert_eq!(
                attempt(&at, "m.hanako", PASSWORD, "192.0.2.1").await,
                None,
                "{}",
                office.kind
            );
        }
    }
}

#[tokio::test]
async fn a_doubted_session_says_so_once() {
    for office in offices().await {
        let account = office.account("m.hanako", Some(1), &[]).await;
        let session = office.sign_in("m.hanako").await;
        for _ in 0..2 {
            accounts::doubt(&office.db, &office.clock, &session.signed_in)
                .await
                .unwrap();
        }
        let lines = accounts::sessions_of(&office.db, &office.clock, account)
            .await
            .unwrap();
        assert_eq!(
            lines[0].doubted_at,
            Some(office.clock.now()),
            "{}",
            office.kind
        );
        assert_eq!(lines[0].device, Device::of("Firefox"));
        let acts = office.journal().await;
        assert_eq!(
            acts.iter()
                .filter(|act| *act == "accounts.session.doubted")
                .count(),
            1
        );
    }
}
