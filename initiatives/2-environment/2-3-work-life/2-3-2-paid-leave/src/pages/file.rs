//! Tables as files: the same rows with the same scope, and a line in the journal before anything is sent.

use super::frame::desk;
use axum::response::{IntoResponse, Response};
use exchange::csv::{Field, write_utf8};
use exchange::{Book, Column};
use screen::visit::Visit;
use screen::{Download, PageError};
use serde_json::json;

/// A table that goes out.
pub(crate) struct Sheet {
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<String>>,
    /// How many people are in it.
    pub people: usize,
}

async fn note(visit: &Visit, sheet: &Sheet) -> Result<(), PageError> {
    let detail = json!({ "title": sheet.title, "people": sheet.people });
    let entry = journal::Entry {
        act: "paid-leave.list.exported",
        subject: "leave",
        detail: &detail,
    };
    let mut tx = visit.db().begin().await?;
    journal::look(&mut tx, desk(visit).now, &visit.actor, entry).await?;
    tx.commit().await?;
    Ok(())
}

pub(crate) async fn csv(visit: &Visit, sheet: Sheet) -> Result<Response, PageError> {
    note(visit, &sheet).await?;
    let head = sheet
        .columns
        .iter()
        .map(|column| Field::plain(&column.title));
    let rows: Vec<Vec<Field>> = std::iter::once(head.collect())
        .chain(
            sheet
                .rows
                .into_iter()
                .map(|row| row.into_iter().map(Field::from).collect()),
        )
        .collect();
    let file = Download {
        name: format!("{}.csv", sheet.title),
        media: "text/csv; charset=utf-8",
        bytes: write_utf8(&rows),
        inline: false,
    };
    Ok(file.into_response())
}

pub(crate) async fn workbook(visit: &Visit, sheet: Sheet) -> Result<Response, PageError> {
    note(visit, &sheet).await?;
    let (city, today) = (visit.city_name.clone(), visit.today());
    let name = format!("{}.xlsx", sheet.title);
    // Tens of thousands of rows take a while: not on the threads that answer others.
    let bytes = tokio::task::spawn_blocking(move || -> anyhow::Result<Vec<u8>> {
        let mut book = Book::new(&sheet.title, &city, today)?;
        book.table(
            &sheet.title,
            &sheet.columns,
            sheet.rows.iter().map(Vec::as_slice),
        )?;
        book.finish()
    });
    let bytes = bytes.await.map_err(anyhow::Error::from)??;
    let file = Download {
        name,
        media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes,
        inline: false,
    };
    Ok(file.into_response())
}
