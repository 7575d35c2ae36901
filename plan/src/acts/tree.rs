//! The tree and its programs, built and rebuilt while the document is in work.

use super::refusal::{ActError, Done, PlanRefusal};
use super::taken::{Desk, Saved, Taken};
use crate::document::{Node, Part};
use crate::records::{Content, NodeId, ProgramId, State, Version};
use crate::rules::tree::{Way, depth, depth_first, moved, numbered};
use crate::store::{self, Change, NewProgram};
use crate::text::is_key;
use access::{Allowed, EditPlanStructure};
use serde_json::json;

/// The names and texts of a node as somebody enters them; empty optional texts are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NodeEntry {
    /// The name in the plan part.
    pub name: String,
    /// The name in the review part, where it differs.
    pub review_name: Option<String>,
    /// The name in the system chart, where it differs.
    pub chart_name: Option<String>,
    /// The capability that serves it.
    pub capability: Option<String>,
    /// What it is about.
    pub outline: String,
    /// Footnote under the review table.
    pub review_footnote: Option<String>,
    /// Footnote under the plan table.
    pub plan_footnote: Option<String>,
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

impl NodeEntry {
    fn into_node(self, old: &Node) -> Done<Node> {
        let name = self.name.trim().to_owned();
        if name.is_empty() {
            return Err(PlanRefusal::NameMissing.into());
        }
        let capability = filled(self.capability);
        if let Some(key) = capability.as_ref().filter(|key| !is_key(key)) {
            return Err(PlanRefusal::UnusableKey { key: key.clone() }.into());
        }
        Ok(Node {
            name,
            review_name: filled(self.review_name),
            chart_name: filled(self.chart_name),
            capability,
            outline: self.outline.trim().to_owned(),
            review_footnote: filled(self.review_footnote),
            plan_footnote: filled(self.plan_footnote),
            ..old.clone()
        })
    }
}

fn text(field: &str, text: &str) -> Content {
    Content::Text {
        field: field.to_owned(),
        text: text.to_owned(),
    }
}

/// Adds a node below another, or at the top, behind its siblings.
pub async fn add_node(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    parent: Option<NodeId>,
    entry: NodeEntry,
) -> Done<NodeId> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    taken.in_work()?;
    let parent = parent
        .map(|id| taken.plan.node(id).ok_or(ActError::NotFound))
        .transpose()?;
    let document = &taken.plan.document;
    let level = parent.map_or(0, |place| depth(&document.nodes[place].path) + 1);
    if level >= document.levels.len() {
        return Err(PlanRefusal::NoLevelBelow.into());
    }
    // Any free path will do until the nodes are numbered.
    let free = Node {
        path: "new".to_owned(),
        ..Node::default()
    };
    let node = entry.into_node(&free)?;
    let id = NodeId(desk.ids.next());
    let mut order: Vec<(NodeId, usize)> = depth_first(&document.nodes)
        .into_iter()
        .map(|place| {
            (
                taken.plan.nodes[place].id,
                depth(&document.nodes[place].path),
            )
        })
        .collect();
    let at = match parent {
        None => order.len(),
        Some(place) => {
            let parent_id = taken.plan.nodes[place].id;
            let start = order
                .iter()
                .position(|(id, _)| *id == parent_id)
                .unwrap_or(order.len());
            let below = order
                .iter()
                .skip(start + 1)
                .take_while(|(_, other)| *other >= level);
            start + 1 + below.count()
        }
    };
    order.insert(at, (id, level));
    store::add_node(&mut taken.tx, taken.plan.id, (id, 0), &node, &taken.mark).await?;
    let path = number(&mut taken, &order).await?.remove(at);
    let change = Change {
        program: None,
        place: format!("{path} {}", node.name),
        years: None,
        before: None,
        after: Some(text("name", &node.name)),
        reason: None,
    };
    let detail = json!({ "plan": code, "node": path, "name": node.name });
    taken
        .finish("plan.node.added", &format!("node:{id}"), &detail, &[change])
        .await?;
    Ok(id)
}

/// Numbers the nodes in this order and returns their paths.
async fn number(taken: &mut Taken<'_>, order: &[(NodeId, usize)]) -> Done<Vec<String>> {
    let depths: Vec<usize> = order.iter().map(|(_, depth)| *depth).collect();
    let paths = numbered(&taken.plan.document.levels, &depths);
    let named: Vec<(NodeId, String)> = order
        .iter()
        .map(|(id, _)| *id)
        .zip(paths.iter().cloned())
        .collect();
    store::number_nodes(&mut taken.tx, taken.plan.id, &named).await?;
    Ok(paths)
}

