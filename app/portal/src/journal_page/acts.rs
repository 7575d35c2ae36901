//! The acts that crates write into the journal, with their words.

use screen::form::Choice;
use words::Text;

/// Areas of the product, by the beginning of their acts.
const AREAS: [&str; 3] = ["accounts", "settings", "plan"];

/// Every act of the product, in the order of the list to choose from.
pub(super) const ACTS: [&str; 42] = [
    "accounts.signed-in",
    "accounts.signed-out",
    "accounts.signed-out-everywhere",
    "accounts.session.ended",
    "accounts.locked",
    "accounts.set-up",
    "accounts.created",
    "accounts.role.given",
    "accounts.role.ended",
    "accounts.disabled",
    "accounts.enabled",
    "accounts.password.reset",
    "accounts.password.changed",
    "accounts.language.changed",
    "settings.changed",
    "plan.imported",
    "plan.drafted",
    "plan.state.changed",
    "plan.cover.saved",
    "plan.node.added",
    "plan.node.edited",
    "plan.node.moved",
    "plan.node.removed",
    "plan.program.added",
    "plan.program.edited",
    "plan.program.assigned",
    "plan.program.moved",
    "plan.program.removed",
    "plan.cell.saved",
    "plan.measure.saved",
    "plan.measure.removed",
    "plan.target.saved",
    "plan.result.entered",
    "plan.result.restored",
    "plan.evaluated",
    "plan.review.written",
    "plan.round.opened",
    "plan.round.closed",
    "plan.year.closed",
    "plan.year.reopened",
    "plan.records.looked-at",
    "plan.corrected",
];

/// An act in the reader's words; one that nobody has named yet shows the name it has in the journal.
pub(super) fn words(act: &str, t: &Text) -> String {
    let key = format!("portal-act-{}", act.replace('.', "-"));
    if t.has(&key) {
        t.say(&key).into_owned()
    } else {
        act.to_owned()
    }
}

/// What the journal can be narrowed to: an area, or one act. What the address asks for is among them,
/// also when it is the beginning of an act that nobody would choose.
pub(super) fn choices(t: &Text, asked: &str) -> Vec<Choice> {
    let area = |area: &str| {
        let name = t.say(&format!("portal-act-area-{area}")).into_owned();
        (format!("{area}."), t.say1("portal-act-area", "area", name))
    };
    let act = |act: &&str| ((*act).to_owned(), words(act, t));
    let mut choices: Vec<(String, String)> = Vec::new();
    for each in AREAS {
        let (start, name) = area(each);
        let below: Vec<_> = ACTS
            .iter()
            .filter(|act| act.starts_with(&start))
            .map(act)
            .collect();
        choices.push((start, name));
        choices.extend(below);
    }
    if !asked.is_empty() && choices.iter().all(|(value, _)| value != asked) {
        choices.push((asked.to_owned(), asked.to_owned()));
    }
    choices
        .into_iter()
        .map(|(value, name)| Choice::new(value, name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// Where acts are written: the files that say `journal::record`, by way of a name in quotes.
    const WRITERS: [(&str, &str); 3] = [
        ("accounts.", "../../spine/accounts/src/notes.rs"),
        ("settings.", "../../spine/settings/src/changes.rs"),
        ("plan.", "../../plan/src/acts"),
    ];

    fn sources(path: &Path) -> Vec<String> {
        if path.is_file() {
            return vec![fs::read_to_string(path).unwrap()];
        }
        let files = fs::read_dir(path).unwrap();
        files
            .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
            .collect()
    }

    #[test]
    fn every_act_that_the_program_writes_can_be_chosen() {
        let mut written = BTreeSet::new();
        for (start, path) in WRITERS {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
            for source in sources(&path) {
                let acts = source.split('"').skip(1).step_by(2).filter(|text| {
                    text.strip_prefix(start).is_some_and(|rest| {
                        !rest.is_empty()
                            && rest
                                .chars()
                                .all(|c| c.is_ascii_lowercase() || ".-".contains(c))
                    })
                });
                written.extend(acts.map(str::to_owned));
            }
        }
        assert!(written.len() > 30, "{written:?}");
        // The other way round does not hold: journals keep acts that the program no longer writes.
        let unnamed: Vec<&String> = written
            .iter()
            .filter(|act| !ACTS.contains(&act.as_str()))
            .collect();
        assert!(
            unnamed.is_empty(),
            "give each its line in ACTS and its words: {unnamed:?}"
        );
    }

    #[test]
    fn every_act_has_words_in_both_languages() {
        for words in [
            include_str!("../../words/ja.ftl"),
            include_str!("../../words/en.ftl"),
        ] {
            for act in ACTS {
                let key = format!("\nportal-act-{} = ", act.replace('.', "-"));
                assert!(words.contains(&key), "{act}");
            }
        }
    }
}
