//! Figures for the plan, each with the people behind it.

use crate::records::{Month, clock};
use crate::rules::chronic::{Definition, reduction};
use crate::rules::days::is_no_overtime_day;
use crate::rules::limits::breaches;
use crate::settings::Rules;
use crate::store::{keeping, records};
use crate::years::{self, PersonYear, YearTable};
use ::figures::{Asked, Counted, Figure, Pending, Records, Wanted};
use ::settings::Settings;
use ::store::Db;
use anyhow::Result;
use calendar::{Date, FiscalYear};
use measure::{Amount, Quality};
use people::UnitId;
use std::collections::HashSet;
use std::sync::Arc;

/// 慢性的な超過勤務の縮減率: how much less than in the baseline year.
pub const CHRONIC: Figure = Figure {
    key: "overtime.chronic_cut",
    label: "overtime-figure-chronic",
    unit: "overtime-figure-percent",
    definition: "overtime-figure-chronic-definition",
    count: count_chronic,
    records: list_chronic,
};

/// 月平均超過勤務時間: hours a month of those under the limits.
pub const MEAN_HOURS: Figure = Figure {
    key: "overtime.mean_hours",
    label: "overtime-figure-mean",
    unit: "overtime-figure-hours",
    definition: "overtime-figure-mean-definition",
    count: count_mean,
    records: list_mean,
};

/// 上限を超えた職員数: people for whom any limit broke without special work.
pub const OVER_LIMIT: Figure = Figure {
    key: "overtime.over_limit",
    label: "overtime-figure-over",
    unit: "overtime-figure-persons",
    definition: "overtime-figure-over-definition",
    count: count_over,
    records: list_over,
};

/// ノー残業デーの実施率: the share of person-days on such days that had no overtime.
pub const NO_OVERTIME_DAY: Figure = Figure {
    key: "overtime.no_overtime_day",
    label: "overtime-figure-days",
    unit: "overtime-figure-percent",
    definition: "overtime-figure-days-definition",
    count: count_days,
    records: list_days,
};

/// All of them.
pub const FIGURES: &[Figure] = &[CHRONIC, MEAN_HOURS, OVER_LIMIT, NO_OVERTIME_DAY];

/// The rules of a year are those of its last day, or of today while it runs.
async fn rules(db: &Db, asked: Asked) -> Result<Rules> {
    let on = asked.on.min(asked.year.last_day());
    Ok(Rules::of(&Settings::load(db, on).await?))
}

fn begun(asked: Asked) -> bool {
    asked.year <= FiscalYear::of(asked.on)
}

fn quality(asked: Asked) -> Quality {
    if asked.on <= asked.year.last_day() {
        Quality::AsOf(asked.on)
    } else {
        Quality::Final
    }
}

/// The busy months of a year, with the units below those that were flagged.
async fn busy(db: &Db, table: &YearTable) -> Result<HashSet<(UnitId, usize)>> {
    let first = Month::of(table.year.first_day());
    let mut all = HashSet::new();
    for one in keeping::busy_months(db, first, first.plus(11)).await? {
        all.insert((one.unit, one.month.place()));
        for below in table.tree.subtree(one.unit) {
            all.insert((below.unit, one.month.place()));
        }
    }
    Ok(all)
}

/// The chronic minutes of a person by month; a month that was busy where most of it was worked is left out.
fn chronic_of(
    person: &PersonYear,
    definition: &Definition,
    busy: &HashSet<(UnitId, usize)>,
) -> [i64; 12] {
    let mut chronic = [0; 12];
    for (place, minutes) in person
        .record
        .counted
        .iter()
        .enumerate()
        .take(person.record.begun)
    {
        let worked = person.worked.iter().filter(|(month, _, _)| *month == place);
        let most = worked.max_by_key(|(_, _, minutes)| *minutes);
        let flagged = most.is_some_and(|(_, unit, _)| busy.contains(&(*unit, place)));
        let usual = minutes - person.record.special[place];
        if definition.counts(usual, flagged) {
            chronic[place] = usual;
        }
    }
    chronic
}

async fn chronic_sum(
    db: &Db,
    year: FiscalYear,
    on: Date,
    definition: &Definition,
) -> Result<(Arc<YearTable>, i64)> {
    let table = years::of_everybody(db, year, on).await?;
    let busy = busy(db, &table).await?;
    let sum = table
        .people
        .iter()
        .map(|person| chronic_of(person, definition, &busy).iter().sum::<i64>())
        .sum();
    Ok((table, sum))
}

