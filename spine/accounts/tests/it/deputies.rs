//! Naming and ending deputies.

use crate::reach::with_heads;
use crate::{Office, day, offices};
use access::{Actor, Allowed, EditDeputies, ViewDeputies};
use accounts::{DeputyId, DeputyLine, DeputyRefusal, NewDeputy};
use calendar::{Date, Period};
use people::{EmployeeId, Page};

fn may(actor: &Actor) -> Allowed<EditDeputies> {
    Allowed::ask(actor.clone()).unwrap()
}

fn personnel() -> Actor {
    Actor::operator("人事 太郎")
}

fn new(principal: i64, deputy: i64, from: Date, to: Option<Date>) -> NewDeputy {
    NewDeputy {
        principal: EmployeeId(principal),
        deputy: EmployeeId(deputy),
        period: Period::new(from, to).unwrap(),
        reason: "出張".to_owned(),
    }
}

async fn name(
    office: &Office,
    actor: &Actor,
    new: &NewDeputy,
) -> anyhow::Result<Result<DeputyId, DeputyRefusal>> {
    accounts::name_deputy(&office.db, &office.ids, &office.clock, &may(actor), new).await
}

async fn named(office: &Office, new: &NewDeputy) -> Result<DeputyId, DeputyRefusal> {
    name(office, &personnel(), new).await.unwrap()
}

async fn all(office: &Office, actor: &Actor) -> Vec<DeputyLine> {
    let allowed: Allowed<ViewDeputies> = Allowed::ask(actor.clone()).unwrap();
    accounts::deputies(&office.db, &office.clock, &allowed, Page::number(1, 50))
        .await
        .unwrap()
}

async fn actor(office: &Office, login: &str, employee: i64) -> Actor {
    let account = office.account(login, Some(employee), &[]).await;
    accounts::actor_on(&office.db, &office.clock, account, office.clock.today())
        .await
        .unwrap()
        .unwrap()
}

const TODAY: Date = Date::constant(2026, 11, 22);

#[tokio::test]
async fn deputies_that_make_no_sense_are_refused() {
    for office in offices().await {
        with_heads(&office).await;
        let kind = office.kind;
        let week = |principal, deputy| new(principal, deputy, TODAY, Some(day(2026, 11, 29)));
        assert_eq!(
            named(&office, &week(20, 20)).await,
            Err(DeputyRefusal::Oneself)
        );
        assert_eq!(
            named(&office, &week(20, 99)).await,
            Err(DeputyRefusal::NotFound)
        );
        // 3 retired in March.
        assert_eq!(
            named(&office, &week(20, 3)).await,
            Err(DeputyRefusal::NotInService)
        );
        let past = new(20, 30, day(2026, 11, 21), None);
        assert_eq!(named(&office, &past).await, Err(DeputyRefusal::InThePast));
        let silent = NewDeputy {
            reason: "　 ".to_owned(),
            ..week(20, 30)
        };
        assert_eq!(named(&office, &silent).await, Err(DeputyRefusal::NoReason));
        assert!(all(&office, &personnel()).await.is_empty(), "{kind}");

        named(&office, &week(20, 30)).await.unwrap();
        // The same days, the last day, and without an end.
        let last_day = new(20, 21, day(2026, 11, 28), Some(day(2026, 12, 1)));
        for again in [week(20, 21), last_day, new(20, 21, TODAY, None)] {
            assert_eq!(
                named(&office, &again).await,
                Err(DeputyRefusal::Overlap),
                "{kind}"
            );
        }
        // The next day is free.
        named(
            &office,
            &new(20, 21, day(2026, 11, 29), Some(day(2026, 12, 1))),
        )
        .await
        .unwrap();
        // 30 stands in for 20: has no deputy in these days, and 20 stands in for nobody.
        assert_eq!(
            named(&office, &week(30, 31)).await,
            Err(DeputyRefusal::Chain),
            "{kind}"
        );
        assert_eq!(
            named(&office, &week(22, 20)).await,
            Err(DeputyRefusal::Chain),
            "{kind}"
        );
        // Two may have the same deputy.
        named(&office, &week(22, 30)).await.unwrap();
    }
}

