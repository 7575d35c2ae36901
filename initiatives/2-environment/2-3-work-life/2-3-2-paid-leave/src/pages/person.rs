//! Somebody's leave: the year in one row that adds up, the lines behind each number, plans and requests.

use super::frame::{
    Mark, SECTION, asked, desk, may_edit, may_keep, name_of, number, stage_mark, tabs, year_name,
};
use crate::acts::Rules;
use crate::records::{Act, Kind, Origin, Stage};
use crate::rules::Duty;
use crate::rules::entitlement::{of_fiscal_year, pattern};
use crate::rules::ledger::{Balance, fold};
use crate::shown;
use crate::store::{self, LedgerLine, Request, Staff};
use access::{EditLeave, ViewLeave};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use calendar::{Date, Minutes};
use people::EmployeeId;
use screen::form::{Choice, Field, Form};
use screen::visit::Visit;
use screen::{May, Page, PageError, date_text};
use serde_json::json;
use words::Text;

/// One number of the row, with the lines behind it.
struct Figure {
    label: String,
    length: String,
    /// `+` or `−` before it, as the row adds up.
    sign: &'static str,
    href: String,
    here: bool,
}

/// A line of the ledger as the page shows it.
struct Line {
    day: String,
    act: String,
    origin: String,
    minutes: String,
    reason: String,
    by: String,
    request: Option<String>,
    reversed: bool,
    /// Where it is taken back.
    reverse: Option<String>,
}

/// A plan or a request as the page shows it.
struct Asked {
    href: String,
    days: String,
    kind: String,
    length: String,
    mark: Mark,
    another: String,
}

/// What the personnel office can do with the ledger.
struct Keeping {
    adjust: String,
    lot: Field,
    days: Field,
    hours: Field,
    reason: Field,
    pattern: String,
    pattern_days: Field,
    pattern_minutes: Field,
    pattern_from: Field,
}

#[derive(Template)]
#[template(path = "leave/person.html")]
struct PersonPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    tabs: Vec<(String, String, bool)>,
    new: Option<String>,
    years: Vec<(String, String, bool)>,
    figures: Vec<Figure>,
    left: String,
    /// Whether it presses, and what it says.
    notes: Vec<(bool, String)>,
    requests: Vec<Asked>,
    others: Vec<(String, String)>,
    lines: Vec<Line>,
    lines_title: String,
    all_lines: Option<String>,
    keeping: Option<Keeping>,
}

pub(crate) async fn own(may: May<EditLeave>) -> Result<Response, PageError> {
    let Some(employee) = may.actor.employee.map(EmployeeId) else {
        // Somebody without an employment of their own keeps that of others.
        return Ok(screen::see_other("/leave/people", None));
    };
    page(&may, employee, true).await
}

pub(crate) async fn of(
    may: May<ViewLeave>,
    Path(employee): Path<String>,
) -> Result<Response, PageError> {
    let employee = EmployeeId(number(&employee)?);
    let units = super::frame::units(&may, employee).await?;
    people::employee(may.db(), employee)
        .await?
        .ok_or(PageError::NotFound)?;
    may.allowed.on_person(employee.0, &units)?;
    let own = may.actor.employee == Some(employee.0);
    if !own {
        look(&may, employee).await?;
    }
    page(&may, employee, false).await
}

/// Who looked at somebody's leave stands in the journal, and on the person's own page of looks.
async fn look(visit: &Visit, employee: EmployeeId) -> Result<(), PageError> {
    let subject = format!("employee:{employee}");
    let entry = journal::Entry {
        act: "paid-leave.ledger.seen",
        subject: &subject,
        detail: &json!({}),
    };
    let mut tx = visit.db().begin().await?;
    journal::look(&mut tx, desk(visit).now, &visit.actor, entry).await?;
    tx.commit().await?;
    Ok(())
}

