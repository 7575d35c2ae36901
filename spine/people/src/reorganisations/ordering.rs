//! Ordering a reorganisation (発令): everything in one transaction, or nothing.

use super::drafts::{Draft, draft_in, mark_ordered};
use super::moves::{Movable, Move, Moved, moved};
use super::records::{
    Place, Problem, ReorganisationId, ReorganisationRefusal, ReorganisationState, Step,
};
use super::rules::{Planned, planned};
use crate::appointments::{AppointmentRow, insert_appointments};
use crate::cards::json_list;
use crate::organisation::pass_gate;
use crate::records::{Appointment, AppointmentId, EmployeeId, UnitId};
use crate::units::{insert_units_only, insert_versions, versions_from};
use anyhow::{Context, Result};
use calendar::{Date, Period};
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap};
use store::{Day, Db, Ids, ToSqlx, Tx, sqlx};

/// What an order has written, or would write.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// What becomes of the units.
    pub planned: Planned,
    /// What becomes of the people.
    pub moves: Vec<Move>,
    /// Units that end with the headcount that ends with them.
    pub posts: Vec<(UnitId, i64)>,
    /// What stands in the way: nothing was written then.
    pub problems: Vec<Problem>,
}

const CODE_TAKEN: &str = "SELECT id FROM units WHERE code = $1";

/// Who is concerned is held first: an order about one of them waits, or is waited for. The end of an
/// appointment is asked for in a form that no index answers, so that the unit leads.
const HOLD: &str = "
    UPDATE employees SET version = version + 1
     WHERE id IN (SELECT employee_id FROM appointments
                   WHERE unit_id IN (SELECT value FROM json_each($1))
                     AND COALESCE(valid_to > $2, TRUE))";

const CONCERNED: &str = "
    SELECT * FROM appointments
     WHERE unit_id IN (SELECT value FROM json_each($1)) AND COALESCE(valid_to > $2, TRUE)
     ORDER BY employee_id, valid_from, id";

const BELONGS: &str = "
    SELECT employee_id, unit_id FROM appointments
     WHERE employee_id IN (SELECT value FROM json_each($1)) AND kind = 'main'
       AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";

const HEADS: &str = "
    SELECT unit_id, employee_id FROM appointments
     WHERE unit_id IN (SELECT value FROM json_each($1)) AND heads
       AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";

const VERSIONS_OF_DAY: &str = "
    SELECT id, unit_id, valid_to FROM unit_versions
     WHERE unit_id IN (SELECT value FROM json_each($1))
       AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $2)";

const END_VERSIONS: &str = "
    UPDATE unit_versions SET valid_to = $2
     WHERE unit_id IN (SELECT value FROM json_each($1))
       AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $2)";

const POSTS_OF_CLOSED: &str = "
    SELECT id, unit_id, headcount, valid_from, valid_to FROM posts
     WHERE unit_id IN (SELECT value FROM json_each($1)) AND headcount > 0
       AND (valid_to IS NULL OR valid_to > $2)
     ORDER BY unit_id, id";

const END_POSTS: &str = "
    UPDATE posts SET valid_to = $2 WHERE id IN (SELECT value FROM json_each($1))";

const END_APPOINTMENTS: &str = "
    UPDATE appointments SET valid_to = $2 WHERE id IN (SELECT value FROM json_each($1))";

const MOVE_AS_THEY_STAND: &str = "
    UPDATE appointments SET unit_id = $2, heads = $3 WHERE id IN (SELECT value FROM json_each($1))";

store::row! {
    struct PostRow {
        id: i64,
        unit_id: i64,
        headcount: i64,
        valid_from: Day,
        valid_to: Option<Day>,
    }
}

/// Works out what the steps do on the day and, when nothing stands in the way, writes it under the number
/// of the plan. Whoever only wants to look does not commit.
pub async fn apply(
    tx: &mut Tx,
    ids: &Ids,
    (plan, on): (ReorganisationId, Date),
    steps: &[Step],
    places: &[Place],
) -> Result<Applied> {
    pass_gate(tx).await?;
    let versions = versions_from(tx, on).await?;
    let planned = planned(&versions, steps, on);
    let mut problems = planned.problems.clone();
    problems.extend(taken_codes(tx, &planned).await?);
    let appointments = concerned(tx, &planned, places, on).await?;
    let (moves, of_people) = people(tx, &planned, &appointments, places, on).await?;
    problems.extend(of_people);
    let posts = posts_of_closed(tx, &planned, on).await?;
    let later = posts.iter().filter(|post| post.valid_from.to_jiff() >= on);
    problems.extend(later.map(|post| Problem::LaterPosts {
        unit: UnitId(post.unit_id),
        from: post.valid_from.to_jiff(),
    }));
    if problems.is_empty() {
        write_units(tx, ids, (plan, on), &planned).await?;
        write_moves(tx, ids, (plan, on), &appointments, &moves).await?;
        end_posts(tx, ids, (plan, on), &posts).await?;
    }
    let mut ended: BTreeMap<UnitId, i64> = BTreeMap::new();
    for post in &posts {
        *ended.entry(UnitId(post.unit_id)).or_default() += post.headcount;
    }
    Ok(Applied {
        planned,
        moves,
        posts: ended.into_iter().collect(),
        problems,
    })
}

