//! The public holidays that follow from 国民の祝日に関する法律 (昭和23年法律第178号) as it stood in each year.
//!
//! The names are those of the list that the Cabinet Office publishes: a substitute holiday and a day between
//! two holidays are both called 休日 there.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;

/// The first year for which the rules are written down here.
pub const FIRST_YEAR: i16 = 2015;

/// The last year whose equinoxes have been published (官報, in February of the year before).
pub const LAST_PUBLISHED_YEAR: i16 = 2027;

/// The last year for which equinoxes can be reckoned.
const LAST_YEAR: i16 = 2099;

/// A public holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NationalHoliday {
    /// The day.
    pub day: Date,
    /// Its name.
    pub name: &'static str,
}

/// What the published list calls substitute holidays and days between two holidays.
pub const SUBSTITUTE: &str = "休日";

/// What it calls days that a law of their own made holidays, in 2019.
pub const BY_SPECIAL_LAW: &str = "休日（祝日扱い）";

/// The public holidays of a calendar year, in order; none before 2015 and after 2099.
///
/// After [`LAST_PUBLISHED_YEAR`] the equinoxes are those that astronomy expects, and the law may have
/// changed: such a year is a forecast until its list is published.
///
/// ```
/// use calendar::{Date, national_holidays};
/// let days: Vec<String> = national_holidays(2026).iter().map(|one| one.day.to_string()).collect();
/// // 敬老の日 on Monday 21 and 秋分の日 on Wednesday 23 September make the Tuesday between them a holiday.
/// assert!(days.contains(&"2026-09-22".to_owned()));
/// assert_eq!(days.len(), 18);
/// ```
#[must_use]
pub fn national_holidays(year: i16) -> Vec<NationalHoliday> {
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return Vec::new();
    }
    let mut days: BTreeMap<Date, &'static str> = by_name(year).into_iter().collect();
    let added: Vec<Date> = substitutes(&days).chain(between(&days)).collect();
    for day in added {
        days.entry(day).or_insert(SUBSTITUTE);
    }
    let days = days.into_iter();
    days.map(|(day, name)| NationalHoliday { day, name })
        .collect()
}

/// 第2条: the holidays that have a name, and those of laws for one year.
fn by_name(year: i16) -> Vec<(Date, &'static str)> {
    let on = |month, day| Date::constant(year, month, day);
    let mut days = vec![
        (on(1, 1), "元日"),
        (monday(year, 1, 2), "成人の日"),
        (on(2, 11), "建国記念の日"),
        (on(3, vernal_equinox(year)), "春分の日"),
        (on(4, 29), "昭和の日"),
        (on(5, 3), "憲法記念日"),
        (on(5, 4), "みどりの日"),
        (on(5, 5), "こどもの日"),
        (marine_day(year), "海の日"),
        (monday(year, 9, 3), "敬老の日"),
        (on(9, autumnal_equinox(year)), "秋分の日"),
        (sports_day(year), sports_name(year)),
        (on(11, 3), "文化の日"),
        (on(11, 23), "勤労感謝の日"),
    ];
    // 平成26年法律第43号: from 2016.
    if year >= 2016 {
        days.push((mountain_day(year), "山の日"));
    }
    // 平成29年法律第63号: the abdication left 2019 without an Emperor's birthday.
    match year {
        ..=2018 => days.push((on(12, 23), "天皇誕生日")),
        2020.. => days.push((on(2, 23), "天皇誕生日")),
        // 平成30年法律第99号: accession and enthronement.
        _ => days.extend([(on(5, 1), BY_SPECIAL_LAW), (on(10, 22), BY_SPECIAL_LAW)]),
    }
    days
}

/// 海の日: the third Monday of July; moved for the Games of Tokyo (平成30年法律第55号, 令和2年法律第68号).
fn marine_day(year: i16) -> Date {
    match year {
        2020 => Date::constant(2020, 7, 23),
        2021 => Date::constant(2021, 7, 22),
        _ => monday(year, 7, 3),
    }
}

/// 体育の日, スポーツの日 since 2020: the second Monday of October, moved for the Games.
fn sports_day(year: i16) -> Date {
    match year {
        2020 => Date::constant(2020, 7, 24),
        2021 => Date::constant(2021, 7, 23),
        _ => monday(year, 10, 2),
    }
}

const fn sports_name(year: i16) -> &'static str {
    match year {
        2020.. => "スポーツの日",
        // So the published list calls the last one.
        2019 => "体育の日（スポーツの日）",
        _ => "体育の日",
    }
}

/// 山の日: 11 August, moved for the Games.
fn mountain_day(year: i16) -> Date {
    match year {
        2020 => Date::constant(2020, 8, 10),
        2021 => Date::constant(2021, 8, 8),
        _ => Date::constant(year, 8, 11),
    }
}

/// The day of March on which 春分の日 was published, or is expected.
fn vernal_equinox(year: i16) -> i8 {
    match year {
        2015 | 2018 | 2019 | 2022 | 2023 | 2027 => 21,
        2016 | 2017 | 2020 | 2021 | 2024 | 2025 | 2026 => 20,
        _ => expected_equinox(year, 20_843_100),
    }
}

/// The day of September on which 秋分の日 was published, or is expected.
fn autumnal_equinox(year: i16) -> i8 {
    match year {
        2015 | 2017 | 2018 | 2019 | 2021 | 2022 | 2023 | 2025 | 2026 | 2027 => 23,
        2016 | 2020 | 2024 => 22,
        _ => expected_equinox(year, 23_248_800),
    }
}

/// The day of an equinox as it is reckoned for 1980 to 2099, from its day of 1980 in millionths: a year is
/// 365.242194 days long.
fn expected_equinox(year: i16, day_of_1980: i64) -> i8 {
    let years = i64::from(year) - 1980;
    let day = (day_of_1980 + 242_194 * years) / 1_000_000 - years / 4;
    i8::try_from(day).unwrap_or(i8::MAX)
}

/// The Monday of that number in a month.
fn monday(year: i16, month: i8, number: i8) -> Date {
    let first = Date::constant(year, month, 1);
    let until_monday = (8 - first.weekday().to_monday_one_offset()) % 7;
    Date::constant(year, month, 1 + until_monday + 7 * (number - 1))
}

/// 第3条第2項: a holiday on a Sunday is made up for on the first day after it that is none.
fn substitutes(days: &BTreeMap<Date, &'static str>) -> impl Iterator<Item = Date> {
    let sundays = days
        .keys()
        .filter(|day| day.weekday() == Weekday::Sunday)
        .copied();
    sundays.filter_map(|sunday| {
        let mut after = (1..8).filter_map(move |step: i32| sunday.checked_add(step.days()).ok());
        after.find(|day| !days.contains_key(day))
    })
}

/// 第3条第3項: the day between two holidays that have a name.
fn between(days: &BTreeMap<Date, &'static str>) -> impl Iterator<Item = Date> {
    days.keys().filter_map(|day| {
        let middle = day.tomorrow().ok()?;
        let last = middle.tomorrow().ok()?;
        (!days.contains_key(&middle) && days.contains_key(&last)).then_some(middle)
    })
}
