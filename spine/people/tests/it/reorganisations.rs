//! Reorganisations from the draft to the order and back, on both databases.

use crate::{day, each_database, fill, ids, serving, title};
use calendar::Date;
use jiff::Timestamp;
use people::reorganisations::{
    Applied, Change, Ordering, Part, Place, Problem, ReorganisationId, ReorganisationRefusal,
    ReorganisationState, add_step, continued_since, new_reorganisation, order, place,
    reorganisation, undo,
};
use people::{
    Appointment, AppointmentKind, EmployeeId, Kana, Post, PostId, Rank, Transfer, UnitId, UnitKind,
};
use store::Db;
use store::testing::TestDb;

const APRIL: Date = Date::constant(2027, 4, 1);
const TODAY: Date = Date::constant(2026, 11, 22);

fn at() -> Timestamp {
    Timestamp::from_second(1_795_000_000).unwrap()
}

fn part(code: &str, name: &str, parent: Option<i64>) -> Part {
    Part {
        code: title(code),
        name: title(name),
        short_name: title(name),
        kana: Kana::parse("か").unwrap(),
        kind: UnitKind::Section,
        parent: parent.map(UnitId),
        position: 70,
    }
}

fn merge(unit: i64, target: i64) -> Change {
    Change::Merge {
        unit: UnitId(unit),
        target: UnitId(target),
    }
}

async fn drafted(
    test: &TestDb,
    on: Date,
    changes: &[Change],
    places: &[Place],
) -> ReorganisationId {
    let mut tx = test.db.begin().await.unwrap();
    let name = title("令和9年度組織改正");
    let plan = new_reorganisation(&mut tx, ids(), (&name, on, ""), ("人事 課長", at()))
        .await
        .unwrap();
    for change in changes {
        add_step(&mut tx, ids(), plan.id, change)
            .await
            .unwrap()
            .unwrap();
    }
    if !places.is_empty() {
        place(&mut tx, ids(), plan.id, places)
            .await
            .unwrap()
            .unwrap();
    }
    tx.commit().await.unwrap();
    plan.id
}

async fn version(db: &Db, id: ReorganisationId) -> i64 {
    reorganisation(db, id)
        .await
        .unwrap()
        .unwrap()
        .reorganisation
        .version
}

async fn ordered_as(
    test: &TestDb,
    id: ReorganisationId,
    past: bool,
) -> Result<Applied, ReorganisationRefusal> {
    let how = Ordering {
        expected: version(&test.db, id).await,
        by: "人事 課長",
        at: at(),
        today: TODAY,
        past,
    };
    let mut tx = test.db.begin().await.unwrap();
    let done = order(&mut tx, ids(), id, how).await.unwrap();
    if done.is_ok() {
        tx.commit().await.unwrap();
    }
    done.map(|(_, applied)| applied)
}

async fn ordered(test: &TestDb, id: ReorganisationId) -> Result<Applied, ReorganisationRefusal> {
    ordered_as(test, id, false).await
}

async fn taken_back(test: &TestDb, id: ReorganisationId) -> Result<Date, ReorganisationRefusal> {
    let expected = version(&test.db, id).await;
    let mut tx = test.db.begin().await.unwrap();
    let done = undo(&mut tx, ids(), id, expected, TODAY).await.unwrap();
    if done.is_ok() {
        tx.commit().await.unwrap();
    }
    done
}

async fn unit_of(db: &Db, employee: i64, on: Date) -> Option<i64> {
    people::main_appointment(db, EmployeeId(employee), on)
        .await
        .unwrap()
        .map(|held| held.unit.0)
}

/// Everything that the tables say about units and appointments, as one text to compare.
async fn everything(db: &Db) -> String {
    let mut all: Vec<String> = Vec::new();
    for unit in [1, 2, 11, 12, 111] {
        let history = people::unit_history(db, UnitId(unit)).await.unwrap();
        all.push(format!("{history:?}"));
        let posts = people::posts_of(db, UnitId(unit)).await.unwrap();
        for post in posts {
            all.push(format!("{} {:?}", post.headcount, post.period));
        }
    }
    for employee in 1..=4 {
        let held = people::appointments_of(db, EmployeeId(employee))
            .await
            .unwrap();
        all.push(format!("{held:?}"));
    }
    all.join("\n")
}

