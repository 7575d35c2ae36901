//! The plan as an Excel workbook.

mod desk;
mod mistakes;
mod random;

use super::sentences::told_in_japanese;
use calendar::{FiscalYear, YearSpan};
use desk::{Desk, SAMPLE};
use exchange::{Region, Value as Content, Workbook};
use plan::document::{Part, PlanDocument, Program, Status};
use plan::formats::xlsx::{read, write};
use plan::formats::{json, toml};
use plan::problems::Problem;

fn kiyose() -> PlanDocument {
    toml::read(include_str!("../../samples/kiyose-2019.toml")).unwrap()
}

const SAMPLES: [&str; 3] = [
    include_str!("../../samples/kiyose-2019.toml"),
    include_str!("../../samples/midorino-2025.toml"),
    include_str!("../../samples/hinatano-2024.toml"),
];

/// Amounts that are equal may differ in their digits; this does not forgive it.
fn exact(document: &PlanDocument) -> String {
    json::write(document)
}

fn told(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(told_in_japanese).collect()
}

fn program<'d>(document: &'d PlanDocument, part: Part, name: &str) -> &'d Program {
    document
        .programs
        .iter()
        .find(|p| p.part == part && p.name == name)
        .unwrap()
}

#[test]
fn the_samples_survive_excel() {
    for sample in SAMPLES {
        let document = toml::read(sample).unwrap();
        let bytes = write(&document).unwrap();
        let back = read(&bytes).unwrap_or_else(|problems| panic!("{:#?}", told(&problems)));
        assert_eq!(exact(&back), exact(&document));
        assert_eq!(write(&back).unwrap(), bytes, "the same bytes again");
    }
}

#[test]
fn another_program_keeps_the_plan() {
    // Nothing but values and merged cells survives here: no formats, no formulas, no widths.
    for sample in SAMPLES {
        let document = toml::read(sample).unwrap();
        let back = Desk::of(&document).reading();
        assert_eq!(exact(&back.document), exact(&document));
        assert_eq!(back.notes, []);
    }
}

#[test]
fn the_tables_merge_the_years_as_the_document_does() {
    let book = Workbook::open(&SAMPLE.with(Clone::clone)).unwrap();
    let sheet = book.sheet("振り返り").unwrap();
    let (row, _) = Desk::sample().find("振り返り", "フィールドイノベーター養成研修");
    assert_eq!(sheet.value(row, 4), Some(&Content::Text("継続".into())));
    assert_eq!(
        sheet.region(row, 4),
        Some(Region {
            top: row,
            left: 4,
            bottom: row,
            right: 6
        })
    );
    assert_eq!(
        sheet.value(row + 1, 4),
        Some(&Content::Text("実施：18名".into()))
    );
    assert_eq!(sheet.region(row + 1, 4), None);
    assert_eq!(sheet.value(3, 4), Some(&Content::Text("平成28年度".into())));
}

#[test]
fn a_changed_text_is_read_and_an_unchanged_one_keeps_its_template() {
    let document = kiyose();
    let name = "職員提案制度等の周知徹底";
    let before = program(&document, Part::Review, name).clone();
    assert!(
        before.actual[0].text.contains('{'),
        "the sample fills in its figures: {:?}",
        before.actual
    );
    let mut desk = Desk::sample();
    let (row, _) = desk.find("振り返り", name);
    desk.set("振り返り", (row + 1, 4), "応募なし");
    let after = desk.read();
    let after = program(&after, Part::Review, name);
    assert_eq!(after.actual[0].text, "応募なし");
    assert_eq!(after.actual[1..], before.actual[1..]);
    assert_eq!(after.plan, before.plan);
}

