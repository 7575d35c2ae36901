//! What has changed from one document to another.

use crate::office::samples;
use plan::rules::changes::{Change, Field, changes};
use proptest::prelude::*;

proptest! {
    // Documents are large; a hundred of each are drawn in seconds.
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_document_does_not_differ_from_itself_and_differs_from_nothing_by_everything(
        document in crate::generator::document(),
    ) {
        prop_assert!(changes(Some(&document), &document).is_empty());
        let all = changes(None, &document);
        prop_assert_eq!(all.count(Change::Added), document.programs.len());
    }
}

#[test]
fn a_difference_is_told_with_both_texts() {
    let [_, old, _] = samples();
    let mut new = old.clone();
    new.title = "新しい表題".to_owned();
    let at = new
        .programs
        .iter()
        .position(|p| !p.actual.is_empty())
        .unwrap();
    new.programs[at].actual[0].text = "中止".to_owned();
    let gone = new.programs.pop().unwrap();
    let diff = changes(Some(&old), &new);
    assert_eq!(diff.cover.len(), 1);
    assert_eq!(
        (diff.cover[0].field, diff.cover[0].after.as_str()),
        (Field::Title, "新しい表題")
    );
    let changed: Vec<_> = diff
        .programs
        .iter()
        .filter(|change| change.change == Change::Changed)
        .collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].key, new.programs[at].key);
    let detail = &changed[0].details[0];
    assert_eq!(
        (detail.field, detail.years),
        (Field::Actual, Some(new.programs[at].actual[0].years))
    );
    assert!(detail.after.starts_with("中止"), "{}", detail.after);
    assert_ne!(detail.before, detail.after);
    let removed: Vec<_> = diff
        .programs
        .iter()
        .filter(|change| change.change == Change::Removed)
        .collect();
    assert_eq!(
        (removed.len(), removed[0].key.as_str()),
        (1, gone.key.as_str())
    );
    assert!(
        diff.nodes
            .iter()
            .all(|node| node.change == Change::Unchanged)
    );
}
