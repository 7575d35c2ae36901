//! By which routes applications travel: the definitions, ending one, trying out who would decide.

mod new_route;
mod trial;

pub(crate) use new_route::{add, new_form};

use crate::parts::{asked_name, desk, kind_name, kinds, measured};
use access::EditApprovalRoutes;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::Date;
use flow::{FlowError, Route, RouteId, RouteStep, Rule, Who};
use people::{EmployeeId, UnitTree};
use screen::form::{Entries, ErrorSummary, Field, Form, FormErrors, Reading};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use std::collections::HashMap;
use trial::Trial;
use words::Text;

/// Where the list stands.
const HERE: &str = "/admin/approval-routes";
/// The entry of the main menu.
const SECTION: &str = "/admin";

/// A definition as the list shows it.
struct Line {
    kind: String,
    whom: String,
    steps: Vec<String>,
    from: String,
    to: String,
    state: String,
    tone: &'static str,
    end: Option<End>,
}

/// The form that ends a definition.
struct End {
    action: String,
    on: Field,
    version: Field,
    open: bool,
}

#[derive(Template)]
#[template(path = "admin/routes.html")]
struct ListPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    summary: ErrorSummary,
    lines: Vec<Line>,
    built_in: Vec<String>,
    trial: Trial,
}

pub(crate) async fn list(may: May<EditApprovalRoutes>) -> Result<Response, PageError> {
    page(&may, None).await
}

async fn page(visit: &Visit, wrong: Option<(RouteId, FormErrors)>) -> Result<Response, PageError> {
    let t = &visit.text;
    let routes = flow::routes(visit.db()).await?;
    let units = people::units_on(visit.db(), visit.today()).await?;
    let names = names(visit, &routes).await?;
    let line = |route: &Route| {
        let wrong = wrong.as_ref().filter(|(id, _)| *id == route.id);
        let wrong = wrong.map(|(_, errors)| errors.clone());
        shown(visit, route, (&units, &names), wrong)
    };
    let title = visit.say("approvals-routes");
    let refused = wrong.is_some();
    let main = ListPage {
        t,
        title: title.clone(),
        trail: trail(visit, false),
        summary: wrong.as_ref().map_or_else(
            || FormErrors::default().summary(t),
            |(_, errors)| errors.summary(t),
        ),
        lines: routes.iter().map(line).collect(),
        built_in: steps(&flow::BUILT_IN, (&units, &names), t),
        trial: trial::trial(visit, &routes).await?,
    };
    let page = Page::new(title, SECTION);
    visit.page(if refused { page.with_errors() } else { page }, &main)
}

fn trail(visit: &Visit, below: bool) -> Vec<(String, String)> {
    let mut trail = vec![(
        visit.say("portal-navigation-administration"),
        SECTION.to_owned(),
    )];
    if below {
        trail.push((visit.say("approvals-routes"), HERE.to_owned()));
    }
    trail
}

/// The names of the persons that definitions name.
async fn names(visit: &Visit, routes: &[Route]) -> Result<HashMap<i64, String>, PageError> {
    let mut names = HashMap::new();
    for step in routes.iter().flat_map(|route| &route.steps) {
        if let Who::Person(EmployeeId(id)) = step.who
            && !names.contains_key(&id)
            && let Some(found) = people::employee(visit.db(), EmployeeId(id)).await?
        {
            names.insert(id, found.name.full());
        }
    }
    Ok(names)
}

type Named<'a> = (&'a UnitTree, &'a HashMap<i64, String>);

/// The steps in words: 「1　申請者の課の長」「2　財政課の長・人事担当（全員の承認）」.
fn steps(steps: &[RouteStep], (units, names): Named<'_>, t: &Text) -> Vec<String> {
    let mut groups: Vec<(i64, Rule, Vec<String>)> = Vec::new();
    for step in steps {
        let mut name = asked_name(step.who, units, names, t);
        if let Some(days) = step.due_days {
            name = t.say2("approvals-step-days", "who", name, "n", days);
        }
        match groups
            .last_mut()
            .filter(|(position, ..)| *position == step.position)
        {
            Some((_, _, group)) => group.push(name),
            None => groups.push((step.position, step.rule, vec![name])),
        }
    }
    let words = |(_, rule, names): (i64, Rule, Vec<String>)| {
        let joined = names.join("、");
        if names.len() == 1 {
            return joined;
        }
        t.say2(
            "approvals-step-group",
            "names",
            joined,
            "rule",
            t.say(rule.key()).into_owned(),
        )
    };
    groups.into_iter().map(words).collect()
}

