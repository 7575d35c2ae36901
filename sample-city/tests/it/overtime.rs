//! What the plan printed about overtime is what the records add up to.

use ::overtime::{CHRONIC, MEAN_HOURS, NO_OVERTIME_DAY, OVER_LIMIT};
use calendar::FiscalYear;
use figures::{Asked, Figure};
use sample_city::build;
use store::testing::databases;
use store::{Clock, Db, Ids};

async fn counted(db: &Db, figure: Figure, year: i16, clock: &Clock) -> Option<String> {
    let asked = Asked {
        year: FiscalYear(year),
        on: clock.today(),
    };
    let counted = (figure.count)(db, asked).await.unwrap();
    counted.map(|counted| counted.amount.to_string())
}

#[tokio::test]
async fn the_published_reductions_are_computed_from_the_records() {
    for test in databases(&crate::schemas()).await.unwrap() {
        let clock = Clock::standing_at("2026-11-22T10:00:00+09:00".parse().unwrap());
        let ids = Ids::new(clock.clone(), 1);
        build(&test.db, &ids, &clock, 150, &mut |_| {})
            .await
            .unwrap();
        let expected = [
            (2015, None),
            (2016, Some("5.0")),
            (2017, Some("10.0")),
            (2018, Some("21.0")),
            (2019, Some("6.0")),
            (2020, Some("15.0")),
            (2021, Some("12.0")),
            (2026, None),
        ];
        for (year, reduction) in expected {
            let found = counted(&test.db, CHRONIC, year, &clock).await;
            assert_eq!(found.as_deref(), reduction, "{} {year}", test.kind);
        }
        for figure in [MEAN_HOURS, OVER_LIMIT, NO_OVERTIME_DAY] {
            assert!(
                counted(&test.db, figure, 2026, &clock).await.is_some(),
                "{}",
                figure.key
            );
        }
        assert_eq!(counted(&test.db, NO_OVERTIME_DAY, 2020, &clock).await, None);
    }
}
