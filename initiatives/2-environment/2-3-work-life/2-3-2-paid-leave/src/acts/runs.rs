//! The yearly grant and the end of a year: of everybody at once, as often as one likes.

use super::{Done, Rules, journalled};
use crate::records::{Act, Entry, EntryId, Kind, LeaveYear, Lot, LotId, Origin};
use crate::rules::YearStart;
use crate::rules::entitlement::{Granted, Reason, granted, pattern};
use crate::rules::ledger::{Ending, close};
use crate::rules::years::{GrantDays, Opening};
use crate::store::{self, EndingLot, GrantAsked, NewEntry, NewLot, Staff};
use ::store::{Db, Tx};
use access::{Allowed, KeepLeave, Relation};
use anyhow::Result;
use calendar::{Date, Minutes};
use flow::Desk;
use people::EmployeeId;
use serde_json::json;
use std::collections::BTreeMap;

/// One grant: a grant day of the city or of fiscal-year staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Grant {
    year: LeaveYear,
    opening: Opening,
    fiscal_year: bool,
}

impl Grant {
    fn asked(&self, until: Date) -> GrantAsked {
        GrantAsked {
            year_on: self.year.first,
            on: self.opening.on,
            until,
            origin: self.origin(),
            fiscal_year: self.fiscal_year,
        }
    }

    fn origin(&self) -> Origin {
        if self.opening.transition.is_some() {
            Origin::Transition
        } else {
            Origin::Grant
        }
    }
}

/// The grants of the leave years in which a day lies: the city's own, a transition in it, that of fiscal-year
/// staff. Grants of later days are not due.
fn due(rules: &Rules, on: Date) -> Vec<Grant> {
    let mut grants = Vec::new();
    let city = rules.grant_days(people::Employment::Regular);
    let fiscal = GrantDays::always(YearStart::April);
    for (days, fiscal_year) in [(city, false), (fiscal, true)] {
        let year = days.year_of(on);
        let openings = days.openings(year.first.year(), year.end.year());
        let within = openings
            .into_iter()
            .filter(|opening| year.contains(opening.on) && opening.on <= on);
        grants.extend(within.map(|opening| Grant {
            year,
            opening,
            fiscal_year,
        }));
    }
    grants
}

/// What a grant would bring to how many people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrantLine {
    /// Since which day.
    pub on: Date,
    /// Why.
    pub reason: Reason,
    /// To how many.
    pub people: i64,
    /// How much altogether.
    pub minutes: Minutes,
}

/// What a run would do, before anybody does it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GrantPreview {
    /// By grant day and reason.
    pub lines: Vec<GrantLine>,
    /// People who get nothing by the table.
    pub nothing: i64,
}

impl GrantPreview {
    fn add(&mut self, grant: &Grant, granted: Option<Granted>) {
        let Some(granted) = granted else {
            self.nothing += 1;
            return;
        };
        let on = grant.opening.on;
        let same = |line: &&mut GrantLine| line.on == on && line.reason == granted.reason;
        if let Some(line) = self.lines.iter_mut().find(same) {
            line.people += 1;
            line.minutes = line.minutes + granted.minutes;
        } else {
            self.lines.push(GrantLine {
                on,
                reason: granted.reason,
                people: 1,
                minutes: granted.minutes,
            });
        }
    }

    /// To how many altogether.
    #[must_use]
    pub fn people(&self) -> i64 {
        self.lines.iter().map(|line| line.people).sum()
    }
}

/// What the grants due on a day would bring to those who have not got them.
///
/// # Errors
/// When the person may not, or the database fails.
pub async fn grant_preview(db: &Db, allowed: &Allowed<KeepLeave>, on: Date) -> Done<GrantPreview> {
    allowed.on(Relation::Other)?;
    let rules = Rules::read(db, on).await?;
    let mut preview = GrantPreview::default();
    for grant in due(&rules, on) {
        let mut behind = 0;
        loop {
            let few = store::without_grant(db, &grant.asked(on), behind).await?;
            let Some(last) = few.last() else { break };
            behind = last.employee.0;
            for staff in &few {
                let given = granted(&staff.served, grant.year, grant.opening, &rules.policy);
                preview.add(&grant, given);
            }
        }
    }
    Ok(preview)
}

