//! The staff list as a file: the same view with the same scope. Every file stands in the journal.

use super::list::{Asked, read};
use super::parts::{SECTION, desk};
use super::shown;
use access::{Allowed, EditPersonPrivate, ViewDirectory};
use axum::response::{IntoResponse, Response};
use exchange::csv::{Field, write_utf8};
use exchange::{Book, Column, ColumnKind};
use people::{DirectoryLine, EmployeeId, PrivateLine};
use screen::visit::Visit;
use screen::{Download, May, PageError};
use serde_json::json;
use std::collections::HashMap;

/// More people than any city employs.
const ALL: people::Page = people::Page {
    offset: 0,
    limit: 200_000,
};

/// A column of the file.
struct Head {
    key: &'static str,
    width: u16,
    kind: ColumnKind,
}

const PUBLIC: [Head; 7] = [
    text("staff-field-name", 18),
    text("staff-field-kana", 20),
    text("staff-field-unit", 34),
    text("staff-field-post", 14),
    text("staff-field-telephone", 16),
    text("staff-field-extension", 10),
    text("staff-field-mail", 28),
];

const RECORD: [Head; 6] = [
    text("staff-field-staff-no", 12),
    text("staff-field-rank", 14),
    text("staff-field-employment", 22),
    text("staff-field-job-family", 14),
    day("staff-field-hired-on", 12),
    day("staff-field-unit-since", 12),
];

const PRIVATE: [Head; 2] = [
    day("staff-field-birth-date", 12),
    text("staff-field-sex", 8),
];

const fn text(key: &'static str, width: u16) -> Head {
    Head {
        key,
        width,
        kind: ColumnKind::Text,
    }
}

const fn day(key: &'static str, width: u16) -> Head {
    Head {
        key,
        width,
        kind: ColumnKind::Date,
    }
}

/// The file's columns and rows.
struct Sheet {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

async fn sheet(visit: &Visit, path: &'static str) -> Result<Sheet, PageError> {
    let asked = read(visit, path).await?;
    let found =
        people::directory(visit.db(), &asked.wanted, &asked.sight(), asked.sort, ALL).await?;
    let records = found.iter().any(|line| line.record.is_some());
    let private = wanted_private(visit, &asked, &found).await?;
    note(visit, &asked, found.len(), private.is_some()).await?;
    let t = &visit.text;
    let heads = PUBLIC
        .iter()
        .chain(RECORD.iter().filter(|_| records))
        .chain(PRIVATE.iter().filter(|_| private.is_some()));
    let columns = heads
        .map(|head| Column {
            title: t.say(head.key).into_owned(),
            width: head.width,
            kind: head.kind,
        })
        .collect();
    let rows = found
        .iter()
        .map(|line| row(visit, &asked, line, records, private.as_ref()))
        .collect();
    Ok(Sheet { columns, rows })
}

/// Birth date and sex go along only when they are asked for, to those who keep the private records.
async fn wanted_private(
    visit: &Visit,
    asked: &Asked,
    found: &[DirectoryLine],
) -> Result<Option<HashMap<EmployeeId, PrivateLine>>, PageError> {
    if asked.state.condition("columns") != Some("private") {
        return Ok(None);
    }
    let allowed = Allowed::<EditPersonPrivate>::ask(visit.actor.clone())?;
    let ids: Vec<EmployeeId> = found.iter().map(|line| line.card.employee).collect();
    for id in &ids {
        allowed.on_person(id.0, &[])?;
    }
    let lines = people::private_lines(visit.db(), &ids).await?;
    Ok(Some(
        lines
            .into_iter()
            .map(|line| (line.employee, line))
            .collect(),
    ))
}

/// Notes in the journal who took how many people out, before anything is sent.
async fn note(visit: &Visit, asked: &Asked, count: usize, private: bool) -> Result<(), PageError> {
    let detail = json!({
        "people": count,
        "conditions": asked.state.export(""),
        "private": private,
    });
    let entry = journal::Entry {
        act: "staff.list.exported",
        subject: "staff",
        detail: &detail,
    };
    let desk = desk(visit);
    let mut tx = desk.db.begin().await?;
    journal::look(&mut tx, desk.now, &visit.actor, entry).await?;
    tx.commit().await?;
    Ok(())
}

fn row(
    visit: &Visit,
    asked: &Asked,
    line: &DirectoryLine,
    records: bool,
    private: Option<&HashMap<EmployeeId, PrivateLine>>,
) -> Vec<String> {
    let t = &visit.text;
    let card = &line.card;
    let or_blank = |value: &Option<String>| value.clone().unwrap_or_default();
    let path = card.unit.map(|unit| asked.tree.path(unit));
    let mut cells = vec![
        card.name.full(),
        card.name.full_kana(),
        path.filter(|path| !path.is_empty())
            .unwrap_or_else(|| or_blank(&card.unit_name)),
        or_blank(&card.post),
        or_blank(&card.telephone),
        or_blank(&card.extension),
        or_blank(&card.mail),
    ];
    if records {
        match &line.record {
            None => cells.extend((0..RECORD.len()).map(|_| String::new())),
            Some(record) => cells.extend([
                record.staff_no.clone(),
                record
                    .rank
                    .map(|rank| t.say(rank.key()).into_owned())
                    .unwrap_or_default(),
                t.say(record.employment.key()).into_owned(),
                record.job_family.clone(),
                record.hired_on.to_string(),
                record
                    .unit_since
                    .map(|since| since.to_string())
                    .unwrap_or_default(),
            ]),
        }
    }
    if let Some(private) = private {
        match private.get(&card.employee) {
            None => cells.extend((0..PRIVATE.len()).map(|_| String::new())),
            Some(one) => cells.extend([
                one.birth_date.to_string(),
                one.sex
                    .map(|sex| t.say(sex.key()).into_owned())
                    .unwrap_or_default(),
            ]),
        }
    }
    cells
}

fn name(visit: &Visit, ending: &str) -> String {
    let day = shown::day(visit.today(), &visit.text);
    format!("{}_{day}.{ending}", visit.say("staff-list"))
}

pub(crate) async fn csv(may: May<ViewDirectory>) -> Result<Response, PageError> {
    let sheet = sheet(&may, SECTION).await?;
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
        name: name(&may, "csv"),
        media: "text/csv; charset=utf-8",
        bytes: write_utf8(&rows),
        inline: false,
    };
    Ok(file.into_response())
}

pub(crate) async fn workbook(may: May<ViewDirectory>) -> Result<Response, PageError> {
    let sheet = sheet(&may, SECTION).await?;
    let title = may.say("staff-list");
    let (city, today) = (may.city_name.clone(), may.today());
    // Tens of thousands of rows take a while: not on the threads that answer others.
    let bytes = tokio::task::spawn_blocking(move || -> anyhow::Result<Vec<u8>> {
        let mut book = Book::new(&title, &city, today)?;
        book.table(&title, &sheet.columns, sheet.rows.iter().map(Vec::as_slice))?;
        book.finish()
    });
    let bytes = bytes.await.map_err(anyhow::Error::from)??;
    let file = Download {
        name: name(&may, "xlsx"),
        media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes,
        inline: false,
    };
    Ok(file.into_response())
}
