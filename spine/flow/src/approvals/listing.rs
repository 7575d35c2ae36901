//! Lists of applications: what waits, one's own, what was decided, deadlines. Each shows only what the
//! person may see: the condition stands in the query.

use super::records::{ApplicationId, Decision, DecisionId, Seat, State, StepId};
use super::seats::{Seats, Sitting};
use access::Role;
use anyhow::{Result, anyhow};
use calendar::Date;
use jiff::Timestamp;
use people::{EmployeeId, Page, UnitId};
use store::{Day, Db, Instant, ToSqlx, sqlx};

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    /// How many there are on all pages.
    pub total: i64,
    /// Those of the page.
    pub lines: Vec<T>,
}

/// An application in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationLine {
    /// The record.
    pub id: ApplicationId,
    /// What it is for.
    pub kind: String,
    /// What it is about.
    pub title: String,
    /// Who applies.
    pub applicant_name: String,
    /// From which unit.
    pub unit_name: String,
    /// Yen or minutes.
    pub amount: Option<i64>,
    /// When it was handed in.
    pub submitted_at: Timestamp,
    /// How it stands.
    pub state: State,
}

/// A step that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingLine {
    /// The step.
    pub step: StepId,
    /// Who decides it.
    pub seat: Seat,
    /// As whom the reader would decide; `None` where it is not theirs.
    pub sitting: Option<Sitting>,
    /// Until when.
    pub due_on: Date,
    /// Of which application.
    pub application: ApplicationLine,
}

/// Something decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidedLine {
    /// The record.
    pub id: DecisionId,
    /// What.
    pub decision: Decision,
    /// Who.
    pub name: String,
    /// 代決: in whose place.
    pub principal: Option<String>,
    /// Whether it was decided in the reader's place.
    pub in_my_place: bool,
    /// 後閲: whether the principal has seen it.
    pub seen: bool,
    /// What was written.
    pub comment: String,
    /// When.
    pub at: Timestamp,
    /// Of which application.
    pub application: ApplicationLine,
}

/// How many applications of a kind wait for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingCount {
    /// What they are for.
    pub kind: String,
    /// How many.
    pub count: i64,
    /// How many of these were due before today.
    pub overdue: i64,
    /// The earliest day on which one is due.
    pub due_on: Date,
}

/// In which order what waits is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// What is due first.
    #[default]
    Due,
    /// What is due last.
    DueLast,
    /// What was handed in first.
    Oldest,
    /// What was handed in last.
    Newest,
}

store::row! {
    struct LineRow {
        id: i64,
        kind: String,
        title: String,
        applicant_name: String,
        unit_name: String,
        amount: Option<i64>,
        submitted_at: Instant,
        state: String,
    }
}

impl LineRow {
    fn read(self) -> Result<ApplicationLine> {
        Ok(ApplicationLine {
            id: ApplicationId(self.id),
            kind: self.kind,
            title: self.title,
            applicant_name: self.applicant_name,
            unit_name: self.unit_name,
            amount: self.amount,
            submitted_at: self.submitted_at.to_jiff(),
            state: State::of_word(&self.state)
                .ok_or_else(|| anyhow!("state of application {}", self.id))?,
        })
    }
}

store::row! {
    struct OpenRow {
        step_id: i64,
        step_unit: Option<i64>,
        step_role: Option<String>,
        step_person: Option<i64>,
        due_on: Day,
        id: i64,
        kind: String,
        title: String,
        applicant_name: String,
        unit_name: String,
        amount: Option<i64>,
        submitted_at: Instant,
        state: String,
    }
}

impl OpenRow {
    fn read(self, seats: &Seats) -> Result<WaitingLine> {
        let role = self.step_role.as_deref().and_then(Role::named);
        let unit = self.step_unit.map(|unit| Seat::Head(UnitId(unit)));
        let person = self
            .step_person
            .map(|person| Seat::Person(EmployeeId(person)));
        let seat = unit
            .or(role.map(Seat::Role))
            .or(person)
            .ok_or_else(|| anyhow!("nobody decides step {}", self.step_id))?;
        Ok(WaitingLine {
            step: StepId(self.step_id),
            seat,
            sitting: seats.sits(seat),
            due_on: self.due_on.to_jiff(),
            application: LineRow {
                id: self.id,
                kind: self.kind,
                title: self.title,
                applicant_name: self.applicant_name,
                unit_name: self.unit_name,
                amount: self.amount,
                submitted_at: self.submitted_at,
                state: self.state,
            }
            .read()?,
        })
    }
}

