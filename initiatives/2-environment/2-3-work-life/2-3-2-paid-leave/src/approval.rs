//! Requests on the way: what they are called, what who decides needs to know, and what a decision means.

use crate::acts::{self, Rules};
use crate::records::{CancellationId, Kind, Part, RequestId, Stage};
use crate::rules::entitlement::pattern;
use crate::rules::ledger::Balance;
use crate::shown;
use crate::store::{self as records, Away, Request};
use access::{Actor, Allowed, ViewLeaveSchedule};
use anyhow::Result;
use calendar::{Date, Minutes};
use flow::{Application, ApprovalKind, ContextLine, ContextPending, Decided, Effect, Measure};
use people::{EmployeeId, UnitId, UnitKind};
use store::{Db, Tx};
use words::Text;

/// The word of requests for leave.
pub(crate) const REQUEST_KIND: &str = "paid-leave.request";
/// The word of requests to cancel.
pub(crate) const CANCELLATION_KIND: &str = "paid-leave.cancellation";

/// Both kinds as the program knows them.
pub(crate) const APPROVALS: &[ApprovalKind] = &[
    ApprovalKind {
        kind: REQUEST_KIND,
        label: "paid-leave-approval-request",
        measure: Some(Measure::Minutes),
        on_decided: request_decided,
        page: request_page,
        context: request_context,
    },
    ApprovalKind {
        kind: CANCELLATION_KIND,
        label: "paid-leave-approval-cancellation",
        measure: None,
        on_decided: cancellation_decided,
        page: cancellation_page,
        context: cancellation_context,
    },
];

/// The record as an application names it.
pub(crate) fn subject(kind: &str, id: i64) -> String {
    format!("{kind}:{id}")
}

fn id_of(subject: &str) -> Option<i64> {
    subject.rsplit_once(':')?.1.parse().ok()
}

fn request_decided<'a>(tx: &'a mut Tx, decided: Decided<'a>) -> Effect<'a> {
    Box::pin(acts::request_decided(tx, decided))
}

fn cancellation_decided<'a>(tx: &'a mut Tx, decided: Decided<'a>) -> Effect<'a> {
    Box::pin(acts::cancellation_decided(tx, decided))
}

fn request_page(subject: &str) -> Option<String> {
    Some(format!("/leave/requests/{}", id_of(subject)?))
}

fn cancellation_page(subject: &str) -> Option<String> {
    Some(format!("/leave/cancellations/{}", id_of(subject)?))
}

fn request_context<'a>(
    db: &'a Db,
    application: &'a Application,
    t: &'a Text,
) -> ContextPending<'a> {
    Box::pin(async move {
        let Some(id) = application.subject_id() else {
            return Ok(Vec::new());
        };
        match records::request(db, RequestId(id)).await? {
            Some(request) => context(db, &request, t).await,
            None => Ok(Vec::new()),
        }
    })
}

fn cancellation_context<'a>(
    db: &'a Db,
    application: &'a Application,
    t: &'a Text,
) -> ContextPending<'a> {
    Box::pin(async move {
        let Some(id) = application.subject_id() else {
            return Ok(Vec::new());
        };
        let Some(found) = records::cancellation(db, CancellationId(id)).await? else {
            return Ok(Vec::new());
        };
        let days = records::days(db, found.request).await?;
        let chosen: Vec<String> = days
            .iter()
            .filter(|day| found.days.contains(&day.id))
            .map(|day| shown::day_part(day.day.on, day.day.part, t))
            .collect();
        Ok(vec![
            line(t, "paid-leave-field-days", chosen.join("\n")),
            line(t, "paid-leave-field-reason", found.reason),
        ])
    })
}

fn line(t: &Text, label: &str, value: String) -> ContextLine {
    ContextLine {
        label: t.say(label).into_owned(),
        value,
    }
}

/// What who decides needs to know: the days, what is left, who else is away, whether enough stay.
async fn context(db: &Db, request: &Request, t: &Text) -> Result<Vec<ContextLine>> {
    let rules = Rules::read(db, request.first).await?;
    let Some(staff) = records::staff(db, request.employee, request.first).await? else {
        return Ok(Vec::new());
    };
    let day = pattern(&staff.served, &rules.policy).day;
    let mut lines = vec![
        line(
            t,
            "paid-leave-field-kind",
            t.say(request.kind.key()).into_owned(),
        ),
        line(t, "paid-leave-field-days", shown::span(request, t)),
        line(
            t,
            "paid-leave-field-length",
            shown::length(request.minutes, day, t),
        ),
    ];
    if !request.reason.is_empty() {
        lines.push(line(t, "paid-leave-field-reason", request.reason.clone()));
    }
    if request.kind == Kind::Annual {
        let year = rules.year(staff.served.employment, request.first);
        let balances =
            records::balances(db, &[request.employee], year.first, request.first).await?;
        let balance = balances.get(&request.employee).copied().unwrap_or_default();
        lines.push(line(
            t,
            "paid-leave-context-balance",
            balance_line(&balance, day, t),
        ));
    }
    let around = around(db, &rules, request.employee, request.first, request.last, t).await?;
    lines.push(line(t, "paid-leave-context-away", around.names(t)));
    if let Some(warning) = around.warning(t) {
        lines.push(line(t, "paid-leave-context-attendance", warning));
    }
    Ok(lines)
}

