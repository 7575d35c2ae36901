//! Files of the attendance system: received, tried out, taken in, taken back.

use super::{ActError, Desk, Done};
use crate::reading::{self, Choice, Draft, LIMITS, PROBLEMS_KEPT, refusal};
use crate::records::{Month, Span};
use crate::rules::spans::{Hours, classify};
use crate::store::imports::{self, Found, Import, ImportState, Remark};
use crate::store::keeping;
use crate::store::places::{self, Served};
use crate::store::records::{self, Record, When};
use crate::store::touch;
use access::{Allowed, KeepOvertime, Relation};
use anyhow::{Context, Result};
use calendar::{Date, DaysOff};
use exchange::cell::Misread;
use exchange::mapping::{Head, Mapping};
use exchange::trial::Refusals;
use exchange::{Grid, Refusal};
use people::{EmployeeId, UnitId};
use serde_json::json;
use std::collections::{BTreeSet, HashMap, HashSet};
use words::Text;

/// What became of a file that was sent.
pub enum Received {
    /// It is kept; columns are to be chosen.
    Kept(i64),
    /// Why it cannot be read.
    Refused(Vec<Refusal>),
    /// There is no table in it.
    Empty,
}

/// Takes a file in for choosing its columns.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn receive(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    name: String,
    bytes: Vec<u8>,
) -> Done<Received> {
    allowed.on(Relation::Other)?;
    let (name, bytes, grids) = tables(name, bytes).await?;
    let has_rows = match grids {
        Err(refusals) => return Ok(Received::Refused(refusals)),
        Ok(grids) => grids.iter().any(|grid| grid.rows.len() > 1),
    };
    if !has_rows {
        return Ok(Received::Empty);
    }
    let id = desk.ids.next();
    let mut tx = desk.db.begin().await?;
    let by = (desk.now, allowed.actor().name.as_str());
    imports::insert(&mut tx, id, (&name, &bytes), by).await?;
    tx.commit().await?;
    Ok(Received::Kept(id))
}

type Tables = (
    String,
    Vec<u8>,
    std::result::Result<Vec<Grid>, Vec<Refusal>>,
);

async fn tables(name: String, bytes: Vec<u8>) -> Result<Tables> {
    let read = tokio::task::spawn_blocking(move || {
        let grids = exchange::grids(&name, &bytes, LIMITS);
        (name, bytes, grids)
    });
    read.await.context("reading the file")
}

/// A file with its tables, as long as it is kept.
///
/// # Errors
/// When there is no such file, or it was done with.
pub async fn open(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    id: i64,
) -> Done<(Import, Vec<Grid>)> {
    allowed.on(Relation::Other)?;
    let import = imports::find(desk.db, id)
        .await?
        .ok_or(ActError::NotFound)?;
    let content = imports::content(desk.db, id)
        .await?
        .ok_or(ActError::NotFound)?;
    let (_, _, grids) = tables(import.file_name.clone(), content).await?;
    let grids = grids.map_err(|_| ActError::NotFound)?;
    Ok((import, grids))
}

/// Tries a file out: everything that would be taken in, or everything that is wrong.
///
/// # Errors
/// When somebody else has gone on with the file since.
pub async fn try_out(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    (id, version): (i64, i64),
    (choice, save_as): (&Choice, Option<&str>),
    t: &Text,
) -> Done<()> {
    let (import, grids) = open(desk, allowed, id).await?;
    let (grid, head) = choice.head(&grids).ok_or(ActError::NotFound)?;
    let (drafts, refusals) = reading::read(grid, &head, choice);
    let mut trial = Trial::begin(grid, &head, choice, refusals);
    trial
        .resolve(desk, drafts, &import, &allowed.actor().name)
        .await?;
    let found = trial.found(t);
    let text = serde_json::to_string(choice).context("a choice as JSON")?;
    let mut tx = desk.db.begin().await?;
    let by = (desk.now, allowed.actor().name.as_str());
    if let Some(name) = save_as {
        let mapping = Mapping::of(&head, &choice.columns);
        let content = serde_json::to_string(&mapping).context("a mapping as JSON")?;
        imports::save_mapping(&mut tx, desk.ids.next(), (name, &content), by).await?;
    }
    let name = save_as.or(import.mapping.as_deref());
    if !imports::tried(&mut tx, (id, version), (&text, name), &found).await? {
        return Err(ActError::Stale);
    }
    Ok(tx.commit().await?)
}

