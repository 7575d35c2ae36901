//! Whose records somebody reaches, from appointments and deputies, today and after dated changes.

use crate::{Office, day, employee, offices, role, serving, unit};
use access::{Actor, Allowed, EditDeputies, Role, ViewPersonPrivate, ViewPersonRecord};
use accounts::{AccountId, NewDeputy, NewRole};
use calendar::{Date, Period};
use people::{
    Appointment, AppointmentId, AppointmentKind, EmployeeId, NewUnit, Rank, Title, Transfer,
    UnitId, UnitKind,
};

/// 企画部 (2) with 企画課 (21), its 企画係 (211), and 広報課 (22). 10 heads the department, 20 and 22 the sections,
/// 21 the team; 30 is in the team, 31 in 広報課.
pub async fn with_heads(office: &Office) {
    let of_kind = |unit: NewUnit, kind: UnitKind| {
        let mut unit = unit;
        unit.version.kind = kind;
        unit
    };
    let units = [
        of_kind(unit(2, "企画部", None), UnitKind::Department),
        unit(21, "企画課", Some(2)),
        unit(22, "広報課", Some(2)),
        of_kind(unit(211, "企画係", Some(21)), UnitKind::Team),
    ];
    let people = [10, 20, 21, 22, 30, 31].map(|id| employee(id, "太郎", "たろう", None));
    let heading = |id: i64, unit: i64| Appointment {
        heads: true,
        ..serving(id, unit, None)
    };
    let appointments = [
        heading(10, 2),
        heading(20, 21),
        heading(21, 211),
        heading(22, 22),
        serving(30, 211, None),
        serving(31, 22, None),
    ];
    let mut tx = office.db.begin().await.unwrap();
    people::insert_units(&mut tx, &office.ids, &units)
        .await
        .unwrap();
    people::insert_employees(&mut tx, &office.ids, &people)
        .await
        .unwrap();
    people::insert_appointments(&mut tx, &appointments)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn actor_on(office: &Office, account: AccountId, on: Date) -> Actor {
    accounts::actor_on(&office.db, &office.clock, account, on)
        .await
        .unwrap()
        .unwrap()
}

/// Whether the actor of a day may see somebody's private record then.
async fn sees(office: &Office, account: AccountId, whom: i64, on: Date) -> bool {
    let actor = actor_on(office, account, on).await;
    let serves = people::main_appointment(&office.db, EmployeeId(whom), on)
        .await
        .unwrap();
    let units: Vec<i64> = serves.iter().map(|serves| serves.unit.0).collect();
    let allowed: Allowed<ViewPersonPrivate> = Allowed::ask(actor).unwrap();
    assert_eq!(
        allowed.people().holds(whom, &units),
        allowed.on_person(whom, &units).is_ok()
    );
    allowed.on_person(whom, &units).is_ok()
}

async fn transfer(office: &Office, whom: i64, unit: i64, heads: bool, on: Date) {
    let order = Transfer {
        employee: EmployeeId(whom),
        unit: UnitId(unit),
        post: Title::parse("主任").unwrap(),
        rank: Rank::Senior,
        heads,
        on,
    };
    let mut tx = office.db.begin().await.unwrap();
    people::transfer(&mut tx, &office.ids, &order)
        .await
        .unwrap()
        .unwrap();
    tx.commit().await.unwrap();
}

async fn name_deputy(office: &Office, principal: i64, deputy: i64, period: Period) {
    let allowed: Allowed<EditDeputies> = Allowed::ask(Actor::operator("test")).unwrap();
    let new = NewDeputy {
        principal: EmployeeId(principal),
        deputy: EmployeeId(deputy),
        period,
        reason: "出張".to_owned(),
    };
    accounts::name_deputy(&office.db, &office.ids, &office.clock, &allowed, &new)
        .await
        .unwrap()
        .unwrap();
}

#[tokio::test]
async fn heads_are_heads_by_appointment_and_reach_the_units_below() {
    for office in offices().await {
        with_heads(&office).await;
        let today = office.clock.today();
        let head = async |employee: i64| {
            let login = format!("head{employee}");
            let account = office.account(&login, Some(employee), &[]).await;
            actor_on(&office, account, today).await
        };
        let roles = |actor: &Actor| actor.roles.iter().collect::<Vec<_>>();
        let department = head(10).await;
        assert_eq!(roles(&department), [Role::DepartmentHead, Role::Employee]);
        assert_eq!(department.headed, [2, 21, 22, 211], "{}", office.kind);
        let section = head(20).await;
        assert_eq!(roles(&section), [Role::SectionHead, Role::Employee]);
        assert_eq!(section.headed, [21, 211]);
        let team = head(21).await;
        assert_eq!(roles(&team), [Role::TeamHead, Role::Employee]);
        assert_eq!((team.headed.len(), team.teams.clone()), (0, vec![211]));
        assert_eq!(team.section, [21, 211], "the section above the team");
        assert_eq!(section.section, [21, 211]);
        let member = head(30).await;
        assert_eq!(roles(&member), [Role::Employee]);
        assert_eq!((member.headed.len(), member.teams.len()), (0, 0));

        // The head of a team sees careers, not private records.
        let record: Allowed<ViewPersonRecord> = Allowed::ask(team.clone()).unwrap();
        let private: Allowed<ViewPersonPrivate> = Allowed::ask(team).unwrap();
        assert!(record.on_person(30, &[211]).is_ok());
        assert!(private.on_person(30, &[211]).is_err());
    }
}

#[tokio::test]
async fn a_head_loses_sight_of_a_member_on_the_day_of_the_transfer_and_the_new_head_gains_it() {
    for office in offices().await {
        with_heads(&office).await;
        let planning = office.account("kikaku", Some(20), &[]).await;
        let press = office.account("kouhou", Some(22), &[]).await;
        let (today, day_of) = (day(2026, 11, 22), day(2027, 4, 1));
        let eve = day(2027, 3, 31);
        assert!(sees(&office, planning, 30, today).await);
        assert!(!sees(&office, press, 30, today).await);

        transfer(&office, 30, 22, false, day_of).await;
        for (on, old, new) in [
            (today, true, false),
            (eve, true, false),
            (day_of, false, true),
        ] {
            assert_eq!(
                sees(&office, planning, 30, on).await,
                old,
                "{} {on}",
                office.kind
            );
            assert_eq!(
                sees(&office, press, 30, on).await,
                new,
                "{} {on}",
                office.kind
            );
        }
        // Ordered for today, it holds at once.
        transfer(&office, 31, 21, false, today).await;
        assert!(sees(&office, planning, 31, today).await);
        assert!(!sees(&office, press, 31, today).await);
    }
}

#[tokio::test]
async fn a_head_who_is_transferred_takes_over_the_new_section_and_leaves_the_old() {
    for office in offices().await {
        with_heads(&office).await;
        let account = office.account("kikaku", Some(20), &[]).await;
        let (eve, on) = (day(2027, 3, 31), day(2027, 4, 1));
        transfer(&office, 20, 12, true, on).await;
        assert_eq!(actor_on(&office, account, eve).await.headed, [21, 211]);
        assert_eq!(
            actor_on(&office, account, on).await.headed,
            [12],
            "{}",
            office.kind
        );
        transfer(&office, 20, 12, false, day(2028, 4, 1)).await;
        let later = actor_on(&office, account, day(2028, 4, 1)).await;
        assert_eq!(later.headed, [0; 0]);
        assert!(!later.roles.has(Role::SectionHead));
    }
}

#[tokio::test]
async fn an_acting_head_heads_and_a_secondment_does_not() {
    for office in offices().await {
        with_heads(&office).await;
        let extra = |id, kind, unit| Appointment {
            id: AppointmentId(id),
            kind,
            heads: true,
            ..serving(22, unit, None)
        };
        let mut tx = office.db.begin().await.unwrap();
        let appointments = [
            extra(900, AppointmentKind::Acting, 21),
            extra(901, AppointmentKind::Seconded, 12),
        ];
        people::insert_appointments(&mut tx, &appointments)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let account = office.account("kouhou", Some(22), &[]).await;
        let actor = actor_on(&office, account, office.clock.today()).await;
        assert_eq!(actor.headed, [21, 22, 211], "{}", office.kind);
    }
}

#[tokio::test]
async fn a_deputy_reaches_what_the_principal_heads_until_the_day_it_ends() {
    for office in offices().await {
        with_heads(&office).await;
        let deputy = office.account("daiketsu", Some(30), &[]).await;
        let principal = office.account("kikaku", Some(20), &[]).await;
        let (from, to) = (day(2026, 11, 23), day(2026, 11, 28));
        name_deputy(&office, 20, 30, Period::new(from, Some(to)).unwrap()).await;
        let reach = async |on| actor_on(&office, deputy, on).await;
        assert_eq!(reach(day(2026, 11, 22)).await.headed_in_place, [0; 0]);
        let during = reach(from).await;
        assert_eq!(during.headed_in_place, [21, 211], "{}", office.kind);
        assert_eq!(during.headed, [0; 0]);
        assert!(during.roles.has(Role::SectionHead));
        let careers: Allowed<ViewPersonRecord> = Allowed::ask(during).unwrap();
        careers.on_person(21, &[211]).unwrap();
        // Neither the members' private records nor that of the head, who is one of them.
        for whom in [20, 21] {
            assert!(!sees(&office, deputy, whom, day(2026, 11, 27)).await);
            assert!(sees(&office, principal, 21, day(2026, 11, 27)).await);
        }
        let after = reach(to).await;
        assert_eq!(
            (
                after.headed_in_place.len(),
                after.roles.has(Role::SectionHead)
            ),
            (0, false)
        );
        // The principal keeps what is the principal's.
        assert_eq!(actor_on(&office, principal, from).await.headed, [21, 211]);
    }
}

#[tokio::test]
async fn a_deputy_of_somebody_who_has_left_reaches_nobody() {
    for office in offices().await {
        with_heads(&office).await;
        let deputy = office.account("daiketsu", Some(30), &[]).await;
        name_deputy(&office, 20, 30, Period::starting(day(2026, 11, 22))).await;
        let mut tx = office.db.begin().await.unwrap();
        people::leave(&mut tx, EmployeeId(20), day(2027, 4, 1))
            .await
            .unwrap()
            .unwrap();
        tx.commit().await.unwrap();
        let headed = async |on| actor_on(&office, deputy, on).await.headed_in_place;
        assert_eq!(headed(day(2027, 3, 31)).await, [21, 211], "{}", office.kind);
        assert_eq!(headed(day(2027, 4, 1)).await, [0; 0]);
    }
}

#[tokio::test]
async fn general_affairs_serve_their_own_unit_or_the_one_that_is_named() {
    for office in offices().await {
        with_heads(&office).await;
        let own = office
            .account("shomu", Some(20), &[role(Role::GeneralAffairs)])
            .await;
        let named = NewRole {
            unit: Some(UnitId(22)),
            ..role(Role::GeneralAffairs)
        };
        let other = office.account("bushomu", Some(30), &[named]).await;
        let today = office.clock.today();
        assert_eq!(actor_on(&office, own, today).await.served, [21, 211]);
        let other = actor_on(&office, other, today).await;
        assert_eq!(other.served, [22], "{}", office.kind);
        assert_eq!((other.units.len(), other.headed.len()), (0, 0));
        let record: Allowed<ViewPersonRecord> = Allowed::ask(other.clone()).unwrap();
        let private: Allowed<ViewPersonPrivate> = Allowed::ask(other).unwrap();
        assert!(record.on_person(31, &[22]).is_ok());
        assert!(private.on_person(31, &[22]).is_err());
    }
}

#[tokio::test]
async fn roles_that_follow_from_appointments_cannot_be_given() {
    for office in offices().await {
        let account = office.account("m.hanako", Some(1), &[]).await;
        for given in Role::ALL.into_iter().filter(|role| !role.can_be_granted()) {
            let refused = accounts::grant_role(
                &office.db,
                &office.ids,
                &office.clock,
                &Office::operator(),
                account,
                &role(given),
            )
            .await
            .unwrap();
            assert_eq!(
                refused,
                Err(accounts::AccountRefusal::ByAppointment),
                "{given:?}"
            );
        }
        for given in Role::ALL.into_iter().filter(|role| role.can_be_granted()) {
            accounts::grant_role(
                &office.db,
                &office.ids,
                &office.clock,
                &Office::operator(),
                account,
                &role(given),
            )
            .await
            .unwrap()
            .unwrap();
        }
        let roles = actor_on(&office, account, office.clock.today()).await.roles;
        assert_eq!(roles.iter().count(), 13, "{}", office.kind);
    }
}

#[tokio::test]
async fn nobody_is_anything_before_hiring_or_after_leaving() {
    for office in offices().await {
        let account = office
            .account("retired", Some(3), &[role(Role::PersonnelOfficer)])
            .await;
        let on = async |on| {
            accounts::actor_on(&office.db, &office.clock, account, on)
                .await
                .unwrap()
                .is_some()
        };
        assert!(on(day(2026, 3, 31)).await, "{}", office.kind);
        assert!(!on(day(2026, 4, 1)).await);
        assert!(!on(day(2015, 3, 31)).await);
    }
}
