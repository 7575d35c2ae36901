//! `/kit`: every part of the kit on one page, for whoever builds pages and for the tests of
//! accessibility. Its sample content is data, not words of the product, and so stands here in pairs.

use crate::chart::{
    Bar, Bars, Chart, Part, Shares, Spark, YearLine, bars, bars_file, line, line_file, shares,
    shares_file, spark,
};
use crate::date_text::{self, Due, due};
use crate::form::{Choice, Entries, Field, Form, FormErrors, Width};
use crate::kit::Status;
use crate::table::TableState;
use askama::Template;
use calendar::{Date, FiscalYear, YearSpan, YearStyle};
use measure::{Amount, Point, Quality};
use words::{Language, Text};

/// The page with every part of the kit. Render it inside a [`crate::shell::Shell`].
#[derive(Template)]
#[template(path = "kit_page.html")]
pub struct KitPage {
    t: Text,
    today: Date,
    trail: Vec<(String, String)>,
    pages: Vec<(String, String, bool)>,
    facts: Vec<(String, String)>,
    line: Chart,
    bars: Chart,
    shares: Chart,
    figures: Vec<Figure>,
    table: TableState,
    rows: Vec<Row>,
    filters: [Field; 2],
    fields: Vec<Field>,
    form: Form,
    steps: [&'static str; 4],
    tasks: Vec<Task>,
    years: Vec<(FiscalYear, String, bool)>,
    matrix: Vec<Program>,
}

struct Figure {
    name: &'static str,
    value: &'static str,
    unit: &'static str,
    status: Status,
    spark: Spark,
    target: &'static str,
    change: &'static str,
}

struct Row {
    name: &'static str,
    kana: &'static str,
    unit: &'static str,
    since: &'static str,
    status: Status,
}

struct Task {
    kind: &'static str,
    tone: &'static str,
    subject: &'static str,
    detail: &'static str,
    due: Due,
    act: &'static str,
}

struct Program {
    number: &'static str,
    name: &'static str,
    unit: &'static str,
    figure: &'static str,
    cells: Vec<Cell>,
}

struct Cell {
    actual: &'static str,
    planned: &'static str,
    status: Option<Status>,
}

/// The two languages of a sample.
struct Pair(Language);

impl Pair {
    fn of(&self, japanese: &'static str, english: &'static str) -> &'static str {
        match self.0 {
            Language::Japanese => japanese,
            Language::English => english,
        }
    }
}

impl KitPage {
    /// The page as it looks on a day; `query` is the query string of the request, so that the links
    /// of the sample list can be tried.
    #[must_use]
    pub fn new(t: &Text, today: Date, query: Option<&str>) -> KitPage {
        let pair = Pair(t.language());
        let form = refused_form(t, &pair);
        KitPage {
            t: t.clone(),
            today,
            trail: vec![
                (pair.of("計画", "Plan").to_owned(), "#h-kit".to_owned()),
                (
                    pair.of("環境づくり", "Environment").to_owned(),
                    "#h-kit".to_owned(),
                ),
            ],
            pages: local_pages(&pair),
            facts: facts(t, &pair, today),
            line: score_line(&pair, |spec| line(spec, t)).saved_at("/kit.svg"),
            bars: overtime_bars(&pair, |spec| bars(spec, t)),
            shares: program_shares(&pair, |spec| shares(spec, t)),
            figures: figures(&pair),
            table: TableState::read("/kit", query, &["kana", "unit", "since"], "kana"),
            rows: rows(&pair),
            filters: filters(t, &pair),
            fields: fields(&form, &pair, today),
            form,
            steps: [
                pair.of("講座を選ぶ", "Choose a course"),
                pair.of("申し込みの内容", "Your request"),
                pair.of("確認", "Check"),
                pair.of("完了", "Done"),
            ],
            tasks: tasks(t, &pair, today),
            years: matrix_years(t, today),
            matrix: matrix(&pair),
        }
    }

    fn of<'a>(&self, japanese: &'a str, english: &'a str) -> &'a str {
        match self.t.language() {
            Language::Japanese => japanese,
            Language::English => english,
        }
    }

    fn day_forms(&self) -> [String; 4] {
        let (day, language) = (self.today, self.t.language());
        [
            date_text::day(day, language),
            date_text::month_day(day, language),
            date_text::short_day(day, language),
            date_text::full_fiscal_year(FiscalYear::of(day), YearStyle::Era, language),
        ]
    }
}

fn local_pages(pair: &Pair) -> Vec<(String, String, bool)> {
    [
        (pair.of("進み具合", "Progress"), "#h-kit", true),
        (pair.of("取組の一覧", "Initiatives"), "#h-table", false),
        (pair.of("成果指標", "Indicators"), "#h-charts", false),
        (
            pair.of("会議とふりかえり", "Meetings and review"),
            "#h-matrix",
            false,
        ),
        (pair.of("計画の設定", "Setup"), "#h-form", false),
    ]
    .map(|(label, href, here)| (label.to_owned(), href.to_owned(), here))
    .to_vec()
}

