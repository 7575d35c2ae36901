//! Pages that span initiatives: what to do today, signing in, one's own account, everybody's accounts,
//! settings, the journal, search, and the pages that explain the product.

mod account;
mod accounts_admin;
mod acts;
mod administration;
mod deputies;
mod emergency;
mod explain;
mod holidays_admin;
mod home;
mod invitations;
mod journal_page;
mod kit;
mod lists;
mod looks;
mod menu;
mod offered;
mod qr;
mod renewal;
mod search;
mod second_factor;
mod set_up;
mod settings_admin;
mod sign_in;
mod status;

use access::{Actor, Role};
use registry::Module;
use screen::{NavigationItem, Routes};

/// What the portal brings to the program.
#[must_use]
pub fn module() -> Module {
    Module {
        words: Some(words::source!()),
        routes,
        navigation: &[HOME, ADMINISTRATION],
        ..Module::new("portal")
    }
}

const HOME: NavigationItem = NavigationItem {
    label: "portal-navigation-home",
    href: "/home",
    icon: "house",
    position: 0,
    on_phone: true,
    shown: |actor| !actor.roles.is_empty(),
};

const ADMINISTRATION: NavigationItem = NavigationItem {
    label: "portal-navigation-administration",
    href: "/admin",
    icon: "settings",
    position: 900,
    on_phone: true,
    shown: administers,
};

/// Whether the person sees the administration at all.
fn administers(actor: &Actor) -> bool {
    actor.roles.has(Role::Administrator)
        || actor.roles.has(Role::PersonnelOfficer)
        || actor.roles.has(Role::Auditor)
}

fn routes() -> Routes {
    Routes::new()
        .get("/", home::front)
        .get("/home", home::home)
        .get("/menu", menu::menu)
        .get("/search", search::search)
        .get("/sign-in", sign_in::form)
        .post("/sign-in", sign_in::submit)
        .get("/sign-in/code", sign_in::code_form)
        .post("/sign-in/code", sign_in::submit_code)
        .get("/sign-in/provider", sign_in::depart)
        .get("/sign-in/provider/callback", sign_in::arrive)
        .post("/sign-out", sign_in::sign_out)
        .get("/renew", renewal::form)
        .post("/renew", renewal::submit)
        .get("/invitation", invitations::code_form)
        .get("/invitation/{token}", invitations::form)
        .post("/invitation/{token}", invitations::accept)
        .get("/set-up", set_up::form)
        .post("/set-up", set_up::submit)
        .get("/account", account::account)
        .get("/account/password", account::password_form)
        .post("/account/password", account::change_password)
        .post("/account/language", account::change_language)
        .get("/account/second-factor", second_factor::show)
        .post("/account/second-factor/begin", second_factor::begin)
        .get("/account/second-factor/set-up", second_factor::set_up)
        .post("/account/second-factor/confirm", second_factor::confirm)
        .post("/account/second-factor/codes", second_factor::new_codes)
        .post("/account/second-factor/remove", second_factor::remove)
        .post("/account/sessions/end", account::end_session)
        .post("/account/sessions/end-others", account::end_other_sessions)
        .post("/account/sessions/end-all", account::end_all_sessions)
        .get("/account/looks", looks::own)
        .get("/account/deputies", deputies::own)
        .get("/account/deputies/new", deputies::own_form)
        .post("/account/deputies/new", deputies::name_own)
        .post("/account/deputies/{deputy}/end", deputies::end_own)
        .get("/admin", administration::front)
        .get("/admin/deputies", deputies::administered)
        .get("/admin/deputies/new", deputies::administered_form)
        .post("/admin/deputies/new", deputies::name_administered)
        .post("/admin/deputies/{deputy}/end", deputies::end_administered)
        .get("/admin/emergency", emergency::list)
        .post("/admin/emergency", emergency::open)
        .post("/admin/emergency/{opening}/close", emergency::close)
        .get("/admin/invitations", invitations::list)
        .post("/admin/invitations", invitations::make)
        .post(
            "/admin/invitations/{invitation}/revoke",
            invitations::revoke,
        )
        .get("/admin/accounts", accounts_admin::list)
        .get("/admin/accounts/new", accounts_admin::new_form)
        .post("/admin/accounts/new", accounts_admin::create)
        .get("/admin/accounts/{account}", accounts_admin::show)
        .post("/admin/accounts/{account}/roles", accounts_admin::give_role)
        .post(
            "/admin/accounts/{account}/roles/{grant}/end",
            accounts_admin::end_role,
        )
        .post("/admin/accounts/{account}/reset", accounts_admin::reset)
        .post(
            "/admin/accounts/{account}/second-factor/reset",
            accounts_admin::reset_second_factor,
        )
        .post("/admin/accounts/{account}/disable", accounts_admin::disable)
        .post("/admin/accounts/{account}/enable", accounts_admin::enable)
        .get("/admin/settings", settings_admin::list)
        .get("/admin/settings/{key}", settings_admin::show)
        .post("/admin/settings/{key}", settings_admin::change)
        .get("/admin/holidays", holidays_admin::year)
        .get("/admin/holidays.csv", holidays_admin::file)
        .get("/admin/holidays/import", holidays_admin::import_form)
        .post("/admin/holidays/import", holidays_admin::send)
        .post("/admin/holidays/import/confirm", holidays_admin::confirm)
        .post("/admin/holidays/days", holidays_admin::add_day)
        .post(
            "/admin/holidays/days/{day}/remove",
            holidays_admin::remove_day,
        )
        .post(
            "/admin/holidays/years/{year}/restore",
            holidays_admin::restore,
        )
        .get("/admin/journal", journal_page::list)
        .get("/admin/journal.csv", journal_page::file)
        .post("/admin/journal/verify", journal_page::verify)
        .get("/help", explain::help)
        .get("/accessibility", explain::accessibility)
        .get("/privacy", explain::privacy)
        .get("/kit", kit::kit)
        .get("/healthz", status::alive)
}