/// Takes a tried file in, all of it or nothing: it is tried once more against what stands now.
///
/// # Errors
/// When somebody else has gone on since, or it does not fit any more.
pub async fn take_in(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    (id, version): (i64, i64),
) -> Done<Import> {
    let (import, grids) = open(desk, allowed, id).await?;
    let choice = import.choice.as_deref().ok_or(ActError::Stale)?;
    let choice: Choice = serde_json::from_str(choice).context("reading a choice")?;
    let (grid, head) = choice.head(&grids).ok_or(ActError::NotFound)?;
    let (drafts, refusals) = reading::read(grid, &head, &choice);
    let actor = allowed.actor();
    let mut trial = Trial::begin(grid, &head, &choice, refusals);
    trial.resolve(desk, drafts, &import, &actor.name).await?;
    if !trial.refusals.is_empty() || import.state != ImportState::Tried {
        return Err(ActError::Stale);
    }
    let mut tx = desk.db.begin().await?;
    for month in &trial.months {
        if keeping::is_closed(&mut tx, *month).await? {
            return Err(ActError::Refused("overtime-refusal-closed"));
        }
    }
    if !imports::done(&mut tx, (id, version), desk.now, &actor.name).await? {
        return Err(ActError::Stale);
    }
    records::insert(&mut tx, &trial.records).await?;
    records::count_import(&mut tx, id).await?;
    touch(&mut tx).await?;
    let subject = format!("overtime-import:{id}");
    let detail = json!({
        "file": import.file_name, "rows": trial.records.len(),
        "months": trial.months.iter().map(|month| month.number()).collect::<Vec<_>>(),
    });
    let act = ("overtime.import.done", subject.as_str());
    desk.finish(tx, actor, act, &detail).await?;
    Ok(import)
}

/// Takes a file back: its records are set off by their opposites.
///
/// # Errors
/// When one of its months is closed, or one of its records was corrected since.
pub async fn take_back(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    (id, version): (i64, i64),
) -> Done<()> {
    allowed.on(Relation::Other)?;
    let actor = allowed.actor();
    let import = imports::find(desk.db, id)
        .await?
        .ok_or(ActError::NotFound)?;
    let mut tx = desk.db.begin().await?;
    for month in import
        .found
        .months
        .iter()
        .filter_map(|month| Month::numbered(*month))
    {
        if keeping::is_closed(&mut tx, month).await? {
            return Err(ActError::Refused("overtime-refusal-closed"));
        }
    }
    if !imports::undone(&mut tx, (id, version), desk.now, &actor.name).await? {
        return Err(ActError::Stale);
    }
    if records::touched(&mut tx, id).await? > 0 {
        return Err(ActError::Refused("overtime-refusal-corrected-since"));
    }
    records::reverse_import(&mut tx, id, desk.now, &actor.name).await?;
    touch(&mut tx).await?;
    let subject = format!("overtime-import:{id}");
    let detail = json!({ "file": import.file_name });
    let act = ("overtime.import.undone", subject.as_str());
    Ok(desk.finish(tx, actor, act, &detail).await?)
}

/// Puts a file aside that was not taken in.
///
/// # Errors
/// When it was done with before.
pub async fn put_aside(
    desk: Desk<'_>,
    allowed: &Allowed<KeepOvertime>,
    key: (i64, i64),
) -> Done<()> {
    allowed.on(Relation::Other)?;
    let mut tx = desk.db.begin().await?;
    if !imports::put_aside(&mut tx, key).await? {
        return Err(ActError::Stale);
    }
    Ok(tx.commit().await?)
}

