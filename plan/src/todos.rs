//! What the plan puts on people's desks: results to be entered, rounds to be brought to an end.

use crate::records::{Loaded, Round};
use crate::rules::{Lack, lacking_reviews, missing_in_round};
use crate::store;
use ::store::Db;
use access::{Actor, Allowed, EditPlanResults, EditPlanStructure, Relation};
use anyhow::Result;
use calendar::{Date, FiscalYear, YearStyle};
use flow::{Pending, Todo};
use words::{Argument, Language, Text};

/// The plan's to-dos for a person.
pub fn todos<'a>(db: &'a Db, actor: &'a Actor, today: Date, text: &'a Text) -> Pending<'a> {
    Box::pin(list(db, actor, today, text))
}

async fn list(db: &Db, actor: &Actor, today: Date, text: &Text) -> Result<Vec<Todo>> {
    let Ok(results) = Allowed::<EditPlanResults>::ask(actor.clone()) else {
        return Ok(Vec::new());
    };
    let personnel = Allowed::<EditPlanStructure>::ask(actor.clone()).is_ok();
    let mut todos = Vec::new();
    for code in store::open_round_codes(db).await? {
        let Some(plan) = store::load(db, &code).await? else {
            continue;
        };
        for round in plan.open_rounds() {
            let (own, all) = left(&plan, round, actor, today);
            if own > 0 && (personnel || results.on(Relation::OwnSection).is_ok()) {
                todos.push(entry(&plan, round, own, text));
            }
            if personnel {
                todos.push(overview(&plan, round, all, (today, text)));
            }
        }
    }
    if personnel {
        for code in store::reviewed_codes(db).await? {
            let Some(plan) = store::load(db, &code).await? else {
                continue;
            };
            todos.extend(unwritten_reviews(&plan, text));
        }
    }
    Ok(todos)
}

/// For the personnel section: what a plan that goes to the committee does not say yet.
fn unwritten_reviews(plan: &Loaded, text: &Text) -> Option<Todo> {
    let count = lacking_reviews(&plan.document).len();
    (count > 0).then(|| Todo {
        kind: "plan-todo-kind-entry",
        title: plan.document.title.clone(),
        detail: text.say1("plan-todo-reviews-missing", "count", count),
        due: None,
        href: format!("/plan/{}/review", plan.code()),
        action: "plan-todo-write",
    })
}

/// How many programs lack a result or a final figure: of the person's sections, and of all.
fn left(plan: &Loaded, round: &Round, actor: &Actor, today: Date) -> (usize, usize) {
    let (mut own, mut all) = (0, 0);
    for section in missing_in_round(plan, round, today) {
        let wanted = |lacks: &[Lack]| {
            lacks
                .iter()
                .any(|lack| matches!(lack, Lack::Result | Lack::FinalFigure))
        };
        let count = section
            .programs
            .iter()
            .filter(|program| wanted(&program.lacks))
            .count();
        all += count;
        if section.unit.is_some_and(|unit| actor.units.contains(&unit)) {
            own += count;
        }
    }
    (own, all)
}

fn title(plan: &Loaded, round: &Round, text: &Text) -> String {
    let style = plan.document.year_style;
    text.fill(
        "plan-todo-title",
        &[
            ("plan", Argument::from(plan.document.title.as_str())),
            ("year", year_label(round.year, style, text).into()),
            ("round", round.name.as_str().into()),
        ],
    )
}

fn year_label(year: FiscalYear, style: YearStyle, text: &Text) -> String {
    match text.language() {
        Language::Japanese => year.label(style),
        Language::English => year.english_label(style),
    }
}

/// 「自分の課の未入力 2件」
fn entry(plan: &Loaded, round: &Round, count: usize, text: &Text) -> Todo {
    Todo {
        kind: "plan-todo-kind-entry",
        title: title(plan, round, text),
        detail: text.say1("plan-todo-own-missing", "count", count),
        due: Some(round.due),
        href: format!("/plan/{}/input?year={}", plan.code(), round.year),
        action: "plan-todo-enter",
    }
}

/// For the personnel section: how many are left, or that the round can be ended.
fn overview(plan: &Loaded, round: &Round, count: usize, (today, text): (Date, &Text)) -> Todo {
    let detail = if count == 0 {
        text.say("plan-todo-all-entered").into_owned()
    } else if round.due < today {
        text.say1("plan-todo-overdue", "count", count)
    } else {
        text.say1("plan-todo-all-missing", "count", count)
    };
    Todo {
        kind: "plan-todo-kind-check",
        title: title(plan, round, text),
        detail,
        due: Some(round.due),
        href: format!("/plan/{}/missing?year={}", plan.code(), round.year),
        action: "plan-todo-check",
    }
}
