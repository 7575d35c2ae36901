//! From an account to who is asking: roles by grant and by appointment, and whose records are in reach.
//!
//! Everything is computed from dated records for the day of the question, in one query. So a transfer, the
//! end of a role or the last day of a deputy takes effect at midnight without anybody signing in again.

use crate::records::{AccountId, SessionId};
use crate::sessions::{Means, token_hash};
use access::{Actor, Role, Roles};
use anyhow::{Context, Result};
use calendar::Date;
use jiff::{SignedDuration, Timestamp};
use people::PersonName;
use store::{Clock, Day, Db, Instant, ToSqlx, Tx, sqlx};
use words::Language;

/// Somebody who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who is asking, with today's roles and units.
    pub actor: Actor,
    /// The unit of today's main appointment; empty for somebody without one.
    pub unit: String,
    /// The session.
    pub session: SessionId,
    /// The account.
    pub account: AccountId,
    /// The language of the pages.
    pub language: Language,
    /// Whether the password must be changed before anything else.
    pub must_change: bool,
    /// Whether the account has a second factor.
    pub second_factor: bool,
    /// How the person showed who they are.
    pub means: Means,
    /// When they did so last.
    pub renewed_at: Timestamp,
    /// The browser's description of itself then.
    pub user_agent: String,
}

/// The account with its session and today's main appointment, then everything that holds on the day `$2`
/// at the moment `$3`, a row each; somebody without anything is one row too.
///
/// * `granted`: roles given to the account.
/// * `own_section`: the section in which one serves; for a member of a team the section above it.
/// * `in_place_of`: oneself, and those whose deputy one is. A deputy of a deputy is neither.
/// * `headed`: the units that they head, each with its kind, and whether they are headed by oneself.
/// * `reach`: units by what one is to them, with all units below.
///
/// `MATERIALIZED` and `CROSS JOIN` keep the order in which it is written: one person leads. SQLite otherwise
/// repeats `me` in every branch and reads all heads of the city, 16 ms of every request with 50,000 people.
macro_rules! actor_where {
    ($whose:literal) => {
        concat!(
            "
    WITH RECURSIVE
    me AS MATERIALIZED (",
            $whose,
            "
    ),
    granted AS MATERIALIZED (
        SELECT g.role, g.unit_id FROM me CROSS JOIN role_grants g
         WHERE g.account_id = me.account_id AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to > $2)
    ),
    own_units AS MATERIALIZED (
        SELECT p.unit_id
          FROM me
         CROSS JOIN appointments p
         WHERE p.employee_id = me.employee_id AND p.kind = 'main'
           AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
    ),
    own_section AS (
        SELECT CASE WHEN v.kind = 'team' AND v.parent_id IS NOT NULL THEN v.parent_id ELSE v.unit_id END AS unit_id
          FROM own_units o
         CROSS JOIN unit_versions v
         WHERE v.unit_id = o.unit_id
           AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
    ),
    in_place_of AS MATERIALIZED (
        SELECT me.employee_id, 1 AS oneself FROM me WHERE me.employee_id IS NOT NULL
        UNION
        SELECT d.principal_id, 0
          FROM me
         CROSS JOIN deputies d
         CROSS JOIN employees e
         WHERE d.deputy_id = me.employee_id AND d.ended_at IS NULL
           AND d.valid_from <= $2 AND (d.valid_to IS NULL OR d.valid_to > $2)
           AND e.id = d.principal_id
           AND e.hired_on <= $2 AND (e.left_on IS NULL OR e.left_on > $2)
    ),
    headed AS MATERIALIZED (
        SELECT p.unit_id, v.kind, i.oneself
          FROM in_place_of i
         CROSS JOIN appointments p
         CROSS JOIN unit_versions v
         WHERE p.employee_id = i.employee_id AND p.heads AND p.kind IN ('main', 'concurrent', 'acting')
           AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
           AND v.unit_id = p.unit_id
           AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
    ),
    reach (fact, unit_id) AS (
        SELECT fact, unit_id FROM (
            SELECT 'edits' AS fact, unit_id FROM granted
             WHERE role = 'section-editor' AND unit_id IS NOT NULL
            UNION ALL
            SELECT 'edits', o.unit_id FROM granted CROSS JOIN own_units o
             WHERE granted.role = 'section-editor' AND granted.unit_id IS NULL
            UNION ALL
            SELECT 'serves', unit_id FROM granted
             WHERE role = 'general-affairs' AND unit_id IS NOT NULL
            UNION ALL
            SELECT 'serves', o.unit_id FROM granted CROSS JOIN own_units o
             WHERE granted.role = 'general-affairs' AND granted.unit_id IS NULL
            UNION ALL
            SELECT CASE WHEN oneself = 0 THEN 'deputises' WHEN kind = 'team' THEN 'leads' ELSE 'heads' END, unit_id
              FROM headed
            UNION ALL
            SELECT 'shares', unit_id FROM own_section
        ) roots
        UNION
        SELECT r.fact, v.unit_id FROM reach r CROSS JOIN unit_versions v
         WHERE v.parent_id = r.unit_id AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
    ),
    facts AS (
        SELECT 'role' AS fact, role AS word, CAST(NULL AS BIGINT) AS number FROM granted
        UNION
        SELECT 'role', CASE kind WHEN 'team' THEN 'team-head' WHEN 'department' THEN 'department-head'
                                 ELSE 'section-head' END, CAST(NULL AS BIGINT) FROM headed
        UNION ALL
        SELECT fact, '', unit_id FROM reach
        UNION ALL
        SELECT 'opened', '', o.employee_id
          FROM me
         CROSS JOIN emergency_openings o
         WHERE o.account_id = me.account_id AND o.closed_at IS NULL
           AND o.opened_at <= $3 AND o.closes_at > $3
    )
    SELECT me.*, known.fact, known.word, known.number FROM me LEFT JOIN facts known ON 1 = 1
     ORDER BY known.fact, known.number"
        )
    };
}

