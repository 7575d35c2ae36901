//! The project's files, as the checks see them.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Folders that are never part of the project.
const OUTSIDE: [&str; 4] = [".git", "target", "node_modules", "data"];

/// The folder with the workspace's `Cargo.toml`.
pub fn root() -> PathBuf {
    // Cargo tells the running program its folder; the built-in one serves when it is started by hand.
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent()
        .map_or_else(|| here.clone(), Path::to_path_buf)
}

/// All files that belong to the project.
pub struct Project {
    root: PathBuf,
    files: Vec<String>,
}

impl Project {
    /// Reads the list of files: what git tracks or would track, or every file where there is no git.
    pub fn read(root: &Path) -> Result<Project> {
        let mut files = match listed_by_git(root) {
            Some(files) => files,
            None => listed_by_walking(root)?,
        };
        files.retain(|file| root.join(file).is_file());
        files.sort();
        files.dedup();
        Ok(Project {
            root: root.to_path_buf(),
            files,
        })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Paths inside the project, with `/`, sorted.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// Files whose name ends with one of the endings, e.g. `.rs`.
    pub fn ending(&self, endings: &'static [&'static str]) -> impl Iterator<Item = &str> {
        self.files()
            .filter(move |file| endings.iter().any(|ending| file.ends_with(ending)))
    }

    /// Whether the path is a folder with files of the project in it.
    pub fn has_folder(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.files().any(|file| {
            file.strip_prefix(path)
                .is_some_and(|rest| rest.starts_with('/'))
        })
    }

    pub fn bytes(&self, file: &str) -> Result<Vec<u8>> {
        std::fs::read(self.root.join(file)).with_context(|| format!("reading {file}"))
    }

    /// The file's text; `None` for pictures, fonts and the like.
    pub fn text(&self, file: &str) -> Result<Option<String>> {
        Ok(String::from_utf8(self.bytes(file)?).ok())
    }
}

/// The folder part of a path inside the project; empty for the root.
pub fn folder(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn listed_by_git(root: &Path) -> Option<Vec<String>> {
    if !root.join(".git").exists() {
        return None;
    }
    let output = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root)
        .output()
        .ok()?;
    // Fails where the checkout belongs to another user; then the folders are walked.
    output.status.success().then(|| {
        String::from_utf8_lossy(&output.stdout)
            .split('\0')
            .filter(|file| !file.is_empty())
            .map(str::to_owned)
            .collect()
    })
}

fn listed_by_walking(root: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder)
            .with_context(|| format!("reading the folder {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            let outside = path
                .file_name()
                .is_some_and(|name| OUTSIDE.iter().any(|o| name == *o));
            if path.is_dir() && !outside {
                folders.push(path);
            } else if path.is_file()
                && let Ok(inside) = path.strip_prefix(root)
            {
                files.push(inside.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    Ok(files)
}

/// A project made of a few files, for the tests of the checks.
#[cfg(test)]
pub fn made_of(files: &[(&str, &str)]) -> (tempfile::TempDir, Project) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (file, text) in files {
        let path = folder.path().join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let project = Project::read(folder.path()).expect("a project");
    (folder, project)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_tools_and_builds_are_outside() {
        let (_keep, project) = made_of(&[
            ("plan/src/lib.rs", ""),
            ("target/debug/x.rs", ""),
            ("e2e/node_modules/a/b.js", ""),
            ("README.md", ""),
        ]);
        assert_eq!(
            project.files().collect::<Vec<_>>(),
            ["README.md", "plan/src/lib.rs"]
        );
        assert!(project.has_folder("plan/src/"));
        assert!(project.has_folder("plan"));
        assert!(!project.has_folder("pla"));
    }

    #[test]
    fn a_picture_has_no_text() {
        let (keep, project) = made_of(&[("a.txt", "字")]);
        assert_eq!(
            project.text("a.txt").expect("readable"),
            Some("字".to_owned())
        );
        std::fs::write(keep.path().join("a.txt"), [0xff, 0xfe, 0x00]).expect("written");
        assert_eq!(project.text("a.txt").expect("readable"), None);
    }

    #[test]
    fn the_folder_of_a_file_at_the_root_is_empty() {
        assert_eq!(folder("Cargo.toml"), "");
        assert_eq!(folder("plan/src/lib.rs"), "plan/src");
    }
}
