//! Pages of applications and decisions: inbox, routes, deputies, notices, long work.

mod application;
mod calendar;
mod export;
mod general;
mod inbox;
mod jobs;
mod jobs_admin;
mod lists;
mod mail_admin;
mod notices;
mod notices_turn;
mod notices_wishes;
mod paper;
mod parts;
mod routes_admin;
mod todos;

pub use general::{GeneralEntry, apply};

use access::{Actor, Role};
use registry::Module;
use screen::{NavigationItem, Routes};

/// What this crate brings to the program.
#[must_use]
pub fn module() -> Module {
    Module {
        words: Some(words::source!()),
        schema: Some(general::SCHEMA),
        queries: general::QUERIES,
        routes,
        navigation: &[NAVIGATION],
        approvals: &[general::APPROVAL],
        todos: Some(todos::todos),
        acts: &["approvals.general.written", "approvals.general.changed"],
        ..Module::new("approvals")
    }
}

const NAVIGATION: NavigationItem = NavigationItem {
    label: "approvals-navigation",
    href: "/approvals",
    icon: "clipboard-check",
    position: 20,
    on_phone: true,
    shown: works_here,
};

/// Somebody outside who may look at the plan has no part in applications.
fn works_here(actor: &Actor) -> bool {
    actor.roles.iter().any(|role| role != Role::Viewer)
}

fn routes() -> Routes {
    Routes::new()
        .get("/approvals", inbox::list)
        .get("/approvals/approve", inbox::confirm)
        .post("/approvals/approve", inbox::approve)
        .get("/approvals/waiting.csv", export::waiting)
        .get("/approvals/mine", lists::mine)
        .get("/approvals/mine.csv", export::mine)
        .get("/approvals/done", lists::done)
        .get("/approvals/done.csv", export::done)
        .get("/approvals/overview", lists::overview)
        .get("/approvals/overview.csv", export::overview)
        .get("/approvals/new", general::form)
        .post("/approvals/new", general::submit)
        .get("/approvals/general/{general}", general::edit_form)
        .post("/approvals/general/{general}", general::save)
        .get("/approvals/{application}", application::show)
        .get("/approvals/{application}/record.pdf", paper::record)
        .post("/approvals/{application}/decide", application::decide)
        .post("/approvals/{application}/take-back", application::take_back)
        .post("/approvals/{application}/withdraw", application::withdraw)
        .post("/approvals/{application}/seen", application::seen)
        .get("/admin/approval-routes", routes_admin::list)
        .get("/admin/approval-routes/new", routes_admin::new_form)
        .post("/admin/approval-routes/new", routes_admin::add)
        .post("/admin/approval-routes/{route}/end", routes_admin::end)
        .get("/notices", notices::list)
        .get("/notices/{notice}", notices::open)
        .post("/notices/read", notices::read)
        .get("/notices/preferences", notices_wishes::form)
        .post("/notices/preferences", notices_wishes::save)
        .get("/jobs", jobs::mine)
        .get("/jobs/{job}", jobs::show)
        .get("/jobs/{job}/file", jobs::file)
        .post("/jobs/{job}/cancel", jobs::cancel)
        .post("/jobs/{job}/retry", jobs::retry)
        .get("/admin/jobs", jobs_admin::list)
        .get("/admin/mail", mail_admin::list)
        .post("/admin/mail/{mail}/cancel", mail_admin::cancel)
        .post("/admin/mail/{mail}/retry", mail_admin::retry)
        .get("/account/calendar", calendar::show)
        .post("/account/calendar/make", calendar::make)
        .post("/account/calendar/revoke", calendar::revoke)
        .get("/calendar/{token}", calendar::read)
}
