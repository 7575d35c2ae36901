//! Units of a file that exist already: renamed, moved, closed.
//!
//! A table says what a unit is called from the day on which changes take effect; what it was called before is
//! kept. What the table does not say (no such column, an empty cell) stays as it is.

use super::comparison::{Problem, unreadable};
use super::directory::Directory;
use crate::layout::Table;
use crate::records::{Given, UnitEntry, UnitState};
use calendar::{Date, Period};
use exchange::cell::Misread;
use people::reorganisations::{Fault, faults};
use people::{Kana, Title, UnitId, UnitVersion};
use std::collections::{BTreeSet, HashMap};

/// A unit whose versions differ afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnitChange {
    pub row: u32,
    pub code: String,
    pub unit: UnitId,
    pub before: Vec<UnitVersion>,
    pub after: Vec<UnitVersion>,
}

impl UnitChange {
    /// The versions as lines keep them.
    pub fn states(code: &str, versions: &[UnitVersion]) -> Vec<UnitState> {
        versions
            .iter()
            .map(|version| UnitState::of(code, version))
            .collect()
    }
}

/// What the table changes about units that exist. The units that the file makes are in the directory by now.
pub(crate) fn changes(
    entries: &[UnitEntry],
    directory: &Directory,
    made: &[UnitState],
    effective: Date,
) -> (Vec<UnitChange>, Vec<Problem>) {
    let new: BTreeSet<i64> = made.iter().map(|unit| unit.id).collect();
    let (mut changes, mut problems) = (Vec::new(), Vec::new());
    for entry in entries {
        let Some(unit) = directory.coded(&entry.code) else {
            continue;
        };
        if new.contains(&unit.0) {
            continue;
        }
        let before = directory.versions_of(unit);
        match changed(entry, &before, directory, effective) {
            Ok(after) if after == before => {}
            Ok(after) => changes.push(UnitChange {
                row: entry.row,
                code: directory.code(unit).to_owned(),
                unit,
                before,
                after,
            }),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() {
        problems = broken(&changes, entries, directory, effective);
    }
    (changes, problems)
}

/// The versions of a unit as the row says.
fn changed(
    entry: &UnitEntry,
    before: &[UnitVersion],
    directory: &Directory,
    effective: Date,
) -> Result<Vec<UnitVersion>, Problem> {
    let wrong =
        |field: &'static str, what: Misread| Problem::at(Table::Units, entry.row, field, what);
    let mut after = before.to_vec();
    let end = entry.to.and_then(|Given(to)| to);
    let Some(at) = after
        .iter()
        .position(|version| version.period.contains(effective))
    else {
        // It ended before, or begins later: the end may be repeated, nothing else is looked at.
        let known = after.last().and_then(|last| last.period.to());
        return match end {
            Some(to) if known != Some(to) => {
                Err(wrong("to", Misread::other("intake-unit-not-in-force")))
            }
            _ => Ok(after),
        };
    };
    let wanted = wanted(entry, &after[at], directory)?;
    // What ends before the change takes effect keeps its name to the end.
    let ends_before = end.is_some_and(|to| to <= effective);
    if wanted != after[at] && !ends_before {
        if let Some(later) = after.get(at + 1) {
            let from = later.period.from().to_string();
            let what = Misread::with("intake-unit-changes-later", vec![("from", from)]);
            return Err(wrong("name", what));
        }
        if wanted.period.from() == effective {
            after[at] = wanted;
        } else {
            let (from, to) = (wanted.period.from(), wanted.period.to());
            let period = |from: Date, to: Option<Date>| {
                Period::new(from, to)
                    .map_err(|_| wrong("name", Misread::other("intake-unit-ends-early")))
            };
            after[at].period = period(from, Some(effective))?;
            after.push(UnitVersion {
                period: period(effective, to)?,
                ..wanted
            });
        }
    }
    if let (Some(to), Some(last)) = (end, after.last_mut())
        && last.period.to() != Some(to)
    {
        last.period = Period::new(last.period.from(), Some(to))
            .map_err(|_| wrong("to", Misread::other("intake-unit-ends-early")))?;
    }
    Ok(after)
}

/// The version with what the row says.
fn wanted(
    entry: &UnitEntry,
    present: &UnitVersion,
    directory: &Directory,
) -> Result<UnitVersion, Problem> {
    let wrong =
        |field: &'static str, what: Misread| Problem::at(Table::Units, entry.row, field, what);
    let title = |field: &'static str, text: &str| {
        Title::parse(text).map_err(|error| wrong(field, unreadable(&error)))
    };
    let name = title("name", &entry.name)?;
    let short_name = match &entry.short_name {
        Some(short) => title("short-name", short)?,
        // A short name that was the name follows it.
        None if present.short_name == present.name => name.clone(),
        None => present.short_name.clone(),
    };
    let kana = match &entry.kana {
        Some(kana) => Kana::parse(kana).map_err(|error| wrong("kana", unreadable(&error)))?,
        None => present.kana.clone(),
    };
    let parent = match &entry.parent_code {
        Some(code) => directory.coded(code).or(present.parent),
        None => present.parent,
    };
    Ok(UnitVersion {
        name,
        short_name,
        kana,
        parent,
        kind: entry.kind.unwrap_or(present.kind),
        ..present.clone()
    })
}

/// What would be wrong with the organisation on any day afterwards that is not wrong now.
fn broken(
    changes: &[UnitChange],
    entries: &[UnitEntry],
    directory: &Directory,
    effective: Date,
) -> Vec<Problem> {
    let Some(first) = changes.first() else {
        return Vec::new();
    };
    let changed: HashMap<UnitId, &UnitChange> =
        changes.iter().map(|change| (change.unit, change)).collect();
    let before = directory.versions();
    let others = before
        .iter()
        .filter(|version| !changed.contains_key(&version.unit));
    let mut after: Vec<UnitVersion> = others.cloned().collect();
    after.extend(
        changes
            .iter()
            .flat_map(|change| change.after.iter().cloned()),
    );
    let ends = changes.iter().flat_map(|change| {
        change
            .after
            .iter()
            .filter_map(|version| version.period.to())
    });
    let from = ends.min().map_or(effective, |end| end.min(effective));
    let known = faults(before, from);
    let rows: HashMap<UnitId, u32> = entries
        .iter()
        .filter_map(|entry| Some((directory.coded(&entry.code)?, entry.row)))
        .collect();
    let named = |unit: UnitId| {
        let mut versions = after.iter().filter(|version| version.unit == unit);
        let name = versions.next_back().map(|version| version.name.to_string());
        name.unwrap_or_default()
    };
    let later = faults(&after, from);
    let told = later.difference(&known).map(|fault| {
        let (unit, key, day) = match fault {
            Fault::Overlap(unit, day) => (*unit, "intake-unit-fault-overlap", day),
            Fault::NoParent(unit, day) => (*unit, "intake-unit-fault-no-parent", day),
            Fault::Circle(unit, day) => (*unit, "intake-unit-loop-on", day),
            Fault::SameName(_, unit, day) => (*unit, "intake-unit-fault-same-name", day),
        };
        let variables = vec![("unit", named(unit)), ("on", day.to_string())];
        let row = rows.get(&unit).copied().unwrap_or(first.row);
        (
            unit,
            Problem::at(Table::Units, row, "code", Misread::with(key, variables)),
        )
    });
    // One day is enough to tell of a unit.
    let mut seen = BTreeSet::new();
    told.filter(|(unit, _)| seen.insert(*unit))
        .map(|(_, problem)| problem)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use people::UnitKind;

    const START: Date = Date::constant(2015, 4, 1);
    const APRIL: Date = Date::constant(2027, 4, 1);

    fn version(id: i64, name: &str, parent: Option<i64>) -> (String, UnitVersion) {
        let title = |text: &str| Title::parse(text).unwrap();
        let version = UnitVersion {
            unit: UnitId(id),
            name: title(name),
            short_name: title(name),
            kana: Kana::parse("か").unwrap(),
            parent: parent.map(UnitId),
            kind: UnitKind::Section,
            position: id,
            period: Period::starting(START),
        };
        (id.to_string(), version)
    }

    fn town() -> Directory {
        Directory::new(vec![
            version(1, "総務部", None),
            version(2, "市民部", None),
            version(11, "人事課", Some(1)),
            version(12, "契約課", Some(1)),
        ])
    }

    fn entry(row: u32, code: &str, name: &str) -> UnitEntry {
        UnitEntry {
            row,
            code: code.to_owned(),
            name: name.to_owned(),
            short_name: None,
            kana: None,
            parent_code: None,
            kind: None,
            from: None,
            to: None,
        }
    }

    fn read(entries: &[UnitEntry]) -> (Vec<UnitChange>, Vec<&'static str>) {
        let (changes, problems) = changes(entries, &town(), &[], APRIL);
        let keys = problems.iter().map(|problem| problem.what.key()).collect();
        (changes, keys)
    }

    #[test]
    fn a_table_that_says_the_same_changes_nothing() {
        assert_eq!(read(&[entry(2, "11", "人事課")]), (Vec::new(), Vec::new()));
    }

    #[test]
    fn a_new_name_holds_from_the_day_on_and_the_old_one_before() {
        let (changes, problems) = read(&[entry(2, "11", "人材育成課")]);
        assert!(problems.is_empty(), "{problems:?}");
        let after: Vec<(&str, Option<Date>)> = changes[0]
            .after
            .iter()
            .map(|version| (version.short_name.as_str(), version.period.to()))
            .collect();
        assert_eq!(after, [("人事課", Some(APRIL)), ("人材育成課", None)]);
    }

    #[test]
    fn a_unit_is_moved_and_closed_by_its_row() {
        let moved = UnitEntry {
            parent_code: Some("2".to_owned()),
            to: Some(Given(Some(Date::constant(2028, 4, 1)))),
            ..entry(2, "12", "契約課")
        };
        let (changes, problems) = read(&[moved]);
        assert!(problems.is_empty(), "{problems:?}");
        let last = changes[0].after.last().unwrap();
        assert_eq!(last.parent, Some(UnitId(2)));
        assert_eq!(last.period.to(), Some(Date::constant(2028, 4, 1)));
    }

    #[test]
    fn a_unit_with_units_below_is_closed_only_together_with_them() {
        let closed = |row: u32, code: &str, name: &str| UnitEntry {
            to: Some(Given(Some(APRIL))),
            ..entry(row, code, name)
        };
        let (_, problems) = read(&[closed(2, "1", "総務部")]);
        assert_eq!(problems, ["intake-unit-fault-no-parent"; 2]);
        let all = [
            closed(2, "1", "総務部"),
            closed(3, "11", "人事課"),
            closed(4, "12", "契約課"),
        ];
        let (changes, problems) = read(&all);
        assert_eq!((changes.len(), problems.len()), (3, 0), "{problems:?}");
    }

    #[test]
    fn two_units_below_one_do_not_get_one_name_and_none_stands_below_itself() {
        let (_, problems) = read(&[entry(2, "11", "契約課")]);
        assert_eq!(problems, ["intake-unit-fault-same-name"]);
        let below = UnitEntry {
            parent_code: Some("11".to_owned()),
            ..entry(2, "1", "総務部")
        };
        let (_, problems) = read(&[below]);
        assert!(problems.contains(&"intake-unit-loop-on"), "{problems:?}");
    }

    #[test]
    fn an_end_before_the_beginning_is_refused() {
        let early = UnitEntry {
            to: Some(Given(Some(START))),
            ..entry(2, "12", "契約課")
        };
        assert_eq!(read(&[early]).1, ["intake-unit-ends-early"]);
    }
}
