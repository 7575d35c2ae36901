//! Forms of whoever keeps the ledger.

use super::frame::{desk, number};
use crate::acts::{self, Adjustment};
use crate::records::{EntryId, LotId, Pattern};
use access::KeepLeave;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::Minutes;
use people::EmployeeId;
use screen::form::Entries;
use screen::{May, Notice, PageError, see_other};

/// A whole number of a form, with a sign; nothing written is nothing.
fn whole(entries: &Entries, name: &str) -> Result<i64, PageError> {
    let text = entries.text(name).unwrap_or_default().replace('−', "-");
    if text.is_empty() {
        return Ok(0);
    }
    let number: i64 = text
        .parse()
        .map_err(|_| PageError::Refused("paid-leave-refusal-number"))?;
    if number.abs() <= 100_000 {
        Ok(number)
    } else {
        Err(PageError::Refused("paid-leave-refusal-number"))
    }
}

pub(crate) async fn adjust(
    may: May<KeepLeave>,
    Path(employee): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let employee = EmployeeId(number(&employee)?);
    let entries = Entries::parse(&body);
    let lot = number(&entries.text("lot").unwrap_or_default())?;
    let rules = super::frame::rules(&may).await?;
    let staff = crate::store::staff(may.db(), employee, may.today())
        .await?
        .ok_or(PageError::NotFound)?;
    let day = crate::rules::entitlement::pattern(&staff.served, &rules.policy).day;
    let minutes = whole(&entries, "days")? * day.0 + whole(&entries, "minutes")?;
    let adjustment = Adjustment {
        employee,
        lot: LotId(lot),
        minutes: Minutes(minutes),
        reason: entries.text("reason").unwrap_or_default(),
    };
    acts::adjust(may.db(), &desk(&may), &may.allowed, &adjustment).await?;
    let to = format!("/leave/people/{employee}");
    Ok(see_other(&to, Some(Notice::new("paid-leave-adjusted"))))
}

pub(crate) async fn reverse(
    may: May<KeepLeave>,
    Path(entry): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entry = EntryId(number(&entry)?);
    let reason = Entries::parse(&body).text("reason").unwrap_or_default();
    let employee = acts::reverse(may.db(), &desk(&may), &may.allowed, entry, &reason).await?;
    let to = format!("/leave/people/{employee}");
    Ok(see_other(&to, Some(Notice::new("paid-leave-reversed"))))
}

pub(crate) async fn pattern(
    may: May<KeepLeave>,
    Path(employee): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let employee = EmployeeId(number(&employee)?);
    let entries = Entries::parse(&body);
    let days = whole(&entries, "pattern_days")?;
    let day = whole(&entries, "pattern_minutes")?;
    let from = entries
        .text("pattern_from")
        .and_then(|text| calendar::parse_date(&text).ok())
        .ok_or(PageError::Refused("paid-leave-refusal-day"))?;
    if !(1..=5).contains(&days) || !(30..=720).contains(&day) {
        return Err(PageError::Refused("paid-leave-refusal-pattern"));
    }
    let pattern = Pattern {
        days,
        day: Minutes(day),
    };
    acts::note_pattern(
        may.db(),
        &desk(&may),
        &may.allowed,
        employee,
        (pattern, from),
    )
    .await?;
    let to = format!("/leave/people/{employee}");
    Ok(see_other(
        &to,
        Some(Notice::new("paid-leave-pattern-noted")),
    ))
}
