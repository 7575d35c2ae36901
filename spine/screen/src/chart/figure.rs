//! A chart on a page: the picture, its legend, its numbers as a table.

use crate::kit::component;
use askama::Template;
use words::Text;

/// A chart as it stands on a page; prints itself: `{{ chart }}`.
#[derive(Clone, Template)]
#[template(path = "chart.html")]
pub struct Chart {
    pub(super) t: Text,
    pub(super) title: String,
    pub(super) svg: String,
    pub(super) legend: Vec<Key>,
    pub(super) notes: Vec<String>,
    pub(super) table: ChartTable,
    pub(super) span: Span,
    pub(super) file: Option<String>,
    pub(super) table_open: bool,
}
component!(Chart);

impl Chart {
    /// Offers the picture as files at this address with `.svg` and `.png` behind it, which answer with
    /// the sibling `…_file`.
    #[must_use]
    pub fn saved_at(mut self, href: impl Into<String>) -> Chart {
        self.file = Some(href.into());
        self
    }

    /// Shows the table at once instead of behind 「表で見る」.
    #[must_use]
    pub fn with_open_table(mut self) -> Chart {
        self.table_open = true;
        self
    }

    /// Only the picture, for a place where the numbers stand already.
    #[must_use]
    pub fn picture(&self) -> Picture<'_> {
        Picture { svg: &self.svg }
    }

    /// The numbers, for a place of their own.
    #[must_use]
    pub fn table(&self) -> &ChartTable {
        &self.table
    }
}

/// The picture alone.
#[derive(Debug, Clone, Copy, Template)]
#[template(source = "{{ svg|safe }}", ext = "html")]
pub struct Picture<'a> {
    svg: &'a str,
}
component!(Picture<'_>);

/// How much width the picture needs before its box begins to scroll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    /// Fits a phone.
    Short,
    /// Up to seven years.
    Middle,
    /// Up to ten years.
    Long,
    /// More.
    Longest,
}

impl Span {
    fn scrolls(self) -> bool {
        self != Span::Short
    }

    fn name(self) -> &'static str {
        match self {
            Span::Short => "s",
            Span::Middle => "m",
            Span::Long => "l",
            Span::Longest => "xl",
        }
    }
}

/// One line of a legend: a small picture and a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    pub sign: &'static str,
    pub words: String,
}

/// The numbers of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "chart_table.html")]
pub struct ChartTable {
    /// What the numbers are.
    pub caption: String,
    /// The heads of the columns.
    pub heads: Vec<String>,
    /// The rows; the first cell is the row's head.
    pub rows: Vec<Vec<String>>,
    /// Which columns hold figures.
    pub right: Vec<bool>,
}
component!(ChartTable);

impl ChartTable {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    fn right(&self, column: &usize) -> bool {
        self.right.get(*column).copied().unwrap_or(false)
    }
}
