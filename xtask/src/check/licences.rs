//! Every crate in the program may be passed on with it, and none is one we decided against.
//!
//! The same lists stand in `deny.toml` for those who have cargo-deny.

use crate::finding::Finding;
use crate::project::Project;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Licences a city may rely on without asking anybody.
const ALLOWED: [&str; 11] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Zlib",
];

/// Crates we decided against: the beginning of the name, and why.
const BANNED: [(&str, &str); 5] = [
    ("openssl", "needs a C library on the city's machine"),
    ("native-tls", "needs a C library on the city's machine"),
    ("aws-lc", "its C build takes longer than the rest of the program together"),
    ("tonic", "comes in with tower_governor's default features; nothing here speaks gRPC"),
    ("sqlx-macros", "compiles every database driver a second time"),
];

pub fn check(project: &Project) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for package in packages(project.root())? {
        let named = format!("{} {}", package.name, package.version);
        match &package.licence {
            Some(licence) if is_allowed(licence) => {}
            Some(licence) => {
                let what = format!("{named} has the licence {licence}, which is not on the list");
                findings.push(Finding::new("Cargo.lock", 0, what));
            }
            None => {
                findings.push(Finding::new("Cargo.lock", 0, format!("{named} names no licence")));
            }
        }
        if let Some((_, why)) = BANNED.iter().find(|(start, _)| package.name.starts_with(start)) {
            findings.push(Finding::new("Cargo.lock", 0, format!("{named} is not wanted: {why}")));
        }
    }
    Ok(findings)
}

struct Package {
    name: String,
    version: String,
    licence: Option<String>,
}

/// The crates that are really built for this machine, with the features that are really on.
fn packages(root: &Path) -> Result<Vec<Package>> {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--filter-platform", &host()?])
        .current_dir(root)
        .output()
        .context("running cargo metadata")?;
    if !output.status.success() {
        bail!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let data: Value = serde_json::from_slice(&output.stdout).context("reading cargo metadata")?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let string = |value: &Value| value.as_str().map(str::to_owned);
    let built: BTreeSet<String> =
        list(&data["resolve"]["nodes"]).iter().filter_map(|node| string(&node["id"])).collect();
    Ok(list(&data["packages"])
        .iter()
        .filter(|package| string(&package["id"]).is_some_and(|id| built.contains(&id)))
        .map(|package| Package {
            name: string(&package["name"]).unwrap_or_default(),
            version: string(&package["version"]).unwrap_or_default(),
            licence: string(&package["license"]),
        })
        .collect())
}

fn host() -> Result<String> {
    let output = Command::new("rustc").arg("-vV").output().context("running rustc")?;
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .find_map(|line| line.strip_prefix("host: ").map(str::to_owned))
        .context("rustc does not name its host")
}

/// Whether a licence expression can be met with allowed licences alone.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let allowed = alternatives(&words, &mut at);
    allowed && at == words.len()
}

fn alternatives(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = together(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        allowed |= together(words, at);
    }
    allowed
}

fn together(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        allowed &= one(words, at);
    }
    allowed
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let allowed = alternatives(words, at);
        *at += 1;
        return allowed;
    }
    if words.get(*at) == Some(&"WITH") {
        let exception = words.get(*at + 1).copied().unwrap_or_default();
        *at += 2;
        return ALLOWED.contains(&format!("{word} WITH {exception}").as_str());
    }
    ALLOWED.contains(word)
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
            assert!(is_allowed(expression), "{expression}");
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
            assert!(!is_allowed(expression), "{expression}");
        }
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
            assert!(BANNED.iter().any(|(start, _)| name.starts_with(start)), "{name}");
        }
    }
}
