//! The staff list in the import's own layout: what goes out can be read in again and changes nothing.

use crate::acts::Desk;
use crate::layout::{CareerField, PersonField, Table, UnitField};
use crate::records::{Held, PersonState};
use crate::rules::Directory;
use crate::trial::with_careers;
use access::{Allowed, PeopleScope, ViewPersonPrivate};
use anyhow::Result;
use calendar::{Date, Minutes};
use exchange::csv::Field;
use exchange::{Book, Column, ColumnKind};
use people::{AppointmentKind, EmployeeId, UnitId, UnitVersion, bulk};
use serde_json::json;
use words::Text;

/// People that are read at a time.
const AT_ONCE: i64 = 1000;

/// The staff within somebody's scope, with careers and units.
#[derive(Debug, Default)]
pub struct Staff {
    people: Vec<PersonState>,
    units: Vec<(String, UnitVersion)>,
    on: Date,
}

/// Reads the staff that somebody may see, those in service today and those who come later, and notes in the
/// journal that the list went out.
///
/// # Errors
/// Faults of the database.
pub async fn staff(desk: Desk<'_>, allowed: &Allowed<ViewPersonPrivate>) -> Result<Staff> {
    let staff = read(desk, &allowed.people()).await?;
    let mut tx = desk.db.begin().await?;
    let entry = journal::Entry {
        act: "intake.staff.exported",
        subject: "staff",
        detail: &json!({ "people": staff.people.len() }),
    };
    journal::look(&mut tx, desk.now, allowed.actor(), entry).await?;
    tx.commit().await?;
    Ok(staff)
}

async fn read(desk: Desk<'_>, scope: &PeopleScope) -> Result<Staff> {
    let mut tx = desk.db.snapshot().await?;
    let mut staff = Staff {
        people: Vec::new(),
        units: bulk::units_ever(&mut tx).await?,
        on: desk.today,
    };
    let mut last = EmployeeId(i64::MIN);
    loop {
        let next = bulk::within_after(&mut tx, scope, last, desk.today, AT_ONCE).await?;
        let Some(end) = next.last() else {
            return Ok(staff);
        };
        last = end.id;
        staff.people.extend(with_careers(&mut tx, &next).await?);
    }
}

/// The staff list of everybody as a workbook in the import's layout, for tests, measurements and the sample
/// city.
///
/// # Errors
/// Faults of the database, or a text that no cell can hold.
pub async fn staff_workbook(
    desk: Desk<'_>,
    allowed: &Allowed<ViewPersonPrivate>,
    t: &Text,
    office: &str,
) -> Result<Vec<u8>> {
    staff(desk, allowed).await?.workbook(t, office, desk.today)
}

impl Staff {
    /// How many people there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether nobody is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// A workbook with a sheet each for people, appointments and units.
    ///
    /// # Errors
    /// When a text is longer than a cell holds.
    pub fn workbook(&self, t: &Text, office: &str, created: Date) -> Result<Vec<u8>> {
        let mut directory = Directory::new(self.units.clone());
        let mut book = Book::new(&t.say("intake-export-name"), office, created)?;
        let people: Vec<Vec<String>> = self
            .people
            .iter()
            .map(|person| person_row(person, &mut directory, self.on, t))
            .collect();
        book.table(
            &Table::People.sheet(t),
            &columns(
                Table::People,
                PersonField::ALL.iter().map(|field| field.key()),
                t,
            ),
            people.iter().map(Vec::as_slice),
        )?;
        let careers: Vec<Vec<String>> = self
            .people
            .iter()
            .flat_map(|person| person.career.iter().map(move |held| (person, held)))
            .map(|(person, held)| career_row(person, held, &mut directory, t))
            .collect();
        book.table(
            &Table::Careers.sheet(t),
            &columns(
                Table::Careers,
                CareerField::ALL.iter().map(|field| field.key()),
                t,
            ),
            careers.iter().map(Vec::as_slice),
        )?;
        let units: Vec<Vec<String>> = self
            .units
            .iter()
            .filter(|(_, version)| self.stands_for(version))
            .map(|(code, version)| unit_row(code, version, &directory, t))
            .collect();
        book.table(
            &Table::Units.sheet(t),
            &columns(
                Table::Units,
                UnitField::ALL.iter().map(|field| field.key()),
                t,
            ),
            units.iter().map(Vec::as_slice),
        )?;
        book.finish()
    }

    /// Whether it is the version by which a unit is named in the list: the one of today, or the last one of a
    /// unit that is no more.
    fn stands_for(&self, version: &UnitVersion) -> bool {
        let later = |other: &UnitVersion| {
            other.unit == version.unit && other.period.from() > version.period.from()
        };
        let ended = version.period.to().is_some_and(|to| to <= self.on);
        version.period.contains(self.on)
            || ended && !self.units.iter().any(|(_, other)| later(other))
    }