async fn page(visit: &Visit, employee: EmployeeId, own: bool) -> Result<Response, PageError> {
    let (db, t, today) = (visit.db(), &visit.text, visit.today());
    let rules = Rules::read(db, today).await?;
    let staff = store::staff(db, employee, today)
        .await?
        .ok_or(PageError::NotFound)?;
    let days = rules.grant_days(staff.served.employment);
    let this = days.year_of(today);
    let year = asked(visit, "year")
        .and_then(|text| text.parse::<Date>().ok())
        .map_or(this, |day| days.year_of(day));
    let day = pattern(&staff.served, &rules.policy).day;
    let lines = store::entries(db, employee, year.first).await?;
    let pending = store::pending(db, employee, year.first).await?;
    let balance = fold(lines.iter().map(|line| &line.entry), pending, today);
    let requests = store::requests_of(db, employee, year.first, year.end).await?;
    let base = if own {
        SECTION.to_owned()
    } else {
        format!("/leave/people/{employee}")
    };
    let here = format!("{base}?year={}", year.first);
    let wanted = asked(visit, "lines");
    let keeps = may_keep(visit, employee).await?;
    let shown_lines: Vec<Line> = lines
        .iter()
        .filter(|line| belongs(line, wanted.as_deref(), today))
        .map(|line| shown_line(line, day, keeps, t))
        .collect();
    let title = if own {
        visit.say("paid-leave-own-title")
    } else {
        t.say1(
            "paid-leave-person-title",
            "name",
            name_of(visit, employee).await?,
        )
    };
    let main = PersonPage {
        t,
        title: title.clone(),
        lead: year_name(year.first, t),
        tabs: tabs(visit, if own { SECTION } else { "/leave/people" }),
        new: may_edit(visit, employee).await?.then(|| {
            if own {
                "/leave/new".to_owned()
            } else {
                format!("/leave/new?for={employee}")
            }
        }),
        years: years(visit, employee, &base, (year.first, this.first)).await?,
        figures: figures(&balance, day, &here, wanted.as_deref(), t),
        left: shown::length(balance.left(), day, t),
        notes: notes(&rules, &staff, &balance, &requests, day, t),
        others: others(&requests, day, t),
        requests: requests
            .iter()
            .filter(|one| wanted.as_deref() != Some("pending") || one.stage == Stage::Pending)
            .map(|one| asked_line(one, day, t))
            .collect(),
        lines: shown_lines,
        lines_title: match &wanted {
            Some(which) => t
                .say(&format!("paid-leave-figure-{}", known(which)))
                .into_owned(),
            None => visit.say("paid-leave-ledger"),
        },
        all_lines: wanted.is_some().then_some(here),
        keeping: if keeps {
            keeping(visit, employee, year.first, day).await?
        } else {
            None
        },
    };
    visit.page(Page::new(title, SECTION), &main)
}

/// The numbers of the row that can be asked for; another word in the address shows what is granted.
fn known(which: &str) -> &str {
    const KNOWN: [&str; 7] = [
        "granted", "carried", "adjusted", "used", "ahead", "ended", "pending",
    ];
    if KNOWN.contains(&which) {
        which
    } else {
        "granted"
    }
}

/// Whether a line stands behind the number that was asked for.
fn belongs(line: &LedgerLine, wanted: Option<&str>, today: Date) -> bool {
    let taken = matches!(line.entry.act, Act::Take | Act::Cancel);
    match wanted.map(known) {
        None => true,
        Some("granted") => line.entry.act == Act::Grant,
        Some("carried") => line.entry.act == Act::CarryIn,
        Some("adjusted") => matches!(line.entry.act, Act::Adjust | Act::Reverse),
        Some("used") => taken && line.entry.on <= today,
        Some("ahead") => taken && line.entry.on > today,
        Some("ended") => matches!(line.entry.act, Act::Expire | Act::CarryOut),
        Some(_) => false,
    }
}

/// The row: granted + carried + adjusted − used − ahead − ended − pending; what is zero and seldom is left out.
fn figures(
    balance: &Balance,
    day: Minutes,
    here: &str,
    wanted: Option<&str>,
    t: &Text,
) -> Vec<Figure> {
    let all = [
        ("granted", "", balance.granted, true),
        ("carried", "+", balance.carried, true),
        ("adjusted", "+", balance.adjusted, false),
        ("used", "−", balance.used, true),
        ("ahead", "−", balance.ahead, true),
        ("pending", "−", balance.pending, true),
        ("ended", "−", balance.expired + balance.carried_out, false),
    ];
    all.into_iter()
        .filter(|(_, _, length, always)| *always || *length != Minutes(0))
        .map(|(which, sign, length, _)| Figure {
            label: t.say(&format!("paid-leave-figure-{which}")).into_owned(),
            length: shown::length(length, day, t),
            sign,
            href: format!("{here}&lines={which}#lines"),
            here: wanted == Some(which),
        })
        .collect()
}

fn shown_line(line: &LedgerLine, day: Minutes, keeps: bool, t: &Text) -> Line {
    let entry = &line.entry;
    let may_go_back = matches!(
        entry.act,
        Act::Grant | Act::Adjust | Act::Expire | Act::CarryOut
    );
    Line {
        day: date_text::short_day(entry.on, t.language()),
        act: t.say(entry.act.key()).into_owned(),
        origin: t.say(line.origin.key()).into_owned(),
        minutes: shown::length(entry.minutes, day, t),
        reason: line.reason.clone(),
        by: line.actor_name.clone(),
        request: entry
            .request
            .map(|request| format!("/leave/requests/{request}")),
        reversed: line.reversed,
        reverse: (keeps && may_go_back && !line.reversed)
            .then(|| format!("/leave/entries/{}/reverse", entry.id)),
    }
}

fn asked_line(request: &Request, day: Minutes, t: &Text) -> Asked {
    let another = request
        .asked_on
        .filter(|_| request.stage == Stage::Returned);
    Asked {
        href: format!("/leave/requests/{}", request.id),
        days: shown::span(request, t),
        kind: t.say(request.kind.key()).into_owned(),
        length: shown::length(request.minutes, day, t),
        mark: stage_mark(request.stage, t),
        another: another.map_or_else(String::new, |on| {
            t.say1("paid-leave-asked-on", "day", shown::short(on, t))
        }),
    }
}

