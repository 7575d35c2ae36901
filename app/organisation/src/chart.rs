//! The chart of the organisation (組織図): boxes from left to right, drawn as SVG for the page, for a file
//! and for paper.

use askama::filters::{Escaper, Html};
use people::{CountedTree, UnitId};
use std::fmt::Write;

/// The width of a box, the gap between two columns, the height of a row and of a box, in pixels.
const WIDE: usize = 196;
const GAP: usize = 34;
const ROW: usize = 30;
const HIGH: usize = 24;
/// The size of the letters.
const LETTER: usize = 13;
/// The letters of a file; the same as on paper.
const LETTERS: &str = "'BIZ UDPGothic', 'Noto Sans JP', 'Noto Sans CJK JP', Meiryo, sans-serif";

const INK: &str = "#1a1a1a";
const SUB: &str = "#4d4d4d";
const LINE: &str = "#767676";
/// What fills a box, by its depth: the level is told by the column, the tint only helps.
const TINTS: [&str; 3] = ["#d9e6ff", "#eef4ff", "#ffffff"];

/// The rows of a chart: each is the way from the top down to a unit that has nothing shown below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows(Vec<Vec<UnitId>>);

impl Rows {
    /// The rows below a unit, itself included, or of the whole city; no deeper than so many levels.
    #[must_use]
    pub fn of(counted: &CountedTree, root: Option<UnitId>, levels: usize) -> Rows {
        let mut rows = Rows::default();
        match root {
            Some(unit) => rows.add(counted, &mut Vec::new(), unit, levels),
            None => {
                let top: Vec<UnitId> = counted.tree.below(None).map(|unit| unit.unit).collect();
                for unit in top {
                    rows.add(counted, &mut Vec::new(), unit, levels);
                }
            }
        }
        rows
    }

    fn add(&mut self, counted: &CountedTree, above: &mut Vec<UnitId>, unit: UnitId, levels: usize) {
        above.push(unit);
        let below: Vec<UnitId> = if above.len() < levels {
            let units = counted.tree.below(Some(unit));
            units.map(|unit| unit.unit).collect()
        } else {
            Vec::new()
        };
        if below.is_empty() {
            self.0.push(above.clone());
        }
        for unit in below {
            self.add(counted, above, unit, levels);
        }
        above.pop();
    }

    /// As many levels as fit into so many rows, at least one.
    #[must_use]
    pub fn fitting(counted: &CountedTree, root: Option<UnitId>, most: usize) -> (Rows, usize) {
        let deepest = counted.tree.iter().map(|(depth, _)| depth + 1).max();
        let deepest = deepest.unwrap_or(1);
        (1..=deepest)
            .rev()
            .map(|levels| (Rows::of(counted, root, levels), levels))
            .find(|(rows, levels)| rows.len() <= most || *levels == 1)
            .unwrap_or_default()
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rows by pages of at most so many: a department begins a page rather than being torn apart,
    /// unless it is longer than a page.
    #[must_use]
    pub fn pages(&self, most: usize) -> Vec<Piece<'_>> {
        let mut pages: Vec<Piece<'_>> = Vec::new();
        let mut start = 0;
        while start < self.0.len() {
            let top = self.0[start].first();
            let length = self.0[start..]
                .iter()
                .take_while(|row| row.first() == top)
                .count();
            let fits = pages
                .last()
                .is_some_and(|page| page.rows.len() + length <= most);
            if let (true, Some(page)) = (fits, pages.last_mut()) {
                page.rows = &self.0[start - page.rows.len()..start + length];
            } else {
                for from in (start..start + length).step_by(most.max(1)) {
                    let to = (from + most.max(1)).min(start + length);
                    pages.push(Piece {
                        rows: &self.0[from..to],
                        before: from
                            .checked_sub(1)
                            .and_then(|at| self.0.get(at))
                            .map(Vec::as_slice),
                    });
                }
            }
            start += length;
        }
        pages
    }

    /// All rows as one piece.
    #[must_use]
    pub fn whole(&self) -> Piece<'_> {
        Piece {
            rows: &self.0,
            before: None,
        }
    }
}

/// Rows that are drawn together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    rows: &'a [Vec<UnitId>],
    /// The row before, on another page.
    before: Option<&'a [UnitId]>,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Drawing<'a> {
    /// What it shows: 組織図（令和9年4月1日）.
    pub title: &'a str,
    /// The same in a sentence, for those who do not see it.
    pub description: &'a str,
    /// What stands behind a name that is continued from the page before.
    pub continued: &'a str,
    /// Whether boxes lead to the units' pages.
    pub links: bool,
    /// Whether it is a file, which carries its letters.
    pub file: bool,
}

