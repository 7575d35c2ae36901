//! What an import holds in its hands: rows of the files, records as they are and as they would be, and the
//! difference between the two.

use anyhow::Result;
use calendar::{Date, Minutes, Period};
use people::{
    Appointment, AppointmentId, AppointmentKind, Employee, EmployeeId, Employment, Kana, NewUnit,
    PersonName, Rank, Sex, StaffNumber, Title, UnitId, UnitKind, UnitVersion,
};
use serde::{Deserialize, Serialize};

store::id!(
    /// A staff list that was sent.
    pub struct ImportId;
);

/// Writes a choice by its word in the database.
macro_rules! by_word {
    ($module:ident, $name:ident) => {
        mod $module {
            use people::$name;
            use serde::{Deserialize, Deserializer, Serializer, de::Error};

            pub fn serialize<S: Serializer>(value: &$name, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(value.word())
            }

            pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<$name, D::Error> {
                let word = String::deserialize(from)?;
                $name::of_word(&word).ok_or_else(|| D::Error::custom(word))
            }
        }
    };
}
by_word!(employment_word, Employment);
by_word!(kind_word, AppointmentKind);
by_word!(rank_word, Rank);
by_word!(unit_kind_word, UnitKind);

mod sex_word {
    use people::Sex;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes a reference"
    )]
    pub fn serialize<S: Serializer>(value: &Option<Sex>, to: S) -> Result<S::Ok, S::Error> {
        value.map(Sex::word).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Sex>, D::Error> {
        match Option::<String>::deserialize(from)? {
            None => Ok(None),
            Some(word) => match Sex::of_word(&word) {
                Some(sex) => Ok(Some(sex)),
                None => Err(D::Error::custom(word)),
            },
        }
    }
}

/// A person's record with the whole career, as it is or would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PersonState {
    pub id: i64,
    pub staff_no: String,
    pub family: String,
    pub given: String,
    pub family_kana: String,
    pub given_kana: String,
    pub former_name: Option<String>,
    pub birth_date: Date,
    #[serde(with = "sex_word")]
    pub sex: Option<Sex>,
    pub hired_on: Date,
    pub left_on: Option<Date>,
    #[serde(with = "employment_word")]
    pub employment: Employment,
    pub weekly: i64,
    pub job_family: String,
    pub previous: Option<i64>,
    /// By first day and record number.
    pub career: Vec<Held>,
}

/// An appointment, as it is or would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Held {
    pub id: i64,
    pub unit: i64,
    #[serde(with = "kind_word")]
    pub kind: AppointmentKind,
    pub post: String,
    #[serde(with = "rank_word")]
    pub rank: Rank,
    pub heads: bool,
    pub from: Date,
    pub to: Option<Date>,
}

impl Held {
    pub fn of(appointment: &Appointment) -> Held {
        Held {
            id: appointment.id.0,
            unit: appointment.unit.0,
            kind: appointment.kind,
            post: appointment.post.as_str().to_owned(),
            rank: appointment.rank,
            heads: appointment.heads,
            from: appointment.period.from(),
            to: appointment.period.to(),
        }
    }

    pub fn record(&self, employee: i64) -> Result<Appointment> {
        Ok(Appointment {
            id: AppointmentId(self.id),
            employee: EmployeeId(employee),
            unit: UnitId(self.unit),
            kind: self.kind,
            post: Title::parse(&self.post)?,
            rank: self.rank,
            heads: self.heads,
            period: Period::new(self.from, self.to)?,
        })
    }
}

impl PersonState {
    /// The record with its appointments, which are by first day and number.
    pub fn of(employee: &Employee, career: Vec<Held>) -> PersonState {
        let name = &employee.name;
        PersonState {
            id: employee.id.0,
            staff_no: employee.staff_no.as_str().to_owned(),
            family: name.family().to_owned(),
            given: name.given().to_owned(),
            family_kana: name.family_kana().to_owned(),
            given_kana: name.given_kana().to_owned(),
            former_name: employee
                .former_name
                .as_ref()
                .map(|name| name.as_str().to_owned()),
            birth_date: employee.birth_date,
            sex: employee.sex,
            hired_on: employee.service.from(),
            left_on: employee.service.to(),
            employment: employee.employment,
            weekly: employee.weekly.0,
            job_family: employee.job_family.as_str().to_owned(),
            previous: employee.previous.map(|previous| previous.0),
            career,
        }
    }

