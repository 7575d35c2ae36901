//! The form of a plan or a request: which leave, which days, how much of them.

use super::frame::{SECTION, asked, desk, name_of, number};
use crate::acts::{self, LeaveEntry, LeaveError, LeaveRefusal, Made, Rules};
use crate::approval::around;
use crate::records::{Kind, Part, RequestId};
use crate::rules::counting::{self, Wish};
use crate::rules::entitlement::pattern;
use crate::rules::kinds::{self, KINDS};
use crate::shown;
use crate::store::{self, Request, Staff};
use access::EditLeave;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::{Date, Minutes};
use people::EmployeeId;
use screen::form::{Choice, Entries, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use words::Text;

/// Characters of a reason.
const LONGEST_REASON: usize = 500;

#[derive(Template)]
#[template(path = "leave/form.html")]
struct FormPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    trail: Vec<(String, String)>,
    here: String,
    balance: String,
    asked_on: Option<String>,
    checked: Vec<(String, String)>,
    warning: Option<String>,
    form: Form,
    hidden: Vec<Field>,
    kind: Field,
    part: Field,
    first: Field,
    last: Field,
    hours: Field,
    minutes: Option<Field>,
    start: Field,
    reason: Field,
    back: String,
}

/// For whom a form is and from what it is filled.
struct Subject {
    employee: EmployeeId,
    own: bool,
    key: RequestId,
    before: Option<Request>,
}

impl Subject {
    fn here(&self) -> String {
        match (&self.before, self.own) {
            (Some(before), _) => format!("/leave/requests/{}/edit", before.id),
            (None, true) => "/leave/new".to_owned(),
            (None, false) => format!("/leave/new?for={}", self.employee),
        }
    }

    fn back(&self) -> String {
        match (&self.before, self.own) {
            (Some(before), _) => format!("/leave/requests/{}", before.id),
            (None, true) => SECTION.to_owned(),
            (None, false) => format!("/leave/people/{}", self.employee),
        }
    }
}

/// The person for whom the form is: the reader, or a member of a section that they serve.
async fn subject_of(may: &May<EditLeave>, key: RequestId) -> Result<Subject, PageError> {
    let employee = match asked(may, "for") {
        Some(text) => EmployeeId(number(&text)?),
        None => EmployeeId(may.actor.employee.ok_or(PageError::NotFound)?),
    };
    let units = super::frame::units(may, employee).await?;
    if may.allowed.on_person(employee.0, &units).is_err() {
        return Err(PageError::NotFound);
    }
    Ok(Subject {
        employee,
        own: may.actor.employee == Some(employee.0),
        key,
        before: None,
    })
}

pub(crate) async fn new(may: May<EditLeave>) -> Result<Response, PageError> {
    let key = RequestId(may.site.ids.next());
    let subject = subject_of(&may, key).await?;
    page(&may, &subject, Form::new(&may.text), None).await
}

/// A plan or a returned request that the reader may change.
async fn open(may: &May<EditLeave>, id: &str) -> Result<Subject, PageError> {
    let id = RequestId(number(id)?);
    let found = store::request(may.db(), id)
        .await?
        .filter(|found| found.stage.open())
        .ok_or(PageError::NotFound)?;
    let units = super::frame::units(may, found.employee).await?;
    if may.allowed.on_person(found.employee.0, &units).is_err() {
        return Err(PageError::NotFound);
    }
    Ok(Subject {
        employee: found.employee,
        own: may.actor.employee == Some(found.employee.0),
        key: id,
        before: Some(found),
    })
}

pub(crate) async fn edit(
    may: May<EditLeave>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let subject = open(&may, &id).await?;
    page(&may, &subject, Form::new(&may.text), None).await
}

pub(crate) async fn make(may: May<EditLeave>, body: Bytes) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let key = number(&entries.text("key").unwrap_or_default())?;
    let subject = subject_of(&may, RequestId(key)).await?;
    // A number that belongs to another's request is no key of this one.
    let known = store::request(may.db(), subject.key).await?;
    if known.is_some_and(|known| known.employee != subject.employee) {
        return Err(PageError::NotFound);
    }
    sent(&may, &subject, entries).await
}

pub(crate) async fn save(
    may: May<EditLeave>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let subject = open(&may, &id).await?;
    sent(&may, &subject, Entries::parse(&body)).await
}

