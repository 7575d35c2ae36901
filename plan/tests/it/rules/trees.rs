//! Nodes moved and numbered.

use crate::office::samples;
use plan::rules::tree::{Way, depth, depth_first, moved, numbered};
use proptest::prelude::*;

proptest! {
    // Documents are large; a hundred of each are drawn in seconds.
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_moved_up_and_down_again_stands_where_it_stood(
        document in crate::generator::document(),
        place in any::<proptest::sample::Index>(),
    ) {
        let nodes = &document.nodes;
        prop_assume!(!nodes.is_empty());
        let place = place.index(nodes.len());
        if let Some(order) = moved(nodes, place, Way::Up) {
            prop_assert_ne!(&order, &depth_first(nodes));
            let mut all = order.clone();
            all.sort_unstable();
            prop_assert_eq!(all, (0..nodes.len()).collect::<Vec<_>>());
            let depths: Vec<usize> = order.iter().map(|p| depth(&nodes[*p].path)).collect();
            let paths = numbered(&document.levels, &depths);
            let mut again = Vec::new();
            for (place, path) in order.iter().zip(paths) {
                again.push(plan::document::Node { path, ..nodes[*place].clone() });
            }
            let at = order.iter().position(|other| *other == place).unwrap();
            let back: Vec<usize> =
                moved(&again, at, Way::Down).unwrap().into_iter().map(|p| order[p]).collect();
            prop_assert_eq!(back, depth_first(nodes));
        }
    }

    #[test]
    fn numbering_gives_a_sound_document_its_own_numbers(document in crate::generator::document()) {
        let depths: Vec<usize> = document.nodes.iter().map(|node| depth(&node.path)).collect();
        let paths: Vec<String> = document.nodes.iter().map(|node| node.path.clone()).collect();
        prop_assert_eq!(numbered(&document.levels, &depths), paths);
    }
}

#[test]
fn samples_are_numbered_as_their_levels_say() {
    for document in samples() {
        let depths: Vec<usize> = document
            .nodes
            .iter()
            .map(|node| depth(&node.path))
            .collect();
        let paths: Vec<String> = document
            .nodes
            .iter()
            .map(|node| node.path.clone())
            .collect();
        assert_eq!(
            numbered(&document.levels, &depths),
            paths,
            "{}",
            document.code
        );
    }
}
