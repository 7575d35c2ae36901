//! The sample content of the page of the kit. It is data, not words of the product, and so stands here
//! in pairs of languages.

use crate::chart::{
    Bar, Bars, Part, Shares, Spark, YearLine, bars_file, line_file, shares_file, spark,
};
use crate::date_text::{self, Due, due};
use crate::form::{Choice, Entries, Field, Form, FormErrors, Reading, Width};
use crate::kit::Status;
use calendar::{Date, FiscalYear, YearSpan, YearStyle};
use measure::{Amount, Point, Quality};
use words::{Language, Text};

pub(super) struct Figure {
    pub name: &'static str,
    pub value: &'static str,
    pub unit: &'static str,
    pub status: Status,
    pub spark: Spark,
    pub target: &'static str,
    pub change: &'static str,
}

pub(super) struct Row {
    pub name: &'static str,
    pub kana: &'static str,
    pub unit: &'static str,
    pub since: &'static str,
    pub status: Status,
}

pub(super) struct Task {
    pub kind: &'static str,
    pub tone: &'static str,
    pub subject: &'static str,
    pub detail: &'static str,
    pub due: Due,
    pub act: &'static str,
}

pub(super) struct Program {
    pub initiative: Option<Initiative>,
    pub name: &'static str,
    pub owner: &'static str,
    pub cells: Vec<Cell>,
}

pub(super) struct Initiative {
    pub number: &'static str,
    pub name: &'static str,
    pub rows: usize,
}

pub(super) struct Cell {
    pub actual: &'static str,
    pub planned: &'static str,
    pub columns: usize,
    pub status: Option<Status>,
}

/// The two languages of a sample.
pub(super) struct Pair(pub Language);

impl Pair {
    pub fn of(&self, japanese: &'static str, english: &'static str) -> &'static str {
        match self.0 {
            Language::Japanese => japanese,
            Language::English => english,
        }
    }
}

pub(super) fn local_pages(pair: &Pair) -> Vec<(String, String, bool)> {
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

pub(super) fn facts(t: &Text, pair: &Pair, today: Date) -> Vec<(String, String)> {
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

pub(super) fn amount(text: &str) -> Amount {
    text.parse().unwrap_or(Amount::whole(0))
}

pub(super) fn point(year: i16, value: &str, quality: Quality, definition: u32) -> Point {
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

pub(super) fn score_line<R>(pair: &Pair, draw: impl FnOnce(&YearLine<'_>) -> R) -> R {
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

pub(super) fn overtime_bars<R>(pair: &Pair, draw: impl FnOnce(&Bars<'_>) -> R) -> R {
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

pub(super) fn program_shares<R>(pair: &Pair, draw: impl FnOnce(&Shares<'_>) -> R) -> R {
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

pub(super) fn figures(pair: &Pair) -> Vec<Figure> {
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

pub(super) fn rows(pair: &Pair) -> Vec<Row> {
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

pub(super) fn filters(t: &Text, pair: &Pair) -> [Field; 2] {
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

pub(super) fn refused_form(t: &Text, pair: &Pair) -> Form {
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
    let mut reading = Reading::new(errors.entries.clone(), t);
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

pub(super) fn fields(form: &Form, pair: &Pair, today: Date) -> Vec<Field> {
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

pub(super) fn tasks(t: &Text, pair: &Pair, today: Date) -> Vec<Task> {
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

pub(super) fn matrix_years(t: &Text, today: Date) -> Vec<(FiscalYear, String, bool)> {
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

pub(super) fn matrix(pair: &Pair) -> Vec<Program> {
    let cell = |actual, planned, columns, status| Cell {
        actual,
        planned,
        columns,
        status: Some(status),
    };
    let overtime = Initiative {
        number: "2-3-1",
        name: pair.of("慢性的な超過勤務の削減", "Cutting chronic overtime"),
        rows: 2,
    };
    vec![
        Program {
            initiative: Some(overtime),
            name: pair.of("月45時間を超える職員を減らす", "Fewer staff over 45 hours"),
            owner: pair.of("人事課", "Personnel"),
            cells: vec![
                cell(
                    "38人",
                    pair.of("40人以下", "40 or less"),
                    1,
                    Status::Achieved,
                ),
                cell(
                    "36人",
                    pair.of("30人以下", "30 or less"),
                    1,
                    Status::SlightlyBehind,
                ),
                cell("", pair.of("20人以下", "20 or less"), 1, Status::NotDue),
            ],
        },
        Program {
            initiative: None,
            name: pair.of("ノー残業デーの実施", "No-overtime days"),
            owner: pair.of("各課", "All sections"),
            cells: vec![
                cell(
                    pair.of(
                        "毎週水曜日に実施し、達成した課は42課のうち31課でした。",
                        "Held every Wednesday; 31 of 42 sections kept it.",
                    ),
                    pair.of("毎週水曜日に実施", "Every Wednesday"),
                    1,
                    Status::OnTrack,
                ),
                cell(
                    "",
                    pair.of("曜日を課ごとに選ぶ方式へ", "Each section chooses its day"),
                    2,
                    Status::NotEntered,
                ),
            ],
        },
        Program {
            initiative: Some(Initiative {
                number: "2-3-2",
                name: pair.of("年次有給休暇の取得促進", "Taking paid leave"),
                rows: 1,
            }),
            name: pair.of("休暇計画表の活用", "Leave plans"),
            owner: pair.of("人事課", "Personnel"),
            cells: vec![
                cell(
                    pair.of("平均11.2日", "11.2 days on average"),
                    pair.of("12日", "12 days"),
                    1,
                    Status::Behind,
                ),
                cell("", pair.of("13日", "13 days"), 1, Status::NotEntered),
                cell("", pair.of("14日", "14 days"), 1, Status::NotDue),
            ],
        },
    ]
}
