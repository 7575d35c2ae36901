//! People and the organisation on both databases.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod orders;
mod organisation;
mod people_on_a_day;
mod posts;
mod queries;
mod reorganisation_rules;
mod reorganisations;
mod speed;
mod staff_list;

use calendar::{Date, Minutes, Period};
use jiff::Timestamp;
use people::{
    Appointment, AppointmentId, AppointmentKind, Employee, EmployeeId, Employment, Kana, NewUnit,
    PersonName, Rank, StaffNumber, Title, UnitId, UnitKind, UnitVersion,
};
use std::sync::LazyLock;
use store::testing::{TestDb, databases};
use store::{Clock, Ids};

async fn each_database() -> Vec<TestDb> {
    databases(&[people::SCHEMA]).await.unwrap()
}

/// Every record of all tests gets another number.
fn ids() -> &'static Ids {
    static IDS: LazyLock<Ids> = LazyLock::new(|| {
        Ids::new(
            Clock::standing_at(Timestamp::from_second(1_775_000_000).unwrap()),
            1,
        )
    });
    &IDS
}

fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

fn title(text: &str) -> Title {
    Title::parse(text).unwrap()
}

fn unit(id: i64, name: &str, parent: Option<i64>, from: Date, to: Option<Date>) -> UnitVersion {
    UnitVersion {
        unit: UnitId(id),
        name: title(name),
        short_name: title(name),
        kana: Kana::parse("か").unwrap(),
        parent: parent.map(UnitId),
        kind: if parent.is_none() {
            UnitKind::Department
        } else {
            UnitKind::Section
        },
        position: id,
        period: Period::new(from, to).unwrap(),
    }
}

/// 総務部 with 人事課 (11) and 総務課 (12), and below 人事課 a team (111); 福祉部 (2) from 2020 on.
fn units() -> Vec<NewUnit> {
    let start = day(2015, 4, 1);
    [
        unit(1, "総務部", None, start, None),
        unit(2, "福祉部", None, day(2020, 4, 1), None),
        unit(11, "人事課", Some(1), start, None),
        unit(12, "総務課", Some(1), start, None),
        unit(111, "研修係", Some(11), start, None),
    ]
    .into_iter()
    .map(|version| NewUnit {
        code: title(&format!("U{}", version.unit)),
        version,
    })
    .collect()
}

fn person(id: i64, names: [&str; 4], from: Date, to: Option<Date>) -> Employee {
    let [family, given, family_kana, given_kana] = names;
    Employee {
        id: EmployeeId(id),
        staff_no: StaffNumber::parse(&format!("{id:05}")).unwrap(),
        name: PersonName::parse(family, given, family_kana, given_kana).unwrap(),
        former_name: None,
        birth_date: day(1980, 1, 1),
        sex: None,
        service: Period::new(from, to).unwrap(),
        employment: Employment::Regular,
        weekly: Minutes::of(38, 45),
        job_family: title("一般事務"),
        previous: None,
        version: 1,
    }
}

fn serving(id: i64, employee: i64, unit: i64, from: Date, to: Option<Date>) -> Appointment {
    Appointment {
        id: AppointmentId(id),
        employee: EmployeeId(employee),
        unit: UnitId(unit),
        kind: AppointmentKind::Main,
        post: title("主事"),
        rank: Rank::Officer,
        heads: false,
        period: Period::new(from, to).unwrap(),
    }
}

/// The units and four people, each serving from the day of hiring on.
async fn fill(test: &TestDb) {
    let start = day(2015, 4, 1);
    let people = [
        person(1, ["緑野", "花子", "みどりの", "はなこ"], start, None),
        person(
            2,
            ["髙﨑", "陽太", "タカサキ", "ヨウタ"],
            start,
            Some(day(2020, 4, 1)),
        ),
        person(
            3,
            ["葛\u{E0100}城", "さくら", "かつらぎ", "さくら"],
            day(2018, 4, 1),
            None,
        ),
        person(
            4,
            ["𠮷川", "樹", "よしかわ", "いつき"],
            day(2026, 10, 1),
            None,
        ),
    ];
    let serving = [
        serving(1, 1, 11, start, None),
        serving(2, 2, 12, start, Some(day(2020, 4, 1))),
        serving(3, 3, 111, day(2018, 4, 1), None),
        serving(4, 4, 12, day(2026, 10, 1), None),
    ];
    let mut tx = test.db.begin().await.unwrap();
    people::insert_units(&mut tx, ids(), &units())
        .await
        .unwrap();
    people::insert_employees(&mut tx, ids(), &people)
        .await
        .unwrap();
    people::insert_appointments(&mut tx, &serving)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}
