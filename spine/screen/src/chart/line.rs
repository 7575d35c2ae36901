//! A figure over the years against its targets.

use crate::chart::canvas::{Anchor, Canvas, FULL, paint};
use crate::chart::figure::{Chart, ChartTable, Key, Span};
use crate::chart::scale::Scale;
use crate::date_text::{fiscal_year, short_day};
use crate::kit::amount;
use calendar::{FiscalYear, YearSpan, YearStyle};
use measure::{Amount, Point, Quality, segments};
use words::{Language, Text};

/// A figure over the years.
#[derive(Debug, Clone)]
pub struct YearLine<'a> {
    /// A name that no other chart of the page has; letters, figures and hyphens.
    pub id: &'a str,
    /// What is shown, e.g. `働きがいの得点`.
    pub title: &'a str,
    /// The unit, e.g. `点`.
    pub unit: &'a str,
    /// The years of the axis.
    pub years: YearSpan,
    /// How the city prints years.
    pub style: YearStyle,
    /// The figures. A year with a point but without an amount is 実績なし; a year without a point has
    /// not come yet.
    pub points: &'a [Point],
    /// What the figure should be, year by year.
    pub targets: &'a [(FiscalYear, Amount)],
    /// What changed about the definition, from which year on.
    pub breaks: &'a [(FiscalYear, String)],
}

/// Top and bottom of the plot, in tenths of a pixel: room for the unit and the highest label above.
const TOP: i64 = 380;
const BOTTOM: i64 = 2050;
/// Height of the picture on a page: the plot and two lines of years.
const HEIGHT: i64 = 250;
/// A file has a legend below.
const FILE_HEIGHT: i64 = 286;
const FILE_WIDTH: i64 = 720;

/// The chart for a page.
#[must_use]
pub fn line(spec: &YearLine<'_>, t: &Text) -> Chart {
    let canvas = draw(spec, t, Canvas::fluid());
    Chart {
        t: t.clone(),
        title: spec.title.to_owned(),
        svg: canvas.finish(spec.id, spec.title, &description(spec, t), HEIGHT),
        legend: legend(spec, t)
            .into_iter()
            .map(|(sign, words)| Key { sign, words })
            .collect(),
        notes: break_notes(spec, t),
        table: table(spec, t),
        span: match spec.years.len() {
            0..=5 => Span::Short,
            6..=7 => Span::Middle,
            8..=10 => Span::Long,
            _ => Span::Longest,
        },
        file: None,
        table_open: false,
    }
}

/// The same picture as a file: white ground, its own title, legend and letters.
#[must_use]
pub fn line_file(spec: &YearLine<'_>, t: &Text) -> String {
    let mut canvas = draw(spec, t, Canvas::fixed(FILE_WIDTH));
    let mut x = 0;
    for (sign, words) in legend(spec, t) {
        canvas.put(format_args!(
            r#"<g transform="translate({x} 264)">{sign}</g>"#
        ));
        canvas.text((x * FULL / FILE_WIDTH, 2760), 20, Anchor::Start, &words, "");
        let letters = i64::try_from(words.chars().count()).unwrap_or(0);
        x += letters * 14 + 44;
    }
    canvas.finish(spec.id, spec.title, &description(spec, t), FILE_HEIGHT)
}

const SURE: &str = r##"<path d="M0 7h14" stroke="#0055ad" stroke-width="2.5" class="ch-line"/><circle cx="7" cy="7" r="4" fill="#0055ad" class="ch-mark"/>"##;
const UNSURE: &str = r##"<circle cx="7" cy="7" r="4.5" fill="#fff" stroke="#0055ad" stroke-width="2" class="ch-hollow"/>"##;
const TARGET: &str = r##"<path d="M0 7h14" stroke="#1a1a1a" stroke-width="2.5"/>"##;

