//! Who decides when: heads who come and go, overdue and vacant posts, definitions of routes.

use crate::applications::{refusal, route, step};
use crate::town::{COLLEAGUE, DEPARTMENT_HEAD, OFFICER, PERSONNEL, TEAM_HEAD, Town, day, towns};
use calendar::Period;
use flow::{Decision, FlowRefusal, Level, Moved, NewRoute, Rule, Seat, State, StepState, Who};
use people::{EmployeeId, UnitId};

#[tokio::test]
async fn a_transferred_head_loses_sight_and_the_new_head_decides() {
    for town in towns().await {
        let id = town.apply("thing:1", OFFICER).await;
        town.run("UPDATE appointments SET valid_to = '2026-11-10' WHERE id = 111")
            .await;
        town.run(
            "INSERT INTO appointments (id, employee_id, unit_id, kind, post_title, rank, heads, valid_from)
             SELECT 9002, 21, 111, 'concurrent', '係長', 'team-head', heads, '2026-11-10'
               FROM appointments WHERE id = 111",
        )
        .await;
        town.go_to(day(2026, 11, 10));
        assert_eq!(town.record(TEAM_HEAD, id).await, None, "{}", town.kind);
        town.approve(COLLEAGUE, id).await.unwrap();
    }
}

#[tokio::test]
async fn an_overdue_decision_goes_up_and_the_record_says_so() {
    for town in towns().await {
        let id = town.apply("thing:1", OFFICER).await;
        // Due on Monday the 16th, five workdays of grace: until Tuesday the 24th, because Monday is a holiday.
        town.go_to(day(2026, 11, 24));
        let none = flow::escalate_overdue(&town.db, &town.desk())
            .await
            .unwrap();
        assert_eq!(none, flow::Escalated::default(), "{}", town.kind);
        town.go_to(day(2026, 11, 25));
        let passed = flow::escalate_overdue(&town.db, &town.desk())
            .await
            .unwrap();
        assert_eq!(passed.overdue, [id]);
        // The head of the section decides later anyway: no second step for the same head.
        assert_eq!(
            town.states(id).await,
            [StepState::Escalated, StepState::Open]
        );

        town.go_to(day(2026, 12, 10));
        flow::escalate_overdue(&town.db, &town.desk())
            .await
            .unwrap();
        let steps = town.steps(id).await;
        assert_eq!(steps[2].seat, Seat::Head(UnitId(1)));
        assert_eq!(
            (steps[2].moved, steps[2].state),
            (Some(Moved::Overdue), StepState::Open)
        );
        let outcome = town.approve(DEPARTMENT_HEAD, id).await.unwrap();
        assert_eq!(outcome.state, State::Approved);
        let record = town.record(OFFICER, id).await.unwrap();
        let escalations = record.decisions.iter();
        let escalations = escalations.filter(|one| one.decision == Decision::Escalated);
        assert_eq!(escalations.count(), 2);
    }
}

#[tokio::test]
async fn a_post_that_falls_vacant_is_decided_by_the_next_above() {
    for town in towns().await {
        let id = town.apply("thing:1", OFFICER).await;
        town.run("UPDATE appointments SET valid_to = '2026-11-10' WHERE id IN (110, 111)")
            .await;
        town.go_to(day(2026, 11, 10));
        let passed = flow::escalate_overdue(&town.db, &town.desk())
            .await
            .unwrap();
        assert_eq!(passed.vacant, [id], "{}", town.kind);
        // Both posts are vacant: the head of the department decides for the team, and once for all.
        let outcome = town.approve(DEPARTMENT_HEAD, id).await.unwrap();
        let steps = town.steps(id).await;
        assert_eq!(outcome.state, State::InProgress);
        assert_eq!(steps.last().unwrap().seat, Seat::Head(UnitId(1)));
        assert_eq!(steps.last().unwrap().moved, Some(Moved::Vacant));
        let outcome = town.approve(DEPARTMENT_HEAD, id).await.unwrap();
        assert_eq!(outcome.state, State::Approved);
    }
}

