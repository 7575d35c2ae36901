//! Files of the attendance system: which column is which, and what the rows say.

use crate::records::{DAY, Month, Span, SpanRefusal, clock};
use calendar::Date;
use exchange::cell::{self, Misread};
use exchange::mapping::{Columns, Head, Wanted, find_head, head_at, suggest};
use exchange::trial::{CellRefusal, Refusals};
use exchange::{Grid, GridRow, Limits, Value};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// How large a file may be: a million rows of six columns.
pub const LIMITS: Limits = Limits {
    file_bytes: 64 << 20,
    unpacked_bytes: 1 << 30,
    cells: 12_000_000,
};

/// Problems that are kept with their places.
pub const PROBLEMS_KEPT: usize = 500;

/// The columns that a file may have, with the words that attendance systems write above them.
pub const WANTED: [Wanted; 9] = [
    Wanted {
        key: "number",
        words: &["職員番号", "職員No", "職員コード", "社員番号", "staff no"],
    },
    Wanted {
        key: "day",
        words: &["日付", "年月日", "勤務日", "date"],
    },
    Wanted {
        key: "month",
        words: &["年月", "対象月", "勤務月", "month"],
    },
    Wanted {
        key: "start",
        words: &["開始時刻", "開始", "始業", "start"],
    },
    Wanted {
        key: "end",
        words: &["終了時刻", "終了", "終業", "end"],
    },
    Wanted {
        key: "rest",
        words: &["休憩時間", "休憩", "break"],
    },
    Wanted {
        key: "minutes",
        words: &[
            "時間外勤務時間",
            "時間外時間数",
            "超過勤務時間",
            "時間外",
            "overtime",
        ],
    },
    Wanted {
        key: "night",
        words: &["深夜時間", "深夜", "night"],
    },
    Wanted {
        key: "reason",
        words: &["事由", "業務内容", "理由", "reason"],
    },
];

/// How a file is read: the sheet, the row of headings, the columns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Which sheet, from 0.
    pub sheet: usize,
    /// The row of headings.
    pub head: u32,
    /// Field → column.
    pub columns: Columns,
    /// The month of sums without a column for it, by number.
    pub month: Option<i64>,
    /// Digits of staff numbers, where a spreadsheet has dropped leading zeros.
    pub digits: Option<u8>,
}

impl Choice {
    /// What is proposed for the tables of a file: the first with a heading that is known.
    #[must_use]
    pub fn suggested(grids: &[Grid]) -> Option<(Choice, Head)> {
        grids.iter().enumerate().find_map(|(sheet, grid)| {
            let head = find_head(grid, &WANTED)?;
            let choice = Choice {
                sheet,
                head: head.row,
                columns: suggest(&head, &WANTED),
                month: None,
                digits: None,
            };
            Some((choice, head))
        })
    }

    /// The headings of the chosen row.
    #[must_use]
    pub fn head<'a>(&self, grids: &'a [Grid]) -> Option<(&'a Grid, Head)> {
        let grid = grids.get(self.sheet)?;
        Some((grid, head_at(grid, self.head)?))
    }

    /// What the columns lack: a number, and either days or months with times or sums.
    #[must_use]
    pub fn lack(&self) -> Option<&'static str> {
        let has = |key: &str| self.columns.contains_key(key);
        let times = has("start") && has("end");
        if !has("number") {
            Some("overtime-lack-number")
        } else if !times && !has("minutes") {
            Some("overtime-lack-time")
        } else if times && !has("day") {
            Some("overtime-lack-day")
        } else if !has("day") && !has("month") && self.month.is_none() {
            Some("overtime-lack-month")
        } else {
            None
        }
    }
}

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its row in the file.
    pub row: u32,
    /// 職員番号.
    pub number: String,
    /// The day; none for the sum of a month.
    pub day: Option<Date>,
    /// The month.
    pub month: Month,
    /// When the work was, if the row says it.
    pub span: Option<Span>,
    /// Minutes of overtime, where only they are known.
    pub minutes: i64,
    /// Minutes by night, where only they are known.
    pub night: i64,
    /// What was done.
    pub reason: String,
}

