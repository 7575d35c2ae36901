//! What leave puts on people's desks: plans whose day is near, grants and year ends that are due.

use crate::acts::{self, Rules};
use crate::records::{Kind, Stage};
use crate::shown;
use crate::store as records;
use access::{Actor, Allowed, EditLeave, KeepLeave};
use anyhow::Result;
use calendar::Date;
use flow::{Pending, Todo};
use people::EmployeeId;
use store::Db;
use words::Text;

/// Plans are to be asked for two weeks ahead.
const AHEAD: i64 = 14;

/// For so many days after its end somebody is reminded of a year that is to be ended.
const FRESH: i64 = 60;

/// The to-dos of a person.
pub(crate) fn todos<'a>(db: &'a Db, actor: &'a Actor, today: Date, t: &'a Text) -> Pending<'a> {
    Box::pin(list(db, actor, today, t))
}

async fn list(db: &Db, actor: &Actor, today: Date, t: &Text) -> Result<Vec<Todo>> {
    let mut todos = Vec::new();
    let asks = Allowed::<EditLeave>::ask(actor.clone()).is_ok();
    if let Some(employee) = actor.employee.filter(|_| asks) {
        todos.extend(planned(db, EmployeeId(employee), today, t).await?);
    }
    if let Ok(allowed) = Allowed::<KeepLeave>::ask(actor.clone()) {
        todos.extend(runs(db, &allowed, today, t).await?);
    }
    Ok(todos)
}

/// Plans whose day is near and that nobody has asked for.
async fn planned(db: &Db, employee: EmployeeId, today: Date, t: &Text) -> Result<Vec<Todo>> {
    let until = today.checked_add(jiff::Span::new().days(AHEAD))?;
    let near = records::requests_of(db, employee, today, until).await?;
    Ok(near
        .iter()
        .filter(|one| one.stage == Stage::Planned && one.kind == Kind::Annual)
        .map(|one| Todo {
            kind: "paid-leave-todo-kind-plan",
            title: t.say("paid-leave-todo-plan").into_owned(),
            detail: shown::span(one, t),
            due: Some(one.first),
            href: format!("/leave/requests/{}", one.id),
            action: "paid-leave-todo-ask",
        })
        .collect())
}

/// Years that have ended, people without a grant.
async fn runs(db: &Db, allowed: &Allowed<KeepLeave>, today: Date, t: &Text) -> Result<Vec<Todo>> {
    let rules = Rules::read(db, today).await?;
    let mut todos = Vec::new();
    // Only while it is fresh: looking through everybody's year is not for every visit of the home page.
    let since = today.checked_sub(jiff::Span::new().days(FRESH))?;
    let open: i64 = if acts::ended_since(&rules, today, since) {
        let ended = acts::close_preview(db, allowed, today).await?;
        ended.iter().map(|one| one.people).sum()
    } else {
        0
    };
    if open > 0 {
        todos.push(Todo {
            kind: "paid-leave-todo-kind-run",
            title: t.say("paid-leave-close").into_owned(),
            detail: t.say1("paid-leave-todo-people", "n", open),
            due: None,
            href: "/leave/runs".to_owned(),
            action: "paid-leave-todo-open",
        });
    }
    if acts::anybody_without_grant(db, &rules, today).await? {
        todos.push(Todo {
            kind: "paid-leave-todo-kind-run",
            title: t.say("paid-leave-grant").into_owned(),
            detail: t.say("paid-leave-todo-grant").into_owned(),
            due: None,
            href: "/leave/runs".to_owned(),
            action: "paid-leave-todo-open",
        });
    }
    Ok(todos)
}
