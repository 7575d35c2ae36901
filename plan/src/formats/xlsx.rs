//! The plan as an Excel workbook laid out like the document, which an officer can edit and send back.
//!
//! | Sheet | What it holds |
//! |---|---|
//! | 表紙 | title, city, policy, years and levels, one labelled row each |
//! | はじめに | the introduction |
//! | 体系図 | the tree; a node's name stands in the column of its level |
//! | 振り返り, 実施計画 | the tables as printed: headings, outlines, programs in pairs of 計画 and 実績 under the years, with the document's merged cells, results and footnotes |
//! | 指標, 指標の定義 | figures and targets by year; what is counted, by year |
//! | 評価, 由来, 正誤 | judgements, where programs came from, corrections after publication |
//! | セルの状態 | what a printed cell does not show: status, how sure it is, the template with its figures |
//!
//! The tables show texts **as printed**, figures filled in. The templates behind them stand in
//! セルの状態 beside the text as it was when written: a cell that still shows that text keeps its
//! template, a cell that somebody changed has the new text. So the figures can be edited in 指標 and
//! the words in the tables, and neither undoes the other.
//!
//! [`read`] gives back what [`write`] was given (arranged, texts without blanks at their ends), and
//! writing that again gives the same bytes.

mod layout;
mod read;
mod write;

use crate::document::PlanDocument;
use crate::problems::Problem;

pub use write::write;

/// A workbook that was read, with what its reader should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The plan.
    pub document: PlanDocument,
    /// What was left aside: sheets of no known name, rows of セルの状態 without a cell. Nothing of it
    /// stands in the way of an import.
    pub notes: Vec<Problem>,
}

/// Reads a plan from a workbook.
///
/// # Errors
/// Everything that must be put right first, each with its sheet, row and column.
pub fn read(bytes: &[u8]) -> Result<PlanDocument, Vec<Problem>> {
    read_with_notes(bytes).map(|reading| reading.document)
}

/// Like [`read`], and says what was left aside.
///
/// # Errors
/// Like [`read`].
pub fn read_with_notes(bytes: &[u8]) -> Result<Reading, Vec<Problem>> {
    read::workbook(bytes)
}
