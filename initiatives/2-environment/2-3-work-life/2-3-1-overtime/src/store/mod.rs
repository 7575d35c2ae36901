//! Overtime in the database.

pub mod imports;
pub mod keeping;
pub mod months;
pub mod orders;
pub mod places;
pub mod records;

use ::store::{Schema, Tx, sqlx};
use anyhow::Result;

/// The tables of this crate.
pub const SCHEMA: Schema = Schema {
    module: "overtime",
    block: 22,
    files: &[(
        1,
        "overtime",
        include_str!("../../schema/0001_overtime.sql"),
    )],
    large: &[
        "overtime_records",
        "overtime_months",
        "overtime_explanations",
        "overtime_orders",
    ],
};

/// Rows in one INSERT: the widest row has 19 values, and SQLite takes at most 32,766 in a statement.
pub(crate) const ROWS_AT_ONCE: usize = 1000;

/// A list of ids as a query takes it.
pub(crate) fn list(ids: impl IntoIterator<Item = i64>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
    format!("[{}]", ids.join(","))
}

const TOUCH: &str = "
    INSERT INTO overtime_stamp (id, changes) VALUES (1, 1)
    ON CONFLICT (id) DO UPDATE SET changes = overtime_stamp.changes + 1";

/// Says that something has changed from which limits are computed.
pub(crate) async fn touch(tx: &mut Tx) -> Result<()> {
    ::store::write!(tx, |connection| {
        sqlx::query(TOUCH).execute(connection).await.map(|_| ())
    })?;
    Ok(())
}

/// The queries of this crate by name.
pub const QUERIES: &[(&str, &str)] = &joined();

const PARTS: [&[(&str, &str)]; 7] = [
    &[("overtime::touch", TOUCH)],
    records::QUERIES,
    months::QUERIES,
    places::QUERIES,
    keeping::QUERIES,
    orders::QUERIES,
    imports::QUERIES,
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
