//! What overtime puts on desks: results to report, limits that people near, explanations to write, months to close,
//! causes to verify.

use crate::records::Month;
use crate::rules::standing::standing;
use crate::settings::Rules;
use crate::store::keeping::{self, SpecialWork};
use crate::store::orders;
use crate::years::{self, PersonYear};
use ::settings::Settings;
use ::store::Db;
use access::{Actor, Allowed, EditOvertime, KeepOvertime, Relation, ViewOvertime};
use anyhow::Result;
use calendar::{Date, FiscalYear};
use flow::{Pending, Todo};
use words::Text;

/// The to-dos of a person.
pub(crate) fn todos<'a>(db: &'a Db, actor: &'a Actor, today: Date, t: &'a Text) -> Pending<'a> {
    Box::pin(list(db, actor, today, t))
}

async fn list(db: &Db, actor: &Actor, today: Date, t: &Text) -> Result<Vec<Todo>> {
    let mut todos = Vec::new();
    if let Some(employee) = actor.employee
        && Allowed::<EditOvertime>::ask(actor.clone()).is_ok()
    {
        todos.extend(own(db, employee, today, t).await?);
    }
    if Allowed::<ViewOvertime>::ask(actor.clone()).is_ok() && !actor.headed.is_empty() {
        todos.extend(of_head(db, actor, today, t).await?);
    }
    if let Ok(keeper) = Allowed::<KeepOvertime>::ask(actor.clone())
        && keeper.on(Relation::Other).is_ok()
    {
        todos.extend(of_personnel(db, today, t).await?);
    }
    Ok(todos)
}

/// Results to report, and a warning before one's own limit breaks.
async fn own(db: &Db, employee: i64, today: Date, t: &Text) -> Result<Vec<Todo>> {
    let mut todos: Vec<Todo> = orders::to_report(db, employee, today)
        .await?
        .iter()
        .map(|order| Todo {
            kind: "overtime-todo-kind-report",
            title: t.say1("overtime-todo-report", "day", order.day.to_string()),
            detail: order.reason.clone(),
            due: Some(order.day),
            href: format!("/overtime/orders/{}", order.id),
            action: "overtime-todo-open",
        })
        .collect();
    let rules = Rules::of(&Settings::load(db, today).await?);
    let year = FiscalYear::of(today);
    let table = years::of_people(db, &[employee], year, today).await?;
    if let Some(person) = table.people.first()
        && nears(person, &rules, today)
    {
        todos.push(Todo {
            kind: "overtime-todo-kind-near",
            title: t.say("overtime-todo-near-own").into_owned(),
            detail: t.say("overtime-todo-near-own-detail").into_owned(),
            due: None,
            href: "/overtime".to_owned(),
            action: "overtime-todo-open",
        });
    }
    Ok(todos)
}

/// Whether a limit of the month is near: the second warning, or less than ten hours left.
fn nears(person: &PersonYear, rules: &Rules, today: Date) -> bool {
    let standing = standing(&person.record, &rules.limits, &rules.warnings, today);
    let warned = standing.warnings.iter().any(|warning| warning.step >= 2);
    warned && standing.left().is_some()
}

/// Members who near a limit, and limits that were broken and not explained.
async fn of_head(db: &Db, actor: &Actor, today: Date, t: &Text) -> Result<Vec<Todo>> {
    let rules = Rules::of(&Settings::load(db, today).await?);
    let year = FiscalYear::of(today);
    let table = years::of_everybody(db, year, today).await?;
    let members: Vec<&PersonYear> = table
        .people
        .iter()
        .filter(|person| Some(person.employee.0) != actor.employee)
        .filter(|person| {
            person
                .unit
                .is_some_and(|unit| actor.headed.contains(&unit.0))
        })
        .collect();
    let near = members
        .iter()
        .filter(|person| nears(person, &rules, today))
        .count();
    let april = Month::of(year.first_day());
    let ids: Vec<i64> = members.iter().map(|person| person.employee.0).collect();
    let explained = keeping::explained(db, &ids, (april, april.plus(11))).await?;
    let mut open = 0;
    for person in &members {
        let standing = standing(&person.record, &rules.limits, &rules.warnings, today);
        let mut months: Vec<usize> = standing
            .breaches
            .iter()
            .filter(|breach| !breach.special)
            .map(|breach| breach.month)
            .collect();
        months.dedup();
        for place in months {
            let month = april.plus(i32::try_from(place)?);
            open += usize::from(!explained.contains(&(person.employee, month)));
        }
    }
    let mut todos = Vec::new();
    if near > 0 {
        todos.push(Todo {
            kind: "overtime-todo-kind-near",
            title: t.say1("overtime-todo-near", "n", near),
            detail: t.say("overtime-todo-near-detail").into_owned(),
            due: None,
            href: "/overtime/section".to_owned(),
            action: "overtime-todo-open",
        });
    }
    if open > 0 {
        todos.push(Todo {
            kind: "overtime-todo-kind-explain",
            title: t.say1("overtime-todo-explain", "n", open),
            detail: t.say("overtime-todo-explain-detail").into_owned(),
            due: None,
            href: "/overtime/limits".to_owned(),
            action: "overtime-todo-open",
        });
    }
    Ok(todos)
}

/// The month that is over and not closed, and special works whose causes are to be verified.
async fn of_personnel(db: &Db, today: Date, t: &Text) -> Result<Vec<Todo>> {
    let mut todos = Vec::new();
    let last = Month::of(today).previous();
    let closings = keeping::closings(db, last, last).await?;
    if !closings.iter().any(|closing| closing.closed) {
        // 翌月5日頃.
        let due = Month::of(today)
            .first_day()
            .checked_add(jiff::Span::new().days(4))
            .ok();
        todos.push(Todo {
            kind: "overtime-todo-kind-close",
            title: t.say1("overtime-todo-close", "month", last.parts().1),
            detail: t.say("overtime-todo-close-detail").into_owned(),
            due,
            href: "/overtime/months".to_owned(),
            action: "overtime-todo-open",
        });
    }
    for work in keeping::special_works(db).await? {
        let year = FiscalYear::of(work.period.from());
        if work.verified.is_none() && year < FiscalYear::of(today) {
            todos.push(Todo {
                kind: "overtime-todo-kind-verify",
                title: t.say1("overtime-todo-verify", "name", work.name),
                detail: t.say("overtime-todo-verify-detail").into_owned(),
                due: Some(SpecialWork::verify_until(year)),
                href: "/overtime/special".to_owned(),
                action: "overtime-todo-open",
            });
        }
    }
    Ok(todos)
}
