//! Where people go, one by one: members of units that a plan ends or splits.

use super::frame::{SECTION, chosen_unit, desk, path_in, plan_href, trail_to_plans, unit_choices};
use super::plan::Opened;
use crate::acts;
use access::EditOrganisation;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use people::reorganisations::{Change, Place};
use people::{AppointmentKind, EmployeeId, Member, UnitId, UnitTree, UnitVersion};
use screen::form::{Choice, Entries, Field, Form, FormErrors};
use screen::table::{Pager, TableState};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use std::collections::HashSet;
use words::Text;

/// More units than this make the lists to choose from too long: then only those near at hand are offered.
const OFFERED: usize = 200;

/// A person with the place that is chosen.
struct Row {
    name: String,
    post: String,
    who: Field,
    to: Field,
    heads: Field,
}

#[derive(Template)]
#[template(path = "places.html")]
struct PlacesPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    trail: Vec<(String, String)>,
    form: Form,
    units: Vec<(String, String, bool)>,
    unit: String,
    usual: String,
    rows: Vec<Row>,
    pager: Pager,
    action: String,
    back: String,
}

/// The units whose members can be given places.
fn concerned(opened: &Opened) -> Vec<UnitId> {
    let mut units = Vec::new();
    for step in &opened.draft.steps {
        match &step.change {
            // People of the teams of a section that is split may go along too.
            Change::Split { source, .. } => {
                units.extend(opened.before.subtree(*source).map(|unit| unit.unit));
            }
            Change::Merge { unit, .. } | Change::Abolish { unit, .. } => units.push(*unit),
            _ => {}
        }
    }
    let mut seen = HashSet::new();
    units.retain(|unit| seen.insert(*unit));
    units
}

/// Where the members of a unit go who have no place of their own.
fn usual(t: &Text, opened: &Opened, unit: UnitId) -> String {
    let closing = opened
        .draft
        .steps
        .iter()
        .find_map(|step| match &step.change {
            Change::Merge { unit: of, target } if *of == unit => Some(Some(*target)),
            Change::Abolish { unit: of, target } if *of == unit => Some(*target),
            _ => None,
        });
    match closing {
        None => t.say("organisation-place-stays").into_owned(),
        Some(None) => t.say("organisation-place-none").into_owned(),
        Some(Some(target)) => path_in(&[&opened.after, &opened.before], target),
    }
}

pub(super) async fn list(
    may: May<EditOrganisation>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let opened = Opened::read(&may, &id).await?;
    let entries = Entries::parse(may.uri.query().unwrap_or_default().as_bytes());
    show(
        &may,
        &opened,
        chosen_unit(&entries, "unit"),
        Form::new(&may.text),
    )
    .await
}

async fn show(
    visit: &Visit,
    opened: &Opened,
    unit: Option<UnitId>,
    form: Form,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let plan = &opened.draft.reorganisation;
    let units = concerned(opened);
    let unit = unit
        .filter(|unit| units.contains(unit))
        .or_else(|| units.first().copied())
        .ok_or(PageError::NotFound)?;
    let here = format!("{}/people", plan_href(plan));
    let state = TableState::read(&here, visit.uri.query(), &[], "rank");
    let total = people::member_count(visit.db(), unit, plan.on).await?;
    let page = people::Page {
        offset: state.offset(total),
        limit: state.limit(),
    };
    let members = people::members_of(visit.db(), unit, plan.on, page).await?;
    let usual = usual(t, opened, unit);
    let choices = choices(opened, unit, &usual);
    let name = |unit: UnitId| path_in(&opened.trees(), unit);
    let title = visit.say("organisation-places");
    let refused = form.refused();
    let main = PlacesPage {
        t,
        lead: t.say("organisation-places-lead").into_owned(),
        trail: trail_to_plans(visit, Some(plan)),
        units: units
            .iter()
            .map(|other| (name(*other), format!("{here}?unit={other}"), *other == unit))
            .collect(),
        unit: unit.to_string(),
        rows: members
            .iter()
            .filter(|member| member.kind == AppointmentKind::Main)
            .map(|member| row(t, opened, member, &choices, &form))
            .collect(),
        pager: state.pager(total, t),
        action: here,
        back: plan_href(plan),
        usual,
        form,
        title: title.clone(),
    };
    let page = Page::new(title, SECTION);
    let page = if refused { page.with_errors() } else { page };
    visit.page(page, &main)
}

