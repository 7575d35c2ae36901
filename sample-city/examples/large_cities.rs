//! How long cities of several sizes take to make up and to write: `cargo run --release -p sample-city
//! --example large_cities -- 750 5000 50000`. With `TEST_POSTGRES_URL` it also writes to PostgreSQL.

use anyhow::Result;
use calendar::Date;
use people::{Page, Whom};
use sample_city::staff::{organisation, write};
use std::time::Instant;
use store::testing::databases;
use store::{Clock, Ids};

const TODAY: Date = Date::constant(2026, 11, 22);

#[tokio::main]
async fn main() -> Result<()> {
    let mut sizes: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|size| size.parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes = vec![750, 5_000, 50_000];
    }
    for size in sizes {
        let start = Instant::now();
        let city = organisation(7, size)?;
        println!(
            "{size}: {} units, {} employees, {} appointments made up in {:.2?}",
            city.units.len(),
            city.employees.len(),
            city.appointments.len(),
            start.elapsed()
        );
        for test in databases(&[journal::SCHEMA, people::SCHEMA]).await? {
            let start = Instant::now();
            let mut tx = test.db.begin().await?;
            write(&mut tx, &Ids::new(Clock::system(), 1), &city).await?;
            tx.commit().await?;
            println!(
                "{size}: written to {} in {:.2?}",
                test.kind,
                start.elapsed()
            );
            let page = Page {
                offset: 0,
                limit: 50,
            };
            let first = Instant::now();
            people::search(&test.db, "あさ", Whom::InService, TODAY, page).await?;
            let search = first.elapsed();
            let first = Instant::now();
            people::headcount(&test.db, TODAY).await?;
            let headcount = first.elapsed();
            let first = Instant::now();
            people::units_on(&test.db, TODAY).await?;
            println!(
                "{size}: {} search {search:.2?}, headcount {headcount:.2?}, tree {:.2?}",
                test.kind,
                first.elapsed()
            );
        }
    }
    Ok(())
}
