//! The organisation as pages show it: units with the numbers of their people, heads, members.

use crate::cards::json_list;
use crate::employees::Page;
use crate::kept_units::units_with_codes;
use crate::records::{AppointmentKind, EmployeeId, PersonName, Rank, UnitId};
use crate::units::UnitTree;
use anyhow::{Context, Result, anyhow};
use calendar::Date;
use std::collections::HashMap;
use std::sync::Arc;
use store::{Day, Db, ToSqlx, Tx, sqlx};

const GATE: &str = "
    INSERT INTO organisation_gate (id, passed) VALUES (1, 1)
    ON CONFLICT (id) DO UPDATE SET passed = organisation_gate.passed + 1";

/// Whoever changes units or posts goes through here first; the next waits until the transaction ends, and
/// what is kept of the organisation in memory is read again.
pub(crate) async fn pass_gate(tx: &mut Tx) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(GATE).execute(connection).await.map(|_| ())
    })?;
    Ok(())
}

/// People by main appointment and headcount of each unit as `unit:number,…`. One row of text: thousands of rows
/// cost the driver more than counting costs the database.
const COUNTED: &str = "
    SELECT (SELECT string_agg(CAST(s.unit_id AS TEXT) || ':' || CAST(s.number AS TEXT), ',')
              FROM (SELECT unit_id, COUNT(*) AS number FROM appointments
                     WHERE kind = 'main' AND valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)
                     GROUP BY unit_id) s) AS people,
           (SELECT string_agg(CAST(p.unit_id AS TEXT) || ':' || CAST(p.number AS TEXT), ',')
              FROM (SELECT unit_id, SUM(headcount) AS number FROM posts
                     WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)
                     GROUP BY unit_id) p) AS headcount";

store::row! {
    struct CountedRow {
        people: Option<String>,
        headcount: Option<String>,
    }
}

/// Reads `unit:number,…`.
fn numbers(text: Option<&str>) -> Result<HashMap<UnitId, i64>> {
    let pair = |pair: &str| {
        let (unit, number) = pair.split_once(':').context("a unit without its number")?;
        Ok((UnitId(unit.parse()?), number.parse()?))
    };
    text.into_iter()
        .flat_map(|text| text.split(','))
        .map(pair)
        .collect()
}

/// Numbers of one unit, those below it not counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnitNumbers {
    /// 所属コード.
    pub code: String,
    /// How many have their main appointment in it.
    pub people: i64,
    /// How many it may have (定数); 0 when none was entered.
    pub headcount: i64,
}

/// The organisation of a day with its numbers.
#[derive(Debug, Clone, Default)]
pub struct CountedTree {
    /// The units.
    pub tree: Arc<UnitTree>,
    codes: Arc<HashMap<UnitId, String>>,
    people: HashMap<UnitId, i64>,
    headcount: HashMap<UnitId, i64>,
    /// People and headcount with those of the units below.
    totals: HashMap<UnitId, (i64, i64)>,
}

impl CountedTree {
    /// The numbers of a unit alone.
    #[must_use]
    pub fn own(&self, unit: UnitId) -> UnitNumbers {
        let of = |numbers: &HashMap<UnitId, i64>| numbers.get(&unit).copied().unwrap_or_default();
        UnitNumbers {
            code: self.code(unit).to_owned(),
            people: of(&self.people),
            headcount: of(&self.headcount),
        }
    }

    /// 所属コード.
    #[must_use]
    pub fn code(&self, unit: UnitId) -> &str {
        self.codes.get(&unit).map_or("", String::as_str)
    }

    /// People and headcount of a unit with all below it.
    #[must_use]
    pub fn total(&self, unit: UnitId) -> (i64, i64) {
        self.totals.get(&unit).copied().unwrap_or_default()
    }

