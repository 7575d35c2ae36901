//! Figures that are computed from records, with the way back to those records.
//!
//! A crate offers a [`Figure`]: a name, what it counts, how to count it for a fiscal year, and how to
//! list the records that were counted. The plan quotes figures by name in its cells and knows nothing
//! about the tables behind them; the figure knows nothing about the plan.

use access::Scope;
use anyhow::Result;
use calendar::{Date, FiscalYear};
use measure::{Amount, Quality};
use std::collections::BTreeMap;
use std::pin::Pin;
use store::Db;
use words::Text;

/// What a figure's functions return while the database works.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// For which year a figure is asked, seen from which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The fiscal year.
    pub year: FiscalYear,
    /// Today, or the day up to which records count.
    pub on: Date,
}

/// A figure as counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The number.
    pub amount: Amount,
    /// 確定 when the year is over, 時点 while it runs.
    pub quality: Quality,
    /// The version of the definition it was counted by.
    pub definition: u32,
}

/// One page of the records behind a figure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    /// Heads of the columns, in the reader's language.
    pub columns: Vec<String>,
    /// Rows of texts, as many as columns.
    pub rows: Vec<Vec<String>>,
    /// How many records there are in the reader's scope.
    pub visible: i64,
    /// How many were counted altogether; more than `visible` when some are hidden from the reader.
    pub counted: i64,
}

/// Which records to list.
pub struct Wanted<'a> {
    /// The year and day.
    pub asked: Asked,
    /// Which sections' records the reader may see.
    pub scope: &'a Scope,
    /// How many records to pass over.
    pub offset: i64,
    /// How many to return.
    pub limit: i64,
    /// The reader's words.
    pub text: &'a Text,
}

/// Counts a figure. `None` means there is nothing to count yet (a year that has not begun).
pub type Count = for<'a> fn(&'a Db, Asked) -> Pending<'a, Option<Counted>>;

/// Lists the records behind a figure.
pub type List = for<'a> fn(&'a Db, Wanted<'a>) -> Pending<'a, Records>;

/// A number that a crate can compute.
#[derive(Clone, Copy)]
pub struct Figure {
    /// Its name in plan cells: `people.headcount`.
    pub key: &'static str,
    /// Fluent key of its label (職員数).
    pub label: &'static str,
    /// Fluent key of its unit (人).
    pub unit: &'static str,
    /// Fluent key of the sentence that says exactly what is counted.
    pub definition: &'static str,
    /// Counts it.
    pub count: Count,
    /// Lists what was counted.
    pub records: List,
}

/// All figures of the program, by name.
#[derive(Clone, Default)]
pub struct Figures(BTreeMap<&'static str, Figure>);

impl Figures {
    /// Collects the figures of all crates.
    ///
    /// # Errors
    /// When two crates offer the same name.
    pub fn new(figures: impl IntoIterator<Item = Figure>) -> Result<Figures> {
        let mut by_key = BTreeMap::new();
        for figure in figures {
            anyhow::ensure!(
                by_key.insert(figure.key, figure).is_none(),
                "two crates offer the figure {}",
                figure.key
            );
        }
        Ok(Figures(by_key))
    }

    /// The figure of a name.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Figure> {
        self.0.get(key)
    }

    /// All figures in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &Figure> {
        self.0.values()
    }
}
