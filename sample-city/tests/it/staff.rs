use access::Scope;
use calendar::{Date, FiscalYear};
use people::{AppointmentKind, Employment, Page, Rank, UnitId, Whom, may_stand};
use sample_city::staff::{Organisation, organisation, write};
use std::collections::{HashMap, HashSet};
use std::time::Instant;
use store::testing::databases;
use store::{Clock, Ids};

const TODAY: Date = Date::constant(2026, 11, 22);

fn city() -> Organisation {
    organisation(7, 750).unwrap()
}

fn ids() -> Ids {
    Ids::new(Clock::system(), 1)
}

#[test]
fn the_same_seed_makes_the_same_city() {
    assert_eq!(city(), city());
    assert_ne!(city(), organisation(8, 750).unwrap());
}

#[test]
fn as_many_serve_as_were_asked_for() {
    for count in [150, 750, 3000] {
        let city = organisation(7, count).unwrap();
        for day in [FiscalYear(2026).first_day(), TODAY] {
            let serving = city
                .employees
                .iter()
                .filter(|one| one.service.contains(day))
                .count();
            assert_eq!(serving, count);
        }
    }
    assert_eq!(
        organisation(7, 3).unwrap().employees.len(),
        organisation(7, 150).unwrap().employees.len()
    );
}

#[test]
fn every_appointment_keeps_the_rules() {
    let city = city();
    let mut by_employee: HashMap<_, Vec<_>> = HashMap::new();
    for appointment in &city.appointments {
        let earlier = by_employee.entry(appointment.employee).or_default();
        let service = city.employee(appointment.employee).unwrap().service;
        assert_eq!(
            may_stand(service, earlier, appointment),
            Ok(()),
            "{appointment:?}"
        );
        earlier.push(appointment.clone());
    }
    assert_eq!(
        by_employee.len(),
        city.employees.len(),
        "everybody serves somewhere"
    );
}

#[test]
fn everybody_in_service_has_one_main_appointment_on_every_day_since_2015() {
    let city = city();
    let mut spans: HashMap<_, Vec<_>> = HashMap::new();
    for held in city
        .appointments
        .iter()
        .filter(|held| held.kind == AppointmentKind::Main)
    {
        spans.entry(held.employee).or_default().push(held.period);
    }
    for employee in &city.employees {
        let spans = &spans[&employee.id];
        let start = employee.service.from().max(FiscalYear(2015).first_day());
        assert_eq!(spans[0].from(), start, "{employee:?}");
        assert_eq!(
            spans[spans.len() - 1].to(),
            employee.service.to(),
            "{employee:?}"
        );
        for pair in spans.windows(2) {
            assert_eq!(
                pair[0].to(),
                Some(pair[1].from()),
                "no gap, no overlap: {employee:?}"
            );
        }
    }
}

#[test]
fn every_unit_has_one_head_on_every_first_of_april() {
    let city = city();
    for year in 2015..=2026 {
        let day = FiscalYear(year).first_day();
        let mut heads: HashMap<UnitId, usize> = HashMap::new();
        for held in &city.appointments {
            let head = matches!(held.rank, Rank::DepartmentHead | Rank::SectionHead);
            if head && held.period.contains(day) {
                *heads.entry(held.unit).or_default() += 1;
            }
        }
        assert_eq!(heads.len(), city.units.len(), "{year}");
        assert!(heads.values().all(|count| *count == 1), "{year}");
    }
}

#[test]
fn ages_and_careers_are_those_of_an_office() {
    let city = city();
    for employee in &city.employees {
        let age = employee.age(employee.service.from());
        assert!((20..=64).contains(&age), "{employee:?}");
        if let Some(last) = employee.service.to() {
            assert!(employee.age(last) <= 66, "{employee:?}");
        }
    }
    let transferred = city
        .appointments
        .iter()
        .filter(|held| held.period.from() == FiscalYear(2026).first_day())
        .filter(|held| city.employee(held.employee).unwrap().service.from() < held.period.from())
        .count();
    assert!(
        (60..300).contains(&transferred),
        "{transferred} new posts in April 2026"
    );
    let retired = city
        .employees
        .iter()
        .filter(|one| one.service.to() == Some(FiscalYear(2023).first_day()))
        .count();
    assert!(retired > 5, "{retired}");
    let again = city
        .employees
        .iter()
        .filter(|one| one.previous.is_some())
        .count();
    assert!(again > 20, "{again} were taken on again");
}

