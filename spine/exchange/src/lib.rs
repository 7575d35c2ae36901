//! Tables that come from and go to other programs: Excel workbooks and CSV.
//!
//! * Reading a workbook: [`Workbook::open`] gives sheets of typed cells and refuses, with a sentence,
//!   what is not a workbook, what is locked by a password and what would unpack to more than the
//!   limits ([`Limits`]).
//! * Reading CSV: [`csv::read`] recognises UTF-8, CP932 (as Excel for Japan saves it) and UTF-16,
//!   commas and tabs, and names row and column of what it cannot decode.
//! * Writing CSV: [`csv::write_utf8`] (with BOM) and [`csv::write_cp932`], which never replaces a
//!   character silently.
//! * Writing a workbook: [`Book`], the same bytes every time for the same content and date.

mod book;
pub mod csv;
mod encoding;
mod guard;
mod refusal;
mod workbook;

pub use book::{
    Book, Column, ColumnKind, Paper, base_format, date_format, excel_date, head_format,
    print_setup, sheet_name,
};
pub use encoding::{Encoding, Unmappable};
pub use refusal::{Limits, Refusal};
/// The library that writes workbooks, for layouts that [`Book`] has no word for.
pub use rust_xlsxwriter as xlsx;
pub use workbook::{Region, Sheet, Value, Workbook, decimal_text};

/// The sentences of this crate, in both languages.
pub const WORDS: words::Source = words::source!();
