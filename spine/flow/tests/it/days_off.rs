//! Deadlines and reminders over golden week and the New Year, and over days off that a city has put in.

use crate::town::{OFFICER, TEAM_HEAD, Town, day, towns};
use crate::workshop::{HANAKO, Offered, workshops};
use access::{Actor, Allowed, EditHolidays};
use calendar::Date;
use flow::notices::{REMIND, notices};
use flow::{Counting, Pending, StepState, Terms, Todo};
use jiff::Timestamp;

async fn due_of_an_application_on(town: &Town, day: Date, subject: &str) -> Option<Date> {
    town.go_to(day);
    let id = town.apply(subject, OFFICER).await;
    let steps = town.steps(id).await;
    assert_eq!(steps[0].state, StepState::Open);
    steps[0].due_on
}

fn allowed() -> Allowed<EditHolidays> {
    Allowed::ask(Actor::operator("test")).unwrap()
}

fn now() -> Timestamp {
    "2026-01-05T00:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn an_application_before_golden_week_is_due_after_it() {
    for town in towns().await {
        let due = due_of_an_application_on(&town, day(2026, 4, 28), "thing:1").await;
        // 30 April, 1, 7, 8 and 11 May.
        assert_eq!(due, Some(day(2026, 5, 11)), "{}", town.kind);
        // The head's step opens on 1 May: 7, 8, 11, 12 and 13 May.
        town.go_to(day(2026, 5, 1));
        let id = flow::latest(&town.db, "thing:1").await.unwrap().unwrap().id;
        town.approve(TEAM_HEAD, id).await.unwrap();
        assert_eq!(town.steps(id).await[1].due_on, Some(day(2026, 5, 13)));
    }
}

#[tokio::test]
async fn an_application_before_the_new_year_is_due_after_the_closure() {
    for town in towns().await {
        let due = due_of_an_application_on(&town, day(2026, 12, 25), "thing:1").await;
        // 28 December, 4 to 7 January.
        assert_eq!(due, Some(day(2027, 1, 7)), "{}", town.kind);
    }
}

#[tokio::test]
async fn a_city_that_counts_every_day_does_not_care_about_days_off() {
    for mut town in towns().await {
        town.terms = Terms {
            counting: Counting::CalendarDays,
            ..Terms::default()
        };
        let due = due_of_an_application_on(&town, day(2026, 4, 28), "thing:1").await;
        assert_eq!(due, Some(day(2026, 5, 3)), "{}", town.kind);
    }
}

#[tokio::test]
async fn a_day_off_of_the_city_moves_deadlines_from_then_on() {
    for town in towns().await {
        let monday = day(2026, 8, 3);
        let before = due_of_an_application_on(&town, monday, "thing:1").await;
        assert_eq!(before, Some(day(2026, 8, 10)), "{}", town.kind);
        let name = "平和記念日";
        holidays::add_day(&town.db, now(), &allowed(), day(2026, 8, 6), name)
            .await
            .unwrap();
        // 11 August is 山の日.
        let after = due_of_an_application_on(&town, monday, "thing:2").await;
        assert_eq!(after, Some(day(2026, 8, 12)));
    }
}

#[tokio::test]
async fn overdue_decisions_do_not_go_up_in_golden_week() {
    for town in towns().await {
        // Due on 28 April; five workdays of grace end on 11 May.
        let due = due_of_an_application_on(&town, day(2026, 4, 21), "thing:1").await;
        assert_eq!(due, Some(day(2026, 4, 28)), "{}", town.kind);
        let id = flow::latest(&town.db, "thing:1").await.unwrap().unwrap().id;
        for (today, gone_up) in [
            (day(2026, 5, 6), 0),
            (day(2026, 5, 11), 0),
            (day(2026, 5, 12), 1),
        ] {
            town.go_to(today);
            let passed = flow::escalate_overdue(&town.db, &town.desk())
                .await
                .unwrap();
            assert_eq!(passed.overdue.len(), gone_up, "{today}");
        }
        assert_eq!(town.states(id).await[0], StepState::Escalated);
    }
}

/// Something that is due on 7 May 2026, the first workday after golden week.
fn after_golden_week<'a>(
    _: &'a store::Db,
    actor: &'a Actor,
    _: Date,
    _: &'a words::Text,
) -> Pending<'a> {
    let hers = actor.account == Some(HANAKO);
    Box::pin(async move {
        let todo = Todo {
            kind: "test-line",
            title: "実績の入力".to_owned(),
            detail: String::new(),
            due: Some(day(2026, 5, 7)),
            href: "/a".to_owned(),
            action: "test-line",
        };
        Ok(if hers { vec![todo] } else { Vec::new() })
    })
}

#[tokio::test]
async fn people_are_reminded_three_workdays_ahead_not_in_the_middle_of_golden_week() {
    let offices = workshops(|| Offered {
        duties: vec![REMIND],
        todos: vec![after_golden_week],
        ..Offered::default()
    });
    for office in offices.await {
        // 30 April and 1 May lie between 28 April and 7 May.
        for (moment, told) in [("2026-04-27T01:00:00Z", 0), ("2026-04-28T01:00:00Z", 1)] {
            office.clock.set(moment.parse().unwrap());
            office.ask(&REMIND.job, 0, HANAKO).await;
            office.worker().run_all().await.unwrap();
            let found = notices(&office.db, HANAKO, true, 0, 50).await.unwrap();
            assert_eq!(found.len(), told, "{} {moment}", office.kind);
        }
    }
}
