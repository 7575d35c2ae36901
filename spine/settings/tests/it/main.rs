//! Settings on SQLite and, when `TEST_POSTGRES_URL` is set, on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod changing;
mod reading;

use access::{Actor, Allowed, EditSettings};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use settings::{About, Choice, ChoiceOption, Declaration, NewValue, SetFault, Setting, Value, set};
use store::testing::{TestDb, databases};
use store::{Db, Schema};

const SCHEMAS: &[Schema] = &[journal::SCHEMA, settings::SCHEMA];

async fn each_database() -> Vec<TestDb> {
    databases(SCHEMAS).await.unwrap()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Code,
    Section,
}

impl Choice for Order {
    const VALUES: &'static [Order] = &[Order::Code, Order::Section];
    const OPTIONS: &'static [ChoiceOption] = &[
        ChoiceOption {
            code: "code",
            title_key: "t",
        },
        ChoiceOption {
            code: "section",
            title_key: "t",
        },
    ];
}

const fn about(key: &'static str) -> About {
    About {
        key,
        group: "g",
        title_key: "t",
        hint_key: "h",
    }
}

const CITY: Setting<String> = Setting::text(about("city-name"), "みどり野市", 20);
const REMINDER: Setting<i64> = Setting::number(about("reminder-days"), 14, 1, 60);
const ORDER: Setting<Order> = Setting::choice(about("order"), "section");
const OPEN: Setting<bool> = Setting::flag(about("open-data"), false);
const START: Setting<Date> = Setting::day(about("start"), date(2026, 4, 1));
const ALL: &[&Declaration] = &[
    &CITY.declaration,
    &REMINDER.declaration,
    &ORDER.declaration,
    &OPEN.declaration,
    &START.declaration,
];

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

fn administrator() -> Allowed<EditSettings> {
    let mut actor = Actor::operator("緑野 花子");
    actor.account = Some(7);
    Allowed::ask(actor).unwrap()
}

/// Sets a value as somebody who has seen the last version `expected`.
async fn change(
    db: &Db,
    declaration: &Declaration,
    from: Date,
    value: Value,
    expected: i64,
) -> Result<i64, SetFault> {
    let mut tx = db.begin().await?;
    let new = NewValue {
        declaration,
        from,
        value,
        expected,
    };
    let version = set(&mut tx, at(expected), &administrator(), new).await?;
    tx.commit().await?;
    Ok(version)
}
