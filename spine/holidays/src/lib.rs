//! Public holidays and the closure over the New Year (休日): which days the city works.
//!
//! * [`days_off`] gives the whole set as a pure value ([`calendar::DaysOff`]), kept in memory until something
//!   changes: `days.is_workday(day)`, `days.kind_of(day)`, `days.workdays_after(day, 5)`. Inside a transaction
//!   [`days_off_within`] reads the years at hand.
//! * A year follows the rules of the law ([`calendar::national_holidays`]) until a file of the Cabinet Office
//!   (内閣府「国民の祝日」) that has the year is taken in; then the file is the truth for that year. Days off of
//!   the city's own ordinance stand beside both.
//! * When the office is closed over the New Year is a pair of dated settings ([`CLOSED_FROM`],
//!   [`CLOSED_UNTIL`]), 29 December to 3 January unless the city says otherwise.
//!
//! ```no_run
//! # async fn example(db: &store::Db) -> anyhow::Result<()> {
//! use calendar::{Date, DayKind};
//! let days = holidays::days_off(db).await?;
//! assert_eq!(days.kind_of(Date::constant(2026, 5, 6)), DayKind::Holiday);
//! assert_eq!(days.workdays_after(Date::constant(2026, 5, 1), 1), Date::constant(2026, 5, 7));
//! # Ok(())
//! # }
//! ```

mod acts;
mod file;
mod kept;
mod names;
mod records;
mod refusal;
mod settings;
mod store;

pub use acts::{Imported, add_day, import, remove_day, restore_year, trial};
pub use file::{Change, LONGEST_NAME, Listed, Misread, RowRefusal, Trial, YearCount, read};
pub use kept::{days_off, days_off_within};
pub use names::shown_name;
pub use records::{Holiday, Source};
pub use refusal::{HolidayFault, Refusal};
pub use settings::{CLOSED_FROM, CLOSED_UNTIL, SETTINGS};
pub use store::{Year, holidays_of, version, years_from_file};

/// The tables of this crate.
pub const SCHEMA: ::store::Schema = ::store::Schema {
    module: "holidays",
    block: 11,
    files: &[(
        1,
        "public holidays",
        include_str!("../schema/0001_public_holidays.sql"),
    )],
    large: &[],
};

/// What this crate writes into the journal.
pub const ACTS: &[&str] = &[
    "holidays.imported",
    "holidays.year.restored",
    "holidays.day.added",
    "holidays.day.removed",
];

/// The words of this crate.
pub const WORDS: words::Source = words::source!();

/// The queries of this crate by name.
pub const QUERIES: &[(&str, &str)] = store::QUERIES;
