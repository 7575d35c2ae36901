//! The personnel office keeps the ledger: adjustments with a reason, lines taken back, working patterns, days
//! that became public holidays.

use super::deciding::give_back;
use super::{Done, LeaveError, LeaveRefusal, Rules, journalled, staff_with_units};
use crate::records::{
    Act, Entry, EntryId, Kind, LeaveDayId, Lot, LotId, Pattern, RequestId, Stage,
};
use crate::rules::entitlement::pattern;
use crate::rules::ledger::may_reduce;
use crate::store::{self, LedgerLine, NewEntry};
use ::store::{Db, Tx};
use access::{Allowed, KeepLeave};
use calendar::{Date, Minutes};
use flow::Desk;
use people::EmployeeId;
use serde_json::json;

/// A correction of what somebody has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// Whose.
    pub employee: EmployeeId,
    /// Which lot.
    pub lot: LotId,
    /// What is added; negative to take away.
    pub minutes: Minutes,
    /// Why.
    pub reason: String,
}

/// Adds to a lot or takes from it. What was taken, carried over or asked for stays: a grant that was too large is
/// corrected only as far as it is unused.
///
/// # Errors
/// When no reason is given, nothing changes, or more is taken away than is left.
pub async fn adjust(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<KeepLeave>,
    adjustment: &Adjustment,
) -> Done<()> {
    let employee = adjustment.employee;
    let (staff, units) = staff_with_units(db, employee, desk.today).await?;
    allowed.on_person(employee.0, &units)?;
    let reason = adjustment.reason.trim();
    if reason.is_empty() {
        return Err(LeaveRefusal::ReasonMissing.into());
    }
    if adjustment.minutes == Minutes(0) {
        return Err(LeaveRefusal::Nothing.into());
    }
    let day = pattern(&staff.served, &Rules::read(db, desk.today).await?.policy).day;
    let mut tx = db.begin().await?;
    store::hold(&mut tx, employee).await?;
    let lots = store::lots_in(&mut tx, employee, Kind::Annual, store::EVER).await?;
    let lot = lots
        .iter()
        .find(|lot| lot.id == adjustment.lot)
        .ok_or(LeaveError::NotFound)?;
    if adjustment.minutes < Minutes(0) {
        reducible(&mut tx, employee, &lots, lot, -adjustment.minutes, day).await?;
    }
    let entry = NewEntry {
        entry: Entry {
            id: EntryId(desk.ids.next()),
            lot: lot.id,
            year_on: lot.year_on,
            act: Act::Adjust,
            on: desk.today.max(lot.granted_on),
            minutes: adjustment.minutes,
            request: None,
            reverses: None,
        },
        employee,
        kind: Kind::Annual,
        reason: reason.to_owned(),
    };
    let by = &allowed.actor().name;
    store::insert_entries(&mut tx, &[entry], by, desk.now).await?;
    let detail = json!({ "lot": lot.id.0, "minutes": adjustment.minutes.0, "reason": reason });
    let (act, about) = ("paid-leave.ledger.adjusted", format!("employee:{employee}"));
    journalled(&mut tx, desk, allowed.actor(), act, &about, &detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether so much can be taken from a lot, beside what is reserved in its year.
async fn reducible(
    tx: &mut Tx,
    employee: EmployeeId,
    lots: &[Lot],
    lot: &Lot,
    by: Minutes,
    day: Minutes,
) -> Done<()> {
    let others: Minutes = lots
        .iter()
        .filter(|other| other.year_on == lot.year_on && other.id != lot.id)
        .map(|other| other.left)
        .sum();
    let reserved = store::pending_in(tx, employee, lot.year_on).await?;
    may_reduce(lot, others, by, reserved)
        .map_err(|missing| LeaveRefusal::UsedAlready { missing, day }.into())
}

/// Takes a line back by another line. Leave that was taken is given back by a request to cancel; what a year's
/// end did can be taken back as long as what was carried over is unused, and the year ended again.
///
/// # Errors
/// When the line cannot be taken back, or was taken back before.
pub async fn reverse(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<KeepLeave>,
    entry: EntryId,
    reason: &str,
) -> Done<EmployeeId> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(LeaveRefusal::ReasonMissing.into());
    }
    let policy = Rules::read(db, desk.today).await?.policy;
    let mut tx = db.begin().await?;
    let employee = store::employee_of_entry(&mut tx, entry)
        .await?
        .ok_or(LeaveError::NotFound)?;
    let (staff, units) = staff_with_units(db, employee, desk.today).await?;
    allowed.on_person(employee.0, &units)?;
    store::hold(&mut tx, employee).await?;
    let line = store::entry_in(&mut tx, entry)
        .await?
        .ok_or(LeaveError::NotFound)?;
    let mut lines = vec![line];
    match lines[0].entry.act {
        Act::Grant | Act::Adjust | Act::Expire => {}
        Act::CarryOut => {
            let other = store::counterpart(&mut tx, employee, &lines[0]).await?;
            let other = other.ok_or(LeaveRefusal::NotReversible(entry))?;
            let other = store::entry_in(&mut tx, EntryId(other)).await?;
            lines.extend(other);
        }
        Act::CarryIn | Act::Take | Act::Cancel | Act::Reverse => {
            return Err(LeaveRefusal::NotReversible(entry).into());
        }
    }
    if lines.iter().any(|line| line.reversed) {
        return Err(LeaveRefusal::ReversedAlready.into());
    }
    let day = pattern(&staff.served, &policy).day;
    let lots = store::lots_in(&mut tx, employee, Kind::Annual, store::EVER).await?;
    for line in lines.iter().filter(|line| line.entry.minutes > Minutes(0)) {
        let lot = lots.iter().find(|lot| lot.id == line.entry.lot);
        let lot = lot.ok_or(LeaveError::NotFound)?;
        reducible(&mut tx, employee, &lots, lot, line.entry.minutes, day).await?;
    }
    let entries: Vec<NewEntry> = lines
        .iter()
        .map(|line| back(line, employee, desk, reason))
        .collect();
    let by = &allowed.actor().name;
    store::insert_entries(&mut tx, &entries, by, desk.now).await?;
    let detail = json!({ "entry": entry.0, "reason": reason });
    let (act, about) = ("paid-leave.ledger.reversed", format!("employee:{employee}"));
    journalled(&mut tx, desk, allowed.actor(), act, &about, &detail).await?;
    tx.commit().await?;
    Ok(employee)
}

