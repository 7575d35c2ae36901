//! The glossary says what the doc comments say.

use crate::finding::Finding;
use crate::glossary;
use crate::project::Project;
use anyhow::Result;

pub fn check(project: &Project) -> Result<Vec<Finding>> {
    let written = if project.files().any(|file| file == glossary::FILE) {
        project.text(glossary::FILE)?.unwrap_or_default()
    } else {
        String::new()
    };
    if written == glossary::text(project)? {
        return Ok(Vec::new());
    }
    Ok(vec![Finding::new(
        glossary::FILE,
        0,
        "is out of date; run `cargo xtask glossary`",
    )])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::made_of;

    #[test]
    fn a_glossary_is_out_of_date_until_it_is_written() {
        let source = "/// 計画: what a city means to do.\npub struct Plan;\n";
        let (keep, project) = made_of(&[("plan/src/lib.rs", source)]);
        assert_eq!(check(&project).expect("readable").len(), 1);
        glossary::write(&project).expect("written");
        let project = Project::read(keep.path()).expect("a project");
        assert_eq!(check(&project).expect("readable"), []);
        let text = project
            .text(glossary::FILE)
            .expect("readable")
            .expect("text");
        assert!(
            text.contains("| 計画 | `plan::Plan` | what a city means to do. |"),
            "{text}"
        );
    }
}
