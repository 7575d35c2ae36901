//! Invitations: a link on paper or by mail with which an employee makes the own account.
//!
//! Nobody has to think up a password for somebody else. The link works once and for some days, a newer one
//! replaces it, and only its hash is kept.

use crate::making::{FirstPassword, NewAccount, checked, insert_account, prepare};
use crate::notes::{Act, note, note_about};
use crate::password::may_be_chosen;
use crate::reception::Reception;
use crate::records::{AccountId, AccountRefusal, InvitationId};
use crate::roles::refusal_of;
use crate::sessions::{Means, Origin, Session, Token, open, token_hash};
use access::{Actor, Allowed, InvitePeople};
use anyhow::Result;
use calendar::Date;
use jiff::{SignedDuration, Timestamp};
use people::{EmployeeId, Page, UnitId};
use serde_json::json;
use store::{Clock, Day, Db, Ids, Instant, ToSqlx, Tx, sqlx};
use unicode_normalization::UnicodeNormalization;
use words::Language;

/// How an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationState {
    /// It can be accepted.
    Open,
    /// An account was made with it.
    Accepted,
    /// It was taken back, or replaced by a newer one.
    Revoked,
    /// Its days are over.
    Expired,
}

impl InvitationState {
    /// The name in fluent keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            InvitationState::Open => "open",
            InvitationState::Accepted => "accepted",
            InvitationState::Revoked => "revoked",
            InvitationState::Expired => "expired",
        }
    }
}

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The record.
    pub id: InvitationId,
    /// Who is invited.
    pub employee: EmployeeId,
    /// Their number.
    pub staff_no: String,
    /// Their name.
    pub name: String,
    /// When they were invited.
    pub invited_at: Timestamp,
    /// By whom.
    pub invited_by: String,
    /// Until when it can be accepted.
    pub ends_at: Timestamp,
    /// How it stands.
    pub state: InvitationState,
}

/// Why an invitation was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvitationRefusal {
    /// There is no such link.
    #[error("unknown")]
    Unknown,
    /// It was used before.
    #[error("accepted before")]
    Accepted,
    /// It was taken back, or a newer one was sent.
    #[error("revoked")]
    Revoked,
    /// Its days are over.
    #[error("expired")]
    Expired,
    /// The person is not in service today.
    #[error("not in service")]
    NotInService,
    /// The account cannot be made so.
    #[error(transparent)]
    Account(#[from] AccountRefusal),
}

impl InvitationRefusal {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            InvitationRefusal::Unknown => "accounts-refusal-invitation-unknown",
            InvitationRefusal::Accepted => "accounts-refusal-invitation-accepted",
            InvitationRefusal::Revoked => "accounts-refusal-invitation-revoked",
            InvitationRefusal::Expired => "accounts-refusal-invitation-expired",
            InvitationRefusal::NotInService => "accounts-refusal-invitation-not-in-service",
            InvitationRefusal::Account(refusal) => refusal.key(),
        }
    }
}

store::row! {
    struct InvitationRow {
        id: i64,
        employee_id: i64,
        staff_no: String,
        family_name: String,
        given_name: String,
        hired_on: Day,
        left_on: Option<Day>,
        invited_at: Instant,
        invited_by_name: String,
        ends_at: Instant,
        accepted_at: Option<Instant>,
        revoked_at: Option<Instant>,
    }
}

impl InvitationRow {
    fn state(&self, now: Timestamp) -> InvitationState {
        if self.accepted_at.is_some() {
            InvitationState::Accepted
        } else if self.revoked_at.is_some() {
            InvitationState::Revoked
        } else if self.ends_at.to_jiff() <= now {
            InvitationState::Expired
        } else {
            InvitationState::Open
        }
    }

    /// Whether it can be accepted now.
    fn usable(&self, now: Timestamp, today: Date) -> Result<(), InvitationRefusal> {
        match self.state(now) {
            InvitationState::Accepted => return Err(InvitationRefusal::Accepted),
            InvitationState::Revoked => return Err(InvitationRefusal::Revoked),
            InvitationState::Expired => return Err(InvitationRefusal::Expired),
            InvitationState::Open => {}
        }
        // Who begins next week may make the account today.
        let left = self.left_on.is_some_and(|left| left.to_jiff() <= today);
        if left {
            Err(InvitationRefusal::NotInService)
        } else {
            Ok(())
        }
    }

