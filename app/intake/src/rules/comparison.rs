//! One person's rows against the person's record: what the record would become, or what is wrong.

use super::careers::{self, CareerRefusal};
use super::directory::Directory;
use crate::layout::{Table, Vocabulary};
use crate::records::{Given, Held, PersonEntry, PersonState, PostEntry};
use calendar::Date;
use exchange::cell::Misread;
use people::{AppointmentKind, Employment, Kana, Rank, StaffNumber, Title, UnitKind, Unreadable};

/// Something wrong in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub table: Table,
    /// The row; 0 when it is about the table.
    pub row: u32,
    pub field: Option<&'static str>,
    pub what: Misread,
}

impl Problem {
    pub fn at(table: Table, row: u32, field: &'static str, what: Misread) -> Problem {
        Problem {
            table,
            row,
            field: Some(field),
            what,
        }
    }

    pub fn of_row(table: Table, row: u32, what: Misread) -> Problem {
        Problem {
            table,
            row,
            field: None,
            what,
        }
    }
}

/// What a comparison goes by beside the rows.
pub(crate) struct Comparing<'a> {
    pub directory: &'a mut Directory,
    pub vocabulary: &'a Vocabulary,
    /// The day on which changes without a day of their own take effect.
    pub effective: Date,
    /// Where record numbers come from.
    pub next_id: &'a mut dyn FnMut() -> i64,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// The record says the same.
    Same,
    /// The record would become this.
    Differs(Box<PersonState>),
}

/// The office's full week: 38 hours 45 minutes.
const FULL_WEEK: i64 = 38 * 60 + 45;
/// What somebody does whose list does not say.
const USUAL_JOB_FAMILY: &str = "一般事務";

/// Compares a person's row and the rows of the person's history with the record.
pub(crate) fn compare(
    entry: &PersonEntry,
    history: &[&PostEntry],
    present: Option<&PersonState>,
    by: &mut Comparing<'_>,
) -> Result<Comparison, Vec<Problem>> {
    let mut found = Vec::new();
    let mut next = match present {
        Some(present) => present.clone(),
        None => newcomer(entry, by, &mut found),
    };
    names(entry, present, &mut next, &mut found);
    days(entry, &mut next, &mut found);
    terms(entry, &mut next, &mut found);
    let before_service = present.and_then(|present| present.left_on);
    let kept = careers::with_service(&next.career, before_service, next.left_on);
    next.career = kept;
    if let Err(mut problems) = career(entry, history, &mut next, by) {
        found.append(&mut problems);
    }
    if !found.is_empty() {
        return Err(found);
    }
    let checked = careers::check(&next.career, next.hired_on, next.left_on, next.birth_date);
    if let Err(refusal) = checked {
        return Err(vec![refused(entry, history, refusal)]);
    }
    if present == Some(&next) {
        Ok(Comparison::Same)
    } else {
        Ok(Comparison::Differs(Box::new(next)))
    }
}

/// Somebody whose number is not known: what a record cannot be without must be in the row.
fn newcomer(entry: &PersonEntry, by: &mut Comparing<'_>, found: &mut Vec<Problem>) -> PersonState {
    let mut need = |given: bool, field: &'static str| {
        if !given {
            let what = Misread::other("intake-new-needs");
            found.push(Problem::at(Table::People, entry.row, field, what));
        }
    };
    need(entry.name.is_some(), "name");
    need(entry.kana.is_some(), "kana");
    need(entry.birth_date.is_some(), "birth-date");
    need(entry.hired_on.is_some(), "hired-on");
    let employment = entry.employment.unwrap_or(Employment::Regular);
    need(entry.weekly.is_some() || is_full_time(employment), "weekly");
    let id = (by.next_id)();
    PersonState {
        id,
        staff_no: entry.staff_no.clone(),
        family: String::new(),
        given: String::new(),
        family_kana: String::new(),
        given_kana: String::new(),
        former_name: None,
        birth_date: entry.birth_date.unwrap_or_default(),
        sex: None,
        hired_on: entry.hired_on.unwrap_or_default(),
        left_on: None,
        employment,
        weekly: FULL_WEEK,
        job_family: USUAL_JOB_FAMILY.to_owned(),
        previous: None,
        career: Vec::new(),
    }
}