struct Trial<'a> {
    grid: &'a Grid,
    head: &'a Head,
    choice: &'a Choice,
    refusals: Refusals,
    records: Vec<Record>,
    months: BTreeSet<Month>,
}

/// What stands already, by person.
#[derive(Default)]
struct Before {
    sums: HashSet<(EmployeeId, Month)>,
    days: HashMap<(EmployeeId, Date), Vec<Option<Span>>>,
    months: HashSet<(EmployeeId, Month)>,
}

impl<'a> Trial<'a> {
    fn begin(grid: &'a Grid, head: &'a Head, choice: &'a Choice, refusals: Refusals) -> Trial<'a> {
        Trial {
            grid,
            head,
            choice,
            refusals,
            records: Vec::new(),
            months: BTreeSet::new(),
        }
    }

    fn refuse(&mut self, row: u32, field: &str, what: Misread) {
        let one = refusal(self.grid, self.head, self.choice, (row, field), what);
        self.refusals.add(one);
    }

    /// Finds the people, the places and what stands already, and makes the records.
    async fn resolve(
        &mut self,
        desk: Desk<'_>,
        drafts: Vec<Draft>,
        import: &Import,
        by: &str,
    ) -> Result<()> {
        self.months = drafts.iter().map(|draft| draft.month).collect();
        let (Some(first), Some(last)) = (self.months.first().copied(), self.months.last().copied())
        else {
            if self.refusals.is_empty() {
                self.refuse(0, "", Misread::other("overtime-refusal-no-rows"));
            }
            return Ok(());
        };
        for closing in keeping::closings(desk.db, first, last).await? {
            if closing.closed && self.months.contains(&closing.month) {
                let (year, month) = closing.month.parts();
                let told = vec![("year", year.to_string()), ("month", month.to_string())];
                self.refuse(0, "", Misread::with("overtime-refusal-closed-month", told));
            }
        }
        let people = people_of(desk, &drafts).await?;
        let ids: Vec<i64> = people.values().map(|id| id.0).collect();
        let served = served(desk, &ids, first, last).await?;
        let before = before(desk, &ids, first, last).await?;
        let days = holidays::days_off(desk.db).await?;
        for draft in drafts {
            let Some(employee) = people.get(&draft.number).copied() else {
                let told = vec![("number", draft.number)];
                self.refuse(
                    draft.row,
                    "number",
                    Misread::with("overtime-refusal-unknown", told),
                );
                continue;
            };
            let on = draft.day.unwrap_or_else(|| draft.month.last_day());
            let unit = unit_of(&served, employee, draft.day, draft.month);
            let Some(unit) = unit else {
                let told = vec![("number", draft.number), ("day", on.to_string())];
                let what = Misread::with("overtime-refusal-not-in-service", told);
                self.refuse(draft.row, "number", what);
                continue;
            };
            if let Some(key) = before.stands(employee, &draft) {
                let told = vec![("number", draft.number)];
                self.refuse(draft.row, "number", Misread::with(key, told));
                continue;
            }
            let id = desk.ids.next();
            self.records.push(record(
                id,
                employee,
                unit,
                &draft,
                &days,
                (import, desk, by),
            ));
        }
        Ok(())
    }

    fn found(&self, t: &Text) -> Found {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let people: HashSet<EmployeeId> =
            self.records.iter().map(|record| record.employee).collect();
        Found {
            rows: count(self.records.len()),
            people: count(people.len()),
            minutes: self.records.iter().map(|record| record.counted).sum(),
            problems: count(self.refusals.count()),
            remarks: self
                .refusals
                .iter()
                .take(PROBLEMS_KEPT)
                .map(|one| Remark {
                    place: one.place(t),
                    sentence: one.sentence(t),
                })
                .collect(),
            months: self.months.iter().map(|month| month.number()).collect(),
        }
    }
}

async fn people_of(desk: Desk<'_>, drafts: &[Draft]) -> Result<HashMap<String, EmployeeId>> {
    let numbers: BTreeSet<&str> = drafts.iter().map(|draft| draft.number.as_str()).collect();
    let numbers: Vec<&str> = numbers.into_iter().collect();
    let mut tx = desk.db.snapshot().await?;
    let found = people::bulk::employees_numbered(&mut tx, &numbers).await?;
    Ok(found
        .into_iter()
        .map(|employee| (employee.staff_no.to_string(), employee.id))
        .collect())
}

async fn served(
    desk: Desk<'_>,
    people: &[i64],
    first: Month,
    last: Month,
) -> Result<HashMap<EmployeeId, Vec<Served>>> {
    let end = last.next().first_day();
    let mut by_person: HashMap<EmployeeId, Vec<Served>> = HashMap::new();
    for one in places::served_by(desk.db, people, first.first_day(), end).await? {
        by_person.entry(one.employee).or_default().push(one);
    }
    Ok(by_person)
}

/// Where somebody served on the day; for the sum of a month, where the person served last in it.
fn unit_of(
    served: &HashMap<EmployeeId, Vec<Served>>,
    employee: EmployeeId,
    day: Option<Date>,
    month: Month,
) -> Option<UnitId> {
    let all = served.get(&employee)?;
    let fits = |one: &Served| match day {
        Some(day) => one.period.contains(day),
        None => {
            one.period.from() <= month.last_day()
                && one.period.to().is_none_or(|to| to > month.first_day())
        }
    };
    all.iter().rfind(|one| fits(one)).map(|one| one.unit)
}

async fn before(desk: Desk<'_>, people: &[i64], first: Month, last: Month) -> Result<Before> {
    let mut before = Before::default();
    let around = (first.previous(), last.next());
    for (employee, day, span) in records::standing(desk.db, people, around).await? {
        let Some(day) = day else {
            continue;
        };
        let span = span.and_then(|span| Span::new(day, span, Vec::new(), 0).ok());
        before.months.insert((employee, Month::of(day)));
        before.days.entry((employee, day)).or_default().push(span);
    }
    for line in crate::store::months::of_people(desk.db, people, first, last).await? {
        let key = (line.employee, line.month);
        // Minutes without a day are the sum of a month.
        if line.counted > 0 && !before.months.contains(&key) {
            before.sums.insert(key);
        }
    }
    Ok(before)
}

impl Before {
    /// Why a row cannot be added to what stands.
    fn stands(&self, employee: EmployeeId, draft: &Draft) -> Option<&'static str> {
        let key = (employee, draft.month);
        if self.sums.contains(&key) {
            return Some("overtime-refusal-sum-stands");
        }
        let Some(day) = draft.day else {
            return self
                .months
                .contains(&key)
                .then_some("overtime-refusal-days-stand");
        };
        let near = [day.yesterday().ok(), Some(day), day.tomorrow().ok()];
        for near in near.into_iter().flatten() {
            for held in self.days.get(&(employee, near)).into_iter().flatten() {
                match (held, &draft.span) {
                    (Some(held), Some(span)) if held.overlaps(span) => {
                        return Some("overtime-refusal-overlap-own");
                    }
                    (None, _) | (_, None) if near == day => {
                        return Some("overtime-refusal-day-stands");
                    }
                    _ => {}
                }
            }
        }
        None
    }
}

fn record(
    id: i64,
    employee: EmployeeId,
    unit: UnitId,
    draft: &Draft,
    days: &DaysOff,
    (import, desk, by): (&Import, Desk<'_>, &str),
) -> Record {
    let when = draft.day.map(|day| When {
        day,
        kind: days.kind_of(day),
        span: draft.span.as_ref().map(|span| (span.from(), span.to())),
    });
    let record = Record {
        id,
        employee,
        unit,
        month: draft.month,
        when,
        rest: draft.span.as_ref().map_or(0, Span::rested),
        counted: draft.minutes,
        holiday: 0,
        weekly: 0,
        night: draft.night,
        reason: draft.reason.clone(),
        special: None,
        order: None,
        import: Some(import.id),
        entered_at: desk.now,
        entered_by: by.to_owned(),
    };
    match &draft.span {
        Some(span) => record.with(classify(span, &Hours::default(), |day| days.kind_of(day))),
        None => record,
    }
}
