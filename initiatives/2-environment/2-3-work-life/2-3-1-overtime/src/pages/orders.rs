//! Orders: applying, how one stands, reporting what was worked.

use super::frame::{Asked, SECTION, desk, local, number, short_day};
use crate::acts::orders::{self as acts, Entry, times};
use crate::acts::{ActError, Done};
use crate::reading::read_time;
use crate::records::{DAY, Span, clock};
use crate::settings::Rules;
use crate::store::keeping;
use crate::store::orders::{self as kept, Order, OrderState};
use crate::store::places;
use access::{Allowed, EditOvertime, ViewOvertime};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use flow::{Desk as FlowDesk, Terms};
use people::EmployeeId;
use screen::form::{Choice, Entries, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

#[derive(Template)]
#[template(path = "overtime/order_form.html")]
struct FormPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    trail: Vec<(String, String)>,
    form: Form,
    fields: Vec<Field>,
    employee: bool,
}

pub(super) async fn new_form(may: May<EditOvertime>) -> Result<Response, PageError> {
    let id = may.site.ids.next();
    form_page(&may, id, Form::new(&may.text)).await
}

fn trail(visit: &Visit) -> Vec<(String, String)> {
    vec![(visit.say("overtime-navigation"), SECTION.to_owned())]
}

fn time_fields(form: &Form, t: &Text, (from, to, rest): (i64, i64, i64)) -> Vec<Field> {
    let time = |name: &str, key: &str, value: i64| {
        form.text(name, &t.say(key))
            .value(clock(value))
            .width(Width::Narrow)
            .required()
    };
    vec![
        time("from", "overtime-from", from),
        time("to", "overtime-to", to).hint(t.say("overtime-to-hint")),
        form.text("rest", &t.say("overtime-rest"))
            .value(clock(rest))
            .width(Width::Narrow)
            .hint(t.say("overtime-rest-hint"))
            .optional(),
    ]
}

async fn form_page(visit: &Visit, id: i64, form: Form) -> Result<Response, PageError> {
    let t = &visit.text;
    let works = keeping::special_works(visit.db()).await?;
    let open = works
        .iter()
        .filter(|work| work.period.to().is_none_or(|to| to > visit.today()));
    let mut choices = vec![Choice::new("", t.say("overtime-no-special"))];
    choices.extend(open.map(|work| Choice::new(work.id, work.name.clone())));
    let mut fields = vec![
        Form::new(t).hidden("key", &id.to_string()),
        form.date("day", &t.say("overtime-day"))
            .day(Some(visit.today()))
            .required(),
    ];
    fields.extend(time_fields(&form, t, (1035, 1155, 0)));
    fields.push(
        form.textarea("reason", &t.say("overtime-reason"))
            .hint(t.say("overtime-reason-hint"))
            .rows(3)
            .required(),
    );
    if choices.len() > 1 {
        fields.push(
            form.select("special", &t.say("overtime-special-work"), choices)
                .optional(),
        );
    }
    let title = visit.say("overtime-order-new");
    let refused = form.refused();
    let main = FormPage {
        t,
        lead: visit.say("overtime-order-lead"),
        trail: trail(visit),
        fields,
        employee: visit.actor.employee.is_some(),
        form,
        title: title.clone(),
    };
    let page = Page::new(title, SECTION);
    visit.page(if refused { page.with_errors() } else { page }, &main)
}

/// Beginning, end and rest as they were typed; an end before the beginning is one of the next day.
pub(super) fn read_times(reading: &mut Reading<'_>, t: &Text) -> Option<(i64, i64, i64)> {
    let mut time = |name: &str, key: &str, optional: bool| {
        let label = t.say(key).into_owned();
        let text = reading.entries().text(name).filter(|text| !text.is_empty());
        let Some(text) = text else {
            if optional {
                return Some(0);
            }
            reading.text(name, &label, 10);
            return None;
        };
        let minutes = read_time(&text);
        if minutes.is_none() {
            reading.refuse(name, t.say1("overtime-refusal-time-field", "field", label));
        }
        minutes
    };
    let from = time("from", "overtime-from", false);
    let to = time("to", "overtime-to", false);
    let rest = time("rest", "overtime-rest", true);
    let (from, to, rest) = (from?, to?, rest?);
    Some((from, if to <= from { to + DAY } else { to }, rest))
}

pub(super) async fn apply(may: May<EditOvertime>, body: Bytes) -> Result<Response, PageError> {
    let t = &may.text;
    let entries = Entries::parse(&body);
    let key = entries.text("key").and_then(|key| key.parse().ok());
    let id: i64 = key.filter(|id| *id > 0).ok_or(PageError::NotFound)?;
    let employee = EmployeeId(may.actor.employee.ok_or(PageError::NotFound)?);
    let known = kept::order(may.db(), id).await?;
    if known.is_some_and(|known| known.employee != employee) {
        return Err(PageError::NotFound);
    }
    let mut reading = Reading::new(entries.clone(), t);
    let day = reading.date("day", &t.say("overtime-day"));
    let times = read_times(&mut reading, t);
    let reason = reading.text("reason", &t.say("overtime-reason"), 200);
    let special = entries.text("special").and_then(|text| text.parse().ok());
    let span = match (day, times) {
        (Some(day), Some((from, to, rest))) => {
            let span = Span::new(day, (from, to), Vec::new(), rest);
            match span {
                Ok(span) => Some(span),
                Err(refusal) => {
                    reading.refuse("to", t.say(refusal.key()).into_owned());
                    None
                }
            }
        }
        _ => None,
    };
    let errors = match (reading.finish(), span) {
        (Ok(()), Some(span)) => {
            let entry = Entry {
                id,
                employee,
                span,
                reason,
                special,
            };
            let flow_desk = FlowDesk::now(&may.site.ids, &may.site.clock, Terms::of(&may.settings));
            let rules = Rules::of(&may.settings);
            let done = acts::apply(desk(&may), &flow_desk, &may.allowed, &entry, &rules).await;
            match refused(&may, done)? {
                Ok(_) => {
                    let to = format!("/overtime/orders/{id}");
                    return Ok(see_other(&to, Some(Notice::new("overtime-order-sent"))));
                }
                Err(sentence) => FormErrors::about_form(entries, sentence),
            }
        }
        (Err(errors), _) => errors,
        (Ok(()), None) => return Err(PageError::NotFound),
    };
    form_page(&may, id, Form::again(t, errors)).await
}

