//! Invitations: the office that sends them, and the person who accepts one.

mod accepting;

pub(crate) use accepting::{accept, code_form, form};

use crate::administration::{SECTION, trail};
use crate::lists::{self, Turn};
use access::InvitePeople;
use accounts::{INVITED_AT_ONCE, Invitation, InvitationId, InvitationState, Invited};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use flow::Sentence;
use flow::mail::{Address, NewMail};
use people::{EmployeeId, StaffNumber, UnitId};
use screen::form::{Choice, Entries, Field, Form, FormErrors};
use screen::table::TableState;
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use words::{Language, Text};

const HERE: &str = "/admin/invitations";

/// An invitation in the list.
struct Line {
    id: InvitationId,
    name: String,
    staff_no: String,
    state: String,
    tone: &'static str,
    at: String,
    by: String,
    until: String,
    open: bool,
}

#[derive(Template)]
#[template(path = "admin/invitations.html")]
struct ListPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    form: Form,
    unit: Field,
    numbers: Field,
    lines: Vec<Line>,
    turn: Turn,
}

/// What is printed for one person.
struct Letter {
    name: String,
    staff_no: String,
    unit: String,
    code: String,
    until: String,
    picture: String,
}

#[derive(Template)]
#[template(path = "admin/invitation_letters.html")]
struct LettersPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    city: String,
    address: String,
    left_out: String,
    letters: Vec<Letter>,
}

pub(crate) async fn list(may: May<InvitePeople>) -> Result<Response, PageError> {
    page(&may, Form::new(&may.text)).await
}

async fn page(may: &May<InvitePeople>, form: Form) -> Result<Response, PageError> {
    let t = &may.text;
    let state = TableState::read(HERE, may.uri.query(), &[], "at");
    let clock = &may.site.clock;
    let part = lists::part(&state);
    let mut found = accounts::invitations(may.db(), clock, &may.allowed, part).await?;
    let turn = Turn::of(&state, &mut found);
    let units = people::units_on(may.db(), may.today()).await?;
    let mut choices = vec![Choice::new("", t.say("portal-invitations-no-unit"))];
    choices.extend(units.iter().map(|(depth, unit)| {
        let name = format!("{}{}", "　".repeat(depth), unit.name);
        Choice::new(unit.unit, name)
    }));
    let title = may.say("portal-invitations");
    let page = Page::new(title.clone(), SECTION);
    let page = if form.refused() {
        page.with_errors()
    } else {
        page
    };
    let main = ListPage {
        t,
        title,
        trail: trail(may, &[]),
        unit: form
            .select("unit", &t.say("portal-invitations-unit"), choices)
            .hint(t.say1("portal-invitations-unit-hint", "most", INVITED_AT_ONCE)),
        numbers: form
            .textarea("numbers", &t.say("portal-invitations-numbers"))
            .hint(t.say("portal-invitations-numbers-hint")),
        form,
        lines: found.iter().map(|found| line(found, t)).collect(),
        turn,
    };
    may.page(page, &main)
}

fn line(invitation: &Invitation, t: &Text) -> Line {
    let moment = |at| date_text::short_moment(at, t.language());
    let state = invitation.state;
    let tone = match state {
        InvitationState::Open => "key",
        InvitationState::Accepted => "ok",
        InvitationState::Expired => "warn",
        InvitationState::Revoked => "",
    };
    Line {
        id: invitation.id,
        name: invitation.name.clone(),
        staff_no: invitation.staff_no.clone(),
        state: t
            .say(&format!("portal-invitation-{}", state.name()))
            .into_owned(),
        tone,
        at: moment(invitation.invited_at),
        by: invitation.invited_by.clone(),
        until: moment(invitation.ends_at),
        open: state == InvitationState::Open,
    }
}

pub(crate) async fn make(may: May<InvitePeople>, body: Bytes) -> Result<Response, PageError> {
    may.renewed(&body)?;
    let entries = Entries::parse(&body);
    let again = |field: &'static str, sentence: String| {
        let mut errors = FormErrors::new(entries.clone());
        errors.add(field, sentence);
        Form::again(&may.text, errors)
    };
    let unit = entries.text("unit").and_then(|id| id.parse().ok());
    let numbers = entries.text("numbers").unwrap_or_default();
    let wanted = match (unit, numbers.is_empty()) {
        (None, true) => {
            let form = again("unit", may.say("portal-invitations-nobody-chosen"));
            return page(&may, form).await;
        }
        (unit, _) => wanted(&may, unit, &numbers).await?,
    };
    let wanted = match wanted {
        Ok(wanted) => wanted,
        Err(unknown) => {
            let sentence =
                may.text
                    .say1("portal-invitations-unknown", "numbers", unknown.join("、"));
            return page(&may, again("numbers", sentence)).await;
        }
    };
    let site = &may.site;
    let invited = accounts::invite(
        may.db(),
        &site.ids,
        &site.clock,
        &may.allowed,
        &wanted.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
        may.limits().invitation,
    )
    .await?;
    if invited.is_empty() {
        let form = again("unit", may.say("portal-invitations-nobody"));
        return page(&may, form).await;
    }
    post(&may, &invited).await?;
    letters(&may, &wanted, &invited)
}