/// Writes names and texts of a node.
pub async fn edit_node(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    node: NodeId,
    entry: NodeEntry,
    expected: Version,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    taken.in_work()?;
    let place = taken.plan.node(node).ok_or(ActError::NotFound)?;
    let old = taken.plan.document.nodes[place].clone();
    let both = |node: &Node| format!("{}\n{}", node.name, node.outline);
    let new = entry.into_node(&old)?;
    let mark = Some(&taken.plan.nodes[place].mark);
    taken.unchanged(expected, mark, || both(&old), || both(&new))?;
    store::set_node(&mut taken.tx, node, &new, &taken.mark).await?;
    let fields = [
        ("name", &old.name, &new.name),
        ("outline", &old.outline, &new.outline),
    ];
    let changes: Vec<Change> = fields
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, after)| Change {
            program: None,
            place: format!("{} {}", old.path, old.name),
            years: None,
            before: Some(text(field, before)),
            after: Some(text(field, after)),
            reason: None,
        })
        .collect();
    let detail = json!({ "plan": code, "node": old.path, "before": old.name, "after": new.name });
    taken
        .finish(
            "plan.node.edited",
            &format!("node:{node}"),
            &detail,
            &changes,
        )
        .await
}

/// Moves a node past its neighbour under the same parent; numbers follow.
pub async fn move_node(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    node: NodeId,
    way: Way,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    taken.in_work()?;
    let place = taken.plan.node(node).ok_or(ActError::NotFound)?;
    let nodes = &taken.plan.document.nodes;
    let order = moved(nodes, place, way).ok_or(PlanRefusal::NoNeighbour)?;
    let order: Vec<(NodeId, usize)> = order
        .into_iter()
        .map(|place| (taken.plan.nodes[place].id, depth(&nodes[place].path)))
        .collect();
    let old = nodes[place].path.clone();
    let name = nodes[place].name.clone();
    let paths = number(&mut taken, &order).await?;
    let at = order
        .iter()
        .position(|(id, _)| *id == node)
        .unwrap_or_default();
    let change = Change {
        program: None,
        place: format!("{} {name}", paths[at]),
        years: None,
        before: Some(text("path", &old)),
        after: Some(text("path", &paths[at])),
        reason: None,
    };
    let detail = json!({ "plan": code, "name": name, "before": old, "after": paths[at] });
    taken
        .finish(
            "plan.node.moved",
            &format!("node:{node}"),
            &detail,
            &[change],
        )
        .await
}

/// Removes a node that holds neither nodes nor programs, from a draft.
pub async fn remove_node(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    node: NodeId,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    in_draft(&taken)?;
    let place = taken.plan.node(node).ok_or(ActError::NotFound)?;
    let document = &taken.plan.document;
    let (path, name) = (
        document.nodes[place].path.clone(),
        document.nodes[place].name.clone(),
    );
    let below = format!("{path}-");
    let used = document
        .nodes
        .iter()
        .any(|node| node.path.starts_with(&below))
        || document.programs.iter().any(|program| program.node == path)
        || !document.nodes[place].result_measures.is_empty();
    if used {
        return Err(PlanRefusal::NodeNotEmpty { name }.into());
    }
    let order: Vec<(NodeId, usize)> = depth_first(&document.nodes)
        .into_iter()
        .filter(|other| *other != place)
        .map(|place| {
            (
                taken.plan.nodes[place].id,
                depth(&document.nodes[place].path),
            )
        })
        .collect();
    store::remove_node(&mut taken.tx, node).await?;
    number(&mut taken, &order).await?;
    let change = Change {
        program: None,
        place: format!("{path} {name}"),
        years: None,
        before: Some(text("name", &name)),
        after: None,
        reason: None,
    };
    let detail = json!({ "plan": code, "node": path, "name": name });
    taken
        .finish(
            "plan.node.removed",
            &format!("node:{node}"),
            &detail,
            &[change],
        )
        .await
}

fn in_draft(taken: &Taken<'_>) -> Done<()> {
    match taken.plan.state {
        State::Draft => Ok(()),
        state if state.in_work() => Err(PlanRefusal::WrongState { state }.into()),
        _ => Err(PlanRefusal::CorrectionOnly.into()),
    }
}

/// A program's place, name and owner as somebody enters them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramEntry {
    /// Its node.
    pub node: NodeId,
    /// Its name.
    pub name: String,
    /// The section in charge, as printed.
    pub owner: Option<String>,
    /// The section in the directory that enters the results.
    pub unit: Option<i64>,
}

