//! What the bulletin puts on people's desks: must-reads to be confirmed; for authors, those that not everybody
//! has confirmed by their day. Drafts that were returned are told by the flow of approvals.

use crate::store;
use ::store::Db;
use access::{Actor, Allowed, ViewBulletin};
use anyhow::Result;
use calendar::Date;
use flow::{Pending, Todo};
use jiff::Span;
use people::EmployeeId;
use words::Text;

/// For how many days after its last day an author is told of a must-read.
const TOLD_DAYS: i64 = 14;

/// The to-dos of a person.
pub(crate) fn todos<'a>(db: &'a Db, actor: &'a Actor, today: Date, t: &'a Text) -> Pending<'a> {
    Box::pin(list(db, actor, today, t))
}

async fn list(db: &Db, actor: &Actor, today: Date, t: &Text) -> Result<Vec<Todo>> {
    let employee = actor.employee.map(EmployeeId);
    let reads = Allowed::<ViewBulletin>::ask(actor.clone()).is_ok();
    let Some(employee) = employee.filter(|_| reads) else {
        return Ok(Vec::new());
    };
    let mut todos = Vec::new();
    for line in store::must_reads(db, employee, today).await? {
        todos.push(Todo {
            kind: "bulletin-todo-kind-confirm",
            title: line.title,
            detail: t.say("bulletin-todo-confirm").into_owned(),
            due: line.confirm_by.map(|by| by.max(line.posted_on)),
            href: format!("/bulletin/{}", line.id),
            action: "bulletin-todo-read",
        });
    }
    let from = today.checked_sub(Span::new().days(TOLD_DAYS))?;
    for line in store::late(db, employee, (from, today)).await? {
        todos.push(Todo {
            kind: "bulletin-todo-kind-late",
            title: line.title,
            detail: t.say1("bulletin-todo-late", "n", line.left),
            due: None,
            href: format!("/bulletin/{}/readers", line.id),
            action: "bulletin-todo-see",
        });
    }
    Ok(todos)
}
