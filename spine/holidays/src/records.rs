//! Public holidays as records.

use calendar::{Date, national_holidays};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// Where a public holiday is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// The rules of the law, as the program knows them.
    Law,
    /// The rules of the law, for a year whose list has not been published yet.
    Forecast,
    /// A file of the Cabinet Office.
    File,
    /// The city's own ordinance.
    City,
}

impl Source {
    /// Its name in fluent keys, and in the database for those that stand there.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Source::Law => "law",
            Source::Forecast => "forecast",
            Source::File => "file",
            Source::City => "city",
        }
    }

    /// What the rules of the law are worth in a year.
    #[must_use]
    pub const fn of_law(year: i16) -> Source {
        if year > calendar::LAST_PUBLISHED_YEAR {
            Source::Forecast
        } else {
            Source::Law
        }
    }
}

/// A public holiday of the city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub day: Date,
    /// Its name.
    pub name: String,
    /// Where it is known from.
    pub source: Source,
}

/// The first year of the published list, and the last for which days are kept.
pub(crate) const YEARS: RangeInclusive<i16> = 1955..=2099;

/// What holds in the years: per year the file if it has the year, else the law, and the city's own days, which
/// give way to a holiday that has become one of all.
pub(crate) fn effective(stored: Vec<Holiday>, years: RangeInclusive<i16>) -> Vec<Holiday> {
    let of_file = stored.iter().filter(|one| one.source == Source::File);
    let filed: BTreeSet<i16> = of_file.map(|one| one.day.year()).collect();
    let of_law = years.filter(|year| !filed.contains(year)).flat_map(|year| {
        let source = Source::of_law(year);
        let days = national_holidays(year).into_iter();
        days.map(move |one| Holiday {
            day: one.day,
            name: one.name.to_owned(),
            source,
        })
    });
    let (own, filed): (Vec<Holiday>, Vec<Holiday>) = stored
        .into_iter()
        .partition(|one| one.source == Source::City);
    let mut by_day: BTreeMap<Date, Holiday> = BTreeMap::new();
    for one in of_law.chain(filed).chain(own) {
        by_day.entry(one.day).or_insert(one);
    }
    by_day.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn one(day: Date, name: &str, source: Source) -> Holiday {
        let name = name.to_owned();
        Holiday { day, name, source }
    }

    #[test]
    fn a_year_of_a_file_is_taken_from_the_file_alone() {
        let filed = one(date(2026, 6, 1), "新しい祝日", Source::File);
        let all = effective(vec![filed.clone()], 2026..=2027);
        let of = |year: i16| {
            let of_year = all.iter().filter(move |one| one.day.year() == year);
            of_year.cloned().collect::<Vec<_>>()
        };
        assert_eq!(of(2026), [filed]);
        assert_eq!(of(2027).len(), 17);
    }

    #[test]
    fn a_day_of_the_city_stands_beside_the_law_and_gives_way_to_it() {
        let own = one(date(2026, 8, 6), "平和記念日", Source::City);
        let same = one(date(2026, 8, 11), "市の日", Source::City);
        let all = effective(vec![own.clone(), same], 2026..=2026);
        assert_eq!(all.len(), 19);
        assert!(all.contains(&own));
        let mountain = all.iter().find(|one| one.day == date(2026, 8, 11));
        assert_eq!(mountain.map(|one| one.name.as_str()), Some("山の日"));
    }

    #[test]
    fn years_to_come_are_a_forecast() {
        assert_eq!(Source::of_law(2027), Source::Law);
        assert_eq!(Source::of_law(2028), Source::Forecast);
    }
}
