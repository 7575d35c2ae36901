//! How many of all stand how: one bar divided by status.

use crate::chart::canvas::{Anchor, Canvas, FULL, paint};
use crate::chart::figure::{Chart, ChartTable, Key, Span};
use crate::kit::{Status, amount, grouped};
use measure::Amount;
use words::{Language, Text};

/// So many stand so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// How they stand.
    pub status: Status,
    /// How many they are.
    pub count: i64,
}

/// A whole divided by status.
#[derive(Debug, Clone)]
pub struct Shares<'a> {
    /// A name that no other chart of the page has; letters, figures and hyphens.
    pub id: &'a str,
    /// What is divided, e.g. `取組の進み具合`.
    pub title: &'a str,
    /// The parts, in order; those of zero are left out of the picture.
    pub parts: &'a [Part],
}

const HEIGHT: i64 = 20;
const FILE_WIDTH: i64 = 640;

/// The chart for a page.
#[must_use]
pub fn shares(spec: &Shares<'_>, t: &Text) -> Chart {
    let mut canvas = Canvas::fluid();
    draw(spec, &mut canvas);
    Chart {
        t: t.clone(),
        title: spec.title.to_owned(),
        svg: canvas.finish(spec.id, spec.title, &description(spec, t), HEIGHT),
        legend: spec.parts.iter().map(|part| key(*part, t)).collect(),
        notes: Vec::new(),
        table: table(spec, t),
        span: Span::Short,
        file: None,
        table_open: false,
    }
}

/// The same picture as a file.
#[must_use]
pub fn shares_file(spec: &Shares<'_>, t: &Text) -> String {
    let mut canvas = Canvas::fixed(FILE_WIDTH);
    draw(spec, &mut canvas);
    let mut x = 0;
    for part in spec.parts {
        let key = key(*part, t);
        canvas.put(format_args!(
            r#"<g transform="translate({x} 34)">{}</g>"#,
            key.sign
        ));
        canvas.text(
            (x * FULL / FILE_WIDTH, 460),
            20,
            Anchor::Start,
            &key.words,
            "",
        );
        x += i64::try_from(key.words.chars().count()).unwrap_or(0) * 13 + 40;
    }
    canvas.finish(spec.id, spec.title, &description(spec, t), HEIGHT + 32)
}

fn total(spec: &Shares<'_>) -> i64 {
    spec.parts.iter().map(|part| part.count.max(0)).sum()
}

