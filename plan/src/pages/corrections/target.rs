//! What is to be corrected: a program or a node, one of its texts, and the year where it has one.

use super::Conditions;
use crate::acts::NodeText;
use crate::document::{Cell, Node, Part};
use crate::pages::board_view::{label, name_in, span_of};
use crate::pages::frame::{Opened, part_name, part_named, year_label};
use crate::pages::input::evaluation;
use crate::records::{Content, Loaded, NodeRecord, ProgramView};
use crate::rules::cells;
use crate::text;
use calendar::{FiscalYear, YearSpan};
use screen::form::{Choice, Field, Form, Width};
use screen::visit::Visit;

/// A program or a node.
#[derive(Clone, Copy)]
pub(super) enum Target<'a> {
    Program(ProgramView<'a>),
    Node(&'a Node, &'a NodeRecord),
}

/// Which text of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProgramText {
    Actual(FiscalYear),
    Plan(FiscalYear),
    Evaluation(FiscalYear),
    Heading,
}

/// One text of one program or node.
#[derive(Clone, Copy)]
pub(super) enum Spot<'a> {
    Program(ProgramView<'a>, ProgramText),
    Node(&'a Node, &'a NodeRecord, NodeText),
}

/// The texts of a program, by their names in addresses.
const OF_PROGRAM: [&str; 4] = ["actual", "plan", "evaluation", "heading"];

/// The texts of a node, by their names in addresses.
const OF_NODE: [(&str, NodeText); 5] = [
    ("name", NodeText::Name),
    ("outline", NodeText::Outline),
    ("review-result", NodeText::ReviewResult),
    ("review-footnote", NodeText::ReviewFootnote),
    ("plan-footnote", NodeText::PlanFootnote),
];

impl<'a> Target<'a> {
    /// Reads `plan/suggestions` or `node/1-1-1`.
    pub(super) fn read(text: &str, loaded: &'a Loaded) -> Option<Target<'a>> {
        let (kind, key) = text.split_once('/')?;
        if kind == "node" {
            let at = loaded
                .document
                .nodes
                .iter()
                .position(|node| node.path == key)?;
            return Some(Target::Node(&loaded.document.nodes[at], &loaded.nodes[at]));
        }
        loaded
            .program_named(part_named(kind)?, key)
            .map(Target::Program)
    }

    fn name(self) -> String {
        match self {
            Target::Program(view) => {
                format!("{}/{}", part_name(view.program.part), view.program.key)
            }
            Target::Node(node, _) => format!("node/{}", node.path),
        }
    }
}

impl<'a> Spot<'a> {
    /// The text that the conditions choose; none while something has still to be chosen.
    pub(super) fn of(
        opened: &Opened,
        target: Target<'a>,
        conditions: &Conditions,
    ) -> Option<Spot<'a>> {
        let asked = conditions.what.as_deref()?;
        let view = match target {
            Target::Program(view) => view,
            Target::Node(node, record) => {
                let found = OF_NODE.iter().find(|(name, _)| *name == asked)?;
                return Some(Spot::Node(node, record, found.1));
            }
        };
        if asked == "heading" {
            return Some(Spot::Program(view, ProgramText::Heading));
        }
        let year = FiscalYear(conditions.year?);
        if !span_of(&opened.loaded.document, view.program.part).contains(year) {
            return None;
        }
        let text = match asked {
            "actual" => ProgramText::Actual(year),
            "plan" => ProgramText::Plan(year),
            "evaluation" => ProgramText::Evaluation(year),
            _ => return None,
        };
        Some(Spot::Program(view, text))
    }

