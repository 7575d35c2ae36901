//! What differs between a plan in the database and one in a file.

mod details;

use crate::document::{Node, Part, PlanDocument, Program};
use calendar::YearSpan;
use details::{cover_details, node_details, program_details};

/// Whether something was there before and is there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// Only in the new document.
    Added,
    /// In both, and different.
    Changed,
    /// Only in the old document.
    Removed,
    /// In both, and the same.
    Unchanged,
}

impl Change {
    /// Fluent key of its word.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Change::Added => "plan-change-added",
            Change::Changed => "plan-change-changed",
            Change::Removed => "plan-change-removed",
            Change::Unchanged => "plan-change-unchanged",
        }
    }
}

/// Everything that differs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diff {
    /// Title, years, policy, levels, introduction.
    pub cover: Vec<Detail>,
    /// The nodes: those of the new document in its order, then those taken away.
    pub nodes: Vec<NodeChange>,
    /// The programs, in the same manner.
    pub programs: Vec<ProgramChange>,
}

/// A node in both documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeChange {
    /// Its path.
    pub path: String,
    /// Its name, the new one where there is one.
    pub name: String,
    /// What became of it.
    pub change: Change,
    /// What differs.
    pub details: Vec<Detail>,
}

/// A program in both documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramChange {
    /// The part it stands in.
    pub part: Part,
    /// Its key.
    pub key: String,
    /// Path of its node, the new one where there is one.
    pub node: String,
    /// Its name, the new one where there is one.
    pub name: String,
    /// What became of it.
    pub change: Change,
    /// What differs.
    pub details: Vec<Detail>,
}

/// One thing that differs, with both texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// What it is.
    pub field: Field,
    /// The years it concerns.
    pub years: Option<YearSpan>,
    /// The measure it concerns, by its label.
    pub measure: Option<String>,
    /// The text before; empty when there was none.
    pub before: String,
    /// The text now; empty when there is none.
    pub after: String,
}

/// A thing that can differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// 表題
    Title,
    /// Municipality, publisher, policy, legal bases, source, adoption.
    Cover,
    /// 計画期間 and what hangs on it.
    Years,
    /// 階層
    Levels,
    /// はじめに
    Introduction,
    /// 訂正
    Corrections,
    /// 名称
    Name,
    /// 担当課
    Owner,
    /// Place in the tree.
    Place,
    /// Outline, footnotes, remarks.
    Text,
    /// 振り返りの成果
    ReviewResult,
    /// 計画
    Plan,
    /// 実績
    Actual,
    /// 指標: label, unit, existence.
    Measure,
    /// 定義
    Definition,
    /// 目標
    Target,
    /// 数値
    Value,
    /// 評価
    Evaluation,
    /// 由来
    Origin,
}

impl Field {
    /// Fluent key of its word.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Field::Title => "plan-field-title",
            Field::Cover => "plan-field-cover",
            Field::Years => "plan-field-years",
            Field::Levels => "plan-field-levels",
            Field::Introduction => "plan-field-introduction",
            Field::Corrections => "plan-field-corrections",
            Field::Name => "plan-field-name",
            Field::Owner => "plan-field-owner",
            Field::Place => "plan-field-place",
            Field::Text => "plan-field-text",
            Field::ReviewResult => "plan-field-review-result",
            Field::Plan => "plan-field-plan",
            Field::Actual => "plan-field-actual",
            Field::Measure => "plan-field-measure",
            Field::Definition => "plan-field-definition",
            Field::Target => "plan-field-target",
            Field::Value => "plan-field-value",
            Field::Evaluation => "plan-field-evaluation",
            Field::Origin => "plan-field-origin",
        }
    }
}

impl Diff {
    /// Whether both documents say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cover.is_empty()
            && self
                .nodes
                .iter()
                .all(|node| node.change == Change::Unchanged)
            && self
                .programs
                .iter()
                .all(|program| program.change == Change::Unchanged)
    }

    /// How many programs were changed so.
    #[must_use]
    pub fn count(&self, change: Change) -> usize {
        self.programs
            .iter()
            .filter(|program| program.change == change)
            .count()
    }
}

/// What differs between two documents; `None` as the old one makes everything new.
#[must_use]
pub fn changes(old: Option<&PlanDocument>, new: &PlanDocument) -> Diff {
    let Some(old) = old else {
        return all_added(new);
    };
    let node_of = |document: &PlanDocument, path: &str| {
        document
            .nodes
            .iter()
            .find(|node| node.path == path)
            .cloned()
    };
    let program_of = |document: &PlanDocument, program: &Program| {
        let same = |p: &&Program| p.part == program.part && p.key == program.key;
        document.programs.iter().find(same).cloned()
    };
    let mut nodes: Vec<NodeChange> = Vec::with_capacity(new.nodes.len());
    for node in &new.nodes {
        nodes.push(match node_of(old, &node.path) {
            None => node_change(node, Change::Added, Vec::new()),
            Some(before) => {
                let details = node_details(&before, node, new.year_style);
                node_change(node, changed(&before == node), details)
            }
        });
    }
    let gone = old
        .nodes
        .iter()
        .filter(|node| node_of(new, &node.path).is_none());
    nodes.extend(gone.map(|node| node_change(node, Change::Removed, Vec::new())));

    let mut programs: Vec<ProgramChange> = Vec::with_capacity(new.programs.len());
    for program in &new.programs {
        programs.push(match program_of(old, program) {
            None => program_change(program, Change::Added, Vec::new()),
            Some(before) => {
                let details = program_details(&before, program, (old.year_style, new.year_style));
                program_change(program, changed(&before == program), details)
            }
        });
    }
    let gone = old
        .programs
        .iter()
        .filter(|program| program_of(new, program).is_none());
    programs.extend(gone.map(|program| program_change(program, Change::Removed, Vec::new())));
    Diff {
        cover: cover_details(old, new),
        nodes,
        programs,
    }
}

fn all_added(new: &PlanDocument) -> Diff {
    let nodes = new
        .nodes
        .iter()
        .map(|node| node_change(node, Change::Added, Vec::new()));
    let programs = new
        .programs
        .iter()
        .map(|program| program_change(program, Change::Added, Vec::new()));
    Diff {
        cover: Vec::new(),
        nodes: nodes.collect(),
        programs: programs.collect(),
    }
}

fn changed(same: bool) -> Change {
    if same {
        Change::Unchanged
    } else {
        Change::Changed
    }
}

fn node_change(node: &Node, change: Change, details: Vec<Detail>) -> NodeChange {
    NodeChange {
        path: node.path.clone(),
        name: node.name.clone(),
        change,
        details,
    }
}

fn program_change(program: &Program, change: Change, details: Vec<Detail>) -> ProgramChange {
    ProgramChange {
        part: program.part,
        key: program.key.clone(),
        node: program.node.clone(),
        name: program.name.clone(),
        change,
        details,
    }
}
