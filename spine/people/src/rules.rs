//! What must hold for appointments and for versions of a unit. Pure: no clock, no database.

use crate::records::{Appointment, AppointmentId, AppointmentKind, UnitId};
use calendar::{Date, Period};

/// Why an appointment was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AppointmentRefusal {
    /// The employee has another main appointment on a day of the new one.
    #[error("another main appointment since {from}")]
    Overlap {
        /// Since when the other holds.
        from: Date,
    },
    /// The appointment reaches beyond the days of service.
    #[error("outside the days of service")]
    OutsideService,
    /// The unit does not exist on the first day.
    #[error("the unit does not exist on {on}")]
    NoSuchUnit {
        /// The first day of the appointment.
        on: Date,
    },
    /// There is no main appointment before the day that a transfer could end.
    #[error("no main appointment before {on}")]
    NothingToEnd {
        /// The day of the transfer.
        on: Date,
    },
    /// The employee is not known.
    #[error("no such employee")]
    NoSuchEmployee,
    /// The appointment is not known, or not one of the employee's.
    #[error("no such appointment")]
    NoSuchAppointment,
    /// The order has begun, so that it stands.
    #[error("begun on {on}")]
    Begun {
        /// The first day.
        on: Date,
    },
    /// A later order has changed the same appointments.
    #[error("changed by a later order")]
    Overtaken,
}

impl AppointmentRefusal {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            AppointmentRefusal::Overlap { .. } => "people-refusal-overlap",
            AppointmentRefusal::OutsideService => "people-refusal-outside-service",
            AppointmentRefusal::NoSuchUnit { .. } => "people-refusal-no-such-unit",
            AppointmentRefusal::NothingToEnd { .. } => "people-refusal-nothing-to-end",
            AppointmentRefusal::NoSuchEmployee => "people-refusal-no-such-employee",
            AppointmentRefusal::NoSuchAppointment => "people-refusal-no-such-appointment",
            AppointmentRefusal::Begun { .. } => "people-refusal-begun",
            AppointmentRefusal::Overtaken => "people-refusal-overtaken",
        }
    }

    /// The day that the sentence names.
    #[must_use]
    pub const fn day(&self) -> Option<Date> {
        match self {
            AppointmentRefusal::Overlap { from: day }
            | AppointmentRefusal::NoSuchUnit { on: day }
            | AppointmentRefusal::NothingToEnd { on: day }
            | AppointmentRefusal::Begun { on: day } => Some(*day),
            AppointmentRefusal::OutsideService
            | AppointmentRefusal::NoSuchEmployee
            | AppointmentRefusal::NoSuchAppointment
            | AppointmentRefusal::Overtaken => None,
        }
    }
}

/// Whether an appointment may stand beside those the employee has.
///
/// A main appointment (本務) says where somebody belongs, so there is at most one on any day;
/// concurrent ones may stand beside it. No appointment outlasts the service.
///
/// # Errors
/// When it overlaps with another main appointment or leaves the days of service.
pub fn may_stand(
    service: Period,
    existing: &[Appointment],
    new: &Appointment,
) -> Result<(), AppointmentRefusal> {
    if !covers(service, new.period) {
        return Err(AppointmentRefusal::OutsideService);
    }
    if new.kind != AppointmentKind::Main {
        return Ok(());
    }
    let other = existing.iter().find(|old| {
        old.kind == AppointmentKind::Main && old.id != new.id && old.period.overlaps(new.period)
    });
    match other {
        Some(old) => Err(AppointmentRefusal::Overlap {
            from: old.period.from(),
        }),
        None => Ok(()),
    }
}

/// Why an employee's record was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmployeeRefusal {
    /// Another record has the staff number.
    #[error("the staff number is taken")]
    NumberTaken,
    /// The birth date does not lie before the day of hiring.
    #[error("born on {born}, hired on {hired}")]
    BornTooLate {
        /// The birth date.
        born: Date,
        /// The day of hiring.
        hired: Date,
    },
    /// The day of hiring lies after the beginning of an appointment.
    #[error("appointed on {appointed} before the hiring")]
    AppointedBefore {
        /// The first day of the first appointment.
        appointed: Date,
    },
    /// The day of hiring does not lie before the end of the service.
    #[error("left on {left}")]
    LeftBefore {
        /// The first day after the service.
        left: Date,
    },
    /// The service would end before it has begun.
    #[error("hired on {hired}")]
    LeavesBeforeHiring {
        /// The day of hiring.
        hired: Date,
    },
    /// The person has left already.
    #[error("has left on {left}")]
    HasLeft {
        /// The first day after the service.
        left: Date,
    },
    /// A new employment begins before the earlier one has ended.
    #[error("still in service")]
    StillInService,
}

