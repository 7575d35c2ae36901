//! A plan taken from a file.

use super::refusal::{ActError, Done, PlanRefusal};
use super::taken::Desk;
use crate::document::PlanDocument;
use crate::records::{Content, Loaded, PlanId, ProgramId, State, Version};
use crate::rules::changes::{Change as Became, Diff, changes};
use crate::store::{self, Change, Owners, Save};
use crate::validation;
use ::store::{Db, Tx};
use access::{Allowed, EditPlanStructure};
use anyhow::Result;
use calendar::Date;
use journal::Entry;
use serde_json::json;
use std::collections::BTreeMap;

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DryRun {
    /// What differs from the plan in the database; everything is new where there is none.
    pub diff: Diff,
    /// The version of the plan in the database, to be sent along with the import.
    pub version: Option<Version>,
    /// How far the plan in the database has come.
    pub state: Option<State>,
    /// Printed owners that are no section of the directory today: nobody but the personnel section can
    /// enter results of their programs until a unit is chosen.
    pub unknown_owners: Vec<String>,
}

/// What an import has done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The plan.
    pub id: PlanId,
    /// Its version.
    pub version: Version,
    /// What changed.
    pub diff: Diff,
}

/// Tells what [`import`] would do, and refuses what it would refuse.
pub async fn dry_run(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    document: &PlanDocument,
) -> Done<DryRun> {
    allowed.on(access::Relation::Other)?;
    let document = document.clone().arranged();
    checked(&document)?;
    let present = store::load(desk.db, &document.code).await?;
    replaceable(present.as_deref())?;
    let owners = owners(desk.db, &document, desk.today).await?;
    Ok(DryRun {
        diff: changes(present.as_ref().map(|plan| &plan.document), &document),
        version: present.as_ref().map(|plan| plan.mark.version),
        state: present.as_ref().map(|plan| plan.state),
        unknown_owners: unknown_owners(&document, &owners),
    })
}

/// Takes a document into the database: as a new draft, or over a plan of the same code that has not been
/// adopted yet. All or nothing; what did not change keeps its ids, its versions and its history.
///
/// `expected` is the version that the dry run saw; somebody's change since then is not overwritten.
pub async fn import(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    document: &PlanDocument,
    expected: Option<Version>,
) -> Done<Imported> {
    allowed.on(access::Relation::Other)?;
    let (document, owners) = prepared(desk, document).await?;
    let mut tx = desk.db.begin().await?;
    let imported = take_in(&mut tx, desk, allowed, (&document, &owners), expected).await?;
    tx.commit().await?;
    Ok(imported)
}

/// The document in its order with the units of its owners, if it keeps the rules of the format.
pub(super) async fn prepared(
    desk: Desk<'_>,
    document: &PlanDocument,
) -> Done<(PlanDocument, Owners)> {
    let document = document.clone().arranged();
    checked(&document)?;
    let owners = owners(desk.db, &document, desk.today).await?;
    Ok((document, owners))
}

/// Writes the document in a transaction that others may share.
pub(super) async fn take_in(
    tx: &mut Tx,
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    (document, owners): (&PlanDocument, &Owners),
    expected: Option<Version>,
) -> Done<Imported> {
    let actor = allowed.actor();
    store::lock(tx, &document.code).await?;
    let present = store::load_in(tx, &document.code).await?;
    replaceable(present.as_ref())?;
    if present.as_ref().map(|plan| plan.mark.version) != expected {
        return Err(stale(present.as_ref(), document, desk));
    }
    let diff = changes(present.as_ref().map(|plan| &plan.document), document);
    let save = Save {
        ids: desk.ids,
        at: desk.now,
        by: &actor.name,
        state: present.as_ref().map_or(State::Draft, |plan| plan.state),
        owners,
        previous: present.as_ref(),
    };
    let saved = store::save_document(tx, document, save)
        .await
        .map_err(|error| code_taken(error, &document.code))?;
    for change in remembered(present.as_ref(), document, &diff) {
        store::remember(tx, saved.id, &change, (desk.ids, desk.now, actor)).await?;
    }
    let detail = json!({
        "plan": document.code,
        "programs": {
            "added": diff.count(Became::Added),
            "changed": diff.count(Became::Changed),
            "removed": diff.count(Became::Removed),
            "unchanged": diff.count(Became::Unchanged),
        },
    });
    let subject = format!("plan:{}", saved.id);
    let entry = Entry {
        act: "plan.imported",
        subject: &subject,
        detail: &detail,
    };
    journal::record(tx, desk.now, actor, entry).await?;
    Ok(Imported {
        id: saved.id,
        version: saved.version,
        diff,
    })
}

