//! Files as they come in.

use crate::trial::LIMITS;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use screen::PageError;

/// What is read to its end, so that who sent too large a file gets a page that says so and not a broken
/// connection.
pub(super) const ACCEPTED: usize = 256 << 20;
/// The endings offered when a file is chosen.
pub(super) const ACCEPT: &str = ".xlsx,.csv,.tsv,.txt";
/// The fields of the form that take files.
pub(super) const FIELDS: [&str; 3] = ["file", "careers", "units"];

fn largest() -> usize {
    usize::try_from(LIMITS.file_bytes).unwrap_or(usize::MAX)
}

/// Receives the files of the form, in the order of the form; fields without a file are left out.
pub(super) async fn receive(mut parts: Multipart) -> Result<Vec<(String, Vec<u8>)>, PageError> {
    let mut files = Vec::new();
    let mut length = 0;
    while let Some(mut part) = parts.next_field().await.map_err(|error| broken(&error))? {
        if !FIELDS.contains(&part.name().unwrap_or_default()) {
            continue;
        }
        let name = part.file_name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(|error| broken(&error))? {
            length += chunk.len();
            if length <= largest() {
                bytes.extend_from_slice(&chunk);
            }
        }
        if !name.is_empty() {
            files.push((name, bytes));
        }
    }
    if length > largest() {
        return Err(PageError::TooLarge(largest() >> 20));
    }
    Ok(files)
}

fn broken(error: &MultipartError) -> PageError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        PageError::TooLarge(largest() >> 20)
    } else {
        PageError::Refused("intake-broken-upload")
    }
}
