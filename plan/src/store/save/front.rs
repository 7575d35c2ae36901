//! The cover, and what has a place of its own and no id.

use super::super::names::name;
use super::{INSERT_PLAN, ROWS, Save, numbered};
use crate::document::{PlanDocument, Section};
use crate::records::{PlanId, Version};
use ::store::{ToSqlx, Tx, sqlx};
use anyhow::Result;
use calendar::FiscalYear;

pub(super) async fn save_cover(
    tx: &mut Tx,
    id: PlanId,
    version: Version,
    document: &PlanDocument,
    save: Save<'_>,
) -> Result<()> {
    let policy = document.policy.as_ref();
    let year = |year: FiscalYear| i64::from(year.0);
    ::store::write!(tx, |c| {
        sqlx::query(INSERT_PLAN)
            .bind(id.0)
            .bind(&document.code)
            .bind(i64::from(document.format))
            .bind(&document.municipality)
            .bind(&document.title)
            .bind(&document.publisher)
            .bind(document.adopted.map(ToSqlx::to_sqlx))
            .bind(policy.map(|policy| policy.name.as_str()))
            .bind(policy.and_then(|policy| policy.adopted.as_deref()))
            .bind(policy.and_then(|policy| policy.revised.as_deref()))
            .bind(document.review_years.map(|years| year(years.from)))
            .bind(document.review_years.map(|years| year(years.to)))
            .bind(year(document.plan_years.from))
            .bind(year(document.plan_years.to))
            .bind(document.mid_term_review.map(year))
            .bind(name(document.year_style))
            .bind(document.previous.as_deref())
            .bind(&document.source)
            .bind(name(save.state))
            .bind(version.0)
            .bind(save.ids.next())
            .bind(save.at.to_sqlx())
            .bind(save.by)
            .execute(c)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

/// What has a place of its own and no id.
pub(super) async fn save_front(
    tx: &mut Tx,
    id: PlanId,
    document: &PlanDocument,
    save: Save<'_>,
) -> Result<()> {
    save_legal_bases(tx, id, &document.legal_bases).await?;
    let levels = numbered(&document.levels);
    insert!(
        tx,
        "plan_levels (plan_id, position, name, name_en, label, numbering)",
        levels,
        |values, (position, level)| values
            .push_bind(id.0)
            .push_bind(*position)
            .push_bind(level.name.as_str())
            .push_bind(level.name_en.as_str())
            .push_bind(level.label.as_str())
            .push_bind(name(level.numbering))
    );
    save_sections(tx, id, &document.introduction).await?;
    let corrections: Vec<_> = numbered(&document.corrections)
        .into_iter()
        .map(|(position, correction)| (save.ids.next(), position, correction))
        .collect();
    insert!(
        tx,
        "plan_corrections (id, plan_id, position, corrected_on, place, text_before, text_after, corrected_by, reason)",
        corrections,
        |values, (correction_id, position, correction)| values
            .push_bind(*correction_id)
            .push_bind(id.0)
            .push_bind(*position)
            .push_bind(correction.on.to_sqlx())
            .push_bind(correction.place.as_str())
            .push_bind(correction.before.as_str())
            .push_bind(correction.after.as_str())
            .push_bind(correction.by.as_str())
            .push_bind(correction.reason.as_str())
    );
    Ok(())
}

/// The laws a plan stands on; used when only the cover changes too.
pub(in crate::store) async fn save_legal_bases(
    tx: &mut Tx,
    id: PlanId,
    bases: &[String],
) -> Result<()> {
    let bases = numbered(bases);
    insert!(
        tx,
        "plan_legal_bases (plan_id, position, text)",
        bases,
        |values, (position, text)| {
            values
                .push_bind(id.0)
                .push_bind(*position)
                .push_bind(text.as_str())
        }
    );
    Ok(())
}

/// The introduction; used when only the cover changes too.
pub(in crate::store) async fn save_sections(
    tx: &mut Tx,
    id: PlanId,
    sections: &[Section],
) -> Result<()> {
    let sections = numbered(sections);
    insert!(
        tx,
        "plan_sections (plan_id, position, heading, text)",
        sections,
        |values, (position, section)| values
            .push_bind(id.0)
            .push_bind(*position)
            .push_bind(section.heading.as_str())
            .push_bind(section.text.as_str())
    );
    Ok(())
}
