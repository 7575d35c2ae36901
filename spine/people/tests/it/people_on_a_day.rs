use crate::{day, each_database, fill, ids, serving, title};
use access::Scope;
use calendar::{Date, FiscalYear};
use people::{
    AppointmentKind, AppointmentRefusal, EmployeeId, Page, Rank, StaffNumber, Transfer, UnitId,
    Whom,
};
use store::Db;
use store::testing::TestDb;

const PAGE: Page = Page {
    offset: 0,
    limit: 50,
};

async fn found(db: &Db, text: &str, whom: Whom, on: Date) -> Vec<i64> {
    let lines = people::search(db, text, whom, on, PAGE).await.unwrap();
    lines.into_iter().map(|line| line.id.0).collect()
}

fn to(unit: i64, on: Date) -> Transfer {
    Transfer {
        employee: EmployeeId(1),
        unit: UnitId(unit),
        post: title("主任"),
        rank: Rank::Senior,
        heads: false,
        on,
    }
}

async fn order(test: &TestDb, order: &Transfer) -> Result<(), AppointmentRefusal> {
    let mut tx = test.db.begin().await.unwrap();
    let done = people::transfer(&mut tx, ids(), order).await.unwrap();
    tx.commit().await.unwrap();
    done.map(|_| ())
}

#[tokio::test]
async fn a_transfer_takes_effect_on_its_day() {
    for test in each_database().await {
        fill(&test).await;
        let on = day(2026, 4, 1);
        assert_eq!(order(&test, &to(12, on)).await, Ok(()), "{}", test.kind);
        let unit = async |on| {
            people::main_appointment(&test.db, EmployeeId(1), on)
                .await
                .unwrap()
                .map(|a| a.unit.0)
        };
        assert_eq!(unit(day(2026, 3, 31)).await, Some(11));
        assert_eq!(unit(on).await, Some(12));
        assert_eq!(unit(day(2015, 3, 31)).await, None);
        let all = people::appointments_of(&test.db, EmployeeId(1))
            .await
            .unwrap();
        assert_eq!(
            all.iter().map(|a| a.rank).collect::<Vec<_>>(),
            [Rank::Officer, Rank::Senior]
        );
    }
}

#[tokio::test]
async fn impossible_orders_are_refused_and_change_nothing() {
    for test in each_database().await {
        fill(&test).await;
        let on = day(2026, 4, 1);
        assert_eq!(order(&test, &to(12, on)).await, Ok(()));
        let overlap = AppointmentRefusal::Overlap { from: on };
        assert_eq!(order(&test, &to(11, day(2025, 4, 1))).await, Err(overlap));
        assert_eq!(order(&test, &to(11, on)).await, Err(overlap));
        let before = day(2015, 4, 1);
        let no_unit = AppointmentRefusal::NoSuchUnit {
            on: day(2019, 4, 1),
        };
        assert_eq!(order(&test, &to(2, day(2019, 4, 1))).await, Err(no_unit));
        let nobody = Transfer {
            employee: EmployeeId(99),
            ..to(11, on)
        };
        assert_eq!(
            order(&test, &nobody).await,
            Err(AppointmentRefusal::NoSuchEmployee)
        );
        let left = Transfer {
            employee: EmployeeId(2),
            ..to(11, day(2021, 4, 1))
        };
        assert_eq!(
            order(&test, &left).await,
            Err(AppointmentRefusal::NothingToEnd {
                on: day(2021, 4, 1)
            })
        );
        let all = people::appointments_of(&test.db, EmployeeId(1))
            .await
            .unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].period.from(), before);
    }
}

#[tokio::test]
async fn a_second_main_appointment_is_refused_and_a_concurrent_one_is_entered() {
    for test in each_database().await {
        fill(&test).await;
        let mut tx = test.db.begin().await.unwrap();
        let mut new = serving(9, 1, 12, day(2026, 4, 1), Some(day(2027, 4, 1)));
        assert_eq!(
            people::appoint(&mut tx, &new).await.unwrap(),
            Err(AppointmentRefusal::Overlap {
                from: day(2015, 4, 1)
            })
        );
        new.kind = AppointmentKind::Concurrent;
        assert_eq!(people::appoint(&mut tx, &new).await.unwrap(), Ok(()));
        tx.commit().await.unwrap();
        let on = day(2026, 5, 1);
        let main = people::main_appointment(&test.db, EmployeeId(1), on)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            main.unit,
            UnitId(11),
            "the concurrent one does not move anybody"
        );
    }
}

#[tokio::test]
async fn the_tables_themselves_refuse_a_second_open_main_appointment() {
    for test in each_database().await {
        fill(&test).await;
        let mut tx = test.db.begin().await.unwrap();
        let second = serving(9, 1, 12, day(2026, 4, 1), None);
        let error = people::insert_appointments(&mut tx, &[second])
            .await
            .unwrap_err();
        let rule = store::refused(&error).unwrap().rule;
        assert!(
            ["appointments_one_open_main", "appointments.employee_id"].contains(&rule.as_str()),
            "{}: {rule}",
            test.kind
        );
    }
}

#[tokio::test]
async fn two_transfers_of_one_person_at_once_leave_one_main_appointment() {
    for test in each_database().await {
        fill(&test).await;
        let on = day(2026, 4, 1);
        let (one, two) = (to(12, on), to(111, on));
        let (one, two) = tokio::join!(order(&test, &one), order(&test, &two));
        assert_eq!(
            [one, two].iter().filter(|done| done.is_ok()).count(),
            1,
            "{}",
            test.kind
        );
        let all = people::appointments_of(&test.db, EmployeeId(1))
            .await
            .unwrap();
        assert_eq!(all.iter().filter(|a| a.period.contains(on)).count(), 1);
    }
}

