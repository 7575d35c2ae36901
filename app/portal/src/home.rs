//! やること: what somebody has to do, by due day.

use access::{SignIn, ViewHome};
use askama::Template;
use axum::response::Response;
use calendar::Date;
use flow::Todo;
use screen::{May, Page, PageError, date_text, see_other};
use words::Text;

/// To-dos that are due on the same side of a line.
struct Group {
    id: &'static str,
    title: String,
    lines: Vec<Line>,
}

/// One to-do as the page shows it.
struct Line {
    kind: String,
    title: String,
    detail: String,
    due: String,
    pressing: bool,
    href: String,
    action: String,
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    groups: Vec<Group>,
    plans: Vec<plan::PlanLine>,
}

/// The root leads to the reader's own first page.
pub(crate) async fn front(may: May<SignIn>) -> Result<Response, PageError> {
    let to = if may.signed_in.is_some() {
        "/home"
    } else {
        "/public"
    };
    Ok(see_other(to, None))
}

pub(crate) async fn home(may: May<ViewHome>) -> Result<Response, PageError> {
    let mut todos = Vec::new();
    for source in may.site.todos.iter() {
        todos.extend(source(may.db(), &may.actor, may.today(), &may.text).await?);
    }
    flow::sort(&mut todos);
    let title = may.say("portal-home");
    let day = date_text::month_day(may.today(), may.language());
    let main = HomePage {
        t: &may.text,
        title: title.clone(),
        lead: may.text.say2(
            "portal-home-lead",
            "day",
            day,
            "name",
            may.actor.name.as_str(),
        ),
        groups: groups(&todos, may.today(), &may.text),
        plans: plan::lines(may.db(), &may.text).await?,
    };
    may.page(Page::new(title, "/home"), &main)
}

/// How far ahead "soon" reaches.
const SOON: i32 = 14;

/// The groups in the order of the page, by the key of their heading.
const GROUPS: [&str; 3] = ["portal-home-today", "portal-home-soon", "portal-home-later"];

/// Until today, within two weeks, later or without a day.
fn group_of(due: Option<Date>, today: Date, soon: Date) -> &'static str {
    match due {
        Some(due) if due <= today => GROUPS[0],
        Some(due) if due <= soon => GROUPS[1],
        _ => GROUPS[2],
    }
}

/// The to-dos in their groups; empty groups are left out.
fn groups(todos: &[Todo], today: Date, t: &Text) -> Vec<Group> {
    let soon = today
        .checked_add(jiff::Span::new().days(SOON))
        .unwrap_or(today);
    let group = |key: &'static str| Group {
        id: key,
        title: t.say(key).into_owned(),
        lines: todos
            .iter()
            .filter(|todo| group_of(todo.due, today, soon) == key)
            .map(|todo| line(todo, today, t))
            .collect(),
    };
    GROUPS
        .into_iter()
        .map(group)
        .filter(|group| !group.lines.is_empty())
        .collect()
}

fn line(todo: &Todo, today: Date, t: &Text) -> Line {
    let due = todo.due.map(|due| date_text::due(due, today, t));
    Line {
        kind: t.say(todo.kind).into_owned(),
        title: todo.title.clone(),
        detail: todo.detail.clone(),
        pressing: due.as_ref().is_some_and(|due| due.pressing),
        due: due.map(|due| due.words).unwrap_or_default(),
        href: todo.href.clone(),
        action: t.say(todo.action).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_today_is_not_left_for_later() {
        let (today, soon) = (Date::constant(2026, 11, 22), Date::constant(2026, 12, 6));
        let of = |due: Option<Date>| group_of(due, today, soon);
        assert_eq!(of(Some(today)), "portal-home-today");
        assert_eq!(of(today.tomorrow().ok()), "portal-home-soon");
        assert_eq!(of(Some(soon)), "portal-home-soon");
        assert_eq!(of(soon.tomorrow().ok()), "portal-home-later");
        assert_eq!(of(None), "portal-home-later");
    }
}
