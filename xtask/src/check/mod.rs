//! What the compiler cannot see: words, templates, the folder tree, links, licences.

mod glossary;
mod licences;
mod links;
mod paths;
mod sizes;
mod templates;
mod tokens;
mod tree;
mod uses;
mod vendored;
mod visits;
mod words;

use crate::finding::Finding;
use crate::project::Project;
use anyhow::{Context, Result, bail};

/// A check: its name and what it finds.
type Check = (&'static str, fn(&Project) -> Result<Vec<Finding>>);

const CHECKS: [Check; 10] = [
    ("words", words::check),
    ("templates", templates::check),
    ("visits", visits::check),
    ("tree", tree::check),
    ("links", links::check),
    ("glossary", glossary::check),
    ("vendored", vendored::check),
    ("sizes", sizes::check),
    ("paths", paths::check),
    ("licences", licences::check),
];

/// Runs the named checks, or all; whether nothing was found.
pub fn run(project: &Project, names: &[String]) -> Result<bool> {
    if let Some(unknown) = names
        .iter()
        .find(|name| CHECKS.iter().all(|(known, _)| known != name))
    {
        let known: Vec<&str> = CHECKS.iter().map(|(name, _)| *name).collect();
        bail!(
            "there is no check `{unknown}`; the checks are {}",
            known.join(", ")
        );
    }
    let mut clean = true;
    for (name, check) in CHECKS {
        if !names.is_empty() && !names.iter().any(|wanted| wanted == name) {
            continue;
        }
        let mut findings = check(project).with_context(|| format!("the check `{name}`"))?;
        findings.sort();
        match findings.len() {
            0 => println!("{name}: nothing to put right"),
            count => println!("{name}: {count} to put right"),
        }
        for finding in &findings {
            println!("  {finding}");
        }
        clean &= findings.is_empty();
    }
    Ok(clean)
}

/// Whether the file holds tests only.
fn is_test(file: &str) -> bool {
    file.starts_with("e2e/") || file.contains("/tests/") || file.ends_with("/tests.rs")
}
