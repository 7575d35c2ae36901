//! Fiscal years and their labels.

use calendar::{CalendarYear, FiscalYear, Minutes, YearSpan, YearStyle};
use jiff::civil::date;
use proptest::prelude::*;

#[test]
fn labels_follow_the_style_of_the_plan() {
    use YearStyle::{Era, FirstDay, Heisei, Western};
    for (year, style, label, short, english) in [
        (2018, Era, "平成30年度", "H30", "FY2018 (H30)"),
        (2019, Era, "令和元年度", "R1", "FY2019 (R1)"),
        (2020, Era, "令和2年度", "R2", "FY2020 (R2)"),
        (2026, Era, "令和8年度", "R8", "FY2026 (R8)"),
        (2018, FirstDay, "平成30年度", "H30", "FY2018 (H30)"),
        (2019, FirstDay, "平成31年度", "H31", "FY2019 (H31)"),
        (2020, FirstDay, "令和2年度", "R2", "FY2020 (R2)"),
        (2019, Heisei, "平成31年度", "H31", "FY2019 (H31)"),
        (2021, Heisei, "平成33年度", "H33", "FY2021 (H33)"),
        (1988, Heisei, "昭和63年度", "S63", "FY1988 (S63)"),
        (1989, Heisei, "平成元年度", "H1", "FY1989 (H1)"),
        (2019, Western, "2019年度", "2019", "FY2019"),
        // Heisei began in January: the fiscal year before its first stays in Showa.
        (1988, Era, "昭和63年度", "S63", "FY1988 (S63)"),
        (1989, Era, "平成元年度", "H1", "FY1989 (H1)"),
        (1926, Era, "昭和元年度", "S1", "FY1926 (S1)"),
        (1926, FirstDay, "大正15年度", "T15", "FY1926 (T15)"),
        // Before the Gregorian calendar there is no era to print.
        (1800, Era, "1800年度", "1800", "FY1800"),
    ] {
        let year = FiscalYear(year);
        assert_eq!(year.label(style), label, "{year} {style:?}");
        assert_eq!(year.short_label(style), short, "{year} {style:?}");
        assert_eq!(year.english_label(style), english, "{year} {style:?}");
    }
}

#[test]
fn a_year_that_no_calendar_has_is_still_printed() {
    for year in [i16::MIN, -10_000, 9_999, 10_000, i16::MAX] {
        let year = FiscalYear(year);
        for style in YearStyle::ALL {
            assert!(year.label(style).ends_with("年度"));
        }
        assert!(year.period().contains(year.first_day()), "{year}");
    }
    let all = YearSpan::new(FiscalYear(i16::MIN), FiscalYear(i16::MAX)).unwrap();
    assert_eq!(all.len(), 65_536);
}

#[test]
fn a_calendar_year_is_not_a_fiscal_year() {
    let day = date(2027, 1, 1);
    assert_eq!(CalendarYear::of(day), CalendarYear(2027));
    assert_eq!(FiscalYear::of(day), FiscalYear(2026));
}

#[test]
fn years_of_files_are_read_strictly() {
    for text in [
        "",
        "19",
        "2019-",
        "-2019",
        "2019-2018",
        "2019-20",
        "20190",
        "２０１９",
        "2019 - 2020",
    ] {
        assert_eq!(YearSpan::read(text), None, "{text}");
    }
}

#[test]
fn working_time_prints_hours_and_minutes() {
    for (minutes, text) in [
        (Minutes::of(7, 45), "7:45"),
        (Minutes(-15), "-0:15"),
        (Minutes(0), "0:00"),
        (Minutes(600), "10:00"),
    ] {
        assert_eq!(minutes.to_string(), text);
    }
    let day: Minutes = [Minutes::of(3, 30), Minutes::of(4, 15)].into_iter().sum();
    assert_eq!(day - Minutes::of(7, 45), Minutes(0));
}

fn span() -> impl Strategy<Value = YearSpan> {
    (1950_i16..2100, 0_i16..12)
        .prop_map(|(from, more)| YearSpan::new(FiscalYear(from), FiscalYear(from + more)).unwrap())
}

proptest! {
    #[test]
    fn a_year_holds_exactly_its_own_days(days in 0..100_000_i64) {
        let day = date(1900, 1, 1) + jiff::Span::new().days(days);
        let year = FiscalYear::of(day);
        prop_assert!(year.period().contains(day));
        prop_assert!(!year.next().period().contains(day));
        prop_assert!(!year.previous().period().contains(day));
        prop_assert_eq!(year.last_day().tomorrow().unwrap(), year.next().first_day());
    }

    #[test]
    fn a_span_reads_back_as_written(span in span()) {
        prop_assert_eq!(YearSpan::read(&span.to_string()), Some(span));
        prop_assert_eq!(span.years().count(), span.len());
        prop_assert!(!span.is_empty());
    }

    #[test]
    fn spans_overlap_when_they_share_a_year(a in span(), b in span()) {
        let shared = a.years().any(|year| b.contains(year));
        prop_assert_eq!(a.overlaps(b), shared);
        prop_assert_eq!(b.overlaps(a), shared);
        prop_assert_eq!(a.covers(b), b.years().all(|year| a.contains(year)));
    }

    #[test]
    fn a_span_that_ends_before_it_begins_is_none(from in 1950_i16..2100, less in 1_i16..50) {
        prop_assert_eq!(YearSpan::new(FiscalYear(from), FiscalYear(from - less)), None);
    }
}
