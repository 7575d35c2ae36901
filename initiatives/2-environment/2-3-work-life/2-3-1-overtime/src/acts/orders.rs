//! Orders: applied for, decided by the flow, reported as worked.

use super::keeping::overlaps;
use super::{ActError, Desk, Done};
use crate::records::{Month, Span, clock};
use crate::rules::days::is_late;
use crate::rules::limits::margins;
use crate::rules::spans::{Hours, classify};
use crate::settings::Rules;
use crate::store::orders::{self as kept, Order, OrderState};
use crate::store::records::{self, Record, When};
use crate::store::{keeping, places, touch};
use crate::years;
use ::store::{Db, Tx};
use access::{Allowed, EditOvertime};
use anyhow::Context;
use calendar::{Date, FiscalYear};
use flow::{
    Application, ApprovalKind, ContextLine, ContextPending, Decided, Effect, Filing, Measure,
    State, Submitted,
};
use people::EmployeeId;
use serde_json::json;
use words::Text;

/// Overtime within the limits and until 22:00.
pub const ORDER: ApprovalKind = ApprovalKind {
    kind: "overtime.order",
    label: "overtime-approval-order",
    measure: Some(Measure::Minutes),
    on_decided,
    page,
    context,
};

/// Overtime after 22:00 or over a limit: a kind of its own, so that its route can have a step more.
pub const BEYOND: ApprovalKind = ApprovalKind {
    kind: "overtime.beyond",
    label: "overtime-approval-beyond",
    ..ORDER
};

fn on_decided<'a>(tx: &'a mut Tx, decided: Decided<'a>) -> Effect<'a> {
    Box::pin(async move {
        let id = decided.application.subject_id();
        let id = id.context("an application for overtime without an order")?;
        let state = match decided.state {
            State::InProgress => OrderState::InProgress,
            State::Approved => OrderState::Approved,
            State::Rejected => OrderState::Rejected,
            State::Returned => OrderState::Returned,
            State::Withdrawn => OrderState::Withdrawn,
        };
        kept::set_state(tx, id, state).await
    })
}

fn page(subject: &str) -> Option<String> {
    let (_, id) = subject.rsplit_once(':')?;
    Some(format!("/overtime/orders/{id}"))
}

/// What the deciding person needs: the times, the reason, and what the month and the year have come to.
fn context<'a>(db: &'a Db, application: &'a Application, t: &'a Text) -> ContextPending<'a> {
    Box::pin(async move {
        let Some(id) = application.subject_id() else {
            return Ok(Vec::new());
        };
        let Some(order) = kept::order(db, id).await? else {
            return Ok(Vec::new());
        };
        let line = |key: &str, value: String| ContextLine {
            label: t.say(key).into_owned(),
            value,
        };
        let year = FiscalYear::of(order.day);
        let table = years::of_people(db, &[order.employee.0], year, order.day).await?;
        let month = Month::of(order.day).place();
        let mut lines = vec![
            line("overtime-times", times(order.span)),
            line("overtime-reason", order.reason.clone()),
        ];
        if let Some(person) = table.of(order.employee) {
            let record = &person.record;
            lines.push(line("overtime-in-month", clock(record.counted[month])));
            lines.push(line("overtime-in-year", clock(record.up_to(month))));
        }
        if order.beyond {
            lines.push(line(
                "overtime-beyond",
                t.say("overtime-beyond-hint").into_owned(),
            ));
        }
        Ok(lines)
    })
}

/// 17:15–20:30; after midnight the hours go on.
#[must_use]
pub fn times((from, to): (i64, i64)) -> String {
    format!("{}–{}", clock(from), clock(to))
}

/// An order as somebody applies for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The number of the record, made when the form is shown: the same form sent twice is one order.
    pub id: i64,
    /// Who is to work.
    pub employee: EmployeeId,
    /// When, with the minutes of rest.
    pub span: Span,
    /// What for.
    pub reason: String,
    /// For which special work.
    pub special: Option<i64>,
}

