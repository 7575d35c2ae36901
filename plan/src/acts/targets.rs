//! A measure written with all its targets at once.

use super::refusal::{Done, PlanRefusal};
use super::structure::mark_program;
use super::taken::{Desk, Saved, Taken};
use crate::document::{Measure, Part, YearTarget};
use crate::records::{Content, ProgramId, Version};
use crate::store::{self, Change};
use crate::text::{is_key, target_term};
use access::{Allowed, EditPlanStructure};
use calendar::{FiscalYear, YearSpan};
use serde_json::json;

/// Writes label, unit, definitions and targets of a measure, all or nothing, or adds the measure. Its
/// targets take the place of those that are there; its figures stay.
pub async fn write_measure(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    program: ProgramId,
    measure: Measure,
    expected: Version,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    taken.in_work()?;
    if !is_key(&measure.key) {
        return Err(PlanRefusal::UnusableKey { key: measure.key }.into());
    }
    if measure.label.trim().is_empty() {
        return Err(PlanRefusal::NameMissing.into());
    }
    let view = taken.program(program)?;
    let old = view
        .program
        .measures
        .iter()
        .find(|old| old.key == measure.key)
        .cloned();
    let current = || old.as_ref().map(summary).unwrap_or_default();
    taken.unchanged(expected, Some(&view.record.mark), current, || {
        summary(&measure)
    })?;
    let years = match view.program.part {
        Part::Plan => Some(taken.plan.document.plan_years),
        Part::Review => taken.plan.document.review_years,
    };
    let outside = |target: &&YearTarget| !years.is_some_and(|years| years.contains(target.year));
    if let Some(target) = measure.targets.iter().find(outside) {
        return Err(PlanRefusal::YearOutside { year: target.year }.into());
    }
    let place = taken.plan.place(view.program);
    let changes = changes((program, &place), old.as_ref(), &measure);
    let home = (taken.plan.id, program);
    store::put_measure(&mut taken.tx, home, &measure, desk.ids).await?;
    if let Some(old) = &old {
        write_targets(&mut taken, program, old, &measure).await?;
    }
    mark_program(&mut taken, program).await?;
    let detail = json!({
        "plan": taken.plan.code(), "measure": measure.key,
        "before": old.as_ref().map(summary), "after": summary(&measure),
    });
    taken
        .finish(
            "plan.measure.saved",
            &format!("program:{program}"),
            &detail,
            &changes,
        )
        .await
}

/// The measure in one text: `応募件数（件） 2025 10以上、2026 12以上`.
fn summary(measure: &Measure) -> String {
    let target = |target: &YearTarget| format!("{} {}", target.year, target_term(&target.target));
    let targets: Vec<String> = measure.targets.iter().map(target).collect();
    format!(
        "{}（{}） {}",
        measure.label,
        measure.unit,
        targets.join("、")
    )
}

fn target_in(measure: &Measure, year: FiscalYear) -> Option<&YearTarget> {
    measure.targets.iter().find(|target| target.year == year)
}

/// The years in which either has a target.
fn years_of(old: &Measure, new: &Measure) -> Vec<FiscalYear> {
    let mut years: Vec<FiscalYear> = old
        .targets
        .iter()
        .chain(&new.targets)
        .map(|target| target.year)
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

async fn write_targets(
    taken: &mut Taken<'_>,
    program: ProgramId,
    old: &Measure,
    new: &Measure,
) -> Done<()> {
    for year in years_of(old, new) {
        match (target_in(old, year), target_in(new, year)) {
            (before, after) if before == after => {}
            (_, Some(target)) => {
                store::put_target(&mut taken.tx, program, &new.key, target).await?;
            }
            (_, None) => store::remove_target(&mut taken.tx, program, &new.key, year).await?,
        }
    }
    Ok(())
}

/// One entry of the history for the measure itself, one for each target that differs.
fn changes(
    (program, place): (ProgramId, &str),
    old: Option<&Measure>,
    new: &Measure,
) -> Vec<Change> {
    let change = |years, before, after| Change {
        program: Some(program),
        place: place.to_owned(),
        years,
        before,
        after,
        reason: None,
    };
    let label = |measure: &Measure| Content::Text {
        field: "measure".to_owned(),
        text: format!("{}（{}）", measure.label, measure.unit),
    };
    let mut changes = Vec::new();
    let same = |old: &Measure| {
        (&old.label, &old.unit, &old.definitions) == (&new.label, &new.unit, &new.definitions)
    };
    if !old.is_some_and(same) {
        changes.push(change(None, old.map(label), Some(label(new))));
    }
    let content = |target: &YearTarget| Content::Target {
        key: new.key.clone(),
        target: target.clone(),
    };
    for year in old.map_or_else(|| years_of(new, new), |old| years_of(old, new)) {
        let before = old.and_then(|old| target_in(old, year));
        let after = target_in(new, year);
        if before != after {
            let years = Some(YearSpan::of(year));
            changes.push(change(years, before.map(content), after.map(content)));
        }
    }
    changes
}