fn legend(spec: &YearLine<'_>, t: &Text) -> Vec<(&'static str, String)> {
    let mut keys = vec![(SURE, t.say("screen-chart-actual").into_owned())];
    if spec
        .points
        .iter()
        .any(|point| point.amount.is_some() && point.quality != Quality::Final)
    {
        keys.push((UNSURE, t.say("screen-chart-unsure").into_owned()));
    }
    if let Some((_, first)) = spec.targets.first() {
        let word = t.say("screen-chart-target");
        let same = spec.targets.iter().all(|(_, target)| target == first);
        let figure = if same {
            format!(" {}", with_unit(*first, spec.unit))
        } else {
            String::new()
        };
        keys.push((TARGET, format!("{word}{figure}")));
    }
    keys
}

fn draw(spec: &YearLine<'_>, t: &Text, mut canvas: Canvas) -> Canvas {
    let values = spec.points.iter().filter_map(|point| point.amount);
    let targets = spec.targets.iter().map(|(_, amount)| *amount);
    let scale = Scale::around(values.chain(targets), spec.unit.starts_with(['%', '％']));
    let plot = Plot {
        scale,
        years: spec.years,
    };
    plot.grid(&mut canvas, spec, t);
    plot.breaks(&mut canvas, spec, t);
    plot.targets(&mut canvas, spec);
    plot.lines(&mut canvas, spec);
    plot.points(&mut canvas, spec, t);
    canvas
}

struct Plot {
    scale: Scale,
    years: YearSpan,
}

impl Plot {
    /// The middle of a year's column. The marks of the axis stand in a column of their own before.
    fn x(&self, year: FiscalYear) -> i64 {
        let at = i64::from(year.0 - self.years.from.0);
        (at * 10 + 11) * FULL / (self.columns() * 10 + 7)
    }

    fn columns(&self) -> i64 {
        i64::try_from(self.years.len()).unwrap_or(1)
    }

    /// Half the width of a column.
    fn half(&self) -> i64 {
        5 * FULL / (self.columns() * 10 + 7)
    }

    fn y(&self, value: Amount) -> i64 {
        self.scale.at(value, BOTTOM, TOP)
    }

