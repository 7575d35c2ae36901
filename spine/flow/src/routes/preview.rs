//! What route an application would take.

use super::definitions::routes_for;
use super::office::person;
use super::records::{FixedStep, RouteId};
use super::rules::{Office, choose, fix, steps_of};
use crate::approvals::{Done, FlowRefusal};
use calendar::Date;
use people::EmployeeId;
use store::Db;

/// The route that an application would take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// By which definition; `None` means the built-in route.
    pub route: Option<RouteId>,
    /// Who would decide; empty when nobody could.
    pub steps: Vec<FixedStep>,
    /// From which unit.
    pub unit_name: String,
}

/// The route that an application of the person would take on a day.
///
/// # Errors
/// When the person is not in service on the day.
pub async fn preview(
    db: &Db,
    kind: &str,
    employee: EmployeeId,
    amount: Option<i64>,
    on: Date,
) -> Done<Preview> {
    let mut tx = db.snapshot().await?;
    let who = person(&mut tx, employee, None, on)
        .await?
        .ok_or(FlowRefusal::NotInService)?;
    let mut office = Office::default();
    let own = who.applicant.unit.into_iter().collect();
    office
        .learn(&mut tx, own, Vec::new(), Vec::new(), on)
        .await?;
    let routes = routes_for(&mut tx, kind, on).await?;
    let route = choose(&routes, kind, amount, &who.applicant, &office);
    let steps = steps_of(route);
    let asked: Vec<_> = steps.iter().map(|step| step.who).collect();
    office.learn_about(&mut tx, &asked, on).await?;
    Ok(Preview {
        route: route.map(|route| route.id),
        steps: fix(steps, &who.applicant, &office),
        unit_name: who.unit_name,
    })
}