const fn is_full_time(employment: Employment) -> bool {
    !matches!(
        employment,
        Employment::ReEmployedShort | Employment::FiscalYearPart
    )
}

fn names(
    entry: &PersonEntry,
    present: Option<&PersonState>,
    next: &mut PersonState,
    found: &mut Vec<Problem>,
) {
    let mut wrong = |field: &'static str, what: Misread| {
        found.push(Problem::at(Table::People, entry.row, field, what));
    };
    if present.is_none()
        && let Err(error) = StaffNumber::parse(&entry.staff_no)
    {
        wrong("staff-no", unreadable(&error));
    }
    if let Some((family, given)) = &entry.name {
        // A list in one column may lack the blank; the same letters are the same name.
        let same = present.is_some_and(|present| {
            given.is_empty() && format!("{}{}", present.family, present.given) == *family
        });
        if same {
        } else if entry.unsplit {
            wrong("name", Misread::other("intake-name-not-split"));
        } else {
            match (Title::parse(family), optional_title(given)) {
                (Ok(family), Ok(given)) => {
                    family.as_str().clone_into(&mut next.family);
                    next.given = given.unwrap_or_default();
                }
                (Err(error), _) | (_, Err(error)) => wrong("name", unreadable(&error)),
            }
        }
    }
    if let Some((family, given)) = &entry.kana {
        let same = present.is_some_and(|present| {
            given.is_empty() && format!("{}{}", present.family_kana, present.given_kana) == *family
        });
        if same {
        } else if entry.unsplit_kana && !next.given.is_empty() {
            wrong("kana", Misread::other("intake-name-not-split"));
        } else {
            let given_kana = if next.given.is_empty() {
                Ok(String::new())
            } else {
                Kana::parse(given).map(|kana| kana.as_str().to_owned())
            };
            match (Kana::parse(family), given_kana) {
                (Ok(family), Ok(given)) => {
                    family.as_str().clone_into(&mut next.family_kana);
                    next.given_kana = given;
                }
                (Err(error), _) | (_, Err(error)) => wrong("kana", unreadable(&error)),
            }
        }
    } else if !next.given.is_empty() && next.given_kana.is_empty() && present.is_some() {
        wrong("kana", Misread::Blank);
    }
    if let Some(Given(former)) = &entry.former_name {
        match optional_title(former.as_deref().unwrap_or_default()) {
            Ok(former) => next.former_name = former,
            Err(error) => wrong("former-name", unreadable(&error)),
        }
    }
}

fn optional_title(text: &str) -> Result<Option<String>, Unreadable> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    Title::parse(text).map(|title| Some(title.as_str().to_owned()))
}

/// What the record's own reader says about a text.
pub(crate) fn unreadable(error: &Unreadable) -> Misread {
    match error {
        Unreadable::TooLong(longest) => {
            Misread::with(error.key(), vec![("longest", longest.to_string())])
        }
        _ => Misread::other(error.key()),
    }
}

fn days(entry: &PersonEntry, next: &mut PersonState, found: &mut Vec<Problem>) {
    if let Some(born) = entry.birth_date {
        next.birth_date = born;
    }
    if let Some(hired) = entry.hired_on {
        next.hired_on = hired;
    }
    if let Some(Given(left)) = entry.left_on {
        next.left_on = left;
    }
    let mut wrong = |field: &'static str, key: &'static str, variables| {
        let what = Misread::with(key, variables);
        found.push(Problem::at(Table::People, entry.row, field, what));
    };
    // Of somebody new both may be missing, which is told already.
    let both = next.hired_on != Date::default() && next.birth_date != Date::default();
    if both && next.birth_date >= next.hired_on {
        let variables = vec![
            ("born", next.birth_date.to_string()),
            ("hired", next.hired_on.to_string()),
        ];
        wrong("birth-date", "intake-born-after-hired", variables);
    }
    if let Some(left) = next.left_on
        && left <= next.hired_on
    {
        let variables = vec![("hired", next.hired_on.to_string())];
        wrong("left-on", "intake-left-before-hired", variables);
    }
}

