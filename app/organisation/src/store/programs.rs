//! Programs of plans by the unit that owns them.

use anyhow::{Context, Result};
use calendar::{FiscalYear, YearStyle};
use people::UnitId;
use store::{Db, sqlx};

/// A program of a plan that a unit owns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramLine {
    /// The unit.
    pub unit: UnitId,
    /// The plan's title with its years: plans of different years often have one title.
    pub plan: String,
    /// What the program is called.
    pub name: String,
    /// Where it stands.
    pub href: String,
}

const PROGRAMS: &str = "
    SELECT p.unit_id, l.title, l.plan_from, l.plan_to, l.code, p.part, p.program_key, p.name
      FROM plan_programs p
      JOIN plans l ON l.id = p.plan_id
     WHERE p.unit_id IN (SELECT value FROM json_each($1))
     ORDER BY l.plan_from DESC, l.code, p.part, p.position, p.id";

/// The programs that units own, those of the latest plan first.
pub async fn programs_of(db: &Db, units: &[UnitId]) -> Result<Vec<ProgramLine>> {
    let list = super::reach::json_list(units.iter().map(|unit| unit.0));
    let rows: Vec<ProgramRow> = ::store::read!(db, |pool| {
        sqlx::query_as(PROGRAMS).bind(list).fetch_all(pool).await
    })?;
    rows.into_iter().map(line).collect()
}

type ProgramRow = (i64, String, i64, i64, String, String, String, String);

fn line((unit, title, from, to, code, part, key, name): ProgramRow) -> Result<ProgramLine> {
    let year = |year: i64| -> Result<String> {
        let year = FiscalYear(year.try_into().context("the year of a plan")?);
        Ok(year.short_label(YearStyle::Era))
    };
    Ok(ProgramLine {
        unit: UnitId(unit),
        plan: format!("{title}（{}〜{}）", year(from)?, year(to)?),
        name,
        href: format!("/plan/{code}/programs/{part}/{key}"),
    })
}

pub(super) const QUERIES: [(&str, &str); 1] = [("organisation::programs_of", PROGRAMS)];
