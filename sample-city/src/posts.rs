//! Headcount (定数) of the made-up city: about what is there, with some vacancies and some too many.

use crate::careers::LAST;
use crate::staff::Organisation;
use anyhow::Result;
use calendar::{FiscalYear, Period};
use jiff::Timestamp;
use people::{AppointmentKind, Employment, Post, PostId, Rank, Title, UnitId};
use std::collections::BTreeMap;

/// The last time that the headcount was reviewed as a whole.
const REVIEWED: FiscalYear = FiscalYear(2024);
/// 2024-03-25 in the morning.
const ENTERED: i64 = 1_711_324_800;
/// A job family is named in the headcount from so many of a rank in a unit on.
const NAMED: i64 = 3;

/// The headcount of every unit by rank, and by job family where a unit has several of one.
pub(crate) fn posts(organisation: &Organisation) -> Result<Vec<Post>> {
    let today = LAST.first_day();
    let mut there: BTreeMap<(UnitId, Rank, &str), i64> = BTreeMap::new();
    for held in &organisation.appointments {
        let Some(employee) = organisation.employee(held.employee) else {
            continue;
        };
        let counts = matches!(
            employee.employment,
            Employment::Regular | Employment::ReEmployed | Employment::FixedTerm
        );
        if counts && held.kind == AppointmentKind::Main && held.period.contains(today) {
            let family = employee.job_family.as_str();
            *there.entry((held.unit, held.rank, family)).or_default() += 1;
        }
    }
    let mut rows: BTreeMap<(UnitId, Rank, Option<&str>), i64> = BTreeMap::new();
    for ((unit, rank, family), count) in there {
        let named = (count >= NAMED && family != "一般事務").then_some(family);
        *rows.entry((unit, rank, named)).or_default() += count;
    }
    let mut posts = Vec::with_capacity(rows.len());
    for (number, ((unit, rank, family), count)) in (1_i64..).zip(rows) {
        posts.push(Post {
            id: PostId(number),
            unit,
            rank,
            job_family: family.map(Title::parse).transpose()?,
            headcount: differing(number, rank, count),
            period: Period::starting(REVIEWED.first_day()),
            changed_by: "人事課".to_owned(),
            changed_at: Timestamp::from_second(ENTERED)?,
            version: 1,
        });
    }
    Ok(posts)
}

/// Among officers, every sixth row has a vacancy and every nineteenth one too many.
fn differing(number: i64, rank: Rank, count: i64) -> i64 {
    match rank {
        Rank::Officer | Rank::Senior if number % 6 == 0 => count + 1,
        Rank::Officer | Rank::Senior if number % 19 == 0 && count > 1 => count - 1,
        _ => count,
    }
}
