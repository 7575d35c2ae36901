//! People and the organisation: units, employees and appointments, each with the days on which it holds.
//!
//! Nothing here is overwritten when the office changes: a renamed section is a new version of the same
//! unit, a transfer ends one appointment and opens the next, and every question names a day. So last
//! year's figures stay what they were, and next April's reorganisation can be entered in February.
//!
//! * [`units_on`] is the organisation on a day, [`subtree_on`] a unit with those below it.
//! * [`employee`], [`search`], [`employees_of`] find people; names are searched folded ([`fold`]) and
//!   listed in the order of their readings.
//! * [`main_appointment`], [`appoint`], [`transfer`], [`leave`] are the orders (発令).
//! * [`directory`] is the staff list: a [`PublicCard`] of everybody, a [`Glimpse`] of the record where the
//!   viewer's scope allows it. [`Qualification`], [`Absence`], [`Photo`], [`Contact`] hang on an employee.
//! * [`counted_units`] is the organisation with its numbers, [`staffed`] headcount (定数) beside those who are
//!   there, [`reorganisations`] plans of what becomes of units on a day.
//! * [`Standing`] and [`undo_order`] keep what an order changed; [`Correction`] keeps what a record said.
//! * [`headcount`] is the figure `people.headcount`, [`headcount_records`] the records behind it.

mod absences;
mod appointments;
pub mod bulk;
mod cards;
mod corrections;
mod directory;
mod employees;
mod figures;
mod folding;
mod headcount;
mod kept_units;
mod orders;
mod organisation;
mod photos;
mod posts;
mod qualifications;
mod records;
pub mod reorganisations;
mod romaji;
mod rules;
mod units;

pub use absences::{
    Absence, AbsenceId, AbsenceKind, AbsenceRefusal, Departure, DepartureKind, absences_in,
    absences_of, correct_absence, departure, insert_absences, may_be_absent, no_departure,
    remove_absence, set_departure,
};
pub use appointments::{
    Transfer, appoint, appointments_in, appointments_of, correct_appointment, end_appointment,
    insert_appointments, leave, main_appointment, transfer,
};
pub use cards::{
    Contact, PublicCard, UnusableContact, contact, contact_in, insert_contacts, mail_address,
    mail_addresses, public_card, public_cards, set_contact, telephone, units_serving,
};
pub use corrections::{Correction, corrections_of, keep_corrections};
pub use directory::{
    DirectoryLine, Glimpse, PrivateLine, Sight, Sort, Wanted, directory, directory_count,
    directory_ids, directory_queries, job_families, private_lines, qualification_names,
};
pub use employees::{
    EmployeeLine, Page, Whom, correct_employee, correct_hiring, employee, employee_in,
    employee_numbered, employees_of, insert_employees, next_employment, number_taken, search,
    staffing,
};
pub use figures::{FIGURES, HEADCOUNT};
pub use folding::{fold, is_kana, reading_order};
pub use headcount::{Headcount, headcount, headcount_of_year, headcount_records};
pub use kept_units::units_on;
pub use orders::{Order, OrderId, OrderKind, Standing, orders_of, undo_order};
pub use organisation::{
    CountedTree, Member, UnitNumbers, counted_units, heads_of, member_count, members_of, unit_code,
    unit_places,
};
pub use photos::{LARGEST_PHOTO, Photo, PhotoMedia, insert_photos, photo, remove_photo, set_photo};
pub use posts::{
    Counted, Post, PostEntry, PostId, PostRefusal, Staffed, USUALLY_COUNTED, insert_posts,
    posts_of, set_headcount, staffed, staffed_of,
};
pub use qualifications::{
    Qualification, QualificationId, correct_qualification, insert_qualifications, qualification_in,
    qualifications_of, remove_qualification,
};
pub use records::{
    Appointment, AppointmentId, AppointmentKind, Employee, EmployeeId, Employment, Kana,
    PersonName, Rank, Sex, StaffNumber, Title, UnitId, UnitKind, UnitVersion, Unreadable,
};
pub use romaji::{fold_romaji, is_romaji, romaji_of};
pub use rules::{
    AppointmentRefusal, EmployeeRefusal, UnitRefusal, ended_by_transfer, may_be_hired, may_stand,
    may_stand_below,
};
pub use units::{
    NewUnit, UnitTree, change_unit, close_unit, correct_unit, insert_units, subtree_on,
    unit_history, units_named,
};

/// The tables of this crate.
pub const SCHEMA: store::Schema = store::Schema {
    module: "people",
    block: 3,
    files: &[
        (1, "units", include_str!("../schema/0001_units.sql")),
        (2, "employees", include_str!("../schema/0002_employees.sql")),
        (
            3,
            "organisation",
            include_str!("../schema/0003_organisation.sql"),
        ),
        (4, "staff", include_str!("../schema/0004_staff.sql")),
    ],
    large: &[
        "employees",
        "employee_words",
        "appointments",
        "employee_contacts",
        "employee_photos",
        "qualifications",
        "absences",
        "departures",
        "employee_corrections",
        "appointment_orders",
        "reorganisation_moves",
        "reorganisation_places",
    ],
};

/// The words of this crate.
pub const WORDS: words::Source = words::source!();

/// Every query of this crate with a name, for the test that asks both databases how they would run it.
pub const QUERIES: &[(&str, &str)] = &joined();

const PARTS: [&[(&str, &str)]; 19] = [
    organisation::QUERIES,
    posts::QUERIES,
    reorganisations::DRAFT_QUERIES,
    reorganisations::STEP_QUERIES,
    reorganisations::ORDER_QUERIES,
    reorganisations::UNDO_QUERIES,
    absences::QUERIES,
    cards::QUERIES,
    corrections::QUERIES,
    directory::QUERIES,
    orders::QUERIES,
    photos::QUERIES,
    qualifications::QUERIES,
    bulk::QUERIES,
    units::QUERIES,
    kept_units::QUERIES,
    employees::QUERIES,
    appointments::QUERIES,
    headcount::QUERIES,
];
const COUNT: usize = {
    let (mut count, mut part) = (0, 0);
    while part < PARTS.len() {
        count += PARTS[part].len();
        part += 1;
    }
    count
};

const fn joined() -> [(&'static str, &'static str); COUNT] {
    let mut all = [("", ""); COUNT];
    let (mut part, mut index, mut at) = (0, 0, 0);
    while part < PARTS.len() {
        while index < PARTS[part].len() {
            all[at] = PARTS[part][index];
            index += 1;
            at += 1;
        }
        part += 1;
        index = 0;
    }
    all
}

/// Rows in one INSERT: the widest row has 17 values, and SQLite takes at most 32,766 in a statement.
const ROWS_AT_ONCE: usize = 1000;
