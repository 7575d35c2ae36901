//! Plans and requests: written, changed, handed in, given up.

use super::{Done, LeaveError, LeaveRefusal, Rules, journalled, staff_with_units};
use crate::approval::{REQUEST_KIND, subject};
use crate::records::{Kind, LeaveDayId, Lot, Part, RequestId, Stage};
use crate::rules::counting::{self, Wish, fit};
use crate::rules::entitlement::pattern;
use crate::rules::kinds::{self, LeaveKind};
use crate::rules::ledger::{TooLittle, allocate_all};
use crate::store::{self, Request, Staff, StoredDay};
use ::store::{Db, Tx};
use access::{Allowed, DecideApprovals, EditLeave};
use calendar::{Date, Minutes};
use flow::{Desk, Filing, Kinds, Ruling, StepId, Submitted, Verdict};
use people::EmployeeId;
use serde_json::json;

/// A plan or a request as a form holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaveEntry {
    /// The number of the record, made when the form is shown: the same form sent twice is one request.
    pub id: RequestId,
    /// For whom.
    pub employee: EmployeeId,
    /// Which leave.
    pub kind: Kind,
    /// Which days.
    pub wish: Wish,
    /// For hours, from which minute of the day.
    pub starts_at: Option<i64>,
    /// What for; nobody has to say for annual leave.
    pub reason: String,
    /// The version that the form was filled from; 0 for something new.
    pub version: i64,
    /// What the request is called on the desks of those who decide.
    pub title: String,
}

/// What was made of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// The record.
    pub request: RequestId,
    /// The application, when it was handed in.
    pub submitted: Option<Submitted>,
}

/// Writes a plan into the plan table, or asks for leave: its minutes are reserved in the same transaction.
///
/// # Errors
/// When the person may not, the days are no leave, there is not enough, or there is leave on a day already.
pub async fn ask(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<EditLeave>,
    entry: &LeaveEntry,
    now: bool,
) -> Done<Made> {
    let (staff, units) = staff_with_units(db, entry.employee, desk.today).await?;
    allowed.on_person(entry.employee.0, &units)?;
    let rules = Rules::read(db, desk.today).await?;
    let request = record(&rules, &staff, entry, now, &allowed.actor().name, desk)?;
    let mut tx = db.begin().await?;
    store::hold(&mut tx, entry.employee).await?;
    let days = examined(&mut tx, desk, &rules, &staff, &request).await?;
    let written = if entry.version == 0 {
        store::insert_request(&mut tx, &request).await?
    } else {
        changed(&mut tx, &request).await?
    };
    if !written {
        // The same form again: what it made is there.
        let found = store::request_in(&mut tx, entry.id).await?;
        let own = found.is_some_and(|found| found.employee == entry.employee);
        return if own && entry.version == 0 {
            Ok(Made {
                request: entry.id,
                submitted: None,
            })
        } else {
            Err(LeaveRefusal::Stale.into())
        };
    }
    store::replace_days(&mut tx, &request, &days).await?;
    let submitted = if now {
        Some(filed(&mut tx, desk, allowed, &request, &entry.title).await?)
    } else {
        None
    };
    let act = match (entry.version == 0, now) {
        (true, true) => "paid-leave.request.made",
        (true, false) => "paid-leave.request.planned",
        (false, _) => "paid-leave.request.changed",
    };
    // Neither the kind nor the reason stands in the journal: sick leave is nobody's business there.
    let detail = json!({ "employee": entry.employee.0, "from": request.first, "to": request.last });
    let about = format!("leave-request:{}", request.id);
    journalled(&mut tx, desk, allowed.actor(), act, &about, &detail).await?;
    tx.commit().await?;
    Ok(Made {
        request: request.id,
        submitted,
    })
}

/// Hands in a plan as it stands.
///
/// # Errors
/// As [`ask`].
pub async fn hand_in(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<EditLeave>,
    request: RequestId,
    title: &str,
) -> Done<Made> {
    let found = store::request(db, request)
        .await?
        .ok_or(LeaveError::NotFound)?;
    if !found.stage.open() {
        return Err(LeaveRefusal::NotOpen.into());
    }
    let entry = LeaveEntry {
        id: found.id,
        employee: found.employee,
        kind: found.kind,
        wish: Wish {
            first: found.first,
            last: found.last,
            part: found.part,
            hours: found.length,
        },
        starts_at: found.starts_at,
        reason: found.reason,
        version: found.version,
        title: title.to_owned(),
    };
    ask(db, desk, allowed, &entry, true).await
}

