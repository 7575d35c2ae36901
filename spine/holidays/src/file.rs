//! The list that the Cabinet Office publishes, read from the rows of its file, and compared with what holds.

use crate::records::{Holiday, Source};
use crate::records::{YEARS, effective};
use calendar::{Date, FIRST_YEAR, parse_date};
use std::collections::{BTreeMap, BTreeSet};
use words::Text;

/// How many characters the name of a holiday may have.
pub const LONGEST_NAME: usize = 40;

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The day.
    pub day: Date,
    /// The name.
    pub name: String,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misread {
    /// There is no row with a day.
    Nothing,
    /// The first row is neither the heading of the list nor a day with a name.
    NotTheList,
    /// The first column cannot be read as a day.
    NotADay {
        /// What stands there.
        text: String,
    },
    /// The day lies in a year that the list cannot have.
    OutOfRange {
        /// The year.
        year: i16,
    },
    /// The second column is empty.
    NoName,
    /// The name is too long.
    NameTooLong,
    /// The day stands in an earlier row already.
    Twice {
        /// In this one, from 1.
        row: usize,
    },
    /// The year has fewer days than a year can have: the file was cut off.
    TooFew {
        /// The year.
        year: i16,
        /// So many days stand there.
        days: usize,
    },
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowRefusal {
    /// Its number in the file, from 1.
    pub row: usize,
    /// Why.
    pub what: Misread,
}

impl RowRefusal {
    /// The sentence for the person who sent the file, without the number of the row.
    #[must_use]
    pub fn sentence(&self, t: &Text) -> String {
        match &self.what {
            Misread::Nothing => t.say("holidays-row-nothing").into_owned(),
            Misread::NotTheList => t.say("holidays-row-not-the-list").into_owned(),
            Misread::NotADay { text } => t.say1("holidays-row-not-a-day", "text", text.as_str()),
            Misread::OutOfRange { year } => {
                t.say1("holidays-row-out-of-range", "year", year.to_string())
            }
            Misread::NoName => t.say("holidays-row-no-name").into_owned(),
            Misread::NameTooLong => t.say1("holidays-row-name-too-long", "longest", LONGEST_NAME),
            Misread::Twice { row } => t.say1("holidays-row-twice", "row", row.to_string()),
            Misread::TooFew { year, days } => t.say2(
                "holidays-row-too-few",
                "year",
                year.to_string(),
                "days",
                days.to_string(),
            ),
        }
    }
}

/// Reads the rows of 内閣府「国民の祝日」について (`syukujitsu.csv`): a heading, then a day and a name in each
/// row, days as `2026/1/1`. The heading may be missing, empty rows are stepped over.
///
/// # Errors
/// With every row that cannot be taken; nothing of such a file is.
pub fn read(rows: &[Vec<String>]) -> Result<Vec<Listed>, Vec<RowRefusal>> {
    let mut listed = Vec::new();
    let mut refused = Vec::new();
    let mut seen: BTreeMap<Date, usize> = BTreeMap::new();
    let filled = (1..)
        .zip(rows)
        .filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    for (place, (row, cells)) in filled.enumerate() {
        if place == 0 && is_heading(cells) {
            continue;
        }
        match line(cells, &seen) {
            Ok(one) => {
                seen.insert(one.day, row);
                listed.push(one);
            }
            Err(Misread::NotADay { .. }) if place == 0 => {
                let what = Misread::NotTheList;
                return Err(vec![RowRefusal { row, what }]);
            }
            Err(what) => refused.push(RowRefusal { row, what }),
        }
    }
    if listed.is_empty() && refused.is_empty() {
        let what = Misread::Nothing;
        refused.push(RowRefusal { row: 1, what });
    } else if refused.is_empty() {
        refused.extend(cut_off(&seen));
    }
    listed.sort_by_key(|one| one.day);
    if refused.is_empty() {
        Ok(listed)
    } else {
        Err(refused)
    }
}

/// `国民の祝日・休日月日,国民の祝日・休日名称`.
fn is_heading(cells: &[String]) -> bool {
    let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
    cell(0).ends_with("月日") && cell(1).ends_with("名称")
}

fn line(cells: &[String], seen: &BTreeMap<Date, usize>) -> Result<Listed, Misread> {
    let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
    let day = parse_date(cell(0)).map_err(|_| Misread::NotADay {
        text: cell(0).chars().take(LONGEST_NAME).collect(),
    })?;
    if !YEARS.contains(&day.year()) {
        return Err(Misread::OutOfRange { year: day.year() });
    }
    if let Some(row) = seen.get(&day) {
        return Err(Misread::Twice { row: *row });
    }
    let name = cell(1);
    match name.chars().count() {
        0 => Err(Misread::NoName),
        long if long > LONGEST_NAME => Err(Misread::NameTooLong),
        _ => Ok(Listed {
            day,
            name: name.to_owned(),
        }),
    }
}

/// Years with fewer days than the law gives, named by the last row of the year.
fn cut_off(seen: &BTreeMap<Date, usize>) -> Vec<RowRefusal> {
    let mut years: BTreeMap<i16, (usize, usize)> = BTreeMap::new();
    for (day, row) in seen {
        let (days, last) = years.entry(day.year()).or_insert((0, 0));
        *days += 1;
        *last = (*last).max(*row);
    }
    let few = years
        .into_iter()
        .filter(|(year, (days, _))| *days < least(*year));
    few.map(|(year, (days, row))| RowRefusal {
        row,
        what: Misread::TooFew { year, days },
    })
    .collect()
}

/// The law named nine holidays in 1955 and has named fifteen or more since 2015.
const fn least(year: i16) -> usize {
    if year >= FIRST_YEAR { 15 } else { 9 }
}

/// A day that is different after the list was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The day.
    pub day: Date,
    /// What it is called now; `None` when it is no holiday yet.
    pub before: Option<String>,
    /// What it will be called; `None` when it will be no holiday any more.
    pub after: Option<String>,
}

