//! Every component on one page; only in development and in the demonstration.

use access::ViewKit;
use axum::response::Response;
use screen::{KitPage, May, Page, PageError};

pub(crate) async fn kit(may: May<ViewKit>) -> Result<Response, PageError> {
    if !may.site.development {
        return Err(PageError::NotFound);
    }
    may.page(
        Page::new(may.say("portal-kit"), ""),
        &KitPage::new(&may.text, may.today(), None),
    )
}
