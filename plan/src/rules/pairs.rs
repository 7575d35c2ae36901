//! Two plans side by side.

use crate::document::{Node, OriginKind, Part, PlanDocument, Program};

/// A node of either plan, or of both. Places are those in the documents' lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodePair {
    /// Its place in the earlier plan.
    pub left: Option<usize>,
    /// Its place in the later plan.
    pub right: Option<usize>,
    /// Its programs.
    pub programs: Vec<ProgramPair>,
}

/// A program of either plan, or of both. One that several were merged into stands beside each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProgramPair {
    /// Its place in the earlier plan.
    pub left: Option<usize>,
    /// Its place in the later plan.
    pub right: Option<usize>,
    /// How the later came from the earlier, when it did not simply keep its key.
    pub how: Option<OriginKind>,
}

/// The plan parts of two plans, node beside node and program beside program.
///
/// Nodes belong together by the capability that serves them, else by path and name, else by path alone
/// where neither names a capability. Programs belong together by key, else by the origins of the later
/// one. Pairs stand in the order of the later plan; what only the earlier has follows where it stood.
#[must_use]
pub fn side_by_side(old: &PlanDocument, new: &PlanDocument) -> Vec<NodePair> {
    let mut pairs = nodes(old, new);
    let (left, right) = (plan_part(old), plan_part(new));
    let mut used = vec![false; old.programs.len()];
    for (place, program) in &right {
        let origins = origins(program, &left);
        for (origin, _) in &origins {
            used[*origin] = true;
        }
        let mut rows: Vec<ProgramPair> = origins
            .into_iter()
            .map(|(origin, how)| ProgramPair {
                left: Some(origin),
                right: Some(*place),
                how,
            })
            .collect();
        if rows.is_empty() {
            rows.push(ProgramPair {
                left: None,
                right: Some(*place),
                how: None,
            });
        }
        let home = |pair: &&mut NodePair| {
            pair.right
                .is_some_and(|node| new.nodes[node].path == program.node)
        };
        if let Some(pair) = pairs.iter_mut().find(home) {
            pair.programs.extend(rows);
        }
    }
    for (place, program) in left.iter().filter(|(place, _)| !used[*place]) {
        let home = |pair: &&mut NodePair| {
            pair.left
                .is_some_and(|node| old.nodes[node].path == program.node)
        };
        if let Some(pair) = pairs.iter_mut().find(home) {
            pair.programs.push(ProgramPair {
                left: Some(*place),
                right: None,
                how: None,
            });
        }
    }
    pairs
}

fn plan_part(document: &PlanDocument) -> Vec<(usize, &Program)> {
    document
        .programs
        .iter()
        .enumerate()
        .filter(|(_, p)| p.part == Part::Plan)
        .collect()
}

/// The earlier programs that a later one continues, the one of the same key first.
fn origins(program: &Program, left: &[(usize, &Program)]) -> Vec<(usize, Option<OriginKind>)> {
    let named = |key: &str| {
        left.iter()
            .find(|(_, other)| other.key == key)
            .map(|(place, _)| *place)
    };
    let same = named(&program.key).map(|place| (place, None));
    let others = program
        .origins
        .iter()
        .filter(|origin| origin.key != program.key)
        .filter_map(|origin| Some((named(&origin.key)?, Some(origin.how))));
    same.into_iter().chain(others).collect()
}

fn nodes(old: &PlanDocument, new: &PlanDocument) -> Vec<NodePair> {
    let mut partner: Vec<Option<usize>> = vec![None; old.nodes.len()];
    let mut taken = vec![false; new.nodes.len()];
    let rules: [fn(&Node, &Node) -> bool; 3] = [
        |a, b| a.capability.is_some() && a.capability == b.capability,
        |a, b| a.path == b.path && a.name == b.name,
        |a, b| a.path == b.path && (a.capability.is_none() || b.capability.is_none()),
    ];
    for belongs in rules {
        for (left, node) in old.nodes.iter().enumerate() {
            if partner[left].is_some() {
                continue;
            }
            let free = |(right, other): &(usize, &Node)| !taken[*right] && belongs(node, other);
            if let Some((right, _)) = new.nodes.iter().enumerate().find(free) {
                partner[left] = Some(right);
                taken[right] = true;
            }
        }
    }
    let mut pairs: Vec<NodePair> = (0..new.nodes.len())
        .map(|right| NodePair {
            left: partner.iter().position(|of| *of == Some(right)),
            right: Some(right),
            programs: Vec::new(),
        })
        .collect();
    for left in (0..old.nodes.len()).filter(|left| partner[*left].is_none()) {
        let before = |pair: &NodePair| pair.left.is_some_and(|other| other < left);
        let at = pairs.iter().rposition(before).map_or(0, |place| place + 1);
        pairs.insert(
            at,
            NodePair {
                left: Some(left),
                right: None,
                programs: Vec::new(),
            },
        );
    }
    pairs
}