    fn grid(&self, canvas: &mut Canvas, spec: &YearLine<'_>, t: &Text) {
        for mark in self.scale.marks() {
            let y = self.y(mark);
            let base = mark.millionths() == self.scale.low;
            let stroke = if base { paint::AXIS } else { paint::GRID };
            canvas.line((0, y), (FULL, y), &format!(r#"stroke="{stroke}""#));
            canvas.text((0, y - 40), 0, Anchor::Start, &amount(mark), "");
        }
        canvas.text((0, 120), 0, Anchor::Start, &bracketed(spec.unit, t), "");
        for year in self.years.years() {
            let (first, second) = axis_label(year, spec.style, t.language());
            let ink = format!(r#"fill="{}""#, paint::INK);
            canvas.text(
                (self.x(year), BOTTOM + 200),
                0,
                Anchor::Middle,
                &first,
                &ink,
            );
            canvas.text((self.x(year), BOTTOM + 380), 0, Anchor::Middle, &second, "");
        }
    }

    /// Where the definition changed: a dashed rule with words, and no line across it.
    fn breaks(&self, canvas: &mut Canvas, spec: &YearLine<'_>, t: &Text) {
        for year in broken_years(spec.points) {
            let x = self.x(year) - self.half();
            let look = format!(
                r#"stroke="{}" stroke-width="1.5" stroke-dasharray="5 4""#,
                paint::SUB
            );
            canvas.line((x, 180), (x, BOTTOM), &look);
            let anchor = match x {
                0..3000 => Anchor::Start,
                3000..7000 => Anchor::Middle,
                _ => Anchor::End,
            };
            canvas.text((x, 120), 0, anchor, &t.say("screen-chart-break"), HALO);
        }
    }

    /// Targets are short bars, one for each year: a promise for the year, not a course.
    fn targets(&self, canvas: &mut Canvas, spec: &YearLine<'_>) {
        let reach = self.half() * 7 / 10;
        for (year, target) in spec
            .targets
            .iter()
            .filter(|(year, _)| self.years.contains(*year))
        {
            let (x, y) = (self.x(*year), self.y(*target));
            let look = format!(r#"stroke="{}" stroke-width="2.5""#, paint::INK);
            canvas.line((x - reach, y), (x + reach, y), &look);
        }
    }

    fn lines(&self, canvas: &mut Canvas, spec: &YearLine<'_>) {
        for stretch in segments(spec.points) {
            for pair in stretch.windows(2) {
                let [
                    Point {
                        amount: Some(from), ..
                    },
                    Point {
                        amount: Some(to),
                        quality,
                        ..
                    },
                ] = pair
                else {
                    continue;
                };
                let dashed = if *quality == Quality::Final {
                    ""
                } else {
                    r#" stroke-dasharray="6 5""#
                };
                let look = format!(
                    r#"class="ch-line" stroke="{}" stroke-width="2.5" stroke-linecap="round"{dashed}"#,
                    paint::KEY
                );
                let (x1, x2) = (self.x(pair[0].year), self.x(pair[1].year));
                canvas.line((x1, self.y(*from)), (x2, self.y(*to)), &look);
            }
        }
    }

    fn points(&self, canvas: &mut Canvas, spec: &YearLine<'_>, t: &Text) {
        for (at, point) in spec.points.iter().enumerate() {
            let x = self.x(point.year);
            let Some(value) = point.amount else {
                canvas.text(
                    (x, BOTTOM - 60),
                    0,
                    Anchor::Middle,
                    &t.say("screen-chart-none"),
                    HALO,
                );
                continue;
            };
            let y = self.y(value);
            let target = spec
                .targets
                .iter()
                .find(|(year, _)| *year == point.year)
                .map(|(_, a)| *a);
            let below = self.label_below(spec.points, at, value, target);
            let word = quality_word(point.quality, t);
            let (figure_y, word_y) = match (below, word.is_some()) {
                (true, _) => (y + 200, y + 370),
                (false, true) => (y - 270, y - 100),
                (false, false) => (y - 100, 0),
            };
            let ink = format!(r#"{HALO} font-weight="700" fill="{}""#, paint::INK);
            canvas.text((x, figure_y), 0, Anchor::Middle, &amount(value), &ink);
            if let Some(word) = &word {
                canvas.text((x, word_y), 0, Anchor::Middle, word, HALO);
            }
            let look = if word.is_some() {
                format!(
                    r##"class="ch-hollow" fill="#fff" stroke="{}" stroke-width="2.5""##,
                    paint::KEY
                )
            } else {
                format!(r#"class="ch-mark" fill="{}""#, paint::KEY)
            };
            canvas.circle((x, y), 45, &look);
        }
    }

    /// A label stands above its point unless that would put it on a line or on the year's target.
    fn label_below(
        &self,
        points: &[Point],
        at: usize,
        value: Amount,
        target: Option<Amount>,
    ) -> bool {
        let y = self.y(value);
        if y + 420 > BOTTOM {
            return false;
        }
        // Only neighbours that a line leads to can be in the way.
        let pairs = [
            at.checked_sub(1).map(|before| before..=at),
            Some(at..=at + 1),
        ];
        let joined: Vec<Amount> = pairs
            .into_iter()
            .flatten()
            .filter_map(|pair| points.get(pair))
            .filter(|pair| segments(pair).len() == 1 && pair.iter().all(|p| p.amount.is_some()))
            .flat_map(|pair| pair.iter().filter_map(|p| p.amount))
            .filter(|other| *other != value)
            .collect();
        let valley = !joined.is_empty() && joined.iter().all(|other| *other > value);
        let target_above = target.is_some_and(|target| (0..300).contains(&(y - self.y(target))));
        valley || target_above
    }
}

/// A white edge keeps letters readable on lines.
const HALO: &str =
    r##"stroke="#fff" stroke-width="4" paint-order="stroke" stroke-linejoin="round""##;

/// The years from which on a new definition counts.
fn broken_years(points: &[Point]) -> impl Iterator<Item = FiscalYear> {
    points
        .windows(2)
        .filter(|pair| pair[0].definition != pair[1].definition)
        .map(|pair| pair[1].year)
}

fn axis_label(year: FiscalYear, style: YearStyle, language: Language) -> (String, String) {
    match (language, style) {
        (_, YearStyle::Western) => (year.0.to_string(), String::new()),
        (Language::Japanese, _) => (
            year.label(style).trim_end_matches("年度").to_owned(),
            year.0.to_string(),
        ),
        (Language::English, _) => (format!("FY{}", year.0), year.short_label(style)),
    }
}

fn quality_word(quality: Quality, t: &Text) -> Option<String> {
    let key = match quality {
        Quality::Final => return None,
        Quality::Scheduled => "screen-chart-scheduled",
        Quality::Forecast => "screen-chart-forecast",
        Quality::AsOf(_) => "screen-chart-as-of-short",
    };
    Some(t.say(key).into_owned())
}

fn quality_note(quality: Quality, t: &Text) -> Option<String> {
    match quality {
        Quality::AsOf(day) => {
            Some(t.say1("screen-chart-as-of", "day", short_day(day, t.language())))
        }
        other => quality_word(other, t),
    }
}

/// `82.1点`, `12.5%`; in English a space before a word: `12 days`.
pub(super) fn with_unit(value: Amount, unit: &str) -> String {
    let space = if unit.starts_with(|c: char| c.is_ascii_alphabetic()) {
        " "
    } else {
        ""
    };
    format!("{}{space}{unit}", amount(value))
}

fn bracketed(unit: &str, t: &Text) -> String {
    match (unit.is_empty(), t.language()) {
        (true, _) => String::new(),
        (_, Language::Japanese) => format!("（{unit}）"),
        (_, Language::English) => format!("({unit})"),
    }
}

/// Everything the picture shows, as one sentence after the other.
fn description(spec: &YearLine<'_>, t: &Text) -> String {
    let mut parts = Vec::new();
    for row in table(spec, t).rows {
        let [year, actual, target, note] = row.as_slice() else {
            continue;
        };
        if actual.is_empty() && target.is_empty() {
            continue;
        }
        let mut part = year.clone();
        if !actual.is_empty() {
            part = format!(
                "{part} {actual}{}",
                if has_figure(actual) { spec.unit } else { "" }
            );
        }
        if !target.is_empty() {
            part = format!(
                "{part} {} {target}{}",
                t.say("screen-chart-target"),
                spec.unit
            );
        }
        if !note.is_empty() {
            part = format!("{part} {note}");
        }
        parts.push(part);
    }
    parts.join(if t.language() == Language::Japanese {
        "、"
    } else {
        "; "
    })
}

fn has_figure(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
}

fn break_notes(spec: &YearLine<'_>, t: &Text) -> Vec<String> {
    spec.breaks
        .iter()
        .map(|(year, what)| {
            let year = fiscal_year(*year, spec.style, t.language());
            t.say2(
                "screen-chart-break-note",
                "year",
                year,
                "what",
                what.clone(),
            )
        })
        .collect()
}

fn table(spec: &YearLine<'_>, t: &Text) -> ChartTable {
    let rows = spec
        .years
        .years()
        .map(|year| {
            let point = spec.points.iter().find(|point| point.year == year);
            let actual = match point.map(|point| point.amount) {
                Some(Some(value)) => amount(value),
                Some(None) => t.say("screen-chart-none").into_owned(),
                None => String::new(),
            };
            let target = spec.targets.iter().find(|(of, _)| *of == year);
            let quality = point
                .filter(|point| point.amount.is_some())
                .and_then(|point| quality_note(point.quality, t));
            let broken = broken_years(spec.points).any(|of| of == year);
            let change = broken.then(|| t.say("screen-chart-break").into_owned());
            let notes: Vec<String> = quality.into_iter().chain(change).collect();
            vec![
                fiscal_year(year, spec.style, t.language()),
                actual,
                target.map(|(_, value)| amount(*value)).unwrap_or_default(),
                notes.join(if t.language() == Language::Japanese {
                    "、"
                } else {
                    ", "
                }),
            ]
        })
        .collect();
    ChartTable {
        caption: spec.title.to_owned(),
        heads: vec![
            t.say("screen-chart-year").into_owned(),
            format!(
                "{}{}",
                t.say("screen-chart-actual"),
                bracketed(spec.unit, t)
            ),
            t.say("screen-chart-target").into_owned(),
            t.say("screen-chart-note").into_owned(),
        ],
        rows,
        right: vec![false, true, true, false],
    }
}