impl EmployeeRefusal {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            EmployeeRefusal::NumberTaken => "people-refusal-number-taken",
            EmployeeRefusal::BornTooLate { .. } => "people-refusal-born-too-late",
            EmployeeRefusal::AppointedBefore { .. } => "people-refusal-appointed-before",
            EmployeeRefusal::LeftBefore { .. } => "people-refusal-left-before",
            EmployeeRefusal::LeavesBeforeHiring { .. } => "people-refusal-leaves-before-hiring",
            EmployeeRefusal::HasLeft { .. } => "people-refusal-has-left",
            EmployeeRefusal::StillInService => "people-refusal-still-in-service",
        }
    }

    /// The day that the sentence names.
    #[must_use]
    pub const fn day(&self) -> Option<Date> {
        match self {
            EmployeeRefusal::NumberTaken | EmployeeRefusal::StillInService => None,
            EmployeeRefusal::BornTooLate { hired: day, .. }
            | EmployeeRefusal::AppointedBefore { appointed: day }
            | EmployeeRefusal::LeftBefore { left: day }
            | EmployeeRefusal::LeavesBeforeHiring { hired: day }
            | EmployeeRefusal::HasLeft { left: day } => Some(*day),
        }
    }
}

/// Whether somebody born on a day may have been hired on another and stand beside the appointments.
///
/// # Errors
/// When the birth, an appointment or the end of the service contradicts the day.
pub fn may_be_hired(
    born: Date,
    service: Period,
    appointments: &[Appointment],
) -> Result<(), EmployeeRefusal> {
    let hired = service.from();
    if born >= hired {
        return Err(EmployeeRefusal::BornTooLate { born, hired });
    }
    let first = appointments.iter().map(|old| old.period.from()).min();
    match first {
        Some(appointed) if appointed < hired => Err(EmployeeRefusal::AppointedBefore { appointed }),
        _ => Ok(()),
    }
}

/// Which main appointment a transfer on the day ends: the one that holds on the day and began before.
///
/// # Errors
/// When there is none, or when a later main appointment is already entered.
pub fn ended_by_transfer(
    existing: &[Appointment],
    on: Date,
) -> Result<AppointmentId, AppointmentRefusal> {
    let main = || {
        existing
            .iter()
            .filter(|old| old.kind == AppointmentKind::Main)
    };
    if let Some(later) = main().find(|old| old.period.from() >= on) {
        return Err(AppointmentRefusal::Overlap {
            from: later.period.from(),
        });
    }
    main()
        .find(|old| old.period.contains(on))
        .map(|old| old.id)
        .ok_or(AppointmentRefusal::NothingToEnd { on })
}

/// Whether the whole of the inner period lies in the outer one.
fn covers(outer: Period, inner: Period) -> bool {
    let ends_in_time = match (outer.to(), inner.to()) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(outer), Some(inner)) => inner <= outer,
    };
    outer.from() <= inner.from() && ends_in_time
}

/// Why a version of a unit was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnitRefusal {
    /// The unit already has a version from that day or a later one.
    #[error("a version from {from} is already entered")]
    Overlap {
        /// The first day of the version that stands in the way.
        from: Date,
    },
    /// The unit above does not exist on the first day.
    #[error("the unit above does not exist")]
    NoSuchParent,
    /// The unit above is the unit itself or one below it.
    #[error("a unit below itself")]
    Circle,
    /// The unit has no version that begins on the day.
    #[error("no such version")]
    NoSuchVersion,
    /// A neighbour below the same unit bears the name.
    #[error("a neighbour has the name")]
    SameName,
}

impl UnitRefusal {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            UnitRefusal::Overlap { .. } => "people-refusal-unit-overlap",
            UnitRefusal::NoSuchParent => "people-refusal-unit-no-parent",
            UnitRefusal::Circle => "people-refusal-unit-circle",
            UnitRefusal::NoSuchVersion => "people-refusal-unit-no-version",
            UnitRefusal::SameName => "people-refusal-unit-same-name",
        }
    }
}