#[tokio::test]
async fn leaving_ends_every_appointment() {
    for test in each_database().await {
        fill(&test).await;
        assert_eq!(order(&test, &to(12, day(2027, 4, 1))).await, Ok(()));
        let last = day(2027, 1, 1);
        let mut tx = test.db.begin().await.unwrap();
        assert_eq!(
            people::leave(&mut tx, EmployeeId(1), last).await.unwrap(),
            Ok(())
        );
        assert_eq!(
            people::leave(&mut tx, EmployeeId(4), day(2026, 10, 1))
                .await
                .unwrap(),
            Err(AppointmentRefusal::OutsideService)
        );
        tx.commit().await.unwrap();
        let all = people::appointments_of(&test.db, EmployeeId(1))
            .await
            .unwrap();
        assert_eq!(
            all.len(),
            1,
            "the transfer that was ordered for later is struck out"
        );
        assert_eq!(all[0].period.to(), Some(last));
        let left = people::employee(&test.db, EmployeeId(1))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(left.service.to(), Some(last));
    }
}

#[tokio::test]
async fn people_are_found_by_kanji_by_kana_and_by_number() {
    for test in each_database().await {
        fill(&test).await;
        let today = day(2026, 11, 22);
        let now = async |text| found(&test.db, text, Whom::InService, today).await;
        let ever = async |text| found(&test.db, text, Whom::Everybody, today).await;
        assert_eq!(now("緑野").await, [1]);
        assert_eq!(now("ﾐﾄﾞﾘ").await, [1]);
        assert_eq!(now("花").await, [1], "by the given name");
        assert_eq!(now("はなこ　緑野").await, [1], "in any order");
        assert_eq!(now("緑野花子").await, [1], "without a blank");
        assert_eq!(
            now("葛城").await,
            [3],
            "the variation selector makes no difference"
        );
        assert_eq!(now("吉川").await, [4]);
        assert_eq!(now("𠮷").await, [4]);
        assert_eq!(now("4").await, [4]);
        assert_eq!(now("００００４").await, [4]);
        assert_eq!(now("高崎").await, [0; 0], "has left");
        assert_eq!(ever("高崎").await, [2]);
        assert_eq!(ever("たかさき").await, [2]);
        assert_eq!(now("緑野 陽太").await, [0; 0]);
        assert_eq!(now("").await, [0; 0]);
        assert_eq!(now("%").await, [0; 0]);
        let stored = people::employee(&test.db, EmployeeId(2))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            stored.name.family(),
            "髙﨑",
            "the stored form is never rewritten"
        );
    }
}

#[tokio::test]
async fn the_members_of_a_unit_stand_in_the_order_of_their_readings() {
    for test in each_database().await {
        fill(&test).await;
        let today = day(2026, 11, 22);
        for (unit, employee) in [(3, 11), (4, 11)] {
            let mut tx = test.db.begin().await.unwrap();
            let order = Transfer {
                employee: EmployeeId(unit),
                ..to(employee, today)
            };
            people::transfer(&mut tx, ids(), &order)
                .await
                .unwrap()
                .unwrap();
            tx.commit().await.unwrap();
        }
        let of = async |page| {
            let lines = people::employees_of(&test.db, &[UnitId(11)], today, page)
                .await
                .unwrap();
            lines
                .into_iter()
                .map(|line| line.name.family_kana().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(of(PAGE).await, ["かつらぎ", "みどりの", "よしかわ"]);
        assert_eq!(of(Page::number(2, 2)).await, ["よしかわ"]);
        let counts = people::staffing(&test.db, today).await.unwrap();
        assert_eq!(counts, [(UnitId(11), 3)]);
    }
}

#[tokio::test]
async fn the_headcount_of_a_year_and_its_records_agree() {
    for test in each_database().await {
        fill(&test).await;
        let count = async |year| {
            people::headcount_of_year(&test.db, FiscalYear(year))
                .await
                .unwrap()
        };
        assert_eq!(count(2014).await, 0);
        assert_eq!(count(2015).await, 2);
        assert_eq!(count(2019).await, 3);
        assert_eq!(count(2020).await, 2, "who left on 31 March is not counted");
        assert_eq!(count(2026).await, 2, "who comes in October is not counted");
        let on = FiscalYear(2019).first_day();
        let records = async |scope: Scope| {
            people::headcount_records(&test.db, on, &scope, PAGE)
                .await
                .unwrap()
        };
        assert_eq!(records(Scope::All).await.len(), 3);
        let own = records(Scope::Units(vec![11, 111])).await;
        let names: Vec<_> = own
            .iter()
            .map(|line| line.unit_name.clone().unwrap())
            .collect();
        assert_eq!(names, ["研修係", "人事課"]);
        assert_eq!(records(Scope::Units(vec![])).await, []);
    }
}

#[tokio::test]
async fn a_correction_on_an_old_form_is_refused() {
    for test in each_database().await {
        fill(&test).await;
        let number = StaffNumber::parse("00001").unwrap();
        let mut read = people::employee_numbered(&test.db, &number)
            .await
            .unwrap()
            .unwrap();
        read.former_name = Some(title("青空"));
        let mut tx = test.db.begin().await.unwrap();
        assert!(
            people::correct_employee(&mut tx, ids(), &read)
                .await
                .unwrap()
        );
        assert!(
            !people::correct_employee(&mut tx, ids(), &read)
                .await
                .unwrap()
        );
        tx.commit().await.unwrap();
        let today = day(2026, 11, 22);
        assert_eq!(
            found(&test.db, "青空", Whom::InService, today).await,
            [1],
            "by the former name"
        );
        assert_eq!(found(&test.db, "緑野", Whom::InService, today).await, [1]);
    }
}
