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
    let text = project.text(DRAWING)?.context("ARCHITECTURE.md is not text")?;
    let drawn = drawn(&text);
    if drawn.is_empty() {
        findings.push(Finding::new(DRAWING, 0, "has no block with the folder tree"));
    }
    for (path, line) in &drawn {
        if !project.has_folder(path) {
            findings.push(Finding::new(DRAWING, *line, format!("there is no folder {path}/")));
        }
    }
    for path in &crates {
        if !drawn.iter().any(|(drawn, _)| drawn == path) {
            findings.push(Finding::new(DRAWING, 0, format!("the crate {path}/ is not in the tree")));
        }
    }
    Ok(findings)
}

/// The folders of the workspace's members.
fn crates(project: &Project) -> Result<BTreeSet<String>> {
    let text = project.text("Cargo.toml")?.context("Cargo.toml is not text")?;
    let manifest: toml::Table = toml::from_str(&text).context("reading Cargo.toml")?;
    let members = manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("members"))
        .and_then(toml::Value::as_array)
        .context("Cargo.toml names no members")?;
    Ok(members.iter().filter_map(|member| member.as_str()).map(str::to_owned).collect())
}

/// The folders of the first block that draws a tree, with their lines.
fn drawn(text: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut inside = false;
    // Folders above the current line, each with the column of its branch.
    let mut above: Vec<(usize, String)> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            if inside && !found.is_empty() {
                break;
            }
            inside = !inside;
            continue;
        }
        let Some((column, rest)) = line
            .chars()
            .position(|sign| matches!(sign, '├' | '└'))
            .filter(|_| inside)
            .and_then(|column| Some((column, line.split_once(['├', '└'])?.1)))
        else {
            continue;
        };
        above.retain(|(branch, _)| *branch < column);
        let parent = above.last().map_or("", |(_, path)| path).to_owned();
        let mut first: Option<String> = None;
        for name in rest.trim_start_matches('─').split_whitespace() {
            let Some(name) = name.strip_suffix('/') else { break };
            // More folders on the same line lie inside the first one.
            let path = match first.as_deref().unwrap_or(&parent) {
                "" => name.to_owned(),
                parent => format!("{parent}/{name}"),
            };
            found.push((path.clone(), at + 1));
            if first.is_none() {
                above.push((column, path.clone()));
                first = Some(path);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::made_of;

    const TREE: &str = "# A\n\n```\nhagukumi/\n├─ README.md\n├─ spine/      what/ every one stands on\n│  ├─ a/       x\n│  └─ b/\n└─ plan/\n```\n";
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
    fn several_folders_on_a_line_lie_in_the_first() {
        let text = "```\nx/\n├─ 1-systems/   ways\n│  └─ 1-1/    1-1-1/   1-1-2/\n```\n";
        let paths: Vec<String> = drawn(text).into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["1-systems", "1-systems/1-1", "1-systems/1-1/1-1-1", "1-systems/1-1/1-1-2"]);
    }

    #[test]
    fn a_folder_that_is_not_there_is_found() {
        let tree = TREE.replace("└─ plan/", "├─ plan/\n└─ engines/");
        assert_eq!(found(&tree, &[]), ["ARCHITECTURE.md:10: there is no folder engines/"]);
    }

    #[test]
    fn a_crate_that_is_not_drawn_is_found() {
        let tree = TREE.replace("│  └─ b/\n", "");
        assert_eq!(found(&tree, &[]), ["ARCHITECTURE.md: the crate spine/b/ is not in the tree"]);
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
