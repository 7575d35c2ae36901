//! Closing months, correcting after the close, designations, agreements, special works, explanations.

use super::{ActError, Desk, Done};
use crate::records::{Month, Span};
use crate::rules::places::Terms;
use crate::rules::spans::{Hours, classify};
use crate::store::keeping::{self as kept, BusyMonth, Explanation, SpecialWork};
use crate::store::places::{self, Agreement, Designation};
use crate::store::records::{self, Record, When};
use crate::store::touch;
use access::{Allowed, EditOvertime, KeepOvertime, Relation};
use calendar::{Date, Period};
use people::{EmployeeId, UnitId};
use serde_json::json;

/// Closes a month: from now on its records are only corrected, with a reason.
///
/// # Errors
/// When the month is not over, or closed already.
pub async fn close_month(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    month: Month,
) -> Done<()> {
    allowed.on(Relation::Other)?;
    if month.last_day() >= desk.today {
        return Err(ActError::Refused("overtime-refusal-month-running"));
    }
    set_closed(desk, allowed, month, true, "").await
}

/// Opens a month again.
///
/// # Errors
/// When it is not closed.
pub async fn open_month(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    month: Month,
    reason: &str,
) -> Done<()> {
    allowed.on(Relation::Other)?;
    set_closed(desk, allowed, month, false, reason).await
}

async fn set_closed(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    month: Month,
    closed: bool,
    reason: &str,
) -> Done<()> {
    let actor = allowed.actor();
    let mut tx = desk.db.begin().await?;
    let by = (desk.now, actor.name.as_str());
    if !kept::set_closed(&mut tx, month, closed, by, reason).await? {
        return Err(ActError::Stale);
    }
    let act = if closed {
        "overtime.month.closed"
    } else {
        "overtime.month.opened"
    };
    let subject = format!("overtime-month:{}", month.number());
    let detail = json!({ "reason": reason });
    Ok(desk.finish(tx, actor, (act, &subject), &detail).await?)
}

/// What a record should have said; `None` for the times takes it away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The record.
    pub record: i64,
    /// Beginning, end and minutes of rest.
    pub worked: Option<(i64, i64, i64)>,
    /// Why it is corrected.
    pub reason: String,
}

/// Corrects a record of a day, also of a closed month: it is taken back by its opposite, and said anew.
///
/// # Errors
/// When it is no record of a day, was corrected meanwhile, or the new times cannot be.
pub async fn correct(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    correction: &Correction,
) -> Done<()> {
    allowed.on(Relation::Other)?;
    let actor = allowed.actor();
    let mut tx = desk.db.begin().await?;
    let record = records::find_in(&mut tx, correction.record).await?;
    let record = record
        .filter(|record| record.id > 0)
        .ok_or(ActError::NotFound)?;
    let when = record.when.ok_or(ActError::NotFound)?;
    if !records::reverse(&mut tx, &record, desk.now, &actor.name).await? {
        return Err(ActError::Stale);
    }
    if let Some((from, to, rest)) = correction.worked {
        let span = Span::new(when.day, (from, to), Vec::new(), rest)
            .map_err(|refusal| ActError::Refused(refusal.key()))?;
        for other in records::of_person_in(&mut tx, record.employee, record.month).await? {
            if other.id != record.id && overlaps(&other, &span) {
                return Err(ActError::Refused("overtime-refusal-overlap-own"));
            }
        }
        let days = holidays::days_off(desk.db).await?;
        let split = classify(&span, &Hours::default(), |day| days.kind_of(day));
        let anew = Record {
            id: desk.ids.next(),
            when: Some(When {
                span: Some((from, to)),
                ..when
            }),
            rest,
            import: None,
            entered_at: desk.now,
            entered_by: actor.name.clone(),
            ..record.clone()
        }
        .with(split);
        records::insert(&mut tx, std::slice::from_ref(&anew)).await?;
        records::count(&mut tx, &anew, 1).await?;
    }
    touch(&mut tx).await?;
    let subject = format!("employee:{}", record.employee);
    let detail = json!({
        "day": when.day.to_string(), "before": record.when.and_then(|when| when.span),
        "after": correction.worked, "reason": correction.reason,
    });
    let act = ("overtime.record.corrected", subject.as_str());
    Ok(desk.finish(tx, actor, act, &detail).await?)
}

