//! The page on which a deputy is named: first who it is about, then from when until when.

use super::Place;
use crate::offered::Offered;
use access::{EditDeputies, Relation};
use accounts::{DeputyRefusal, LONGEST_DEPUTY_REASON, NewDeputy};
use askama::Template;
use axum::body::Bytes;
use axum::response::Response;
use calendar::{Date, Period};
use people::{EmployeeId, Whom};
use screen::form::{Entries, Field, Form, FormErrors, Reading};
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

#[derive(Template)]
#[template(path = "deputy_new.html")]
struct NewPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    form: Form,
    here: &'static str,
    of: Option<Field>,
    q: Field,
    searched: bool,
    asked: Option<Asked>,
}

/// The second half of the form, once both have been found.
struct Asked {
    again: Vec<Field>,
    principal: Option<Field>,
    deputy: Field,
    from: Field,
    last: Field,
    reason: Field,
}

/// The words that are searched for.
struct Sought {
    of: String,
    q: String,
}

impl Sought {
    fn read(entries: &Entries) -> Sought {
        let text = |name: &str| entries.text(name).unwrap_or_default();
        Sought {
            of: text("of"),
            q: text("q"),
        }
    }
}

/// Whether the reader may name a deputy for somebody else.
fn for_others(may: &May<EditDeputies>, place: Place) -> bool {
    place == Place::Administration || !may.actor.headed.is_empty()
}

pub(crate) async fn own_form(may: May<EditDeputies>) -> Result<Response, PageError> {
    may.actor.employee.ok_or(PageError::NotFound)?;
    form(&may, Place::Own).await
}

pub(crate) async fn administered_form(may: May<EditDeputies>) -> Result<Response, PageError> {
    may.allowed.on(Relation::Other)?;
    form(&may, Place::Administration).await
}

async fn form(may: &May<EditDeputies>, place: Place) -> Result<Response, PageError> {
    let entries = Entries::parse(may.uri.query().unwrap_or_default().as_bytes());
    page(may, place, &Sought::read(&entries), Form::new(&may.text)).await
}

async fn page(
    may: &May<EditDeputies>,
    place: Place,
    sought: &Sought,
    form: Form,
) -> Result<Response, PageError> {
    let t = &may.text;
    let others = for_others(may, place);
    let title = may.say("portal-deputy-new");
    let page = Page::new(title.clone(), place.section());
    let search = |name: &str, label: &str, value: &str| {
        Form::new(t)
            .typed_text("search", name, &t.say(label))
            .value(value)
    };
    let of = others.then(|| {
        let field = search("of", "portal-deputy-search-principal", &sought.of);
        match place {
            Place::Own => field
                .hint(t.say("portal-deputy-search-principal-hint"))
                .optional(),
            Place::Administration => field.hint(t.say("portal-account-new-search-hint")),
        }
    });
    let main = NewPage {
        t,
        title,
        trail: place.trail(may, &[("portal-deputies", place.list())]),
        here: place.naming(),
        of,
        q: search("q", "portal-deputy-search-deputy", &sought.q)
            .hint(t.say("portal-account-new-search-hint")),
        searched: !sought.q.is_empty(),
        asked: asked(may, place, sought, &form).await?,
        form,
    };
    let page = if main.form.refused() {
        page.with_errors()
    } else {
        page
    };
    may.page(page, &main)
}

