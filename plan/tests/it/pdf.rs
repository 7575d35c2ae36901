//! The printed plan: nothing is lost on the way to paper, and nothing a city writes breaks a page.

use calendar::{Date, FiscalYear, YearSpan, YearStyle};
use plan::document::{
    Cell, Correction, Evaluation, Level, Measure, NextAction, Node, Numbering, Part, PlanDocument,
    Program, Section, Value, YearTarget,
};
use plan::publish::pdf::{PdfSettings, pdf, typeset};
use plan::text::cell_text;
use std::io::Write as _;
use std::process::{Command, Stdio};

const DAY: Date = Date::constant(2019, 3, 25);

fn sample(text: &str) -> PlanDocument {
    plan::formats::toml::read(text).unwrap()
}

fn samples() -> [PlanDocument; 3] {
    [
        sample(include_str!("../../samples/kiyose-2019.toml")),
        sample(include_str!("../../samples/hinatano-2024.toml")),
        sample(include_str!("../../samples/midorino-2025.toml")),
    ]
}

/// Lines are broken anywhere in Japanese, so blanks do not count.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn printed(plan: &PlanDocument) -> String {
    squeezed(&typeset(plan, &PdfSettings::default()).unwrap().text())
}

fn span(from: i16, to: i16) -> YearSpan {
    YearSpan {
        from: FiscalYear(from),
        to: FiscalYear(to),
    }
}

fn cell(from: i16, to: i16, text: &str) -> Cell {
    Cell {
        years: span(from, to),
        text: text.to_owned(),
        status: None,
        merged_into: None,
        quality: measure::Quality::Final,
    }
}

fn program(key: &str, node: &str, name: &str, plan: Vec<Cell>) -> Program {
    Program {
        key: key.to_owned(),
        part: Part::Plan,
        node: node.to_owned(),
        name: name.to_owned(),
        owner: None,
        plan,
        actual: Vec::new(),
        measures: Vec::new(),
        evaluations: Vec::new(),
        origins: Vec::new(),
        note: None,
    }
}

fn node(path: &str, name: &str) -> Node {
    Node {
        path: path.to_owned(),
        name: name.to_owned(),
        ..Node::default()
    }
}

fn level(name: &str) -> Level {
    Level {
        name: name.to_owned(),
        name_en: String::new(),
        label: "{path}".to_owned(),
        numbering: Numbering::Restart,
    }
}

fn small_plan() -> PlanDocument {
    PlanDocument {
        format: 1,
        code: "small".to_owned(),
        municipality: "𠮷野町".to_owned(),
        title: "𠮷野町人材育成計画".to_owned(),
        publisher: "総務課".to_owned(),
        adopted: Some(DAY),
        policy: None,
        legal_bases: Vec::new(),
        review_years: None,
        plan_years: span(2019, 2021),
        mid_term_review: None,
        year_style: YearStyle::Heisei,
        previous: None,
        source: String::new(),
        levels: vec![level("柱")],
        introduction: vec![Section {
            heading: "はじめに".to_owned(),
            text: "町長 髙橋 﨑太郎\n\n二つ目の段落。".to_owned(),
        }],
        nodes: vec![node("1", "仕組みづくり")],
        programs: vec![program(
            "talk",
            "1",
            "職場の対話",
            vec![cell(2019, 2021, "継続")],
        )],
        corrections: Vec::new(),
    }
}

/// Every word of the plan that a reader must find on paper.
fn words_of(plan: &PlanDocument) -> Vec<String> {
    let style = plan.year_style;
    let mut words = vec![
        plan.title.clone(),
        plan.municipality.clone(),
        plan.publisher.clone(),
    ];
    words.extend(plan.legal_bases.iter().cloned());
    words.extend(plan.policy.iter().map(|policy| policy.name.clone()));
    for section in &plan.introduction {
        words.extend([section.heading.clone(), section.text.clone()]);
    }
    for node in &plan.nodes {
        words.extend([node.name.clone(), node.outline.clone()]);
        for text in [
            &node.chart_name,
            &node.review_footnote,
            &node.plan_footnote,
            &node.review_result,
        ] {
            words.extend(text.clone());
        }
    }
    for program in &plan.programs {
        words.push(program.name.clone());
        words.extend(program.owner.clone());
        for cell in program.plan.iter().chain(&program.actual) {
            words.push(cell_text(program, cell, style));
        }
        words.extend(
            program
                .evaluations
                .iter()
                .map(|evaluation| evaluation.reason.clone()),
        );
    }
    for correction in &plan.corrections {
        words.extend([&correction.place, &correction.before, &correction.after].map(Clone::clone));
        words.extend([&correction.by, &correction.reason].map(Clone::clone));
    }
    for years in plan.review_years.iter().chain([&plan.plan_years]) {
        words.extend(years.years().map(|year| year.label(style)));
    }
    words
        .into_iter()
        .map(|word| squeezed(&word))
        .filter(|word| !word.is_empty())
        .collect()
}