/// Everybody of the unit without an account, and everybody with one of the numbers; refused with the numbers
/// that nobody has.
async fn wanted(
    may: &May<InvitePeople>,
    unit: Option<i64>,
    numbers: &str,
) -> Result<Result<Vec<(EmployeeId, String)>, Vec<String>>, PageError> {
    let mut wanted = Vec::new();
    if let Some(unit) = unit {
        let of_unit =
            accounts::without_account(may.db(), &may.allowed, UnitId(unit), may.today()).await?;
        wanted.extend(of_unit.into_iter().map(|one| (one.employee, one.staff_no)));
    }
    let mut unknown = Vec::new();
    let separate = |c: char| c.is_whitespace() || matches!(c, ',' | '、' | '，' | ';');
    let most = usize::try_from(INVITED_AT_ONCE).unwrap_or(usize::MAX);
    for text in numbers
        .split(separate)
        .filter(|text| !text.is_empty())
        .take(most)
    {
        let employee = match StaffNumber::parse(text) {
            Ok(number) => people::employee_numbered(may.db(), &number).await?,
            Err(_) => None,
        };
        match employee {
            Some(employee) => wanted.push((employee.id, text.to_owned())),
            None => unknown.push(text.to_owned()),
        }
    }
    Ok(if unknown.is_empty() {
        Ok(wanted)
    } else {
        Err(unknown)
    })
}

/// Writes a mail to everybody who has an address at work; the others get the letter.
async fn post(visit: &Visit, invited: &[Invited]) -> Result<(), PageError> {
    let mut tx = visit.db().begin().await?;
    for one in invited {
        let Some(address) = one.mail.as_deref().and_then(Address::parse) else {
            continue;
        };
        let href = format!("/invitation/{}", one.token.as_str());
        let event = format!("invitation:{}:{}", one.employee, one.ends_at);
        let until = date_text::moment(one.ends_at, Language::Japanese);
        let new = NewMail {
            event: &event,
            address: &address,
            name: &one.name,
            language: Language::Japanese,
            subject: Sentence::new("portal-invitation-mail-subject"),
            lines: vec![
                Sentence::new("portal-invitation-mail-text").with("name", one.name.as_str()),
                Sentence::new("portal-invitation-mail-until").with("until", until.as_str()),
            ],
            href: Some(&href),
            secret: true,
        };
        flow::mail::write(&mut tx, &visit.site.ids, visit.now, &new).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The letters: this answer is the only place where the codes ever stand.
fn letters(
    visit: &Visit,
    wanted: &[(EmployeeId, String)],
    invited: &[Invited],
) -> Result<Response, PageError> {
    let t = &visit.text;
    let title = t.say1("portal-invitations-made", "n", invited.len());
    let address = visit.address("/invitation");
    let letter = |one: &Invited| {
        let link = format!("{address}/{}", one.token.as_str());
        Letter {
            name: one.name.clone(),
            staff_no: one.staff_no.clone(),
            unit: one.unit.clone(),
            code: one.token.as_str().to_owned(),
            until: date_text::moment(one.ends_at, t.language()),
            picture: crate::qr::svg(&link, &t.say1("portal-letter-picture", "name", &one.name)),
        }
    };
    let left_out: Vec<&str> = wanted
        .iter()
        .filter(|(id, _)| invited.iter().all(|one| one.employee != *id))
        .map(|(_, number)| number.as_str())
        .collect();
    let main = LettersPage {
        t,
        title: title.clone(),
        trail: trail(visit, &[("portal-invitations", HERE)]),
        city: visit.city_name.clone(),
        address: address.clone(),
        left_out: left_out.join("、"),
        letters: invited.iter().map(letter).collect(),
    };
    visit.page(Page::new(title, SECTION), &main)
}

pub(crate) async fn revoke(
    may: May<InvitePeople>,
    Path(invitation): Path<String>,
) -> Result<Response, PageError> {
    let id: InvitationId = invitation.parse().map_err(|_| PageError::NotFound)?;
    let clock = &may.site.clock;
    let revoked = accounts::revoke_invitation(may.db(), clock, &may.allowed, id).await?;
    let notice = if revoked {
        "portal-invitations-revoked"
    } else {
        "portal-invitations-not-open"
    };
    Ok(see_other(HERE, Some(Notice::new(notice))))
}
