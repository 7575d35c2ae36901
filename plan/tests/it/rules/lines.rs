//! Cells put into a line of years.

use super::programs::cell;
use calendar::FiscalYear;
use plan::rules::cells;
use proptest::prelude::*;

proptest! {
    // Documents are large; a hundred of each are drawn in seconds.
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_cell_put_into_a_line_stands_alone_under_its_years(
        lengths in proptest::collection::vec((0_i16..3, 1_i16..4), 0..5),
        from in 2000_i16..2020,
        length in 0_i16..5,
    ) {
        let mut line = Vec::new();
        let mut next = 2000;
        for (index, (gap, length)) in lengths.into_iter().enumerate() {
            let from = next + gap;
            line.push(cell(from, from + length - 1, &format!("c{index}"), None));
            next = from + length;
        }
        let new = cell(from, from + length, "new", None);
        let placed = cells::placed(&line, new.clone());
        for year in (1999..2030).map(FiscalYear) {
            let before = cells::under(&line, year).map(|cell| cell.text.as_str());
            let now = cells::under(&placed, year).map(|cell| cell.text.as_str());
            let expected = if new.years.contains(year) { Some("new") } else { before };
            prop_assert_eq!(now, expected);
        }
        let apart = placed.windows(2).all(|pair| pair[0].years.to < pair[1].years.from);
        prop_assert!(apart, "in order and apart: {placed:?}");
    }
}