fn facts(t: &Text, pair: &Pair, today: Date) -> Vec<(String, String)> {
    [
        (
            pair.of("担当", "In charge"),
            pair.of("人事課 人材育成係", "Personnel Section").to_owned(),
        ),
        (
            pair.of("対象", "For"),
            pair.of("全職員", "All staff").to_owned(),
        ),
        (
            pair.of("最後の変更", "Last change"),
            date_text::day(today, t.language()),
        ),
    ]
    .map(|(label, value)| (label.to_owned(), value))
    .to_vec()
}

fn amount(text: &str) -> Amount {
    text.parse().unwrap_or(Amount::whole(0))
}

fn point(year: i16, value: &str, quality: Quality, definition: u32) -> Point {
    let amount = (!value.is_empty()).then(|| amount(value));
    Point {
        year: FiscalYear(year),
        amount,
        quality,
        definition,
    }
}

/// The sample charts as files: name and SVG.
#[must_use]
pub fn sample_files(t: &Text) -> Vec<(&'static str, String)> {
    let pair = Pair(t.language());
    vec![
        ("kit-line.svg", score_line(&pair, |spec| line_file(spec, t))),
        (
            "kit-bars.svg",
            overtime_bars(&pair, |spec| bars_file(spec, t)),
        ),
        (
            "kit-shares.svg",
            program_shares(&pair, |spec| shares_file(spec, t)),
        ),
    ]
}

