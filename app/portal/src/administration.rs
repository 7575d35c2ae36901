//! The front of the administration: what the person may look after.

use access::{
    Allowed, EditApprovalRoutes, ImportStaff, InvitePeople, ManageAccounts, ManageApiClients,
    Permission, Relation, ViewDeputies, ViewEmergencies, ViewHolidays, ViewJobs, ViewJournal,
    ViewSettings,
};
use askama::Template;
use axum::response::Response;
use screen::visit::Visit;
use screen::{May, Page, PageError};

/// The entry of the main menu that the pages of the administration belong to.
pub(crate) const SECTION: &str = "/admin";

/// One thing to look after.
struct Part {
    title: String,
    text: String,
    href: &'static str,
    icon: &'static str,
}

#[derive(Template)]
#[template(path = "administration.html")]
struct FrontPage {
    title: String,
    parts: Vec<Part>,
}

pub(crate) async fn front(may: May<ViewSettings>) -> Result<Response, PageError> {
    let title = may.say("portal-navigation-administration");
    let main = FrontPage {
        title: title.clone(),
        parts: parts(&may),
    };
    may.page(Page::new(title, SECTION), &main)
}

/// Nobody is shown a part that leads to a refusal.
fn parts(visit: &Visit) -> Vec<Part> {
    let all = [
        (
            holds::<ManageAccounts>(visit),
            "portal-accounts",
            "portal-accounts-lead",
            "/admin/accounts",
            "users",
        ),
        (
            holds::<InvitePeople>(visit),
            "portal-invitations",
            "portal-invitations-summary",
            "/admin/invitations",
            "send",
        ),
        (
            holds::<ImportStaff>(visit),
            "portal-imports",
            "portal-imports-lead",
            "/admin/imports",
            "upload",
        ),
        (
            holds::<ViewSettings>(visit),
            "portal-settings",
            "portal-settings-lead",
            "/admin/settings",
            "settings",
        ),
        (
            holds::<ViewHolidays>(visit),
            "portal-holidays",
            "portal-holidays-lead",
            "/admin/holidays",
            "calendar-days",
        ),
        (
            allowed_for_all::<ViewDeputies>(visit),
            "portal-deputies",
            "portal-deputies-lead",
            "/admin/deputies",
            "users",
        ),
        (
            holds::<EditApprovalRoutes>(visit),
            "portal-approval-routes",
            "portal-approval-routes-lead",
            "/admin/approval-routes",
            "list-tree",
        ),
        (
            holds::<ViewEmergencies>(visit),
            "portal-emergency",
            "portal-emergency-lead",
            "/admin/emergency",
            "shield-check",
        ),
        (
            allowed_for_all::<ViewJobs>(visit),
            "portal-jobs",
            "portal-jobs-lead",
            "/admin/jobs",
            "clock",
        ),
        (
            allowed_for_all::<ViewJobs>(visit),
            "portal-mail",
            "portal-mail-lead",
            "/admin/mail",
            "mail",
        ),
        (
            holds::<ManageApiClients>(visit),
            "portal-api-clients",
            "portal-api-clients-lead",
            "/admin/api-clients",
            "arrow-right-left",
        ),
        (
            holds::<ViewJournal>(visit),
            "portal-journal",
            "portal-journal-lead",
            "/admin/journal",
            "history",
        ),
    ];
    all.into_iter()
        .filter(|(may, ..)| *may)
        .map(|(_, title, text, href, icon)| Part {
            title: visit.say(title),
            text: visit.say(text),
            href,
            icon,
        })
        .collect()
}

/// Whether the person has a permission for everybody's records.
fn allowed_for_all<P: Permission>(visit: &Visit) -> bool {
    Allowed::<P>::ask(visit.actor.clone()).is_ok_and(|allowed| allowed.on(Relation::Other).is_ok())
}

/// Whether the person has a permission at all.
pub(crate) fn holds<P: Permission>(visit: &Visit) -> bool {
    Allowed::<P>::ask(visit.actor.clone()).is_ok()
}

/// The way down to a page of the administration: the front, then the given pages.
pub(crate) fn trail(visit: &Visit, below: &[(&str, &str)]) -> Vec<(String, String)> {
    [("portal-navigation-administration", SECTION)]
        .iter()
        .chain(below)
        .map(|(key, href)| (visit.say(key), (*href).to_owned()))
        .collect()
}
