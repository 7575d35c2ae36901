//! What an order would do: units before and after, people, access, programs, and what stands in the way.

use super::frame::{SECTION, desk, number, orders, path_in, plan_href, sentences, trail_to_plans};
use crate::acts::{self, Preview};
use crate::store::{AccessChange, Holder, ProgramLine, names_of, programs_of};
use access::EditOrganisation;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use people::reorganisations::{
    Draft, ReorganisationId, ReorganisationRefusal, ReorganisationState, reorganisation,
};
use people::{UnitId, UnitTree};
use screen::form::{Field, Form};
use screen::visit::Visit;
use screen::{May, Page, PageError, date_text};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use words::Text;

/// So many changes of access are shown; the rest is counted.
const SHOWN: usize = 200;
/// So many units are named in one cell.
const NAMED: usize = 12;

/// A unit in one of the two trees.
struct TreeLine {
    depth: usize,
    name: String,
    mark: Option<(String, &'static str)>,
}

/// A change of access in words.
struct AccessLine {
    who: String,
    by: String,
    gained: String,
    lost: String,
}

#[derive(Template)]
#[template(path = "preview.html")]
struct PreviewPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    trail: Vec<(String, String)>,
    problems: Vec<String>,
    facts: Vec<(String, String)>,
    before: Vec<TreeLine>,
    after: Vec<TreeLine>,
    moves: Vec<(String, String, String, usize)>,
    access: Option<Vec<AccessLine>>,
    more_access: usize,
    posts: Vec<(String, i64)>,
    programs: Vec<ProgramLine>,
    here: String,
    orders: bool,
    version: Field,
    past: Option<Field>,
}

pub(super) async fn preview(
    may: May<EditOrganisation>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = ReorganisationId(number(&id)?);
    let draft = reorganisation(may.db(), id).await?;
    let draft = draft.ok_or(PageError::NotFound)?;
    if draft.reorganisation.state != ReorganisationState::Draft {
        return Err(PageError::Refused(ReorganisationRefusal::WrongState.key()));
    }
    let preview = acts::preview(desk(&may), &may.allowed, &draft).await?;
    page(&may, &draft, &preview).await
}

async fn page(visit: &Visit, draft: &Draft, preview: &Preview) -> Result<Response, PageError> {
    let t = &visit.text;
    let plan = &draft.reorganisation;
    let trees = [&preview.before, &preview.after];
    let name = |unit: UnitId| path_in(&trees, unit);
    let closed: Vec<UnitId> = preview
        .applied
        .planned
        .closed
        .iter()
        .map(|closed| closed.unit)
        .collect();
    let mut access = match &preview.access {
        Some(changes) => Some(access_lines(visit, preview, changes).await?),
        None => None,
    };
    let more_access = access
        .as_ref()
        .map_or(0, |lines| lines.len().saturating_sub(SHOWN));
    if let Some(lines) = &mut access {
        lines.truncate(SHOWN);
    }
    let title = visit.say("organisation-preview");
    let form = Form::new(t);
    let (before, after) = trees_side_by_side(t, preview);
    let main = PreviewPage {
        t,
        lead: format!(
            "{} {}",
            plan.name,
            t.say1(
                "organisation-plan-lead",
                "day",
                date_text::day(plan.on, t.language())
            )
        ),
        trail: trail_to_plans(visit, Some(plan)),
        problems: sentences(t, &preview.applied.problems, &trees, plan.on),
        facts: facts(t, preview),
        before,
        after,
        moves: moves(t, preview),
        access,
        more_access,
        posts: preview
            .applied
            .posts
            .iter()
            .map(|(unit, count)| (name(*unit), *count))
            .collect(),
        programs: programs_of(visit.db(), &closed).await?,
        here: plan_href(plan),
        orders: orders(visit) && preview.applied.problems.is_empty(),
        version: form.version(plan.version),
        past: (plan.on < visit.today()).then(|| {
            form.tick("past", &t.say("organisation-past"))
                .hint(t.say("organisation-past-hint"))
        }),
        title: title.clone(),
    };
    visit.page(Page::new(title, SECTION), &main)
}