/// Reads the rows below the headings, and everything that is wrong with them.
#[must_use]
pub fn read(grid: &Grid, head: &Head, choice: &Choice) -> (Vec<Draft>, Refusals) {
    let mut refusals = Refusals::keeping(PROBLEMS_KEPT);
    let mut drafts = Vec::new();
    for row in grid.rows.iter().filter(|row| row.number > choice.head) {
        let reader = RowReader {
            grid,
            head,
            choice,
            row,
        };
        match reader.draft() {
            Ok(draft) => drafts.extend(draft),
            Err((field, what)) => refusals.add(reader.refusal(field, what)),
        }
    }
    for (row, field, what) in collisions(&drafts) {
        refusals.add(refusal(grid, head, choice, (row, field), what));
    }
    (drafts, refusals)
}

/// A problem of a row, at the column of a field.
#[must_use]
pub fn refusal(
    grid: &Grid,
    head: &Head,
    choice: &Choice,
    (row, field): (u32, &str),
    what: Misread,
) -> CellRefusal {
    let column = choice.columns.get(field).copied();
    let title = |column: u16| {
        let title = head.titles.iter().find(|title| title.column == column);
        (
            column,
            title.map_or_else(String::new, |title| title.text.clone()),
        )
    };
    CellRefusal {
        sheet: grid.name.clone(),
        row,
        column: column.map(title),
        what,
    }
}

struct RowReader<'a> {
    grid: &'a Grid,
    head: &'a Head,
    choice: &'a Choice,
    row: &'a GridRow,
}

type Wrong = (&'static str, Misread);

impl RowReader<'_> {
    fn refusal(&self, field: &str, what: Misread) -> CellRefusal {
        refusal(
            self.grid,
            self.head,
            self.choice,
            (self.row.number, field),
            what,
        )
    }

    fn cell(&self, field: &str) -> Option<&Value> {
        self.row.cell(*self.choice.columns.get(field)?)
    }

    /// A row that says nothing about overtime is no row.
    fn draft(&self) -> Result<Option<Draft>, Wrong> {
        let given = ["start", "end", "minutes"];
        if given.iter().all(|field| self.cell(field).is_none()) {
            return Ok(None);
        }
        let number = cell::number(self.cell("number"), self.choice.digits)
            .map_err(|what| ("number", what))?
            .ok_or(("number", Misread::Blank))?;
        let day = cell::day(self.cell("day")).map_err(|what| ("day", what))?;
        if self.choice.columns.contains_key("day") && day.is_none() {
            return Err(("day", Misread::Blank));
        }
        let month = match day {
            Some(day) => Month::of(day),
            None => self.month()?,
        };
        let span = match day {
            Some(day) => self.span(day)?,
            None => None,
        };
        let minutes = |field: &'static str| {
            cell::minutes(self.cell(field))
                .map(|minutes| minutes.unwrap_or(0))
                .map_err(|what| (field, what))
        };
        let (counted, night) = (minutes("minutes")?, minutes("night")?);
        if span.is_none() && counted == 0 {
            return Ok(None);
        }
        let most = if day.is_some() {
            DAY
        } else {
            DAY * month.days()
        };
        if span.is_none() && (counted > most || night > counted) {
            let field = if counted > most { "minutes" } else { "night" };
            let told = vec![("found", clock(counted)), ("night", clock(night))];
            return Err((field, Misread::with("overtime-refusal-too-much", told)));
        }
        let reason = cell::text(self.cell("reason")).map_err(|what| ("reason", what))?;
        let reason: String = reason.unwrap_or_default().chars().take(200).collect();
        Ok(Some(Draft {
            row: self.row.number,
            number,
            day,
            month,
            span,
            minutes: counted,
            night,
            reason,
        }))
    }

    fn month(&self) -> Result<Month, Wrong> {
        let Some(text) = cell::text(self.cell("month")).map_err(|what| ("month", what))? else {
            let chosen = self.choice.month.and_then(Month::numbered);
            return chosen.ok_or(("month", Misread::Blank));
        };
        read_month(&text).ok_or((
            "month",
            Misread::with("overtime-refusal-no-month", vec![("found", text)]),
        ))
    }

    fn span(&self, day: Date) -> Result<Option<Span>, Wrong> {
        let time = |field: &'static str| {
            let text = cell::text(self.cell(field)).map_err(|what| (field, what))?;
            match text {
                None => Ok(None),
                Some(text) => read_time(&text).map(Some).ok_or((
                    field,
                    Misread::with("overtime-refusal-no-time", vec![("found", text)]),
                )),
            }
        };
        let (from, to) = match (time("start")?, time("end")?) {
            (None, None) => return Ok(None),
            (Some(_), None) => return Err(("end", Misread::Blank)),
            (None, Some(_)) => return Err(("start", Misread::Blank)),
            (Some(from), Some(to)) => (from, to),
        };
        // An end before the beginning is one of the next day.
        let to = if to <= from { to + DAY } else { to };
        let rest = cell::minutes(self.cell("rest")).map_err(|what| ("rest", what))?;
        Span::new(day, (from, to), Vec::new(), rest.unwrap_or(0))
            .map(Some)
            .map_err(|refusal| {
                let field = if refusal == SpanRefusal::Rests {
                    "rest"
                } else {
                    "end"
                };
                (field, Misread::other(refusal.key()))
            })
    }
}