/// A form as it was read.
struct Read {
    kind: Kind,
    wish: Wish,
    starts_at: Option<i64>,
    reason: String,
    version: i64,
}

fn read(entries: Entries, t: &Text) -> Result<Read, FormErrors> {
    let mut reading = Reading::new(entries, t);
    let version = reading.version();
    let kinds: Vec<(&str, Kind)> = Kind::ALL.iter().map(|kind| (kind.word(), *kind)).collect();
    let parts: Vec<(&str, Part)> = Part::ALL.iter().map(|part| (part.word(), *part)).collect();
    let kind = reading.one_of("kind", &t.say("paid-leave-field-kind"), &kinds);
    let part = reading.one_of("part", &t.say("paid-leave-field-part"), &parts);
    let first = reading.date("first", &t.say("paid-leave-field-first"));
    let last = reading.optional_date("last", &t.say("paid-leave-field-last"));
    let reason = reading
        .optional_text("reason", &t.say("paid-leave-field-reason"), LONGEST_REASON)
        .unwrap_or_default();
    let (mut hours, mut starts_at) = (Minutes(0), None);
    if part == Some(Part::Hours) {
        let whole = reading.whole("hours", &t.say("paid-leave-field-hours"), 0, 12);
        let given = reading.entries().text("minutes").unwrap_or_default();
        let quarters = if given.is_empty() {
            Some(0)
        } else {
            reading.whole("minutes", &t.say("paid-leave-field-minutes"), 0, 59)
        };
        hours = Minutes::of(whole.unwrap_or(0), quarters.unwrap_or(0));
        let start = reading.entries().text("start").unwrap_or_default();
        if !start.is_empty() {
            starts_at = clock(&start);
            if starts_at.is_none() {
                reading.refuse("start", t.say("paid-leave-refusal-start"));
            }
        }
    }
    reading.finish()?;
    // Nothing is missing after `finish`; the defaults are never seen.
    let first = first.unwrap_or(Date::MIN);
    let part = part.unwrap_or(Part::Day);
    Ok(Read {
        kind: kind.unwrap_or(Kind::Annual),
        wish: Wish {
            first,
            last: last.unwrap_or(first),
            part,
            hours,
        },
        starts_at,
        reason,
        version,
    })
}

