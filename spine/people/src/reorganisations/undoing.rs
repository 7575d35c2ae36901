//! Taking an ordered reorganisation back before its day: everything that the order wrote, or nothing.

use super::drafts::draft_in;
use super::records::{ReorganisationId, ReorganisationRefusal, ReorganisationState};
use crate::cards::json_list;
use crate::organisation::pass_gate;
use anyhow::Result;
use calendar::Date;
use std::collections::BTreeMap;
use store::{Day, Ids, ToSqlx, Tx, sqlx};

store::row! {
    struct VersionEffect {
        unit_id: i64,
        ended_id: Option<i64>,
        ended_to: Option<Day>,
        begun_id: Option<i64>,
    }
}

store::row! {
    /// A move, with what has become of the appointments since.
    struct MoveEffect {
        employee_id: i64,
        from_unit: i64,
        to_unit: i64,
        previous_id: i64,
        appointment_id: Option<i64>,
        ended_to: Option<Day>,
        headed: bool,
        old_to: Option<Day>,
        new_unit: Option<i64>,
        new_from: Option<Day>,
        new_to: Option<Day>,
    }
}

impl MoveEffect {
    /// An appointment of a later day that was moved as it stood.
    fn as_it_stood(&self) -> bool {
        self.appointment_id == Some(self.previous_id)
    }

    /// Whether the new appointment is gone, because its holder leaves before the day.
    fn gone(&self) -> bool {
        self.appointment_id.is_some() && self.new_unit.is_none()
    }

    /// Whether nobody has touched what the order wrote.
    fn untouched(&self, on: Date) -> bool {
        if self.as_it_stood() {
            return self.new_unit == Some(self.to_unit);
        }
        let ended = self.old_to.map(Day::to_jiff) == Some(on);
        let begun = self.appointment_id.is_none()
            || self.new_unit == Some(self.to_unit)
                && self.new_from.map(Day::to_jiff) == Some(on)
                && self.new_to.map(Day::to_jiff) == self.ended_to.map(Day::to_jiff);
        ended && begun
    }
}

const VERSIONS: &str = "
    SELECT unit_id, ended_id, ended_to, begun_id FROM reorganisation_versions
     WHERE reorganisation_id = $1 ORDER BY id";

const MOVES: &str = "
    SELECT m.employee_id, m.from_unit, m.to_unit, m.previous_id, m.appointment_id, m.ended_to,
           m.headed, o.valid_to AS old_to, n.unit_id AS new_unit, n.valid_from AS new_from,
           n.valid_to AS new_to
      FROM reorganisation_moves m
      LEFT JOIN appointments o ON o.id = m.previous_id
      LEFT JOIN appointments n ON n.id = m.appointment_id
     WHERE m.reorganisation_id = $1
     ORDER BY m.id";

const POSTS: &str = "
    SELECT post_id, ended_to FROM reorganisation_posts WHERE reorganisation_id = $1 ORDER BY id";

const HOLD: &str = "
    UPDATE employees SET version = version + 1
     WHERE id IN (SELECT employee_id FROM reorganisation_moves WHERE reorganisation_id = $1)";

/// Versions of the plan's units that the plan did not write and that hold on its day or later; and other
/// units that stand below one it made.
const STRANGE_VERSIONS: &str = "
    SELECT COUNT(*) FROM unit_versions v
     WHERE (v.unit_id IN (SELECT value FROM json_each($1)) OR v.parent_id IN (SELECT value FROM json_each($2)))
       AND v.valid_from >= $3
       AND v.id NOT IN (SELECT value FROM json_each($4))";

/// Appointments to units that the plan made, other than those it moved there.
const STRANGE_APPOINTMENTS: &str = "
    SELECT COALESCE(CAST(SUM((
               SELECT COUNT(*) FROM appointments a
                WHERE a.unit_id = u.value AND a.id NOT IN (SELECT value FROM json_each($2))
           )) AS BIGINT), 0)
      FROM json_each($1) u";

const STRIKE_APPOINTMENTS: &str = "
    DELETE FROM appointments WHERE id IN (SELECT value FROM json_each($1))";

