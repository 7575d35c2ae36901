//! The yearly figures of leave, each with the records behind it.

use crate::rules::Policy;
use crate::rules::entitlement::pattern;
use crate::rules::survey::{Running, forecast, mean, millionths_of_days, percent};
use crate::settings::{FIGURE_PERIOD, FigurePeriod};
use crate::store::{self as records, Alike, TakenAsked, TakenLine};
use anyhow::Result;
use calendar::{Date, FiscalYear, Minutes, Period};
use figures::{Asked, Counted, Figure, Pending, Records, Wanted};
use measure::{Amount, Quality};
use people::UnitKind;
use settings::Settings;
use std::collections::BTreeMap;
use store::Db;

/// 平均取得日数: Σ days taken by regular staff in service during the whole period without leave of absence,
/// divided by their number. While the year runs it is a forecast.
const MEAN_DAYS: Figure = Figure {
    key: "leave.mean_days",
    label: "paid-leave-figure-mean-days",
    unit: "paid-leave-unit-days",
    definition: "paid-leave-figure-mean-days-definition",
    count: mean_days,
    records: taken_records,
};

/// The share of those who have reached the goal.
const GOAL_SHARE: Figure = Figure {
    key: "leave.goal_share",
    label: "paid-leave-figure-goal-share",
    unit: "paid-leave-unit-percent",
    definition: "paid-leave-figure-goal-share-definition",
    count: goal_share,
    records: taken_records,
};

/// People with less than five days.
const UNDER_FIVE: Figure = Figure {
    key: "leave.under_five",
    label: "paid-leave-figure-under-five",
    unit: "paid-leave-unit-persons",
    definition: "paid-leave-figure-under-five-definition",
    count: under_five,
    records: taken_records,
};

/// Sections in whose plan table everybody has five days and more.
const PLAN_SECTIONS: Figure = Figure {
    key: "leave.plan_sections",
    label: "paid-leave-figure-plan-sections",
    unit: "paid-leave-unit-sections",
    definition: "paid-leave-figure-plan-sections-definition",
    count: plan_sections,
    records: plan_records,
};

/// All of them.
pub(crate) const FIGURES: &[Figure] = &[MEAN_DAYS, GOAL_SHARE, UNDER_FIVE, PLAN_SECTIONS];

/// A year as it is counted: its days, up to which day they are past, what was set.
struct Year {
    period: Period,
    end: Date,
    /// The day after the last one that counts as past.
    past: Date,
    over: bool,
    policy: Policy,
}

/// The days that count for a fiscal year; `None` before the year has begun or without a ledger.
async fn year(db: &Db, asked: Asked) -> Result<Option<Year>> {
    let settings = Settings::load(db, asked.on).await?;
    let (from, end) = days_of(asked.year, settings.get(&FIGURE_PERIOD));
    let period = Period::new(from, Some(end))?;
    if asked.on < from || !records::known(db, period).await? {
        return Ok(None);
    }
    let past = asked.on.tomorrow()?.min(end);
    Ok(Some(Year {
        period,
        end,
        past,
        over: asked.on >= end,
        policy: Policy::of(&settings),
    }))
}

fn days_of(year: FiscalYear, period: FigurePeriod) -> (Date, Date) {
    match period {
        FigurePeriod::FiscalYear => (year.first_day(), year.next().first_day()),
        FigurePeriod::CalendarYear => (
            Date::new(year.0, 1, 1).unwrap_or(year.first_day()),
            Date::new(year.0.saturating_add(1), 1, 1).unwrap_or(year.next().first_day()),
        ),
    }
}

impl Year {
    fn quality(&self, asked: Asked) -> Quality {
        if self.over {
            Quality::Final
        } else {
            Quality::AsOf(asked.on)
        }
    }

    fn day(&self, alike: &Alike) -> Minutes {
        pattern(&alike.served, &self.policy).day
    }
}

fn sum(year: &Year, alike: &[Alike], length: impl Fn(&Alike) -> Minutes) -> i128 {
    alike
        .iter()
        .map(|one| millionths_of_days(length(one), year.day(one)) * i128::from(one.people))
        .sum()
}

fn heads(alike: &[Alike]) -> i64 {
    alike.iter().map(|one| one.people).sum()
}

fn mean_days(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        let Some(year) = year(db, asked).await? else {
            return Ok(None);
        };
        let alike = records::counted(db, year.period, year.past).await?;
        let taken = sum(&year, &alike, |one| one.taken);
        let people = heads(&alike);
        let (amount, quality) = if year.over {
            (mean(taken, people), Quality::Final)
        } else {
            let ahead = sum(&year, &alike, |one| one.ahead);
            let running = running(db, &year, (taken, ahead, people)).await?;
            (forecast(&running), Quality::Forecast)
        };
        Ok(amount.map(|amount| Counted {
            amount,
            quality,
            definition: 1,
        }))
    })
}

/// What is known of a running year, with the same months of the year before.
async fn running(
    db: &Db,
    year: &Year,
    (taken, ahead, people): (i128, i128, i64),
) -> Result<Running> {
    let back = jiff::Span::new().years(1);
    let before = Period::new(
        year.period.from().checked_sub(back)?,
        Some(year.end.checked_sub(back)?),
    )?;
    // Of last year, what lies behind the same day is what was still to come.
    let alike = records::counted(db, before, year.past.checked_sub(back)?).await?;
    Ok(Running {
        taken,
        ahead,
        people,
        rest_last_year: sum(year, &alike, |one| one.ahead),
        people_last_year: heads(&alike),
    })
}

