//! The staff of the sample city: units, people, their appointments from April 2015 on, and the details.

use crate::careers::{self, LAST};
use crate::details::{self, Details};
use crate::dice::Dice;
use crate::portraits::Painter;
use crate::units::Office;
use anyhow::Result;
use people::{
    Appointment, AppointmentKind, Employee, EmployeeId, NewUnit, Photo, Rank, UnitId, UnitVersion,
};
use store::{Ids, Tx};

/// The fewest employees with whom every section has a head and somebody to lead.
pub const FEWEST: usize = 150;

/// An organisation with its people. The same seed and count always give the same one; record numbers
/// are small, far below those that the program makes, so the two never meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// The units as of April 2015.
    pub units: Vec<NewUnit>,
    /// Units that were renamed later.
    pub changes: Vec<UnitVersion>,
    /// Everybody who served on any day.
    pub employees: Vec<Employee>,
    /// Their appointments.
    pub appointments: Vec<Appointment>,
    /// Contacts, qualifications, absences and departures.
    pub details: Details,
    seed: u64,
}

/// Makes up an organisation in which `count` people serve since 1 April 2026 (at least [`FEWEST`]), with
/// all who came and went since 2015.
///
/// # Errors
/// Never for the built-in names; an unreadable one would be reported.
pub fn organisation(seed: u64, count: usize) -> Result<Organisation> {
    let count = count.max(FEWEST);
    let office = Office::of_size(count, careers::regular(count))?;
    let mut records = careers::play(seed, count, &office)?;
    records.add_concurrent(&mut Dice::new(seed ^ 0xC0), &office)?;
    let details = details::make(seed, &records.employees, &mut records.appointments)?;
    Ok(Organisation {
        units: office.units,
        changes: office.changes,
        employees: records.employees,
        appointments: records.appointments,
        details,
        seed,
    })
}

impl Organisation {
    /// The unit of a name, as it is called since its last change.
    #[must_use]
    pub fn unit(&self, name: &str) -> Option<UnitId> {
        let renamed = self
            .changes
            .iter()
            .find(|version| version.name.as_str() == name);
        let entered = || self.units.iter().map(|unit| &unit.version);
        renamed
            .or_else(|| entered().find(|version| version.name.as_str() == name))
            .map(|version| version.unit)
    }

    /// The unit above another.
    #[must_use]
    pub fn above(&self, unit: UnitId) -> Option<UnitId> {
        let index = usize::try_from(unit.0).ok()?.checked_sub(1)?;
        self.units.get(index)?.version.parent
    }

    /// Whether a unit is another or stands below it.
    #[must_use]
    pub fn is_within(&self, unit: UnitId, other: UnitId) -> bool {
        let mut upward = std::iter::successors(Some(unit), |unit| self.above(*unit));
        upward.any(|unit| unit == other)
    }

    /// Those who serve in a unit or below it with a rank today, the longest in service first.
    pub fn holders(&self, unit: UnitId, rank: Rank) -> impl Iterator<Item = &Employee> {
        self.serving(move |held| held.rank == rank && self.is_within(held.unit, unit))
    }

    /// The head of a unit today.
    #[must_use]
    pub fn head(&self, unit: UnitId) -> Option<&Employee> {
        self.serving(|held| held.heads && held.unit == unit).next()
    }

    /// The unit of an employee's main appointment today.
    #[must_use]
    pub fn unit_of(&self, employee: EmployeeId) -> Option<UnitId> {
        let today = LAST.first_day();
        let mut held = self.appointments.iter();
        let held = held.find(|held| {
            held.employee == employee
                && held.kind == AppointmentKind::Main
                && held.period.contains(today)
        })?;
        Some(held.unit)
    }

    /// Those whose main appointment of today is as wanted, the longest in service first.
    pub fn serving(
        &self,
        wanted: impl Fn(&Appointment) -> bool,
    ) -> impl Iterator<Item = &Employee> {
        let today = LAST.first_day();
        let mut serving: Vec<&Employee> = self
            .appointments
            .iter()
            .filter(|held| held.kind == AppointmentKind::Main && held.period.contains(today))
            .filter(|held| wanted(held))
            .filter_map(|held| self.employee(held.employee))
            .collect();
        serving.sort_by_key(|employee| (employee.service.from(), employee.id));
        serving.into_iter()
    }

    /// Portraits of those in service who want one. Drawing takes its time, so it is done when they are needed.
    ///
    /// # Errors
    /// When a picture cannot be drawn, which a test would have found.
    pub fn photos(&self) -> Result<Vec<Photo>> {
        let today = LAST.first_day();
        let mut painter = Painter::new(self.seed);
        let mut photos = Vec::new();
        for one in &self.employees {
            if one.service.to().is_none() {
                photos.extend(painter.paint(one.id, one.sex, one.age(today))?);
            }
        }
        Ok(photos)
    }

    /// The employee of a record number.
    #[must_use]
    pub fn employee(&self, id: EmployeeId) -> Option<&Employee> {
        let index = usize::try_from(id.0).ok()?.checked_sub(1)?;
        self.employees.get(index)
    }
}

/// Writes an organisation into an empty city, in the caller's transaction.
///
/// # Errors
/// Faults of the database, or a city that is not empty.
pub async fn write(tx: &mut Tx, ids: &Ids, organisation: &Organisation) -> Result<()> {
    people::insert_units(tx, ids, &organisation.units).await?;
    for change in &organisation.changes {
        people::change_unit(tx, ids, change).await??;
    }
    people::insert_employees(tx, ids, &organisation.employees).await?;
    people::insert_appointments(tx, &organisation.appointments).await?;
    people::insert_posts(tx, &crate::posts::posts(organisation)?).await?;
    let details = &organisation.details;
    people::insert_contacts(tx, &details.contacts).await?;
    people::insert_qualifications(tx, &details.qualifications).await?;
    people::insert_absences(tx, &details.absences).await?;
    people::insert_photos(tx, &organisation.photos()?).await?;
    for departure in &details.departures {
        people::set_departure(tx, departure).await?;
    }
    Ok(())
}