fn count_chronic(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        let definition = rules(db, asked).await?.chronic;
        // A running year cannot be compared with a whole one, and the baseline not with itself.
        if asked.on <= asked.year.last_day() || asked.year <= definition.baseline {
            return Ok(None);
        }
        let (_, sum) = chronic_sum(db, asked.year, asked.on, &definition).await?;
        let (_, before) = chronic_sum(db, definition.baseline, asked.on, &definition).await?;
        Ok(reduction(before, sum).map(|amount| Counted {
            amount,
            quality: Quality::Final,
            definition: definition.version(),
        }))
    })
}

fn count_mean(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        if !begun(asked) {
            return Ok(None);
        }
        let table = years::of_everybody(db, asked.year, asked.on).await?;
        let (mut minutes, mut months) = (0, 0);
        for person in &table.people {
            for place in over_months(person, asked) {
                minutes += person.record.counted[place];
                months += 1;
            }
        }
        let amount = Amount::quotient(i128::from(minutes), i128::from(months) * 60, 1);
        Ok(amount.map(|amount| Counted {
            amount,
            quality: quality(asked),
            definition: 1,
        }))
    })
}

/// The months that are over, in which the person was under the limits.
fn over_months(person: &PersonYear, asked: Asked) -> impl Iterator<Item = usize> {
    let running = FiscalYear::of(asked.on) == asked.year;
    let over = person.record.begun.saturating_sub(usize::from(running));
    (0..over).filter(|place| person.is_limited(*place))
}

fn broken(person: &PersonYear, rules: &Rules) -> Vec<String> {
    let mut names: Vec<&str> = breaches(&person.record, &rules.limits)
        .iter()
        .filter(|breach| !breach.special)
        .map(|breach| breach.limit.name())
        .collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(str::to_owned).collect()
}

fn count_over(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        if !begun(asked) {
            return Ok(None);
        }
        let rules = rules(db, asked).await?;
        let table = years::of_everybody(db, asked.year, asked.on).await?;
        let people = table
            .people
            .iter()
            .filter(|person| !broken(person, &rules).is_empty());
        Ok(Some(Counted {
            amount: Amount::whole(i64::try_from(people.count())?),
            quality: quality(asked),
            definition: 1,
        }))
    })
}

/// Days without overtime up to yesterday or the end of the year.
async fn days(db: &Db, asked: Asked, rules: &Rules) -> Result<Vec<Date>> {
    let off = holidays::days_off(db).await?;
    let end = asked.year.next().first_day().min(asked.on);
    let mut days = Vec::new();
    let mut day = asked.year.first_day();
    while day < end {
        if is_no_overtime_day(day, rules.no_overtime, off.is_workday(day)) {
            days.push(day);
        }
        day = day.tomorrow()?;
    }
    Ok(days)
}

struct DayCount {
    day: Date,
    people: i64,
    worked: i64,
}

/// For each day without overtime: who was under the limits then, and who worked all the same.
async fn day_counts(db: &Db, asked: Asked) -> Result<Vec<DayCount>> {
    let (first, end) = (asked.year.first_day(), asked.year.next().first_day());
    // Sums of months say nothing about days.
    if !begun(asked) || !records::has_days(db, first, end).await? {
        return Ok(Vec::new());
    }
    let rules = rules(db, asked).await?;
    let table = years::of_everybody(db, asked.year, asked.on).await?;
    let mut counts = Vec::new();
    for day in days(db, asked, &rules).await? {
        let place = Month::of(day).place();
        let people = table
            .people
            .iter()
            .filter(|person| person.is_limited(place))
            .count();
        counts.push(DayCount {
            day,
            people: i64::try_from(people)?,
            worked: records::person_days(db, day).await?,
        });
    }
    Ok(counts)
}

fn count_days(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        let counts = day_counts(db, asked).await?;
        let people: i64 = counts.iter().map(|count| count.people).sum();
        let kept: i64 = counts
            .iter()
            .map(|count| (count.people - count.worked).max(0))
            .sum();
        Ok(Amount::percentage(kept, people, 1).map(|amount| Counted {
            amount,
            quality: quality(asked),
            definition: 1,
        }))
    })
}

/// A row of records with the unit by which the reader's scope decides.
type Row = (Option<UnitId>, usize, Vec<String>);

