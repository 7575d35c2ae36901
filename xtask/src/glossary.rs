//! The office's words and where they stand in the code, read from the doc comments.
//!
//! A type or a variant whose comment begins with its Japanese name (`/// 確定: the year is over …`) is an
//! entry of `docs/glossary.md`.

use crate::project::Project;
use anyhow::{Context, Result};
use std::fmt::Write;

/// Where the glossary is written.
pub const FILE: &str = "docs/glossary.md";

const HEAD: &str = "# Glossary

The office's words and where they stand in the code. Written by `cargo xtask glossary` from the doc comments: a type or a
variant whose comment begins with its Japanese name is an entry.

| 日本語 | in the code | meaning |
|---|---|---|
";

/// A word of the office.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    japanese: String,
    name: String,
    meaning: String,
}

/// Writes the glossary.
pub fn write(project: &Project) -> Result<()> {
    let path = project.root().join(FILE);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&path, text(project)?).with_context(|| format!("writing {FILE}"))
}

/// The glossary as it should be.
pub fn text(project: &Project) -> Result<String> {
    let mut entries = Vec::new();
    for file in project
        .ending(&[".rs"])
        .filter(|file| file.contains("/src/"))
    {
        if let Some(source) = project.text(file)? {
            entries.extend(read(&source, crate_of(file)));
        }
    }
    entries.sort();
    entries.dedup();
    let mut text = HEAD.to_owned();
    for Entry {
        japanese,
        name,
        meaning,
    } in entries
    {
        writeln!(
            text,
            "| {japanese} | `{name}` | {} |",
            meaning.replace('|', "\\|")
        )?;
    }
    Ok(text)
}

/// `spine/measure/src/lib.rs` → `measure`.
fn crate_of(file: &str) -> &str {
    file.split("/src/")
        .next()
        .and_then(|folder| folder.rsplit('/').next())
        .unwrap_or(file)
}

fn read(source: &str, package: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut comment: Vec<&str> = Vec::new();
    let mut group = None;
    for line in source.lines() {
        let code = line.trim();
        if let Some(words) = code.strip_prefix("///") {
            comment.push(words.trim());
            continue;
        }
        if code.starts_with("#[") {
            continue;
        }
        if line.starts_with('}') {
            group = None;
        }
        if let Some(name) = public_type(code) {
            entries.extend(entry(&comment, format!("{package}::{name}")));
            group = code.starts_with("pub enum ").then(|| name.to_owned());
        } else if let Some(group) = &group
            && let Some(variant) = variant(line)
        {
            entries.extend(entry(&comment, format!("{package}::{group}::{variant}")));
        }
        comment.clear();
    }
    entries
}

fn public_type(code: &str) -> Option<&str> {
    ["pub struct ", "pub enum "]
        .iter()
        .find_map(|start| Some(name(code.strip_prefix(start)?)))
}

/// A variant stands four spaces in and begins with a capital.
fn variant(line: &str) -> Option<&str> {
    let code = line.strip_prefix("    ")?;
    code.starts_with(|sign: char| sign.is_ascii_uppercase())
        .then(|| name(code))
}

fn name(code: &str) -> &str {
    code.split(|sign: char| !sign.is_alphanumeric() && sign != '_')
        .next()
        .unwrap_or(code)
}

/// An entry, when the comment begins with a Japanese name: `確定: meaning` or `確定 (meaning).`
fn entry(comment: &[&str], name: String) -> Option<Entry> {
    let paragraph: Vec<&str> = comment
        .iter()
        .copied()
        .take_while(|line| !line.is_empty())
        .collect();
    let paragraph = paragraph.join(" ");
    let end = paragraph
        .find(|sign: char| !is_japanese(sign))
        .unwrap_or(paragraph.len());
    let (japanese, meaning) = paragraph.split_at(end);
    let meaning = meaning.trim_start_matches([':', '.', ',', ' ']);
    (!japanese.is_empty()).then(|| Entry {
        japanese: japanese.to_owned(),
        name,
        meaning: meaning.to_owned(),
    })
}

fn is_japanese(sign: char) -> bool {
    matches!(sign, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "/// 発令: somebody moves\n/// to another section.\n///\n/// More.\n#[derive(Debug)]\npub struct Appointment {\n    /// 日付\n    pub on: Date,\n}\n\n/// How sure a figure is.\npub enum Quality {\n    /// 確定: the year is over.\n    Final,\n    /// Counted.\n    Counted,\n    /// 予定.\n    Planned(Date),\n}\n\n/// 数える\npub fn count() {}\n";

    #[test]
    fn types_and_variants_that_begin_with_their_japanese_name_are_entries() {
        let entry = |japanese: &str, name: &str, meaning: &str| Entry {
            japanese: japanese.to_owned(),
            name: name.to_owned(),
            meaning: meaning.to_owned(),
        };
        assert_eq!(
            read(SOURCE, "people"),
            [
                entry(
                    "発令",
                    "people::Appointment",
                    "somebody moves to another section."
                ),
                entry("確定", "people::Quality::Final", "the year is over."),
                entry("予定", "people::Quality::Planned", ""),
            ]
        );
    }

    #[test]
    fn the_crate_is_the_folder_above_src() {
        assert_eq!(crate_of("spine/measure/src/quality.rs"), "measure");
        assert_eq!(crate_of("plan/src/rules/grade.rs"), "plan");
    }
}
