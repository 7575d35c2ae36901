//! Units in the database: the organisation on a day, and changes of it.

use crate::folding::fold;
use crate::organisation::pass_gate;
use crate::records::{Kana, Title, UnitId, UnitKind, UnitVersion};
use crate::reorganisations::faults;
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

/// The organisation on a day, read from the database.
pub(crate) async fn units_on_fresh(db: &Db, on: Date) -> Result<UnitTree> {
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

const CODES_ON: &str = "
    SELECT u.id, u.code FROM units u
     WHERE u.id IN (SELECT unit_id FROM unit_versions
                     WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1))";

/// The codes (所属コード) of the units of a day.
pub(crate) async fn codes_on(db: &Db, on: Date) -> Result<HashMap<UnitId, String>> {
    let rows: Vec<(i64, String)> = store::read!(db, |pool| {
        sqlx::query_as(CODES_ON)
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    Ok(rows
        .into_iter()
        .map(|(unit, code)| (UnitId(unit), code))
        .collect())
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
    /// Where each unit stands among them.
    places: HashMap<UnitId, usize>,
    /// The name and reading of each, folded for searching, in the same order.
    folded: Vec<(String, String)>,
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
            self.places.insert(id, self.units.len());
            self.folded
                .push((fold(unit.name.as_str()), fold(unit.kana.as_str())));
            self.units.push((depth, unit));
            self.append(Some(id), depth + 1, below);
        }
    }

    /// All units with their depth (0 at the top), each before those below it.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, &UnitVersion)> {
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
        let place = self.places.get(&unit)?;
        self.units.get(*place).map(|(_, version)| version)
    }

    /// How deep a unit stands; 0 at the top.
    #[must_use]
    pub fn depth(&self, unit: UnitId) -> usize {
        let place = self.places.get(&unit).and_then(|at| self.units.get(*at));
        place.map_or(0, |(depth, _)| *depth)
    }

    /// The units right below one, or those at the top.
    pub fn below(&self, parent: Option<UnitId>) -> impl Iterator<Item = &UnitVersion> {
        let (start, depth) = match parent {
            None => (0, 0),
            Some(unit) => match self.places.get(&unit) {
                Some(place) => (place + 1, self.depth(unit) + 1),
                None => (self.units.len(), 0),
            },
        };
        self.units
            .get(start..)
            .unwrap_or_default()
            .iter()
            .take_while(move |(at, _)| *at >= depth)
            .filter(move |(at, _)| *at == depth)
            .map(|(_, version)| version)
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
                .zip(&self.folded)
                .filter(|(_, (name, _))| *name == wanted)
                .map(|((_, unit), _)| unit);
            named.next().filter(|_| named.next().is_none())
        })
    }

    /// The units whose name or reading holds the text, however it is written; none for an empty one.
    pub fn holding(&self, text: &str) -> impl Iterator<Item = &UnitVersion> {
        let wanted = fold(text);
        self.units
            .iter()
            .zip(&self.folded)
            .filter(move |(_, (name, kana))| {
                !wanted.is_empty() && (name.contains(&wanted) || kana.contains(&wanted))
            })
            .map(|((_, unit), _)| unit)
    }

    /// The unit and all below it, in order.
    pub fn subtree(&self, unit: UnitId) -> impl Iterator<Item = &UnitVersion> {
        let start = self.places.get(&unit).copied();
        let rest = start
            .and_then(|start| self.units.get(start..))
            .unwrap_or_default();
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
    let numbers: Vec<(UnitId, &str)> = units
        .iter()
        .map(|unit| (unit.version.unit, unit.code.as_str()))
        .collect();
    insert_units_only(tx, &numbers).await?;
    let versions: Vec<&UnitVersion> = units.iter().map(|unit| &unit.version).collect();
    insert_versions(tx, ids, &versions).await?;
    Ok(())
}