/// The page of the rows that the reader may see, with the names of those on it.
async fn page(
    db: &Db,
    wanted: &Wanted<'_>,
    table: &YearTable,
    columns: &[&str],
    rows: Vec<Row>,
) -> Result<Records> {
    let counted = i64::try_from(rows.len())?;
    let mut seen: Vec<Row> = rows
        .into_iter()
        .filter(|(unit, _, _)| wanted.scope.holds(unit.map(|unit| unit.0)))
        .collect();
    let visible = i64::try_from(seen.len())?;
    let offset = usize::try_from(wanted.offset).unwrap_or(0).min(seen.len());
    let mut rows = seen.split_off(offset);
    rows.truncate(usize::try_from(wanted.limit).unwrap_or(0));
    let ids: Vec<people::EmployeeId> = rows
        .iter()
        .map(|(_, at, _)| table.people[*at].employee)
        .collect();
    let mut tx = db.snapshot().await?;
    let found = people::bulk::employees_by_ids(&mut tx, &ids).await?;
    let name = |at: usize| {
        let employee = table.people[at].employee;
        let one = found.iter().find(|one| one.id == employee);
        one.map(|one| (one.staff_no.to_string(), one.name.full()))
            .unwrap_or_default()
    };
    let head = ["overtime-number", "overtime-name", "overtime-unit"];
    Ok(Records {
        columns: head
            .iter()
            .chain(columns)
            .map(|key| wanted.text.say(key).into_owned())
            .collect(),
        rows: rows
            .into_iter()
            .map(|(unit, at, cells)| {
                let (number, name) = name(at);
                let unit = unit.map(|unit| table.tree.path(unit)).unwrap_or_default();
                [number, name, unit].into_iter().chain(cells).collect()
            })
            .collect(),
        visible,
        counted,
    })
}

fn list_chronic<'a>(db: &'a Db, wanted: Wanted<'a>) -> Pending<'a, Records> {
    Box::pin(async move {
        let definition = rules(db, wanted.asked).await?.chronic;
        let (table, _) = chronic_sum(db, wanted.asked.year, wanted.asked.on, &definition).await?;
        let busy = busy(db, &table).await?;
        let mut rows: Vec<Row> = Vec::new();
        for (at, person) in table.people.iter().enumerate() {
            for (place, minutes) in chronic_of(person, &definition, &busy).iter().enumerate() {
                if *minutes > 0 {
                    let month = Month::of(table.year.first_day());
                    let month = month.plus(i32::try_from(place)?).number().to_string();
                    rows.push((person.unit, at, vec![month, clock(*minutes)]));
                }
            }
        }
        page(
            db,
            &wanted,
            &table,
            &["overtime-month", "overtime-hours"],
            rows,
        )
        .await
    })
}

fn list_mean<'a>(db: &'a Db, wanted: Wanted<'a>) -> Pending<'a, Records> {
    Box::pin(async move {
        let table = years::of_everybody(db, wanted.asked.year, wanted.asked.on).await?;
        let rows = table.people.iter().enumerate().filter_map(|(at, person)| {
            let months: Vec<usize> = over_months(person, wanted.asked).collect();
            let minutes = months
                .iter()
                .map(|place| person.record.counted[*place])
                .sum();
            let cells = vec![months.len().to_string(), clock(minutes)];
            (!months.is_empty()).then_some((person.unit, at, cells))
        });
        let rows = rows.collect();
        page(
            db,
            &wanted,
            &table,
            &["overtime-month-count", "overtime-hours"],
            rows,
        )
        .await
    })
}

fn list_over<'a>(db: &'a Db, wanted: Wanted<'a>) -> Pending<'a, Records> {
    Box::pin(async move {
        let rules = rules(db, wanted.asked).await?;
        let table = years::of_everybody(db, wanted.asked.year, wanted.asked.on).await?;
        let rows = table.people.iter().enumerate().filter_map(|(at, person)| {
            let names = broken(person, &rules);
            let told: Vec<String> = names
                .iter()
                .map(|name| {
                    let key = if name == "mean" { "means" } else { name };
                    wanted
                        .text
                        .say(&format!("overtime-limit-{key}"))
                        .into_owned()
                })
                .collect();
            (!names.is_empty()).then(|| (person.unit, at, vec![told.join("・")]))
        });
        let rows = rows.collect();
        page(db, &wanted, &table, &["overtime-limit"], rows).await
    })
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape of every figure's function"
)]
fn list_days<'a>(db: &'a Db, wanted: Wanted<'a>) -> Pending<'a, Records> {
    Box::pin(async move {
        let counts = day_counts(db, wanted.asked).await?;
        let columns = ["overtime-day", "overtime-people", "overtime-day-worked"];
        let rows = counts.iter().map(|count| {
            vec![
                count.day.to_string(),
                count.people.to_string(),
                count.worked.to_string(),
            ]
        });
        let total = i64::try_from(counts.len())?;
        let part = rows
            .skip(usize::try_from(wanted.offset).unwrap_or(0))
            .take(usize::try_from(wanted.limit).unwrap_or(0));
        Ok(Records {
            columns: columns
                .iter()
                .map(|key| wanted.text.say(key).into_owned())
                .collect(),
            rows: part.collect(),
            visible: total,
            counted: total,
        })
    })
}
