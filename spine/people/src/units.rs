//! Units in the database: the organisation on a day, and changes of it.

use crate::folding::fold;
use crate::records::{Kana, Title, UnitId, UnitKind, UnitVersion};
use crate::rules::{UnitRefusal, may_stand_below};
use anyhow::{Context, Result, anyhow};
use calendar::{Date, Period};
use std::collections::{HashMap, HashSet};
use store::{Day, Db, Ids, ToSqlx, Tx, sqlx};

store::row! {
    struct UnitRow {
        unit_id: i64,
        name: String,
        short_name: String,
        kana: String,
        parent_id: Option<i64>,
        kind: String,
        position: i64,
        valid_from: Day,
        valid_to: Option<Day>,
    }
}

impl UnitRow {
    fn read(self) -> Result<UnitVersion> {
        let unit = UnitId(self.unit_id);
        let read = || -> Result<UnitVersion> {
            Ok(UnitVersion {
                unit,
                name: Title::parse(&self.name)?,
                short_name: Title::parse(&self.short_name)?,
                kana: Kana::parse(&self.kana)?,
                parent: self.parent_id.map(UnitId),
                kind: UnitKind::of_word(&self.kind)
                    .ok_or_else(|| anyhow!("unknown kind of unit"))?,
                position: self.position,
                period: Period::new(self.valid_from.to_jiff(), self.valid_to.map(Day::to_jiff))?,
            })
        };
        read().with_context(|| format!("unit {unit} in the database cannot be read"))
    }
}

const UNITS_ON: &str = "
    SELECT unit_id, name, short_name, kana, parent_id, kind, position, valid_from, valid_to
      FROM unit_versions
     WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)
     ORDER BY position, unit_id";

