//! Writes the workbook.

mod cover;
mod records;
mod style;
mod tables;

use crate::document::PlanDocument;
use crate::text::node_label;
use calendar::{Date, FiscalYear};
use exchange::xlsx::{DataValidation, Format, Worksheet};
use exchange::{Book, Paper, decimal_text, excel_date, print_setup};
use measure::Amount;
use style::Styles;

/// The first row of records under a heading, from 0: title, explanation, heading.
const FIRST_RECORD: u32 = 3;
/// Rows below the last record that offer the same words to choose from.
const ROOM_TO_GROW: u32 = 200;

/// Writes the plan as a workbook.
///
/// # Errors
/// When the document cannot be laid out as a table: a cell outside the years of its part, two cells
/// over one year, a program without its node, a text longer than a cell holds (32,767 characters).
pub fn write(document: &PlanDocument) -> anyhow::Result<Vec<u8>> {
    let styles = Styles::new();
    let mut book = Book::new(
        &document.title,
        &document.municipality,
        written_on(document),
    )?;
    cover::cover(&mut book, &styles, document)?;
    cover::introduction(&mut book, &styles, document)?;
    cover::chart(&mut book, &styles, document)?;
    tables::write(&mut book, &styles, document)?;
    records::figures(&mut book, &styles, document)?;
    records::definitions(&mut book, &styles, document)?;
    records::evaluations(&mut book, &styles, document)?;
    records::origins(&mut book, &styles, document)?;
    records::corrections(&mut book, &styles, document)?;
    records::cells(&mut book, &styles, document)?;
    book.finish()
}

/// A date inside the file that depends on nothing but the document, so that the bytes do too.
fn written_on(document: &PlanDocument) -> Date {
    let last = document
        .corrections
        .iter()
        .map(|correction| correction.on)
        .max();
    let day = last
        .or(document.adopted)
        .unwrap_or_else(|| first_day(document.plan_years.from));
    if excel_date(day).is_ok() {
        day
    } else {
        Date::constant(2000, 4, 1)
    }
}

fn first_day(year: FiscalYear) -> Date {
    Date::new(year.0, 4, 1).unwrap_or(Date::constant(2000, 4, 1))
}

/// The number as the document prints it, unless the number column beside it shows the same.
fn label_beside_number(document: &PlanDocument, path: &str) -> String {
    let level = document.levels.get(path.matches('-').count());
    level
        .map(|level| node_label(level, path))
        .filter(|label| label != path)
        .unwrap_or_default()
}

/// What goes into one cell.
#[derive(Debug, Clone)]
enum Entry {
    Blank,
    Text(String),
    Amount(Amount),
    Day(Date),
    /// Text shown behind a label that is not part of it: 【1】.
    Labelled(String, String),
}

impl Entry {
    fn optional(text: Option<&str>) -> Entry {
        text.map_or(Entry::Blank, Entry::text)
    }

    fn text(text: impl AsRef<str>) -> Entry {
        Entry::Text(text.as_ref().to_owned())
    }

    /// What the cell shows, for working out how high its row must be.
    fn shown(&self) -> String {
        match self {
            Entry::Blank => String::new(),
            Entry::Text(text) => text.clone(),
            Entry::Amount(amount) => amount.to_string(),
            Entry::Day(_) => "令和00年00月00日".to_owned(),
            Entry::Labelled(text, label) => format!("{label} {text}"),
        }
    }
}

/// Writes one cell; row and column from 0.
fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    entry: &Entry,
    format: &Format,
) -> anyhow::Result<()> {
    match entry {
        Entry::Text(text) if !text.is_empty() => {
            sheet.write_string_with_format(row, column, text, format)?;
        }
        Entry::Labelled(text, label) if !text.is_empty() => {
            let labelled = format
                .clone()
                .set_num_format(super::layout::label_format(label));
            sheet.write_string_with_format(row, column, text, &labelled)?;
        }
        Entry::Amount(amount) => put_amount(sheet, (row, column), *amount, format)?,
        Entry::Day(day) => match excel_date(*day) {
            Ok(moment) => {
                let format = format
                    .clone()
                    .set_num_format("[$-411]ggge\"年\"m\"月\"d\"日\";@");
                sheet.write_datetime_with_format(row, column, &moment, &format)?;
            }
            // Before 1900 Excel has no days; as text they are read just as well.
            Err(_) => {
                sheet.write_string_with_format(row, column, day.to_string(), format)?;
            }
        },
        Entry::Blank | Entry::Text(_) | Entry::Labelled(..) => {
            sheet.write_blank(row, column, format)?;
        }
    }
    Ok(())
}

