//! What taking files in would do: everything that would change, or everything that is wrong.

use crate::choice::Choice;
use crate::layout::{Table, Vocabulary};
use crate::reading::{self, Entries};
use crate::records::{
    Change, Counts, Detail, Held, Line, PersonEntry, PersonState, Remark, UnitState,
};
use crate::rules::comparison::{Comparing, Problem};
use crate::rules::unit_changes::{self, UnitChange};
use crate::rules::{Comparison, Directory, careers, compare, details, units};
use ::store::{Db, Ids, Tx};
use anyhow::{Context, Result};
use calendar::Date;
use exchange::cell::Misread;
use exchange::trial::Refusals;
use exchange::{Grid, Limits, Refusal};
use people::{EmployeeId, bulk};
use std::collections::{HashMap, HashSet};
use words::{Argument, Text};

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The files are read.
    Reading,
    /// Rows are compared with records.
    Comparing,
    /// What was found is kept.
    Keeping,
    /// Records are written.
    Writing,
}

impl Stage {
    /// Key of the words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Stage::Reading => "intake-stage-reading",
            Stage::Comparing => "intake-stage-comparing",
            Stage::Keeping => "intake-stage-keeping",
            Stage::Writing => "intake-stage-writing",
        }
    }
}

/// Is told how far the work is (done, of how many), and may end it by an error.
pub type Watch<'a> = &'a (dyn Fn(Stage, i64, i64) -> Result<()> + Send + Sync);

/// How large the files may be: fifty thousand people with sixty columns.
pub const LIMITS: Limits = Limits {
    file_bytes: 64 << 20,
    unpacked_bytes: 1 << 30,
    cells: 5_000_000,
};

/// People that are compared at a time.
const AT_ONCE: usize = 1000;
/// Problems that are kept with their places.
pub(crate) const PROBLEMS_KEPT: usize = 500;
/// Names of missing units that are listed.
const UNITS_LISTED: usize = 40;

/// What a trial run found.
pub(crate) struct Found {
    pub counts: Counts,
    pub lines: Vec<Line>,
    pub refusals: Refusals,
    pub remarks: Vec<Remark>,
}

/// Reads the tables of files.
///
/// # Errors
/// What cannot be read is refused, with the name of the file.
pub(crate) fn tables(files: &[(String, Vec<u8>)]) -> Result<Vec<Grid>, (String, Vec<Refusal>)> {
    let mut all = Vec::new();
    for (name, bytes) in files {
        let grids =
            exchange::grids(name, bytes, LIMITS).map_err(|refusals| (name.clone(), refusals))?;
        all.extend(grids.into_iter().filter(|grid| !grid.rows.is_empty()));
    }
    Ok(all)
}

/// What a trial run works with.
pub(crate) struct Bench<'a> {
    pub db: &'a Db,
    pub ids: &'a Ids,
    pub today: Date,
    pub choice: &'a Choice,
    pub t: &'a Text,
    pub watch: Watch<'a>,
}

