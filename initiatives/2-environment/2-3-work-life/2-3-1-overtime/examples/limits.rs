//! Measures how long all limits of 50,000 people over 12 months take: `cargo run -p overtime --example limits`.

use overtime::rules::limits::{Limits, YearRecord, breaches};
use overtime::rules::places::Regime;
use overtime::rules::standing::{Warnings, standing};

const PEOPLE: i64 = 50_000;

fn main() {
    let (limits, warnings) = (Limits::default(), Warnings::default());
    let on = calendar::Date::constant(2027, 3, 31);
    let records: Vec<YearRecord> = (0..PEOPLE).map(record).collect();
    let begun = std::time::Instant::now();
    let broken: usize = records
        .iter()
        .map(|record| breaches(record, &limits).len())
        .sum();
    let all = begun.elapsed();
    let left: i64 = records
        .iter()
        .filter_map(|record| standing(record, &limits, &warnings, on).left())
        .sum();
    let standings = begun.elapsed().saturating_sub(all);
    println!(
        "{PEOPLE} people × 12 months: {broken} breaches in {} ms; how all stand (left {} h) in {} ms",
        all.as_millis(),
        left / 60,
        standings.as_millis()
    );
}

/// Hours that differ from person to person and from month to month.
fn record(number: i64) -> YearRecord {
    let regime = match number % 10 {
        0 => Regime::Demanding,
        1 => Regime::Outside,
        _ => Regime::Ordinary,
    };
    let mut record = YearRecord::empty(regime);
    for (month, minutes) in (0_i64..).zip(record.counted.iter_mut()) {
        *minutes = (number * 7919 + month * 104_729) % 3600;
    }
    record
}
