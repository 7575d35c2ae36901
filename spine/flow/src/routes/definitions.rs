//! Definitions of routes in the database. A definition is added and ended, never changed.

use super::records::{NewRoute, Route, RouteId, RouteStep, Who};
use crate::approvals::{Done, FlowError, FlowRefusal, Rule};
use crate::deadlines::Desk;
use access::{Allowed, EditApprovalRoutes};
use anyhow::{Context, Result};
use calendar::{Date, Period};
use people::{Rank, UnitId};
use store::{Day, Db, ToSqlx, Tx, sqlx};

/// The columns of [`StepOfRouteRow`]: a row for each step of each definition.
macro_rules! routes_where {
    ($rest:literal) => {
        concat!(
            "
    SELECT r.id, r.kind, r.unit_id, r.rank_from, r.amount_from, r.valid_from, r.valid_to, r.added_by,
           r.version, s.position, s.rule, s.who, s.due_days
      FROM approval_routes r
      JOIN approval_route_steps s ON s.route_id = r.id",
            $rest
        )
    };
}

store::row! {
    struct StepOfRouteRow {
        id: i64,
        kind: String,
        unit_id: Option<i64>,
        rank_from: Option<String>,
        amount_from: Option<i64>,
        valid_from: Day,
        valid_to: Option<Day>,
        added_by: String,
        version: i64,
        position: i64,
        rule: String,
        who: String,
        due_days: Option<i64>,
    }
}

impl StepOfRouteRow {
    fn step(&self) -> Result<RouteStep> {
        Ok(RouteStep {
            position: self.position,
            rule: Rule::of_word(&self.rule).context("rule of a step")?,
            who: Who::of_word(&self.who).context("who decides a step")?,
            due_days: self.due_days,
        })
    }

    fn route(self) -> Result<Route> {
        let rank = match self.rank_from.as_deref() {
            None => None,
            Some(word) => Some(Rank::of_word(word).context("rank of a route")?),
        };
        Ok(Route {
            id: RouteId(self.id),
            kind: Some(self.kind).filter(|kind| !kind.is_empty()),
            unit: self.unit_id.map(UnitId),
            rank_from: rank,
            amount_from: self.amount_from,
            period: Period::new(self.valid_from.to_jiff(), self.valid_to.map(Day::to_jiff))?,
            steps: Vec::new(),
            added_by: self.added_by,
            version: self.version,
        })
    }
}

fn read(rows: Vec<StepOfRouteRow>) -> Result<Vec<Route>> {
    let mut routes: Vec<Route> = Vec::new();
    for row in rows {
        let step = row.step()?;
        if routes.last().is_none_or(|route| route.id.0 != row.id) {
            routes.push(row.route()?);
        }
        if let Some(route) = routes.last_mut() {
            route.steps.push(step);
        }
    }
    Ok(routes)
}

const FOR_KIND: &str = routes_where!(
    "
     WHERE (r.kind = $1 OR r.kind = '')
       AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)
     ORDER BY r.id, s.position, s.member"
);