const REOPEN_APPOINTMENT: &str = "UPDATE appointments SET valid_to = $2 WHERE id = $1";

const MOVE_BACK: &str = "
    UPDATE appointments SET unit_id = $2, heads = $3 WHERE id IN (SELECT value FROM json_each($1))";

const STRIKE_VERSIONS: &str = "
    DELETE FROM unit_versions WHERE id IN (SELECT value FROM json_each($1))";

const REOPEN_VERSION: &str = "UPDATE unit_versions SET valid_to = $2 WHERE id = $1";

const REOPEN_POST: &str = "UPDATE posts SET valid_to = $2 WHERE id = $1";

const FORGET_VERSIONS: &str = "DELETE FROM reorganisation_versions WHERE reorganisation_id = $1";
const FORGET_MOVES: &str = "DELETE FROM reorganisation_moves WHERE reorganisation_id = $1";
const FORGET_POSTS: &str = "DELETE FROM reorganisation_posts WHERE reorganisation_id = $1";

const STRIKE_UNITS: &str = "DELETE FROM units WHERE id IN (SELECT value FROM json_each($1))";

const BACK_TO_DRAFT: &str = "
    UPDATE reorganisations
       SET state = 'draft', ordered_by = NULL, ordered_at = NULL, version = $2
     WHERE id = $1";

