//! Where the sources and templates use the keys of sentences.

use super::tokens::{self, Spot};
use crate::project::Project;
use anyhow::Result;
use std::collections::BTreeSet;

/// A key in a place that shows it to somebody.
pub struct Use {
    pub key: String,
    pub file: String,
    pub line: usize,
    /// The variables it is given, where they can be read from the source.
    pub variables: Option<BTreeSet<String>>,
}

/// Every string literal of the product, and the places that show a key.
pub fn read_uses(project: &Project) -> Result<(BTreeSet<String>, Vec<Use>)> {
    let mut literals = BTreeSet::new();
    let mut uses = Vec::new();
    let sources = project.ending(&[".rs"]).map(|file| (file, true));
    let templates = project.ending(&[".html"]).map(|file| (file, false));
    for (file, is_rust) in sources.chain(templates) {
        if super::is_test(file) || file.starts_with("xtask/") {
            continue;
        }
        let Some(text) = project.text(file)? else {
            continue;
        };
        let spots = if is_rust {
            tokens::of_rust(&text)
        } else {
            tokens::of_template(&text)
        };
        literals.extend(spots.iter().filter_map(Spot::text).map(str::to_owned));
        uses.extend((0..spots.len()).filter_map(|at| use_at(&spots, at, file)));
    }
    Ok((literals, uses))
}

/// The key shown by the call whose name stands at `at`.
fn use_at(spots: &[Spot], at: usize, file: &str) -> Option<Use> {
    let (name, rest) = (spots.get(at)?, spots.get(at + 1..)?);
    // Both take a key and fill in its variables later.
    if (name.is_word("Problem") || name.is_word("Notice") || name.is_word("Sentence"))
        && rest.len() > 3
        && rest[0].is_sign(':')
        && rest[2].is_word("new")
        && rest[3].is_sign('(')
    {
        let arguments = tokens::arguments(spots, at + 4);
        let key = arguments
            .iter()
            .rev()
            .find_map(|argument| literal(argument))?;
        return Some(Use {
            key,
            file: file.to_owned(),
            line: name.line,
            variables: None,
        });
    }
    if !rest.first()?.is_sign('(') {
        return None;
    }
    let arguments = tokens::arguments(spots, at + 1);
    let key = literal(arguments.first()?)?;
    let named = |places: &[usize]| -> Option<BTreeSet<String>> {
        places
            .iter()
            .map(|place| literal(arguments.get(*place)?))
            .collect()
    };
    let variables = match name {
        _ if name.is_word("say") => Some(BTreeSet::new()),
        _ if name.is_word("say1") => named(&[1]),
        _ if name.is_word("say2") => named(&[1, 3]),
        _ if name.is_word("fill") => arguments.get(1).and_then(|argument| pairs(argument)),
        _ => return None,
    };
    Some(Use {
        key,
        file: file.to_owned(),
        line: name.line,
        variables,
    })
}

/// The argument's string, when it is nothing but a string literal.
fn literal(argument: &[Spot]) -> Option<String> {
    match argument {
        [only] => only.text().map(str::to_owned),
        _ => None,
    }
}

/// The names of `&[("name", value), …]`.
fn pairs(argument: &[Spot]) -> Option<BTreeSet<String>> {
    if !(argument.len() > 2 && argument[0].is_sign('&') && argument[1].is_sign('[')) {
        return None;
    }
    tokens::arguments(argument, 1)
        .into_iter()
        .map(|pair| {
            if !pair.first()?.is_sign('(') {
                return None;
            }
            literal(tokens::arguments(pair, 0).first()?)
        })
        .collect()
}
