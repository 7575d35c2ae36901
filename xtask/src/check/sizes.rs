//! A source file has one purpose; one that needs more than this many lines has several.

use crate::finding::Finding;
use crate::project::Project;
use anyhow::Result;

const MOST_LINES: usize = 600;

pub fn check(project: &Project) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in project.ending(&[".rs", ".js", ".html", ".sql", ".sh"]) {
        let Some(text) = project.text(file)? else {
            continue;
        };
        let lines = text.lines().count();
        if lines > MOST_LINES {
            let what =
                format!("has {lines} lines; make it a folder of files with one purpose each");
            findings.push(Finding::new(file, 0, what));
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::made_of;

    #[test]
    fn a_file_of_600_lines_is_fine_and_one_of_601_is_not() {
        let (most, more) = ("x\n".repeat(600), "x\n".repeat(601));
        let (_keep, project) = made_of(&[("a.rs", &most), ("b.rs", &more), ("c.txt", &more)]);
        let found = check(&project).expect("readable");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].file, "b.rs");
    }
}