#[test]
fn a_changed_figure_leaves_the_template() {
    let document = kiyose();
    let name = "職員提案制度等の周知徹底";
    let before = program(&document, Part::Review, name).clone();
    let mut desk = Desk::sample();
    let key = &before.measures[0].key;
    let (row, _) = desk.find("指標", key);
    let (_, column) = desk.find("指標", "実績値");
    desk.set("指標", (row, column), " １２，３４５．６０ ");
    let after = desk.read();
    let after = program(&after, Part::Review, name);
    assert_eq!(after.measures[0].values[0].amount.to_string(), "12345.60");
    assert_eq!(after.actual, before.actual);
    assert!(
        plan::text::cell_text(after, &after.actual[0], document.year_style).contains("12345.60")
    );
}

#[test]
fn a_new_program_is_two_rows_and_gets_a_key() {
    let name = "業務改善活動の実施";
    let mut desk = Desk::sample();
    let (row, _) = desk.find("実施計画", name);
    desk.insert_rows("実施計画", row + 2, 2);
    for (place, text) in [
        ((row + 2, 2), "改善発表会の開催"),
        ((row + 2, 3), "計画"),
        ((row + 2, 5), "開催　"),
        ((row + 3, 3), "実　績"),
    ] {
        desk.set("実施計画", place, text);
    }
    let reading = desk.reading();
    let new = program(&reading.document, Part::Plan, "改善発表会の開催");
    assert_eq!(
        (new.key.as_str(), new.node.as_str()),
        ("p-1-1-2-1", "1-1-2")
    );
    assert_eq!(new.plan[0].years, YearSpan::of(FiscalYear(2020)));
    assert_eq!(new.plan[0].text, "開催");
    assert_eq!(new.actual, []);
    assert_eq!(told(&reading.notes).len(), 1);
    let index = |name: &str| {
        let programs = &reading.document.programs;
        programs
            .iter()
            .position(|p| p.part == Part::Plan && p.name == name)
            .unwrap()
    };
    assert_eq!(
        index("改善発表会の開催"),
        index(name) + 1,
        "where the officer put it"
    );
}

#[test]
fn cells_merged_by_the_officer_become_one_cell_over_the_years() {
    let mut desk = Desk::sample();
    let name = "職員提案制度等の周知徹底";
    let (row, _) = desk.find("振り返り", name);
    for (column, text) in [(4, "毎年10件ほど"), (5, ""), (6, "")] {
        desk.set("振り返り", (row + 1, column), text);
    }
    let region = Region {
        top: row + 1,
        left: 4,
        bottom: row + 1,
        right: 6,
    };
    desk.merged.push(("振り返り".to_owned(), region));
    let after = desk.reading();
    let cells = &program(&after.document, Part::Review, name).actual;
    assert_eq!(cells.len(), 1);
    assert_eq!(
        cells[0].years,
        YearSpan::new(FiscalYear(2016), FiscalYear(2018)).unwrap()
    );
    assert_eq!(cells[0].text, "毎年10件ほど");
    // The three cells that are gone had templates; somebody should know.
    assert_eq!(after.notes.len(), 3);
    assert!(
        told(&after.notes)[0].contains("2016"),
        "{:?}",
        told(&after.notes)
    );
}

#[test]
fn a_status_is_chosen_beside_the_cell() {
    let mut desk = Desk::sample();
    let name = "フィールドイノベーター養成研修";
    let rows: Vec<u32> = desk
        .cells
        .iter()
        .filter(|((sheet, ..), value)| sheet == "セルの状態" && value.text() == name)
        .map(|((_, row, _), _)| *row)
        .collect();
    assert_eq!(rows.len(), 4, "one cell of the plan, three of the actual");
    let (_, column) = desk.find("セルの状態", "状態");
    desk.set("セルの状態", (rows[3], column), "未実施");
    let after = desk.read();
    assert_eq!(
        program(&after, Part::Review, name).actual[2].status,
        Some(Status::NotCarried)
    );
}