    pub fn record(&self, version: i64) -> Result<Employee> {
        Ok(Employee {
            id: EmployeeId(self.id),
            staff_no: StaffNumber::parse(&self.staff_no)?,
            name: PersonName::parse(
                &self.family,
                &self.given,
                &self.family_kana,
                &self.given_kana,
            )?,
            former_name: self.former_name.as_deref().map(Title::parse).transpose()?,
            birth_date: self.birth_date,
            sex: self.sex,
            service: Period::new(self.hired_on, self.left_on)?,
            employment: self.employment,
            weekly: Minutes(self.weekly),
            job_family: Title::parse(&self.job_family)?,
            previous: self.previous.map(EmployeeId),
            version,
        })
    }

    pub fn full_name(&self) -> String {
        if self.given.is_empty() {
            self.family.clone()
        } else {
            format!("{} {}", self.family, self.given)
        }
    }

    pub fn full_kana(&self) -> String {
        if self.given_kana.is_empty() {
            self.family_kana.clone()
        } else {
            format!("{} {}", self.family_kana, self.given_kana)
        }
    }

    /// Whether the words by which the person is found differ.
    pub fn is_named_otherwise(&self, other: &PersonState) -> bool {
        let names = |state: &PersonState| {
            (
                state.full_name(),
                state.full_kana(),
                state.former_name.clone(),
                state.staff_no.clone(),
            )
        };
        names(self) != names(other)
    }
}

/// A unit that would be made, or a version of one that would be changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UnitState {
    pub id: i64,
    pub code: String,
    pub name: String,
    pub short_name: String,
    pub kana: String,
    pub parent: Option<i64>,
    #[serde(with = "unit_kind_word")]
    pub kind: UnitKind,
    pub position: i64,
    pub from: Date,
    #[serde(default)]
    pub to: Option<Date>,
}

/// The reading of a unit of which only the name is known; whoever keeps the organisation enters it.
pub(crate) const NO_READING: &str = "ー";

impl UnitState {
    /// A version as a line keeps it.
    pub fn of(code: &str, version: &UnitVersion) -> UnitState {
        UnitState {
            id: version.unit.0,
            code: code.to_owned(),
            name: version.name.as_str().to_owned(),
            short_name: version.short_name.as_str().to_owned(),
            kana: version.kana.as_str().to_owned(),
            parent: version.parent.map(|parent| parent.0),
            kind: version.kind,
            position: version.position,
            from: version.period.from(),
            to: version.period.to(),
        }
    }

    pub fn record(&self) -> Result<NewUnit> {
        Ok(NewUnit {
            code: Title::parse(&self.code)?,
            version: self.version()?,
        })
    }

    pub fn version(&self) -> Result<UnitVersion> {
        Ok(UnitVersion {
            unit: UnitId(self.id),
            name: Title::parse(&self.name)?,
            short_name: Title::parse(&self.short_name)?,
            kana: Kana::parse(&self.kana)?,
            parent: self.parent.map(UnitId),
            kind: self.kind,
            position: self.position,
            period: Period::new(self.from, self.to)?,
        })
    }
}

/// How a file names a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct UnitWords {
    /// The code, when the file has one.
    pub code: Option<String>,
    /// The names from the top down: 総務部, 人事課.
    pub names: Vec<String>,
}

impl UnitWords {
    pub fn is_empty(&self) -> bool {
        self.code.is_none() && self.names.is_empty()
    }

    /// As the file has it.
    pub fn text(&self) -> String {
        match &self.code {
            Some(code) if self.names.is_empty() => code.clone(),
            Some(code) => format!("{code} {}", self.names.join(" ")),
            None => self.names.join(" "),
        }
    }
}

