//! Days, years and spans of time as a Japanese city office counts them. Pure: nothing here reads a clock.
//!
//! Business dates are civil dates in Asia/Tokyo ([`jiff::civil::Date`]). A fiscal year (年度) and a
//! calendar year are different types, so that leave granted on 1 January and training counted from
//! 1 April cannot be mixed up by accident.

mod era;
mod minutes;
mod national_holidays;
mod parse;
mod period;
mod workdays;
mod year;

pub use era::{ERAS, Era, EraDate};
pub use jiff::civil::Date;
pub use minutes::Minutes;
pub use national_holidays::{
    BY_SPECIAL_LAW, FIRST_YEAR, LAST_PUBLISHED_YEAR, NationalHoliday, SUBSTITUTE, national_holidays,
};
pub use parse::{UnreadableDate, parse_date};
pub use period::{EmptyPeriod, Period};
pub use workdays::{Closure, DayKind, DaysOff};
pub use year::{CalendarYear, FiscalYear, YearSpan, YearStyle};