/// Whether a record shares a minute with a span.
#[must_use]
pub fn overlaps(record: &Record, span: &Span) -> bool {
    let Some(When {
        day,
        span: Some(times),
        ..
    }) = record.when
    else {
        return false;
    };
    Span::new(day, times, Vec::new(), 0).is_ok_and(|other| other.overlaps(span))
}

/// Designates a unit as one whose work is mostly decided by others.
///
/// # Errors
/// When a designation of the unit holds on a day of the period already.
pub async fn designate(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    (unit, period): (UnitId, Period),
    criterion: &str,
) -> Done<()> {
    allowed.on(Relation::Other)?;
    let actor = allowed.actor();
    let held = places::designations(desk.db).await?;
    if held
        .iter()
        .any(|one| one.unit == unit && one.period.overlaps(period))
    {
        return Err(ActError::Refused("overtime-refusal-designated"));
    }
    let mut tx = desk.db.begin().await?;
    let new = Designation {
        id: desk.ids.next(),
        unit,
        criterion: criterion.to_owned(),
        period,
        entered: (desk.now, actor.name.clone()),
        version: 1,
    };
    places::add_designation(&mut tx, &new).await?;
    touch(&mut tx).await?;
    let subject = format!("unit:{unit}");
    let detail = json!({ "from": period.from().to_string(), "criterion": criterion });
    let act = ("overtime.designation.added", subject.as_str());
    Ok(desk.finish(tx, actor, act, &detail).await?)
}

/// Ends a designation: `to` is the first day on which it does not hold.
///
/// # Errors
/// When it was changed meanwhile, or begins later.
pub async fn end_designation(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    (id, version): (i64, i64),
    to: Date,
) -> Done<()> {
    allowed.on(Relation::Other)?;
    let mut tx = desk.db.begin().await?;
    if !places::end_designation(&mut tx, id, version, to).await? {
        return Err(ActError::Stale);
    }
    touch(&mut tx).await?;
    let subject = format!("overtime-designation:{id}");
    let act = ("overtime.designation.ended", subject.as_str());
    let detail = json!({ "to": to.to_string() });
    Ok(desk.finish(tx, allowed.actor(), act, &detail).await?)
}

/// Enters a listed workplace with its agreement.
///
/// # Errors
/// When one of the unit holds on a day of the period already, or the hours contradict each other.
pub async fn agree(desk: Desk<'_>, allowed: &Allowed<KeepOvertime>, new: &Agreement) -> Done<()> {
    allowed.on(Relation::Other)?;
    let held = places::agreements(desk.db).await?;
    if held
        .iter()
        .any(|one| one.unit == new.unit && one.period.overlaps(new.period))
    {
        return Err(ActError::Refused("overtime-refusal-agreed"));
    }
    let sound =
        |terms: Terms| terms.month <= terms.special_month && terms.year <= terms.special_year;
    if !new.terms.is_none_or(sound) {
        return Err(ActError::Refused("overtime-refusal-terms"));
    }
    let actor = allowed.actor();
    let mut tx = desk.db.begin().await?;
    places::add_agreement(&mut tx, new, desk.now, &actor.name).await?;
    touch(&mut tx).await?;
    let subject = format!("unit:{}", new.unit);
    let detail = json!({
        "from": new.period.from().to_string(), "schedule": new.schedule, "agreed": new.terms.is_some(),
    });
    let act = ("overtime.agreement.added", subject.as_str());
    Ok(desk.finish(tx, actor, act, &detail).await?)
}

