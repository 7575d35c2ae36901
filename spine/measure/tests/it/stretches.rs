//! Series are cut where no line may be drawn.

use calendar::FiscalYear;
use measure::{Amount, Point, Quality, segments};
use proptest::prelude::*;

fn point(year: i16, amount: Option<i64>, definition: u32) -> Point {
    Point {
        year: FiscalYear(year),
        amount: amount.map(Amount::whole),
        quality: Quality::Final,
        definition,
    }
}

#[test]
fn lines_stop_at_gaps_at_new_definitions_and_at_missing_years() {
    let series = [
        point(2014, None, 1),
        point(2015, Some(70), 1),
        point(2016, Some(75), 1),
        point(2017, None, 1),
        point(2018, Some(80), 1),
        point(2019, Some(82), 2),
        point(2021, Some(83), 2),
        point(2022, Some(84), 2),
    ];
    let years: Vec<Vec<i16>> = segments(&series)
        .iter()
        .map(|stretch| stretch.iter().map(|p| p.year.0).collect())
        .collect();
    assert_eq!(
        years,
        [vec![2015, 2016], vec![2018], vec![2019], vec![2021, 2022]]
    );
    assert!(segments(&[]).is_empty());
}

proptest! {
    #[test]
    fn every_figure_stands_in_exactly_one_stretch(
        points in proptest::collection::vec((0_i16..3, proptest::option::of(0..9_i64), 0_u32..2), 0..20),
    ) {
        let mut year = 2000;
        let series: Vec<Point> = points
            .into_iter()
            .map(|(step, amount, definition)| {
                year += step.max(1);
                point(year, amount, definition)
            })
            .collect();
        let drawn: Vec<&Point> = segments(&series).into_iter().flatten().collect();
        let figures: Vec<&Point> = series.iter().filter(|p| p.amount.is_some()).collect();
        prop_assert_eq!(drawn, figures);
        for stretch in segments(&series) {
            for pair in stretch.windows(2) {
                prop_assert_eq!(pair[0].year.next(), pair[1].year);
                prop_assert_eq!(pair[0].definition, pair[1].definition);
            }
        }
    }
}