/// The definitions that may hold for a kind on a day.
pub(crate) async fn routes_for(tx: &mut Tx, kind: &str, on: Date) -> Result<Vec<Route>> {
    let rows: Vec<StepOfRouteRow> = store::write!(tx, |connection| {
        sqlx::query_as(FOR_KIND)
            .bind(kind)
            .bind(on.to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    read(rows)
}

const ALL: &str = routes_where!(
    "
     ORDER BY r.kind, r.valid_from, r.id, s.position, s.member"
);

/// All definitions, past, present and to come. A city has a handful.
pub async fn routes(db: &Db) -> Result<Vec<Route>> {
    let rows: Vec<StepOfRouteRow> =
        store::read!(db, |pool| sqlx::query_as(ALL).fetch_all(pool).await)?;
    read(rows)
}

const ONE: &str = routes_where!(
    "
     WHERE r.id = $1 ORDER BY s.position, s.member"
);

/// One definition.
pub async fn route(db: &Db, id: RouteId) -> Result<Option<Route>> {
    let rows: Vec<StepOfRouteRow> = store::read!(db, |pool| {
        sqlx::query_as(ONE).bind(id.0).fetch_all(pool).await
    })?;
    Ok(read(rows)?.into_iter().next())
}

/// Steps that a definition can have.
const MOST_STEPS: usize = 10;

/// Definitions of the same kind; who adds one waits for who adds another of the kind.
const SAME_KIND: &str = routes_where!(
    "
     WHERE r.kind = $1 ORDER BY r.id, s.position, s.member"
);

const INSERT: &str = "
    INSERT INTO approval_routes
           (id, kind, unit_id, rank_from, amount_from, valid_from, valid_to, added_by, added_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";

const INSERT_STEP: &str = "
    INSERT INTO approval_route_steps (id, route_id, position, member, rule, who, due_days)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

const KNOWN_UNIT: &str = "SELECT id FROM units WHERE id = $1";
const KNOWN_PERSON: &str = "SELECT id FROM employees WHERE id = $1";

/// Adds a definition.
///
/// # Errors
/// When it has no steps, names somebody who does not exist, or another definition for the same holds in the
/// same time.
pub async fn add_route(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<EditApprovalRoutes>,
    new: &NewRoute,
) -> Done<RouteId> {
    if new.steps.is_empty() || new.steps.len() > MOST_STEPS {
        return Err(FlowRefusal::StepsMissing.into());
    }
    let mut tx = db.begin().await?;
    if !named(&mut tx, new).await? {
        return Err(FlowRefusal::StepNamesNobody.into());
    }
    if same(&mut tx, new).await? {
        return Err(FlowRefusal::SameRoute.into());
    }
    let actor = allowed.actor();
    let id = RouteId(desk.ids.next());
    store::write!(&mut tx, |connection| {
        sqlx::query(INSERT)
            .bind(id.0)
            .bind(new.kind.as_deref().unwrap_or_default())
            .bind(new.unit.map(|unit| unit.0))
            .bind(new.rank_from.map(Rank::word))
            .bind(new.amount_from)
            .bind(new.period.from().to_sqlx())
            .bind(new.period.to().map(ToSqlx::to_sqlx))
            .bind(&actor.name)
            .bind(desk.now.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })
    .map_err(anyhow::Error::from)?;
    for (member, step) in (1_i64..).zip(&new.steps) {
        store::write!(&mut tx, |connection| {
            sqlx::query(INSERT_STEP)
                .bind(desk.ids.next())
                .bind(id.0)
                .bind(step.position)
                .bind(member)
                .bind(step.rule.word())
                .bind(step.who.word())
                .bind(step.due_days)
                .execute(connection)
                .await
                .map(|_| ())
        })
        .map_err(anyhow::Error::from)?;
    }
    let steps: Vec<String> = new.steps.iter().map(|step| step.who.word()).collect();
    let detail = serde_json::json!({
        "kind": new.kind,
        "unit": new.unit.map(|unit| unit.0),
        "from": new.period.from(),
        "steps": steps,
    });
    let entry = journal::Entry {
        act: "flow.route.added",
        subject: &format!("approval-route:{id}"),
        detail: &detail,
    };
    journal::record(&mut tx, desk.now, actor, entry).await?;
    tx.commit().await?;
    Ok(id)
}

/// Whether every unit and person that the definition names exists.
async fn named(tx: &mut Tx, new: &NewRoute) -> Result<bool> {
    let mut all = true;
    if let Some(unit) = new.unit {
        all &= known(tx, KNOWN_UNIT, unit.0).await?;
    }
    for step in &new.steps {
        all &= match step.who {
            Who::UnitHead(unit) => known(tx, KNOWN_UNIT, unit.0).await?,
            Who::Person(person) => known(tx, KNOWN_PERSON, person.0).await?,
            Who::Head(_) | Who::Role(_) => true,
        };
    }
    Ok(all)
}

async fn known(tx: &mut Tx, sql: &'static str, id: i64) -> Result<bool> {
    let row: Option<(i64,)> = store::write!(tx, |connection| {
        sqlx::query_as(sql)
            .bind(id)
            .fetch_optional(connection)
            .await
    })?;
    Ok(row.is_some())
}

/// Whether another definition for the very same applications holds in the same time.
async fn same(tx: &mut Tx, new: &NewRoute) -> Result<bool> {
    let rows: Vec<StepOfRouteRow> = store::write!(tx, |connection| {
        sqlx::query_as(SAME_KIND)
            .bind(new.kind.as_deref().unwrap_or_default())
            .fetch_all(connection)
            .await
    })?;
    let same = |route: &Route| {
        route.unit == new.unit
            && route.rank_from == new.rank_from
            && route.amount_from == new.amount_from
            && route.period.overlaps(new.period)
    };
    Ok(read(rows)?.iter().any(same))
}

const END: &str = "
    UPDATE approval_routes SET valid_to = $2, version = version + 1
     WHERE id = $1 AND version = $3 AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $2)";

/// Ends a definition: `on` is the first day on which it does not hold any more. Applications that are on
/// their way keep their steps.
///
/// # Errors
/// When the day lies in the past or before the first day, or somebody else has ended it meanwhile.
pub async fn end_route(
    db: &Db,
    desk: &Desk<'_>,
    allowed: &Allowed<EditApprovalRoutes>,
    id: RouteId,
    version: i64,
    on: Date,
) -> Done<()> {
    let present = route(db, id).await?.ok_or(FlowError::NotFound)?;
    let late = present.period.to().is_some_and(|to| to <= on);
    if on < desk.today || on <= present.period.from() || late {
        return Err(FlowRefusal::EndsTooEarly.into());
    }
    let mut tx = db.begin().await?;
    let rows = store::write!(&mut tx, |connection| {
        sqlx::query(END)
            .bind(id.0)
            .bind(on.to_sqlx())
            .bind(version)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })
    .map_err(anyhow::Error::from)?;
    if rows == 0 {
        return Err(FlowRefusal::RouteStale.into());
    }
    let entry = journal::Entry {
        act: "flow.route.ended",
        subject: &format!("approval-route:{id}"),
        detail: &serde_json::json!({ "to": on }),
    };
    journal::record(&mut tx, desk.now, allowed.actor(), entry).await?;
    tx.commit().await?;
    Ok(())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("flow::routes for kind", FOR_KIND),
    ("flow::routes", ALL),
    ("flow::route", ONE),
    ("flow::add_route same kind", SAME_KIND),
    ("flow::add_route", INSERT),
    ("flow::add_route step", INSERT_STEP),
    ("flow::add_route unit", KNOWN_UNIT),
    ("flow::add_route person", KNOWN_PERSON),
    ("flow::end_route", END),
];
