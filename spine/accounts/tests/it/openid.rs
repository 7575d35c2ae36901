//! Signing in at an identity provider that tells the truth, and at one that lies.

mod provider;

use crate::{Office, PASSWORD, offices};
use accounts::{
    Arrival, Arrived, Departure, Door, Lie, Matching, Origin, Provider, ProviderConfig,
    ProviderRefusal,
};
use jiff::SignedDuration;
use provider::{Claims, Liar, Signature};
use std::sync::Arc;

/// What a provider says differently from the truth.
type Says = fn(&mut Claims);

const BACK: &str = "http://127.0.0.1:4811/sign-in/provider/callback";

fn door(liar: &Liar) -> Door {
    let config = ProviderConfig {
        issuer: liar.issuer.clone(),
        client: "hagukumi".to_owned(),
        secret: Some("agreed secret".to_owned()),
        claim: "staff_no".to_owned(),
        matching: Matching::StaffNumber,
        authorities: None,
        name: String::new(),
    };
    Door {
        provider: Some(Arc::new(Provider::new(config).unwrap())),
        ..Door::default()
    }
}

/// What the provider's page would find in the address.
fn asked(departure: &Departure, name: &str) -> String {
    let query = departure.url.split_once('?').unwrap().1;
    let found = query
        .split('&')
        .find_map(|pair| pair.strip_prefix(&format!("{name}=")));
    found.unwrap_or_default().to_owned()
}

impl Office {
    async fn depart(&self, door: &Door) -> Departure {
        accounts::depart(&self.reception(door), BACK, "/plan", None)
            .await
            .unwrap()
            .unwrap()
    }

    async fn arrive(&self, door: &Door, state: &str) -> Result<Arrived, ProviderRefusal> {
        let arrival = Arrival {
            state,
            kept: state,
            code: "good",
            error: "",
            redirect: BACK,
        };
        let origin = Origin {
            user_agent: "Firefox",
            address: "192.0.2.1",
            token: None,
        };
        accounts::arrive(&self.reception(door), &arrival, &origin)
            .await
            .unwrap()
    }

    /// There and back, with what the provider says made from the nonce.
    async fn by(
        &self,
        door: &Door,
        liar: &Liar,
        says: impl FnOnce(&mut Claims),
    ) -> Result<Arrived, ProviderRefusal> {
        let departure = self.depart(door).await;
        let mut claims = liar.truth(&asked(&departure, "nonce"));
        says(&mut claims);
        liar.say(claims);
        self.arrive(door, &departure.state).await
    }
}

#[tokio::test]
async fn the_truth_opens_a_session_of_the_existing_account() {
    for office in offices().await {
        let liar = Liar::start().await;
        let door = door(&liar);
        let account = office.account("m.hanako", Some(1), &[]).await;
        let departure = office.depart(&door).await;
        assert_eq!(asked(&departure, "code_challenge_method"), "S256");
        assert_eq!(asked(&departure, "response_type"), "code");
        liar.say(liar.truth(&asked(&departure, "nonce")));
        let arrived = office.arrive(&door, &departure.state).await.unwrap();
        let Arrived::SignedIn { session, next } = arrived else {
            panic!("signed in");
        };
        assert_eq!(next, "/plan");
        assert_eq!(session.account, account, "{}", office.kind);
        let received = liar.received();
        assert!(received.contains("code_verifier="), "{received}");
        assert!(received.contains("code=good"), "{received}");
        // The next time the person is known by the subject, whatever the claim says.
        let again = office
            .by(&door, &liar, |claims| claims.set("staff_no", "77777"))
            .await;
        assert!(matches!(again, Ok(Arrived::SignedIn { .. })));
        let acts = office.journal().await;
        assert_eq!(
            acts,
            [
                "accounts.created",
                "accounts.provider.linked",
                "accounts.signed-in",
                "accounts.signed-in"
            ]
        );
    }
}

