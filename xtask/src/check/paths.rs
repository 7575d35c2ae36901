//! No file of the project speaks of the machine it was written on.

use crate::finding::Finding;
use crate::project::Project;
use anyhow::Result;

/// Beginnings of paths of one machine, in two halves so that this file holds none.
const MACHINE: [(&str, &str); 6] = [
    ("/wo", "rk/"),
    ("/tm", "p/"),
    ("/ho", "me/"),
    ("/ro", "ot/"),
    ("../sha", "red"),
    ("/Us", "ers/"),
];

pub fn check(project: &Project) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in project.files() {
        let Some(text) = project.text(file)? else {
            continue;
        };
        for (at, line) in text.lines().enumerate() {
            if let Some(start) = machine_path(line) {
                let what = format!("names a place of one machine, {start}…");
                findings.push(Finding::new(file, at + 1, what));
            }
        }
    }
    Ok(findings)
}

fn machine_path(line: &str) -> Option<String> {
    MACHINE
        .iter()
        .map(|(a, b)| format!("{a}{b}"))
        .find(|start| {
            line.match_indices(start.as_str()).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                let after = line[at + start.len()..].chars().next();
                // `docs/work/…` and the route `/home/` are not meant: a path of a machine begins a word
                // and goes on with a name.
                !before.is_some_and(|sign| {
                    sign.is_alphanumeric() || matches!(sign, '/' | '.' | '-' | '_' | '}')
                }) && (start.starts_with('.')
                    || after.is_some_and(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit()))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_one_machine_is_found() {
        for (a, b) in MACHINE {
            assert!(
                machine_path(&format!("see `{a}{b}x.md`")).is_some(),
                "{a}{b}"
            );
        }
    }

    #[test]
    fn paths_of_the_project_and_routes_are_fine() {
        for (a, b) in MACHINE.into_iter().filter(|(a, _)| a.starts_with('/')) {
            for line in [
                format!("docs{a}{b}a.md"),
                format!("https://example.jp{a}{b}a"),
                format!("`{a}{b}`"),
            ] {
                assert_eq!(machine_path(&line), None, "{line}");
            }
        }
        assert_eq!(
            machine_path(&format!("a/{}{}-words", "../sha", "red")),
            None
        );
        assert_eq!(machine_path("<a href=\"/home\">"), None);
    }
}
