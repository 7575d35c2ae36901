//! Era dates: the days on which eras change, and every day of two centuries against ICU.

use calendar::{Date, ERAS, Era, EraDate};
use icu_calendar::Date as IcuDate;
use icu_calendar::cal::Japanese;
use jiff::civil::date;

#[test]
fn eras_change_on_their_first_day() {
    for (day, long, short) in [
        (date(1873, 1, 1), "明治6年1月1日", "M6.1.1"),
        (date(1912, 7, 29), "明治45年7月29日", "M45.7.29"),
        (date(1912, 7, 30), "大正元年7月30日", "T1.7.30"),
        (date(1926, 12, 24), "大正15年12月24日", "T15.12.24"),
        (date(1926, 12, 25), "昭和元年12月25日", "S1.12.25"),
        (date(1989, 1, 7), "昭和64年1月7日", "S64.1.7"),
        (date(1989, 1, 8), "平成元年1月8日", "H1.1.8"),
        (date(2019, 4, 30), "平成31年4月30日", "H31.4.30"),
        (date(2019, 5, 1), "令和元年5月1日", "R1.5.1"),
        (date(2027, 4, 1), "令和9年4月1日", "R9.4.1"),
    ] {
        let era_date = EraDate::of(day).unwrap();
        assert_eq!(era_date.to_string(), long);
        assert_eq!(era_date.short(), short);
    }
}

#[test]
fn days_before_the_gregorian_calendar_have_no_era_date() {
    assert_eq!(EraDate::of(date(1872, 12, 31)), None);
}

#[test]
fn an_era_is_found_by_every_way_of_writing_it() {
    for era in ERAS {
        let letter = era.letter.to_string();
        let first = era.kanji.chars().next().unwrap().to_string();
        for name in [
            era.kanji,
            letter.as_str(),
            letter.to_lowercase().as_str(),
            first.as_str(),
        ] {
            assert_eq!(Era::named(name), Some(era), "{name}");
        }
    }
    assert_eq!(Era::named("㋿").map(|era| era.letter), Some('R'));
    assert_eq!(Era::named("㍻").map(|era| era.letter), Some('H'));
    for nothing in ["", "X", "和", "令和令和", "Re"] {
        assert_eq!(Era::named(nothing), None, "{nothing}");
    }
}

#[test]
fn every_day_from_1873_to_2100_agrees_with_icu() {
    let mut day = date(1873, 1, 1);
    while day < date(2101, 1, 1) {
        let ours = EraDate::of(day).unwrap();
        assert_eq!(
            (ours.era.letter, i32::from(ours.year)),
            by_icu(day),
            "{day}"
        );
        day = day.tomorrow().unwrap();
    }
}

fn by_icu(day: Date) -> (char, i32) {
    let (month, of_month) = (
        u8::try_from(day.month()).unwrap(),
        u8::try_from(day.day()).unwrap(),
    );
    let year = IcuDate::try_new_iso(i32::from(day.year()), month, of_month)
        .unwrap()
        .to_calendar(Japanese::new())
        .year()
        .era()
        .unwrap();
    let letter = match &*year.era {
        "reiwa" => 'R',
        "heisei" => 'H',
        "showa" => 'S',
        "taisho" => 'T',
        "meiji" => 'M',
        other => panic!("{other}"),
    };
    (letter, year.year)
}