fn lacking(plan: &PlanDocument, text: &str) -> Vec<String> {
    words_of(plan)
        .into_iter()
        .filter(|word| !text.contains(word.as_str()))
        .collect()
}

#[test]
fn every_name_text_and_figure_of_the_samples_is_on_paper() {
    for plan in samples() {
        assert_eq!(
            lacking(&plan, &printed(&plan)),
            Vec::<String>::new(),
            "{}",
            plan.code
        );
    }
}

/// The words of a file as poppler reads them; `None` where poppler is not installed.
fn read_by_poppler(file: &[u8]) -> Option<String> {
    let mut reader = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    reader.stdin.take().unwrap().write_all(file).unwrap();
    let output = reader.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn another_program_reads_the_same_words_from_the_file() {
    for plan in samples() {
        let Some(text) = read_by_poppler(&pdf(&plan, &PdfSettings::default()).unwrap()) else {
            eprintln!("skipped: pdftotext (poppler-utils) is not installed");
            return;
        };
        assert_eq!(
            lacking(&plan, &squeezed(&text)),
            Vec::<String>::new(),
            "{}",
            plan.code
        );
    }
}

#[test]
fn every_character_of_the_samples_has_a_shape() {
    for plan in samples().iter().chain([&small_plan()]) {
        let missing = typeset(plan, &PdfSettings::default()).unwrap().unprinted();
        assert!(missing.is_empty(), "{}: {missing:?}", plan.code);
    }
    assert!(printed(&small_plan()).contains("𠮷野町"));
    assert!(printed(&small_plan()).contains("髙橋﨑太郎"));
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let plan = small_plan();
    let first = pdf(&plan, &PdfSettings::default()).unwrap();
    assert_eq!(first, pdf(&plan, &PdfSettings::default()).unwrap());
    let tomorrow = PdfSettings {
        printed_on: Some(Date::constant(2026, 11, 22)),
        ..PdfSettings::default()
    };
    assert_ne!(first, pdf(&plan, &tomorrow).unwrap());
}

#[test]
fn years_and_the_day_of_printing_follow_the_settings() {
    let settings = PdfSettings {
        year_style: Some(YearStyle::Era),
        printed_on: Some(Date::constant(2026, 11, 22)),
    };
    let text = squeezed(&typeset(&small_plan(), &settings).unwrap().text());
    assert!(
        text.contains("令和3年度") && !text.contains("平成33年度"),
        "{text}"
    );
    assert!(text.contains("令和8年11月22日"), "{text}");
    assert!(printed(&small_plan()).contains("平成33年度"));
}

#[test]
fn a_plan_is_made_for_keeping_unless_it_cannot_be() {
    let is_archival = |plan: &PlanDocument| {
        let bytes = pdf(plan, &PdfSettings::default()).unwrap();
        let mark = b"<pdfaid:part>2</pdfaid:part>";
        bytes.windows(mark.len()).any(|window| window == mark)
    };
    let mut plan = small_plan();
    assert!(is_archival(&plan));
    plan.programs[0].name = "お祝い🎉".to_owned();
    assert!(!is_archival(&plan), "no font has the character");
    plan = small_plan();
    plan.adopted = None;
    assert!(!is_archival(&plan), "PDF/A asks for a day");
}

#[test]
fn an_empty_plan_is_still_a_document() {
    let mut plan = small_plan();
    plan.levels.clear();
    plan.nodes.clear();
    plan.programs.clear();
    plan.introduction.clear();
    plan.title.clear();
    plan.municipality.clear();
    plan.publisher.clear();
    plan.adopted = None;
    assert!(printed(&plan).contains("記載はありません"));
    assert!(
        pdf(&plan, &PdfSettings::default())
            .unwrap()
            .starts_with(b"%PDF-")
    );
}

#[test]
fn a_cell_longer_than_a_page_goes_on_over_the_page() {
    let mut plan = small_plan();
    let before = typeset(&plan, &PdfSettings::default())
        .unwrap()
        .page_count();
    let sentences: Vec<String> = (0..500)
        .map(|n| format!("{n}番目の取組を進める。"))
        .collect();
    let text = sentences.concat();
    plan.programs[0].plan = vec![cell(2019, 2019, "検討"), cell(2020, 2021, &text)];
    plan.nodes[0].outline = text.clone();
    let set = typeset(&plan, &PdfSettings::default()).unwrap();
    assert!(set.page_count() > before + 2, "{} pages", set.page_count());
    let words = squeezed(&set.text());
    for n in (0..500).step_by(100) {
        let sentence = format!("{n}番目の取組");
        assert!(words.matches(&sentence).count() >= 2, "{sentence}");
    }
}

#[test]
fn markup_signs_are_printed_as_they_are() {
    let mut plan = small_plan();
    plan.programs[0].name =
        "#strong[*太字*] _下線_ $x$ @所属 <印> \\ `code` // = 見出し".to_owned();
    let text = printed(&plan);
    assert!(text.contains(&squeezed(&plan.programs[0].name)), "{text}");
}

#[test]
fn a_deep_and_wide_tree_is_drawn_whole() {
    let mut plan = small_plan();
    plan.levels = ["柱", "方向性", "施策", "取組", "事業群"]
        .map(level)
        .to_vec();
    plan.nodes.clear();
    let mut add = |path: String, name: String| plan.nodes.push(node(&path, &name));
    for a in 1..=4 {
        add(format!("{a}"), format!("とても長い名前のついた柱その{a}"));
        for b in 1..=5 {
            add(format!("{a}-{b}"), format!("方向{a}{b}"));
            for c in 1..=4 {
                add(format!("{a}-{b}-{c}"), format!("施策{a}{b}{c}"));
            }
        }
    }
    add("4-5-4-1".to_owned(), "取組末端".to_owned());
    add("4-5-4-1-1".to_owned(), "事業群末端".to_owned());
    plan.programs = vec![program(
        "deep",
        "4-5-4-1-1",
        "深い事業",
        vec![cell(2020, 2020, "実施")],
    )];
    let text = printed(&plan);
    assert_eq!(lacking(&plan, &text), Vec::<String>::new());
    for heading in [
        "4つの柱",
        "20の方向性",
        "80の施策",
        "1つの取組",
        "1つの事業群",
    ] {
        assert!(text.contains(heading), "{heading}");
    }
}

#[test]
fn a_shallow_plan_shows_its_programs_in_the_chart() {
    let text = printed(&small_plan());
    assert!(
        text.contains("1つの柱") && text.contains("1つの事業"),
        "{text}"
    );
    assert_eq!(
        text.matches("職場の対話").count(),
        2,
        "in the chart and in the table"
    );
}

#[test]
fn figures_and_judgements_stand_under_the_years() {
    let mut plan = small_plan();
    let year = FiscalYear(2019);
    let program = &mut plan.programs[0];
    program.plan = vec![cell(2019, 2021, "実施")];
    program.actual = vec![Cell {
        quality: measure::Quality::Forecast,
        ..cell(2019, 2019, "受講者：{talk.people}名")
    }];
    program.measures = vec![
        Measure {
            key: "talk.people".to_owned(),
            label: "受講者".to_owned(),
            unit: "名".to_owned(),
            definitions: Vec::new(),
            targets: Vec::new(),
            values: vec![value(year, "1234")],
        },
        Measure {
            key: "talk.score".to_owned(),
            label: "満足度".to_owned(),
            unit: "点".to_owned(),
            definitions: Vec::new(),
            targets: vec![YearTarget {
                year,
                target: measure::Target {
                    comparator: measure::Comparator::AtLeast,
                    amount: "80.0".parse().unwrap(),
                    baseline: None,
                },
            }],
            values: vec![value(year, "75.5")],
        },
    ];
    program.evaluations = vec![Evaluation {
        year,
        grade: Some(measure::Grade::SlightlyBehind),
        reason: "講師の都合による。".to_owned(),
        next_action: Some(NextAction::Expand),
    }];
    plan.corrections = vec![Correction {
        on: Date::constant(2019, 7, 1),
        place: "1 職場の対話".to_owned(),
        before: "八十".to_owned(),
        after: "八十五".to_owned(),
        by: "人事係".to_owned(),
        reason: "転記の誤り".to_owned(),
    }];
    let text = printed(&plan);
    assert_eq!(lacking(&plan, &text), Vec::<String>::new());
    for words in [
        "受講者：1234名（予測値）",
        "満足度",
        "目標80.0点以上実績75.5点",
        "△やや遅れ講師の都合による。今後：拡充",
        "正誤表",
        "令和元年7月1日",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert_eq!(
        text.matches("1234").count(),
        1,
        "a figure quoted in a cell is not printed twice"
    );
}

fn value(year: FiscalYear, amount: &str) -> Value {
    Value {
        year,
        amount: amount.parse().unwrap(),
        quality: measure::Quality::Final,
        source: None,
        computed: false,
    }
}

#[test]
fn a_plan_of_eight_years_is_laid_across_the_page() {
    let mut plan = small_plan();
    plan.plan_years = span(2019, 2026);
    plan.programs[0].plan = vec![cell(2019, 2020, "検討"), cell(2022, 2026, "実施")];
    let bytes = pdf(&plan, &PdfSettings::default()).unwrap();
    assert_eq!(lacking(&plan, &printed(&plan)), Vec::<String>::new());
    assert!(bytes.starts_with(b"%PDF-"));
    let set = typeset(&plan, &PdfSettings::default()).unwrap();
    assert!(set.page_sizes().iter().any(|size| size.width > size.height));
    assert!(
        typeset(&small_plan(), &PdfSettings::default())
            .unwrap()
            .page_sizes()
            .iter()
            .all(|size| size.width < size.height)
    );
}
