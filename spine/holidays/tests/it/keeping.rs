//! What is kept in memory, days of the city's own, and the New Year.

use crate::{at, cities, journal_of, keeper, refusal, set};
use calendar::{Date, DayKind};
use holidays::{CLOSED_FROM, CLOSED_UNTIL, Refusal, Source};
use jiff::civil::date;
use std::sync::Arc;

#[tokio::test]
async fn a_city_without_a_file_works_by_the_law() {
    for city in cities().await {
        let days = holidays::days_off(&city.db).await.unwrap();
        assert_eq!(
            days.kind_of(date(2026, 5, 6)),
            DayKind::Holiday,
            "{}",
            city.kind
        );
        assert_eq!(days.kind_of(date(2026, 12, 29)), DayKind::Holiday);
        assert_eq!(days.workdays_after(date(2026, 12, 28), 1), date(2027, 1, 4));
        // 243 by the calendar of the year: 365 without 104 weekend days, 17 holidays and 4 days of the closure.
        let (from, to) = (date(2026, 1, 1), date(2027, 1, 1));
        let by_hand = {
            let mut worked = 0;
            let mut day = from;
            while day < to {
                worked += usize::from(days.is_workday(day));
                day = day.tomorrow().unwrap();
            }
            worked
        };
        assert_eq!(days.workdays_between(from, to), by_hand);
        let year = holidays::holidays_of(&city.db, 2028).await.unwrap();
        assert!(
            year.holidays
                .iter()
                .all(|one| one.source == Source::Forecast)
        );
    }
}

#[tokio::test]
async fn the_set_is_read_once_and_again_after_a_change() {
    for city in cities().await {
        let db = &city.db;
        let first = holidays::days_off(db).await.unwrap();
        let second = holidays::days_off(db).await.unwrap();
        assert!(Arc::ptr_eq(&first, &second), "{}", city.kind);
        holidays::add_day(db, at(), &keeper(), date(2026, 8, 6), "平和記念日")
            .await
            .unwrap();
        let third = holidays::days_off(db).await.unwrap();
        assert_eq!(third.kind_of(date(2026, 8, 6)), DayKind::Holiday);
        set(db, &CLOSED_FROM.declaration, date(2026, 4, 1), 28).await;
        let fourth = holidays::days_off(db).await.unwrap();
        assert_eq!(fourth.kind_of(date(2026, 12, 28)), DayKind::Holiday);
    }
}

#[tokio::test]
async fn the_closure_over_the_new_year_is_what_the_settings_said_on_the_day() {
    for city in cities().await {
        let db = &city.db;
        set(db, &CLOSED_UNTIL.declaration, date(2025, 4, 1), 5).await;
        set(db, &CLOSED_FROM.declaration, date(2026, 4, 1), 28).await;
        set(db, &CLOSED_UNTIL.declaration, date(2027, 4, 1), 0).await;
        let days = holidays::days_off(db).await.unwrap();
        let closed = |year, month, day| days.is_closure(date(year, month, day));
        assert!(!closed(2025, 1, 4) && closed(2025, 1, 3), "{}", city.kind);
        assert!(closed(2026, 1, 5) && !closed(2025, 12, 28));
        assert!(closed(2026, 12, 28) && closed(2027, 1, 5));
        assert!(closed(2027, 12, 28) && !closed(2028, 1, 3));
        // 元日 is a public holiday all the same.
        assert_eq!(days.kind_of(date(2029, 1, 1)), DayKind::Holiday);
    }
}

#[tokio::test]
async fn a_transaction_sees_the_years_it_asks_for_with_what_it_has_not_written_yet() {
    for city in cities().await {
        let db = &city.db;
        holidays::add_day(db, at(), &keeper(), date(2026, 8, 6), "平和記念日")
            .await
            .unwrap();
        let mut tx = db.begin().await.unwrap();
        let (from, to) = (date(2026, 12, 1), date(2027, 2, 1));
        let days = holidays::days_off_within(&mut tx, from, to).await.unwrap();
        drop(tx);
        let all = holidays::days_off(db).await.unwrap();
        let same = |year: i16| {
            let (from, to) = (date(year, 1, 1), date(year + 1, 1, 1));
            let mut day = from;
            while day < to {
                assert_eq!(days.kind_of(day), all.kind_of(day), "{} {day}", city.kind);
                day = day.tomorrow().unwrap();
            }
        };
        same(2026);
        same(2027);
    }
}

#[tokio::test]
async fn a_day_of_the_city_is_added_and_removed_and_both_are_journalled() {
    for city in cities().await {
        let db = &city.db;
        let day = date(2026, 8, 6);
        holidays::add_day(db, at(), &keeper(), day, " 平和記念日 ")
            .await
            .unwrap();
        let year = holidays::holidays_of(db, 2026).await.unwrap();
        let own: Vec<(Date, &str)> = year
            .holidays
            .iter()
            .filter(|one| one.source == Source::City)
            .map(|one| (one.day, one.name.as_str()))
            .collect();
        assert_eq!(own, [(day, "平和記念日")], "{}", city.kind);
        holidays::remove_day(db, at(), &keeper(), day)
            .await
            .unwrap();
        let days = holidays::days_off(db).await.unwrap();
        assert!(days.is_workday(day));
        let acts: Vec<String> = journal_of(db)
            .await
            .into_iter()
            .map(|line| line.0)
            .collect();
        assert_eq!(acts, ["holidays.day.removed", "holidays.day.added"]);
    }
}

#[tokio::test]
async fn what_is_no_day_off_of_the_city_is_refused_and_nothing_is_written() {
    for city in cities().await {
        let db = &city.db;
        let add = async |day: Date, name: &str| {
            let done = holidays::add_day(db, at(), &keeper(), day, name).await;
            refusal(done)
        };
        let name = "山の日".to_owned();
        assert_eq!(
            add(date(2026, 8, 11), "市の日").await,
            Refusal::Taken { name }
        );
        assert_eq!(add(date(2026, 8, 12), "  ").await, Refusal::NoName);
        let longest = holidays::LONGEST_NAME;
        let long = "市".repeat(longest + 1);
        let too_long = Refusal::NameTooLong { longest };
        assert_eq!(add(date(2026, 8, 12), &long).await, too_long);
        assert_eq!(
            add(date(1900, 8, 12), "市の日").await,
            Refusal::YearOutOfRange
        );
        let gone = holidays::remove_day(db, at(), &keeper(), date(2026, 8, 11)).await;
        assert_eq!(refusal(gone), Refusal::Gone);
        assert!(journal_of(db).await.is_empty(), "{}", city.kind);
        assert_eq!(holidays::version(db).await.unwrap(), 0);
    }
}
