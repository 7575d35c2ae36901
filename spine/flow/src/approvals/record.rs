//! One application with everything that was done with it, for whoever may see it.

use super::records::{
    Application, ApplicationId, DecisionId, DecisionLine, Seat, State, Step, StepId, StepState,
};
use super::refusal::{Done, FlowError};
use super::rows::{ApplicationRow, DecisionRow, StepRow};
use super::seats::{Seats, Sitting, full_name, list};
use crate::deadlines::Desk;
use access::{Allowed, DecideApprovals};
use anyhow::Result;
use calendar::Date;
use people::{EmployeeId, UnitId};
use std::collections::HashMap;
use store::{Db, ToSqlx, Tx, sqlx};

/// An application with its steps and decisions of all rounds, the earliest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalRecord {
    /// The application.
    pub application: Application,
    /// The steps of all rounds in their order.
    pub steps: Vec<Step>,
    /// What was done.
    pub decisions: Vec<DecisionLine>,
    /// What the reader may do with it.
    pub mine: Mine,
}

/// What somebody may do with an application today.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mine {
    /// The steps that wait for them, and as whom they decide.
    pub waiting: Vec<(StepId, Sitting)>,
    /// The approval that they can take back.
    pub take_back: Option<StepId>,
    /// Whether they can withdraw it.
    pub withdraw: bool,
    /// Whether they can hand it in again.
    pub again: bool,
    /// 後閲: decisions in their place that they have not seen yet.
    pub unseen: Vec<DecisionId>,
}

impl ApprovalRecord {
    /// The steps of the present round.
    pub fn present(&self) -> impl Iterator<Item = &Step> {
        let round = self.application.round;
        self.steps.iter().filter(move |step| step.round == round)
    }

    /// The decision that stands at a step: the last one there, unless it was taken back.
    #[must_use]
    pub fn decision_at(&self, step: StepId) -> Option<&DecisionLine> {
        self.decisions
            .iter()
            .rev()
            .find(|line| line.step == Some(step))
            .filter(|line| line.decision != super::records::Decision::TakenBack)
    }
}

/// The applicant, the personnel section, whoever sits in a seat of the route, also as a deputy, and whoever
/// has decided; nobody else.
const VISIBLE: &str = "
    SELECT a.id, a.kind, a.subject, a.title, a.applicant_id, a.applicant_name, a.unit_id, a.unit_name,
           a.post_title, a.amount, a.submitted_at, a.state, a.round, a.closed_at, a.version
      FROM approval_applications a
     WHERE a.id = $1
       AND ($2 OR a.applicant_id = $3
            OR EXISTS (
                SELECT 1 FROM approval_steps s
                 WHERE s.application_id = a.id
                   AND (s.unit_id IN (SELECT value FROM json_each($4))
                        OR $5 LIKE '%,' || s.role || ',%'
                        OR s.person_id IN (SELECT value FROM json_each($6))))
            OR EXISTS (
                SELECT 1 FROM approval_decisions d
                 WHERE d.application_id = a.id
                   AND (d.employee_id = $3 OR d.principal_id = $3 OR d.account_id = $7)))";

const STEPS: &str = "
    SELECT id, round, position, member, rule, asked, moved, unit_id, role, person_id, due_days,
           state, opened_on, due_on
      FROM approval_steps WHERE application_id = $1 ORDER BY round, position, member";

const DECISIONS: &str = "
    SELECT id, round, step_id, act, account_id, employee_id, name, post, principal_name, comment, at
      FROM approval_decisions WHERE application_id = $1 ORDER BY id";

const UNSEEN: &str = "
    SELECT d.id
      FROM approval_decisions d
     WHERE d.application_id = $1 AND d.principal_id = $2
       AND NOT EXISTS (SELECT 1 FROM approval_afterviews v WHERE v.decision_id = d.id)
     ORDER BY d.id";

