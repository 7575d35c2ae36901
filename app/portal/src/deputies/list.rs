//! The lists of deputies, and the button that ends one.

use super::Place;
use crate::lists::{self, Turn};
use access::{Allowed, EditDeputies, Relation, ViewDeputies};
use accounts::{DeputyId, DeputyLine};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::Date;
use people::EmployeeId;
use screen::form::{Entries, Field, Form};
use screen::table::TableState;
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use words::Text;

/// Deputyships of one person on the own page at most; the administration pages through all.
const OWN: i64 = 200;

/// A deputyship as the page shows it.
struct Line {
    principal: String,
    principal_unit: String,
    deputy: String,
    deputy_unit: String,
    from: String,
    last: String,
    reason: String,
    named: String,
    state: String,
    tone: &'static str,
    end: Option<(String, Field)>,
}

/// A table of deputyships under a heading.
struct Part {
    id: &'static str,
    title: String,
    empty: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "deputies.html")]
struct ListPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    new: &'static str,
    parts: Vec<Part>,
    turn: Turn,
}

pub(crate) async fn own(may: May<ViewDeputies>) -> Result<Response, PageError> {
    may.allowed.on(Relation::Own)?;
    let employee = may.actor.employee.ok_or(PageError::NotFound)?;
    let clock = &may.site.clock;
    let found = accounts::deputies_of(may.db(), clock, EmployeeId(employee), OWN).await?;
    let (mine, others): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|line| line.principal.0 == employee);
    let mut parts = vec![
        part(
            &may,
            Place::Own,
            "portal-deputies-mine",
            "portal-deputies-mine-empty",
            &mine,
        ),
        part(
            &may,
            Place::Own,
            "portal-deputies-for",
            "portal-deputies-for-empty",
            &others,
        ),
    ];
    let mut turn = Turn::default();
    if !may.actor.headed.is_empty() {
        let state = TableState::read(Place::Own.list(), may.uri.query(), &[], "from");
        let mut people =
            accounts::deputies(may.db(), clock, &may.allowed, lists::part(&state)).await?;
        turn = Turn::of(&state, &mut people);
        people.retain(|line| line.principal.0 != employee);
        parts.push(part(
            &may,
            Place::Own,
            "portal-deputies-people",
            "portal-deputies-people-empty",
            &people,
        ));
    }
    page(&may, Place::Own, parts, turn)
}

pub(crate) async fn administered(may: May<ViewDeputies>) -> Result<Response, PageError> {
    may.allowed.on(Relation::Other)?;
    let place = Place::Administration;
    let state = TableState::read(place.list(), may.uri.query(), &[], "from");
    let clock = &may.site.clock;
    let mut found = accounts::deputies(may.db(), clock, &may.allowed, lists::part(&state)).await?;
    let turn = Turn::of(&state, &mut found);
    let all = part(
        &may,
        place,
        "portal-deputies-all",
        "portal-deputies-all-empty",
        &found,
    );
    page(&may, place, vec![all], turn)
}

fn page(visit: &Visit, place: Place, parts: Vec<Part>, turn: Turn) -> Result<Response, PageError> {
    let title = visit.say("portal-deputies");
    let main = ListPage {
        t: &visit.text,
        title: title.clone(),
        trail: place.trail(visit, &[]),
        new: place.naming(),
        parts,
        turn,
    };
    visit.page(Page::new(title, place.section()), &main)
}

fn part(
    visit: &Visit,
    place: Place,
    title: &'static str,
    empty: &str,
    found: &[DeputyLine],
) -> Part {
    Part {
        id: title,
        title: visit.say(title),
        empty: visit.say(empty),
        lines: found.iter().map(|each| line(visit, place, each)).collect(),
    }
}

fn line(visit: &Visit, place: Place, line: &DeputyLine) -> Line {
    let (t, today) = (&visit.text, visit.today());
    let day = |day: Date| date_text::short_day(day, t.language());
    let (state, tone) = standing(line, today);
    let last = line.period.to().and_then(|to| to.yesterday().ok());
    let can_end = line.can_end(today) && may_end(visit, line);
    Line {
        principal: line.principal_name.clone(),
        principal_unit: line.principal_unit.clone().unwrap_or_default(),
        deputy: line.deputy_name.clone(),
        deputy_unit: line.deputy_unit.clone().unwrap_or_default(),
        from: day(line.period.from()),
        last: last.map_or_else(|| t.say("portal-deputy-no-end").into_owned(), day),
        reason: line.reason.clone(),
        named: t.say2(
            "portal-deputy-named-by",
            "name",
            line.named_by.as_str(),
            "at",
            date_text::short_moment(line.named_at, t.language()),
        ),
        state: t.say(state).into_owned(),
        tone,
        end: can_end.then(|| {
            let action = format!("{}/{}/end", place.list(), line.id);
            (action, Form::new(t).version(line.version))
        }),
    }
}

fn standing(line: &DeputyLine, today: Date) -> (&'static str, &'static str) {
    if line.holds(today) {
        ("portal-deputy-state-now", "ok")
    } else if line.can_end(today) {
        ("portal-deputy-state-coming", "key")
    } else {
        ("portal-deputy-state-over", "")
    }
}

/// Whether the reader sees the button; the act decides again. Who sees a line on these pages without being
/// one of the two heads the person or administers all.
fn may_end(visit: &Visit, line: &DeputyLine) -> bool {
    let asked = Allowed::<EditDeputies>::ask(visit.actor.clone());
    let one_of_them =
        [line.principal.0, line.deputy.0].contains(&visit.actor.employee.unwrap_or_default());
    asked.is_ok_and(|allowed| {
        one_of_them || allowed.on(Relation::Other).is_ok() || allowed.on(Relation::Member).is_ok()
    })
}

pub(crate) async fn end_own(
    may: May<EditDeputies>,
    Path(deputy): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    end(&may, Place::Own, &deputy, &body).await
}

pub(crate) async fn end_administered(
    may: May<EditDeputies>,
    Path(deputy): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    end(&may, Place::Administration, &deputy, &body).await
}

async fn end(
    may: &May<EditDeputies>,
    place: Place,
    deputy: &str,
    body: &[u8],
) -> Result<Response, PageError> {
    let id: DeputyId = deputy.parse().map_err(|_| PageError::NotFound)?;
    let version = Entries::parse(body)
        .text("version")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    let clock = &may.site.clock;
    match accounts::end_deputy(may.db(), clock, &may.allowed, id, version).await? {
        Ok(()) => Ok(see_other(
            place.list(),
            Some(Notice::new("portal-deputy-was-ended")),
        )),
        Err(accounts::DeputyRefusal::NotFound) => Err(PageError::NotFound),
        Err(accounts::DeputyRefusal::Stale) => Err(PageError::Stale),
        Err(refusal) => Err(PageError::Refused(refusal.key())),
    }
}
