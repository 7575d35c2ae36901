//! What a plan says on its cover and in its plan cells, changed while the document is in work.

use super::refusal::{ActError, Done, PlanRefusal};
use super::results::checked_cell;
use super::taken::{Desk, Saved, Taken};
use crate::document::{Cell, Measure, Policy, Section, YearTarget};
use crate::records::{Content, Line, Mark, ProgramId, Version};
use crate::rules::cells;
use crate::store::{self, Change};
use crate::text::is_key;
use access::{Allowed, EditPlanStructure};
use calendar::{Date, FiscalYear, YearSpan, YearStyle};
use serde_json::json;

/// The cover as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverEntry {
    /// The title.
    pub title: String,
    /// The city.
    pub municipality: String,
    /// The section that answers for the plan.
    pub publisher: String,
    /// When the plan was adopted.
    pub adopted: Option<Date>,
    /// The basic policy it carries out.
    pub policy: Option<Policy>,
    /// Laws the plan stands on.
    pub legal_bases: Vec<String>,
    /// The year of the mid-term review.
    pub mid_term_review: Option<FiscalYear>,
    /// How fiscal years are printed.
    pub year_style: YearStyle,
    /// The introduction.
    pub introduction: Vec<Section>,
    /// The version that was read ([`crate::records::Loaded::cover`]).
    pub expected: Version,
}

/// Writes the cover and the introduction.
pub async fn edit_cover(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    entry: CoverEntry,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    taken.in_work()?;
    if entry.title.trim().is_empty() || entry.municipality.trim().is_empty() {
        return Err(PlanRefusal::NameMissing.into());
    }
    let years = taken.plan.document.plan_years;
    if let Some(year) = entry.mid_term_review.filter(|year| !years.contains(*year)) {
        return Err(PlanRefusal::YearOutside { year }.into());
    }
    let old = taken.plan.document.clone();
    let cover = Mark {
        version: taken.plan.cover,
        ..taken.plan.mark.clone()
    };
    taken.unchanged(
        entry.expected,
        Some(&cover),
        || old.title.clone(),
        || entry.title.clone(),
    )?;
    let mut document = old.clone();
    document.title = entry.title.trim().to_owned();
    document.municipality = entry.municipality.trim().to_owned();
    document.publisher = entry.publisher.trim().to_owned();
    document.adopted = entry.adopted;
    document.policy = entry.policy.filter(|policy| !policy.name.trim().is_empty());
    document.legal_bases = entry.legal_bases;
    document.legal_bases.retain(|law| !law.trim().is_empty());
    document.mid_term_review = entry.mid_term_review;
    document.year_style = entry.year_style;
    document.introduction = entry.introduction;
    document
        .introduction
        .retain(|s| !s.heading.trim().is_empty() || !s.text.trim().is_empty());
    let version = taken.mark.version;
    store::set_cover(&mut taken.tx, taken.plan.id, &document, version).await?;
    let mut changes = Vec::new();
    let change = |before, after| Change {
        program: None,
        place: document.title.clone(),
        years: None,
        before: Some(before),
        after: Some(after),
        reason: None,
    };
    if old.title != document.title {
        let title = |text: &str| Content::Text {
            field: "title".to_owned(),
            text: text.to_owned(),
        };
        changes.push(change(title(&old.title), title(&document.title)));
    }
    if old.introduction != document.introduction {
        let of = |sections: &[Section]| Content::Introduction {
            sections: sections.to_vec(),
        };
        changes.push(change(of(&old.introduction), of(&document.introduction)));
    }
    let subject = format!("plan:{}", taken.plan.id);
    let detail = json!({ "plan": code, "title": document.title });
    taken
        .finish("plan.cover.saved", &subject, &detail, &changes)
        .await
}

/// A cell of the plan line as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanCellEntry {
    /// The program.
    pub program: ProgramId,
    /// The year or years.
    pub years: YearSpan,
    /// The cell, under these years; `None` empties them.
    pub cell: Option<Cell>,
    /// The version that was read: of the cell under the first of the years, or [`Version::NONE`].
    pub expected: Version,
}