/// Whether somebody would be granted leave that is due on a day: looks at the first few thousand only.
pub(crate) async fn anybody_without_grant(db: &Db, rules: &Rules, on: Date) -> Result<bool> {
    for grant in due(rules, on) {
        let few = store::without_grant(db, &grant.asked(on), 0).await?;
        let given =
            |one: &Staff| granted(&one.served, grant.year, grant.opening, &rules.policy).is_some();
        if few.iter().any(given) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What a run has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RunDone {
    /// For how many people.
    pub people: i64,
    /// How much was granted or carried over.
    pub minutes: Minutes,
    /// How much has expired.
    pub expired: Minutes,
}

/// Grants what is due on a day to everybody who has not got it yet, in the caller's transaction. Doing it again
/// does nothing.
///
/// # Errors
/// When the person may not, or the database fails.
pub async fn grant_year(
    db: &Db,
    tx: &mut Tx,
    desk: &Desk<'_>,
    allowed: &Allowed<KeepLeave>,
    on: Date,
) -> Done<RunDone> {
    allowed.on(Relation::Other)?;
    let rules = Rules::read(db, on).await?;
    let mut done = RunDone::default();
    let by = &allowed.actor().name;
    for grant in due(&rules, on) {
        if grant.opening.transition.is_some() {
            store::extend_year(tx, grant.year.first, grant.year.end).await?;
        }
        let mut behind = 0;
        loop {
            let few = store::without_grant_in(tx, &grant.asked(on), behind).await?;
            let Some(last) = few.last() else { break };
            behind = last.employee.0;
            let (lots, entries) = written(desk, &rules, &grant, &few);
            store::insert_lots(tx, &lots).await?;
            store::insert_entries(tx, &entries, by, desk.now).await?;
            done.people += i64::try_from(lots.len()).unwrap_or(i64::MAX);
            done.minutes = done.minutes + entries.iter().map(|new| new.entry.minutes).sum();
        }
    }
    if done.people > 0 {
        let detail = json!({ "on": on, "people": done.people, "minutes": done.minutes.0 });
        let act = "paid-leave.year.granted";
        journalled(tx, desk, allowed.actor(), act, "leave", &detail).await?;
    }
    Ok(done)
}

fn written(
    desk: &Desk<'_>,
    rules: &Rules,
    grant: &Grant,
    staff: &[Staff],
) -> (Vec<NewLot>, Vec<NewEntry>) {
    let mut lots = Vec::new();
    let mut entries = Vec::new();
    for one in staff {
        let Some(given) = granted(&one.served, grant.year, grant.opening, &rules.policy) else {
            continue;
        };
        let lot = NewLot {
            id: LotId(desk.ids.next()),
            employee: one.employee,
            kind: Kind::Annual,
            year_on: grant.year.first,
            origin: grant.origin(),
            granted_on: given.on,
            expires_on: grant.year.end,
        };
        entries.push(line(desk, &lot, Act::Grant, given.on, given.minutes));
        lots.push(lot);
    }
    (lots, entries)
}

fn line(desk: &Desk<'_>, lot: &NewLot, act: Act, on: Date, minutes: Minutes) -> NewEntry {
    NewEntry {
        entry: Entry {
            id: EntryId(desk.ids.next()),
            lot: lot.id,
            year_on: lot.year_on,
            act,
            on,
            minutes,
            request: None,
            reverses: None,
        },
        employee: lot.employee,
        kind: lot.kind,
        reason: String::new(),
    }
}

/// A leave year that is over, with what is left in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosePreview {
    /// The year.
    pub year: LeaveYear,
    /// How many people have something left.
    pub people: i64,
    /// How much.
    pub left: Minutes,
}

/// The leave years that ended by a day: the city's last one and that of fiscal-year staff.
fn ended(rules: &Rules, on: Date) -> Vec<LeaveYear> {
    let mut years: Vec<LeaveYear> = [
        rules.grant_days(people::Employment::Regular),
        GrantDays::always(YearStart::April),
    ]
    .into_iter()
    .map(|days| days.before(days.year_of(on)))
    .collect();
    years.dedup();
    years
}

/// Whether a leave year has ended since a day.
pub(crate) fn ended_since(rules: &Rules, on: Date, since: Date) -> bool {
    ended(rules, on).iter().any(|year| year.end >= since)
}

/// The leave years that are over by a day and what is left in them.
///
/// # Errors
/// When the person may not, or the database fails.
pub async fn close_preview(
    db: &Db,
    allowed: &Allowed<KeepLeave>,
    on: Date,
) -> Done<Vec<ClosePreview>> {
    allowed.on(Relation::Other)?;
    let rules = Rules::read(db, on).await?;
    let mut previews = Vec::new();
    for year in ended(&rules, on) {
        let (people, left) = store::unclosed(db, year.first).await?;
        previews.push(ClosePreview { year, people, left });
    }
    Ok(previews)
}

/// Ends the leave years that are over by a day, in the caller's transaction: carries over up to the limit and
/// lets the rest expire. Minutes reserved for requests on their way stay until those are decided; the next run
/// deals with them. Doing it again does nothing.
///
/// # Errors
/// When the person may not, or the database fails.
pub async fn close_year(
    db: &Db,
    tx: &mut Tx,
    desk: &Desk<'_>,
    allowed: &Allowed<KeepLeave>,
    on: Date,
) -> Done<RunDone> {
    allowed.on(Relation::Other)?;
    let rules = Rules::read(db, on).await?;
    let mut done = RunDone::default();
    for year in ended(&rules, on) {
        let mut behind = 0;
        loop {
            let (last, lots) = store::ending_lots(tx, year.first, on, behind).await?;
            if last == 0 {
                break;
            }
            let people = (behind, last);
            behind = last;
            if !lots.is_empty() {
                end(
                    tx,
                    desk,
                    &rules,
                    (year, people),
                    &lots,
                    (&allowed.actor().name, &mut done),
                )
                .await?;
            }
        }
    }
    if done.people > 0 {
        let detail = json!({
            "on": on, "people": done.people, "carried": done.minutes.0, "expired": done.expired.0,
        });
        let act = "paid-leave.year.closed";
        journalled(tx, desk, allowed.actor(), act, "leave", &detail).await?;
    }
    Ok(done)
}

async fn end(
    tx: &mut Tx,
    desk: &Desk<'_>,
    rules: &Rules,
    (year, people): (LeaveYear, (i64, i64)),
    lots: &[EndingLot],
    (by, done): (&str, &mut RunDone),
) -> Result<()> {
    let reserved = store::reserved_of(tx, year.first, people).await?;
    let already = store::carried_out_of(tx, year.first, people).await?;
    let carried = store::carried_lots_of(tx, year.end, people).await?;
    let mut by_person: BTreeMap<EmployeeId, Vec<&EndingLot>> = BTreeMap::new();
    for lot in lots {
        by_person.entry(lot.employee).or_default().push(lot);
    }
    let mut new_lots = Vec::new();
    let mut entries = Vec::new();
    for (employee, lots) in by_person {
        let Some(served) = lots.first().map(|lot| lot.served) else {
            continue;
        };
        // The two sorts of staff may share the first day of a leave year without sharing its end.
        let days = rules.grant_days(served.employment);
        let mine = days.year_of(year.first);
        let next = days.after(mine);
        let stays = served.left_on.is_none_or(|left| left > next.first);
        let number = |numbers: &std::collections::HashMap<i64, i64>| {
            Minutes(numbers.get(&employee.0).copied().unwrap_or(0))
        };
        let ending = Ending {
            day: pattern(&served, &rules.policy).day,
            carry_days: if stays { rules.policy.carry_days } else { 0 },
            fractions: rules.policy.fractions,
            already: number(&already),
            reserved: number(&reserved),
        };
        let own: Vec<Lot> = lots.iter().map(|lot| lot.lot).collect();
        let closed = close(&own, &ending);
        if closed.is_empty() {
            continue;
        }
        done.people += 1;
        let new = NewLot {
            id: LotId(
                carried
                    .get(&employee.0)
                    .copied()
                    .unwrap_or_else(|| desk.ids.next()),
            ),
            employee,
            kind: Kind::Annual,
            year_on: next.first,
            origin: Origin::Carried,
            granted_on: next.first,
            expires_on: next.end,
        };
        let mut received = Minutes(0);
        for one in closed {
            let old = NewLot {
                id: one.lot,
                year_on: year.first,
                ..new
            };
            if one.carried > Minutes(0) {
                entries.push(line(desk, &old, Act::CarryOut, next.first, -one.carried));
                received = received + one.carried;
            }
            if one.expired > Minutes(0) {
                entries.push(line(desk, &old, Act::Expire, next.first, -one.expired));
                done.expired = done.expired + one.expired;
            }
        }
        if received > Minutes(0) {
            if !carried.contains_key(&employee.0) {
                new_lots.push(new);
            }
            entries.push(line(desk, &new, Act::CarryIn, next.first, received));
            done.minutes = done.minutes + received;
        }
    }
    store::insert_lots(tx, &new_lots).await?;
    store::insert_entries(tx, &entries, by, desk.now).await
}
