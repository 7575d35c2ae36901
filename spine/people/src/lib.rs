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
//! * [`headcount`] is the figure `people.headcount`, [`headcount_records`] the records behind it.

mod appointments;
mod employees;
mod figures;
mod folding;
mod headcount;
mod records;
mod rules;
mod units;

pub use appointments::{
    Transfer, appoint, appointments_of, insert_appointments, leave, main_appointment, transfer,
};
pub use employees::{
    EmployeeLine, Page, Whom, correct_employee, employee, employee_in, employee_numbered,
    employees_of, insert_employees, search, staffing,
};
pub use figures::{FIGURES, HEADCOUNT};
pub use folding::{fold, is_kana, reading_order};
pub use headcount::{Headcount, headcount, headcount_of_year, headcount_records};
pub use records::{
    Appointment, AppointmentId, AppointmentKind, Employee, EmployeeId, Employment, Kana,
    PersonName, Rank, Sex, StaffNumber, Title, UnitId, UnitKind, UnitVersion, Unreadable,
};
pub use rules::{AppointmentRefusal, UnitRefusal, ended_by_transfer, may_stand, may_stand_below};
pub use units::{
    NewUnit, UnitTree, change_unit, close_unit, insert_units, subtree_on, unit_history,
    units_named, units_on,
};

/// The tables of this crate.
pub const SCHEMA: store::Schema = store::Schema {
    module: "people",
    block: 3,
    files: &[
        (1, "units", include_str!("../schema/0001_units.sql")),
        (2, "employees", include_str!("../schema/0002_employees.sql")),
    ],
    large: &["employees", "employee_words", "appointments"],
};

/// The words of this crate.
pub const WORDS: words::Source = words::source!();

/// Every query of this crate with a name, for the test that asks both databases how they would run it.
pub const QUERIES: &[(&str, &str)] = &joined();

const PARTS: [&[(&str, &str)]; 4] = [
    units::QUERIES,
    employees::QUERIES,
    appointments::QUERIES,
    headcount::QUERIES,
];
const COUNT: usize = PARTS[0].len() + PARTS[1].len() + PARTS[2].len() + PARTS[3].len();

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
