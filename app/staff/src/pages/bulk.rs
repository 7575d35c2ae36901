//! One change for many people: chosen from the list, looked at in numbers, ordered.

use super::choices;
use super::parts::{SECTION, desk, list_link};
use super::shown;
use crate::acts::{self, Bulk, BulkOutcome};
use access::EditPersonRecord;
use askama::Template;
use axum::body::Bytes;
use axum::response::Response;
use people::{EmployeeId, PublicCard, Rank, Title};
use screen::form::{Entries, ErrorSummary, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

/// How many people one change may be for: a page of the list at its longest.
const MOST: usize = 500;

/// A person in the lists of the page.
struct Line {
    name: String,
    href: String,
    unit: String,
    post: String,
    told: String,
}

/// What would happen, in numbers, with the refusals by person.
struct Preview {
    changed: usize,
    same: usize,
    refused: Vec<Line>,
    sentence: String,
    what: Vec<(String, String)>,
    again: Vec<Field>,
    button: String,
}

#[derive(Template)]
#[template(path = "staff_bulk.html")]
struct BulkPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    summary: ErrorSummary,
    people: Vec<Line>,
    hidden: Vec<Field>,
    order: Vec<Field>,
    contact: Vec<Field>,
    preview: Option<Preview>,
}

fn chosen(entries: &Entries) -> Vec<EmployeeId> {
    let mut ids: Vec<EmployeeId> = Vec::new();
    for id in entries.all("employee").filter_map(|id| id.parse().ok()) {
        if !ids.contains(&id) && ids.len() < MOST {
            ids.push(id);
        }
    }
    ids
}

/// A value of its own: what was typed before does not take its place.
fn hidden(t: &Text, name: &str, value: &str) -> Field {
    Form::new(t).hidden(name, value)
}

fn line(visit: &Visit, cards: &[PublicCard], employee: EmployeeId, told: String) -> Line {
    let card = cards.iter().find(|card| card.employee == employee);
    let none = || visit.say("staff-not-in-service");
    Line {
        name: card.map_or_else(none, |card| card.name.full()),
        href: format!("{SECTION}/{employee}"),
        unit: card
            .and_then(|card| card.unit_name.clone())
            .unwrap_or_default(),
        post: card.and_then(|card| card.post.clone()).unwrap_or_default(),
        told,
    }
}

async fn page(
    visit: &Visit,
    ids: &[EmployeeId],
    form: Form,
    tried: Option<(&Bulk, BulkOutcome)>,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let cards = people::public_cards(visit.db(), ids, visit.today()).await?;
    let tree = choices::tree_ahead(visit).await?;
    let title = t.say("staff-bulk").into_owned();
    let keep = |first: &'static str| move |list| choices::with_first(first, t, list);
    let order = vec![
        form.date("on", &t.say("staff-bulk-on"))
            .hint(t.say("staff-bulk-on-hint"))
            .day(Some(
                calendar::FiscalYear::of(visit.today()).next().first_day(),
            )),
        form.select(
            "unit",
            &t.say("staff-field-unit"),
            keep("staff-bulk-keep")(choices::units(&tree)),
        ),
        form.text("post", &t.say("staff-field-post"))
            .width(Width::Middle)
            .hint(t.say("staff-bulk-blank")),
        form.select(
            "rank",
            &t.say("staff-field-rank"),
            keep("staff-bulk-keep")(choices::ranks(t)),
        ),
    ];
    let contact = vec![
        form.typed_text("tel", "telephone", &t.say("staff-field-telephone"))
            .width(Width::Middle)
            .hint(t.say("staff-bulk-blank"))
            .autocomplete("off"),
    ];
    let preview = tried.map(|(bulk, outcome)| preview(visit, &cards, ids, bulk, &tree, &outcome));
    let main = BulkPage {
        t,
        title: title.clone(),
        trail: vec![list_link(t)],
        summary: form.summary(),
        people: ids
            .iter()
            .map(|id| line(visit, &cards, *id, String::new()))
            .collect(),
        hidden: ids
            .iter()
            .map(|id| hidden(t, "employee", &id.to_string()))
            .collect(),
        order,
        contact,
        preview,
    };
    let page = Page::new(title, SECTION);
    let page = if form.refused() {
        page.with_errors()
    } else {
        page
    };
    visit.page(page, &main)
}

