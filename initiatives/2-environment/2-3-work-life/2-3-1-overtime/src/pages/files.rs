//! Tables as Excel and CSV.

use anyhow::Result;
use axum::response::{IntoResponse, Response};
use exchange::csv::{Field, write_utf8};
use exchange::{Book, Column, ColumnKind};
use screen::Download;
use screen::visit::Visit;

/// A table to be written either way.
pub(super) struct Sheet {
    pub name: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<String>>,
}

pub(super) fn column(title: impl Into<String>, width: u16, kind: ColumnKind) -> Column {
    Column {
        title: title.into(),
        width,
        kind,
    }
}

/// Hours with two decimals, for calculating on: 45:30 is 45.50.
pub(super) fn decimal(minutes: i64) -> String {
    let hundredths = (minutes * 100 + if minutes < 0 { -30 } else { 30 }) / 60;
    let sign = if hundredths < 0 { "-" } else { "" };
    let all = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", all / 100, all % 100)
}

impl Sheet {
    pub fn csv(self, visit: &Visit) -> Response {
        let head = self
            .columns
            .iter()
            .map(|column| Field::from(column.title.as_str()));
        let mut rows: Vec<Vec<Field>> = vec![head.collect()];
        for row in self.rows {
            let fields = row.into_iter().zip(&self.columns);
            rows.push(
                fields
                    .map(|(text, column)| match column.kind {
                        ColumnKind::Text => Field::from(text),
                        ColumnKind::Number | ColumnKind::Date => Field::plain(text),
                    })
                    .collect(),
            );
        }
        Download {
            name: format!("{}-{}.csv", self.name, visit.today()),
            media: "text/csv; charset=utf-8",
            bytes: write_utf8(&rows),
            inline: false,
        }
        .into_response()
    }

    pub fn xlsx(self, visit: &Visit) -> Result<Response> {
        let mut book = Book::new(&self.name, &visit.city_name, visit.today())?;
        let rows = self.rows.iter().map(Vec::as_slice);
        book.table(&self.name, &self.columns, rows)?;
        Ok(Download {
            name: format!("{}-{}.xlsx", self.name, visit.today()),
            media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            bytes: book.finish()?,
            inline: false,
        }
        .into_response())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_written_with_two_decimals() {
        let minutes = [0, 2730, 1, 20, -90].map(decimal);
        assert_eq!(minutes, ["0.00", "45.50", "0.02", "0.33", "-1.50"]);
    }
}