/// The organisation on a day, in one query.
pub async fn units_on(db: &Db, on: Date) -> Result<UnitTree> {
    let rows: Vec<UnitRow> = store::read!(db, |pool| {
        sqlx::query_as(UNITS_ON)
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let units = rows
        .into_iter()
        .map(UnitRow::read)
        .collect::<Result<Vec<_>>>()?;
    Ok(UnitTree::new(units))
}

const VERSIONS_OF: &str = "
    SELECT unit_id, name, short_name, kana, parent_id, kind, position, valid_from, valid_to
      FROM unit_versions
     WHERE unit_id = $1
     ORDER BY valid_from";

/// What a unit was and will be called, and where it stood, from the first version on.
pub async fn unit_history(db: &Db, unit: UnitId) -> Result<Vec<UnitVersion>> {
    let rows: Vec<UnitRow> = store::read!(db, |pool| {
        sqlx::query_as(VERSIONS_OF)
            .bind(unit.0)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(UnitRow::read).collect()
}

const UNITS_NAMED: &str = "
    SELECT unit_id, name, short_name, kana, parent_id, kind, position, valid_from, valid_to
      FROM unit_versions
     WHERE name = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
     ORDER BY unit_id";

/// The units that bear exactly this name on a day; 庶務係 may exist in several sections.
pub async fn units_named(db: &Db, name: &str, on: Date) -> Result<Vec<UnitVersion>> {
    let rows: Vec<UnitRow> = store::read!(db, |pool| {
        sqlx::query_as(UNITS_NAMED)
            .bind(name)
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(UnitRow::read).collect()
}

const SUBTREE_ON: &str = "
    WITH RECURSIVE below (unit_id) AS (
        SELECT unit_id FROM unit_versions
         WHERE unit_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
        UNION
        SELECT v.unit_id FROM unit_versions v JOIN below b ON v.parent_id = b.unit_id
         WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
    )
    SELECT unit_id FROM below ORDER BY unit_id";

/// The unit and all units below it on a day; empty when the unit does not exist on that day.
pub async fn subtree_on(db: &Db, unit: UnitId, on: Date) -> Result<Vec<UnitId>> {
    let ids: Vec<(i64,)> = store::read!(db, |pool| {
        sqlx::query_as(SUBTREE_ON)
            .bind(unit.0)
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    Ok(ids.into_iter().map(|(id,)| UnitId(id)).collect())
}

/// The organisation on a day: parts below wholes, neighbours by position.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitTree {
    /// From top to bottom, each unit before those below it.
    units: Vec<(usize, UnitVersion)>,
}

impl UnitTree {
    /// Puts units in order. A unit whose superior is not among them stands at the top, so that none
    /// is lost when a superior was closed first.
    #[must_use]
    pub fn new(mut units: Vec<UnitVersion>) -> UnitTree {
        units.sort_by_key(|unit| (unit.position, unit.unit));
        let known: HashSet<UnitId> = units.iter().map(|unit| unit.unit).collect();
        let mut below: HashMap<Option<UnitId>, Vec<UnitVersion>> = HashMap::new();
        for unit in units {
            let parent = unit.parent.filter(|parent| known.contains(parent));
            below.entry(parent).or_default().push(unit);
        }
        let mut tree = UnitTree::default();
        tree.append(None, 0, &mut below);
        tree
    }

    fn append(
        &mut self,
        parent: Option<UnitId>,
        depth: usize,
        below: &mut HashMap<Option<UnitId>, Vec<UnitVersion>>,
    ) {
        for unit in below.remove(&parent).unwrap_or_default() {
            let id = unit.unit;
            self.units.push((depth, unit));
            self.append(Some(id), depth + 1, below);
        }
    }

    /// All units with their depth (0 at the top), each before those below it.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &UnitVersion)> {
        self.units.iter().map(|(depth, unit)| (*depth, unit))
    }

    /// The number of units.
    #[must_use]
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there is no unit.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The unit of a number.
    #[must_use]
    pub fn get(&self, unit: UnitId) -> Option<&UnitVersion> {
        self.units
            .iter()
            .map(|(_, version)| version)
            .find(|version| version.unit == unit)
    }

    /// The first unit of a name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&UnitVersion> {
        self.units
            .iter()
            .map(|(_, version)| version)
            .find(|unit| unit.name.as_str() == name)
    }

    /// The unit that a document writes as `総務部人事課` or, where no other bears the name, `人事課`.
    /// Blanks and width make no difference.
    #[must_use]
    pub fn written(&self, text: &str) -> Option<&UnitVersion> {
        let wanted = fold(text);
        let by_path = self
            .units
            .iter()
            .map(|(_, unit)| unit)
            .find(|unit| fold(&self.path(unit.unit)) == wanted);
        by_path.or_else(|| {
            let mut named = self
                .units
                .iter()
                .map(|(_, unit)| unit)
                .filter(|unit| fold(unit.name.as_str()) == wanted);
            named.next().filter(|_| named.next().is_none())
        })
    }

    /// The unit and all below it, in order.
    pub fn subtree(&self, unit: UnitId) -> impl Iterator<Item = &UnitVersion> {
        let start = self
            .units
            .iter()
            .position(|(_, version)| version.unit == unit);
        let rest = start.map_or(&[][..], |start| &self.units[start..]);
        let top = rest.first().map_or(0, |(depth, _)| *depth);
        rest.iter()
            .enumerate()
            .take_while(move |(index, (depth, _))| *index == 0 || *depth > top)
            .map(|(_, (_, version))| version)
    }

    /// The chain from the unit up to the top, the unit itself first.
    pub fn upward(&self, unit: UnitId) -> impl Iterator<Item = &UnitVersion> {
        std::iter::successors(self.get(unit), |version| self.get(version.parent?))
    }

    /// The name with those above: `総務部 人事課`.
    #[must_use]
    pub fn path(&self, unit: UnitId) -> String {
        let mut names: Vec<&str> = self
            .upward(unit)
            .map(|version| version.name.as_str())
            .collect();
        names.reverse();
        names.join(" ")
    }
}

/// A unit to be entered: its code and its first version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUnit {
    /// 所属コード, unique in the city.
    pub code: Title,
    /// What it is called first and where it stands.
    pub version: UnitVersion,
}

/// Enters units, each with its first version, superiors before those below them; for an import and
/// the sample city, whose organisation is checked as a whole.
pub async fn insert_units(tx: &mut Tx, ids: &Ids, units: &[NewUnit]) -> Result<()> {
    for chunk in units.chunks(crate::ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new("INSERT INTO units (id, code) ");
            query.push_values(chunk, |mut row, unit| {
                row.push_bind(unit.version.unit.0)
                    .push_bind(unit.code.as_str());
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    let versions: Vec<&UnitVersion> = units.iter().map(|unit| &unit.version).collect();
    insert_versions(tx, ids, &versions).await
}

async fn insert_versions(tx: &mut Tx, ids: &Ids, versions: &[&UnitVersion]) -> Result<()> {
    for chunk in versions.chunks(crate::ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO unit_versions (id, unit_id, name, short_name, kana, parent_id, kind, \
                 position, valid_from, valid_to) ",
            );
            query.push_values(chunk, |mut row, version| {
                row.push_bind(ids.next())
                    .push_bind(version.unit.0)
                    .push_bind(version.name.as_str())
                    .push_bind(version.short_name.as_str())
                    .push_bind(version.kana.as_str())
                    .push_bind(version.parent.map(|parent| parent.0))
                    .push_bind(version.kind.word())
                    .push_bind(version.position)
                    .push_bind(version.period.from().to_sqlx())
                    .push_bind(version.period.to().map(ToSqlx::to_sqlx));
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

const LATER_VERSION: &str = "
    SELECT valid_from FROM unit_versions WHERE unit_id = $1 AND valid_from >= $2
     ORDER BY valid_from LIMIT 1";

const ABOVE_ON: &str = "
    WITH RECURSIVE above (unit_id) AS (
        SELECT unit_id FROM unit_versions
         WHERE unit_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
        UNION
        SELECT v.parent_id FROM unit_versions v JOIN above a ON v.unit_id = a.unit_id
         WHERE v.parent_id IS NOT NULL
           AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
    )
    SELECT unit_id FROM above";

/// Ends what holds from the day on; a version that ends later is shortened.
const END_VERSION: &str = "
    UPDATE unit_versions SET valid_to = $2
     WHERE unit_id = $1 AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $2)";

/// Renames or moves a unit from the first day of the new version on; what held before ends there.
/// The unit's number stays, so that tenures and figures go on across a reorganisation.
///
/// # Errors
/// Faults of the database; the inner result tells why the change was refused.
pub async fn change_unit(
    tx: &mut Tx,
    ids: &Ids,
    version: &UnitVersion,
) -> Result<Result<(), UnitRefusal>> {
    let (unit, from) = (version.unit, version.period.from());
    let later: Option<(Day,)> = store::write!(&mut *tx, |connection| {
        sqlx::query_as(LATER_VERSION)
            .bind(unit.0)
            .bind(from.to_sqlx())
            .fetch_optional(connection)
            .await
    })?;
    if let Some((later,)) = later {
        return Ok(Err(UnitRefusal::Overlap {
            from: later.to_jiff(),
        }));
    }
    if let Some(parent) = version.parent {
        let above: Vec<(i64,)> = store::write!(&mut *tx, |connection| {
            sqlx::query_as(ABOVE_ON)
                .bind(parent.0)
                .bind(from.to_sqlx())
                .fetch_all(connection)
                .await
        })?;
        if above.is_empty() {
            return Ok(Err(UnitRefusal::NoSuchParent));
        }
        let above: Vec<UnitId> = above.into_iter().map(|(id,)| UnitId(id)).collect();
        if let Err(refusal) = may_stand_below(unit, &above) {
            return Ok(Err(refusal));
        }
    }
    close_unit(tx, unit, from).await?;
    insert_versions(tx, ids, &[version]).await?;
    Ok(Ok(()))
}

/// Closes a unit on a day, the first on which it no longer exists. Who still serves in it keeps the
/// appointment until the next order; the rule check of the transfer plan lists them.
pub async fn close_unit(tx: &mut Tx, unit: UnitId, on: Date) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(END_VERSION)
            .bind(unit.0)
            .bind(on.to_sqlx())
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("people::units_on", UNITS_ON),
    ("people::unit_history", VERSIONS_OF),
    ("people::units_named", UNITS_NAMED),
    ("people::subtree_on", SUBTREE_ON),
    ("people::change_unit later", LATER_VERSION),
    ("people::change_unit above", ABOVE_ON),
    ("people::close_unit", END_VERSION),
];
