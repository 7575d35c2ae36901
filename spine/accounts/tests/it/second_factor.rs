use crate::app::shows;
use crate::{Office, PASSWORD, offices, role};
use access::{Allowed, ManageAccounts, Role};
use accounts::{
    Admission, Challenge, Door, KeyRing, Limits, Origin, Proof, Reception, SecondFactorRefusal,
    Session, SignInRefusal,
};
use jiff::SignedDuration;

const HERE: Origin<'static> = Origin {
    user_agent: "Firefox",
    address: "192.0.2.1",
    token: None,
};

impl Office {
    pub fn reception<'a>(&'a self, door: &'a Door) -> Reception<'a> {
        Reception {
            db: &self.db,
            ids: &self.ids,
            clock: &self.clock,
            door,
            limits: Limits::default(),
        }
    }

    async fn admitted(&self, door: &Door) -> Admission {
        accounts::admit(&self.reception(door), "m.hanako", PASSWORD, &HERE)
            .await
            .unwrap()
            .unwrap()
    }

    async fn challenge(&self, door: &Door) -> Challenge {
        match self.admitted(door).await {
            Admission::Code(challenge) => challenge,
            Admission::Open(_) => panic!("a code should be asked for"),
        }
    }

    async fn code(
        &self,
        door: &Door,
        challenge: &Challenge,
        code: &str,
    ) -> Result<Session, SignInRefusal> {
        let token = challenge.token.as_str();
        accounts::admit_code(&self.reception(door), token, code, &HERE)
            .await
            .unwrap()
    }

    /// Sets a second factor up and returns its secret and the recovery codes.
    async fn set_up(&self, door: &Door, session: &Session) -> (String, Vec<String>) {
        let (at, own) = (self.reception(door), Office::own(session));
        accounts::begin_second_factor(&at, &own)
            .await
            .unwrap()
            .unwrap();
        let secret = accounts::secret_to_confirm(&at, &own)
            .await
            .unwrap()
            .unwrap();
        let code = shows(&secret, self.clock.now());
        let confirmed = accounts::confirm_second_factor(&at, &own, session.id, &code, "Firefox")
            .await
            .unwrap()
            .unwrap();
        self.wait(SignedDuration::from_secs(30));
        (secret, confirmed.codes)
    }
}

#[tokio::test]
async fn after_setting_up_the_password_alone_opens_nothing() {
    for office in offices().await {
        let door = Door::default();
        let account = office.account("m.hanako", Some(1), &[]).await;
        let first = office.sign_in("m.hanako").await;
        let elsewhere = office.sign_in("m.hanako").await;
        let (secret, codes) = office.set_up(&door, &first).await;
        assert_eq!(codes.len(), accounts::RECOVERY_CODES);
        assert_eq!(office.actor(&elsewhere).await, None, "{}", office.kind);
        assert_eq!(office.actor(&first).await, None, "its token has changed");

        let challenge = office.challenge(&door).await;
        let nobody = accounts::actor_of(&office.db, &office.clock, challenge.token.as_str()).await;
        assert_eq!(nobody.unwrap(), None, "a challenge is no session");
        let code = shows(&secret, office.clock.now());
        let session = office.code(&door, &challenge, &code).await.unwrap();
        let signed_in = office.actor(&session).await.unwrap();
        assert_eq!(signed_in.account, account);
        assert!(signed_in.second_factor);
        let acts = office.journal().await;
        assert_eq!(
            acts[3..],
            ["accounts.second-factor.set", "accounts.signed-in"]
        );
    }
}