/// A cell of a column that a table has: it may be empty, and then it says "nothing".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Given<T>(pub Option<T>);

/// A row about a person. `None` means that the table does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PersonEntry {
    pub row: u32,
    pub staff_no: String,
    /// Family and given name.
    pub name: Option<(String, String)>,
    /// The name stands in one column without a blank: all of it is in the first part.
    pub unsplit: bool,
    pub kana: Option<(String, String)>,
    pub unsplit_kana: bool,
    pub former_name: Option<Given<String>>,
    pub birth_date: Option<Date>,
    pub sex: Option<Given<Sex>>,
    pub hired_on: Option<Date>,
    /// The first day after the service.
    pub left_on: Option<Given<Date>>,
    pub employment: Option<Employment>,
    pub weekly: Option<i64>,
    pub job_family: Option<String>,
    pub main: Option<PostEntry>,
    /// The person stands in the table of appointments only.
    pub only_career: bool,
}

/// An appointment as a row gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PostEntry {
    pub row: u32,
    pub kind: Option<AppointmentKind>,
    pub unit: UnitWords,
    pub post: Option<String>,
    pub rank: Option<Rank>,
    pub heads: Option<bool>,
    pub from: Option<Date>,
    /// The first day after it.
    pub to: Option<Date>,
}

/// A row about a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnitEntry {
    pub row: u32,
    pub code: String,
    pub name: String,
    pub short_name: Option<String>,
    pub kana: Option<String>,
    pub parent_code: Option<String>,
    pub kind: Option<UnitKind>,
    pub from: Option<Date>,
    /// The first day after it.
    pub to: Option<Given<Date>>,
}

/// What becomes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// A unit that is made, renamed, moved or closed.
    Unit,
    /// Somebody whose number was not known.
    New,
    /// Somebody whose record differs.
    Changed,
    /// Somebody who is not in a list that was said to be complete.
    Leaving,
}

impl Change {
    /// All of them, in the order of the page.
    pub const ALL: [Change; 4] = [Change::New, Change::Changed, Change::Leaving, Change::Unit];

    /// The word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Change::Unit => "unit",
            Change::New => "new",
            Change::Changed => "changed",
            Change::Leaving => "leaving",
        }
    }

    /// The change of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Change> {
        Change::ALL.into_iter().find(|change| change.word() == word)
    }

    /// Key of the word that the reader sees.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Change::Unit => "intake-change-unit",
            Change::New => "intake-change-new",
            Change::Changed => "intake-change-changed",
            Change::Leaving => "intake-change-leaving",
        }
    }

    pub(crate) const fn tone(self) -> &'static str {
        match self {
            Change::Unit => "",
            Change::New => "ok",
            Change::Changed => "key",
            Change::Leaving => "warn",
        }
    }
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Detail {
    /// The field: `birth-date`, or `career` for an appointment.
    pub field: String,
    pub before: String,
    pub after: String,
}

/// One line of the difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub change: Change,
    pub code: String,
    pub name: String,
    pub details: Vec<Detail>,
    pub earlier: Option<String>,
    pub later: Option<String>,
}

/// How many of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// New people.
    pub added: i64,
    /// People whose record differs.
    pub changed: i64,
    /// People whose record is the same.
    pub unchanged: i64,
    /// People who are not in the list.
    pub leaving: i64,
    /// Units that are made, renamed, moved or closed.
    pub units: i64,
}

impl Counts {
    /// Whether nothing would change.
    #[must_use]
    pub fn nothing(self) -> bool {
        self.added + self.changed + self.leaving + self.units == 0
    }

    pub(crate) fn add(&mut self, change: Change) {
        match change {
            Change::Unit => self.units += 1,
            Change::New => self.added += 1,
            Change::Changed => self.changed += 1,
            Change::Leaving => self.leaving += 1,
        }
    }
}

/// Something said about a file: where, and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The place in words.
    pub place: String,
    /// What is wrong and how to put it right, or how something was read.
    pub sentence: String,
}
