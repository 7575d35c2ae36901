//! The steps of a plan in the database.

use super::drafts::take;
use super::records::{Change, Part, ReorganisationId, ReorganisationRefusal, Step, StepId};
use crate::records::{Kana, Title, UnitId, UnitKind};
use anyhow::{Context, Result, anyhow};
use store::{Ids, Tx, sqlx};

store::row! {
    pub(super) struct StepRow {
        id: i64,
        kind: String,
        unit_id: i64,
        source_id: Option<i64>,
        target_id: Option<i64>,
        code: Option<String>,
        name: Option<String>,
        short_name: Option<String>,
        kana: Option<String>,
        unit_kind: Option<String>,
        parent_id: Option<i64>,
        position: Option<i64>,
    }
}

impl StepRow {
    pub(super) fn read(self) -> Result<Step> {
        let id = StepId(self.id);
        self.change()
            .map(|change| Step { id, change })
            .with_context(|| format!("step {id} of a reorganisation cannot be read"))
    }

    fn change(&self) -> Result<Change> {
        let unit = UnitId(self.unit_id);
        let target = self.target_id.map(UnitId);
        Ok(match self.kind.as_str() {
            "create" => Change::Create {
                unit,
                part: self.part()?,
            },
            "split" => Change::Split {
                unit,
                source: UnitId(self.source_id.context("no source")?),
                part: self.part()?,
            },
            "rename" => Change::Rename {
                unit,
                name: title(self.name.as_deref())?,
                short_name: title(self.short_name.as_deref())?,
                kana: Kana::parse(self.kana.as_deref().unwrap_or_default())?,
            },
            "move" => Change::Move {
                unit,
                parent: self.parent_id.map(UnitId),
                position: self.position.unwrap_or_default(),
            },
            "merge" => Change::Merge {
                unit,
                target: target.context("no target")?,
            },
            "abolish" => Change::Abolish { unit, target },
            other => return Err(anyhow!("unknown kind {other}")),
        })
    }

    fn part(&self) -> Result<Part> {
        let kind = self.unit_kind.as_deref().unwrap_or_default();
        Ok(Part {
            code: title(self.code.as_deref())?,
            name: title(self.name.as_deref())?,
            short_name: title(self.short_name.as_deref())?,
            kana: Kana::parse(self.kana.as_deref().unwrap_or_default())?,
            kind: UnitKind::of_word(kind).ok_or_else(|| anyhow!("unknown kind of unit"))?,
            parent: self.parent_id.map(UnitId),
            position: self.position.unwrap_or_default(),
        })
    }
}

fn title(text: Option<&str>) -> Result<Title> {
    Ok(Title::parse(text.unwrap_or_default())?)
}

pub(super) const STEPS: &str = "
    SELECT id, kind, unit_id, source_id, target_id, code, name, short_name, kana, unit_kind,
           parent_id, position
      FROM reorganisation_steps WHERE reorganisation_id = $1 ORDER BY id";

const ADD_STEP: &str = "
    INSERT INTO reorganisation_steps (id, reorganisation_id, kind, unit_id, source_id, target_id,
                                      code, name, short_name, kana, unit_kind, parent_id, position)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

/// Adds a step to a draft.
pub async fn add_step(
    tx: &mut Tx,
    ids: &Ids,
    id: ReorganisationId,
    change: &Change,
) -> Result<Result<StepId, ReorganisationRefusal>> {
    if let Err(refusal) = take(tx, ids, id, None).await? {
        return Ok(Err(refusal));
    }
    let step = StepId(ids.next());
    let part = change.part();
    let (name, short_name, kana) = match change {
        Change::Rename {
            name,
            short_name,
            kana,
            ..
        } => (Some(name), Some(short_name), Some(kana)),
        _ => (
            part.map(|part| &part.name),
            part.map(|part| &part.short_name),
            part.map(|part| &part.kana),
        ),
    };
    let (parent, position) = match change {
        Change::Move {
            parent, position, ..
        } => (*parent, Some(*position)),
        _ => (
            part.and_then(|part| part.parent),
            part.map(|part| part.position),
        ),
    };
    let source = match change {
        Change::Split { source, .. } => Some(source.0),
        _ => None,
    };
    let target = match change {
        Change::Merge { target, .. } => Some(target.0),
        Change::Abolish { target, .. } => target.map(|target| target.0),
        _ => None,
    };
    store::write!(tx, |connection| {
        sqlx::query(ADD_STEP)
            .bind(step.0)
            .bind(id.0)
            .bind(change.kind())
            .bind(change.unit().0)
            .bind(source)
            .bind(target)
            .bind(part.map(|part| part.code.as_str()))
            .bind(name.map(Title::as_str))
            .bind(short_name.map(Title::as_str))
            .bind(kana.map(Kana::as_str))
            .bind(part.map(|part| part.kind.word()))
            .bind(parent.map(|parent| parent.0))
            .bind(position)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(Ok(step))
}

const TAKE_STEP_BACK: &str =
    "DELETE FROM reorganisation_steps WHERE id = $1 AND reorganisation_id = $2";

/// Takes a step out of a draft.
pub async fn take_step_back(
    tx: &mut Tx,
    ids: &Ids,
    id: ReorganisationId,
    step: StepId,
) -> Result<Result<(), ReorganisationRefusal>> {
    if let Err(refusal) = take(tx, ids, id, None).await? {
        return Ok(Err(refusal));
    }
    let gone = store::write!(tx, |connection| {
        sqlx::query(TAKE_STEP_BACK)
            .bind(step.0)
            .bind(id.0)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(if gone == 1 {
        Ok(())
    } else {
        Err(ReorganisationRefusal::NotFound)
    })
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("people::reorganisation steps", STEPS),
    ("people::add_step", ADD_STEP),
    ("people::take_step_back", TAKE_STEP_BACK),
];
