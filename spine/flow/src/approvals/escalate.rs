//! What the program does by itself every day: overdue decisions and vacant posts go to the next above.

use super::decide::pass_on;
use super::records::{ApplicationId, State, StepId, StepState};
use super::rows::{application_of, course, journalled, lock, save};
use super::telling::turn;
use crate::Sentence;
use crate::deadlines::{Desk, Terms};
use crate::jobs::{Duty, JobContext, JobKind, Outcome, When, Working};
use crate::routes::Moved;
use access::Actor;
use anyhow::Result;
use calendar::Date;
use settings::Settings;
use store::{Db, ToSqlx, sqlx};

/// Passes on what was not decided in time, and what waits for a post that nobody holds.
pub const ESCALATE: Duty = Duty {
    job: JobKind::new("flow.escalate", "flow-job-escalate", passing_on),
    when: When::Every { minutes: 60 },
};

fn passing_on(context: &JobContext) -> Working<'_> {
    Box::pin(async move {
        let settings = Settings::load(context.db(), context.clock().today()).await?;
        let desk = Desk::now(context.ids(), context.clock(), Terms::of(&settings));
        let escalated = escalate_overdue(context.db(), &desk).await?;
        let count = escalated.overdue.len() + escalated.vacant.len();
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let sentence = Sentence::new("flow-job-escalated").with("n", count);
        Ok(Outcome::saying(sentence))
    })
}

/// What was passed on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Escalated {
    /// Applications of which an overdue step went to the next above.
    pub overdue: Vec<ApplicationId>,
    /// Applications of which a step went up because nobody holds the post any more.
    pub vacant: Vec<ApplicationId>,
}

/// How many steps are looked at in one go.
const AT_ONCE: i64 = 1000;

const OVERDUE: &str = "
    SELECT id FROM approval_steps WHERE state = 'open' AND due_on <= $1 ORDER BY due_on, id LIMIT $2";

/// Open steps whose unit nobody heads, or whose person has left.
const VACATED: &str = "
    SELECT s.id
      FROM approval_steps s
     WHERE s.state = 'open' AND s.unit_id IS NOT NULL
       AND NOT EXISTS (
            SELECT 1 FROM appointments p
              JOIN employees e ON e.id = p.employee_id
             WHERE p.unit_id = s.unit_id AND p.heads
               AND p.kind IN ('main', 'concurrent', 'acting')
               AND p.valid_from <= $1 AND (p.valid_to IS NULL OR p.valid_to > $1)
               AND e.hired_on <= $1 AND (e.left_on IS NULL OR e.left_on > $1))
     UNION ALL
    SELECT s.id
      FROM approval_steps s
      JOIN employees e ON e.id = s.person_id
     WHERE s.state = 'open' AND s.person_id IS NOT NULL
       AND e.left_on <= $1";

/// Passes on what was due too long ago, as the city has set it, and what waits for a post that nobody holds.
/// Each step in a transaction of its own; a step that nobody above could decide stays where it is.
pub async fn escalate_overdue(db: &Db, desk: &Desk<'_>) -> Result<Escalated> {
    let mut escalated = Escalated::default();
    for step in steps(db, VACATED, desk.today, None).await? {
        escalated
            .vacant
            .extend(escalate(db, desk, step, Moved::Vacant).await?);
    }
    let off = holidays::days_off(db).await?;
    if let Some(due) = desk.terms.escalated_due(desk.today, &off) {
        for step in steps(db, OVERDUE, due, Some(AT_ONCE)).await? {
            escalated
                .overdue
                .extend(escalate(db, desk, step, Moved::Overdue).await?);
        }
    }
    Ok(escalated)
}

async fn steps(db: &Db, sql: &'static str, day: Date, limit: Option<i64>) -> Result<Vec<StepId>> {
    let rows: Vec<(i64,)> = store::read!(db, |pool| {
        let query = sqlx::query_as(sql).bind(day.to_sqlx());
        match limit {
            Some(limit) => query.bind(limit).fetch_all(pool).await,
            None => query.fetch_all(pool).await,
        }
    })?;
    Ok(rows.into_iter().map(|(id,)| StepId(id)).collect())
}

async fn escalate(
    db: &Db,
    desk: &Desk<'_>,
    id: StepId,
    moved: Moved,
) -> Result<Option<ApplicationId>> {
    let mut tx = db.begin().await?;
    let Some(application) = application_of(&mut tx, id).await? else {
        return Ok(None);
    };
    let Some(application) = lock(&mut tx, application).await? else {
        return Ok(None);
    };
    let mut course = course(&mut tx, &application).await?;
    let step = course
        .step(id)
        .filter(|step| step.state == StepState::Open)
        .cloned();
    let Some(step) = step.filter(|_| application.state == State::InProgress) else {
        return Ok(None);
    };
    let before = course.steps().to_vec();
    if !pass_on(&mut tx, desk, &application, &mut course, &step, moved).await? {
        return Ok(None);
    }
    save(&mut tx, desk, application.id, &before, &mut course).await?;
    turn(&mut tx, desk, &application, &before, course.steps()).await?;
    let act = "flow.step.escalated";
    journalled(&mut tx, desk, &program(), act, &application, Some(id)).await?;
    tx.commit().await?;
    Ok(Some(application.id))
}

/// The program itself, in the journal.
fn program() -> Actor {
    Actor {
        name: "hagukumi".to_owned(),
        ..Actor::visitor()
    }
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("flow::escalate overdue", OVERDUE),
    ("flow::escalate vacated", VACATED),
];