fn draw(spec: &Shares<'_>, canvas: &mut Canvas) {
    let all = total(spec);
    let id = spec.id;
    canvas.put(format_args!(
        r##"<defs><pattern id="{id}-w" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffd43d"/><rect width="2" height="6" fill="#927200"/></pattern><pattern id="{id}-n" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#fff"/><circle cx="2.5" cy="2.5" r="1" fill="#666"/></pattern><pattern id="{id}-l" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#fff"/><path d="M0 2.5h5" stroke="#949494"/></pattern></defs>"##
    ));
    let mut before = 0;
    for part in spec.parts.iter().filter(|part| part.count > 0) {
        let from = before * FULL / all;
        before += part.count;
        let to = before * FULL / all;
        let fill = match part.status {
            Status::Achieved => paint::KEY.to_owned(),
            Status::OnTrack => "#197a4b".to_owned(),
            Status::SlightlyBehind => format!("url(#{id}-w)"),
            Status::Behind => "#ce0000".to_owned(),
            Status::Entered => "#97d3ff".to_owned(),
            Status::Ended => "#949494".to_owned(),
            Status::NotDue => "#fff".to_owned(),
            Status::NotEntered => format!("url(#{id}-n)"),
            Status::NotPlanned | Status::NoRecord | Status::NotDone | Status::NotComputable => {
                format!("url(#{id}-l)")
            }
        };
        canvas.rect(
            (from, 0),
            (to - from, HEIGHT * 10),
            &format!(r#"fill="{fill}""#),
        );
        if from > 0 {
            canvas.line(
                (from, 0),
                (from, HEIGHT * 10),
                r##"stroke="#fff" stroke-width="2""##,
            );
        }
    }
    let edge = format!(r#"fill="none" stroke="{}""#, paint::AXIS);
    canvas.rect((0, 5), (FULL, HEIGHT * 10 - 10), &edge);
}

/// The same signs as in the bar; patterns are drawn out because a legend stands in its own SVG.
fn key(part: Part, t: &Text) -> Key {
    let sign = match part.status {
        Status::Achieved => {
            r##"<rect width="14" height="14" rx="2" fill="#0055ad"/><path d="m3 7 3 3 5-6" fill="none" stroke="#fff" stroke-width="2"/>"##
        }
        Status::OnTrack => r##"<rect width="14" height="14" rx="2" fill="#197a4b"/>"##,
        Status::SlightlyBehind => {
            r##"<rect width="14" height="14" rx="2" fill="#ffd43d"/><path d="M-2 6 6-2M-2 14 14-2M4 16 16 4" stroke="#927200" stroke-width="2"/>"##
        }
        Status::Behind => {
            r##"<rect width="14" height="14" rx="2" fill="#ce0000"/><path d="M7 3v5M7 10v1.6" stroke="#fff" stroke-width="2"/>"##
        }
        Status::Entered => {
            r##"<rect width="14" height="14" rx="2" fill="#97d3ff"/><path d="m3 7 3 3 5-6" fill="none" stroke="#00316a" stroke-width="2"/>"##
        }
        Status::Ended => r##"<rect width="14" height="14" rx="2" fill="#949494"/>"##,
        Status::NotDue => {
            r##"<rect x=".5" y=".5" width="13" height="13" rx="2" fill="#fff" stroke="#666"/>"##
        }
        Status::NotPlanned | Status::NoRecord | Status::NotDone | Status::NotComputable => {
            r##"<rect x=".5" y=".5" width="13" height="13" rx="2" fill="#fff" stroke="#666"/><path d="M2 4.5h10M2 7h10M2 9.5h10" stroke="#949494"/>"##
        }
        Status::NotEntered => {
            r##"<rect x=".5" y=".5" width="13" height="13" rx="2" fill="#fff" stroke="#666"/><path d="M4 4h.1M7 4h.1M10 4h.1M4 7h.1M7 7h.1M10 7h.1M4 10h.1M7 10h.1M10 10h.1" stroke="#666" stroke-width="1.5" stroke-linecap="round"/>"##
        }
    };
    Key {
        sign,
        words: format!("{} {}", part.status.word(t), counted(part.count, t)),
    }
}

fn counted(count: i64, t: &Text) -> String {
    match t.language() {
        Language::Japanese => format!("{}件", grouped(count)),
        Language::English => grouped(count),
    }
}

fn description(spec: &Shares<'_>, t: &Text) -> String {
    let parts: Vec<String> = spec.parts.iter().map(|part| key(*part, t).words).collect();
    let whole = format!(
        "{} {}",
        t.say("screen-chart-total"),
        counted(total(spec), t)
    );
    let joined = if t.language() == Language::Japanese {
        "、"
    } else {
        ", "
    };
    format!("{whole}{joined}{}", parts.join(joined))
}

fn table(spec: &Shares<'_>, t: &Text) -> ChartTable {
    let all = total(spec);
    let share = |count| match Amount::percentage(count, all, 1) {
        Some(share) => format!("{}%", amount(share)),
        None => "–".to_owned(),
    };
    let mut rows: Vec<Vec<String>> = spec
        .parts
        .iter()
        .map(|part| {
            vec![
                part.status.word(t).into_owned(),
                grouped(part.count),
                share(part.count),
            ]
        })
        .collect();
    rows.push(vec![
        t.say("screen-chart-total").into_owned(),
        grouped(all),
        share(all),
    ]);
    let heads = [
        "screen-chart-item",
        "screen-chart-count",
        "screen-chart-share",
    ];
    ChartTable {
        caption: spec.title.to_owned(),
        heads: heads.map(|key| t.say(key).into_owned()).to_vec(),
        rows,
        right: vec![false, true, true],
    }
}
