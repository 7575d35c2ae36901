//! The pairs of two plans as the page lays them out.

use crate::document::{Measure, Node, OriginKind, Part, PlanDocument, Program};
use crate::pages::board::difference;
use crate::pages::board_view::label;
use crate::pages::frame::part_name;
use crate::rules::{NodePair, ProgramPair, side_by_side};
use crate::text::{cell_text, last_value, years_label};
use calendar::YearSpan;
use screen::kit::amount;
use words::Text;

/// A plan with the part of its document that its programs are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub document: &'a PlanDocument,
    pub part: Part,
}

/// A node of either plan, or of both.
pub(super) struct Section {
    pub left: Option<String>,
    pub right: Option<String>,
    /// What became of the node, where it did not simply stay.
    pub mark: Option<(String, &'static str)>,
    pub depth: usize,
    pub rows: Vec<Row>,
}

impl Section {
    /// The node's name, the later one where there is one.
    pub(super) fn title(&self) -> String {
        self.right
            .clone()
            .or_else(|| self.left.clone())
            .unwrap_or_default()
    }
}

/// A program of either plan, or of both.
pub(super) struct Row {
    pub how: How,
    pub word: String,
    pub tone: &'static str,
    pub left: Option<Shown>,
    pub right: Option<Shown>,
    pub figures: Vec<Figure>,
}

/// A program with what is said of its years.
pub(super) struct Shown {
    pub name: String,
    pub owner: String,
    pub href: String,
    pub years: Vec<(String, String)>,
}

impl Shown {
    /// The years in one text.
    pub(super) fn lines(&self) -> String {
        let line = |(years, text): &(String, String)| format!("{years} {text}");
        self.years.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// A measure that both have.
pub(super) struct Figure {
    pub label: String,
    pub left: String,
    pub right: String,
    pub change: String,
}

/// What became of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    Continued,
    Renamed,
    Merged,
    Split,
    New,
    Ended,
}

impl How {
    const ALL: [How; 6] = [
        How::Continued,
        How::Renamed,
        How::Merged,
        How::Split,
        How::New,
        How::Ended,
    ];

    const fn word(self) -> &'static str {
        match self {
            How::Continued => "plan-compare-continued",
            How::Renamed => "plan-compare-renamed",
            How::Merged => "plan-compare-merged",
            How::Split => "plan-compare-split",
            How::New => "plan-compare-new",
            How::Ended => "plan-compare-ended",
        }
    }

    const fn tone(self) -> &'static str {
        match self {
            How::Continued => "",
            How::Renamed | How::Merged | How::Split => "key",
            How::New => "ok",
            How::Ended => "warn",
        }
    }
}