/// A figure goes in as a number when Excel's number reads back with the same digits, else (`80.70`,
/// or more than fifteen digits) as text.
fn put_amount(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    amount: Amount,
    format: &Format,
) -> anyhow::Result<()> {
    let text = amount.to_string();
    match text.parse::<f64>() {
        Ok(number) if decimal_text(number) == text => {
            let decimals = usize::from(amount.scale());
            let pattern = if decimals == 0 {
                "#,##0".to_owned()
            } else {
                format!("#,##0.{}", "0".repeat(decimals))
            };
            let format = format.clone().set_num_format(pattern);
            sheet.write_number_with_format(row, column, number, &format)?;
        }
        _ => {
            sheet.write_string_with_format(row, column, text, format)?;
        }
    }
    Ok(())
}

/// A column of a sheet of records.
struct Column {
    title: &'static str,
    width: u16,
    /// Words to choose from.
    words: Vec<&'static str>,
    look: Look,
}

/// How the cells of a column look.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Text,
    Centre,
    Number,
    /// Repeated from elsewhere for the reader's eyes.
    Aside,
}

impl Column {
    fn new(title: &'static str, width: u16, look: Look) -> Column {
        Column {
            title,
            width,
            words: Vec::new(),
            look,
        }
    }

    fn of_words(title: &'static str, width: u16, words: Vec<&'static str>) -> Column {
        Column {
            title,
            width,
            words,
            look: Look::Centre,
        }
    }
}

/// Writes a sheet of records: title, explanation, frozen heading, one row each.
fn sheet_of_records(
    book: &mut Book,
    styles: &Styles,
    (name, explanation): (&str, &str),
    columns: &[Column],
    records: &[Vec<Entry>],
) -> anyhow::Result<()> {
    let sheet = book.sheet(name)?;
    let right = u16::try_from(columns.len().saturating_sub(1))?;
    let last = FIRST_RECORD + u32::try_from(records.len())?;
    title_rows(sheet, styles, name, explanation)?;
    for (index, column) in (0_u16..).zip(columns) {
        sheet.set_column_width(index, column.width)?;
        sheet.set_column_format(index, &styles.typed)?;
        sheet.write_string_with_format(FIRST_RECORD - 1, index, column.title, &styles.head)?;
        if !column.words.is_empty() {
            let words = DataValidation::new().allow_list_strings(&column.words)?;
            sheet.add_data_validation(FIRST_RECORD, index, last + ROOM_TO_GROW, index, &words)?;
        }
    }
    sheet.set_row_height(FIRST_RECORD - 1, 30)?;
    for (row, record) in (FIRST_RECORD..).zip(records) {
        let mut lines = 1;
        for ((index, column), entry) in (0_u16..).zip(columns).zip(record) {
            put(sheet, (row, index), entry, styles.of(column.look))?;
            lines = lines.max(lines_of(&entry.shown(), column.width));
        }
        sheet.set_row_height(row, height(lines))?;
    }
    sheet.set_freeze_panes(FIRST_RECORD, 0)?;
    if !records.is_empty() {
        sheet.autofilter(FIRST_RECORD - 1, 0, last - 1, right)?;
    }
    print_setup(
        sheet,
        Paper::Landscape,
        Some((FIRST_RECORD - 1, FIRST_RECORD - 1)),
    )
}

fn title_rows(
    sheet: &mut Worksheet,
    styles: &Styles,
    title: &str,
    explanation: &str,
) -> anyhow::Result<()> {
    sheet.write_string_with_format(0, 0, title, &styles.title)?;
    sheet.set_row_height(0, 28)?;
    sheet.write_string_with_format(1, 0, explanation, &styles.explanation)?;
    sheet.set_row_height(1, 16)?;
    Ok(())
}

/// How many lines a text takes in a column so many half-width characters wide. Excel does not do this
/// for merged cells, so every height is set here.
fn lines_of(text: &str, width: u16) -> u32 {
    let room = u32::from(width).saturating_sub(1).max(2);
    let line = |line: &str| {
        let wide: u32 = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        wide.div_ceil(room).max(1)
    };
    text.split('\n').map(line).sum::<u32>().max(1)
}

/// Height in points for so many lines; Excel has no row higher than 409.
fn height(lines: u32) -> f64 {
    f64::from((lines * 14 + 6).clamp(18, 409))
}