fn balance_line(balance: &Balance, day: Minutes, t: &Text) -> String {
    t.fill(
        "paid-leave-context-balance-line",
        &[
            ("brought", shown::length(balance.brought(), day, t).into()),
            (
                "used",
                shown::length(balance.used + balance.ahead, day, t).into(),
            ),
            ("pending", shown::length(balance.pending, day, t).into()),
            ("left", shown::length(balance.left(), day, t).into()),
        ],
    )
}

/// Who else of the section is away on the days of a wish.
#[derive(Debug, Clone, Default)]
pub(crate) struct Around {
    /// By day: the names of those who are away, with what they take.
    days: Vec<AwayDay>,
    /// How many the section has, the person included.
    people: usize,
    /// The share that should be at work, in hundredths.
    attendance: i64,
}

#[derive(Debug, Clone)]
struct AwayDay {
    on: Date,
    names: Vec<String>,
    /// How many are away for most of the day.
    away: usize,
}

/// More days than anybody reads on one page.
const SHOWN: usize = 14;

/// Who else of somebody's section is away between two days, plans included.
pub(crate) async fn around(
    db: &Db,
    rules: &Rules,
    employee: EmployeeId,
    first: Date,
    last: Date,
    t: &Text,
) -> Result<Around> {
    let Some(unit) = records::unit_of(db, employee, first).await? else {
        return Ok(Around::default());
    };
    let units = section(db, unit, first).await?;
    // The program itself asks: who may see the answer was decided by whoever shows it.
    let everybody = Allowed::<ViewLeaveSchedule>::ask(Actor::operator("leave"))?.people();
    let colleagues = records::colleagues(db, &units, first, &everybody).await?;
    let others: Vec<EmployeeId> = colleagues
        .iter()
        .map(|one| one.employee)
        .filter(|one| *one != employee)
        .collect();
    let end = last.tomorrow().unwrap_or(last);
    let away = records::away(db, &others, first, end).await?;
    let name = |one: &Away| {
        let name = colleagues.iter().find(|who| who.employee == one.employee);
        let name = name.map_or_else(String::new, |who| who.name.family().to_owned());
        let mut words = vec![name];
        if one.part != Part::Day {
            words.push(t.say(one.part.key()).into_owned());
        }
        if one.stage != Stage::Approved {
            words.push(t.say(one.stage.key()).into_owned());
        }
        words.join(" ")
    };
    let days = std::iter::successors(Some(first), |day| day.tomorrow().ok())
        .take_while(|day| *day <= last)
        .filter(|day| rules.off.is_workday(*day))
        .take(SHOWN)
        .map(|on| {
            let of_day: Vec<&Away> = away.iter().filter(|one| one.on == on).collect();
            AwayDay {
                on,
                names: of_day.iter().map(|one| name(one)).collect(),
                away: of_day.iter().filter(|one| one.part == Part::Day).count(),
            }
        })
        .collect();
    Ok(Around {
        days,
        people: colleagues.len(),
        attendance: rules.policy.attendance,
    })
}

impl Around {
    /// Who is away on each day.
    pub(crate) fn names(&self, t: &Text) -> String {
        let lines: Vec<String> = self
            .days
            .iter()
            .filter(|day| !day.names.is_empty())
            .map(|day| {
                let names = day.names.join("、");
                let on = shown::short(day.on, t);
                t.say2("paid-leave-context-day", "day", on, "names", names)
            })
            .collect();
        if lines.is_empty() {
            t.say("paid-leave-context-nobody").into_owned()
        } else {
            lines.join("\n")
        }
    }

    /// The days on which fewer stay than the city wants, the person being away as well.
    pub(crate) fn warning(&self, t: &Text) -> Option<String> {
        let few = self.days.iter().filter_map(|day| {
            let there = self.people.saturating_sub(day.away + 1);
            let short = i64::try_from(there * 100).unwrap_or(i64::MAX)
                < self.attendance * i64::try_from(self.people).unwrap_or(i64::MAX);
            (self.people > 1 && short).then(|| {
                t.fill(
                    "paid-leave-context-few",
                    &[
                        ("day", shown::short(day.on, t).into()),
                        ("there", there.into()),
                        ("people", self.people.into()),
                    ],
                )
            })
        });
        let few: Vec<String> = few.collect();
        (!few.is_empty()).then(|| few.join("\n"))
    }
}

/// The section of a unit with everything below it: the plan table of a team is that of its section.
pub(crate) async fn section(db: &Db, unit: UnitId, on: Date) -> Result<Vec<UnitId>> {
    let tree = people::units_on(db, on).await?;
    let top = tree
        .upward(unit)
        .find(|one| one.kind == UnitKind::Section)
        .map_or(unit, |one| one.unit);
    Ok(tree.subtree(top).map(|one| one.unit).collect())
}
