//! Writes the lines of an import, or takes them back: all in one transaction, and only where every record is
//! still as it was seen.

use crate::records::{Change, ImportId, Line, PersonState, UnitState};
use crate::rules::careers;
use crate::store::lines;
use crate::trial::{Stage, Watch, with_careers};
use ::store::{Ids, Tx};
use anyhow::{Context, Result};
use calendar::{Date, Minutes};
use jiff::Timestamp;
use people::{
    Appointment, AppointmentId, Correction, Employee, EmployeeId, NewUnit, Sex, UnitId,
    UnitVersion, bulk,
};
use std::collections::{BTreeSet, HashMap};

/// A person whose record is not as it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InTheWay {
    pub code: String,
    pub name: String,
}

/// Those in the way that are listed.
const LISTED: usize = 200;

/// Which way the lines are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Forward,
    Back,
}

/// What is written, and what is noted beside every corrected record.
pub(crate) struct Task<'a> {
    pub ids: &'a Ids,
    pub import: ImportId,
    /// How many lines there are.
    pub total: i64,
    pub watch: Watch<'a>,
    /// Why records are corrected, in words.
    pub reason: String,
    pub at: Timestamp,
    pub by: &'a str,
}

/// Writes what the lines of an import say. The list is not empty when records have changed since the trial
/// run; the transaction must not be committed then.
pub(crate) async fn write(tx: &mut Tx, task: &Task<'_>) -> Result<Vec<InTheWay>> {
    go(tx, task, Way::Forward).await
}

/// Takes back what the lines of an import say. The list is not empty when records have changed since; the
/// transaction must not be committed then.
pub(crate) async fn take_back(tx: &mut Tx, task: &Task<'_>) -> Result<Vec<InTheWay>> {
    go(tx, task, Way::Back).await
}

async fn go(tx: &mut Tx, task: &Task<'_>, way: Way) -> Result<Vec<InTheWay>> {
    let (mut place, mut done) = (-1, 0);
    let mut in_the_way = Vec::new();
    let mut made = Vec::new();
    loop {
        (task.watch)(Stage::Writing, done, task.total)?;
        let chunk = lines::after(tx, task.import, place).await?;
        let Some((last, _)) = chunk.last() else {
            break;
        };
        place = *last;
        done += i64::try_from(chunk.len()).unwrap_or(0);
        let chunk: Vec<Line> = chunk.into_iter().map(|(_, line)| line).collect();
        made.extend(units(tx, task.ids, &chunk, way).await?);
        in_the_way.extend(changed_units(tx, task.ids, &chunk, way).await?);
        in_the_way.extend(newcomers(tx, task.ids, &chunk, way).await?);
        in_the_way.extend(others(tx, task, &chunk, way).await?);
        if in_the_way.len() >= LISTED {
            in_the_way.truncate(LISTED);
            return Ok(in_the_way);
        }
    }
    if in_the_way.is_empty() && way == Way::Back {
        // People are gone by now, so that nothing of the import refers to its units.
        made.reverse();
        bulk::delete_units(tx, &made).await?;
    }
    Ok(in_the_way)
}

fn of_kind<'a>(lines: &'a [Line], kinds: &'static [Change]) -> impl Iterator<Item = &'a Line> {
    lines.iter().filter(|line| kinds.contains(&line.change))
}

fn state(text: Option<&str>) -> Result<PersonState> {
    let text = text.context("the record of a line is gone")?;
    serde_json::from_str(text).context("reading the record of a line")
}

/// Makes the units of the lines; on the way back only tells which they are.
async fn units(tx: &mut Tx, ids: &Ids, lines: &[Line], way: Way) -> Result<Vec<UnitId>> {
    let mut new: Vec<NewUnit> = Vec::new();
    let made = |line: &&Line| line.earlier.is_none();
    for line in of_kind(lines, &[Change::Unit]).filter(made) {
        let text = line
            .later
            .as_deref()
            .context("the record of a unit is gone")?;
        let unit: UnitState = serde_json::from_str(text).context("reading a unit")?;
        new.push(unit.record()?);
    }
    if way == Way::Forward && !new.is_empty() {
        people::insert_units(tx, ids, &new).await?;
    }
    Ok(new.iter().map(|unit| unit.version.unit).collect())
}

