//! One account: its roles over time, its password, whether it is open.

use super::effect::Effect;
use super::role_entry::{HowMany, from_field, read_roles, role_fields, unit_field};
use super::{LIST, Standing, handed_out, href, role_text, standing};
use crate::administration::{SECTION, trail};
use access::ManageAccounts;
use accounts::{Account, AccountId, AccountRefusal, GrantId, RoleGrant};
use anyhow::Result as Outcome;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::Date;
use people::UnitTree;
use screen::form::{Entries, ErrorSummary, Field, Form, FormErrors, Reading};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use words::Text;

/// A role as the page shows it.
struct Line {
    role: String,
    state: Standing,
    from: String,
    to: String,
    end: Option<End>,
}

/// The form that ends one role.
struct End {
    action: String,
    on: Field,
    open: bool,
}

#[derive(Template)]
#[template(path = "admin/account.html")]
struct AccountPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    summary: ErrorSummary,
    state: Standing,
    facts: Vec<(String, String)>,
    lines: Vec<Line>,
    effect: Effect,
    roles: Vec<Field>,
    unit: Field,
    from: Field,
    to: Field,
    version: Field,
    here: String,
    disabled: bool,
    second_factor: bool,
    own: bool,
    journal: String,
}

/// What was refused, and in which of the page's forms.
enum Wrong {
    Giving(FormErrors),
    Ending(GrantId, FormErrors),
    Whole(FormErrors),
}

impl Wrong {
    fn errors(&self) -> &FormErrors {
        match self {
            Wrong::Giving(errors) | Wrong::Ending(_, errors) | Wrong::Whole(errors) => errors,
        }
    }

    fn giving(&self) -> Option<FormErrors> {
        match self {
            Wrong::Giving(errors) => Some(errors.clone()),
            Wrong::Ending(..) | Wrong::Whole(_) => None,
        }
    }

    fn ending(&self, grant: GrantId) -> Option<FormErrors> {
        match self {
            Wrong::Ending(which, errors) if *which == grant => Some(errors.clone()),
            _ => None,
        }
    }
}

async fn find(visit: &Visit, account: &str) -> Result<Account, PageError> {
    let id: AccountId = account.parse().map_err(|_| PageError::NotFound)?;
    accounts::account(visit.db(), id)
        .await?
        .ok_or(PageError::NotFound)
}

pub(crate) async fn show(
    may: May<ManageAccounts>,
    Path(account): Path<String>,
) -> Result<Response, PageError> {
    let account = find(&may, &account).await?;
    page(&may, &account, None).await
}

async fn page(
    visit: &Visit,
    account: &Account,
    wrong: Option<Wrong>,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let today = visit.today();
    let units = people::units_on(visit.db(), today).await?;
    let grants = accounts::roles_of(visit.db(), account.id).await?;
    let factor = accounts::second_factor_of(visit.db(), account.id).await?;
    let refused = wrong.as_ref().and_then(Wrong::giving);
    let typed = refused
        .as_ref()
        .map_or_else(Entries::default, |errors| errors.entries.clone());
    let giving = Form::of(t, refused);
    let line = |grant: &RoleGrant| {
        let ending = wrong.as_ref().and_then(|wrong| wrong.ending(grant.id));
        role_line(visit, account, grant, &units, ending)
    };
    let main = AccountPage {
        t,
        title: account.name.clone(),
        trail: trail(visit, &[("portal-accounts", LIST)]),
        summary: wrong.as_ref().map_or_else(
            || FormErrors::default().summary(t),
            |wrong| wrong.errors().summary(t),
        ),
        state: standing(account, visit.now, t),
        facts: facts(account, t),
        lines: grants.iter().map(line).collect(),
        effect: Effect::of(visit, account, &units).await?,
        roles: role_fields(&giving, &typed, t, HowMany::One),
        unit: unit_field(&giving, t, &units),
        from: from_field(&giving, t, today),
        to: giving.date("to", &t.say("portal-role-to")).optional(),
        version: Form::new(t).version(account.version),
        here: href(account),
        disabled: account.disabled_at.is_some(),
        second_factor: factor.is_some(),
        own: visit
            .signed_in
            .as_ref()
            .is_some_and(|session| session.account == account.id),
        journal: format!("/admin/journal?subject=account%3A{}", account.id),
    };
    let page = Page::new(account.name.clone(), SECTION);
    let page = if wrong.is_some() {
        page.with_errors()
    } else {
        page
    };
    visit.page(page, &main)
}