    /// The people as rows of a text file, headings first.
    #[must_use]
    pub fn rows(&self, t: &Text) -> Vec<Vec<Field>> {
        let mut directory = Directory::new(self.units.clone());
        let head = PersonField::ALL
            .iter()
            .map(|field| Field::from(Table::People.label(field.key(), t)))
            .collect();
        let row = |person: &PersonState| {
            person_row(person, &mut directory, self.on, t)
                .into_iter()
                .map(Field::from)
                .collect()
        };
        std::iter::once(head)
            .chain(self.people.iter().map(row))
            .collect()
    }
}

fn columns(table: Table, fields: impl Iterator<Item = &'static str>, t: &Text) -> Vec<Column> {
    fields
        .map(|field| Column {
            title: table.label(field, t),
            width: match field {
                "unit" => 30,
                "name" | "kana" | "employment" | "job-family" | "post" => 18,
                _ => 13,
            },
            kind: match field {
                "birth-date" | "hired-on" | "left-on" | "from" | "to" => ColumnKind::Date,
                _ => ColumnKind::Text,
            },
        })
        .collect()
}

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The last day of something that ends before a day.
fn last(end: Option<Date>) -> String {
    day(end.and_then(|end| end.yesterday().ok()))
}

fn mark(yes: bool) -> String {
    if yes { "○".to_owned() } else { String::new() }
}

fn person_row(person: &PersonState, directory: &mut Directory, on: Date, t: &Text) -> Vec<String> {
    use PersonField as F;
    let main = |held: &&Held| held.kind == AppointmentKind::Main;
    let now = person
        .career
        .iter()
        .filter(main)
        .find(|held| held.from <= on && held.to.is_none_or(|to| to > on))
        .or_else(|| person.career.iter().find(main));
    let unit = now.map(|held| (UnitId(held.unit), held.from.max(on)));
    PersonField::ALL
        .iter()
        .map(|field| match field {
            F::StaffNo => person.staff_no.clone(),
            // The two columns of the name say it without doubt.
            F::Name => person.full_name(),
            F::Family => person.family.clone(),
            F::Given => person.given.clone(),
            F::Kana => person.full_kana(),
            F::FamilyKana => person.family_kana.clone(),
            F::GivenKana => person.given_kana.clone(),
            F::FormerName => person.former_name.clone().unwrap_or_default(),
            F::BirthDate => person.birth_date.to_string(),
            F::Sex => person
                .sex
                .map(|sex| t.say(sex.key()).into_owned())
                .unwrap_or_default(),
            F::HiredOn => person.hired_on.to_string(),
            F::LeftOn => last(person.left_on),
            F::Employment => t.say(person.employment.key()).into_owned(),
            F::Weekly => Minutes(person.weekly).to_string(),
            F::JobFamily => person.job_family.clone(),
            F::UnitCode => unit
                .map(|(unit, _)| directory.code(unit).to_owned())
                .unwrap_or_default(),
            F::Unit => unit
                .map(|(unit, on)| directory.path(unit, on))
                .unwrap_or_default(),
            F::Department | F::Section | F::Team => String::new(),
            F::Post => now.map(|held| held.post.clone()).unwrap_or_default(),
            F::Rank => now
                .map(|held| t.say(held.rank.key()).into_owned())
                .unwrap_or_default(),
            F::Heads => now.map(|held| mark(held.heads)).unwrap_or_default(),
            F::From => day(now.map(|held| held.from)),
        })
        .collect()
}

fn career_row(
    person: &PersonState,
    held: &Held,
    directory: &mut Directory,
    t: &Text,
) -> Vec<String> {
    use CareerField as F;
    let unit = UnitId(held.unit);
    CareerField::ALL
        .iter()
        .map(|field| match field {
            F::StaffNo => person.staff_no.clone(),
            F::Name => person.full_name(),
            F::Kind => t.say(held.kind.key()).into_owned(),
            F::UnitCode => directory.code(unit).to_owned(),
            F::Unit => directory.path(unit, held.from),
            F::Department | F::Section | F::Team => String::new(),
            F::Post => held.post.clone(),
            F::Rank => t.say(held.rank.key()).into_owned(),
            F::Heads => mark(held.heads),
            F::From => held.from.to_string(),
            F::To => last(held.to),
        })
        .collect()
}

fn unit_row(code: &str, version: &UnitVersion, directory: &Directory, t: &Text) -> Vec<String> {
    use UnitField as F;
    UnitField::ALL
        .iter()
        .map(|field| match field {
            F::Code => code.to_owned(),
            F::Name => version.name.as_str().to_owned(),
            F::ShortName => version.short_name.as_str().to_owned(),
            F::Kana => version.kana.as_str().to_owned(),
            F::ParentCode => version
                .parent
                .map(|parent| directory.code(parent).to_owned())
                .unwrap_or_default(),
            F::Kind => t.say(version.kind.key()).into_owned(),
            // Since there is such a unit, not since it is called so: appointments of old name it by its code.
            F::From => day(directory.begins(version.unit)),
            F::To => last(directory.ends(version.unit)),
        })
        .collect()
}