/// Refuses a document that breaks the rules of the format.
pub(super) fn checked(document: &PlanDocument) -> Done<()> {
    let problems = validation::check(document);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(PlanRefusal::Problems(problems).into())
    }
}

/// A file does not replace what has been adopted: people rely on it, and changes need a reason.
fn replaceable(present: Option<&Loaded>) -> Done<()> {
    match present.map(|plan| plan.state) {
        Some(state) if !state.in_work() => Err(PlanRefusal::AlreadyAdopted { state }.into()),
        _ => Ok(()),
    }
}

fn stale(present: Option<&Loaded>, document: &PlanDocument, desk: Desk<'_>) -> ActError {
    let (changed_by, changed_at) = present.map_or_else(
        || (String::new(), desk.now),
        |plan| (plan.mark.changed_by.clone(), plan.mark.changed_at),
    );
    let current = present
        .map(|plan| plan.document.title.clone())
        .unwrap_or_default();
    let yours = document.title.clone();
    PlanRefusal::Stale {
        changed_by,
        changed_at,
        current,
        yours,
    }
    .into()
}

/// Two officers who create plans of one code at the same moment: the second is told.
pub(super) fn code_taken(error: anyhow::Error, code: &str) -> ActError {
    match ::store::refused(&error) {
        Some(refused) if matches!(refused.rule.as_str(), "plans_code_unique" | "plans.code") => {
            PlanRefusal::CodeTaken {
                code: code.to_owned(),
            }
            .into()
        }
        _ => ActError::Fault(error.context("saving a plan")),
    }
}

/// The units of the directory that the printed names mean today: 人事課, 総務部人事課 or 総務部 人事課. A
/// name that several units bear, or none, means no unit.
pub(super) async fn owners(db: &Db, document: &PlanDocument, today: Date) -> Result<Owners> {
    let tree = people::units_on(db, today).await?;
    // Every name a unit may be printed with; `None` for a name of several units.
    let mut meaning: BTreeMap<String, Option<i64>> = BTreeMap::new();
    for (_, unit) in tree.iter() {
        let mut printed = String::new();
        for above in tree.upward(unit.unit) {
            printed.insert_str(0, &unspaced(above.name.as_str()));
            let several = meaning.contains_key(&printed);
            meaning.insert(printed.clone(), (!several).then_some(unit.unit.0));
        }
    }
    let owners = document
        .programs
        .iter()
        .filter_map(|program| program.owner.as_deref());
    let unit_of = |owner: &str| meaning.get(&unspaced(owner)).copied().flatten();
    Ok(owners
        .filter_map(|owner| Some((owner.to_owned(), unit_of(owner)?)))
        .collect())
}

fn unspaced(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn unknown_owners(document: &PlanDocument, owners: &Owners) -> Vec<String> {
    let mut unknown: Vec<String> = document
        .programs
        .iter()
        .filter_map(|program| program.owner.clone())
        .filter(|owner| !owners.contains_key(owner))
        .collect();
    unknown.sort();
    unknown.dedup();
    unknown
}

/// One entry for each program that an import over a draft adds, changes or removes. A new plan begins
/// without history: the journal says where it came from.
fn remembered(present: Option<&Loaded>, document: &PlanDocument, diff: &Diff) -> Vec<Change> {
    let Some(present) = present else {
        return Vec::new();
    };
    let changed = diff
        .programs
        .iter()
        .filter(|change| change.change != Became::Unchanged);
    changed
        .map(|change| {
            let before = present.program_named(change.part, &change.key);
            let after = document
                .programs
                .iter()
                .find(|p| p.part == change.part && p.key == change.key);
            let content =
                |program: &crate::document::Program| Content::Program(Box::new(program.clone()));
            let id: Option<ProgramId> = before.map(|view| view.record.id);
            Change {
                program: id,
                place: format!("{} {}", change.node, change.name),
                years: None,
                before: before.map(|view| content(view.program)),
                after: after.map(content),
                reason: None,
            }
        })
        .collect()
}