fn back(line: &LedgerLine, employee: EmployeeId, desk: &Desk<'_>, reason: &str) -> NewEntry {
    NewEntry {
        entry: Entry {
            id: EntryId(desk.ids.next()),
            act: Act::Reverse,
            minutes: -line.entry.minutes,
            reverses: Some(line.entry.id),
            ..line.entry.clone()
        },
        employee,
        kind: Kind::Annual,
        reason: reason.to_owned(),
    }
}

/// Gives back a day of approved leave that has become a public holiday, or on which somebody was called to work.
///
/// # Errors
/// When the day is not approved, or no reason is given.
pub async fn release_day(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<KeepLeave>,
    (request, day): (RequestId, LeaveDayId),
    reason: &str,
) -> Done<EmployeeId> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(LeaveRefusal::ReasonMissing.into());
    }
    let found = store::request(db, request)
        .await?
        .ok_or(LeaveError::NotFound)?;
    let employee = found.employee;
    let (_, units) = staff_with_units(db, employee, desk.today).await?;
    allowed.on_person(employee.0, &units)?;
    let mut tx = db.begin().await?;
    store::hold(&mut tx, employee).await?;
    let days = store::days_in(&mut tx, request).await?;
    let approved = |one: &store::StoredDay| one.id == day && one.stage == Stage::Approved;
    if !days.iter().any(approved) {
        return Err(LeaveRefusal::NothingToCancel.into());
    }
    let made = || EntryId(desk.ids.next());
    let by = (allowed.actor().name.as_str(), desk.now);
    give_back(&mut tx, request, &[day], by, &made, reason).await?;
    let detail = json!({ "request": request.0, "day": day.0, "reason": reason });
    let (act, about) = ("paid-leave.ledger.released", format!("employee:{employee}"));
    journalled(&mut tx, desk, allowed.actor(), act, &about, &detail).await?;
    tx.commit().await?;
    Ok(employee)
}

/// Notes on how many days somebody works from a day on, where it does not follow from the weekly hours.
///
/// # Errors
/// When the person may not.
pub async fn note_pattern(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<KeepLeave>,
    employee: EmployeeId,
    (pattern, from): (Pattern, Date),
) -> Done<()> {
    let (_, units) = staff_with_units(db, employee, desk.today).await?;
    allowed.on_person(employee.0, &units)?;
    let mut tx = db.begin().await?;
    store::hold(&mut tx, employee).await?;
    store::set_pattern(&mut tx, desk.ids.next(), employee, pattern, from).await?;
    let detail = json!({ "days": pattern.days, "day": pattern.day.0, "from": from });
    let (act, about) = ("paid-leave.pattern.noted", format!("employee:{employee}"));
    journalled(&mut tx, desk, allowed.actor(), act, &about, &detail).await?;
    tx.commit().await?;
    Ok(())
}