#[tokio::test]
async fn a_draft_touches_nothing_and_an_order_takes_effect_on_its_day() {
    for test in each_database().await {
        fill(&test).await;
        let before = everything(&test.db).await;
        let new = Change::Split {
            unit: UnitId(500),
            source: UnitId(12),
            part: part("S500", "契約課", Some(1)),
        };
        let goes = Place {
            employee: EmployeeId(4),
            unit: UnitId(500),
            heads: true,
        };
        let changes = [merge(11, 12), new];
        let id = drafted(&test, APRIL, &changes, &[goes]).await;
        assert_eq!(everything(&test.db).await, before, "{}", test.kind);

        let applied = ordered(&test, id).await.unwrap();
        assert_eq!(applied.moves.len(), 2, "{:?}", applied.moves);
        let eve = day(2027, 3, 31);
        let tree = people::units_on(&test.db, APRIL).await.unwrap();
        assert_eq!(tree.path(UnitId(111)), "総務部 総務課 研修係");
        assert_eq!(tree.path(UnitId(500)), "総務部 契約課");
        assert!(tree.get(UnitId(11)).is_none());
        let tree = people::units_on(&test.db, eve).await.unwrap();
        assert_eq!(tree.path(UnitId(111)), "総務部 人事課 研修係");
        assert_eq!(unit_of(&test.db, 1, eve).await, Some(11));
        assert_eq!(unit_of(&test.db, 1, APRIL).await, Some(12));
        assert_eq!(unit_of(&test.db, 3, APRIL).await, Some(111), "goes with 係");
        assert_eq!(unit_of(&test.db, 4, APRIL).await, Some(500));
        let heads = people::heads_of(&test.db, &[UnitId(500)], APRIL)
            .await
            .unwrap();
        assert_eq!(heads[&UnitId(500)].employee, EmployeeId(4));
        let since = continued_since(&test.db, &[EmployeeId(1), EmployeeId(4)], APRIL)
            .await
            .unwrap();
        assert_eq!(since[&EmployeeId(1)], day(2015, 4, 1), "the years count on");
        assert_eq!(since[&EmployeeId(4)], day(2026, 10, 1));
        let plan = reorganisation(&test.db, id).await.unwrap().unwrap();
        assert_eq!(plan.reorganisation.state, ReorganisationState::Ordered);
        assert_eq!(
            ordered(&test, id).await,
            Err(ReorganisationRefusal::WrongState)
        );
    }
}

#[tokio::test]
async fn people_of_the_teams_of_a_split_section_may_go_along() {
    for test in each_database().await {
        fill(&test).await;
        let new = Change::Split {
            unit: UnitId(510),
            source: UnitId(11),
            part: part("S510", "研修課", Some(1)),
        };
        let goes = Place {
            employee: EmployeeId(3),
            unit: UnitId(510),
            heads: false,
        };
        let id = drafted(&test, APRIL, &[new], &[goes]).await;
        ordered(&test, id).await.unwrap();
        assert_eq!(unit_of(&test.db, 3, APRIL).await, Some(510));
        assert_eq!(unit_of(&test.db, 1, APRIL).await, Some(11), "stays");
        let since = continued_since(&test.db, &[EmployeeId(3)], APRIL)
            .await
            .unwrap();
        assert_eq!(since[&EmployeeId(3)], day(2018, 4, 1));
    }
}

#[tokio::test]
async fn an_order_is_taken_back_before_its_day_without_a_trace_in_the_records() {
    for test in each_database().await {
        fill(&test).await;
        with_posts(&test, 11).await;
        let before = everything(&test.db).await;
        let changes = [
            merge(11, 12),
            Change::Create {
                unit: UnitId(501),
                part: part("S501", "危機管理課", Some(1)),
            },
        ];
        let id = drafted(&test, APRIL, &changes, &[]).await;
        let applied = ordered(&test, id).await.unwrap();
        assert_eq!(applied.posts, [(UnitId(11), 5)]);
        assert_ne!(everything(&test.db).await, before);
        assert_eq!(taken_back(&test, id).await, Ok(APRIL), "{}", test.kind);
        assert_eq!(everything(&test.db).await, before, "{}", test.kind);
        let again = ordered(&test, id).await;
        assert!(again.is_ok(), "{again:?}");
    }
}