/// Applies for an order.
///
/// # Errors
/// When the month is closed, the time overlaps with what is recorded or ordered, the person is none of the
/// actor's, or nobody could decide.
pub async fn apply(
    desk: Desk<'_>,
    flow_desk: &flow::Desk<'_>,
    allowed: &Allowed<EditOvertime>,
    entry: &Entry,
    rules: &Rules,
) -> Done<Submitted> {
    let actor = allowed.actor();
    let day = entry.span.day();
    let month = Month::of(day);
    let served = places::served_by(
        desk.db,
        &[entry.employee.0],
        day,
        day.tomorrow().unwrap_or(day),
    )
    .await?;
    if served.is_empty() {
        return Err(ActError::Refused("overtime-refusal-no-service"));
    }
    let units: Vec<i64> = served.iter().map(|one| one.unit.0).collect();
    allowed.on_person(entry.employee.0, &units)?;
    let beyond = is_beyond(desk, entry, rules).await?;
    let new = Order {
        id: entry.id,
        employee: entry.employee,
        day,
        span: (entry.span.from(), entry.span.to()),
        rest: entry.span.rested(),
        reason: entry.reason.clone(),
        special: entry.special,
        beyond,
        state: OrderState::InProgress,
        worked: None,
        record: None,
        entered_at: desk.now,
        version: 1,
    };
    let mut tx = desk.db.begin().await?;
    free(&mut tx, desk, &new, month).await?;
    if !kept::insert(&mut tx, &new).await? {
        let before = flow::latest_in(&mut tx, &subject(&new)).await?;
        let before = before.ok_or(ActError::NotFound)?;
        return Ok(Submitted {
            application: before.id,
            round: before.round,
            already: true,
        });
    }
    let title = format!("{} {}", new.day, times(new.span));
    let filing = Filing {
        kind: if beyond { BEYOND.kind } else { ORDER.kind },
        subject: &subject(&new),
        title: &title,
        applicant: entry.employee,
        unit: None,
        amount: Some(entry.span.worked()),
        comment: "",
    };
    let submitted = flow::submit(&mut tx, flow_desk, actor, &filing).await?;
    let subject = format!("employee:{}", entry.employee);
    let detail = json!({ "day": day.to_string(), "times": times(new.span), "beyond": beyond });
    desk.finish(tx, actor, ("overtime.order.entered", &subject), &detail)
        .await?;
    Ok(submitted)
}