#[tokio::test]
async fn an_application_that_nobody_could_decide_is_refused() {
    for town in towns().await {
        town.run(
            "UPDATE appointments SET valid_to = '2026-11-09' WHERE id IN (1, 100, 110, 111, 120)",
        )
        .await;
        // The only personnel officer: nobody else is left.
        let own = town.file(&Town::filing("thing:1", PERSONNEL)).await;
        assert_eq!(refusal(own), FlowRefusal::NobodyToDecide, "{}", town.kind);
        let gone = town.file(&Town::filing("thing:1", 77)).await;
        assert_eq!(refusal(gone), FlowRefusal::NotInService);
        // For everybody else the personnel officer decides.
        let id = town.apply("thing:2", OFFICER).await;
        assert_eq!(town.steps(id).await[0].moved, Some(Moved::Vacant));
        town.approve(PERSONNEL, id).await.unwrap();
        assert_eq!(town.effects().await, ["thing:2 approved"]);
    }
}

#[tokio::test]
async fn definitions_hold_for_their_days_and_are_not_doubled() {
    for town in towns().await {
        let (desk, may) = (town.desk(), Town::may_route());
        let department = || vec![step(1, Rule::All, Who::Head(Level::Department))];
        let until_december = NewRoute {
            period: Period::new(day(2026, 4, 1), Some(day(2026, 12, 1))).unwrap(),
            ..route(department())
        };
        let id = flow::add_route(&town.db, &desk, &may, &until_december)
            .await
            .unwrap();
        let twice = flow::add_route(&town.db, &desk, &may, &route(department())).await;
        assert_eq!(refusal(twice), FlowRefusal::SameRoute, "{}", town.kind);
        let nobody = vec![step(1, Rule::All, Who::Person(EmployeeId(999)))];
        let nobody = flow::add_route(&town.db, &desk, &may, &route(nobody)).await;
        assert_eq!(refusal(nobody), FlowRefusal::StepNamesNobody);
        let empty = flow::add_route(&town.db, &desk, &may, &route(Vec::new())).await;
        assert_eq!(refusal(empty), FlowRefusal::StepsMissing);

        let shown = async |on| {
            let who = EmployeeId(OFFICER);
            let preview = flow::preview(&town.db, "test.thing", who, None, on)
                .await
                .unwrap();
            let seats: Vec<Seat> = preview.steps.iter().map(|step| step.seat).collect();
            (preview.route, seats)
        };
        let head = |unit| Seat::Head(UnitId(unit));
        assert_eq!(shown(day(2026, 11, 30)).await, (Some(id), vec![head(1)]));
        assert_eq!(
            shown(day(2026, 12, 1)).await,
            (None, vec![head(111), head(11)])
        );

        let past = flow::end_route(&town.db, &desk, &may, id, 1, day(2026, 11, 8)).await;
        assert_eq!(refusal(past), FlowRefusal::EndsTooEarly);
        let stale = flow::end_route(&town.db, &desk, &may, id, 7, day(2026, 11, 10)).await;
        assert_eq!(refusal(stale), FlowRefusal::RouteStale);
        flow::end_route(&town.db, &desk, &may, id, 1, day(2026, 11, 10))
            .await
            .unwrap();
        assert_eq!(shown(day(2026, 11, 10)).await.0, None);
        assert_eq!(shown(day(2026, 11, 9)).await.0, Some(id));
        let december = NewRoute {
            period: Period::starting(day(2026, 11, 10)),
            ..route(department())
        };
        flow::add_route(&town.db, &desk, &may, &december)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_step_that_opens_on_a_vacant_post_goes_up_at_once() {
    for town in towns().await {
        let id = town.apply("thing:1", OFFICER).await;
        town.run("UPDATE appointments SET valid_to = '2026-11-10' WHERE id = 110")
            .await;
        town.go_to(day(2026, 11, 10));
        town.approve(TEAM_HEAD, id).await.unwrap();
        let states = [StepState::Approved, StepState::Escalated, StepState::Open];
        assert_eq!(town.states(id).await, states, "{}", town.kind);
        let steps = town.steps(id).await;
        assert_eq!(steps[2].seat, Seat::Head(UnitId(1)));
        assert_eq!(steps[2].moved, Some(Moved::Vacant));
        let record = town.record(OFFICER, id).await.unwrap();
        let done: Vec<Decision> = record.decisions.iter().map(|one| one.decision).collect();
        let expected = [Decision::Submitted, Decision::Approved, Decision::Escalated];
        assert_eq!(done, expected);
        let outcome = town.approve(DEPARTMENT_HEAD, id).await.unwrap();
        assert_eq!(outcome.state, State::Approved);
    }
}
