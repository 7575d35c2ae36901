//! Applications travel their route: one after the other, side by side, back and again.

use crate::town::{
    BROKEN, COLLEAGUE, DEPARTMENT_HEAD, OFFICER, PERSONNEL, SECTION_HEAD, TEAM_HEAD, TREASURER,
    TREASURY, Town, day, towns,
};
use calendar::Period;
use flow::{
    Decision, Done, Filing, FlowError, FlowRefusal, Level, NewRoute, RouteStep, Rule, Ruling,
    State, StepState, Who,
};
use people::{Page, UnitId};

const FIRST: Page = Page {
    offset: 0,
    limit: 50,
};

pub fn refusal<T: std::fmt::Debug>(done: Done<T>) -> FlowRefusal {
    match done {
        Err(FlowError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

pub fn step(position: i64, rule: Rule, who: Who) -> RouteStep {
    RouteStep {
        position,
        rule,
        who,
        due_days: None,
    }
}

/// A route for everything from April on.
pub fn route(steps: Vec<RouteStep>) -> NewRoute {
    NewRoute {
        kind: None,
        unit: None,
        rank_from: None,
        amount_from: None,
        period: Period::starting(day(2026, 4, 1)),
        steps,
    }
}

#[tokio::test]
async fn an_application_goes_from_the_team_to_the_section_and_takes_effect_once() {
    for town in towns().await {
        let id = town.apply("thing:1", OFFICER).await;
        assert_eq!(town.states(id).await, [StepState::Open, StepState::Waiting]);
        let steps = town.steps(id).await;
        // Monday with five workdays: the next Monday.
        assert_eq!(steps[0].due_on, Some(day(2026, 11, 16)), "{}", town.kind);
        assert_eq!(steps[1].due_on, None);

        let outcome = town.approve(TEAM_HEAD, id).await.unwrap();
        assert_eq!((outcome.state, outcome.already), (State::InProgress, false));
        assert!(
            town.effects().await.is_empty(),
            "nothing before the last step"
        );
        let outcome = town.approve(SECTION_HEAD, id).await.unwrap();
        assert_eq!(outcome.state, State::Approved);
        assert_eq!(town.effects().await, ["thing:1 approved"]);
        assert_eq!(town.state(id).await, State::Approved);

        let record = town.record(OFFICER, id).await.unwrap();
        let done: Vec<Decision> = record.decisions.iter().map(|one| one.decision).collect();
        let expected = [Decision::Submitted, Decision::Approved, Decision::Approved];
        assert_eq!(done, expected);
        assert_eq!(record.decisions[1].post, "研修係 長");
        let acts =
            town.texts("SELECT act FROM journal_entries WHERE act LIKE 'flow.%' ORDER BY seq");
        assert_eq!(
            acts.await,
            [
                "flow.application.submitted",
                "flow.step.approved",
                "flow.application.approved"
            ]
        );
    }
}

#[tokio::test]
async fn everybody_of_a_group_must_approve_where_the_route_says_all() {
    for town in towns().await {
        let steps = vec![
            step(1, Rule::All, Who::Head(Level::Section)),
            step(1, Rule::All, Who::UnitHead(UnitId(TREASURY))),
            step(2, Rule::All, Who::Head(Level::Department)),
        ];
        let added =
            flow::add_route(&town.db, &town.desk(), &Town::may_route(), &route(steps)).await;
        added.unwrap();
        let id = town.apply("thing:1", OFFICER).await;
        town.approve(TREASURER, id).await.unwrap();
        let expected = [StepState::Open, StepState::Approved, StepState::Waiting];
        assert_eq!(town.states(id).await, expected, "{}", town.kind);
        town.approve(SECTION_HEAD, id).await.unwrap();
        assert_eq!(town.states(id).await[2], StepState::Open);
        town.approve(DEPARTMENT_HEAD, id).await.unwrap();
        assert_eq!(town.effects().await, ["thing:1 approved"]);
    }
}

#[tokio::test]
async fn one_of_a_group_is_enough_where_the_route_says_any() {
    for town in towns().await {
        let steps = vec![
            step(1, Rule::Any, Who::Head(Level::Section)),
            step(1, Rule::Any, Who::UnitHead(UnitId(TREASURY))),
        ];
        let added =
            flow::add_route(&town.db, &town.desk(), &Town::may_route(), &route(steps)).await;
        added.unwrap();
        let id = town.apply("thing:1", OFFICER).await;
        let late = town.waiting_for(SECTION_HEAD, id).await;
        town.approve(TREASURER, id).await.unwrap();
        let expected = [StepState::Unneeded, StepState::Approved];
        assert_eq!(town.states(id).await, expected, "{}", town.kind);
        let ended = refusal(
            town.decide(SECTION_HEAD, late, Ruling::Reject, "遅い")
                .await,
        );
        let state = State::Approved;
        assert_eq!(ended, FlowRefusal::Ended { state });
        assert_eq!(town.effects().await, ["thing:1 approved"]);
    }
}

#[tokio::test]
async fn a_returned_application_is_handed_in_again_and_keeps_its_history() {
    for town in towns().await {
        let id = town.apply("thing:1", OFFICER).await;
        town.approve(TEAM_HEAD, id).await.unwrap();
        let old = town.waiting_for(SECTION_HEAD, id).await;
        let missing = refusal(town.decide(SECTION_HEAD, old, Ruling::Return, " ").await);
        assert_eq!(missing, FlowRefusal::ReasonMissing);
        let outcome = town
            .decide(SECTION_HEAD, old, Ruling::Return, "見積りを付けてください")
            .await;
        assert_eq!(outcome.unwrap().state, State::Returned);
        assert_eq!(town.effects().await, ["thing:1 returned"]);
        let seats = town.seats(OFFICER).await;
        assert_eq!(flow::returned_to(&town.db, &seats).await.unwrap().len(), 1);

        let again = Filing {
            title: "見積りを付けて机を買う",
            ..Town::filing("thing:1", OFFICER)
        };
        let submitted = town.file(&again).await.unwrap();
        assert_eq!(
            (submitted.application, submitted.round),
            (id, 2),
            "{}",
            town.kind
        );
        assert_eq!(town.states(id).await, [StepState::Open, StepState::Waiting]);
        // A form of the first round decides nothing any more.
        let stale = town.decide(SECTION_HEAD, old, Ruling::Approve, "").await;
        let expected = FlowRefusal::Decided {
            by: "職員 110号".to_owned(),
            decision: Decision::Returned,
        };
        assert_eq!(refusal(stale), expected);

        town.approve(TEAM_HEAD, id).await.unwrap();
        town.approve(SECTION_HEAD, id).await.unwrap();
        let record = town.record(OFFICER, id).await.unwrap();
        assert_eq!(record.application.title, "見積りを付けて机を買う");
        assert_eq!(record.steps.len(), 4, "the steps of both rounds");
        assert_eq!(record.decisions.len(), 6);
        assert_eq!(
            town.effects().await,
            ["thing:1 returned", "thing:1 approved"]
        );
    }
}

#[tokio::test]
async fn only_the_applicant_withdraws_and_not_after_the_end() {
    for town in towns().await {
        let id = town.apply("thing:1", OFFICER).await;
        let withdraw = async |who: i64| {
            let mut tx = town.db.begin().await?;
            let may = Town::may(who);
            let done = flow::withdraw(&mut tx, &town.desk(), &town.kinds, &may, id, "").await?;
            tx.commit().await?;
            Ok(done)
        };
        assert_eq!(
            refusal(withdraw(TEAM_HEAD).await),
            FlowRefusal::NotTheApplicant
        );
        assert!(!withdraw(OFFICER).await.unwrap().already, "{}", town.kind);
        assert!(
            withdraw(OFFICER).await.unwrap().already,
            "a form sent twice"
        );
        assert_eq!(
            town.states(id).await,
            [StepState::Closed, StepState::Closed]
        );
        assert_eq!(town.effects().await, ["thing:1 withdrawn"]);

        // The same thing can be applied for again, as another application.
        let second = town.apply("thing:1", OFFICER).await;
        assert_ne!(second, id);
        town.approve(TEAM_HEAD, second).await.unwrap();
        town.approve(SECTION_HEAD, second).await.unwrap();
        let withdraw = {
            let mut tx = town.db.begin().await.unwrap();
            let may = Town::may(OFFICER);
            flow::withdraw(&mut tx, &town.desk(), &town.kinds, &may, second, "").await
        };
        let state = State::Approved;
        assert_eq!(refusal(withdraw), FlowRefusal::Ended { state });
    }
}

#[tokio::test]
async fn a_deputy_decides_and_the_principal_sees_it_afterwards() {
    for town in towns().await {
        let (first, end) = (day(2026, 11, 9), day(2026, 11, 11));
        town.deputy(TEAM_HEAD, COLLEAGUE, first, end).await;
        let id = town.apply("thing:1", OFFICER).await;
        let outcome = town.approve(COLLEAGUE, id).await.unwrap();
        assert_eq!(
            outcome.in_place_of.as_deref(),
            Some("職員 111号"),
            "{}",
            town.kind
        );
        let record = town.record(OFFICER, id).await.unwrap();
        let decision = &record.decisions[1];
        let told = (decision.name.as_str(), decision.principal.as_deref());
        assert_eq!(told, ("職員 21号", Some("職員 111号")));

        let principal = town.seats(TEAM_HEAD).await;
        let unseen = flow::in_my_place(&town.db, &principal).await.unwrap();
        assert_eq!(unseen.len(), 1);
        assert!(unseen[0].in_my_place && !unseen[0].seen);
        let mut tx = town.db.begin().await.unwrap();
        let may = Town::may(TEAM_HEAD);
        assert_eq!(
            flow::seen(&mut tx, &town.desk(), &may, id).await.unwrap(),
            1
        );
        tx.commit().await.unwrap();
        assert!(
            flow::in_my_place(&town.db, &principal)
                .await
                .unwrap()
                .is_empty()
        );
        let done = flow::decided(&town.db, &principal, FIRST).await.unwrap();
        assert!(done.lines[0].seen && done.lines[0].in_my_place);

        // On the first day without the deputy nothing waits for them.
        let second = town.apply("thing:2", OFFICER).await;
        let step = town.waiting_for(COLLEAGUE, second).await;
        town.go_to(end);
        let seats = town.seats(COLLEAGUE).await;
        let waiting = flow::waiting(&town.db, &seats, None, flow::Order::Due, FIRST)
            .await
            .unwrap();
        assert_eq!((waiting.total, waiting.lines.len()), (0, 0));
        let refused = refusal(town.decide(COLLEAGUE, step, Ruling::Approve, "").await);
        assert_eq!(refused, FlowRefusal::NotYourStep);
        assert_eq!(town.record(COLLEAGUE, second).await, None);
        assert!(
            town.record(COLLEAGUE, id).await.is_some(),
            "what one has decided stays in sight"
        );
    }
}

#[tokio::test]
async fn an_approval_is_taken_back_until_somebody_has_decided_after_it() {
    for town in towns().await {
        let id = town.apply("thing:1", OFFICER).await;
        let step = town.waiting_for(TEAM_HEAD, id).await;
        town.approve(TEAM_HEAD, id).await.unwrap();
        let take_back = async |who: i64| {
            let mut tx = town.db.begin().await?;
            let done = flow::take_back(&mut tx, &town.desk(), &Town::may(who), step).await?;
            tx.commit().await?;
            Ok(done)
        };
        assert_eq!(
            refusal(take_back(SECTION_HEAD).await),
            FlowRefusal::NotYourStep
        );
        let record = town.record(TEAM_HEAD, id).await.unwrap();
        assert_eq!(record.mine.take_back, Some(step));
        take_back(TEAM_HEAD).await.unwrap();
        assert_eq!(
            town.states(id).await,
            [StepState::Open, StepState::Waiting],
            "{}",
            town.kind
        );
        assert!(
            take_back(TEAM_HEAD).await.unwrap().already,
            "a form sent twice"
        );

        town.approve(TEAM_HEAD, id).await.unwrap();
        town.approve(SECTION_HEAD, id).await.unwrap();
        let state = State::Approved;
        assert_eq!(
            refusal(take_back(TEAM_HEAD).await),
            FlowRefusal::Ended { state }
        );
        assert_eq!(
            town.record(TEAM_HEAD, id).await.unwrap().mine.take_back,
            None
        );
        assert_eq!(town.effects().await, ["thing:1 approved"]);
    }
}

#[tokio::test]
async fn of_two_heads_at_once_one_decides_and_the_other_is_told() {
    for town in towns().await {
        // The head of the treasury acts for the personnel section as well.
        town.run(
            "INSERT INTO appointments (id, employee_id, unit_id, kind, post_title, rank, heads, valid_from)
             SELECT 9001, 120, 11, 'acting', '課長事務取扱', 'section-head', heads, valid_from
               FROM appointments WHERE id = 110",
        )
        .await;
        let id = town.apply("thing:1", OFFICER).await;
        town.approve(TEAM_HEAD, id).await.unwrap();
        let step = town.waiting_for(SECTION_HEAD, id).await;
        assert_eq!(step, town.waiting_for(TREASURER, id).await);
        let (one, other) = tokio::join!(
            town.decide(SECTION_HEAD, step, Ruling::Approve, ""),
            town.decide(TREASURER, step, Ruling::Reject, "予算がありません"),
        );
        let (won, lost) = if one.is_ok() {
            (one, other)
        } else {
            (other, one)
        };
        let won = won.unwrap();
        let told = refusal(lost);
        assert!(
            matches!(told, FlowRefusal::Decided { .. }),
            "{}: {told:?}",
            town.kind
        );
        let sentence = told.sentence(&Town::text());
        assert!(sentence.contains("先に職員 1"), "{sentence}");
        assert_eq!(
            town.effects().await,
            [format!("thing:1 {}", won.state.word())]
        );
        assert_eq!(town.state(id).await, won.state);
    }
}

#[tokio::test]
async fn a_form_sent_twice_decides_once() {
    for town in towns().await {
        let id = town.apply("thing:1", OFFICER).await;
        let step = town.waiting_for(TEAM_HEAD, id).await;
        let (one, other) = tokio::join!(
            town.decide(TEAM_HEAD, step, Ruling::Approve, ""),
            town.decide(TEAM_HEAD, step, Ruling::Approve, ""),
        );
        let (one, other) = (one.unwrap(), other.unwrap());
        assert!(one.already != other.already, "{}", town.kind);
        let last = town.waiting_for(SECTION_HEAD, id).await;
        town.decide(SECTION_HEAD, last, Ruling::Approve, "")
            .await
            .unwrap();
        let again = town
            .decide(SECTION_HEAD, last, Ruling::Approve, "")
            .await
            .unwrap();
        assert_eq!((again.state, again.already), (State::Approved, true));
        assert_eq!(town.effects().await, ["thing:1 approved"]);
        assert_eq!(town.record(OFFICER, id).await.unwrap().decisions.len(), 3);
    }
}

#[tokio::test]
async fn an_effect_that_fails_leaves_everything_as_it_was() {
    for town in towns().await {
        let filing = Filing {
            kind: BROKEN.kind,
            ..Town::filing("broken:1", OFFICER)
        };
        let id = town.file(&filing).await.unwrap().application;
        town.approve(TEAM_HEAD, id).await.unwrap();
        let before = town.record(PERSONNEL, id).await;
        let failed = town.approve(SECTION_HEAD, id).await;
        assert!(matches!(failed, Err(FlowError::Fault(_))), "{}", town.kind);
        assert_eq!(town.record(PERSONNEL, id).await, before);
    }
}

#[tokio::test]
async fn nobody_decides_or_sees_what_is_not_theirs() {
    for town in towns().await {
        let id = town.apply("thing:1", OFFICER).await;
        let step = town.waiting_for(TEAM_HEAD, id).await;
        for stranger in [COLLEAGUE, TREASURER, DEPARTMENT_HEAD] {
            assert_eq!(
                town.record(stranger, id).await,
                None,
                "{} {stranger}",
                town.kind
            );
            let refused = refusal(town.decide(stranger, step, Ruling::Approve, "").await);
            assert_eq!(refused, FlowRefusal::NotYourStep);
        }
        // The personnel section sees it and does not decide it.
        assert!(town.record(PERSONNEL, id).await.is_some());
        let refused = refusal(town.decide(PERSONNEL, step, Ruling::Approve, "").await);
        assert_eq!(refused, FlowRefusal::NotYourStep);
        // The head of the section sees it coming, but their turn has not come.
        let later = town.steps(id).await[1].id;
        let early = refusal(town.decide(SECTION_HEAD, later, Ruling::Approve, "").await);
        assert_eq!(early, FlowRefusal::NotYet);
        let missing = town
            .decide(TEAM_HEAD, flow::StepId(1), Ruling::Approve, "")
            .await;
        assert!(matches!(missing, Err(FlowError::NotFound)));
    }
}

#[tokio::test]
async fn the_same_subject_is_on_its_way_once() {
    for town in towns().await {
        let filing = Town::filing("thing:1", OFFICER);
        let (one, other) = tokio::join!(town.file(&filing), town.file(&filing));
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_eq!(one.application, other.application, "{}", town.kind);
        assert!(one.already != other.already);
        let by_other = town.file(&Town::filing("thing:1", COLLEAGUE)).await;
        assert_eq!(refusal(by_other), FlowRefusal::OnItsWay);
        assert_eq!(
            town.count("SELECT COUNT(*) FROM approval_applications")
                .await,
            1
        );
    }
}

#[tokio::test]
async fn lists_count_sort_and_show_only_what_is_ones_own() {
    for town in towns().await {
        for number in 0..3 {
            town.go_to(day(2026, 11, 9 + number));
            town.apply(&format!("thing:{number}"), OFFICER).await;
        }
        let team = town.seats(TEAM_HEAD).await;
        let page = Page {
            offset: 0,
            limit: 2,
        };
        let waiting = flow::waiting(&town.db, &team, None, flow::Order::DueLast, page).await;
        let waiting = waiting.unwrap();
        assert_eq!(
            (waiting.total, waiting.lines.len()),
            (3, 2),
            "{}",
            town.kind
        );
        assert!(waiting.lines[0].due_on > waiting.lines[1].due_on);
        let other =
            flow::waiting(&town.db, &team, Some("test.other"), flow::Order::Due, page).await;
        assert_eq!(other.unwrap().total, 0);
        let counts = flow::waiting_counts(&town.db, &team, day(2026, 11, 17))
            .await
            .unwrap();
        assert_eq!(counts.len(), 1);
        assert_eq!((counts[0].count, counts[0].overdue), (3, 1));
        assert_eq!(counts[0].due_on, day(2026, 11, 16));
        let steps: Vec<_> = waiting.lines.iter().map(|line| line.step).collect();
        assert_eq!(
            flow::waiting_among(&town.db, &team, &steps)
                .await
                .unwrap()
                .len(),
            2
        );
        let section = town.seats(SECTION_HEAD).await;
        assert!(
            flow::waiting_among(&town.db, &section, &steps)
                .await
                .unwrap()
                .is_empty()
        );

        let own = town.seats(OFFICER).await;
        assert_eq!(flow::mine(&town.db, &own, FIRST).await.unwrap().total, 3);
        assert_eq!(flow::mine(&town.db, &team, FIRST).await.unwrap().total, 0);
        let until = day(2026, 12, 31);
        let due = async |seats| {
            flow::deadlines(&town.db, seats, until, FIRST)
                .await
                .unwrap()
                .total
        };
        let personnel = town.seats(PERSONNEL).await;
        let colleague = town.seats(COLLEAGUE).await;
        assert_eq!(due(&own).await, 3);
        assert_eq!(due(&team).await, 3);
        assert_eq!(due(&personnel).await, 3);
        assert_eq!((due(&section).await, due(&colleague).await), (0, 0));
    }
}

#[tokio::test]
async fn the_applicant_is_told_of_the_end_and_nobody_before() {
    for town in towns().await {
        let id = town.apply("thing:1", OFFICER).await;
        town.approve(TEAM_HEAD, id).await.unwrap();
        let told = "SELECT n.kind FROM notices n JOIN notice_recipients r ON r.notice_id = n.id
                      JOIN accounts a ON a.id = r.account_id WHERE a.employee_id = 20";
        assert!(town.texts(told).await.is_empty(), "{}", town.kind);
        town.approve(SECTION_HEAD, id).await.unwrap();
        assert_eq!(town.texts(told).await, ["flow.decided"]);
    }
}
