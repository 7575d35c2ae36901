use access::Scope;
use calendar::{Date, FiscalYear};
use people::{AppointmentKind, Employment, Page, Rank, UnitId, Whom, may_stand};
use sample_city::staff::{Organisation, organisation, write};
use std::collections::{HashMap, HashSet};
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
fn every_unit_has_one_head_on_every_first_of_april_and_today() {
    for count in [150, 750, 3000] {
        let city = organisation(7, count).unwrap();
        let aprils = (2015..=2026).map(|year| FiscalYear(year).first_day());
        for day in aprils.chain([TODAY]) {
            let mut heads: HashMap<UnitId, usize> = HashMap::new();
            for held in city.appointments.iter().filter(|held| held.heads) {
                if held.period.contains(day) {
                    *heads.entry(held.unit).or_default() += 1;
                }
            }
            assert_eq!(heads.len(), city.units.len(), "{count} people on {day}");
            assert!(
                heads.values().all(|count| *count == 1),
                "{count} people on {day}"
            );
        }
    }
}

#[test]
fn posts_left_vacant_on_purpose_are_filled_by_the_head_above() {
    let city = city();
    let acting: Vec<_> = city
        .appointments
        .iter()
        .filter(|held| held.kind == AppointmentKind::Acting && held.period.contains(TODAY))
        .collect();
    assert!(!acting.is_empty());
    for held in acting {
        let own = city.unit_of(held.employee).unwrap();
        assert_eq!(city.above(held.unit), Some(own), "{held:?}");
        assert!(held.heads);
        assert!(city.head(held.unit).is_none(), "{held:?}");
    }
    let past = city
        .appointments
        .iter()
        .filter(|held| held.kind == AppointmentKind::Acting && held.period.to().is_some());
    assert!(past.count() > 0, "nobody ever left a post during a year");
}

#[test]
fn heads_of_teams_are_in_the_middle_of_their_careers_and_the_hollow_of_the_hiring_freeze_is_seen() {
    let city = city();
    let ages: Vec<i16> = city
        .appointments
        .iter()
        .filter(|held| held.heads && held.rank == Rank::TeamHead && held.period.contains(TODAY))
        .map(|held| city.employee(held.employee).unwrap().age(TODAY))
        .collect();
    let mean = ages.iter().sum::<i16>() / i16::try_from(ages.len()).unwrap();
    assert!((40..=54).contains(&mean), "{mean}");
    let in_2015 = FiscalYear(2015).first_day();
    let of_ages = |ages: std::ops::RangeInclusive<i16>| {
        let serving = city
            .employees
            .iter()
            .filter(|one| one.service.contains(in_2015));
        serving
            .filter(|one| ages.contains(&one.age(in_2015)))
            .count()
    };
    assert!(of_ages(32..=37) < of_ages(38..=43));
    assert!(of_ages(32..=37) < of_ages(22..=27));
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
fn details_keep_the_rules_of_the_records() {
    let city = city();
    let details = &city.details;
    let mut earlier: HashMap<_, Vec<_>> = HashMap::new();
    for absence in &details.absences {
        let of = earlier.entry(absence.employee).or_default();
        let service = city.employee(absence.employee).unwrap().service;
        assert_eq!(people::may_be_absent(service, of, absence), Ok(()));
        of.push(absence.clone());
    }
    assert!(details.absences.len() > 20, "{}", details.absences.len());
    for (_, contact) in &details.contacts {
        let (telephone, mail) = (
            contact.telephone.as_deref().unwrap(),
            contact.mail.as_deref().unwrap(),
        );
        assert!(telephone.starts_with("000-") && mail.ends_with("@midorino.example"));
        assert_eq!(
            people::telephone(telephone).unwrap().as_deref(),
            Some(telephone)
        );
        assert_eq!(people::mail_address(mail).unwrap().as_deref(), Some(mail));
    }
    assert_eq!(details.contacts.len(), 750);
    let left = city
        .employees
        .iter()
        .filter(|one| one.service.to().is_some());
    assert_eq!(details.departures.len(), left.count());
    assert!(details.qualifications.len() > 200);
    let photos = city.photos().unwrap().len();
    assert!((400..650).contains(&photos), "{photos}");
    let seconded = city.appointments.iter();
    let seconded = seconded.filter(|held| held.kind == AppointmentKind::Seconded);
    assert!(seconded.count() > 1);
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
