//! The staff of the sample city: units, people, and their appointments from April 2015 on.

use crate::careers::{self, LAST};
use crate::dice::Dice;
use crate::units::Office;
use anyhow::Result;
use people::{
    Appointment, AppointmentKind, Employee, EmployeeId, NewUnit, Rank, UnitId, UnitVersion,
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
}

/// Makes up an organisation in which `count` people serve since 1 April 2026 (at least [`FEWEST`]), with
/// all who came and went since 2015.
///
/// # Errors
/// Never for the built-in names; an unreadable one would be reported.
pub fn organisation(seed: u64, count: usize) -> Result<Organisation> {
    let count = count.max(FEWEST);
    let office = Office::of_size(count)?;
    let mut records = careers::play(seed, count, &office)?;
    records.add_concurrent(&mut Dice::new(seed ^ 0xC0), &office)?;
    Ok(Organisation {
        units: office.units,
        changes: office.changes,
        employees: records.employees,
        appointments: records.appointments,
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

    /// Those who serve in a unit with a rank today, the longest in service first.
    pub fn holders(&self, unit: UnitId, rank: Rank) -> impl Iterator<Item = &Employee> {
        let today = LAST.first_day();
        let mut holders: Vec<&Employee> = self
            .appointments
            .iter()
            .filter(|held| held.kind == AppointmentKind::Main)
            .filter(|held| held.unit == unit && held.rank == rank && held.period.contains(today))
            .filter_map(|held| self.employee(held.employee))
            .collect();
        holders.sort_by_key(|employee| (employee.service.from(), employee.id));
        holders.into_iter()
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
    people::insert_appointments(tx, &organisation.appointments).await
}
