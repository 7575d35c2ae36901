//! Applications, steps and decisions as rows, and the writing of them.

use super::course::Course;
use super::records::{
    Application, ApplicationId, Decision, DecisionId, DecisionLine, Rule, Seat, State, Step,
    StepId, StepState,
};
use crate::deadlines::{Desk, days_off_after};
use crate::routes::{Moved, Who};
use access::{Actor, Role};
use anyhow::{Context, Result, anyhow};
use calendar::DaysOff;
use people::{EmployeeId, UnitId};
use store::{Day, Db, Instant, ToSqlx, Tx, sqlx};

/// The columns of [`ApplicationRow`].
macro_rules! application_columns {
    () => {
        "id, kind, subject, title, applicant_id, applicant_name, unit_id, unit_name, post_title,
           amount, submitted_at, state, round, closed_at, version"
    };
}
pub(super) use application_columns;

store::row! {
    pub(super) struct ApplicationRow {
        id: i64,
        kind: String,
        subject: String,
        title: String,
        applicant_id: i64,
        applicant_name: String,
        unit_id: Option<i64>,
        unit_name: String,
        post_title: String,
        amount: Option<i64>,
        submitted_at: Instant,
        state: String,
        round: i64,
        closed_at: Option<Instant>,
        version: i64,
    }
}

impl ApplicationRow {
    pub(super) fn read(self) -> Result<Application> {
        let state = State::of_word(&self.state)
            .ok_or_else(|| anyhow!("state of application {}", self.id))?;
        Ok(Application {
            id: ApplicationId(self.id),
            kind: self.kind,
            subject: self.subject,
            title: self.title,
            applicant: EmployeeId(self.applicant_id),
            applicant_name: self.applicant_name,
            unit: self.unit_id.map(UnitId),
            unit_name: self.unit_name,
            post: self.post_title,
            amount: self.amount,
            submitted_at: self.submitted_at.to_jiff(),
            state,
            round: self.round,
            closed_at: self.closed_at.map(Instant::to_jiff),
            version: self.version,
        })
    }
}

store::row! {
    pub(super) struct StepRow {
        id: i64,
        round: i64,
        position: i64,
        member: i64,
        rule: String,
        asked: String,
        moved: Option<String>,
        unit_id: Option<i64>,
        role: Option<String>,
        person_id: Option<i64>,
        due_days: i64,
        state: String,
        opened_on: Option<Day>,
        due_on: Option<Day>,
    }
}

impl StepRow {
    pub(super) fn read(self) -> Result<Step> {
        let id = self.id;
        self.parse()
            .with_context(|| format!("step {id} in the database cannot be read"))
    }

    fn parse(self) -> Result<Step> {
        let seat = match (self.unit_id, self.role.as_deref(), self.person_id) {
            (Some(unit), None, None) => Seat::Head(UnitId(unit)),
            (None, Some(role), None) => Seat::Role(Role::named(role).context("role")?),
            (None, None, Some(person)) => Seat::Person(EmployeeId(person)),
            _ => return Err(anyhow!("nobody or several decide")),
        };
        let moved = match self.moved.as_deref() {
            None => None,
            Some(word) => Some(Moved::of_word(word).context("moved")?),
        };
        Ok(Step {
            id: StepId(self.id),
            round: self.round,
            position: self.position,
            member: self.member,
            rule: Rule::of_word(&self.rule).context("rule")?,
            asked: Who::of_word(&self.asked).context("asked")?,
            moved,
            seat,
            due_days: self.due_days,
            state: StepState::of_word(&self.state).context("state")?,
            opened_on: self.opened_on.map(Day::to_jiff),
            due_on: self.due_on.map(Day::to_jiff),
        })
    }
}

store::row! {
    pub(super) struct DecisionRow {
        id: i64,
        round: i64,
        step_id: Option<i64>,
        act: String,
        account_id: Option<i64>,
        employee_id: Option<i64>,
        name: String,
        post: String,
        principal_name: Option<String>,
        comment: String,
        at: Instant,
    }
}