    fn read(self, now: Timestamp) -> Invitation {
        Invitation {
            state: self.state(now),
            id: InvitationId(self.id),
            employee: EmployeeId(self.employee_id),
            staff_no: self.staff_no,
            name: format!("{} {}", self.family_name, self.given_name)
                .trim()
                .to_owned(),
            invited_at: self.invited_at.to_jiff(),
            invited_by: self.invited_by_name,
            ends_at: self.ends_at.to_jiff(),
        }
    }
}

macro_rules! invitations_where {
    ($rest:literal) => {
        concat!(
            "
    SELECT i.id, i.employee_id, e.staff_no, e.family_name, e.given_name, e.hired_on, e.left_on,
           i.invited_at, i.invited_by_name, i.ends_at, i.accepted_at, i.revoked_at
      FROM invitations i JOIN employees e ON e.id = i.employee_id",
            $rest
        )
    };
}

const NEWEST: &str = invitations_where!(
    "
     WHERE i.invited_at <= $3
     ORDER BY i.invited_at DESC, i.id DESC LIMIT $1 OFFSET $2"
);

/// All invitations, the newest first.
pub async fn invitations(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<InvitePeople>,
    page: Page,
) -> Result<Vec<Invitation>> {
    allowed.on(access::Relation::Other)?;
    let now = clock.now();
    let rows: Vec<InvitationRow> = store::read!(db, |pool| {
        sqlx::query_as(NEWEST)
            .bind(page.limit)
            .bind(page.offset)
            .bind(now.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    Ok(rows.into_iter().map(|row| row.read(now)).collect())
}

/// Somebody who was invited just now.
#[derive(Debug, Clone)]
pub struct Invited {
    /// Who.
    pub employee: EmployeeId,
    /// Their number.
    pub staff_no: String,
    /// Their name.
    pub name: String,
    /// The unit of today's main appointment.
    pub unit: String,
    /// The address for mail at work.
    pub mail: Option<String>,
    /// For the link; shown once and kept nowhere.
    pub token: Token,
    /// Until when it can be accepted.
    pub ends_at: Timestamp,
}

const CANDIDATE: &str = "
    SELECT e.id, e.staff_no, e.family_name, e.given_name, u.name AS unit, c.mail
      FROM employees e
      LEFT JOIN accounts a ON a.employee_id = e.id
      LEFT JOIN appointments p ON p.employee_id = e.id AND p.kind = 'main'
            AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
      LEFT JOIN employee_contacts c ON c.employee_id = e.id
      LEFT JOIN unit_versions u ON u.unit_id = p.unit_id
            AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2)
     WHERE e.id = $1 AND a.id IS NULL AND (e.left_on IS NULL OR e.left_on > $2)
     LIMIT 1";

/// The unit itself and all units below it.
const CANDIDATES_OF_UNIT: &str = "
    WITH RECURSIVE below (unit_id) AS (
        SELECT CAST($1 AS BIGINT)
        UNION
        SELECT v.unit_id FROM unit_versions v JOIN below b ON v.parent_id = b.unit_id
         WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
    )
    SELECT e.id, e.staff_no, e.family_name, e.given_name, u.name AS unit, c.mail
      FROM below b
      JOIN appointments p ON p.unit_id = b.unit_id AND p.kind = 'main'
                         AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
      JOIN employees e ON e.id = p.employee_id AND (e.left_on IS NULL OR e.left_on > $2)
      LEFT JOIN accounts a ON a.employee_id = e.id
      LEFT JOIN employee_contacts c ON c.employee_id = e.id
      LEFT JOIN unit_versions u ON u.unit_id = p.unit_id
            AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2)
     WHERE a.id IS NULL
     ORDER BY e.staff_no || '' LIMIT $3";

/// How many people are invited at a time: as many letters as somebody prints and sorts.
pub const INVITED_AT_ONCE: i64 = 500;

store::row! {
    struct CandidateRow {
        id: i64,
        staff_no: String,
        family_name: String,
        given_name: String,
        unit: Option<String>,
        mail: Option<String>,
    }
}

/// Somebody without an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub employee: EmployeeId,
    /// Their number.
    pub staff_no: String,
    /// Their name.
    pub name: String,
    /// The unit of today's main appointment.
    pub unit: String,
    /// The address for mail at work.
    pub mail: Option<String>,
}

impl CandidateRow {
    fn read(self) -> Candidate {
        Candidate {
            employee: EmployeeId(self.id),
            staff_no: self.staff_no,
            name: format!("{} {}", self.family_name, self.given_name)
                .trim()
                .to_owned(),
            unit: self.unit.unwrap_or_default(),
            mail: self.mail,
        }
    }
}

