//! Deputies (代決): who decides in somebody's place while they are away.
//!
//! A deputy sees the people of the units that the principal heads, and decides for them, from the first day
//! of the deputyship to the day before its end, or until it is ended by hand; see
//! [`actor_of`](crate::actor_of). A deputy has no deputy, so nobody's power travels further than to the
//! person whom somebody has chosen.

use crate::person_notes::{PersonAct, note_on_person};
use crate::records::DeputyId;
use crate::roles::pass_gate;
use access::{Allowed, EditDeputies, PeopleScope, ViewDeputies};
use anyhow::Result;
use calendar::{Date, Period};
use jiff::Timestamp;
use people::{EmployeeId, Page};
use store::{Clock, Day, Db, Ids, Instant, ToSqlx, Tx, sqlx};

/// Characters of a reason at most.
pub const LONGEST_REASON: usize = 100;

/// A deputy to be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDeputy {
    /// In whose place.
    pub principal: EmployeeId,
    /// Who decides.
    pub deputy: EmployeeId,
    /// From when until when.
    pub period: Period,
    /// Why, in a few words for both: 出張.
    pub reason: String,
}

/// Why a deputy was not named or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeputyRefusal {
    /// The person or the deputyship does not exist.
    #[error("not found")]
    NotFound,
    /// Nobody is their own deputy.
    #[error("one's own deputy")]
    Oneself,
    /// One of the two is not in service on all days.
    #[error("not in service on all days")]
    NotInService,
    /// The first day has passed.
    #[error("begins in the past")]
    InThePast,
    /// There is no reason, or a very long one.
    #[error("no reason")]
    NoReason,
    /// The principal has a deputy on some of the days.
    #[error("has a deputy on some of the days")]
    Overlap,
    /// The deputy has a deputy on some of the days, or the principal is somebody's: no deputy of a deputy.
    #[error("a deputy of a deputy")]
    Chain,
    /// It was ended, or has come to its end.
    #[error("ended already")]
    Ended,
    /// Somebody else has changed it since the page was opened.
    #[error("changed meanwhile")]
    Stale,
}

impl DeputyRefusal {
    /// All of them.
    pub const ALL: [DeputyRefusal; 9] = [
        DeputyRefusal::NotFound,
        DeputyRefusal::Oneself,
        DeputyRefusal::NotInService,
        DeputyRefusal::InThePast,
        DeputyRefusal::NoReason,
        DeputyRefusal::Overlap,
        DeputyRefusal::Chain,
        DeputyRefusal::Ended,
        DeputyRefusal::Stale,
    ];

    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            DeputyRefusal::NotFound => "accounts-refusal-not-found",
            DeputyRefusal::Oneself => "accounts-refusal-deputy-oneself",
            DeputyRefusal::NotInService => "accounts-refusal-deputy-not-in-service",
            DeputyRefusal::InThePast => "accounts-refusal-deputy-in-the-past",
            DeputyRefusal::NoReason => "accounts-refusal-deputy-no-reason",
            DeputyRefusal::Overlap => "accounts-refusal-deputy-overlap",
            DeputyRefusal::Chain => "accounts-refusal-deputy-chain",
            DeputyRefusal::Ended => "accounts-refusal-deputy-ended",
            DeputyRefusal::Stale => "accounts-refusal-stale",
        }
    }
}

const UNITS_ON: &str = "
    SELECT unit_id FROM appointments
     WHERE employee_id = $1 AND kind IN ('main', 'concurrent')
       AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";

