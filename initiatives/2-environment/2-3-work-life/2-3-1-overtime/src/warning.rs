//! Telling people before a limit breaks: the person and the head of the section, once for each step.

use crate::records::{Month, clock};
use crate::rules::standing::{About, Warning, standing};
use crate::settings::{NOTICE_HOUR, Rules};
use crate::years::{self, PersonYear, section_of};
use ::settings::Settings;
use ::store::{Db, Ids};
use anyhow::Result;
use calendar::{Date, FiscalYear};
use flow::Sentence;
use flow::jobs::{Duty, JobContext, JobKind, Outcome, When, Working};
use flow::notices::{NewNotice, NoticeKind, To, Way, notify};
use jiff::Timestamp;
use people::{Member, UnitId};

/// Overtime nears a limit.
pub const NEAR: NoticeKind =
    NoticeKind::new("overtime.near", "overtime-notice-kind-near", Way::Digest);

/// Looks every day at who nears a limit.
pub const WARN: Duty = Duty {
    job: JobKind::new("overtime.warn", "overtime-job-warn", run),
    when: When::Daily {
        hour: &NOTICE_HOUR,
        minute: 0,
    },
};

fn run(context: &JobContext) -> Working<'_> {
    Box::pin(async move {
        let place = &context.place;
        let today = context.clock().today();
        let told = warn(context.db(), &place.ids, place.clock.now(), today).await?;
        let told = i64::try_from(told).unwrap_or(i64::MAX);
        Ok(Outcome::saying(
            Sentence::new("overtime-job-warned").with("n", told),
        ))
    })
}

/// Tells everybody of a second or third step that was reached, and their heads; returns how many were told who
/// had not been told of it before.
///
/// # Errors
/// When the database fails.
pub async fn warn(db: &Db, ids: &Ids, now: Timestamp, today: Date) -> Result<usize> {
    let rules = Rules::of(&Settings::load(db, today).await?);
    let table = years::of_everybody(db, FiscalYear::of(today), today).await?;
    let mut near: Vec<(&PersonYear, Vec<Warning>)> = Vec::new();
    for person in &table.people {
        let standing = standing(&person.record, &rules.limits, &rules.warnings, today);
        let warnings: Vec<Warning> = standing
            .warnings
            .into_iter()
            .filter(|warning| warning.step >= 2)
            .collect();
        if !warnings.is_empty() {
            near.push((person, warnings));
        }
    }
    let section = |person: &PersonYear| person.unit.map(|unit| section_of(&table.tree, unit));
    let sections: Vec<UnitId> = near
        .iter()
        .filter_map(|(person, _)| section(person))
        .collect();
    let heads = people::heads_of(db, &sections, today).await?;
    let mut told = 0;
    for (person, warnings) in near {
        let head = section(person).and_then(|unit| heads.get(&unit));
        for warning in warnings {
            told += tell(db, (ids, now, today), person, head, &warning).await?;
        }
    }
    Ok(told)
}

/// The event names the month or the year, so that each step is told once in each.
fn event(person: &PersonYear, warning: &Warning, today: Date) -> String {
    let time = match warning.about {
        About::Month => Month::of(today).number(),
        About::Year | About::MonthsOver => i64::from(FiscalYear::of(today).0),
    };
    format!(
        "overtime:{}:{}:{}:{time}",
        person.employee,
        warning.about.name(),
        warning.step
    )
}

async fn tell(
    db: &Db,
    (ids, now, today): (&Ids, Timestamp, Date),
    person: &PersonYear,
    head: Option<&Member>,
    warning: &Warning,
) -> Result<usize> {
    let key = match warning.about {
        About::Month => "overtime-warning-month",
        About::Year => "overtime-warning-year",
        About::MonthsOver => "overtime-warning-months-over",
    };
    let at = match warning.about {
        About::MonthsOver => warning.at.to_string(),
        About::Month | About::Year => clock(warning.at),
    };
    let event = event(person, warning, today);
    let mut tx = db.begin().await?;
    let own = Sentence::new("overtime-notice-near-own");
    let line = Sentence::new(key).with("at", at);
    let notice = NewNotice::new(&NEAR, &event, own, "/overtime").line(line.clone());
    let mut told = notify(
        &mut tx,
        ids,
        now,
        &notice,
        To::Employees(&[person.employee.0]),
    )
    .await?;
    // Whom it is about stands on the page only: the title is also the subject of a mail.
    if let Some(head) = head.filter(|head| head.employee != person.employee) {
        let event = format!("{event}:head");
        let href = format!("/overtime/people/{}", person.employee);
        let title = Sentence::new("overtime-notice-near");
        let notice = NewNotice::new(&NEAR, &event, title, &href).line(line);
        told += notify(
            &mut tx,
            ids,
            now,
            &notice,
            To::Employees(&[head.employee.0]),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(told)
}
