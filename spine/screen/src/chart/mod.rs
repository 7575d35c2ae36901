//! Charts drawn by the server as SVG: they print, need no script, and are the same picture on the
//! page and in a downloaded file.
//!
//! Rules: no line over a gap or over a change of definition; a value that is not final is hollow and
//! says in a word why; colour is never alone; the same numbers stand beside the picture as a table.
//! On a page a chart is as wide as its box and its letters keep their size, because positions along
//! the width are percentages. A file ([`line_file`] and its siblings) has a fixed width.

mod bars;
mod canvas;
mod figure;
mod line;
mod scale;
mod share;
mod spark;

pub use bars::{Bar, Bars, bars, bars_file};
pub use figure::{Chart, ChartTable};
pub use line::{YearLine, line, line_file};
pub use share::{Part, Shares, shares, shares_file};
pub use spark::{Spark, spark};

#[cfg(test)]
mod tests;