/// The units of which somebody is a member on a day: whose heads may act for them.
pub(crate) async fn units_on(tx: &mut Tx, employee: EmployeeId, on: Date) -> Result<Vec<i64>> {
    let rows: Vec<(i64,)> = store::write!(tx, |connection| {
        sqlx::query_as(UNITS_ON)
            .bind(employee.0)
            .bind(on.to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    Ok(rows.into_iter().map(|(unit,)| unit).collect())
}

const SERVICE: &str = "SELECT id, hired_on, left_on FROM employees WHERE id IN ($1, $2)";

store::row! {
    struct ServiceRow { id: i64, hired_on: Day, left_on: Option<Day> }
}

impl ServiceRow {
    fn covers(&self, period: Period) -> bool {
        let left = self.left_on.map(Day::to_jiff);
        self.hired_on.to_jiff() <= period.from()
            && left.is_none_or(|left| period.to().is_some_and(|to| to <= left))
    }
}

/// No deputyship ends later than this.
const NEVER: Date = Date::constant(9999, 12, 31);

const MEETING: &str = "
    SELECT principal_id, deputy_id FROM deputies
     WHERE principal_id IN ($1, $2) AND ended_at IS NULL
       AND valid_from < $4 AND (valid_to IS NULL OR valid_to > $3)
    UNION
    SELECT principal_id, deputy_id FROM deputies
     WHERE deputy_id = $1 AND ended_at IS NULL
       AND valid_from < $4 AND (valid_to IS NULL OR valid_to > $3)";

/// What speaks against the new deputy in the records.
async fn standing_against(tx: &mut Tx, new: &NewDeputy) -> Result<Result<(), DeputyRefusal>> {
    let (principal, deputy) = (new.principal.0, new.deputy.0);
    let served: Vec<ServiceRow> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(SERVICE)
            .bind(principal)
            .bind(deputy)
            .fetch_all(connection)
            .await
    })?;
    for id in [principal, deputy] {
        match served.iter().find(|row| row.id == id) {
            None => return Ok(Err(DeputyRefusal::NotFound)),
            Some(row) if !row.covers(new.period) => return Ok(Err(DeputyRefusal::NotInService)),
            Some(_) => {}
        }
    }
    let meeting: Vec<(i64, i64)> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(MEETING)
            .bind(principal)
            .bind(deputy)
            .bind(new.period.from().to_sqlx())
            .bind(new.period.to().unwrap_or(NEVER).to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    let overlap = meeting.iter().any(|(whose, _)| *whose == principal);
    Ok(match meeting.is_empty() {
        true => Ok(()),
        false if overlap => Err(DeputyRefusal::Overlap),
        false => Err(DeputyRefusal::Chain),
    })
}

const NAME: &str = "
    INSERT INTO deputies (id, principal_id, deputy_id, valid_from, valid_to, reason, named_by, named_at,
                          version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)";

/// Names a deputy: for oneself, for a member of a unit that one heads, or as personnel or administrator
/// for anybody.
///
/// # Errors
/// [`access::Denied`] and faults of the database; the inner result is the refusal.
pub async fn name_deputy(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    allowed: &Allowed<EditDeputies>,
    new: &NewDeputy,
) -> Result<Result<DeputyId, DeputyRefusal>> {
    let reason = new.reason.trim();
    if new.principal == new.deputy {
        return Ok(Err(DeputyRefusal::Oneself));
    }
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        return Ok(Err(DeputyRefusal::NoReason));
    }
    if new.period.from() < clock.today() {
        return Ok(Err(DeputyRefusal::InThePast));
    }
    let mut tx = db.begin().await?;
    // Two who name at once wait for each other, so that both cannot find the days free.
    pass_gate(&mut tx).await?;
    let units = units_on(&mut tx, new.principal, clock.today()).await?;
    allowed.on_person(new.principal.0, &units)?;
    if let Err(refusal) = standing_against(&mut tx, new).await? {
        return Ok(Err(refusal));
    }
    let id = DeputyId(ids.next());
    store::write!(&mut tx, |connection| {
        sqlx::query(NAME)
            .bind(id.0)
            .bind(new.principal.0)
            .bind(new.deputy.0)
            .bind(new.period.from().to_sqlx())
            .bind(new.period.to().map(ToSqlx::to_sqlx))
            .bind(reason)
            .bind(&allowed.actor().name)
            .bind(clock.now().to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    let act = PersonAct::DeputyNamed {
        deputy: new.deputy,
        period: new.period,
    };
    note_on_person(&mut tx, clock, allowed.actor(), act, new.principal).await?;
    tx.commit().await?;
    Ok(Ok(id))
}

const TO_END: &str = "
    SELECT principal_id, deputy_id, valid_to, ended_at, version FROM deputies WHERE id = $1";

store::row! {
    struct EndRow {
        principal_id: i64,
        deputy_id: i64,
        valid_to: Option<Day>,
        ended_at: Option<Instant>,
        version: i64,
    }
}

const END: &str = "
    UPDATE deputies SET ended_at = $3, version = version + 1
     WHERE id = $1 AND version = $2 AND ended_at IS NULL";

/// Ends a deputyship at once; `version` is the one the page was made from. Who may name a deputy may end
/// it, and so may the deputy.
///
/// # Errors
/// [`access::Denied`] and faults of the database; the inner result is the refusal.
pub async fn end_deputy(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<EditDeputies>,
    id: DeputyId,
    version: i64,
) -> Result<Result<(), DeputyRefusal>> {
    let mut tx = db.begin().await?;
    let row: Option<EndRow> = store::write!(&mut tx, |connection| {
        sqlx::query_as(TO_END)
            .bind(id.0)
            .fetch_optional(connection)
            .await
    })?;
    let Some(row) = row else {
        return Ok(Err(DeputyRefusal::NotFound));
    };
    let (principal, today) = (EmployeeId(row.principal_id), clock.today());
    if allowed.actor().employee != Some(row.deputy_id) {
        let units = units_on(&mut tx, principal, today).await?;
        allowed.on_person(principal.0, &units)?;
    }
    let over = row.valid_to.is_some_and(|to| to.to_jiff() <= today);
    if over || row.ended_at.is_some() {
        return Ok(Err(DeputyRefusal::Ended));
    }
    if row.version != version {
        return Ok(Err(DeputyRefusal::Stale));
    }
    let ended = store::write!(&mut tx, |connection| {
        sqlx::query(END)
            .bind(id.0)
            .bind(version)
            .bind(clock.now().to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    if ended == 0 {
        return Ok(Err(DeputyRefusal::Stale));
    }
    let act = PersonAct::DeputyEnded {
        deputy: EmployeeId(row.deputy_id),
    };
    note_on_person(&mut tx, clock, allowed.actor(), act, principal).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// A deputyship as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeputyLine {
    /// The record.
    pub id: DeputyId,
    /// In whose place.
    pub principal: EmployeeId,
    /// Their name.
    pub principal_name: String,
    /// The unit of their main appointment today.
    pub principal_unit: Option<String>,
    /// Who decides.
    pub deputy: EmployeeId,
    /// Their name.
    pub deputy_name: String,
    /// The unit of their main appointment today.
    pub deputy_unit: Option<String>,
    /// From when until when, as it was named.
    pub period: Period,
    /// Why.
    pub reason: String,
    /// Who named the deputy.
    pub named_by: String,
    /// When.
    pub named_at: Timestamp,
    /// When it was ended by hand.
    pub ended_at: Option<Timestamp>,
    /// For the form that ends it.
    pub version: i64,
}

impl DeputyLine {
    /// Whether the deputy may decide on a day, as far as is known now.
    #[must_use]
    pub fn holds(&self, on: Date) -> bool {
        self.ended_at.is_none() && self.period.contains(on)
    }

    /// Whether it can still be ended.
    #[must_use]
    pub fn can_end(&self, today: Date) -> bool {
        self.ended_at.is_none() && self.period.to().is_none_or(|to| to > today)
    }
}

store::row! {
    struct LineRow {
        id: i64,
        principal_id: i64,
        principal_family: String,
        principal_given: String,
        principal_unit: Option<String>,
        deputy_id: i64,
        deputy_family: String,
        deputy_given: String,
        deputy_unit: Option<String>,
        valid_from: Day,
        valid_to: Option<Day>,
        reason: String,
        named_by: String,
        named_at: Instant,
        ended_at: Option<Instant>,
        version: i64,
    }
}

fn full(family: &str, given: &str) -> String {
    format!("{family} {given}").trim().to_owned()
}

impl LineRow {
    fn read(self) -> Result<DeputyLine> {
        Ok(DeputyLine {
            id: DeputyId(self.id),
            principal: EmployeeId(self.principal_id),
            principal_name: full(&self.principal_family, &self.principal_given),
            principal_unit: self.principal_unit,
            deputy: EmployeeId(self.deputy_id),
            deputy_name: full(&self.deputy_family, &self.deputy_given),
            deputy_unit: self.deputy_unit,
            period: Period::new(self.valid_from.to_jiff(), self.valid_to.map(Day::to_jiff))?,
            reason: self.reason,
            named_by: self.named_by,
            named_at: self.named_at.to_jiff(),
            ended_at: self.ended_at.map(Instant::to_jiff),
            version: self.version,
        })
    }
}

/// The columns of [`LineRow`], with the main appointments of the day `$1`.
macro_rules! lines_where {
    ($rest:literal) => {
        concat!(
            "
    SELECT d.id, d.principal_id, e.family_name AS principal_family, e.given_name AS principal_given,
           v.name AS principal_unit, d.deputy_id, f.family_name AS deputy_family,
           f.given_name AS deputy_given, w.name AS deputy_unit, d.valid_from, d.valid_to, d.reason,
           d.named_by, d.named_at, d.ended_at, d.version
      FROM deputies d
      JOIN employees e ON e.id = d.principal_id
      JOIN employees f ON f.id = d.deputy_id
      LEFT JOIN appointments p ON p.employee_id = e.id AND p.kind = 'main'
                              AND p.valid_from <= $1 AND (p.valid_to IS NULL OR p.valid_to > $1)
      LEFT JOIN unit_versions v ON v.unit_id = p.unit_id
                              AND v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1)
      LEFT JOIN appointments q ON q.employee_id = f.id AND q.kind = 'main'
                              AND q.valid_from <= $1 AND (q.valid_to IS NULL OR q.valid_to > $1)
      LEFT JOIN unit_versions w ON w.unit_id = q.unit_id
                              AND w.valid_from <= $1 AND (w.valid_to IS NULL OR w.valid_to > $1)",
            $rest
        )
    };
}

const LINES: &str = lines_where!(
    "
     WHERE ($2 OR p.unit_id IN (SELECT value FROM json_each($3))
               OR d.principal_id IN (SELECT value FROM json_each($4)))
       AND d.valid_from >= $5
     ORDER BY d.valid_from DESC, d.id DESC LIMIT $6 OFFSET $7"
);

/// The first day of any deputyship.
const EVER: Date = Date::constant(1900, 1, 1);

/// The deputies of the people whom the reader may see, the latest first.
///
/// # Errors
/// Faults of the database.
pub async fn deputies(
    db: &Db,
    clock: &Clock,
    allowed: &Allowed<ViewDeputies>,
    page: Page,
) -> Result<Vec<DeputyLine>> {
    let scope: PeopleScope = allowed.people();
    let rows: Vec<LineRow> = store::read!(db, |pool| {
        sqlx::query_as(LINES)
            .bind(clock.today().to_sqlx())
            .bind(scope.all())
            .bind(scope.units())
            .bind(scope.persons())
            .bind(EVER.to_sqlx())
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(LineRow::read).collect()
}

const OF_PERSON: &str = lines_where!(
    "
     WHERE d.id IN (SELECT id FROM deputies WHERE principal_id = $2
                     UNION
                    SELECT id FROM deputies WHERE deputy_id = $2)
     ORDER BY d.valid_from DESC, d.id DESC LIMIT $3"
);

/// The deputies of somebody, and whose deputy they are or were, the latest first, at most `most`.
///
/// # Errors
/// Faults of the database.
pub async fn deputies_of(
    db: &Db,
    clock: &Clock,
    employee: EmployeeId,
    most: i64,
) -> Result<Vec<DeputyLine>> {
    let rows: Vec<LineRow> = store::read!(db, |pool| {
        sqlx::query_as(OF_PERSON)
            .bind(clock.today().to_sqlx())
            .bind(employee.0)
            .bind(most)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(LineRow::read).collect()
}

const STANDING_IN: &str = "
    SELECT principal_id, deputy_id FROM deputies
     WHERE principal_id IN (SELECT value FROM json_each($1)) AND ended_at IS NULL
       AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
     ORDER BY principal_id";

fn list(employees: &[EmployeeId]) -> String {
    let ids: Vec<String> = employees.iter().map(ToString::to_string).collect();
    format!("[{}]", ids.join(","))
}

/// Who stands in for each of the employees on a day, as pairs of principal and deputy; those without a
/// deputy are left out.
///
/// # Errors
/// Faults of the database.
pub async fn standing_in(
    db: &Db,
    principals: &[EmployeeId],
    on: Date,
) -> Result<Vec<(EmployeeId, EmployeeId)>> {
    let rows: Vec<(i64, i64)> = store::read!(db, |pool| {
        sqlx::query_as(STANDING_IN)
            .bind(list(principals))
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let pair = |(principal, deputy)| (EmployeeId(principal), EmployeeId(deputy));
    Ok(rows.into_iter().map(pair).collect())
}

/// The same inside a transaction.
///
/// # Errors
/// Faults of the database.
pub async fn standing_in_tx(
    tx: &mut Tx,
    principals: &[EmployeeId],
    on: Date,
) -> Result<Vec<(EmployeeId, EmployeeId)>> {
    let rows: Vec<(i64, i64)> = store::write!(tx, |connection| {
        sqlx::query_as(STANDING_IN)
            .bind(list(principals))
            .bind(on.to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    let pair = |(principal, deputy)| (EmployeeId(principal), EmployeeId(deputy));
    Ok(rows.into_iter().map(pair).collect())
}

const PRINCIPALS: &str = "
    SELECT principal_id FROM deputies
     WHERE deputy_id = $1 AND ended_at IS NULL
       AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
     ORDER BY principal_id";

/// In whose place somebody decides on a day.
///
/// # Errors
/// Faults of the database.
pub async fn principals_of(db: &Db, deputy: EmployeeId, on: Date) -> Result<Vec<EmployeeId>> {
    let rows: Vec<(i64,)> = store::read!(db, |pool| {
        sqlx::query_as(PRINCIPALS)
            .bind(deputy.0)
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    Ok(rows.into_iter().map(|(id,)| EmployeeId(id)).collect())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("accounts::units_on", UNITS_ON),
    ("accounts::name_deputy service", SERVICE),
    ("accounts::name_deputy meeting", MEETING),
    ("accounts::name_deputy", NAME),
    ("accounts::end_deputy read", TO_END),
    ("accounts::end_deputy", END),
    ("accounts::deputies", LINES),
    ("accounts::deputies_of", OF_PERSON),
    ("accounts::standing_in", STANDING_IN),
    ("accounts::principals_of", PRINCIPALS),
];
