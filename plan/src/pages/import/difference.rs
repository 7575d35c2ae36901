//! What differs, as the page lists it: cover, nodes and programs, each with its fields before and after.

use crate::document::Part;
use crate::pages::frame::part_name;
use crate::rules::changes::{Change, Detail, Diff};
use crate::text::years_label;
use calendar::YearStyle;
use words::Text;

/// Longer texts are folded.
const SHOWN: usize = 120;
/// How much of a folded text is seen.
const BEGINNING: usize = 40;

/// A part of the plan that differs.
pub(super) struct Group {
    pub word: String,
    pub tone: &'static str,
    pub part: String,
    pub place: String,
    pub lines: Vec<Line>,
}

/// A field that differs.
pub(super) struct Line {
    pub field: String,
    pub before: Shown,
    pub after: Shown,
}

/// A text, with its beginning where it is folded.
pub(super) struct Shown {
    pub text: String,
    pub beginning: Option<String>,
}

impl Shown {
    fn new(text: &str) -> Shown {
        let folded = text.chars().count() > SHOWN;
        let beginning = || format!("{}…", text.chars().take(BEGINNING).collect::<String>());
        Shown {
            text: text.to_owned(),
            beginning: folded.then(beginning),
        }
    }
}

/// Everything that differs, in the order of the document.
pub(super) fn groups(diff: &Diff, style: YearStyle, t: &Text) -> Vec<Group> {
    let mut groups = Vec::new();
    if !diff.cover.is_empty() {
        let place = t.say("plan-setup-cover").into_owned();
        groups.push(group(
            Change::Changed,
            String::new(),
            place,
            &diff.cover,
            style,
            t,
        ));
    }
    for node in diff
        .nodes
        .iter()
        .filter(|node| node.change != Change::Unchanged)
    {
        let place = format!("{} {}", node.path, node.name);
        let part = t.say("plan-import-nodes").into_owned();
        groups.push(group(node.change, part, place, &node.details, style, t));
    }
    for program in diff
        .programs
        .iter()
        .filter(|program| program.change != Change::Unchanged)
    {
        let place = format!("{} {}", program.node, program.name);
        groups.push(group(
            program.change,
            part(program.part, t),
            place,
            &program.details,
            style,
            t,
        ));
    }
    groups
}

fn part(part: Part, t: &Text) -> String {
    t.say(&format!("plan-import-part-{}", part_name(part)))
        .into_owned()
}

fn group(
    change: Change,
    part: String,
    place: String,
    details: &[Detail],
    style: YearStyle,
    t: &Text,
) -> Group {
    let tone = match change {
        Change::Added => "ok",
        Change::Changed => "key",
        Change::Removed => "warn",
        Change::Unchanged => "",
    };
    Group {
        word: t.say(change.label()).into_owned(),
        tone,
        part,
        place,
        lines: details
            .iter()
            .map(|detail| line(detail, style, t))
            .collect(),
    }
}

fn line(detail: &Detail, style: YearStyle, t: &Text) -> Line {
    let mut field = t.say(detail.field.label()).into_owned();
    let years = detail.years.map(|years| years_label(years, style));
    for more in [years, detail.measure.clone()].into_iter().flatten() {
        field.push(' ');
        field.push_str(&more);
    }
    Line {
        field,
        before: Shown::new(&detail.before),
        after: Shown::new(&detail.after),
    }
}
