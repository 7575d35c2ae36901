//! The plan table as a file: a row for each person, a column for each day.

use super::calendar::{Table, mark, read};
use super::file::{self, Sheet};
use access::ViewLeaveSchedule;
use axum::response::Response;
use calendar::Date;
use exchange::{Column, ColumnKind};
use screen::visit::Visit;
use screen::{May, PageError};

fn column(title: String, width: u16) -> Column {
    Column {
        title,
        width,
        kind: ColumnKind::Text,
    }
}

fn sheet(visit: &Visit, table: &Table) -> Sheet {
    let t = &visit.text;
    let days: Vec<Date> = table.days().collect();
    let mut columns = vec![
        column(visit.say("paid-leave-field-person"), 18),
        column(visit.say("paid-leave-field-post"), 12),
    ];
    columns.extend(
        days.iter()
            .map(|day| column(format!("{}/{}", day.month(), day.day()), 5)),
    );
    let rows: Vec<Vec<String>> = table
        .colleagues
        .iter()
        .map(|one| {
            let open = table.is_open(one);
            let away = table.away.get(&one.employee).map_or(&[][..], Vec::as_slice);
            let mut row = vec![one.name.full(), one.post.clone()];
            row.extend(days.iter().map(|day| {
                away.iter()
                    .find(|away| away.on == *day)
                    .map_or_else(String::new, |away| mark(away, open, t).0)
            }));
            row
        })
        .collect();
    Sheet {
        title: format!("{}_{}", visit.say("paid-leave-calendar"), table.from),
        columns,
        people: rows.len(),
        rows,
    }
}

pub(crate) async fn csv(may: May<ViewLeaveSchedule>) -> Result<Response, PageError> {
    let table = read(&may).await?.ok_or(PageError::NotFound)?;
    file::csv(&may, sheet(&may, &table)).await
}

pub(crate) async fn workbook(may: May<ViewLeaveSchedule>) -> Result<Response, PageError> {
    let table = read(&may).await?.ok_or(PageError::NotFound)?;
    file::workbook(&may, sheet(&may, &table)).await
}
