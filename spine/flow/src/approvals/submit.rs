//! Handing in an application: the route is chosen and its steps are fixed.

use super::course::Course;
use super::records::{Application, ApplicationId, Decision, State, Step, StepId, StepState};
use super::refusal::{Done, FlowError, FlowRefusal};
use super::rows::{ApplicationRow, Note, application_columns, journalled, note, save};
use super::telling::turn;
use crate::deadlines::Desk;
use crate::routes::{FixedStep, Office, Person, choose, fix, person, routes_for, steps_of};
use access::Actor;
use anyhow::Result;
use people::{EmployeeId, UnitId};
use store::{ToSqlx, Tx, sqlx};

/// An application to be handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filing<'a> {
    /// What it is for, a word owned by the calling crate: `bulletin.post`.
    pub kind: &'a str,
    /// The record that is applied for: `bulletin.post:123`.
    pub subject: &'a str,
    /// What it is about.
    pub title: &'a str,
    /// Who applies; mostly, but not always, who is signed in.
    pub applicant: EmployeeId,
    /// From which unit; `None` means that of the main appointment.
    pub unit: Option<UnitId>,
    /// Yen or minutes, as the kind says; 0 or more.
    pub amount: Option<i64>,
    /// A line to those who decide; may be empty.
    pub comment: &'a str,
}

/// An application that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Submitted {
    /// The record.
    pub application: ApplicationId,
    /// In which round; more than 1 after a return.
    pub round: i64,
    /// Whether it was on its way already, as when a form is sent twice.
    pub already: bool,
}

/// What a comment may hold.
const LONGEST_COMMENT: usize = 1000;

/// Refuses a comment that is too long.
pub(super) fn checked(comment: &str) -> Result<&str, FlowRefusal> {
    let comment = comment.trim();
    match comment.chars().count().saturating_sub(LONGEST_COMMENT) {
        0 => Ok(comment),
        over => Err(FlowRefusal::CommentTooLong { over }),
    }
}

/// Hands in an application in the caller's transaction: its steps are fixed by the route of the day, and
/// the first ones open. A returned application of the same subject is handed in again as a new round. One
/// that is on its way already, by the same applicant, is left as it is.
///
/// The calling act writes its own record and journal entry; this writes an entry of its own.
///
/// # Errors
/// When the applicant is not in service, nobody but the applicant could decide, or somebody else has
/// applied for the same subject. The transaction must not be committed then.
pub async fn submit(
    tx: &mut Tx,
    desk: &Desk<'_>,
    actor: &Actor,
    filing: &Filing<'_>,
) -> Done<Submitted> {
    let comment = checked(filing.comment)?;
    let who = person(tx, filing.applicant, filing.unit, desk.today)
        .await?
        .ok_or(FlowRefusal::NotInService)?;
    let fixed = fixed_steps(tx, desk, filing.kind, filing.amount, &who).await?;
    if fixed.is_empty() {
        return Err(FlowRefusal::NobodyToDecide.into());
    }
    let application = match entered(tx, desk, filing, &who).await? {
        Entered::Now(application) => application,
        Entered::Before(application) => {
            return Ok(Submitted {
                application: application.id,
                round: application.round,
                already: true,
            });
        }
    };
    let steps = fixed.iter().enumerate();
    let steps = steps.map(|(at, step)| step_of(desk, &application, &fixed[..at], step));
    let mut course = Course::begin(steps.collect());
    save(tx, desk, application.id, &[], &mut course).await?;
    let done = Note {
        application: &application,
        step: None,
        decision: Decision::Submitted,
        by: Some(actor),
        principal: None,
        comment,
    };
    note(tx, desk, done).await?;
    turn(tx, desk, &application, &[], course.steps()).await?;
    journalled(
        tx,
        desk,
        actor,
        "flow.application.submitted",
        &application,
        None,
    )
    .await?;
    Ok(Submitted {
        application: application.id,
        round: application.round,
        already: false,
    })
}

/// The steps that an application of the person would have today.
async fn fixed_steps(
    tx: &mut Tx,
    desk: &Desk<'_>,
    kind: &str,
    amount: Option<i64>,
    who: &Person,
) -> Result<Vec<FixedStep>> {
    let mut office = Office::default();
    let own = who.applicant.unit.into_iter().collect();
    office
        .learn(tx, own, Vec::new(), Vec::new(), desk.today)
        .await?;
    let routes = routes_for(tx, kind, desk.today).await?;
    let route = choose(&routes, kind, amount, &who.applicant, &office);
    let steps = steps_of(route).to_vec();
    let asked: Vec<_> = steps.iter().map(|step| step.who).collect();
    office.learn_about(tx, &asked, desk.today).await?;
    Ok(fix(&steps, &who.applicant, &office))
}