/// How many programs went which way.
pub(super) fn counts(t: &Text, sections: &[Section]) -> Vec<(String, String)> {
    let rows = || sections.iter().flat_map(|section| &section.rows);
    How::ALL
        .into_iter()
        .map(|how| (how, rows().filter(|row| row.how == how).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(how, count)| (t.say(how.word()).into_owned(), count.to_string()))
        .collect()
}

/// Node beside node, program beside program.
pub(super) fn sections(t: &Text, left: Side<'_>, right: Side<'_>) -> Vec<Section> {
    side_by_side(left.document, right.document)
        .iter()
        .map(|pair| section(t, left, right, pair))
        .collect()
}

fn section(t: &Text, left: Side<'_>, right: Side<'_>, pair: &NodePair) -> Section {
    let nodes = (
        pair.left.map(|place| &left.document.nodes[place]),
        pair.right.map(|place| &right.document.nodes[place]),
    );
    let title =
        |side: Side<'_>, node: &Node| format!("{} {}", label(side.document, node), node.name);
    let how = match nodes {
        (Some(old), Some(new)) if old.name != new.name => How::Renamed,
        (Some(_), Some(_)) => How::Continued,
        (None, _) => How::New,
        (_, None) => How::Ended,
    };
    let depth = nodes
        .1
        .or(nodes.0)
        .map_or(0, |node| node.path.matches('-').count());
    Section {
        left: nodes.0.map(|node| title(left, node)),
        right: nodes.1.map(|node| title(right, node)),
        mark: (how != How::Continued).then(|| (t.say(how.word()).into_owned(), how.tone())),
        depth,
        rows: pair
            .programs
            .iter()
            .map(|pair| row(t, left, right, pair))
            .collect(),
    }
}

fn row(t: &Text, left: Side<'_>, right: Side<'_>, pair: &ProgramPair) -> Row {
    let old = pair.left.map(|place| &left.document.programs[place]);
    let new = pair.right.map(|place| &right.document.programs[place]);
    let how = match (old, new, pair.how) {
        (Some(_), Some(_), Some(OriginKind::Merged)) => How::Merged,
        (Some(_), Some(_), Some(OriginKind::Split)) => How::Split,
        (Some(_), Some(_), Some(OriginKind::Renamed)) => How::Renamed,
        (Some(old), Some(new), None) if old.name != new.name => How::Renamed,
        (Some(_), Some(_), None) => How::Continued,
        (None, _, _) => How::New,
        (_, None, _) => How::Ended,
    };
    Row {
        how,
        word: t.say(how.word()).into_owned(),
        tone: how.tone(),
        left: old.map(|program| shown(t, left, program)),
        right: new.map(|program| shown(t, right, program)),
        figures: match (old, new) {
            (Some(old), Some(new)) => figures((left, old), (right, new)),
            _ => Vec::new(),
        },
    }
}

fn shown(t: &Text, side: Side<'_>, program: &Program) -> Shown {
    Shown {
        name: program.name.clone(),
        owner: program.owner.clone().unwrap_or_default(),
        href: format!(
            "/plan/{}/programs/{}/{}",
            side.document.code,
            part_name(side.part),
            program.key
        ),
        years: years(t, side, program),
    }
}

/// What was done in each year, and what was planned where nothing is said of it yet.
fn years(t: &Text, side: Side<'_>, program: &Program) -> Vec<(String, String)> {
    let style = side.document.year_style;
    let mut lines: Vec<(YearSpan, String)> = Vec::new();
    for year in side.document.plan_years.years() {
        let under = |line: &'_ [crate::document::Cell]| {
            line.iter().find(|cell| cell.years.contains(year)).cloned()
        };
        let (cell, planned) = match (under(&program.actual), under(&program.plan)) {
            (Some(cell), _) => (cell, false),
            (None, Some(cell)) => (cell, true),
            (None, None) => continue,
        };
        let text = cell_text(program, &cell, style);
        let text = if planned {
            t.say1("plan-compare-planned", "text", text)
        } else {
            text
        };
        match lines.last_mut() {
            Some((span, same)) if span.to.next() == year && *same == text => span.to = year,
            _ => lines.push((YearSpan::of(year), text)),
        }
    }
    lines
        .into_iter()
        .map(|(span, text)| (years_label(span, style), text))
        .collect()
}

/// The last figure of each plan's own years, for the measures that both have.
fn figures((left, old): (Side<'_>, &Program), (right, new): (Side<'_>, &Program)) -> Vec<Figure> {
    let last =
        |side: Side<'_>, measure: &Measure| last_value(measure, side.document.plan_years).cloned();
    let written = |side: Side<'_>, measure: &Measure| match last(side, measure) {
        Some(value) => {
            let year = value.year.short_label(side.document.year_style);
            format!("{}{}（{year}）", amount(value.amount), measure.unit)
        }
        None => "―".to_owned(),
    };
    new.measures
        .iter()
        .filter_map(|measure| {
            let before = old.measures.iter().find(|other| other.key == measure.key)?;
            let both = last(left, before).zip(last(right, measure));
            Some(Figure {
                label: measure.label.clone(),
                left: written(left, before),
                right: written(right, measure),
                change: both
                    .map_or_else(String::new, |(old, new)| difference(new.amount, old.amount)),
            })
        })
        .filter(|figure| figure.left != "―" || figure.right != "―")
        .collect()
}
