//! The administrator's pages of clients: who reads through the interface, with which tokens.

use crate::acts::{self, ClientRefusal, Made, NewClient};
use crate::clients::{self, Client, ClientId, Token, TokenId};
use crate::scope::Scope;
use access::ManageApiClients;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::Date;
use jiff::ToSpan;
use screen::form::{Choice, Entries, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use words::Text;

/// Where the list stands.
const LIST: &str = "/admin/api-clients";
/// The entry of the main menu.
const SECTION: &str = "/admin";
/// Requests in a minute that can be agreed with a client.
const MOST_PER_MINUTE: i64 = 1_000_000_000;

/// A client in the list.
struct Line {
    href: String,
    name: String,
    scopes: Vec<String>,
    used: String,
    state: Standing,
}

/// A token on the page of its client.
struct TokenLine {
    hint: String,
    made: String,
    until: String,
    used: String,
    state: Standing,
    /// Where it is revoked, while it counts.
    revoke: Option<String>,
}

/// A word with its tone.
struct Standing {
    word: String,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "api/clients.html")]
struct ListPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "api/new_client.html")]
struct NewPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    form: Form,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "api/client.html")]
struct ClientPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    form: Form,
    here: String,
    journal: String,
    facts: Vec<(String, String)>,
    state: Standing,
    open: bool,
    lines: Vec<TokenLine>,
    last: Field,
}

#[derive(Template)]
#[template(path = "api/token.html")]
struct TokenPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    token: String,
    client: String,
}

fn trail(visit: &Visit, below: &[(&str, &str)]) -> Vec<(String, String)> {
    [("portal-navigation-administration", SECTION)]
        .iter()
        .chain(below)
        .map(|(key, href)| (visit.say(key), (*href).to_owned()))
        .collect()
}

fn href(client: ClientId) -> String {
    format!("{LIST}/{client}")
}

fn standing(t: &Text, key: &str, tone: &'static str) -> Standing {
    Standing {
        word: t.say(key).into_owned(),
        tone,
    }
}

fn client_standing(client: &Client, tokens: &[Token], visit: &Visit) -> Standing {
    let counts = tokens.iter().any(|token| token.counts(visit.today()));
    let (key, tone) = match client.closed_at {
        Some(_) => ("api-state-closed", "bad"),
        None if counts => ("api-state-open", "ok"),
        None => ("api-state-no-token", "warn"),
    };
    standing(&visit.text, key, tone)
}

pub(crate) async fn list(may: May<ManageApiClients>) -> Result<Response, PageError> {
    let t = &may.text;
    let line = |(client, tokens): (Client, Vec<Token>)| Line {
        href: href(client.id),
        scopes: scope_names(&client.scopes, t),
        used: used(tokens.iter().filter_map(|token| token.used_at).max(), t),
        state: client_standing(&client, &tokens, &may),
        name: client.name,
    };
    let title = may.say("api-clients");
    let lines = clients::clients(may.db()).await?;
    let main = ListPage {
        t,
        title: title.clone(),
        trail: trail(&may, &[]),
        lines: lines.into_iter().map(line).collect(),
    };
    may.page(Page::new(title, SECTION), &main)
}

fn scope_names(scopes: &[Scope], t: &Text) -> Vec<String> {
    scopes
        .iter()
        .map(|scope| t.say(scope.key()).into_owned())
        .collect()
}

fn used(at: Option<jiff::Timestamp>, t: &Text) -> String {
    at.map_or_else(
        || t.say("api-never-used").into_owned(),
        |at| date_text::moment(at, t.language()),
    )
}

pub(crate) async fn new_form(may: May<ManageApiClients>) -> Result<Response, PageError> {
    new_page(&may, Form::new(&may.text))
}

fn new_page(visit: &Visit, form: Form) -> Result<Response, PageError> {
    let t = &visit.text;
    let choice =
        |scope: Scope| Choice::new(scope.word(), t.say(scope.key())).hint(t.say(scope.hint_key()));
    let fields = vec![
        form.text("name", &t.say("api-client-name"))
            .hint(t.say("api-client-name-hint"))
            .autocomplete("off")
            .required(),
        form.text("contact", &t.say("api-client-contact"))
            .hint(t.say("api-client-contact-hint"))
            .autocomplete("off")
            .optional(),
        form.checks(
            "scope",
            &t.say("api-client-scopes"),
            Scope::ALL.map(choice).to_vec(),
        )
        .required(),
        form.textarea("addresses", &t.say("api-client-addresses"))
            .hint(t.say("api-client-addresses-hint"))
            .rows(3)
            .optional(),
        form.text("per_minute", &t.say("api-client-per-minute"))
            .hint(t.say("api-client-per-minute-hint"))
            .input_mode("numeric")
            .width(Width::Short)
            .optional(),
        last_field(&form, t, visit.today()),
    ];
    let title = visit.say("api-client-new");
    let refused = form.refused();
    let main = NewPage {
        t,
        title: title.clone(),
        trail: trail(visit, &[("api-clients", LIST)]),
        form,
        fields,
    };
    let page = Page::new(title, SECTION);
    visit.page(if refused { page.with_errors() } else { page }, &main)
}

