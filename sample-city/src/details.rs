//! What stands on cards and in records beside names and appointments: how people are reached, what they have
//! learnt, when they were absent, why they left.

use crate::careers::LAST;
use crate::dice::Dice;
use anyhow::Result;
use calendar::{Date, Period};
use jiff::ToSpan;
use people::{
    Absence, AbsenceId, AbsenceKind, Appointment, AppointmentId, AppointmentKind, Contact,
    Departure, DepartureKind, Employee, EmployeeId, Employment, Qualification, QualificationId,
    Rank, Sex, Title, UnitId,
};
use std::collections::HashMap;

/// The host of the made-up city's mail; `.example` never exists.
const HOST: &str = "midorino.example";

/// Everything beside names and appointments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Details {
    /// How those in service are reached.
    pub contacts: Vec<(EmployeeId, Contact)>,
    /// Qualifications.
    pub qualifications: Vec<Qualification>,
    /// Absences.
    pub absences: Vec<Absence>,
    /// Why people left.
    pub departures: Vec<Departure>,
}

/// Licences that belong to a job family.
fn licences(job: &str) -> &'static [&'static str] {
    match job {
        "保健師" => &["保健師免許", "看護師免許"],
        "保育士" => &["保育士資格", "幼稚園教諭二種免許"],
        "社会福祉士" => &["社会福祉士", "社会福祉主事任用資格"],
        "司書" => &["司書資格"],
        "土木" => &["一級土木施工管理技士", "測量士補"],
        "建築" => &["一級建築士", "建築基準適合判定資格者"],
        _ => &[],
    }
}

/// What anybody may have learnt.
const LEARNT: [&str; 8] = [
    "日商簿記2級",
    "基本情報技術者",
    "ITパスポート",
    "衛生管理者（第一種）",
    "防災士",
    "社会保険労務士",
    "手話通訳者",
    "実用英語技能検定準1級",
];

/// Makes up the details of an organisation.
pub(crate) fn make(
    seed: u64,
    employees: &[Employee],
    appointments: &mut Vec<Appointment>,
) -> Result<Details> {
    let mut maker = Maker {
        dice: Dice::new(seed ^ 0xDE_7A),
        details: Details::default(),
    };
    let serving = present_posts(appointments);
    for employee in employees {
        if let Some(present) = serving.get(&employee.id) {
            maker.contact(employee, present.unit);
            maker.second(employee, *present, appointments)?;
        } else {
            maker.depart(employee);
        }
        maker.learn(employee)?;
        maker.be_absent(employee)?;
    }
    Ok(maker.details)
}

/// A main appointment that goes on.
#[derive(Clone, Copy)]
struct Present {
    unit: UnitId,
    rank: Rank,
    since: Date,
}

fn present_posts(appointments: &[Appointment]) -> HashMap<EmployeeId, Present> {
    let present = |held: &Appointment| Present {
        unit: held.unit,
        rank: held.rank,
        since: held.period.from(),
    };
    appointments
        .iter()
        .filter(|held| held.kind == AppointmentKind::Main && held.period.to().is_none())
        .map(|held| (held.employee, present(held)))
        .collect()
}

struct Maker {
    dice: Dice,
    details: Details,
}

impl Maker {
    /// Numbers that nobody can be called by: no exchange begins with three zeros.
    fn contact(&mut self, employee: &Employee, unit: UnitId) {
        let contact = Contact {
            telephone: Some(format!("000-{:03}-{:04}", unit.0 / 10_000, unit.0 % 10_000)),
            extension: Some((1000 + employee.id.0).to_string()),
            mail: Some(format!("s{}@{HOST}", employee.staff_no)),
            version: 1,
        };
        self.details.contacts.push((employee.id, contact));
    }

    /// A day during the service, at least `after` years from its beginning.
    fn day_within(&mut self, employee: &Employee, after: i16) -> Option<Date> {
        let service = employee.service;
        let last = service.to().unwrap_or(Date::constant(2026, 10, 1));
        let first = service.from().year() + after;
        if first >= last.year() {
            return None;
        }
        let year = self.dice.between(first, last.year() - 1);
        let month = i8::try_from(self.dice.between(1, 12)).ok()?;
        let day = i8::try_from(self.dice.between(1, 28)).ok()?;
        Date::new(year, month, day)
            .ok()
            .filter(|day| service.contains(*day))
    }

