//! Leave of the sample city: the published means are computed from the ledger, and every ledger is in balance.

use calendar::FiscalYear;
use figures::Asked;
use jiff::Timestamp;
use measure::Quality;
use store::{Clock, Ids};

#[tokio::test]
async fn the_published_mean_days_are_what_the_ledger_adds_up_to() {
    let test = store::testing::sqlite(&crate::schemas()).await.unwrap();
    let clock = Clock::standing_at("2026-11-22T01:00:00Z".parse::<Timestamp>().unwrap());
    let ids = Ids::new(clock.clone(), 1);
    let organisation = sample_city::staff::organisation(sample_city::SEED, 750).unwrap();
    let mut tx = test.db.begin().await.unwrap();
    sample_city::staff::write(&mut tx, &ids, &organisation)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    sample_city::make_leave(&test.db, &ids, &clock, sample_city::SEED, &organisation)
        .await
        .unwrap();

    let figures = paid_leave::initiative().figures;
    let mean = figures
        .iter()
        .find(|one| one.key == "leave.mean_days")
        .unwrap();
    let count = async |year: i16, on| {
        let asked = Asked {
            year: FiscalYear(year),
            on,
        };
        (mean.count)(&test.db, asked).await.unwrap()
    };
    let today = clock.today();
    for (year, days) in [
        (2015, "11.2"),
        (2016, "15"),
        (2017, "12"),
        (2018, "12"),
        (2022, "11.6"),
        (2023, "12.4"),
        (2025, "13.6"),
    ] {
        let counted = count(year, today).await.unwrap();
        assert_eq!(
            (counted.amount.to_string().as_str(), counted.quality),
            (days, Quality::Final),
            "{year}"
        );
    }
    let running = count(2026, today).await.unwrap();
    assert_eq!(
        (running.amount.to_string().as_str(), running.quality),
        ("13.9", Quality::Forecast)
    );
    assert_eq!(count(2014, today).await, None, "before the ledger");

    let below: (i64,) = store::read!(&test.db, |pool| {
        store::sqlx::query_as(
            "SELECT COUNT(*) FROM (SELECT lot_id FROM leave_entries GROUP BY lot_id
                                   HAVING SUM(minutes) < 0) x",
        )
        .fetch_one(pool)
        .await
    })
    .unwrap();
    assert_eq!(below.0, 0, "no lot is below nothing");
    let carried: (i64, i64) = store::read!(&test.db, |pool| {
        store::sqlx::query_as(
            "SELECT CAST(SUM(CASE WHEN act = 'carry-out' THEN -minutes ELSE 0 END) AS BIGINT),
                    CAST(SUM(CASE WHEN act = 'carry-in' AND year_on > '2015-01-01' THEN minutes ELSE 0 END) AS BIGINT)
               FROM leave_entries",
        )
        .fetch_one(pool)
        .await
    })
    .unwrap();
    assert_eq!(carried.0, carried.1, "what is carried out comes in");
}
