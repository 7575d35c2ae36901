//! The tabs of a person's page that hold what is private, and what was corrected, and the account.

use super::person::{Head, Person, Tab, open};
use super::person_tabs::finish;
use super::shown;
use access::{ViewDirectory, ViewPersonPrivate, ViewPersonRecord};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use screen::visit::Visit;
use screen::{May, PageError, date_text};
use words::Text;

/// The latest corrections that the tab shows.
const CORRECTIONS: people::Page = people::Page {
    offset: 0,
    limit: 200,
};

/// A leave of absence.
struct AbsenceLine {
    kind: String,
    period: String,
    reason: String,
    now: bool,
    href: Option<String>,
}

#[derive(Template)]
#[template(path = "person_absences.html")]
struct AbsencesPage<'a> {
    t: &'a Text,
    head: Head,
    hidden: Option<String>,
    noted: bool,
    lines: Vec<AbsenceLine>,
    edits: bool,
    here: String,
}

/// Notes that somebody looks at something private, before it is shown.
async fn look(visit: &Visit, person: &Person) -> Result<(), PageError> {
    let (clock, actor) = (&visit.site.clock, &visit.actor);
    let act = "staff.private.looked-at";
    accounts::look_at_person(visit.db(), clock, actor, person.id, act).await?;
    Ok(())
}

pub(crate) async fn absences(
    may: May<ViewPersonPrivate>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    let t = &may.text;
    let hidden = person.hidden(Tab::Absences, t);
    let mut lines = Vec::new();
    if hidden.is_none() {
        look(&may, &person).await?;
        let all = people::absences_of(may.db(), person.id).await?;
        lines = all
            .iter()
            .rev()
            .map(|one| AbsenceLine {
                kind: t.say(one.kind.key()).into_owned(),
                period: shown::period(one.period, t),
                reason: one.reason.clone().unwrap_or_default(),
                now: one.period.contains(may.today()),
                href: person
                    .sees
                    .edits_private
                    .then(|| format!("{}/absences/{}", person.here(), one.id)),
            })
            .collect();
    }
    let main = AbsencesPage {
        t,
        head: person.head(&may, Tab::Absences),
        noted: hidden.is_none() && !person.sees.own,
        hidden,
        lines,
        edits: person.sees.edits_private,
        here: person.here(),
    };
    finish(&may, &main.head, &main)
}

#[derive(Template)]
#[template(path = "person_private.html")]
struct PrivatePage<'a> {
    t: &'a Text,
    head: Head,
    hidden: Option<String>,
    noted: bool,
    facts: Vec<(String, String)>,
    edits: bool,
    own: bool,
    here: String,
}

pub(crate) async fn private(
    may: May<ViewPersonPrivate>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    let t = &may.text;
    let hidden = person.hidden(Tab::Private, t);
    let mut facts = Vec::new();
    if hidden.is_none() {
        look(&may, &person).await?;
        facts = private_facts(&may, &person);
    }
    let main = PrivatePage {
        t,
        head: person.head(&may, Tab::Private),
        noted: hidden.is_none() && !person.sees.own,
        hidden,
        facts,
        edits: person.sees.edits_private,
        own: person.sees.own,
        here: person.here(),
    };
    finish(&may, &main.head, &main)
}

fn private_facts(visit: &Visit, person: &Person) -> Vec<(String, String)> {
    let t = &visit.text;
    let record = &person.record;
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let sex = record.sex.map_or("staff-nothing", people::Sex::key);
    vec![
        fact("staff-field-birth-date", shown::day(record.birth_date, t)),
        fact(
            "staff-field-age",
            t.say1("staff-age", "years", i64::from(record.age(visit.today()))),
        ),
        fact("staff-field-sex", t.say(sex).into_owned()),
    ]
}

/// A field that was corrected.
struct CorrectionLine {
    at: String,
    by: String,
    field: String,
    earlier: String,
    later: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "person_corrections.html")]
struct CorrectionsPage<'a> {
    t: &'a Text,
    head: Head,
    hidden: Option<String>,
    lines: Vec<CorrectionLine>,
    withheld: usize,
}

pub(crate) async fn corrections(
    may: May<ViewPersonRecord>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    let t = &may.text;
    let hidden = person.hidden(Tab::Corrections, t);
    let (mut lines, mut withheld) = (Vec::new(), 0);
    if hidden.is_none() {
        let all = people::corrections_of(may.db(), person.id, CORRECTIONS).await?;
        if person.sees.private && all.iter().any(|one| one.private) {
            look(&may, &person).await?;
        }
        withheld = all
            .iter()
            .filter(|one| one.private && !person.sees.private)
            .count();
        lines = all
            .iter()
            .filter(|one| !one.private || person.sees.private)
            .map(|one| correction_line(one, t))
            .collect();
    }
    let main = CorrectionsPage {
        t,
        head: person.head(&may, Tab::Corrections),
        hidden,
        lines,
        withheld,
    };
    finish(&may, &main.head, &main)
}

fn correction_line(one: &people::Correction, t: &Text) -> CorrectionLine {
    CorrectionLine {
        at: date_text::moment(one.at, t.language()),
        by: one.by.clone(),
        field: t.say(&format!("staff-field-{}", one.field)).into_owned(),
        earlier: shown::value(&one.field, &one.earlier, t),
        later: shown::value(&one.field, &one.later, t),
        reason: one.reason.clone(),
    }
}

#[derive(Template)]
#[template(path = "person_account.html")]
struct AccountPage<'a> {
    t: &'a Text,
    head: Head,
    hidden: Option<String>,
    facts: Vec<(String, String)>,
    href: Option<String>,
    none: bool,
    own: bool,
}

pub(crate) async fn account(
    may: May<ViewDirectory>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    let person = open(&may, &employee).await?;
    let t = &may.text;
    let hidden = person.hidden(Tab::Account, t);
    let found = if hidden.is_none() {
        accounts::account_of(may.db(), person.id).await?
    } else {
        None
    };
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let facts = found.as_ref().map(|account| {
        let state = match account.disabled_at {
            Some(_) => "staff-account-disabled",
            None => "staff-account-active",
        };
        vec![
            fact("staff-account-login", account.login.clone()),
            fact("staff-account-state", t.say(state).into_owned()),
        ]
    });
    let main = AccountPage {
        t,
        head: person.head(&may, Tab::Account),
        href: found
            .as_ref()
            .filter(|_| person.sees.accounts)
            .map(|account| format!("/admin/accounts/{}", account.id)),
        none: hidden.is_none() && found.is_none(),
        hidden,
        facts: facts.unwrap_or_default(),
        own: person.sees.own,
    };
    finish(&may, &main.head, &main)
}
