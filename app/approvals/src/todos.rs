//! What applications put on people's desks: what waits for their decision, what was returned to them, what
//! was decided in their place.

use access::{Actor, Allowed, DecideApprovals};
use anyhow::Result;
use calendar::Date;
use flow::{Pending, Seats, Todo};
use store::Db;
use words::Text;

/// The to-dos of a person.
pub(crate) fn todos<'a>(db: &'a Db, actor: &'a Actor, today: Date, t: &'a Text) -> Pending<'a> {
    Box::pin(list(db, actor, today, t))
}

async fn list(db: &Db, actor: &Actor, today: Date, t: &Text) -> Result<Vec<Todo>> {
    if Allowed::<DecideApprovals>::ask(actor.clone()).is_err() {
        return Ok(Vec::new());
    }
    let seats = Seats::of(db, actor, today).await?;
    let waiting = flow::waiting_counts(db, &seats, today).await?;
    let mut todos: Vec<Todo> = waiting.iter().map(|count| to_decide(count, t)).collect();
    for line in flow::returned_to(db, &seats).await? {
        todos.push(Todo {
            kind: "approvals-todo-kind-returned",
            title: line.title,
            detail: t.say("approvals-todo-returned").into_owned(),
            due: None,
            href: format!("/approvals/{}", line.id),
            action: "approvals-todo-open",
        });
    }
    let unseen = flow::in_my_place(db, &seats).await?.len();
    if unseen > 0 {
        todos.push(Todo {
            kind: "approvals-todo-kind-seen",
            title: t.say("approvals-todo-in-place").into_owned(),
            detail: t.say1("approvals-count", "n", unseen),
            due: None,
            href: "/approvals/done".to_owned(),
            action: "approvals-todo-open",
        });
    }
    Ok(todos)
}

/// 「伺い 5件（期限を過ぎたもの 2件）」
fn to_decide(waiting: &flow::WaitingCount, t: &Text) -> Todo {
    let count = t.say1("approvals-count", "n", waiting.count);
    Todo {
        kind: "approvals-todo-kind-decide",
        title: t.say(&flow::kind_label(&waiting.kind)).into_owned(),
        detail: if waiting.overdue == 0 {
            count
        } else {
            t.say2(
                "approvals-todo-overdue",
                "count",
                count,
                "overdue",
                waiting.overdue,
            )
        },
        due: Some(waiting.due_on),
        href: format!("/approvals?kind={}", waiting.kind),
        action: "approvals-todo-decide",
    }
}
