//! The figures that the organisation offers to the plan.

use calendar::FiscalYear;
use figures::{Asked, Counted, Figure, Pending, Records, Wanted};
use measure::{Amount, Quality};
use people::{Staffed, UnitTree};
use store::Db;

/// 所属数: departments, sections and teams on 1 April of the year.
pub const UNITS: Figure = Figure {
    key: "organisation.units",
    label: "organisation-figure-units",
    unit: "organisation-figure-units-unit",
    definition: "organisation-figure-units-definition",
    count: units_counted,
    records: units_listed,
};

/// 欠員数: headcount that nobody fills on 1 April of the year.
pub const VACANCIES: Figure = Figure {
    key: "organisation.vacancies",
    label: "organisation-figure-vacancies",
    unit: "organisation-figure-persons",
    definition: "organisation-figure-vacancies-definition",
    count: vacancies_counted,
    records: vacancies_listed,
};

/// The day of the count is over as soon as the year has begun.
fn of_year(amount: i64) -> Counted {
    Counted {
        amount: Amount::whole(amount),
        quality: Quality::Final,
        definition: 1,
    }
}

fn units_counted(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        if FiscalYear::of(asked.on) < asked.year {
            return Ok(None);
        }
        let tree = people::units_on(db, asked.year.first_day()).await?;
        Ok(Some(of_year(i64::try_from(tree.len())?)))
    })
}

fn vacancies_counted(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        if FiscalYear::of(asked.on) < asked.year {
            return Ok(None);
        }
        let on = asked.year.first_day();
        let counted = crate::settings::counted(db, on).await?;
        let lines = people::staffed(db, on, &counted).await?;
        Ok(Some(of_year(lines.iter().map(Staffed::vacant).sum())))
    })
}

fn columns(wanted: &Wanted<'_>, keys: &[&str]) -> Vec<String> {
    keys.iter()
        .map(|key| wanted.text.say(key).into_owned())
        .collect()
}

fn part(wanted: &Wanted<'_>, rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let size = |number: i64| usize::try_from(number).unwrap_or(0);
    rows.into_iter()
        .skip(size(wanted.offset))
        .take(size(wanted.limit))
        .collect()
}

fn units_listed<'a>(db: &'a Db, wanted: Wanted<'a>) -> Pending<'a, Records> {
    Box::pin(async move {
        let on = wanted.asked.year.first_day();
        let counted = people::counted_units(db, on).await?;
        let seen = counted
            .tree
            .iter()
            .filter(|(_, unit)| wanted.scope.holds(Some(unit.unit.0)));
        let rows: Vec<Vec<String>> = seen
            .map(|(_, unit)| {
                let own = counted.own(unit.unit);
                vec![
                    own.code,
                    counted.tree.path(unit.unit),
                    wanted.text.say(unit.kind.key()).into_owned(),
                    own.people.to_string(),
                ]
            })
            .collect();
        Ok(Records {
            columns: columns(
                &wanted,
                &[
                    "organisation-code",
                    "organisation-unit",
                    "organisation-kind",
                    "organisation-people",
                ],
            ),
            visible: i64::try_from(rows.len())?,
            counted: i64::try_from(counted.tree.len())?,
            rows: part(&wanted, rows),
        })
    })
}

fn vacancies_listed<'a>(db: &'a Db, wanted: Wanted<'a>) -> Pending<'a, Records> {
    Box::pin(async move {
        let on = wanted.asked.year.first_day();
        let tree = people::units_on(db, on).await?;
        let counts = crate::settings::counted(db, on).await?;
        let lines = people::staffed(db, on, &counts).await?;
        let counted = lines.iter().map(Staffed::vacant).sum();
        let seen: Vec<&Staffed> = lines
            .iter()
            .filter(|line| line.vacant() > 0 && wanted.scope.holds(Some(line.unit.0)))
            .collect();
        let visible = seen.iter().map(|line| line.vacant()).sum();
        let rows = seen
            .into_iter()
            .map(|line| vacancy(&wanted, &tree, line))
            .collect();
        Ok(Records {
            columns: columns(
                &wanted,
                &[
                    "organisation-unit",
                    "organisation-rank",
                    "organisation-family",
                    "organisation-headcount",
                    "organisation-staffed",
                    "organisation-vacant",
                ],
            ),
            rows: part(&wanted, rows),
            visible,
            counted,
        })
    })
}

fn vacancy(wanted: &Wanted<'_>, tree: &UnitTree, line: &Staffed) -> Vec<String> {
    let family = line.job_family.clone();
    vec![
        tree.path(line.unit),
        wanted.text.say(line.rank.key()).into_owned(),
        family.unwrap_or_else(|| wanted.text.say("organisation-family-any").into_owned()),
        line.headcount.to_string(),
        line.staffed.to_string(),
        line.vacant().to_string(),
    ]
}