fn facts(account: &Account, t: &Text) -> Vec<(String, String)> {
    let day = |at| date_text::moment(at, t.language());
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let mut facts = vec![
        fact("portal-login", account.login.clone()),
        fact(
            "portal-account-staff-no",
            account
                .staff_no
                .clone()
                .unwrap_or_else(|| t.say("portal-account-outside").into_owned()),
        ),
        fact(
            "portal-account-language",
            t.in_language(account.language)
                .say("screen-language-name")
                .into_owned(),
        ),
        fact("portal-account-created", day(account.created_at)),
    ];
    if let Some(at) = account.disabled_at {
        facts.push(fact("portal-account-disabled-at", day(at)));
    }
    if let Some(until) = account.locked_until {
        facts.push(fact("portal-account-locked-until", day(until)));
    }
    facts
}

fn role_line(
    visit: &Visit,
    account: &Account,
    grant: &RoleGrant,
    units: &UnitTree,
    wrong: Option<FormErrors>,
) -> Line {
    let t = &visit.text;
    let today = visit.today();
    let day = |day: Date| date_text::short_day(day, t.language());
    let ended = grant.period.to().is_some_and(|to| to <= today);
    let (key, tone) = if ended {
        ("portal-role-state-ended", "")
    } else if grant.period.from() > today {
        ("portal-role-state-coming", "key")
    } else {
        ("portal-role-state-held", "ok")
    };
    let open = wrong.is_some();
    let on = Form::of(t, wrong)
        .date(&on_field(grant.id), &t.say("portal-role-end-on"))
        .day(Some(today.max(grant.period.from())))
        .hint(t.say("portal-role-end-on-hint"))
        .small()
        .required();
    Line {
        role: role_text(grant.role, grant.unit, units, t),
        state: Standing {
            word: t.say(key).into_owned(),
            tone,
        },
        from: day(grant.period.from()),
        to: grant.period.to().map(day).unwrap_or_default(),
        end: (!ended).then(|| End {
            action: format!("{}/roles/{}/end", href(account), grant.id),
            on,
            open,
        }),
    }
}

/// Every role has its own field on the page.
fn on_field(grant: GrantId) -> String {
    format!("on-{grant}")
}

pub(crate) async fn give_role(
    may: May<ManageAccounts>,
    Path(account): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    may.renewed(&body)?;
    let account = find(&may, &account).await?;
    let entries = Entries::parse(&body);
    let units = people::units_on(may.db(), may.today()).await?;
    let mut reading = Reading::new(entries.clone(), &may.text);
    let roles = read_roles(
        &mut reading,
        &may.text,
        &units,
        account.employee.is_some(),
        1,
    );
    if let Err(errors) = reading.finish() {
        return page(&may, &account, Some(Wrong::Giving(errors))).await;
    }
    let site = &may.site;
    for role in roles.unwrap_or_default() {
        let given = accounts::grant_role(
            may.db(),
            &site.ids,
            &site.clock,
            &may.allowed,
            account.id,
            &role,
        )
        .await?;
        if let Err(refusal) = given {
            let mut errors = FormErrors::new(entries);
            errors.add("role", may.say(refusal.key()));
            return page(&may, &account, Some(Wrong::Giving(errors))).await;
        }
    }
    Ok(see_other(
        &href(&account),
        Some(Notice::new("portal-role-given")),
    ))
}

