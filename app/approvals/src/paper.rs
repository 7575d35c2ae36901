//! The record of an application on paper: A4, to be filed.

use crate::application::{chairs, context, facts, find, groups, past};
use crate::parts::state_mark;
use access::ViewApprovals;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use print::{PdfOptions, Template};
use screen::{Download, May, PageError, date_text};
use serde::Serialize;

const RECORD: Template = Template {
    name: "approval-record",
    source: include_str!("../templates/print/record.typ"),
};

/// What is printed, in the reader's words.
#[derive(Serialize)]
struct Sheet {
    heading: String,
    city: String,
    title: String,
    state: String,
    facts: Vec<(String, String)>,
    context: Vec<(String, String)>,
    route_heading: String,
    route_columns: [String; 4],
    route: Vec<[String; 4]>,
    past_heading: String,
    past_columns: [String; 4],
    past: Vec<[String; 4]>,
    printed: String,
}

pub(crate) async fn record(
    may: May<ViewApprovals>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let record = find(&may, &id).await?;
    let t = &may.text;
    let chairs = chairs(&may, &record).await?;
    let route = (1_usize..)
        .zip(groups(&may, &record, &chairs))
        .flat_map(|(number, group)| {
            group.steps.into_iter().map(move |step| {
                let decided = step.decided.unwrap_or_default();
                let seat = match step.moved {
                    None => step.seat,
                    Some(moved) => format!("{}（{moved}）", step.seat),
                };
                let at = [decided.0, decided.1];
                let at = at
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>();
                [number.to_string(), seat, step.mark.word, at.join("\n")]
            })
        });
    let past = past(&may, &record)
        .into_iter()
        .map(|line| [line.at, line.what, line.who, line.comment]);
    let lines = context(&may, &record).await?.into_iter();
    let columns = |keys: [&str; 4]| keys.map(|key| may.say(key));
    let sheet = Sheet {
        heading: may.say("approvals-record"),
        city: may.city_name.clone(),
        title: record.application.title.clone(),
        state: state_mark(record.application.state, t).word,
        facts: facts(&may, &record),
        context: lines.map(|line| (line.label, line.value)).collect(),
        route_heading: may.say("approvals-route"),
        route_columns: columns([
            "approvals-order",
            "approvals-seat",
            "approvals-state",
            "approvals-decided-by",
        ]),
        route: route.collect(),
        past_heading: may.say("approvals-history"),
        past_columns: columns([
            "approvals-at",
            "approvals-what",
            "approvals-who",
            "approvals-comment",
        ]),
        past: past.collect(),
        printed: t.say1(
            "approvals-printed",
            "at",
            date_text::moment(may.now, t.language()),
        ),
    };
    let data = serde_json::to_value(&sheet).map_err(anyhow::Error::from)?;
    let options = PdfOptions {
        title: record.application.title.clone(),
        ..PdfOptions::default()
    };
    // Typesetting takes some milliseconds of computing.
    let bytes = tokio::task::spawn_blocking(move || {
        print::typeset(&RECORD, &data, &options).and_then(|sheet| sheet.pdf())
    })
    .await
    .map_err(anyhow::Error::from)??;
    let name = may
        .text
        .say1("approvals-record-file", "id", record.application.id.0);
    Ok(Download {
        name,
        media: "application/pdf",
        bytes,
        inline: true,
    }
    .into_response())
}
