use crate::{Office, PASSWORD, offices};
use accounts::{ATTEMPTS, Door, LOCKED, PasswordChange, PasswordRefusal, Session};
use words::Language;

const NEW: &str = "himawari no tane 500";

async fn change(
    office: &Office,
    session: &Session,
    old: &str,
    new: &str,
) -> Option<PasswordRefusal> {
    let allowed = Office::own(session);
    let change = PasswordChange { old, new };
    let door = Door::default();
    let at = office.reception(&door);
    let changed = accounts::change_password(&at, &allowed, &session.signed_in, &change);
    changed.await.unwrap().err()
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    for office in offices().await {
        office.account("m.hanako", Some(1), &[]).await;
        let (here, there) = (
            office.sign_in("m.hanako").await,
            office.sign_in("m.hanako").await,
        );
        assert_eq!(
            change(&office, &here, PASSWORD, NEW).await,
            None,
            "{}",
            office.kind
        );
        assert_eq!(
            office.actor(&here).await,
            None,
            "it goes on with a new token"
        );
        let listed = accounts::sessions_of(&office.db, &office.clock, here.account).await;
        let left: Vec<_> = listed.unwrap().iter().map(|line| line.id).collect();
        assert_eq!(left, [here.id]);
        assert_eq!(office.actor(&there).await, None);
        assert!(office.try_to_sign_in("m.hanako", PASSWORD).await.is_err());
        assert!(office.try_to_sign_in("m.hanako", NEW).await.is_ok());
    }
}

#[tokio::test]
async fn a_password_that_may_not_be_chosen_is_refused() {
    for office in offices().await {
        office.account("m.hanako", Some(1), &[]).await;
        let session = office.sign_in("m.hanako").await;
        for (old, new, refusal) in [
            ("wrong wrong wrong", NEW, PasswordRefusal::WrongOld),
            (PASSWORD, "short", PasswordRefusal::TooShort),
            (PASSWORD, "Password-2026", PasswordRefusal::Common),
            (PASSWORD, "abcabcabcabc", PasswordRefusal::Repeating),
            (PASSWORD, "kore wa m.hanako", PasswordRefusal::ContainsName),
            (PASSWORD, "bangou wa 00001", PasswordRefusal::ContainsName),
            (PASSWORD, PASSWORD, PasswordRefusal::Same),
        ] {
            assert_eq!(
                change(&office, &session, old, new).await,
                Some(refusal),
                "{new}"
            );
        }
        assert!(
            office.try_to_sign_in("m.hanako", PASSWORD).await.is_ok(),
            "{}",
            office.kind
        );
    }
}

#[tokio::test]
async fn the_present_password_cannot_be_guessed_from_an_open_session() {
    for office in offices().await {
        office.account("m.hanako", Some(1), &[]).await;
        let session = office.sign_in("m.hanako").await;
        for _ in 1..ATTEMPTS {
            let refusal = change(&office, &session, "wrong wrong wrong", NEW).await;
            assert_eq!(refusal, Some(PasswordRefusal::WrongOld), "{}", office.kind);
        }
        let locked = PasswordRefusal::Locked {
            until: office.clock.now() + LOCKED,
        };
        assert_eq!(
            change(&office, &session, "wrong wrong wrong", NEW).await,
            Some(locked)
        );
        assert_eq!(change(&office, &session, PASSWORD, NEW).await, Some(locked));
    }
}

#[tokio::test]
async fn sessions_are_ended_one_by_one_or_all_at_once() {
    for office in offices().await {
        let account = office.account("m.hanako", Some(1), &[]).await;
        office.account("m.youta", Some(2), &[]).await;
        let mut sessions = Vec::new();
        for _ in 0..4 {
            sessions.push(office.sign_in("m.hanako").await);
        }
        let others = office.sign_in("m.youta").await;
        let own = Office::own(&sessions[0]);
        let (db, clock) = (&office.db, &office.clock);
        let listed = accounts::sessions_of(db, clock, account).await.unwrap();
        assert_eq!(listed.len(), 4);
        assert_eq!(listed[0].device.to_string(), "Firefox");

        accounts::sign_out(db, clock, &own, sessions[3].id)
            .await
            .unwrap();
        assert_eq!(office.actor(&sessions[3]).await, None, "{}", office.kind);
        assert!(
            accounts::end_session(db, clock, &own, sessions[1].id)
                .await
                .unwrap()
        );
        assert!(
            !accounts::end_session(db, clock, &own, sessions[1].id)
                .await
                .unwrap()
        );
        assert!(
            !accounts::end_session(db, clock, &own, others.id)
                .await
                .unwrap(),
            "somebody else's session is not touched"
        );
        assert_eq!(
            accounts::sign_out_everywhere(db, clock, &own)
                .await
                .unwrap(),
            2
        );
        for session in &sessions {
            assert_eq!(office.actor(session).await, None);
        }
        assert!(office.actor(&others).await.is_some());
    }
}

#[tokio::test]
async fn everybody_chooses_the_language_of_their_pages() {
    for office in offices().await {
        office.account("m.hanako", Some(1), &[]).await;
        let session = office.sign_in("m.hanako").await;
        assert_eq!(session.signed_in.language, Language::Japanese);
        let own = Office::own(&session);
        accounts::set_language(&office.db, &office.clock, &own, Language::English)
            .await
            .unwrap();
        let signed_in = office.actor(&session).await.unwrap();
        assert_eq!(signed_in.language, Language::English, "{}", office.kind);
    }
}