    /// People and headcount of the whole city.
    #[must_use]
    pub fn everybody(&self) -> (i64, i64) {
        self.tree.below(None).fold((0, 0), |(people, posts), unit| {
            let (below, headcount) = self.total(unit.unit);
            (people + below, posts + headcount)
        })
    }
}

/// The organisation of a day with people and headcount of every unit: counted anew each time, the units
/// themselves from memory.
pub async fn counted_units(db: &Db, on: Date) -> Result<CountedTree> {
    let (tree, codes) = units_with_codes(db, on).await?;
    let row: CountedRow = store::read!(db, |pool| {
        sqlx::query_as(COUNTED)
            .bind(on.to_sqlx())
            .fetch_one(pool)
            .await
    })?;
    let people = numbers(row.people.as_deref()).context("people of units")?;
    let headcount = numbers(row.headcount.as_deref()).context("headcount of units")?;
    Ok(CountedTree {
        totals: totals(&tree, &people, &headcount),
        tree,
        codes,
        people,
        headcount,
    })
}

fn totals(
    tree: &UnitTree,
    people: &HashMap<UnitId, i64>,
    headcount: &HashMap<UnitId, i64>,
) -> HashMap<UnitId, (i64, i64)> {
    let mut totals: HashMap<UnitId, (i64, i64)> = HashMap::with_capacity(tree.len());
    // Those below stand behind the unit, so each is complete when it is added to the unit above.
    for (_, unit) in tree.iter().rev() {
        let own = |numbers: &HashMap<UnitId, i64>| numbers.get(&unit.unit).copied().unwrap_or(0);
        let total = totals.entry(unit.unit).or_default();
        total.0 += own(people);
        total.1 += own(headcount);
        let (below, posts) = *total;
        if let Some(parent) = unit.parent.filter(|parent| tree.get(*parent).is_some()) {
            let above = totals.entry(parent).or_default();
            above.0 += below;
            above.1 += posts;
        }
    }
    totals
}

const HEADS_OF: &str = "
    SELECT a.unit_id, e.id, e.family_name, e.given_name, e.family_kana, e.given_kana, a.post_title,
           a.rank, a.kind
      FROM appointments a
      JOIN employees e ON e.id = a.employee_id
     WHERE a.unit_id IN (SELECT value FROM json_each($1)) AND a.heads
       AND a.kind IN ('main', 'concurrent', 'acting')
       AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
     ORDER BY a.unit_id, CASE a.kind WHEN 'main' THEN 0 WHEN 'concurrent' THEN 1 ELSE 2 END, e.id";

const MEMBERS: &str = "
    SELECT a.unit_id, e.id, e.family_name, e.given_name, e.family_kana, e.given_kana, a.post_title,
           a.rank, a.kind
      FROM appointments a
      JOIN employees e ON e.id = a.employee_id
     WHERE a.unit_id = $1
       AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
     ORDER BY CASE WHEN a.heads THEN 0 ELSE 1 END,
              CASE a.rank WHEN 'department-head' THEN 0 WHEN 'deputy-department-head' THEN 1
                          WHEN 'section-head' THEN 2 WHEN 'deputy-section-head' THEN 3
                          WHEN 'team-head' THEN 4 WHEN 'senior' THEN 5 ELSE 6 END,
              e.reading_order, e.id, a.id
     LIMIT $3 OFFSET $4";

const MEMBER_COUNT: &str = "
    SELECT COUNT(*) FROM appointments
     WHERE unit_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";

store::row! {
    struct MemberRow {
        unit_id: i64,
        id: i64,
        family_name: String,
        given_name: String,
        family_kana: String,
        given_kana: String,
        post_title: String,
        rank: String,
        kind: String,
    }
}

/// Somebody who serves in a unit, as everybody may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The unit.
    pub unit: UnitId,
    /// Who.
    pub employee: EmployeeId,
    /// The name with its reading.
    pub name: PersonName,
    /// The post.
    pub post: String,
    /// The rank.
    pub rank: Rank,
    /// 本務・兼務 ….
    pub kind: AppointmentKind,
}

