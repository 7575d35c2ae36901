//! A request to cancel is shown with the request that it is about.

use super::frame::{may_view, number};
use crate::records::CancellationId;
use crate::store;
use access::ViewLeave;
use axum::extract::Path;
use axum::response::Response;
use screen::{May, PageError, see_other};

pub(crate) async fn show(
    may: May<ViewLeave>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = CancellationId(number(&id)?);
    let found = store::cancellation(may.db(), id)
        .await?
        .ok_or(PageError::NotFound)?;
    if !may_view(&may, found.employee).await? {
        return Err(PageError::NotFound);
    }
    Ok(see_other(
        &format!("/leave/requests/{}", found.request),
        None,
    ))
}
