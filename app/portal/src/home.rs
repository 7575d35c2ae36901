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

/// Three groups: until today, within two weeks, later or without a day. Empty groups are left out.
fn groups(todos: &[Todo], today: Date, t: &Text) -> Vec<Group> {
    let soon = today
        .checked_add(jiff::Span::new().days(SOON))
        .unwrap_or(today);
    let bounds: [(&'static str, Box<dyn Fn(Option<Date>) -> bool>); 3] = [
        (
            "portal-home-today",
            Box::new(move |due| due.is_some_and(|due| due <= today)),
        ),
        (
            "portal-home-soon",
            Box::new(move |due| due.is_some_and(|due| due > today && due <= soon)),
        ),
        (
            "portal-home-later",
            Box::new(move |due| due.is_none_or(|due| due > soon)),
        ),
    ];
    let group = |(key, holds): (&'static str, Box<dyn Fn(Option<Date>) -> bool>)| Group {
        id: key,
        title: t.say(key).into_owned(),
        lines: todos
            .iter()
            .filter(|todo| holds(todo.due))
            .map(|todo| line(todo, today, t))
            .collect(),
    };
    bounds
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
