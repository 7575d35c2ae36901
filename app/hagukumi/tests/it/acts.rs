//! Everything that is written into the journal is in the list to choose from and has words.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use words::{Language, Text};

fn keys(act: &str) -> [String; 2] {
    let (area, rest) = act.split_once('.').unwrap_or((act, ""));
    [
        format!("portal-act-{}", act.replace('.', "-")),
        format!("{area}-act-{}", rest.replace('.', "-")),
    ]
}

#[test]
fn every_act_and_its_area_have_words_in_both_languages() {
    let registry = hagukumi::registry();
    let words = registry.words().unwrap();
    let mut missing = BTreeSet::new();
    for language in Language::ALL {
        let text = Text::new(words.clone(), language);
        for act in registry.acts() {
            let area = act.split('.').next().unwrap_or_default();
            let of_area = [
                format!("portal-act-area-{area}"),
                format!("{area}-act-area"),
            ];
            if !of_area.iter().any(|key| text.has(key)) {
                missing.insert(format!("{area}-act-area"));
            }
            if !keys(act).iter().any(|key| text.has(key)) {
                missing.insert(keys(act)[1].clone());
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !["tests", "examples", "target"].contains(&name.as_str()) {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// A text that is given to the journal: `act: "plan.corrected"`, `Act::Created => "accounts.created"`, or the
/// like. Names of figures and scopes look the same and stand elsewhere; tests make up their own.
fn acts_in(source: &str) -> impl Iterator<Item = &str> {
    let program = source.split("#[cfg(test)]").next().unwrap_or_default();
    program.lines().filter_map(|line| {
        let line = line.trim();
        if line.starts_with("Scope::") {
            return None;
        }
        let given = ["act: \"", "=> \"", "let act = \""]
            .iter()
            .find_map(|start| line.split_once(start))?
            .1;
        let text = given.split('"').next()?;
        let plain = text.contains('.')
            && text
                .chars()
                .all(|c| c.is_ascii_lowercase() || ".-".contains(c));
        plain.then_some(text)
    })
}

#[test]
fn every_act_that_the_program_writes_can_be_chosen() {
    let acts = hagukumi::registry().acts();
    let areas: BTreeSet<&str> = acts
        .iter()
        .filter_map(|act| act.split('.').next())
        .collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    let folders = ["spine", "app", "plan", "initiatives"].map(|folder| root.join(folder));
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        sources(folder, &mut files);
    }
    let (mut seen, mut unknown) = (0, BTreeSet::new());
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        for act in acts_in(&source) {
            let area = act.split('.').next().unwrap_or_default();
            if areas.contains(area) {
                seen += 1;
                if !acts.contains(&act) {
                    unknown.insert(act.to_owned());
                }
            }
        }
    }
    assert!(seen > 40, "{seen}");
    assert!(
        unknown.is_empty(),
        "give each its place in the acts of its module, and words: {unknown:#?}"
    );
}
