//! Records opened in an emergency, and what the person whom a record is about sees of looks.

use crate::{Office, day, offices, role};
use access::{
    Actor, Allowed, OpenInEmergency, Role, ViewEmergencies, ViewOwnLooks, ViewPersonPrivate,
};
use accounts::{AccountId, EmergencyRefusal, OpeningId};
use jiff::SignedDuration;
use people::{EmployeeId, Page};
use settings::Settings;

const REASON: &str = "夜間に倒れ、緊急の連絡先が要るため";

async fn actor(office: &Office, account: AccountId) -> Actor {
    accounts::actor_on(&office.db, &office.clock, account, office.clock.today())
        .await
        .unwrap()
        .unwrap()
}

async fn open(
    office: &Office,
    actor: &Actor,
    whom: i64,
    reason: &str,
) -> Result<OpeningId, EmergencyRefusal> {
    let allowed: Allowed<OpenInEmergency> = Allowed::ask(actor.clone()).unwrap();
    let settings = Settings::defaults(office.clock.today());
    accounts::open_in_emergency(
        &office.db,
        &office.ids,
        &office.clock,
        &allowed,
        &settings,
        EmployeeId(whom),
        reason,
    )
    .await
    .unwrap()
}

fn sees(actor: &Actor, whom: i64) -> bool {
    let allowed: Allowed<ViewPersonPrivate> = Allowed::ask(actor.clone()).unwrap();
    allowed.on_person(whom, &[]).is_ok()
}

#[tokio::test]
async fn an_administrator_sees_an_opened_record_for_half_an_hour() {
    for office in offices().await {
        let account = office
            .account("admin", None, &[role(Role::Administrator)])
            .await;
        let admin = actor(&office, account).await;
        assert!(!sees(&admin, 2), "{}", office.kind);
        open(&office, &admin, 2, REASON).await.unwrap();
        let admin = actor(&office, account).await;
        assert_eq!(admin.opened, [2]);
        assert!(sees(&admin, 2) && !sees(&admin, 1));
        assert_eq!(
            open(&office, &admin, 2, REASON).await,
            Err(EmergencyRefusal::OpenAlready)
        );
        office.wait(SignedDuration::from_mins(29));
        assert!(sees(&actor(&office, account).await, 2));
        office.wait(SignedDuration::from_mins(1));
        assert!(!sees(&actor(&office, account).await, 2), "{}", office.kind);
        let allowed: Allowed<ViewEmergencies> = Allowed::ask(Actor::operator("personnel")).unwrap();
        let list = accounts::openings(&office.db, &allowed, Page::number(1, 50))
            .await
            .unwrap();
        assert_eq!(list.len(), 1);
        assert_eq!(
            (list[0].reason.as_str(), list[0].employee_name.as_str()),
            (REASON, "緑野 陽太")
        );
        assert!(!list[0].is_open(office.clock.now()));
    }
}

#[tokio::test]
async fn an_opened_record_is_closed_by_hand_by_whoever_opened_it() {
    for office in offices().await {
        let account = office
            .account("admin", None, &[role(Role::Administrator)])
            .await;
        let other = office
            .account("admin2", None, &[role(Role::Administrator)])
            .await;
        let admin = actor(&office, account).await;
        let id = open(&office, &admin, 2, REASON).await.unwrap();
        let close = async |actor: &Actor| {
            let allowed: Allowed<OpenInEmergency> = Allowed::ask(actor.clone()).unwrap();
            accounts::close_opening(&office.db, &office.clock, &allowed, id)
                .await
                .unwrap()
        };
        let other = actor(&office, other).await;
        assert_eq!(close(&other).await, Err(EmergencyRefusal::NotFound));
        assert_eq!(close(&admin).await, Ok(()));
        assert_eq!(close(&admin).await, Err(EmergencyRefusal::NotFound));
        assert!(!sees(&actor(&office, account).await, 2), "{}", office.kind);
        let acts = office.journal().await;
        assert_eq!(
            acts[acts.len() - 2..],
            ["accounts.emergency.opened", "accounts.emergency.closed"]
        );
    }
}

