//! The records in the database: SQL beside the function that runs it. Reads take `&Db`, writes `&mut Tx`.

mod categories;
mod files;
mod listing;
mod posts;
mod readers;
mod receipts;
mod search;
mod years;

pub(crate) use categories::categories_in;
pub use categories::{categories, insert_first, save_category};
pub(crate) use files::{
    NewFile, attachments, attachments_in, content, file_names, insert_file, remove_file,
};
pub(crate) use listing::{
    BoardLine, OfficeLine, Reach, Wanted, board, board_count, bodies, office, office_count,
};
pub(crate) use posts::{
    change_entry, editions, hold, insert, keep_edition, pin, post, post_in, publish, set_state,
    withdraw,
};
pub(crate) use readers::{
    Viewer, audience_count, audience_count_in, audience_ids, belonged, due, expect, expected,
    is_expected, set_audience,
};
pub(crate) use receipts::{
    Confirming, Receipt, ReceiptsOf, Standings, Which, add_readers, by_unit, confirm, late,
    must_reads, open, reading, receipts, receipts_count, reset_readers, totals, unread,
};
pub(crate) use search::index;
pub(crate) use years::{YearLine, year, year_posts, year_sections};

/// The tables of this crate.
pub const SCHEMA: store::Schema = store::Schema {
    module: "bulletin",
    block: 20,
    files: &[(1, "bulletin", include_str!("../schema/0001_bulletin.sql"))],
    large: &["bulletin_expected", "bulletin_readings", "bulletin_grams"],
};

/// Every query of this crate with a name, for the test that asks both databases how they would run it.
pub const QUERIES: &[(&str, &str)] = &joined();

const PARTS: [&[(&str, &str)]; 9] = [
    crate::sample::QUERIES,
    categories::QUERIES,
    files::QUERIES,
    listing::QUERIES,
    posts::QUERIES,
    readers::QUERIES,
    receipts::QUERIES,
    search::QUERIES,
    years::QUERIES,
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

/// Numbers as the JSON list that a query takes.
pub(crate) fn list(numbers: impl IntoIterator<Item = i64>) -> String {
    let numbers: Vec<String> = numbers.into_iter().map(|one| one.to_string()).collect();
    format!("[{}]", numbers.join(","))
}
