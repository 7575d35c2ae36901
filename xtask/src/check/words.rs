//! Both languages say the same things, every key that is used exists, and every key is used.
//!
//! A key is used when a string literal of a source or a template equals it. Where keys are put
//! together at run time, a comment in the `.ftl` file names the family and says who does it:
//! `# used: plan-status-* by Status::key`.

use super::uses::{Use, read_uses};
use crate::finding::Finding;
use crate::project::{Project, folder};
use anyhow::Result;
use fluent_syntax::ast;
use std::collections::{BTreeMap, BTreeSet};

/// A sentence in one language.
struct Message {
    key: String,
    variables: BTreeSet<String>,
    line: usize,
}

/// The sentences of one file.
#[derive(Default)]
struct Dictionary {
    file: String,
    messages: Vec<Message>,
    /// Beginnings of keys that are put together at run time, with the line that says so.
    families: Vec<(String, usize)>,
}

pub fn check(project: &Project) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut japanese = Vec::new();
    for file in project
        .files()
        .filter(|file| is_words(file, "ja") || is_words(file, "en"))
    {
        let other = other_language(file);
        if !project.files().any(|f| f == other) {
            findings.push(Finding::new(file, 0, format!("{other} is missing")));
        }
    }
    for file in project.files().filter(|file| is_words(file, "ja")) {
        let Some(text) = project.text(file)? else {
            continue;
        };
        let ja = read(file, &text, &mut findings);
        let other = other_language(file);
        if project.files().any(|f| f == other)
            && let Some(text) = project.text(&other)?
        {
            let en = read(&other, &text, &mut findings);
            compare(&ja, &en, &mut findings);
        }
        begins_with_crate(project, &ja, &mut findings)?;
        japanese.push(ja);
    }
    let (literals, uses) = read_uses(project)?;
    defined_once(&japanese, &mut findings);
    exists(&japanese, &uses, &mut findings);
    used(&japanese, &literals, &mut findings);
    Ok(findings)
}

fn is_words(file: &str, language: &str) -> bool {
    file.strip_suffix(".ftl")
        .and_then(|file| file.strip_suffix(language))
        .is_some_and(|file| file.ends_with("/words/"))
}

fn other_language(file: &str) -> String {
    match file.strip_suffix("ja.ftl") {
        Some(start) => format!("{start}en.ftl"),
        None => file.replace("/words/en.ftl", "/words/ja.ftl"),
    }
}

fn read(file: &str, text: &str, findings: &mut Vec<Finding>) -> Dictionary {
    let (resource, broken) = match fluent_syntax::parser::parse(text) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    };
    for error in broken {
        let line = text
            .get(..error.pos.start)
            .map_or(0, |before| before.matches('\n').count() + 1);
        findings.push(Finding::new(file, line, format!("is not read: {error}")));
    }
    let mut dictionary = Dictionary {
        file: file.to_owned(),
        ..Dictionary::default()
    };
    for entry in resource.body {
        let ast::Entry::Message(message) = entry else {
            continue;
        };
        let mut variables = BTreeSet::new();
        for pattern in message
            .value
            .iter()
            .chain(message.attributes.iter().map(|attribute| &attribute.value))
        {
            in_pattern(pattern, &mut variables);
        }
        let line = line_of_key(text, message.id.name);
        dictionary.messages.push(Message {
            key: message.id.name.to_owned(),
            variables,
            line,
        });
    }
    dictionary.families = families(text);
    dictionary
}

fn in_pattern(pattern: &ast::Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            in_expression(expression, variables);
        }
    }
}

fn in_expression(expression: &ast::Expression<&str>, variables: &mut BTreeSet<String>) {
    match expression {
        ast::Expression::Inline(inline) => in_inline(inline, variables),
        ast::Expression::Select { selector, variants } => {
            in_inline(selector, variables);
            for variant in variants {
                in_pattern(&variant.value, variables);
            }
        }
    }
}

fn in_inline(inline: &ast::InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                in_inline(argument, variables);
            }
            for argument in &arguments.named {
                in_inline(&argument.value, variables);
            }
        }
        ast::InlineExpression::Placeable { expression } => in_expression(expression, variables),
        _ => {}
    }
}

fn line_of_key(text: &str, key: &str) -> usize {
    text.lines()
        .position(|line| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start().starts_with('='))
        })
        .map_or(0, |at| at + 1)
}

/// The `# used: plan-status-* …` comments.
fn families(text: &str) -> Vec<(String, usize)> {
    text.lines()
        .enumerate()
        .filter_map(|(at, line)| {
            let rest = line.strip_prefix('#')?.trim_start_matches('#').trim();
            let name = rest.strip_prefix("used:")?.split_whitespace().next()?;
            Some((name.strip_suffix('*').unwrap_or(name).to_owned(), at + 1))
        })
        .collect()
}

