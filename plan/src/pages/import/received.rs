//! The file as it comes in, and what it is.

use crate::document::PlanDocument;
use crate::formats::{self, xlsx};
use crate::problems::Problem;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use screen::PageError;

/// The largest plan file in megabytes.
const MEGABYTES: usize = 20;
/// The same in bytes.
const LARGEST: usize = MEGABYTES << 20;
/// What is read to its end, so that who sent too large a file gets a page that says so and not a broken
/// connection. What lies beyond the largest plan is thrown away as it comes.
pub(crate) const ACCEPTED: usize = 256 << 20;
/// The endings offered when a file is chosen.
pub(super) const ACCEPT: &str = ".xlsx,.toml,.json";

/// A file as it was sent.
#[derive(Debug, Default)]
pub(super) struct Received {
    pub name: String,
    bytes: Vec<u8>,
}

/// Receives the file of the form.
pub(super) async fn receive(mut parts: Multipart) -> Result<Received, PageError> {
    let mut received = Received::default();
    let mut length = 0;
    while let Some(mut part) = parts.next_field().await.map_err(|error| broken(&error))? {
        if part.name() != Some("file") {
            continue;
        }
        part.file_name()
            .unwrap_or_default()
            .clone_into(&mut received.name);
        while let Some(chunk) = part.chunk().await.map_err(|error| broken(&error))? {
            length += chunk.len();
            if length > LARGEST {
                received.bytes = Vec::new();
            } else {
                received.bytes.extend_from_slice(&chunk);
            }
        }
    }
    if length > LARGEST {
        Err(PageError::TooLarge(MEGABYTES))
    } else {
        Ok(received)
    }
}

fn broken(error: &MultipartError) -> PageError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        PageError::TooLarge(MEGABYTES)
    } else {
        PageError::Refused("plan-import-broken")
    }
}

/// What a file turned out to be.
pub(super) enum Read {
    /// A plan, with what was left aside.
    Document(Box<PlanDocument>, Vec<Problem>),
    /// A plan that needs corrections.
    Problems(Vec<Problem>),
    /// No plan; the key of the sentence that says so.
    Unusable(&'static str),
}

/// Reads the file by the ending of its name.
pub(super) fn read(file: &Received) -> Read {
    if file.bytes.is_empty() {
        return Read::Unusable("plan-import-empty");
    }
    let ending = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if ending.eq_ignore_ascii_case("xlsx") {
        return match xlsx::read_with_notes(&file.bytes) {
            Ok(reading) => Read::Document(Box::new(reading.document), reading.notes),
            Err(problems) => Read::Problems(problems),
        };
    }
    match formats::read(ending, &file.bytes) {
        Some(Ok(document)) => Read::Document(Box::new(document), Vec::new()),
        Some(Err(problems)) => Read::Problems(problems),
        None if ending.eq_ignore_ascii_case("csv") => Read::Unusable("plan-import-csv"),
        None => Read::Unusable("plan-import-kind"),
    }
}
