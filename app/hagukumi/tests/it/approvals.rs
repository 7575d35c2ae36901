//! Applications of all crates together.

use std::collections::BTreeSet;
use words::{Language, Text};

#[test]
fn no_two_crates_claim_the_same_kind_of_application() {
    let offers = hagukumi::registry().offers();
    assert_eq!(offers.approvals.claimed_twice(), None);
    assert!(offers.approvals.iter().count() > 0);
}

#[test]
fn every_kind_of_application_long_work_and_notice_has_a_name_of_its_own_and_words() {
    let registry = hagukumi::registry();
    let offers = registry.offers();
    let words = registry.words().unwrap();
    let jobs: Vec<(&str, &str)> = offers.kinds().map(|kind| (kind.name, kind.label)).collect();
    let notices: Vec<(&str, &str)> = offers
        .notices
        .iter()
        .map(|kind| (kind.name, kind.label))
        .collect();
    for kinds in [&jobs, &notices] {
        let names: BTreeSet<&str> = kinds.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), kinds.len(), "{kinds:?}");
    }
    let approvals = offers.approvals.iter().map(|kind| kind.label);
    let labels: Vec<&str> = jobs
        .iter()
        .chain(&notices)
        .map(|(_, label)| *label)
        .chain(approvals)
        .collect();
    for language in Language::ALL {
        let text = Text::new(words.clone(), language);
        let missing: Vec<&&str> = labels.iter().filter(|key| !text.has(key)).collect();
        assert!(missing.is_empty(), "{language:?}: {missing:?}");
    }
}
