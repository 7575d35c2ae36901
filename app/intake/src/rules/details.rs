//! What differs between two records, field by field, in words.

use super::directory::Directory;
use super::unit_changes::UnitChange;
use crate::records::{Detail, Held, PersonState, UnitState};
use calendar::{Date, Minutes};
use people::UnitId;
use screen::date_text::{plain_day, short_day};
use words::Text;

/// The field that stands for an appointment.
pub(crate) const CAREER: &str = "career";

/// What is shown of somebody new: enough to recognise the person.
pub(crate) fn of_newcomer(after: &PersonState, directory: &mut Directory, t: &Text) -> Vec<Detail> {
    let detail = |field: &str, after: String| Detail {
        field: field.to_owned(),
        before: String::new(),
        after,
    };
    let mut details = vec![
        detail("kana", after.full_kana()),
        detail("hired-on", plain_day(after.hired_on, t.language())),
        detail("employment", t.say(after.employment.key()).into_owned()),
    ];
    if let Some(held) = after.career.last() {
        details.push(detail(CAREER, post_text(held, directory, t)));
    }
    details
}

/// What differs.
pub(crate) fn of_person(
    before: Option<&PersonState>,
    after: &PersonState,
    directory: &mut Directory,
    t: &Text,
) -> Vec<Detail> {
    let mut details = Vec::new();
    let mut differ = |field: &str, old: Option<String>, new: String| {
        let old = old.unwrap_or_default();
        if old != new {
            details.push(Detail {
                field: field.to_owned(),
                before: old,
                after: new,
            });
        }
    };
    let day = |day: Date| plain_day(day, t.language());
    // The last day of service and of an appointment is what an office calls its end.
    let last = |end: Option<Date>| {
        end.and_then(|end| end.yesterday().ok())
            .map(day)
            .unwrap_or_default()
    };
    differ(
        "name",
        before.map(PersonState::full_name),
        after.full_name(),
    );
    differ(
        "kana",
        before.map(PersonState::full_kana),
        after.full_kana(),
    );
    differ(
        "former-name",
        before.and_then(|before| before.former_name.clone()),
        after.former_name.clone().unwrap_or_default(),
    );
    differ(
        "birth-date",
        before.map(|before| day(before.birth_date)),
        day(after.birth_date),
    );
    let sex = |state: &PersonState| {
        state
            .sex
            .map(|sex| t.say(sex.key()).into_owned())
            .unwrap_or_default()
    };
    differ("sex", before.map(sex), sex(after));
    differ(
        "hired-on",
        before.map(|before| day(before.hired_on)),
        day(after.hired_on),
    );
    differ(
        "left-on",
        before.map(|before| last(before.left_on)),
        last(after.left_on),
    );
    let employment = |state: &PersonState| t.say(state.employment.key()).into_owned();
    differ("employment", before.map(employment), employment(after));
    let weekly = |state: &PersonState| Minutes(state.weekly).to_string();
    differ("weekly", before.map(weekly), weekly(after));
    differ(
        "job-family",
        before.map(|before| before.job_family.clone()),
        after.job_family.clone(),
    );
    let empty = Vec::new();
    let old = before.map_or(&empty, |before| &before.career);
    let mut career = |old: Option<&Held>, new: Option<&Held>| {
        let mut text = |held: Option<&Held>| {
            held.map(|held| post_text(held, directory, t))
                .unwrap_or_default()
        };
        let (before, after) = (text(old), text(new));
        details.push(Detail {
            field: CAREER.to_owned(),
            before,
            after,
        });
    };
    for held in &after.career {
        match old.iter().find(|other| other.id == held.id) {
            Some(other) if other == held => {}
            other => career(other, Some(held)),
        }
    }
    for held in old {
        if !after.career.iter().any(|other| other.id == held.id) {
            career(Some(held), None);
        }
    }
    details
}

/// 本務 総務部 人事課 主事（主事級） R6.4.1〜R8.3.31
fn post_text(held: &Held, directory: &mut Directory, t: &Text) -> String {
    let day = |day: Date| short_day(day, t.language());
    let until = held
        .to
        .and_then(|to| to.yesterday().ok())
        .map(day)
        .unwrap_or_default();
    let unit = directory.path(UnitId(held.unit), held.from);
    let heads = if held.heads {
        format!(" {}", t.say("intake-heads"))
    } else {
        String::new()
    };
    format!(
        "{} {unit} {}（{}）{heads} {}〜{until}",
        t.say(held.kind.key()),
        held.post,
        t.say(held.rank.key()),
        day(held.from),
    )
}

/// What is known about a unit that is made.
pub(crate) fn of_unit(unit: &UnitState, directory: &mut Directory, t: &Text) -> Vec<Detail> {
    let detail = |field: &str, after: String| Detail {
        field: field.to_owned(),
        before: String::new(),
        after,
    };
    let mut details = vec![
        detail("path", directory.path(UnitId(unit.id), unit.from)),
        detail("kind", t.say(unit.kind.key()).into_owned()),
        detail("unit-from", plain_day(unit.from, t.language())),
    ];
    if let Some(last) = unit.to.and_then(|to| to.yesterday().ok()) {
        details.push(detail("unit-to", plain_day(last, t.language())));
    }
    details
}

/// What differs about a unit that exists: how it is called and where it stands at the end, and until when it
/// is there. `before` is the directory without the change.
pub(crate) fn of_unit_change(
    change: &UnitChange,
    before: &mut Directory,
    after: &mut Directory,
    t: &Text,
) -> Vec<Detail> {
    let mut details = Vec::new();
    let mut differ = |field: &str, old: String, new: String| {
        if old != new {
            details.push(Detail {
                field: field.to_owned(),
                before: old,
                after: new,
            });
        }
    };
    let (Some(old), Some(new)) = (change.before.last(), change.after.last()) else {
        return details;
    };
    let (was, is) = (old.period.from(), new.period.from());
    differ(
        "path",
        before.path(change.unit, was),
        after.path(change.unit, is),
    );
    differ(
        "short-name",
        old.short_name.to_string(),
        new.short_name.to_string(),
    );
    differ(
        "kana",
        old.kana.as_str().to_owned(),
        new.kana.as_str().to_owned(),
    );
    differ(
        "kind",
        t.say(old.kind.key()).into_owned(),
        t.say(new.kind.key()).into_owned(),
    );
    let day = |day: Date| plain_day(day, t.language());
    if was != is {
        differ("unit-since", day(was), day(is));
    }
    let last = |end: Option<Date>| end.and_then(|end| end.yesterday().ok()).map(day);
    let end = |end: Option<Date>| last(end).unwrap_or_default();
    differ("unit-to", end(old.period.to()), end(new.period.to()));
    details
}
