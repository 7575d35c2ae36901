//! Links between the project's documents lead somewhere.

use crate::finding::Finding;
use crate::project::{Project, folder};
use anyhow::Result;

pub fn check(project: &Project) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in project.ending(&[".md"]) {
        let Some(text) = project.text(file)? else {
            continue;
        };
        for (line, target) in links(&text) {
            let path = resolved(folder(file), target);
            let there = path.as_deref().is_some_and(|path| {
                path.is_empty() || project.has_folder(path) || project.files().any(|f| f == path)
            });
            if !there {
                findings.push(Finding::new(
                    file,
                    line,
                    format!("the link {target} leads nowhere"),
                ));
            }
        }
    }
    Ok(findings)
}

/// The targets of `[text](target)` that lie inside the project, without their fragments.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut in_code = false;
    for (at, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        for (start, _) in line.match_indices("](") {
            let Some(target) = line[start + 2..].split(')').next() else {
                continue;
            };
            let path = target.split('#').next().unwrap_or(target);
            if !path.is_empty() && !target.contains("://") && !target.starts_with("mailto:") {
                found.push((at + 1, path));
            }
        }
    }
    found
}

/// The path inside the project; `None` when it leads out of it.
fn resolved(from: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.trim_end_matches('/').split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::made_of;

    #[test]
    fn links_to_files_folders_and_other_sites_are_fine() {
        let text = "[a](docs/a.md#part) [b](docs/) [c](https://example.jp/) [d](#here)\n```\n[x](no.md)\n```\n";
        let (_keep, project) = made_of(&[("README.md", text), ("docs/a.md", "[up](../README.md)")]);
        assert_eq!(check(&project).expect("readable"), []);
    }

    #[test]
    fn a_link_that_leads_nowhere_or_outside_is_found() {
        let (_keep, project) = made_of(&[("docs/a.md", "\n[x](b.md) [y](../../out.md)")]);
        let lines: Vec<usize> = check(&project)
            .expect("readable")
            .iter()
            .map(|finding| finding.line)
            .collect();
        assert_eq!(lines, [2, 2]);
    }
}
