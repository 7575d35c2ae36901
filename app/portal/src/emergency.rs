//! Private records opened in an emergency: the administrator's way in, and the list that personnel see.

use crate::administration::{SECTION, holds, trail};
use crate::lists::{self, Turn};
use crate::offered::Offered;
use access::{OpenInEmergency, ViewEmergencies};
use accounts::{EMERGENCY_MINUTES, EmergencyRefusal, Opening, OpeningId, SHORTEST_REASON};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use people::{EmployeeId, Whom};
use screen::form::{Entries, Field, Form, FormErrors, Reading};
use screen::table::TableState;
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use words::Text;

const HERE: &str = "/admin/emergency";
/// Characters of a reason at most, as the record takes them.
const LONGEST_REASON: usize = 500;

/// An opening as the page shows it.
struct Line {
    person: String,
    by: String,
    reason: String,
    from: String,
    to: String,
    open: bool,
    record: Option<String>,
    close: Option<String>,
}

/// The form that opens a record.
struct Opener {
    q: Field,
    searched: bool,
    asked: Option<(Field, Field, Field)>,
    minutes: i64,
}

#[derive(Template)]
#[template(path = "admin/emergency.html")]
struct EmergencyPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    form: Form,
    opener: Option<Opener>,
    lines: Vec<Line>,
    turn: Turn,
}

pub(crate) async fn list(may: May<ViewEmergencies>) -> Result<Response, PageError> {
    let entries = Entries::parse(may.uri.query().unwrap_or_default().as_bytes());
    let q = entries.text("q").unwrap_or_default();
    page(&may, &may.allowed, &q, Form::new(&may.text)).await
}

async fn page(
    visit: &Visit,
    allowed: &access::Allowed<ViewEmergencies>,
    q: &str,
    form: Form,
) -> Result<Response, PageError> {
    let state = TableState::read(HERE, visit.uri.query(), &[], "at");
    let mut found = accounts::openings(visit.db(), allowed, lists::part(&state)).await?;
    let turn = Turn::of(&state, &mut found);
    let title = visit.say("portal-emergency");
    let page = Page::new(title.clone(), SECTION);
    let main = EmergencyPage {
        t: &visit.text,
        title,
        trail: trail(visit, &[]),
        opener: opener(visit, q, &form).await?,
        lines: found.iter().map(|opening| line(visit, opening)).collect(),
        turn,
        form,
    };
    let page = if main.form.refused() {
        page.with_errors()
    } else {
        page
    };
    visit.page(page, &main)
}

/// Nothing for those who only look at the list.
async fn opener(visit: &Visit, q: &str, form: &Form) -> Result<Option<Opener>, PageError> {
    if !holds::<OpenInEmergency>(visit) {
        return Ok(None);
    }
    let t = &visit.text;
    let found = Offered::find(visit, q, Whom::Everybody, |_| true).await?;
    let reason = form
        .textarea("reason", &t.say("portal-emergency-reason"))
        .hint(t.say1("portal-emergency-reason-hint", "n", SHORTEST_REASON))
        .rows(3)
        .required();
    Ok(Some(Opener {
        q: Form::new(t)
            .typed_text("search", "q", &t.say("portal-account-new-search"))
            .hint(t.say("portal-account-new-search-hint"))
            .value(q),
        searched: !q.is_empty(),
        asked: (!found.is_empty()).then(|| {
            let label = t.say("portal-emergency-person");
            let people = found.field(form, t, "employee", &label);
            (form.hidden("q", q), people, reason)
        }),
        minutes: visit.settings.get(&EMERGENCY_MINUTES),
    }))
}

fn line(visit: &Visit, opening: &Opening) -> Line {
    let moment = |at| date_text::short_moment(at, visit.language());
    let open = opening.is_open(visit.now);
    let own = visit.actor.account == Some(opening.account.0);
    Line {
        person: opening.employee_name.clone(),
        by: opening.opened_by.clone(),
        reason: opening.reason.clone(),
        from: moment(opening.opened_at),
        to: moment(opening.closed_at.unwrap_or(opening.closes_at)),
        open,
        record: (open && own).then(|| format!("/staff/{}", opening.employee)),
        close: (open && own).then(|| format!("{HERE}/{}/close", opening.id)),
    }
}

pub(crate) async fn open(may: May<OpenInEmergency>, body: Bytes) -> Result<Response, PageError> {
    may.renewed(&body)?;
    let entries = Entries::parse(&body);
    let q = entries.text("q").unwrap_or_default();
    let employee: Option<EmployeeId> = entries.text("employee").and_then(|id| id.parse().ok());
    let mut reading = Reading::new(entries.clone(), &may.text);
    if employee.is_none() {
        reading.refuse(
            "employee",
            may.say("portal-account-new-employee-not-chosen"),
        );
    }
    let label = may.say("portal-emergency-reason");
    let reason = reading.text("reason", &label, LONGEST_REASON);
    let looker = access::Allowed::<ViewEmergencies>::ask(may.actor.clone())?;
    let again = |errors: FormErrors| Form::again(&may.text, errors);
    let employee = match (reading.finish(), employee) {
        (Ok(()), Some(employee)) => employee,
        (Ok(()), None) => return Err(PageError::NotFound),
        (Err(errors), _) => return page(&may, &looker, &q, again(errors)).await,
    };
    let site = &may.site;
    let opened = accounts::open_in_emergency(
        may.db(),
        &site.ids,
        &site.clock,
        &may.allowed,
        &may.settings,
        employee,
        &reason,
    )
    .await?;
    match opened {
        Ok(_) => Ok(see_other(
            HERE,
            Some(Notice::new("portal-emergency-opened")),
        )),
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            let field = match refusal {
                EmergencyRefusal::Reason => "reason",
                EmergencyRefusal::NotFound | EmergencyRefusal::OpenAlready => "employee",
                EmergencyRefusal::Nobody => "",
            };
            errors.add(field, may.text.say1(refusal.key(), "n", SHORTEST_REASON));
            page(&may, &looker, &q, again(errors)).await
        }
    }
}

pub(crate) async fn close(
    may: May<OpenInEmergency>,
    Path(opening): Path<String>,
) -> Result<Response, PageError> {
    let id: OpeningId = opening.parse().map_err(|_| PageError::NotFound)?;
    let clock = &may.site.clock;
    match accounts::close_opening(may.db(), clock, &may.allowed, id).await? {
        Ok(()) => Ok(see_other(
            HERE,
            Some(Notice::new("portal-emergency-closed")),
        )),
        Err(_) => Err(PageError::NotFound),
    }
}