/// What the rules say, as a sentence for the form; everything else is a page of its own.
pub(super) fn refused<T>(visit: &Visit, done: Done<T>) -> Result<Result<T, String>, PageError> {
    match done {
        Ok(value) => Ok(Ok(value)),
        Err(ActError::Refused(key)) => Ok(Err(visit.say(key))),
        Err(ActError::Flow(flow::FlowError::Refused(refusal))) => {
            Ok(Err(refusal.sentence(&visit.text)))
        }
        Err(other) => Err(other.into()),
    }
}

#[derive(Template)]
#[template(path = "overtime/order.html")]
struct OrderPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    local: Vec<(String, String, bool)>,
    state: String,
    tone: &'static str,
    facts: Vec<(String, String)>,
    application: Option<String>,
    form: Form,
    report: Option<Vec<Field>>,
    action: String,
}

pub(super) async fn show(
    may: May<ViewOvertime>,
    Path(order): Path<String>,
) -> Result<Response, PageError> {
    let order = seen(&may, &may.allowed, number(&order)?).await?;
    page(&may, &order, Form::new(&may.text)).await
}

async fn seen(visit: &Visit, allowed: &Allowed<ViewOvertime>, id: i64) -> Result<Order, PageError> {
    let order = kept::order(visit.db(), id)
        .await?
        .ok_or(PageError::NotFound)?;
    let today = visit.today();
    let tomorrow = today.tomorrow().unwrap_or(today);
    let served = places::served_by(visit.db(), &[order.employee.0], today, tomorrow).await?;
    let units: Vec<i64> = served.iter().map(|one| one.unit.0).collect();
    if allowed.people().holds(order.employee.0, &units) {
        Ok(order)
    } else {
        Err(PageError::NotFound)
    }
}

async fn page(visit: &Visit, order: &Order, form: Form) -> Result<Response, PageError> {
    let t = &visit.text;
    let names = super::frame::names(visit, &[order.employee]).await?;
    let (_, name) = names.get(&order.employee).cloned().unwrap_or_default();
    let subject = format!(
        "{}:{}",
        if order.beyond {
            acts::BEYOND.kind
        } else {
            acts::ORDER.kind
        },
        order.id
    );
    let application = flow::latest(visit.db(), &subject).await?;
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let mut facts = vec![
        fact("overtime-name", name),
        fact("overtime-day", short_day(order.day, t)),
        fact("overtime-times", times(order.span)),
        fact("overtime-rest", clock(order.rest)),
        fact("overtime-reason", order.reason.clone()),
    ];
    if order.beyond {
        facts.push(fact("overtime-beyond", visit.say("overtime-beyond-hint")));
    }
    if let Some((from, to, rest)) = order.worked {
        facts.push(fact("overtime-worked", times((from, to))));
        facts.push(fact("overtime-worked-rest", clock(rest)));
    }
    let own = visit.actor.employee == Some(order.employee.0);
    let open = order.state == OrderState::Approved && order.day <= visit.today();
    let title = t.say1("overtime-order-of", "day", short_day(order.day, t));
    let refused = form.refused();
    let main = OrderPage {
        t,
        trail: trail(visit),
        local: local(visit, &Asked::read(visit), ""),
        state: t
            .say(&format!("overtime-order-{}", order.state.word()))
            .into_owned(),
        tone: order.state.tone(),
        facts,
        application: application.map(|one| format!("/approvals/{}", one.id)),
        report: (own && open).then(|| {
            let mut fields = vec![form.version(order.version)];
            fields.extend(time_fields(
                &form,
                t,
                (order.span.0, order.span.1, order.rest),
            ));
            fields.push(form.tick("none", &t.say("overtime-not-worked")));
            fields
        }),
        action: format!("/overtime/orders/{}/report", order.id),
        form,
        title: title.clone(),
    };
    let page = Page::new(title, SECTION);
    visit.page(if refused { page.with_errors() } else { page }, &main)
}

pub(super) async fn report(
    may: May<EditOvertime>,
    Path(order): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let t = &may.text;
    let order = kept::order(may.db(), number(&order)?).await?;
    let order = order.ok_or(PageError::NotFound)?;
    let entries = Entries::parse(&body);
    let mut reading = Reading::new(entries.clone(), t);
    let version = reading.version();
    let worked = if entries.ticked("none") {
        None
    } else {
        read_times(&mut reading, t)
    };
    let errors = match reading.finish() {
        Ok(()) => {
            let done = acts::report(desk(&may), &may.allowed, (order.id, version), worked).await;
            match refused(&may, done)? {
                Ok(()) => {
                    let to = format!("/overtime/orders/{}", order.id);
                    return Ok(see_other(&to, Some(Notice::new("overtime-reported"))));
                }
                Err(sentence) => FormErrors::about_form(entries, sentence),
            }
        }
        Err(errors) => errors,
    };
    page(&may, &order, Form::again(t, errors)).await
}