fn last_field(form: &Form, t: &Text, today: Date) -> Field {
    form.date("last", &t.say("api-token-last"))
        .hint(t.say("api-token-last-hint"))
        .not_before(today)
        .optional()
}

/// The first day after the last one that was typed.
fn read_end(reading: &mut Reading<'_>, t: &Text) -> Option<Date> {
    let last = reading.optional_date("last", &t.say("api-token-last"))?;
    last.checked_add(1.day()).ok()
}

pub(crate) async fn create(may: May<ManageApiClients>, body: Bytes) -> Result<Response, PageError> {
    may.renewed(&body)?;
    let t = &may.text;
    let entries = Entries::parse(&body);
    let new = match read(t, entries.clone()) {
        Ok(new) => new,
        Err(errors) => return new_page(&may, Form::again(t, errors)),
    };
    let site = &may.site;
    let made = acts::make_client(may.db(), &site.ids, &site.clock, &may.allowed, &new).await?;
    match made {
        Ok(made) => show_token(&may, made),
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            errors.add(field_of(&refusal), sentence(&refusal, t));
            new_page(&may, Form::again(t, errors))
        }
    }
}

fn read(t: &Text, entries: Entries) -> Result<NewClient, FormErrors> {
    let mut reading = Reading::new(entries, t);
    let name = reading.text("name", &t.say("api-client-name"), 60);
    let contact = reading.optional_text("contact", &t.say("api-client-contact"), 120);
    let addresses = reading.optional_text("addresses", &t.say("api-client-addresses"), 1000);
    let scopes: Vec<Scope> = reading
        .entries()
        .all("scope")
        .filter_map(Scope::of_word)
        .collect();
    if scopes.is_empty() {
        reading.refuse("scope", t.say(ClientRefusal::NoScope.key()));
    }
    let label = t.say("api-client-per-minute");
    let per_minute = match reading.entries().text("per_minute") {
        Some(text) if !text.is_empty() => reading.whole("per_minute", &label, 1, MOST_PER_MINUTE),
        _ => None,
    };
    let valid_to = read_end(&mut reading, t);
    reading.finish()?;
    Ok(NewClient {
        name,
        contact: contact.unwrap_or_default(),
        scopes,
        addresses: clients::words(&addresses.unwrap_or_default()),
        per_minute,
        valid_to,
    })
}

const fn field_of(refusal: &ClientRefusal) -> &'static str {
    match refusal {
        ClientRefusal::NoScope => "scope",
        ClientRefusal::NotAnAddress(_) => "addresses",
        ClientRefusal::EndsTooEarly => "last",
        ClientRefusal::NameMissing | ClientRefusal::NotFound => "name",
    }
}

fn sentence(refusal: &ClientRefusal, t: &Text) -> String {
    match refusal {
        ClientRefusal::NotAnAddress(text) => t.say1(refusal.key(), "text", text.as_str()),
        _ => t.say(refusal.key()).into_owned(),
    }
}

/// This answer is the only place where a token ever stands.
fn show_token(visit: &Visit, made: Made) -> Result<Response, PageError> {
    let title = visit.say("api-token-made");
    let main = TokenPage {
        t: &visit.text,
        title: title.clone(),
        trail: trail(visit, &[("api-clients", LIST)]),
        token: made.token,
        client: href(made.client),
    };
    visit.page(Page::new(title, SECTION), &main)
}

pub(crate) async fn show(
    may: May<ManageApiClients>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    page(&may, client_id(&id)?, Form::new(&may.text)).await
}

fn client_id(text: &str) -> Result<ClientId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