/// Open steps in the person's seats ($1 units, $2 roles, $3 persons), but for applications of their own
/// ($4); all kinds or one ($5).
macro_rules! waiting_from {
    () => {
        "
      FROM (SELECT id FROM approval_steps
             WHERE state = 'open' AND unit_id IN (SELECT value FROM json_each($1))
             UNION
            SELECT id FROM approval_steps
             WHERE state = 'open' AND role IS NOT NULL AND $2 LIKE '%,' || role || ',%'
             UNION
            SELECT id FROM approval_steps
             WHERE state = 'open' AND person_id IN (SELECT value FROM json_each($3))) mine
      JOIN approval_steps s ON s.id = mine.id
      JOIN approval_applications a ON a.id = s.application_id
     WHERE a.applicant_id <> $4 AND ($5 = '' OR a.kind = $5)"
    };
}

macro_rules! open_columns {
    () => {
        "
    SELECT s.id AS step_id, s.unit_id AS step_unit, s.role AS step_role, s.person_id AS step_person,
           s.due_on, a.id, a.kind, a.title, a.applicant_name, a.unit_name, a.amount, a.submitted_at,
           a.state"
    };
}

macro_rules! waiting_by {
    ($order:literal) => {
        concat!(
            open_columns!(),
            waiting_from!(),
            " ORDER BY ",
            $order,
            " LIMIT $6 OFFSET $7"
        )
    };
}

const WAITING_DUE: &str = waiting_by!("s.due_on, s.id");
const WAITING_DUE_LAST: &str = waiting_by!("s.due_on DESC, s.id DESC");
const WAITING_OLDEST: &str = waiting_by!("a.submitted_at, s.id");
const WAITING_NEWEST: &str = waiting_by!("a.submitted_at DESC, s.id DESC");
const WAITING_TOTAL: &str = concat!("SELECT COUNT(*)", waiting_from!());

/// What waits for the person's decision today, of all kinds or one.
pub async fn waiting(
    db: &Db,
    seats: &Seats,
    kind: Option<&str>,
    order: Order,
    page: Page,
) -> Result<Listed<WaitingLine>> {
    let sql = match order {
        Order::Due => WAITING_DUE,
        Order::DueLast => WAITING_DUE_LAST,
        Order::Oldest => WAITING_OLDEST,
        Order::Newest => WAITING_NEWEST,
    };
    let kind = kind.unwrap_or_default();
    let rows: Vec<OpenRow> = store::read!(db, |pool| {
        sqlx::query_as(sql)
            .bind(seats.unit_list())
            .bind(seats.role_list())
            .bind(seats.person_list())
            .bind(seats.me())
            .bind(kind)
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(pool)
            .await
    })?;
    let total: (i64,) = store::read!(db, |pool| {
        sqlx::query_as(WAITING_TOTAL)
            .bind(seats.unit_list())
            .bind(seats.role_list())
            .bind(seats.person_list())
            .bind(seats.me())
            .bind(kind)
            .fetch_one(pool)
            .await
    })?;
    let lines = rows.into_iter().map(|row| row.read(seats));
    Ok(Listed {
        total: total.0,
        lines: lines.collect::<Result<_>>()?,
    })
}

const WAITING_STEPS: &str = concat!(
    open_columns!(),
    waiting_from!(),
    " AND s.id IN (SELECT value FROM json_each($6)) ORDER BY s.due_on, s.id"
);

