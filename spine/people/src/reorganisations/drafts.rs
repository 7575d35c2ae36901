//! Plans of reorganisations in the database: begun, filled with steps and places, given up.

use super::records::{
    Place, Reorganisation, ReorganisationId, ReorganisationRefusal, ReorganisationState, Step,
};
use super::steps::{STEPS, StepRow};
use crate::employees::Page;
use crate::records::{EmployeeId, Title, UnitId};
use anyhow::{Context, Result, anyhow};
use calendar::Date;
use jiff::Timestamp;
use store::{Day, Db, Ids, Instant, ToSqlx, Tx, sqlx};

/// A plan with everything in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The plan itself.
    pub reorganisation: Reorganisation,
    /// What becomes of units, in the order in which it was entered.
    pub steps: Vec<Step>,
    /// Who goes where, one by one.
    pub places: Vec<Place>,
}

store::row! {
    struct PlanRow {
        id: i64,
        name: String,
        on_day: Day,
        note: String,
        state: String,
        version: i64,
        made_by: String,
        made_at: Instant,
        ordered_by: Option<String>,
        ordered_at: Option<Instant>,
    }
}

impl PlanRow {
    fn read(self) -> Result<Reorganisation> {
        Ok(Reorganisation {
            id: ReorganisationId(self.id),
            name: Title::parse(&self.name)
                .with_context(|| format!("name of reorganisation {}", self.id))?,
            on: self.on_day.to_jiff(),
            note: self.note,
            state: ReorganisationState::of_word(&self.state)
                .ok_or_else(|| anyhow!("state of reorganisation {}", self.id))?,
            version: self.version,
            made_by: self.made_by,
            made_at: self.made_at.to_jiff(),
            ordered_by: self.ordered_by,
            ordered_at: self.ordered_at.map(Instant::to_jiff),
        })
    }
}

const PLAN: &str = "
    SELECT id, name, on_day, note, state, version, made_by, made_at, ordered_by, ordered_at
      FROM reorganisations WHERE id = $1";

const PLACES: &str = "
    SELECT employee_id, unit_id, heads FROM reorganisation_places
     WHERE reorganisation_id = $1 ORDER BY employee_id";

fn joined(
    plan: Option<PlanRow>,
    steps: Vec<StepRow>,
    places: Vec<(i64, i64, bool)>,
) -> Result<Option<Draft>> {
    let Some(plan) = plan else {
        return Ok(None);
    };
    let place = |(employee, unit, heads)| Place {
        employee: EmployeeId(employee),
        unit: UnitId(unit),
        heads,
    };
    Ok(Some(Draft {
        reorganisation: plan.read()?,
        steps: steps
            .into_iter()
            .map(StepRow::read)
            .collect::<Result<Vec<_>>>()?,
        places: places.into_iter().map(place).collect(),
    }))
}

/// A plan with its steps and places.
pub async fn reorganisation(db: &Db, id: ReorganisationId) -> Result<Option<Draft>> {
    let mut snapshot = db.snapshot().await?;
    draft_in(&mut snapshot, id).await
}

/// The same inside a transaction.
pub async fn reorganisation_in(tx: &mut Tx, id: ReorganisationId) -> Result<Option<Draft>> {
    draft_in(tx, id).await
}

pub(super) async fn draft_in(tx: &mut Tx, id: ReorganisationId) -> Result<Option<Draft>> {
    let plan: Option<PlanRow> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(PLAN)
            .bind(id.0)
            .fetch_optional(connection)
            .await
    })?;
    let steps: Vec<StepRow> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(STEPS).bind(id.0).fetch_all(connection).await
    })?;
    let places: Vec<(i64, i64, bool)> = store::write!(tx, |connection| {
        sqlx::query_as(PLACES)
            .bind(id.0)
            .fetch_all(connection)
            .await
    })?;
    joined(plan, steps, places)
}

const LIST: &str = "
    SELECT id, name, on_day, note, state, version, made_by, made_at, ordered_by, ordered_at
      FROM reorganisations WHERE state <> 'dropped'
     ORDER BY on_day DESC, id DESC LIMIT $1 OFFSET $2";

const LIST_COUNT: &str = "SELECT COUNT(*) FROM reorganisations WHERE state <> 'dropped'";