async fn page(visit: &Visit, id: ClientId, form: Form) -> Result<Response, PageError> {
    let found = clients::client(visit.db(), id).await?;
    let (client, tokens) = found.ok_or(PageError::NotFound)?;
    let t = &visit.text;
    let state = client_standing(&client, &tokens, visit);
    let open = client.closed_at.is_none();
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let or = |value: String, key: &str| {
        if value.is_empty() {
            t.say(key).into_owned()
        } else {
            value
        }
    };
    let made = date_text::moment(client.made_at, t.language());
    let facts = vec![
        fact(
            "api-client-scopes",
            scope_names(&client.scopes, t).join("、"),
        ),
        fact("api-client-contact", or(client.contact, "api-none")),
        fact(
            "api-client-addresses",
            or(client.addresses.join("、"), "api-everywhere"),
        ),
        fact(
            "api-client-per-minute",
            or(
                client
                    .per_minute
                    .map(|most| most.to_string())
                    .unwrap_or_default(),
                "api-as-set",
            ),
        ),
        fact(
            "api-client-made",
            t.say2("api-made-by", "at", made, "name", client.made_by.as_str()),
        ),
    ];
    let refused = form.refused();
    let main = ClientPage {
        t,
        title: client.name.clone(),
        trail: trail(visit, &[("api-clients", LIST)]),
        here: href(id),
        journal: format!("/admin/journal?subject=api-client%3A{id}"),
        facts,
        state,
        open,
        lines: tokens
            .iter()
            .map(|token| token_line(visit, token, open))
            .collect(),
        last: last_field(&form, t, visit.today()),
        form,
    };
    let page = Page::new(client.name, SECTION);
    visit.page(if refused { page.with_errors() } else { page }, &main)
}

fn token_line(visit: &Visit, token: &Token, open: bool) -> TokenLine {
    let t = &visit.text;
    let counts = open && token.counts(visit.today());
    let (key, tone) = match (token.revoked_at, counts) {
        (Some(_), _) => ("api-token-revoked", "bad"),
        (None, true) => ("api-token-counts", "ok"),
        (None, false) => ("api-token-ended", "warn"),
    };
    let last = token.valid_to.and_then(|end| end.yesterday().ok());
    let uses = used(token.used_at, t);
    TokenLine {
        hint: format!("…{}", token.hint),
        made: date_text::moment(token.made_at, t.language()),
        until: last.map_or_else(
            || t.say("api-token-without-end").into_owned(),
            |last| date_text::day(last, t.language()),
        ),
        used: match &token.used_from {
            Some(from) if !from.is_empty() => {
                t.say2("api-used-from", "at", uses, "from", from.as_str())
            }
            _ => uses,
        },
        state: standing(t, key, tone),
        revoke: counts.then(|| format!("{}/tokens/{}/revoke", href(token.client), token.id)),
    }
}

pub(crate) async fn add_token(
    may: May<ManageApiClients>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    may.renewed(&body)?;
    let client = client_id(&id)?;
    let (t, site) = (&may.text, &may.site);
    let entries = Entries::parse(&body);
    let mut reading = Reading::new(entries.clone(), t);
    let valid_to = read_end(&mut reading, t);
    if let Err(errors) = reading.finish() {
        return page(&may, client, Form::again(t, errors)).await;
    }
    let made = acts::make_token(
        may.db(),
        &site.ids,
        &site.clock,
        &may.allowed,
        client,
        valid_to,
    )
    .await?;
    match made {
        Ok(made) => show_token(&may, made),
        Err(ClientRefusal::NotFound) => Err(PageError::NotFound),
        Err(refusal) => {
            let mut errors = FormErrors::new(entries);
            errors.add(field_of(&refusal), sentence(&refusal, t));
            page(&may, client, Form::again(t, errors)).await
        }
    }
}

pub(crate) async fn revoke(
    may: May<ManageApiClients>,
    Path((id, token)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let client = client_id(&id)?;
    let token: TokenId = token.parse().map_err(|_| PageError::NotFound)?;
    let clock = &may.site.clock;
    acts::revoke_token(may.db(), clock, &may.allowed, client, token)
        .await?
        .map_err(|_| PageError::NotFound)?;
    let notice = Notice::new("api-token-was-revoked");
    Ok(see_other(&href(client), Some(notice)))
}

pub(crate) async fn close(
    may: May<ManageApiClients>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let client = client_id(&id)?;
    acts::close_client(may.db(), &may.site.clock, &may.allowed, client)
        .await?
        .map_err(|_| PageError::NotFound)?;
    let notice = Notice::new("api-client-was-closed");
    Ok(see_other(&href(client), Some(notice)))
}