/// The units to choose from: all of a small city; of a large one, those that the plan names and those in
/// the same department.
fn choices(opened: &Opened, unit: UnitId, usual: &str) -> Vec<Choice> {
    let none = Some(usual.to_owned());
    if opened.after.len() <= OFFERED {
        return unit_choices(&[&opened.after], none);
    }
    let top = opened.before.upward(unit).last().map(|top| top.unit);
    let near = |version: &UnitVersion| {
        let named = opened.draft.steps.iter().any(|step| {
            step.change.unit() == version.unit
                || matches!(step.change,
                    Change::Merge { target, .. } | Change::Abolish { target: Some(target), .. }
                        if target == version.unit)
        });
        let highest = opened.after.upward(version.unit).last();
        named || highest.map(|top| top.unit) == top
    };
    let mut choices = vec![Choice::new("", usual)];
    choices.extend(
        opened
            .after
            .iter()
            .filter(|(_, version)| near(version))
            .map(|(_, version)| Choice::new(version.unit, opened.after.path(version.unit))),
    );
    choices
}

fn row(t: &Text, opened: &Opened, member: &Member, choices: &[Choice], form: &Form) -> Row {
    let who = member.employee;
    let place = opened
        .draft
        .places
        .iter()
        .find(|place| place.employee == who);
    let name = member.name.full();
    let to = t.say1("organisation-place-of", "name", name.as_str());
    let heads = t.say1("organisation-place-heads", "name", name.as_str());
    let heads_field = form.tick(&format!("heads-{who}"), &heads);
    Row {
        post: format!("{} {}", t.say(member.rank.key()), member.post),
        who: Form::new(t)
            .hidden("who", &who.to_string())
            .id(format!("who-{who}")),
        to: form
            .select(&format!("to-{who}"), &to, choices.to_vec())
            .value(
                place
                    .map(|place| place.unit.to_string())
                    .unwrap_or_default(),
            )
            .small(),
        heads: if place.is_some_and(|place| place.heads) {
            heads_field.value(1)
        } else {
            heads_field
        },
        name,
    }
}

pub(super) async fn set(
    may: May<EditOrganisation>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let opened = Opened::read(&may, &id).await?;
    let entries = Entries::parse(&body);
    let plan = &opened.draft.reorganisation;
    let (mut places, mut cleared) = (Vec::new(), Vec::new());
    for who in entries
        .all("who")
        .filter_map(|who| who.parse::<EmployeeId>().ok())
    {
        match chosen_unit(&entries, &format!("to-{who}")) {
            Some(unit) if is_there(&opened.after, unit) => places.push(Place {
                employee: who,
                unit,
                heads: entries.ticked(&format!("heads-{who}")),
            }),
            _ => cleared.push(who),
        }
    }
    let unit = chosen_unit(&entries, "unit");
    match acts::set_places(desk(&may), &may.allowed, plan.id, &places, &cleared).await? {
        Ok(()) => {
            let here = format!("{}/people", plan_href(plan));
            let to = match unit {
                Some(unit) => format!("{here}?unit={unit}"),
                None => here,
            };
            Ok(see_other(
                &to,
                Some(Notice::new("organisation-places-saved")),
            ))
        }
        Err(refusal) => {
            let sentence = may.say(refusal.key());
            let errors = FormErrors::about_form(entries, sentence);
            show(&may, &opened, unit, Form::again(&may.text, errors)).await
        }
    }
}

fn is_there(tree: &UnitTree, unit: UnitId) -> bool {
    tree.get(unit).is_some()
}