fn step_of(
    desk: &Desk<'_>,
    application: &Application,
    before: &[FixedStep],
    step: &FixedStep,
) -> Step {
    let beside = before.iter().filter(|one| one.position == step.position);
    Step {
        id: StepId(desk.ids.next()),
        round: application.round,
        position: step.position,
        member: i64::try_from(beside.count()).unwrap_or(i64::MAX) + 1,
        rule: step.rule,
        asked: step.asked,
        moved: step.moved,
        seat: step.seat,
        due_days: step.due_days.unwrap_or(desk.terms.due_days),
        state: StepState::Waiting,
        opened_on: None,
        due_on: None,
    }
}

enum Entered {
    /// Written by this transaction.
    Now(Application),
    /// On its way since before.
    Before(Application),
}

/// The application of a subject that is on its way or returned, held until the transaction ends.
const ALIVE: &str = concat!(
    "
    UPDATE approval_applications SET version = version + 1
     WHERE subject = $1 AND state IN ('in-progress', 'returned')
    RETURNING ",
    application_columns!()
);

const INSERT: &str = "
    INSERT INTO approval_applications
           (id, kind, subject, title, applicant_id, applicant_name, unit_id, unit_name, post_title,
            amount, submitted_at, state, round, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'in-progress', 1, 1)
    ON CONFLICT DO NOTHING";

const AGAIN: &str = "
    UPDATE approval_applications
       SET title = $2, unit_id = $3, unit_name = $4, post_title = $5, amount = $6,
           state = 'in-progress', round = round + 1, closed_at = NULL
     WHERE id = $1";

async fn entered(tx: &mut Tx, desk: &Desk<'_>, filing: &Filing<'_>, who: &Person) -> Done<Entered> {
    // Twice at most: the second time the application that somebody entered in between is there.
    for _ in 0..2 {
        let alive: Option<ApplicationRow> = store::write!(&mut *tx, |connection| {
            sqlx::query_as(ALIVE)
                .bind(filing.subject)
                .fetch_optional(connection)
                .await
        })
        .map_err(anyhow::Error::from)?;
        if let Some(alive) = alive {
            return found(tx, filing, who, alive.read()?).await;
        }
        let application = Application {
            id: ApplicationId(desk.ids.next()),
            kind: filing.kind.to_owned(),
            subject: filing.subject.to_owned(),
            title: filing.title.to_owned(),
            applicant: filing.applicant,
            applicant_name: who.name.clone(),
            unit: who.applicant.unit,
            unit_name: who.unit_name.clone(),
            post: who.post.clone(),
            amount: filing.amount,
            submitted_at: desk.now,
            state: State::InProgress,
            round: 1,
            closed_at: None,
            version: 1,
        };
        if insert(tx, &application).await? {
            return Ok(Entered::Now(application));
        }
    }
    Err(FlowRefusal::OnItsWay.into())
}

async fn insert(tx: &mut Tx, new: &Application) -> Result<bool> {
    let rows = store::write!(tx, |connection| {
        sqlx::query(INSERT)
            .bind(new.id.0)
            .bind(&new.kind)
            .bind(&new.subject)
            .bind(&new.title)
            .bind(new.applicant.0)
            .bind(&new.applicant_name)
            .bind(new.unit.map(|unit| unit.0))
            .bind(&new.unit_name)
            .bind(&new.post)
            .bind(new.amount)
            .bind(new.submitted_at.to_sqlx())
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

/// What is to be done with an application that exists.
async fn found(
    tx: &mut Tx,
    filing: &Filing<'_>,
    who: &Person,
    alive: Application,
) -> Result<Entered, FlowError> {
    if alive.applicant != filing.applicant {
        return Err(FlowRefusal::OnItsWay.into());
    }
    if alive.state == State::InProgress {
        return Ok(Entered::Before(alive));
    }
    store::write!(tx, |connection| {
        sqlx::query(AGAIN)
            .bind(alive.id.0)
            .bind(filing.title)
            .bind(who.applicant.unit.map(|unit| unit.0))
            .bind(&who.unit_name)
            .bind(&who.post)
            .bind(filing.amount)
            .execute(connection)
            .await
            .map(|_| ())
    })
    .map_err(anyhow::Error::from)?;
    Ok(Entered::Now(Application {
        title: filing.title.to_owned(),
        unit: who.applicant.unit,
        unit_name: who.unit_name.clone(),
        post: who.post.clone(),
        amount: filing.amount,
        state: State::InProgress,
        round: alive.round + 1,
        closed_at: None,
        ..alive
    }))
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::submit alive", ALIVE),
    ("flow::submit insert", INSERT),
    ("flow::submit again", AGAIN),
];