fn facts(t: &Text, preview: &Preview) -> Vec<(String, String)> {
    let people: BTreeSet<_> = preview
        .applied
        .moves
        .iter()
        .map(|one| one.employee)
        .collect();
    let planned = &preview.applied.planned;
    let units: BTreeSet<UnitId> = planned
        .ended
        .iter()
        .copied()
        .chain(planned.begun.iter().map(|version| version.unit))
        .collect();
    let fact = |key: &str, number: usize| (t.say(key).into_owned(), number.to_string());
    vec![
        fact("organisation-changed-units", units.len()),
        fact("organisation-new-units", planned.made.len()),
        fact("organisation-closed-units", planned.closed.len()),
        fact("organisation-moved-people", people.len()),
    ]
}

/// From which unit to which how many appointments go over.
fn moves(t: &Text, preview: &Preview) -> Vec<(String, String, String, usize)> {
    let mut counts: BTreeMap<(UnitId, UnitId, bool), usize> = BTreeMap::new();
    for one in &preview.applied.moves {
        *counts.entry((one.from, one.to, one.continues)).or_default() += 1;
    }
    let trees = [&preview.after, &preview.before];
    counts
        .into_iter()
        .map(|((from, to, continues), count)| {
            let years = if continues {
                "organisation-years-continue"
            } else {
                "organisation-years-anew"
            };
            let to = if from == to {
                t.say("organisation-move-ends").into_owned()
            } else {
                path_in(&trees, to)
            };
            (
                path_in(&[&preview.before], from),
                to,
                t.say(years).into_owned(),
                count,
            )
        })
        .collect()
}

async fn access_lines(
    visit: &Visit,
    preview: &Preview,
    changes: &[AccessChange],
) -> Result<Vec<AccessLine>, PageError> {
    let t = &visit.text;
    let holders: Vec<Holder> = changes.iter().map(|change| change.holder).collect();
    let names = names_of(visit.db(), &holders).await?;
    let named = |units: &[UnitId], tree: &UnitTree, other: &UnitTree| {
        let shown = units.iter().take(NAMED);
        let mut names: Vec<String> = shown.map(|unit| path_in(&[tree, other], *unit)).collect();
        if units.len() > NAMED {
            names.push(t.say1("organisation-and-more", "count", units.len() - NAMED));
        }
        names.join("、")
    };
    Ok(changes
        .iter()
        .map(|change| AccessLine {
            who: names.get(&change.holder).cloned().unwrap_or_default(),
            by: t
                .say(&format!("organisation-by-{}", change.fact))
                .into_owned(),
            gained: named(&change.gained, &preview.after, &preview.before),
            lost: named(&change.lost, &preview.before, &preview.after),
        })
        .collect())
}

/// The parts of both trees that change, with the units above them.
fn trees_side_by_side(t: &Text, preview: &Preview) -> (Vec<TreeLine>, Vec<TreeLine>) {
    let planned = &preview.applied.planned;
    let closed: HashSet<UnitId> = planned.closed.iter().map(|closed| closed.unit).collect();
    let made: HashSet<UnitId> = planned.made.iter().map(|(unit, ..)| *unit).collect();
    let touched: HashSet<UnitId> = planned
        .ended
        .iter()
        .copied()
        .chain(planned.begun.iter().map(|version| version.unit))
        .chain(planned.closed.iter().filter_map(|closed| closed.target))
        .chain(planned.made.iter().filter_map(|(_, _, source)| *source))
        .collect();
    let mark = |unit: UnitId| {
        let (was, is) = (preview.before.get(unit), preview.after.get(unit));
        let (key, tone) = match (was, is) {
            _ if closed.contains(&unit) => ("organisation-mark-closed", "bad"),
            _ if made.contains(&unit) => ("organisation-mark-made", "ok"),
            (Some(was), Some(is)) if was.name != is.name && was.parent != is.parent => {
                ("organisation-mark-both", "key")
            }
            (Some(was), Some(is)) if was.name != is.name => ("organisation-mark-renamed", "key"),
            (Some(was), Some(is)) if was.parent != is.parent => ("organisation-mark-moved", "key"),
            _ => return None,
        };
        Some((t.say(key).into_owned(), tone))
    };
    let lines = |tree: &UnitTree| {
        let shown: HashSet<UnitId> = touched
            .iter()
            .flat_map(|unit| tree.upward(*unit).map(|above| above.unit))
            .collect();
        tree.iter()
            .filter(|(_, version)| shown.contains(&version.unit))
            .map(|(depth, version)| TreeLine {
                depth: depth.min(3),
                name: version.name.to_string(),
                mark: mark(version.unit),
            })
            .collect()
    };
    (lines(&preview.before), lines(&preview.after))
}