#[tokio::test]
async fn a_provider_that_lies_is_not_believed_and_stands_in_the_journal() {
    for office in offices().await {
        let liar = Liar::start().await;
        let door = door(&liar);
        office.account("m.hanako", Some(1), &[]).await;
        let lies: [(&str, Says, Lie); 9] = [
            (
                "another issuer",
                |claims| claims.set("iss", "https://evil.example"),
                Lie::Issuer,
            ),
            (
                "another program",
                |claims| claims.set("aud", "somebody-else"),
                Lie::Audience,
            ),
            (
                "another sign-in",
                |claims| claims.set("nonce", "of yesterday"),
                Lie::Nonce,
            ),
            ("no nonce", |claims| claims.drop("nonce"), Lie::Nonce),
            ("too old", |claims| claims.age(7200), Lie::Expired),
            (
                "a changed word",
                |claims| claims.signature = Signature::Changed,
                Lie::Signature,
            ),
            (
                "another key",
                |claims| claims.signature = Signature::OtherKey,
                Lie::Signature,
            ),
            (
                "no signature",
                |claims| claims.signature = Signature::None,
                Lie::Signature,
            ),
            (
                "a signature with the shared secret",
                |claims| claims.signature = Signature::Secret,
                Lie::Signature,
            ),
        ];
        for (named, says, lie) in lies {
            let refused = office.by(&door, &liar, says).await.err();
            assert_eq!(
                refused,
                Some(ProviderRefusal::Lie(lie)),
                "{named} {}",
                office.kind
            );
        }
        let acts = office.journal().await;
        assert_eq!(acts[1..], ["accounts.provider.refused"; 9]);
        let truth = office.by(&door, &liar, |_| ()).await;
        assert!(truth.is_ok(), "the account is not hurt by it");
    }
}

#[tokio::test]
async fn nobody_gets_an_account_by_being_known_to_the_provider() {
    for office in offices().await {
        let liar = Liar::start().await;
        let door = door(&liar);
        let account = office.account("m.hanako", Some(1), &[]).await;
        for (says, refusal) in [
            (
                (|claims: &mut Claims| claims.set("staff_no", "00002")) as Says,
                ProviderRefusal::NoAccount,
            ),
            (|claims| claims.drop("staff_no"), ProviderRefusal::NoClaim),
        ] {
            let refused = office.by(&door, &liar, says).await.err();
            assert_eq!(refused, Some(refusal), "{}", office.kind);
        }
        office.by(&door, &liar, |_| ()).await.unwrap();
        let other = office
            .by(&door, &liar, |claims| claims.set("sub", "another person"))
            .await;
        assert_eq!(other.err(), Some(ProviderRefusal::OtherPerson));
        let version = accounts::account(&office.db, account)
            .await
            .unwrap()
            .unwrap()
            .version;
        let operator = Office::operator();
        let disabled = accounts::disable(&office.db, &office.clock, &operator, account, version);
        disabled.await.unwrap().unwrap();
        let refused = office.by(&door, &liar, |_| ()).await.err();
        assert_eq!(refused, Some(ProviderRefusal::Disabled));
    }
}