fn score_line<R>(pair: &Pair, draw: impl FnOnce(&YearLine<'_>) -> R) -> R {
    let points = [
        point(2021, "68.2", Quality::Final, 1),
        point(2022, "", Quality::Final, 1),
        point(2023, "71.5", Quality::Final, 1),
        point(2024, "80.7", Quality::Final, 2),
        point(2025, "84.3", Quality::Final, 2),
        point(2026, "86.0", Quality::Forecast, 2),
    ];
    let targets: Vec<_> = [(2024, "80"), (2025, "85"), (2026, "88"), (2027, "90")]
        .map(|(y, a)| (FiscalYear(y), amount(a)))
        .into();
    let what = pair.of("60時間超から45時間超へ", "over 45 hours instead of 60");
    let spec = YearLine {
        id: "kit-line",
        title: pair.of("面談を受けた職員の割合", "Staff who had an interview"),
        unit: "%",
        years: YearSpan {
            from: FiscalYear(2021),
            to: FiscalYear(2027),
        },
        style: YearStyle::Era,
        points: &points,
        targets: &targets,
        breaks: &[(FiscalYear(2024), what.to_owned())],
    };
    draw(&spec)
}

fn overtime_bars<R>(pair: &Pair, draw: impl FnOnce(&Bars<'_>) -> R) -> R {
    let rows = [
        (pair.of("税務課", "Tax Section"), "31.4"),
        (pair.of("生活支援課", "Welfare Section"), "27.9"),
        (
            pair.of("こども家庭課", "Children and Families Section"),
            "24.2",
        ),
        (pair.of("建設課", "Construction Section"), "19.8"),
        (pair.of("市民課", "Citizens Section"), "11.3"),
    ]
    .map(|(label, value)| Bar {
        label: label.to_owned(),
        amount: amount(value),
    });
    let spec = Bars {
        id: "kit-bars",
        title: pair.of(
            "時間外勤務が多い課（1人あたり）",
            "Sections with most overtime (per person)",
        ),
        unit: pair.of("時間", "hours"),
        bars: &rows,
        limit: Some(amount("25")),
    };
    draw(&spec)
}

fn program_shares<R>(pair: &Pair, draw: impl FnOnce(&Shares<'_>) -> R) -> R {
    let parts = [
        (Status::Achieved, 9),
        (Status::OnTrack, 18),
        (Status::SlightlyBehind, 8),
        (Status::Behind, 3),
        (Status::NotEntered, 4),
    ]
    .map(|(status, count)| Part { status, count });
    let title = pair.of("取組の進み具合", "How the initiatives stand");
    draw(&Shares {
        id: "kit-shares",
        title,
        parts: &parts,
    })
}

fn figures(pair: &Pair) -> Vec<Figure> {
    let course = |values: [&str; 4], target: &str| {
        let points: Vec<Point> = (2023..)
            .zip(values)
            .map(|(year, value)| point(year, value, Quality::Final, 1))
            .collect();
        spark(&points, Some(amount(target)))
    };
    vec![
        Figure {
            name: pair.of("働きがいの得点", "Engagement score"),
            value: "3.46",
            unit: pair.of("点", "points"),
            status: Status::OnTrack,
            spark: course(["3.21", "3.30", "3.38", "3.46"], "3.60"),
            target: "3.60",
            change: "+0.08",
        },
        Figure {
            name: pair.of("男性の育児休業取得率", "Fathers on childcare leave"),
            value: "71.4",
            unit: "%",
            status: Status::SlightlyBehind,
            spark: course(["58.0", "68.1", "75.6", "71.4"], "85.0"),
            target: "85.0",
            change: "−4.2",
        },
        Figure {
            name: pair.of("時間外勤務 月平均", "Overtime per month"),
            value: "15.9",
            unit: pair.of("時間", "hours"),
            status: Status::Behind,
            spark: course(["16.4", "", "14.8", "15.9"], "12.0"),
            target: pair.of("12以下", "12 or less"),
            change: "+1.1",
        },
        Figure {
            name: pair.of("年次休暇の平均取得", "Paid leave taken"),
            value: "14.2",
            unit: pair.of("日", "days"),
            status: Status::Achieved,
            spark: course(["11.0", "12.3", "12.8", "14.2"], "14.0"),
            target: "14.0",
            change: "+1.4",
        },
    ]
}

fn rows(pair: &Pair) -> Vec<Row> {
    vec![
        Row {
            name: pair.of("阿部 直樹", "Abe Naoki"),
            kana: pair.of("あべ なおき", "阿部 直樹"),
            unit: pair.of("税務課", "Tax Section"),
            since: "6",
            status: Status::SlightlyBehind,
        },
        Row {
            name: pair.of("佐藤 美咲", "Sato Misaki"),
            kana: pair.of("さとう みさき", "佐藤 美咲"),
            unit: pair.of("市民課", "Citizens Section"),
            since: "2",
            status: Status::OnTrack,
        },
        Row {
            name: pair.of("髙橋 由美子", "Takahashi Yumiko"),
            kana: pair.of("たかはし ゆみこ", "髙橋 由美子"),
            unit: pair.of("人事課", "Personnel Section"),
            since: "3",
            status: Status::Achieved,
        },
    ]
}

fn filters(t: &Text, pair: &Pair) -> [Field; 2] {
    let form = Form::new(t);
    let units = vec![
        Choice::new("", pair.of("すべて", "All")),
        Choice::new(23, pair.of("税務課", "Tax Section")),
        Choice::new(41, pair.of("市民課", "Citizens Section")),
    ];
    [
        form.typed_text("search", "q", pair.of("氏名・かな", "Name or kana"))
            .id("q")
            .small(),
        form.select("unit", pair.of("所属", "Section"), units)
            .id("unit")
            .small(),
    ]
}

fn refused_form(t: &Text, pair: &Pair) -> Form {
    let typed = [
        (
            "title",
            pair.of("若手職員の1on1", "One-on-ones for new staff"),
        ),
        ("share", "８O"),
        ("due", pair.of("令和9年2月30日", "30 Feb 2027")),
        ("unit", "23"),
        ("state", "go"),
        ("month", "5"),
        ("month", "10"),
        (
            "memo",
            pair.of(
                "前年は3課で試しました。",
                "Three sections tried it last year.",
            ),
        ),
        ("open", "1"),
    ];
    let typed = typed
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
    let mut errors = FormErrors::new(Entries::from(typed));
    let mut reading = crate::form::Reading::new(errors.entries.clone(), t);
    let _ = reading.amount("share", pair.of("実施の割合", "Share done"));
    let _ = reading.date("due", pair.of("期限", "Due date"));
    if let Err(found) = reading.finish() {
        errors = found;
    }
    errors.add(
        "kind",
        pair.of("取組の種類を選んでください", "Choose a kind of initiative"),
    );
    Form::again(t, errors)
}

fn fields(form: &Form, pair: &Pair, today: Date) -> Vec<Field> {
    let units = vec![
        Choice::new("", pair.of("選んでください", "Please choose")),
        Choice::new(23, pair.of("税務課", "Tax Section")),
        Choice::new(41, pair.of("市民課", "Citizens Section")),
    ];
    let states = vec![
        Choice::new("go", pair.of("継続", "Continue")),
        Choice::new("more", pair.of("拡充", "Extend"))
            .hint(pair.of("対象や回数を増やします", "More people or more often")),
        Choice::new("end", pair.of("廃止", "End")),
    ];
    let kinds = vec![
        Choice::new("a", pair.of("研修", "Course")),
        Choice::new("b", pair.of("制度", "Rule")),
    ];
    let months = [5, 8, 10]
        .map(|month| Choice::new(month, format!("{month}{}", pair.of("月", "/2026"))))
        .to_vec();
    vec![
        form.text("title", pair.of("取組の名前", "Name of the initiative"))
            .required(),
        form.amount("share", pair.of("実施の割合", "Share done"), "%")
            .required()
            .hint(pair.of(
                "半角でも全角でも入力できます。",
                "Full-width figures are read too.",
            )),
        form.date("due", pair.of("期限", "Due date"))
            .required()
            .not_before(today),
        form.select("unit", pair.of("担当課", "Section in charge"), units)
            .width(Width::Middle),
        form.radios("kind", pair.of("取組の種類", "Kind of initiative"), kinds)
            .required()
            .inline(),
        form.radios("state", pair.of("次年度の方向", "Next year"), states),
        form.checks("month", pair.of("実施する月", "Months"), months)
            .inline()
            .optional(),
        form.textarea("memo", pair.of("実績", "What was done"))
            .rows(3)
            .optional(),
        form.file("proof", pair.of("資料", "Document"), ".pdf,.xlsx")
            .optional(),
        form.tick(
            "open",
            pair.of("公開ページに載せる", "Show on the public page"),
        ),
        form.version(7),
    ]
}

fn tasks(t: &Text, pair: &Pair, today: Date) -> Vec<Task> {
    let in_days = |days: i32| due(today.saturating_add(jiff::Span::new().days(days)), today, t);
    vec![
        Task {
            kind: pair.of("承認", "Approve"),
            tone: "key",
            subject: pair.of("年次休暇の申請 3件", "3 requests for paid leave"),
            detail: pair.of(
                "佐藤 美咲さん、渡辺 翔さん ほか",
                "Sato Misaki, Watanabe Sho and others",
            ),
            due: in_days(0),
            act: pair.of("確認する", "Check"),
        },
        Task {
            kind: pair.of("入力", "Enter"),
            tone: "",
            subject: pair.of(
                "人材育成計画 上半期の実績",
                "Results of the first half-year",
            ),
            detail: pair.of(
                "自分の課の未入力 2件",
                "2 initiatives of your section are missing",
            ),
            due: in_days(-2),
            act: pair.of("入力する", "Enter"),
        },
        Task {
            kind: pair.of("回答", "Answer"),
            tone: "",
            subject: pair.of(
                "研修計画（案）に意見を出す",
                "Comment on the draft training plan",
            ),
            detail: pair.of("人事課長から", "From the head of Personnel"),
            due: in_days(12),
            act: pair.of("読む", "Read"),
        },
    ]
}

fn matrix_years(t: &Text, today: Date) -> Vec<(FiscalYear, String, bool)> {
    let now = FiscalYear::of(today);
    (now.0 - 1..=now.0 + 1)
        .map(FiscalYear)
        .map(|year| {
            (
                year,
                date_text::fiscal_year(year, YearStyle::Era, t.language()),
                year == now,
            )
        })
        .collect()
}

fn matrix(pair: &Pair) -> Vec<Program> {
    let cell = |actual, planned, status| Cell {
        actual,
        planned,
        status,
    };
    vec![
        Program {
            number: "2-3-1",
            name: pair.of("慢性的な超過勤務の削減", "Cutting chronic overtime"),
            unit: pair.of("人事課", "Personnel"),
            figure: pair.of("月45時間超（人）", "Over 45 h a month (staff)"),
            cells: vec![
                cell(
                    "38",
                    pair.of("40以下", "40 or less"),
                    Some(Status::Achieved),
                ),
                cell(
                    "36",
                    pair.of("30以下", "30 or less"),
                    Some(Status::SlightlyBehind),
                ),
                cell("", pair.of("20以下", "20 or less"), None),
            ],
        },
        Program {
            number: "2-3-2",
            name: pair.of("年次有給休暇の取得促進", "Taking paid leave"),
            unit: pair.of("人事課", "Personnel"),
            figure: pair.of("平均取得（日）", "Average (days)"),
            cells: vec![
                cell("11.2", "12", Some(Status::OnTrack)),
                cell("", "13", Some(Status::NotEntered)),
                cell("", "14", None),
            ],
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::testing::text;

    #[test]
    fn the_page_shows_every_part_in_both_languages_and_no_key_is_missing() {
        for language in Language::ALL {
            let page = KitPage::new(&text(language), Date::constant(2026, 11, 22), None);
            let html = page.render().unwrap();
            assert!(!html.contains('⟦'), "a missing key in {language:?}");
            for part in [
                "<figure",
                "<fieldset",
                "<hr-date",
                "class=\"pager\"",
                "<dialog",
                "class=\"scroll\"",
            ] {
                assert!(html.contains(part), "{part}");
            }
            assert!(!html.contains(" style="));
        }
    }
}