#[test]
fn nobody_retires_by_age_in_the_year_in_which_the_limit_rises() {
    let city = city();
    let at_limit = |year: i16| {
        let end = FiscalYear(year).next().first_day();
        city.employees
            .iter()
            .filter(|one| one.employment == Employment::Regular && one.service.to() == Some(end))
            .filter(|one| one.age(end) >= 60)
            .count()
    };
    assert!(at_limit(2022) > 0);
    assert!(at_limit(2023) * 4 <= at_limit(2022), "only resignations");
    assert!(at_limit(2024) > 0);
}

#[test]
fn the_owners_of_the_sample_plan_are_units_of_the_city() {
    let text = include_str!("../../../plan/samples/midorino-2025.toml");
    let owners: HashSet<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("owner = \"")?.strip_suffix('"'))
        .collect();
    assert!(owners.len() >= 5, "{owners:?}");
    let city = city();
    for owner in owners {
        let section = owner.split_once('部').unwrap().1;
        let unit = city.unit(section).unwrap_or_else(|| panic!("{owner}"));
        assert_eq!(city.holders(unit, Rank::SectionHead).count(), 1, "{owner}");
        assert!(city.holders(unit, Rank::Officer).count() > 0, "{owner}");
    }
}

#[tokio::test]
async fn the_city_in_the_database_answers_like_the_city_that_was_made_up() {
    let city = city();
    for test in databases(&[journal::SCHEMA, people::SCHEMA]).await.unwrap() {
        let mut tx = test.db.begin().await.unwrap();
        write(&mut tx, &ids(), &city).await.unwrap();
        tx.commit().await.unwrap();

        let count = people::headcount(&test.db, TODAY).await.unwrap();
        assert_eq!(count.total(), 750, "{}", test.kind);
        assert!(count.regular() > 600);
        for year in 2015..=2026 {
            let day = FiscalYear(year).first_day();
            let expected = city
                .employees
                .iter()
                .filter(|one| one.employment == Employment::Regular && one.service.contains(day));
            let figure = people::headcount_of_year(&test.db, FiscalYear(year))
                .await
                .unwrap();
            assert_eq!(figure, i64::try_from(expected.count()).unwrap(), "{year}");
            let page = Page {
                offset: 0,
                limit: 5000,
            };
            let records = people::headcount_records(&test.db, day, &Scope::All, page)
                .await
                .unwrap();
            assert_eq!(figure, i64::try_from(records.len()).unwrap(), "{year}");
        }
        let tree = people::units_on(&test.db, TODAY).await.unwrap();
        assert_eq!(tree.len(), city.units.len());
        assert!(tree.written("企画部デジタル戦略課").is_some());
        assert!(tree.named("情報政策課").is_none());
        let before = people::units_on(&test.db, Date::constant(2021, 3, 31))
            .await
            .unwrap();
        assert!(before.written("企画部情報政策課").is_some());
        let page = Page {
            offset: 0,
            limit: 50,
        };
        let found = people::search(&test.db, "たかぞら", Whom::InService, TODAY, page)
            .await
            .unwrap();
        assert!(found.iter().all(|line| line.name.family() == "髙空"));
        assert!(!found.is_empty());
    }
}

/// Run with `--ignored --nocapture` to see the times.
#[tokio::test]
#[ignore = "a measurement, not a test: about half a minute"]
async fn measure_large_cities() {
    for count in [750, 50_000] {
        let start = Instant::now();
        let city = organisation(7, count).unwrap();
        println!(
            "{count}: {} units, {} employees, {} appointments made up in {:?}",
            city.units.len(),
            city.employees.len(),
            city.appointments.len(),
            start.elapsed()
        );
        for test in databases(&[journal::SCHEMA, people::SCHEMA]).await.unwrap() {
            let start = Instant::now();
            let mut tx = test.db.begin().await.unwrap();
            write(&mut tx, &ids(), &city).await.unwrap();
            tx.commit().await.unwrap();
            println!("{count}: written to {} in {:?}", test.kind, start.elapsed());
            let page = Page {
                offset: 0,
                limit: 50,
            };
            let first = Instant::now();
            people::search(&test.db, "あさ", Whom::InService, TODAY, page)
                .await
                .unwrap();
            let search = first.elapsed();
            let first = Instant::now();
            people::headcount(&test.db, TODAY).await.unwrap();
            let headcount = first.elapsed();
            let first = Instant::now();
            people::units_on(&test.db, TODAY).await.unwrap();
            println!(
                "{count}: {} search {search:?}, headcount {headcount:?}, tree {:?}",
                test.kind,
                first.elapsed()
            );
        }
    }
}
