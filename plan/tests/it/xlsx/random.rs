//! Random plans through Excel and back, and workbooks spoilt at random.

use super::desk::{Desk, SAMPLE};
use super::{exact, told};
use crate::generator::document;
use exchange::Region;
use plan::document::PlanDocument;
use plan::formats::xlsx::{read, read_with_notes, write};
use proptest::prelude::*;

/// Blanks at the ends of a text, and texts of nothing but blanks, do not survive a spreadsheet.
fn tidied(mut document: PlanDocument) -> PlanDocument {
    let tidy = |text: &mut String| *text = text.trim().to_owned();
    let optional = |text: &mut Option<String>| {
        *text = text
            .take()
            .map(|t| t.trim().to_owned())
            .filter(|t| !t.is_empty());
    };
    for text in [
        &mut document.municipality,
        &mut document.title,
        &mut document.publisher,
        &mut document.source,
    ] {
        tidy(text);
    }
    document.legal_bases.iter_mut().for_each(tidy);
    if let Some(policy) = &mut document.policy {
        tidy(&mut policy.name);
    }
    for level in &mut document.levels {
        tidy(&mut level.name);
        tidy(&mut level.name_en);
    }
    for section in &mut document.introduction {
        tidy(&mut section.heading);
        tidy(&mut section.text);
    }
    for each in &mut document.corrections {
        for text in [
            &mut each.place,
            &mut each.before,
            &mut each.after,
            &mut each.by,
            &mut each.reason,
        ] {
            tidy(text);
        }
    }
    let measure = |measure: &mut plan::document::Measure| {
        tidy(&mut measure.label);
        tidy(&mut measure.unit);
        measure
            .definitions
            .iter_mut()
            .for_each(|definition| tidy(&mut definition.text));
        measure
            .values
            .iter_mut()
            .for_each(|value| optional(&mut value.source));
    };
    for node in &mut document.nodes {
        tidy(&mut node.name);
        tidy(&mut node.outline);
        for text in [
            &mut node.review_name,
            &mut node.chart_name,
            &mut node.review_footnote,
            &mut node.plan_footnote,
            &mut node.review_result,
            &mut node.note,
        ] {
            optional(text);
        }
        node.result_measures.iter_mut().for_each(measure);
    }
    for program in &mut document.programs {
        tidy(&mut program.name);
        optional(&mut program.owner);
        optional(&mut program.note);
        program
            .plan
            .iter_mut()
            .chain(&mut program.actual)
            .for_each(|cell| tidy(&mut cell.text));
        program
            .evaluations
            .iter_mut()
            .for_each(|evaluation| tidy(&mut evaluation.reason));
        program.measures.iter_mut().for_each(measure);
    }
    document
}

/// Whether the levels can be told apart by their names, as columns must be.
fn has_columns(document: &PlanDocument) -> bool {
    let mut names: Vec<String> = document
        .levels
        .iter()
        .map(|level| level.name.split_whitespace().collect())
        .collect();
    names.sort_unstable();
    names.dedup();
    names.len() == document.levels.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_document_survives_excel(document in document()) {
        let document = tidied(document);
        prop_assume!(has_columns(&document) && plan::validation::check(&document).is_empty());
        let bytes = write(&document).unwrap();
        let back = read(&bytes).map_err(|problems| TestCaseError::fail(format!("{:#?}", told(&problems))))?;
        prop_assert_eq!(exact(&back), exact(&document));
        prop_assert_eq!(write(&back).unwrap(), bytes);
    }

    #[test]
    fn a_spoilt_workbook_is_read_or_told_about(
        cut in any::<proptest::sample::Index>(),
        edits in proptest::collection::vec((any::<proptest::sample::Index>(), "[0-9A-Z-]{0,4}|[^{$]{0,6}|令和[0-9]{1,3}年度|\\{[a-z.@:]{0,9}\\}?"), 1..12),
        swap in any::<(proptest::sample::Index, proptest::sample::Index, bool)>(),
        merges in proptest::collection::vec((1_u32..60, 1_u16..12, 0_u32..3, 0_u16..4), 0..2),
    ) {
        let whole = SAMPLE.with(Clone::clone);
        prop_assert!(read(&whole[..cut.index(whole.len())]).is_err());
        let mut desk = Desk::sample();
        let places: Vec<_> = desk.cells.keys().cloned().collect();
        for (at, text) in edits {
            let (sheet, row, column) = &places[at.index(places.len())];
            desk.set(sheet, (*row, *column), &text);
        }
        if swap.2 {
            // Two sheets change their names.
            let (a, b) = (swap.0.index(desk.names.len()), swap.1.index(desk.names.len()));
            let (first, second) = (desk.names[a].clone(), desk.names[b].clone());
            let renamed = |name: &str| if name == first { second.clone() } else if name == second { first.clone() } else { name.to_owned() };
            let cells = std::mem::take(&mut desk.cells);
            desk.cells = cells.into_iter().map(|((n, r, c), v)| ((renamed(&n), r, c), v)).collect();
            desk.merged.clear();
        }
        for (row, column, down, right) in merges {
            desk.merged.retain(|(sheet, _)| sheet != "実施計画");
            if down + u32::from(right) > 0 {
                let region = Region { top: row, left: column, bottom: row + down, right: column + right };
                desk.merged = vec![("実施計画".to_owned(), region)];
            }
        }
        match read_with_notes(&desk.save()) {
            Ok(reading) => {
                prop_assert!(plan::validation::check(&reading.document).is_empty());
                told(&reading.notes);
                let again = read(&write(&reading.document).unwrap());
                prop_assert_eq!(again.map(|d| exact(&d)), Ok(exact(&reading.document)));
            }
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                told(&problems);
            }
        }
    }
}