/// How many of those who count are on one side of a number of days.
async fn share(
    db: &Db,
    asked: Asked,
    wanted: impl Fn(&Year, &Alike) -> bool,
) -> Result<Option<(Year, i64, i64)>> {
    let Some(year) = year(db, asked).await? else {
        return Ok(None);
    };
    let alike = records::counted(db, year.period, year.past).await?;
    let part = alike
        .iter()
        .filter(|one| wanted(&year, one))
        .map(|one| one.people)
        .sum();
    Ok(Some((year, part, heads(&alike))))
}

fn goal_share(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        let reached = |year: &Year, one: &Alike| {
            one.taken >= Minutes(year.policy.target_days * year.day(one).0)
        };
        let found = share(db, asked, reached).await?;
        Ok(found.and_then(|(year, part, whole)| {
            Some(Counted {
                amount: percent(part, whole)?,
                quality: year.quality(asked),
                definition: 1,
            })
        }))
    })
}

fn under_five(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        let few = |year: &Year, one: &Alike| one.taken < Minutes(5 * year.day(one).0);
        let found = share(db, asked, few).await?;
        Ok(found.map(|(year, part, _)| Counted {
            amount: Amount::whole(part),
            quality: year.quality(asked),
            definition: 1,
        }))
    })
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape of every figure's function"
)]
fn taken_records<'a>(db: &'a Db, wanted: Wanted<'a>) -> Pending<'a, Records> {
    Box::pin(async move {
        let t = wanted.text;
        let columns = [
            "paid-leave-field-staff-no",
            "paid-leave-field-person",
            "paid-leave-field-section",
            "paid-leave-figure-used",
            "paid-leave-figure-ahead",
        ]
        .map(|key| t.say(key).into_owned())
        .to_vec();
        let Some(year) = year(db, wanted.asked).await? else {
            return Ok(Records {
                columns,
                ..Records::default()
            });
        };
        let asked = TakenAsked {
            period: year.period,
            past: year.past,
            on: year.past.yesterday()?,
            scope: wanted.scope,
        };
        let lines = records::taken(db, &asked, wanted.offset, wanted.limit).await?;
        let visible = records::taken_count(db, &asked).await?;
        let everybody = TakenAsked {
            scope: &access::Scope::All,
            ..asked
        };
        let counted = records::taken_count(db, &everybody).await?;
        let row = |line: TakenLine| {
            let day = pattern(&line.served, &year.policy).day;
            let days = |length| {
                mean(millionths_of_days(length, day), 1)
                    .map_or_else(String::new, |days| days.to_string())
            };
            vec![
                line.staff_no,
                line.name.full(),
                line.unit_name.unwrap_or_default(),
                days(line.taken),
                days(line.ahead),
            ]
        };
        Ok(Records {
            columns,
            rows: lines.into_iter().map(row).collect(),
            visible,
            counted,
        })
    })
}

/// A section with its plan table.
struct Section {
    unit: i64,
    name: String,
    people: i64,
    planned: i64,
}

/// The sections with regular staff, with how many of them have five days in the plan table of the year.
async fn sections(db: &Db, asked: Asked) -> Result<Option<Vec<Section>>> {
    let period = asked.year.period();
    if asked.on < period.from() {
        return Ok(None);
    }
    let on = asked.on.min(asked.year.last_day());
    let tree = people::units_on(db, on).await?;
    let mut sections: BTreeMap<i64, Section> = BTreeMap::new();
    for one in records::planned(db, period, on).await? {
        let section = tree
            .upward(one.unit)
            .find(|unit| unit.kind == UnitKind::Section);
        let Some(section) = section else { continue };
        let entry = sections.entry(section.unit.0).or_insert_with(|| Section {
            unit: section.unit.0,
            name: tree.path(section.unit),
            people: 0,
            planned: 0,
        });
        entry.people += one.people;
        entry.planned += one.planned;
    }
    Ok((!sections.is_empty()).then(|| sections.into_values().collect()))
}

fn plan_sections(db: &Db, asked: Asked) -> Pending<'_, Option<Counted>> {
    Box::pin(async move {
        let Some(sections) = sections(db, asked).await? else {
            return Ok(None);
        };
        if sections.iter().all(|one| one.planned == 0) {
            return Ok(None);
        }
        let complete = sections.iter().filter(|one| one.planned == one.people);
        Ok(Some(Counted {
            amount: Amount::whole(i64::try_from(complete.count())?),
            quality: if asked.on > asked.year.last_day() {
                Quality::Final
            } else {
                Quality::AsOf(asked.on)
            },
            definition: 1,
        }))
    })
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape of every figure's function"
)]
fn plan_records<'a>(db: &'a Db, wanted: Wanted<'a>) -> Pending<'a, Records> {
    Box::pin(async move {
        let t = wanted.text;
        let columns = [
            "paid-leave-field-section",
            "paid-leave-field-people",
            "paid-leave-field-planned-people",
        ]
        .map(|key| t.say(key).into_owned())
        .to_vec();
        let all = sections(db, wanted.asked).await?.unwrap_or_default();
        let counted = i64::try_from(all.len())?;
        let seen: Vec<Section> = all
            .into_iter()
            .filter(|one| wanted.scope.holds(Some(one.unit)))
            .collect();
        let visible = i64::try_from(seen.len())?;
        let rows = seen
            .into_iter()
            .skip(usize::try_from(wanted.offset)?)
            .take(usize::try_from(wanted.limit)?)
            .map(|one| vec![one.name, one.people.to_string(), one.planned.to_string()])
            .collect();
        Ok(Records {
            columns,
            rows,
            visible,
            counted,
        })
    })
}
