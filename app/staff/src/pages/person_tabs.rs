//! The tabs of a person's page (職員カルテ): overview, career, qualifications.

use super::parts::SECTION;
use super::person::{Head, Person, Tab, open};
use super::shown;
use access::{ViewDirectory, ViewPersonRecord};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use people::{Appointment, AppointmentId, AppointmentKind, Order, Qualification};
use screen::visit::Visit;
use screen::{May, Page, PageError, date_text};
use words::{Language, Text};

/// An appointment in the career.
#[expect(
    clippy::struct_excessive_bools,
    reason = "a template asks one thing at a time"
)]
struct AppointmentLine {
    period: String,
    unit: String,
    post: String,
    rank: String,
    kind: String,
    beside: bool,
    heads: bool,
    now: bool,
    coming: bool,
    correct: Option<String>,
}

/// A qualification.
struct QualificationLine {
    name: String,
    number: String,
    gained: String,
    expires: String,
    proof: String,
    holds: bool,
    href: Option<String>,
}

pub(super) fn finish(
    visit: &Visit,
    head: &Head,
    main: &impl Template,
) -> Result<Response, PageError> {
    visit.page(Page::new(head.title.clone(), SECTION), main)
}

#[derive(Template)]
#[template(path = "person_overview.html")]
struct OverviewPage<'a> {
    t: &'a Text,
    head: Head,
    reach: Vec<(String, String)>,
    mail: Option<String>,
    career: Vec<AppointmentLine>,
    qualifications: Vec<QualificationLine>,
    service: Vec<(String, String)>,
    sees_record: bool,
    hidden: Vec<(String, String)>,
    edits: bool,
    in_service: bool,
    here: String,
    later: Option<String>,
    earlier: Option<String>,
}

pub(crate) async fn overview(
    may: May<ViewDirectory>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    let t = &may.text;
    let head = person.head(&may, Tab::Overview);
    let record = person.sees.record;
    let career = if record {
        appointments(&may, &person).await?
    } else {
        Vec::new()
    };
    let qualifications = if record {
        qualification_lines(&may, &person).await?
    } else {
        Vec::new()
    };
    let hidden = [
        Tab::Career,
        Tab::Qualifications,
        Tab::Absences,
        Tab::Private,
        Tab::Corrections,
        Tab::Account,
    ];
    let hidden = grouped(
        hidden
            .into_iter()
            .filter_map(|tab| Some((tab_name(tab, t), person.hidden(tab, t)?))),
        t,
    );
    let neighbour = |id: Option<people::EmployeeId>| id.map(|id| format!("{SECTION}/{id}"));
    let main = OverviewPage {
        t,
        reach: reach(&person, t),
        mail: person.card.as_ref().and_then(|card| card.mail.clone()),
        career: career
            .into_iter()
            .filter(|line| line.now || line.coming)
            .collect(),
        qualifications: qualifications
            .into_iter()
            .filter(|line| line.holds)
            .collect(),
        service: if record {
            service(&may, &person).await?
        } else {
            Vec::new()
        },
        sees_record: record,
        hidden,
        edits: person.sees.edits,
        in_service: person.card.is_some(),
        here: person.here(),
        earlier: neighbour(person.record.previous.filter(|_| record)),
        later: if record {
            neighbour(people::next_employment(may.db(), person.id).await?)
        } else {
            None
        },
        head,
    };
    finish(&may, &main.head, &main)
}

/// What is hidden for the same reason stands together.
fn grouped(hidden: impl Iterator<Item = (String, String)>, t: &Text) -> Vec<(String, String)> {
    let comma = match t.language() {
        Language::Japanese => "、",
        Language::English => ", ",
    };
    let mut groups: Vec<(String, String)> = Vec::new();
    for (name, reason) in hidden {
        match groups.iter_mut().find(|(_, other)| *other == reason) {
            Some((names, _)) => {
                names.push_str(comma);
                names.push_str(&name);
            }
            None => groups.push((name, reason)),
        }
    }
    groups
}

