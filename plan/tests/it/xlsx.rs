//! The plan as an Excel workbook.

use super::generator::document;
use super::sentences::told_in_japanese;
use calendar::{FiscalYear, YearSpan};
use exchange::xlsx::{Format, Workbook as Writer};
use exchange::{Region, Value as Content, Workbook};
use plan::document::{Part, PlanDocument, Program, Status};
use plan::formats::xlsx::{Reading, read, read_with_notes, write};
use plan::formats::{json, toml};
use plan::problems::Problem;
use proptest::prelude::*;
use std::collections::BTreeMap;

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

thread_local! {
    static SAMPLE: Vec<u8> = write(&kiyose()).unwrap();
    static DESK: Desk = Desk::open(&SAMPLE.with(Clone::clone));
}

/// A workbook as an officer edits it: cells by sheet, row and column from 1, and merged cells.
#[derive(Clone)]
struct Desk {
    names: Vec<String>,
    cells: BTreeMap<(String, u32, u16), Content>,
    merged: Vec<(String, Region)>,
}

impl Desk {
    fn open(bytes: &[u8]) -> Desk {
        let book = Workbook::open(bytes).unwrap();
        let mut desk = Desk { names: Vec::new(), cells: BTreeMap::new(), merged: Vec::new() };
        for sheet in &book.sheets {
            desk.names.push(sheet.name.clone());
            for (row, cells) in sheet.rows() {
                for (column, value) in cells {
                    desk.cells.insert((sheet.name.clone(), row, *column), value.clone());
                }
            }
            desk.merged.extend(sheet.merged.iter().map(|region| (sheet.name.clone(), *region)));
        }
        desk
    }

    /// The workbook of the sample.
    fn sample() -> Desk {
        DESK.with(Clone::clone)
    }

    fn of(document: &PlanDocument) -> Desk {
        Desk::open(&write(document).unwrap())
    }

    /// Where a text first stands in a sheet.
    fn find(&self, sheet: &str, text: &str) -> (u32, u16) {
        let found = self.cells.iter().find(|((name, ..), value)| name == sheet && value.text() == text);
        let ((_, row, column), _) = found.unwrap_or_else(|| panic!("{text} stands in {sheet}"));
        (*row, *column)
    }

    fn set(&mut self, sheet: &str, (row, column): (u32, u16), text: &str) {
        let place = (sheet.to_owned(), row, column);
        if text.is_empty() {
            self.cells.remove(&place);
        } else {
            self.cells.insert(place, Content::Text(text.to_owned()));
        }
    }

    /// Moves everything below a row down, as inserting rows does.
    fn insert_rows(&mut self, sheet: &str, before: u32, count: u32) {
        let moved = |name: &str, row: u32| if name == sheet && row >= before { row + count } else { row };
        let cells = std::mem::take(&mut self.cells);
        self.cells = cells.into_iter().map(|((n, r, c), v)| ((n.clone(), moved(&n, r), c), v)).collect();
        for (name, region) in &mut self.merged {
            region.top = moved(name, region.top);
            region.bottom = moved(name, region.bottom);
        }
    }

    fn save(&self) -> Vec<u8> {
        let mut book = Writer::new();
        for name in &self.names {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            for (_, region) in self.merged.iter().filter(|(own, _)| own == name) {
                let (top, left, bottom, right) = (region.top, region.left, region.bottom, region.right);
                sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", &Format::new()).unwrap();
            }
            for ((_, row, column), value) in self.cells.iter().filter(|((own, ..), _)| own == name) {
                let (row, column) = (row - 1, column - 1);
                match value {
                    Content::Number(number) => sheet.write_number(row, column, number.parse::<f64>().unwrap()),
                    Content::Date(day) => {
                        let day = exchange::excel_date(*day).unwrap();
                        sheet.write_datetime_with_format(row, column, &day, &exchange::date_format())
                    }
                    other => sheet.write_string(row, column, other.text()),
                }
                .unwrap();
            }
        }
        book.save_to_buffer().unwrap()
    }

    fn read(&self) -> PlanDocument {
        self.reading().document
    }

    fn reading(&self) -> Reading {
        read_with_notes(&self.save()).unwrap_or_else(|problems| panic!("{:?}", told(&problems)))
    }

    fn problems(&self) -> Vec<String> {
        told(&read(&self.save()).expect_err("there is something to put right"))
    }
}

fn told(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(told_in_japanese).collect()
}

fn program<'d>(document: &'d PlanDocument, part: Part, name: &str) -> &'d Program {
    document.programs.iter().find(|p| p.part == part && p.name == name).unwrap()
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
    assert_eq!(sheet.region(row, 4), Some(Region { top: row, left: 4, bottom: row, right: 6 }));
    assert_eq!(sheet.value(row + 1, 4), Some(&Content::Text("実施：18名".into())));
    assert_eq!(sheet.region(row + 1, 4), None);
    assert_eq!(sheet.value(3, 4), Some(&Content::Text("平成28年度".into())));
}

