//! Units that a file brings along: from a table of units, or from the names beside people.

use super::comparison::{Problem, unreadable};
use super::directory::Directory;
use crate::layout::Table;
use crate::records::{Given, NO_READING, UnitEntry, UnitState, UnitWords};
use calendar::Date;
use exchange::cell::Misread;
use people::{Kana, Title, UnitKind, fold};
use std::collections::{BTreeMap, HashMap};

/// The units of the table that do not exist yet, those above before those below, and what is wrong with the
/// table. Units that exist are looked at by `unit_changes`.
pub(crate) fn of_table(
    entries: &[UnitEntry],
    directory: &Directory,
    usual_from: Date,
    next_id: &mut dyn FnMut() -> i64,
) -> (Vec<UnitState>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut rows: HashMap<String, &UnitEntry> = HashMap::new();
    for entry in entries {
        if let Some(first) = rows.insert(fold(&entry.code), entry) {
            let what = Misread::with("intake-unit-twice", vec![("row", first.row.to_string())]);
            problems.push(Problem::at(Table::Units, entry.row, "code", what));
        }
    }
    let mut made: Vec<UnitState> = Vec::new();
    let mut ids: HashMap<String, i64> = HashMap::new();
    for (position, entry) in (1_i64..).zip(entries) {
        match chain(entry, &rows, directory) {
            Err(problem) => problems.push(problem),
            Ok(chain) => {
                for above in chain.iter().rev() {
                    let code = fold(&above.code);
                    if directory.coded(&above.code).is_some() || ids.contains_key(&code) {
                        continue;
                    }
                    match state(above, directory, &ids, (usual_from, position)) {
                        Ok(mut unit) => {
                            unit.id = next_id();
                            ids.insert(code, unit.id);
                            made.push(unit);
                        }
                        Err(problem) if above.row == entry.row => problems.push(problem),
                        // The row of the unit above tells it.
                        Err(_) => break,
                    }
                }
            }
        }
    }
    let begins: BTreeMap<i64, Date> = made.iter().map(|unit| (unit.id, unit.from)).collect();
    for unit in &made {
        let above = unit.parent.and_then(|parent| begins.get(&parent));
        if above.is_some_and(|above| *above > unit.from)
            && let Some(entry) = rows.get(&fold(&unit.code))
        {
            let what = Misread::other("intake-unit-before-above");
            problems.push(Problem::at(Table::Units, entry.row, "from", what));
        }
    }
    (made, problems)
}

/// The unit and those above it in the table, the unit first.
fn chain<'a>(
    entry: &'a UnitEntry,
    rows: &HashMap<String, &'a UnitEntry>,
    directory: &Directory,
) -> Result<Vec<&'a UnitEntry>, Problem> {
    let mut chain = vec![entry];
    let mut here = entry;
    while let Some(parent) = &here.parent_code {
        let wrong = |key: &'static str| {
            let what = Misread::with(key, vec![("code", parent.clone())]);
            Problem::at(Table::Units, entry.row, "parent-code", what)
        };
        match rows.get(&fold(parent)) {
            Some(above) if chain.iter().any(|unit| unit.row == above.row) => {
                return Err(wrong("intake-unit-loop"));
            }
            Some(above) => {
                chain.push(above);
                here = above;
            }
            None if directory.coded(parent).is_some() => break,
            None => return Err(wrong("intake-unit-no-parent")),
        }
    }
    Ok(chain)
}

fn state(
    entry: &UnitEntry,
    directory: &Directory,
    ids: &HashMap<String, i64>,
    (usual_from, position): (Date, i64),
) -> Result<UnitState, Problem> {
    let wrong =
        |field: &'static str, what: Misread| Problem::at(Table::Units, entry.row, field, what);
    let title = |field: &'static str, text: &str| {
        Title::parse(text)
            .map(|title| title.as_str().to_owned())
            .map_err(|error| wrong(field, unreadable(&error)))
    };
    let name = title("name", &entry.name)?;
    let kana = match &entry.kana {
        Some(kana) => Kana::parse(kana)
            .map(|kana| kana.as_str().to_owned())
            .map_err(|error| wrong("kana", unreadable(&error)))?,
        None => NO_READING.to_owned(),
    };
    let parent = entry.parent_code.as_ref().and_then(|code| {
        let made = ids.get(&fold(code)).copied();
        made.or_else(|| directory.coded(code).map(|unit| unit.0))
    });
    let from = entry.from.unwrap_or(usual_from);
    let to = entry.to.and_then(|Given(to)| to);
    if to.is_some_and(|to| to <= from) {
        return Err(wrong("to", Misread::other("intake-unit-ends-early")));
    }
    Ok(UnitState {
        id: 0,
        code: title("code", &entry.code)?,
        short_name: title("short-name", entry.short_name.as_deref().unwrap_or(&name))?,
        kind: entry.kind.unwrap_or_else(|| kind_of(&name)),
        name,
        kana,
        parent,
        position: position * 10,
        from,
        to,
    })
}

/// What a unit is by the end of its name.
pub(crate) fn kind_of(name: &str) -> UnitKind {
    let ends = |endings: &[char]| name.ends_with(endings);
    if ends(&['部', '局']) {
        UnitKind::Department
    } else if ends(&['課', '室', '所', '館', '園', '校']) {
        UnitKind::Section
    } else if ends(&['係', '班']) {
        UnitKind::Team
    } else {
        UnitKind::Other
    }
}

