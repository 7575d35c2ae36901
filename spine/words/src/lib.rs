//! Every sentence a user reads, in Japanese and in English.
//!
//! Each crate brings a `words/ja.ftl` and a `words/en.ftl` ([`Source`]); the program joins them once
//! at start ([`Words::new`]). Keys are `crate-thing-detail`. That both languages have the same keys
//! with the same variables, and that no key is unused or missing, is checked by `cargo xtask check`.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use unic_langid::langid;

pub use fluent_bundle::FluentValue as Argument;

/// A language of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// 日本語
    #[default]
    Japanese,
    /// English
    English,
}

impl Language {
    /// Both languages, the first one first.
    pub const ALL: [Language; 2] = [Language::Japanese, Language::English];

    /// The tag for `<html lang>`: `ja` or `en`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Language::Japanese => "ja",
            Language::English => "en",
        }
    }

    /// The language of a tag such as `ja`, `en-GB`.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Language> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "ja" => Some(Language::Japanese),
            "en" => Some(Language::English),
            _ => None,
        }
    }
}

/// The words of one crate.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// The crate, for error messages.
    pub name: &'static str,
    /// Text of `words/ja.ftl`.
    pub ja: &'static str,
    /// Text of `words/en.ftl`.
    pub en: &'static str,
}

/// Embeds the calling crate's `words/ja.ftl` and `words/en.ftl`.
#[macro_export]
macro_rules! source {
    () => {
        $crate::Source {
            name: env!("CARGO_PKG_NAME"),
            ja: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/words/ja.ftl")),
            en: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/words/en.ftl")),
        }
    };
}

struct Dictionary {
    bundle: FluentBundle<FluentResource>,
    /// Messages without variables, formatted once: most of a page's words.
    plain: HashMap<String, String>,
}

/// All words of the program in both languages.
pub struct Words {
    japanese: Dictionary,
    english: Dictionary,
}

/// The words could not be joined; a mistake in a `.ftl` file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenWords(pub String);

impl std::fmt::Display for BrokenWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::error::Error for BrokenWords {}

impl Words {
    /// Joins the words of all crates.
    ///
    /// # Errors
    /// When a file does not parse or two files define the same key.
    pub fn new(sources: &[Source]) -> Result<Words, BrokenWords> {
        Ok(Words {
            japanese: dictionary(Language::Japanese, sources)?,
            english: dictionary(Language::English, sources)?,
        })
    }

    fn dictionary(&self, language: Language) -> &Dictionary {
        match language {
            Language::Japanese => &self.japanese,
            Language::English => &self.english,
        }
    }
}

fn dictionary(language: Language, sources: &[Source]) -> Result<Dictionary, BrokenWords> {
    let locale = match language {
        Language::Japanese => langid!("ja"),
        Language::English => langid!("en"),
    };
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(false);
    let mut keys = Vec::new();
    for source in sources {
        let text = if language == Language::Japanese {
            source.ja
        } else {
            source.en
        };
        let broken = |what: String| {
            BrokenWords(format!(
                "{}/words/{}.ftl: {what}",
                source.name,
                language.tag()
            ))
        };
        let resource = FluentResource::try_new(text.to_owned())
            .map_err(|(_, errors)| broken(format!("{errors:?}")))?;
        keys.extend(message_keys(&resource));
        bundle
            .add_resource(resource)
            .map_err(|errors| broken(format!("{errors:?}")))?;
    }
    let plain = keys
        .into_iter()
        .filter_map(|key| {
            let pattern = bundle.get_message(&key)?.value()?;
            let mut errors = Vec::new();
            let text = bundle
                .format_pattern(pattern, None, &mut errors)
                .into_owned();
            errors.is_empty().then_some((key, text))
        })
        .collect();
    Ok(Dictionary { bundle, plain })
}

fn message_keys(resource: &FluentResource) -> Vec<String> {
    resource
        .entries()
        .filter_map(|entry| match entry {
            fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
            _ => None,
        })
        .collect()
}

/// The words in the language of one reader.
#[derive(Clone)]
pub struct Text {
    words: Arc<Words>,
    language: Language,
}

impl Text {
    /// The words for a reader of the language.
    #[must_use]
    pub fn new(words: Arc<Words>, language: Language) -> Text {
        Text { words, language }
    }

    /// The reader's language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The same words in another language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> Text {
        Text {
            words: Arc::clone(&self.words),
            language,
        }
    }

    /// Whether the key exists in the reader's language.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.words.dictionary(self.language).bundle.has_message(key)
    }

    /// A message without variables. A missing key shows itself in brackets: `⟦key⟧`.
    #[must_use]
    pub fn say(&self, key: &str) -> Cow<'_, str> {
        match self.words.dictionary(self.language).plain.get(key) {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(self.fill(key, &[])),
        }
    }

    /// A message with one variable.
    #[must_use]
    pub fn say1<'a>(&self, key: &str, name: &'a str, value: impl Into<FluentValue<'a>>) -> String {
        self.fill(key, &[(name, value.into())])
    }

    /// A message with two variables.
    #[must_use]
    pub fn say2<'a>(
        &self,
        key: &str,
        first: &'a str,
        value: impl Into<FluentValue<'a>>,
        second: &'a str,
        other: impl Into<FluentValue<'a>>,
    ) -> String {
        self.fill(key, &[(first, value.into()), (second, other.into())])
    }

    /// A message with any number of variables.
    #[must_use]
    pub fn fill<'a>(&self, key: &str, variables: &[(&'a str, FluentValue<'a>)]) -> String {
        let dictionary = self.words.dictionary(self.language);
        let Some(pattern) = dictionary
            .bundle
            .get_message(key)
            .and_then(|message| message.value())
        else {
            return format!("⟦{key}⟧");
        };
        let arguments: FluentArgs<'a> = variables
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        let mut errors = Vec::new();
        dictionary
            .bundle
            .format_pattern(pattern, Some(&arguments), &mut errors)
            .into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(language: Language) -> Text {
        let source = Source {
            name: "t",
            ja: "hello = こんにちは\ncount = { $n }件\n",
            en: "hello = Hello\ncount = { $n ->\n    [one] { $n } item\n   *[other] { $n } items\n }\n",
        };
        match Words::new(&[source]) {
            Ok(words) => Text::new(Arc::new(words), language),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn both_languages_answer() {
        assert_eq!(text(Language::Japanese).say("hello"), "こんにちは");
        assert_eq!(text(Language::English).say1("count", "n", 1), "1 item");
        assert_eq!(text(Language::English).say1("count", "n", 3), "3 items");
        assert_eq!(text(Language::Japanese).say1("count", "n", 3), "3件");
    }

    #[test]
    fn a_missing_key_shows_itself() {
        assert_eq!(text(Language::Japanese).say("nowhere"), "⟦nowhere⟧");
    }

    #[test]
    fn a_key_defined_twice_is_refused() {
        let source = Source {
            name: "t",
            ja: "a = 1\n",
            en: "a = 1\n",
        };
        assert!(Words::new(&[source, source]).is_err());
    }
}
