//! Leave in the database.

mod calendar;
mod history;
mod ledger;
mod lists;
mod people;
mod requests;
mod runs;
mod taken;

pub(crate) use self::calendar::*;
pub use history::{KnownDay, insert_known_days};
pub(crate) use ledger::*;
pub use ledger::{NewEntry, NewLot, insert_entries, insert_lots};
pub(crate) use lists::*;
pub(crate) use people::*;
pub(crate) use requests::*;
pub(crate) use runs::*;
pub(crate) use taken::*;

use store::Schema;

/// The tables of this crate.
pub(crate) const SCHEMA: Schema = Schema {
    module: "paid-leave",
    block: 21,
    files: &[(1, "leave", include_str!("../../schema/0001_leave.sql"))],
    large: &[
        "leave_accounts",
        "leave_patterns",
        "leave_lots",
        "leave_entries",
        "leave_requests",
        "leave_days",
        "leave_cancellations",
    ],
};

const PARTS: [&[(&str, &str)]; 7] = [
    ledger::QUERIES,
    requests::QUERIES,
    people::QUERIES,
    runs::QUERIES,
    calendar::QUERIES,
    lists::QUERIES,
    taken::QUERIES,
];
const COUNT: usize = {
    let (mut count, mut part) = (0, 0);
    while part < PARTS.len() {
        count += PARTS[part].len();
        part += 1;
    }
    count
};

/// Every query of this crate with a name, for the test that asks both databases how they would run it.
pub(crate) const QUERIES: &[(&str, &str)] = &joined();

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
const ROWS_AT_ONCE: usize = 1500;

/// Numbers as the JSON text that a query takes as one parameter.
pub(crate) fn json_list(ids: impl IntoIterator<Item = i64>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
    format!("[{}]", ids.join(","))
}