fn tab_name(tab: Tab, t: &Text) -> String {
    let key = match tab {
        Tab::Overview => "staff-tab-overview",
        Tab::Career => "staff-tab-career",
        Tab::Qualifications => "staff-tab-qualifications",
        Tab::Absences => "staff-tab-absences",
        Tab::Private => "staff-tab-private",
        Tab::Corrections => "staff-tab-corrections",
        Tab::Account => "staff-tab-account",
    };
    t.say(key).into_owned()
}

fn reach(person: &Person, t: &Text) -> Vec<(String, String)> {
    let Some(card) = &person.card else {
        return Vec::new();
    };
    [
        ("staff-field-telephone", &card.telephone),
        ("staff-field-extension", &card.extension),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((t.say(key).into_owned(), value.clone()?)))
    .collect()
}

/// The days of service and what goes with them.
async fn service(visit: &Visit, person: &Person) -> Result<Vec<(String, String)>, PageError> {
    let t = &visit.text;
    let record = &person.record;
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let mut facts = vec![
        fact("staff-field-hired-on", shown::day(record.service.from(), t)),
        fact(
            "staff-field-employment",
            t.say(record.employment.key()).into_owned(),
        ),
        fact("staff-field-job-family", record.job_family.to_string()),
        fact("staff-field-weekly", record.weekly.to_string()),
    ];
    if let Some(former) = &record.former_name {
        facts.push(fact("staff-field-former-name", former.to_string()));
    }
    // Who leaves in the future is known to those who order it, and to the person.
    let tells =
        |left: &calendar::Date| *left <= visit.today() || person.sees.edits || person.sees.own;
    if let Some(left) = record.service.to().filter(tells) {
        facts.push(fact(
            "staff-field-last-day",
            shown::day(shown::last_day(left), t),
        ));
        let departure = people::departure(visit.db(), person.id).await?;
        if let Some(departure) = departure.filter(|_| person.sees.private) {
            facts.push(fact(
                "staff-field-departure-kind",
                t.say(departure.kind.key()).into_owned(),
            ));
            if let Some(note) = departure.note {
                facts.push(fact("staff-field-note", note));
            }
        }
    }
    Ok(facts)
}

/// The career as the viewer may see it: what begins later is shown to those who order it.
async fn appointments(visit: &Visit, person: &Person) -> Result<Vec<AppointmentLine>, PageError> {
    let today = visit.today();
    let mut all = people::appointments_of(visit.db(), person.id).await?;
    if !person.sees.edits {
        all.retain(|one| one.period.from() <= today);
    }
    all.reverse();
    let mut lines = Vec::with_capacity(all.len());
    for one in &all {
        let unit = unit_then(visit, person, one).await?;
        lines.push(appointment_line(visit, person, one, unit));
    }
    Ok(lines)
}

/// What the unit was called when the appointment held last.
async fn unit_then(visit: &Visit, person: &Person, one: &Appointment) -> Result<String, PageError> {
    let today = visit.today();
    if one.period.contains(today) {
        let path = person.units.path(one.unit);
        if !path.is_empty() {
            return Ok(path);
        }
    }
    let versions = people::unit_history(visit.db(), one.unit).await?;
    let then = |on| {
        versions
            .iter()
            .find(|version| version.period.contains(on))
            .map(|version| version.name.to_string())
    };
    let last = one.period.to().map_or(one.period.from(), shown::last_day);
    let name = then(last).or_else(|| then(one.period.from()));
    Ok(name.unwrap_or_else(|| "―".to_owned()))
}

fn appointment_line(
    visit: &Visit,
    person: &Person,
    one: &Appointment,
    unit: String,
) -> AppointmentLine {
    let t = &visit.text;
    let today = visit.today();
    // An end that lies ahead comes from an order that only those know who gave it.
    let period = match one.period.to() {
        Some(to) if to > today && !person.sees.edits => {
            calendar::Period::starting(one.period.from())
        }
        _ => one.period,
    };
    let beside = one.kind != AppointmentKind::Main;
    let href = |id: AppointmentId| format!("{}/appointments/{id}", person.here());
    AppointmentLine {
        period: shown::period(period, t),
        unit,
        post: one.post.to_string(),
        rank: t.say(one.rank.key()).into_owned(),
        kind: t.say(one.kind.key()).into_owned(),
        beside,
        heads: one.heads,
        now: one.period.contains(today),
        coming: one.period.from() > today,
        correct: person.sees.edits.then(|| href(one.id)),
    }
}

