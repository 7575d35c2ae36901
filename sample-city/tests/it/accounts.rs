//! The accounts of the demonstration, in the city that `hagukumi demo` makes.

use access::Actor;
use accounts::Origin;
use plan::records::State::{Draft, Published};
use sample_city::staff::{Organisation, organisation};
use sample_city::{PASSWORD, SAMPLE_ACCOUNTS, SEED, Step, build};
use std::collections::HashMap;
use store::testing::{TestDb, databases};
use store::{Clock, Ids};

struct City {
    test: TestDb,
    clock: Clock,
    organisation: Organisation,
    actors: HashMap<&'static str, Actor>,
}

/// The city of so many people on every database, with everybody signed in.
async fn cities(people: usize) -> Vec<City> {
    let mut cities = Vec::new();
    for test in databases(&crate::schemas()).await.unwrap() {
        let clock = Clock::standing_at("2026-11-22T10:00:00+09:00".parse().unwrap());
        let ids = Ids::new(clock.clone(), 1);
        let mut steps = Vec::new();
        build(&test.db, &ids, &clock, people, &mut |step| steps.push(step))
            .await
            .unwrap();
        assert_eq!(steps, [Step::Staff, Step::Accounts, Step::Plans]);
        let mut actors = HashMap::new();
        for account in SAMPLE_ACCOUNTS {
            let origin = Origin {
                user_agent: "",
                address: "",
                token: None,
            };
            let login = account.login;
            let session = accounts::sign_in(&test.db, &ids, &clock, login, PASSWORD, &origin);
            let session = session.await.unwrap().unwrap();
            actors.insert(login, session.signed_in.actor);
        }
        cities.push(City {
            test,
            clock,
            organisation: organisation(SEED, people).unwrap(),
            actors,
        });
    }
    cities
}

#[tokio::test]
async fn everybody_signs_in_with_the_role_of_the_account() {
    for city in cities(150).await {
        for account in SAMPLE_ACCOUNTS {
            let actor = &city.actors[account.login];
            assert!(
                actor.roles.has(account.role),
                "{} on {}: {:?}",
                account.login,
                city.test.kind,
                actor.roles
            );
        }
    }
}

#[tokio::test]
async fn the_heads_above_the_employee_see_the_employee() {
    for city in cities(750).await {
        let of = |login: &str| &city.actors[login];
        let employee = people::EmployeeId(of("shokuin").employee.unwrap());
        let unit = city.organisation.unit_of(employee).unwrap().0;
        assert!(of("kakaricho").teams.contains(&unit));
        assert!(of("kacho").headed.contains(&unit));
        assert!(of("bucho").headed.contains(&unit));
        assert!(of("shomu").served.contains(&unit));
        let section = city.organisation.unit("デジタル戦略課").unwrap().0;
        assert!(of("digital").units.contains(&section));
        let record = people::employee(&city.test.db, employee).await.unwrap();
        assert!(record.unwrap().service.contains(city.clock.today()));
    }
}

#[tokio::test]
async fn a_draft_of_the_next_plan_is_in_work_and_the_others_are_published() {
    for city in cities(150).await {
        let plans = plan::store::list(&city.test.db).await.unwrap();
        let states: HashMap<&str, plan::records::State> = plans
            .iter()
            .map(|plan| (plan.code.as_str(), plan.state))
            .collect();
        assert_eq!(states[sample_city::DRAFT], Draft);
        assert_eq!(states[sample_city::CURRENT], Published);
        assert_eq!(states[sample_city::PUBLISHED], Published);
        let draft = plan::store::load(&city.test.db, sample_city::DRAFT)
            .await
            .unwrap()
            .unwrap();
        assert!(draft.document.programs.len() > 20);
    }
}
