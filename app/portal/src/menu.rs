//! The whole menu on one page, for phones.

use access::ViewHome;
use axum::response::Response;
use screen::{May, Page, PageError};

pub(crate) async fn menu(may: May<ViewHome>) -> Result<Response, PageError> {
    let page = Page::new(may.say("portal-menu"), "/menu");
    may.menu_page(page)
}
