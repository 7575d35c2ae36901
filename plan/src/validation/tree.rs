//! The tree: every node under its parent, in order, numbered as its level says.

use super::measures::{self, Years};
use super::{Findings, ItemPath, LONGEST_TEXT};
use crate::document::{Node, Numbering, PlanDocument};
use std::collections::HashSet;

pub(super) fn check(document: &PlanDocument, findings: &mut Findings) {
    let mut walk = Walk {
        document,
        open: Vec::new(),
        last: Vec::new(),
        seen: HashSet::new(),
    };
    for node in &document.nodes {
        walk.step(node, findings);
        check_node(document, node, findings);
    }
}

/// A walk through the nodes in document order.
struct Walk<'a> {
    document: &'a PlanDocument,
    /// The numbers of the node before, from the top.
    open: Vec<u32>,
    /// The last number given on each level.
    last: Vec<u32>,
    seen: HashSet<&'a str>,
}

impl<'a> Walk<'a> {
    fn step(&mut self, node: &'a Node, findings: &mut Findings) {
        let item = ItemPath::node(&node.path);
        let problem = |key| item.then("path").problem(key).with("path", &node.path);
        let Some(numbers) = numbers(&node.path) else {
            findings.add(problem("plan-problem-path"));
            return;
        };
        if !self.seen.insert(&node.path) {
            findings.add(problem("plan-problem-path-twice"));
            return;
        }
        let depth = numbers.len();
        if depth > self.document.levels.len() {
            let levels = self.document.levels.len();
            findings.add(
                problem("plan-problem-depth")
                    .with("depth", depth)
                    .with("levels", levels),
            );
            return;
        }
        let parent = node.path.rsplit_once('-').map_or("", |(parent, _)| parent);
        if !parent.is_empty() && !self.seen.contains(parent) {
            findings.add(problem("plan-problem-parent").with("parent", parent));
        } else if self.open.get(..depth - 1) != Some(&numbers[..depth - 1]) {
            findings.add(problem("plan-problem-node-order").with("parent", parent));
        } else {
            let expected = self.expected(depth);
            if numbers[depth - 1] != expected {
                let expected = if parent.is_empty() {
                    expected.to_string()
                } else {
                    format!("{parent}-{expected}")
                };
                findings.add(problem("plan-problem-number").with("expected", expected));
            }
        }
        self.last.resize(self.document.levels.len(), 0);
        self.last[depth - 1] = numbers[depth - 1];
        for level in depth..self.last.len() {
            if self.document.levels[level].numbering == Numbering::Restart {
                self.last[level] = 0;
            }
        }
        self.open = numbers;
    }

    fn expected(&self, depth: usize) -> u32 {
        self.last.get(depth - 1).copied().unwrap_or(0) + 1
    }
}

/// The numbers of a path; `None` unless it is `1`, `1-2`, `1-2-3` … with plain numbers from 1.
fn numbers(path: &str) -> Option<Vec<u32>> {
    path.split('-')
        .map(|part| {
            let plain = part.len() <= 4
                && !part.starts_with('0')
                && part.bytes().all(|b| b.is_ascii_digit());
            if plain { part.parse().ok() } else { None }
        })
        .collect()
}

fn check_node(document: &PlanDocument, node: &Node, findings: &mut Findings) {
    let item = ItemPath::node(&node.path);
    findings.name(&item, "name", &node.name);
    for (field, name) in [
        ("review_name", &node.review_name),
        ("chart_name", &node.chart_name),
    ] {
        if let Some(name) = name {
            findings.name(&item, field, name);
        }
    }
    if let Some(capability) = &node.capability {
        findings.key(&item, "capability", capability);
    }
    findings.text(&item, "outline", &node.outline, LONGEST_TEXT);
    for (field, text) in [
        ("review_footnote", &node.review_footnote),
        ("plan_footnote", &node.plan_footnote),
        ("review_result", &node.review_result),
        ("note", &node.note),
    ] {
        findings.text(
            &item,
            field,
            text.as_deref().unwrap_or_default(),
            LONGEST_TEXT,
        );
    }
    let years = Years::of(document, None);
    measures::check(
        &item.then("result_measures"),
        &node.result_measures,
        years,
        findings,
    );
}
