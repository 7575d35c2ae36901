//! Bars, one below the other: sections, reasons, courses. Their length is the value, from zero.

use crate::chart::canvas::{Anchor, Canvas, FULL, paint};
use crate::chart::figure::{Chart, ChartTable, Key, Span};
use crate::chart::line::with_unit;
use crate::chart::scale::Scale;
use crate::kit::amount;
use measure::Amount;
use words::{Language, Text};

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// 税務課
    pub label: String,
    /// Its value; a negative one is drawn as nothing and told as a number.
    pub amount: Amount,
}

/// Bars with an optional limit, over which a bar is marked.
#[derive(Debug, Clone)]
pub struct Bars<'a> {
    /// A name that no other chart of the page has; letters, figures and hyphens.
    pub id: &'a str,
    /// What is shown.
    pub title: &'a str,
    /// The unit.
    pub unit: &'a str,
    /// The bars, in order.
    pub bars: &'a [Bar],
    /// The value from which a bar is over the limit.
    pub limit: Option<Amount>,
}

/// Height of one bar with its words, in pixels.
const ROW: i64 = 46;
const FILE_WIDTH: i64 = 640;

/// The chart for a page.
#[must_use]
pub fn bars(spec: &Bars<'_>, t: &Text) -> Chart {
    let canvas = draw(spec, t, Canvas::fluid());
    Chart {
        t: t.clone(),
        title: spec.title.to_owned(),
        svg: canvas.finish(spec.id, spec.title, &description(spec, t), height(spec)),
        legend: limit_key(spec, t).into_iter().collect(),
        notes: Vec::new(),
        table: table(spec, t),
        span: Span::Short,
        file: None,
        table_open: false,
    }
}

/// The same picture as a file.
#[must_use]
pub fn bars_file(spec: &Bars<'_>, t: &Text) -> String {
    let canvas = draw(spec, t, Canvas::fixed(FILE_WIDTH));
    canvas.finish(
        spec.id,
        spec.title,
        &description(spec, t),
        height(spec) + if spec.limit.is_some() { 24 } else { 0 },
    )
}

fn height(spec: &Bars<'_>) -> i64 {
    i64::try_from(spec.bars.len()).unwrap_or(0) * ROW + 4
}

fn over(spec: &Bars<'_>, value: Amount) -> bool {
    spec.limit.is_some_and(|limit| value >= limit)
}

fn draw(spec: &Bars<'_>, t: &Text, mut canvas: Canvas) -> Canvas {
    let scale = Scale::from_zero(spec.bars.iter().map(|bar| bar.amount).chain(spec.limit));
    // The longest bar fills the width; the axis has no marks, for every bar tells its value.
    let most = spec
        .bars
        .iter()
        .map(|bar| bar.amount)
        .chain(spec.limit)
        .max();
    let scale = Scale {
        low: 0,
        high: most.map_or(scale.high, Amount::millionths).max(1),
        ..scale
    };
    let reach = |value: Amount| scale.at(value, 0, FULL).clamp(0, FULL);
    for (bar, y) in spec.bars.iter().zip((0..).step_by(460)) {
        let over = over(spec, bar.amount);
        let (fill, class) = if over {
            (paint::BAD, "ch-over")
        } else {
            (paint::BAR, "ch-bar")
        };
        canvas.text(
            (0, y + 150),
            0,
            Anchor::Start,
            &bar.label,
            &format!(r#"fill="{}""#, paint::INK),
        );
        let figure = with_unit(bar.amount, spec.unit);
        let figure = if over {
            format!("{} {figure}", t.say("screen-chart-over"))
        } else {
            figure
        };
        let ink = if over { paint::BAD } else { paint::INK };
        canvas.text(
            (FULL, y + 150),
            0,
            Anchor::End,
            &figure,
            &format!(r#"font-weight="700" fill="{ink}""#),
        );
        canvas.rect((0, y + 220), (FULL, 140), r##"fill="#f2f2f2""##);
        canvas.rect(
            (0, y + 220),
            (reach(bar.amount), 140),
            &format!(r#"class="{class}" fill="{fill}""#),
        );
    }
    if let Some(limit) = spec.limit {
        let bottom = height(spec) * 10;
        let x = reach(limit);
        for (_, y) in spec.bars.iter().zip((0..).step_by(460)) {
            let look = format!(r#"stroke="{}" stroke-width="2""#, paint::INK);
            canvas.line((x, y + 190), (x, y + 390), &look);
        }
        if canvas.is_file() {
            let words = t.say1("screen-chart-limit", "amount", with_unit(limit, spec.unit));
            let anchor = if x > FULL / 2 {
                Anchor::End
            } else {
                Anchor::Start
            };
            canvas.text((x, bottom + 140), 0, anchor, &words, "");
        }
    }
    canvas
}

fn limit_key(spec: &Bars<'_>, t: &Text) -> Option<Key> {
    let limit = with_unit(spec.limit?, spec.unit);
    Some(Key {
        sign: r##"<path d="M7 0v14" stroke="#1a1a1a" stroke-width="2"/>"##,
        words: t.say1("screen-chart-limit", "amount", limit),
    })
}

fn description(spec: &Bars<'_>, t: &Text) -> String {
    let parts: Vec<String> = spec
        .bars
        .iter()
        .map(|bar| format!("{} {}", bar.label, with_unit(bar.amount, spec.unit)))
        .collect();
    parts.join(if t.language() == Language::Japanese {
        "、"
    } else {
        "; "
    })
}

fn table(spec: &Bars<'_>, t: &Text) -> ChartTable {
    let mut heads = vec![
        t.say("screen-chart-item").into_owned(),
        spec.unit.to_owned(),
    ];
    if spec.limit.is_some() {
        heads.push(t.say("screen-chart-note").into_owned());
    }
    let row = |bar: &Bar| {
        let mut cells = vec![bar.label.clone(), amount(bar.amount)];
        if spec.limit.is_some() {
            let over = over(spec, bar.amount);
            cells.push(if over {
                t.say("screen-chart-over").into_owned()
            } else {
                String::new()
            });
        }
        cells
    };
    ChartTable {
        caption: spec.title.to_owned(),
        heads,
        rows: spec.bars.iter().map(row).collect(),
        right: vec![false, true, false],
    }
}
