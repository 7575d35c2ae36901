//! Everybody's accounts: the list, and what all pages about accounts share.

mod effect;
mod new_account;
mod one_account;
mod role_entry;

pub(crate) use new_account::{create, new_form};
pub(crate) use one_account::{
    disable, enable, end_role, give_role, reset, reset_second_factor, show,
};

use crate::account::role_name;
use crate::administration::{SECTION, trail};
use crate::lists::{self, Turn};
use access::{ManageAccounts, Role};
use accounts::{Account, AccountFilter, RoleGrant, TEMPORARY};
use askama::Template;
use axum::response::Response;
use jiff::Timestamp;
use people::{UnitId, UnitTree};
use screen::form::{Choice, Field, Form};
use screen::table::TableState;
use screen::visit::Visit;
use screen::{May, Page, PageError, date_text};
use words::Text;

/// Where the list stands.
const LIST: &str = "/admin/accounts";

/// An account in the list.
struct Line {
    href: String,
    login: String,
    name: String,
    staff_no: String,
    roles: Vec<String>,
    state: Standing,
}

/// Whether somebody can sign in with an account, as a word with its tone.
struct Standing {
    word: String,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "admin/accounts.html")]
struct ListPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    q: Field,
    role: Field,
    narrowed: bool,
    lines: Vec<Line>,
    turn: Turn,
}

pub(crate) async fn list(may: May<ManageAccounts>) -> Result<Response, PageError> {
    let state = TableState::read(LIST, may.uri.query(), &[], "login");
    let q = state.condition("q").unwrap_or_default();
    let role = state.condition("role").and_then(Role::named);
    let filter = AccountFilter {
        text: q,
        role,
        on: may.today(),
    };
    let mut found = accounts::accounts(may.db(), filter, lists::part(&state)).await?;
    let turn = Turn::of(&state, &mut found);
    let roles = accounts::roles_on(may.db(), &found, may.today()).await?;
    let units = people::units_on(may.db(), may.today()).await?;
    let title = may.say("portal-accounts");
    let t = &may.text;
    let label = t.say("portal-accounts-search");
    let main = ListPage {
        t,
        title: title.clone(),
        trail: trail(&may, &[]),
        q: Form::new(t)
            .typed_text("search", "q", &label)
            .value(q)
            .small(),
        role: role_filter(t, role),
        narrowed: state.narrowed(),
        lines: found
            .iter()
            .map(|account| line(&may, account, &roles, &units))
            .collect(),
        turn,
    };
    may.page(Page::new(title, SECTION), &main)
}

/// Narrows the list to those who hold a role today.
fn role_filter(t: &Text, chosen: Option<Role>) -> Field {
    let all = Choice::new("", t.say("portal-accounts-role-all"));
    let each = role_entry::grantable().map(|role| Choice::new(role.name(), role_name(role, t)));
    Form::new(t)
        .select(
            "role",
            &t.say("portal-accounts-role"),
            std::iter::once(all).chain(each).collect(),
        )
        .value(chosen.map_or("", Role::name))
        .small()
}

fn line(visit: &Visit, account: &Account, roles: &[RoleGrant], units: &UnitTree) -> Line {
    let own = roles.iter().filter(|grant| grant.account == account.id);
    Line {
        href: href(account),
        login: account.login.clone(),
        name: account.name.clone(),
        staff_no: account.staff_no.clone().unwrap_or_default(),
        roles: own
            .map(|grant| role_text(grant.role, grant.unit, units, &visit.text))
            .collect(),
        state: standing(account, visit.now, &visit.text),
    }
}

fn href(account: &Account) -> String {
    format!("{LIST}/{}", account.id)
}

/// 計画担当（総務部 人事課）
fn role_text(role: Role, unit: Option<UnitId>, units: &UnitTree, t: &Text) -> String {
    let name = role_name(role, t);
    if !role.is_of_a_unit() {
        return name;
    }
    let unit = match unit {
        None => t.say("portal-role-own-unit").into_owned(),
        Some(unit) if units.get(unit).is_none() => t.say("portal-role-unit-gone").into_owned(),
        Some(unit) => units.path(unit),
    };
    t.say2("portal-role-of-unit", "role", name, "unit", unit)
}

fn standing(account: &Account, now: Timestamp, t: &Text) -> Standing {
    let (key, tone) = if account.disabled_at.is_some() {
        ("portal-account-state-disabled", "bad")
    } else if account.locked_until.is_some_and(|until| until > now) {
        ("portal-account-state-locked", "warn")
    } else if account.must_change {
        ("portal-account-state-must-change", "key")
    } else {
        ("portal-account-state-active", "ok")
    };
    Standing {
        word: t.say(key).into_owned(),
        tone,
    }
}

/// A password that was made a moment ago: this answer is the only place where it ever stands.
#[derive(Template)]
#[template(path = "admin/handed_out.html")]
struct HandedOutPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    facts: Vec<(String, String)>,
    account: String,
    list: &'static str,
}

/// Shows a temporary password for handing it out.
fn handed_out(
    visit: &Visit,
    title: &str,
    account: &Account,
    password: String,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let title = t.say1(title, "name", account.name.as_str());
    let until = date_text::moment(visit.now + TEMPORARY, t.language());
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let main = HandedOutPage {
        t,
        title: title.clone(),
        trail: trail(visit, &[("portal-accounts", LIST)]),
        facts: vec![
            fact("portal-account-name", account.name.clone()),
            fact("portal-login", account.login.clone()),
            fact("portal-handed-out-password", password),
            fact("portal-handed-out-until", until),
        ],
        account: href(account),
        list: LIST,
    };
    visit.page(Page::new(title, SECTION), &main)
}