async fn taken_codes(tx: &mut Tx, planned: &Planned) -> Result<Vec<Problem>> {
    let mut taken = Vec::new();
    for (_, code, _) in &planned.made {
        let found: Option<(i64,)> = store::write!(&mut *tx, |connection| {
            sqlx::query_as(CODE_TAKEN)
                .bind(code.as_str())
                .fetch_optional(connection)
                .await
        })?;
        if found.is_some() {
            taken.push(Problem::CodeTaken { code: code.clone() });
        }
    }
    Ok(taken)
}

/// The appointments to units that end; and to units that are split or stand below one, as far as somebody
/// has a place.
async fn concerned(
    tx: &mut Tx,
    planned: &Planned,
    places: &[Place],
    on: Date,
) -> Result<Vec<Appointment>> {
    let closed = planned.closed.iter().map(|closed| closed.unit);
    let split = planned.split.iter().flat_map(|(_, units)| units);
    let units: Vec<UnitId> = closed.chain(split.copied()).collect();
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let list = json_list(units.iter().map(|unit| unit.0));
    store::write!(&mut *tx, |connection| {
        sqlx::query(HOLD)
            .bind(&list)
            .bind(on.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    let rows: Vec<AppointmentRow> = store::write!(tx, |connection| {
        sqlx::query_as(CONCERNED)
            .bind(&list)
            .bind(on.to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    let all = rows
        .into_iter()
        .map(AppointmentRow::read)
        .collect::<Result<Vec<_>>>()?;
    let is_closed = |unit: UnitId| planned.closed.iter().any(|closed| closed.unit == unit);
    let is_placed = |who: EmployeeId| places.iter().any(|place| place.employee == who);
    Ok(all
        .into_iter()
        .filter(|held| is_closed(held.unit) || is_placed(held.employee))
        .collect())
}

async fn people(
    tx: &mut Tx,
    planned: &Planned,
    appointments: &[Appointment],
    places: &[Place],
    on: Date,
) -> Result<(Vec<Move>, Vec<Problem>)> {
    if appointments.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let who = json_list(appointments.iter().map(|held| held.employee.0));
    let belongs: Vec<(i64, i64)> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(BELONGS)
            .bind(who)
            .bind(on.to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    let targets = planned.closed.iter().filter_map(|closed| closed.target);
    let placed = places.iter().map(|place| place.unit);
    let entered = json_list(targets.chain(placed).map(|unit| unit.0));
    let heads: Vec<(i64, i64)> = store::write!(tx, |connection| {
        sqlx::query_as(HEADS)
            .bind(entered)
            .bind(on.to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    let belongs: HashMap<EmployeeId, UnitId> = belongs
        .into_iter()
        .map(|(who, unit)| (EmployeeId(who), UnitId(unit)))
        .collect();
    let heads: Vec<(UnitId, EmployeeId)> = heads
        .into_iter()
        .map(|(unit, who)| (UnitId(unit), EmployeeId(who)))
        .collect();
    let people = Movable {
        appointments,
        belongs: &belongs,
        heads: &heads,
        places,
    };
    Ok(moved(people, planned, on))
}

async fn posts_of_closed(tx: &mut Tx, planned: &Planned, on: Date) -> Result<Vec<PostRow>> {
    let closed = json_list(planned.closed.iter().map(|closed| closed.unit.0));
    Ok(store::write!(tx, |connection| {
        sqlx::query_as(POSTS_OF_CLOSED)
            .bind(closed)
            .bind(on.to_sqlx())
            .fetch_all(connection)
            .await
    })?)
}

/// What an order has written about a unit.
#[derive(Default)]
struct Written {
    ended: Option<i64>,
    ended_to: Option<Day>,
    begun: Option<i64>,
}

async fn write_units(
    tx: &mut Tx,
    ids: &Ids,
    (plan, on): (ReorganisationId, Date),
    planned: &Planned,
) -> Result<()> {
    let made: Vec<(UnitId, &str)> = planned
        .made
        .iter()
        .map(|(unit, code, _)| (*unit, code.as_str()))
        .collect();
    insert_units_only(tx, &made).await?;
    let ended = json_list(planned.ended.iter().map(|unit| unit.0));
    let old: Vec<(i64, i64, Option<Day>)> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(VERSIONS_OF_DAY)
            .bind(&ended)
            .bind(on.to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    store::write!(&mut *tx, |connection| {
        sqlx::query(END_VERSIONS)
            .bind(&ended)
            .bind(on.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    let begun: Vec<&crate::records::UnitVersion> = planned.begun.iter().collect();
    let numbers = insert_versions(tx, ids, &begun).await?;
    let mut rows: BTreeMap<i64, Written> = BTreeMap::new();
    for (id, unit, to) in old {
        let row = rows.entry(unit).or_default();
        (row.ended, row.ended_to) = (Some(id), to);
    }
    for (version, number) in begun.iter().zip(numbers) {
        rows.entry(version.unit.0).or_default().begun = Some(number);
    }
    let rows: Vec<(i64, Written)> = rows.into_iter().collect();
    for chunk in rows.chunks(crate::ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO reorganisation_versions \
                 (id, reorganisation_id, unit_id, ended_id, ended_to, begun_id) ",
            );
            query.push_values(chunk, |mut row, (unit, written)| {
                row.push_bind(ids.next())
                    .push_bind(plan.0)
                    .push_bind(*unit)
                    .push_bind(written.ended)
                    .push_bind(written.ended_to)
                    .push_bind(written.begun);
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

async fn write_moves(
    tx: &mut Tx,
    ids: &Ids,
    (plan, on): (ReorganisationId, Date),
    appointments: &[Appointment],
    moves: &[Move],
) -> Result<()> {
    let by_id: HashMap<AppointmentId, &Appointment> =
        appointments.iter().map(|held| (held.id, held)).collect();
    let ended = moves.iter().filter(|one| one.how != Moved::AsItStands);
    let ended = json_list(ended.map(|one| one.appointment.0));
    store::write!(&mut *tx, |connection| {
        sqlx::query(END_APPOINTMENTS)
            .bind(ended)
            .bind(on.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    let mut new = Vec::new();
    let mut standing: BTreeMap<(UnitId, bool), Vec<i64>> = BTreeMap::new();
    let mut kept = Vec::new();
    for one in moves {
        let old = by_id
            .get(&one.appointment)
            .context("an appointment of the plan")?;
        let number = match one.how {
            Moved::Ends => None,
            Moved::AsItStands => {
                standing
                    .entry((one.to, one.heads))
                    .or_default()
                    .push(one.appointment.0);
                Some(one.appointment.0)
            }
            Moved::Anew => {
                let id = AppointmentId(ids.next());
                new.push(Appointment {
                    id,
                    unit: one.to,
                    heads: one.heads,
                    period: Period::new(on, old.period.to())?,
                    ..(*old).clone()
                });
                Some(id.0)
            }
        };
        kept.push((one, number, old.period.to().map(ToSqlx::to_sqlx)));
    }
    insert_appointments(tx, &new).await?;
    for ((to, heads), held) in standing {
        store::write!(&mut *tx, |connection| {
            sqlx::query(MOVE_AS_THEY_STAND)
                .bind(json_list(held.into_iter()))
                .bind(to.0)
                .bind(heads)
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    for chunk in kept.chunks(crate::ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO reorganisation_moves (id, reorganisation_id, employee_id, from_unit, \
                 to_unit, previous_id, appointment_id, ended_to, headed, continues) ",
            );
            query.push_values(chunk, |mut row, (one, number, to)| {
                row.push_bind(ids.next())
                    .push_bind(plan.0)
                    .push_bind(one.employee.0)
                    .push_bind(one.from.0)
                    .push_bind(one.to.0)
                    .push_bind(one.appointment.0)
                    .push_bind(*number)
                    .push_bind(*to)
                    .push_bind(one.headed)
                    .push_bind(one.continues);
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

async fn end_posts(
    tx: &mut Tx,
    ids: &Ids,
    (plan, on): (ReorganisationId, Date),
    posts: &[PostRow],
) -> Result<()> {
    if posts.is_empty() {
        return Ok(());
    }
    store::write!(&mut *tx, |connection| {
        sqlx::query(END_POSTS)
            .bind(json_list(posts.iter().map(|post| post.id)))
            .bind(on.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    for chunk in posts.chunks(crate::ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO reorganisation_posts (id, reorganisation_id, post_id, ended_to) ",
            );
            query.push_values(chunk, |mut row, post| {
                row.push_bind(ids.next())
                    .push_bind(plan.0)
                    .push_bind(post.id)
                    .push_bind(post.valid_to);
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Who orders, when, and whether a day in the past is meant.
#[derive(Debug, Clone, Copy)]
pub struct Ordering<'a> {
    /// The version of the plan that was looked at.
    pub expected: i64,
    /// Who orders.
    pub by: &'a str,
    /// The moment.
    pub at: Timestamp,
    /// The day in Japan.
    pub today: Date,
    /// Whether a day in the past is meant.
    pub past: bool,
}

/// Orders a plan: writes the units, moves the people, and marks the plan as ordered.
///
/// # Errors
/// Faults of the database; the inner result tells why the plan was not ordered. The transaction must not
/// be committed then.
pub async fn order(
    tx: &mut Tx,
    ids: &Ids,
    id: ReorganisationId,
    how: Ordering<'_>,
) -> Result<Result<(Draft, Applied), ReorganisationRefusal>> {
    pass_gate(tx).await?;
    let Some(draft) = draft_in(tx, id).await? else {
        return Ok(Err(ReorganisationRefusal::NotFound));
    };
    let plan = &draft.reorganisation;
    if plan.state != ReorganisationState::Draft {
        return Ok(Err(ReorganisationRefusal::WrongState));
    }
    if plan.version != how.expected {
        return Ok(Err(ReorganisationRefusal::Stale));
    }
    if plan.on < how.today && !how.past {
        return Ok(Err(ReorganisationRefusal::PastUnconfirmed));
    }
    let applied = apply(tx, ids, (id, plan.on), &draft.steps, &draft.places).await?;
    if !applied.problems.is_empty() {
        return Ok(Err(ReorganisationRefusal::Problems(applied.problems)));
    }
    mark_ordered(tx, ids, id, how.by, how.at).await?;
    Ok(Ok((draft, applied)))
}

const CONTINUED_SINCE: &str = "
    WITH RECURSIVE back (employee_id, unit_id, since, appointment_id) AS (
        SELECT employee_id, unit_id, valid_from, id FROM appointments
         WHERE employee_id IN (SELECT value FROM json_each($1)) AND kind = 'main'
           AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
        UNION
        SELECT b.employee_id, p.unit_id, p.valid_from, p.id
          FROM back b
          JOIN appointments p ON p.employee_id = b.employee_id AND p.kind = 'main'
                             AND p.valid_to = b.since
          LEFT JOIN reorganisation_moves m ON m.appointment_id = b.appointment_id
                                          AND m.previous_id = p.id AND m.continues
         WHERE p.unit_id = b.unit_id OR m.id IS NOT NULL
    )
    SELECT employee_id, since FROM back ORDER BY employee_id, since";

/// Since when each of the employees has been doing the work of today's unit: across promotions in place and
/// across reorganisations that only gave the unit another shape.
pub async fn continued_since(
    db: &Db,
    employees: &[EmployeeId],
    on: Date,
) -> Result<HashMap<EmployeeId, Date>> {
    let rows: Vec<(i64, Day)> = store::read!(db, |pool| {
        sqlx::query_as(CONTINUED_SINCE)
            .bind(json_list(employees.iter().map(|who| who.0)))
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let mut first = HashMap::new();
    for (who, since) in rows {
        // The earliest stands first.
        first.entry(EmployeeId(who)).or_insert(since.to_jiff());
    }
    Ok(first)
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("people::reorganisation code", CODE_TAKEN),
    ("people::reorganisation hold", HOLD),
    ("people::reorganisation concerned", CONCERNED),
    ("people::reorganisation belongs", BELONGS),
    ("people::reorganisation heads", HEADS),
    (
        "people::reorganisation versions of the day",
        VERSIONS_OF_DAY,
    ),
    ("people::reorganisation end versions", END_VERSIONS),
    ("people::reorganisation posts", POSTS_OF_CLOSED),
    ("people::reorganisation end posts", END_POSTS),
    ("people::reorganisation end appointments", END_APPOINTMENTS),
    ("people::reorganisation move", MOVE_AS_THEY_STAND),
    ("people::continued_since", CONTINUED_SINCE),
];
