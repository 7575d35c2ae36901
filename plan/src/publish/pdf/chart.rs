//! The system chart (体系図): the tree of the plan as boxes, from the pillars to the last level.

use crate::document::{Part, PlanDocument};
use crate::text::node_label;
use serde::Serialize;

/// The chart, divided into pages.
#[derive(Serialize, Default)]
pub(in crate::publish) struct Chart {
    pub(in crate::publish) heading: String,
    /// What stands above each column: 3つの柱.
    pub(in crate::publish) columns: Vec<String>,
    pub(in crate::publish) pages: Vec<Vec<Branch>>,
}

#[derive(Serialize)]
pub(in crate::publish) struct Branch {
    pub(in crate::publish) label: String,
    pub(in crate::publish) name: String,
    pub(in crate::publish) children: Vec<Branch>,
}

/// More leaves than this cannot be read on one page of A4.
const LEAVES_ON_A_PAGE: usize = 60;

/// A plan with no more levels than this shows its programs as the last column.
const SHALLOW: usize = 2;

impl Chart {
    pub(in crate::publish) fn of(plan: &PlanDocument) -> Chart {
        let depth = plan
            .nodes
            .iter()
            .map(|node| depth_of(&node.path))
            .max()
            .unwrap_or(0);
        let with_programs = depth <= SHALLOW;
        let roots = branches(plan, None, with_programs);
        let mut columns: Vec<String> = (1..=depth)
            .map(|level| {
                let count = plan
                    .nodes
                    .iter()
                    .filter(|n| depth_of(&n.path) == level)
                    .count();
                let name = plan
                    .levels
                    .get(level - 1)
                    .map_or("項目", |level| level.name.as_str());
                counted(count, name)
            })
            .collect();
        let programs = plan
            .programs
            .iter()
            .filter(|program| program.part == Part::Plan)
            .count();
        if with_programs && programs > 0 && depth > 0 {
            columns.push(counted(programs, "事業"));
        }
        Chart {
            heading: String::new(),
            columns,
            pages: pages(roots),
        }
    }
}

pub(in crate::publish) fn depth_of(path: &str) -> usize {
    path.split('-').count()
}

fn parent_of(path: &str) -> Option<&str> {
    path.rsplit_once('-').map(|(parent, _)| parent)
}

/// `3つの柱`, `21の取組`.
fn counted(count: usize, name: &str) -> String {
    let counter = if count < 10 { "つ" } else { "" };
    format!("{count}{counter}の{name}")
}

fn branches(plan: &PlanDocument, parent: Option<&str>, with_programs: bool) -> Vec<Branch> {
    let children = plan
        .nodes
        .iter()
        .filter(|node| parent_of(&node.path) == parent);
    children
        .map(|node| {
            let mut below = branches(plan, Some(&node.path), with_programs);
            if with_programs {
                let programs = plan
                    .programs
                    .iter()
                    .filter(|p| p.part == Part::Plan && p.node == node.path);
                below.extend(programs.map(|program| Branch {
                    label: String::new(),
                    name: program.name.clone(),
                    children: Vec::new(),
                }));
            }
            let level = plan.levels.get(depth_of(&node.path) - 1);
            Branch {
                label: level.map_or_else(String::new, |level| node_label(level, &node.path)),
                name: node.chart_name.as_ref().unwrap_or(&node.name).clone(),
                children: below,
            }
        })
        .collect()
}

fn leaves(branch: &Branch) -> usize {
    branch.children.iter().map(leaves).sum::<usize>().max(1)
}

/// Whole pillars to a page, as many as can be read.
fn pages(roots: Vec<Branch>) -> Vec<Vec<Branch>> {
    let mut pages: Vec<Vec<Branch>> = Vec::new();
    let mut filled = 0;
    for root in roots {
        let needed = leaves(&root);
        match pages.last_mut() {
            Some(page) if filled + needed <= LEAVES_ON_A_PAGE => page.push(root),
            _ => {
                pages.push(vec![root]);
                filled = 0;
            }
        }
        filled += needed;
    }
    pages
}