impl MemberRow {
    fn read(self) -> Result<Member> {
        let name = PersonName::parse(
            &self.family_name,
            &self.given_name,
            &self.family_kana,
            &self.given_kana,
        );
        Ok(Member {
            unit: UnitId(self.unit_id),
            employee: EmployeeId(self.id),
            name: name.with_context(|| format!("the name of employee {}", self.id))?,
            post: self.post_title,
            rank: Rank::of_word(&self.rank).ok_or_else(|| anyhow!("unknown rank"))?,
            kind: AppointmentKind::of_word(&self.kind).ok_or_else(|| anyhow!("unknown kind"))?,
        })
    }
}

/// Who heads the units on a day: one for each unit, the holder of the post before one who acts for it.
pub async fn heads_of(db: &Db, units: &[UnitId], on: Date) -> Result<HashMap<UnitId, Member>> {
    let rows: Vec<MemberRow> = store::read!(db, |pool| {
        sqlx::query_as(HEADS_OF)
            .bind(json_list(units.iter().map(|unit| unit.0)))
            .bind(on.to_sqlx())
            .fetch_all(pool)
            .await
    })?;
    let mut heads = HashMap::new();
    for row in rows {
        let head = row.read()?;
        heads.entry(head.unit).or_insert(head);
    }
    Ok(heads)
}

/// Who serves in a unit on a day, in any kind of appointment: the head first, then by rank and reading.
pub async fn members_of(db: &Db, unit: UnitId, on: Date, page: Page) -> Result<Vec<Member>> {
    let rows: Vec<MemberRow> = store::read!(db, |pool| {
        sqlx::query_as(MEMBERS)
            .bind(unit.0)
            .bind(on.to_sqlx())
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(pool)
            .await
    })?;
    rows.into_iter().map(MemberRow::read).collect()
}

/// How many [`members_of`] lists altogether.
pub async fn member_count(db: &Db, unit: UnitId, on: Date) -> Result<i64> {
    let (count,): (i64,) = store::read!(db, |pool| {
        sqlx::query_as(MEMBER_COUNT)
            .bind(unit.0)
            .bind(on.to_sqlx())
            .fetch_one(pool)
            .await
    })?;
    Ok(count)
}

const CODE_OF: &str = "SELECT code FROM units WHERE id = $1";

/// 所属コード.
pub async fn unit_code(db: &Db, unit: UnitId) -> Result<Option<String>> {
    let found: Option<(String,)> = store::read!(db, |pool| {
        sqlx::query_as(CODE_OF)
            .bind(unit.0)
            .fetch_optional(pool)
            .await
    })?;
    Ok(found.map(|(code,)| code))
}

const PLACES: &str = "
    SELECT v.valid_from, p.name
      FROM unit_versions v
      LEFT JOIN unit_versions p ON p.unit_id = v.parent_id AND p.valid_from <= v.valid_from
                               AND (p.valid_to IS NULL OR p.valid_to > v.valid_from)
     WHERE v.unit_id = $1 ORDER BY v.valid_from";

/// What the unit above was called on the first day of each version of a unit; `None` at the top.
pub async fn unit_places(db: &Db, unit: UnitId) -> Result<HashMap<Date, Option<String>>> {
    let rows: Vec<(Day, Option<String>)> = store::read!(db, |pool| {
        sqlx::query_as(PLACES).bind(unit.0).fetch_all(pool).await
    })?;
    Ok(rows
        .into_iter()
        .map(|(from, name)| (from.to_jiff(), name))
        .collect())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("people::organisation gate", GATE),
    ("people::counted_units", COUNTED),
    ("people::heads_of", HEADS_OF),
    ("people::members_of", MEMBERS),
    ("people::member_count", MEMBER_COUNT),
    ("people::unit_code", CODE_OF),
    ("people::unit_places", PLACES),
];
