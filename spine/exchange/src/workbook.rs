//! Reading a workbook into sheets of typed cells.

use crate::{Limits, Refusal, guard};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use calendar::Date;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What one cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text, as typed; never empty.
    Text(String),
    /// A number, as the shortest decimal text that Excel would show in full: `80.7`.
    Number(String),
    /// A day. A time of day behind it is dropped.
    Date(Date),
    /// TRUE or FALSE.
    Flag(bool),
    /// A formula's error: `#REF!`.
    Error(String),
}

impl Value {
    /// The content as text: numbers as decimals, days as `2027-01-16`.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Value::Text(text) | Value::Number(text) | Value::Error(text) => text.clone(),
            Value::Date(day) => day.to_string(),
            Value::Flag(true) => "TRUE".to_owned(),
            Value::Flag(false) => "FALSE".to_owned(),
        }
    }
}

/// A rectangle of cells merged into one; all ends from 1 and inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u16,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u16,
}

impl Region {
    /// Whether the cell lies in the rectangle.
    #[must_use]
    pub fn contains(self, row: u32, column: u16) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }
}

/// One sheet: only the cells with something in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The name on its tab.
    pub name: String,
    /// Whether the tab is shown.
    pub visible: bool,
    /// Merged cells, top to bottom.
    pub merged: Vec<Region>,
    /// Rows of the highest merged rectangle: no region further up reaches a cell.
    tallest: u32,
    rows: BTreeMap<u32, BTreeMap<u16, Value>>,
}

impl Sheet {
    /// What stands in a cell; row and column from 1.
    #[must_use]
    pub fn value(&self, row: u32, column: u16) -> Option<&Value> {
        self.rows.get(&row)?.get(&column)
    }

    /// The rows with something in them, top to bottom.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &BTreeMap<u16, Value>)> {
        self.rows.iter().map(|(row, cells)| (*row, cells))
    }

    /// The cells of all rows, given away.
    pub(crate) fn into_rows(self) -> BTreeMap<u32, BTreeMap<u16, Value>> {
        self.rows
    }

    /// The merged rectangle that a cell belongs to.
    #[must_use]
    pub fn region(&self, row: u32, column: u16) -> Option<Region> {
        let above = self.merged.partition_point(|region| region.top <= row);
        self.merged[..above]
            .iter()
            .rev()
            .take_while(|region| region.top.saturating_add(self.tallest) > row)
            .copied()
            .find(|region| region.contains(row, column))
    }
}

/// A workbook as somebody sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// The sheets in the order of their tabs.
    pub sheets: Vec<Sheet>,
}

impl Workbook {
    /// Reads a workbook within the usual limits.
    ///
    /// # Errors
    /// See [`Workbook::open_within`].
    pub fn open(bytes: &[u8]) -> Result<Workbook, Refusal> {
        Workbook::open_within(bytes, Limits::default())
    }

    /// Reads a workbook.
    ///
    /// # Errors
    /// What is not a workbook (.xlsx), is locked, is damaged, or exceeds the limits is refused.
    pub fn open_within(bytes: &[u8], limits: Limits) -> Result<Workbook, Refusal> {
        guard::inspect(bytes, limits)?;
        // The reading library is careful, but it is fed by strangers: should it ever panic on a
        // file, that file is damaged and the program goes on.
        catch_unwind(AssertUnwindSafe(|| read(bytes, limits))).unwrap_or(Err(Refusal::Damaged))
    }

    /// The sheet of that name.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}

fn read(bytes: &[u8], limits: Limits) -> Result<Workbook, Refusal> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal_of(&error))?;
    let listed: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    if listed.is_empty() {
        return Err(Refusal::NotAWorkbook);
    }
    let mut room = Room {
        cells: limits.cells,
        text: limits.unpacked_bytes,
        limits,
    };
    let mut sheets = Vec::new();
    for (name, visible) in listed {
        let rows = read_cells(&mut book, &name, &mut room)?;
        let merged = read_merged(&mut book, &name)?;
        let tallest = merged
            .iter()
            .map(|r| r.bottom.saturating_sub(r.top) + 1)
            .max();
        sheets.push(Sheet {
            name,
            visible,
            merged,
            tallest: tallest.unwrap_or(0),
            rows,
        });
    }
    Ok(Workbook { sheets })
}

fn refusal_of(error: &XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::Encrypted,
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => Refusal::NotAWorkbook,
        _ => Refusal::Damaged,
    }
}

/// What may still be taken from the file. One long text can be shared by very many cells, so text is
/// counted as it is copied out, not as it is stored.
struct Room {
    cells: u64,
    text: u64,
    limits: Limits,
}