fn tomorrow(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

fn subject(order: &Order) -> String {
    let kind = if order.beyond {
        BEYOND.kind
    } else {
        ORDER.kind
    };
    format!("{kind}:{}", order.id)
}

/// Whether the order needs a step more: after 22:00, or over a limit of its month.
async fn is_beyond(desk: Desk<'_>, entry: &Entry, rules: &Rules) -> Done<bool> {
    let span = &entry.span;
    if is_late(span.from(), span.to()) {
        return Ok(true);
    }
    let days = holidays::days_off(desk.db).await?;
    let split = classify(span, &rules.hours, |day| days.kind_of(day));
    let year = FiscalYear::of(span.day());
    let table = years::of_people(desk.db, &[entry.employee.0], year, span.day()).await?;
    let Some(person) = table.of(entry.employee) else {
        return Ok(false);
    };
    let month = Month::of(span.day()).place();
    let over = margins(&person.record, &rules.limits, month)
        .iter()
        .any(|margin| margin.left < split.counted());
    Ok(over)
}

/// Refuses times that are recorded or ordered already, and closed months.
async fn free(tx: &mut Tx, desk: Desk<'_>, new: &Order, month: Month) -> Done<()> {
    if keeping::is_closed(tx, month).await? {
        return Err(ActError::Refused("overtime-refusal-closed"));
    }
    let span = Span::new(new.day, new.span, Vec::new(), 0)
        .map_err(|refusal| ActError::Refused(refusal.key()))?;
    for month in [month.previous(), month, month.next()] {
        for record in records::of_person_in(tx, new.employee, month).await? {
            if overlaps(&record, &span) {
                return Err(ActError::Refused("overtime-refusal-overlap-own"));
            }
        }
    }
    let around = (
        month.previous().last_day(),
        tomorrow(month.next().first_day()),
    );
    for order in kept::orders_of(desk.db, new.employee, around).await? {
        let open = matches!(order.state, OrderState::InProgress | OrderState::Approved);
        let other = Span::new(order.day, order.span, Vec::new(), 0);
        if open && order.id != new.id && other.is_ok_and(|other| other.overlaps(&span)) {
            return Err(ActError::Refused("overtime-refusal-ordered"));
        }
    }
    Ok(())
}

/// Reports what was worked of an order; `None` when nothing was. It becomes a record at once.
///
/// # Errors
/// When the order is not open, the month is closed, or the work went past 22:00 without an order for that.
pub async fn report(
    desk: Desk<'_>,
    allowed: &Allowed<EditOvertime>,
    (id, version): (i64, i64),
    worked: Option<(i64, i64, i64)>,
) -> Done<()> {
    let actor = allowed.actor();
    let order = kept::order(desk.db, id).await?.ok_or(ActError::NotFound)?;
    let (from, to) = (order.day, tomorrow(order.day));
    let served = places::served_by(desk.db, &[order.employee.0], from, to).await?;
    let place = served.last().ok_or(ActError::NotFound)?;
    allowed.on_person(order.employee.0, &[place.unit.0])?;
    if order.day > desk.today {
        return Err(ActError::Refused("overtime-refusal-not-yet"));
    }
    let month = Month::of(order.day);
    let mut tx = desk.db.begin().await?;
    if keeping::is_closed(&mut tx, month).await? {
        return Err(ActError::Refused("overtime-refusal-closed"));
    }
    let record = match worked {
        None => None,
        Some((from, to, rest)) => {
            if is_late(from, to) && !order.beyond {
                return Err(ActError::Refused("overtime-refusal-late-result"));
            }
            let span = Span::new(order.day, (from, to), Vec::new(), rest)
                .map_err(|refusal| ActError::Refused(refusal.key()))?;
            for other in records::of_person_in(&mut tx, order.employee, month).await? {
                if overlaps(&other, &span) {
                    return Err(ActError::Refused("overtime-refusal-overlap-own"));
                }
            }
            let days = holidays::days_off(desk.db).await?;
            let split = classify(&span, &Hours::default(), |day| days.kind_of(day));
            let record = Record {
                id: desk.ids.next(),
                employee: order.employee,
                unit: place.unit,
                month,
                when: Some(When {
                    day: order.day,
                    kind: days.kind_of(order.day),
                    span: Some((from, to)),
                }),
                rest,
                counted: 0,
                holiday: 0,
                weekly: 0,
                night: 0,
                reason: order.reason.clone(),
                special: order.special,
                order: Some(order.id),
                import: None,
                entered_at: desk.now,
                entered_by: actor.name.clone(),
            };
            Some(record.with(split))
        }
    };
    let number = record.as_ref().map(|record| record.id);
    if !kept::report(&mut tx, (id, version), worked, number, desk.now).await? {
        return Err(ActError::Stale);
    }
    if let Some(record) = &record {
        records::insert(&mut tx, std::slice::from_ref(record)).await?;
        records::count(&mut tx, record, 1).await?;
    }
    touch(&mut tx).await?;
    let subject = format!("employee:{}", order.employee);
    let detail =
        json!({ "day": order.day.to_string(), "minutes": record.map(|record| record.counted) });
    let act = ("overtime.order.reported", subject.as_str());
    Ok(desk.finish(tx, actor, act, &detail).await?)
}