/// The record that a form makes.
fn record(
    rules: &Rules,
    staff: &Staff,
    entry: &LeaveEntry,
    now: bool,
    by: &str,
    desk: &Desk<'_>,
) -> Result<Request, LeaveRefusal> {
    let kind = kinds::of(entry.kind);
    if now && kind.plan_and_report && entry.reason.trim().is_empty() {
        return Err(LeaveRefusal::ReasonMissing);
    }
    let mine = pattern(&staff.served, &rules.policy);
    let days = counting::days(&entry.wish, kind, mine, &rules.policy, &rules.works())?;
    let served = staff.served;
    let outside = |on: Date| on < served.hired_on || served.left_on.is_some_and(|left| on >= left);
    if let Some(day) = days.iter().find(|day| outside(day.on)) {
        return Err(LeaveRefusal::NotInService { on: day.on });
    }
    Ok(Request {
        id: entry.id,
        employee: entry.employee,
        kind: entry.kind,
        first: entry.wish.first,
        last: entry.wish.last,
        part: entry.wish.part,
        length: match entry.wish.part {
            Part::Hours => entry.wish.hours,
            _ => days.first().map_or(mine.day, |day| day.minutes),
        },
        starts_at: entry.starts_at.filter(|_| entry.wish.part == Part::Hours),
        minutes: days.iter().map(|day| day.minutes).sum(),
        reason: entry.reason.trim().to_owned(),
        stage: if now { Stage::Pending } else { Stage::Planned },
        order: rules.policy.order.word().to_owned(),
        asked_on: None,
        entered_by: by.to_owned(),
        made_at: desk.now,
        version: entry.version,
    })
}

/// The days of a request, after everything that could be said against them.
async fn examined(
    tx: &mut Tx,
    desk: &Desk<'_>,
    rules: &Rules,
    staff: &Staff,
    request: &Request,
) -> Done<Vec<StoredDay>> {
    let kind = kinds::of(request.kind);
    let mine = pattern(&staff.served, &rules.policy);
    let wish = Wish {
        first: request.first,
        last: request.last,
        part: request.part,
        hours: request.length,
    };
    let days = counting::days(&wish, kind, mine, &rules.policy, &rules.works())
        .map_err(LeaveRefusal::from)?;
    let year = |on| rules.year(staff.served.employment, on);
    let days: Vec<StoredDay> = days
        .into_iter()
        .map(|day| StoredDay {
            id: LeaveDayId(desk.ids.next()),
            request: request.id,
            kind: request.kind,
            year_on: year(day.on).first,
            day,
            stage: request.stage,
        })
        .collect();
    let (from, to) = (year(request.first).first, year(request.last).end);
    let mut held = store::held_in(tx, request.employee, from, to).await?;
    held.retain(|one| one.request != request.id);
    no_clash(&days, &held, mine.day)?;
    if request.stage == Stage::Pending {
        enough(tx, rules, request, (&days, &held), kind, mine.day).await?;
    }
    Ok(days)
}

/// Leave of other requests on the same days must fit beside it: an hour in the morning and one in the
/// afternoon do, an hour on a day of leave does not.
fn no_clash(days: &[StoredDay], held: &[StoredDay], day: Minutes) -> Result<(), LeaveRefusal> {
    for one in days {
        let others = held.iter().filter(|other| other.day.on == one.day.on);
        let mut parts: Vec<(Part, Minutes)> = others
            .map(|other| (other.day.part, other.day.minutes))
            .collect();
        parts.push((one.day.part, one.day.minutes));
        if !fit(&parts, day) {
            return Err(LeaveRefusal::Clash { on: one.day.on });
        }
    }
    Ok(())
}

/// Whether there is enough beside everything that is on its way: reserved minutes are nobody else's.
async fn enough(
    tx: &mut Tx,
    rules: &Rules,
    request: &Request,
    (days, held): (&[StoredDay], &[StoredDay]),
    kind: &LeaveKind,
    day: Minutes,
) -> Done<()> {
    let same = |one: &&StoredDay| one.kind == request.kind;
    if request.kind != Kind::Annual {
        let year = days.first().map(|one| one.year_on);
        let of_year = |one: &&StoredDay| {
            kind.quota != kinds::Quota::Ledger && (Some(one.year_on) == year || is_stretch(kind))
        };
        let spans = |days: &[StoredDay]| -> Vec<(Date, Minutes)> {
            let days = days.iter().filter(same).filter(of_year);
            days.map(|one| (one.day.on, one.day.minutes)).collect()
        };
        let works = rules.works();
        kinds::may_take(kind, &spans(days), &spans(held), day, &rules.policy, &works)
            .map_err(LeaveRefusal::from)?;
        return Ok(());
    }
    within_hours(rules, request, (days, held), day)?;
    let mut lots = store::lots_in(tx, request.employee, Kind::Annual, request.first).await?;
    let granted = |on: Date| lots.iter().any(|lot: &Lot| lot.usable(on));
    if let Some(one) = days.iter().find(|one| !granted(one.day.on)) {
        return Err(LeaveRefusal::NotGranted { on: one.day.on }.into());
    }
    let waiting = held
        .iter()
        .filter(same)
        .filter(|one| one.stage == Stage::Pending);
    let mut wanted: Vec<(Date, Minutes)> = waiting
        .chain(days)
        .map(|one| (one.day.on, one.day.minutes))
        .collect();
    wanted.sort_unstable_by_key(|(on, _)| *on);
    allocate_all(&mut lots, &wanted, rules.policy.order)
        .map(|_| ())
        .map_err(|TooLittle { on, missing }| LeaveRefusal::TooLittle { on, missing, day }.into())
}

