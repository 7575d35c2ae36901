//! The rules of the law against the days that were published.

use calendar::{Date, LAST_PUBLISHED_YEAR, SUBSTITUTE, national_holidays};
use jiff::civil::Weekday;

/// Month and day as 内閣府「国民の祝日」について published them for each year.
const PUBLISHED: [(i16, &str); 13] = [
    (
        2015,
        "1/1 1/12 2/11 3/21 4/29 5/3 5/4 5/5 5/6 7/20 9/21 9/22 9/23 10/12 11/3 11/23 12/23",
    ),
    (
        2016,
        "1/1 1/11 2/11 3/20 3/21 4/29 5/3 5/4 5/5 7/18 8/11 9/19 9/22 10/10 11/3 11/23 12/23",
    ),
    (
        2017,
        "1/1 1/2 1/9 2/11 3/20 4/29 5/3 5/4 5/5 7/17 8/11 9/18 9/23 10/9 11/3 11/23 12/23",
    ),
    (
        2018,
        "1/1 1/8 2/11 2/12 3/21 4/29 4/30 5/3 5/4 5/5 7/16 8/11 9/17 9/23 9/24 10/8 11/3 11/23 \
         12/23 12/24",
    ),
    (
        2019,
        "1/1 1/14 2/11 3/21 4/29 4/30 5/1 5/2 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/23 10/14 \
         10/22 11/3 11/4 11/23",
    ),
    (
        2020,
        "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/23 7/24 8/10 9/21 9/22 11/3 11/23",
    ),
    (
        2021,
        "1/1 1/11 2/11 2/23 3/20 4/29 5/3 5/4 5/5 7/22 7/23 8/8 8/9 9/20 9/23 11/3 11/23",
    ),
    (
        2022,
        "1/1 1/10 2/11 2/23 3/21 4/29 5/3 5/4 5/5 7/18 8/11 9/19 9/23 10/10 11/3 11/23",
    ),
    (
        2023,
        "1/1 1/2 1/9 2/11 2/23 3/21 4/29 5/3 5/4 5/5 7/17 8/11 9/18 9/23 10/9 11/3 11/23",
    ),
    (
        2024,
        "1/1 1/8 2/11 2/12 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/22 9/23 10/14 \
         11/3 11/4 11/23",
    ),
    (
        2025,
        "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/21 8/11 9/15 9/23 10/13 11/3 11/23 \
         11/24",
    ),
    (
        2026,
        "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23",
    ),
    (
        2027,
        "1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23",
    ),
];

#[test]
fn every_year_gives_the_days_that_were_published() {
    for (year, published) in PUBLISHED {
        let reckoned: Vec<String> = national_holidays(year)
            .iter()
            .map(|one| format!("{}/{}", one.day.month(), one.day.day()))
            .collect();
        assert_eq!(reckoned.join(" "), published, "{year}");
    }
    assert_eq!(PUBLISHED.last().unwrap().0, LAST_PUBLISHED_YEAR);
}

#[test]
fn names_are_those_of_the_published_list() {
    let name = |year: i16, month, day| {
        let on = Date::constant(year, month, day);
        let found = national_holidays(year)
            .into_iter()
            .find(|one| one.day == on);
        found.map(|one| one.name)
    };
    assert_eq!(name(2026, 5, 6), Some(SUBSTITUTE));
    assert_eq!(name(2026, 9, 22), Some(SUBSTITUTE));
    assert_eq!(name(2019, 5, 1), Some("休日（祝日扱い）"));
    assert_eq!(name(2019, 4, 30), Some(SUBSTITUTE));
    assert_eq!(name(2018, 10, 8), Some("体育の日"));
    assert_eq!(name(2021, 7, 23), Some("スポーツの日"));
    assert_eq!(name(2021, 10, 11), None);
    assert_eq!(name(2015, 8, 11), None);
    assert_eq!(name(2019, 12, 23), None);
}

/// 2032 has 敬老の日 on Monday 20 and 秋分の日 on Wednesday 22 September; equinoxes wander back by a day in
/// leap years, as those who reckon them expect until 2099.
#[test]
fn years_that_are_not_published_yet_follow_the_same_rules() {
    for (year, spring, autumn) in [
        (2028, 20, 22),
        (2030, 20, 23),
        (2032, 20, 22),
        (2060, 20, 22),
    ] {
        let days = national_holidays(year);
        let has = |month, day| {
            let on = Date::constant(year, month, day);
            days.iter().any(|one| one.day == on)
        };
        assert!(has(3, spring) && has(9, autumn), "{year}");
    }
    let between = Date::constant(2032, 9, 21);
    let found = national_holidays(2032)
        .into_iter()
        .find(|one| one.day == between);
    assert_eq!(found.unwrap().name, SUBSTITUTE);
}

#[test]
fn no_rules_are_made_up_for_years_before_and_after() {
    assert!(national_holidays(2014).is_empty());
    assert!(national_holidays(2100).is_empty());
    assert!(national_holidays(i16::MIN).is_empty());
}

#[test]
fn a_named_holiday_on_a_sunday_is_always_made_up_for() {
    for year in 2015..=2099 {
        let days = national_holidays(year);
        let sorted = days.windows(2).all(|pair| pair[0].day < pair[1].day);
        assert!(sorted, "{year}");
        let sundays = days
            .iter()
            .filter(|one| one.day.weekday() == Weekday::Sunday);
        let made_up = days.iter().filter(|one| one.name == SUBSTITUTE).count();
        assert!(made_up >= sundays.count(), "{year}");
        // Nobody makes up for a day that nobody works anyway.
        let on_sunday = |one: &&calendar::NationalHoliday| {
            one.name == SUBSTITUTE && one.day.weekday() == Weekday::Sunday
        };
        assert_eq!(days.iter().find(on_sunday), None, "{year}");
    }
}
