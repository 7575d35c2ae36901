use crate::{Office, PASSWORD, morning, offices, role};
use access::Role;
use accounts::{ATTEMPTS, IDLE, LOCKED, LONGEST_SESSION, Origin, SignInRefusal};
use jiff::SignedDuration;
use std::collections::HashSet;

#[tokio::test]
async fn who_knows_the_password_is_signed_in() {
    for office in offices().await {
        let account = office.account("m.hanako", Some(1), &[]).await;
        let session = office.sign_in(" Ｍ.Hanako ").await;
        let signed_in = office.actor(&session).await.unwrap();
        assert_eq!(signed_in, session.signed_in, "{}", office.kind);
        assert_eq!(signed_in.account, account);
        assert_eq!(signed_in.actor.name, "緑野 花子");
        assert_eq!(signed_in.actor.employee, Some(1));
        assert!(!signed_in.must_change);
        let nobody = accounts::actor_of(&office.db, &office.clock, "no such token")
            .await
            .unwrap();
        assert_eq!(nobody, None);
        assert_eq!(
            office.journal().await,
            ["accounts.created", "accounts.signed-in"]
        );
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_answered_alike() {
    for office in offices().await {
        office.account("m.hanako", Some(1), &[]).await;
        for login in ["m.hanako", "nobody", ""] {
            for attempt in 1..=ATTEMPTS + 1 {
                let refusal = office
                    .try_to_sign_in(login, "wrong wrong wrong")
                    .await
                    .unwrap_err();
                let until = office.clock.now() + LOCKED;
                let expected = if attempt < ATTEMPTS {
                    SignInRefusal::Wrong
                } else {
                    SignInRefusal::Locked { until }
                };
                assert_eq!(refusal, expected, "{login} {attempt} {}", office.kind);
            }
        }
        let acts = office.journal().await;
        assert_eq!(
            acts,
            ["accounts.created", "accounts.locked"],
            "the existing account only"
        );
    }
}

#[tokio::test]
async fn a_locked_account_opens_after_a_quarter_of_an_hour() {
    for office in offices().await {
        office.account("m.hanako", Some(1), &[]).await;
        for _ in 0..ATTEMPTS {
            office
                .try_to_sign_in("m.hanako", "wrong wrong wrong")
                .await
                .unwrap_err();
        }
        let locked = SignInRefusal::Locked {
            until: morning() + LOCKED,
        };
        office.wait(LOCKED - SignedDuration::from_secs(1));
        assert_eq!(
            office
                .try_to_sign_in("m.hanako", PASSWORD)
                .await
                .unwrap_err(),
            locked
        );
        office.wait(SignedDuration::from_secs(1));
        // The count begins anew, and the right password forgets it.
        for _ in 0..2 {
            for _ in 1..ATTEMPTS {
                let refusal = office.try_to_sign_in("m.hanako", "wrong wrong wrong").await;
                assert_eq!(
                    refusal.unwrap_err(),
                    SignInRefusal::Wrong,
                    "{}",
                    office.kind
                );
            }
            office.sign_in("m.hanako").await;
        }
    }
}

#[tokio::test]
async fn attempts_at_the_same_moment_count_like_attempts_in_a_row() {
    for office in offices().await {
        office.account("m.hanako", Some(1), &[]).await;
        let attempts = (0..30).map(|_| office.try_to_sign_in("m.hanako", "wrong wrong wrong"));
        let mut wrong = 0;
        for refusal in all(attempts).await {
            if refusal.unwrap_err() == SignInRefusal::Wrong {
                wrong += 1;
            }
        }
        assert_eq!(wrong, ATTEMPTS - 1, "{}", office.kind);
    }
}

/// Runs futures at the same time; a small stand-in for `join_all`.
async fn all<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    use std::pin::Pin;
    use std::task::Poll;
    let mut running: Vec<Pin<Box<F>>> = futures.map(Box::pin).collect();
    let mut done = Vec::new();
    std::future::poll_fn(move |context| {
        running.retain_mut(|future| match future.as_mut().poll(context) {
            Poll::Ready(output) => {
                done.push(output);
                false
            }
            Poll::Pending => true,
        });
        if running.is_empty() {
            Poll::Ready(std::mem::take(&mut done))
        } else {
            Poll::Pending
        }
    })
    .await
}

#[tokio::test]
async fn every_sign_in_has_a_token_of_its_own_and_ends_the_one_before() {
    for office in offices().await {
        office.account("m.hanako", Some(1), &[]).await;
        let mut tokens = HashSet::new();
        let first = office.sign_in("m.hanako").await;
        tokens.insert(first.token.as_str().to_owned());
        let origin = Origin {
            token: Some(first.token.as_str()),
            ..Origin::default()
        };
        let second = accounts::sign_in(
            &office.db,
            &office.ids,
            &office.clock,
            "m.hanako",
            PASSWORD,
            &origin,
        )
        .await
        .unwrap()
        .unwrap();
        assert!(
            tokens.insert(second.token.as_str().to_owned()),
            "a new token"
        );
        assert_eq!(second.token.as_str().len(), 43, "256 bits");
        assert_eq!(office.actor(&first).await, None, "{}", office.kind);
        assert!(office.actor(&second).await.is_some());
        // A token planted by somebody else is not taken over.
        let planted = Origin {
            token: Some("planted"),
            ..Origin::default()
        };
        let third = accounts::sign_in(
            &office.db,
            &office.ids,
            &office.clock,
            "m.hanako",
            PASSWORD,
            &planted,
        )
        .await
        .unwrap()
        .unwrap();
        assert_ne!(third.token.as_str(), "planted");
        assert!(
            !format!("{third:?}").contains(third.token.as_str()),
            "not in a log"
        );
    }
}

#[tokio::test]
async fn the_database_does_not_hold_what_a_cookie_holds() {
    for office in offices().await {
        office.account("m.hanako", Some(1), &[]).await;
        let session = office.sign_in("m.hanako").await;
        let hashes: Vec<(Vec<u8>,)> = store::read!(&office.db, |pool| {
            store::sqlx::query_as("SELECT token_hash FROM sessions")
                .fetch_all(pool)
                .await
        })
        .unwrap();
        assert_eq!(hashes.len(), 1);
        assert_eq!(hashes[0].0.len(), 32);
        assert_ne!(hashes[0].0, session.token.as_str().as_bytes());
    }
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used_and_at_the_latest_after_a_day() {
    for office in offices().await {
        office.account("m.hanako", Some(1), &[]).await;
        let second = SignedDuration::from_secs(1);
        let unused = office.sign_in("m.hanako").await;
        office.wait(IDLE - second);
        assert!(office.actor(&unused).await.is_some(), "{}", office.kind);
        office.wait(IDLE - second);
        assert!(
            office.actor(&unused).await.is_some(),
            "it was used in between"
        );
        office.wait(IDLE);
        assert_eq!(office.actor(&unused).await, None);

        let used = office.sign_in("m.hanako").await;
        let opened = office.clock.now();
        while office.clock.now() + IDLE < opened + LONGEST_SESSION {
            office.wait(IDLE - SignedDuration::from_mins(30));
            assert!(office.actor(&used).await.is_some());
        }
        office.clock.set(opened + LONGEST_SESSION - second);
        assert!(office.actor(&used).await.is_some());
        office.clock.set(opened + LONGEST_SESSION);
        assert_eq!(office.actor(&used).await, None);
    }
}

#[tokio::test]
async fn the_last_use_is_written_at_most_once_a_minute() {
    for office in offices().await {
        let account = office.account("m.hanako", Some(1), &[]).await;
        let session = office.sign_in("m.hanako").await;
        let seen = async || {
            let sessions = accounts::sessions_of(&office.db, &office.clock, account)
                .await
                .unwrap();
            sessions[0].seen_at
        };
        office.wait(SignedDuration::from_secs(59));
        office.actor(&session).await.unwrap();
        assert_eq!(seen().await, morning(), "{}", office.kind);
        office.wait(SignedDuration::from_secs(1));
        office.actor(&session).await.unwrap();
        assert_eq!(seen().await, morning() + SignedDuration::from_mins(1));
    }
}

#[tokio::test]
async fn a_page_does_not_wait_for_a_long_import() {
    for office in offices().await {
        office.account("m.hanako", Some(1), &[]).await;
        let session = office.sign_in("m.hanako").await;
        office.wait(SignedDuration::from_mins(5));
        let import = office.db.begin().await.unwrap();
        let asked = tokio::time::timeout(std::time::Duration::from_secs(2), office.actor(&session));
        assert!(asked.await.unwrap().is_some(), "{}", office.kind);
        drop(import);
    }
}

#[tokio::test]
async fn who_is_not_in_service_or_has_no_role_cannot_sign_in() {
    for office in offices().await {
        office
            .account("retired", Some(3), &[role(Role::PersonnelOfficer)])
            .await;
        office.account("outside", None, &[]).await;
        office.account("adviser", None, &[role(Role::Viewer)]).await;
        for login in ["retired", "outside"] {
            let refusal = office.try_to_sign_in(login, PASSWORD).await.unwrap_err();
            assert_eq!(refusal, SignInRefusal::NoRole, "{login} {}", office.kind);
        }
        let adviser = office.sign_in("adviser").await;
        assert_eq!(adviser.signed_in.actor.name, "外の人");
        let sessions: Vec<(i64,)> = store::read!(&office.db, |pool| {
            store::sqlx::query_as("SELECT id FROM sessions")
                .fetch_all(pool)
                .await
        })
        .unwrap();
        assert_eq!(sessions.len(), 1, "a refused sign-in leaves no session");
    }
}

#[tokio::test]
async fn that_an_account_is_disabled_is_told_only_to_its_owner() {
    for office in offices().await {
        office
            .account("admin", None, &[role(Role::Administrator)])
            .await;
        let account = office.account("m.hanako", Some(1), &[]).await;
        let session = office.sign_in("m.hanako").await;
        let allowed = Office::operator();
        accounts::disable(&office.db, &office.clock, &allowed, account, 1)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(office.actor(&session).await, None, "{}", office.kind);
        let wrong = office
            .try_to_sign_in("m.hanako", "wrong wrong wrong")
            .await
            .unwrap_err();
        assert_eq!(wrong, SignInRefusal::Wrong);
        let right = office
            .try_to_sign_in("m.hanako", PASSWORD)
            .await
            .unwrap_err();
        assert_eq!(right, SignInRefusal::Disabled);
        accounts::enable(&office.db, &office.clock, &allowed, account, 2)
            .await
            .unwrap()
            .unwrap();
        office.sign_in("m.hanako").await;
    }
}