/// Those of the steps that wait for the person, as somebody picks them from the list.
pub async fn waiting_among(db: &Db, seats: &Seats, steps: &[StepId]) -> Result<Vec<WaitingLine>> {
    let chosen = super::seats::list(steps.iter().map(|step| step.0));
    let rows: Vec<OpenRow> = store::read!(db, |pool| {
        sqlx::query_as(WAITING_STEPS)
            .bind(seats.unit_list())
            .bind(seats.role_list())
            .bind(seats.person_list())
            .bind(seats.me())
            .bind("")
            .bind(chosen)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(|row| row.read(seats)).collect()
}

const WAITING_COUNTS: &str = concat!(
    "
    SELECT a.kind, COUNT(*) AS waiting, MIN(s.due_on) AS due_on,
           CAST(SUM(CASE WHEN s.due_on < $6 THEN 1 ELSE 0 END) AS BIGINT) AS overdue",
    waiting_from!(),
    "
     GROUP BY a.kind ORDER BY a.kind"
);

store::row! {
    struct CountRow { kind: String, waiting: i64, due_on: Day, overdue: i64 }
}

/// How many wait for the person's decision, by kind.
pub async fn waiting_counts(db: &Db, seats: &Seats, today: Date) -> Result<Vec<WaitingCount>> {
    let rows: Vec<CountRow> = store::read!(db, |pool| {
        sqlx::query_as(WAITING_COUNTS)
            .bind(seats.unit_list())
            .bind(seats.role_list())
            .bind(seats.person_list())
            .bind(seats.me())
            .bind("")
            .bind(today.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let count = |row: CountRow| WaitingCount {
        kind: row.kind,
        count: row.waiting,
        overdue: row.overdue,
        due_on: row.due_on.to_jiff(),
    };
    Ok(rows.into_iter().map(count).collect())
}

macro_rules! line_columns {
    () => {
        "a.id, a.kind, a.title, a.applicant_name, a.unit_name, a.amount, a.submitted_at, a.state"
    };
}

const MINE: &str = concat!(
    "SELECT ",
    line_columns!(),
    "
      FROM approval_applications a
     WHERE a.applicant_id = $1
     ORDER BY a.submitted_at DESC, a.id DESC LIMIT $2 OFFSET $3"
);
const MINE_TOTAL: &str = "SELECT COUNT(*) FROM approval_applications WHERE applicant_id = $1";

/// The person's own applications, the newest first.
pub async fn mine(db: &Db, seats: &Seats, page: Page) -> Result<Listed<ApplicationLine>> {
    let rows: Vec<LineRow> = store::read!(db, |pool| {
        sqlx::query_as(MINE)
            .bind(seats.me())
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(pool)
            .await
    })?;
    let total: (i64,) = store::read!(db, |pool| {
        sqlx::query_as(MINE_TOTAL)
            .bind(seats.me())
            .fetch_one(pool)
            .await
    })?;
    let lines = rows.into_iter().map(LineRow::read);
    Ok(Listed {
        total: total.0,
        lines: lines.collect::<Result<_>>()?,
    })
}

const RETURNED: &str = concat!(
    "SELECT ",
    line_columns!(),
    "
      FROM approval_applications a
     WHERE a.state = 'returned' AND a.applicant_id = $1
     ORDER BY a.id LIMIT 50"
);

/// The person's own applications that were returned to them.
pub async fn returned_to(db: &Db, seats: &Seats) -> Result<Vec<ApplicationLine>> {
    let rows: Vec<LineRow> = store::read!(db, |pool| {
        sqlx::query_as(RETURNED)
            .bind(seats.me())
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(LineRow::read).collect()
}

store::row! {
    struct DecidedRow {
        decision_id: i64,
        act: String,
        name: String,
        principal_id: Option<i64>,
        principal_name: Option<String>,
        comment: String,
        at: Instant,
        seen: i64,
        id: i64,
        kind: String,
        title: String,
        applicant_name: String,
        unit_name: String,
        amount: Option<i64>,
        submitted_at: Instant,
        state: String,
    }
}

impl DecidedRow {
    fn read(self, me: i64) -> Result<DecidedLine> {
        Ok(DecidedLine {
            id: DecisionId(self.decision_id),
            decision: Decision::of_word(&self.act)
                .ok_or_else(|| anyhow!("decision {}", self.decision_id))?,
            name: self.name,
            in_my_place: self.principal_id == Some(me),
            principal: self.principal_name,
            seen: self.seen > 0,
            comment: self.comment,
            at: self.at.to_jiff(),
            application: LineRow {
                id: self.id,
                kind: self.kind,
                title: self.title,
                applicant_name: self.applicant_name,
                unit_name: self.unit_name,
                amount: self.amount,
                submitted_at: self.submitted_at,
                state: self.state,
            }
            .read()?,
        })
    }
}

/// What somebody decided as an employee ($1), with an account ($2), or had decided in their place ($1).
macro_rules! decided_by {
    () => {
        "
      FROM (SELECT id FROM approval_decisions WHERE employee_id = $1
             UNION
            SELECT id FROM approval_decisions WHERE account_id = $2
             UNION
            SELECT id FROM approval_decisions WHERE principal_id = $1) own
      JOIN approval_decisions d ON d.id = own.id
      JOIN approval_applications a ON a.id = d.application_id
     WHERE d.step_id IS NOT NULL"
    };
}

macro_rules! decided_columns {
    () => {
        concat!(
            "
    SELECT d.id AS decision_id, d.act, d.name, d.principal_id, d.principal_name, d.comment, d.at,
           (SELECT COUNT(*) FROM approval_afterviews v WHERE v.decision_id = d.id) AS seen, ",
            line_columns!()
        )
    };
}

const DECIDED: &str = concat!(
    decided_columns!(),
    decided_by!(),
    " ORDER BY d.at DESC, d.id DESC LIMIT $3 OFFSET $4"
);
const DECIDED_TOTAL: &str = concat!("SELECT COUNT(*)", decided_by!());

/// What the person decided, or had decided in their place, the latest first.
pub async fn decided(db: &Db, seats: &Seats, page: Page) -> Result<Listed<DecidedLine>> {
    let rows: Vec<DecidedRow> = store::read!(db, |pool| {
        sqlx::query_as(DECIDED)
            .bind(seats.me())
            .bind(seats.my_account())
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(pool)
            .await
    })?;
    let total: (i64,) = store::read!(db, |pool| {
        sqlx::query_as(DECIDED_TOTAL)
            .bind(seats.me())
            .bind(seats.my_account())
            .fetch_one(pool)
            .await
    })?;
    let lines = rows.into_iter().map(|row| row.read(seats.me()));
    Ok(Listed {
        total: total.0,
        lines: lines.collect::<Result<_>>()?,
    })
}

const IN_MY_PLACE: &str = concat!(
    decided_columns!(),
    "
      FROM approval_decisions d
      JOIN approval_applications a ON a.id = d.application_id
     WHERE d.principal_id = $1
       AND NOT EXISTS (SELECT 1 FROM approval_afterviews v WHERE v.decision_id = d.id)
     ORDER BY d.id LIMIT 50"
);

/// 後閲: what was decided in the person's place and they have not seen yet, the earliest first.
pub async fn in_my_place(db: &Db, seats: &Seats) -> Result<Vec<DecidedLine>> {
    let rows: Vec<DecidedRow> = store::read!(db, |pool| {
        sqlx::query_as(IN_MY_PLACE)
            .bind(seats.me())
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(|row| row.read(seats.me())).collect()
}

/// Open steps by due day: all for the personnel section ($1), for others those of their seats and of their
/// own applications.
macro_rules! deadlines_from {
    () => {
        "
      FROM approval_steps s
      JOIN approval_applications a ON a.id = s.application_id
     WHERE s.state = 'open' AND s.due_on <= $6
       AND ($1 OR a.applicant_id = $2
            OR s.unit_id IN (SELECT value FROM json_each($3))
            OR $4 LIKE '%,' || s.role || ',%'
            OR s.person_id IN (SELECT value FROM json_each($5)))"
    };
}

const DEADLINES: &str = concat!(
    open_columns!(),
    deadlines_from!(),
    " ORDER BY s.due_on, s.id LIMIT $7 OFFSET $8"
);
const DEADLINES_TOTAL: &str = concat!("SELECT COUNT(*)", deadlines_from!());

/// Decisions that are due until a day, the earliest first, as far as the person may know of them.
pub async fn deadlines(
    db: &Db,
    seats: &Seats,
    until: Date,
    page: Page,
) -> Result<Listed<WaitingLine>> {
    let rows: Vec<OpenRow> = store::read!(db, |pool| {
        sqlx::query_as(DEADLINES)
            .bind(seats.sees_all)
            .bind(seats.me())
            .bind(seats.unit_list())
            .bind(seats.role_list())
            .bind(seats.person_list())
            .bind(until.to_sqlx())
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(pool)
            .await
    })?;
    let total: (i64,) = store::read!(db, |pool| {
        sqlx::query_as(DEADLINES_TOTAL)
            .bind(seats.sees_all)
            .bind(seats.me())
            .bind(seats.unit_list())
            .bind(seats.role_list())
            .bind(seats.person_list())
            .bind(until.to_sqlx())
            .fetch_one(pool)
            .await
    })?;
    let lines = rows.into_iter().map(|row| row.read(seats));
    Ok(Listed {
        total: total.0,
        lines: lines.collect::<Result<_>>()?,
    })
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::waiting by due", WAITING_DUE),
    ("flow::waiting by due, last", WAITING_DUE_LAST),
    ("flow::waiting oldest", WAITING_OLDEST),
    ("flow::waiting newest", WAITING_NEWEST),
    ("flow::waiting total", WAITING_TOTAL),
    ("flow::waiting among", WAITING_STEPS),
    ("flow::waiting counts", WAITING_COUNTS),
    ("flow::mine", MINE),
    ("flow::mine total", MINE_TOTAL),
    ("flow::returned", RETURNED),
    ("flow::decided", DECIDED),
    ("flow::decided total", DECIDED_TOTAL),
    ("flow::in my place", IN_MY_PLACE),
    ("flow::deadlines", DEADLINES),
    ("flow::deadlines total", DEADLINES_TOTAL),
];
