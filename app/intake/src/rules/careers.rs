//! What becomes of somebody's appointments.

use crate::records::Held;
use calendar::{Date, Period};
use people::AppointmentKind;
use std::cmp::Reverse;

/// Why a career cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CareerRefusal {
    /// A later main appointment is already entered.
    Later(Date),
    /// Two main appointments on one day; the first days of both.
    Overlap(Date, Date),
    /// An appointment before the birth.
    BeforeBirth(Date),
    /// An appointment before the hiring.
    BeforeHiring(Date),
    /// An appointment after the service.
    AfterService(Date),
    /// The last day lies before the first.
    Reversed(Date),
    /// Two equal rows.
    Twice(Date),
}

/// By first day, the main appointment first.
pub(crate) fn order(career: &mut [Held]) {
    career.sort_by_key(|held| (held.from, held.kind, held.unit, held.id));
}

/// The career with the main appointment that a list of people gives: what stood there before ends when it
/// begins. One that begins on the same day is corrected. `to` is the end of the service.
pub(crate) fn with_main(
    career: &[Held],
    main: &Held,
    to: Option<Date>,
) -> Result<Vec<Held>, CareerRefusal> {
    let mut career = career.to_vec();
    let is_main = |held: &Held| held.kind == AppointmentKind::Main;
    if let Some(later) = career
        .iter()
        .find(|held| is_main(held) && held.from > main.from)
    {
        return Err(CareerRefusal::Later(later.from));
    }
    if let Some(same) = career
        .iter_mut()
        .find(|held| is_main(held) && held.from == main.from)
    {
        let id = same.id;
        *same = Held {
            id,
            to: same.to.or(to),
            ..main.clone()
        };
    } else {
        for held in career.iter_mut().filter(|held| is_main(held)) {
            if held.to.is_none_or(|end| end > main.from) {
                held.to = Some(main.from);
            }
        }
        career.push(Held { to, ..main.clone() });
    }
    order(&mut career);
    Ok(career)
}

/// The career that a complete history gives. Rows that begin in the same unit in the same way on the same day
/// as a record are that record; records without a row are struck out.
pub(crate) fn with_history(career: &[Held], rows: Vec<Held>) -> Vec<Held> {
    let mut left: Vec<&Held> = career.iter().collect();
    let mut next: Vec<Held> = rows
        .into_iter()
        .map(|row| {
            let same =
                |held: &&Held| (held.from, held.kind, held.unit) == (row.from, row.kind, row.unit);
            let alike = |held: &&Held| (held.from, held.kind) == (row.from, row.kind);
            let at = left
                .iter()
                .position(same)
                .or_else(|| left.iter().position(alike));
            match at {
                Some(at) => Held {
                    id: left.remove(at).id,
                    ..row
                },
                None => row,
            }
        })
        .collect();
    order(&mut next);
    next
}

/// The career of somebody who serves until before a day: what lasts longer ends there, what would begin later
/// is struck out.
pub(crate) fn ended(career: &[Held], on: Date) -> Vec<Held> {
    career
        .iter()
        .filter(|held| held.from < on)
        .map(|held| Held {
            to: Some(held.to.map_or(on, |to| to.min(on))),
            ..held.clone()
        })
        .collect()
}

/// The career when the end of the service moves from one day to another: appointments that ended with the
/// service move along.
pub(crate) fn with_service(
    career: &[Held],
    before: Option<Date>,
    after: Option<Date>,
) -> Vec<Held> {
    if before == after {
        return career.to_vec();
    }
    let moved = career.iter().map(|held| Held {
        to: if held.to == before { after } else { held.to },
        ..held.clone()
    });
    let moved: Vec<Held> = moved.collect();
    match after {
        Some(on) => ended(&moved, on),
        None => moved,
    }
}

/// Whether a career can be, with the days of service and of birth.
pub(crate) fn check(
    career: &[Held],
    hired: Date,
    left: Option<Date>,
    born: Date,
) -> Result<(), CareerRefusal> {
    for held in career {
        if Period::new(held.from, held.to).is_err() {
            return Err(CareerRefusal::Reversed(held.from));
        }
        if held.from < born {
            return Err(CareerRefusal::BeforeBirth(held.from));
        }
        if held.from < hired {
            return Err(CareerRefusal::BeforeHiring(held.from));
        }
        if left.is_some_and(|left| held.to.is_none_or(|to| to > left)) {
            return Err(CareerRefusal::AfterService(held.from));
        }
    }
    let mut main: Vec<&Held> = career
        .iter()
        .filter(|held| held.kind == AppointmentKind::Main)
        .collect();
    main.sort_by_key(|held| (held.from, Reverse(held.to)));
    for pair in main.windows(2) {
        if pair[0].to.is_none_or(|to| to > pair[1].from) {
            return Err(CareerRefusal::Overlap(pair[0].from, pair[1].from));
        }
    }
    let twice = career.iter().enumerate().find(|(at, held)| {
        career[..*at].iter().any(|other| {
            other.kind == held.kind && other.unit == held.unit && other.from == held.from
        })
    });
    match twice {
        Some((_, held)) => Err(CareerRefusal::Twice(held.from)),
        None => Ok(()),
    }
}

/// What has to be written so that one career becomes the other.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes<'a> {
    pub struck: Vec<i64>,
    pub updated: Vec<&'a Held>,
    pub added: Vec<&'a Held>,
}