async fn with_posts(test: &TestDb, unit: i64) {
    let post = Post {
        id: PostId(ids().next()),
        unit: UnitId(unit),
        rank: Rank::Officer,
        job_family: None,
        headcount: 5,
        period: calendar::Period::starting(day(2020, 4, 1)),
        changed_by: "人事 課長".to_owned(),
        changed_at: at(),
        version: 1,
    };
    let mut tx = test.db.begin().await.unwrap();
    people::insert_posts(&mut tx, &[post]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_rests_on_an_order_keeps_it_from_being_taken_back() {
    for test in each_database().await {
        fill(&test).await;
        let id = drafted(&test, APRIL, &[merge(11, 12)], &[]).await;
        ordered(&test, id).await.unwrap();
        // The person who was moved is transferred on a later day.
        let mut tx = test.db.begin().await.unwrap();
        let transfer = Transfer {
            employee: EmployeeId(1),
            unit: UnitId(111),
            post: title("主任"),
            rank: Rank::Senior,
            heads: false,
            on: day(2027, 7, 1),
        };
        people::transfer(&mut tx, ids(), &transfer)
            .await
            .unwrap()
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            taken_back(&test, id).await,
            Err(ReorganisationRefusal::ChangedSince)
        );
        assert_eq!(unit_of(&test.db, 1, APRIL).await, Some(12));
    }
}

#[tokio::test]
async fn somebody_who_leaves_before_the_day_is_no_obstacle() {
    for test in each_database().await {
        fill(&test).await;
        let id = drafted(&test, APRIL, &[merge(11, 12)], &[]).await;
        ordered(&test, id).await.unwrap();
        let mut tx = test.db.begin().await.unwrap();
        let last = day(2027, 1, 1);
        people::leave(&mut tx, EmployeeId(1), last)
            .await
            .unwrap()
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(taken_back(&test, id).await, Ok(APRIL));
        let held = people::appointments_of(&test.db, EmployeeId(1))
            .await
            .unwrap();
        let ends: Vec<_> = held.iter().map(|held| held.period.to()).collect();
        assert_eq!(ends, [Some(last)], "service has ended");
    }
}

#[tokio::test]
async fn an_abolished_unit_with_people_is_refused_until_each_has_a_place() {
    for test in each_database().await {
        fill(&test).await;
        let before = everything(&test.db).await;
        let abolish = |target: Option<i64>| Change::Abolish {
            unit: UnitId(12),
            target: target.map(UnitId),
        };
        let id = drafted(&test, APRIL, &[abolish(None)], &[]).await;
        assert_eq!(
            ordered(&test, id).await,
            Err(ReorganisationRefusal::Problems(vec![Problem::NoPlace {
                unit: UnitId(12),
                people: 1
            }])),
            "{}",
            test.kind
        );
        assert_eq!(everything(&test.db).await, before, "nothing is half done");
        let goes = Place {
            employee: EmployeeId(4),
            unit: UnitId(111),
            heads: false,
        };
        let id = drafted(&test, APRIL, &[abolish(None)], &[goes]).await;
        ordered(&test, id).await.unwrap();
        assert_eq!(unit_of(&test.db, 4, APRIL).await, Some(111));
        let since = continued_since(&test.db, &[EmployeeId(4)], APRIL)
            .await
            .unwrap();
        assert_eq!(since[&EmployeeId(4)], APRIL, "other work, counted anew");
    }
}

#[tokio::test]
async fn future_and_concurrent_appointments_follow_the_unit() {
    for test in each_database().await {
        fill(&test).await;
        let concurrent = |id, employee, unit| Appointment {
            kind: AppointmentKind::Concurrent,
            ..serving(id, employee, unit, day(2026, 4, 1), None)
        };
        let mut tx = test.db.begin().await.unwrap();
        // 4 helps out in 人事課 and belongs to 総務課; 3 moves to 人事課 in July.
        people::insert_appointments(&mut tx, &[concurrent(50, 4, 11)])
            .await
            .unwrap();
        let transfer = Transfer {
            employee: EmployeeId(3),
            unit: UnitId(11),
            post: title("主任"),
            rank: Rank::Senior,
            heads: false,
            on: day(2027, 7, 1),
        };
        people::transfer(&mut tx, ids(), &transfer)
            .await
            .unwrap()
            .unwrap();
        tx.commit().await.unwrap();
        let before = everything(&test.db).await;
        let id = drafted(&test, APRIL, &[merge(11, 12)], &[]).await;
        ordered(&test, id).await.unwrap();
        assert_eq!(unit_of(&test.db, 3, day(2027, 7, 1)).await, Some(12));
        let held = people::appointments_of(&test.db, EmployeeId(4))
            .await
            .unwrap();
        let helping = held.iter().find(|held| held.id.0 == 50).unwrap();
        assert_eq!(
            helping.period.to(),
            Some(APRIL),
            "one belongs there now, so nothing is left to help with"
        );
        assert_eq!(taken_back(&test, id).await, Ok(APRIL));
        assert_eq!(everything(&test.db).await, before, "{}", test.kind);
    }
}

#[tokio::test]
async fn two_heads_in_one_unit_are_refused() {
    for test in each_database().await {
        fill(&test).await;
        let head = |id, employee, unit| Appointment {
            heads: true,
            kind: AppointmentKind::Acting,
            ..serving(id, employee, unit, day(2026, 4, 1), None)
        };
        let mut tx = test.db.begin().await.unwrap();
        people::insert_appointments(&mut tx, &[head(60, 4, 12)])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let goes = Place {
            employee: EmployeeId(1),
            unit: UnitId(12),
            heads: true,
        };
        let id = drafted(&test, APRIL, &[merge(11, 12)], &[goes]).await;
        assert_eq!(
            ordered(&test, id).await,
            Err(ReorganisationRefusal::Problems(vec![Problem::TwoHeads {
                unit: UnitId(12)
            }]))
        );
    }
}

#[tokio::test]
async fn the_past_is_corrected_only_when_that_is_meant_and_stays() {
    for test in each_database().await {
        fill(&test).await;
        let on = day(2024, 4, 1);
        let id = drafted(&test, on, &[merge(11, 12)], &[]).await;
        assert_eq!(
            ordered(&test, id).await,
            Err(ReorganisationRefusal::PastUnconfirmed)
        );
        ordered_as(&test, id, true).await.unwrap();
        assert_eq!(unit_of(&test.db, 1, on).await, Some(12));
        assert_eq!(unit_of(&test.db, 1, day(2024, 3, 31)).await, Some(11));
        assert_eq!(
            taken_back(&test, id).await,
            Err(ReorganisationRefusal::TooLate)
        );
    }
}

#[tokio::test]
async fn a_plan_that_was_changed_since_it_was_looked_at_is_not_ordered() {
    for test in each_database().await {
        fill(&test).await;
        let id = drafted(&test, APRIL, &[merge(11, 12)], &[]).await;
        let how = Ordering {
            expected: version(&test.db, id).await,
            by: "人事 課長",
            at: at(),
            today: TODAY,
            past: false,
        };
        let mut tx = test.db.begin().await.unwrap();
        let other = Change::Move {
            unit: UnitId(12),
            parent: Some(UnitId(2)),
            position: 1,
        };
        add_step(&mut tx, ids(), id, &other).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        let mut tx = test.db.begin().await.unwrap();
        let done = order(&mut tx, ids(), id, how).await.unwrap();
        assert_eq!(done.map(|_| ()), Err(ReorganisationRefusal::Stale));
    }
}

#[tokio::test]
async fn two_plans_ordered_at_once_never_make_a_circle() {
    for test in each_database().await {
        fill(&test).await;
        let relocate = |unit: i64, parent: i64| Change::Move {
            unit: UnitId(unit),
            parent: Some(UnitId(parent)),
            position: 1,
        };
        let one = drafted(&test, APRIL, &[relocate(11, 12)], &[]).await;
        let two = drafted(&test, APRIL, &[relocate(12, 11)], &[]).await;
        let (one, two) = tokio::join!(ordered(&test, one), ordered(&test, two));
        assert!(one.is_ok() != two.is_ok(), "{}: {one:?} {two:?}", test.kind);
        let tree = people::units_on(&test.db, APRIL).await.unwrap();
        assert_eq!(tree.len(), 5, "no unit is lost in a circle");
    }
}

#[tokio::test]
async fn a_code_that_is_in_use_is_refused() {
    for test in each_database().await {
        fill(&test).await;
        let new = Change::Create {
            unit: UnitId(502),
            part: part("U11", "危機管理課", Some(1)),
        };
        let id = drafted(&test, APRIL, &[new], &[]).await;
        assert_eq!(
            ordered(&test, id).await,
            Err(ReorganisationRefusal::Problems(vec![Problem::CodeTaken {
                code: title("U11")
            }]))
        );
    }
}