const ACTOR: &str = actor_where!(
    "
        SELECT s.id AS session_id, s.ends_at, s.idle_minutes, s.means, s.renewed_at, s.user_agent,
               s.seen_at, f.confirmed_at, a.id AS account_id, a.name, a.language,
               a.must_change, a.disabled_at, a.employee_id, e.family_name, e.given_name,
               e.family_kana, e.given_kana, e.hired_on, e.left_on, u.name AS unit
          FROM sessions s
          JOIN accounts a ON a.id = s.account_id
          LEFT JOIN second_factors f ON f.account_id = a.id
          LEFT JOIN employees e ON e.id = a.employee_id
          LEFT JOIN appointments p ON p.employee_id = a.employee_id AND p.kind = 'main'
                AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
          LEFT JOIN unit_versions u ON u.unit_id = p.unit_id
                AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2)
         WHERE s.token_hash = $1"
);

/// The same for an account without a session, which the session's columns only pretend to have.
const ACTOR_OF_ACCOUNT: &str = actor_where!(
    "
        SELECT CAST(0 AS BIGINT) AS session_id, a.created_at AS ends_at,
               CAST(0 AS BIGINT) AS idle_minutes, 'password' AS means,
               a.created_at AS renewed_at, '' AS user_agent,
               a.created_at AS seen_at, a.created_at AS confirmed_at, a.id AS account_id, a.name, a.language,
               a.must_change, a.disabled_at, a.employee_id, e.family_name, e.given_name,
               e.family_kana, e.given_kana, e.hired_on, e.left_on, u.name AS unit
          FROM accounts a
          LEFT JOIN employees e ON e.id = a.employee_id
          LEFT JOIN appointments p ON p.employee_id = a.employee_id AND p.kind = 'main'
                AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
          LEFT JOIN unit_versions u ON u.unit_id = p.unit_id
                AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2)
         WHERE a.id = $1"
);

store::row! {
    struct ActorRow {
        session_id: i64,
        ends_at: Instant,
        idle_minutes: i64,
        means: String,
        renewed_at: Instant,
        user_agent: String,
        seen_at: Instant,
        confirmed_at: Option<Instant>,
        account_id: i64,
        name: String,
        language: String,
        must_change: bool,
        disabled_at: Option<Instant>,
        employee_id: Option<i64>,
        family_name: Option<String>,
        given_name: Option<String>,
        family_kana: Option<String>,
        given_kana: Option<String>,
        hired_on: Option<Day>,
        left_on: Option<Day>,
        unit: Option<String>,
        fact: Option<String>,
        word: Option<String>,
        number: Option<i64>,
    }
}

impl ActorRow {
    /// Whether the session still lasts and the account may be used.
    fn lasts(&self, now: Timestamp) -> bool {
        let unused = now.duration_since(self.seen_at.to_jiff());
        self.disabled_at.is_none()
            && now < self.ends_at.to_jiff()
            && unused < SignedDuration::from_mins(self.idle_minutes)
    }

