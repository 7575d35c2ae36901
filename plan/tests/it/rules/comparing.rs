//! Two plans side by side.

use super::programs::{ending, next};
use crate::office::samples;
use plan::document::{OriginKind, PlanDocument};
use plan::rules::{draft_next, side_by_side};

#[test]
fn merged_programs_stand_beside_the_one_they_went_into() {
    let document = ending();
    let drafted = draft_next(&document, &next(&document));
    let pairs = side_by_side(&document, &drafted);
    let named = |of: &PlanDocument, place: Option<usize>| {
        place
            .map(|place| of.programs[place].key.clone())
            .unwrap_or_default()
    };
    let programs: Vec<(String, String, Option<OriginKind>)> = pairs
        .iter()
        .flat_map(|pair| &pair.programs)
        .map(|pair| {
            (
                named(&document, pair.left),
                named(&drafted, pair.right),
                pair.how,
            )
        })
        .collect();
    let row = |left: &str, right: &str, how| (left.to_owned(), right.to_owned(), how);
    assert_eq!(
        programs,
        [
            row("c", "c", None),
            row("a", "c", Some(OriginKind::Merged)),
            row("b", "c", Some(OriginKind::Merged)),
            row("d", "", None),
        ]
    );
    assert!(
        pairs.iter().all(|pair| pair.left == pair.right),
        "the tree stayed"
    );
}

#[test]
fn cities_are_compared_by_capability() {
    let [kiyose, midorino, _] = samples();
    let pairs = side_by_side(&kiyose, &midorino);
    for pair in &pairs {
        if let (Some(left), Some(right)) = (pair.left, pair.right) {
            let (left, right) = (&kiyose.nodes[left], &midorino.nodes[right]);
            if left.capability.is_some() && right.capability.is_some() {
                assert_eq!(left.capability, right.capability);
            }
        }
    }
    let count = |side: fn(&plan::rules::NodePair) -> Option<usize>| {
        pairs
            .iter()
            .filter_map(side)
            .collect::<std::collections::BTreeSet<_>>()
            .len()
    };
    assert_eq!(
        count(|pair| pair.left),
        kiyose.nodes.len(),
        "no node is lost"
    );
    assert_eq!(count(|pair| pair.right), midorino.nodes.len());
}
