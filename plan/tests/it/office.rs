//! A small office for tests: databases, units, people, a clock that stands still.

use access::{Actor, Allowed, Permission, Role, Roles};
use calendar::{Date, Period};
use jiff::civil::date;
use people::{Kana, NewUnit, Title, UnitId, UnitKind, UnitVersion};
use plan::acts::Desk;
use plan::document::PlanDocument;
use store::testing::TestDb;
use store::{Clock, Db, Ids, Schema};

/// The tables of everything a plan stands on.
pub const SCHEMAS: [Schema; 4] = [
    journal::SCHEMA,
    settings::SCHEMA,
    people::SCHEMA,
    plan::store::SCHEMA,
];

pub const PERSONNEL: i64 = 2;
pub const HEALTH: i64 = 4;

/// An office on one database.
pub struct Office {
    pub db: Db,
    pub ids: Ids,
    pub clock: Clock,
    pub kind: &'static str,
    _test: TestDb,
}

impl Office {
    /// The same office on every database that is at hand.
    pub async fn on_all_databases() -> Vec<Office> {
        let mut offices = Vec::new();
        for test in store::testing::databases(&SCHEMAS).await.unwrap() {
            let clock = Clock::standing_at("2026-12-01T01:00:00Z".parse().unwrap());
            let ids = Ids::new(clock.clone(), 1);
            let office = Office {
                db: test.db.clone(),
                ids,
                clock,
                kind: test.kind,
                _test: test,
            };
            office.enter_units().await;
            offices.push(office);
        }
        offices
    }

    async fn enter_units(&self) {
        let unit = |id, code: &str, name: &str, parent: Option<i64>| NewUnit {
            code: Title::parse(code).unwrap(),
            version: UnitVersion {
                unit: UnitId(id),
                name: Title::parse(name).unwrap(),
                short_name: Title::parse(name).unwrap(),
                kana: Kana::parse("か").unwrap(),
                parent: parent.map(UnitId),
                kind: if parent.is_some() {
                    UnitKind::Section
                } else {
                    UnitKind::Department
                },
                position: id,
                period: Period::starting(date(2020, 4, 1)),
            },
        };
        let units = [
            unit(1, "010", "総務部", None),
            unit(PERSONNEL, "011", "人事課", Some(1)),
            unit(3, "020", "健康福祉部", None),
            unit(HEALTH, "021", "健康推進課", Some(3)),
            unit(5, "012", "庶務課", Some(1)),
            unit(6, "022", "庶務課", Some(3)),
        ];
        let mut tx = self.db.begin().await.unwrap();
        people::insert_units(&mut tx, &self.ids, &units)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    pub fn desk(&self) -> Desk<'_> {
        Desk::now(&self.db, &self.ids, &self.clock)
    }

    pub fn set_day(&self, day: Date) {
        self.clock.set(format!("{day}T01:00:00Z").parse().unwrap());
    }
}

/// An officer of the personnel section.
pub fn personnel(name: &str) -> Actor {
    person(name, Role::PersonnelOfficer, PERSONNEL)
}

/// The officer of a section who enters its results.
pub fn editor(name: &str, unit: i64) -> Actor {
    person(name, Role::SectionEditor, unit)
}

fn person(name: &str, role: Role, unit: i64) -> Actor {
    Actor {
        account: Some(unit),
        employee: None,
        name: name.to_owned(),
        roles: Roles::NONE.with(role),
        units: vec![unit],
        ..Actor::visitor()
    }
}

/// The permission of somebody who has it.
pub fn may<P: Permission>(actor: &Actor) -> Allowed<P> {
    Allowed::ask(actor.clone()).unwrap()
}

/// The sample plans.
pub fn samples() -> [PlanDocument; 3] {
    [
        include_str!("../../samples/kiyose-2019.toml"),
        include_str!("../../samples/midorino-2025.toml"),
        include_str!("../../samples/hinatano-2024.toml"),
    ]
    .map(|text| plan::formats::toml::read(text).unwrap())
}