/// Units that are renamed, moved or closed: from one run of versions to the other.
async fn changed_units(tx: &mut Tx, ids: &Ids, lines: &[Line], way: Way) -> Result<Vec<InTheWay>> {
    let mut in_the_way = Vec::new();
    for line in of_kind(lines, &[Change::Unit]) {
        let Some(earlier) = line.earlier.as_deref() else {
            continue;
        };
        let later = line.later.as_deref();
        let later = later.context("the record of a unit is gone")?;
        let (from, to) = match way {
            Way::Forward => (versions(earlier)?, versions(later)?),
            Way::Back => (versions(later)?, versions(earlier)?),
        };
        if !bulk::rewrite_unit(tx, ids, &from, &to).await? {
            in_the_way.push(InTheWay {
                code: line.code.clone(),
                name: line.name.clone(),
            });
        }
    }
    Ok(in_the_way)
}

fn versions(text: &str) -> Result<Vec<UnitVersion>> {
    let states: Vec<UnitState> = serde_json::from_str(text).context("reading a unit")?;
    states.iter().map(UnitState::version).collect()
}

async fn newcomers(tx: &mut Tx, ids: &Ids, lines: &[Line], way: Way) -> Result<Vec<InTheWay>> {
    let mut new = Vec::new();
    for line in of_kind(lines, &[Change::New]) {
        new.push(state(line.later.as_deref())?);
    }
    if new.is_empty() {
        return Ok(Vec::new());
    }
    if way == Way::Back {
        let wanted: Vec<&PersonState> = new.iter().collect();
        let (in_the_way, _) = held_as(tx, &wanted).await?;
        if in_the_way.is_empty() {
            let numbers: Vec<EmployeeId> = new.iter().map(|state| EmployeeId(state.id)).collect();
            bulk::delete_employees(tx, &numbers).await?;
        }
        return Ok(in_the_way);
    }
    let numbers: Vec<&str> = new.iter().map(|state| state.staff_no.as_str()).collect();
    let taken = bulk::employees_numbered(tx, &numbers).await?;
    if !taken.is_empty() {
        let told = |employee: &Employee| InTheWay {
            code: employee.staff_no.as_str().to_owned(),
            name: employee.name.full(),
        };
        return Ok(taken.iter().map(told).collect());
    }
    let (mut employees, mut appointments) = (Vec::new(), Vec::new());
    for state in &new {
        employees.push(state.record(1)?);
        for held in &state.career {
            appointments.push(held.record(state.id)?);
        }
    }
    people::insert_employees(tx, ids, &employees).await?;
    people::insert_appointments(tx, &appointments).await?;
    Ok(Vec::new())
}

/// Changed and leaving people: from one record to the other.
async fn others(tx: &mut Tx, task: &Task<'_>, lines: &[Line], way: Way) -> Result<Vec<InTheWay>> {
    let mut pairs = Vec::new();
    for line in of_kind(lines, &[Change::Changed, Change::Leaving]) {
        let (earlier, later) = (
            state(line.earlier.as_deref())?,
            state(line.later.as_deref())?,
        );
        pairs.push(match way {
            Way::Forward => (earlier, later),
            Way::Back => (later, earlier),
        });
    }
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let wanted: Vec<&PersonState> = pairs.iter().map(|(from, _)| from).collect();
    let (in_the_way, versions) = held_as(tx, &wanted).await?;
    if !in_the_way.is_empty() {
        return Ok(in_the_way);
    }
    let mut employees: Vec<Employee> = Vec::new();
    let mut renamed = BTreeSet::new();
    let mut writing = CareerWriting::default();
    let mut corrected = Vec::new();
    for (from, to) in &pairs {
        employees.push(to.record(versions.get(&to.id).copied().unwrap_or(1))?);
        if from.is_named_otherwise(to) {
            renamed.insert(EmployeeId(to.id));
        }
        writing.add(from, to)?;
        corrections(from, to, task, &mut corrected);
    }
    bulk::update_employees(tx, task.ids, &employees, &renamed).await?;
    writing.write(tx).await?;
    people::keep_corrections(tx, task.ids, &corrected).await?;
    Ok(Vec::new())
}