/// Who of a unit, and of the units below it, has no account yet; [`INVITED_AT_ONCE`] of them at most.
pub async fn without_account(
    db: &Db,
    allowed: &Allowed<InvitePeople>,
    unit: UnitId,
    on: Date,
) -> Result<Vec<Candidate>> {
    allowed.on(access::Relation::Other)?;
    let rows: Vec<CandidateRow> = store::read!(db, |pool| {
        sqlx::query_as(CANDIDATES_OF_UNIT)
            .bind(unit.0)
            .bind(on.to_sqlx())
            .bind(INVITED_AT_ONCE)
            .fetch_all(pool)
            .await
    })?;
    Ok(rows.into_iter().map(CandidateRow::read).collect())
}

const REVOKE_OPEN: &str = "
    UPDATE invitations SET revoked_at = $2
     WHERE employee_id = $1 AND accepted_at IS NULL AND revoked_at IS NULL";
const INSERT: &str = "
    INSERT INTO invitations (id, employee_id, token_hash, invited_by, invited_by_name, invited_at,
                             ends_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

/// Invites employees to make their account, all or none. Earlier links of theirs do not work any more. Who
/// has an account or has left is not among the invited.
///
/// # Errors
/// Faults of the database.
pub async fn invite(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    allowed: &Allowed<InvitePeople>,
    employees: &[EmployeeId],
    lasting: SignedDuration,
) -> Result<Vec<Invited>> {
    allowed.on(access::Relation::Other)?;
    let (now, actor) = (clock.now(), allowed.actor());
    let ends_at = now + lasting;
    let mut tx = db.begin().await?;
    let mut invited: Vec<Invited> = Vec::with_capacity(employees.len());
    for employee in employees {
        if invited.iter().any(|one| one.employee == *employee) {
            continue;
        }
        let row: Option<CandidateRow> = store::write!(&mut tx, |connection| {
            sqlx::query_as(CANDIDATE)
                .bind(employee.0)
                .bind(clock.today().to_sqlx())
                .fetch_optional(connection)
                .await
        })?;
        let Some(candidate) = row.map(CandidateRow::read) else {
            continue;
        };
        let token = Token::on_paper();
        store::write!(&mut tx, |connection| {
            sqlx::query(REVOKE_OPEN)
                .bind(candidate.employee.0)
                .bind(now.to_sqlx())
                .execute(connection)
                .await
                .map(|_| ())
        })?;
        store::write!(&mut tx, |connection| {
            sqlx::query(INSERT)
                .bind(ids.next())
                .bind(candidate.employee.0)
                .bind(hash_of(token.as_str()))
                .bind(actor.account)
                .bind(&actor.name)
                .bind(now.to_sqlx())
                .bind(ends_at.to_sqlx())
                .execute(connection)
                .await
                .map(|_| ())
        })?;
        invited.push(Invited {
            employee: candidate.employee,
            staff_no: candidate.staff_no,
            name: candidate.name,
            unit: candidate.unit,
            mail: candidate.mail,
            token,
            ends_at,
        });
    }
    for one in &invited {
        let subject = format!("employee:{}", one.employee);
        let detail = json!({ "until": ends_at });
        note_about(&mut tx, clock, actor, INVITED, &subject, &detail).await?;
    }
    tx.commit().await?;
    Ok(invited)
}

/// Acts in the journal.
pub(crate) const INVITED: &str = "accounts.invited";
pub(crate) const REVOKED: &str = "accounts.invitation.revoked";

const REVOKE: &str = "
    UPDATE invitations SET revoked_at = $2
     WHERE id = $1 AND accepted_at IS NULL AND revoked_at IS NULL
    RETURNING employee_id";

/// Takes an invitation back; `false` when it was accepted or taken back before.
///
/// # Errors
/// Faults of the database.
pub async fn revoke_invitation(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<InvitePeople>,
    invitation: InvitationId,
) -> Result<bool> {
    allowed.on(access::Relation::Other)?;
    let mut tx = db.begin().await?;
    let revoked: Option<(i64,)> = store::write!(&mut tx, |connection| {
        sqlx::query_as(REVOKE)
            .bind(invitation.0)
            .bind(clock.now().to_sqlx())
            .fetch_optional(connection)
            .await
    })?;
    if let Some((employee,)) = revoked {
        let subject = format!("employee:{employee}");
        let actor = allowed.actor();
        note_about(&mut tx, clock, actor, REVOKED, &subject, &json!(null)).await?;
    }
    tx.commit().await?;
    Ok(revoked.is_some())
}

/// What is kept of a link; capitals, width and the lines between the groups make no difference to who types
/// it from a letter.
fn hash_of(token: &str) -> Vec<u8> {
    let plain: String = token
        .nfkc()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    token_hash(&plain)
}

const BY_TOKEN: &str = invitations_where!(
    "
     WHERE i.token_hash = $1"
);

/// The invitation of a link, if it can be accepted.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn invitation(
    db: &Db,
    clock: &Clock,
    token: &str,
) -> Result<Result<Invitation, InvitationRefusal>> {
    let row: Option<InvitationRow> = store::read!(db, |pool| {
        sqlx::query_as(BY_TOKEN)
            .bind(hash_of(token))
            .fetch_optional(pool)
            .await
    })?;
    Ok(match row {
        None => Err(InvitationRefusal::Unknown),
        Some(row) => row
            .usable(clock.now(), clock.today())
            .map(|()| row.read(clock.now())),
    })
}

