use crate::{Office, PASSWORD, day, offices};
use access::{Actor, Allowed, InvitePeople};
use accounts::{
    Accepted, AccountRefusal, Choice, Door, InvitationRefusal, InvitationState, Invited, Origin,
};
use jiff::SignedDuration;
use people::{EmployeeId, Page, UnitId};
use words::Language;

const DAYS: SignedDuration = SignedDuration::from_hours(14 * 24);
const PAGE: Page = Page {
    offset: 0,
    limit: 50,
};

fn allowed() -> Allowed<InvitePeople> {
    Allowed::ask(Actor::operator("test")).unwrap()
}

impl Office {
    async fn invite(&self, employees: &[i64]) -> Vec<Invited> {
        let employees: Vec<EmployeeId> = employees.iter().map(|id| EmployeeId(*id)).collect();
        accounts::invite(
            &self.db,
            &self.ids,
            &self.clock,
            &allowed(),
            &employees,
            DAYS,
        )
        .await
        .unwrap()
    }

    async fn accept(
        &self,
        token: &str,
        login: &str,
        password: &str,
    ) -> Result<Accepted, InvitationRefusal> {
        let choice = Choice {
            login,
            password,
            language: Language::Japanese,
        };
        let door = Door::default();
        accounts::accept_invitation(&self.reception(&door), token, &choice, &Origin::default())
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn an_invited_person_makes_the_account_and_is_signed_in() {
    for office in offices().await {
        let invited = office.invite(&[1, 2, 3, 99]).await;
        let names: Vec<&str> = invited.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(
            names,
            ["緑野 花子", "緑野 陽太"],
            "not who has retired {}",
            office.kind
        );
        let token = invited[0].token.as_str();
        let typed = token.to_uppercase().replace('-', "");
        let found = accounts::invitation(&office.db, &office.clock, &typed).await;
        assert_eq!(found.unwrap().unwrap().staff_no, "00001");
        let accepted = office.accept(token, "00001", PASSWORD).await.unwrap();
        let session = accepted.session.unwrap();
        assert_eq!(
            office.actor(&session).await.unwrap().actor.employee,
            Some(1)
        );
        assert!(!session.signed_in.must_change);
        office.sign_in("00001").await;
        assert!(office.invite(&[1]).await.is_empty(), "has an account");
    }
}

#[tokio::test]
async fn an_invitation_works_once() {
    for office in offices().await {
        let invited = office.invite(&[1]).await;
        let token = invited[0].token.as_str();
        let (one, other) = tokio::join!(
            office.accept(token, "hanako.1", PASSWORD),
            office.accept(token, "hanako.2", PASSWORD)
        );
        assert_eq!(
            [&one, &other].iter().filter(|made| made.is_ok()).count(),
            1,
            "{}",
            office.kind
        );
        assert_eq!(
            office
                .accept(token, "hanako.3", PASSWORD)
                .await
                .unwrap_err(),
            InvitationRefusal::Accepted
        );
    }
}

#[tokio::test]
async fn a_refused_choice_leaves_the_invitation_open() {
    for office in offices().await {
        office
            .account("taken", None, &[crate::role(access::Role::Viewer)])
            .await;
        let invited = office.invite(&[1]).await;
        let token = invited[0].token.as_str();
        for (login, password, refusal) in [
            ("taken", PASSWORD, AccountRefusal::LoginTaken),
            ("花子", PASSWORD, AccountRefusal::NotALogin),
            (
                "hanako",
                "bangou 00001 desu",
                AccountRefusal::Password(accounts::PasswordRefusal::ContainsName),
            ),
        ] {
            assert_eq!(
                office.accept(token, login, password).await.unwrap_err(),
                InvitationRefusal::Account(refusal),
                "{}",
                office.kind
            );
        }
        office.accept(token, "hanako", PASSWORD).await.unwrap();
    }
}

#[tokio::test]
async fn a_link_ends_by_time_by_hand_and_by_a_newer_one() {
    for office in offices().await {
        let old = office.invite(&[1]).await;
        let newer = office.invite(&[1]).await;
        let state = async |token: &str| {
            accounts::invitation(&office.db, &office.clock, token)
                .await
                .unwrap()
                .err()
        };
        assert_eq!(
            state(old[0].token.as_str()).await,
            Some(InvitationRefusal::Revoked),
            "{}",
            office.kind
        );
        assert_eq!(state("nothing").await, Some(InvitationRefusal::Unknown));
        let list = accounts::invitations(&office.db, &office.clock, &allowed(), PAGE)
            .await
            .unwrap();
        assert_eq!(
            list.iter().map(|one| one.state).collect::<Vec<_>>(),
            [InvitationState::Open, InvitationState::Revoked]
        );
        let revoke = async || {
            accounts::revoke_invitation(&office.db, &office.clock, &allowed(), list[0].id)
                .await
                .unwrap()
        };
        assert!(revoke().await);
        assert!(!revoke().await, "twice");
        assert_eq!(
            state(newer[0].token.as_str()).await,
            Some(InvitationRefusal::Revoked)
        );
        let last = office.invite(&[1]).await;
        office.wait(DAYS);
        assert_eq!(
            state(last[0].token.as_str()).await,
            Some(InvitationRefusal::Expired)
        );
        assert_eq!(
            office
                .accept(last[0].token.as_str(), "hanako", PASSWORD)
                .await
                .unwrap_err(),
            InvitationRefusal::Expired
        );
    }
}

#[tokio::test]
async fn a_whole_unit_is_invited_with_the_units_below() {
    for office in offices().await {
        let of = async |unit| {
            let (allowed, today) = (allowed(), day(2026, 11, 22));
            let found = accounts::without_account(&office.db, &allowed, UnitId(unit), today);
            let found = found.await.unwrap();
            found
                .into_iter()
                .map(|one| one.staff_no)
                .collect::<Vec<_>>()
        };
        assert_eq!(of(1).await, ["00001", "00002"], "{}", office.kind);
        assert_eq!(of(12).await, ["00002"]);
        office.account("m.youta", Some(2), &[]).await;
        assert_eq!(of(12).await, [""; 0]);
        assert_eq!(of(404).await, [""; 0]);
    }
}