/// `None` until somebody has been found for both.
async fn asked(
    may: &May<EditDeputies>,
    place: Place,
    sought: &Sought,
    form: &Form,
) -> Result<Option<Asked>, PageError> {
    let t = &may.text;
    if sought.q.is_empty() {
        return Ok(None);
    }
    let deputies = Offered::find(may, &sought.q, Whom::InService, |_| true).await?;
    let principal = if sought.of.is_empty() {
        None
    } else {
        let scope = may.allowed.people();
        let own = |line: &people::EmployeeLine| {
            let unit: Vec<i64> = line.unit.iter().map(|unit| unit.0).collect();
            scope.holds(line.id.0, &unit)
        };
        Some(Offered::find(may, &sought.of, Whom::InService, own).await?)
    };
    let nobody = principal.as_ref().is_some_and(Offered::is_empty);
    let missing = principal.is_none() && place == Place::Administration;
    if deputies.is_empty() || nobody || missing {
        return Ok(None);
    }
    let label = |key: &str| t.say(key).into_owned();
    Ok(Some(Asked {
        again: vec![form.hidden("of", &sought.of), form.hidden("q", &sought.q)],
        principal: principal
            .map(|people| people.field(form, t, "principal", &label("portal-deputy-principal"))),
        deputy: deputies.field(form, t, "deputy", &label("portal-deputy-deputy")),
        from: form
            .date("from", &label("portal-deputy-from"))
            .day(Some(may.today()))
            .not_before(may.today())
            .required(),
        last: form
            .date("last", &label("portal-deputy-last"))
            .hint(label("portal-deputy-last-hint"))
            .optional(),
        reason: form
            .text("reason", &label("portal-deputy-reason"))
            .hint(label("portal-deputy-reason-hint"))
            .required(),
    }))
}

pub(crate) async fn name_own(may: May<EditDeputies>, body: Bytes) -> Result<Response, PageError> {
    name(&may, Place::Own, &body).await
}

pub(crate) async fn name_administered(
    may: May<EditDeputies>,
    body: Bytes,
) -> Result<Response, PageError> {
    may.allowed.on(Relation::Other)?;
    name(&may, Place::Administration, &body).await
}

async fn name(may: &May<EditDeputies>, place: Place, body: &[u8]) -> Result<Response, PageError> {
    let entries = Entries::parse(body);
    let sought = Sought::read(&entries);
    let chosen = |name: &str| entries.text(name).and_then(|id| id.parse().ok());
    let own = || {
        may.actor
            .employee
            .map(EmployeeId)
            .filter(|_| place == Place::Own)
    };
    let principal: Option<EmployeeId> = chosen("principal").or_else(own);
    let mut reading = Reading::new(entries.clone(), &may.text);
    if principal.is_none() {
        reading.refuse("principal", may.say("portal-deputy-not-chosen"));
    }
    let deputy: Option<EmployeeId> = chosen("deputy");
    if deputy.is_none() {
        reading.refuse("deputy", may.say("portal-deputy-not-chosen"));
    }
    let period = read_period(&mut reading, &may.text);
    let reason = reading.text(
        "reason",
        &may.say("portal-deputy-reason"),
        LONGEST_DEPUTY_REASON,
    );
    let new = match (reading.finish(), principal, deputy, period) {
        (Ok(()), Some(principal), Some(deputy), Some(period)) => NewDeputy {
            principal,
            deputy,
            period,
            reason,
        },
        (Ok(()), ..) => return Err(PageError::NotFound),
        (Err(errors), ..) => {
            return page(may, place, &sought, Form::again(&may.text, errors)).await;
        }
    };
    let site = &may.site;
    let named = accounts::name_deputy(may.db(), &site.ids, &site.clock, &may.allowed, &new).await?;
    match named {
        Ok(_) => Ok(see_other(
            place.list(),
            Some(Notice::new("portal-deputy-named")),
        )),
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            errors.add(field_of(refusal), may.say(refusal.key()));
            page(may, place, &sought, Form::again(&may.text, errors)).await
        }
    }
}

/// The last day is entered as people say it; the record holds the first day after it.
fn read_period(reading: &mut Reading<'_>, t: &Text) -> Option<Period> {
    let from = reading.date("from", &t.say("portal-deputy-from"))?;
    let last: Option<Date> = reading.optional_date("last", &t.say("portal-deputy-last"));
    let period = Period::new(from, last.and_then(|last| last.tomorrow().ok()));
    if period.is_err() {
        reading.refuse("last", t.say("portal-deputy-ends-too-early"));
    }
    period.ok()
}

const fn field_of(refusal: DeputyRefusal) -> &'static str {
    match refusal {
        DeputyRefusal::Oneself | DeputyRefusal::NotInService | DeputyRefusal::Chain => "deputy",
        DeputyRefusal::InThePast | DeputyRefusal::Overlap => "from",
        DeputyRefusal::NoReason => "reason",
        DeputyRefusal::NotFound | DeputyRefusal::Ended | DeputyRefusal::Stale => "",
    }
}