const fn is_stretch(kind: &LeaveKind) -> bool {
    matches!(kind.quota, kinds::Quota::Stretch { .. })
}

/// Some offices limit what may be taken by the hour.
fn within_hours(
    rules: &Rules,
    request: &Request,
    (days, held): (&[StoredDay], &[StoredDay]),
    day: Minutes,
) -> Result<(), LeaveRefusal> {
    let most = rules.policy.hourly_days;
    if request.part != Part::Hours || most == 0 {
        return Ok(());
    }
    let year = days.first().map(|one| one.year_on);
    let hours: Minutes = days
        .iter()
        .chain(held)
        .filter(|one| one.kind == Kind::Annual && Some(one.year_on) == year)
        .filter(|one| one.day.part == Part::Hours)
        .map(|one| one.day.minutes)
        .sum();
    if hours > Minutes(most * day.0) {
        Err(LeaveRefusal::TooManyHours { days: most })
    } else {
        Ok(())
    }
}

/// Changes a plan or a returned request; `false` when somebody was faster.
async fn changed(tx: &mut Tx, request: &Request) -> Done<bool> {
    let before = store::request_in(tx, request.id)
        .await?
        .ok_or(LeaveError::NotFound)?;
    if before.employee != request.employee {
        return Err(LeaveError::NotFound);
    }
    if !before.stage.open() {
        return Err(LeaveRefusal::NotOpen.into());
    }
    // A returned request stays returned until it is handed in again; as a plan it would be lost.
    let request = match (before.stage, request.stage) {
        (Stage::Returned, Stage::Planned) => &Request {
            stage: Stage::Returned,
            ..request.clone()
        },
        _ => request,
    };
    Ok(store::update_request(tx, request).await?)
}

async fn filed(
    tx: &mut Tx,
    desk: &Desk<'_>,
    allowed: &Allowed<EditLeave>,
    request: &Request,
    title: &str,
) -> Done<Submitted> {
    store::set_asked(tx, request.id, None).await?;
    let subject = subject(REQUEST_KIND, request.id.0);
    let filing = Filing {
        kind: REQUEST_KIND,
        subject: &subject,
        title,
        applicant: request.employee,
        unit: None,
        amount: Some(request.minutes.0),
        comment: "",
    };
    Ok(flow::submit(tx, desk, allowed.actor(), &filing).await?)
}

/// Gives a plan up.
///
/// # Errors
/// When it is no plan any more, or not the person's.
pub async fn drop_plan(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<EditLeave>,
    request: RequestId,
) -> Done<()> {
    let found = store::request(db, request)
        .await?
        .ok_or(LeaveError::NotFound)?;
    let (_, units) = staff_with_units(db, found.employee, desk.today).await?;
    allowed.on_person(found.employee.0, &units)?;
    let mut tx = db.begin().await?;
    store::hold(&mut tx, found.employee).await?;
    let found = store::request_in(&mut tx, request)
        .await?
        .ok_or(LeaveError::NotFound)?;
    if found.stage != Stage::Planned {
        return Err(LeaveRefusal::NotOpen.into());
    }
    store::set_stage(&mut tx, request, Stage::Dropped).await?;
    let detail = json!({ "employee": found.employee.0, "from": found.first, "to": found.last });
    let (act, about) = (
        "paid-leave.request.dropped",
        format!("leave-request:{request}"),
    );
    journalled(&mut tx, desk, allowed.actor(), act, &about, &detail).await?;
    tx.commit().await?;
    Ok(())
}

/// 時季変更: the head returns a request and asks for another day, because the work could not go on.
///
/// # Errors
/// When it is not the person's turn to decide, or no reason is given.
pub async fn ask_another_day(
    db: &Db,
    desk: &Desk<'_>,
    kinds: &Kinds,
    allowed: &Allowed<DecideApprovals>,
    (request, step): (RequestId, StepId),
    (on, why): (Option<Date>, &str),
) -> Done<()> {
    let mut tx = db.begin().await?;
    let found = store::request_in(&mut tx, request)
        .await?
        .ok_or(LeaveError::NotFound)?;
    let verdict = Verdict {
        step,
        ruling: Ruling::Return,
        comment: why,
    };
    let outcome = flow::decide(&mut tx, desk, kinds, allowed, &verdict).await?;
    let application = flow::latest_in(&mut tx, &subject(REQUEST_KIND, request.0)).await?;
    if application.is_none_or(|application| application.id != outcome.application) {
        // The step belongs to another application than the address says.
        return Err(LeaveError::NotFound);
    }
    store::set_asked(&mut tx, request, on).await?;
    let detail = json!({ "employee": found.employee.0, "asked": on });
    let (act, about) = (
        "paid-leave.request.another-day",
        format!("leave-request:{request}"),
    );
    journalled(&mut tx, desk, allowed.actor(), act, &about, &detail).await?;
    tx.commit().await?;
    Ok(())
}