/// The record of an application; `None` when there is none or the person may not see it.
pub async fn record(db: &Db, seats: &Seats, id: ApplicationId) -> Result<Option<ApprovalRecord>> {
    let row: Option<ApplicationRow> = store::read!(db, |pool| {
        sqlx::query_as(VISIBLE)
            .bind(id.0)
            .bind(seats.sees_all)
            .bind(seats.me())
            .bind(seats.unit_list())
            .bind(seats.role_list())
            .bind(seats.person_list())
            .bind(seats.my_account())
            .fetch_optional(pool)
            .await
    })?;
    let Some(row) = row else {
        return Ok(None);
    };
    let application = row.read()?;
    let steps: Vec<StepRow> = store::read!(db, |pool| {
        sqlx::query_as(STEPS).bind(id.0).fetch_all(pool).await
    })?;
    let decisions: Vec<DecisionRow> = store::read!(db, |pool| {
        sqlx::query_as(DECISIONS).bind(id.0).fetch_all(pool).await
    })?;
    let unseen: Vec<(i64,)> = store::read!(db, |pool| {
        sqlx::query_as(UNSEEN)
            .bind(id.0)
            .bind(seats.me())
            .fetch_all(pool)
            .await
    })?;
    let steps = steps
        .into_iter()
        .map(StepRow::read)
        .collect::<Result<Vec<_>>>()?;
    let own_approval = take_back(seats, &application, &steps, &decisions);
    let mine = Mine {
        waiting: waiting(seats, &application, &steps),
        take_back: own_approval,
        withdraw: own(seats, &application) && !application.state.is_final(),
        again: own(seats, &application) && application.state == State::Returned,
        unseen: unseen.into_iter().map(|(id,)| DecisionId(id)).collect(),
    };
    Ok(Some(ApprovalRecord {
        application,
        steps,
        decisions: decisions
            .into_iter()
            .map(DecisionRow::read)
            .collect::<Result<_>>()?,
        mine,
    }))
}

fn own(seats: &Seats, application: &Application) -> bool {
    seats.employee == Some(application.applicant)
}

fn waiting(seats: &Seats, application: &Application, steps: &[Step]) -> Vec<(StepId, Sitting)> {
    if own(seats, application) || application.state != State::InProgress {
        return Vec::new();
    }
    let open = steps.iter().filter(|step| step.state == StepState::Open);
    open.filter_map(|step| Some((step.id, seats.sits(step.seat)?)))
        .collect()
}

/// The person's own last approval, while the rules would let them take it back.
fn take_back(
    seats: &Seats,
    application: &Application,
    steps: &[Step],
    decisions: &[DecisionRow],
) -> Option<StepId> {
    if application.state != State::InProgress {
        return None;
    }
    let present = steps.iter().filter(|step| step.round == application.round);
    let course = super::course::Course::new(present.cloned().collect());
    let by_me = |row: &&DecisionRow| row.is_from(seats.me(), seats.my_account());
    let step = decisions.iter().rev().find(by_me)?.step()?;
    let mut tried = course.clone();
    tried.take_back(step).is_ok().then_some(step)
}

/// Somebody who decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub id: EmployeeId,
    /// The name.
    pub name: String,
    /// The post.
    pub post: String,
    /// Who deputises for them today.
    pub deputies: Vec<String>,
}

/// A seat with a name and who sits in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chair {
    /// The unit's name; empty for a role and for a person.
    pub unit: String,
    /// Who sits in it today; nobody is listed for a role.
    pub holders: Vec<Holder>,
}

const HEADS: &str = "
    SELECT v.unit_id, v.name AS unit_name, e.id AS employee_id, e.family_name, e.given_name,
           p.post_title
      FROM unit_versions v
      LEFT JOIN appointments p ON p.unit_id = v.unit_id AND p.heads
                              AND p.kind IN ('main', 'concurrent', 'acting')
                              AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
      LEFT JOIN employees e ON e.id = p.employee_id
                           AND e.hired_on <= $2 AND (e.left_on IS NULL OR e.left_on > $2)
     WHERE v.unit_id IN (SELECT value FROM json_each($1))
       AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     ORDER BY v.unit_id, e.id";

const PERSONS: &str = "
    SELECT e.id AS employee_id, e.family_name, e.given_name, p.post_title
      FROM employees e
      LEFT JOIN appointments p ON p.employee_id = e.id AND p.kind = 'main'
                              AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)
     WHERE e.id IN (SELECT value FROM json_each($1))";

const DEPUTIES: &str = "
    SELECT d.principal_id, e.family_name, e.given_name
      FROM deputies d
      JOIN employees e ON e.id = d.deputy_id
     WHERE d.principal_id IN (SELECT value FROM json_each($1)) AND d.ended_at IS NULL
       AND d.valid_from <= $2 AND (d.valid_to IS NULL OR d.valid_to > $2)
     ORDER BY d.principal_id, d.id";