/// A time of day in minutes: `17:15`, `17時15分`, `1715`, `25:30`, or the part of a day that a spreadsheet keeps.
///
/// ```
/// use overtime::reading::read_time;
/// for text in ["17:15", "17時15分", "1715", "１７：１５", "0.71875"] {
///     assert_eq!(read_time(text), Some(1035), "{text}");
/// }
/// assert_eq!(read_time("25:30"), Some(1530));
/// assert_eq!(read_time("17:60"), None);
/// ```
#[must_use]
pub fn read_time(text: &str) -> Option<i64> {
    use unicode_normalization::UnicodeNormalization;
    let narrow: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let figures = |text: &str| {
        let sound = !text.is_empty() && text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit());
        sound.then(|| text.parse::<i64>().ok()).flatten()
    };
    if let Some((whole, part)) = narrow.split_once('.') {
        // 0.71875 of a day: nine figures are more than a minute needs.
        let padded: String = part.chars().chain("000000000".chars()).take(9).collect();
        let parts = figures(whole)? * 1_000_000_000 + figures(&padded)?;
        return (parts < 2_000_000_000).then_some((parts * DAY + 500_000_000) / 1_000_000_000);
    }
    let clocked = narrow.replace('時', ":").replace('分', "");
    let (hours, minutes) = match clocked.split_once(':') {
        // Seconds are dropped.
        Some((hours, rest)) => (hours, rest.split(':').next().unwrap_or("0")),
        None => match figures(&clocked).map(|_| clocked.len()) {
            Some(4) => clocked.split_at(2),
            Some(3) => clocked.split_at(1),
            _ => return None,
        },
    };
    let minutes = if minutes.is_empty() { "0" } else { minutes };
    let (hours, minutes) = (figures(hours)?, figures(minutes)?);
    (hours < 48 && minutes < 60).then_some(hours * 60 + minutes)
}

