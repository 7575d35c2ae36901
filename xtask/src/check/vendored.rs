//! Files made by others (fonts, style tokens, icons) are the ones that were reviewed.
//!
//! A `vendor.sha256` in the folder lists them as `sha256sum` does, and THIRD-PARTY.md names each with
//! its licence.

use crate::finding::Finding;
use crate::project::{Project, folder};
use anyhow::Result;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

const LIST: &str = "vendor.sha256";
const NOTICES: &str = "THIRD-PARTY.md";
/// Folders whose every file is made by others.
const FOLDERS: [&str; 2] = ["vendor", "fonts"];

pub fn check(project: &Project) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut listed = BTreeSet::new();
    let notices = if project.files().any(|file| file == NOTICES) {
        project.text(NOTICES)?.unwrap_or_default()
    } else {
        String::new()
    };
    for list in project
        .files()
        .filter(|file| file.rsplit('/').next() == Some(LIST))
    {
        let Some(text) = project.text(list)? else {
            continue;
        };
        for (at, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
        {
            let Some((sum, name)) = line.split_once(char::is_whitespace) else {
                findings.push(Finding::new(list, at + 1, "is not a line of sha256sum"));
                continue;
            };
            let name = name.trim_start_matches([' ', '*']);
            let file = match folder(list) {
                "" => name.to_owned(),
                folder => format!("{folder}/{name}"),
            };
            if let Some(what) = wrong(project, &file, sum)? {
                findings.push(Finding::new(list, at + 1, what));
            }
            if !is_licence(name) && !notices.contains(name) {
                findings.push(Finding::new(NOTICES, 0, format!("does not name {file}")));
            }
            listed.insert(file);
        }
    }
    for file in project.files() {
        let foreign = folder(file).split('/').any(|part| FOLDERS.contains(&part));
        let ours = file.ends_with(LIST) || file.ends_with("/README.md");
        if foreign && !ours && !listed.contains(file) {
            findings.push(Finding::new(
                file,
                0,
                format!("is in no {LIST}; add it by sha256sum"),
            ));
        }
    }
    Ok(findings)
}

fn wrong(project: &Project, file: &str, sum: &str) -> Result<Option<String>> {
    if !project.files().any(|known| known == file) {
        return Ok(Some(format!("{file} is not there")));
    }
    let found = hex::encode(Sha256::digest(project.bytes(file)?));
    Ok((found != sum).then(|| format!("{file} was changed: its sha256 is {found}")))
}

fn is_licence(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name).to_ascii_uppercase();
    ["LICENSE", "LICENCE", "OFL", "COPYING", "NOTICE"]
        .iter()
        .any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::made_of;

    const SUM_OF_A: &str = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

    #[test]
    fn a_listed_file_with_its_notice_is_fine() {
        let list = format!("{SUM_OF_A}  a.ttf\n{SUM_OF_A}  OFL.txt\n");
        let (_keep, project) = made_of(&[
            ("spine/print/fonts/a.ttf", "a"),
            ("spine/print/fonts/OFL.txt", "a"),
            ("spine/print/fonts/vendor.sha256", &list),
            ("spine/print/fonts/README.md", "how they were made"),
            ("THIRD-PARTY.md", "`a.ttf`: OFL"),
        ]);
        assert_eq!(check(&project).expect("readable"), []);
    }

    #[test]
    fn a_changed_a_missing_and_an_unlisted_file_are_found() {
        let list = format!("{SUM_OF_A}  a.css\n{SUM_OF_A}  gone.css\n");
        let (_keep, project) = made_of(&[
            ("x/vendor/a.css", "changed"),
            ("x/vendor/b.css", "b"),
            ("x/vendor/vendor.sha256", &list),
            ("THIRD-PARTY.md", "a.css gone.css"),
        ]);
        let found: Vec<String> = check(&project)
            .expect("readable")
            .iter()
            .map(std::string::ToString::to_string)
            .collect();
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].contains("x/vendor/a.css was changed"), "{found:?}");
        assert!(
            found[1].contains("x/vendor/gone.css is not there"),
            "{found:?}"
        );
        assert!(
            found[2].starts_with("x/vendor/b.css: is in no"),
            "{found:?}"
        );
    }

    #[test]
    fn a_file_without_a_notice_is_found() {
        let list = format!("{SUM_OF_A}  a.css\n");
        let (_keep, project) = made_of(&[("vendor/a.css", "a"), ("vendor/vendor.sha256", &list)]);
        let found = check(&project).expect("readable");
        assert_eq!(
            found,
            [Finding::new(
                "THIRD-PARTY.md",
                0,
                "does not name vendor/a.css"
            )]
        );
    }
}
