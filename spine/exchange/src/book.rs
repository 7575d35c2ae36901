//! Writing workbooks that look the same whoever writes them, and are the same bytes every time.

use anyhow::Context as _;
use calendar::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

/// The face of every sheet: made for public offices, legible at small sizes, and part of Windows.
const FONT: &str = "BIZ UDPゴシック";
const FONT_SIZE: f64 = 10.0;
/// Heights and widths that go with the face at that size.
const ROW_PIXELS: u32 = 18;
const DIGIT_PIXELS: u32 = 64;

/// The format that all others are made from.
#[must_use]
pub fn base_format() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(FONT_SIZE)
        .set_align(FormatAlign::VerticalCenter)
}

/// A heading above a column.
#[must_use]
pub fn head_format() -> Format {
    base_format()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_background_color(0x00E8_F1FE)
        .set_border(FormatBorder::Thin)
        .set_border_color(0x0094_9494)
        .set_text_wrap()
}

/// A day as `令和9年1月16日`.
#[must_use]
pub fn date_format() -> Format {
    base_format()
        .set_num_format("[$-411]ggge\"年\"m\"月\"d\"日\";@")
        .set_align(FormatAlign::Left)
}

/// How a sheet lies on paper, always A4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// Upright.
    Portrait,
    /// On its side, for tables by year.
    Landscape,
}

/// Sets a sheet up for printing: A4, all columns on one page's width, the heading rows on every page,
/// page numbers at the foot.
///
/// # Errors
/// When the heading rows lie outside a sheet.
pub fn print_setup(
    sheet: &mut Worksheet,
    paper: Paper,
    heading: Option<(u32, u32)>,
) -> anyhow::Result<()> {
    sheet.set_paper_size(9);
    match paper {
        Paper::Portrait => sheet.set_portrait(),
        Paper::Landscape => sheet.set_landscape(),
    };
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer("&L&8&F　&A&R&8&P / &N");
    if let Some((first, last)) = heading {
        sheet
            .set_repeat_rows(first, last)
            .context("repeat the heading rows on every page")?;
    }
    Ok(())
}

/// A name that Excel takes for a sheet: without `[ ] : * ? / \`, at most 31 characters.
///
/// ```
/// assert_eq!(exchange::sheet_name("研修[令和8年度]: 受講者"), "研修 令和8年度   受講者");
/// ```
#[must_use]
pub fn sheet_name(wish: &str) -> String {
    let mut length = 0;
    let name: String = wish
        .trim_matches('\'')
        .chars()
        .map(|c| {
            if "[]:*?/\\".contains(c) || c.is_control() {
                ' '
            } else {
                c
            }
        })
        // Excel counts UTF-16 units.
        .take_while(|c| {
            length += c.len_utf16();
            length <= 31
        })
        .collect();
    if name.trim().is_empty() {
        "Sheet".to_owned()
    } else {
        name.trim().to_owned()
    }
}

/// What a column of a plain table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// Numbers, given as decimal text.
    Number,
    /// Days, given as `2027-01-16`.
    Date,
}

/// A column of a plain table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The heading.
    pub title: String,
    /// The width in characters.
    pub width: u16,
    /// What it holds.
    pub kind: ColumnKind,
}

/// A workbook being written.
pub struct Book {
    workbook: Workbook,
}

impl Book {
    /// A workbook with its title and the office it is from. `created` is the date inside the file;
    /// the same content with the same date gives the same bytes.
    ///
    /// # Errors
    /// When the date cannot be kept in a workbook (before 1900 or after 9999).
    pub fn new(title: &str, office: &str, created: Date) -> anyhow::Result<Book> {
        let mut workbook = Workbook::new();
        let day = excel_date(created).context("date of the workbook")?;
        let properties = DocProperties::new()
            .set_title(title)
            .set_author(office)
            .set_company(office)
            .set_creation_datetime(&day);
        workbook.set_properties(&properties);
        workbook
            .set_default_format(&base_format(), ROW_PIXELS, DIGIT_PIXELS)
            .context("default format of the workbook")?;
        Ok(Book { workbook })
    }