/// Tries files out.
///
/// # Errors
/// When the database fails, the files cannot be read any more, or the watch ends the work.
pub(crate) async fn examine(bench: &Bench<'_>, files: Vec<(String, Vec<u8>)>) -> Result<Found> {
    (bench.watch)(Stage::Reading, 0, 0)?;
    let vocabulary = Vocabulary::new(bench.t);
    let (choice, words) = (bench.choice.clone(), vocabulary.clone());
    let read = tokio::task::spawn_blocking(move || {
        let grids = tables(&files).map_err(|(name, _)| name)?;
        let entries = reading::read(&grids, &choice, &words);
        Ok::<_, String>((grids, entries))
    });
    let (grids, mut entries) = match read.await.context("reading the files")? {
        Ok(read) => read,
        Err(name) => anyhow::bail!("{name} cannot be read any more"),
    };
    let mut problems = std::mem::take(&mut entries.problems);
    let mut tx = bench.db.snapshot().await?;
    let mut examination = Examination {
        bench,
        vocabulary: &vocabulary,
        directory: Directory::new(bulk::units_ever(&mut tx).await?),
        made: Vec::new(),
        changed: Vec::new(),
        before: Directory::default(),
    };
    problems.extend(examination.take_units(&entries));
    only_in_careers(&mut entries);
    let mut outcome = examination.compare_all(&mut tx, &entries).await?;
    if bench.choice.options.make_units && !examination.directory.missing.is_empty() {
        let missing = std::mem::take(&mut examination.directory.missing);
        let made = units::of_names(&missing, &mut examination.directory, &mut || {
            bench.ids.next()
        });
        if !made.is_empty() {
            examination.made.extend(made);
            outcome = examination.compare_all(&mut tx, &entries).await?;
        }
    }
    problems.append(&mut outcome.problems);
    problems.extend(examination.missing_units());
    let mut lines = examination.unit_lines();
    lines.append(&mut outcome.lines);
    if bench.choice.options.complete && problems.is_empty() {
        lines.append(&mut examination.leaving(&mut tx, &entries).await?);
    }
    let mut counts = Counts {
        unchanged: outcome.unchanged,
        ..Counts::default()
    };
    for line in &lines {
        counts.add(line.change);
    }
    let label = |table: Table, field: &str| table.label(field, bench.t);
    let refusals = reading::refusals(problems, &grids, bench.choice, PROBLEMS_KEPT, &label);
    let remarks = remarks(&lines, bench.t);
    Ok(Found {
        counts,
        lines,
        refusals,
        remarks,
    })
}

/// People whom only the table of appointments names are compared like the others.
fn only_in_careers(entries: &mut Entries) {
    let named: HashSet<&str> = entries
        .people
        .iter()
        .map(|entry| entry.staff_no.as_str())
        .collect();
    let mut others: Vec<PersonEntry> = entries
        .careers
        .iter()
        .filter(|(number, _)| !named.contains(number.as_str()))
        .map(|(number, posts)| PersonEntry {
            row: posts.first().map_or(0, |post| post.row),
            staff_no: number.clone(),
            only_career: true,
            ..PersonEntry::default()
        })
        .collect();
    others.sort_by_key(|entry| entry.row);
    entries.people.append(&mut others);
}

/// What comparing all people gave.
#[derive(Default)]
struct Outcome {
    lines: Vec<Line>,
    problems: Vec<Problem>,
    unchanged: i64,
}

struct Examination<'a> {
    bench: &'a Bench<'a>,
    vocabulary: &'a Vocabulary,
    directory: Directory,
    made: Vec<UnitState>,
    /// Units that exist and differ, and the organisation without these changes.
    changed: Vec<UnitChange>,
    before: Directory,
}

