use crate::{Office, PASSWORD, offices, role};
use access::{Actor, Allowed, ManageAccounts, Role, Roles};
use accounts::{
    AccountRefusal, Door, FirstAdministrator, FirstPassword, NewAccount, PasswordChange,
    PasswordRefusal, SignInRefusal, TEMPORARY,
};
use jiff::SignedDuration;
use people::EmployeeId;
use std::sync::Arc;
use words::Language;

fn new(login: &str, employee: Option<i64>) -> NewAccount {
    NewAccount {
        login: login.to_owned(),
        employee: employee.map(EmployeeId),
        name: "外の人".to_owned(),
        language: Language::Japanese,
        roles: vec![],
        password: FirstPassword::Temporary,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_first_administrators_at_once_are_one() {
    for office in offices().await {
        let kind = office.kind;
        assert!(accounts::is_empty(&office.db).await.unwrap());
        let office = Arc::new(office);
        let tries: Vec<_> = (0..20)
            .map(|number| {
                let office = Arc::clone(&office);
                tokio::spawn(async move {
                    let login = format!("admin{number}");
                    let first = FirstAdministrator {
                        login: &login,
                        name: "最初の人",
                        password: PASSWORD,
                        language: Language::Japanese,
                    };
                    accounts::set_up(&office.db, &office.ids, &office.clock, &first)
                        .await
                        .unwrap()
                })
            })
            .collect();
        let mut made = 0;
        for attempt in tries {
            match attempt.await.unwrap() {
                Ok(_) => made += 1,
                Err(refusal) => assert_eq!(refusal, AccountRefusal::AlreadySetUp),
            }
        }
        assert_eq!(made, 1, "{kind}");
        let all = office.accounts("").await;
        assert_eq!(all.len(), 1, "{kind}");
        let session = office.sign_in(&all[0].login).await;
        assert!(session.signed_in.actor.roles.has(Role::Administrator));
        assert_eq!(
            office.journal().await,
            ["accounts.set-up", "accounts.signed-in"]
        );
    }
}

#[tokio::test]
async fn the_first_administrator_needs_a_name_and_a_good_password() {
    for office in offices().await {
        let set_up = async |login, name, password| {
            let first = FirstAdministrator {
                login,
                name,
                password,
                language: Language::Japanese,
            };
            accounts::set_up(&office.db, &office.ids, &office.clock, &first)
                .await
                .unwrap()
                .unwrap_err()
        };
        assert_eq!(
            set_up("管理者", "緑野", PASSWORD).await,
            AccountRefusal::NotALogin
        );
        assert_eq!(set_up("admin", " ", PASSWORD).await, AccountRefusal::NoName);
        assert_eq!(
            set_up("admin", "緑野", "admin").await,
            AccountRefusal::Password(PasswordRefusal::TooShort)
        );
        assert!(accounts::is_empty(&office.db).await.unwrap());
    }
}

#[tokio::test]
async fn a_temporary_password_must_be_changed_and_does_not_wait_forever() {
    for office in offices().await {
        let allowed = Office::operator();
        let created = accounts::create_account(
            &office.db,
            &office.ids,
            &office.clock,
            &allowed,
            &new("m.hanako", Some(1)),
        )
        .await
        .unwrap();
        let created = created.unwrap();
        let password = created.temporary_password.unwrap();
        let session = office.try_to_sign_in("m.hanako", &password).await.unwrap();
        assert!(session.signed_in.must_change, "{}", office.kind);
        office.wait(TEMPORARY + SignedDuration::from_secs(1));
        let late = office
            .try_to_sign_in("m.hanako", &password)
            .await
            .unwrap_err();
        assert_eq!(late, SignInRefusal::TemporaryExpired);

        let again =
            accounts::reset_password(&office.db, &office.clock, &allowed, created.account, 1);
        let again = again.await.unwrap().unwrap();
        assert_ne!(again, password);
        let session = office.try_to_sign_in("m.hanako", &again).await.unwrap();
        let change = PasswordChange {
            old: &again,
            new: PASSWORD,
        };
        let (door, own) = (Door::default(), Office::own(&session));
        let at = office.reception(&door);
        let token = accounts::change_password(&at, &own, &session.signed_in, &change)
            .await
            .unwrap()
            .unwrap();
        let now = accounts::actor_of(&office.db, &office.clock, token.as_str()).await;
        assert!(!now.unwrap().unwrap().must_change);
        office.wait(TEMPORARY * 2);
        assert!(!office.sign_in("m.hanako").await.signed_in.must_change);
    }
}

#[tokio::test]
async fn a_reset_ends_sessions_and_lifts_a_lock() {
    for office in offices().await {
        let account = office.account("m.hanako", Some(1), &[]).await;
        let session = office.sign_in("m.hanako").await;
        for _ in 0..accounts::ATTEMPTS {
            office
                .try_to_sign_in("m.hanako", "wrong wrong wrong")
                .await
                .unwrap_err();
        }
        let read = accounts::account(&office.db, account)
            .await
            .unwrap()
            .unwrap();
        assert!(read.locked_until.is_some());
        let allowed = Office::operator();
        let (db, clock) = (&office.db, &office.clock);
        let password = accounts::reset_password(db, clock, &allowed, account, read.version);
        let password = password.await.unwrap().unwrap();
        assert_eq!(office.actor(&session).await, None, "{}", office.kind);
        assert!(office.try_to_sign_in("m.hanako", &password).await.is_ok());
        let stale = accounts::reset_password(db, clock, &allowed, account, read.version).await;
        assert_eq!(stale.unwrap(), Err(AccountRefusal::Stale));
    }
}

#[tokio::test]
async fn accounts_that_exist_already_are_refused() {
    for office in offices().await {
        office.account("m.hanako", Some(1), &[]).await;
        let create = async |new: NewAccount| {
            let allowed = Office::operator();
            accounts::create_account(&office.db, &office.ids, &office.clock, &allowed, &new)
                .await
                .unwrap()
                .unwrap_err()
        };
        assert_eq!(
            create(new("Ｍ.HANAKO", None)).await,
            AccountRefusal::LoginTaken,
            "{}",
            office.kind
        );
        assert_eq!(
            create(new("other", Some(1))).await,
            AccountRefusal::EmployeeHasAccount
        );
        assert_eq!(
            create(new("other", Some(99))).await,
            AccountRefusal::NotFound
        );
        assert_eq!(create(new("お花", None)).await, AccountRefusal::NotALogin);
        let chosen = FirstPassword::Chosen("bangou wa 00002".to_owned());
        assert_eq!(
            create(NewAccount {
                password: chosen,
                ..new("other", Some(2))
            })
            .await,
            AccountRefusal::Password(PasswordRefusal::ContainsName)
        );
        assert_eq!(office.accounts("").await.len(), 1);
    }
}

#[tokio::test]
async fn the_last_administrator_stays() {
    for office in offices().await {
        let (db, clock, allowed) = (&office.db, &office.clock, Office::operator());
        let first = office
            .account("admin", None, &[role(Role::Administrator)])
            .await;
        let second = office
            .account("m.hanako", Some(1), &[role(Role::Administrator)])
            .await;
        let roles = accounts::roles_of(db, first).await.unwrap();
        let done = accounts::disable(db, clock, &allowed, second, 1)
            .await
            .unwrap();
        assert_eq!(done, Ok(()), "{}", office.kind);
        let refused = accounts::disable(db, clock, &allowed, first, 1)
            .await
            .unwrap();
        assert_eq!(refused, Err(AccountRefusal::LastAdministrator));
        let today = clock.today();
        let refused = accounts::end_role(db, clock, &allowed, roles[0].id, today)
            .await
            .unwrap();
        assert_eq!(refused, Err(AccountRefusal::LastAdministrator));
        assert!(
            office
                .sign_in("admin")
                .await
                .signed_in
                .actor
                .roles
                .has(Role::Administrator)
        );
    }
}

#[tokio::test]
async fn two_administrators_who_disable_each_other_leave_one() {
    for office in offices().await {
        let (db, clock, allowed) = (&office.db, &office.clock, Office::operator());
        let first = office
            .account("admin", None, &[role(Role::Administrator)])
            .await;
        let second = office
            .account("m.hanako", Some(1), &[role(Role::Administrator)])
            .await;
        let (one, two) = tokio::join!(
            accounts::disable(db, clock, &allowed, first, 1),
            accounts::disable(db, clock, &allowed, second, 1)
        );
        let done = [one.unwrap(), two.unwrap()];
        assert_eq!(
            done.iter().filter(|done| done.is_ok()).count(),
            1,
            "{}",
            office.kind
        );
        assert!(done.contains(&Err(AccountRefusal::LastAdministrator)));
    }
}

#[tokio::test]
async fn accounts_are_found_by_login_by_name_and_by_number() {
    for office in offices().await {
        office
            .account("m.hanako", Some(1), &[role(Role::SectionEditor)])
            .await;
        office.account("m.youta", Some(2), &[]).await;
        office.account("adviser", None, &[role(Role::Viewer)]).await;
        let found = async |text| {
            let accounts = office.accounts(text).await;
            accounts
                .into_iter()
                .map(|account| account.login)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found("").await,
            ["adviser", "m.hanako", "m.youta"],
            "{}",
            office.kind
        );
        assert_eq!(found("M.").await, ["m.hanako", "m.youta"]);
        assert_eq!(found("花子").await, ["m.hanako"]);
        assert_eq!(found("ミドリノ").await, ["m.hanako", "m.youta"]);
        assert_eq!(found("00002").await, ["m.youta"]);
        assert_eq!(found("外の").await, ["adviser"]);
        assert_eq!(found("nobody").await, [""; 0]);
        let accounts = office.accounts("").await;
        let today = office.clock.today();
        let roles = accounts::roles_on(&office.db, &accounts, today)
            .await
            .unwrap();
        let roles: Vec<Role> = roles.into_iter().map(|grant| grant.role).collect();
        assert_eq!(roles, [Role::SectionEditor, Role::Viewer]);
        let own = accounts::account_of(&office.db, EmployeeId(1))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (own.name.as_str(), own.staff_no.as_deref()),
            ("緑野 花子", Some("00001"))
        );
    }
}

#[test]
fn only_administrators_manage_accounts() {
    for role in Role::ALL {
        let actor = Actor {
            roles: Roles::NONE.with(role),
            ..Actor::visitor()
        };
        let allowed = Allowed::<ManageAccounts>::ask(actor).is_ok();
        assert_eq!(allowed, role == Role::Administrator, "{role:?}");
    }
}