#[tokio::test]
async fn a_code_and_a_challenge_work_once() {
    for office in offices().await {
        let door = Door::default();
        office.account("m.hanako", Some(1), &[]).await;
        let first = office.sign_in("m.hanako").await;
        let (secret, _) = office.set_up(&door, &first).await;
        let code = shows(&secret, office.clock.now());
        let (one, other) = (office.challenge(&door).await, office.challenge(&door).await);
        office.code(&door, &one, &code).await.unwrap();
        assert_eq!(
            office.code(&door, &other, &code).await.unwrap_err(),
            SignInRefusal::UsedCode,
            "{}",
            office.kind
        );
        let before = shows(&secret, office.clock.now() - SignedDuration::from_secs(30));
        assert_eq!(
            office.code(&door, &other, &before).await.unwrap_err(),
            SignInRefusal::UsedCode,
            "nor one older than the last"
        );
        let next = shows(&secret, office.clock.now() + SignedDuration::from_secs(30));
        assert_eq!(
            office.code(&door, &one, &next).await.unwrap_err(),
            SignInRefusal::ChallengeEnded
        );
        office.code(&door, &other, &next).await.unwrap();
    }
}

#[tokio::test]
async fn a_code_comes_within_five_minutes() {
    for office in offices().await {
        let door = Door::default();
        office.account("m.hanako", Some(1), &[]).await;
        let first = office.sign_in("m.hanako").await;
        let (secret, _) = office.set_up(&door, &first).await;
        let challenge = office.challenge(&door).await;
        office.wait(SignedDuration::from_mins(5));
        let code = shows(&secret, office.clock.now());
        assert_eq!(
            office.code(&door, &challenge, &code).await.unwrap_err(),
            SignInRefusal::ChallengeEnded,
            "{}",
            office.kind
        );
    }
}

#[tokio::test]
async fn codes_cannot_be_guessed_with_a_known_password() {
    for office in offices().await {
        let door = Door::default();
        office.account("m.hanako", Some(1), &[]).await;
        let first = office.sign_in("m.hanako").await;
        let (secret, _) = office.set_up(&door, &first).await;
        let mut last = None;
        for _ in 0..accounts::ATTEMPTS {
            // Each with a new challenge: the right password forgives no wrong code.
            let challenge = office.challenge(&door).await;
            last = office.code(&door, &challenge, "000000").await.err();
        }
        let until = office.clock.now() + accounts::LOCKED;
        assert_eq!(
            last,
            Some(SignInRefusal::Locked { until }),
            "{}",
            office.kind
        );
        let challenge = office.challenge(&door).await;
        let right = shows(&secret, office.clock.now());
        assert_eq!(
            office.code(&door, &challenge, &right).await.unwrap_err(),
            SignInRefusal::Locked { until }
        );
        assert!(
            office
                .journal()
                .await
                .contains(&"accounts.locked".to_owned())
        );
    }
}

#[tokio::test]
async fn a_recovery_code_works_once_and_in_any_spelling() {
    for office in offices().await {
        let door = Door::default();
        office.account("m.hanako", Some(1), &[]).await;
        let first = office.sign_in("m.hanako").await;
        let (_, codes) = office.set_up(&door, &first).await;
        let spelled = codes[3].to_uppercase().replace('-', " ");
        let challenge = office.challenge(&door).await;
        let session = office.code(&door, &challenge, &spelled).await.unwrap();
        let challenge = office.challenge(&door).await;
        assert_eq!(
            office.code(&door, &challenge, &codes[3]).await.unwrap_err(),
            SignInRefusal::UsedCode,
            "{}",
            office.kind
        );
        let factor = accounts::second_factor_of(&office.db, session.account).await;
        assert_eq!(factor.unwrap().unwrap().codes_left, 9);
        let at = office.reception(&door);
        let own = Office::own(&session);
        let fresh = accounts::new_recovery_codes(&at, &own)
            .await
            .unwrap()
            .unwrap();
        let refused = office.code(&door, &challenge, &codes[4]).await;
        assert_eq!(refused.unwrap_err(), SignInRefusal::WrongCode, "replaced");
        office.code(&door, &challenge, &fresh[0]).await.unwrap();
    }
}

