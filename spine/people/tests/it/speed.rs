//! How long the staff list takes with 50,000 people. Run it where nothing else runs:
//! `cargo test -p people --test it speed -- --ignored --nocapture`.

use crate::{day, each_database, ids, person, serving, unit};
use access::{Actor, Allowed, PeopleScope, Role, Roles, ViewPersonRecord};
use calendar::Date;
use people::{
    Appointment, AppointmentId, Employee, EmployeeId, NewUnit, Page, Rank, Sight, Sort, UnitId,
    Wanted, directory, directory_count,
};
use std::time::{Duration, Instant};
use store::testing::TestDb;

const PEOPLE: i64 = 50_000;
const UNITS: i64 = 500;
const TIMES: usize = 40;

/// Readings that spread over the syllabary.
const FAMILIES: [(&str, &str); 12] = [
    ("阿部", "あべ"),
    ("井上", "いのうえ"),
    ("大田", "おおた"),
    ("加藤", "かとう"),
    ("佐藤", "さとう"),
    ("鈴木", "すずき"),
    ("髙橋", "たかはし"),
    ("中村", "なかむら"),
    ("林", "はやし"),
    ("松下", "まつした"),
    ("山本", "やまもと"),
    ("渡邉", "わたなべ"),
];
const GIVENS: [(&str, &str); 7] = [
    ("一樹", "かずき"),
    ("さくら", "さくら"),
    ("翔", "しょう"),
    ("花子", "はなこ"),
    ("ほたる", "ほたる"),
    ("結衣", "ゆい"),
    ("陽太", "ようた"),
];

/// A career of four appointments for each.
fn appointments(id: i64) -> Vec<Appointment> {
    let years = [2000, 2008, 2014, 2022];
    (0..4)
        .map(|step: i64| {
            let index = usize::try_from(step).unwrap();
            let from = day(years[index], 4, 1);
            let to = years.get(index + 1).map(|year| day(*year, 4, 1));
            let mut one = serving(id * 4 + step, id, 10 + (id + step * 7) % UNITS, from, to);
            one.id = AppointmentId(id * 4 + step);
            one.rank = Rank::ALL[usize::try_from((id + step) % 7).unwrap()];
            one
        })
        .collect()
}

async fn fill(test: &TestDb) {
    let start = day(2000, 4, 1);
    let top = unit(1, "市", None, start, None);
    let below = (0..UNITS).map(|n| unit(10 + n, &format!("第{n}課"), Some(1), start, None));
    let units: Vec<NewUnit> = std::iter::once(top)
        .chain(below)
        .map(|version| NewUnit {
            code: crate::title(&format!("U{}", version.unit)),
            version,
        })
        .collect();
    let people: Vec<Employee> = (1..=PEOPLE)
        .map(|id| {
            let n = usize::try_from(id).unwrap();
            let ((family, family_kana), (given, given_kana)) =
                (FAMILIES[n * 5 % 12], GIVENS[n * 3 % 7]);
            person(id, [family, given, family_kana, given_kana], start, None)
        })
        .collect();
    let served: Vec<Appointment> = (1..=PEOPLE).flat_map(appointments).collect();
    let mut tx = test.db.begin().await.unwrap();
    people::insert_units(&mut tx, ids(), &units).await.unwrap();
    people::insert_employees(&mut tx, ids(), &people)
        .await
        .unwrap();
    people::insert_appointments(&mut tx, &served).await.unwrap();
    tx.commit().await.unwrap();
    if let store::Db::Postgres(pool) = &test.db {
        store::sqlx::query("ANALYZE").execute(pool).await.unwrap();
    }
}

fn scope(role: Role, headed: &[i64]) -> PeopleScope {
    let mut actor = Actor::visitor();
    actor.roles = Roles::NONE.with(role).with(Role::Employee);
    actor.headed = headed.to_vec();
    actor.employee = Some(1);
    Allowed::<ViewPersonRecord>::ask(actor).unwrap().people()
}

async fn time(test: &TestDb, name: &str, asked: (&Wanted, &Sight<'_>, Sort, i64)) {
    let (wanted, sight, sort, page) = asked;
    let mut times: Vec<Duration> = Vec::new();
    let mut count = 0;
    for _ in 0..TIMES {
        let begun = Instant::now();
        count = directory_count(&test.db, wanted, sight).await.unwrap();
        let part = Page::number(page, 50);
        directory(&test.db, wanted, sight, (sort, false), part)
            .await
            .unwrap();
        times.push(begun.elapsed());
    }
    times.sort();
    println!(
        "{:<11} {name:<34} {count:>6} people  p50 {:>6.1} ms  p99 {:>6.1} ms",
        test.kind,
        times[TIMES / 2].as_secs_f64() * 1000.0,
        times[TIMES - 1].as_secs_f64() * 1000.0
    );
}

#[tokio::test]
#[ignore = "a measurement of a minute, for a machine where nothing else runs"]
async fn a_page_of_fifty_thousand_people() {
    const ON: Date = Date::constant(2026, 11, 22);
    for test in each_database().await {
        fill(&test).await;
        let (all, section) = (
            scope(Role::PersonnelOfficer, &[]),
            scope(Role::SectionHead, &[10]),
        );
        let sight = |records| Sight {
            on: ON,
            today: ON,
            records,
            only_records: false,
        };
        let (office, head) = (sight(&all), sight(&section));
        let none = Wanted::default();
        let words = |text: &str| Wanted {
            words: text.to_owned(),
            ..Wanted::default()
        };
        let (one, two) = (words("takahashi"), words("さとう はなこ"));
        let unit = Wanted {
            units: Some(vec![UnitId(10)]),
            ..Wanted::default()
        };
        let rank = Wanted {
            rank: Some(Rank::DepartmentHead),
            ..Wanted::default()
        };
        let years = Wanted {
            since_by: Some(day(2016, 11, 22)),
            ..Wanted::default()
        };
        let job = Wanted {
            job_family: Some("一般事務".to_owned()),
            ..Wanted::default()
        };
        let asked = [
            ("the list", (&none, &office, Sort::Reading, 1)),
            ("the list as a head", (&none, &head, Sort::Reading, 1)),
            ("its page 900", (&none, &office, Sort::Reading, 900)),
            ("by number", (&none, &office, Sort::Number, 1)),
            ("by day of hiring", (&none, &office, Sort::Hired, 1)),
            ("by unit", (&none, &office, Sort::Unit, 1)),
            ("by rank", (&none, &office, Sort::Rank, 1)),
            ("by years in the unit", (&none, &office, Sort::Since, 1)),
            ("one word, a twelfth fit", (&one, &office, Sort::Reading, 1)),
            ("two words", (&two, &office, Sort::Reading, 1)),
            ("a unit", (&unit, &office, Sort::Reading, 1)),
            ("a rank", (&rank, &office, Sort::Reading, 1)),
            ("a job family of all", (&job, &office, Sort::Reading, 1)),
            ("years in the unit", (&years, &office, Sort::Reading, 1)),
        ];
        for (name, asked) in asked {
            time(&test, name, asked).await;
        }
        let begun = Instant::now();
        for id in 1..=100 {
            let id = EmployeeId(id * 400);
            people::employee(&test.db, id).await.unwrap();
            people::appointments_of(&test.db, id).await.unwrap();
            people::public_card(&test.db, id, ON).await.unwrap();
            people::qualifications_of(&test.db, &[id]).await.unwrap();
        }
        let each = begun.elapsed().as_secs_f64() * 10.0;
        println!("{:<11} a person's page: {each:.2} ms", test.kind);
    }
}
