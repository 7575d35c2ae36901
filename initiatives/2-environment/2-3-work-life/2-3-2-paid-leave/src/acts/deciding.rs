//! What a decision means: leave is taken from the lots, or what was reserved is free again.

use super::journalled;
use crate::records::{Act, CancellationId, Entry, EntryId, Kind, LeaveDayId, RequestId, Stage};
use crate::rules::Order;
use crate::rules::ledger::allocate_all;
use crate::store::{self, LedgerLine, NewEntry, StoredDay};
use ::store::Tx;
use anyhow::{Context, Result, ensure};
use calendar::{Date, Minutes};
use flow::{Decided, State};
use people::EmployeeId;
use serde_json::json;

/// A request was decided.
pub(crate) async fn request_decided(tx: &mut Tx, decided: Decided<'_>) -> Result<()> {
    let id = decided
        .application
        .subject_id()
        .context("a request without a record")?;
    let id = RequestId(id);
    let found = store::request_in(tx, id)
        .await?
        .context("an application for leave that is not there")?;
    store::hold(tx, found.employee).await?;
    let stage = match decided.state {
        State::Approved => Stage::Approved,
        State::Rejected => Stage::Rejected,
        State::Returned => Stage::Returned,
        State::Withdrawn => Stage::Withdrawn,
        State::InProgress => return Ok(()),
    };
    if stage == Stage::Approved && found.kind == Kind::Annual {
        let order = Order::of_word(&found.order).unwrap_or(Order::CarriedFirst);
        take(tx, &decided, found.employee, id, order).await?;
    }
    store::set_stage(tx, id, stage).await?;
    let detail = json!({
        "employee": found.employee.0, "from": found.first, "to": found.last, "stage": stage.word(),
    });
    let (act, about) = ("paid-leave.request.decided", format!("leave-request:{id}"));
    journalled(tx, &decided.desk, decided.by, act, &about, &detail).await
}

/// Takes the days of an approved request from the lots, each day from those of its own year.
async fn take(
    tx: &mut Tx,
    decided: &Decided<'_>,
    employee: EmployeeId,
    request: RequestId,
    order: Order,
) -> Result<()> {
    let days = store::days_in(tx, request).await?;
    let first = days.first().context("a request without days")?.day.on;
    let mut lots = store::lots_in(tx, employee, Kind::Annual, first).await?;
    let wanted: Vec<(Date, Minutes)> = days
        .iter()
        .map(|day| (day.day.on, day.day.minutes))
        .collect();
    let taken = allocate_all(&mut lots, &wanted, order)
        .context("reserved minutes that the lots do not hold")?;
    let entries = taken.into_iter().map(|(place, lot, minutes)| {
        let day = &days[place];
        NewEntry {
            entry: Entry {
                id: EntryId(decided.desk.ids.next()),
                lot,
                year_on: day.year_on,
                act: Act::Take,
                on: day.day.on,
                minutes: -minutes,
                request: Some(request),
                reverses: None,
            },
            employee,
            kind: Kind::Annual,
            reason: String::new(),
        }
    });
    let entries: Vec<NewEntry> = entries.collect();
    store::insert_entries(tx, &entries, &decided.by.name, decided.desk.now).await
}

/// A request to cancel was decided.
pub(crate) async fn cancellation_decided(tx: &mut Tx, decided: Decided<'_>) -> Result<()> {
    let id = decided
        .application
        .subject_id()
        .context("a cancellation without a record")?;
    let id = CancellationId(id);
    let found = store::cancellation_in(tx, id)
        .await?
        .context("a cancellation that is not there")?;
    store::hold(tx, found.employee).await?;
    if decided.state == State::InProgress {
        return Ok(());
    }
    store::set_cancellation_state(tx, id, decided.state.word()).await?;
    if decided.state == State::Approved {
        let by = (decided.by.name.as_str(), decided.desk.now);
        let made = || EntryId(decided.desk.ids.next());
        give_back(tx, found.request, &found.days, by, &made, &found.reason).await?;
    }
    let detail = json!({
        "employee": found.employee.0, "request": found.request.0, "state": decided.state.word(),
    });
    let (act, about) = (
        "paid-leave.cancellation.decided",
        format!("leave-request:{}", found.request),
    );
    journalled(tx, &decided.desk, decided.by, act, &about, &detail).await
}

/// Gives the minutes of approved days back to the lots from which they were taken, line by line. A request of
/// which no approved day is left is cancelled.
pub(crate) async fn give_back(
    tx: &mut Tx,
    request: RequestId,
    days: &[LeaveDayId],
    (by, at): (&str, jiff::Timestamp),
    made: &(dyn Fn() -> EntryId + Sync),
    reason: &str,
) -> Result<()> {
    let all = store::days_in(tx, request).await?;
    let chosen: Vec<&StoredDay> = all.iter().filter(|day| days.contains(&day.id)).collect();
    let cancelled = store::cancel_days(tx, request, days).await?;
    ensure!(
        usize::try_from(cancelled)? == chosen.len(),
        "days that are not approved any more"
    );
    let found = store::request_in(tx, request)
        .await?
        .context("a request that is not there")?;
    let lines = store::entries_of_request(tx, request).await?;
    let of_day = |line: &&LedgerLine| {
        line.entry.act == Act::Take
            && !line.reversed
            && chosen.iter().any(|day| day.day.on == line.entry.on)
    };
    let entries: Vec<NewEntry> = lines
        .iter()
        .filter(of_day)
        .map(|line| NewEntry {
            entry: Entry {
                id: made(),
                act: Act::Cancel,
                minutes: -line.entry.minutes,
                reverses: Some(line.entry.id),
                ..line.entry.clone()
            },
            employee: found.employee,
            kind: found.kind,
            reason: reason.to_owned(),
        })
        .collect();
    store::insert_entries(tx, &entries, by, at).await?;
    let left = all
        .iter()
        .any(|day| day.stage == Stage::Approved && !days.contains(&day.id));
    if !left {
        store::set_stage(tx, request, Stage::Cancelled).await?;
    }
    Ok(())
}
