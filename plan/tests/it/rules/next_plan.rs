//! The plan that follows a plan.

use super::programs::{ending, next, span};
use crate::office::samples;
use calendar::{FiscalYear, YearSpan};
use plan::document::{OriginKind, Part, Status};
use plan::rules::{NextPlan, draft_next, lacking_reviews};
use plan::validation;
use proptest::prelude::*;

proptest! {
    // Documents are large; a hundred of each are drawn in seconds.
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_next_plan_of_a_sound_plan_is_sound(document in crate::generator::document()) {
        let first = document.plan_years.to.next();
        let next = NextPlan {
            code: "next-plan".to_owned(),
            title: "次の計画".to_owned(),
            years: YearSpan::new(first, FiscalYear(first.0 + 2)).unwrap(),
            review: None,
            carry_texts: true,
        };
        let drafted = draft_next(&document, &next);
        prop_assert_eq!(validation::check(&drafted), Vec::new());
        let old = document.programs.iter().filter(|p| p.part == Part::Plan).count();
        let reviewed = drafted.programs.iter().filter(|p| p.part == Part::Review).count();
        prop_assert_eq!(reviewed, old);
    }
}

#[test]
fn the_next_plan_carries_on_what_goes_on_and_closes_what_ended() {
    let document = ending();
    let drafted = draft_next(&document, &next(&document));
    let keys = |part: Part| {
        let of_part = drafted.programs.iter().filter(|p| p.part == part);
        of_part
            .map(|program| program.key.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(Part::Review), ["a", "b", "c", "d"]);
    assert_eq!(keys(Part::Plan), ["c"]);
    let carried = drafted
        .programs
        .iter()
        .find(|p| p.part == Part::Plan)
        .unwrap();
    assert_eq!(carried.plan.len(), 1);
    assert_eq!(carried.plan[0].years, span(2028, 2030));
    assert_eq!(carried.plan[0].text, "拡充");
    assert_eq!(carried.plan[0].status, Some(Status::Continued));
    let origins: Vec<(&str, OriginKind)> = carried
        .origins
        .iter()
        .map(|o| (o.key.as_str(), o.how))
        .collect();
    assert_eq!(
        origins,
        [("a", OriginKind::Merged), ("b", OriginKind::Merged)]
    );
    assert_eq!(
        carried.measures[0].values,
        document.programs[2].measures[0].values
    );
    assert!(carried.measures[0].targets.is_empty());
    assert_eq!(drafted.review_years, Some(document.plan_years));
    assert_eq!(drafted.previous.as_deref(), Some("midorino-2025"));
    assert_eq!(validation::check(&drafted), Vec::new());
}

#[test]
fn the_next_plan_of_kiyose_looks_back_on_everything_and_keeps_names_and_keys() {
    let [kiyose, ..] = samples();
    let drafted = draft_next(&kiyose, &next(&kiyose));
    assert_eq!(validation::check(&drafted), Vec::new());
    for old in kiyose
        .programs
        .iter()
        .filter(|program| program.part == Part::Plan)
    {
        let reviewed = drafted
            .programs
            .iter()
            .find(|program| program.part == Part::Review && program.key == old.key)
            .unwrap();
        assert_eq!((&reviewed.name, &reviewed.plan), (&old.name, &old.plan));
    }
    let waiting = lacking_reviews(&drafted);
    let looked_back_on = drafted.nodes.iter().filter(|node| {
        drafted
            .programs
            .iter()
            .any(|p| p.part == Part::Review && p.node == node.path)
    });
    assert_eq!(waiting.len(), looked_back_on.count());
}

#[test]
fn a_plan_that_is_followed_early_hands_over_only_the_years_before() {
    let document = ending();
    let early = NextPlan {
        years: span(2026, 2028),
        ..next(&document)
    };
    let drafted = draft_next(&document, &early);
    assert_eq!(drafted.review_years, Some(span(2025, 2025)));
    let b = drafted
        .programs
        .iter()
        .find(|p| p.part == Part::Review && p.key == "b")
        .unwrap();
    assert_eq!(b.plan[0].years, span(2025, 2025));
    assert_eq!(b.actual.len(), 1);
    assert_eq!(validation::check(&drafted), Vec::new());
}
