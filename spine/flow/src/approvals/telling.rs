//! Who is told of what: whose turn it is, what has become of one's application, what was decided in one's
//! place. Titles of applications stand in the product only, never in a mail.

use super::records::{Application, Seat, State, Step, StepId, StepState};
use super::seats::list;
use crate::Sentence;
use crate::deadlines::Desk;
use crate::notices::{NewNotice, NoticeKind, To, Way, notify};
use crate::routes::{Office, Sitter};
use anyhow::Result;
use people::EmployeeId;
use store::{ToSqlx, Tx, sqlx};

/// An application waits for somebody's decision.
pub const TURN: NoticeKind = NoticeKind::new("flow.turn", "flow-notice-kind-turn", Way::Digest);

/// An application was approved, rejected or returned.
pub const DECIDED: NoticeKind =
    NoticeKind::new("flow.decided", "flow-notice-kind-decided", Way::Mail);

/// 代決: somebody has decided in one's place.
pub const IN_PLACE: NoticeKind =
    NoticeKind::new("flow.in-place", "flow-notice-kind-in-place", Way::Product);

const DEPUTIES: &str = "
    SELECT d.deputy_id
      FROM deputies d
     WHERE d.principal_id IN (SELECT value FROM json_each($1)) AND d.ended_at IS NULL
       AND d.valid_from <= $2 AND (d.valid_to IS NULL OR d.valid_to > $2)";

/// Tells those whose turn has come since the steps were as before.
pub(super) async fn turn(
    tx: &mut Tx,
    desk: &Desk<'_>,
    application: &Application,
    before: &[Step],
    after: &[Step],
) -> Result<()> {
    let opened = |step: &&Step| {
        let was = before.iter().find(|old| old.id == step.id);
        step.state == StepState::Open && was.is_none_or(|old| old.state != StepState::Open)
    };
    for step in after.iter().filter(opened) {
        let (mut employees, accounts) = holders(tx, desk, step.seat).await?;
        employees.retain(|employee| *employee != application.applicant.0);
        let event = format!("step:{}:{}", step.id, desk.today);
        let href = format!("/approvals/{}", application.id);
        let title =
            Sentence::new("flow-notice-turn").with("name", application.applicant_name.as_str());
        let about = Sentence::new("flow-notice-title").with("title", application.title.as_str());
        let notice = NewNotice::new(&TURN, &event, title, &href).line(about);
        notify(tx, desk.ids, desk.now, &notice, To::Employees(&employees)).await?;
        if !accounts.is_empty() {
            notify(tx, desk.ids, desk.now, &notice, To::Accounts(&accounts)).await?;
        }
    }
    Ok(())
}

/// Employees who sit in the seat with their deputies, and accounts of others.
async fn holders(tx: &mut Tx, desk: &Desk<'_>, seat: Seat) -> Result<(Vec<i64>, Vec<i64>)> {
    let mut office = Office::default();
    office.learn_seats(tx, &[seat], desk.today).await?;
    let (mut employees, mut accounts) = (Vec::new(), Vec::new());
    for sitter in office.sitters(seat) {
        match sitter {
            Sitter::Employee(employee) => employees.push(employee),
            Sitter::Outside(account) => accounts.push(account),
        }
    }
    if !matches!(seat, Seat::Role(_)) {
        let deputies: Vec<(i64,)> = store::write!(tx, |connection| {
            sqlx::query_as(DEPUTIES)
                .bind(list(employees.iter().copied()))
                .bind(desk.today.to_sqlx())
                .fetch_all(connection)
                .await
        })?;
        employees.extend(deputies.into_iter().map(|(id,)| id));
    }
    Ok((employees, accounts))
}

/// Tells the applicant what has become of the application.
pub(super) async fn outcome(
    tx: &mut Tx,
    desk: &Desk<'_>,
    application: &Application,
    comment: &str,
) -> Result<()> {
    let key = match application.state {
        State::Approved => "flow-notice-approved",
        State::Rejected => "flow-notice-rejected",
        State::Returned => "flow-notice-returned",
        State::InProgress | State::Withdrawn => return Ok(()),
    };
    let event = format!("application:{}:{}", application.id, application.round);
    let href = format!("/approvals/{}", application.id);
    let about = Sentence::new("flow-notice-title").with("title", application.title.as_str());
    let mut notice = NewNotice::new(&DECIDED, &event, Sentence::new(key), &href).line(about);
    if !comment.is_empty() {
        notice = notice.line(Sentence::new("flow-notice-comment").with("comment", comment));
    }
    let to = [application.applicant.0];
    notify(tx, desk.ids, desk.now, &notice, To::Employees(&to)).await?;
    Ok(())
}

/// Tells the principal what was decided in their place.
pub(super) async fn in_place(
    tx: &mut Tx,
    desk: &Desk<'_>,
    application: &Application,
    step: StepId,
    by: &str,
    principal: EmployeeId,
) -> Result<()> {
    let event = format!("in-place:{step}");
    let href = format!("/approvals/{}", application.id);
    let title = Sentence::new("flow-notice-in-place").with("by", by);
    let about = Sentence::new("flow-notice-title").with("title", application.title.as_str());
    let notice = NewNotice::new(&IN_PLACE, &event, title, &href).line(about);
    notify(
        tx,
        desk.ids,
        desk.now,
        &notice,
        To::Employees(&[principal.0]),
    )
    .await?;
    Ok(())
}

pub(super) const QUERIES: &[(&str, &str)] = &[("flow::holders deputies", DEPUTIES)];