/// What an invited person chooses.
#[derive(Clone, Copy)]
pub struct Choice<'a> {
    /// The login name.
    pub login: &'a str,
    /// The password.
    pub password: &'a str,
    /// The language of the pages.
    pub language: Language,
}

/// An account that was made by its owner.
#[derive(Debug)]
pub struct Accepted {
    /// The record.
    pub account: AccountId,
    /// The first session; `None` for somebody whose first day is still to come.
    pub session: Option<Session>,
}

const ACCEPT: &str = "
    UPDATE invitations SET accepted_at = $2
     WHERE id = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND ends_at > $2";

/// Accepts an invitation: makes the account and signs its owner in. Works once.
///
/// # Errors
/// Faults of the database; the inner result is the refusal.
pub async fn accept_invitation(
    at: &Reception<'_>,
    token: &str,
    choice: &Choice<'_>,
    origin: &Origin<'_>,
) -> Result<Result<Accepted, InvitationRefusal>> {
    let found = match invitation(at.db, at.clock, token).await? {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let new = NewAccount {
        login: choice.login.to_owned(),
        employee: Some(found.employee),
        name: String::new(),
        language: choice.language,
        roles: Vec::new(),
        password: FirstPassword::Chosen(choice.password.to_owned()),
    };
    let names: Vec<&str> = found
        .name
        .split(' ')
        .chain([found.staff_no.as_str()])
        .collect();
    let login = match checked(&new) {
        Ok(login) => login,
        Err(refusal) => return Ok(Err(refusal.into())),
    };
    if let Err(refusal) = may_be_chosen(choice.password, &names) {
        return Ok(Err(AccountRefusal::Password(refusal).into()));
    }
    let prepared = prepare(&new.password).await?;
    let account = AccountId(at.ids.next());
    let mut tx = at.db.begin().await?;
    if !accept(&mut tx, at.clock, found.id).await? {
        return Ok(Err(InvitationRefusal::Accepted));
    }
    let made = insert_account(&mut tx, at.clock, account, &new, &login, &prepared).await;
    if let Err(error) = made {
        return refusal_of(&error).map_or(Err(error), |refusal| Ok(Err(refusal.into())));
    }
    let session = open(&mut tx, at, account, Means::Password, origin).await?;
    let actor = Actor {
        account: Some(account.0),
        employee: Some(found.employee.0),
        name: found.name,
        ..Actor::visitor()
    };
    note(&mut tx, at.clock, &actor, Act::InvitationAccepted, account).await?;
    tx.commit().await?;
    Ok(Ok(Accepted { account, session }))
}

async fn accept(tx: &mut Tx, clock: &Clock, invitation: InvitationId) -> Result<bool> {
    let accepted = store::write!(tx, |connection| {
        sqlx::query(ACCEPT)
            .bind(invitation.0)
            .bind(clock.now().to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(accepted == 1)
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("accounts::invitations", NEWEST),
    ("accounts::invite candidate", CANDIDATE),
    ("accounts::without_account", CANDIDATES_OF_UNIT),
    ("accounts::invite revoke open", REVOKE_OPEN),
    ("accounts::invite", INSERT),
    ("accounts::revoke_invitation", REVOKE),
    ("accounts::invitation", BY_TOKEN),
    ("accounts::accept_invitation", ACCEPT),
];