pub(crate) fn changes<'a>(before: &[Held], after: &'a [Held]) -> Changes<'a> {
    let mut changes = Changes {
        struck: before
            .iter()
            .map(|held| held.id)
            .filter(|id| !after.iter().any(|held| held.id == *id))
            .collect(),
        ..Changes::default()
    };
    for held in after {
        match before.iter().find(|old| old.id == held.id) {
            Some(old) if old == held => {}
            Some(_) => changes.updated.push(held),
            None => changes.added.push(held),
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use people::Rank;
    use proptest::prelude::*;

    fn day(year: i16) -> Date {
        Date::constant(year, 4, 1)
    }

    fn held(id: i64, unit: i64, from: i16, to: Option<i16>) -> Held {
        Held {
            id,
            unit,
            kind: AppointmentKind::Main,
            post: "主事".to_owned(),
            rank: Rank::Officer,
            heads: false,
            from: day(from),
            to: to.map(day),
        }
    }

    #[test]
    fn a_new_main_appointment_ends_the_one_before() {
        let career = [held(1, 5, 2010, Some(2015)), held(2, 6, 2015, None)];
        let next = with_main(&career, &held(9, 7, 2020, None), None).unwrap();
        assert_eq!(
            next,
            [
                held(1, 5, 2010, Some(2015)),
                held(2, 6, 2015, Some(2020)),
                held(9, 7, 2020, None)
            ]
        );
        let written = changes(&career, &next);
        assert_eq!(
            (
                written.struck.len(),
                written.updated.len(),
                written.added.len()
            ),
            (0, 1, 1)
        );
    }

    #[test]
    fn one_from_the_same_day_is_corrected_and_a_later_one_is_in_the_way() {
        let career = [held(2, 6, 2015, None)];
        let next = with_main(&career, &held(9, 7, 2015, None), None).unwrap();
        assert_eq!(next, [held(2, 7, 2015, None)]);
        let refused = with_main(&career, &held(9, 7, 2014, None), None);
        assert_eq!(refused, Err(CareerRefusal::Later(day(2015))));
    }

    #[test]
    fn a_history_replaces_the_records_and_keeps_those_that_begin_alike() {
        let career = [held(1, 5, 2010, Some(2015)), held(2, 6, 2015, None)];
        let next = with_history(
            &career,
            vec![held(91, 6, 2015, Some(2018)), held(92, 8, 2018, None)],
        );
        assert_eq!(
            next,
            [held(2, 6, 2015, Some(2018)), held(92, 8, 2018, None)]
        );
        assert_eq!(changes(&career, &next).struck, [1]);
    }

    #[test]
    fn a_career_stays_within_life_and_service_without_overlap() {
        let fine = [held(1, 5, 2010, Some(2015)), held(2, 6, 2015, None)];
        let check =
            |career: &[Held], left: Option<i16>| check(career, day(2010), left.map(day), day(1990));
        assert_eq!(check(&fine, None), Ok(()));
        assert_eq!(
            check(&fine, Some(2020)),
            Err(CareerRefusal::AfterService(day(2015)))
        );
        assert_eq!(
            check(&[held(1, 5, 2009, None)], None),
            Err(CareerRefusal::BeforeHiring(day(2009)))
        );
        assert_eq!(
            check(&[held(1, 5, 1980, None)], None),
            Err(CareerRefusal::BeforeBirth(day(1980)))
        );
        assert_eq!(
            check(&[held(1, 5, 2015, Some(2015))], None),
            Err(CareerRefusal::Reversed(day(2015)))
        );
        let overlapping = [held(1, 5, 2010, Some(2016)), held(2, 6, 2015, None)];
        assert_eq!(
            check(&overlapping, None),
            Err(CareerRefusal::Overlap(day(2010), day(2015)))
        );
    }

    #[test]
    fn appointments_that_ended_with_the_service_move_along_when_it_lasts_longer() {
        let career = [held(1, 5, 2010, Some(2015)), held(2, 6, 2015, Some(2020))];
        let longer = with_service(&career, Some(day(2020)), Some(day(2022)));
        assert_eq!(longer[1].to, Some(day(2022)));
        let shorter = with_service(&career, Some(day(2020)), Some(day(2014)));
        assert_eq!(shorter, [held(1, 5, 2010, Some(2014))]);
    }

    proptest! {
        #[test]
        fn what_is_written_makes_one_career_into_the_other(
            before in prop::collection::vec((1_i64..9, 1_i64..5, 2000_i16..2020), 0..6),
            after in prop::collection::vec((1_i64..9, 1_i64..5, 2000_i16..2020), 0..6),
        ) {
            let career = |rows: Vec<(i64, i64, i16)>| {
                let mut career: Vec<Held> = rows.into_iter().map(|(id, unit, from)| held(id, unit, from, None)).collect();
                career.sort_by_key(|held| held.id);
                career.dedup_by_key(|held| held.id);
                career
            };
            let (before, after) = (career(before), career(after));
            let written = changes(&before, &after);
            let mut made: Vec<Held> = before
                .iter()
                .filter(|held| !written.struck.contains(&held.id))
                .filter(|held| !written.updated.iter().any(|new| new.id == held.id))
                .cloned()
                .chain(written.updated.iter().chain(&written.added).map(|held| (*held).clone()))
                .collect();
            made.sort_by_key(|held| held.id);
            prop_assert_eq!(made, after);
        }
    }
}