/// An order that can be undone.
struct OrderLine {
    kind: String,
    on: String,
    given: String,
    by: String,
    undone: bool,
    undo: Option<String>,
}

#[derive(Template)]
#[template(path = "person_career.html")]
struct CareerPage<'a> {
    t: &'a Text,
    head: Head,
    hidden: Option<String>,
    lines: Vec<AppointmentLine>,
    orders: Vec<OrderLine>,
    edits: bool,
    in_service: bool,
    here: String,
    today: String,
}

pub(crate) async fn career(
    may: May<ViewPersonRecord>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    let t = &may.text;
    let hidden = person.hidden(Tab::Career, t);
    let (mut lines, mut orders) = (Vec::new(), Vec::new());
    if hidden.is_none() {
        lines = appointments(&may, &person).await?;
    }
    if person.sees.edits {
        let given = people::orders_of(may.db(), person.id).await?;
        orders = given
            .iter()
            .map(|order| order_line(&may, &person, order))
            .collect();
    }
    let main = CareerPage {
        t,
        head: person.head(&may, Tab::Career),
        hidden,
        lines,
        orders,
        edits: person.sees.edits,
        in_service: person.card.is_some(),
        here: person.here(),
        today: date_text::plain_day(may.today(), t.language()),
    };
    finish(&may, &main.head, &main)
}

fn order_line(visit: &Visit, person: &Person, order: &Order) -> OrderLine {
    let t = &visit.text;
    let open = order.undone_at.is_none()
        && order.on > visit.today()
        && order.kind != people::OrderKind::Hiring;
    OrderLine {
        kind: t.say(order.kind.key()).into_owned(),
        on: shown::day(order.on, t),
        given: date_text::moment(order.given_at, t.language()),
        by: order.by.clone(),
        undone: order.undone_at.is_some(),
        undo: open.then(|| format!("{}/orders/{}/undo", person.here(), order.id)),
    }
}

#[derive(Template)]
#[template(path = "person_qualifications.html")]
struct QualificationsPage<'a> {
    t: &'a Text,
    head: Head,
    hidden: Option<String>,
    lines: Vec<QualificationLine>,
    edits: bool,
    here: String,
}

pub(crate) async fn qualifications(
    may: May<ViewPersonRecord>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    let t = &may.text;
    let hidden = person.hidden(Tab::Qualifications, t);
    let lines = if hidden.is_none() {
        qualification_lines(&may, &person).await?
    } else {
        Vec::new()
    };
    let main = QualificationsPage {
        t,
        head: person.head(&may, Tab::Qualifications),
        hidden,
        lines,
        edits: person.sees.edits,
        here: person.here(),
    };
    finish(&may, &main.head, &main)
}

async fn qualification_lines(
    visit: &Visit,
    person: &Person,
) -> Result<Vec<QualificationLine>, PageError> {
    let t = &visit.text;
    let all = people::qualifications_of(visit.db(), &[person.id]).await?;
    let line = |one: &Qualification| QualificationLine {
        name: one.name.to_string(),
        number: one
            .number
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        gained: one.gained.map(|on| shown::day(on, t)).unwrap_or_default(),
        expires: one
            .expires
            .map(|on| shown::day(shown::last_day(on), t))
            .unwrap_or_default(),
        proof: one.proof.clone().unwrap_or_default(),
        holds: one.holds(visit.today()),
        href: person
            .sees
            .edits
            .then(|| format!("{}/qualifications/{}", person.here(), one.id)),
    };
    Ok(all.iter().map(line).collect())
}