    fn learn(&mut self, employee: &Employee) -> Result<()> {
        for (index, name) in licences(employee.job_family.as_str()).iter().enumerate() {
            // The first is what the job asks for.
            if index == 0 || self.dice.percent(50) {
                let years = i32::from(self.dice.between(1, 3)) + i32::try_from(index)?;
                let gained = employee.service.from().checked_sub(years.years()).ok();
                let number = format!("見本{:06}", self.dice.below(1_000_000));
                self.qualify(employee, name, gained, None, Some(&number))?;
            }
        }
        if self.dice.percent(18) {
            let name = self.dice.pick(&LEARNT).copied().unwrap_or(LEARNT[0]);
            let gained = self.day_within(employee, 1);
            self.qualify(employee, name, gained, None, None)?;
        }
        if self.dice.percent(12) {
            // Renewed every five years, so that lists of what expires have something to show.
            let gained = Date::new(
                self.dice.between(2022, 2025),
                i8::try_from(self.dice.between(1, 12))?,
                15,
            )?;
            let gained = gained.max(employee.service.from());
            let expires = gained.checked_add(5.years())?;
            self.qualify(
                employee,
                "応急手当普及員",
                Some(gained),
                Some(expires),
                None,
            )?;
        }
        Ok(())
    }

    fn qualify(
        &mut self,
        employee: &Employee,
        name: &str,
        gained: Option<Date>,
        expires: Option<Date>,
        number: Option<&str>,
    ) -> Result<()> {
        let id = i64::try_from(self.details.qualifications.len() + 1)?;
        self.details.qualifications.push(Qualification {
            id: QualificationId(id),
            employee: employee.id,
            name: Title::parse(name)?,
            number: number.map(Title::parse).transpose()?,
            gained,
            expires,
            proof: number.map(|_| "免許証の写しを確認".to_owned()),
            version: 1,
        });
        Ok(())
    }

    /// Leave for children, at times for illness, seldom for something else. The reasons are made up like
    /// everything else here, and nothing in them says what somebody suffers from.
    fn be_absent(&mut self, employee: &Employee) -> Result<()> {
        if employee.employment != Employment::Regular {
            return Ok(());
        }
        let (kind, months, reason) = match (self.dice.below(1000), employee.sex) {
            (0..=139, Some(Sex::Female)) => (AbsenceKind::Childcare, (6, 24), None),
            (0..=69, Some(Sex::Male)) => (AbsenceKind::Childcare, (1, 4), None),
            (200..=219, _) => (AbsenceKind::Sick, (2, 9), Some("診断書のとおり")),
            (220..=223, _) => (AbsenceKind::Study, (12, 24), Some("大学院での修学")),
            (224..=227, _) => (
                AbsenceKind::Accompanying,
                (12, 30),
                Some("配偶者の海外勤務"),
            ),
            (228..=231, _) => (AbsenceKind::FamilyCare, (2, 6), None),
            _ => return Ok(()),
        };
        let Some(from) = self.day_within(employee, 1) else {
            return Ok(());
        };
        let age = employee.age(from);
        if kind == AbsenceKind::Childcare && !(24..=44).contains(&age) {
            return Ok(());
        }
        let to = from.checked_add(i32::from(self.dice.between(months.0, months.1)).months())?;
        let to = employee.service.to().map_or(to, |last| to.min(last));
        let id = AbsenceId(i64::try_from(self.details.absences.len() + 1)?);
        self.details.absences.push(Absence {
            id,
            employee: employee.id,
            kind,
            period: Period::new(from, Some(to))?,
            reason: reason.map(str::to_owned),
            version: 1,
        });
        Ok(())
    }

    /// Some of the younger work in another body for two years and come back.
    fn second(
        &mut self,
        employee: &Employee,
        present: Present,
        appointments: &mut Vec<Appointment>,
    ) -> Result<()> {
        let young = matches!(present.rank, Rank::Officer | Rank::Senior);
        if !young || employee.employment != Employment::Regular || !self.dice.percent(3) {
            return Ok(());
        }
        let year = self.dice.between(LAST.0 - 3, LAST.0);
        let from = Date::constant(year, 4, 1);
        if present.since > from || employee.service.from() >= from {
            return Ok(());
        }
        let body = ["見本県庁", "みどり野広域連合", "後期高齢者医療広域連合"];
        let body = self.dice.pick(&body).copied().unwrap_or("見本県庁");
        appointments.push(Appointment {
            id: AppointmentId(i64::try_from(appointments.len() + 1)?),
            employee: employee.id,
            unit: present.unit,
            kind: AppointmentKind::Seconded,
            post: Title::parse(&format!("{body}派遣"))?,
            rank: present.rank,
            heads: false,
            period: Period::new(from, Some(Date::constant(year + 2, 4, 1)))?,
        });
        Ok(())
    }

    fn depart(&mut self, employee: &Employee) {
        let Some(left) = employee.service.to() else {
            return;
        };
        let age = employee.age(left);
        let kind = match employee.employment {
            Employment::Regular if age >= 60 => DepartureKind::Age,
            Employment::Regular if age >= 55 && self.dice.percent(50) => DepartureKind::Encouraged,
            Employment::Regular if self.dice.percent(8) => DepartureKind::TransferOut,
            Employment::Regular => DepartureKind::OwnWish,
            _ if (left.month(), left.day()) == (4, 1) => DepartureKind::Term,
            _ => DepartureKind::OwnWish,
        };
        self.details.departures.push(Departure {
            employee: employee.id,
            kind,
            note: None,
        });
    }
}