/// Writes a cell of the plan line; merged cells that stood under its years are cut back.
pub async fn save_plan_cell(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    entry: PlanCellEntry,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    taken.in_work()?;
    let change = planned(&taken, &entry)?;
    put_plan_cell(&mut taken, &entry).await?;
    let detail = json!({
        "plan": taken.plan.code(), "years": entry.years.to_string(), "place": change.place,
        "before": change.before.as_ref().map(Content::summary),
        "after": change.after.as_ref().map(Content::summary),
    });
    taken
        .finish_program("plan.cell.saved", entry.program, &detail, change)
        .await
}

/// Checks a plan cell and tells the change it makes.
pub(super) fn planned(taken: &Taken<'_>, entry: &PlanCellEntry) -> Done<Change> {
    let view = taken.program(entry.program)?;
    let document = &taken.plan.document;
    let part = match view.program.part {
        crate::document::Part::Plan => Some(document.plan_years),
        crate::document::Part::Review => document.review_years,
    };
    if !part.is_some_and(|part| part.covers(entry.years)) {
        return Err(PlanRefusal::YearOutside {
            year: entry.years.from,
        }
        .into());
    }
    let present = cells::under(&view.program.plan, entry.years.from);
    let summary = |cell: Option<&Cell>| {
        cell.map(|cell| Content::PlanCell(cell.clone()).summary())
            .unwrap_or_default()
    };
    let mark = view.plan_mark(entry.years.from);
    taken.unchanged(
        entry.expected,
        mark,
        || summary(present),
        || summary(entry.cell.as_ref()),
    )?;
    if let Some(cell) = &entry.cell {
        if cell.text.trim().is_empty() {
            return Err(PlanRefusal::NothingEntered.into());
        }
        checked_cell(document, view.program, cell)?;
    }
    Ok(Change {
        program: Some(entry.program),
        place: taken.plan.place(view.program),
        years: Some(entry.years),
        before: present.cloned().map(Content::PlanCell),
        after: entry.cell.clone().map(|cell| {
            Content::PlanCell(Cell {
                years: entry.years,
                ..cell
            })
        }),
        reason: None,
    })
}

/// Writes the cell into the line.
pub(super) async fn put_plan_cell(taken: &mut Taken<'_>, entry: &PlanCellEntry) -> Done<()> {
    let view = taken
        .plan
        .program(entry.program)
        .ok_or(ActError::NotFound)?;
    let old = &view.program.plan;
    let line = match &entry.cell {
        Some(cell) => cells::placed(
            old,
            Cell {
                years: entry.years,
                ..cell.clone()
            },
        ),
        None => cells::cleared(old, entry.years),
    };
    let marked: Vec<(Cell, Mark)> = line
        .into_iter()
        .map(|cell| {
            let kept = old.iter().position(|other| *other == cell);
            let kept = kept.filter(|_| !cell.years.overlaps(entry.years));
            let mark = kept.and_then(|place| view.record.plan.get(place));
            let mark = mark.unwrap_or(&taken.mark).clone();
            (cell, mark)
        })
        .collect();
    let ids = taken.desk.ids;
    let place = (taken.plan.id, entry.program);
    store::set_line(&mut taken.tx, place, Line::Plan, &marked, ids).await?;
    Ok(())
}

/// A target as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetEntry {
    /// The program.
    pub program: ProgramId,
    /// Name of the measure.
    pub key: String,
    /// The year.
    pub year: FiscalYear,
    /// The target; `None` takes it away.
    pub target: Option<measure::Target>,
    /// The version of the program that was read.
    pub expected: Version,
}

/// Writes a target of a measure.
pub async fn save_target(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    entry: TargetEntry,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    taken.in_work()?;
    let view = taken.program(entry.program)?;
    let measure = view
        .program
        .measures
        .iter()
        .find(|measure| measure.key == entry.key);
    let measure = measure.ok_or(PlanRefusal::UnknownMeasure {
        key: entry.key.clone(),
    })?;
    let before = measure
        .targets
        .iter()
        .find(|target| target.year == entry.year)
        .cloned();
    let after = entry.target.map(|target| YearTarget {
        year: entry.year,
        target,
    });
    let content = |target: YearTarget| Content::Target {
        key: entry.key.clone(),
        target,
    };
    let summary = |target: &Option<YearTarget>| {
        target
            .clone()
            .map(|target| content(target).summary())
            .unwrap_or_default()
    };
    let mark = Some(&view.record.mark);
    taken.unchanged(
        entry.expected,
        mark,
        || summary(&before),
        || summary(&after),
    )?;
    let years = match view.program.part {
        crate::document::Part::Plan => Some(taken.plan.document.plan_years),
        crate::document::Part::Review => taken.plan.document.review_years,
    };
    if !years.is_some_and(|years| years.contains(entry.year)) {
        return Err(PlanRefusal::YearOutside { year: entry.year }.into());
    }
    let change = Change {
        program: Some(entry.program),
        place: taken.plan.place(view.program),
        years: Some(YearSpan::of(entry.year)),
        before: before.clone().map(content),
        after: after.clone().map(content),
        reason: None,
    };
    match &after {
        Some(target) => {
            store::put_target(&mut taken.tx, entry.program, &entry.key, target).await?;
        }
        None => {
            store::remove_target(&mut taken.tx, entry.program, &entry.key, entry.year).await?;
        }
    }
    mark_program(&mut taken, entry.program).await?;
    let detail = json!({
        "plan": taken.plan.code(), "measure": entry.key, "year": entry.year,
        "before": summary(&before), "after": summary(&after),
    });
    taken
        .finish_program("plan.target.saved", entry.program, &detail, change)
        .await
}

