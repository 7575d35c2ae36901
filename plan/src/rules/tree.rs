//! The tree's order and numbers.

use crate::document::{Level, Node, Numbering};

/// Which way something is moved among its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Before its neighbour.
    Up,
    /// Behind its neighbour.
    Down,
}

/// How deep a node lies, 0 at the top.
#[must_use]
pub fn depth(path: &str) -> usize {
    path.matches('-').count()
}

/// Path of the node above; `None` at the top.
#[must_use]
pub fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('-').map(|(parent, _)| parent)
}

/// The nodes' places with every node right before the nodes below it.
#[must_use]
pub fn depth_first(nodes: &[Node]) -> Vec<usize> {
    fn below(nodes: &[Node], above: Option<&str>, order: &mut Vec<usize>) {
        for (place, node) in nodes.iter().enumerate() {
            if parent(&node.path) == above {
                order.push(place);
                below(nodes, Some(&node.path), order);
            }
        }
    }
    let mut order = Vec::with_capacity(nodes.len());
    below(nodes, None, &mut order);
    order
}

/// The order of nodes after one was moved past its neighbour under the same parent, with all that lies
/// below either; `None` when there is no neighbour on that side.
#[must_use]
pub fn moved(nodes: &[Node], place: usize, way: Way) -> Option<Vec<usize>> {
    let order = depth_first(nodes);
    let above = parent(&nodes.get(place)?.path);
    let siblings: Vec<usize> = order
        .iter()
        .copied()
        .filter(|other| parent(&nodes[*other].path) == above)
        .collect();
    let at = siblings.iter().position(|other| *other == place)?;
    let neighbour = match way {
        Way::Up => siblings.get(at.checked_sub(1)?)?,
        Way::Down => siblings.get(at + 1)?,
    };
    let (first, second) = match way {
        Way::Up => (*neighbour, place),
        Way::Down => (place, *neighbour),
    };
    let start = order.iter().position(|other| *other == first)?;
    let middle = order.iter().position(|other| *other == second)?;
    let end = order[middle + 1..]
        .iter()
        .position(|other| depth(&nodes[*other].path) <= depth(&nodes[second].path))
        .map_or(order.len(), |length| middle + 1 + length);
    let mut moved = order;
    moved[start..end].rotate_left(middle - start);
    Some(moved)
}

/// New paths for nodes that stand in depth-first order at these depths: counted by each level's rule.
#[must_use]
pub fn numbered(levels: &[Level], depths: &[usize]) -> Vec<String> {
    let deepest = depths.iter().copied().max().unwrap_or(0);
    let mut counters = vec![0_u32; deepest + 1];
    let mut path: Vec<String> = Vec::new();
    let mut paths = Vec::with_capacity(depths.len());
    for &depth in depths {
        path.truncate(depth);
        counters[depth] += 1;
        path.push(counters[depth].to_string());
        for (below, counter) in counters.iter_mut().enumerate().skip(depth + 1) {
            let restarts = levels
                .get(below)
                .is_none_or(|l| l.numbering == Numbering::Restart);
            if restarts {
                *counter = 0;
            }
        }
        paths.push(path.join("-"));
    }
    paths
}
