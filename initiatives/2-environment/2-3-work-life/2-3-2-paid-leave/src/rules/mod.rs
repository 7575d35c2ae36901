//! What the law and the city's rules say about leave: pure functions of records, settings and a day.
//!
//! * [`years`]: leave years, also across a change of the grant day;
//! * [`entitlement`]: how many days somebody is granted;
//! * [`ledger`]: from which lot leave is taken, what a year's end carries over and lets expire, balances;
//! * [`counting`]: which days of a request are leave and how long they are;
//! * [`kinds`]: what holds for the other kinds of leave;
//! * [`survey`]: mean days, shares, forecasts.

pub mod counting;
pub mod entitlement;
pub mod kinds;
pub mod ledger;
pub mod policy;
pub mod survey;
pub mod years;

pub use policy::{Duty, Fractions, Order, Policy, Smallest, YearStart};