#[tokio::test]
async fn secrets_and_recovery_codes_do_not_stand_in_the_database() {
    for office in offices().await {
        let door = Door::default();
        office.account("m.hanako", Some(1), &[]).await;
        let first = office.sign_in("m.hanako").await;
        let (secret, _) = office.set_up(&door, &first).await;
        // Another key, as after restoring a backup without it: recovery codes still work.
        let without = Door {
            keys: KeyRing::default(),
            ..Door::default()
        };
        let challenge = office.challenge(&without).await;
        let code = shows(&secret, office.clock.now());
        assert_eq!(
            office.code(&without, &challenge, &code).await.unwrap_err(),
            SignInRefusal::KeyMissing,
            "{}",
            office.kind
        );
    }
}

#[tokio::test]
async fn taking_it_off_needs_the_password_and_no_rule_against_it() {
    for office in offices().await {
        let door = Door::default();
        let personnel = [role(Role::PersonnelOfficer)];
        office.account("m.hanako", Some(1), &personnel).await;
        let first = office.sign_in("m.hanako").await;
        office.set_up(&door, &first).await;
        let (at, own) = (office.reception(&door), Office::own(&first));
        let removed = accounts::remove_second_factor(&at, &own, "wrong wrong wrong").await;
        assert_eq!(
            removed.unwrap(),
            Err(SecondFactorRefusal::WrongPassword),
            "{}",
            office.kind
        );
        assert_eq!(
            accounts::begin_second_factor(&at, &own).await.unwrap(),
            Err(SecondFactorRefusal::SetUp)
        );
        let removed = accounts::remove_second_factor(&at, &own, PASSWORD).await;
        assert_eq!(removed.unwrap(), Ok(()));
        assert!(matches!(office.admitted(&door).await, Admission::Open(_)));
    }
}

#[tokio::test]
async fn an_administrator_takes_a_lost_telephone_off() {
    for office in offices().await {
        let door = Door::default();
        let account = office.account("m.hanako", Some(1), &[]).await;
        let first = office.sign_in("m.hanako").await;
        office.set_up(&door, &first).await;
        let allowed: Allowed<ManageAccounts> = Office::operator();
        let version = accounts::account(&office.db, account)
            .await
            .unwrap()
            .unwrap()
            .version;
        let reset =
            accounts::reset_second_factor(&office.db, &office.clock, &allowed, account, version);
        reset.await.unwrap().unwrap();
        assert!(
            matches!(office.admitted(&door).await, Admission::Open(_)),
            "{}",
            office.kind
        );
        assert!(
            office
                .journal()
                .await
                .contains(&"accounts.second-factor.reset".to_owned())
        );
    }
}

#[tokio::test]
async fn showing_again_who_one_is_takes_both_and_gives_a_new_token() {
    for office in offices().await {
        let door = Door::default();
        office.account("m.hanako", Some(1), &[]).await;
        let first = office.sign_in("m.hanako").await;
        let (secret, _) = office.set_up(&door, &first).await;
        let challenge = office.challenge(&door).await;
        let code = shows(&secret, office.clock.now());
        let session = office.code(&door, &challenge, &code).await.unwrap();
        office.wait(SignedDuration::from_mins(20));
        let (at, own) = (office.reception(&door), Office::own(&session));
        let renew = async |password: &'static str, code: &str| {
            let proof = Proof { password, code };
            accounts::renew(&at, &own, &session.signed_in, &proof, &HERE)
                .await
                .unwrap()
        };
        assert_eq!(
            renew("wrong wrong wrong", "").await.err(),
            Some(SignInRefusal::Wrong),
            "{}",
            office.kind
        );
        assert_eq!(
            renew(PASSWORD, "").await.err(),
            Some(SignInRefusal::WrongCode)
        );
        let code = shows(&secret, office.clock.now());
        let token = renew(PASSWORD, &code).await.unwrap();
        assert_eq!(office.actor(&session).await, None, "the old token is out");
        let now = accounts::actor_of(&office.db, &office.clock, token.as_str()).await;
        assert_eq!(now.unwrap().unwrap().renewed_at, office.clock.now());
    }
}