/// Takes an ordered plan back: it is a draft again. What was entered since and needs what the plan made
/// stands in the way.
///
/// # Errors
/// Faults of the database; the inner result tells why nothing was taken back. The transaction must not be
/// committed then.
pub async fn undo(
    tx: &mut Tx,
    ids: &Ids,
    id: ReorganisationId,
    expected: i64,
    today: Date,
) -> Result<Result<Date, ReorganisationRefusal>> {
    pass_gate(tx).await?;
    let Some(draft) = draft_in(tx, id).await? else {
        return Ok(Err(ReorganisationRefusal::NotFound));
    };
    let plan = draft.reorganisation;
    if plan.state != ReorganisationState::Ordered {
        return Ok(Err(ReorganisationRefusal::WrongState));
    }
    if plan.version != expected {
        return Ok(Err(ReorganisationRefusal::Stale));
    }
    if plan.on <= today {
        return Ok(Err(ReorganisationRefusal::TooLate));
    }
    run(tx, HOLD, id).await?;
    let versions: Vec<VersionEffect> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(VERSIONS)
            .bind(id.0)
            .fetch_all(connection)
            .await
    })?;
    let moves: Vec<MoveEffect> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(MOVES).bind(id.0).fetch_all(connection).await
    })?;
    let touched = moves
        .iter()
        .any(|one| !one.gone() && !one.untouched(plan.on));
    if touched || is_built_upon(tx, &versions, &moves, plan.on).await? {
        return Ok(Err(ReorganisationRefusal::ChangedSince));
    }
    people_back(tx, &moves).await?;
    posts_back(tx, id).await?;
    for forget in [FORGET_MOVES, FORGET_POSTS, FORGET_VERSIONS] {
        run(tx, forget, id).await?;
    }
    match units_back(tx, &versions).await {
        Ok(()) => {}
        // Something outside this crate names a unit that the plan made: a role, a program of a plan.
        Err(error) if store::refused(&error).is_some() => {
            return Ok(Err(ReorganisationRefusal::ChangedSince));
        }
        Err(error) => return Err(error),
    }
    store::write!(tx, |connection| {
        sqlx::query(BACK_TO_DRAFT)
            .bind(id.0)
            .bind(ids.next())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(Ok(plan.on))
}

async fn run(tx: &mut Tx, sql: &'static str, id: ReorganisationId) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(sql)
            .bind(id.0)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

fn made(versions: &[VersionEffect]) -> impl Iterator<Item = i64> {
    versions
        .iter()
        .filter(|version| version.ended_id.is_none())
        .map(|version| version.unit_id)
}

/// Whether anything was entered since that rests on what the plan wrote.
async fn is_built_upon(
    tx: &mut Tx,
    versions: &[VersionEffect],
    moves: &[MoveEffect],
    on: Date,
) -> Result<bool> {
    let (strange,): (i64,) = store::write!(&mut *tx, |connection| {
        sqlx::query_as(STRANGE_VERSIONS)
            .bind(json_list(versions.iter().map(|version| version.unit_id)))
            .bind(json_list(made(versions)))
            .bind(on.to_sqlx())
            .bind(json_list(
                versions.iter().filter_map(|version| version.begun_id),
            ))
            .fetch_one(connection)
            .await
    })?;
    let (appointed,): (i64,) = store::write!(tx, |connection| {
        sqlx::query_as(STRANGE_APPOINTMENTS)
            .bind(json_list(made(versions)))
            .bind(json_list(moves.iter().filter_map(|one| one.appointment_id)))
            .fetch_one(connection)
            .await
    })?;
    Ok(strange > 0 || appointed > 0)
}

async fn people_back(tx: &mut Tx, moves: &[MoveEffect]) -> Result<()> {
    let anew = moves.iter().filter(|one| !one.as_it_stood());
    let struck = json_list(anew.clone().filter_map(|one| one.appointment_id));
    store::write!(&mut *tx, |connection| {
        sqlx::query(STRIKE_APPOINTMENTS)
            .bind(struck)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    for one in anew.filter(|one| !one.gone()) {
        store::write!(&mut *tx, |connection| {
            sqlx::query(REOPEN_APPOINTMENT)
                .bind(one.previous_id)
                .bind(one.ended_to)
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    let mut standing: BTreeMap<(i64, bool), Vec<i64>> = BTreeMap::new();
    for one in moves.iter().filter(|one| one.as_it_stood()) {
        standing
            .entry((one.from_unit, one.headed))
            .or_default()
            .push(one.previous_id);
    }
    for ((unit, heads), held) in standing {
        store::write!(&mut *tx, |connection| {
            sqlx::query(MOVE_BACK)
                .bind(json_list(held.into_iter()))
                .bind(unit)
                .bind(heads)
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    Ok(())
}

async fn posts_back(tx: &mut Tx, id: ReorganisationId) -> Result<()> {
    let posts: Vec<(i64, Option<Day>)> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(POSTS).bind(id.0).fetch_all(connection).await
    })?;
    for (post, to) in posts {
        store::write!(&mut *tx, |connection| {
            sqlx::query(REOPEN_POST)
                .bind(post)
                .bind(to)
                .execute(connection)
                .await
                .map(|_| ())
        })?;
    }
    Ok(())
}

async fn units_back(tx: &mut Tx, versions: &[VersionEffect]) -> Result<()> {
    let begun = json_list(versions.iter().filter_map(|version| version.begun_id));
    store::write!(&mut *tx, |connection| {
        sqlx::query(STRIKE_VERSIONS)
            .bind(begun)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    for version in versions {
        if let Some(ended) = version.ended_id {
            store::write!(&mut *tx, |connection| {
                sqlx::query(REOPEN_VERSION)
                    .bind(ended)
                    .bind(version.ended_to)
                    .execute(connection)
                    .await
                    .map(|_| ())
            })?;
        }
    }
    store::write!(tx, |connection| {
        sqlx::query(STRIKE_UNITS)
            .bind(json_list(made(versions)))
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("people::undo versions", VERSIONS),
    ("people::undo moves", MOVES),
    ("people::undo posts", POSTS),
    ("people::undo hold", HOLD),
    ("people::undo strange versions", STRANGE_VERSIONS),
    ("people::undo strange appointments", STRANGE_APPOINTMENTS),
    ("people::undo strike appointments", STRIKE_APPOINTMENTS),
    ("people::undo reopen appointment", REOPEN_APPOINTMENT),
    ("people::undo move back", MOVE_BACK),
    ("people::undo strike versions", STRIKE_VERSIONS),
    ("people::undo reopen version", REOPEN_VERSION),
    ("people::undo reopen post", REOPEN_POST),
    ("people::undo forget versions", FORGET_VERSIONS),
    ("people::undo forget moves", FORGET_MOVES),
    ("people::undo forget posts", FORGET_POSTS),
    ("people::undo strike units", STRIKE_UNITS),
    ("people::undo back", BACK_TO_DRAFT),
];
