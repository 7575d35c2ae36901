//! The pages: the board and its archive, a post, writing, who has read it, categories, the printed digest.

mod attachments;
mod board;
mod categories;
mod changes;
mod digest;
mod form;
mod form_reading;
mod office;
mod parts;
mod post;
mod readers;

pub(crate) use parts::{confirm_text, period_text};

use crate::settings::MOST_MEGABYTES;
use access::{Actor, Allowed, ViewBulletin};
use screen::{NavigationItem, Routes};

/// The entry in the main menu.
pub(crate) const NAVIGATION: NavigationItem = NavigationItem {
    label: "bulletin-navigation",
    href: parts::SECTION,
    icon: "megaphone",
    position: 30,
    on_phone: false,
    shown: reads,
};

fn reads(actor: &Actor) -> bool {
    Allowed::<ViewBulletin>::ask(actor.clone()).is_ok()
}

/// What is read of an upload, so that who sends too large a file gets a page that says so.
fn accepted() -> usize {
    (usize::try_from(MOST_MEGABYTES).unwrap_or(0) + 14) << 20
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/bulletin", board::board)
        .get("/bulletin/archive", board::archive)
        .get("/bulletin/digest", digest::page)
        .get("/bulletin/digest.pdf", digest::pdf)
        .get("/bulletin/office", office::list)
        .get("/bulletin/new", form::new_form)
        .post("/bulletin/new", form::write)
        .get("/bulletin/categories", categories::list)
        .get("/bulletin/categories/new", categories::new_form)
        .post("/bulletin/categories/new", categories::add)
        .get("/bulletin/categories/{category}", categories::edit_form)
        .post("/bulletin/categories/{category}", categories::save)
        .get("/bulletin/{post}", post::show)
        .post("/bulletin/{post}/confirm", post::confirm)
        .get("/bulletin/{post}/history", post::history)
        .get("/bulletin/{post}/files/{file}", attachments::fetch)
        .get("/bulletin/{post}/attachments", attachments::list)
        .upload("/bulletin/{post}/attachments", accepted(), attachments::add)
        .post(
            "/bulletin/{post}/attachments/{file}/remove",
            attachments::remove,
        )
        .get("/bulletin/{post}/edit", form::edit_form)
        .post("/bulletin/{post}/edit", form::save)
        .post("/bulletin/{post}/submit", changes::submit)
        .post("/bulletin/{post}/discard", changes::discard)
        .get("/bulletin/{post}/correct", changes::correct_form)
        .post("/bulletin/{post}/correct", changes::correct)
        .get("/bulletin/{post}/withdraw", changes::withdraw_form)
        .post("/bulletin/{post}/withdraw", changes::withdraw)
        .post("/bulletin/{post}/pin", changes::pin)
        .get("/bulletin/{post}/readers", readers::list)
        .get("/bulletin/{post}/readers.csv", readers::csv)
        .post("/bulletin/{post}/readers/paper", readers::paper)
        .post("/bulletin/{post}/readers/remind", readers::remind)
}
