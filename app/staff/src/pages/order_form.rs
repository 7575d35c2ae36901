//! An order is given (発令): a transfer, a concurrent or acting appointment, a secondment.

use super::choices;
use super::parts::{FormPage, desk};
use super::person::{Person, open};
use super::reading::Typed;
use crate::acts::{self, AppointmentEntry, Duty};
use access::EditPersonRecord;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use people::{Appointment, AppointmentKind, OrderId, UnitTree};
use screen::form::{Choice, Entries, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, PageError, see_other};
use words::Text;

/// The fields that say what somebody is to do, filled from an appointment.
pub(super) fn duty_fields(
    form: &Form,
    t: &Text,
    tree: &UnitTree,
    filled: Option<&Appointment>,
) -> Vec<Field> {
    let unit = choices::unit_field(form, t, tree, filled.map(|one| one.unit));
    let post = form
        .text("post", &t.say("staff-field-post"))
        .width(Width::Middle)
        .hint(t.say("staff-post-hint"))
        .required();
    let ranks = choices::with_first("staff-choose", t, choices::ranks(t));
    let rank = form
        .select("rank", &t.say("staff-field-rank"), ranks)
        .required();
    let heads = form
        .tick("heads", &t.say("staff-field-heads"))
        .hint(t.say("staff-heads-hint"));
    match filled {
        None => vec![unit, post, rank, heads],
        Some(one) => vec![
            unit,
            post.value(&one.post),
            rank.value(one.rank.word()),
            if one.heads { heads.value(1) } else { heads },
        ],
    }
}

/// What can be ordered, in words of the form.
const TRANSFER: &str = "transfer";

async fn page(visit: &Visit, person: &Person, form: Form) -> Result<Response, PageError> {
    let t = &visit.text;
    let tree = choices::tree_ahead(visit).await?;
    let main = people::main_appointment(visit.db(), person.id, visit.today()).await?;
    let title = t.say1("staff-order-title", "name", person.record.name.full());
    let action = format!("{}/orders/new", person.here());
    let kinds = std::iter::once(
        Choice::new(TRANSFER, t.say("staff-order-transfer"))
            .hint(t.say("staff-order-transfer-hint")),
    )
    .chain(choices::BESIDE.map(|kind| {
        let hint = format!("staff-order-{}-hint", kind.word());
        Choice::new(kind.word(), t.say(kind.key())).hint(t.say(&hint))
    }))
    .collect();
    let kind = form
        .radios("kind", &t.say("staff-field-kind"), kinds)
        .ticked([TRANSFER])
        .required();
    let from = form
        .date("from", &t.say("staff-field-from"))
        .day(Some(
            calendar::FiscalYear::of(visit.today()).next().first_day(),
        ))
        .required();
    let last = form
        .date("last", &t.say("staff-field-last"))
        .hint(t.say("staff-order-last-hint"))
        .optional();
    let filled = main.map(|one| Appointment {
        heads: false,
        ..one
    });
    FormPage::new(t, title, &form, action, person.here())
        .trail(person.trail(t))
        .lead("staff-order-lead")
        .group("staff-group-order", vec![kind, from, last])
        .group(
            "staff-group-duty",
            duty_fields(&form, t, &tree, filled.as_ref()),
        )
        .button("staff-order-button")
        .answer(visit, &form)
}

pub(crate) async fn form(
    may: May<EditPersonRecord>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    page(&may, &person, Form::new(&may.text)).await
}

fn read(typed: &mut Typed<'_>, person: &Person, t: &Text, heads: bool) -> Option<AppointmentEntry> {
    let offered: Vec<(&str, Option<AppointmentKind>)> = std::iter::once((TRANSFER, None))
        .chain(choices::BESIDE.map(|kind| (kind.word(), Some(kind))))
        .collect();
    let kind = typed
        .reading
        .one_of("kind", &t.say("staff-field-kind"), &offered);
    let period = typed.period();
    let (unit, post, rank) = (typed.unit(), typed.title("post"), typed.rank());
    let period = period?;
    let duty = match kind? {
        None => {
            if period.to().is_some() {
                let sentence = t.say("staff-order-transfer-has-no-end").into_owned();
                typed.reading.refuse("last", sentence);
            }
            Duty::Transfer
        }
        Some(kind) => Duty::Beside {
            kind,
            to: period.to(),
        },
    };
    Some(AppointmentEntry {
        employee: person.id,
        duty,
        unit: unit?,
        post: post?,
        rank: rank?,
        heads,
        from: period.from(),
    })
}

pub(crate) async fn submit(
    may: May<EditPersonRecord>,
    Path(employee): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    let entries = Entries::parse(&body);
    let mut typed = Typed::new(Reading::new(entries.clone(), &may.text), &may.text);
    let entry = read(&mut typed, &person, &may.text, entries.ticked("heads"));
    if let Err(errors) = typed.reading.finish() {
        return page(&may, &person, Form::again(&may.text, errors)).await;
    }
    let entry = entry.ok_or(PageError::Stale)?;
    match acts::order(desk(&may), &may.allowed, &entry).await? {
        Ok(()) => {
            let day = super::shown::day(entry.from, &may.text);
            let notice = Notice::new("staff-order-done").with("day", day);
            Ok(see_other(
                &format!("{}/career", person.here()),
                Some(notice),
            ))
        }
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            errors.add(refusal.field(), refusal.sentence(&may.text));
            page(&may, &person, Form::again(&may.text, errors)).await
        }
    }
}

/// Undoes an order that has not begun. A refusal is a page of its own: there is nothing to put right.
pub(crate) async fn undo(
    may: May<EditPersonRecord>,
    Path((employee, order)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    let order: OrderId = order.parse().map_err(|_| PageError::NotFound)?;
    let career = format!("{}/career", person.here());
    match acts::undo(desk(&may), &may.allowed, person.id, order).await? {
        Ok(_) => Ok(see_other(&career, Some(Notice::new("staff-order-undone")))),
        Err(acts::StaffRefusal::Appointment(people::AppointmentRefusal::Overtaken)) => {
            Err(PageError::Refused("people-refusal-overtaken"))
        }
        Err(_) => Err(PageError::Refused("staff-order-not-undone")),
    }
}