fn preview(
    visit: &Visit,
    cards: &[PublicCard],
    ids: &[EmployeeId],
    bulk: &Bulk,
    tree: &people::UnitTree,
    outcome: &BulkOutcome,
) -> Preview {
    let t = &visit.text;
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let mut what = Vec::new();
    if let Some(on) = bulk.on.filter(|_| bulk.concerns_appointments()) {
        what.push(fact("staff-bulk-on", shown::day(on, t)));
    }
    if let Some(unit) = bulk.unit {
        what.push(fact("staff-field-unit", tree.path(unit)));
    }
    if let Some(post) = &bulk.post {
        what.push(fact("staff-field-post", post.to_string()));
    }
    if let Some(rank) = bulk.rank {
        what.push(fact("staff-field-rank", t.say(rank.key()).into_owned()));
    }
    if let Some(telephone) = &bulk.telephone {
        what.push(fact("staff-field-telephone", telephone.clone()));
    }
    let mut again: Vec<Field> = ids
        .iter()
        .map(|id| hidden(t, "employee", &id.to_string()))
        .collect();
    let values = [
        ("on", bulk.on.map(|on| on.to_string())),
        ("unit", bulk.unit.map(|unit| unit.to_string())),
        ("post", bulk.post.as_ref().map(ToString::to_string)),
        ("rank", bulk.rank.map(|rank| rank.word().to_owned())),
        ("telephone", bulk.telephone.clone()),
        ("expected", Some(outcome.changed.len().to_string())),
        ("step", Some("order".to_owned())),
    ];
    for (name, value) in values {
        if let Some(value) = value {
            again.push(hidden(t, name, &value));
        }
    }
    let count = outcome.changed.len();
    Preview {
        changed: count,
        same: outcome.same.len(),
        sentence: t.fill(
            "staff-bulk-preview",
            &[
                ("changed", count.into()),
                ("same", outcome.same.len().into()),
                ("refused", outcome.refused.len().into()),
            ],
        ),
        refused: outcome
            .refused
            .iter()
            .map(|(employee, refusal)| line(visit, cards, *employee, refusal.sentence(t)))
            .collect(),
        what,
        again,
        button: t.say1("staff-bulk-order-button", "count", count),
    }
}

pub(crate) async fn form(may: May<EditPersonRecord>) -> Result<Response, PageError> {
    let entries = Entries::parse(may.uri.query().unwrap_or_default().as_bytes());
    page(&may, &chosen(&entries), Form::new(&may.text), None).await
}

fn read(entries: &Entries, t: &Text) -> Result<Bulk, FormErrors> {
    let mut reading = Reading::new(entries.clone(), t);
    let text = |name: &str| entries.text(name).filter(|text| !text.is_empty());
    let employees = chosen(entries);
    if employees.is_empty() {
        reading.refuse("", t.say("staff-bulk-nobody"));
    }
    let on = reading.optional_date("on", &t.say("staff-bulk-on"));
    let post = text("post").map(|post| Title::parse(&post));
    let post = match post {
        Some(Ok(post)) => Some(post),
        Some(Err(reason)) => {
            let sentence = t.say1(reason.key(), "longest", 60);
            reading.refuse("post", sentence);
            None
        }
        None => None,
    };
    let telephone = match people::telephone(&text("telephone").unwrap_or_default()) {
        Ok(telephone) => telephone,
        Err(reason) => {
            reading.refuse("telephone", t.say(reason.key()));
            None
        }
    };
    let bulk = Bulk {
        employees,
        on,
        unit: text("unit").and_then(|unit| unit.parse().ok()),
        post,
        rank: text("rank").as_deref().and_then(Rank::of_word),
        telephone,
    };
    if bulk.concerns_appointments() && bulk.on.is_none() {
        reading.refuse("on", t.say("staff-bulk-day-missing"));
    }
    if bulk.is_empty() {
        reading.refuse("unit", t.say("staff-bulk-nothing"));
    }
    reading.finish().map(|()| bulk)
}

pub(crate) async fn submit(may: May<EditPersonRecord>, body: Bytes) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let ids = chosen(&entries);
    let bulk = match read(&entries, &may.text) {
        Ok(bulk) => bulk,
        Err(errors) => return page(&may, &ids, Form::again(&may.text, errors), None).await,
    };
    // Shown again without errors, with what was typed.
    let filled = || Form::again(&may.text, FormErrors::new(entries.clone()));
    if entries.text("step").as_deref() != Some("order") {
        let outcome = acts::bulk_trial(desk(&may), &may.allowed, &bulk).await?;
        return page(&may, &ids, filled(), Some((&bulk, outcome))).await;
    }
    let expected = entries.text("expected").and_then(|text| text.parse().ok());
    let expected = expected.unwrap_or(0);
    match acts::bulk_order(desk(&may), &may.allowed, &bulk, expected).await? {
        Ok(outcome) => {
            let notice = Notice::new("staff-bulk-done").with("count", outcome.changed.len());
            Ok(see_other(SECTION, Some(notice)))
        }
        Err(outcome) => page(&may, &ids, filled(), Some((&bulk, outcome))).await,
    }
}