pub(crate) async fn end_role(
    may: May<ManageAccounts>,
    Path((account, grant)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, PageError> {
    may.renewed(&body)?;
    let account = find(&may, &account).await?;
    let grant: GrantId = grant.parse().map_err(|_| PageError::NotFound)?;
    let grants = accounts::roles_of(may.db(), account.id).await?;
    if grants.iter().all(|given| given.id != grant) {
        return Err(PageError::NotFound);
    }
    let entries = Entries::parse(&body);
    let field = on_field(grant);
    let mut reading = Reading::new(entries.clone(), &may.text);
    let on = reading.date(&field, &may.say("portal-role-end-on"));
    let on = match (reading.finish(), on) {
        (Ok(()), Some(on)) => on,
        (Ok(()), None) => return Err(PageError::NotFound),
        (Err(errors), _) => {
            return page(&may, &account, Some(Wrong::Ending(grant, errors))).await;
        }
    };
    match accounts::end_role(may.db(), &may.site.clock, &may.allowed, grant, on).await? {
        Ok(()) => Ok(see_other(
            &href(&account),
            Some(Notice::new("portal-role-ended")),
        )),
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            errors.add(&field, may.say(refusal.key()));
            page(&may, &account, Some(Wrong::Ending(grant, errors))).await
        }
    }
}

pub(crate) async fn reset(
    may: May<ManageAccounts>,
    Path(account): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    may.renewed(&body)?;
    let account = find(&may, &account).await?;
    let version = version(&body);
    let clock = &may.site.clock;
    match accounts::reset_password(may.db(), clock, &may.allowed, account.id, version).await? {
        Ok(password) => handed_out(&may, "portal-password-was-reset", &account, password),
        Err(refusal) => refused(&may, account.id, &refusal).await,
    }
}

pub(crate) async fn reset_second_factor(
    may: May<ManageAccounts>,
    Path(account): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    may.renewed(&body)?;
    let account = find(&may, &account).await?;
    let (db, clock, version) = (may.db(), &may.site.clock, version(&body));
    let done = accounts::reset_second_factor(db, clock, &may.allowed, account.id, version).await;
    done_or_refused(&may, &account, done, "portal-second-factor-was-reset").await
}

pub(crate) async fn disable(
    may: May<ManageAccounts>,
    Path(account): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    may.renewed(&body)?;
    let account = find(&may, &account).await?;
    let clock = &may.site.clock;
    let done = accounts::disable(may.db(), clock, &may.allowed, account.id, version(&body)).await;
    done_or_refused(&may, &account, done, "portal-account-disabled").await
}

pub(crate) async fn enable(
    may: May<ManageAccounts>,
    Path(account): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    may.renewed(&body)?;
    let account = find(&may, &account).await?;
    let clock = &may.site.clock;
    let done = accounts::enable(may.db(), clock, &may.allowed, account.id, version(&body)).await;
    done_or_refused(&may, &account, done, "portal-account-enabled").await
}

async fn done_or_refused(
    visit: &Visit,
    account: &Account,
    done: Outcome<Result<(), AccountRefusal>>,
    notice: &'static str,
) -> Result<Response, PageError> {
    match done? {
        Ok(()) => Ok(see_other(&href(account), Some(Notice::new(notice)))),
        Err(refusal) => refused(visit, account.id, &refusal).await,
    }
}

/// The version of the account that the form was made from; 0, which no account has, when it is missing.
fn version(body: &[u8]) -> i64 {
    Entries::parse(body)
        .text("version")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0)
}

/// The page as it is now, with the sentence on top: after "changed meanwhile" the forms carry the new
/// version, so that looking and pressing again is enough.
async fn refused(
    visit: &Visit,
    account: AccountId,
    refusal: &AccountRefusal,
) -> Result<Response, PageError> {
    let now = accounts::account(visit.db(), account)
        .await?
        .ok_or(PageError::NotFound)?;
    let errors = FormErrors::about_form(Entries::default(), visit.say(refusal.key()));
    page(visit, &now, Some(Wrong::Whole(errors))).await
}