#[tokio::test]
async fn a_state_is_used_once_within_ten_minutes_and_by_the_same_browser() {
    for office in offices().await {
        let liar = Liar::start().await;
        let door = door(&liar);
        office.account("m.hanako", Some(1), &[]).await;
        let departure = office.depart(&door).await;
        let state = departure.state.as_str();
        let planted = Arrival {
            state,
            kept: "",
            code: "good",
            error: "",
            redirect: BACK,
        };
        let at = office.reception(&door);
        let refused = accounts::arrive(&at, &planted, &Origin::default()).await;
        assert_eq!(refused.unwrap().err(), Some(ProviderRefusal::StateUnknown));
        liar.say(liar.truth(&asked(&departure, "nonce")));
        office.arrive(&door, state).await.unwrap();
        let again = office.arrive(&door, state).await.err();
        assert_eq!(
            again,
            Some(ProviderRefusal::StateUnknown),
            "{}",
            office.kind
        );

        let late = office.depart(&door).await;
        office.wait(SignedDuration::from_mins(10));
        let refused = office.arrive(&door, &late.state).await.err();
        assert_eq!(refused, Some(ProviderRefusal::StateUnknown));

        let turned = office.depart(&door).await;
        let arrival = Arrival {
            state: &turned.state,
            kept: &turned.state,
            code: "",
            error: "access_denied",
            redirect: BACK,
        };
        let refused = accounts::arrive(&at, &arrival, &Origin::default()).await;
        assert_eq!(refused.unwrap().err(), Some(ProviderRefusal::TurnedBack));
    }
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_told_from_one_that_refuses() {
    for office in offices().await {
        let liar = Liar::start().await;
        let door = door(&liar);
        office.account("m.hanako", Some(1), &[]).await;
        let departure = office.depart(&door).await;
        liar.refuse();
        let refused = office.arrive(&door, &departure.state).await.err();
        assert_eq!(
            refused,
            Some(ProviderRefusal::CodeRefused),
            "{}",
            office.kind
        );
        liar.stop();
        office.wait(SignedDuration::from_hours(2));
        let gone = accounts::depart(&office.reception(&door), BACK, "/", None).await;
        assert_eq!(gone.unwrap().err(), Some(ProviderRefusal::Unreachable));
        let none = accounts::depart(&office.reception(&Door::default()), BACK, "/", None).await;
        assert_eq!(none.unwrap().err(), Some(ProviderRefusal::None));
    }
}

#[tokio::test]
async fn keys_that_the_provider_changed_are_asked_for_once_more() {
    for office in offices().await {
        let liar = Liar::start().await;
        let door = door(&liar);
        office.account("m.hanako", Some(1), &[]).await;
        office.by(&door, &liar, |_| ()).await.unwrap();
        liar.change_key();
        let arrived = office.by(&door, &liar, |_| ()).await;
        assert!(arrived.is_ok(), "{} {arrived:?}", office.kind);
    }
}

#[tokio::test]
async fn a_session_is_renewed_only_by_its_own_person_who_signed_in_just_now() {
    for office in offices().await {
        let liar = Liar::start().await;
        let door = door(&liar);
        office.account("m.hanako", Some(1), &[]).await;
        office.account("m.youta", Some(2), &[]).await;
        office.by(&door, &liar, |_| ()).await.unwrap();
        let session = office.try_to_sign_in("m.hanako", PASSWORD).await.unwrap();
        let renew = async |says: Says| {
            let at = office.reception(&door);
            let departure = accounts::depart(&at, BACK, "/admin", Some(session.id)).await;
            let departure = departure.unwrap().unwrap();
            assert_eq!(asked(&departure, "prompt"), "login");
            let mut claims = liar.truth(&asked(&departure, "nonce"));
            says(&mut claims);
            liar.say(claims);
            office.arrive(&door, &departure.state).await
        };
        let lazy = renew(|claims| claims.drop("auth_time")).await.err();
        assert_eq!(
            lazy,
            Some(ProviderRefusal::Lie(Lie::NotRenewed)),
            "{}",
            office.kind
        );
        let other = renew(|claims| {
            claims.set("sub", "youta");
            claims.set("staff_no", "00002");
        });
        assert_eq!(other.await.err(), Some(ProviderRefusal::OtherPerson));
        let Ok(Arrived::Renewed { token, next }) = renew(|_| ()).await else {
            panic!("renewed");
        };
        assert_eq!(next, "/admin");
        assert_eq!(office.actor(&session).await, None, "the old token is out");
        let now = accounts::actor_of(&office.db, &office.clock, token.as_str()).await;
        assert!(now.unwrap().is_some());
    }
}

#[test]
fn a_provider_far_away_is_reached_by_https_only() {
    let config = |issuer: &str| ProviderConfig {
        issuer: issuer.to_owned(),
        client: "hagukumi".to_owned(),
        secret: None,
        claim: "sub".to_owned(),
        matching: Matching::Login,
        authorities: None,
        name: String::new(),
    };
    assert!(Provider::new(config("http://sso.city.example")).is_err());
    assert!(Provider::new(config("no address")).is_err());
    for issuer in [
        "https://sso.city.example",
        "http://localhost:9000",
        "http://127.0.0.1:1/x",
    ] {
        assert!(Provider::new(config(issuer)).is_ok(), "{issuer}");
    }
    let missing = ProviderConfig {
        authorities: Some("/no/such/file.pem".into()),
        ..config("https://sso.city.example")
    };
    let error = Provider::new(missing).unwrap_err();
    assert!(format!("{error:#}").contains("/no/such/file.pem"));
}