/// Enters units that have no version yet.
pub(crate) async fn insert_units_only(tx: &mut Tx, units: &[(UnitId, &str)]) -> Result<()> {
    for chunk in units.chunks(crate::ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new("INSERT INTO units (id, code) ");
            query.push_values(chunk, |mut row, (unit, code)| {
                row.push_bind(unit.0).push_bind(*code);
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Enters versions and returns the number of each.
pub(crate) async fn insert_versions(
    tx: &mut Tx,
    ids: &Ids,
    versions: &[&UnitVersion],
) -> Result<Vec<i64>> {
    pass_gate(tx).await?;
    let numbers: Vec<i64> = versions.iter().map(|_| ids.next()).collect();
    let numbered: Vec<(i64, &UnitVersion)> = numbers
        .iter()
        .copied()
        .zip(versions.iter().copied())
        .collect();
    for chunk in numbered.chunks(crate::ROWS_AT_ONCE) {
        store::write!(&mut *tx, |connection| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO unit_versions (id, unit_id, name, short_name, kana, parent_id, kind, \
                 position, valid_from, valid_to) ",
            );
            query.push_values(chunk, |mut row, (number, version)| {
                row.push_bind(*number)
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
    Ok(numbers)
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

const CORRECT: &str = "
    UPDATE unit_versions SET name = $3, short_name = $4, kana = $5, position = $6
     WHERE unit_id = $1 AND valid_from = $2";

const VERSIONS_FROM: &str = "
    SELECT unit_id, name, short_name, kana, parent_id, kind, position, valid_from, valid_to
      FROM unit_versions WHERE valid_to IS NULL OR valid_to > $1 ORDER BY unit_id, valid_from";

/// All versions that hold on a day or later.
pub(crate) async fn versions_from(tx: &mut Tx, on: Date) -> Result<Vec<UnitVersion>> {
    let rows: Vec<UnitRow> = store::write!(tx, |connection| {
        sqlx::query_as(VERSIONS_FROM)
            .bind(on.to_sqlx())
            .fetch_all(connection)
            .await
    })?;
    rows.into_iter().map(UnitRow::read).collect()
}

/// Puts right what was entered wrongly about a unit (a letter, the reading, the order): its version of the
/// same first day says something else from then on, without a new version. Days and the unit above stay.
/// Returns what stood there.
///
/// # Errors
/// Faults of the database; the inner result refuses a version that does not exist and a name that a
/// neighbour bears.
pub async fn correct_unit(
    tx: &mut Tx,
    corrected: &UnitVersion,
) -> Result<Result<UnitVersion, UnitRefusal>> {
    pass_gate(tx).await?;
    let from = corrected.period.from();
    let before = versions_from(tx, from).await?;
    let is_it =
        |version: &UnitVersion| version.unit == corrected.unit && version.period.from() == from;
    let Some(old) = before.iter().find(|version| is_it(version)).cloned() else {
        return Ok(Err(UnitRefusal::NoSuchVersion));
    };
    let mut after = before.clone();
    for version in after.iter_mut().filter(|version| is_it(version)) {
        version.name.clone_from(&corrected.name);
    }
    if !faults(&after, from).is_subset(&faults(&before, from)) {
        return Ok(Err(UnitRefusal::SameName));
    }
    store::write!(tx, |connection| {
        sqlx::query(CORRECT)
            .bind(corrected.unit.0)
            .bind(from.to_sqlx())
            .bind(corrected.name.as_str())
            .bind(corrected.short_name.as_str())
            .bind(corrected.kana.as_str())
            .bind(corrected.position)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(Ok(old))
}

/// Closes a unit on a day, the first on which it no longer exists. Who still serves in it keeps the
/// appointment until the next order; the rule check of the transfer plan lists them.
pub async fn close_unit(tx: &mut Tx, unit: UnitId, on: Date) -> Result<()> {
    pass_gate(tx).await?;
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
    ("people::codes_on", CODES_ON),
    ("people::unit_history", VERSIONS_OF),
    ("people::units_named", UNITS_NAMED),
    ("people::subtree_on", SUBTREE_ON),
    ("people::change_unit later", LATER_VERSION),
    ("people::change_unit above", ABOVE_ON),
    ("people::close_unit", END_VERSION),
    ("people::correct_unit", CORRECT),
    ("people::versions_from", VERSIONS_FROM),
];