#[tokio::test]
async fn who_may_name_a_deputy_for_whom() {
    for office in offices().await {
        with_heads(&office).await;
        let head = actor(&office, "kikaku", 20).await;
        let team = actor(&office, "kikakukakari", 21).await;
        let member = actor(&office, "kikakuin", 30).await;
        let from = |n: i8| (day(2026, 12, n), Some(day(2026, 12, n + 1)));
        let try_it = async |actor: &Actor, principal: i64, n: i8| {
            let (from, to) = from(n);
            let new = new(principal, 31, from, to);
            name(&office, actor, &new).await.map(Result::unwrap).is_ok()
        };
        assert!(try_it(&member, 30, 1).await, "one's own");
        assert!(!try_it(&member, 21, 2).await, "for the own head");
        assert!(try_it(&head, 20, 3).await, "one's own");
        assert!(try_it(&head, 21, 4).await, "for a member of the section");
        assert!(!try_it(&head, 22, 5).await, "for another section");
        assert!(!try_it(&head, 10, 6).await, "for the own head");
        assert!(!try_it(&team, 30, 7).await, "the head of a team");
        assert!(try_it(&personnel(), 10, 8).await, "personnel for anybody");
        assert_eq!(all(&office, &personnel()).await.len(), 4, "{}", office.kind);
        let seen = |lines: Vec<DeputyLine>| {
            let mut seen: Vec<i64> = lines.iter().map(|line| line.principal.0).collect();
            seen.sort_unstable();
            seen
        };
        assert_eq!(seen(all(&office, &head).await), [20, 21, 30]);
        assert_eq!(seen(all(&office, &member).await), [30]);
    }
}

#[tokio::test]
async fn a_deputyship_is_ended_at_once_by_either_of_the_two() {
    for office in offices().await {
        with_heads(&office).await;
        let deputy = actor(&office, "daiketsu", 30).await;
        let other = actor(&office, "kouhouin", 31).await;
        let id = named(&office, &new(20, 30, TODAY, None)).await.unwrap();
        let end = async |actor: &Actor, version| {
            accounts::end_deputy(&office.db, &office.clock, &may(actor), id, version).await
        };
        let standing = async || {
            accounts::standing_in(&office.db, &[EmployeeId(20), EmployeeId(22)], TODAY)
                .await
                .unwrap()
        };
        assert_eq!(standing().await, [(EmployeeId(20), EmployeeId(30))]);
        assert!(end(&other, 1).await.is_err(), "a stranger may not");
        assert_eq!(end(&deputy, 2).await.unwrap(), Err(DeputyRefusal::Stale));
        assert_eq!(end(&deputy, 1).await.unwrap(), Ok(()));
        assert_eq!(end(&deputy, 2).await.unwrap(), Err(DeputyRefusal::Ended));
        assert_eq!(standing().await, [], "{}", office.kind);
        let acts = office.journal().await;
        assert_eq!(
            acts[acts.len() - 2..],
            ["accounts.deputy.named", "accounts.deputy.ended"]
        );
        // The days are free again, and the line tells what was.
        named(&office, &new(20, 31, TODAY, None)).await.unwrap();
        let lines = all(&office, &personnel()).await;
        let ended = lines.iter().find(|line| line.id == id).unwrap();
        assert!(!ended.holds(TODAY) && ended.ended_at.is_some());
        assert_eq!(ended.principal_unit.as_deref(), Some("企画課"));
        let own = accounts::deputies_of(&office.db, &office.clock, EmployeeId(20), 10)
            .await
            .unwrap();
        assert_eq!(own.len(), 2);
        let of_deputy = accounts::principals_of(&office.db, EmployeeId(31), TODAY)
            .await
            .unwrap();
        assert_eq!(of_deputy, [EmployeeId(20)]);
    }
}

#[tokio::test]
async fn two_who_name_a_deputy_for_the_same_days_at_once_do_not_both_succeed() {
    for office in offices().await {
        with_heads(&office).await;
        let (one, two) = (new(20, 30, TODAY, None), new(20, 31, TODAY, None));
        let (one, two) = tokio::join!(named(&office, &one), named(&office, &two));
        let refused = [one, two].into_iter().filter_map(Result::err);
        assert_eq!(
            refused.collect::<Vec<_>>(),
            [DeputyRefusal::Overlap],
            "{}",
            office.kind
        );
    }
}
