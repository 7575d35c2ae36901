//! Files that go out: the staff list in the import's own layout, an empty one, and lists of problems.

use super::{desk, read_id};
use crate::acts;
use crate::export;
use access::{ImportStaff, ViewPersonPrivate};
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use exchange::csv::{Field, write_cp932, write_utf8};
use screen::form::Entries;
use screen::{Download, May, PageError};
use words::{Argument, Text};

/// The media type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) async fn workbook(may: May<ViewPersonPrivate>) -> Result<Response, PageError> {
    may.renewed(b"")?;
    let staff = export::staff(desk(&may), &may.allowed).await?;
    let (t, office) = (may.text.clone(), may.city_name.clone());
    let today = may.today();
    let bytes = tokio::task::spawn_blocking(move || staff.workbook(&t, &office, today)).await;
    Ok(Download {
        name: format!("{}-{today}.xlsx", may.say("intake-export-name")),
        media: XLSX,
        bytes: bytes.map_err(anyhow::Error::from)??,
        inline: false,
    }
    .into_response())
}

/// People as CSV; `?as=cp932` for programs that read nothing else.
pub(super) async fn table(
    may: May<ViewPersonPrivate>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    may.renewed(b"")?;
    let staff = export::staff(desk(&may), &may.allowed).await?;
    let rows = staff.rows(&may.text);
    let entries = Entries::parse(query.unwrap_or_default().as_bytes());
    let name = format!("{}-{}.csv", may.say("intake-export-name"), may.today());
    let (media, bytes) = if entries.text("as").as_deref() == Some("cp932") {
        match write_cp932(&rows) {
            Ok(bytes) => ("text/csv; charset=Shift_JIS", bytes),
            Err(missing) => return Ok(unmappable(&missing, &may.text)),
        }
    } else {
        ("text/csv; charset=utf-8", write_utf8(&rows))
    };
    Ok(Download {
        name,
        media,
        bytes,
        inline: false,
    }
    .into_response())
}

/// Characters that Shift_JIS does not have, all of them, as a plain list: no file is made with other
/// characters in their place.
fn unmappable(missing: &[exchange::Unmappable], t: &Text) -> Response {
    let mut lines = vec![t.say1("intake-export-unmappable", "count", missing.len())];
    for one in missing.iter().take(500) {
        let variables = one.variables();
        let variables: Vec<(&str, Argument<'_>)> = variables
            .iter()
            .map(|(name, value)| (*name, Argument::from(value.as_str())))
            .collect();
        lines.push(t.fill(exchange::Unmappable::KEY, &variables));
    }
    (StatusCode::UNPROCESSABLE_ENTITY, lines.join("\n")).into_response()
}

/// The layout with nobody in it, to be filled in.
pub(super) async fn empty(may: May<ImportStaff>) -> Result<Response, PageError> {
    let bytes = export::Staff::default().workbook(&may.text, &may.city_name, may.today())?;
    Ok(Download {
        name: format!("{}.xlsx", may.say("intake-empty-name")),
        media: XLSX,
        bytes,
        inline: false,
    }
    .into_response())
}

/// What is wrong with a list, as a file.
pub(super) async fn problems(
    may: May<ImportStaff>,
    Path(import): Path<String>,
) -> Result<Response, PageError> {
    let (import, _) = acts::find(desk(&may), &may.allowed, read_id(&import)?).await?;
    let t = &may.text;
    let head = vec![
        Field::from(t.say("intake-place").as_ref()),
        Field::from(t.say("intake-sentence").as_ref()),
    ];
    let lines = import.remarks.iter().map(|remark| {
        vec![
            Field::from(remark.place.as_str()),
            Field::from(remark.sentence.as_str()),
        ]
    });
    let rows: Vec<_> = std::iter::once(head).chain(lines).collect();
    Ok(Download {
        name: format!("{}.csv", t.say("intake-problems-name")),
        media: "text/csv; charset=utf-8",
        bytes: write_utf8(&rows),
        inline: false,
    }
    .into_response())
}