/// A calendar year of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearCount {
    /// The year.
    pub year: i16,
    /// Days in the list.
    pub days: usize,
    /// Days that are no holidays yet.
    pub added: usize,
    /// Days that will be none any more.
    pub removed: usize,
    /// Days with another name.
    pub renamed: usize,
}

/// What taking in a list would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// The version of the holidays that the list was compared with.
    pub version: i64,
    /// The list as it would be kept.
    pub listed: Vec<Listed>,
    /// The years that it has, in order.
    pub years: Vec<YearCount>,
    /// The days that would change, in order.
    pub changes: Vec<Change>,
    /// Whether all of it was taken in before, so that nothing is left to do.
    pub same: bool,
}

impl Trial {
    /// Days that are no holidays yet.
    #[must_use]
    pub fn added(&self) -> usize {
        self.years.iter().map(|year| year.added).sum()
    }

    /// Days that will be none any more.
    #[must_use]
    pub fn removed(&self) -> usize {
        self.years.iter().map(|year| year.removed).sum()
    }

    /// Days with another name.
    #[must_use]
    pub fn renamed(&self) -> usize {
        self.years.iter().map(|year| year.renamed).sum()
    }
}

/// Compares a list with what is stored.
pub(crate) fn compare(version: i64, listed: Vec<Listed>, stored: Vec<Holiday>) -> Trial {
    let years: BTreeSet<i16> = listed.iter().map(|one| one.day.year()).collect();
    let filed: BTreeMap<Date, String> = stored
        .iter()
        .filter(|one| one.source == Source::File && years.contains(&one.day.year()))
        .map(|one| (one.day, one.name.clone()))
        .collect();
    let after: BTreeMap<Date, String> = listed
        .iter()
        .map(|one| (one.day, one.name.clone()))
        .collect();
    let not_own = stored.into_iter().filter(|one| one.source != Source::City);
    let before: BTreeMap<Date, String> = effective(not_own.collect(), YEARS)
        .into_iter()
        .filter(|one| years.contains(&one.day.year()))
        .map(|one| (one.day, one.name))
        .collect();
    let changes = changes(&before, &after);
    let count = |year: i16| {
        let of_year = changes.iter().filter(|change| change.day.year() == year);
        let mut counted = YearCount {
            year,
            days: listed.iter().filter(|one| one.day.year() == year).count(),
            added: 0,
            removed: 0,
            renamed: 0,
        };
        for change in of_year {
            match (&change.before, &change.after) {
                (None, _) => counted.added += 1,
                (Some(_), None) => counted.removed += 1,
                (Some(_), Some(_)) => counted.renamed += 1,
            }
        }
        counted
    };
    Trial {
        version,
        years: years.into_iter().map(count).collect(),
        same: filed == after,
        listed,
        changes,
    }
}

fn changes(before: &BTreeMap<Date, String>, after: &BTreeMap<Date, String>) -> Vec<Change> {
    let days: BTreeSet<Date> = before.keys().chain(after.keys()).copied().collect();
    days.into_iter()
        .map(|day| Change {
            day,
            before: before.get(&day).cloned(),
            after: after.get(&day).cloned(),
        })
        .filter(|change| change.before != change.after)
        .collect()
}
