//! The plan as open data.

use super::generator::document;
use calendar::{FiscalYear, YearSpan};
use exchange::Limits;
use exchange::csv::{Table, read};
use plan::document::{Part, PlanDocument};
use plan::formats::toml;
use plan::publish::csv::{measures_csv, programs_csv};
use proptest::prelude::*;

fn kiyose() -> PlanDocument {
    toml::read(include_str!("../../samples/kiyose-2019.toml")).unwrap()
}

fn table(bytes: &[u8]) -> Table {
    assert!(
        bytes.starts_with(b"\xEF\xBB\xBF"),
        "a byte order mark for Excel"
    );
    read(bytes, Limits::default()).unwrap()
}

/// The field of a row under a heading.
fn field<'t>(table: &'t Table, row: &'t [String], heading: &str) -> &'t str {
    let column = table.rows[0]
        .iter()
        .position(|name| name == heading)
        .unwrap();
    &row[column]
}

#[test]
fn every_program_has_a_row_for_every_year() {
    let document = kiyose();
    let table = table(&programs_csv(&document));
    let years = |part| match part {
        Part::Review => document.review_years.map_or(0, YearSpan::len),
        Part::Plan => document.plan_years.len(),
    };
    let expected: usize = document
        .programs
        .iter()
        .map(|program| years(program.part))
        .sum();
    assert_eq!(table.rows.len(), expected + 1);
    assert!(
        table
            .rows
            .iter()
            .all(|row| row.len() == table.rows[0].len())
    );
}

#[test]
fn a_year_of_a_program_says_what_was_planned_and_done() {
    let document = kiyose();
    let table = table(&programs_csv(&document));
    let row = table
        .rows
        .iter()
        .find(|row| {
            field(&table, row, "部") == "振り返り"
                && field(&table, row, "事業名") == "職員提案制度等の周知徹底"
                && field(&table, row, "年度") == "2017"
        })
        .unwrap();
    let expected = [
        ("番号", "1-1-2"),
        ("柱", "仕組みづくり"),
        ("方向性", "業務の改善"),
        ("年度（表示）", "平成29年度"),
        ("計画", "実施"),
        ("実績", "応募件数：9件"),
        ("実績値", "9"),
        ("単位", "件"),
        ("確度", "確定"),
    ];
    for (heading, value) in expected {
        assert_eq!(field(&table, row, heading), value, "{heading}");
    }
}

#[test]
fn every_figure_and_target_has_a_row_in_the_measures() {
    let document = kiyose();
    let table = table(&measures_csv(&document));
    let mut expected = 0;
    let of_programs = document
        .programs
        .iter()
        .flat_map(|program| &program.measures);
    for measure in of_programs.chain(document.nodes.iter().flat_map(|node| &node.result_measures)) {
        let mut years: Vec<FiscalYear> = measure.values.iter().map(|value| value.year).collect();
        years.extend(measure.targets.iter().map(|target| target.year));
        years.sort_unstable();
        years.dedup();
        expected += years.len();
    }
    assert!(expected > 20, "the sample has figures: {expected}");
    assert_eq!(table.rows.len(), expected + 1);
}

#[test]
fn a_share_of_the_target_is_worked_out() {
    use measure::{Amount, Baseline, Comparator, Quality, Target};
    let mut document = kiyose();
    let program = document
        .programs
        .iter_mut()
        .find(|p| p.part == Part::Plan)
        .unwrap();
    let year = document.plan_years.from;
    let baseline = Some(Baseline {
        year: FiscalYear(2018),
        amount: Some(Amount::whole(1000)),
    });
    let target = Target {
        comparator: Comparator::AtMost,
        amount: Amount::whole(950),
        baseline,
    };
    program.measures = vec![plan::document::Measure {
        key: "overtime.hours".to_owned(),
        label: "超過勤務時間".to_owned(),
        unit: "時間".to_owned(),
        definitions: Vec::new(),
        targets: vec![plan::document::YearTarget { year, target }],
        values: vec![plan::document::Value {
            year,
            amount: Amount::whole(965),
            quality: Quality::Forecast,
            source: Some("=出退勤".to_owned()),
            computed: true,
        }],
    }];
    let programs = table(&programs_csv(&document));
    let first = programs
        .rows
        .iter()
        .find(|r| field(&programs, r, "指標名") == "超過勤務時間")
        .unwrap();
    assert_eq!(field(&programs, first, "達成率（％）"), "70.0");
    let measures = table(&measures_csv(&document));
    let row = measures
        .rows
        .iter()
        .find(|r| field(&measures, r, "指標キー") == "overtime.hours")
        .unwrap();
    assert_eq!(field(&measures, row, "目標の向き"), "以下");
    assert_eq!(field(&measures, row, "基準値"), "1000");
    assert_eq!(field(&measures, row, "確度"), "予測値");
    assert_eq!(
        field(&measures, row, "出どころ"),
        "'=出退勤",
        "not a formula"
    );
    assert_eq!(field(&measures, row, "自動計算"), "○");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn open_data_of_any_plan_is_a_proper_table(document in document()) {
        for bytes in [programs_csv(&document), measures_csv(&document)] {
            let table = table(&bytes);
            prop_assert!(table.rows.iter().all(|row| row.len() == table.rows[0].len()));
        }
    }
}
