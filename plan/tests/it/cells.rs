//! What a cell prints.

use calendar::{FiscalYear, YearSpan, YearStyle};
use jiff::civil::date;
use measure::{Amount, Comparator, Quality, Target};
use plan::document::{Cell, Level, Measure, Numbering, Part, Program, Value, YearTarget};
use plan::text::{
    Piece, TemplateError, cell_text, escape_template, node_label, parse_template, target_of,
    target_term,
};
use proptest::prelude::*;

fn span(text: &str) -> YearSpan {
    YearSpan::read(text).unwrap()
}

fn program() -> Program {
    let value = |year, amount: &str| Value {
        year: FiscalYear(year),
        amount: amount.parse().unwrap(),
        quality: Quality::Final,
        source: None,
        computed: false,
    };
    let target = |year, amount: &str| YearTarget {
        year: FiscalYear(year),
        target: Target {
            comparator: Comparator::AtLeast,
            amount: amount.parse().unwrap(),
            baseline: None,
        },
    };
    Program {
        key: "service-diagnosis".to_owned(),
        part: Part::Review,
        node: "1".to_owned(),
        name: "窓口・電話対応診断".to_owned(),
        owner: None,
        plan: Vec::new(),
        actual: Vec::new(),
        measures: vec![Measure {
            key: "service.score".to_owned(),
            label: "点数".to_owned(),
            unit: "点".to_owned(),
            definitions: Vec::new(),
            targets: vec![target(2016, "86"), target(2018, "90")],
            values: vec![
                value(2018, "80.70"),
                value(2016, "75"),
                value(2020, "1234567"),
            ],
        }],
        evaluations: Vec::new(),
        origins: Vec::new(),
        note: None,
    }
}

fn printed(years: &str, text: &str, quality: Quality, style: YearStyle) -> String {
    let cell = Cell {
        years: span(years),
        text: text.to_owned(),
        status: None,
        merged_into: None,
        quality,
    };
    cell_text(&program(), &cell, style)
}

#[test]
fn figures_stand_where_the_text_names_them() {
    for (years, text, expected) in [
        ("2016", "実施：{service.score}点", "実施：75点"),
        ("2018", "実施：{service.score}点", "実施：80.70点"),
        ("2017", "実施：{service.score}点", "実施：―点"),
        (
            "2016",
            "実施 目標：{service.score:target}点",
            "実施 目標：86点",
        ),
        ("2017", "目標：{service.score:target}点", "目標：―点"),
        ("2017", "前年度{service.score@2016}点", "前年度75点"),
        // A merged cell shows the last of its years that has a figure.
        ("2016-2018", "{service.score}点", "80.70点"),
        ("2016-2017", "{service.score}点", "75点"),
        ("2016-2018", "目標{service.score:target}点", "目標90点"),
        ("2020", "{service.score}円", "1234567円"),
        ("2016", "{nowhere}件、{nowhere:target}件", "―件、―件"),
        ("2016", "{{予定}}", "{予定}"),
        ("2016", "{{{service.score}}}", "{75}"),
        ("2016", "", ""),
        // What validation refuses is shown as it stands.
        ("2016", "{service.score点", "{service.score点"),
    ] {
        assert_eq!(
            printed(years, text, Quality::Final, YearStyle::Heisei),
            expected,
            "{text}"
        );
    }
}

#[test]
fn how_sure_a_figure_is_stands_behind_the_text() {
    let as_of = Quality::AsOf(date(2019, 3, 1));
    for (quality, style, expected) in [
        (Quality::Final, YearStyle::Heisei, "75点"),
        (Quality::Scheduled, YearStyle::Heisei, "75点（予定）"),
        (Quality::Forecast, YearStyle::Heisei, "75点（予測値）"),
        (as_of, YearStyle::Heisei, "75点（平成31年3月1日時点）"),
        (as_of, YearStyle::Era, "75点（平成31年3月1日時点）"),
        (as_of, YearStyle::Western, "75点（2019年3月1日時点）"),
    ] {
        assert_eq!(
            printed("2016", "{service.score}点", quality, style),
            expected
        );
    }
}

#[test]
fn texts_that_are_no_templates_are_told_apart() {
    let bad = |inside: &str| Err(TemplateError::NotAPlaceholder(inside.to_owned()));
    for (text, expected) in [
        ("{", Err(TemplateError::Unclosed)),
        ("a{b", Err(TemplateError::Unclosed)),
        ("}", Err(TemplateError::Unopened)),
        ("a}b", Err(TemplateError::Unopened)),
        ("{}", bad("")),
        ("{応募件数}", bad("応募件数")),
        ("{a b}", bad("a b")),
        ("{A}", bad("A")),
        ("{a:goal}", bad("a:goal")),
        ("{a@}", bad("a@")),
        ("{a@17}", bad("a@17")),
        ("{a@2016-2017}", bad("a@2016-2017")),
        ("{:target}", bad(":target")),
        ("{a{b}", bad("a{b")),
    ] {
        assert_eq!(parse_template(text), expected, "{text}");
    }
}

#[test]
fn node_numbers_print_as_their_level_says() {
    let level = |label: &str| Level {
        name: "柱".to_owned(),
        name_en: String::new(),
        label: label.to_owned(),
        numbering: Numbering::Restart,
    };
    for (label, path, expected) in [
        ("【{n}】", "2", "【2】"),
        ("{path}", "2-3-1", "2-3-1"),
        ("視点{n}", "2-3", "視点3"),
        ("{path}（{n}）", "1-4", "1-4（4）"),
    ] {
        assert_eq!(node_label(&level(label), path), expected);
    }
}

#[test]
fn targets_are_read_in_words_and_in_signs() {
    use Comparator::{AtLeast, AtMost, Equal};
    for (text, comparator, amount) in [
        ("14以上", AtLeast, "14"),
        ("４５以下", AtMost, "45"),
        ("3", Equal, "3"),
        (">= 80.7", AtLeast, "80.7"),
        ("<=45", AtMost, "45"),
        ("≧5", AtLeast, "5"),
        ("= 3", Equal, "3"),
    ] {
        let (found, number) = target_of(text).unwrap();
        assert_eq!(
            (found, number.to_string().as_str()),
            (comparator, amount),
            "{text}"
        );
    }
    for text in ["", "以上", "約6割", "14人以上", "> 5"] {
        assert_eq!(target_of(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_survives_escaping(text in "\\PC{0,40}") {
        let pieces = parse_template(&escape_template(&text)).unwrap();
        let expected = if text.is_empty() { vec![] } else { vec![Piece::Text(text)] };
        prop_assert_eq!(pieces, expected);
    }

    #[test]
    fn no_text_makes_the_template_fall_over(text in "[{}a-z:@0-9予]{0,24}") {
        let _ = parse_template(&text);
        let _ = printed("2016", &text, Quality::Forecast, YearStyle::Era);
    }

    #[test]
    fn a_target_in_words_reads_back(digits in -99_999_i64..99_999, scale in 0_u8..4, which in 0_usize..3) {
        let comparator = [Comparator::AtLeast, Comparator::AtMost, Comparator::Equal][which];
        let target = Target { comparator, amount: Amount::new(digits, scale).unwrap(), baseline: None };
        let (found, amount) = target_of(&target_term(&target)).unwrap();
        prop_assert_eq!(found, comparator);
        prop_assert_eq!(amount.to_string(), target.amount.to_string());
    }
}
