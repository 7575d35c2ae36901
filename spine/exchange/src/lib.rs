//! Tables that come from and go to other programs: Excel workbooks and CSV.
//!
//! * Reading a workbook: [`Workbook::open`] gives sheets of typed cells and refuses, with a sentence,
//!   what is not a workbook, what is locked by a password and what would unpack to more than the
//!   limits ([`Limits`]).
//! * Reading CSV: [`csv::read`] recognises UTF-8, CP932 (as Excel for Japan saves it) and UTF-16,
//!   commas and tabs, and names row and column of what it cannot decode.
//! * Writing CSV: [`csv::write_utf8`] (with BOM) and [`csv::write_cp932`], which never replaces a
//!   character silently.
//! * Reading somebody's table in any layout: [`grids`] gives the tables of a workbook or a text file alike,
//!   [`mapping`] finds the row of headings and says which column is which field, [`cell`] reads days of both
//!   calendars, choices, yes and no, and [`trial`] collects what is wrong by row and column.
//! * Writing a workbook: [`Book`], the same bytes every time for the same content and date.

mod book;
pub mod cell;
pub mod csv;
pub mod dates;
mod encoding;
mod grid;
mod guard;
pub mod mapping;
mod refusal;
pub mod trial;
mod workbook;

pub use book::{
    Book, Column, ColumnKind, Paper, base_format, date_format, excel_date, head_format,
    print_setup, sheet_name,
};
pub use encoding::{Encoding, Unmappable};
pub use grid::{Grid, GridRow, column_letters, grids};
pub use refusal::{Limits, Refusal};
/// The library that writes workbooks, for layouts that [`Book`] has no word for.
pub use rust_xlsxwriter as xlsx;
pub use workbook::{Region, Sheet, Value, Workbook, decimal_text};

/// The sentences of this crate, in both languages.
pub const WORDS: words::Source = words::source!();
