//! A new account: first whose it is, then the rest.

use super::role_entry::{HowMany, from_field, read_roles, role_fields, unit_field};
use super::{LIST, handed_out, href};
use crate::administration::{SECTION, trail};
use crate::offered::{Offered, people_field};
use access::{Allowed, ManageAccounts, Relation, ViewDirectory};
use accounts::{AccountRefusal, FirstPassword, NewAccount, NewRole};
use askama::Template;
use axum::body::Bytes;
use axum::response::Response;
use people::{EmployeeId, EmployeeLine, UnitTree, Whom};
use screen::form::{Choice, Entries, Field, Form, FormErrors, Reading};
use screen::visit::Visit;
use screen::{May, Page, PageError};
use words::{Language, Text};

/// The address of the form.
const HERE: &str = "/admin/accounts/new";

/// How far the form has come: whose account it is to be.
enum Whose {
    /// Nothing is known yet.
    Unasked,
    /// One of the employees found by these words.
    Employee(String),
    /// Somebody who is no employee.
    Outside,
}

impl Whose {
    fn read(entries: &Entries) -> Whose {
        let q = entries.text("q").filter(|q| !q.is_empty());
        match q {
            _ if entries.ticked("outside") => Whose::Outside,
            Some(q) => Whose::Employee(q),
            None => Whose::Unasked,
        }
    }

    fn words(&self) -> &str {
        match self {
            Whose::Employee(q) => q,
            Whose::Unasked | Whose::Outside => "",
        }
    }
}

/// Whom a search found: those without an account, to choose from, and the pages of the others.
#[derive(Default)]
struct Found {
    free: Vec<EmployeeLine>,
    having: Vec<(String, String)>,
    /// Says so when more people fit than were found.
    more: Option<String>,
}

#[derive(Template)]
#[template(path = "admin/new_account.html")]
struct NewPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    form: Form,
    q: Field,
    searched: bool,
    having: Vec<(String, String)>,
    more: Option<String>,
    asked: Option<Asked>,
    outside_href: String,
}

/// The second half of the form, once it is known whose account it is to be.
struct Asked {
    whose: Field,
    again: Field,
    login: Field,
    language: Field,
    roles: Vec<Field>,
    unit: Field,
    from: Field,
}

pub(crate) async fn new_form(may: May<ManageAccounts>) -> Result<Response, PageError> {
    let entries = Entries::parse(may.uri.query().unwrap_or_default().as_bytes());
    page(&may, &Whose::read(&entries), Form::new(&may.text), &entries).await
}

async fn page(
    visit: &Visit,
    whose: &Whose,
    form: Form,
    typed: &Entries,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let found = match whose {
        Whose::Employee(q) => search(visit, q).await?,
        Whose::Unasked | Whose::Outside => Found::default(),
    };
    let title = visit.say("portal-account-new");
    let page = Page::new(title.clone(), SECTION);
    let label = t.say("portal-account-new-search");
    let units = people::units_on(visit.db(), visit.today()).await?;
    let main = NewPage {
        t,
        title,
        trail: trail(visit, &[("portal-accounts", LIST)]),
        q: Form::new(t)
            .typed_text("search", "q", &label)
            .hint(t.say("portal-account-new-search-hint"))
            .value(whose.words()),
        searched: matches!(whose, Whose::Employee(_)),
        asked: asked(visit, whose, &found.free, &form, typed, &units),
        having: found.having,
        more: found.more,
        outside_href: format!("{HERE}?outside=1"),
        form,
    };
    let page = if main.form.refused() {
        page.with_errors()
    } else {
        page
    };
    visit.page(page, &main)
}

async fn search(visit: &Visit, q: &str) -> Result<Found, PageError> {
    Allowed::<ViewDirectory>::ask(visit.actor.clone())?.on(Relation::Other)?;
    let offered = Offered::find(visit, q, Whom::InService, |_| true).await?;
    let mut found = Found {
        more: offered.hint(&visit.text),
        ..Found::default()
    };
    for line in offered.lines {
        match accounts::account_of(visit.db(), line.id).await? {
            Some(account) => found.having.push((account.name.clone(), href(&account))),
            None => found.free.push(line),
        }
    }
    Ok(found)
}