/// What the year should still bring, and what is expected of the person.
fn notes(
    rules: &Rules,
    staff: &Staff,
    balance: &Balance,
    requests: &[Request],
    day: Minutes,
    t: &Text,
) -> Vec<(bool, String)> {
    let policy = &rules.policy;
    let mut notes = Vec::new();
    let taken = balance.used + balance.ahead;
    let five = Minutes(5 * day.0);
    let duty = policy.duty_of(&staff.job_family, of_fiscal_year(staff.served.employment));
    if balance.brought() == Minutes(0) {
        notes.push((false, t.say("paid-leave-nothing-granted").into_owned()));
        return notes;
    }
    if taken < five && duty != Duty::Off {
        let missing = shown::length(five - taken, day, t);
        let key = if duty == Duty::Legal {
            "paid-leave-five-days-legal"
        } else {
            "paid-leave-five-days-goal"
        };
        notes.push((true, t.say1(key, "missing", missing)));
    }
    let target = Minutes(policy.target_days * day.0);
    if taken < target {
        let planned: Minutes = requests
            .iter()
            .filter(|one| one.kind == Kind::Annual)
            .filter(|one| matches!(one.stage, Stage::Planned | Stage::Pending))
            .map(|one| one.minutes)
            .sum();
        let sentence = t.fill(
            "paid-leave-to-target",
            &[
                ("target", policy.target_days.into()),
                ("missing", shown::length(target - taken, day, t).into()),
                ("planned", shown::length(planned, day, t).into()),
            ],
        );
        notes.push((false, sentence));
    }
    notes
}

/// What was taken of the other kinds in the year.
fn others(requests: &[Request], day: Minutes, t: &Text) -> Vec<(String, String)> {
    Kind::ALL
        .iter()
        .filter(|kind| **kind != Kind::Annual)
        .filter_map(|kind| {
            let all = requests
                .iter()
                .filter(|one| one.kind == *kind && one.stage == Stage::Approved);
            let sum: Minutes = all.map(|one| one.minutes).sum();
            (sum > Minutes(0)).then(|| (t.say(kind.key()).into_owned(), shown::length(sum, day, t)))
        })
        .collect()
}

/// The leave years of somebody, with the one on the page.
async fn years(
    visit: &Visit,
    employee: EmployeeId,
    base: &str,
    (here, this): (Date, Date),
) -> Result<Vec<(String, String, bool)>, PageError> {
    let mut years = store::years_of(visit.db(), employee).await?;
    years.extend([here, this]);
    years.sort_unstable();
    years.dedup();
    years.reverse();
    Ok(years
        .into_iter()
        .take(8)
        .map(|first| {
            let name = year_name(first, &visit.text);
            (name, format!("{base}?year={first}"), first == here)
        })
        .collect())
}

/// The forms of whoever keeps the ledger; none before anything was granted.
async fn keeping(
    visit: &Visit,
    employee: EmployeeId,
    year_on: Date,
    day: Minutes,
) -> Result<Option<Keeping>, PageError> {
    let t = &visit.text;
    let lots = store::lots(visit.db(), employee, Kind::Annual, store::EVER).await?;
    let choices: Vec<Choice> = lots
        .iter()
        .filter(|lot| lot.year_on == year_on)
        .map(|lot| {
            let name = t.say(match lot.origin {
                Origin::Grant => "paid-leave-origin-grant",
                Origin::Transition => "paid-leave-origin-transition",
                Origin::Carried => "paid-leave-origin-carried",
            });
            let left = shown::length(lot.left, day, t);
            Choice::new(lot.id, format!("{name}（{left}）"))
        })
        .collect();
    if choices.is_empty() {
        return Ok(None);
    }
    let form = Form::new(t);
    Ok(Some(Keeping {
        adjust: format!("/leave/people/{employee}/adjust"),
        lot: form.select("lot", &t.say("paid-leave-field-lot"), choices),
        days: form
            .amount(
                "days",
                &t.say("paid-leave-field-adjust-days"),
                &t.say("paid-leave-unit-days"),
            )
            .hint(t.say("paid-leave-field-adjust-hint"))
            .value(0),
        hours: form
            .amount(
                "minutes",
                &t.say("paid-leave-field-adjust-minutes"),
                &t.say("paid-leave-unit-minutes"),
            )
            .value(0),
        reason: form
            .text("reason", &t.say("paid-leave-field-why"))
            .required(),
        pattern: format!("/leave/people/{employee}/pattern"),
        pattern_days: form
            .amount(
                "pattern_days",
                &t.say("paid-leave-field-days-a-week"),
                &t.say("paid-leave-unit-days"),
            )
            .value(5),
        pattern_minutes: form
            .amount(
                "pattern_minutes",
                &t.say("paid-leave-field-day-length"),
                &t.say("paid-leave-unit-minutes"),
            )
            .value(day.0),
        pattern_from: form
            .date("pattern_from", &t.say("paid-leave-field-pattern-from"))
            .day(Some(visit.today())),
    }))
}
