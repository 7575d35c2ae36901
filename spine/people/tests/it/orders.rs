use crate::{day, each_database, fill, ids, serving, title};
use calendar::{Date, Period};
use jiff::Timestamp;
use people::{
    Appointment, AppointmentId, AppointmentKind, AppointmentRefusal, EmployeeId, OrderId,
    OrderKind, Rank, Standing, Transfer, UnitId,
};
use store::testing::TestDb;

const WHO: EmployeeId = EmployeeId(1);

fn now() -> Timestamp {
    Timestamp::from_second(1_795_300_000).unwrap()
}

async fn transfer(test: &TestDb, on: Date) -> OrderId {
    let mut tx = test.db.begin().await.unwrap();
    let standing = Standing::before(&mut tx, WHO).await.unwrap().unwrap();
    let order = Transfer {
        employee: WHO,
        unit: UnitId(12),
        post: title("主任"),
        rank: Rank::Senior,
        heads: false,
        on,
    };
    people::transfer(&mut tx, ids(), &order)
        .await
        .unwrap()
        .unwrap();
    let given = (now(), "人事課 職員");
    let id = standing
        .order(&mut tx, ids(), OrderKind::Transfer, on, given)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

async fn undo(test: &TestDb, order: OrderId, today: Date) -> Result<(), AppointmentRefusal> {
    let mut tx = test.db.begin().await.unwrap();
    let done = people::undo_order(&mut tx, WHO, order, (today, now()))
        .await
        .unwrap();
    if done.is_ok() {
        tx.commit().await.unwrap();
    }
    done.map(|_| ())
}

async fn appointments(test: &TestDb) -> Vec<Appointment> {
    people::appointments_of(&test.db, WHO).await.unwrap()
}

#[tokio::test]
async fn an_order_that_has_not_begun_is_undone_and_everything_stands_as_before() {
    for test in each_database().await {
        fill(&test).await;
        let before = appointments(&test).await;
        let on = day(2027, 4, 1);
        let order = transfer(&test, on).await;
        assert_eq!(appointments(&test).await.len(), 2);
        assert_eq!(
            undo(&test, order, on).await,
            Err(AppointmentRefusal::Begun { on }),
            "on its day it has begun"
        );
        assert_eq!(undo(&test, order, day(2027, 3, 31)).await, Ok(()));
        assert_eq!(appointments(&test).await, before, "{}", test.kind);
        assert_eq!(
            undo(&test, order, day(2027, 3, 31)).await,
            Err(AppointmentRefusal::Overtaken),
            "only once"
        );
        let orders = people::orders_of(&test.db, WHO).await.unwrap();
        assert_eq!((orders.len(), orders[0].undone_at), (1, Some(now())));
    }
}

#[tokio::test]
async fn an_order_that_a_later_one_has_changed_stays() {
    for test in each_database().await {
        fill(&test).await;
        let first = transfer(&test, day(2027, 4, 1)).await;
        let second = transfer(&test, day(2027, 7, 1)).await;
        let today = day(2026, 11, 22);
        assert_eq!(
            undo(&test, first, today).await,
            Err(AppointmentRefusal::Overtaken)
        );
        assert_eq!(undo(&test, second, today).await, Ok(()));
        assert_eq!(undo(&test, first, today).await, Ok(()));
        assert_eq!(appointments(&test).await.len(), 1);
    }
}

#[tokio::test]
async fn a_retirement_that_is_undone_brings_back_the_orders_that_it_struck_out() {
    for test in each_database().await {
        fill(&test).await;
        transfer(&test, day(2028, 4, 1)).await;
        let before = appointments(&test).await;
        let on = day(2027, 4, 1);
        let mut tx = test.db.begin().await.unwrap();
        let standing = Standing::before(&mut tx, WHO).await.unwrap().unwrap();
        people::leave(&mut tx, WHO, on).await.unwrap().unwrap();
        let given = (now(), "人事課 職員");
        let order = standing
            .order(&mut tx, ids(), OrderKind::Retirement, on, given)
            .await;
        tx.commit().await.unwrap();
        assert_eq!(appointments(&test).await.len(), 1);
        assert_eq!(undo(&test, order.unwrap(), day(2026, 11, 22)).await, Ok(()));
        assert_eq!(appointments(&test).await, before, "{}", test.kind);
        let record = people::employee(&test.db, WHO).await.unwrap().unwrap();
        assert_eq!(record.service.to(), None);
    }
}

#[tokio::test]
async fn an_appointment_is_corrected_within_the_rules() {
    for test in each_database().await {
        fill(&test).await;
        let mut tx = test.db.begin().await.unwrap();
        let mut wrong = appointments(&test).await.remove(0);
        wrong.post = title("主査");
        let earlier = people::correct_appointment(&mut tx, &wrong)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(earlier.post, title("主事"));
        let born_later = Appointment {
            period: Period::starting(day(1979, 4, 1)),
            ..wrong.clone()
        };
        assert_eq!(
            people::correct_appointment(&mut tx, &born_later)
                .await
                .unwrap(),
            Err(AppointmentRefusal::OutsideService),
            "an appointment before birth and hiring"
        );
        let elsewhere = Appointment {
            unit: UnitId(2),
            ..wrong.clone()
        };
        assert_eq!(
            people::correct_appointment(&mut tx, &elsewhere)
                .await
                .unwrap(),
            Err(AppointmentRefusal::NoSuchUnit {
                on: day(2015, 4, 1)
            })
        );
        let unknown = Appointment {
            id: AppointmentId(999),
            ..wrong
        };
        assert_eq!(
            people::correct_appointment(&mut tx, &unknown)
                .await
                .unwrap(),
            Err(AppointmentRefusal::NoSuchAppointment)
        );
        tx.commit().await.unwrap();
        assert_eq!(appointments(&test).await[0].post, title("主査"));
    }
}

#[tokio::test]
async fn a_concurrent_appointment_ends_and_one_that_has_not_begun_is_struck_out() {
    for test in each_database().await {
        fill(&test).await;
        let mut tx = test.db.begin().await.unwrap();
        for (id, from) in [(21, day(2025, 4, 1)), (22, day(2027, 4, 1))] {
            let mut concurrent = serving(id, 1, 12, from, None);
            concurrent.kind = AppointmentKind::Concurrent;
            people::appoint(&mut tx, &concurrent)
                .await
                .unwrap()
                .unwrap();
        }
        let on = day(2026, 12, 1);
        for id in [21, 22] {
            let ended = people::end_appointment(&mut tx, WHO, AppointmentId(id), on).await;
            assert_eq!(ended.unwrap(), Ok(()));
        }
        assert_eq!(
            people::end_appointment(&mut tx, WHO, AppointmentId(1), on)
                .await
                .unwrap(),
            Err(AppointmentRefusal::NoSuchAppointment),
            "the main appointment does not end without a next one"
        );
        tx.commit().await.unwrap();
        let kept = appointments(&test).await;
        let ends: Vec<(i64, Option<Date>)> =
            kept.iter().map(|one| (one.id.0, one.period.to())).collect();
        assert_eq!(ends, [(1, None), (21, Some(on))], "{}", test.kind);
    }
}