impl DecisionRow {
    pub(super) fn read(self) -> Result<DecisionLine> {
        let decision = Decision::of_word(&self.act)
            .ok_or_else(|| anyhow!("decision {} in the database cannot be read", self.id))?;
        Ok(DecisionLine {
            id: DecisionId(self.id),
            round: self.round,
            step: self.step_id.map(StepId),
            decision,
            name: self.name,
            post: self.post,
            principal: self.principal_name,
            comment: self.comment,
            at: self.at.to_jiff(),
        })
    }

    pub(super) fn act(&self) -> Option<Decision> {
        Decision::of_word(&self.act)
    }

    pub(super) fn by_name(&self) -> String {
        self.name.clone()
    }

    pub(super) fn in_place_of(&self) -> Option<String> {
        self.principal_name.clone()
    }

    pub(super) fn step(&self) -> Option<StepId> {
        self.step_id.map(StepId)
    }

    /// Whether this was done by the employee or with the account; 0 is nobody.
    pub(super) fn is_from(&self, employee: i64, account: i64) -> bool {
        employee != 0 && self.employee_id == Some(employee)
            || account != 0 && self.account_id == Some(account)
    }

    /// Whether this was done by the same account.
    pub(super) fn is_by(&self, actor: &Actor) -> bool {
        match (self.account_id, actor.account) {
            (Some(one), Some(other)) => one == other,
            _ => self.employee_id.is_some() && self.employee_id == actor.employee,
        }
    }
}

/// Whoever touches the row makes others wait until the transaction ends.
const LOCK: &str = concat!(
    "
    UPDATE approval_applications SET version = version + 1 WHERE id = $1
    RETURNING ",
    application_columns!()
);

/// Takes an application for an act; nobody else changes it until the transaction is over.
pub(super) async fn lock(tx: &mut Tx, id: ApplicationId) -> Result<Option<Application>> {
    let row: Option<ApplicationRow> = store::write!(tx, |connection| {
        sqlx::query_as(LOCK)
            .bind(id.0)
            .fetch_optional(connection)
            .await
    })?;
    row.map(ApplicationRow::read).transpose()
}

const LATEST: &str = concat!(
    "
    SELECT ",
    application_columns!(),
    "
      FROM approval_applications WHERE subject = $1 ORDER BY submitted_at DESC, id DESC LIMIT 1"
);

/// The latest application for a record, whatever has become of it. Its owner decides who may see it.
pub async fn latest(db: &Db, subject: &str) -> Result<Option<Application>> {
    let row: Option<ApplicationRow> = store::read!(db, |pool| {
        sqlx::query_as(LATEST)
            .bind(subject)
            .fetch_optional(pool)
            .await
    })?;
    row.map(ApplicationRow::read).transpose()
}

/// The same in a transaction.
pub async fn latest_in(tx: &mut Tx, subject: &str) -> Result<Option<Application>> {
    let row: Option<ApplicationRow> = store::write!(tx, |connection| {
        sqlx::query_as(LATEST)
            .bind(subject)
            .fetch_optional(connection)
            .await
    })?;
    row.map(ApplicationRow::read).transpose()
}

const APPLICATION_OF: &str = "SELECT application_id FROM approval_steps WHERE id = $1";

/// The application of a step.
pub(super) async fn application_of(tx: &mut Tx, step: StepId) -> Result<Option<ApplicationId>> {
    let found: Option<(i64,)> = store::write!(tx, |connection| {
        sqlx::query_as(APPLICATION_OF)
            .bind(step.0)
            .fetch_optional(connection)
            .await
    })?;
    Ok(found.map(|(id,)| ApplicationId(id)))
}

const STEPS: &str = "
    SELECT id, round, position, member, rule, asked, moved, unit_id, role, person_id, due_days,
           state, opened_on, due_on
      FROM approval_steps
     WHERE application_id = $1 AND round = $2
     ORDER BY position, member";