/// Units for names that no unit ever bore, each from the first day on which it is needed, those above first.
/// A code without a name makes no unit.
pub(crate) fn of_names(
    missing: &BTreeMap<UnitWords, Date>,
    directory: &mut Directory,
    next_id: &mut dyn FnMut() -> i64,
) -> Vec<UnitState> {
    // The chain above is needed as early as anything below it.
    let mut chains: BTreeMap<Vec<String>, (Date, Option<String>)> = BTreeMap::new();
    for (words, from) in missing {
        for length in 1..=words.names.len() {
            let whole = length == words.names.len();
            let code = words.code.clone().filter(|_| whole);
            let needed = chains
                .entry(words.names[..length].to_vec())
                .or_insert((*from, None));
            needed.0 = needed.0.min(*from);
            needed.1 = needed.1.take().or(code);
        }
    }
    // Looked up before anything is added: every addition makes the directory think anew.
    let there: Vec<Option<i64>> = chains
        .iter()
        .map(|(names, (from, code))| {
            let words = UnitWords {
                code: None,
                names: names.clone(),
            };
            let found = directory.look(&words, *from).ok();
            found.filter(|_| code.is_none()).map(|(unit, _)| unit.0)
        })
        .collect();
    let mut made = Vec::new();
    let mut parents: HashMap<Vec<String>, i64> = HashMap::new();
    let mut counter = 0;
    for ((names, (from, code)), there) in chains.into_iter().zip(there) {
        let Some(name) = names.last() else {
            continue;
        };
        if let Some(unit) = there {
            parents.insert(names, unit);
            continue;
        }
        if Title::parse(name).is_err() {
            continue;
        }
        let code = code.unwrap_or_else(|| free_code(directory, &mut counter));
        let unit = UnitState {
            id: next_id(),
            code,
            name: name.clone(),
            short_name: name.clone(),
            kana: NO_READING.to_owned(),
            parent: parents.get(&names[..names.len() - 1]).copied(),
            kind: kind_of(name),
            position: i64::try_from(made.len()).unwrap_or(0) * 10 + 10,
            from,
            to: None,
        };
        parents.insert(names, unit.id);
        made.push(unit);
    }
    enter(&made, directory);
    made
}

/// A code that no unit has: U0001, U0002 …
fn free_code(directory: &Directory, counter: &mut u32) -> String {
    loop {
        *counter += 1;
        let code = format!("U{counter:04}");
        if directory.coded(&code).is_none() {
            return code;
        }
    }
}

/// Makes the units known, so that rows may name them.
pub(crate) fn enter(units: &[UnitState], directory: &mut Directory) {
    let versions = units.iter().filter_map(|unit| {
        let version = unit.version().ok()?;
        Some((unit.code.clone(), version))
    });
    directory.extend(versions);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(row: u32, code: &str, name: &str, parent: Option<&str>) -> UnitEntry {
        UnitEntry {
            row,
            code: code.to_owned(),
            name: name.to_owned(),
            short_name: None,
            kana: None,
            parent_code: parent.map(str::to_owned),
            kind: None,
            from: None,
            to: None,
        }
    }

    const FROM: Date = Date::constant(2015, 4, 1);

    fn read(entries: &[UnitEntry]) -> (Vec<UnitState>, Vec<&'static str>) {
        let mut id = 0;
        let mut next = || {
            id += 1;
            id
        };
        let (made, problems) = of_table(entries, &Directory::default(), FROM, &mut next);
        (
            made,
            problems.iter().map(|problem| problem.what.key()).collect(),
        )
    }

    #[test]
    fn units_may_stand_in_any_order_in_the_table() {
        let (made, problems) = read(&[
            entry(2, "111", "給与係", Some("11")),
            entry(3, "11", "人事課", Some("1")),
            entry(4, "1", "総務部", None),
        ]);
        assert!(problems.is_empty());
        let names: Vec<&str> = made.iter().map(|unit| unit.name.as_str()).collect();
        assert_eq!(names, ["総務部", "人事課", "給与係"]);
        assert_eq!(made[2].parent, Some(made[1].id));
        assert_eq!(made[2].kind, UnitKind::Team);
    }

    #[test]
    fn a_loop_a_missing_unit_above_and_a_code_twice_are_told() {
        let (_, problems) = read(&[
            entry(2, "1", "総務部", Some("2")),
            entry(3, "2", "市民部", Some("1")),
            entry(4, "3", "税務課", Some("9")),
            entry(5, "3", "税務課", None),
        ]);
        assert_eq!(
            problems,
            [
                "intake-unit-twice",
                "intake-unit-loop",
                "intake-unit-loop",
                "intake-unit-no-parent"
            ]
        );
    }

    #[test]
    fn names_beside_people_make_the_units_above_as_well() {
        let words = |names: &[&str]| UnitWords {
            code: None,
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        };
        let later = Date::constant(2020, 4, 1);
        let missing = BTreeMap::from([
            (words(&["総務部", "人事課"]), later),
            (words(&["総務部", "契約課"]), FROM),
        ]);
        let mut directory = Directory::default();
        let mut id = 0;
        let made = of_names(&missing, &mut directory, &mut || {
            id += 1;
            id
        });
        let shown: Vec<(&str, Date)> = made
            .iter()
            .map(|unit| (unit.name.as_str(), unit.from))
            .collect();
        assert_eq!(
            shown,
            [("総務部", FROM), ("人事課", later), ("契約課", FROM)]
        );
        assert_eq!(made[1].parent, Some(made[0].id));
        assert!(directory.find(&words(&["人事課"]), later).is_ok());
    }
}
