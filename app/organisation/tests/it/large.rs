//! A city of 50,000 people in 2,000 units: no page waits.

use crate::office::{day, empty, title};
use calendar::{Date, Minutes, Period};
use jiff::Timestamp;
use people::{
    Appointment, AppointmentId, AppointmentKind, Employee, EmployeeId, Employment, Kana, NewUnit,
    PersonName, Post, PostId, Rank, StaffNumber, UnitId, UnitKind, UnitVersion,
};
use std::time::{Duration, Instant};
use store::{Clock, Db, Ids};

const TODAY: Date = Date::constant(2026, 11, 22);
const PEOPLE: i64 = 50_000;

/// 50 departments with 6 sections of 6 teams each: 2,150 units.
fn units() -> Vec<NewUnit> {
    let mut units = Vec::new();
    let mut add = |id: i64, parent: Option<i64>, kind: UnitKind| {
        units.push(NewUnit {
            code: title(&format!("L{id}")),
            version: UnitVersion {
                unit: UnitId(id),
                name: title(&format!("第{id}係")),
                short_name: title(&format!("{id}")),
                kana: Kana::parse("かかり").unwrap(),
                parent: parent.map(UnitId),
                kind,
                position: id,
                period: Period::starting(day(2015, 4, 1)),
            },
        });
    };
    for department in 1..=50 {
        add(department, None, UnitKind::Department);
        for section in 0..6 {
            let id = 100 + department * 10 + section;
            add(id, Some(department), UnitKind::Section);
            for team in 0..6 {
                add(10_000 + id * 10 + team, Some(id), UnitKind::Team);
            }
        }
    }
    units
}

fn person(id: i64) -> Employee {
    Employee {
        id: EmployeeId(id),
        staff_no: StaffNumber::parse(&format!("{id:06}")).unwrap(),
        name: PersonName::parse("緑野", "花子", "みどりの", "はなこ").unwrap(),
        former_name: None,
        birth_date: day(1980, 1, 1),
        sex: None,
        service: Period::starting(day(2015, 4, 1)),
        employment: Employment::Regular,
        weekly: Minutes::of(38, 45),
        job_family: title("一般事務"),
        previous: None,
        version: 1,
    }
}

/// Three appointments each: 150,000 rows.
fn careers(units: &[i64]) -> Vec<Appointment> {
    let steps = [day(2015, 4, 1), day(2019, 4, 1), day(2023, 4, 1)];
    let mut all = Vec::new();
    let size = i64::try_from(units.len()).unwrap();
    for who in 1..=PEOPLE {
        for (at, from) in (0_i64..).zip(steps) {
            let to = steps.get(usize::try_from(at + 1).unwrap()).copied();
            let place = usize::try_from((who + at * 17) % size).unwrap();
            all.push(Appointment {
                id: AppointmentId(who * 3 + at),
                employee: EmployeeId(who),
                unit: UnitId(units[place]),
                kind: AppointmentKind::Main,
                post: title("主事"),
                rank: Rank::Officer,
                heads: at == 2 && who <= size,
                period: Period::new(from, to).unwrap(),
            });
        }
    }
    all
}

async fn fill(db: &Db, ids: &Ids) {
    let units = units();
    let numbers: Vec<i64> = units.iter().map(|unit| unit.version.unit.0).collect();
    let people: Vec<Employee> = (1..=PEOPLE).map(person).collect();
    let posts: Vec<Post> = numbers
        .iter()
        .map(|unit| Post {
            id: PostId(ids.next()),
            unit: UnitId(*unit),
            rank: Rank::Officer,
            job_family: None,
            headcount: 25,
            period: Period::starting(day(2020, 4, 1)),
            changed_by: "人事".to_owned(),
            changed_at: Timestamp::from_second(1_700_000_000).unwrap(),
            version: 1,
        })
        .collect();
    let mut tx = db.begin().await.unwrap();
    people::insert_units(&mut tx, ids, &units).await.unwrap();
    people::insert_employees(&mut tx, ids, &people)
        .await
        .unwrap();
    people::insert_appointments(&mut tx, &careers(&numbers))
        .await
        .unwrap();
    people::insert_posts(&mut tx, &posts).await.unwrap();
    tx.commit().await.unwrap();
}

/// The best of several runs: what the machine does beside it is not measured.
async fn best<T, F: Future<Output = T>>(run: impl Fn() -> F) -> (T, Duration) {
    let mut shortest: Option<(T, Duration)> = None;
    for _ in 0..5 {
        let begun = Instant::now();
        let answer = run().await;
        let took = begun.elapsed();
        if shortest.as_ref().is_none_or(|(_, best)| took < *best) {
            shortest = Some((answer, took));
        }
    }
    shortest.unwrap()
}

/// Loading 50,000 people takes a while: `cargo test -p organisation -- --ignored --nocapture large`.
#[tokio::test]
#[ignore = "measures a large city"]
async fn no_question_about_a_large_organisation_takes_long() {
    for test in empty().await {
        let ids = Ids::random(Clock::system());
        fill(&test.db, &ids).await;
        let db = &test.db;
        let (counted, tree) = best(|| people::counted_units(db, TODAY)).await;
        let counted = counted.unwrap();
        assert_eq!(counted.everybody(), (PEOPLE, 25 * 2150));
        let top: Vec<UnitId> = counted.tree.below(None).map(|unit| unit.unit).collect();
        let (heads, of_top) = best(|| people::heads_of(db, &top, TODAY)).await;
        assert_eq!(heads.unwrap().len(), 50);
        let (staffed, all) = best(|| people::staffed(db, TODAY, &people::USUALLY_COUNTED)).await;
        assert_eq!(staffed.unwrap().len(), 2150);
        let (_, one) =
            best(|| people::staffed_of(db, &top[..1], TODAY, &people::USUALLY_COUNTED)).await;
        let page = people::Page::number(1, 50);
        let (members, unit) = best(|| people::members_of(db, UnitId(1), TODAY, page)).await;
        assert!(!members.unwrap().is_empty());
        let (reach, everybody) = best(async || {
            let mut tx = db.begin().await.unwrap();
            organisation::store::reach_on(&mut tx, TODAY).await.unwrap()
        })
        .await;
        assert!(!reach.is_empty());
        println!(
            "{}: tree {tree:?}, heads of 50 {of_top:?}, headcount of all {all:?}, of one {one:?}, \
             members {unit:?}, everybody's access {everybody:?}",
            test.kind
        );
        assert!(tree < Duration::from_secs(2), "{tree:?}");
        assert!(everybody < Duration::from_secs(5), "{everybody:?}");
    }
}
