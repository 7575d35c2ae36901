use crate::{Office, day, offices, role};
use access::Role;
use accounts::{AccountRefusal, NewRole};
use calendar::Period;
use jiff::SignedDuration;
use people::{EmployeeId, Rank, Title, Transfer, UnitId};

#[tokio::test]
async fn everybody_in_service_is_an_employee() {
    for office in offices().await {
        office.account("m.hanako", Some(1), &[]).await;
        let actor = office.sign_in("m.hanako").await.signed_in.actor;
        assert_eq!(
            actor.roles.iter().collect::<Vec<_>>(),
            [Role::Employee],
            "{}",
            office.kind
        );
        assert_eq!(actor.units, [0; 0]);
    }
}

#[tokio::test]
async fn a_section_editor_answers_for_the_unit_and_all_below_it() {
    for office in offices().await {
        let roles = [NewRole {
            unit: Some(UnitId(11)),
            ..role(Role::SectionEditor)
        }];
        office.account("m.youta", Some(2), &roles).await;
        let actor = office.sign_in("m.youta").await.signed_in.actor;
        assert_eq!(actor.units, [11, 111], "{}", office.kind);
        assert!(actor.roles.has(Role::SectionEditor) && actor.roles.has(Role::Employee));
    }
}

#[tokio::test]
async fn a_section_editor_without_a_unit_follows_the_main_appointment() {
    for office in offices().await {
        office
            .account("m.hanako", Some(1), &[role(Role::SectionEditor)])
            .await;
        let session = office.sign_in("m.hanako").await;
        assert_eq!(session.signed_in.actor.units, [11, 111], "{}", office.kind);

        let order = Transfer {
            employee: EmployeeId(1),
            unit: UnitId(12),
            post: Title::parse("主任").unwrap(),
            rank: Rank::Senior,
            heads: false,
            on: day(2026, 11, 23),
        };
        let mut tx = office.db.begin().await.unwrap();
        people::transfer(&mut tx, &office.ids, &order)
            .await
            .unwrap()
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            office.actor(&session).await.unwrap().actor.units,
            [11, 111],
            "not yet"
        );
        // 15 hours later it is midnight in Japan; the session is used on the way.
        office.wait(SignedDuration::from_hours(7));
        office.actor(&session).await.unwrap();
        office.wait(SignedDuration::from_hours(7));
        office.actor(&session).await.unwrap();
        office.wait(SignedDuration::from_hours(1));
        assert_eq!(office.actor(&session).await.unwrap().actor.units, [12]);
        let editors = async |unit, on| {
            accounts::section_editors(&office.db, UnitId(unit), on)
                .await
                .unwrap()
                .len()
        };
        assert_eq!(editors(11, day(2026, 11, 22)).await, 1);
        assert_eq!(editors(11, day(2026, 11, 23)).await, 0);
        assert_eq!(editors(12, day(2026, 11, 23)).await, 1);
    }
}

#[tokio::test]
async fn a_role_that_ended_yesterday_has_no_effect() {
    for office in offices().await {
        let today = office.clock.today();
        let ended = Period::new(day(2025, 4, 1), Some(today)).unwrap();
        let roles = [
            NewRole {
                role: Role::PersonnelOfficer,
                unit: None,
                period: ended,
            },
            NewRole {
                role: Role::SectionEditor,
                unit: Some(UnitId(12)),
                period: ended,
            },
            NewRole::starting(Role::Administrator, day(2026, 11, 23)),
        ];
        office.account("m.hanako", Some(1), &roles).await;
        let actor = office.sign_in("m.hanako").await.signed_in.actor;
        assert_eq!(
            actor.roles.iter().collect::<Vec<_>>(),
            [Role::Employee],
            "{}",
            office.kind
        );
        assert_eq!(actor.units, [0; 0]);
    }
}

#[tokio::test]
async fn a_role_given_or_ended_takes_effect_at_once() {
    for office in offices().await {
        let account = office.account("m.hanako", Some(1), &[]).await;
        let session = office.sign_in("m.hanako").await;
        let (allowed, today) = (Office::operator(), office.clock.today());
        let new = NewRole::starting(Role::PersonnelOfficer, today);
        let grant = accounts::grant_role(
            &office.db,
            &office.ids,
            &office.clock,
            &allowed,
            account,
            &new,
        )
        .await
        .unwrap()
        .unwrap();
        let has = async || {
            office
                .actor(&session)
                .await
                .unwrap()
                .actor
                .roles
                .has(Role::PersonnelOfficer)
        };
        assert!(has().await, "{}", office.kind);
        accounts::end_role(&office.db, &office.clock, &allowed, grant, today)
            .await
            .unwrap()
            .unwrap();
        assert!(!has().await);
        let acts = office.journal().await;
        assert_eq!(acts[2..], ["accounts.role.given", "accounts.role.ended"]);
    }
}

#[tokio::test]
async fn roles_that_make_no_sense_are_refused() {
    for office in offices().await {
        let account = office.account("m.hanako", Some(1), &[]).await;
        let grant = async |account, role: NewRole| {
            let allowed = Office::operator();
            accounts::grant_role(
                &office.db,
                &office.ids,
                &office.clock,
                &allowed,
                account,
                &role,
            )
            .await
            .unwrap()
            .map(|_| ())
        };
        let viewer = NewRole {
            unit: Some(UnitId(11)),
            ..role(Role::Viewer)
        };
        assert_eq!(
            grant(account, viewer).await,
            Err(AccountRefusal::UnitWithoutSection)
        );
        let nowhere = NewRole {
            unit: Some(UnitId(99)),
            ..role(Role::SectionEditor)
        };
        assert_eq!(
            grant(account, nowhere).await,
            Err(AccountRefusal::NotFound),
            "{}",
            office.kind
        );
        let nobody = accounts::AccountId(99);
        assert_eq!(
            grant(nobody, role(Role::Viewer)).await,
            Err(AccountRefusal::NotFound)
        );
        assert_eq!(accounts::roles_of(&office.db, account).await.unwrap(), []);
    }
}