store::row! {
    struct HeadRow {
        unit_id: i64,
        unit_name: String,
        employee_id: Option<i64>,
        family_name: Option<String>,
        given_name: Option<String>,
        post_title: Option<String>,
    }
}

store::row! {
    struct PersonRow {
        employee_id: i64,
        family_name: String,
        given_name: String,
        post_title: Option<String>,
    }
}

/// Who sits in the seats on a day, with their deputies: for the page, in three queries.
pub async fn chairs(db: &Db, seats: &[Seat], on: Date) -> Result<HashMap<Seat, Chair>> {
    let units = list(seats.iter().filter_map(|seat| match seat {
        Seat::Head(unit) => Some(unit.0),
        _ => None,
    }));
    let persons = list(seats.iter().filter_map(|seat| match seat {
        Seat::Person(person) => Some(person.0),
        _ => None,
    }));
    let heads: Vec<HeadRow> = store::read!(db, |pool| {
        sqlx::query_as(HEADS)
            .bind(units)
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let named: Vec<PersonRow> = store::read!(db, |pool| {
        sqlx::query_as(PERSONS)
            .bind(persons)
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let mut chairs: HashMap<Seat, Chair> = HashMap::new();
    for row in heads {
        let chair = chairs.entry(Seat::Head(UnitId(row.unit_id))).or_default();
        chair.unit = row.unit_name;
        if let (Some(id), Some(family), Some(given)) =
            (row.employee_id, row.family_name, row.given_name)
        {
            chair
                .holders
                .push(holder(id, &family, &given, row.post_title));
        }
    }
    for row in named {
        let chair = chairs
            .entry(Seat::Person(EmployeeId(row.employee_id)))
            .or_default();
        let (family, given) = (&row.family_name, &row.given_name);
        chair
            .holders
            .push(holder(row.employee_id, family, given, row.post_title));
    }
    let everybody = chairs.values().flat_map(|chair| &chair.holders);
    let principals = list(everybody.map(|holder| holder.id.0));
    let deputies: Vec<(i64, String, String)> = store::read!(db, |pool| {
        sqlx::query_as(DEPUTIES)
            .bind(principals)
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    for holder in chairs.values_mut().flat_map(|chair| &mut chair.holders) {
        let own = deputies
            .iter()
            .filter(|(principal, ..)| *principal == holder.id.0);
        holder.deputies = own
            .map(|(_, family, given)| full_name(family, given))
            .collect();
    }
    Ok(chairs)
}

fn holder(id: i64, family: &str, given: &str, post: Option<String>) -> Holder {
    Holder {
        id: EmployeeId(id),
        name: full_name(family, given),
        post: post.unwrap_or_default(),
        deputies: Vec::new(),
    }
}

/// 後閲: that decisions of an application in the person's place have been seen.
const SEEN: &str = "
    INSERT INTO approval_afterviews (id, decision_id, seen_at) VALUES ($1, $2, $3)
    ON CONFLICT (decision_id) DO NOTHING";

/// 後閲: notes in the caller's transaction that the principal has seen what was decided in their place, and
/// returns how many decisions that were.
pub async fn seen(
    tx: &mut Tx,
    desk: &Desk<'_>,
    allowed: &Allowed<DecideApprovals>,
    application: ApplicationId,
) -> Done<usize> {
    let me = allowed.actor().employee.ok_or(FlowError::NotFound)?;
    let unseen: Vec<(i64,)> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(UNSEEN)
            .bind(application.0)
            .bind(me)
            .fetch_all(connection)
            .await
    })
    .map_err(anyhow::Error::from)?;
    for (decision,) in &unseen {
        store::write!(&mut *tx, |connection| {
            sqlx::query(SEEN)
                .bind(desk.ids.next())
                .bind(decision)
                .bind(desk.now.to_sqlx())
                .execute(connection)
                .await
                .map(|_| ())
        })
        .map_err(anyhow::Error::from)?;
    }
    Ok(unseen.len())
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::record", VISIBLE),
    ("flow::record steps", STEPS),
    ("flow::record decisions", DECISIONS),
    ("flow::record unseen", UNSEEN),
    ("flow::chairs heads", HEADS),
    ("flow::chairs persons", PERSONS),
    ("flow::chairs deputies", DEPUTIES),
    ("flow::seen", SEEN),
];
