//! Limits over dated appointments and designations; every minute stands in one month of one unit.

use crate::office::{Office, day, offices, title};
use access::{Actor, Allowed, KeepOvertime};
use calendar::{FiscalYear, Period};
use overtime::acts::{Desk, keeping};
use overtime::rules::limits::{Limit, Limits, breaches};
use overtime::rules::places::Regime;
use overtime::store::records::{self, Record};
use overtime::{HOUR, Month, years};
use people::{EmployeeId, Rank, Transfer, UnitId};

fn keeper() -> Allowed<KeepOvertime> {
    Allowed::ask(Actor::operator("test")).unwrap()
}

/// Hours of a month as a sum, in a unit.
pub async fn worked(office: &Office, employee: i64, unit: i64, month: i64, hours: i64) {
    let record = Record {
        id: office.ids.next(),
        employee: EmployeeId(employee),
        unit: UnitId(unit),
        month: Month::numbered(month).unwrap(),
        when: None,
        rest: 0,
        counted: hours * HOUR,
        holiday: 0,
        weekly: 0,
        night: 0,
        reason: String::new(),
        special: None,
        order: None,
        import: None,
        entered_at: office.clock.now(),
        entered_by: "test".to_owned(),
    };
    let mut tx = office.db.begin().await.unwrap();
    records::insert(&mut tx, std::slice::from_ref(&record))
        .await
        .unwrap();
    records::count(&mut tx, &record, 1).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn after_a_transfer_hours_are_added_up_and_other_limits_hold() {
    for office in offices().await {
        let desk = Desk::now(&office.db, &office.ids, &office.clock);
        let period = Period::starting(day(2019, 4, 1));
        keeping::designate(desk, &keeper(), (UnitId(21), period), "outside")
            .await
            .unwrap();
        let mut tx = office.db.begin().await.unwrap();
        let transfer = Transfer {
            employee: EmployeeId(4),
            unit: UnitId(12),
            post: title("主事"),
            rank: Rank::Officer,
            heads: false,
            on: day(2026, 10, 10),
        };
        people::transfer(&mut tx, &office.ids, &transfer)
            .await
            .unwrap()
            .unwrap();
        tx.commit().await.unwrap();
        for (month, hours) in [(202_604, 60), (202_605, 50), (202_606, 40), (202_607, 70)] {
            worked(&office, 4, 21, month, hours).await;
        }
        worked(&office, 4, 21, 202_610, 30).await;
        worked(&office, 4, 12, 202_610, 16).await;
        worked(&office, 4, 12, 202_611, 46).await;
        let table = years::of_everybody(&office.db, FiscalYear(2026), day(2026, 11, 22))
            .await
            .unwrap();
        let person = table.of(EmployeeId(4)).unwrap();
        assert_eq!(
            person.record.counted[6],
            46 * HOUR,
            "both sections in one month"
        );
        assert_eq!(person.record.regimes[6], Regime::Demanding);
        assert_eq!(person.record.regimes[7], Regime::After { first: 7 });
        assert_eq!(person.unit, Some(UnitId(12)));
        let found = breaches(&person.record, &Limits::default());
        let told: Vec<(Limit, usize)> = found.iter().map(|one| (one.limit, one.month)).collect();
        assert_eq!(told, [(Limit::Month, 7)]);
        let manager = table.of(EmployeeId(3)).unwrap();
        assert_eq!(manager.record.regimes[0], Regime::Outside);
        let again = keeping::designate(desk, &keeper(), (UnitId(21), period), "outside").await;
        assert!(again.is_err(), "one designation at a time");
    }
}

#[tokio::test]
async fn taking_a_record_back_leaves_no_minute() {
    for office in offices().await {
        worked(&office, 4, 21, 202_610, 10).await;
        let month = Month::numbered(202_610).unwrap();
        let all = records::of_person(&office.db, EmployeeId(4), month)
            .await
            .unwrap();
        let mut tx = office.db.begin().await.unwrap();
        let now = office.clock.now();
        assert!(
            records::reverse(&mut tx, &all[0], now, "test")
                .await
                .unwrap()
        );
        assert!(
            !records::reverse(&mut tx, &all[0], now, "test")
                .await
                .unwrap()
        );
        tx.commit().await.unwrap();
        let today = day(2026, 11, 22);
        let table = years::of_people(&office.db, &[4], FiscalYear(2026), today)
            .await
            .unwrap();
        assert_eq!(table.of(EmployeeId(4)).unwrap().record.total(), 0);
        assert_eq!(
            records::of_person(&office.db, EmployeeId(4), month)
                .await
                .unwrap(),
            []
        );
    }
}