/// Whether a unit may stand below another: `above` is the chain from the new parent to the top.
///
/// # Errors
/// When the unit itself is in the chain.
pub fn may_stand_below(unit: UnitId, above: &[UnitId]) -> Result<(), UnitRefusal> {
    if above.contains(&unit) {
        Err(UnitRefusal::Circle)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{EmployeeId, Rank, Title};
    use proptest::prelude::*;

    fn day(n: i16) -> Date {
        calendar::FiscalYear(2000 + n).first_day()
    }

    fn appointment(id: i64, kind: AppointmentKind, from: i16, to: Option<i16>) -> Appointment {
        Appointment {
            id: AppointmentId(id),
            employee: EmployeeId(1),
            unit: UnitId(1),
            kind,
            post: Title::parse("主事").unwrap(),
            rank: Rank::Officer,
            heads: false,
            period: Period::new(day(from), to.map(day)).unwrap(),
        }
    }

    use AppointmentKind::{Concurrent, Main};

    #[test]
    fn two_main_appointments_on_one_day_are_refused_and_a_concurrent_one_is_not() {
        let service = Period::starting(day(10));
        let old = [appointment(1, Main, 10, Some(15))];
        assert_eq!(
            may_stand(service, &old, &appointment(2, Main, 15, None)),
            Ok(())
        );
        assert_eq!(
            may_stand(service, &old, &appointment(2, Concurrent, 12, None)),
            Ok(())
        );
        assert_eq!(
            may_stand(service, &old, &appointment(2, Main, 14, None)),
            Err(AppointmentRefusal::Overlap { from: day(10) })
        );
    }

    #[test]
    fn an_appointment_does_not_outlast_the_service() {
        let service = Period::new(day(10), Some(day(20))).unwrap();
        let outside = Err(AppointmentRefusal::OutsideService);
        assert_eq!(
            may_stand(service, &[], &appointment(1, Main, 10, Some(20))),
            Ok(())
        );
        assert_eq!(
            may_stand(service, &[], &appointment(1, Main, 10, None)),
            outside
        );
        assert_eq!(
            may_stand(service, &[], &appointment(1, Main, 9, Some(20))),
            outside
        );
        assert_eq!(
            may_stand(service, &[], &appointment(1, Concurrent, 19, Some(21))),
            outside
        );
    }

    #[test]
    fn nobody_is_hired_before_birth_or_after_the_first_appointment() {
        let service = Period::starting(day(10));
        let old = [appointment(1, Main, 10, None)];
        assert_eq!(may_be_hired(day(-10), service, &old), Ok(()));
        assert_eq!(
            may_be_hired(day(10), service, &[]),
            Err(EmployeeRefusal::BornTooLate {
                born: day(10),
                hired: day(10)
            })
        );
        assert_eq!(
            may_be_hired(day(-10), Period::starting(day(11)), &old),
            Err(EmployeeRefusal::AppointedBefore { appointed: day(10) })
        );
    }

    #[test]
    fn a_transfer_ends_the_appointment_of_the_day() {
        let old = [
            appointment(1, Main, 10, Some(15)),
            appointment(2, Main, 15, None),
            appointment(3, Concurrent, 15, None),
        ];
        assert_eq!(ended_by_transfer(&old, day(20)), Ok(AppointmentId(2)));
        assert_eq!(
            ended_by_transfer(&old, day(15)),
            Err(AppointmentRefusal::Overlap { from: day(15) })
        );
        assert_eq!(
            ended_by_transfer(&old[2..], day(20)),
            Err(AppointmentRefusal::NothingToEnd { on: day(20) })
        );
    }

    proptest! {
        #[test]
        fn accepted_main_appointments_never_share_a_day(
            spans in prop::collection::vec((0i16..20, prop::option::of(1i16..6)), 1..12),
        ) {
            let mut accepted: Vec<Appointment> = Vec::new();
            for (id, (from, length)) in (0i64..).zip(spans) {
                let new = appointment(id, Main, from, length.map(|length| from + length));
                if may_stand(Period::starting(day(0)), &accepted, &new).is_ok() {
                    accepted.push(new);
                }
            }
            for year in 0..40 {
                let holding = accepted.iter().filter(|a| a.period.contains(day(year))).count();
                prop_assert!(holding <= 1);
            }
        }
    }
}