/// Writes label, unit and definitions of a measure, or adds it.
pub async fn save_measure(
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
    let before = view
        .program
        .measures
        .iter()
        .find(|old| old.key == measure.key);
    let before = before.map(|old| old.label.clone());
    let mark = Some(&view.record.mark);
    let current = || before.clone().unwrap_or_default();
    taken.unchanged(expected, mark, current, || measure.label.clone())?;
    let content = |text: &str| Content::Text {
        field: "measure".to_owned(),
        text: text.to_owned(),
    };
    let change = Change {
        program: Some(program),
        place: taken.plan.place(view.program),
        years: None,
        before: before.as_deref().map(content),
        after: Some(content(&measure.label)),
        reason: None,
    };
    let place = (taken.plan.id, program);
    store::put_measure(&mut taken.tx, place, &measure, desk.ids).await?;
    mark_program(&mut taken, program).await?;
    let detail =
        json!({ "plan": taken.plan.code(), "measure": measure.key, "label": measure.label });
    taken
        .finish_program("plan.measure.saved", program, &detail, change)
        .await
}

/// Takes a measure away with its figures and targets; no cell may quote it.
pub async fn take_measure_away(
    desk: Desk<'_>,
    allowed: &Allowed<EditPlanStructure>,
    code: &str,
    program: ProgramId,
    key: &str,
    expected: Version,
) -> Done<Saved> {
    allowed.on(access::Relation::Other)?;
    let mut taken = Taken::take(desk, allowed, code).await?;
    taken.in_work()?;
    let view = taken.program(program)?;
    let measure = view
        .program
        .measures
        .iter()
        .find(|measure| measure.key == key)
        .cloned();
    let measure = measure.ok_or(ActError::NotFound)?;
    taken.unchanged(
        expected,
        Some(&view.record.mark),
        || measure.label.clone(),
        String::new,
    )?;
    let mut without = view.program.clone();
    without.measures.retain(|other| other.key != key);
    for cell in view.program.plan.iter().chain(&view.program.actual) {
        checked_cell(&taken.plan.document, &without, cell)?;
    }
    let content = Content::Text {
        field: "measure".to_owned(),
        text: measure.label.clone(),
    };
    let change = Change {
        program: Some(program),
        place: taken.plan.place(view.program),
        years: None,
        before: Some(content),
        after: None,
        reason: None,
    };
    store::remove_measure(&mut taken.tx, program, key).await?;
    mark_program(&mut taken, program).await?;
    let detail = json!({ "plan": taken.plan.code(), "measure": key, "label": measure.label });
    taken
        .finish_program("plan.measure.removed", program, &detail, change)
        .await
}

/// Gives a program the mark of the act.
pub(super) async fn mark_program(taken: &mut Taken<'_>, program: ProgramId) -> Done<()> {
    let view = taken.plan.program(program).ok_or(ActError::NotFound)?;
    let place = taken
        .plan
        .document
        .nodes
        .iter()
        .position(|node| node.path == view.program.node);
    let node = place
        .map(|place| taken.plan.nodes[place].id)
        .ok_or(ActError::NotFound)?;
    let heading = (
        view.program.name.as_str(),
        view.program.owner.as_deref(),
        view.record.unit,
    );
    store::set_program(&mut taken.tx, program, node, heading, &taken.mark).await?;
    Ok(())
}
