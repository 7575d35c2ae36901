//! What the pictures must and must not show.

use super::*;
use crate::kit::Status;
use crate::kit::testing::text;
use calendar::{Date, FiscalYear, YearSpan, YearStyle};
use measure::{Amount, Point, Quality};
use words::Language::{English, Japanese};
use words::{Language, Text};

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn point(year: i16, value: Option<&str>, quality: Quality, definition: u32) -> Point {
    Point {
        year: FiscalYear(year),
        amount: value.map(amount),
        quality,
        definition,
    }
}

/// Two years, one without a record, one more, and a new definition counted as of a day.
fn broken() -> Vec<Point> {
    vec![
        point(2020, Some("70"), Quality::Final, 1),
        point(2021, Some("75.0"), Quality::Final, 1),
        point(2022, None, Quality::Final, 1),
        point(2023, Some("80"), Quality::Final, 1),
        point(
            2024,
            Some("82"),
            Quality::AsOf(Date::constant(2024, 9, 30)),
            2,
        ),
    ]
}

fn with_line<R>(
    language: Language,
    points: &[Point],
    draw: impl Fn(&YearLine<'_>, &Text) -> R,
) -> R {
    let spec = YearLine {
        id: "score",
        title: "評価 <A> & B",
        unit: "点",
        years: YearSpan {
            from: FiscalYear(2020),
            to: FiscalYear(2025),
        },
        style: YearStyle::Era,
        points,
        targets: &[
            (FiscalYear(2024), amount("85")),
            (FiscalYear(2025), amount("90")),
        ],
        breaks: &[(FiscalYear(2024), "60時間→45時間".to_owned())],
    };
    draw(&spec, &text(language))
}

fn count(html: &str, part: &str) -> usize {
    html.matches(part).count()
}

#[test]
fn no_line_is_drawn_over_a_gap_or_over_a_change_of_definition() {
    let html = with_line(Japanese, &broken(), line).to_string();
    assert_eq!(
        count(&html, r#"class="ch-line" stroke"#),
        1,
        "only 2020 to 2021: {html}"
    );
    assert_eq!(
        count(&html, r#"stroke-dasharray="5 4""#),
        1,
        "one rule for the break"
    );
    assert!(
        html.contains("集計方法の変更") && html.contains("60時間→45時間"),
        "{html}"
    );
    assert!(html.contains("実績なし"), "{html}");
}

#[test]
fn a_value_that_is_not_final_is_hollow_and_says_why() {
    let html = with_line(Japanese, &broken(), line).to_string();
    assert_eq!(
        count(&html, r##"class="ch-hollow" fill="#fff""##),
        1,
        "{html}"
    );
    assert!(
        html.contains(">時点</text>") && html.contains("R6.9.30時点"),
        "{html}"
    );
    let forecast = [
        point(2023, Some("1"), Quality::Final, 1),
        point(2024, Some("2"), Quality::Forecast, 1),
    ];
    let html = with_line(Japanese, &forecast, line).to_string();
    assert!(
        html.contains("予測値") && html.contains(r#"stroke-dasharray="6 5""#),
        "{html}"
    );
}

#[test]
fn a_picture_names_and_describes_itself_and_has_its_numbers_as_a_table() {
    let html = with_line(Japanese, &broken(), line).to_string();
    let role = r#"role="img" aria-labelledby="score-t" aria-describedby="score-d""#;
    assert!(html.contains(role), "{html}");
    assert!(
        html.contains("令和6年度 82点 目標 85点 R6.9.30時点、集計方法の変更"),
        "{html}"
    );
    let table = with_line(Japanese, &broken(), |spec, t| line(spec, t).table().clone());
    assert_eq!(table.rows[1], ["令和3年度", "75.0", "", ""]);
    assert_eq!(table.rows[2], ["令和4年度", "実績なし", "", ""]);
    assert_eq!(table.rows[5], ["令和7年度", "", "90", ""]);
}

#[test]
fn titles_are_escaped_and_nothing_needs_an_inline_style() {
    for html in [
        with_line(Japanese, &broken(), line).to_string(),
        with_line(Japanese, &broken(), line_file),
    ] {
        assert!(
            html.contains("評価 &#60;A&#62; &#38; B") && !html.contains("<A>"),
            "{html}"
        );
        assert!(!html.contains("style="), "{html}");
    }
}

#[test]
fn a_file_stands_alone_and_a_page_is_as_wide_as_its_box() {
    let file = with_line(English, &broken(), line_file);
    let start = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 768 "#;
    assert!(file.starts_with(start), "{file}");
    assert!(
        file.contains("font-family") && file.contains("FY2024"),
        "{file}"
    );
    assert!(!file.contains('%'), "{file}");
    let page = with_line(English, &broken(), line).to_string();
    assert!(
        page.contains(r#"<svg width="100%""#) && page.contains("As of 30 Sep 2024"),
        "{page}"
    );
}

#[test]
fn the_picture_of_a_series_with_gap_and_break_stays_as_it_was_approved() {
    insta::assert_snapshot!(with_line(Japanese, &broken(), line_file).replace('>', ">\n"));
}

#[test]
fn a_series_without_any_figure_is_an_empty_axis() {
    let html = with_line(Japanese, &[], line).to_string();
    assert_eq!(
        count(&html, "<circle cx"),
        1,
        "only the sign of the legend: {html}"
    );
}

#[test]
fn a_bar_over_the_limit_says_so_in_a_word() {
    let rows =
        [("税務課", "31.4"), ("市民課", "11.3"), ("会計課", "0")].map(|(label, value)| Bar {
            label: label.to_owned(),
            amount: amount(value),
        });
    let spec = Bars {
        id: "b",
        title: "時間外",
        unit: "時間",
        bars: &rows,
        limit: Some(amount("25")),
    };
    let html = bars(&spec, &text(Japanese)).to_string();
    assert_eq!(count(&html, "超過 31.4時間"), 1, "{html}");
    assert_eq!(count(&html, r#"class="ch-over""#), 1, "{html}");
    let longest = r#"width="100.00%" height="14" class="ch-over""#;
    assert!(
        html.contains(longest),
        "the longest fills the width: {html}"
    );
    assert!(
        html.contains(r#"width="0.00%" height="14" class="ch-bar""#),
        "zero has no length"
    );
    assert!(bars_file(&spec, &text(Japanese)).contains("目安 25時間"));
}

#[test]
fn the_parts_of_a_whole_fill_it_without_gap_or_overlap() {
    let parts = [
        (Status::OnTrack, 27),
        (Status::Behind, 3),
        (Status::Achieved, 0),
        (Status::NotEntered, 12),
    ]
    .map(|(status, count)| Part { status, count });
    let spec = Shares {
        id: "s",
        title: "取組",
        parts: &parts,
    };
    let html = shares(&spec, &text(Japanese)).to_string();
    for place in [
        r#"x="0.00%" y="0" width="64.28%""#,
        r#"x="64.28%" y="0" width="7.14%""#,
        r#"x="71.42%" y="0" width="28.58%""#,
    ] {
        assert_eq!(count(&html, place), 1, "{place} in {html}");
    }
    assert_eq!(
        count(&html, "<rect x=\"0.00%\""),
        2,
        "the first part and the edge"
    );
    let table = shares(&spec, &text(Japanese)).table().clone();
    assert_eq!(table.rows.last().unwrap(), &["合計", "42", "100.0%"]);
    assert!(
        html.contains("合計 42件、順調 27件、遅れ 3件、達成 0件、未入力 12件"),
        "{html}"
    );
}

#[test]
fn a_whole_of_nothing_is_an_empty_box() {
    let parts = [Part {
        status: Status::OnTrack,
        count: 0,
    }];
    let spec = Shares {
        id: "s",
        title: "取組",
        parts: &parts,
    };
    let html = shares(&spec, &text(English)).to_string();
    assert!(html.contains("On track 0") && html.contains('–'), "{html}");
}

#[test]
fn a_small_line_breaks_where_the_large_one_does() {
    let html = spark(&broken(), Some(amount("85"))).to_string();
    assert_eq!(count(&html, r#"class="ch-line""#), 1, "{html}");
    assert!(
        html.contains("aria-hidden") && html.contains("ch-hollow"),
        "{html}"
    );
    assert!(!spark(&[], None).to_string().contains("circle"));
}
