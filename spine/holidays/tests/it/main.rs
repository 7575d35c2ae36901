//! Public holidays on SQLite and, when `TEST_POSTGRES_URL` is set, on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod keeping;
mod lists;
mod queries;

use access::{Actor, Allowed, EditHolidays, EditSettings};
use holidays::{HolidayFault, Listed, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use settings::{Declaration, NewValue, Value};
use store::Db;
use store::Schema;
use store::testing::{TestDb, databases};
use words::{Language, Text, Words};

const SCHEMAS: &[Schema] = &[journal::SCHEMA, settings::SCHEMA, holidays::SCHEMA];

async fn cities() -> Vec<TestDb> {
    databases(SCHEMAS).await.unwrap()
}

fn at() -> Timestamp {
    "2026-11-22T01:00:00Z".parse().unwrap()
}

fn keeper() -> Allowed<EditHolidays> {
    let mut actor = Actor::operator("緑野 花子");
    actor.account = Some(7);
    Allowed::ask(actor).unwrap()
}

fn text() -> Text {
    let words = Words::new(&[holidays::WORDS]).unwrap();
    Text::new(std::sync::Arc::new(words), Language::Japanese)
}

/// The list of the law for some years, as the Cabinet Office would publish it.
fn list_of(years: std::ops::RangeInclusive<i16>) -> Vec<Listed> {
    years
        .flat_map(calendar::national_holidays)
        .map(|one| Listed {
            day: one.day,
            name: one.name.to_owned(),
        })
        .collect()
}

fn refusal<T: std::fmt::Debug>(result: Result<T, HolidayFault>) -> Refusal {
    match result {
        Err(HolidayFault::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

async fn set(db: &Db, declaration: &Declaration, from: Date, value: i64) {
    let history = settings::history(db, declaration).await.unwrap();
    let new = NewValue {
        declaration,
        from,
        value: Value::Number(value),
        expected: history.first().map_or(0, |last| last.version),
    };
    let allowed: Allowed<EditSettings> = Allowed::ask(Actor::operator("test")).unwrap();
    let mut tx = db.begin().await.unwrap();
    settings::set(&mut tx, at(), &allowed, new).await.unwrap();
    tx.commit().await.unwrap();
}

async fn journal_of(db: &Db) -> Vec<(String, String, String)> {
    let page = journal::page(db, &journal::Filter::default(), None, 50).await;
    let lines = page.unwrap().lines.into_iter();
    lines
        .map(|line| (line.act, line.subject, line.detail))
        .collect()
}
