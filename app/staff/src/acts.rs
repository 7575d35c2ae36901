//! What is done with people's records. Every act asks for its permission as a type, decides by the rules,
//! writes and journals in one transaction; or it refuses and nothing has happened.

mod absences;
mod bulk;
mod corrections;
mod hiring;
mod orders;
mod photos;
mod qualifications;
mod refusal;

pub use absences::{AbsenceEntry, correct_absence, enter_absence, remove_absence};
pub use bulk::{Bulk, BulkOutcome, bulk_order, bulk_trial};
pub use corrections::{
    ContactEntry, RecordEntry, change_contact, correct_appointment, correct_record,
};
pub use hiring::{NewEmployee, hire};
pub use orders::{AppointmentEntry, Duty, end, order, retire, undo};
pub use photos::{made_small, remove_photo, set_photo};
pub use qualifications::{
    QualificationEntry, correct_qualification, enter_qualification, remove_qualification,
};
pub use refusal::{Done, StaffRefusal};

use access::{Actor, Allowed, EditPersonRecord};
use calendar::Date;
use jiff::Timestamp;
use people::{Correction, EmployeeId};
use serde_json::Value;
use store::{Clock, Db, Ids, Tx};

/// What the acts write into the journal.
pub const ACTS: &[&str] = &[
    "staff.employee.hired",
    "staff.employee.corrected",
    "staff.employee.retired",
    "staff.contact.changed",
    "staff.photo.changed",
    "staff.photo.removed",
    "staff.order.given",
    "staff.order.undone",
    "staff.appointment.ended",
    "staff.appointment.corrected",
    "staff.absence.entered",
    "staff.absence.corrected",
    "staff.absence.removed",
    "staff.qualification.entered",
    "staff.qualification.corrected",
    "staff.qualification.removed",
    "staff.bulk.ordered",
    "staff.private.looked-at",
    "staff.list.exported",
];

/// Where and when an act is done: the city's database, the source of ids, the moment.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The city's database.
    pub db: &'a Db,
    /// Where ids come from.
    pub ids: &'a Ids,
    /// The moment.
    pub now: Timestamp,
    /// The day in Japan.
    pub today: Date,
}

impl<'a> Desk<'a> {
    /// A desk at this moment.
    #[must_use]
    pub fn now(db: &'a Db, ids: &'a Ids, clock: &Clock) -> Desk<'a> {
        Desk {
            db,
            ids,
            now: clock.now(),
            today: clock.today(),
        }
    }

    /// Notes an act about an employee in the journal, as the last thing in its transaction.
    async fn note(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        act: &str,
        employee: EmployeeId,
        detail: &Value,
    ) -> anyhow::Result<()> {
        let subject = format!("employee:{employee}");
        let entry = journal::Entry {
            act,
            subject: &subject,
            detail,
        };
        journal::record(tx, self.now, actor, entry).await
    }
}

/// Asks whether the record of an employee may be changed; the policy knows only those who may change all.
fn asked(allowed: &Allowed<EditPersonRecord>, employee: EmployeeId) -> anyhow::Result<()> {
    Ok(allowed.on_person(employee.0, &[])?)
}

/// Collects the fields of a record that differ, each with what it said.
struct Differences {
    employee: EmployeeId,
    record: String,
    reason: String,
    at: Timestamp,
    by: String,
    found: Vec<Correction>,
}

impl Differences {
    fn new(
        desk: &Desk<'_>,
        actor: &Actor,
        employee: EmployeeId,
        record: impl Into<String>,
        reason: &str,
    ) -> Differences {
        Differences {
            employee,
            record: record.into(),
            reason: reason.to_owned(),
            at: desk.now,
            by: actor.name.clone(),
            found: Vec::new(),
        }
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "a field is named with its two values"
    )]
    fn field(&mut self, field: &str, earlier: impl ToString, later: impl ToString) {
        self.compare(field, &earlier.to_string(), &later.to_string(), false);
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "a field is named with its two values"
    )]
    fn private(&mut self, field: &str, earlier: impl ToString, later: impl ToString) {
        self.compare(field, &earlier.to_string(), &later.to_string(), true);
    }

    fn compare(&mut self, field: &str, earlier: &str, later: &str, private: bool) {
        if earlier != later {
            self.found.push(Correction {
                employee: self.employee,
                record: self.record.clone(),
                field: field.to_owned(),
                earlier: earlier.to_owned(),
                later: later.to_owned(),
                reason: self.reason.clone(),
                private,
                at: self.at,
                by: self.by.clone(),
            });
        }
    }

    /// The names of the fields, for the journal: it never says what private fields hold.
    fn names(&self) -> Vec<&str> {
        self.found.iter().map(|one| one.field.as_str()).collect()
    }
}

/// A value that may be missing, as it stands in a correction.
fn or_none<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}