/// Adds a program behind those of its node. Without a key of its own it gets one.
pub async fn add_program(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    part: Part,
    key: Option<String>,
    entry: ProgramEntry,
) -> Done<ProgramId> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    taken.in_work()?;
    let name = entry.name.trim();
    if name.is_empty() {
        return Err(PlanRefusal::NameMissing.into());
    }
    let id = ProgramId(desk.ids.next());
    let key = filled(key).unwrap_or_else(|| format!("p{id}"));
    if !is_key(&key) {
        return Err(PlanRefusal::UnusableKey { key }.into());
    }
    if taken.plan.program_named(part, &key).is_some() {
        return Err(PlanRefusal::KeyTaken { key }.into());
    }
    let place = taken.plan.node(entry.node).ok_or(ActError::NotFound)?;
    let path = taken.plan.document.nodes[place].path.clone();
    let owner = filled(entry.owner);
    let program = NewProgram {
        id,
        node: entry.node,
        part,
        key: &key,
        name,
        owner: owner.as_deref(),
        unit: entry.unit,
    };
    store::add_program(&mut taken.tx, taken.plan.id, program, &taken.mark).await?;
    let change = Change {
        program: Some(id),
        place: format!("{path} {name}"),
        years: None,
        before: None,
        after: Some(Content::Heading {
            name: name.to_owned(),
            owner: owner.clone(),
        }),
        reason: None,
    };
    let detail = json!({ "plan": code, "program": key, "name": name, "owner": owner });
    taken
        .finish_program("plan.program.added", id, &detail, change)
        .await?;
    Ok(id)
}

/// Writes place, name and owner of a program; its key and everything in it stay.
pub async fn edit_program(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    program: ProgramId,
    entry: ProgramEntry,
    expected: Version,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    taken.in_work()?;
    let view = taken.program(program)?;
    let heading = |name: &str, owner: Option<String>| Content::Heading {
        name: name.to_owned(),
        owner,
    };
    let before = heading(&view.program.name, view.program.owner.clone());
    let name = entry.name.trim().to_owned();
    let owner = filled(entry.owner);
    let after = heading(&name, owner.clone());
    let mark = Some(&view.record.mark);
    taken.unchanged(expected, mark, || before.summary(), || after.summary())?;
    if name.is_empty() {
        return Err(PlanRefusal::NameMissing.into());
    }
    let place = taken.plan.node(entry.node).ok_or(ActError::NotFound)?;
    let detail = json!({
        "plan": code, "program": view.program.key, "node": taken.plan.document.nodes[place].path,
        "before": before.summary(), "after": after.summary(),
    });
    let change = Change {
        program: Some(program),
        place: taken.plan.place(view.program),
        years: None,
        before: Some(before),
        after: Some(after),
        reason: None,
    };
    let heading = (name.as_str(), owner.as_deref(), entry.unit);
    store::set_program(&mut taken.tx, program, entry.node, heading, &taken.mark).await?;
    taken
        .finish_program("plan.program.edited", program, &detail, change)
        .await
}

/// Says which unit enters a program's results. The printed owner stays, so this is possible at any time,
/// e.g. after a reorganisation.
pub async fn assign_unit(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    program: ProgramId,
    unit: Option<i64>,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    let view = taken.program(program)?;
    let detail = json!({
        "plan": code, "program": view.program.key, "before": view.record.unit, "after": unit,
    });
    store::set_unit(&mut taken.tx, program, unit).await?;
    taken
        .finish(
            "plan.program.assigned",
            &format!("program:{program}"),
            &detail,
            &[],
        )
        .await
}

/// Moves a program past its neighbour in the same node and part.
pub async fn move_program(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    program: ProgramId,
    way: Way,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    taken.in_work()?;
    let view = taken.program(program)?;
    let (at, key) = (view.index, view.program.key.clone());
    let home = (view.program.part, view.program.node.clone());
    let neighbour = match way {
        Way::Up => at.checked_sub(1),
        Way::Down => Some(at + 1),
    };
    let same = |place: &usize| {
        let other = taken.plan.document.programs.get(*place);
        other.is_some_and(|other| (other.part, &other.node) == (home.0, &home.1))
    };
    let neighbour = neighbour.filter(same).ok_or(PlanRefusal::NoNeighbour)?;
    let mut order: Vec<ProgramId> = taken.plan.programs.iter().map(|record| record.id).collect();
    order.swap(at, neighbour);
    store::number_programs(&mut taken.tx, &order).await?;
    let detail = json!({ "plan": code, "program": key, "up": way == Way::Up });
    taken
        .finish(
            "plan.program.moved",
            &format!("program:{program}"),
            &detail,
            &[],
        )
        .await
}

/// Removes a program from a draft; its history stays.
pub async fn remove_program(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    program: ProgramId,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    in_draft(&taken)?;
    let view = taken.program(program)?;
    let detail = json!({
        "plan": code, "program": view.program.key, "name": view.program.name,
    });
    let change = Change {
        program: Some(program),
        place: taken.plan.place(view.program),
        years: None,
        before: Some(Content::Program(Box::new(view.program.clone()))),
        after: None,
        reason: None,
    };
    store::remove_program(&mut taken.tx, program).await?;
    taken
        .finish_program("plan.program.removed", program, &detail, change)
        .await
}
