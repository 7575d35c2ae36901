//! The plan in words ready to print, in the order in which they stand on the pages.

use super::chart::Chart;
use super::tables::{self, Entry};
use crate::document::{Correction, Part, PlanDocument, Policy, Section};
use crate::text::{day_label, years_label};
use calendar::{Date, EraDate, YearSpan, YearStyle};
use serde::Serialize;

/// Everything the template prints.
#[derive(Serialize)]
pub(in crate::publish) struct View {
    pub(in crate::publish) cover: Cover,
    /// The right half of the running header.
    pub(in crate::publish) header: String,
    pub(in crate::publish) introduction: Vec<Passage>,
    pub(in crate::publish) facts: Vec<Row>,
    pub(in crate::publish) chart: Chart,
    pub(in crate::publish) parts: Vec<PartView>,
    pub(in crate::publish) corrections: Vec<CorrectionView>,
    pub(in crate::publish) colophon: Vec<Row>,
}

#[derive(Serialize)]
pub(in crate::publish) struct Cover {
    pub(in crate::publish) municipality: String,
    pub(in crate::publish) title: String,
    /// The title where it may be broken: behind the city's name, at spaces, before a last bracket.
    pub(in crate::publish) title_lines: Vec<String>,
    pub(in crate::publish) period: String,
    pub(in crate::publish) policy: Vec<String>,
    pub(in crate::publish) adopted: Option<String>,
}

#[derive(Serialize)]
pub(in crate::publish) struct Passage {
    pub(in crate::publish) heading: String,
    pub(in crate::publish) paragraphs: Vec<String>,
}

/// A label with one or more lines beside it.
#[derive(Serialize)]
pub(in crate::publish) struct Row {
    pub(in crate::publish) label: &'static str,
    pub(in crate::publish) lines: Vec<String>,
}

#[derive(Serialize)]
pub(in crate::publish) struct PartView {
    pub(in crate::publish) heading: String,
    pub(in crate::publish) lead: String,
    pub(in crate::publish) years: Vec<String>,
    pub(in crate::publish) entries: Vec<Entry>,
}

#[derive(Serialize)]
pub(in crate::publish) struct CorrectionView {
    pub(in crate::publish) on: String,
    pub(in crate::publish) place: String,
    pub(in crate::publish) before: String,
    pub(in crate::publish) after: String,
    pub(in crate::publish) by: String,
    pub(in crate::publish) reason: String,
}

impl View {
    pub(in crate::publish) fn of(
        plan: &PlanDocument,
        style: YearStyle,
        printed_on: Option<Date>,
    ) -> View {
        let mut numbers = 1..;
        let mut numbered = |heading: &str| {
            numbers
                .next()
                .map_or_else(|| heading.to_owned(), |n| format!("{n}\u{3000}{heading}"))
        };
        let mut chart = Chart::of(plan);
        if !chart.pages.is_empty() {
            chart.heading = numbered("計画の体系");
        }
        let mut parts = Vec::new();
        if let Some(years) = plan.review_years {
            let heading = numbered(&format!("{}年間の振り返り", years.len()));
            parts.push(part(plan, Part::Review, years, heading, style));
        }
        parts.push(part(
            plan,
            Part::Plan,
            plan.plan_years,
            numbered("実施計画"),
            style,
        ));
        View {
            cover: cover(plan, style),
            header: years_label(plan.plan_years, style),
            introduction: plan.introduction.iter().map(passage).collect(),
            facts: facts(plan, style),
            chart,
            parts,
            corrections: plan
                .corrections
                .iter()
                .map(|c| correction(c, style))
                .collect(),
            colophon: colophon(plan, style, printed_on),
        }
    }
}

fn part(
    plan: &PlanDocument,
    part: Part,
    years: YearSpan,
    heading: String,
    style: YearStyle,
) -> PartView {
    let lead = match part {
        Part::Review => "対象とした年度",
        Part::Plan => "計画期間",
    };
    PartView {
        heading,
        lead: format!(
            "{lead}：{}（{}年間）",
            years_label(years, style),
            years.len()
        ),
        years: years.years().map(|year| year.label(style)).collect(),
        entries: tables::entries(plan, part, years, style),
    }
}

fn cover(plan: &PlanDocument, style: YearStyle) -> Cover {
    Cover {
        municipality: plan.municipality.clone(),
        title: plan.title.clone(),
        title_lines: title_lines(&plan.title, &plan.municipality),
        period: years_label(plan.plan_years, style),
        policy: plan
            .policy
            .iter()
            .map(|policy| policy_line(policy, style))
            .collect(),
        adopted: plan.adopted.map(|day| month_label(day, style)),
    }
}