/// The most minutes that a week has.
const WEEK: i64 = 7 * 24 * 60;

fn terms(entry: &PersonEntry, next: &mut PersonState, found: &mut Vec<Problem>) {
    if let Some(Given(sex)) = entry.sex {
        next.sex = sex;
    }
    if let Some(employment) = entry.employment {
        next.employment = employment;
    }
    match entry.weekly {
        Some(weekly) if (1..=WEEK).contains(&weekly) => next.weekly = weekly,
        Some(_) => {
            let what = Misread::other("intake-week-too-long");
            found.push(Problem::at(Table::People, entry.row, "weekly", what));
        }
        None => {}
    }
    match entry.job_family.as_deref().map(Title::parse) {
        Some(Ok(family)) => family.as_str().clone_into(&mut next.job_family),
        Some(Err(error)) => {
            found.push(Problem::at(
                Table::People,
                entry.row,
                "job-family",
                unreadable(&error),
            ));
        }
        None => {}
    }
}

fn career(
    entry: &PersonEntry,
    history: &[&PostEntry],
    next: &mut PersonState,
    by: &mut Comparing<'_>,
) -> Result<(), Vec<Problem>> {
    if !history.is_empty() {
        let (mut rows, mut found) = (Vec::new(), Vec::new());
        for post in history {
            match held(post, Table::Careers, None, next, by) {
                Ok(held) => rows.push(held),
                Err(problem) => found.push(problem),
            }
        }
        if !found.is_empty() {
            return Err(found);
        }
        next.career = careers::with_history(&next.career, rows);
        return Ok(());
    }
    let Some(main) = &entry.main else {
        return Ok(());
    };
    // What the person does on the day that the list is about.
    let on = main.from.unwrap_or_else(|| by.effective.max(next.hired_on));
    let now = next
        .career
        .iter()
        .find(|held| {
            held.kind == AppointmentKind::Main
                && held.from <= on
                && held.to.is_none_or(|to| to > on)
        })
        .cloned();
    let post = PostEntry {
        kind: Some(AppointmentKind::Main),
        from: Some(on),
        ..main.clone()
    };
    let wanted =
        held(&post, Table::People, now.as_ref(), next, by).map_err(|problem| vec![problem])?;
    let goes_on = main.from.is_none()
        && now.as_ref().is_some_and(|now| {
            let as_now = Held {
                id: now.id,
                from: now.from,
                to: now.to,
                ..wanted.clone()
            };
            as_now == *now
        });
    if goes_on {
        return Ok(());
    }
    match careers::with_main(&next.career, &wanted, next.left_on) {
        Ok(career) => {
            next.career = career;
            Ok(())
        }
        Err(refusal) => Err(vec![refused(entry, &[], refusal)]),
    }
}

/// The appointment that a row means. `now` is what the person does at that time, for what the row leaves out.
fn held(
    post: &PostEntry,
    table: Table,
    now: Option<&Held>,
    person: &PersonState,
    by: &mut Comparing<'_>,
) -> Result<Held, Problem> {
    let wrong = |field: &'static str, what: Misread| Problem::at(table, post.row, field, what);
    let Some(from) = post.from else {
        return Err(wrong("from", Misread::Blank));
    };
    // Told before the unit is looked for, which did not exist then either.
    let too_early = if from < person.birth_date {
        Some("intake-career-before-birth")
    } else if from < person.hired_on {
        Some("intake-career-before-hiring")
    } else {
        None
    };
    if let Some(key) = too_early {
        let what = Misread::with(key, vec![("from", from.to_string())]);
        return Err(wrong("from", what));
    }
    let kind = post.kind.unwrap_or(AppointmentKind::Main);
    if post.unit.is_empty() {
        return Err(wrong("unit", Misread::Blank));
    }
    let (unit, unit_kind) = by
        .directory
        .find(&post.unit, from)
        .map_err(|what| wrong(unit_field(post), what))?;
    let stays = now.filter(|now| now.unit == unit.0);
    let title = match (&post.post, stays) {
        (Some(title), _) => Title::parse(title)
            .map_err(|error| wrong("post", unreadable(&error)))?
            .as_str()
            .to_owned(),
        (None, Some(now)) => now.post.clone(),
        (None, None) => return Err(wrong("post", Misread::Blank)),
    };
    let as_before = now.filter(|now| now.post == title);
    let rank = post
        .rank
        .or_else(|| as_before.map(|now| now.rank))
        .or_else(|| rank_of(&title, by.vocabulary))
        .unwrap_or(Rank::Officer);
    let heads = post
        .heads
        .or_else(|| {
            stays
                .filter(|now| now.rank == rank && now.post == title)
                .map(|now| now.heads)
        })
        .unwrap_or_else(|| kind == AppointmentKind::Main && heads(rank, unit_kind));
    Ok(Held {
        id: (by.next_id)(),
        unit: unit.0,
        kind,
        post: title,
        rank,
        heads,
        from,
        to: post.to.or(person.left_on),
    })
}