/// The plans that were not given up, the latest day first.
pub async fn reorganisations(db: &Db, page: Page) -> Result<Vec<Reorganisation>> {
    let rows: Vec<PlanRow> = store::read!(db, |pool| {
        sqlx::query_as(LIST)
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(PlanRow::read).collect()
}

/// How many [`reorganisations`] lists altogether.
pub async fn reorganisations_count(db: &Db) -> Result<i64> {
    let (count,): (i64,) = store::read!(db, |pool| {
        sqlx::query_as(LIST_COUNT).fetch_one(pool).await
    })?;
    Ok(count)
}

const OF_UNIT: &str = "
    SELECT p.id, p.name, p.on_day, p.note, p.state, p.version, p.made_by, p.made_at, p.ordered_by,
           p.ordered_at
      FROM reorganisations p
     WHERE p.state = 'ordered'
       AND p.id IN (SELECT reorganisation_id FROM reorganisation_versions WHERE unit_id = $1)
     ORDER BY p.on_day DESC, p.id DESC";

/// The ordered plans that changed a unit, the latest day first.
pub async fn reorganisations_of_unit(db: &Db, unit: UnitId) -> Result<Vec<Reorganisation>> {
    let rows: Vec<PlanRow> = store::read!(db, |pool| {
        sqlx::query_as(OF_UNIT).bind(unit.0).fetch_all(pool).await
    })?;
    rows.into_iter().map(PlanRow::read).collect()
}

const MOVE_COUNTS: &str = "
    SELECT from_unit, to_unit, COUNT(*) FROM reorganisation_moves
     WHERE reorganisation_id = $1 GROUP BY from_unit, to_unit ORDER BY from_unit, to_unit";

/// How many appointments an ordered plan has moved from which unit to which.
pub async fn move_counts(db: &Db, id: ReorganisationId) -> Result<Vec<(UnitId, UnitId, i64)>> {
    let rows: Vec<(i64, i64, i64)> = store::read!(db, |pool| {
        sqlx::query_as(MOVE_COUNTS).bind(id.0).fetch_all(pool).await
    })?;
    let line = |(from, to, count)| (UnitId(from), UnitId(to), count);
    Ok(rows.into_iter().map(line).collect())
}

const ENDED_POSTS: &str = "
    SELECT p.unit_id, CAST(SUM(p.headcount) AS BIGINT)
      FROM reorganisation_posts r JOIN posts p ON p.id = r.post_id
     WHERE r.reorganisation_id = $1 GROUP BY p.unit_id ORDER BY p.unit_id";

/// The headcount that ended with the units of an ordered plan.
pub async fn ended_posts(db: &Db, id: ReorganisationId) -> Result<Vec<(UnitId, i64)>> {
    let rows: Vec<(i64, i64)> = store::read!(db, |pool| {
        sqlx::query_as(ENDED_POSTS).bind(id.0).fetch_all(pool).await
    })?;
    Ok(rows
        .into_iter()
        .map(|(unit, count)| (UnitId(unit), count))
        .collect())
}

const INSERT: &str = "
    INSERT INTO reorganisations (id, name, on_day, note, state, version, made_by, made_at)
    VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7)";

/// Begins a plan.
pub async fn new_reorganisation(
    tx: &mut Tx,
    ids: &Ids,
    (name, on, note): (&Title, Date, &str),
    (by, at): (&str, Timestamp),
) -> Result<Reorganisation> {
    let (id, version) = (ReorganisationId(ids.next()), ids.next());
    store::write!(tx, |connection| {
        sqlx::query(INSERT)
            .bind(id.0)
            .bind(name.as_str())
            .bind(on.to_sqlx())
            .bind(note)
            .bind(version)
            .bind(by)
            .bind(at.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(Reorganisation {
        id,
        name: name.clone(),
        on,
        note: note.to_owned(),
        state: ReorganisationState::Draft,
        version,
        made_by: by.to_owned(),
        made_at: at,
        ordered_by: None,
        ordered_at: None,
    })
}

const EDIT: &str = "UPDATE reorganisations SET name = $2, on_day = $3, note = $4 WHERE id = $1";

/// Changes name, day and note of a draft.
pub async fn edit_reorganisation(
    tx: &mut Tx,
    ids: &Ids,
    (id, expected): (ReorganisationId, i64),
    (name, on, note): (&Title, Date, &str),
) -> Result<Result<i64, ReorganisationRefusal>> {
    let version = match take(tx, ids, id, Some(expected)).await? {
        Ok(version) => version,
        Err(refusal) => return Ok(Err(refusal)),
    };
    store::write!(tx, |connection| {
        sqlx::query(EDIT)
            .bind(id.0)
            .bind(name.as_str())
            .bind(on.to_sqlx())
            .bind(note)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(Ok(version))
}

const TAKE: &str =
    "UPDATE reorganisations SET version = $2 WHERE id = $1 AND state = 'draft' AND version = $3";

/// Takes a draft for a change and gives it a new version. Steps and places only add to the draft, so they
/// ask for no version; an order and an edit do.
pub(super) async fn take(
    tx: &mut Tx,
    ids: &Ids,
    id: ReorganisationId,
    expected: Option<i64>,
) -> Result<Result<i64, ReorganisationRefusal>> {
    let plan: Option<PlanRow> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(PLAN)
            .bind(id.0)
            .fetch_optional(connection)
            .await
    })?;
    let Some(plan) = plan else {
        return Ok(Err(ReorganisationRefusal::NotFound));
    };
    if plan.state != ReorganisationState::Draft.word() {
        return Ok(Err(ReorganisationRefusal::WrongState));
    }
    if expected.is_some_and(|expected| expected != plan.version) {
        return Ok(Err(ReorganisationRefusal::Stale));
    }
    let version = ids.next();
    let taken = store::write!(tx, |connection| {
        sqlx::query(TAKE)
            .bind(id.0)
            .bind(version)
            .bind(plan.version)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(if taken == 1 {
        Ok(version)
    } else {
        Err(ReorganisationRefusal::Stale)
    })
}

const SET_PLACE: &str = "
    INSERT INTO reorganisation_places (id, reorganisation_id, employee_id, unit_id, heads)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (reorganisation_id, employee_id)
    DO UPDATE SET unit_id = excluded.unit_id, heads = excluded.heads";

const TAKE_PLACE_BACK: &str =
    "DELETE FROM reorganisation_places WHERE reorganisation_id = $1 AND employee_id = $2";

/// Gives people places of their own in a draft.
pub async fn place(
    tx: &mut Tx,
    ids: &Ids,
    id: ReorganisationId,
    places: &[Place],
) -> Result<Result<(), ReorganisationRefusal>> {
    if let Err(refusal) = take(tx, ids, id, None).await? {
        return Ok(Err(refusal));
    }
    for place in places {
        store::write!(&mut *tx, |connection| {
            sqlx::query(SET_PLACE)
                .bind(ids.next())
                .bind(id.0)
                .bind(place.employee.0)
                .bind(place.unit.0)
                .bind(place.heads)
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    Ok(Ok(()))
}

/// Takes people's own places back: they go where the step says for all.
pub async fn take_place_back(
    tx: &mut Tx,
    ids: &Ids,
    id: ReorganisationId,
    employees: &[EmployeeId],
) -> Result<Result<(), ReorganisationRefusal>> {
    if let Err(refusal) = take(tx, ids, id, None).await? {
        return Ok(Err(refusal));
    }
    for employee in employees {
        store::write!(&mut *tx, |connection| {
            sqlx::query(TAKE_PLACE_BACK)
                .bind(id.0)
                .bind(employee.0)
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    Ok(Ok(()))
}

const DROP: &str = "UPDATE reorganisations SET state = 'dropped' WHERE id = $1";

/// Gives a draft up. It is kept, but listed no more.
pub async fn drop_reorganisation(
    tx: &mut Tx,
    ids: &Ids,
    (id, expected): (ReorganisationId, i64),
) -> Result<Result<(), ReorganisationRefusal>> {
    if let Err(refusal) = take(tx, ids, id, Some(expected)).await? {
        return Ok(Err(refusal));
    }
    store::write!(tx, |connection| {
        sqlx::query(DROP)
            .bind(id.0)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(Ok(()))
}

const ORDERED: &str = "
    UPDATE reorganisations SET state = 'ordered', ordered_by = $2, ordered_at = $3, version = $4
     WHERE id = $1";

pub(super) async fn mark_ordered(
    tx: &mut Tx,
    ids: &Ids,
    id: ReorganisationId,
    by: &str,
    at: Timestamp,
) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(ORDERED)
            .bind(id.0)
            .bind(by)
            .bind(at.to_sqlx())
            .bind(ids.next())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("people::reorganisation", PLAN),
    ("people::reorganisation places", PLACES),
    ("people::reorganisations", LIST),
    ("people::reorganisations_count", LIST_COUNT),
    ("people::reorganisations_of_unit", OF_UNIT),
    ("people::move_counts", MOVE_COUNTS),
    ("people::ended_posts", ENDED_POSTS),
    ("people::new_reorganisation", INSERT),
    ("people::edit_reorganisation", EDIT),
    ("people::reorganisation take", TAKE),
    ("people::place", SET_PLACE),
    ("people::take_place_back", TAKE_PLACE_BACK),
    ("people::drop_reorganisation", DROP),
    ("people::reorganisation ordered", ORDERED),
];