/// A month: `2026年11月`, `令和8年11月`, `2026/11`, `202611`.
///
/// ```
/// use overtime::reading::read_month;
/// for text in ["2026年11月", "令和8年11月", "R8.11", "2026/11", "202611", "2026-11-01"] {
///     assert_eq!(read_month(text).map(|month| month.number()), Some(202611), "{text}");
/// }
/// assert_eq!(read_month("11月"), None);
/// ```
#[must_use]
pub fn read_month(text: &str) -> Option<Month> {
    use unicode_normalization::UnicodeNormalization;
    let narrow: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    if narrow.len() == 6 && narrow.bytes().all(|b| b.is_ascii_digit()) {
        return Month::numbered(narrow.parse().ok()?);
    }
    let whole = narrow.trim_end_matches('月');
    calendar::parse_date(whole)
        .or_else(|_| calendar::parse_date(&format!("{whole}/1")))
        .ok()
        .map(Month::of)
}

/// Rows that say the same twice, or times that overlap; each is told at the later row.
fn collisions(drafts: &[Draft]) -> Vec<(u32, &'static str, Misread)> {
    let mut found = Vec::new();
    let mut by_person: HashMap<&str, Vec<&Draft>> = HashMap::new();
    for draft in drafts {
        by_person.entry(&draft.number).or_default().push(draft);
    }
    for rows in by_person.values_mut() {
        rows.sort_by_key(|draft| (draft.month, draft.day, begins(draft), draft.row));
        for pair in rows.windows(2) {
            let (one, other) = (pair[0], pair[1]);
            if let Some(key) = collide(one, other) {
                let (later, earlier) = if one.row < other.row {
                    (other, one)
                } else {
                    (one, other)
                };
                let told = vec![
                    ("number", later.number.clone()),
                    ("row", earlier.row.to_string()),
                ];
                let field = if key == "overtime-refusal-overlap" {
                    "start"
                } else {
                    "number"
                };
                found.push((later.row, field, Misread::with(key, told)));
            }
        }
    }
    found.sort_by_key(|(row, _, _)| *row);
    found
}

fn begins(draft: &Draft) -> i64 {
    draft.span.as_ref().map_or(0, Span::from)
}