#[test]
fn columns_may_stand_in_another_order_and_extra_sheets_are_left_aside() {
    let document = kiyose();
    let mut desk = Desk::sample();
    // The first two columns of the figures change places.
    let cells = std::mem::take(&mut desk.cells);
    desk.cells = cells
        .into_iter()
        .map(|((sheet, row, column), value)| {
            let column = match column {
                1 if sheet == "指標" && row > 2 => 2,
                2 if sheet == "指標" && row > 2 => 1,
                other => other,
            };
            ((sheet, row, column), value)
        })
        .collect();
    desk.names.push("メモ".to_owned());
    desk.set("メモ", (1, 1), "担当への覚え書き");
    let reading = desk.reading();
    assert_eq!(exact(&reading.document), exact(&document));
    assert_eq!(
        told(&reading.notes),
        ["シート「メモ」のA1: シート「メモ」は計画のシートではないため、読み込みませんでした。"]
    );
}

#[test]
fn headings_and_years_may_be_written_in_other_ways() {
    let document = kiyose();
    let mut desk = Desk::sample();
    desk.set("実施計画", (3, 4), "Ｈ３１");
    desk.set("実施計画", (3, 5), " 2020 年度");
    desk.set("実施計画", (3, 6), "令和3年度");
    desk.set("実施計画", (3, 2), "取組 ・ 事業");
    let (row, column) = desk.find("実施計画", "1-1-2");
    desk.set("実施計画", (row, column), "１－１－２");
    assert_eq!(exact(&desk.read()), exact(&document));
}

#[test]
fn a_document_that_is_no_table_is_not_written() {
    let mut document = kiyose();
    document.programs[0].plan[0].years = YearSpan::of(FiscalYear(1999));
    let error = format!("{:#}", write(&document).unwrap_err());
    assert!(error.contains("lies outside 2016-2018"), "{error}");
    let mut document = kiyose();
    let again = document.programs[0].plan[0].clone();
    document.programs[0].plan.push(again);
    let error = format!("{:#}", write(&document).unwrap_err());
    assert!(error.contains("two cells stand over"), "{error}");
    let mut document = kiyose();
    document.programs[0].node = "7-7-7".to_owned();
    assert!(write(&document).is_err());
}

#[test]
fn what_is_no_workbook_is_told_in_plain_words() {
    for bytes in [b"".as_slice(), b"a,b", b"PK\x03\x04"] {
        let problems = read(bytes).unwrap_err();
        assert_eq!(problems.len(), 1);
        assert!(
            problems[0].key.starts_with("exchange-refusal-"),
            "{problems:?}"
        );
    }
}

/// Opens the workbook with another program when there is one.
#[test]
fn openpyxl_opens_it() {
    use std::process::Command;
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python)
        .args(["-c", "import openpyxl"])
        .output();
    if !has.is_ok_and(|output| output.status.success()) {
        println!("skipped: {python} has no openpyxl");
        return;
    }
    let folder = tempfile();
    let path = folder.join("plan.xlsx");
    std::fs::write(&path, write(&kiyose()).unwrap()).unwrap();
    let script = "import sys, openpyxl\n\
        book = openpyxl.load_workbook(sys.argv[1])\n\
        assert len(book.sheetnames) == 11, book.sheetnames\n\
        sheet = book['振り返り']\n\
        assert sheet['D3'].value == '平成28年度', sheet['D3'].value\n\
        assert len(sheet.merged_cells.ranges) > 100\n\
        book.save(sys.argv[1])\n";
    let output = Command::new(&python)
        .arg("-c")
        .arg(script)
        .arg(&path)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    // Saved by the other program, formulas have no results any more; nothing is lost.
    let back = read(&std::fs::read(&path).unwrap());
    std::fs::remove_dir_all(&folder).unwrap();
    let back = back.unwrap_or_else(|problems| panic!("{:#?}", told(&problems)));
    assert_eq!(exact(&back), exact(&kiyose()));
}

fn tempfile() -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("plan-xlsx-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
