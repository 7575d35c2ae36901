//! What a page can fail with, and the only place where failures become answers.

use access::Denied;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Why a page was not given or an act not done. Nothing was changed in any of these cases.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// There is no such page or record, or the reader may not know that there is.
    #[error("not found")]
    NotFound,
    /// The reader may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Somebody else changed the record in the meantime.
    #[error("changed by somebody else")]
    Stale,
    /// The person must show again who they are first; holds what was typed.
    #[error("who is asking must be shown again")]
    Renew(Vec<u8>),
    /// The request cannot be understood or not be carried out; the key names the sentence that says why.
    #[error("refused: {0}")]
    Refused(&'static str),
    /// The file is larger than the given number of megabytes.
    #[error("larger than {0} MB")]
    TooLarge(usize),
    /// Something broke; the reader sees a number, the log says what.
    #[error("{0:#}")]
    Fault(anyhow::Error),
}

impl From<anyhow::Error> for PageError {
    fn from(error: anyhow::Error) -> PageError {
        match error.downcast::<Denied>() {
            Ok(denied) => PageError::Denied(denied),
            Err(other) => PageError::Fault(other),
        }
    }
}

/// For acts on applications whose form has no place for the sentence: a page that says it.
impl From<flow::FlowError> for PageError {
    fn from(error: flow::FlowError) -> PageError {
        match error {
            flow::FlowError::NotFound => PageError::NotFound,
            flow::FlowError::Denied(denied) => PageError::Denied(denied),
            flow::FlowError::Refused(
                flow::FlowRefusal::RouteStale
                | flow::FlowRefusal::Decided { .. }
                | flow::FlowRefusal::Ended { .. },
            ) => PageError::Stale,
            flow::FlowError::Refused(refusal) => PageError::Refused(refusal.key()),
            flow::FlowError::Fault(fault) => PageError::from(fault),
        }
    }
}

/// Carried on the response to [`crate::visit::visit`], which makes the page in the reader's language.
#[derive(Debug, Clone)]
pub(crate) struct Failure(pub Arc<PageError>);

impl PageError {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            PageError::NotFound => StatusCode::NOT_FOUND,
            PageError::Denied(_) | PageError::Renew(_) => StatusCode::FORBIDDEN,
            PageError::Stale => StatusCode::CONFLICT,
            PageError::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            PageError::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            PageError::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Failure(Arc::new(self)));
        response
    }
}
