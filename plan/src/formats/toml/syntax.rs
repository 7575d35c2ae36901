//! Text that is no TOML at all: where, and what is missing.

use crate::problems::{Place, Problem};

/// How the parser's remark begins, and the sentence that tells an officer the same. First match wins.
const REMARKS: [(&str, &str); 22] = [
    ("duplicate key", "plan-toml-duplicate"),
    ("cannot extend", "plan-toml-duplicate"),
    ("string values must be quoted", "plan-toml-quotes"),
    ("missing value", "plan-toml-value-missing"),
    ("key with no value", "plan-toml-assignment"),
    ("missing assignment", "plan-toml-assignment"),
    ("extra assignment", "plan-toml-assignment"),
    ("extra `=`", "plan-toml-assignment"),
    ("invalid key-value pair", "plan-toml-assignment"),
    ("unexpected key or value", "plan-toml-assignment"),
    ("unexpected content", "plan-toml-assignment"),
    ("unclosed", "plan-toml-unclosed"),
    ("missing key for inline table", "plan-toml-unclosed"),
    ("unexpected leading zero", "plan-toml-leading-zero"),
    ("missing comma", "plan-toml-comma"),
    ("extra comma", "plan-toml-comma"),
    ("invalid unquoted key", "plan-toml-key"),
    ("unquoted keys", "plan-toml-key"),
    ("invalid basic string", "plan-toml-string"),
    ("invalid multi-line basic string", "plan-toml-string"),
    ("invalid literal string", "plan-toml-string"),
    ("missing escaped value", "plan-toml-string"),
];

/// The problem of a text that does not parse.
pub(super) fn problem(text: &str, error: &toml_edit::TomlError) -> Problem {
    let offset = error.span().map_or(text.len(), |span| span.start);
    let remark = error.message();
    let place = place(text, offset);
    if has_full_width_sign(line_at(text, offset)) {
        return Problem::new(place, "plan-toml-full-width");
    }
    if text
        .get(offset..)
        .is_some_and(|rest| rest.starts_with(['\n', '\r']))
        && remark.starts_with("string values")
    {
        return Problem::new(place, "plan-toml-value-missing");
    }
    match REMARKS.iter().find(|(start, _)| remark.starts_with(start)) {
        Some((_, key)) => Problem::new(place, key),
        None => Problem::new(place, "plan-toml-syntax").with("remark", remark),
    }
}

/// Line and column (in characters) of a byte of the text, both from 1.
pub(super) fn place(text: &str, offset: usize) -> Place {
    let before = text.get(..offset.min(text.len())).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    Place::Line { line, column }
}

fn line_at(text: &str, offset: usize) -> &str {
    let (before, after) = text.split_at_checked(offset).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = after.find('\n').map_or(text.len(), |at| offset + at);
    &text[start..end]
}

/// A sign of TOML typed in full width, outside quotes: the commonest slip with a Japanese keyboard.
fn has_full_width_sign(line: &str) -> bool {
    line.split('"').step_by(2).any(|outside| {
        outside.split('#').next().unwrap_or("").contains([
            '＝', '”', '“', '［', '］', '｛', '｝', '，', '．', '\u{3000}',
        ])
    })
}