impl Examination<'_> {
    fn effective(&self) -> Date {
        self.bench
            .choice
            .options
            .effective
            .unwrap_or(self.bench.today)
    }

    /// Units of the table of units, when they are to be made.
    fn take_units(&mut self, entries: &Entries) -> Vec<Problem> {
        let mains = entries
            .people
            .iter()
            .filter_map(|entry| entry.main.as_ref());
        let earliest = mains
            .chain(entries.careers.values().flatten())
            .filter_map(|post| post.from)
            .min()
            .unwrap_or_else(|| self.effective())
            .min(self.effective());
        let mut next_id = || self.bench.ids.next();
        let (made, mut problems) =
            units::of_table(&entries.units, &self.directory, earliest, &mut next_id);
        if self.bench.choice.options.make_units {
            units::enter(&made, &mut self.directory);
            self.made = made;
        }
        if self.bench.choice.options.change_units && problems.is_empty() {
            problems.extend(self.change_units(entries));
        }
        problems
    }

    /// What the table of units changes about those that exist.
    fn change_units(&mut self, entries: &Entries) -> Vec<Problem> {
        let effective = self.effective();
        let (changes, problems) =
            unit_changes::changes(&entries.units, &self.directory, &self.made, effective);
        let versions = self.directory.versions().iter();
        let coded = versions.map(|one| (self.directory.code(one.unit).to_owned(), one.clone()));
        self.before = Directory::new(coded.collect());
        for change in &changes {
            self.directory.replace(change.unit, &change.after);
        }
        self.changed = changes;
        problems
    }

    async fn compare_all(&mut self, tx: &mut Tx, entries: &Entries) -> Result<Outcome> {
        let mut outcome = Outcome::default();
        let total = i64::try_from(entries.people.len()).unwrap_or(i64::MAX);
        let mut done = 0;
        for chunk in entries.people.chunks(AT_ONCE) {
            (self.bench.watch)(Stage::Comparing, done, total)?;
            let numbers: Vec<&str> = chunk.iter().map(|entry| entry.staff_no.as_str()).collect();
            let present = bulk::employees_numbered(tx, &numbers).await?;
            let present = with_careers(tx, &present).await?;
            let present: HashMap<String, PersonState> = present
                .into_iter()
                .map(|state| (state.staff_no.clone(), state))
                .collect();
            for entry in chunk {
                self.compare_one(entry, entries, present.get(&entry.staff_no), &mut outcome)?;
            }
            done += i64::try_from(chunk.len()).unwrap_or(0);
        }
        (self.bench.watch)(Stage::Comparing, done, total)?;
        Ok(outcome)
    }

    fn compare_one(
        &mut self,
        entry: &PersonEntry,
        entries: &Entries,
        present: Option<&PersonState>,
        outcome: &mut Outcome,
    ) -> Result<()> {
        if entry.only_career && present.is_none() {
            let what = Misread::with(
                "intake-staff-no-unknown",
                vec![("number", entry.staff_no.clone())],
            );
            let problem = Problem::at(Table::Careers, entry.row, "staff-no", what);
            outcome.problems.push(problem);
            return Ok(());
        }
        let history: Vec<_> = entries
            .careers
            .get(&entry.staff_no)
            .into_iter()
            .flatten()
            .collect();
        let effective = self.effective();
        let ids = self.bench.ids;
        let mut next_id = || ids.next();
        let mut by = Comparing {
            directory: &mut self.directory,
            vocabulary: self.vocabulary,
            effective,
            next_id: &mut next_id,
        };
        match compare(entry, &history, present, &mut by) {
            Err(mut problems) => outcome.problems.append(&mut problems),
            Ok(Comparison::Same) => outcome.unchanged += 1,
            Ok(Comparison::Differs(after)) => {
                let details = match present {
                    Some(_) => {
                        details::of_person(present, &after, &mut self.directory, self.bench.t)
                    }
                    None => details::of_newcomer(&after, &mut self.directory, self.bench.t),
                };
                outcome.lines.push(line(present, &after, details)?);
            }
        }
        Ok(())
    }

    /// Units that the files name and that never were.
    fn missing_units(&self) -> Option<Problem> {
        let missing = &self.directory.missing;
        if missing.is_empty() {
            return None;
        }
        let mut names: Vec<String> = missing
            .keys()
            .map(crate::records::UnitWords::text)
            .collect();
        names.dedup();
        let count = names.len();
        names.truncate(UNITS_LISTED);
        let variables = vec![("count", count.to_string()), ("units", names.join("、"))];
        let what = Misread::with("intake-units-missing", variables);
        Some(Problem::of_row(Table::People, 0, what))
    }

    fn unit_lines(&mut self) -> Vec<Line> {
        let made = std::mem::take(&mut self.made);
        let changed = std::mem::take(&mut self.changed);
        let (before, after, t) = (&mut self.before, &mut self.directory, self.bench.t);
        let lines = changed.iter().map(|change| Line {
            change: Change::Unit,
            code: change.code.clone(),
            name: change
                .after
                .last()
                .map_or_else(String::new, |last| last.name.to_string()),
            details: details::of_unit_change(change, before, after, t),
            earlier: serde_json::to_string(&UnitChange::states(&change.code, &change.before)).ok(),
            later: serde_json::to_string(&UnitChange::states(&change.code, &change.after)).ok(),
        });
        let mut all: Vec<Line> = lines.collect();
        let made = made.iter().map(|unit| Line {
            change: Change::Unit,
            code: unit.code.clone(),
            name: unit.name.clone(),
            details: details::of_unit(unit, &mut self.directory, self.bench.t),
            earlier: None,
            later: serde_json::to_string(unit).ok(),
        });
        // New units first: a changed one may stand below a new one.
        all.splice(0..0, made.collect::<Vec<_>>());
        all
    }

    /// Those in service who are not in the list.
    async fn leaving(&mut self, tx: &mut Tx, entries: &Entries) -> Result<Vec<Line>> {
        let on = self
            .bench
            .choice
            .options
            .leaving_on
            .unwrap_or(self.bench.today);
        let listed: HashSet<&str> = entries
            .people
            .iter()
            .map(|entry| entry.staff_no.as_str())
            .collect();
        let mut lines = Vec::new();
        let mut last = EmployeeId(i64::MIN);
        loop {
            let next = bulk::serving_after(tx, last, on, 1000).await?;
            let Some(end) = next.last() else {
                return Ok(lines);
            };
            last = end.id;
            let absent: Vec<_> = next
                .into_iter()
                .filter(|employee| !listed.contains(employee.staff_no.as_str()))
                .collect();
            for before in with_careers(tx, &absent).await? {
                let after = PersonState {
                    left_on: Some(on),
                    career: careers::ended(&before.career, on),
                    ..before.clone()
                };
                let details =
                    details::of_person(Some(&before), &after, &mut self.directory, self.bench.t);
                let changed = line(Some(&before), &after, details)?;
                lines.push(Line {
                    change: Change::Leaving,
                    ..changed
                });
            }
        }
    }
}

