//! Searching one plan.

use super::{Hit, Wanted};
use plan::document::{Cell, Node, Part, PlanDocument, Program};
use plan::text::{cell_text, node_label, years_label};
use words::Text;

/// Characters of a text that a result shows.
const SHOWN: usize = 80;

/// Pillars, directions and initiatives whose names or outline hold the words.
pub(super) fn nodes(document: &PlanDocument, wanted: &Wanted) -> Vec<Hit> {
    document
        .nodes
        .iter()
        .filter(|node| wanted.all_in(names(node).chain([node.outline.as_str()])))
        .map(|node| Hit {
            title: format!("{} {}", label(document, node), node.name),
            detail: format!("{} {}", document.title, shortened(&node.outline))
                .trim_end()
                .to_owned(),
            href: Some(format!("/plan/{}/nodes/{}", document.code, node.path)),
        })
        .collect()
}

/// A node is found by every name that the document has for it.
fn names(node: &Node) -> impl Iterator<Item = &str> {
    [
        Some(&node.name),
        node.review_name.as_ref(),
        node.chart_name.as_ref(),
    ]
    .into_iter()
    .flatten()
    .map(String::as_str)
}

fn label(document: &PlanDocument, node: &Node) -> String {
    let depth = node.path.split('-').count();
    let level = document.levels.get(depth - 1);
    level.map_or_else(String::new, |level| node_label(level, &node.path))
}

/// Programs whose name, section or cells hold the words.
pub(super) fn programs(document: &PlanDocument, wanted: &Wanted, t: &Text) -> Vec<Hit> {
    document
        .programs
        .iter()
        .filter_map(|program| hit(document, program, wanted, t))
        .collect()
}

fn hit(document: &PlanDocument, program: &Program, wanted: &Wanted, t: &Text) -> Option<Hit> {
    let cells = cells(document, program);
    let owner = program.owner.as_deref().unwrap_or_default();
    let texts = cells.iter().map(|(_, text)| text.as_str());
    if !wanted.all_in([program.name.as_str(), owner].into_iter().chain(texts)) {
        return None;
    }
    let name = super::part_name(program.part);
    let part = match program.part {
        Part::Review => "portal-search-part-review",
        Part::Plan => "portal-search-part-plan",
    };
    let quoted = cells.iter().find(|(_, text)| wanted.any_in(text));
    let quoted = quoted.map_or_else(String::new, |(years, text)| {
        format!("{years} {}", shortened(text))
    });
    let part = t.say(part);
    let detail = [document.title.as_str(), &part, owner, &quoted];
    Some(Hit {
        title: program.name.clone(),
        detail: detail
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
        href: Some(format!(
            "/plan/{}/programs/{name}/{}",
            document.code, program.key
        )),
    })
}

/// The cells as they are printed, each with its years.
fn cells(document: &PlanDocument, program: &Program) -> Vec<(String, String)> {
    let style = document.year_style;
    let printed = |cell: &Cell| {
        (
            years_label(cell.years, style),
            cell_text(program, cell, style),
        )
    };
    program
        .plan
        .iter()
        .chain(&program.actual)
        .map(printed)
        .collect()
}

fn shortened(text: &str) -> String {
    let mut characters = text.chars();
    let mut shown: String = characters.by_ref().take(SHOWN).collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    shown.replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_long_text_is_cut_between_characters_and_says_so() {
        assert_eq!(shortened("職員の\n研修"), "職員の 研修");
        let long = shortened(&"研".repeat(81));
        assert_eq!((long.chars().count(), long.ends_with('…')), (81, true));
    }
}