    /// Adds a sheet.
    ///
    /// # Errors
    /// When Excel would not take the name; see [`sheet_name`].
    pub fn sheet(&mut self, name: &str) -> anyhow::Result<&mut Worksheet> {
        let sheet = self.workbook.add_worksheet();
        sheet
            .set_name(name)
            .with_context(|| format!("sheet {name}"))?;
        Ok(sheet)
    }

    /// Adds a sheet with one plain table: a frozen heading, a filter, one row per record.
    ///
    /// # Errors
    /// When a text is longer than a cell holds, or there are more rows than a sheet has.
    pub fn table<'a>(
        &mut self,
        name: &str,
        columns: &[Column],
        rows: impl IntoIterator<Item = &'a [String]>,
    ) -> anyhow::Result<()> {
        let sheet = self.sheet(&sheet_name(name))?;
        let cell = base_format()
            .set_border(FormatBorder::Thin)
            .set_border_color(0x00CC_CCCC)
            .set_align(FormatAlign::Top)
            .set_text_wrap();
        let date = date_format()
            .set_border(FormatBorder::Thin)
            .set_border_color(0x00CC_CCCC);
        for (index, column) in (0_u16..).zip(columns) {
            sheet.write_string_with_format(0, index, &column.title, &head_format())?;
            sheet.set_column_width(index, column.width)?;
        }
        let mut last = 0;
        for (row, record) in (1_u32..).zip(rows) {
            for ((index, column), text) in (0_u16..).zip(columns).zip(record) {
                write_value(sheet, (row, index), column.kind, text, (&cell, &date))?;
            }
            last = row;
        }
        sheet.set_freeze_panes(1, 0)?;
        if let Some(right) = u16::try_from(columns.len())
            .ok()
            .and_then(|n| n.checked_sub(1))
        {
            sheet.autofilter(0, 0, last, right)?;
        }
        print_setup(sheet, Paper::Landscape, Some((0, 0)))
    }

    /// The finished file.
    ///
    /// # Errors
    /// When the file cannot be put together, for example because two sheets have one name.
    pub fn finish(mut self) -> anyhow::Result<Vec<u8>> {
        self.workbook
            .save_to_buffer()
            .context("put the workbook together")
    }
}

/// Text that is not what the column holds (未実施 in a column of numbers) is written as text.
fn write_value(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    kind: ColumnKind,
    text: &str,
    (cell, date): (&Format, &Format),
) -> anyhow::Result<()> {
    let number = match kind {
        ColumnKind::Number => text.parse::<f64>().ok().filter(|n| n.is_finite()),
        ColumnKind::Text | ColumnKind::Date => None,
    };
    let day = match kind {
        ColumnKind::Date => text
            .parse::<Date>()
            .ok()
            .and_then(|day| excel_date(day).ok()),
        ColumnKind::Text | ColumnKind::Number => None,
    };
    if let Some(number) = number {
        sheet.write_number_with_format(row, column, number, cell)?;
    } else if let Some(day) = day {
        sheet.write_datetime_with_format(row, column, &day, date)?;
    } else if text.is_empty() {
        sheet.write_blank(row, column, cell)?;
    } else {
        sheet.write_string_with_format(row, column, text, cell)?;
    }
    Ok(())
}

/// A day as a workbook keeps it.
///
/// # Errors
/// When the day lies before 1900 or after 9999.
pub fn excel_date(day: Date) -> anyhow::Result<ExcelDateTime> {
    let (year, month, date) = (
        u16::try_from(day.year())?,
        u8::try_from(day.month())?,
        u8::try_from(day.day())?,
    );
    Ok(ExcelDateTime::from_ymd(year, month, date)?)
}