/// Employees with their appointments.
pub(crate) async fn with_careers(
    tx: &mut Tx,
    employees: &[people::Employee],
) -> Result<Vec<PersonState>> {
    let numbers: Vec<EmployeeId> = employees.iter().map(|employee| employee.id).collect();
    let mut careers: HashMap<i64, Vec<Held>> = HashMap::new();
    for appointment in bulk::careers_of(tx, &numbers).await? {
        let career = careers.entry(appointment.employee.0).or_default();
        career.push(Held::of(&appointment));
    }
    Ok(employees
        .iter()
        .map(|employee| {
            let mut career = careers.remove(&employee.id.0).unwrap_or_default();
            careers::order(&mut career);
            PersonState::of(employee, career)
        })
        .collect())
}

fn line(before: Option<&PersonState>, after: &PersonState, details: Vec<Detail>) -> Result<Line> {
    Ok(Line {
        change: if before.is_some() {
            Change::Changed
        } else {
            Change::New
        },
        code: after.staff_no.clone(),
        name: after.full_name(),
        details,
        earlier: before.map(serde_json::to_string).transpose()?,
        later: Some(serde_json::to_string(after)?),
    })
}

/// What should be looked at before confirming.
fn remarks(lines: &[Line], t: &Text) -> Vec<Remark> {
    let renamed: Vec<&Line> = lines
        .iter()
        .filter(|line| line.change == Change::Changed)
        .filter(|line| line.details.iter().any(|detail| detail.field == "name"))
        .collect();
    let unread = lines
        .iter()
        .filter(|line| line.change == Change::Unit)
        .filter_map(|line| line.later.as_deref())
        .filter(|later| later.contains(&format!("\"kana\":\"{}\"", crate::records::NO_READING)))
        .count();
    let mut remarks = Vec::new();
    if !renamed.is_empty() {
        let shown: Vec<String> = renamed
            .iter()
            .take(20)
            .filter_map(|line| {
                let detail = line.details.iter().find(|detail| detail.field == "name")?;
                Some(format!(
                    "{} {} → {}",
                    line.code, detail.before, detail.after
                ))
            })
            .collect();
        let variables: [(&str, Argument<'_>); 2] = [
            ("count", renamed.len().into()),
            ("people", shown.join("、").into()),
        ];
        remarks.push(Remark {
            place: t.say("intake-remark-names").into_owned(),
            sentence: t.fill("intake-remark-renamed", &variables),
        });
    }
    if unread > 0 {
        remarks.push(Remark {
            place: t.say("intake-remark-units").into_owned(),
            sentence: t.say1("intake-remark-no-reading", "count", unread),
        });
    }
    remarks
}