/// The steps of the present round.
pub(super) async fn course(tx: &mut Tx, application: &Application) -> Result<Course> {
    let rows: Vec<StepRow> = store::write!(tx, |connection| {
        sqlx::query_as(STEPS)
            .bind(application.id.0)
            .bind(application.round)
            .fetch_all(connection)
            .await
    })?;
    let steps = rows.into_iter().map(StepRow::read);
    Ok(Course::new(steps.collect::<Result<Vec<Step>>>()?))
}

const INSERT_STEP: &str = "
    INSERT INTO approval_steps
           (id, application_id, round, position, member, rule, asked, moved, unit_id, role, person_id,
            due_days, state, opened_on, due_on)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

const UPDATE_STEP: &str = "
    UPDATE approval_steps SET state = $2, opened_on = $3, due_on = $4 WHERE id = $1";

/// Writes the steps that differ from how they were, with the due days of those that have opened.
pub(super) async fn save(
    tx: &mut Tx,
    desk: &Desk<'_>,
    application: ApplicationId,
    before: &[Step],
    course: &mut Course,
) -> Result<()> {
    let opening = |step: &Step| step.state == StepState::Open && step.opened_on.is_none();
    let off = if course.steps().iter().any(opening) {
        days_off_after(tx, desk.today).await?
    } else {
        DaysOff::default()
    };
    for step in course.steps_mut() {
        settle(step, desk, &off);
        let old = before.iter().find(|old| old.id == step.id);
        match old {
            Some(old) if old == step => {}
            Some(_) => store::write!(&mut *tx, |connection| {
                sqlx::query(UPDATE_STEP)
                    .bind(step.id.0)
                    .bind(step.state.word())
                    .bind(step.opened_on.map(ToSqlx::to_sqlx))
                    .bind(step.due_on.map(ToSqlx::to_sqlx))
                    .execute(connection)
                    .await
                    .map(|_| ())
            })?,
            None => insert_step(tx, application, step).await?,
        }
    }
    Ok(())
}

/// A step that opens gets its due day; one that waits again loses it.
fn settle(step: &mut Step, desk: &Desk<'_>, off: &DaysOff) {
    match step.state {
        StepState::Open if step.opened_on.is_none() => {
            step.opened_on = Some(desk.today);
            step.due_on = Some(desk.terms.counted(desk.today, step.due_days, off));
        }
        StepState::Waiting => {
            step.opened_on = None;
            step.due_on = None;
        }
        _ => {}
    }
}