fn asked(
    visit: &Visit,
    whose: &Whose,
    free: &[EmployeeLine],
    form: &Form,
    typed: &Entries,
    units: &UnitTree,
) -> Option<Asked> {
    let t = &visit.text;
    let (whose, again) = match whose {
        Whose::Unasked => return None,
        Whose::Employee(_) if free.is_empty() => return None,
        Whose::Employee(q) => (employee_field(form, t, free), form.hidden("q", q)),
        Whose::Outside => (name_field(form, t), form.hidden("outside", "1")),
    };
    Some(Asked {
        whose,
        again,
        login: form
            .text("login", &t.say("portal-login"))
            .hint(t.say("portal-login-hint"))
            .autocomplete("off")
            .required(),
        language: form
            .radios(
                "language",
                &t.say("portal-account-language"),
                language_choices(t),
            )
            .ticked([Language::Japanese.tag()])
            .inline(),
        roles: role_fields(form, typed, t, HowMany::Several),
        unit: unit_field(form, t, units),
        from: from_field(form, t, visit.today()),
    })
}

fn employee_field(form: &Form, t: &Text, free: &[EmployeeLine]) -> Field {
    let label = t.say("portal-account-new-employee");
    people_field(form, "employee", &label, free)
}

fn name_field(form: &Form, t: &Text) -> Field {
    form.text("name", &t.say("portal-account-name"))
        .hint(t.say("portal-set-up-name-hint"))
        .required()
}

fn language_choices(t: &Text) -> Vec<Choice> {
    Language::ALL
        .map(|language| {
            let name = t
                .in_language(language)
                .say("screen-language-name")
                .into_owned();
            Choice::new(language.tag(), name)
        })
        .to_vec()
}

pub(crate) async fn create(may: May<ManageAccounts>, body: Bytes) -> Result<Response, PageError> {
    may.renewed(&body)?;
    let entries = Entries::parse(&body);
    let whose = Whose::read(&entries);
    let units = people::units_on(may.db(), may.today()).await?;
    let new = match read(&may.text, entries.clone(), &whose, &units) {
        Ok(new) => new,
        Err(errors) => return page(&may, &whose, Form::again(&may.text, errors), &entries).await,
    };
    let site = &may.site;
    let made =
        accounts::create_account(may.db(), &site.ids, &site.clock, &may.allowed, &new).await?;
    match made {
        Ok(created) => {
            let account = accounts::account(may.db(), created.account).await?;
            let account = account.ok_or(PageError::NotFound)?;
            let password = created.temporary_password.unwrap_or_default();
            handed_out(&may, "portal-account-made", &account, password)
        }
        Err(refusal) => {
            let mut errors = FormErrors::new(entries.clone());
            errors.add(field_of(&refusal), may.say(refusal.key()));
            page(&may, &whose, Form::again(&may.text, errors), &entries).await
        }
    }
}

fn read(
    t: &Text,
    entries: Entries,
    whose: &Whose,
    units: &UnitTree,
) -> Result<NewAccount, FormErrors> {
    let mut reading = Reading::new(entries, t);
    let outside = matches!(whose, Whose::Outside);
    let employee = if outside {
        None
    } else {
        read_employee(&mut reading, t)
    };
    let label = t.say("portal-account-name");
    let name = if outside {
        reading.text("name", &label, 60)
    } else {
        String::new()
    };
    let login = reading.text("login", &t.say("portal-login"), 64);
    let languages = Language::ALL.map(|language| (language.tag(), language));
    let language = reading.one_of("language", &t.say("portal-account-language"), &languages);
    let roles: Option<Vec<NewRole>> =
        read_roles(&mut reading, t, units, !outside, usize::from(outside));
    reading.finish()?;
    Ok(NewAccount {
        login,
        employee,
        name,
        language: language.unwrap_or_default(),
        roles: roles.unwrap_or_default(),
        password: FirstPassword::Temporary,
    })
}

fn read_employee(reading: &mut Reading<'_>, t: &Text) -> Option<EmployeeId> {
    let chosen = reading
        .entries()
        .text("employee")
        .and_then(|id| id.parse().ok());
    if chosen.is_none() {
        reading.refuse("employee", t.say("portal-account-new-employee-not-chosen"));
    }
    chosen
}

fn field_of(refusal: &AccountRefusal) -> &'static str {
    match refusal {
        AccountRefusal::NotALogin | AccountRefusal::LoginTaken => "login",
        AccountRefusal::NoName => "name",
        AccountRefusal::EmployeeHasAccount => "employee",
        AccountRefusal::UnitWithoutSection => "unit",
        _ => "",
    }
}