    fn target(&self) -> Target<'a> {
        match *self {
            Spot::Program(view, _) => Target::Program(view),
            Spot::Node(node, record, _) => Target::Node(node, record),
        }
    }

    fn what_name(&self) -> &'static str {
        match self {
            Spot::Program(_, ProgramText::Actual(_)) => "actual",
            Spot::Program(_, ProgramText::Plan(_)) => "plan",
            Spot::Program(_, ProgramText::Evaluation(_)) => "evaluation",
            Spot::Program(_, ProgramText::Heading) => "heading",
            Spot::Node(_, _, field) => OF_NODE
                .iter()
                .find(|(_, each)| each == field)
                .map_or("", |(name, _)| name),
        }
    }

    fn year(&self) -> Option<FiscalYear> {
        match self {
            Spot::Program(
                _,
                ProgramText::Actual(year) | ProgramText::Plan(year) | ProgramText::Evaluation(year),
            ) => Some(*year),
            Spot::Program(_, ProgramText::Heading) | Spot::Node(..) => None,
        }
    }

    /// The conditions behind the address that lead here again.
    pub(super) fn query(&self) -> String {
        let year = self
            .year()
            .map_or_else(String::new, |year| format!("&year={year}"));
        format!(
            "target={}&what={}{year}",
            self.target().name(),
            self.what_name()
        )
    }

    /// Where the text stands, in words.
    pub(super) fn place(&self, visit: &Visit, opened: &Opened) -> String {
        let place = match self {
            Spot::Program(view, _) => opened.loaded.place(view.program),
            Spot::Node(node, ..) => format!("{} {}", node.path, node.name),
        };
        let what = visit.say(&format!("plan-correction-what-{}", self.what_name()));
        match self.year() {
            Some(year) => format!("{place} {what} {}", year_label(year, opened.style, visit)),
            None => format!("{place} {what}"),
        }
    }

    /// What stands there now, as it is printed.
    pub(super) fn text(&self, opened: &Opened) -> String {
        let (view, text) = match *self {
            Spot::Program(view, text) => (view, text),
            Spot::Node(node, _, field) => return node_text(node, field).to_owned(),
        };
        let program = view.program;
        let printed = |line: &[Cell], year: FiscalYear| {
            let cell = cells::under(line, year);
            cell.map(|cell| text::cell_text(program, cell, opened.style))
                .unwrap_or_default()
        };
        match text {
            ProgramText::Actual(year) => printed(&program.actual, year),
            ProgramText::Plan(year) => printed(&program.plan, year),
            ProgramText::Evaluation(year) => evaluation::of_year(program, year)
                .map(evaluation::summary)
                .unwrap_or_default(),
            ProgramText::Heading => {
                let (name, owner) = (program.name.clone(), program.owner.clone());
                Content::Heading { name, owner }.summary()
            }
        }
    }
}

/// A text of a node.
pub(super) fn node_text(node: &Node, field: NodeText) -> &str {
    match field {
        NodeText::Name => &node.name,
        NodeText::Outline => &node.outline,
        NodeText::ReviewResult => node.review_result.as_deref().unwrap_or_default(),
        NodeText::ReviewFootnote => node.review_footnote.as_deref().unwrap_or_default(),
        NodeText::PlanFootnote => node.plan_footnote.as_deref().unwrap_or_default(),
    }
}

/// The years of the plan cell that covers a year: a merged cell is corrected as a whole.
pub(super) fn plan_years(view: &ProgramView<'_>, year: FiscalYear) -> YearSpan {
    cells::under(&view.program.plan, year).map_or(YearSpan::of(year), |cell| cell.years)
}

/// All programs and nodes.
pub(super) fn target_field(visit: &Visit, opened: &Opened, chosen: Option<Target<'_>>) -> Field {
    let loaded = &opened.loaded;
    let document = &loaded.document;
    let mut choices = vec![Choice::new("", visit.say("plan-correction-choose"))];
    for part in [Part::Plan, Part::Review] {
        let word = visit.say(&format!("plan-correction-in-{}", part_name(part)));
        choices.extend(loaded.part(part).map(|view| {
            let name = format!("{word} {}", loaded.place(view.program));
            Choice::new(Target::Program(view).name(), name)
        }));
    }
    let word = visit.say("plan-correction-in-tree");
    choices.extend(
        document
            .nodes
            .iter()
            .zip(&loaded.nodes)
            .map(|(node, record)| {
                let name = format!(
                    "{word} {} {}",
                    label(document, node),
                    name_in(node, Part::Plan)
                );
                Choice::new(Target::Node(node, record).name(), name)
            }),
    );
    Form::new(&visit.text)
        .select("target", &visit.say("plan-correction-target"), choices)
        .ticked([chosen.map(Target::name).unwrap_or_default()])
}

/// The texts of the program or node.
pub(super) fn what_field(visit: &Visit, target: Target<'_>, chosen: Option<&str>) -> Field {
    let names: Vec<&str> = match target {
        Target::Program(_) => OF_PROGRAM.to_vec(),
        Target::Node(..) => OF_NODE.map(|(name, _)| name).to_vec(),
    };
    let chosen = chosen
        .filter(|chosen| names.contains(chosen))
        .unwrap_or(names[0]);
    let choices = names
        .iter()
        .map(|name| Choice::new(name, visit.say(&format!("plan-correction-what-{name}"))))
        .collect();
    Form::new(&visit.text)
        .radios("what", &visit.say("plan-correction-what"), choices)
        .ticked([chosen])
}

/// The years of the program's part.
pub(super) fn year_field(
    visit: &Visit,
    opened: &Opened,
    target: Target<'_>,
    chosen: Option<i16>,
) -> Option<Field> {
    let Target::Program(view) = target else {
        return None;
    };
    let span = span_of(&opened.loaded.document, view.program.part);
    let chosen = chosen.map(FiscalYear).filter(|year| span.contains(*year));
    let chosen = chosen.unwrap_or_else(|| opened.present.clamp(span.from, span.to));
    let choices = span
        .years()
        .map(|year| Choice::new(year, year_label(year, opened.style, visit)))
        .collect();
    let field = Form::new(&visit.text)
        .select("year", &visit.say("plan-source-year"), choices)
        .ticked([chosen])
        .hint(visit.say("plan-correction-year-hint"))
        .width(Width::Short);
    Some(field)
}