/// `8:30`, `１３：００`.
fn clock(text: &str) -> Option<i64> {
    let narrow: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '：' => ':',
            other => other,
        })
        .collect();
    let (hour, minute) = narrow.split_once(':')?;
    let (hour, minute): (i64, i64) = (hour.trim().parse().ok()?, minute.trim().parse().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

async fn sent(
    may: &May<EditLeave>,
    subject: &Subject,
    entries: Entries,
) -> Result<Response, PageError> {
    let t = &may.text;
    let read = match read(entries.clone(), t) {
        Ok(read) => read,
        Err(errors) => return page(may, subject, Form::again(t, errors), None).await,
    };
    let what = entries.text("act").unwrap_or_default();
    if what == "check" {
        let kept = FormErrors::new(entries);
        return page(may, subject, Form::again(t, kept), Some(&read)).await;
    }
    let version = subject.before.as_ref().map_or(0, |_| read.version);
    let entry = LeaveEntry {
        id: subject.key,
        employee: subject.employee,
        kind: read.kind,
        wish: read.wish,
        starts_at: read.starts_at,
        reason: read.reason.clone(),
        version,
        title: title(may, &read),
    };
    let now = what != "plan";
    let done = acts::ask(may.db(), &desk(may), &may.allowed, &entry, now).await;
    let sentence = match done {
        Ok(Made { request, .. }) => {
            let notice = Notice::new(if now {
                "paid-leave-asked"
            } else {
                "paid-leave-planned"
            });
            let to = format!("/leave/requests/{request}");
            return Ok(see_other(&to, Some(notice)));
        }
        Err(LeaveError::Refused(LeaveRefusal::Stale)) => return Err(PageError::Stale),
        Err(LeaveError::Refused(refusal)) => refusal.sentence(t),
        Err(LeaveError::Flow(refusal)) => ("", refusal.sentence(t)),
        Err(other) => return Err(other.into()),
    };
    let mut errors = FormErrors::new(entries);
    errors.add(sentence.0, sentence.1);
    page(may, subject, Form::again(t, errors), Some(&read)).await
}

/// What those who decide find on their desks: 「年次有給休暇 12月24日（木）〜12月25日（金）」. In Japanese,
/// because it is kept as it is written.
fn title(visit: &Visit, read: &Read) -> String {
    let t = visit.text.in_language(words::Language::Japanese);
    title_of(
        &t,
        read.kind,
        (read.wish.first, read.wish.last),
        read.wish.part,
    )
}

/// The same of a stored request.
pub(crate) fn title_of(t: &Text, kind: Kind, (first, last): (Date, Date), part: Part) -> String {
    let kind = t.say(kind.key());
    let from = shown::short(first, t);
    if first != last {
        let to = shown::short(last, t);
        format!(
            "{kind} {}",
            t.say2("paid-leave-span", "first", from, "last", to)
        )
    } else if part == Part::Day {
        format!("{kind} {from}")
    } else {
        format!("{kind} {from} {}", t.say(part.key()))
    }
}

async fn page(
    visit: &Visit,
    subject: &Subject,
    form: Form,
    checked: Option<&Read>,
) -> Result<Response, PageError> {
    let (t, today) = (&visit.text, visit.today());
    let rules = Rules::read(visit.db(), today).await?;
    let staff = store::staff(visit.db(), subject.employee, today)
        .await?
        .ok_or(PageError::NotFound)?;
    let refused = form.refused();
    let title = visit.say(match &subject.before {
        None => "paid-leave-new",
        Some(_) => "paid-leave-edit",
    });
    let (checked, warning) = match checked {
        Some(read) => preview(visit, &rules, &staff, subject, read).await?,
        None => (Vec::new(), None),
    };
    let main = FormPage {
        t,
        title: title.clone(),
        lead: if subject.own {
            String::new()
        } else {
            name_of(visit, subject.employee).await?
        },
        trail: vec![(visit.say("paid-leave-own-title"), SECTION.to_owned())],
        here: subject.here(),
        balance: balance(visit, &rules, &staff).await?,
        asked_on: subject
            .before
            .as_ref()
            .and_then(|before| before.asked_on)
            .map(|on| t.say1("paid-leave-asked-on", "day", shown::short(on, t))),
        checked,
        warning,
        hidden: vec![
            Form::new(t).hidden("key", &subject.key.to_string()),
            Form::new(t).version(subject.before.as_ref().map_or(0, |before| before.version)),
        ],
        kind: kind_field(&form, subject.before.as_ref(), t),
        part: part_field(&form, subject.before.as_ref(), &rules, t),
        first: first_field(&form, subject.before.as_ref(), asked(visit, "on"), t),
        last: form
            .date("last", &t.say("paid-leave-field-last"))
            .hint(t.say("paid-leave-field-last-hint"))
            .day(subject.before.as_ref().map(|before| before.last))
            .optional(),
        hours: hours_field(&form, subject.before.as_ref(), t),
        minutes: minutes_field(&form, subject.before.as_ref(), &rules, t),
        start: form
            .text("start", &t.say("paid-leave-field-start"))
            .hint(t.say("paid-leave-field-start-hint"))
            .width(Width::Narrow)
            .value(
                subject
                    .before
                    .as_ref()
                    .and_then(|before| before.starts_at)
                    .map_or_else(String::new, shown::clock),
            )
            .optional(),
        reason: form
            .textarea("reason", &t.say("paid-leave-field-reason"))
            .hint(t.say("paid-leave-field-reason-hint"))
            .rows(3)
            .value(
                subject
                    .before
                    .as_ref()
                    .map_or("", |before| before.reason.as_str()),
            )
            .optional(),
        back: subject.back(),
        form,
    };
    let page = Page::new(title, SECTION);
    visit.page(if refused { page.with_errors() } else { page }, &main)
}

fn kind_field(form: &Form, before: Option<&Request>, t: &Text) -> Field {
    let choices = KINDS
        .iter()
        .map(|one| Choice::new(one.kind.word(), t.say(one.kind.key())))
        .collect();
    form.select("kind", &t.say("paid-leave-field-kind"), choices)
        .value(before.map_or(Kind::Annual, |before| before.kind).word())
}

fn part_field(form: &Form, before: Option<&Request>, rules: &Rules, t: &Text) -> Field {
    let choices = Part::ALL
        .iter()
        .filter(|part| match part {
            Part::Day => true,
            Part::Morning | Part::Afternoon => rules.policy.smallest != crate::rules::Smallest::Day,
            Part::Hours => rules.policy.smallest.step().is_some(),
        })
        .map(|part| Choice::new(part.word(), t.say(part.key())))
        .collect();
    form.radios("part", &t.say("paid-leave-field-part"), choices)
        .inline()
        .value(before.map_or(Part::Day, |before| before.part).word())
        .required()
}

fn first_field(form: &Form, before: Option<&Request>, asked: Option<String>, t: &Text) -> Field {
    let asked = asked.and_then(|text| text.parse::<Date>().ok());
    form.date("first", &t.say("paid-leave-field-first"))
        .day(before.map(|before| before.first).or(asked))
        .required()
}

fn hours_field(form: &Form, before: Option<&Request>, t: &Text) -> Field {
    let field = form
        .amount(
            "hours",
            &t.say("paid-leave-field-hours"),
            &t.say("paid-leave-unit-hours"),
        )
        .hint(t.say("paid-leave-field-hours-hint"))
        .input_mode("numeric");
    match before.filter(|before| before.part == Part::Hours) {
        Some(before) => field.value(before.length.0 / 60),
        None => field,
    }
}

fn minutes_field(form: &Form, before: Option<&Request>, rules: &Rules, t: &Text) -> Option<Field> {
    if rules.policy.smallest != crate::rules::Smallest::QuarterHour {
        return None;
    }
    let field = form
        .amount(
            "minutes",
            &t.say("paid-leave-field-minutes"),
            &t.say("paid-leave-unit-minutes"),
        )
        .input_mode("numeric");
    Some(match before.filter(|before| before.part == Part::Hours) {
        Some(before) => field.value(before.length.0 % 60),
        None => field,
    })
}

/// What is left today, in one line above the form.
async fn balance(visit: &Visit, rules: &Rules, staff: &Staff) -> Result<String, PageError> {
    let (t, today) = (&visit.text, visit.today());
    let year = rules.year(staff.served.employment, today);
    let day = pattern(&staff.served, &rules.policy).day;
    let all = store::balances(visit.db(), &[staff.employee], year.first, today).await?;
    let balance = all.get(&staff.employee).copied().unwrap_or_default();
    Ok(t.say2(
        "paid-leave-form-balance",
        "left",
        shown::length(balance.left(), day, t),
        "pending",
        shown::length(balance.pending, day, t),
    ))
}

/// What the days of the form come to: their number, what is left then, who else is away.
async fn preview(
    visit: &Visit,
    rules: &Rules,
    staff: &Staff,
    subject: &Subject,
    read: &Read,
) -> Result<(Vec<(String, String)>, Option<String>), PageError> {
    let t = &visit.text;
    let kind = kinds::of(read.kind);
    let mine = pattern(&staff.served, &rules.policy);
    let days = counting::days(&read.wish, kind, mine, &rules.policy, &rules.works());
    let Ok(days) = days else {
        return Ok((Vec::new(), None));
    };
    let length: Minutes = days.iter().map(|day| day.minutes).sum();
    let mut facts = vec![(
        visit.say("paid-leave-field-length"),
        shown::length(length, mine.day, t),
    )];
    if read.kind == Kind::Annual {
        let year = rules.year(staff.served.employment, read.wish.first);
        let all = store::balances(visit.db(), &[staff.employee], year.first, visit.today()).await?;
        let balance = all.get(&staff.employee).copied().unwrap_or_default();
        let within: Minutes = days
            .iter()
            .filter(|day| year.contains(day.on))
            .map(|day| day.minutes)
            .sum();
        facts.push((
            visit.say("paid-leave-left-then"),
            shown::length(balance.left() - within, mine.day, t),
        ));
    }
    let (first, last) = (read.wish.first, read.wish.last);
    let around = around(visit.db(), rules, subject.employee, first, last, t).await?;
    facts.push((visit.say("paid-leave-context-away"), around.names(t)));
    Ok((facts, around.warning(t)))
}