impl Piece<'_> {
    /// How many rows are drawn.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The drawing.
    #[must_use]
    pub fn svg(&self, counted: &CountedTree, how: Drawing<'_>) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(1);
        let (width, height) = (
            columns * WIDE + (columns - 1) * GAP + 2,
            self.rows.len() * ROW + 2,
        );
        let (mut lines, mut boxes) = (String::new(), String::new());
        // The row in which the box of the present unit of each column stands.
        let mut drawn: Vec<usize> = vec![0; columns];
        for (row, units) in self.rows.iter().enumerate() {
            let above = row.checked_sub(1).map(|at| self.rows[at].as_slice());
            for (column, unit) in units.iter().enumerate() {
                let same = |other: Option<&[UnitId]>| {
                    other.is_some_and(|other| other.get(column) == Some(unit))
                };
                if same(above) {
                    continue;
                }
                drawn[column] = row;
                let continued = row == 0 && same(self.before);
                draw_box(&mut boxes, counted, *unit, (column, row), continued, how);
                if column > 0 {
                    connect(&mut lines, column, drawn[column - 1], row);
                }
            }
        }
        let (title, description) = (safe(how.title), safe(how.description));
        let letters = if how.file {
            format!(r#" xmlns="http://www.w3.org/2000/svg" font-family="{LETTERS}""#)
        } else {
            String::new()
        };
        // With links inside it is no picture, but a group of them.
        let role = if how.links { "group" } else { "img" };
        format!(
            r#"<svg{letters} viewBox="-1 -1 {width} {height}" width="{width}" height="{height}" role="{role}" aria-label="{title}" font-size="{LETTER}" fill="{INK}"><title>{title}</title><desc>{description}</desc><g fill="none" stroke="{LINE}">{lines}</g>{boxes}</svg>"#
        )
    }
}

fn connect(lines: &mut String, column: usize, from: usize, to: usize) {
    let left = (column - 1) * (WIDE + GAP) + WIDE;
    let (middle, right) = (left + GAP / 2, left + GAP);
    let (top, bottom) = (from * ROW + HIGH / 2, to * ROW + HIGH / 2);
    // Writing to a String cannot fail.
    let _ = if from == to {
        write!(lines, r#"<path d="M{left} {top}H{right}"/>"#)
    } else {
        write!(lines, r#"<path d="M{middle} {top}V{bottom}H{right}"/>"#)
    };
}

fn draw_box(
    boxes: &mut String,
    counted: &CountedTree,
    unit: UnitId,
    (column, row): (usize, usize),
    continued: bool,
    how: Drawing<'_>,
) {
    let Some(version) = counted.tree.get(unit) else {
        return;
    };
    let (x, y) = (column * (WIDE + GAP), row * ROW);
    let mut name = version.name.as_str().to_owned();
    if continued {
        name.push_str(how.continued);
    }
    let (people, _) = counted.total(unit);
    let number = people.to_string();
    let room = WIDE - 20 - number.len() * LETTER * 6 / 10 - 8;
    let pressed = if width_of(&name) > room {
        format!(r#" textLength="{room}" lengthAdjust="spacingAndGlyphs""#)
    } else {
        String::new()
    };
    let tint = TINTS.get(column).copied().unwrap_or(TINTS[2]);
    let (name, baseline) = (safe(&name), y + HIGH / 2 + LETTER * 4 / 11);
    let (start, end) = if how.links {
        (format!(r#"<a href="/organisation/units/{unit}">"#), "</a>")
    } else {
        (String::new(), "")
    };
    let _ = write!(
        boxes,
        r#"{start}<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="3" fill="{tint}" stroke="{LINE}"/><text x="{}" y="{baseline}"{pressed}>{name}</text><text x="{}" y="{baseline}" text-anchor="end" font-size="11" fill="{SUB}">{number}</text>{end}"#,
        x + 8,
        x + WIDE - 8,
    );
}

/// About how wide a text is: kana and kanji are square, letters and figures a little over half as wide.
fn width_of(text: &str) -> usize {
    text.chars()
        .map(|c| {
            if c.is_ascii() {
                LETTER * 6 / 10
            } else {
                LETTER
            }
        })
        .sum()
}

fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let _ = Html.write_escaped_str(&mut out, text);
    out
}