    /// `None` for somebody outside, who has no days of service.
    fn in_service(&self, on: Date) -> Option<bool> {
        let hired = self.hired_on?.to_jiff();
        Some(hired <= on && self.left_on.is_none_or(|left| left.to_jiff() > on))
    }

    fn name(&self) -> String {
        let part = |text: &Option<String>| text.clone().unwrap_or_default();
        PersonName::parse(
            &part(&self.family_name),
            &part(&self.given_name),
            &part(&self.family_kana),
            &part(&self.given_kana),
        )
        .map_or_else(|_| self.name.clone(), |name| name.full())
    }
}

/// Who the rows are about on a day; `None` when they may do nothing then. Everybody in service is an
/// employee; who is not in service has no role, whatever was granted.
fn actor(rows: &[ActorRow], first: &ActorRow, on: Date) -> Option<Actor> {
    let granted = |row: &ActorRow| match row.fact.as_deref() {
        Some("role") => Role::named(row.word.as_deref()?),
        _ => None,
    };
    let mut roles: Roles = rows.iter().filter_map(granted).collect();
    match first.in_service(on) {
        Some(true) => roles = roles.with(Role::Employee),
        Some(false) => return None,
        None => {}
    }
    if roles.is_empty() {
        return None;
    }
    let numbers = |fact: &str| {
        let of_fact = rows.iter().filter(|row| row.fact.as_deref() == Some(fact));
        of_fact.filter_map(|row| row.number).collect()
    };
    Some(Actor {
        account: Some(first.account_id),
        employee: first.employee_id,
        name: first.name(),
        roles,
        units: numbers("edits"),
        served: numbers("serves"),
        headed: numbers("heads"),
        teams: numbers("leads"),
        headed_in_place: numbers("deputises"),
        section: numbers("shares"),
        opened: numbers("opened"),
    })
}

fn signed_in(rows: &[ActorRow], now: Timestamp, today: Date) -> Result<Option<SignedIn>> {
    let Some(first) = rows.first().filter(|row| row.lasts(now)) else {
        return Ok(None);
    };
    let Some(actor) = actor(rows, first, today) else {
        return Ok(None);
    };
    Ok(Some(SignedIn {
        actor,
        unit: first.unit.clone().unwrap_or_default(),
        session: SessionId(first.session_id),
        account: AccountId(first.account_id),
        language: Language::of_tag(&first.language).context("language of an account")?,
        must_change: first.must_change,
        second_factor: first.confirmed_at.is_some(),
        means: Means::named(&first.means).context("means of a session")?,
        renewed_at: first.renewed_at.to_jiff(),
        user_agent: first.user_agent.clone(),
    }))
}

/// Who is asking by the token of a session, and when the session was last used.
pub(crate) async fn by_token(
    db: &Db,
    clock: &Clock,
    token: &str,
) -> Result<Option<(SignedIn, Timestamp)>> {
    let (now, today) = (clock.now(), clock.today());
    let rows: Vec<ActorRow> = store::read!(db, |pool| {
        sqlx::query_as(ACTOR)
            .bind(token_hash(token))
            .bind(today.to_sqlx())
            .bind(now.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let seen = rows.first().map(|row| row.seen_at.to_jiff());
    Ok(signed_in(&rows, now, today)?.zip(seen))
}

/// The same inside the transaction that opens the session.
pub(crate) async fn by_token_in(
    tx: &mut Tx,
    clock: &Clock,
    token: &str,
) -> Result<Option<SignedIn>> {
    let (now, today) = (clock.now(), clock.today());
    let rows: Vec<ActorRow> = store::write!(tx, |connection| {
        sqlx::query_as(ACTOR)
            .bind(token_hash(token))
            .bind(today.to_sqlx())
            .bind(now.to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    signed_in(&rows, now, today)
}

/// What an account is on a day, today or later, whether anybody has signed in with it or not: for the
/// administrator who looks before a role is given, and for work that the program does in somebody's
/// name. `None` when it may do nothing on that day.
pub async fn actor_on(
    db: &Db,
    clock: &Clock,
    account: AccountId,
    on: Date,
) -> Result<Option<Actor>> {
    let rows: Vec<ActorRow> = store::read!(db, |pool| {
        sqlx::query_as(ACTOR_OF_ACCOUNT)
            .bind(account.0)
            .bind(on.to_sqlx())
            .bind(clock.now().to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let usable = rows.first().filter(|row| row.disabled_at.is_none());
    Ok(usable.and_then(|first| actor(&rows, first, on)))
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("accounts::actor_of", ACTOR),
    ("accounts::actor_on", ACTOR_OF_ACCOUNT),
];