#[tokio::test]
async fn an_opening_needs_a_person_an_account_and_a_reason() {
    for office in offices().await {
        let account = office
            .account("m.hanako", Some(1), &[role(Role::Administrator)])
            .await;
        let admin = actor(&office, account).await;
        let refused = async |whom, reason: &str| open(&office, &admin, whom, reason).await;
        assert_eq!(refused(2, "急病").await, Err(EmergencyRefusal::Reason));
        let long = "あ".repeat(501);
        assert_eq!(refused(2, &long).await, Err(EmergencyRefusal::Reason));
        assert_eq!(refused(99, REASON).await, Err(EmergencyRefusal::NotFound));
        assert_eq!(refused(1, REASON).await, Err(EmergencyRefusal::OpenAlready));
        let operator = Actor::operator("command line");
        assert_eq!(
            open(&office, &operator, 2, REASON).await,
            Err(EmergencyRefusal::Nobody),
            "{}",
            office.kind
        );
    }
}

#[tokio::test]
async fn the_person_sees_who_looked_from_which_unit_and_why() {
    for office in offices().await {
        let personnel = office
            .account("m.hanako", Some(1), &[role(Role::PersonnelOfficer)])
            .await;
        let admin = office
            .account("admin", None, &[role(Role::Administrator)])
            .await;
        let person = office.account("m.youta", Some(2), &[]).await;
        let look = async |account| {
            let actor = actor(&office, account).await;
            let (db, clock) = (&office.db, &office.clock);
            let act = "staff.private.looked-at";
            accounts::look_at_person(db, clock, &actor, EmployeeId(2), act)
                .await
                .unwrap();
        };
        look(personnel).await;
        // One's own looks are not noted.
        look(person).await;
        let admin = actor(&office, admin).await;
        open(&office, &admin, 2, REASON).await.unwrap();
        // The looker moves on; the look was from the old unit.
        let order = people::Transfer {
            employee: EmployeeId(1),
            unit: people::UnitId(12),
            post: people::Title::parse("主任").unwrap(),
            rank: people::Rank::Senior,
            heads: false,
            on: day(2026, 11, 24),
        };
        let mut tx = office.db.begin().await.unwrap();
        people::transfer(&mut tx, &office.ids, &order)
            .await
            .unwrap()
            .unwrap();
        tx.commit().await.unwrap();
        office.wait(SignedDuration::from_hours(72));
        look(personnel).await;

        let own: Allowed<ViewOwnLooks> = Allowed::ask(actor(&office, person).await).unwrap();
        let (looks, next) = accounts::looks_at(&office.db, &own, None, 50)
            .await
            .unwrap();
        let told: Vec<_> = looks
            .iter()
            .map(|look| {
                (
                    look.who.as_str(),
                    look.unit.as_deref(),
                    look.roles.as_slice(),
                )
            })
            .collect();
        let officer = [Role::PersonnelOfficer];
        assert_eq!(
            told,
            [
                ("緑野 花子", Some("市民課"), &officer[..]),
                ("外の人", None, &[Role::Administrator][..]),
                ("緑野 花子", Some("人事課"), &officer[..]),
            ],
            "{}",
            office.kind
        );
        assert_eq!(looks[1].reason.as_deref(), Some(REASON));
        assert_eq!(next, None);

        let (first, next) = accounts::looks_at(&office.db, &own, None, 2).await.unwrap();
        let (second, end) = accounts::looks_at(&office.db, &own, next, 2).await.unwrap();
        assert_eq!((first.len(), second.len(), end), (2, 1, None));
        let nobodys = Allowed::<ViewOwnLooks>::ask(admin);
        assert!(nobodys.is_err(), "who is no employee has no record");
    }
}