fn title_lines(title: &str, municipality: &str) -> Vec<String> {
    let (city, rest) = match title.strip_prefix(municipality).map(str::trim) {
        Some(rest) if !rest.is_empty() => (municipality, rest),
        _ => ("", title.trim()),
    };
    let (body, bracket) = match rest.rfind('（') {
        Some(at) if at > 0 && rest.ends_with('）') => rest.split_at(at),
        _ => (rest, ""),
    };
    let lines = [city]
        .into_iter()
        .chain(body.split_whitespace())
        .chain([bracket]);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// `清瀬市人材育成基本方針（平成23年4月策定、平成28年3月改訂）`
fn policy_line(policy: &Policy, style: YearStyle) -> String {
    let event = |month: &Option<String>, what: &str| {
        month
            .as_deref()
            .map(|month| format!("{}{what}", year_and_month(month, style)))
    };
    let events: Vec<String> = [
        event(&policy.adopted, "策定"),
        event(&policy.revised, "改訂"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if events.is_empty() {
        policy.name.clone()
    } else {
        format!("{}（{}）", policy.name, events.join("、"))
    }
}

/// A month as written in the plan (`2016-03`), in the document's years; anything else as it stands.
fn year_and_month(month: &str, style: YearStyle) -> String {
    format!("{month}-01")
        .parse()
        .map_or_else(|_| month.to_owned(), |day| month_label(day, style))
}

/// The month of a day: `平成31年3月`.
fn month_label(day: Date, style: YearStyle) -> String {
    match EraDate::of(day) {
        Some(EraDate { era, year, .. }) if style != YearStyle::Western => {
            let year = if year == 1 {
                "元".to_owned()
            } else {
                year.to_string()
            };
            format!("{}{year}年{}月", era.kanji, day.month())
        }
        _ => format!("{}年{}月", day.year(), day.month()),
    }
}

fn passage(section: &Section) -> Passage {
    // The page is called はじめに already.
    let heading = if section.heading.trim() == "はじめに" {
        ""
    } else {
        section.heading.trim()
    };
    Passage {
        heading: heading.to_owned(),
        paragraphs: tables::paragraphs(&section.text),
    }
}

fn facts(plan: &PlanDocument, style: YearStyle) -> Vec<Row> {
    let period = |years: YearSpan| format!("{}（{}年間）", years_label(years, style), years.len());
    let row = |label, lines: Vec<String>| Row { label, lines };
    [
        row("計画の名称", vec![plan.title.clone()]),
        row("計画期間", vec![period(plan.plan_years)]),
        row(
            "中間見直し",
            plan.mid_term_review
                .iter()
                .map(|year| year.label(style))
                .collect(),
        ),
        row(
            "振り返りの期間",
            plan.review_years.map(period).into_iter().collect(),
        ),
        row(
            "基本方針",
            plan.policy
                .iter()
                .map(|policy| policy_line(policy, style))
                .collect(),
        ),
        row("根拠法令等", plan.legal_bases.clone()),
        row("所管", office(plan)),
    ]
    .into_iter()
    .filter(|row| !row.lines.is_empty())
    .collect()
}

fn office(plan: &PlanDocument) -> Vec<String> {
    if plan.publisher.is_empty() {
        Vec::new()
    } else {
        vec![plan.publisher.clone()]
    }
}

fn colophon(plan: &PlanDocument, style: YearStyle, printed_on: Option<Date>) -> Vec<Row> {
    let publisher = [plan.municipality.as_str(), plan.publisher.as_str()].join("\u{3000}");
    let source = (!plan.source.is_empty()).then(|| plan.source.clone());
    let lines = |line: Option<String>| line.into_iter().collect::<Vec<_>>();
    [
        Row {
            label: "策定",
            lines: lines(plan.adopted.map(|day| month_label(day, style))),
        },
        Row {
            label: "発行",
            lines: vec![publisher.trim().to_owned()],
        },
        Row {
            label: "印刷",
            lines: lines(printed_on.map(|day| day_label(day, style))),
        },
        Row {
            label: "出典",
            lines: lines(source),
        },
    ]
    .into_iter()
    .filter(|row| !row.lines.is_empty())
    .collect()
}

fn correction(correction: &Correction, style: YearStyle) -> CorrectionView {
    CorrectionView {
        on: day_label(correction.on, style),
        place: correction.place.clone(),
        before: correction.before.clone(),
        after: correction.after.clone(),
        by: correction.by.clone(),
        reason: correction.reason.clone(),
    }
}
