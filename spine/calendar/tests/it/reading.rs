//! Reading days as people write them.

use calendar::{Date, EraDate, parse_date};
use jiff::civil::date;
use proptest::prelude::*;

#[test]
fn days_are_read_in_every_usual_writing() {
    for text in [
        "令和9年1月16日",
        "令和9年1月16",
        "令9.1.16",
        "R9.1.16",
        "r9/1/16",
        "R9-01-16",
        "㋿9年1月16日",
        "Ｒ９．１．１６",
        "２０２７／１／１６",
        "2027年1月16日",
        "2027-1-16",
        "2027-01-16",
        "2027−1−16",
        "20270116",
        "２０２７０１１６",
        " 令和 9年 1月 16日 ",
        "\u{3000}2027/1/16\u{3000}",
        "平成39年1月16日",
        "16 Jan 2027",
        "16 January 2027",
        "16-JAN-2027",
        "Jan 16, 2027",
        "January 16,2027",
        "Jan. 16, 2027",
    ] {
        assert_eq!(parse_date(text), Ok(date(2027, 1, 16)), "{text}");
    }
    assert_eq!(parse_date("令和元年5月1日"), Ok(date(2019, 5, 1)));
    assert_eq!(parse_date("昭和元年12月31日"), Ok(date(1926, 12, 31)));
}

#[test]
fn text_that_is_no_day_is_refused_with_the_text_itself() {
    for text in [
        "",
        " ",
        "来週",
        "9.1.16",
        "令和9年1月",
        "令和9年1月16日17時",
        "令和9年2月30日",
        "令和0年1月1日",
        "R9.13.1",
        "R9.+1.1",
        "2027-+1-1",
        "2027//1/1",
        "X9.1.16",
        "20270230",
        "2027116",
        "令和99999年1月1日",
        "12345678901234567890",
        "16 Ja 2027",
        "30 Feb 2027",
        "16 Jan 27",
        "January 2027",
        "116 Jan 2027",
        "Jan16 2027 9:00",
    ] {
        assert_eq!(
            parse_date(text).map_err(|e| e.0),
            Err(text.trim().to_owned()),
            "{text}"
        );
    }
}

fn any_day() -> impl Strategy<Value = Date> {
    (0..83_000_i64).prop_map(|days| date(1873, 1, 1) + jiff::Span::new().days(days))
}

proptest! {
    #[test]
    fn every_printed_day_reads_back(day in any_day()) {
        let era_date = EraDate::of(day).unwrap();
        prop_assert_eq!(parse_date(&era_date.to_string()), Ok(day));
        prop_assert_eq!(parse_date(&era_date.short()), Ok(day));
        prop_assert_eq!(parse_date(&day.to_string()), Ok(day));
        prop_assert_eq!(parse_date(&day.strftime("%Y%m%d").to_string()), Ok(day));
        prop_assert_eq!(parse_date(&day.strftime("%Y年%-m月%-d日").to_string()), Ok(day));
        prop_assert_eq!(parse_date(&day.strftime("%-d %b %Y").to_string()), Ok(day));
        prop_assert_eq!(parse_date(&day.strftime("%B %-d, %Y").to_string()), Ok(day));
    }

    #[test]
    fn no_text_makes_the_reader_fall_over(text in "\\PC{0,24}") {
        let _ = parse_date(&text);
    }

    #[test]
    fn no_text_of_date_signs_makes_the_reader_fall_over(text in "[令和平成元RHS0-9年月日./+-]{0,16}") {
        if let Ok(day) = parse_date(&text) {
            prop_assert!(day.year() >= 1000, "{}", day);
        }
    }
}