/// Ends an agreement.
///
/// # Errors
/// When it was changed meanwhile, or begins later.
pub async fn end_agreement(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    (id, version): (i64, i64),
    to: Date,
) -> Done<()> {
    allowed.on(Relation::Other)?;
    let mut tx = desk.db.begin().await?;
    if !places::end_agreement(&mut tx, id, version, to).await? {
        return Err(ActError::Stale);
    }
    touch(&mut tx).await?;
    let subject = format!("overtime-agreement:{id}");
    let act = ("overtime.agreement.ended", subject.as_str());
    let detail = json!({ "to": to.to_string() });
    Ok(desk.finish(tx, allowed.actor(), act, &detail).await?)
}

/// Recognises a special work (特例業務).
///
/// # Errors
/// When the database fails.
pub async fn add_special(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    (name, ground): (&str, &str),
    period: Period,
) -> Done<i64> {
    allowed.on(Relation::Other)?;
    let actor = allowed.actor();
    let new = SpecialWork {
        id: desk.ids.next(),
        name: name.to_owned(),
        ground: ground.to_owned(),
        period,
        verified: None,
        findings: String::new(),
        version: 1,
    };
    let mut tx = desk.db.begin().await?;
    kept::add_special(&mut tx, &new, (desk.now, &actor.name)).await?;
    let subject = format!("overtime-special:{}", new.id);
    let detail = json!({ "name": name });
    let act = ("overtime.special.added", subject.as_str());
    desk.finish(tx, actor, act, &detail).await?;
    Ok(new.id)
}

/// Notes what sorting, analysing and verifying the causes has found.
///
/// # Errors
/// When the record was changed meanwhile.
pub async fn verify_special(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    key: (i64, i64),
    findings: &str,
) -> Done<()> {
    allowed.on(Relation::Other)?;
    let actor = allowed.actor();
    let mut tx = desk.db.begin().await?;
    if !kept::verify_special(&mut tx, key, desk.today, &actor.name, findings).await? {
        return Err(ActError::Stale);
    }
    let subject = format!("overtime-special:{}", key.0);
    let act = ("overtime.special.verified", subject.as_str());
    Ok(desk.finish(tx, actor, act, &()).await?)
}

/// Flags a month of a unit as busy for a reason known in advance, or because of a disaster: its hours are not
/// chronic.
///
/// # Errors
/// When the database fails.
pub async fn flag_busy(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    busy: &BusyMonth,
) -> Done<()> {
    allowed.on(Relation::Other)?;
    let actor = allowed.actor();
    let mut tx = desk.db.begin().await?;
    kept::flag_busy(&mut tx, desk.ids.next(), busy, (desk.now, &actor.name)).await?;
    let subject = format!("unit:{}", busy.unit);
    let detail = json!({ "month": busy.month.number(), "reason": busy.reason });
    let act = ("overtime.busy.flagged", subject.as_str());
    Ok(desk.finish(tx, actor, act, &detail).await?)
}

/// A head explains a limit that was broken.
///
/// # Errors
/// When the person is none of the head's.
pub async fn explain(
    desk: Desk<'_>,
    allowed: &Allowed<EditOvertime>,
    (employee, units): (EmployeeId, &[i64]),
    month: Month,
    (cause, remedy): (&str, &str),
) -> Done<()> {
    let actor = allowed.actor();
    if actor.employee == Some(employee.0) {
        return Err(ActError::Refused("overtime-refusal-own-explanation"));
    }
    // 庶務担当 enter hours, but it is the head who answers for them.
    if !units.iter().any(|unit| actor.headed.contains(unit)) {
        allowed.on(Relation::Other)?;
    }
    let new = Explanation {
        employee,
        month,
        cause: cause.to_owned(),
        remedy: remedy.to_owned(),
        written_at: desk.now,
        written_by: actor.name.clone(),
    };
    let mut tx = desk.db.begin().await?;
    kept::explain(&mut tx, desk.ids.next(), &new).await?;
    let subject = format!("employee:{employee}");
    let detail = json!({ "month": month.number() });
    let act = ("overtime.explained", subject.as_str());
    Ok(desk.finish(tx, actor, act, &detail).await?)
}