/// The column in which the unit stands, for the place of a remark.
fn unit_field(post: &PostEntry) -> &'static str {
    if post.unit.code.is_some() {
        "unit-code"
    } else {
        "unit"
    }
}

const fn heads(rank: Rank, kind: UnitKind) -> bool {
    rank.heads(kind)
}

/// The rank that goes with a post: the post itself where it is the name of a rank, else by how it ends.
fn rank_of(post: &str, vocabulary: &Vocabulary) -> Option<Rank> {
    const ENDINGS: [(&str, Rank); 11] = [
        ("課長補佐", Rank::DeputySectionHead),
        ("課長代理", Rank::DeputySectionHead),
        ("主幹", Rank::DeputySectionHead),
        ("次長", Rank::DeputyDepartmentHead),
        ("参事", Rank::DeputyDepartmentHead),
        ("部長", Rank::DepartmentHead),
        ("課長", Rank::SectionHead),
        ("室長", Rank::SectionHead),
        ("係長", Rank::TeamHead),
        ("主査", Rank::TeamHead),
        ("主任", Rank::Senior),
    ];
    let ending = || {
        ENDINGS
            .into_iter()
            .find(|(ending, _)| post.ends_with(ending))
            .map(|(_, rank)| rank)
    };
    vocabulary.rank.find(post).or_else(ending)
}

/// The refusal of a career, at the row that it is about.
fn refused(entry: &PersonEntry, history: &[&PostEntry], refusal: CareerRefusal) -> Problem {
    use CareerRefusal::{AfterService, BeforeBirth, BeforeHiring, Later, Overlap, Reversed, Twice};
    let (key, at, variables) = match refusal {
        Later(from) => (
            "intake-career-later",
            from,
            vec![("from", from.to_string())],
        ),
        Overlap(from, next) => (
            "intake-career-overlap",
            next,
            vec![("from", from.to_string()), ("next", next.to_string())],
        ),
        BeforeBirth(from) => (
            "intake-career-before-birth",
            from,
            vec![("from", from.to_string())],
        ),
        BeforeHiring(from) => (
            "intake-career-before-hiring",
            from,
            vec![("from", from.to_string())],
        ),
        AfterService(from) => (
            "intake-career-after-service",
            from,
            vec![("from", from.to_string())],
        ),
        Reversed(from) => (
            "intake-career-reversed",
            from,
            vec![("from", from.to_string())],
        ),
        Twice(from) => (
            "intake-career-twice",
            from,
            vec![("from", from.to_string())],
        ),
    };
    let what = Misread::with(key, variables);
    let told =
        matches!(refusal, Later(_)) && entry.main.as_ref().is_some_and(|main| main.from.is_some());
    if told {
        return Problem::at(Table::People, entry.row, "from", what);
    }
    // Of rows that begin on one day the last one is too many.
    match history.iter().rfind(|post| post.from == Some(at)) {
        Some(post) => Problem::at(Table::Careers, post.row, "from", what),
        None if entry
            .main
            .as_ref()
            .is_some_and(|main| main.from == Some(at)) =>
        {
            Problem::at(Table::People, entry.row, "from", what)
        }
        None => Problem::of_row(Table::People, entry.row, what),
    }
}
