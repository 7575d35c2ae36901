//! Whether the program is alive and its database answers.

use access::ViewStatus;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use screen::{May, PageError};

pub(crate) async fn alive(may: May<ViewStatus>) -> Result<Response, PageError> {
    // Reaching a handler means that the layer around it has read the settings from the database.
    let _ = may.db();
    Ok((StatusCode::OK, "ok\n").into_response())
}