/// Why two rows of a person, next to each other in time, cannot both be right.
fn collide(one: &Draft, other: &Draft) -> Option<&'static str> {
    match (&one.span, &other.span) {
        (Some(first), Some(second)) if first == second => Some("overtime-refusal-twice"),
        (Some(first), Some(second)) => first.overlaps(second).then_some("overtime-refusal-overlap"),
        _ if one.month != other.month => None,
        // The sum of a month beside its days, or two of either.
        _ if one.day.is_none() || other.day.is_none() => Some("overtime-refusal-twice"),
        _ => (one.day == other.day).then_some("overtime-refusal-twice"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[&str]]) -> Grid {
        let cell = |text: &&str| (!text.is_empty()).then(|| Value::Text((*text).to_owned()));
        let rows = (1..)
            .zip(rows)
            .map(|(number, row)| GridRow::new(number, row.iter().map(cell).collect()));
        Grid {
            name: "11月".to_owned(),
            rows: rows.collect(),
        }
    }

    /// Row, column and key of what is wrong.
    type Told = (u32, Option<u16>, &'static str);

    fn read_rows(rows: &[&[&str]]) -> (Vec<Draft>, Vec<Told>) {
        let grids = [grid(rows)];
        let (choice, head) = Choice::suggested(&grids).unwrap();
        let (drafts, refusals) = read(&grids[0], &head, &choice);
        let told = refusals
            .iter()
            .map(|one| {
                (
                    one.row,
                    one.column.as_ref().map(|(column, _)| *column),
                    one.what.key(),
                )
            })
            .collect();
        (drafts, told)
    }

    const HEAD: &[&str] = &["職員番号", "日付", "開始時刻", "終了時刻", "休憩", "事由"];

    #[test]
    fn days_with_times_are_read_also_past_midnight() {
        let (drafts, told) = read_rows(&[
            HEAD,
            &["00004", "R8.11.2", "17:15", "19:30", "0:15", "予算編成"],
            &["00004", "2026/11/3", "22:00", "1:30", "", ""],
            &["00005", "2026/11/2", "", "", "", ""],
        ]);
        assert_eq!(told, []);
        assert_eq!(drafts.len(), 2, "a row without times is no overtime");
        let span = drafts[0].span.as_ref().unwrap();
        assert_eq!((span.from(), span.to(), span.worked()), (1035, 1170, 120));
        assert_eq!(drafts[1].span.as_ref().map(Span::to), Some(1530));
        assert_eq!(drafts[0].reason, "予算編成");
    }

    #[test]
    fn duplicates_and_overlaps_are_told_by_row_and_column() {
        let (_, told) = read_rows(&[
            HEAD,
            &["00004", "2026/11/2", "17:15", "19:30", "", ""],
            &["00005", "2026/11/2", "17:15", "19:30", "", ""],
            &["00004", "2026/11/2", "17:15", "19:30", "", ""],
            &["00005", "2026/11/2", "19:00", "20:00", "", ""],
            &["00006", "2026/11/2", "22:00", "2:00", "", ""],
            &["00006", "2026/11/3", "1:00", "3:00", "", ""],
        ]);
        assert_eq!(
            told,
            [
                (4, Some(1), "overtime-refusal-twice"),
                (5, Some(3), "overtime-refusal-overlap"),
                (7, Some(3), "overtime-refusal-overlap"),
            ]
        );
    }

    #[test]
    fn every_wrong_cell_is_named() {
        let (drafts, told) = read_rows(&[
            HEAD,
            &["", "2026/11/2", "17:15", "19:30", "", ""],
            &["00004", "2026/13/2", "17:15", "19:30", "", ""],
            &["00004", "2026/11/4", "17:15", "夜", "", ""],
            &["00004", "2026/11/5", "17:15", "", "", ""],
            &["00004", "2026/11/6", "17:15", "18:00", "1:00", ""],
        ]);
        assert_eq!(drafts, []);
        assert_eq!(
            told,
            [
                (2, Some(1), "exchange-cell-blank"),
                (3, Some(2), "exchange-cell-not-a-day"),
                (4, Some(4), "overtime-refusal-no-time"),
                (5, Some(4), "exchange-cell-blank"),
                (6, Some(5), "overtime-refusal-rests"),
            ]
        );
    }

    #[test]
    fn sums_of_months_are_read_and_a_second_one_is_refused() {
        let (drafts, told) = read_rows(&[
            &["職員番号", "年月", "時間外時間数", "深夜"],
            &["00004", "2026年10月", "32:30", "1:00"],
            &["00004", "2026年11月", "8.5", ""],
            &["00004", "202611", "1:00", ""],
            &["00005", "2026年11月", "10:00", "11:00"],
        ]);
        assert_eq!(drafts.len(), 3);
        assert_eq!((drafts[0].minutes, drafts[0].night), (1950, 60));
        assert_eq!(drafts[1].minutes, 510);
        assert_eq!(
            told,
            [
                (5, Some(4), "overtime-refusal-too-much"),
                (4, Some(1), "overtime-refusal-twice"),
            ]
        );
    }

    #[test]
    fn what_the_columns_lack_is_told() {
        let lack = |keys: &[&str]| {
            let columns = (1..)
                .zip(keys)
                .map(|(column, key)| ((*key).to_owned(), column));
            Choice {
                columns: columns.collect(),
                ..Choice::default()
            }
            .lack()
        };
        assert_eq!(lack(&["day", "minutes"]), Some("overtime-lack-number"));
        assert_eq!(lack(&["number", "day"]), Some("overtime-lack-time"));
        assert_eq!(lack(&["number", "start", "end"]), Some("overtime-lack-day"));
        assert_eq!(lack(&["number", "minutes"]), Some("overtime-lack-month"));
        assert_eq!(lack(&["number", "month", "minutes"]), None);
        assert_eq!(lack(&["number", "day", "start", "end"]), None);
    }
}