fn compare(ja: &Dictionary, en: &Dictionary, findings: &mut Vec<Finding>) {
    let by_key = |dictionary: &Dictionary| -> BTreeMap<String, (BTreeSet<String>, usize)> {
        dictionary
            .messages
            .iter()
            .map(|message| {
                (
                    message.key.clone(),
                    (message.variables.clone(), message.line),
                )
            })
            .collect()
    };
    let (left, right) = (by_key(ja), by_key(en));
    for (key, (variables, line)) in &left {
        match right.get(key) {
            None => {
                findings.push(Finding::new(
                    &ja.file,
                    *line,
                    format!("{key} is not in {}", en.file),
                ));
            }
            Some((others, _)) if others != variables => findings.push(Finding::new(
                &ja.file,
                *line,
                format!(
                    "{key} has the variables {} here and {} in {}",
                    list(variables),
                    list(others),
                    en.file
                ),
            )),
            Some(_) => {}
        }
    }
    for (key, (_, line)) in &right {
        if !left.contains_key(key) {
            findings.push(Finding::new(
                &en.file,
                *line,
                format!("{key} is not in {}", ja.file),
            ));
        }
    }
}

fn list(names: &BTreeSet<String>) -> String {
    if names.is_empty() {
        return "(none)".to_owned();
    }
    names
        .iter()
        .map(|name| format!("${name}"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A key begins with the name of its crate, so that two crates cannot meet.
fn begins_with_crate(
    project: &Project,
    words: &Dictionary,
    findings: &mut Vec<Finding>,
) -> Result<()> {
    let manifest = format!("{}/Cargo.toml", folder(folder(&words.file)));
    if !project.files().any(|file| file == manifest) {
        return Ok(());
    }
    let Some(text) = project.text(&manifest)? else {
        return Ok(());
    };
    let manifest: toml::Table = toml::from_str(&text)?;
    let Some(name) = manifest
        .get("package")
        .and_then(|package| package.get("name"))
        .and_then(|n| n.as_str())
    else {
        return Ok(());
    };
    for message in &words.messages {
        if !message
            .key
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with('-'))
        {
            let what = format!(
                "{} does not begin with the crate's name, `{name}-`",
                message.key
            );
            findings.push(Finding::new(&words.file, message.line, what));
        }
    }
    Ok(())
}

fn defined_once(dictionaries: &[Dictionary], findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for dictionary in dictionaries {
        for message in &dictionary.messages {
            if let Some(first) = seen.insert(&message.key, &dictionary.file) {
                let what = format!("{} is also defined in {first}", message.key);
                findings.push(Finding::new(&dictionary.file, message.line, what));
            }
        }
    }
}

fn exists(dictionaries: &[Dictionary], uses: &[Use], findings: &mut Vec<Finding>) {
    let known: BTreeMap<&str, &BTreeSet<String>> = dictionaries
        .iter()
        .flat_map(|dictionary| &dictionary.messages)
        .map(|message| (message.key.as_str(), &message.variables))
        .collect();
    for place in uses {
        let what = match (known.get(place.key.as_str()), &place.variables) {
            (None, _) => format!("no words/ja.ftl has the key {}", place.key),
            (Some(wanted), Some(given)) if *wanted != given => format!(
                "{} is given the variables {} but has {}",
                place.key,
                list(given),
                list(wanted)
            ),
            _ => continue,
        };
        findings.push(Finding::new(&place.file, place.line, what));
    }
}

fn used(dictionaries: &[Dictionary], literals: &BTreeSet<String>, findings: &mut Vec<Finding>) {
    for dictionary in dictionaries {
        for (family, line) in &dictionary.families {
            if !dictionary
                .messages
                .iter()
                .any(|message| message.key.starts_with(family))
            {
                let what = format!("no key of this file begins with {family}");
                findings.push(Finding::new(&dictionary.file, *line, what));
            }
        }
        for message in &dictionary.messages {
            let in_family = dictionary
                .families
                .iter()
                .any(|(family, _)| message.key.starts_with(family));
            if !in_family && !literals.contains(&message.key) {
                let what = format!(
                    "{} is used nowhere; remove it, or name its family: `# used: {}-* by …`",
                    message.key,
                    message
                        .key
                        .rsplit_once('-')
                        .map_or(message.key.as_str(), |(start, _)| start)
                );
                findings.push(Finding::new(&dictionary.file, message.line, what));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::made_of;

    const CARGO: (&str, &str) = ("plan/Cargo.toml", "[package]\nname = \"plan\"\n");

    fn found(ja: &str, en: &str, source: &str, template: &str) -> Vec<String> {
        let (_keep, project) = made_of(&[
            CARGO,
            ("plan/words/ja.ftl", ja),
            ("plan/words/en.ftl", en),
            ("plan/src/lib.rs", source),
            ("plan/templates/a.html", template),
        ]);
        check(&project)
            .expect("a readable project")
            .iter()
            .map(std::string::ToString::to_string)
            .collect()
    }

    #[test]
    fn words_that_agree_and_are_used_are_fine() {
        let ja = "plan-a = あ\nplan-n = { $n }件\nplan-two = { $x } { $y }\n";
        let en = "plan-a = A\nplan-n = { $n ->\n    [one] { $n } item\n   *[other] { $n } items\n }\nplan-two = { $y } { $x }\n";
        let source = "fn f(t: &Text) { t.say1(\"plan-n\", \"n\", 3); t.fill(\"plan-two\", &[(\"x\", 1.into()), (\"y\", g(2))]); }";
        assert_eq!(
            found(ja, en, source, "{{ t.say(\"plan-a\") }}"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_key_of_one_language_only_is_found() {
        let source = "const A: &str = \"plan-a\"; const B: &str = \"plan-b\";";
        assert_eq!(
            found("plan-a = あ\n", "plan-b = B\n", source, ""),
            [
                "plan/words/ja.ftl:1: plan-a is not in plan/words/en.ftl",
                "plan/words/en.ftl:1: plan-b is not in plan/words/ja.ftl"
            ]
        );
    }

    #[test]
    fn other_variables_in_the_other_language_are_found() {
        let what = found(
            "plan-a = { $n }\n",
            "plan-a = { $m }\n",
            "const A: &str = \"plan-a\";",
            "",
        );
        assert_eq!(
            what,
            ["plan/words/ja.ftl:1: plan-a has the variables $n here and $m in plan/words/en.ftl"]
        );
    }

    #[test]
    fn a_key_that_nobody_defines_is_found_in_sources_and_templates() {
        let source = "fn f() { t.say(\"plan-x\");\n Problem::new(Place::Item(\"i\".into()), \"plan-y\");\n Notice::new(\"plan-n\"); }";
        assert_eq!(
            found("", "", source, "<p>\n{{ t.say(\"plan-z\") }}"),
            [
                "plan/src/lib.rs:1: no words/ja.ftl has the key plan-x",
                "plan/src/lib.rs:2: no words/ja.ftl has the key plan-y",
                "plan/src/lib.rs:3: no words/ja.ftl has the key plan-n",
                "plan/templates/a.html:2: no words/ja.ftl has the key plan-z"
            ]
        );
    }

    #[test]
    fn a_sentence_given_other_variables_than_it_has_is_found() {
        let ja = "plan-a = { $n }\n";
        let what = found(
            ja,
            ja,
            "fn f() { t.say(\"plan-a\"); t.say1(\"plan-a\", \"m\", 1); }",
            "",
        );
        assert_eq!(
            what,
            [
                "plan/src/lib.rs:1: plan-a is given the variables (none) but has $n",
                "plan/src/lib.rs:1: plan-a is given the variables $m but has $n"
            ]
        );
    }

    #[test]
    fn an_unused_key_is_found_unless_its_family_is_named() {
        let lonely = "plan-status-done = 済\n";
        assert_eq!(found(lonely, lonely, "", "").len(), 1);
        let family = "# used: plan-status-* by Status::key\nplan-status-done = 済\n";
        assert_eq!(found(family, family, "", ""), Vec::<String>::new());
    }

    #[test]
    fn a_use_in_a_test_is_no_use() {
        let ja = "plan-a = あ\n";
        let source =
            "#[cfg(test)]\nmod tests { fn t() { x.say(\"plan-a\"); x.say(\"plan-none\"); } }";
        let what = found(ja, ja, source, "");
        assert_eq!(what.len(), 1);
        assert!(what[0].contains("used nowhere"), "{what:?}");
    }

    #[test]
    fn a_family_without_keys_is_found() {
        let text = "# used: plan-old-* by nobody\n";
        assert_eq!(
            found(text, text, "", ""),
            ["plan/words/ja.ftl:1: no key of this file begins with plan-old-"]
        );
    }

    #[test]
    fn a_key_without_its_crates_name_is_found() {
        let text = "other-a = あ\n";
        let what = found(text, text, "const A: &str = \"other-a\";", "");
        assert_eq!(
            what,
            ["plan/words/ja.ftl:1: other-a does not begin with the crate's name, `plan-`"]
        );
    }

    #[test]
    fn a_file_that_does_not_parse_is_found() {
        let what = found("plan-a = { $n\n", "", "", "");
        assert!(
            what.iter().any(|w| w.starts_with("plan/words/ja.ftl:")),
            "{what:?}"
        );
    }

    #[test]
    fn a_missing_language_is_found() {
        let (_keep, project) = made_of(&[CARGO, ("plan/words/ja.ftl", "")]);
        let what = check(&project).expect("a readable project");
        assert_eq!(
            what,
            [Finding::new(
                "plan/words/ja.ftl",
                0,
                "plan/words/en.ftl is missing"
            )]
        );
    }
}