fn shown(visit: &Visit, route: &Route, named: Named<'_>, wrong: Option<FormErrors>) -> Line {
    let t = &visit.text;
    let today = visit.today();
    let day = |day: Date| date_text::short_day(day, t.language());
    let ended = route.period.to().is_some_and(|to| to <= today);
    let (key, tone) = if ended {
        ("approvals-route-ended", "")
    } else if route.period.from() > today {
        ("approvals-route-coming", "key")
    } else {
        ("approvals-route-holds", "ok")
    };
    let open = wrong.is_some();
    let earliest = route.period.from().tomorrow().unwrap_or(today).max(today);
    let on = Form::of(t, wrong)
        .date(&on_field(route.id), &t.say("approvals-route-end-on"))
        .day(Some(earliest))
        .hint(t.say("approvals-route-end-hint"))
        .small()
        .required();
    Line {
        kind: route.kind.as_deref().map_or_else(
            || visit.say("approvals-kind-all"),
            |kind| kind_name(visit, kind),
        ),
        whom: whom(visit, route, named.0),
        steps: steps(&route.steps, named, t),
        from: day(route.period.from()),
        to: route.period.to().map(day).unwrap_or_default(),
        state: t.say(key).into_owned(),
        tone,
        end: (!ended).then(|| End {
            action: format!("{HERE}/{}/end", route.id),
            on,
            version: Form::new(t).version(route.version),
            open,
        }),
    }
}

/// For whom the definition is: unit, rank, amount.
fn whom(visit: &Visit, route: &Route, units: &UnitTree) -> String {
    let t = &visit.text;
    let mut parts = vec![match route.unit {
        None => t.say("approvals-whole-city").into_owned(),
        Some(unit) if units.get(unit).is_none() => t.say("approvals-unit-gone").into_owned(),
        Some(unit) => units.path(unit),
    }];
    if let Some(rank) = route.rank_from {
        parts.push(t.say1(
            "approvals-rank-from",
            "rank",
            t.say(rank.key()).into_owned(),
        ));
    }
    if let Some(amount) = route.amount_from {
        let kind = route
            .kind
            .as_deref()
            .and_then(|kind| kinds(visit).get(kind));
        let amount = measured(amount, kind.and_then(|kind| kind.measure), t);
        parts.push(t.say1("approvals-amount-from", "amount", amount));
    }
    parts.join("、")
}

/// A definition in a few words: what it is for, and since when.
fn whom_by(visit: &Visit, route: &Route, t: &Text) -> String {
    let kind = route.kind.as_deref().map_or_else(
        || visit.say("approvals-kind-all"),
        |kind| kind_name(visit, kind),
    );
    let from = date_text::short_day(route.period.from(), t.language());
    t.say2("approvals-route-by", "kind", kind, "from", from)
}

/// Every definition has its own field on the page.
fn on_field(route: RouteId) -> String {
    format!("on-{route}")
}

pub(crate) async fn end(
    may: May<EditApprovalRoutes>,
    Path(route): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let id: RouteId = route.parse().map_err(|_| PageError::NotFound)?;
    flow::route(may.db(), id)
        .await?
        .ok_or(PageError::NotFound)?;
    let entries = Entries::parse(&body);
    let field = on_field(id);
    let mut reading = Reading::new(entries.clone(), &may.text);
    let version = reading.version();
    let on = reading.date(&field, &may.say("approvals-route-end-on"));
    let on = match (reading.finish(), on) {
        (Ok(()), Some(on)) => on,
        (Ok(()), None) => return Err(PageError::NotFound),
        (Err(errors), _) => return page(&may, Some((id, errors))).await,
    };
    match flow::end_route(may.db(), &desk(&may), &may.allowed, id, version, on).await {
        Ok(()) => Ok(see_other(
            HERE,
            Some(Notice::new("approvals-route-was-ended")),
        )),
        Err(FlowError::Refused(refusal)) => {
            let mut errors = FormErrors::new(entries);
            errors.add(&field, refusal.sentence(&may.text));
            page(&may, Some((id, errors))).await
        }
        Err(other) => Err(other.into()),
    }
}