impl Room {
    fn take(&mut self, text: &str) -> Result<(), Refusal> {
        self.cells = self.cells.checked_sub(1).ok_or(Refusal::TooManyCells {
            limit: self.limits.cells,
        })?;
        let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
        self.text = self
            .text
            .checked_sub(size)
            .ok_or(Refusal::UnpacksTooLarge {
                limit: self.limits.unpacked_bytes,
            })?;
        Ok(())
    }
}

type Rows = BTreeMap<u32, BTreeMap<u16, Value>>;

fn read_cells(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    room: &mut Room,
) -> Result<Rows, Refusal> {
    let damaged = |error: XlsxError| refusal_of(&error);
    let mut reader = book.worksheet_cells_reader(name).map_err(damaged)?;
    let mut rows = Rows::new();
    while let Some(cell) = reader.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let Some(value) = value_of(cell.get_value()) else {
            continue;
        };
        if let Value::Text(text) = &value {
            room.take(text)?;
        } else {
            room.take("")?;
        }
        let (Some(row), Ok(column)) = (row.checked_add(1), u16::try_from(column.saturating_add(1)))
        else {
            return Err(Refusal::Damaged);
        };
        rows.entry(row).or_default().insert(column, value);
    }
    Ok(rows)
}

fn read_merged(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Region>, Refusal> {
    let found = book
        .merge_cells_by_sheet_name(name)
        .map_err(|error| refusal_of(&error))?;
    let mut merged: Vec<Region> = found
        .iter()
        .filter_map(|area| {
            Some(Region {
                top: area.start.0.checked_add(1)?,
                left: u16::try_from(area.start.1.checked_add(1)?).ok()?,
                bottom: area.end.0.checked_add(1)?,
                right: u16::try_from(area.end.1.checked_add(1)?).ok()?,
            })
        })
        .collect();
    merged.sort_unstable();
    Ok(merged)
}

fn value_of(data: &DataRef<'_>) -> Option<Value> {
    let text = |text: &str| (!text.is_empty()).then(|| Value::Text(text.to_owned()));
    match data {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(Value::Number(number.to_string())),
        DataRef::Float(number) => Some(number_of(*number)),
        DataRef::String(own) => text(own),
        DataRef::SharedString(shared) => text(shared),
        DataRef::Bool(flag) => Some(Value::Flag(*flag)),
        DataRef::DateTime(moment) => Some(moment_of(moment)),
        DataRef::DateTimeIso(iso) => match iso.get(..10).and_then(|day| day.parse().ok()) {
            Some(day) => Some(Value::Date(day)),
            None => text(iso),
        },
        DataRef::DurationIso(iso) => text(iso),
        DataRef::Error(error) => Some(Value::Error(error.to_string())),
    }
}

fn number_of(number: f64) -> Value {
    if number.is_finite() {
        Value::Number(decimal_text(number))
    } else {
        Value::Error("#NUM!".to_owned())
    }
}

/// Days come as days, times and durations (`9:30`, `26:15`) as text.
fn moment_of(moment: &calamine::ExcelDateTime) -> Value {
    let serial = moment.as_f64();
    if moment.is_duration() || (0.0..1.0).contains(&serial) {
        // Excel keeps a time as a share of a day; minutes are the finest that an office writes.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "an `as` from f64 to i64 saturates"
        )]
        let minutes = (serial * 1440.0).round() as i64;
        let sign = if minutes < 0 { "-" } else { "" };
        let minutes = minutes.unsigned_abs();
        return Value::Text(format!("{sign}{}:{:02}", minutes / 60, minutes % 60));
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    match parts {
        (Ok(year), Ok(month), Ok(day)) => {
            Date::new(year, month, day).map_or_else(|_| number_of(serial), Value::Date)
        }
        _ => number_of(serial),
    }
}

/// The number as Excel would write it out: the shortest decimal that means the same binary number,
/// and never more than Excel's fifteen significant digits, so that `=0.1+0.2` reads `0.3`.
///
/// ```
/// assert_eq!(exchange::decimal_text(80.7), "80.7");
/// assert_eq!(exchange::decimal_text(0.1 + 0.2), "0.3");
/// assert_eq!(exchange::decimal_text(-3.0), "-3");
/// ```
#[must_use]
pub fn decimal_text(number: f64) -> String {
    let shortest = number.to_string();
    let significant = shortest
        .trim_start_matches(['-', '0', '.'])
        .bytes()
        .filter(u8::is_ascii_digit)
        .count();
    let rounded = if significant > 15 {
        format!("{number:.14e}")
            .parse::<f64>()
            .map_or(shortest, |near| near.to_string())
    } else {
        shortest
    };
    if rounded == "-0" {
        "0".to_owned()
    } else {
        rounded
    }
}