async fn insert_step(tx: &mut Tx, application: ApplicationId, step: &Step) -> Result<()> {
    let (unit, role, person) = match step.seat {
        Seat::Head(unit) => (Some(unit.0), None, None),
        Seat::Role(role) => (None, Some(role.name()), None),
        Seat::Person(person) => (None, None, Some(person.0)),
    };
    store::write!(tx, |connection| {
        sqlx::query(INSERT_STEP)
            .bind(step.id.0)
            .bind(application.0)
            .bind(step.round)
            .bind(step.position)
            .bind(step.member)
            .bind(step.rule.word())
            .bind(step.asked.word())
            .bind(step.moved.map(Moved::word))
            .bind(unit)
            .bind(role)
            .bind(person)
            .bind(step.due_days)
            .bind(step.state.word())
            .bind(step.opened_on.map(ToSqlx::to_sqlx))
            .bind(step.due_on.map(ToSqlx::to_sqlx))
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const SET_STATE: &str = "
    UPDATE approval_applications SET state = $2, closed_at = $3 WHERE id = $1";

/// Writes how the application stands now.
pub(super) async fn set_state(
    tx: &mut Tx,
    desk: &Desk<'_>,
    application: &mut Application,
    state: State,
) -> Result<()> {
    application.state = state;
    application.closed_at = state.is_final().then_some(desk.now);
    store::write!(tx, |connection| {
        sqlx::query(SET_STATE)
            .bind(application.id.0)
            .bind(state.word())
            .bind(application.closed_at.map(ToSqlx::to_sqlx))
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const INSERT_DECISION: &str = "
    INSERT INTO approval_decisions
           (id, application_id, round, step_id, act, account_id, employee_id, name, post,
            principal_id, principal_name, comment, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

/// What was done, as it is to be written.
pub(super) struct Note<'a> {
    pub application: &'a Application,
    pub step: Option<StepId>,
    pub decision: Decision,
    /// `None` when the program itself did it.
    pub by: Option<&'a Actor>,
    pub principal: Option<&'a (EmployeeId, String)>,
    pub comment: &'a str,
}

const POST: &str = "
    SELECT v.name AS unit_name, p.post_title
      FROM appointments p
      JOIN unit_versions v ON v.unit_id = p.unit_id
                          AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     WHERE p.employee_id = $1 AND p.kind = 'main'
       AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)";

/// Adds to the record what was done, by whom, with their post of the day.
pub(super) async fn note(tx: &mut Tx, desk: &Desk<'_>, note: Note<'_>) -> Result<DecisionId> {
    let id = DecisionId(desk.ids.next());
    let employee = note.by.and_then(|actor| actor.employee);
    let post: Option<(String, String)> = match employee {
        None => None,
        Some(employee) => store::write!(&mut *tx, |connection| {
            sqlx::query_as(POST)
                .bind(employee)
                .bind(desk.today.to_sqlx())
                .fetch_optional(connection)
                .await
        })?,
    };
    let post = post
        .map(|(unit, post)| format!("{unit} {post}"))
        .unwrap_or_default();
    store::write!(tx, |connection| {
        sqlx::query(INSERT_DECISION)
            .bind(id.0)
            .bind(note.application.id.0)
            .bind(note.application.round)
            .bind(note.step.map(|step| step.0))
            .bind(note.decision.word())
            .bind(note.by.and_then(|actor| actor.account))
            .bind(employee)
            .bind(note.by.map_or("", |actor| actor.name.as_str()))
            .bind(post)
            .bind(note.principal.map(|(id, _)| id.0))
            .bind(note.principal.map(|(_, name)| name.as_str()))
            .bind(note.comment)
            .bind(desk.now.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(id)
}

const LAST_AT_STEP: &str = "
    SELECT id, round, step_id, act, account_id, employee_id, name, post, principal_name, comment, at
      FROM approval_decisions WHERE step_id = $1 ORDER BY id DESC LIMIT 1";

/// What was done last at a step.
pub(super) async fn last_at(tx: &mut Tx, step: StepId) -> Result<Option<DecisionRow>> {
    Ok(store::write!(tx, |connection| {
        sqlx::query_as(LAST_AT_STEP)
            .bind(step.0)
            .fetch_optional(connection)
            .await
    })?)
}

/// Journals what was done with an application.
pub(super) async fn journalled(
    tx: &mut Tx,
    desk: &Desk<'_>,
    actor: &Actor,
    act: &str,
    application: &Application,
    step: Option<StepId>,
) -> Result<()> {
    let detail = serde_json::json!({
        "kind": application.kind,
        "subject": application.subject,
        "round": application.round,
        "step": step.map(|step| step.0),
    });
    let entry = journal::Entry {
        act,
        subject: &format!("application:{}", application.id),
        detail: &detail,
    };
    journal::record(tx, desk.now, actor, entry).await
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::lock", LOCK),
    ("flow::latest", LATEST),
    ("flow::application of step", APPLICATION_OF),
    ("flow::steps", STEPS),
    ("flow::insert step", INSERT_STEP),
    ("flow::update step", UPDATE_STEP),
    ("flow::set state", SET_STATE),
    ("flow::insert decision", INSERT_DECISION),
    ("flow::post", POST),
    ("flow::last at step", LAST_AT_STEP),
];
