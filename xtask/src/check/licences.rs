//! Every crate in the program may be passed on with it, and none is one we decided against.
//!
//! The same lists stand in `deny.toml` for those who have cargo-deny.

use crate::finding::Finding;
use crate::project::Project;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Licences a city may rely on without asking anybody.
const ALLOWED: [&str; 12] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Zlib",
];

/// Crates we decided against: the beginning of the name, and why.
const BANNED: [(&str, &str); 5] = [
    ("openssl", "needs a C library on the city's machine"),
    ("native-tls", "needs a C library on the city's machine"),
    (
        "aws-lc",
        "its C build takes longer than the rest of the program together",
    ),
    (
        "tonic",
        "comes in with tower_governor's default features; nothing here speaks gRPC",
    ),
    (
        "sqlx-macros",
        "compiles every database driver a second time",
    ),
];

/// Begins like one of them and is none: knows in which folders certificates lie, and needs no C library.
const NOT_MEANT: &str = "openssl-probe ";

/// Further licences of crates that only test; nothing of them is passed on.
const ALLOWED_IN_TESTS: [&str; 1] = ["MPL-2.0"];

pub fn check(project: &Project) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut wrong = |what: String| findings.push(Finding::new("Cargo.lock", 0, what));
    let shipped = packages(
        project.root(),
        &["--package", "hagukumi", "--edges", "normal,build"],
    )?;
    let all = packages(
        project.root(),
        &["--workspace", "--edges", "normal,build,dev"],
    )?;
    for package in &all {
        let Package { named, licence } = package;
        let allowed = is_allowed(licence, &ALLOWED)
            || !shipped.contains(package)
                && is_allowed(licence, &[&ALLOWED[..], &ALLOWED_IN_TESTS[..]].concat());
        if licence.is_empty() {
            wrong(format!("{named} names no licence"));
        } else if !allowed {
            wrong(format!(
                "{named} has the licence {licence}, which is not on the list"
            ));
        }
        let banned =
            |(start, _): &&(&str, &str)| named.starts_with(start) && !named.starts_with(NOT_MEANT);
        if let Some((_, why)) = BANNED.iter().find(banned) {
            wrong(format!("{named} is not wanted: {why}"));
        }
    }
    Ok(findings)
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    /// Name and version, `serde v1.0.0`.
    named: String,
    licence: String,
}

/// The crates that are really built for this machine, with the features that are really on.
/// (`cargo metadata` also lists optional crates that nobody asks for.)
fn packages(root: &Path, selection: &[&str]) -> Result<BTreeSet<Package>> {
    let output = Command::new("cargo")
        .args(["tree", "--prefix", "none", "--format", "{p}\t{l}"])
        .args(selection)
        .current_dir(root)
        .output()
        .context("running cargo tree")?;
    if !output.status.success() {
        bail!(
            "cargo tree: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(read(&String::from_utf8_lossy(&output.stdout)))
}

fn read(tree: &str) -> BTreeSet<Package> {
    tree.lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(package, licence)| Package {
            // Paths and marks such as `(proc-macro)` follow the version.
            named: package.split(" (").next().unwrap_or(package).to_owned(),
            licence: licence.trim_end_matches("(*)").trim().to_owned(),
        })
        .collect()
}

/// Whether a licence expression can be met with the licences of the list alone.
fn is_allowed(expression: &str, list: &[&str]) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let allowed = alternatives(&words, &mut at, list);
    allowed && at == words.len()
}

fn alternatives(words: &[&str], at: &mut usize, list: &[&str]) -> bool {
    let mut allowed = together(words, at, list);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        allowed |= together(words, at, list);
    }
    allowed
}

fn together(words: &[&str], at: &mut usize, list: &[&str]) -> bool {
    let mut allowed = one(words, at, list);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        allowed &= one(words, at, list);
    }
    allowed
}

fn one(words: &[&str], at: &mut usize, list: &[&str]) -> bool {
    let Some(word) = words.get(*at) else {
        return false;
    };
    *at += 1;
    if *word == "(" {
        let allowed = alternatives(words, at, list);
        *at += 1;
        return allowed;
    }
    if words.get(*at) == Some(&"WITH") {
        let exception = words.get(*at + 1).copied().unwrap_or_default();
        *at += 2;
        return list.contains(&format!("{word} WITH {exception}").as_str());
    }
    list.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_allowed_alternative_is_enough() {
        for expression in [
            "MIT",
            "MIT OR Apache-2.0",
            "Unlicense/MIT",
            "GPL-2.0-only OR MIT",
            "(Apache-2.0 OR MIT) AND BSD-3-Clause",
            "Apache-2.0 WITH LLVM-exception OR GPL-3.0-only",
        ] {
            assert!(is_allowed(expression, &ALLOWED), "{expression}");
        }
    }

    #[test]
    fn every_part_of_a_joined_licence_counts() {
        for expression in [
            "GPL-3.0-only",
            "MIT AND GPL-3.0-only",
            "(MIT OR Apache-2.0) AND OpenSSL",
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "",
            "MIT Apache-2.0",
        ] {
            assert!(!is_allowed(expression, &ALLOWED), "{expression}");
        }
    }

    #[test]
    fn names_and_licences_are_read_from_the_tree() {
        let tree = "plan v0.1.0 (/x/plan)\tMIT OR Apache-2.0\nserde_derive v1.0.0 (proc-macro)\tMIT (*)\n\nodd v2.0.0\t\n";
        let read: Vec<(String, String)> = read(tree)
            .into_iter()
            .map(|package| (package.named, package.licence))
            .collect();
        let wanted = [
            ("odd v2.0.0", ""),
            ("plan v0.1.0", "MIT OR Apache-2.0"),
            ("serde_derive v1.0.0", "MIT"),
        ];
        assert_eq!(read, wanted.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }

    #[test]
    fn the_lists_are_those_of_deny_toml() {
        let text = include_str!("../../../deny.toml");
        let deny: toml::Table = toml::from_str(text).expect("deny.toml is TOML");
        let allowed: Vec<&str> = deny["licenses"]["allow"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|licence| licence.as_str())
            .collect();
        assert_eq!(allowed, ALLOWED);
        for exception in deny["licenses"]["exceptions"].as_array().expect("a list") {
            let allowed = exception["allow"].as_array().expect("a list");
            assert!(
                allowed
                    .iter()
                    .all(|l| ALLOWED_IN_TESTS.contains(&l.as_str().unwrap_or("")))
            );
        }
        let banned: Vec<&str> = deny["bans"]["deny"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|entry| entry["crate"].as_str())
            .collect();
        for (start, _) in BANNED {
            assert!(banned.iter().any(|name| name.starts_with(start)), "{start}");
        }
        for name in banned {
            assert!(
                BANNED.iter().any(|(start, _)| name.starts_with(start)),
                "{name}"
            );
        }
    }
}
