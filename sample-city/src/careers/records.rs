//! The records that a play leaves: employees and their appointments, each ended when the next begins.

use super::LAST;
use crate::dice::Dice;
use crate::names;
use crate::units::Office;
use anyhow::Result;
use calendar::{Date, Minutes, Period};
use people::{
    Appointment, AppointmentId, AppointmentKind, Employee, EmployeeId, Employment, Rank,
    StaffNumber, Title, UnitId,
};

/// Records that grow during the play; the present appointment of a record is its last one.
#[derive(Debug, Default)]
pub(crate) struct Records {
    pub employees: Vec<Employee>,
    pub appointments: Vec<Appointment>,
    present: Vec<Option<usize>>,
}

/// What somebody does from an April on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Post {
    pub unit: UnitId,
    pub rank: Rank,
    pub heads: bool,
    pub title: &'static str,
}

/// A person to be entered.
pub(crate) struct Person {
    pub employment: Employment,
    pub weekly: Minutes,
    pub job: &'static str,
    pub birth: Date,
    pub hired: Date,
}

impl Records {
    pub fn enter(&mut self, dice: &mut Dice, person: &Person) -> Result<usize> {
        let (name, sex) = names::draw(dice)?;
        let former = dice.percent(6).then(|| names::family(dice).0);
        self.add(Employee {
            id: EmployeeId(0),
            staff_no: StaffNumber::parse("0")?,
            former_name: former
                .filter(|former| former != name.family())
                .map(|former| Title::parse(&former))
                .transpose()?,
            name,
            birth_date: person.birth,
            sex: Some(sex),
            service: Period::starting(person.hired),
            employment: person.employment,
            weekly: person.weekly,
            job_family: Title::parse(person.job)?,
            previous: None,
            version: 1,
        })
    }

    /// Gives the record the next number.
    pub fn add(&mut self, employee: Employee) -> Result<usize> {
        let index = self.employees.len();
        let id = EmployeeId(i64::try_from(index + 1)?);
        let staff_no = StaffNumber::parse(&format!("{:06}", id.0))?;
        self.employees.push(Employee {
            id,
            staff_no,
            ..employee
        });
        self.present.push(None);
        Ok(index)
    }

    pub fn appoint(&mut self, record: usize, post: Post, from: Date) -> Result<()> {
        if let Some(present) = self.present[record] {
            let present = &mut self.appointments[present];
            let same = present.unit == post.unit
                && present.rank == post.rank
                && present.post.as_str() == post.title;
            if same {
                return Ok(());
            }
            present.period = Period::new(present.period.from(), Some(from))?;
        }
        self.present[record] = Some(self.appointments.len());
        self.appointments.push(Appointment {
            id: self.next_appointment()?,
            employee: self.employees[record].id,
            unit: post.unit,
            kind: AppointmentKind::Main,
            post: Title::parse(post.title)?,
            rank: post.rank,
            heads: post.heads,
            period: Period::starting(from),
        });
        Ok(())
    }

    /// Ends the service and the present appointment; `on` is the first day without.
    pub fn leave(&mut self, record: usize, on: Date) -> Result<()> {
        let employee = &mut self.employees[record];
        employee.service = Period::new(employee.service.from(), Some(on))?;
        if let Some(present) = self.present[record] {
            let present = &mut self.appointments[present];
            present.period = Period::new(present.period.from(), Some(on))?;
        }
        Ok(())
    }

    /// Somebody acts as the head of another unit (事務取扱), beside the main appointment.
    pub fn act(
        &mut self,
        record: usize,
        unit: UnitId,
        rank: Rank,
        head: &str,
        (from, to): (Date, Option<Date>),
    ) -> Result<()> {
        self.appointments.push(Appointment {
            id: self.next_appointment()?,
            employee: self.employees[record].id,
            unit,
            kind: AppointmentKind::Acting,
            post: Title::parse(&format!("{head}事務取扱"))?,
            rank,
            heads: true,
            period: Period::new(from, to)?,
        });
        Ok(())
    }

    fn next_appointment(&self) -> Result<AppointmentId> {
        Ok(AppointmentId(i64::try_from(self.appointments.len() + 1)?))
    }

    /// A second post for some: one in a hundred helps out in another unit since the last April.
    pub fn add_concurrent(&mut self, dice: &mut Dice, office: &Office) -> Result<()> {
        let from = LAST.first_day();
        let open: Vec<(EmployeeId, UnitId)> = self
            .appointments
            .iter()
            .filter(|main| main.rank == Rank::Senior && main.period.to().is_none())
            .map(|main| (main.employee, main.unit))
            .collect();
        for (employee, unit) in open {
            if dice.below(40) != 0 {
                continue;
            }
            let Some(other) = dice
                .pick(&office.sections)
                .filter(|place| place.unit != unit)
            else {
                continue;
            };
            self.appointments.push(Appointment {
                id: self.next_appointment()?,
                employee,
                unit: other.unit,
                kind: AppointmentKind::Concurrent,
                post: Title::parse("主任")?,
                rank: Rank::Senior,
                heads: false,
                period: Period::new(from, Some(LAST.next().first_day()))?,
            });
        }
        Ok(())
    }
}