#[test]
fn a_changed_text_is_read_and_an_unchanged_one_keeps_its_template() {
    let document = kiyose();
    let name = "職員提案制度等の周知徹底";
    let before = program(&document, Part::Review, name).clone();
    assert!(before.actual[0].text.contains('{'), "the sample fills in its figures: {:?}", before.actual);
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
    assert!(plan::text::cell_text(after, &after.actual[0], document.year_style).contains("12345.60"));
}

#[test]
fn a_new_program_is_two_rows_and_gets_a_key() {
    let document = kiyose();
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
    assert_eq!((new.key.as_str(), new.node.as_str()), ("p-1-1-2-1", "1-1-2"));
    assert_eq!(new.plan[0].years, YearSpan::of(FiscalYear(2020)));
    assert_eq!(new.plan[0].text, "開催");
    assert_eq!(new.actual, []);
    assert_eq!(told(&reading.notes).len(), 1);
    let index = |name: &str| {
        let programs = &reading.document.programs;
        programs.iter().position(|p| p.part == Part::Plan && p.name == name).unwrap()
    };
    assert_eq!(index("改善発表会の開催"), index(name) + 1, "where the officer put it");
}

#[test]
fn cells_merged_by_the_officer_become_one_cell_over_the_years() {
    let mut desk = Desk::sample();
    let name = "職員提案制度等の周知徹底";
    let (row, _) = desk.find("振り返り", name);
    for (column, text) in [(4, "毎年10件ほど"), (5, ""), (6, "")] {
        desk.set("振り返り", (row + 1, column), text);
    }
    let region = Region { top: row + 1, left: 4, bottom: row + 1, right: 6 };
    desk.merged.push(("振り返り".to_owned(), region));
    let after = desk.reading();
    let cells = &program(&after.document, Part::Review, name).actual;
    assert_eq!(cells.len(), 1);
    assert_eq!(cells[0].years, YearSpan::new(FiscalYear(2016), FiscalYear(2018)).unwrap());
    assert_eq!(cells[0].text, "毎年10件ほど");
    // The three cells that are gone had templates; somebody should know.
    assert_eq!(after.notes.len(), 3);
    assert!(told(&after.notes)[0].contains("2016"), "{:?}", told(&after.notes));
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
    assert_eq!(program(&after, Part::Review, name).actual[2].status, Some(Status::NotCarried));
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
    assert_eq!(told(&reading.notes), ["シート「メモ」のA1: シート「メモ」は計画のシートではないため、読み込みませんでした。"]);
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

/// What an officer may do wrong, and what the import page says.
#[test]
fn every_mistake_is_told_at_its_cell_in_plain_words() {
    type Mistake = fn(&mut Desk);
    let cases: [(Mistake, &str); 22] = [
        (|d| d.names.retain(|name| name != "体系図"), "ファイル全体: シート「体系図」がありません。"),
        (|d| d.set("実施計画", (3, 5), "2025年度"), "シート「実施計画」のE3: 年度「2025年度」は、「表紙」の年度（2019-2021）に入っていません。"),
        (|d| d.set("実施計画", (3, 5), "来年度"), "シート「実施計画」のE3: 見出し「来年度」は使われていません。"),
        (|d| d.set("実施計画", (3, 5), "平成31年度"), "シート「実施計画」のE3: 見出し「平成31年度」の列が2つあります。"),
        (|d| d.set("実施計画", (3, 3), ""), "シート「実施計画」のA3: 見出し「区分」の列がありません。"),
        (|d| d.set("指標", (4, 12), "11件"), "シート「指標」のL4: 「実績値」の「11件」を数値として読めません。"),
        (|d| d.set("指標", (4, 7), "去年"), "シート「指標」のG4: 「年度」の「去年」を年度として読めません。"),
        (|d| d.set("指標", (4, 13), "たぶん"), "シート「指標」のM4: 「確度」の「たぶん」は使われていません。確定・予定・予測値・時点 から選んでください。"),
        (|d| d.set("指標", (4, 13), "時点"), "シート「指標」のN4: 「時点の日」が空です。"),
        (|d| d.set("指標", (4, 2), "no-such-program"), "シート「指標」のB4: 「振り返り」に事業キー「no-such-program」の事業がありません。"),
        (|d| { d.names.retain(|n| n != "表紙"); d.names.push("表 紙2".to_owned()); }, "ファイル全体: シート「表紙」がありません。"),
        (|d| { let at = d.find("表紙", "計画の最後の年度"); d.set("表紙", (at.0, 2), "平成30年度"); }, "「計画の最後の年度」の「平成30年度」が最初の年度より前です。"),
        (|d| { let at = d.find("表紙", "計画コード"); d.set("表紙", at, ""); d.set("表紙", (at.0, 2), ""); }, "「計画コード」の行がありません。"),
        (|d| { let at = d.find("表紙", "自治体名"); d.set("表紙", at, "自治体の名"); }, "項目「自治体の名」は使われていません。"),
        (|d| { let at = d.find("体系図", "1-1-2"); d.set("体系図", at, "1-1-1"); }, "番号「1-1-1」が2つあります。"),
        (|d| { let at = d.find("体系図", "1-1-2"); d.cells.insert(("体系図".to_owned(), at.0, at.1), Content::Date(calendar::Date::constant(2001, 1, 2))); }, "番号が日付（2001-01-02）になっています。"),
        (|d| { let at = d.find("実施計画", "1-1-2"); d.set("実施計画", at, "9-9"); }, "番号「9-9」は「体系図」にありません。"),
        (|d| { let at = d.find("実施計画", "ボトムアップ"); d.set("実施計画", at, "ボトム・アップ"); }, "見出し「ボトム・アップ」が「体系図」の名称「ボトムアップ」と違います。"),
        (|d| { let at = d.find("振り返り", "フィールドイノベーター養成研修"); d.set("振り返り", (at.0, 3), "予算"); }, "区分は「計画」か「実績」にしてください（いまは「予算」です）。"),
        (|d| { let at = d.find("振り返り", "フィールドイノベーター養成研修"); d.merged.retain(|(s, r)| s != "振り返り" || r.top > at.0 || r.bottom < at.0); d.merged.push(("振り返り".to_owned(), Region { top: at.0, left: 6, bottom: at.0, right: 7 })); d.set("振り返り", (at.0, 6), "はみ出し"); }, "結合したセルが年度の列からはみ出しています。"),
        (|d| { let at = d.find("振り返り", "フィールドイノベーター養成研修"); let key = d.cells[&("振り返り".to_owned(), at.0, 8)].clone(); let other = d.find("振り返り", "業務改善活動の検討"); d.cells.insert(("振り返り".to_owned(), other.0, 8), key); }, "「振り返り」に事業キー「"),
        (|d| { let at = d.find("振り返り", "概要"); d.set("振り返り", (at.0, 2), "ちがう概要"); }, "概要が「振り返り」と「実施計画」で違います。"),
    ];
    for (mistake, sentence) in cases {
        let mut desk = Desk::sample();
        mistake(&mut desk);
        let problems = desk.problems();
        assert!(problems.iter().any(|told| told.contains(sentence)), "{sentence}\n{problems:#?}");
    }
}

#[test]
fn what_the_plan_itself_forbids_is_told_at_its_cell() {
    let mut desk = Desk::sample();
    let name = "職員提案制度等の周知徹底";
    let (row, _) = desk.find("振り返り", name);
    desk.set("振り返り", (row + 1, 5), "応募件数：{no.such.measure}件");
    let (code, _) = desk.find("表紙", "計画コード");
    desk.set("表紙", (code, 2), "清瀬 2019");
    let problems = desk.problems();
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert!(problems[0].starts_with(&format!("シート「表紙」のB{code}: ")), "{problems:#?}");
    assert!(problems[1].starts_with(&format!("シート「振り返り」のE{}: ", row + 1)), "{problems:#?}");
}

#[test]
fn a_formula_that_does_not_work_out_is_told() {
    use exchange::xlsx::{Formula, Workbook as Writer};
    let mut book = Writer::new();
    let sheet = book.add_worksheet().set_name("表紙").unwrap();
    sheet.write_formula(4, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    // Written as text by the writer; as an error by Excel.
    let bytes = book.save_to_buffer().unwrap();
    let problems = told(&read(&bytes).unwrap_err());
    assert!(problems.iter().any(|told| told.contains("シート「体系図」がありません。")), "{problems:#?}");
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
        assert!(problems[0].key.starts_with("exchange-refusal-"), "{problems:?}");
    }
}

/// Opens the workbook with another program when there is one.
#[test]
fn openpyxl_opens_it() {
    use std::process::Command;
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python).args(["-c", "import openpyxl"]).output();
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
    let output = Command::new(&python).arg("-c").arg(script).arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
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

/// Blanks at the ends of a text, and texts of nothing but blanks, do not survive a spreadsheet.
fn tidied(mut document: PlanDocument) -> PlanDocument {
    let tidy = |text: &mut String| *text = text.trim().to_owned();
    let optional = |text: &mut Option<String>| {
        *text = text.take().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    };
    for text in [
        &mut document.municipality, &mut document.title, &mut document.publisher, &mut document.source,
    ] {
        tidy(text);
    }
    document.legal_bases.iter_mut().for_each(tidy);
    if let Some(policy) = &mut document.policy {
        tidy(&mut policy.name);
    }
    for level in &mut document.levels {
        tidy(&mut level.name);
        tidy(&mut level.name_en);
    }
    for section in &mut document.introduction {
        tidy(&mut section.heading);
        tidy(&mut section.text);
    }
    for each in &mut document.corrections {
        for text in [&mut each.place, &mut each.before, &mut each.after, &mut each.by, &mut each.reason] {
            tidy(text);
        }
    }
    let measure = |measure: &mut plan::document::Measure| {
        tidy(&mut measure.label);
        tidy(&mut measure.unit);
        measure.definitions.iter_mut().for_each(|definition| tidy(&mut definition.text));
        measure.values.iter_mut().for_each(|value| optional(&mut value.source));
    };
    for node in &mut document.nodes {
        tidy(&mut node.name);
        tidy(&mut node.outline);
        for text in [
            &mut node.review_name, &mut node.chart_name, &mut node.review_footnote,
            &mut node.plan_footnote, &mut node.review_result, &mut node.note,
        ] {
            optional(text);
        }
        node.result_measures.iter_mut().for_each(measure);
    }
    for program in &mut document.programs {
        tidy(&mut program.name);
        optional(&mut program.owner);
        optional(&mut program.note);
        program.plan.iter_mut().chain(&mut program.actual).for_each(|cell| tidy(&mut cell.text));
        program.evaluations.iter_mut().for_each(|evaluation| tidy(&mut evaluation.reason));
        program.measures.iter_mut().for_each(measure);
    }
    document
}

/// Whether the levels can be told apart by their names, as columns must be.
fn has_columns(document: &PlanDocument) -> bool {
    let mut names: Vec<String> =
        document.levels.iter().map(|level| level.name.split_whitespace().collect()).collect();
    names.sort_unstable();
    names.dedup();
    names.len() == document.levels.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_document_survives_excel(document in document()) {
        let document = tidied(document);
        prop_assume!(has_columns(&document) && plan::validation::check(&document).is_empty());
        let bytes = write(&document).unwrap();
        let back = read(&bytes).map_err(|problems| TestCaseError::fail(format!("{:#?}", told(&problems))))?;
        prop_assert_eq!(exact(&back), exact(&document));
        prop_assert_eq!(write(&back).unwrap(), bytes);
    }

    #[test]
    fn a_spoilt_workbook_is_read_or_told_about(
        cut in any::<proptest::sample::Index>(),
        edits in proptest::collection::vec((any::<proptest::sample::Index>(), "[0-9A-Z-]{0,4}|.{0,6}|令和[0-9]{1,3}年度|\\{[a-z.@:]{0,9}\\}?"), 1..12),
        swap in any::<(proptest::sample::Index, proptest::sample::Index, bool)>(),
        merges in proptest::collection::vec((1_u32..60, 1_u16..12, 0_u32..3, 0_u16..4), 0..2),
    ) {
        let whole = SAMPLE.with(Clone::clone);
        prop_assert!(read(&whole[..cut.index(whole.len())]).is_err());
        let mut desk = Desk::sample();
        let places: Vec<_> = desk.cells.keys().cloned().collect();
        for (at, text) in edits {
            let (sheet, row, column) = &places[at.index(places.len())];
            desk.set(sheet, (*row, *column), &text);
        }
        if swap.2 {
            // Two sheets change their names.
            let (a, b) = (swap.0.index(desk.names.len()), swap.1.index(desk.names.len()));
            let (first, second) = (desk.names[a].clone(), desk.names[b].clone());
            let renamed = |name: &str| if name == first { second.clone() } else if name == second { first.clone() } else { name.to_owned() };
            let cells = std::mem::take(&mut desk.cells);
            desk.cells = cells.into_iter().map(|((n, r, c), v)| ((renamed(&n), r, c), v)).collect();
            desk.merged.clear();
        }
        for (row, column, down, right) in merges {
            desk.merged.retain(|(sheet, _)| sheet != "実施計画");
            if down + u32::from(right) > 0 {
                let region = Region { top: row, left: column, bottom: row + down, right: column + right };
                desk.merged = vec![("実施計画".to_owned(), region)];
            }
        }
        match read_with_notes(&desk.save()) {
            Ok(reading) => {
                prop_assert!(plan::validation::check(&reading.document).is_empty());
                told(&reading.notes);
                let again = read(&write(&reading.document).unwrap());
                prop_assert_eq!(again.map(|d| exact(&d)), Ok(exact(&reading.document)));
            }
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                told(&problems);
            }
        }
    }
}
