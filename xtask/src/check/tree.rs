//! ARCHITECTURE.md draws the folders that there are, and every crate stands in the drawing.

use crate::finding::Finding;
use crate::project::{Project, folder};
use anyhow::{Context, Result};
use std::collections::BTreeSet;

const DRAWING: &str = "ARCHITECTURE.md";

pub fn check(project: &Project) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let crates = crates(project)?;
    for file in project.files().filter(|file| file.ends_with("/Cargo.toml")) {
        if !crates.contains(folder(file)) {
            findings.push(Finding::new(file, 0, "is not a member of the workspace"));
        }
    }
    if !project.files().any(|file| file == DRAWING) {
        findings.push(Finding::new(DRAWING, 0, "is missing"));
        return Ok(findings);
    }
    let text = project
        .text(DRAWING)?
        .context("ARCHITECTURE.md is not text")?;
    let drawn = drawn(&text);
    if drawn.is_empty() {
        findings.push(Finding::new(
            DRAWING,
            0,
            "has no block ```tree with the folders",
        ));
    }
    for (path, line) in &drawn {
        if !project.has_folder(path) {
            findings.push(Finding::new(
                DRAWING,
                *line,
                format!("there is no folder {path}/"),
            ));
        }
    }
    for path in &crates {
        if !drawn.iter().any(|(drawn, _)| drawn == path) {
            findings.push(Finding::new(
                DRAWING,
                0,
                format!("the crate {path}/ is not in the tree"),
            ));
        }
    }
    Ok(findings)
}

/// The folders of the workspace's members.
fn crates(project: &Project) -> Result<BTreeSet<String>> {
    let text = project
        .text("Cargo.toml")?
        .context("Cargo.toml is not text")?;
    let manifest: toml::Table = toml::from_str(&text).context("reading Cargo.toml")?;
    let members = manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("members"))
        .and_then(toml::Value::as_array)
        .context("Cargo.toml names no members")?;
    Ok(members
        .iter()
        .filter_map(|member| member.as_str())
        .map(str::to_owned)
        .collect())
}

/// The folders named at the beginning of the lines of the block ```` ```tree ````, with their lines.
fn drawn(text: &str) -> Vec<(String, usize)> {
    let start = text
        .lines()
        .take_while(|line| line.trim() != "```tree")
        .count()
        + 1;
    text.lines()
        .enumerate()
        .skip(start)
        .take_while(|(_, line)| !line.starts_with("```"))
        .filter_map(|(at, line)| {
            let path = line.split_whitespace().next()?;
            Some((path.trim_end_matches('/').to_owned(), at + 1))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::made_of;

    const TREE: &str = "# A\n\n```tree\nspine/a   what every one stands on\nspine/b/\n\nplan      the plan\n```\n\nother\n";
    const CARGO: &str = "[workspace]\nmembers = [\"spine/a\", \"spine/b\", \"plan\"]\n";

    fn found(tree: &str, extra: &[(&str, &str)]) -> Vec<String> {
        let mut files = vec![
            ("ARCHITECTURE.md", tree),
            ("Cargo.toml", CARGO),
            ("spine/a/Cargo.toml", ""),
            ("spine/b/Cargo.toml", ""),
            ("plan/Cargo.toml", ""),
        ];
        files.extend_from_slice(extra);
        let (_keep, project) = made_of(&files);
        check(&project)
            .expect("a readable project")
            .iter()
            .map(std::string::ToString::to_string)
            .collect()
    }

    #[test]
    fn a_tree_that_draws_the_folders_is_fine() {
        assert_eq!(found(TREE, &[]), Vec::<String>::new());
    }

    #[test]
    fn a_folder_that_is_not_there_is_found() {
        let tree = TREE.replace("plan  ", "engines/placement  x\nplan  ");
        assert_eq!(
            found(&tree, &[]),
            ["ARCHITECTURE.md:7: there is no folder engines/placement/"]
        );
    }

    #[test]
    fn a_crate_that_is_not_drawn_is_found() {
        let tree = TREE.replace("spine/b/\n", "");
        assert_eq!(
            found(&tree, &[]),
            ["ARCHITECTURE.md: the crate spine/b/ is not in the tree"]
        );
    }

    #[test]
    fn a_crate_outside_the_workspace_is_found() {
        assert_eq!(
            found(TREE, &[("lost/Cargo.toml", "")]),
            ["lost/Cargo.toml: is not a member of the workspace"]
        );
    }

    #[test]
    fn a_missing_drawing_is_found() {
        assert!(!found("no tree here\n", &[]).is_empty());
    }
}