/// What a record said before, kept like every other correction of it. Appointments that begin or end are
/// orders and no corrections.
fn corrections(
    from: &PersonState,
    to: &PersonState,
    task: &Task<'_>,
    corrected: &mut Vec<Correction>,
) {
    let mut compare = |field: &str, earlier: String, later: String, private: bool| {
        if earlier != later {
            corrected.push(Correction {
                employee: EmployeeId(to.id),
                record: "employee".to_owned(),
                field: field.to_owned(),
                earlier,
                later,
                reason: task.reason.clone(),
                private,
                at: task.at,
                by: task.by.to_owned(),
            });
        }
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let last = |end: Option<Date>| {
        let last = end.and_then(|end| end.yesterday().ok());
        last.map(|last| last.to_string()).unwrap_or_default()
    };
    let sex = |state: &PersonState| state.sex.map(Sex::word).unwrap_or_default().to_owned();
    let weekly = |state: &PersonState| Minutes(state.weekly).to_string();
    let employment = |state: &PersonState| state.employment.word().to_owned();
    let days = |day: Date| day.to_string();
    compare("family-name", from.family.clone(), to.family.clone(), false);
    compare("given-name", from.given.clone(), to.given.clone(), false);
    compare(
        "family-kana",
        from.family_kana.clone(),
        to.family_kana.clone(),
        false,
    );
    compare(
        "given-kana",
        from.given_kana.clone(),
        to.given_kana.clone(),
        false,
    );
    compare(
        "former-name",
        text(&from.former_name),
        text(&to.former_name),
        false,
    );
    compare(
        "birth-date",
        days(from.birth_date),
        days(to.birth_date),
        true,
    );
    compare("sex", sex(from), sex(to), true);
    compare("hired-on", days(from.hired_on), days(to.hired_on), false);
    compare("last-day", last(from.left_on), last(to.left_on), false);
    compare("employment", employment(from), employment(to), false);
    compare("weekly", weekly(from), weekly(to), false);
    compare(
        "job-family",
        from.job_family.clone(),
        to.job_family.clone(),
        false,
    );
}

/// Takes the records for the length of the transaction and tells which are not as wanted; with the versions of
/// all.
async fn held_as(
    tx: &mut Tx,
    wanted: &[&PersonState],
) -> Result<(Vec<InTheWay>, HashMap<i64, i64>)> {
    let numbers: Vec<EmployeeId> = wanted.iter().map(|state| EmployeeId(state.id)).collect();
    bulk::hold_employees(tx, &numbers).await?;
    let present = bulk::employees_by_ids(tx, &numbers).await?;
    let versions = present
        .iter()
        .map(|employee| (employee.id.0, employee.version))
        .collect();
    let present: HashMap<i64, PersonState> = with_careers(tx, &present)
        .await?
        .into_iter()
        .map(|state| (state.id, state))
        .collect();
    let in_the_way = wanted
        .iter()
        .filter(|state| present.get(&state.id) != Some(**state))
        .map(|state| InTheWay {
            code: state.staff_no.clone(),
            name: state.full_name(),
        });
    Ok((in_the_way.collect(), versions))
}

/// Appointments to be written for many people at once.
#[derive(Default)]
struct CareerWriting {
    struck: Vec<AppointmentId>,
    /// Those that end, written before those that go on: nobody has two open main appointments at any moment.
    ended: Vec<Appointment>,
    open: Vec<Appointment>,
    added: Vec<Appointment>,
}

impl CareerWriting {
    fn add(&mut self, from: &PersonState, to: &PersonState) -> Result<()> {
        let changes = careers::changes(&from.career, &to.career);
        self.struck
            .extend(changes.struck.into_iter().map(AppointmentId));
        for held in changes.updated {
            let record = held.record(to.id)?;
            if held.to.is_some() {
                self.ended.push(record);
            } else {
                self.open.push(record);
            }
        }
        for held in changes.added {
            self.added.push(held.record(to.id)?);
        }
        Ok(())
    }

    async fn write(&self, tx: &mut Tx) -> Result<()> {
        bulk::delete_appointments(tx, &self.struck).await?;
        bulk::update_appointments(tx, &self.ended).await?;
        bulk::update_appointments(tx, &self.open).await?;
        people::insert_appointments(tx, &self.added).await
    }
}
